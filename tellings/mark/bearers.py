"""Bearers: which names of one article belong to the same person, body or place."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tellings.language.words import fold, plain
from tellings.mark import countries, gazetteer, lexicon
from tellings.mark.given import GENDER, OF_MEN, OF_WOMEN, Gender
from tellings.model import Name, NameKind

_IN_BRACKETS = re.compile(r"(?:['’]s)? ?\( ?[\"“']?([A-Z][A-Za-z.&-]{1,9})[\"”']? ?\)")
_SUFFIX = frozenset("inc corp co ltd llc llp plc ag gmbh corporation company limited".split())
_SMALL = frozenset("of for on and the & to in de la".split())
_GENERATION = frozenset("jr sr ii iii iv".split())
_BEFORE = re.compile(r"([\w-]+)\.?\s+$")
# What may follow the name that a company is known by: "Quill Maritime" of "Quill Maritime Holdings".
_COMPANY_TAIL = frozenset("holdings holding group international industries enterprises".split())


# A name goes on after none of these.
_NAME_ENDS = r"\b(?![-'’.]?\w| [A-Z]| of [A-Z])"


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
    mentions = _whole(text, mentions)
    keys: dict[int, tuple[str, NameKind]] = {}
    persons = _Persons(text, mentions)
    bodies = _Bodies(text, mentions)
    for at, mention in enumerate(mentions):
        keys[at] = (
            _country(mention)
            or bodies.abbreviated(mention)
            or persons.key(at)
            or bodies.company(mention, persons.title(at))
            or persons.alone(mention)
            or bodies.key(mention)
        )
    return [
        Name(start=m.start, end=m.end, text=m.text, kind=keys[at][1], key=keys[at][0]) for at, m in enumerate(mentions)
    ]


def _whole(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Bodies with the noun that ends their name, where it was left out, and of the kind that this noun gives."""
    found = []
    mentions = [m for m in mentions if not _described(text, m)]
    for at, mention in enumerate(mentions):
        most = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
        noun = _noun_pattern().match(text, mention.end)
        if mention.kind == "place" and countries.called(mention.text) is not None:
            noun = _of_country_pattern().match(text, mention.end)
        if noun and noun.end() <= most and (mention.kind in ("organisation", "other") or noun.lastgroup == "of"):
            mention = mention._replace(end=noun.end(), text=text[mention.start : noun.end()], kind="organisation")
        words = mention.text.split()
        if mention.kind == "person" and words[-1].islower() and words[-1] in _districts():
            mention = mention._replace(kind="place", sure=True)
        if mention.kind == "place" and len(words) > 1 and words[-1] in _nouns() and not gazetteer.known(mention.text):
            mention = mention._replace(kind="organisation")
        found.append(mention)
    return found


def _described(text: str, mention: Mention) -> bool:
    """True for a word written small before such a noun, which is no name: "air" of "the air force"."""
    after = re.match(r" ([a-z]+)\b", text[mention.end : mention.end + 20])
    return mention.text.islower() and after is not None and after.group(1).capitalize() in _nouns()


@cache
def _nouns() -> frozenset[str]:
    """Last words of the names of public bodies: "Office", "Court"."""
    return frozenset(lexicon.rows("head")[0].words)


@cache
def _districts() -> frozenset[str]:
    """Nouns written small after a place: "Orsk district"."""
    return frozenset(word.lower() for word, kind in lexicon.on("head").items() if kind == "place")


@cache
def _noun_pattern() -> re.Pattern[str]:
    """One such noun after a name ("Northern Rail" and "Inspectorate"), an owner of many between ("Dockers’ Union")."""
    return re.compile(rf"(?:(?<=s)['’])? (?:{_heads()}){_NAME_ENDS}")


@cache
def _of_country_pattern() -> re.Pattern[str]:
    """The rest of a body's name after its country: "Peruvian Dam Safety Agency"."""
    return re.compile(rf"(?P<of>(?: [A-Z][\w-]+){{0,3}} (?:{_heads()}){_NAME_ENDS})")


def _heads() -> str:
    heads = {word for word, kind in lexicon.on("head").items() if kind == "organisation"}
    return "|".join(re.escape(w) for w in sorted(heads, key=lambda w: (-len(w), w)))


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

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = mentions
        self.full: dict[int, str] = {}
        by_ends: dict[tuple[str, str], str] = {}
        for at, mention in enumerate(mentions):
            words = self._names(mention)
            if mention.kind == "person" and len(words) > 1:
                # A middle name, an initial or an accent does not make another person.
                self.full[at] = by_ends.setdefault((plain(words[0]), plain(words[-1])), " ".join(words))
        self.last: dict[str, list[int]] = {}
        self.first: dict[str, list[int]] = {}
        self.titles: dict[str, set[str]] = {}
        for at, key in self.full.items():
            words = self._names(mentions[at])
            self.last.setdefault(plain(words[-1]), []).append(at)
            for name in words[:-1]:
                self.first.setdefault(plain(name), []).append(at)
            self.titles.setdefault(key, set()).add(self.title(at))

    def _names(self, mention: Mention) -> tuple[str, ...]:
        """The words of a name without the title that was marked with it: "Mr. Quill", "Mayor Quill"."""
        words = mention.words
        return words[1:] if len(words) > 1 and lexicon.is_title(words[0]) else words

    def title(self, at: int) -> str:
        """The title before a name, folded: "mr", "mayor"; empty where none stands there."""
        mention = self.mentions[at]
        if len(self._names(mention)) < len(mention.words):
            return mention.words[0]
        start = mention.start
        before = _BEFORE.search(self.text, max(0, start - 30), start)
        word = fold(before.group(1)) if before else ""
        return word if word in lexicon.titles() else ""

    def key(self, at: int) -> tuple[str, NameKind] | None:
        """The person that mention ``at`` names, by surname first: the last one fitting named in full before it."""
        mention = self.mentions[at]
        if at in self.full:
            return self.full[at], "person"
        words = self._names(mention)
        if len(words) == 1 and not (mention.sure and mention.kind == "organisation"):
            for index in (self.last, self.first):
                places = self._fitting(index.get(plain(words[0]), []), self.title(at))
                if places and (index is self.last or mention.kind == "person"):
                    return self.full[places[max(0, bisect_left(places, at) - 1)]], "person"
        return None

    def alone(self, mention: Mention) -> tuple[str, NameKind] | None:
        """A person of whom no fuller name is told."""
        return (" ".join(self._names(mention)), "person") if mention.kind == "person" else None

    def _fitting(self, places: Sequence[int], title: str) -> list[int]:
        """Those that a title before the surname does not rule out; of these the ones that bear it, if any do."""
        gender: Gender | None = "male" if title in OF_MEN else "female" if title in OF_WOMEN else None
        fitting = [
            p for p in places if gender is None or GENDER.get(self._names(self.mentions[p])[0], gender) == gender
        ]
        return [p for p in fitting if title and title in self.titles.get(self.full[p], ())] or fitting


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

    def company(self, mention: Mention, title: str) -> tuple[str, NameKind] | None:
        """The body known by its first word, where the word alone was taken for a person's name."""
        name = _canonical(mention)
        if mention.kind != "person" or " " in name or title in OF_MEN | OF_WOMEN:
            return None
        longest = self._longest([full for full in self.parts.get(name, ()) if full.startswith(name + " ")])
        return (longest, "organisation") if longest else None

    def _longest(self, names: Sequence[str]) -> str | None:
        """The one of the names that begins with all the others; null where they differ."""
        longest = max(names, key=len, default=None)
        return longest if longest and all(f"{longest} ".startswith(f"{n} ") for n in names) else None

    def key(self, mention: Mention) -> tuple[str, NameKind]:
        """The key of a body, the longest name it is the beginning or the end of."""
        name = _canonical(mention)
        if name in self.long and (longer := self._longest([*self.parts.get(name, ())])):
            tail = longer.removeprefix(f"{name} ").split() if longer.startswith(f"{name} ") else []
            if tail and set(tail) <= _COMPANY_TAIL:
                return longer, "organisation"
        if mention.kind in ("organisation", "other") and name not in self.long:
            parts = self.parts.get(name, [])
            longest = self._longest([n for n in parts if n.startswith(f"{name} ")] if " " not in name else parts)
            if len(parts) == 1 or longest:
                return longest or parts[0], "organisation"
        return name, mention.kind


def _canonical(mention: Mention) -> str:
    """The name without legal form and without the country it opens with, where enough is left to know it by."""
    words, given = list(mention.words), mention.text.split()
    country = next((c for n in (3, 2, 1) if n < len(given) and (c := countries.called(" ".join(given[:n])))), None)
    if mention.kind != "organisation" or country is None:
        return " ".join(words)
    size = next(n for n in (3, 2, 1) if n < len(given) and countries.called(" ".join(given[:n])))
    return " ".join(words[size:] if len(words) - size > 1 else [fold(country.name), *words[size:]])
