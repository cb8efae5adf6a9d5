"""Segments: a page cut into the stretches of text that its markup sets apart, wherever they stand.

Every visible word of the page lies in one segment: headlines and paragraphs as well as menus. Which of them
are the article is decided elsewhere (``body``). Inline markup does not end a segment; a block element, or
two line breaks in a row, does. The cells of a table's row are one segment unless they hold blocks themselves.
"""

from dataclasses import dataclass, field

from lxml.etree import _Element

from tellings.model import BlockKind

# Elements whose text no reader sees as text of the page.
UNSEEN = frozenset(
    "script style noscript template svg head iframe object select textarea canvas audio video math title meta link"
    .split()
)  # fmt: skip
SET_APART = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section "
    "summary table tbody td tfoot th thead tr ul".split()
)  # fmt: skip
CELLS = frozenset(("td", "th"))
STRESSED = frozenset(("b", "strong", "em", "i"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Deeper markup than this is read as if it ended here: no page that a person reads nests so far.
DEEPEST = 250


@dataclass(slots=True)
class Box:
    """A block element: its number is its place in document order, ``parent`` the number of the one around it."""

    element: _Element
    tag: str
    parent: int
    depth: int


@dataclass(slots=True)
class Segment:
    """Words with single spaces; ``box`` is the number of the nearest block element.

    ``linked`` and ``stressed`` are the shares of the words' characters within links and within bold or italics.
    """

    words: str
    box: int
    linked: float
    stressed: float
    row: bool = False


@dataclass(slots=True)
class Segments:
    """The segments of a page in order, and the block elements that they stand in."""

    boxes: list[Box] = field(default_factory=list)
    found: list[Segment] = field(default_factory=list)

    def kind(self, segment: Segment) -> BlockKind | None:
        """What the markup says a segment is: heading, item, quote, or null."""
        box: Box | None = self.boxes[segment.box]
        if segment.row or (box and box.tag in CELLS):
            return "item"
        heading = box is not None and box.tag in HEADINGS
        while box is not None:
            if box.tag == "blockquote":
                return "quote"
            if box.tag == "li" and not heading:
                return "item"
            box = self.boxes[box.parent] if box.parent >= 0 else None
        return "heading" if heading else None


def segments(root: _Element) -> Segments:
    """The segments of a parsed page."""
    walk = _Walk()
    walk.enter(root, -1, 0)
    return walk.page


class _Walk:
    """One walk over a page: text gathers in ``run`` until a block begins or ends."""

    def __init__(self) -> None:
        self.page = Segments()
        self.run: list[str] = []
        self.linked = 0
        self.stressed = 0

    def enter(self, element: _Element, parent: int, depth: int, row: bool = False) -> None:
        """A block element: its text is of its own segments."""
        box = len(self.page.boxes)
        self.page.boxes.append(Box(element, str(element.tag), parent, depth))
        self._below(element, box, depth, row, linked=False, stressed=False)
        self._end(box, row)

    def _below(self, element: _Element, box: int, depth: int, row: bool, *, linked: bool, stressed: bool) -> None:
        if element.text:
            self._put(element.text, linked, stressed)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in UNSEEN or depth > DEEPEST:
                pass
            elif tag == "br":
                self._break(box, row)
            elif row and tag in SET_APART:
                self.run.append(" ")
                self._below(child, box, depth + 1, row, linked=linked, stressed=stressed)
                self.run.append(" ")
            elif tag in SET_APART:
                self._end(box, row)
                self.enter(child, box, depth + 1, tag == "tr" and _plain(child))
            else:
                inner = linked or tag == "a", stressed or tag in STRESSED
                self._below(child, box, depth + 1, row, linked=inner[0], stressed=inner[1])
            if child.tail:
                self._put(child.tail, linked, stressed)

    def _put(self, text: str, linked: bool, stressed: bool) -> None:
        self.run.append(text)
        if linked:
            self.linked += len(text.strip())
        if stressed:
            self.stressed += len(text.strip())

    def _break(self, box: int, row: bool) -> None:
        """A line break; the second in a row ends a paragraph."""
        for text in reversed(self.run):
            if text == "\n":
                self._end(box, row)
                break
            if not text.isspace():
                break
        self.run.append("\n")

    def _end(self, box: int, row: bool) -> None:
        if not self.run:
            return
        words = " ".join("".join(self.run).split())
        if words:
            linked, stressed = min(1.0, self.linked / len(words)), min(1.0, self.stressed / len(words))
            self.page.found.append(Segment(words, box, linked, stressed, row))
        self.run.clear()
        self.linked = self.stressed = 0


def _plain(row: _Element) -> bool:
    """Whether the cells of a table's row hold no blocks: layout tables hold whole pages."""
    return all(e.tag in CELLS or e.tag not in SET_APART for e in row.iterdescendants())
