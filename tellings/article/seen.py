"""What a reader sees of a page's markup, letter by letter, each with its place in the file.

A linear reading, no tree: comments, tags and the content of elements that show no text are passed over,
character references are expanded (WHATWG names and numbers, the last semicolon optional as there), white space
is dropped. Repaired or broken markup changes nothing of where the letters stand.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.article.segments import UNSEEN

Places = npt.NDArray[np.int64]
Kept = npt.NDArray[np.bool_]
RAW = "script|style|textarea|title|iframe|noscript"
HIDDEN = "|".join(sorted(UNSEEN - {"meta", "link", "head", *RAW.split("|")}))
# A value may hold ">" within quotation marks, which count after "=" alone (WHATWG, 13.2.5); where they do not pair,
# the tag ends at the first ">".
ATTRIBUTES = r"""(?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+>"""
SKIPPED = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)|<!\[CDATA\[|\]\]>"
    rf"|<(?P<raw>{RAW})\b{ATTRIBUTES}(?:[^<]++|<(?!/(?P=raw)\b))*+</(?P=raw)[^>]*>"
    rf"|<(?P<hidden>{HIDDEN})\b{ATTRIBUTES}(?<!/>)(?:[^<]++|<(?!/(?P=hidden)\b))*+</(?P=hidden)[^>]*>"
    rf"|</?[a-zA-Z]{ATTRIBUTES}|<[!?/][^>]*>",
    re.I,
)
REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
JSON_ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[0-9a-fA-F]{4}|\\.", re.S)
SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class _Escapes(NamedTuple):
    """How a source writes what it cannot write plainly; every such writing begins with ``sign``."""

    sign: str
    pattern: re.Pattern[str]
    expand: Callable[[str], str]


class Seen:
    """Letters without white space, and for each where it begins and ends in the markup (code points)."""

    __slots__ = ("ends", "letters", "starts")

    def __init__(self, letters: str, starts: Places, ends: Places) -> None:
        self.letters = letters
        self.starts = starts
        self.ends = ends


def seen(markup: str, start: int = 0, end: int | None = None) -> Seen:
    """What is seen of ``markup[start:end]``, which begins outside of any tag."""
    end = len(markup) if end is None else end
    return _gathered(markup, start, end, _between_tags(markup, start, end), HTML)


def of_attribute(markup: str, start: int, end: int) -> Seen:
    """What an attribute's value at ``start:end`` says."""
    return _gathered(markup, start, end, np.ones(end - start, dtype=bool), HTML)


def of_json(source: str, start: int, end: int, *, spaces: bool = False) -> Seen:
    """What the JSON string between the quotation marks at ``start:end`` says; white space kept where asked."""
    return _gathered(source, start, end, np.ones(end - start, dtype=bool), JSON, spaces=spaces)


def _between_tags(markup: str, start: int, end: int) -> Kept:
    """Which code points from ``start`` to ``end`` stand outside of tags and of what is not seen."""
    edges = np.zeros(end - start + 1, dtype=np.int32)
    spans = np.array([match.span() for match in SKIPPED.finditer(markup, start, end)], dtype=np.int64).reshape(-1, 2)
    # No two spans begin or end together, so that each index is met once.
    edges[spans[:, 0] - start] += 1
    edges[spans[:, 1] - start] -= 1
    return np.asarray(np.cumsum(edges[:-1]) == 0)


def _gathered(source: str, start: int, end: int, kept: Kept, written: _Escapes, *, spaces: bool = False) -> Seen:
    """The letters kept of ``source[start:end]``, what is escaped in them expanded."""
    said, firsts, lasts = _expanded(source, start, end, kept, written)
    plain = np.flatnonzero(kept)
    codes = np.concatenate([_codes(source[start:end])[plain], _codes(said)])
    begins, stops = np.concatenate([start + plain, firsts]), np.concatenate([start + plain + 1, lasts])
    if len(firsts):
        # Stable, so that the letters of one escape keep their order.
        order = np.argsort(begins, kind="stable")
        codes, begins, stops = codes[order], begins[order], stops[order]
    if not spaces:
        dark = ~_blank(codes)
        codes, begins, stops = codes[dark], begins[dark], stops[dark]
    return Seen(codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass"), begins, stops)


def _expanded(source: str, start: int, end: int, kept: Kept, written: _Escapes) -> tuple[str, Places, Places]:
    """What the escapes say, letter by letter with where each is written; the escapes are kept no more."""
    said: list[str] = []
    places: list[tuple[int, int]] = []
    if written.sign in source:
        for match in written.pattern.finditer(source, start, end):
            letters = written.expand(match.group())
            if letters != match.group() and kept[match.start() - start : match.end() - start].all():
                kept[match.start() - start : match.end() - start] = False
                said.append(letters)
                places += [match.span()] * len(letters)
    spans = np.array(places, dtype=np.int64).reshape(-1, 2)
    return "".join(said), spans[:, 0], spans[:, 1]


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def blank(text: str) -> Kept:
    """Which code points of ``text`` are white space, as ``str.split`` has it."""
    return _blank(_codes(text))


def _blank(codes: npt.NDArray[np.uint32]) -> Kept:
    return WHITE[np.minimum(codes, len(WHITE) - 1)]


def _unescaped(escape: str) -> str:
    """What a JSON escape says."""
    if escape[1] != "u":
        return SIMPLE.get(escape[1], escape[1])
    codes = [int(part, 16) for part in escape.split("\\u")[1:]]
    if len(codes) == 2:
        return chr(0x10000 + ((codes[0] - 0xD800) << 10) + codes[1] - 0xDC00)
    return chr(codes[0])


# The last place stands for all code points beyond white space.
WHITE = np.array([chr(code).isspace() for code in range(0x3002)])
HTML = _Escapes("&", REFERENCE, unescape)
JSON = _Escapes("\\", JSON_ESCAPE, _unescaped)
