"""What a page shows near its headline: the day, who wrote it. In any language, by place and form, not by site.

Between the headline and the first paragraph stand the day and the names; elements marked as such (``class``,
``rel``, ``itemprop``) are looked for a little further. A link to an author's page names the author.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element

from tellings.article import byline as names
from tellings.article.dates import Dated, date_of_metadata, dates_of_line, is_date_line
from tellings.article.metadata import candidate
from tellings.language.words import tokens
from tellings.model import Candidate

HEADLINES = 12
NEAR = 150
# The zone between headline and text: at most so many elements, up to the first paragraph of so many words.
ZONE = 220
PROSE = 30
LONGEST_LINE = 160
MOST_PARTS = 40
SPACE = re.compile(r"\s+")
MARKED = re.compile(r"date|time|publish|posted|byline|author|meta", re.I)
AUTHORED = re.compile(r"byline|author", re.I)
AUTHOR_PAGE = re.compile(
    r"/(?:authors?|auth|staff|person|bios?|by|journalists?|reporters?|contributors?|writers?|columnists?"
    r"|autor(?:es|en|i)?|auteurs?|redakteure?|penulis|yazar(?:lar)?|avtor)(?:/|=|\?)",
    re.I,
)
SEPARATOR = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+")
DATA = re.compile(r"data-.*(?:date|time|publi).*", re.I)
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
SILENT = ("script", "style", "noscript", "template", "svg", "select", "form", "nav")


def headline(tree: _Element, titles: Sequence[str]) -> _Element | None:
    """The ``h1`` (where none fits, the ``h2``) that the page's titles share most words with; else the only ``h1``."""
    shown = [h for h in list(tree.iter("h1"))[:HEADLINES] if len(words_of(h).split()) > 2]
    if shown:
        scored = [(max((overlap(words_of(h), t) for t in titles), default=0.0), -i) for i, h in enumerate(shown)]
        score, place = max(scored)
        if score >= 0.4 or (len(shown) == 1 and not titles):
            return shown[-place]
        if len(shown) == 1 and len(words_of(shown[0]).split()) > 4 and score > 0:
            # Search engines and readers may be shown quite different words; a page has one headline.
            return shown[0]
    lesser = (h for h in islice(tree.iter("h2"), HEADLINES * 2) if len(words_of(h).split()) > 2)
    return next((h for h in lesser if any(overlap(words_of(h), t) >= 0.9 for t in titles)), None)


class Near(NamedTuple):
    """An element that stands near the headline, and its words where they can be a line."""

    element: _Element
    line: str | None


def near(tree: _Element, heading: _Element | None) -> list[Near]:
    """The first elements after ``heading`` (of the page, where it has none), in order."""
    first = islice(tree.iter() if heading is None else after(heading), ZONE)
    return [Near(e, _line(e)) for e in first if isinstance(e.tag, str) and e.tag not in SILENT]


def seen(zone: Sequence[Near], headed: bool) -> list[Candidate]:
    """Days and names shown in ``zone``: marked elements first, then what stands between a headline and the text."""
    found = list(_marked(zone[:NEAR]))
    if headed:
        found += _unmarked(zone, {c.field for c in found})
    first = [next((c for c in found if c.field == field), None) for field in ("published", "modified")]
    others = [c for c in found if c.field not in ("byline", "published", "modified")]
    return [*_shortest_names(c for c in found if c.field == "byline"), *(c for c in first if c), *others]


def bylines(zone: Sequence[Near]) -> list[tuple[str, ...]]:
    """Names of each line of ``zone`` that opens as bylines do ("By Ann Bo and Cy Dunn")."""
    lines = dict.fromkeys(one.line for one in zone[:NEAR] if one.line)
    parts = dict.fromkeys(part for line in lines for part in (line, *SEPARATOR.split(line)))
    return [found for part in parts if (found := names.byline(part))]


def after(element: _Element) -> Iterator[_Element]:
    """Elements that stand after ``element`` in the page."""
    for above in (element, *element.iterancestors()):
        for beside in above.itersiblings():
            yield from beside.iter()


def words_of(element: _Element) -> str:
    """The words of an element on one line."""
    return SPACE.sub(" ", "".join(element.itertext())).strip()


def overlap(a: str, b: str) -> float:
    """Share of the words of the shorter of two lines that the other has too."""
    first, second = set(tokens(a)), set(tokens(b))
    return round(len(first & second) / max(1, min(len(first), len(second))), 4)


def _marked(zone: Sequence[Near]) -> Iterator[Candidate]:
    for element, line in zone:
        marks = " ".join(element.get(key, "") for key in ("class", "id", "rel", "itemprop"))
        if line is not None and MARKED.search(marks):
            yield from _days(line)
            if AUTHORED.search(marks) and not is_date_line(line):
                yield from _names(line, bare=True)


def _unmarked(zone: Sequence[Near], known: set[str]) -> Iterator[Candidate]:
    """What stands between the headline and the first paragraph, where marks told no day or no name."""
    paragraphs = 0
    for element, line in zone:
        paragraphs += line is None and element.tag == "p" and len(words_of(element).split()) >= PROSE
        if paragraphs == 2:
            # The first may be the standfirst, above the day and the names.
            return
        own = (SPACE.sub(" ", words or "").strip() for words in (element.text, element.tail))
        lines = list(dict.fromkeys(words for words in (line, *own) if words and len(words) <= LONGEST_LINE))
        if "published" not in known:
            yield from _stamped(element)
            yield from (c for words in lines for c in _days(words))
        if "byline" not in known:
            linked = element.tag == "a" and AUTHOR_PAGE.search(element.get("href") or "") is not None
            yield from (c for words in lines for c in _names(words, bare=linked and words == line))


def _line(element: _Element) -> str | None:
    """The words of an element that can be a line; null where there are more: a wrapper bears such marks, too."""
    parts: list[str] = []
    letters = 0
    for part in islice(element.itertext(), MOST_PARTS):
        bare = part.strip()
        letters += len(bare)
        if letters > LONGEST_LINE:
            return None
        parts.append(bare)
    line = SPACE.sub(" ", " ".join(parts)).strip()
    return line if len(line) <= LONGEST_LINE else None


def _days(line: str) -> Iterator[Candidate]:
    """Days of a line that is a date, or of the parts of one that holds a byline too."""
    for part in (line, *SEPARATOR.split(line)):
        if is_date_line(part) and not names.byline(part):
            yield from (c for d in dates_of_line(part) for c in _day(d))
            if part == line:
                return


def _day(dated: Dated) -> list[Candidate]:
    value = f"[{dated.edtf},{dated.other}]" if dated.other else dated.edtf
    return candidate(dated.role, value, "page")


def _names(line: str, bare: bool) -> Iterator[Candidate]:
    """Names of a line that opens as bylines do or, where ``bare``, of a line of names; all parts of it."""
    for part in (line, *SEPARATOR.split(line)):
        found = names.told(part, "page") or (names.signed(part, "page") if bare else [])
        if found:
            yield from found
            return


def _stamped(element: _Element) -> Iterator[Candidate]:
    """A moment in an attribute: ``datetime`` of ``time``, ``data-timestamp``."""
    for key, value in element.attrib.items():
        if key == "datetime" or DATA.fullmatch(str(key)):
            yield from candidate("published", stamp(str(value)), "page")


def stamp(value: str) -> str | None:
    """EDTF of an ISO 8601 value or of seconds (milliseconds) since 1970; null where it is neither."""
    bare = value.strip()
    if EPOCH.fullmatch(bare):
        return datetime.fromtimestamp(int(bare[:10]), UTC).isoformat().replace("+00:00", "Z")
    return date_of_metadata(bare) if bare[:4].isdigit() and "-" in bare else None


def _shortest_names(found: Iterable[Candidate]) -> list[Candidate]:
    """Names of two words or more, without those that hold another ("Ann Reyes Quay Weekly")."""
    named = {c: f" {' '.join(tokens(c.value))} " for c in found}
    return [
        c
        for c, words in named.items()
        if len(words.split()) > 1 and not any(w in words and w != words and len(w.split()) > 1 for w in named.values())
    ]
