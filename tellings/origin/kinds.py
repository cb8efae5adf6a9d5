"""Kinds: one name, one kind, over a whole story.

Whether a name is a person's or a body's is often plain in one article and not in the next. A name that is
described as a body ("the operator, Orsk Lines", "Orsk Lines, which runs the ferry") is one in all, and
one that most of its mentions are marked as.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from tellings.language.words import fold
from tellings.model import Name, Telling
from tellings.origin.phrases import BODIES

_NOUNS = sorted((noun for row in BODIES for noun in row.nouns), key=lambda n: (-len(n), n))
# Not "a spokesman for the council, Ada Quill".
_BODY_BEFORE = re.compile(
    r"(?<!\bfor )(?<!\bof )(?<!\bat )(?<!\bfrom )(?<!\bwith )\b(?:the|an?|its)\s+(?:[\w-]+\s+){0,2}(?:"
    + "|".join(map(re.escape, _NOUNS))
    + r"),?\s+$",
    re.I,
)
_BODY_AFTER = re.compile(r",?\s+which\b")
_BEFORE = 60
_UNSURE = frozenset({"person", "other"})


def settled(tellings: Iterable[Telling]) -> list[Telling]:
    """The tellings with names of persons and bodies of one kind throughout, in order of article."""
    ordered = sorted(tellings, key=lambda t: t.article.id)
    bodies = _bodies(ordered)
    return [_with_kinds(telling, bodies) for telling in ordered]


def _bodies(tellings: Sequence[Telling]) -> set[str]:
    """Texts of names that are bodies'."""
    marked: dict[str, Counter[str]] = defaultdict(Counter)
    described: set[str] = set()
    for telling in tellings:
        for name in telling.marks.names:
            marked[name.text][name.kind] += 1
            if name.kind in _UNSURE and _described_as_body(telling, name):
                described.add(name.text)
    return described | {text for text, kinds in marked.items() if kinds["organisation"] >= max(1, kinds["person"])}


def _described_as_body(telling: Telling, name: Name) -> bool:
    text = telling.article.text
    before = text[max(0, name.start - _BEFORE) : name.start]
    return bool(_BODY_BEFORE.search(before) or _BODY_AFTER.match(text, name.end))


def _with_kinds(telling: Telling, bodies: set[str]) -> Telling:
    full = {fold(text) for text in bodies}
    names = tuple(
        msgspec.structs.replace(n, kind="organisation") if _is_unsure(n, full) and n.text in bodies else n
        for n in telling.marks.names
    )
    return msgspec.structs.replace(telling, marks=msgspec.structs.replace(telling.marks, names=names))


def _is_unsure(name: Name, bodies: set[str]) -> bool:
    """Not so for the surname of a person whom the article names in full: another article's "Quill" is a company."""
    surname = name.kind == "person" and " " in name.key and name.key != fold(name.text) and name.key not in bodies
    return name.kind in _UNSURE and not surname
