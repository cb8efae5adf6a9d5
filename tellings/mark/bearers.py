"""Bearers: which names of one article belong to the same person, body or place."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from tellings.language.words import fold
from tellings.mark import countries, gazetteer, lexicon
from tellings.model import Name, NameKind

_IN_BRACKETS = re.compile(r"(?:['’]s)? ?\( ?[\"“']?([A-Z][A-Za-z.&-]{1,9})[\"”']? ?\)")
_SUFFIX = frozenset("inc corp co ltd llc llp plc ag gmbh corporation company limited".split())
_SMALL = frozenset("of for on and the & to in de la".split())
_GENERATION = frozenset("jr sr ii iii iv".split())


class Mention(NamedTuple):
    """A name as it stands, with the kind its surroundings give; ``sure`` where they settle it."""

    start: int
    end: int
    text: str
    kind: NameKind
    sure: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Folded words without full stops, legal forms and generations."""
        bare = [w.replace(".", "").strip("'") for w in fold(self.text).split()]
        kept = tuple(w for w in bare if w not in _SUFFIX and w not in _GENERATION)
        return kept or tuple(bare)


def with_keys(text: str, mentions: Sequence[Mention]) -> list[Name]:
    """Names with the key of their bearer; a short form takes the kind of the full one."""
    keys: dict[int, tuple[str, NameKind]] = {}
    persons = _Persons(mentions)
    bodies = _Bodies(text, mentions)
    for at, mention in enumerate(mentions):
        keys[at] = _country(mention) or bodies.abbreviated(mention) or persons.key(at) or bodies.key(mention)
    return [
        Name(start=m.start, end=m.end, text=m.text, kind=keys[at][1], key=keys[at][0]) for at, m in enumerate(mentions)
    ]


def _country(mention: Mention) -> tuple[str, NameKind] | None:
    words = " ".join(mention.text.split())
    country = countries.called(words)
    if country is not None:
        return fold(country.name), "place"
    if words in lexicon.on("region_short") and (found := gazetteer.entries(words)):
        return fold(found[0].name), "place"
    return None


class _Persons:
    """Persons named in full, and who a shorter name means."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self.full: dict[int, str] = {}
        by_ends: dict[tuple[str, str], str] = {}
        for at, mention in enumerate(mentions):
            words = mention.words
            if mention.kind == "person" and len(words) > 1:
                # A middle name or initial does not make another person.
                self.full[at] = by_ends.setdefault((words[0], words[-1]), " ".join(words))
        self.last: dict[str, list[int]] = {}
        self.first: dict[str, list[int]] = {}
        for at in self.full:
            words = mentions[at].words
            self.last.setdefault(words[-1], []).append(at)
            self.first.setdefault(words[0], []).append(at)
            for inner in words[1:-1]:
                self.first.setdefault(inner, []).append(at)

    def key(self, at: int) -> tuple[str, NameKind] | None:
        """The person that mention ``at`` names, by surname first: the last one named in full before it."""
        mention = self.mentions[at]
        if at in self.full:
            return self.full[at], "person"
        words = mention.words
        if len(words) == 1 and not (mention.sure and mention.kind == "organisation"):
            for index in (self.last, self.first):
                places = index.get(words[0])
                if places and (index is self.last or mention.kind == "person"):
                    return self.full[places[max(0, bisect_left(places, at) - 1)]], "person"
        return (" ".join(words), "person") if mention.kind == "person" else None


class _Bodies:
    """Organisations and other bearers, their abbreviations and short forms."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.long = {
            _canonical(m): m.kind
            for m in mentions
            if m.kind in ("organisation", "other") and len(_canonical(m).split()) > 1
        }
        self.parts: dict[str, list[str]] = {}
        for name, kind in self.long.items():
            if kind == "organisation":
                words = name.split()
                ends = {" ".join(words[:n]) for n in range(1, len(words))}
                ends |= {" ".join(words[n:]) for n in range(1, len(words) - 1)}
                for part in sorted(ends):
                    self.parts.setdefault(part, []).append(name)
        self.short: dict[str, tuple[str, NameKind]] = {}
        for mention in mentions:
            bracket = _IN_BRACKETS.match(text, mention.end)
            if bracket and mention.kind != "person" and len(mention.words) > 1:
                self.short.setdefault(bracket.group(1).replace(".", ""), (_canonical(mention), mention.kind))
        for name, kind in self.long.items():
            capitals = [w[0] for part in name.split() for w in part.split("-") if w and part not in _SMALL]
            if len(capitals) > 1:
                self.short.setdefault("".join(capitals).upper(), (name, kind))

    def abbreviated(self, mention: Mention) -> tuple[str, NameKind] | None:
        """The body whose abbreviation the mention is."""
        bare = mention.text.replace(".", "")
        return self.short.get(bare) if bare.isupper() and len(bare) < 8 else None

    def key(self, mention: Mention) -> tuple[str, NameKind]:
        """The key of a body, the longest name it is the beginning or the end of."""
        name = _canonical(mention)
        if mention.kind in ("organisation", "other") and name not in self.long:
            longer = self.parts.get(name, ())
            if len(longer) == 1:
                return longer[0], "organisation"
        return name, mention.kind


def _canonical(mention: Mention) -> str:
    """The name without legal form and without the country it opens with, where enough is left to know it by."""
    words, given = list(mention.words), mention.text.split()
    country = next((c for n in (3, 2, 1) if n < len(given) and (c := countries.called(" ".join(given[:n])))), None)
    if mention.kind != "organisation" or country is None:
        return " ".join(words)
    size = next(n for n in (3, 2, 1) if n < len(given) and countries.called(" ".join(given[:n])))
    return " ".join(words[size:] if len(words) - size > 1 else [fold(country.name), *words[size:]])
