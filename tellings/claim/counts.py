"""Counts: what a figure counts, in comparable form, and whether two counts can both hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import msgspec

from tellings.claim.relations import Relations
from tellings.claim.telling import Story, Told
from tellings.language import tables
from tellings.language.words import FUNCTION_WORDS, WORD, content_stems, fold, stem
from tellings.model import Figure

# "More than 300" is no bound above in logic, but no one says it of 1,500.
OPEN_ENDED = 3.0
# Exact figures are rounded by news to about one part in ten; "about" allows more.
ROUNDING = 0.1
ABOUT = 0.25
# A results table set as one paragraph counts nothing in words, and its pairs are too many to compare.
MOST_IN_ONE = 60
# Words on either side of a number that may say what it is counted for.
BEFORE, AFTER = 4, 6
CLAUSE = re.compile(r"[,;:.()“”\"—–]|\s-\s-|\band\b|\bbut\b|\bwhile\b", re.IGNORECASE)
AFTER_END = re.compile(r"[,;:.()“”\"—–\d]|\s-\s-|\bbut\b|\bwhile\b", re.IGNORECASE)
# "Two were killed and a third was wounded": one more, counted without a number.
ONE_MORE = re.compile(
    r"\b(?:an?(?:other| second| third| fourth| fifth| sixth)|one (?:other|more))\b(?!-)", re.IGNORECASE
)
AGE = re.compile(r"\byears?\s*-?\s*old\b|\baged\b", re.IGNORECASE)
# Words that may stand between a count and what it is counted for, beside function words and people.
BETWEEN = frozenset(
    """still reported reportedly confirmed feared believed thought badly seriously severely critically slightly
    lightly fatally already least total estimated nearly almost around roughly many another leaving left listed
    declared known dozens hundreds""".split()
)
# "Another four people" is four, and marked as such.
COUNTED_AFTER = re.compile(r"\s+(?:\d|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred)", re.IGNORECASE)
PEOPLE = frozenset(
    stem(w)
    for w in """people person persons man men woman women child children boy boys girl girls villagers residents
    victims civilians passengers workers employees others soldiers officers students protesters migrants dead injured
    wounded missing co-workers colleagues bystanders tourists families""".split()
)
BUILDINGS = frozenset(stem(w) for w in "house houses home homes building buildings structure structures".split())


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``[[measure]]``: a unit as a factor of a base unit."""

    unit: str
    base: str
    factor: float
    seen: tuple[str, str]


class Toll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``[[toll]]``: what a count is counted for."""

    state: str
    of: str
    grows: bool
    words: tuple[str, ...]
    seen: str


MEASURES = {m.unit: m for m in tables.load("claim/measures.toml", "measure", Measure)}
TOLLS = tables.load("claim/tolls.toml", "toll", Toll)
_STATES = {word: toll for toll in TOLLS for word in toll.words}


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """A figure in a comparable form: bounds in base units, what it counts, what it is counted for."""

    told: Told
    figure: Figure
    low: float
    high: float
    unit: str | None
    what: frozenset[str]
    head: str | None
    state: Toll | None

    @property
    def is_people(self) -> bool:
        """True where people are counted."""
        return self.head in PEOPLE or (
            self.state is not None and self.state.of == "people" and self.head not in BUILDINGS
        )


def counts(story: Story) -> Iterator[Count]:
    """The figures of all statements that have a value, in story order.

    With them the ones that are counted in words alone, where they are counted for something:
    ``another was hurt`` is one. A statement of more than ``MOST_IN_ONE`` figures is a table of them, and
    left out.
    """
    for told in story.told:
        if len(told.figures) > MOST_IN_ONE:
            continue
        for figure in (*told.figures, *_ones_more(told)):
            count = _count(told, figure)
            if count is not None:
                yield count


def side_by_side(known: Sequence[Count], relations: Relations) -> Iterator[tuple[int, int]]:
    """Pairs (i, j), i < j, of counts that stand in one statement or in two that have something in common."""
    standing: dict[int, list[int]] = {}
    for place, count in enumerate(known):
        standing.setdefault(count.told.number, []).append(place)
    for places in standing.values():
        yield from combinations(places, 2)
    for a, b in relations.pairs():
        for i in standing.get(a, ()):
            for j in standing.get(b, ()):
                yield min(i, j), max(i, j)


def alike(a: Count, b: Count) -> float:
    """How far two counts count the same kind of thing, from 0 to 1, by what they say they count."""
    if a.unit != b.unit or (a.unit == "age" and not agree(a, b)):
        return 0.0
    if a.state is not None or b.state is not None:
        if a.state is not b.state or a.state is None:
            return 0.0
        same_kind = a.is_people == b.is_people if a.state.of == "people" else _same_thing(a, b)
        return 1.0 if same_kind else 0.0
    if a.what and b.what:
        shared = 2 * len(a.what & b.what) / (len(a.what) + len(b.what))
        return max(shared, 0.6 if a.head == b.head else 0.0)
    return 0.5 if a.unit is not None and not a.what and not b.what else 0.0


def agree(a: Count, b: Count) -> bool:
    """True where both can hold: bounds that meet, rounding and conversion allowed for."""
    if _cents_apart(a, b):
        return True
    slack = max(_slack(a), _slack(b)) if _rounded(a, b) else 0.0
    return a.low <= b.high * (1 + slack) + 1e-9 and b.low <= a.high * (1 + slack) + 1e-9


def _cents_apart(a: Count, b: Count) -> bool:
    """True for $99 and $99.99: one gives whole units, the other more."""
    whole = [c.low == c.high and c.low.is_integer() for c in (a, b)]
    return a.unit is not None and whole[0] != whole[1] and min(a.low, b.low) >= 10 and abs(a.low - b.low) < 1


def bounds(figure: Figure) -> tuple[float, float] | None:
    """Low and high of a figure in its base unit; open ends closed as people mean them."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return None
    factor = MEASURES[figure.unit].factor if figure.unit in MEASURES else 1.0
    if low is None:
        assert high is not None
        low = high / OPEN_ENDED
    if high is None:
        high = low * OPEN_ENDED
    return low * factor, high * factor


def _ones_more(told: Told) -> Iterator[Figure]:
    if not any(f.unit is None for f in told.figures):
        return
    for match in ONE_MORE.finditer(told.text):
        start, end = told.statement.start + match.start(), told.statement.start + match.end()
        one = Figure(
            start=start, end=end, text=match.group(), low=1.0, high=1.0, comparator="exactly", unit=None, what=None
        )
        taken = any(f.start < end and start < f.end for f in told.figures)
        if not taken and not COUNTED_AFTER.match(told.text, match.end()) and _state(told, one) is not None:
            yield one


def _count(told: Told, figure: Figure) -> Count | None:
    limits = bounds(figure)
    if limits is None:
        return None
    unit = MEASURES[figure.unit].base if figure.unit in MEASURES else figure.unit
    text = told.article.text
    if AGE.search(text[figure.start : (figure.what or figure).end]):
        unit = "age"
    words = text[figure.what.start : figure.what.end] if figure.what else ""
    stems = [s for s in content_stems(words) if not s.isdigit()]
    state = None if figure.unit else _state(told, figure)
    own = [s for s in stems if state is None or s not in _state_stems()[state.state]]
    measured = figure.unit is not None and figure.unit in MEASURES
    return Count(
        told=told,
        figure=figure,
        low=limits[0],
        high=limits[1],
        unit=unit,
        what=frozenset() if measured else frozenset(own),
        head=None if measured or not own else own[-1],
        state=state,
    )


def _state(told: Told, figure: Figure) -> Toll | None:
    """What a count is counted for: the nearest toll word in its own clause, before it or after."""
    text, end = told.article.text, max(figure.end, figure.what.end if figure.what else 0)
    # what is counted may stand before its number: "the number of injured rose to 33"
    inside = text[min(figure.start, figure.what.start if figure.what else figure.start) : end]
    after = AFTER_END.split(text[end : told.statement.end], maxsplit=1)[0]
    before = CLAUSE.split(text[told.statement.start : figure.start])[-1]
    after_words = [m.group() for m in WORD.finditer(fold(after))][:AFTER]
    before_words = [m.group() for m in WORD.finditer(fold(before))]
    own = next((_STATES[w] for w in fold(inside).split() if w in _STATES), None)
    if own is not None:
        return own
    if "death toll" in " ".join(before_words):
        return _STATES["dead"]
    near = _first(list(reversed(before_words[-BEFORE:])))
    far = _first(after_words)
    found = min((f for f in (near, far) if f is not None), key=lambda f: f[0], default=None)
    return found[1] if found else None


def _first(words: list[str]) -> tuple[int, Toll] | None:
    """The first toll word and its distance, with nothing but small words and people between."""
    for place, word in enumerate(words):
        if word in _STATES:
            return place, _STATES[word]
        if word not in BETWEEN and word not in FUNCTION_WORDS and stem(word) not in PEOPLE | BUILDINGS:
            return None
    return None


@cache
def _state_stems() -> Mapping[str, frozenset[str]]:
    return {t.state: frozenset(stem(w) for words in t.words for w in words.split()) for t in TOLLS}


def _same_thing(a: Count, b: Count) -> bool:
    if not a.what or not b.what:
        return False
    both = (a.what | b.what) & BUILDINGS
    return bool(a.what & b.what) or (bool(a.what & BUILDINGS) and bool(b.what & BUILDINGS) and bool(both))


def _slack(count: Count) -> float:
    return ABOUT if count.figure.comparator == "about" else ROUNDING


def _rounded(a: Count, b: Count) -> bool:
    """True where a difference may come of rounding: a measure, money, a share, or large or hedged counts."""
    if "about" in (a.figure.comparator, b.figure.comparator):
        return True
    if a.unit is not None:
        return a.unit in {m.base for m in MEASURES.values()} or a.figure.unit != b.figure.unit
    return min(a.low, b.low) >= 100 and any(c.low % 100 == 0 for c in (a, b))
