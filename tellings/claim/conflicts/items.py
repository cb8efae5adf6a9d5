"""Items: what in a sentence another telling may have otherwise.

Figures, days and years, names of people, and verbs with whether they are denied. Words within quotation
marks are compared one by one and need no list.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellings.claim.conflicts.passages import Item, Passage, Token, tokens
from tellings.claim.counts import MEASURES, PEOPLE, bounds
from tellings.claim.telling import Story, within
from tellings.language.words import fold
from tellings.model import Figure, Name, Sentence, Telling, Time

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = """january february march april may june july august september october november december""".split()
MONTH_OF = {m: n for n, m in enumerate(MONTHS, 1)} | {m[:3]: n for n, m in enumerate(MONTHS, 1)} | {"sept": 9}
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# "The 1930s" is no year.
DECADE = re.compile(r"['’]?s\b")
TELEPHONE = re.compile(r"\b\d{3}\s?[-.]\s?\d{3}\s?[-.]\s?\d{4}\b")
NUMBER = re.compile(r"[\d,]+(?:\.\d+)?")
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
TITLES = frozenset("mr mrs ms miss dr sir lady lord prof jr sr".split())
AUXILIARIES = frozenset(
    """was were is are has have had will would could should can did does do be been being may might must""".split()
)
# Modals, those that reported speech turns into one another as one.
MODALS = {
    "will": "will", "would": "will", "can": "can", "could": "can", "may": "may", "might": "may",
    "shall": "shall", "should": "should", "must": "must", "to": "to",
}  # fmt: skip
NEGATORS = frozenset("not never".split())
NEGATIVE = frozenset("no nobody nothing none neither".split())
# Words that may stand between a negating word and its verb, at most.
REACH = 4
# The sort of a number that nothing marks.
BARE = "bare"
# A story in which two figures differ more than this counts two things.
MOST_APART = 10.0
# Ages so many years apart are one, told before a birthday and after.
BIRTHDAY = 1.0
# "About 300" may well be 340; exact figures from 100 on are rounded by news to about this.
ABOUT, ROUNDED = 0.15, 0.06
# "10 kilometres" and "six miles".
CONVERTED = 0.1
LARGE = 100.0


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the items of one sentence are read from."""

    text: str
    start: int
    end: int
    tokens: Sequence[Token]
    figures: Sequence[Figure]
    times: Sequence[Time]
    names: Sequence[Name]


def passages(story: Story) -> list[Passage]:
    """The sentences of all articles with their items, in order of article and place."""
    people = {_surname(n) for t in story.tellings for n in t.marks.names if n.kind == "person"} - {""}
    found: list[Passage] = []
    for telling in story.tellings:
        places = {w.start: k for k, w in enumerate(telling.marks.words)}
        for sentence in telling.marks.sentences:
            found.append(_passage(len(found), telling, sentence, places, people))
    return found


def comparable(a: Item, b: Item) -> bool:
    """True where two items say something of one sort, so that they may be at odds."""
    if a.kind != b.kind:
        return False
    if a.kind == "figure":
        one_unit = a.sort == b.sort or {a.sort, b.sort} == {"", BARE}
        return one_unit and max(a.low, b.low) <= MOST_APART * max(min(a.high, b.high), 0.1)
    if a.kind == "polarity":
        return a.value == b.value
    return a.sort == b.sort


def at_odds(a: Item, b: Item) -> bool:
    """True where two comparable items cannot both hold of one thing; rounding is allowed for."""
    if a.kind == "polarity":
        # "Should never sail" denies nothing that will be done, "to sail" tells nothing that was.
        return a.marked != b.marked and a.modal == b.modal
    if a.kind != "figure":
        return a.value != b.value
    slack = 0.0
    if _cents_apart(a, b):
        return False
    if a.sort == "age" and abs(a.low - b.low) <= BIRTHDAY:
        return False
    if a.marked and b.marked and (a.low, a.high) != (b.low, b.high):
        return not _near(a.value, b.value)
    if a.marked or b.marked:
        slack = ABOUT
    elif a.unit != b.unit:
        slack = CONVERTED
    elif min(a.low, b.low) >= LARGE and (_is_round(a.low) or _is_round(b.low)):
        slack = ROUNDED
    return a.low > b.high * (1 + slack) + 1e-9 or b.low > a.high * (1 + slack) + 1e-9


def _cents_apart(a: Item, b: Item) -> bool:
    """True for $99 and $99.99: one gives whole units, the other more."""
    whole = [i.low == i.high and i.low.is_integer() for i in (a, b)]
    return bool(a.unit) and whole[0] != whole[1] and min(a.low, b.low) >= 10 and abs(a.low - b.low) < 1


def _near(a: str, b: str) -> bool:
    """True for two hedged numbers that round to one another."""
    return abs(float(a) - float(b)) <= ABOUT * max(abs(float(a)), abs(float(b)))


def _is_round(number: float) -> bool:
    """True for a number of two digits or fewer and noughts."""
    return number % 10.0 ** (len(str(int(number))) - 2) == 0.0


def _passage(
    number: int, telling: Telling, sentence: Sentence, places: Mapping[int, int], people: Collection[str]
) -> Passage:
    marks, (start, end) = telling.marks, (sentence.start, sentence.end)
    words = tokens(telling, sentence, places)
    names = [n for n in within(marks.names, start, end) if _surname(n) in people]
    times = [t for t in within(marks.times, start, end) if t.type in ("DATE", "TIME")]
    ground = _Ground(telling.article.text, start, end, words, within(marks.figures, start, end), times, names)
    return Passage(
        number=number,
        article=telling.article.id,
        start=start,
        end=end,
        tokens=words,
        items=(*_numbers(ground), *_names(ground), *_verbs(ground)),
        quotations=tuple(q for q in marks.quotations if q.start < end and start < q.end),
    )


def _numbers(ground: _Ground) -> Iterator[Item]:
    """Days and years, then figures, then the numbers that nothing marks ("completed 29 of 34")."""
    dates = list(_dates(ground))
    yield from dates
    taken = {d.first for d in dates}
    telephones = (m.span() for m in TELEPHONE.finditer(ground.text, ground.start, ground.end))
    taken |= {k for s, e in telephones for k, t in enumerate(ground.tokens) if s <= t.start < e}
    taken |= {k for t in ground.times for k in _indexes(ground.tokens, t)}
    for figure in ground.figures:
        indexes = _indexes(ground.tokens, figure)
        digits = [k for k in indexes if ground.tokens[k].word[0].isdigit()]
        limits = (figure.low, figure.high)
        if digits and limits != (None, None) and not taken & set(digits):
            taken |= set(indexes)
            if "/" not in ground.text[figure.start - 2 : figure.start]:
                yield _figure(ground, figure, digits)
    for k, token in enumerate(ground.tokens):
        if k not in taken and NUMBER.fullmatch(token.word) and not _is_name(ground, k):
            value = float(token.word.replace(",", ""))
            yield Item("figure", BARE, f"{value:g}", k, k + 1, token.start, token.end, low=value, high=value)


def _is_name(ground: _Ground, k: int) -> bool:
    """True for a number that names something ("Flight 8", "the Lister 9") or is half of a fraction ("1 / 2")."""
    if k == 0:
        return False
    before = ground.tokens[k - 1]
    between = ground.text[before.end : ground.tokens[k].start]
    named = ground.text[before.start].isupper() and not between.strip() and k > 1
    return named or "/" in between


def _figure(ground: _Ground, figure: Figure, digits: Sequence[int]) -> Item:
    limits = bounds(figure)
    assert limits is not None
    low, high = limits
    told = low if figure.low is not None else high
    return Item(
        kind="figure",
        sort=MEASURES[figure.unit].base if figure.unit in MEASURES else figure.unit or "",
        value=f"{told:g}",
        first=digits[0],
        last=digits[-1] + 1,
        start=figure.start,
        end=figure.end,
        marked=figure.comparator != "exactly",
        low=low,
        high=high,
        counted=_counted(ground, figure),
        unit=figure.unit or "",
    )


def _counted(ground: _Ground, figure: Figure) -> str:
    """The stem of the noun counted, one for all that are people; empty where none is known."""
    if figure.what is None:
        return ""
    words = [t.key for t in ground.tokens if t.start < figure.what.end and figure.what.start < t.end and t.content]
    return "people" if words and words[-1] in PEOPLE else words[-1] if words else ""


def _dates(ground: _Ground) -> Iterator[Item]:
    words = ground.tokens
    counted = {k for f in ground.figures for k in _indexes(words, f)}
    for k, token in enumerate(words):
        place = (k, k + 1, token.start, token.end)
        if token.word in WEEKDAYS:
            yield Item("date", "weekday", token.word, *place, low=float(WEEKDAYS.index(token.word)))
        elif YEAR.fullmatch(token.word) and k not in counted and not DECADE.match(ground.text, token.end):
            yield Item("date", "year", token.word, *place, low=float(token.word))
        elif (day := DAY.fullmatch(token.word)) and (month := _month_beside(words, k)):
            yield Item("date", f"month-{month}", day[1].lstrip("0"), *place, low=float(day[1]))


def _month_beside(words: Sequence[Token], k: int) -> int | None:
    beside = (words[n].word for n in (k - 1, k + 1) if 0 <= n < len(words))
    return next((MONTH_OF[w] for w in beside if w in MONTH_OF), None)


def _names(ground: _Ground) -> Iterator[Item]:
    for name in ground.names:
        indexes = _indexes(ground.tokens, name)
        if indexes:
            full = len([k for k in indexes if ground.tokens[k].word not in TITLES]) > 1
            yield Item("name", "person", _surname(name), indexes[0], indexes[-1] + 1, name.start, name.end, full)


def _surname(name: Name) -> str:
    parts = [w for w in re.findall(r"[^\W_]+", fold(name.text).removesuffix("'s")) if w not in TITLES]
    return parts[-1] if parts else ""


def _verbs(ground: _Ground) -> Iterator[Item]:
    words = ground.tokens
    for k, token in enumerate(words):
        if not token.tag.startswith("VB") or token.word in AUXILIARIES:
            continue
        first = k
        while first > 0 and k - first < REACH and _helps(words[first - 1]):
            first -= 1
        before = words[first - 1].word if first else ""
        denied = any(w.word in NEGATORS for w in words[first:k]) or before in NEGATIVE
        modal = next((MODALS[w.word] for w in words[first:k] if w.word in MODALS), "")
        yield Item("polarity", "verb", token.key, k, k + 1, words[first].start, token.end, denied, modal=modal)


def _helps(token: Token) -> bool:
    """True for a word that belongs to the verb after it."""
    return token.word in AUXILIARIES or token.word in NEGATORS or token.word == "to" or token.tag.startswith("RB")


def _indexes(words: Sequence[Token], place: Figure | Name | Time) -> list[int]:
    return [k for k, t in enumerate(words) if t.start < place.end and place.start < t.end]
