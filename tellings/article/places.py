"""Places: where in the captured bytes each letter of an article's text stands.

Computed from the capture when it is asked for; nothing of it is kept in the case file. The text of a page is
found again, block by block and in order, in what a linear reading of its markup shows (``seen``): blocks that
occur once in the page hold the others in their places. What occurs several times between its neighbours, or
not at all, has no place: it is said to be lost, never guessed. Every place that is given has been read back:
the letters of the bytes are the letters of the text. White space between words is the one thing that is
normalised (any run of it, and any markup in it, is one space or one blank line in the text).

Selectors are those of the W3C Web Annotation Data Model (Recommendation, 2017), section 4.2.
"""

import codecs
import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from tellings.article import seen as sight
from tellings.article.encoding import MARKS, Decoded, declared_charset, decode
from tellings.article.seen import Places, Seen
from tellings.capture.kinds import PAGES, kind
from tellings.errors import CaseFileError
from tellings.model import Article, Capture, Record, Span

NOWHERE = -1
# Blocks of a page's text stand between blank lines.
BLOCK = re.compile(r"\S.*")
# Letters of a block that occurs once by no accident, and of a part of a block that is looked for by itself.
ANCHOR = 24
PART = 12
CONTEXT = 32
HEAD_TEXT = re.compile(
    r"""<title\b[^>]*>(?P<title>[^<]*)</title|<meta\b[^>]*?\bcontent\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')"""
    r"""|"(?:headline|name)"\s*:\s*"(?P<json>(?:[^"\\]|\\.)*)\"""",
    re.I,
)
JSON_STRING = re.compile(r'"(?P<key>text|body)"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"')


class Place(Record, frozen=True):
    """Words ``start:end`` of the text stand at ``first:last`` of the bytes, with nothing seen between them left out."""

    start: int
    end: int
    first: int
    last: int


class Lost(Record, frozen=True):
    """Words ``start:end`` of the text whose place cannot be given exactly, and why."""

    start: int
    end: int
    why: str


class Map:
    """The places of one article's text in the bytes of its capture.

    ``first`` and ``last`` hold for each code point of the text where its bytes begin and end, -1 where it is
    white space or has no exact place; ``order`` numbers the letters as the page shows them.
    """

    def __init__(self, article: Article, first: Places, last: Places, order: Places) -> None:
        self.article = article
        self.first = first
        self.last = last
        self.order = order
        self._letters = ~sight.blank(article.text)

    def places(self, start: int, end: int) -> list[Place | Lost]:
        """Where the words ``start:end`` of the text stand, in order; one place where they stand together."""
        found: list[Place | Lost] = []
        letters = start + np.flatnonzero(self._letters[start:end])
        if not len(letters):
            return found
        order = self.order[letters]
        # A new stretch begins where the page shows something else between two letters, and where one is lost.
        breaks = np.flatnonzero(np.where(order[1:] < 0, order[:-1] >= 0, order[1:] != order[:-1] + 1)) + 1
        for run in np.split(letters, breaks):
            a, b = int(run[0]), int(run[-1])
            if self.order[a] < 0:
                found.append(Lost(start=a, end=b + 1, why="not found in the capture"))
            else:
                found.append(Place(start=a, end=b + 1, first=int(self.first[a]), last=int(self.last[b])))
        return found

    def exact(self, spans: Sequence[Span]) -> float:
        """The share of the letters of ``spans`` that have an exact place; 1 where there are none."""
        asked = np.zeros(len(self.order), dtype=bool)
        for span in spans:
            asked[span.start : span.end] = self._letters[span.start : span.end]
        return float((self.order[asked] >= 0).mean()) if asked.any() else 1.0


def places(capture: Capture, article: Article) -> Map:
    """The map of an article's text into the bytes of its capture (decompressed, where it is a ``.gz``).

    Raises CaseFileError where the capture has changed since the article was read, and NotText where its
    bytes are no text.
    """
    note = article.capture
    if note is not None and note.sha256 is not None and note.sha256 != capture.sha256:
        do = "Pass the file as it was, or read it anew and build the case file again."
        raise CaseFileError(capture.path, f"has changed since it was read (SHA-256 {capture.sha256[:12]}…).", do)
    shape = capture.kind or kind(capture.path)
    page = shape in PAGES
    charset = capture.charset or (declared_charset(capture.data) if page else None)
    decoded = decode(capture.data, capture.path, charset)
    if page:
        starts, ends, order = _of_page(decoded.text, article)
    elif shape in (".json", ".jsonl", ".ndjson"):
        starts, ends, order = _of_records(decoded.text, article)
    else:
        starts, ends, order = _of_save(decoded.text, article.text)
    bounds = offsets(capture.data, decoded)
    given = order >= 0
    return Map(article, np.where(given, bounds[starts], NOWHERE), np.where(given, bounds[ends], NOWHERE), order)


def selectors(map_: Map, capture: Capture, start: int, end: int) -> dict[str, object]:
    """The words ``start:end`` as selectors: of the text, and of the captured bytes.

    Raises CaseFileError where ``start:end`` is no stretch of the text.
    """
    article = map_.article
    text = article.text
    if not 0 <= start < end <= len(text):
        do = f"Offsets are code points, the end is exclusive; the text has {len(text)}."
        raise CaseFileError(article.id, f"{start}:{end} is no stretch of the text.", do)
    found = map_.places(start, end)
    stands = [p for p in found if isinstance(p, Place)]
    lost = [p for p in found if isinstance(p, Lost)]
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }
    return {
        "article": article.id,
        "exact": not lost,
        "text": {
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, quote],
        },
        "capture": {
            "path": capture.path,
            "url": capture.url,
            "sha256": capture.sha256,
            "encoding": article.capture.encoding if article.capture else None,
            "decompressed": capture.path.lower().endswith(".gz"),
            "selector": [{"type": "DataPositionSelector", "start": p.first, "end": p.last} for p in stands],
        },
        "places": stands,
        "lost": lost,
    }


# ---------------------------------------------------------------- code points to bytes


def offsets(data: bytes, decoded: Decoded) -> Places:
    """For each code point of a decoded text where its bytes begin, and for the end where they end."""
    text, encoding = decoded
    mark = next((len(m) for m, name in MARKS if name == encoding and data.startswith(m)), 0)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if encoding == "utf-8":
        lengths = 1 + (codes > 0x7F).astype(np.int64) + (codes > 0x7FF) + (codes > 0xFFFF)
    elif encoding.startswith("utf-16"):
        lengths = 2 + 2 * (codes > 0xFFFF).astype(np.int64)
    elif len(text) == len(data) - mark:
        lengths = np.ones(len(text), dtype=np.int64)
    else:
        return _stepwise(data, encoding, mark)
    return mark + np.concatenate([[0], np.cumsum(lengths)])


def _stepwise(data: bytes, encoding: str, mark: int) -> Places:
    """The same for any other encoding: byte by byte, for what one escape sequence switches is not known ahead."""
    decoder = codecs.getincrementaldecoder(encoding)()
    bounds = [mark]
    for place in range(mark, len(data)):
        bounds += [place + 1] * len(decoder.decode(data[place : place + 1]))
    bounds += [len(data)] * len(decoder.decode(b"", final=True))
    return np.array(bounds, dtype=np.int64)


# ---------------------------------------------------------------- saves and records


def _of_save(source: str, text: str) -> tuple[Places, Places, Places]:
    """A save's text is the file itself but for its line ends."""
    codes = np.arange(len(source), dtype=np.int64)
    kept = np.ones(len(source), dtype=bool)
    for match in re.finditer("\r\n", source):
        kept[match.start()] = False
    starts = codes[kept]
    if len(starts) != len(text):
        return _nowhere(text)
    return starts, starts + 1, _in_turn(text)


def _of_records(source: str, article: Article) -> tuple[Places, Places, Places]:
    """A record's text stands in one JSON string; where several strings say the same, the article's line tells."""
    text = article.text
    line = article.capture.line if article.capture else None
    found = [m for m in JSON_STRING.finditer(source) if _says(source, m, text)]
    if line is not None:
        found = [m for m in found if source.count("\n", 0, m.start()) + 1 == line] or (found if len(found) == 1 else [])
    if len(found) != 1:
        return _nowhere(text)
    said = sight.of_json(source, *found[0].span("value"), spaces=True)
    return said.starts, said.ends, _in_turn(text)


def _says(source: str, match: re.Match[str], text: str) -> bool:
    first, last = match.span("value")
    return last - first >= len(text) and sight.of_json(source, first, last, spaces=True).letters == text


def _in_turn(text: str) -> Places:
    """Numbers of the letters of a text that stands in its file as it is; those of white space are not asked for."""
    return np.cumsum(~sight.blank(text))


def _nowhere(text: str) -> tuple[Places, Places, Places]:
    return tuple(np.full(len(text), fill, dtype=np.int64) for fill in (0, 0, NOWHERE))  # type: ignore[return-value]


# ---------------------------------------------------------------- pages


def _of_page(markup: str, article: Article) -> tuple[Places, Places, Places]:
    """Each letter's place in the markup, by the blocks' places in what the markup shows."""
    shown = sight.seen(markup)
    text = article.text
    starts, ends, order = _nowhere(text)
    letters = ~sight.blank(text)
    blocks = [_Block(m.start(), np.flatnonzero(letters[m.start() : m.end()]), m.group()) for m in BLOCK.finditer(text)]
    for block, first, number, count in _found(blocks, shown.letters):
        chosen = block.start + block.kept[first : first + count]
        starts[chosen] = shown.starts[number : number + count]
        ends[chosen] = shown.ends[number : number + count]
        order[chosen] = np.arange(number, number + count)
    if blocks and (order[blocks[0].start + blocks[0].kept] < 0).all():
        _in_head(markup, blocks[0], starts, ends, order)
    return starts, ends, order


class _Block:
    """A block's letters without white space, and where each stands in the block."""

    __slots__ = ("kept", "start", "words")

    def __init__(self, start: int, kept: npt.NDArray[np.int64], text: str) -> None:
        self.start = start
        self.kept = kept
        self.words = text.split()

    @property
    def letters(self) -> str:
        return "".join(self.words)


def _found(blocks: Sequence[_Block], shown: str) -> Iterator[tuple[_Block, int, int, int]]:
    """Parts of blocks and where they are shown: block, first letter of it, number in ``shown``, how many letters."""
    anchors = _anchors(blocks, shown)
    for number, block in enumerate(blocks):
        if number in anchors:
            yield block, 0, anchors[number], len(block.kept)
    places = dict(anchors)
    held = sorted(anchors)
    for number, block in enumerate(blocks):
        if number in anchors or not len(block.kept):
            continue
        after = bisect_left(held, number)
        low = max((places[n] + len(blocks[n].kept) for n in places if n < number), default=0)
        high = places[held[after]] if after < len(held) else len(shown)
        parts = list(_parts(block, shown, low, high, follows=number > 0))
        yield from ((block, *part) for part in parts)
        if parts:
            places[number] = parts[0][1] - parts[0][0]


def _anchors(blocks: Sequence[_Block], shown: str) -> dict[int, int]:
    """Blocks that are shown once, in the same order as in the text: the longest such row of them."""
    long = [(number, block.letters) for number, block in enumerate(blocks) if len(block.kept) >= ANCHOR]
    found = [(number, letters, shown.find(letters)) for number, letters in long]
    found = [one for one in found if one[2] >= 0]
    once = [(number, place) for number, letters, place in found if shown.find(letters, place + 1) < 0]
    if once or not found:
        return dict(_rising(once))
    # A page that shows the whole article several times: the first showing.
    return dict(_rising([(number, place) for number, _, place in found]))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs`` whose second numbers rise (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(piles[pile - 1] if pile else NOWHERE)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [index]
    row, index = [], piles[-1] if piles else NOWHERE
    while index >= 0:
        row.append(pairs[index])
        index = before[index]
    return row[::-1]


def _parts(block: _Block, shown: str, low: int, high: int, *, follows: bool) -> Iterator[tuple[int, int, int]]:
    """A block's parts between two places of what is shown: the whole of it, or as long runs of its words as stand."""
    letters = block.letters
    place = _only(letters, shown, low, high, follows=follows)
    if place >= 0:
        yield 0, place, len(letters)
        return
    first = 0
    words = block.words
    while words:
        count = _longest(words, shown, low, high)
        run = "".join(words[:count])
        place = _only(run, shown, low, high, follows=follows and first > 0) if count else NOWHERE
        if place >= 0 and (len(run) >= PART or place == low):
            yield first, place, len(run)
            low = place + len(run)
        else:
            count = max(1, count if place >= 0 else 1)
        first += len("".join(words[:count]))
        words = words[count:]


def _only(letters: str, shown: str, low: int, high: int, *, follows: bool) -> int:
    """The one place of ``letters`` between two places; of several, the one that touches a neighbour; else -1."""
    place = shown.find(letters, low, high)
    if place < 0 or shown.find(letters, place + 1, high) < 0:
        return place
    if place == low and follows:
        return place
    last = shown.rfind(letters, low, high)
    return last if last + len(letters) == high and high < len(shown) else NOWHERE


def _longest(words: Sequence[str], shown: str, low: int, high: int) -> int:
    """How many of the first words stand together between two places."""
    few, many = 0, len(words)
    while few < many:
        half = (few + many + 1) // 2
        few, many = (half, many) if shown.find("".join(words[:half]), low, high) >= 0 else (few, half - 1)
    return few


def _in_head(markup: str, title: _Block, starts: Places, ends: Places, order: Places) -> None:
    """A title that the page does not show, in its ``title``, ``meta`` or JSON-LD."""
    letters = title.letters
    for match in HEAD_TEXT.finditer(markup):
        group = match.lastgroup or ""
        read = sight.of_json if group == "json" else sight.of_attribute
        said: Seen = read(markup, *match.span(group))
        place = said.letters.find(letters)
        if letters and place >= 0:
            chosen = title.start + title.kept
            starts[chosen] = said.starts[place : place + len(letters)]
            ends[chosen] = said.ends[place : place + len(letters)]
            # Numbered apart from what is shown, so that it never reads as going on into it.
            order[chosen] = len(markup) + 1 + np.arange(len(letters))
            return
