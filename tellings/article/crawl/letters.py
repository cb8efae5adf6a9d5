"""Counts of signs in many texts at once: each letter's classes are looked up in a table, and an array is counted.

A regular expression a text and sign takes ten times as long where texts are as short as the blocks of a page.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Classes = npt.NDArray[np.uint16]

STOPS, WIDE_STOPS = ".!?।؟۔։", "。！？"
# What may stand between a stop and the space after it; and, of a text's end, between its last stop and that.
CLOSERS, LAST_CLOSERS = "\"'”’»)]", "」"
SIGNS = {
    "stop": STOPS + WIDE_STOPS,
    "wide stop": WIDE_STOPS,
    "end": STOPS + WIDE_STOPS + "…",
    "closer": CLOSERS,
    "last closer": CLOSERS + LAST_CLOSERS,
    "comma": ",،、，;:",
    "sign": "|»›©→@•",
    "quote": "\"“«„‘'—–「",
    "colon": ":：",
    "space": " ",
    "gap": " \n",
}
DIGIT = re.compile(r"\d")
# Scripts of which a character tells as much as three letters, and that put no space between words.
DENSE = (
    ("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u2e80", "\u9fff"), ("\uac00", "\ud7ff"),
    ("\uf900", "\ufaff"), ("\uff00", "\uffef"),
)  # fmt: skip
IN_DENSE = re.compile(f"[{''.join(f'{low}-{high}' for low, high in DENSE)}]")
BIT = {name: np.uint16(1 << number) for number, name in enumerate((*SIGNS, "digit", "dense"))}
EVERY = 0x110000
# A text ends with a stop that stands among its last so many characters.
REACH = 6


class Letters(NamedTuple):
    """Of each text: code points, how many of them are of dense scripts, commas, stops, digits, signs, words (spaces and
    one); whether it ends with a stop or a colon and begins with a quotation mark or dash.
    """

    lengths: Counts
    dense: Counts
    commas: Counts
    stops: Counts
    digits: Counts
    signs: Counts
    words: Counts
    end: npt.NDArray[np.bool_]
    colon: npt.NDArray[np.bool_]
    quote: npt.NDArray[np.bool_]


def length(text: str) -> int:
    """Code points, dense scripts counted three times."""
    return len(text) if text.isascii() else len(text) + 2 * len(IN_DENSE.findall(text))


def letters(texts: Sequence[str]) -> Letters:
    """What ``texts`` hold, none of which is empty or has a line end.

    A stop counts before a space or the text's end, closing marks between; that of a dense script counts anywhere.
    """
    lengths = np.array([len(text) for text in texts])
    ends = np.cumsum(lengths + 1) - 1
    starts = ends - lengths
    joined = "\n".join((*texts, "")).encode("utf-32-le", "surrogatepass")
    classes = _classes()[np.frombuffer(joined, np.uint32)]
    first, last = classes[starts], classes[ends - 1]

    def count(name: str) -> Counts:
        return _counted(np.flatnonzero(classes & BIT[name]), ends)

    return Letters(
        lengths=lengths,
        dense=count("dense"),
        commas=count("comma"),
        stops=_counted(_stops(classes), ends),
        digits=count("digit"),
        signs=count("sign"),
        words=count("space") + 1,
        end=_ended(classes, starts, ends),
        colon=(last & BIT["colon"]) != 0,
        quote=(first & BIT["quote"]) != 0,
    )


def _counted(places: Counts, ends: Counts) -> Counts:
    """How many ``places`` lie in each text."""
    counts: Counts = np.diff(np.searchsorted(places, ends), prepend=0)
    return counts


def _stops(classes: Classes) -> Counts:
    """Places of stops that are followed by closing marks and a space, and of all that are wide."""
    places = np.flatnonzero(classes & BIT["stop"])
    others = np.flatnonzero((classes & BIT["closer"]) == 0)
    following = others[np.searchsorted(others, places + 1)]
    ends = (classes[following] & BIT["gap"]) | (classes[places] & BIT["wide stop"])
    ended: Counts = places[ends != 0]
    return ended


def _ended(classes: Classes, starts: Counts, ends: Counts) -> npt.NDArray[np.bool_]:
    """Whether the last characters of each text are a stop and closing marks."""
    others = np.flatnonzero((classes & BIT["last closer"]) == 0)
    last = others[np.searchsorted(others, ends) - 1]
    near = (last >= starts) & (last >= ends - REACH)
    ended: npt.NDArray[np.bool_] = near & ((classes[last] & BIT["end"]) != 0)
    return ended


@cache
def _classes() -> Classes:
    """The classes of every code point, a bit each."""
    classes = np.zeros(EVERY, np.uint16)
    for name, signs in SIGNS.items():
        classes[[ord(sign) for sign in signs]] |= BIT[name]
    for low, high in DENSE:
        classes[ord(low) : ord(high) + 1] |= BIT["dense"]
    every = np.arange(EVERY, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    classes[[digit.start() for digit in DIGIT.finditer(every)]] |= BIT["digit"]
    return classes
