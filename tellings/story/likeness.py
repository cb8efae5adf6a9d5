"""Likeness: how near two articles are to telling of one event, by cheap signs.

Words of the title and the first lines, names anywhere, and the direction of the beginning in the static
table; less where they were published days apart or speak of different days of the week. A date that is
not known says nothing either way.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from tellings.language.rarity import rarities
from tellings.language.vectors import embed
from tellings.language.words import FUNCTION_WORDS, WORD, content_stems, fold
from tellings.model import Article
from tellings.story.body import body

# Shares and limits are round values on a plateau: docs/grouping.md.
WORDS, NAMES, DIRECTION = 0.7, 0.15, 0.15
TITLE_TIMES = 2
LEAD = 500
BEGINNING = 1500
# Coverage of one event is mostly out within two days; from then on each day apart counts against a pair,
# up to a limit: some dates are misread, and some stories run for weeks.
DAYS_FREE, PER_DAY, DAYS_MOST = 2, 0.02, 0.1
OTHER_WEEKDAY = 0.06

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?:;\"“”'‘\n])\s*$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Numbers of a direction are kept as whole thousandths: their products are exact in any order of adding.
_GRAIN = 1000

_ROWS_AT_ONCE = 256

Matrix = npt.NDArray[np.float32]


class Likeness:
    """Likeness of each to each among ``articles``; 1 is the same, near 0 unrelated, below 0 days apart."""

    def __init__(self, articles: Sequence[Article]) -> None:
        texts = [body(a) for a in articles]
        titles = [a.title or "" for a in articles]
        pairs = list(zip(titles, texts, strict=True))
        self._words = _weighted([_leading(title, text) for title, text in pairs])
        self._names = _weighted([_names(title, text) for title, text in pairs])
        self._directions = np.rint(embed([f"{t}\n{x[:BEGINNING]}" for t, x in pairs]).astype(np.float64) * _GRAIN)
        self._days = np.array([_day(a.published) for a in articles], dtype=np.float64)
        self._weekdays = np.array([_weekdays(f"{t}\n{x[:BEGINNING]}") for t, x in pairs], dtype=np.int64)

    def among(self, members: Sequence[int]) -> Matrix:
        """Likeness of each to each of the articles numbered ``members``."""
        return np.concatenate([block for _, block in self.blocks(members)])

    def blocks(self, members: Sequence[int]) -> Iterator[tuple[int, Matrix]]:
        """The same, some rows at a time: the place of the first row in ``members``, and the rows."""
        for start in range(0, len(members), _ROWS_AT_ONCE):
            yield start, self._between(members[start : start + _ROWS_AT_ONCE], members)

    def _between(self, rows: Sequence[int], columns: Sequence[int]) -> Matrix:
        words = (self._words[rows] @ self._words[columns].T).toarray()
        names = (self._names[rows] @ self._names[columns].T).toarray()
        directions = self._directions[rows] @ self._directions[columns].T / _GRAIN**2
        near = WORDS * words + NAMES * names + DIRECTION * directions
        likeness: Matrix = np.round(near - self._apart(rows, columns), 4).astype(np.float32)
        return likeness

    def _apart(self, rows: Sequence[int], columns: Sequence[int]) -> npt.NDArray[np.float64]:
        days = np.abs(self._days[rows][:, None] - self._days[columns][None, :])
        late = np.nan_to_num(np.clip((days - DAYS_FREE) * PER_DAY, 0, DAYS_MOST))
        one, other = self._weekdays[rows][:, None], self._weekdays[columns][None, :]
        different = (one > 0) & (other > 0) & ((one & other) == 0)
        # Not added up: articles of different weeks speak of different weekdays in any case.
        apart: npt.NDArray[np.float64] = np.maximum(late, OTHER_WEEKDAY * different)
        return apart


def _leading(title: str, text: str) -> Counter[str]:
    """Stems of the title and the first lines, the title's counted more than once."""
    counts = Counter(content_stems(_cut(text, LEAD)))
    for stem in content_stems(title):
        counts[stem] += TITLE_TIMES
    return counts


def _names(title: str, text: str) -> Counter[str]:
    """Words with a capital that is not a sentence's, and that the article never writes without one."""
    whole = f"{title}\n{text}"
    common = {m.group() for m in WORD.finditer(whole) if m.group()[0].islower()}
    found = [
        m.group()
        for m in WORD.finditer(whole)
        if m.group()[0].isupper() and len(m.group()) > 1 and not _starts_sentence(whole, m.start())
    ]
    return Counter(
        s for w in found if (low := fold(w)) not in FUNCTION_WORDS and low not in common for s in content_stems(w)
    )


def _starts_sentence(text: str, place: int) -> bool:
    return _STARTS_SENTENCE.search(text, max(0, place - 3), place) is not None


def _day(published: str | None) -> float:
    """Day number of an EDTF date that names a day, else not a number."""
    found = _DAY.match(published or "")
    try:
        return float(date.fromisoformat(found.group()).toordinal()) if found else math.nan
    except ValueError:
        return math.nan


def _weekdays(text: str) -> int:
    """The days of the week that a text names, a bit each."""
    words = {m.group() for m in WORD.finditer(fold(text))}
    return sum(1 << n for n, day in enumerate(WEEKDAYS) if day in words)


def _weighted(counts: Sequence[Counter[str]]) -> csr_array:
    """Rows of unit length: TF-IDF with logarithmic counts (Salton and Buckley 1988)."""
    weight = rarities(counts)
    column = {stem: n for n, stem in enumerate(weight)}
    rows, columns, values = [], [], []
    for number, stems in enumerate(counts):
        weights = {column[s]: (1 + math.log(n)) * weight[s] for s, n in stems.items()}
        length = math.sqrt(math.fsum(w * w for w in weights.values())) or 1.0
        rows += [number] * len(weights)
        columns += sorted(weights)
        values += [weights[c] / length for c in sorted(weights)]
    return csr_array((values, (rows, columns)), shape=(len(counts), max(len(column), 1)))


def _cut(text: str, limit: int) -> str:
    """The first ``limit`` characters, without the word that stands across the limit."""
    if len(text) <= limit:
        return text
    return text[: text.rfind(" ", 0, limit + 1)] if " " in text[:limit] else text[:limit]
