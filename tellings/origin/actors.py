"""Actors: the persons and bodies of a story, each once, with every mention in every article.

Within an article a name's bearer is the marks' word for it. Across articles two bearers are one only on
evidence: the same full name, accents aside; one given name with a surname spelt a letter apart; a surname
that only one full name in the story has, or only one of that role; an abbreviation and the words it stands
for; the same description of a body; or a shorter form that fits exactly one. What fits two stays apart.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec
from rapidfuzz.distance import Levenshtein

from tellings.claim.identity import place_id
from tellings.language.words import FUNCTION_WORDS, plain, tokens
from tellings.mark.given import GENDER
from tellings.mark.lexicon import is_title
from tellings.model import Actor, Slice, Telling
from tellings.origin.affiliation import affiliate
from tellings.origin.bearers import Bearer, Reading, bearers, distinct
from tellings.origin.kinds import settled
from tellings.origin.phrases import Phrase, country_words, read, role_words

_HONORIFICS = frozenset(
    "mr mrs ms miss dr prof rev sir dame lord lady gen gov sen rep col maj lt sgt cpl capt det st".split()
)
# Surnames shorter than the first may differ in no letter, than the second in one.
LEAST_SPELT, LONG_SPELT = 5, 8
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?")


class Cast(msgspec.Struct, frozen=True):
    """A story's actors; whom each attribution's mention means; for whom each actor speaks.

    ``speakers`` goes by article and place of a mention; ``bodies`` and ``phrases`` by actor id.
    """

    actors: tuple[Actor, ...]
    by_id: Mapping[str, Actor]
    speakers: Mapping[tuple[str, int, int], tuple[str, ...]]
    bodies: Mapping[str, str]
    classes: Mapping[str, str]
    phrases: Mapping[str, Phrase]


def cast(tellings: Sequence[Telling]) -> Cast:
    """The actors of a story; the order of ``tellings`` changes nothing."""
    readings = [bearers(t) for t in settled(tellings)]
    for reading in readings:
        affiliate(reading)
    everyone = [b for reading in readings for b in sorted(reading.bearers, key=_place)]
    groups = _Groups(everyone)
    _join_persons([b for b in everyone if b.kind == "person"], groups)
    _join_bodies([b for b in everyone if b.kind != "person"], groups)
    return _cast(readings, groups)


class _Groups:
    """Bearers taken to be one (disjoint sets)."""

    def __init__(self, items: Iterable[Bearer]) -> None:
        self._parent = {id(b): b for b in items}
        self.items = list(items)

    def root(self, bearer: Bearer) -> Bearer:
        while self._parent[id(bearer)] is not bearer:
            bearer = self._parent[id(bearer)] = self._parent[id(self._parent[id(bearer)])]
        return bearer

    def join(self, a: Bearer, b: Bearer) -> None:
        self._parent[id(self.root(b))] = self.root(a)

    def join_only(self, bearer: Bearer, others: Iterable[Bearer]) -> None:
        """Join ``bearer`` with what fits it, where all that fits is one already."""
        roots = {id(self.root(o)): self.root(o) for o in others if self.root(o) is not self.root(bearer)}
        if len(roots) == 1:
            self.join(next(iter(roots.values())), bearer)

    def sets(self) -> Iterator[list[Bearer]]:
        found: dict[int, list[Bearer]] = defaultdict(list)
        for item in self.items:
            found[id(self.root(item))].append(item)
        yield from found.values()


def _place(bearer: Bearer) -> tuple[str, int, int]:
    first = min(bearer.mentions, key=lambda m: (m.start, m.end))
    return first.article, first.start, first.end


# ---------------------------------------------------------------- persons


class _Person(NamedTuple):
    """A person by name: first to last without titles, a suffix such as ``jr``, what the titles beside it say."""

    bearer: Bearer
    name: tuple[str, ...]
    suffix: str | None

    @property
    def gender(self) -> str | None:
        """By a title ("Mr."), else by the given name."""
        return self.bearer.gender or (GENDER.get(self.name[0]) if len(self.name) > 1 else None)

    def may_be(self, other: "_Person") -> bool:
        """False where a suffix or a title speaks against it."""
        suffixes = {s for s in (self.suffix, other.suffix) if s}
        genders = {g for g in (self.gender, other.gender) if g}
        return len(suffixes) < 2 and len(genders) < 2


def _join_persons(persons: Sequence[Bearer], groups: _Groups) -> None:
    named = [_person(b) for b in persons]
    by_last: dict[str, list[_Person]] = defaultdict(list)
    for person in named:
        if len(person.name) > 1:
            by_last[person.name[-1]].append(person)
    for namesakes in by_last.values():
        _join_namesakes(namesakes, groups)
    _join_spellings([p for namesakes in by_last.values() for p in namesakes], groups)
    for person in named:
        if len(person.name) == 1:
            fitting = [p for p in by_last[person.name[0]] if person.may_be(p)]
            here = [p for p in fitting if p.bearer.article == person.bearer.article] or fitting
            # "Mayor Quill" goes with the Quill who is a mayor
            peers = [p for p in here if p.bearer.titles & person.bearer.titles] or here
            groups.join_only(person.bearer, [p.bearer for p in peers])
    # One bare surname in two articles, and no full name anywhere: nothing tells them apart.
    alone = [p for p in named if len(p.name) == 1 and not by_last[p.name[0]]]
    _join_equal((((p.name, p.gender), p.bearer) for p in alone), groups)


def _join_namesakes(namesakes: Sequence[_Person], groups: _Groups) -> None:
    """Join those of one surname whose first names agree; an initial goes with the only name it fits."""
    for number, one in enumerate(namesakes):
        for other in namesakes[number + 1 :]:
            if one.name[0] == other.name[0] and one.may_be(other):
                groups.join(one.bearer, other.bearer)
    for one in namesakes:
        if len(one.name[0]) == 1:
            fuller = [p for p in namesakes if len(p.name[0]) > 1 and p.name[0][0] == one.name[0] and one.may_be(p)]
            groups.join_only(one.bearer, [p.bearer for p in fuller])


def _join_spellings(persons: Sequence[_Person], groups: _Groups) -> None:
    """Join two spellings of one surname after the same given name, where no article has both."""
    homes: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_first: dict[str, list[_Person]] = defaultdict(list)
    for person in persons:
        homes[person.name[0], person.name[-1]].add(person.bearer.article)
        by_first[person.name[0]].append(person)
    for first, sharing in by_first.items():
        for one, other in combinations(sharing, 2):
            apart = not homes[first, one.name[-1]] & homes[first, other.name[-1]]
            if apart and len(first) > 1 and one.may_be(other) and _spelt_alike(one.name[-1], other.name[-1]):
                groups.join(one.bearer, other.bearer)


def _spelt_alike(one: str, other: str) -> bool:
    """True for surnames a letter apart, two in a long one; the endings -ov and -ova are two persons'."""
    shorter, longer = sorted((one, other), key=lambda w: (len(w), w))
    if one[0] != other[0] or len(shorter) < LEAST_SPELT or longer == shorter + "a":
        return False
    return Levenshtein.distance(one, other) <= (1 if len(shorter) < LONG_SPELT else 2)


def _person(bearer: Bearer) -> _Person:
    """The bearer by the fullest form of its name, accents and titles cut."""
    words = [plain(w) for w in tokens(max(bearer.forms, key=lambda f: (len(tokens(f)), f)))]
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else None
    while len(words) > 1 and (words[0] in _HONORIFICS or words[0] in role_words() or is_title(words[0])):
        words.pop(0)
    return _Person(bearer, tuple(words), suffix)


# ---------------------------------------------------------------- bodies


def _join_bodies(bodies: Sequence[Bearer], groups: _Groups) -> None:
    described = [(b, p) for b in bodies for form in b.forms if _says_who(p := read(form), form)]
    _join_equal(((_key(p), b) for b, p in described), groups)
    _join_acronyms(bodies, groups)
    _join_short_forms(described, groups)


def _says_who(phrase: Phrase, form: str) -> bool:
    """False for "the ministry" and "senior officials", who are others in the next article."""
    if phrase.class_ == "officials" and phrase.country is None and form[1:].islower():
        return False
    return bool(phrase.words) or phrase.alone or (phrase.country is not None)


def _key(phrase: Phrase) -> Hashable:
    if phrase.alone and phrase.bare:
        return phrase.class_
    return phrase.noun, phrase.country, phrase.words


def _join_equal(keyed: Iterable[tuple[Hashable, Bearer]], groups: _Groups) -> None:
    first: dict[Hashable, Bearer] = {}
    for key, bearer in keyed:
        groups.join(first.setdefault(key, bearer), bearer)


def _join_acronyms(bodies: Sequence[Bearer], groups: _Groups) -> None:
    """ "DHS" with the one body whose words begin with these letters."""
    owners: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in bodies:
        for letters in sorted({i for form in bearer.forms for i in _initials(form)}):
            owners[letters].append(bearer)
    for bearer in bodies:
        for form in bearer.forms:
            bare = form.replace(".", "")
            if _ACRONYM.fullmatch(form) and len(bare) >= 2:
                groups.join_only(bearer, owners[bare.lower()])


def _initials(form: str) -> Iterator[str]:
    words = [t for t in tokens(form) if t not in FUNCTION_WORDS]
    phrase = read(form)
    home = [t for t in words if phrase.country is None or t not in country_words(phrase.country)]
    for counted in (words, home):
        if len(counted) >= 2:
            yield "".join(t[0] for t in counted)


def _join_short_forms(described: Sequence[tuple[Bearer, Phrase]], groups: _Groups) -> None:
    by_word: dict[str | None, list[tuple[Bearer, Phrase]]] = defaultdict(list)
    for bearer, phrase in described:
        for word in {*phrase.words, phrase.noun}:
            by_word[word].append((bearer, phrase))
    for bearer, phrase in sorted(described, key=lambda d: (-len(d[1].words), _place(d[0]))):
        near = by_word[phrase.noun] if phrase.noun else by_word[phrase.words[0] if phrase.words else None]
        groups.join_only(bearer, [b for b, full in near if _short_of(phrase, full)])


def _short_of(short: Phrase, full: Phrase) -> bool:
    """True where ``short`` names what ``full`` names, with fewer words."""
    if short.country and short.country != full.country:
        return False
    length, full_length = (len(p.words) + bool(p.noun) for p in (short, full))
    fewer = length < full_length or (short.words == full.words and not short.country and full.country)
    if short.noun is not None:
        return bool(fewer) and short.noun == full.noun and set(short.words) <= set(full.words)
    if not fewer or not short.words:
        return False
    if full.class_ in {None, "company"} and full.words[: len(short.words)] == short.words:
        return not full.country
    return len(short.words) > 1 and set(short.words) <= set(full.words)


# ---------------------------------------------------------------- the cast


def _cast(readings: Sequence[Reading], groups: _Groups) -> Cast:
    actor_of: dict[int, str] = {}
    actors, phrases = [], {}
    for members in groups.sets():
        actor = _actor(members)
        actors.append(actor)
        actor_of |= {id(m): actor.id for m in members}
        described = [m.phrase for m in members if m.phrase is not None]
        if described:
            phrases[actor.id] = max(described, key=lambda p: (len(p.words), p.country or "", p.noun or "", p.words))
    bodies: dict[str, str] = {}
    classes: dict[str, str] = {}
    of_class: dict[str | None, list[str]] = defaultdict(list)
    for actor_id, phrase in phrases.items():
        of_class[phrase.class_].append(actor_id)
    for bearer in groups.items:
        if bearer.speaks_for is not None and actor_of[id(bearer.speaks_for)] != actor_of[id(bearer)]:
            bodies.setdefault(actor_of[id(bearer)], actor_of[id(bearer.speaks_for)])
        if bearer.body_class is not None:
            classes.setdefault(actor_of[id(bearer)], bearer.body_class)
    for actor_id, class_ in classes.items():
        if len(of_class[class_]) == 1:
            bodies.setdefault(actor_id, of_class[class_][0])
    speakers = {
        (reading.telling.article.id, start, end): tuple(dict.fromkeys(actor_of[id(b)] for b in found))
        for reading in readings
        for (start, end), found in reading.speakers.items()
    }
    ordered = tuple(sorted(actors, key=lambda a: (-len(a.mentions), a.label.text, a.id)))
    by_id = {a.id: a for a in ordered}
    return Cast(actors=ordered, by_id=by_id, speakers=speakers, bodies=bodies, classes=classes, phrases=phrases)


def _actor(members: Sequence[Bearer]) -> Actor:
    mentions = distinct(m for bearer in members for m in (*bearer.mentions, *bearer.called))
    called = {(m.article, m.start) for bearer in members for m in bearer.called}
    forms: dict[str, Slice] = {}
    for mention in sorted(mentions, key=lambda m: (m.article, m.start) in called):
        forms.setdefault(mention.text, mention)
    # A name before a word that stands for it: "Ada Quill" before "commissioner".
    fullest_first = sorted(
        forms.values(),
        key=lambda s: ((s.article, s.start) in called, -len(tokens(s.text)), -len(s.text), s.article, s.start),
    )
    label = fullest_first[0]
    return Actor(
        id=place_id("a", label.article, label.start, label.end),
        label=label,
        kind=members[0].kind,
        aliases=tuple(fullest_first[1:]),
        mentions=mentions,
    )
