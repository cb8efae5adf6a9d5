"""What a reader sees of a page's markup, letter by letter, each with its place in the file.

A linear reading, no tree: comments, tags and the content of elements that show no text are passed over,
character references are expanded (WHATWG names and numbers, the last semicolon optional as there), white space
is dropped. Repaired or broken markup changes nothing of where the letters stand.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.article.segments import UNSEEN

Places = npt.NDArray[np.int64]
RAW = "script|style|textarea|title|iframe|noscript"
HIDDEN = "|".join(sorted(UNSEEN - {"meta", "link", "head", *RAW.split("|")}))
# Attributes may hold ">" within quotation marks; where these do not pair, the tag ends at the first ">".
ATTRIBUTES = r"""(?:(?:[^>"']|"[^"]*"|'[^']*')*+>|[^>]*>)"""
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
    return _gathered(markup, _between_tags(markup, start, len(markup) if end is None else end), HTML)


def of_attribute(markup: str, start: int, end: int) -> Seen:
    """What an attribute's value at ``start:end`` says."""
    return _gathered(markup, [(start, end)], HTML)


def of_json(source: str, start: int, end: int, *, spaces: bool = False) -> Seen:
    """What the JSON string between the quotation marks at ``start:end`` says; white space kept where asked."""
    return _gathered(source, [(start, end)], JSON, spaces=spaces)


def _between_tags(markup: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in SKIPPED.finditer(markup, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


def _gathered(source: str, stretches: Iterable[tuple[int, int]], written: _Escapes, *, spaces: bool = False) -> Seen:
    """The letters of the stretches, what is escaped in them expanded."""
    words: list[str] = []
    starts: list[Places] = []
    ends: list[Places] = []
    for text, first, last in _pieces(source, stretches, written):
        words.append(text)
        if len(text) == last - first:
            starts.append(np.arange(first, last, dtype=np.int64))
            ends.append(np.arange(first + 1, last + 1, dtype=np.int64))
        else:
            starts.append(np.full(len(text), first, dtype=np.int64))
            ends.append(np.full(len(text), last, dtype=np.int64))
    return _packed("".join(words), starts, ends, spaces=spaces)


def _pieces(source: str, stretches: Iterable[tuple[int, int]], written: _Escapes) -> Iterator[tuple[str, int, int]]:
    """Text and place of what stands as it is, and of what is escaped."""
    for first, last in stretches:
        start = first
        if source.find(written.sign, first, last) >= 0:
            for match in written.pattern.finditer(source, first, last):
                said = written.expand(match.group())
                if said == match.group():
                    continue
                if match.start() > start:
                    yield source[start : match.start()], start, match.start()
                # What expands to as many letters as it is written in does not exist: the sign itself is one.
                yield said, match.start(), match.end()
                start = match.end()
        if start < last:
            yield source[start:last], start, last


def _packed(text: str, starts: list[Places], ends: list[Places], *, spaces: bool) -> Seen:
    begins = np.concatenate(starts) if starts else np.zeros(0, dtype=np.int64)
    stops = np.concatenate(ends) if ends else np.zeros(0, dtype=np.int64)
    if spaces:
        return Seen(text, begins, stops)
    kept = ~blank(text)
    return Seen("".join(text.split()), begins[kept], stops[kept])


def blank(text: str) -> npt.NDArray[np.bool_]:
    """Which code points of ``text`` are white space, as ``str.split`` has it."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.isin(codes, WHITE)


def _unescaped(escape: str) -> str:
    """What a JSON escape says."""
    if escape[1] != "u":
        return SIMPLE.get(escape[1], escape[1])
    codes = [int(part, 16) for part in escape.split("\\u")[1:]]
    if len(codes) == 2:
        return chr(0x10000 + ((codes[0] - 0xD800) << 10) + codes[1] - 0xDC00)
    return chr(codes[0])


WHITE = np.array([code for code in range(0x3001) if chr(code).isspace()], dtype=np.uint32)
HTML = _Escapes("&", REFERENCE, unescape)
JSON = _Escapes("\\", JSON_ESCAPE, _unescaped)
