"""Conflicts of names: one bearer under two names.

Two articles name a person by one surname (or one given name), and the other part is written so alike
that it is one person's, yet not so alike that it is only another spelling: ``Aron`` and ``Arno`` differ,
``Jon`` and ``John``, ``Mohammed`` and ``Muhammad`` do not. Where an article has both, they are two people.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from tellings.claim.conflicts.sides import conflict, side
from tellings.claim.relations import Relations
from tellings.claim.telling import Told
from tellings.language.words import fold
from tellings.model import Conflict, Name

TITLES = frozenset("mr mrs ms miss dr sir lady lord prof professor capt lt sgt col gen rev sen rep gov jr sr".split())
FARTHEST = 2
LEAST_LETTERS = 4
SAME_SOUND = (("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("z", "s"), ("y", "i"), ("w", "v"), ("ts", "s"))

Bearers = Mapping[tuple[str, ...], list[tuple[Told, Name]]]


def name_conflicts(relations: Relations) -> Iterator[Conflict]:
    """Conflicts between full names of people in different articles."""
    bearers = _bearers(relations)
    for a, b in combinations(sorted(bearers), 2):
        if _one_person(a, b) and not _one_article_has_both(bearers, a, b):
            sides = [side(told[0][0].slice(told[0][1]), [t for t, _ in told]) for told in (bearers[a], bearers[b])]
            yield conflict("name", "names-differ", sides, relations, [bearers[a][0][0], bearers[b][0][0]])


def sounds_alike(a: str, b: str) -> bool:
    """True where two names differ only in vowels, doubled or silent letters, or ways to write a sound."""
    return _skeleton(a) == _skeleton(b)


def _bearers(relations: Relations) -> Bearers:
    found: dict[tuple[str, ...], list[tuple[Told, Name]]] = defaultdict(list)
    for told in relations.story.told:
        for name in told.names:
            parts = _parts(name.text)
            if name.kind == "person" and len(parts) > 1:
                found[parts[0], parts[-1]].append((told, name))
    return found


def _parts(text: str) -> tuple[str, ...]:
    words = (re.sub(r"[^\w]", "", w) for w in fold(text).removesuffix("'s").split())
    return tuple(w for w in words if w and w not in TITLES)


def _one_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True where one part is the same and the other is alike, but not a spelling or short form of it."""
    if a[-1] == b[-1]:
        left, right = a[0], b[0]
    elif a[0] == b[0]:
        left, right = a[-1], b[-1]
    else:
        return False
    if min(len(left), len(right)) < LEAST_LETTERS or left.startswith(right) or right.startswith(left):
        return False
    return Levenshtein.distance(left, right) <= FARTHEST and left[0] == right[0] and not sounds_alike(left, right)


def _one_article_has_both(bearers: Bearers, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return bool({t.article.id for t, _ in bearers[a]} & {t.article.id for t, _ in bearers[b]})


def _skeleton(name: str) -> str:
    for written, sound in SAME_SOUND:
        name = name.replace(written, sound)
    bare = name[:1] + re.sub(r"[aeiouh]", "", name[1:])
    return re.sub(r"(.)\1+", r"\1", bare)
