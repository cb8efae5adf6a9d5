"""Bearers: who is named or described within one article, before the articles are compared.

A bearer is a person or body with all its mentions in that article. Names come from the marks; described
speakers ("the ministry", "police") from the attributions. A description or a pronoun goes to a bearer
already there only where the text leaves one candidate, or one is plainly nearest; else it stands alone.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tellings.language.words import fold
from tellings.mark.given import Gender
from tellings.model import Article, Link, Name, NameKind, Slice, Telling
from tellings.origin.phrases import (
    Phrase,
    country,
    is_definite,
    noun_phrases,
    nouns_beside,
    owned,
    read,
    role_words,
    trimmed,
)
from tellings.origin.roles import age, gender_of, has_age, has_role, owner, role, titles_beside
from tellings.speech.sources import kind_of

# Classes of body that a noun of one class may mean when nothing else has that noun; null is a bare name.
KINDRED: dict[str | None, frozenset[str | None]] = {
    "company": frozenset({None, "company"}),
    "agency": frozenset({None, "agency", "government"}),
    "party": frozenset({None, "party", "union"}),
    "union": frozenset({None, "party", "union"}),
}
PRONOUNS = {"he": "person", "she": "person", "it": "body", "they": "any"}
# An antecedent further back than this is a guess.
NEAR = 400
# The words in capitals that end the description: "agency official Orsk", "Mr. Orsk".
_LAST_NAME = re.compile(r"(?:^|.*\s)((?:[A-Z][\w’'-]+\s+){0,2}[A-Z][\w’'-]+)$", re.S)
_OWNS = re.compile(r"['’]s?\s+\w")
_AFTER_NAME = re.compile(r",|\b(?:of|for|at|from)\b")
# Between a country and its body: "Peru’s Ministry of Ports", "the Peruvian Ministry of Ports".
_OWNER = re.compile(r"(?:['’]s?)?\s+")
_COMES_FROM = re.compile(r"\b(?:by|from|of)\s+(?:(?:the|its)\s+)?")
_NO_NAME = re.compile(r"[,.;:\n]")
# How far a body's description reaches after "a report by the".
BY = 70
_JOINT = re.compile(r"\s+(?:and|&)\s+")


class Bearer(msgspec.Struct, eq=False):
    """One person or body in one article; ``phrase`` is how a body is described, at its fullest."""

    article: str
    kind: NameKind
    mentions: list[Slice]
    phrase: Phrase | None = None
    # Nouns by which a body is described beside its name ("the operator, Orsk Lines").
    nouns: set[str] = msgspec.field(default_factory=set)
    # Words that stand for the bearer and are no name: "mayor", "34-year-old".
    called: list[Slice] = msgspec.field(default_factory=list)
    # Roles and titles that stand beside a person's name, short titles written out.
    titles: frozenset[str] = frozenset()
    gender: Gender | None = None
    speaks_for: "Bearer | None" = None
    # The class of body a role beside the name implies ("Lt." → police), where none is named.
    body_class: str | None = None

    @property
    def forms(self) -> list[str]:
        """Distinct texts of its mentions, fullest first."""
        return sorted({m.text for m in self.mentions}, key=lambda t: (-len(t), t))

    def start(self) -> int:
        """Where it is first mentioned."""
        return self.mentions[0].start


class Reading(msgspec.Struct, eq=False):
    """One article's bearers, and which of them each attribution's mention means."""

    telling: Telling
    bearers: list[Bearer]
    at: dict[tuple[int, int], Bearer]
    surnames: dict[str, list[Bearer]]
    speakers: dict[tuple[int, int], tuple[Bearer, ...]] = msgspec.field(default_factory=dict)
    # Where a role first stands beside a bearer's name; null where it never does.
    roles: dict[tuple[int, tuple[str, ...], str | None], int | None] = msgspec.field(default_factory=dict)
    # Descriptions of bodies anywhere in the text, by the noun that heads them.
    told_of: dict[str, list[tuple[int, int]]] = msgspec.field(default_factory=dict)


def bearers(telling: Telling) -> Reading:
    """The bearers of one article, with every mention of an attribution that could be resolved."""
    named = _named(telling)
    surnames: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in named:
        if bearer.kind == "person":
            surnames[_surname(bearer.forms[0])].append(bearer)
    at = {(m.start, m.end): b for b in named for m in b.mentions}
    reading = Reading(telling=telling, bearers=named, at=at, surnames=surnames)
    for link in attribution_links(telling):
        if link.mention.article != telling.article.id:
            continue
        place = (link.mention.start, link.mention.end)
        if place not in reading.speakers:
            reading.speakers[place] = tuple(_resolved(reading, link))
    return reading


def attribution_links(telling: Telling) -> list[Link]:
    """All links of an article's statements and quotes, in order of their mentions."""
    of_statements = (link for s in telling.speech.statements for link in s.attribution)
    of_quotes = (link for q in telling.speech.quotes for link in q.chain)
    found = [*of_statements, *of_quotes]
    return sorted(found, key=lambda k: (k.mention.start, k.mention.end, k.kind))


def nearest_names(telling: Telling, start: int, end: int) -> list[Name]:
    """Names that lie in ``start:end``."""
    first = bisect_right(telling.marks.names, start - 1, key=lambda n: n.start)
    found = []
    for name in telling.marks.names[first:]:
        if name.start >= end:
            break
        if name.end <= end:
            found.append(name)
    return found


def body_at(reading: Reading, start: int, end: int) -> Bearer | None:
    """The body named or described in ``start:end``, made where the article has none like it yet."""
    telling = reading.telling
    for name in reversed(nearest_names(telling, start, end)):
        if name.kind == "organisation":
            return _bearer_of(reading, name)
    found = noun_phrases(telling.article.text[start:end])
    if not found:
        return None
    left, right = found[-1]
    return _described(reading, telling.article.slice(start + left, start + right))


def _named(telling: Telling) -> list[Bearer]:
    by_key: dict[tuple[NameKind, str], Bearer] = {}
    for name in telling.marks.names:
        if name.kind not in {"person", "organisation"}:
            continue
        mention = telling.article.slice(name.start, name.end)
        bearer = by_key.setdefault(
            (name.kind, name.key), Bearer(article=telling.article.id, kind=name.kind, mentions=[])
        )
        bearer.mentions.append(mention)
    for bearer in by_key.values():
        if bearer.kind == "organisation":
            bearer.phrase = _described_as(telling, bearer)
            bearer.nouns.update(noun for m in bearer.mentions for noun in nouns_beside(telling.article.text, m))
        else:
            bearer.titles = frozenset(t for m in bearer.mentions for t in titles_beside(telling.article.text, m))
            bearer.gender = gender_of(bearer.titles)
    return list(by_key.values())


def _described_as(telling: Telling, bearer: Bearer) -> Phrase:
    """A body's name read as a description, with the country that owns it by the words before it."""
    phrase = read(bearer.forms[0])
    if phrase.country is not None or phrase.noun is None:
        return phrase
    for mention in bearer.mentions:
        before = nearest_names(telling, max(0, mention.start - 40), mention.start)
        owner = before[-1] if before else None
        if owner and _OWNER.fullmatch(telling.article.text, owner.end, mention.start) and (code := country(owner.text)):
            return msgspec.structs.replace(phrase, country=code)
    return phrase


def _resolved(reading: Reading, link: Link) -> Iterator[Bearer]:
    mention = link.mention
    if link.kind in {"own", "recording"}:
        return
    names = [n for n in nearest_names(reading.telling, mention.start, mention.end) if _heads(link, n)]
    persons = [n for n in names if n.kind == "person"]
    bodies = [n for n in names if n.kind == "organisation"]
    if persons:
        yield from dict.fromkeys(_bearer_of(reading, n) for n in _joint(mention, persons))
    elif link.kind in {"person", "unknown", "body"} and (apposed := _apposed(reading, mention)) is not None:
        yield apposed
    elif bodies and link.kind != "anonymous":
        yield from dict.fromkeys(_bearer_of(reading, n) for n in _joint(mention, bodies))
    elif link.kind == "document":
        yield from _issuer(reading, mention)
    elif link.kind != "anonymous":
        yield from _unnamed(reading, link)


def _issuer(reading: Reading, mention: Slice) -> Iterator[Bearer]:
    """The body that a text is said to come from: "data from the weather service", "a report" and "by the council"."""
    text = reading.telling.article.text
    by = _COMES_FROM.search(text, mention.start, mention.end) or _COMES_FROM.match(text, mention.end + 1)
    if by is None:
        return
    named = [n for n in nearest_names(reading.telling, by.end(), by.end() + BY) if n.start == by.end()]
    places = [p for p in noun_phrases(_NO_NAME.split(text[by.end() : by.end() + BY])[0]) if p[0] == 0]
    if named and named[0].kind == "organisation":
        yield _bearer_of(reading, named[0])
    elif places:
        said = reading.telling.article.slice(by.end(), by.end() + places[0][1])
        described = read(said.text)
        body = _definite(reading, described, by.end()) if described.bare else _described(reading, said)
        if body is not None:
            yield body


def _unnamed(reading: Reading, link: Link) -> Iterator[Bearer]:
    """Whom a mention means that holds no marked name."""
    mention = link.mention
    if (unmarked := _unmarked_person(reading, link)) is not None:
        yield unmarked
    elif fold(mention.text) in PRONOUNS:
        yield from _antecedent(reading, mention)
    elif (years := age(mention.text)) is not None:
        yield from _of_age(reading, mention, years)
    elif link.kind == "person":
        yield from _by_role(reading, mention)
    elif link.kind != "outlet":
        yield from _body(reading, link)


def _apposed(reading: Reading, mention: Slice) -> Bearer | None:
    """Who is named right after a description: "the harbour master, Ada Quill", "the operator, Orsk Lines"."""
    after = re.match(r",\s+", reading.telling.article.text[mention.end : mention.end + 4])
    if after is None:
        return None
    place = mention.end + after.end()
    named = nearest_names(reading.telling, place, place + 60)
    if not named or named[0].start != place or named[0].kind not in {"person", "organisation"}:
        return None
    bearer = _bearer_of(reading, named[0])
    noun = read(mention.text).noun
    # "Ferry operator, Orsk Lines, said": set off by commas at both ends
    set_off = noun is not None and reading.telling.article.text[named[0].end : named[0].end + 1] == ","
    return bearer if bearer.kind == "person" or set_off or noun in bearer.nouns else None


def _heads(link: Link, name: Name) -> bool:
    """False for "two clerks of Orsk Stores" and "Quill's father"; true for "officials of the Orsk Council"."""
    if name.kind == "person" and _OWNS.match(link.mention.text, name.end - link.mention.start):
        return False
    before = link.mention.text[: name.start - link.mention.start]
    stop = _AFTER_NAME.search(before)
    if stop is not None and before.endswith(", ") and name.kind == "person":
        return True  # "a spokesman for the port, Ada Quill": the description's own name
    if stop is None or link.kind in {"document", "body"}:
        return True
    head = re.findall(r"[\w-]+", fold(before[: stop.start()]))
    return bool(head) and (head[-1] in role_words() or read(head[-1]).noun is not None)


def _joint(mention: Slice, names: Sequence[Name]) -> list[Name]:
    """The names a joint source gives ("Quill and Weld said"); else the one it is about."""
    if len(names) > 1 and _JOINT.search(mention.text[names[0].end - mention.start : names[-1].start - mention.start]):
        return list(names)
    # The last name before anything that may only follow a head: "Northport Harbour's Ada Quill, Weld's sister"
    stop = _AFTER_NAME.search(mention.text, names[0].end - mention.start)
    return [n for n in names if stop is None or n.start - mention.start < stop.start()][-1:]


def _unmarked_person(reading: Reading, link: Link) -> Bearer | None:
    """The person whom a mention names though no name is marked there: "agency official Orsk", "Mr. Orsk"."""
    mention, article = link.mention, reading.telling.article
    found = _LAST_NAME.search(mention.text)
    marked = nearest_names(reading.telling, mention.start, mention.end)
    if (
        found is None
        or any(n.kind in {"person", "organisation"} or n.end > mention.start + found.start(1) for n in marked)
        or link.kind not in {"person", "unknown"}
    ):
        return None
    last = _surname(found.group(1))
    namesakes = reading.surnames[last]
    if len(namesakes) == 1:
        return namesakes[0]
    if namesakes or read(mention.text[: found.end(1)]).noun == last or last in role_words():
        return None
    if found.start(1) == 0 and " " not in found.group(1) and _opens_sentence(article.text, mention.start):
        return None
    name = article.slice(mention.start + found.start(1), mention.start + found.end(1))
    made = Bearer(article=article.id, kind="person", mentions=[name])
    reading.bearers.append(made)
    namesakes.append(made)
    return made


def _surname(name: str) -> str:
    return fold(name).split()[-1]


def _opens_sentence(text: str, start: int) -> bool:
    """True where a capital may be a sentence's first letter and not a name's."""
    return re.search(r"(?:^|[.!?:\n]|[\"“”‘'])\s*$", text[max(0, start - 4) : start]) is not None


def _bearer_of(reading: Reading, name: Name) -> Bearer:
    return reading.at[(name.start, name.end)]


def _antecedent(reading: Reading, mention: Slice) -> Iterator[Bearer]:
    """Whom a pronoun means: the speaker before it, else the nearest name of the kind just before."""
    wanted = PRONOUNS[fold(mention.text)]
    for found in _spoke_before(reading, mention.start):
        if len(found) == 1 and _is(found[0], wanted):
            yield found[0]
            return
    for name in reversed(nearest_names(reading.telling, mention.start - NEAR, mention.start)):
        bearer = reading.at.get((name.start, name.end))
        if bearer is not None and _is(bearer, wanted):
            yield bearer
            return


def _spoke_before(reading: Reading, place: int) -> Iterator[tuple[Bearer, ...]]:
    """Speakers resolved so far that stand at most ``NEAR`` before ``place``, the nearest first."""
    for (start, end), found in reversed(reading.speakers.items()):
        if start < place - 2 * NEAR:
            return
        if 0 <= place - end <= NEAR:
            yield found


def _is(bearer: Bearer, wanted: str) -> bool:
    return wanted == "any" or (bearer.kind == "person") == (wanted == "person")


def _by_role(reading: Reading, mention: Slice) -> Iterator[Bearer]:
    """Whom "the doctor" means: the one person whose role stands beside the name; else the body spoken for.

    "A spokesman for the ministry" has no name: the words are the ministry's, as are those of "the spokesman" after.
    """
    words = role(mention.text)
    if is_definite(mention.text) and words:
        person = _holder(reading, words, owner(mention.text), mention.start)
        if person is not None:
            _call(reading, person, mention, words[-1])
            yield person
            return
    if not role_words() & set(words) and not role_words() & {w.strip(",.'’") for w in fold(mention.text).split()}:
        return
    body = body_at(reading, mention.start, mention.end)
    if body is None and is_definite(mention.text):
        body = _voice_before(reading, mention, words)
    if body is not None:
        yield body


def _holder(reading: Reading, words: tuple[str, ...], whose: str | None, before: int) -> Bearer | None:
    """The one person of the role: by all its words, then by its head; of several, the one who spoke last."""
    persons = [b for b in reading.bearers if b.kind == "person"]
    for wanted in dict.fromkeys((words, words[-1:])):
        found = [b for b in persons if _has_role(reading, b, wanted, whose, before)]
        if len(found) > 1:
            last = next(_spoke_before(reading, before), ())
            found = [b for b in found if b in last]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _voice_before(reading: Reading, mention: Slice, words: tuple[str, ...]) -> Bearer | None:
    """The body for which one of the same role spoke before without a name."""
    text = reading.telling.article.text
    for (start, end), found in reversed(reading.speakers.items()):
        if end <= mention.start and role(text[start:end])[-1:] == words[-1:] and len(found) == 1:
            return found[0] if found[0].kind != "person" else None
    return None


def _of_age(reading: Reading, mention: Slice, years: str) -> Iterator[Bearer]:
    """The one person of that age: "the 34-year-old" after "Ada Quill, 34,"."""
    text = reading.telling.article.text
    persons = [b for b in reading.bearers if b.kind == "person"]
    found = [b for b in persons if any(m.start < mention.start and has_age(text, m, years) for m in b.mentions)]
    if is_definite(mention.text) and len(found) == 1:
        _call(reading, found[0], mention, f"{years}-year-old")
        yield found[0]


def _call(reading: Reading, bearer: Bearer, mention: Slice, word: str) -> None:
    """Keep the word by which a person is meant as evidence."""
    place = fold(mention.text).find(word)
    start = mention.start + max(0, place)
    bearer.called.append(reading.telling.article.slice(start, start + len(word) if place >= 0 else mention.end))


def _has_role(reading: Reading, bearer: Bearer, words: tuple[str, ...], whose: str | None, before: int) -> bool:
    """True where the words stand, before this place, beside a mention of the person."""
    key = (id(bearer), words, whose)
    if key not in reading.roles:
        text = reading.telling.article.text
        reading.roles[key] = next((m.start for m in bearer.mentions if has_role(text, m, words, whose)), None)
    first = reading.roles[key]
    return first is not None and first < before


def _body(reading: Reading, link: Link) -> Iterator[Bearer]:
    article, mention = reading.telling.article, link.mention
    start = mention.start + trimmed(mention.text)
    described = read(mention.text)
    if described.noun is None and described.country is None and not (link.kind == "body" and described.words):
        return
    if described.bare and is_definite(mention.text):
        voice = _voice_before(reading, mention, role(mention.text)) if described.class_ == "officials" else None
        found = voice or _definite(reading, described, mention.start)
        if found is not None:
            found.mentions.append(article.slice(start, mention.end))
            yield found
            return
    yield _described(reading, article.slice(start, mention.end))


def _definite(reading: Reading, described: Phrase, before: int) -> Bearer | None:
    """The body that "the ministry" means: the only one before it with that noun, or the nearest of its class."""
    bodies = [b for b in reading.bearers if b.phrase is not None and b.start() < before]
    fitting = [b for b in bodies if _headed(b, described.noun or "")]
    fuller = [b for b in fitting if b.phrase and not b.phrase.bare] or fitting
    if not fuller and (earlier := _told_of(reading, described.noun or "", before)) is not None:
        return earlier
    if not fuller and described.class_ in KINDRED:
        kindred = [b for b in bodies if b.phrase and b.phrase.class_ in KINDRED[described.class_]]
        return _nearest_of(reading, [b for b in kindred if kind_of(b.forms[0]) != "outlet"], before)
    if len(fuller) > 1:
        last = next(_spoke_before(reading, before), ())
        fuller = [b for b in fuller if b in last]
    return fuller[0] if len(fuller) == 1 else None


def _headed(body: Bearer, noun: str) -> bool:
    """True where the noun heads the body's name or a description beside it: "the department" of a police department."""
    own = body.phrase.noun if body.phrase else None
    return own == noun or noun in body.nouns or (own is not None and own.endswith(" " + noun))


def _told_of(reading: Reading, noun: str, before: int) -> Bearer | None:
    """The body that the text describes with the noun once before, though nobody quotes it: "Chile’s embassy"."""
    text = reading.telling.article.text
    if not reading.told_of:
        for start, end in noun_phrases(text):
            reading.told_of.setdefault(fold(text[start:end]).split()[-1], []).append(owned(text, start, end))
    places = [p for p in reading.told_of.get(noun, ()) if p[1] < before]
    full = [(p, phrase) for p in places if (phrase := read(text[slice(*p)])).noun == noun and not phrase.bare]
    if len({(phrase.country, phrase.words) for _, phrase in full}) != 1:
        return None
    return _described(reading, reading.telling.article.slice(*full[0][0]))


def _nearest_of(reading: Reading, bodies: Sequence[Bearer], before: int) -> Bearer | None:
    """The body meant: the one that spoke just before, the only one named there, or the article's chief one."""
    spoke = [b for found in _spoke_before(reading, before) for b in found if b in bodies]
    if spoke:
        return spoke[0]
    named = [reading.at.get((n.start, n.end)) for n in nearest_names(reading.telling, before - NEAR, before)]
    near = [b for b in bodies if b in named]
    if len(near) == 1:
        return near[0]
    ranked = sorted(bodies, key=lambda b: -len(b.mentions))
    if len(ranked) > 1 and len(ranked[0].mentions) < 3 * len(ranked[1].mentions):
        return None
    return ranked[0] if ranked else None


def _described(reading: Reading, mention: Slice) -> Bearer:
    """The article's body that ``mention`` describes, with the mention added; a new one where none fits."""
    described = read(mention.text)
    fitting = [b for b in reading.bearers if b.phrase is not None and fits(described, b.phrase)]
    exact = [b for b in fitting if b.phrase == described] or fitting
    if len(exact) == 1:
        if (mention.start, mention.end) not in reading.at:
            exact[0].mentions.append(mention)
            reading.at[mention.start, mention.end] = exact[0]
        if len(described.words) > len(exact[0].phrase.words if exact[0].phrase else ()):
            exact[0].phrase = described
        return exact[0]
    made = Bearer(article=mention.article, kind="organisation", mentions=[mention], phrase=described)
    reading.bearers.append(made)
    reading.at[mention.start, mention.end] = made
    return made


def fits(short: Phrase, full: Phrase) -> bool:
    """True where ``short`` may be another description of ``full``: the same noun, nothing said against it."""
    if short.noun != full.noun or (short.country and full.country and short.country != full.country):
        return False
    if short.noun is None:
        return short.words == full.words and short.country == full.country
    return set(short.words) <= set(full.words) or (set(full.words) <= set(short.words) and bool(full.words))


def sentence_of(article: Article, starts: Sequence[int], ends: Sequence[int], place: int) -> tuple[int, int]:
    """Bounds of the sentence around ``place``; the paragraph's line where no sentence holds it."""
    number = bisect_right(starts, place) - 1
    if number >= 0 and place < ends[number]:
        return starts[number], ends[number]
    start = article.text.rfind("\n", 0, place) + 1
    end = article.text.find("\n", place)
    return start, len(article.text) if end < 0 else end


def distinct(slices: Iterable[Slice]) -> tuple[Slice, ...]:
    """The slices without repeats of one place, in order of article and place."""
    return tuple(sorted(set(slices), key=lambda s: (s.article, s.start, s.end)))
