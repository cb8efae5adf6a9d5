"""Naming: the same thing under different names in different outlets.

Actors by their own names here; acts, and what people and things are called, in casefile/calling.py.
"""

import re
from collections.abc import Mapping, Sequence

from tellings.casefile.calling import callings
from tellings.language.words import FUNCTION_WORDS, tokens
from tellings.model import Actor, Naming, Provenance, Slice, Telling

# "U.S." and "U. S." are the word "US".
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.\s?){2,}")
_JOINT = re.compile(r"\s(?:and|&)\s")
# What a register adds to a company's name tells no two companies apart.
_LEGAL_FORMS = frozenset("inc corp co ltd plc llc llp gmbh ag sa nv company corporation limited incorporated".split())
# Words that begin alike so far are one word in two forms ("Peru's", "Peruvian").
_ALIKE = 4
# Words that two names of one body must have in common, the last among them.
_IN_COMMON = 2

Words = tuple[str, ...]


def naming(tellings: Sequence[Telling], provenance: Provenance) -> tuple[Naming, ...]:
    """Actors, then acts and things, that outlets call differently; one slice for each name and outlet.

    A shorter form of a name is no other name, nor is an abbreviation; letter case, possessives, articles,
    dots and a company's legal form make none either.
    """
    outlets = {t.article.id: t.article.outlet or t.article.id for t in tellings}
    found = ((actor, _names(actor, outlets)) for actor in provenance.actors)
    named = tuple(Naming(referent=actor.id, names=names) for actor, names in found if names)
    return named + callings(tellings, provenance)


def _names(actor: Actor, outlets: Mapping[str, str]) -> tuple[Slice, ...]:
    """Each outlet's fullest name for ``actor``, where one differs from the longest in more than form.

    A name that does not end like the longest, with another word in common, may be another's: it is left out.
    """
    fullest: dict[str, Slice] = {}
    for mention in sorted(actor.mentions, key=lambda m: (m.article, m.start)):
        outlet = outlets.get(mention.article, mention.article)
        held = fullest.get(outlet)
        if not _JOINT.search(mention.text) and (held is None or len(_words(mention)) > len(_words(held))):
            fullest[outlet] = mention
    longest = max((_words(m) for m in fullest.values()), key=lambda words: (len(words), words), default=())
    kept = [m for m in fullest.values() if _is_form(_words(m), longest) or _is_near(_words(m), longest)]
    if all(_is_form(_words(m), longest) for m in kept):
        return ()
    return tuple(sorted(kept, key=lambda m: (m.article, m.start)))


def _words(mention: Slice) -> Words:
    plain = _DOTTED.sub(lambda m: re.sub(r"[.\s]", "", m.group()) + " ", mention.text)
    return tuple(t for t in tokens(plain) if t not in FUNCTION_WORDS and t not in _LEGAL_FORMS)


def _is_form(name: Words, longest: Words) -> bool:
    """True where each word of ``name`` is one of ``longest``, begins like one, or abbreviates some."""
    return all(any(_same(word, other) for other in longest) or _abbreviates(word, longest) for word in name)


def _is_near(name: Words, longest: Words) -> bool:
    return name[-1:] == longest[-1:] and len(set(name) & set(longest)) >= _IN_COMMON


def _same(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) >= _ALIKE and word[:_ALIKE] == other[:_ALIKE])


def _abbreviates(word: str, longest: Words) -> bool:
    """True where the letters of ``word`` are initials of ``longest`` in order: "VTA" of "Santa Clara Valley …"."""
    initials = iter(w[0] for w in longest)
    return all(letter in initials for letter in word)
