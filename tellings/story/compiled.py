"""Compiled: loops over arrays as machine code (Numba: Lam, Pitrou and Seibert 2015), where a million articles pass.

A compiled function is plain Python over numbers and arrays, and gives what Python would give. It is compiled when
it is first called and kept beside its module, or in the user's cache folder, for the next process.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from tellings.errors import MissingPart

try:
    from numba import njit
except ImportError as error:
    raise MissingPart(
        "tellings crawl", "numba, which compiles loops, is missing.", "pip install 'tellings[scale]' adds it."
    ) from error

Function = TypeVar("Function", bound=Callable[..., Any])
Codes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]


def compiled(function: Function) -> Function:
    """``function``, compiled when first called; kept on disk where any folder for that can be written."""
    try:
        return cast(Function, njit(function, cache=True, error_model="numpy"))
    except RuntimeError:
        # a read-only installation and no home: each process compiles for itself
        return cast(Function, njit(function, error_model="numpy"))


@compiled
def mixed(codes: Any) -> Any:
    """Numbers of 64 bits whose every bit depends on every bit of the number given (splitmix64: Steele, Lea and
    Flood 2014); a number or an array.
    """
    codes = codes ^ (codes >> np.uint64(30))
    codes = codes * np.uint64(0xBF58476D1CE4E5B9)
    codes = codes ^ (codes >> np.uint64(27))
    codes = codes * np.uint64(0x94D049BB133111EB)
    return codes ^ (codes >> np.uint64(31))


def distinct(numbers: Numbers) -> Numbers:
    """Each of ``numbers``, 0 or more, once, in order."""
    found = np.sort(numbers)
    first: npt.NDArray[np.bool_] = np.diff(found, prepend=-1) != 0
    once: Numbers = found[first]
    return once


@compiled
def slots(number: int) -> tuple[Codes, Places]:
    """An empty table of at least twice ``number`` slots: the keys, 0 where a slot is free, and their values."""
    size = 16
    while size < 2 * number:
        size *= 2
    return np.zeros(size, np.uint64), np.zeros(size, np.int32)


@compiled
def slot(keys: Codes, key: np.uint64) -> int:
    """The slot that holds ``key``, not 0, or else the free one where it would go (linear probing)."""
    last = len(keys) - 1
    at = int((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)) & last
    while keys[at] != key and keys[at] != np.uint64(0):
        at = (at + 1) & last
    return at


@compiled
def find(keys: Codes, values: Places, wanted: Codes) -> Numbers:
    """The values of the keys ``wanted``, -1 for one that is not in the table."""
    found = np.empty(len(wanted), np.int64)
    for n in range(len(wanted)):
        at = slot(keys, wanted[n])
        found[n] = values[at] if keys[at] == wanted[n] else -1
    return found


@compiled
def put(keys: Codes, values: Places, new: Codes, given: Places) -> None:
    """Put ``new`` keys into a table with the values ``given`` to them; a key that is there takes the new value."""
    for n in range(len(new)):
        at = slot(keys, new[n])
        keys[at], values[at] = new[n], given[n]
