"""Layout: what each piece of a text is (title, heading, paragraph, quotation, caption, furniture).

No parser of saved plain text existed to build on: extractors of web pages return nothing from such files.
The rules are those a reader uses, by place and shape of a line; words stand in ``tellings/data/``.
Furniture is only marked: the text stays as it is.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from tellings.article import dates, notes
from tellings.article.byline import persons
from tellings.article.furniture import Found, furniture
from tellings.article.lines import BULLET, Piece, terminated
from tellings.article.pulled import pulled
from tellings.language import agencies
from tellings.language.tables import load
from tellings.language.words import tokens
from tellings.model import NOTES, Block, BlockKind, Candidate, Furniture

# Where the head of a text may reach to, and its end matter from, in pieces.
EDGE = 12
PROSE = 12
# Editors' notes under a head of their own stand at either end of an article; amid it "Corrections" heads a section.
NOTED_HEAD, NOTED_TAIL = 4, 6
LONGEST_TITLE = 32
LONGEST_HEADING = 14
LONGEST_LABEL = 3
LONGEST_NAME = 100
NAME = re.compile(r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]*){1,3}")
NAME_AND_PLACE = re.compile(rf"{NAME.pattern} (?:in|at) [A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)?")
ADDRESS = re.compile(r"https?|www", re.I)
OPENING = "“\"‘'«„"
DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’-]+(?:[ ,]+(?:[A-Z][A-Z.'’-]+|[A-Z][a-z]{1,12}\.?)){0,4}|"
    r"[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,3}(?= \())"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\((?P<agency>[A-Z][\w .&/’'-]{1,40})\))?\s*(?:--+|[—–]|-(?= )|:(?= \())\s*"
)


class Layout(NamedTuple):
    """Blocks and furniture in order, and what the furniture tells; ``title`` is the title block."""

    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    candidates: tuple[Candidate, ...]
    title: Block | None


class Leadin(msgspec.Struct, frozen=True):
    """A row of ``tellings/data/layout.toml``: words before the colon of a set-off quotation."""

    words: list[str]
    seen: str


class Caption(msgspec.Struct, frozen=True):
    """A row of ``tellings/data/layout.toml``: how a caption reads."""

    pattern: str
    seen: str
    where: Literal["head", "any"]


class _Part(NamedTuple):
    """A piece with its words and what it was found to be."""

    piece: Piece
    words: str
    kind: BlockKind | None
    found: Found | None = None

    def of(self, kind: BlockKind, found: Found | None = None) -> "_Part":
        return self._replace(kind=kind, found=found)


def arrange(text: str, pieces: Sequence[Piece], title: str | None = None, outlet: str | None = None) -> Layout:
    """The layout of ``text``, given its pieces and, where they are known from elsewhere, title and outlet."""
    parts = [_Part(p, text[p.start : p.end], p.kind, Found(p.why) if p.why else None) for p in pieces]
    parts = _furnished(parts, outlet)
    parts = _noted(parts)
    parts = _ended(parts)
    first = next((i for i, p in enumerate(parts) if _prose(p)), len(parts))
    parts = _captioned(parts, first)
    parts = _dated(parts, first)
    parts = _titled(parts, first, title)
    parts = _signed(parts)
    parts = _datelined(parts)
    parts = _headed(parts)
    parts = _pulled(parts)
    parts = _set_off(parts)
    return _layout(parts)


def captions() -> tuple[Caption, ...]:
    """How captions read."""
    return load("layout.toml", "caption", Caption)


def leadins() -> tuple[Leadin, ...]:
    """Words that announce a set-off quotation."""
    return load("layout.toml", "leadin", Leadin)


def caption(line: str, head: bool) -> bool:
    """Whether ``line`` reads as the caption of a picture."""
    return len(line) < 600 and any(
        (head or row.where == "any") and pattern.fullmatch(line) for pattern, row in _caption_patterns()
    )


def announces(line: str) -> bool:
    """Whether ``line`` ends in a colon after words of speech or writing, so that a quotation follows."""
    return line.endswith(":") and not _leadin_words().isdisjoint(tokens(line[-90:])[-8:])


# ---------------------------------------------------------------- furniture


def _furnished(parts: list[_Part], outlet: str | None) -> list[_Part]:
    count = len(parts)
    masthead = tokens(outlet) if outlet else None
    marked = []
    for number, part in enumerate(parts):
        head, tail = number < EDGE, number >= count - EDGE and number * 2 >= count
        found = part.found or furniture(part.words, head, tail)
        if found and found.why in NOTES and (number == 0 or part.kind == "title"):
            # An article may be a correction as a whole: its title stays a title.
            found = None
        if found is None and masthead and (head or tail) and len(part.words) < LONGEST_NAME:
            found = Found("masthead") if tokens(part.words) == masthead else None
        marked.append(part.of("furniture", found) if found else part)
    return marked


def _ended(parts: list[_Part]) -> list[_Part]:
    """After "Related articles" or "Comments": lines that are no prose are of the end matter too."""
    opened: Found | None = None
    begun = False
    marked = []
    for part in parts:
        begun = begun or _prose(part)
        if part.found and part.found.ends and begun:
            opened = part.found
        elif opened and part.found is None:
            if terminated(part.words) or len(part.words.split()) > LONGEST_TITLE:
                opened = None
            else:
                part = part.of("furniture", Found(opened.why))
        marked.append(part)
    return marked


def _noted(parts: list[_Part]) -> list[_Part]:
    """A line that heads an editors' note ("Correction") and the paragraph below it, which is the note."""
    marked = list(parts)
    for number, part in enumerate(parts[:-1]):
        at_edge = number < NOTED_HEAD or number >= len(parts) - NOTED_TAIL
        kind = notes.heads(part.words) if at_edge and part.kind != "title" else None
        if kind and parts[number + 1].found is None and len(parts[number + 1].words) <= notes.LONGEST:
            marked[number] = part.of("furniture", Found(kind))
            marked[number + 1] = parts[number + 1].of("furniture", Found(kind))
    return marked


def _prose(part: _Part) -> bool:
    if part.kind not in (None, "paragraph", "quote", "item") or part.found:
        return False
    return terminated(part.words) and len(part.words.split()) >= PROSE and not caption(part.words, head=True)


def _captioned(parts: list[_Part], first: int) -> list[_Part]:
    return [
        p.of("caption", Found("caption")) if p.kind in (None, "paragraph") and caption(p.words, i < first) else p
        for i, p in enumerate(parts)
    ]


def _dated(parts: list[_Part], first: int) -> list[_Part]:
    """Dates of the head and of the end become candidates; a bare day amid the text heads a chronology."""
    last = max((i for i, p in enumerate(parts) if _prose(p)), default=0)
    marked = []
    for number, part in enumerate(parts):
        if part.found and part.found.why == "date-line":
            found = dates.dates_of_line(part.words)
            if first < number < last and not any(d.labelled for d in found):
                part = part.of(part.piece.kind or "heading")
            else:
                part = part.of("furniture", Found("date-line", tuple(dates.candidate(d, "text") for d in found)))
        marked.append(part)
    return marked


# ---------------------------------------------------------------- title and head


def _titled(parts: list[_Part], first: int, title: str | None) -> list[_Part]:
    """The title's block, the section label and captions around it."""
    head = range(min(first + 1, len(parts), EDGE))
    themed = next((i for i in head if (f := parts[i].found) and f.why == "theme-title"), None)
    named = title or (parts[themed].found.candidates[0].value if themed is not None else None)  # type: ignore[union-attr]
    place = next((i for i in head if parts[i].kind == "title"), None)
    if place is None and named:
        wanted = tokens(named)
        place = next((i for i in head if parts[i].kind != "furniture" and tokens(parts[i].words) == wanted), None)
    if place is None and not title:
        place = _first_heading(parts, head)
    marked = list(parts)
    if place is not None:
        marked[place] = parts[place].of("title")
        _label_before(marked, place, themed)
        _label_after(marked, place)
    return marked


def _first_heading(parts: list[_Part], head: range) -> int | None:
    """The first line that reads as a heading; a short label before a longer heading is passed over."""
    bare = [i for i in head if parts[i].found is None]
    headings = [i for i in bare[:3] if _heading_like(parts[i], LONGEST_TITLE)]
    if not headings or headings[0] != bare[0]:
        return None
    if len(headings) > 1 and _label_like(parts[headings[0]]) and not _label_like(parts[headings[1]]):
        return headings[1]
    return headings[0]


def _label_before(parts: list[_Part], place: int, themed: int | None) -> None:
    for number in range(place):
        part = parts[number]
        if part.found is not None:
            continue
        if _label_like(part):
            parts[number] = part.of("furniture", Found("section-label"))
        elif themed is not None and number > themed:
            # Between the theme's line and the title that it names stands the picture.
            parts[number] = part.of("caption", Found("caption"))


def _label_after(parts: list[_Part], place: int) -> None:
    number = next((i for i in range(place + 1, len(parts)) if parts[i].found is None), None)
    if (
        number is not None
        and number + 1 < len(parts)
        and parts[number].piece.kind is None
        and _label_like(parts[number])
    ):
        parts[number] = parts[number].of("furniture", Found("section-label"))


def _label_like(part: _Part) -> bool:
    words = part.words.split()
    return (
        len(words) <= LONGEST_LABEL
        and part.words[0].isupper()
        and part.words[-1].isalnum()
        and part.kind in (None, "heading")
    )


def _heading_like(part: _Part, longest: int) -> bool:
    if part.kind not in (None, "heading"):
        return False
    words = part.words
    if len(words.split()) > longest or not any(c.isalpha() for c in words) or BULLET.match(words):
        return False
    if words[0] in OPENING and re.search(r",[\"'”’] ", words):
        return False
    if words[-1] in ",;:…" or words.endswith((",”", ',"', ",’", ",'")) or not _open_ended(part):
        return False
    return not words[0].islower() or words.split()[0][1:].lower() != words.split()[0][1:]


def _open_ended(part: _Part) -> bool:
    """Whether a line ends as headings do: without a full stop; a question only where it stands alone."""
    if not terminated(part.words):
        return True
    return part.words[-1] in "?!" and part.piece.alone and part.words[0] not in OPENING


def _signed(parts: list[_Part]) -> list[_Part]:
    """A name without "By" in the head: before a line that is a role, or with a place before the day."""
    marked = list(parts)
    for number, (part, after) in enumerate(pairwise(parts[:EDGE])):
        if after.found is None or after.found.why not in ("byline", "date-line"):
            continue
        if part.piece.kind is not None or (part.kind not in (None, "heading") and part.found != Found("section-label")):
            continue
        role = after.found.why == "byline" and not after.found.candidates
        if (role and NAME.fullmatch(part.words)) or NAME_AND_PLACE.fullmatch(part.words):
            told = (Candidate(field="byline", value=p, from_="text") for p in persons(part.words))
            marked[number] = part.of("furniture", Found("byline", tuple(told)))
    return marked


def _datelined(parts: list[_Part]) -> list[_Part]:
    """``HARBOURTON (EP) — The ferry …``: the dateline is cut off the first paragraph."""
    first = _first_dated(parts)
    if first is None or (cut := _dateline(parts[first].words)) is None:
        return parts
    part, (end, agency) = parts[first], cut
    start = part.piece.start
    told = (Candidate(field="agency", value=agency, from_="text"),) if agency else ()
    words = part.words[:end].rstrip()
    line = _Part(Piece(start, start + len(words)), words, "furniture", Found("dateline", told))
    rest = part._replace(piece=part.piece._replace(start=start + end), words=part.words[end:])
    return [*parts[:first], line, rest, *parts[first + 1 :]] if rest.words else parts


def _first_dated(parts: list[_Part]) -> int | None:
    """Where a dateline would stand: in the first prose that is no item, or, with its agency, in a line before it."""
    prose = [i for i, p in enumerate(parts) if _prose(p)]
    running = (i for i in prose if parts[i].kind != "item" and not BULLET.match(parts[i].words))
    first = next(running, prose[0] if prose else None)
    before = (i for i, p in enumerate(parts[:first]) if p.found is None and p.kind in (None, "paragraph"))
    return next((i for i in before if (cut := _dateline(parts[i].words)) and cut[1]), first)


def _dateline(words: str) -> tuple[int, str | None] | None:
    """Where a paragraph's dateline ends, with the agency it names; null where it has none."""
    match = DATELINE.match(words)
    if match and (match["agency"] or sum(c.isupper() for c in match["place"]) >= 4):
        return match.end(), match["agency"]
    mark = agencies.mark(words)
    return (mark.stop, mark.form) if mark and mark.stop < len(words) else None


# ---------------------------------------------------------------- the body


def _headed(parts: list[_Part]) -> list[_Part]:
    """Short unpunctuated lines between paragraphs are headings; the rest is paragraphs and items."""
    marked = []
    for number, part in enumerate(parts):
        if part.kind is None:
            part = part.of(_kind(parts, number))
        marked.append(part)
    return marked


def _kind(parts: list[_Part], number: int) -> BlockKind:
    part = parts[number]
    before = next((p for p in reversed(parts[max(0, number - 4) : number]) if p.found is None), None)
    after = next((p for p in parts[number + 1 : number + 4] if p.found is None), None)
    if BULLET.match(part.words):
        return "item"
    if after is None or not _heading_like(part, LONGEST_HEADING):
        return "paragraph"
    # A line after a colon or in mid-sentence goes on; it heads nothing.
    if (
        before is not None
        and before.kind != "title"
        and not (terminated(before.words) or _heading_like(before, LONGEST_TITLE))
    ):
        return "paragraph"
    return "paragraph" if after.words[0].islower() else "heading"


def _pulled(parts: list[_Part]) -> list[_Part]:
    """Pull quotes, and blocks that stand twice, are furniture where they stand apart from the running text."""
    body = [i for i, p in enumerate(parts) if p.found is None and p.kind != "title"]
    twice = {body[place] for place in pulled([parts[i].words for i in body])}
    return [p.of("furniture", Found("pull-quote")) if i in twice else p for i, p in enumerate(parts)]


def _set_off(parts: list[_Part]) -> list[_Part]:
    """A paragraph that follows a colon and goes on from it is a set-off quotation."""
    marked = list(parts)
    body = [i for i, p in enumerate(parts) if p.found is None]
    for before, number in pairwise(body):
        part, lead = parts[number], parts[before].words
        if part.kind != "paragraph" or parts[before].kind in ("title", "heading", "item") or not lead.endswith(":"):
            continue
        if (part.words[0].islower() and not ADDRESS.match(part.words)) or (
            announces(lead) and part.words[0] not in OPENING
        ):
            marked[number] = part.of("quote")
    return marked


def _layout(parts: list[_Part]) -> Layout:
    blocks = tuple(Block(start=p.piece.start, end=p.piece.end, kind=p.kind or "paragraph") for p in parts)
    found = tuple(Furniture(start=p.piece.start, end=p.piece.end, why=p.found.why) for p in parts if p.found)
    candidates = tuple(dict.fromkeys(c for p in parts if p.found for c in p.found.candidates))
    return Layout(blocks, found, candidates, next((b for b in blocks if b.kind == "title"), None))


@cache
def _caption_patterns() -> tuple[tuple[re.Pattern[str], Caption], ...]:
    return tuple((re.compile(row.pattern, re.I), row) for row in captions())


@cache
def _leadin_words() -> frozenset[str]:
    return frozenset(word for row in leadins() for word in row.words)
