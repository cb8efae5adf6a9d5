"""Signs: what of each article is compared when stories are made, as arrays over a whole pool.

Several sparse vectors (title, leading words, beginning, names, numbers, pairs of words) beside the direction
of the beginning in the static table, the day of publication, and the weekdays and months that a text names.
One pass over the articles; nothing here compares two of them (that is `pairs`).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from tellings.language.rarity import rarities
from tellings.language.vectors import embed
from tellings.language.words import WORD, fold
from tellings.model import Article
from tellings.story.body import body
from tellings.story.stems import content_stem, stems

TITLE_TIMES = 2
LEAD = 500
BEGINNING = 1500

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
# The month, not the verb.
_MAY = re.compile(r"\b(?:in|of|since|on|last|until|early|late) May\b|\bMay \d")
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?:;\"“”'‘\n])\s*$")
_FIRST_SENTENCE = re.compile(r"[^\n]*?[.!?](?=\s|$)|[^\n]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"\d[\d,.]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Numbers of a direction are kept as whole thousandths: their products are exact in any order of adding.
_GRAIN = 1000

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Terms = Counter[str]


@dataclass(frozen=True, slots=True)
class Signs:
    """One row an article, in the order given. Sparse rows are of unit length, or empty.

    ``directions`` holds whole thousandths; ``days`` are ordinals of the day published, not a number where it is
    not known; ``weekdays`` and ``months`` are a bit for each that the beginning names; ``counted`` says whether
    the title or lead holds a number that is not a year.
    """

    title: csr_array
    words: csr_array
    beginning: csr_array
    names: csr_array
    numbers: csr_array
    phrases: csr_array
    directions: Floats
    days: Floats
    weekdays: Numbers
    months: Numbers
    counted: npt.NDArray[np.bool_]

    @property
    def number(self) -> int:
        """How many articles."""
        return len(self.days)


def signs(articles: Sequence[Article]) -> Signs:
    """The signs of ``articles``; rarity of words is that of the pool, smoothed by the news at large."""
    pairs = [(a.title or "", body(a)) for a in articles]
    beginnings = [f"{title}\n{_cut(text, BEGINNING)}" for title, text in pairs]
    leads = [f"{title}\n{_cut(text, LEAD)}" for title, text in pairs]
    return Signs(
        title=_weighted([Counter(stems(_headline(*pair))) for pair in pairs]),
        words=_weighted([_leading(*pair) for pair in pairs]),
        beginning=_weighted([Counter(stems(text)) for text in beginnings]),
        names=_weighted([_names("\n".join(pair)) for pair in pairs]),
        numbers=_weighted([Counter(_numerals(text)) for text in beginnings]),
        phrases=_weighted([_phrases(_headline(title, text), _cut(text, LEAD)) for title, text in pairs]),
        directions=np.rint(embed([f"{t}\n{x[:BEGINNING]}" for t, x in pairs]).astype(np.float64) * _GRAIN),
        days=np.array([day(a.published) for a in articles], dtype=np.float64),
        weekdays=_bits(beginnings, _weekdays),
        months=_bits(beginnings, _months),
        counted=np.array([any(True for _ in _numerals(text)) for text in leads], dtype=np.bool_),
    )


def cosines(rows: Floats, one: Numbers, other: Numbers) -> Floats:
    """Dot products of rows of ``directions``, from -1 to 1."""
    found: Floats = np.clip(np.einsum("ij,ij->i", rows[one], rows[other]) / _GRAIN**2, -1, 1)
    return found


def day(published: str | None) -> float:
    """Day number of an EDTF date that names a day, else not a number."""
    found = _DAY.match(published or "")
    try:
        return float(date.fromisoformat(found.group()).toordinal()) if found else math.nan
    except ValueError:
        return math.nan


def _headline(title: str, text: str) -> str:
    """The title, or the first sentence where there is none."""
    found = _FIRST_SENTENCE.match(text)
    return title or (found.group() if found else "")


def _leading(title: str, text: str) -> Terms:
    """Stems of the title and the first lines, the title's counted more than once."""
    counts = Counter(stems(_cut(text, LEAD)))
    for stem in stems(title):
        counts[stem] += TITLE_TIMES
    return counts


def _phrases(headline: str, lead: str) -> Terms:
    """Neighbouring stems of the headline and of the lead."""
    return Counter(f"{a} {b}" for part in (headline, lead) for a, b in pairwise(stems(part)))


def _numerals(text: str) -> Iterator[str]:
    """Numbers in digits, years left out: a year is no count, and whole pools share it."""
    found = (m.group().replace(",", "").strip(".") for m in _NUMBER.finditer(text))
    return (n for n in found if not _YEAR.fullmatch(n))


def _names(whole: str) -> Terms:
    """Words with a capital that is not a sentence's, and that the article never writes without one."""
    common = {m.group() for m in WORD.finditer(whole) if m.group()[0].islower()}
    found = [
        m.group()
        for m in WORD.finditer(whole)
        if m.group()[0].isupper() and len(m.group()) > 1 and not _starts_sentence(whole, m.start())
    ]
    written = [content_stem(w) for w in found if fold(w) not in common]
    return Counter(stem for stem in written if stem is not None)


def _starts_sentence(text: str, place: int) -> bool:
    return _STARTS_SENTENCE.search(text, max(0, place - 3), place) is not None


def _bits(texts: Sequence[str], read: Callable[[str], int]) -> Numbers:
    return np.array([read(text) for text in texts], dtype=np.int64)


def _weekdays(text: str) -> int:
    """The days of the week that a text names, a bit each."""
    words = {m.group() for m in WORD.finditer(fold(text))}
    return sum(1 << n for n, name in enumerate(WEEKDAYS) if name in words)


def _months(text: str) -> int:
    """The months that a text names, a bit each."""
    words = {m.group() for m in WORD.finditer(fold(text))}
    named = sum(1 << n for n, name in enumerate(MONTHS) if name in words)
    return named | (1 << len(MONTHS) if _MAY.search(text) else 0)


def _weighted(counts: Sequence[Terms]) -> csr_array:
    """Rows of unit length: TF-IDF with logarithmic counts (Salton and Buckley 1988)."""
    weight = rarities(counts)
    column = {stem: n for n, stem in enumerate(weight)}
    columns: list[int] = []
    values: list[float] = []
    pointers = [0]
    for terms in counts:
        weights = {column[s]: (1 + math.log(n)) * weight[s] for s, n in terms.items()}
        length = math.sqrt(math.fsum(w * w for w in weights.values())) or 1.0
        kept = sorted(weights)
        columns += kept
        values += [weights[c] / length for c in kept]
        pointers.append(len(columns))
    return csr_array((values, columns, pointers), shape=(len(counts), max(len(column), 1)), dtype=np.float64)


def _cut(text: str, limit: int) -> str:
    """The first ``limit`` characters, without the word that stands across the limit."""
    if len(text) <= limit:
        return text
    return text[: text.rfind(" ", 0, limit + 1)] if " " in text[:limit] else text[:limit]
