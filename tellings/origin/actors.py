"""Actors: the persons and bodies of a story, each once, with every mention in every article.

Within an article a name's bearer is the marks' word for it. Across articles two bearers are one only on
evidence: the same full name, a surname that only one full name in the story has, an abbreviation and the
words it stands for, the same description of a body, or a shorter form that fits exactly one. What fits
two stays apart.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import msgspec

from tellings.claim.identity import place_id
from tellings.language.words import FUNCTION_WORDS, tokens
from tellings.model import Actor, Slice, Telling
from tellings.origin.affiliation import affiliate
from tellings.origin.bearers import Bearer, Reading, bearers, distinct
from tellings.origin.kinds import settled
from tellings.origin.phrases import Phrase, country_words, read, role_words

_HONORIFICS = frozenset(
    "mr mrs ms miss dr prof rev sir dame lord lady gen gov sen rep col maj lt sgt cpl capt det st".split()
)
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


def _join_persons(persons: Sequence[Bearer], groups: _Groups) -> None:
    named = [(b, *_person_name(b)) for b in persons]
    by_last: dict[str, list[tuple[Bearer, tuple[str, ...], str | None]]] = defaultdict(list)
    for bearer, name, suffix in named:
        if len(name) > 1:
            by_last[name[-1]].append((bearer, name, suffix))
    for namesakes in by_last.values():
        _join_namesakes(namesakes, groups)
    for bearer, name, suffix in named:
        if len(name) == 1:
            fitting = [b for b, _, other in by_last[name[0]] if not suffix or not other or suffix == other]
            here = [b for b in fitting if b.article == bearer.article]
            groups.join_only(bearer, here or fitting)
    # One bare surname in two articles, and no full name anywhere: nothing tells them apart.
    _join_equal(((name, b) for b, name, _ in named if len(name) == 1 and not by_last[name[0]]), groups)


def _join_namesakes(namesakes: Sequence[tuple[Bearer, tuple[str, ...], str | None]], groups: _Groups) -> None:
    """Join those of one surname whose first names agree; an initial goes with the only name it fits."""
    for number, (a, name, suffix) in enumerate(namesakes):
        for b, other, other_suffix in namesakes[number + 1 :]:
            if name[0] == other[0] and (suffix == other_suffix or not (suffix and other_suffix)):
                groups.join(a, b)
    for bearer, name, _ in namesakes:
        if len(name[0]) == 1:
            groups.join_only(bearer, [b for b, other, _ in namesakes if len(other[0]) > 1 and other[0][0] == name[0]])


def _person_name(bearer: Bearer) -> tuple[tuple[str, ...], str | None]:
    """First to last name of the bearer's fullest form, titles cut, and a suffix such as ``jr``."""
    words = tokens(max(bearer.forms, key=lambda f: (len(tokens(f)), f)))
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else None
    while len(words) > 1 and (words[0] in _HONORIFICS or words[0] in role_words()):
        words.pop(0)
    return tuple(words), suffix


# ---------------------------------------------------------------- bodies


def _join_bodies(bodies: Sequence[Bearer], groups: _Groups) -> None:
    described = [(b, read(form)) for b in bodies for form in b.forms]
    _join_equal(((_key(p), b) for b, p in described if _says_who(p)), groups)
    _join_acronyms(bodies, groups)
    _join_short_forms([(b, p) for b, p in described if _says_who(p)], groups)


def _says_who(phrase: Phrase) -> bool:
    """False for "the ministry", which is another one in the next article."""
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
    mentions = distinct(m for bearer in members for m in bearer.mentions)
    forms: dict[str, Slice] = {}
    for mention in mentions:
        forms.setdefault(mention.text, mention)
    fullest_first = sorted(forms.values(), key=lambda s: (-len(tokens(s.text)), -len(s.text), s.article, s.start))
    label = fullest_first[0]
    return Actor(
        id=place_id("a", label.article, label.start, label.end),
        label=label,
        kind=members[0].kind,
        aliases=tuple(fullest_first[1:]),
        mentions=mentions,
    )
