"""Vectors: what a text is about, as a direction.

A text's vector is the mean of its word pieces' rows in a static table (tellings/data/static/, distilled
from a sentence encoder: Model2Vec, Tulkens and van Dongen 2024) less the mean piece of English news, so
that texts with nothing in common are near 0 and not near .5. A look-up and a mean: no model is run.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from io import BytesIO
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from tellings.errors import TableError

DIMENSIONS = 256
_FOLDER = "static"
_DECIMALS = 6


def embed(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """One row of 256 numbers a text: of unit length, or zeros where no word piece is known.

    The dot product of two rows is their cosine. A text's row does not depend on the texts beside it.
    """
    table = _table()
    out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for number, text in enumerate(texts):
        out[number] = table.vector(text)
    return out


def pieces(words: Sequence[str]) -> list[list[int]]:
    """The rows of the table that each of ``words`` is made of; none for a word that is not known."""
    known = _table()
    spelt = known.tokenizer.encode_batch(list(words), add_special_tokens=False)
    return [[i for i in one.ids if i != known.unknown] for one in spelt]


def vocabulary() -> Mapping[str, int]:
    """The word pieces that have a row of the table, with its number; those that go on a word begin with ``##``."""
    known = _table()
    return {piece: row for piece, row in known.tokenizer.get_vocab().items() if row != known.unknown}


class Quantized(NamedTuple):
    """The table as it is kept: 256 whole numbers a word piece, what they are to be multiplied with, and the mean word
    piece of English news.
    """

    rows: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]
    centre: npt.NDArray[np.float32]


@cache
def quantized() -> Quantized:
    """The table's numbers."""
    known = _table()
    return Quantized(known.rows, known.scales.astype(np.float32), known.centre.astype(np.float32))


class _Table(msgspec.Struct, frozen=True):
    tokenizer: Tokenizer
    unknown: int | None
    rows: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]
    centre: npt.NDArray[np.float32]

    def vector(self, text: str) -> npt.NDArray[np.float32]:
        ids = [i for i in self.tokenizer.encode(text, add_special_tokens=False).ids if i != self.unknown]
        if not ids:
            return np.zeros(DIMENSIONS, dtype=np.float32)
        total = (self.rows[ids] * self.scales[ids][:, None]).sum(axis=0, dtype=np.float64)
        mean = total / len(ids) - self.centre
        length = float(np.linalg.norm(mean)) or 1.0
        unit: npt.NDArray[np.float32] = np.round(mean / length, _DECIMALS).astype(np.float32)
        return unit


@cache
def _table() -> _Table:
    tokenizer = Tokenizer.from_str(_checked("tokenizer.json").decode())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return _Table(
        tokenizer=tokenizer,
        unknown=tokenizer.token_to_id("[UNK]"),
        rows=np.load(BytesIO(_checked("rows.npy"))),
        scales=np.load(BytesIO(_checked("scales.npy"))),
        centre=np.load(BytesIO(_checked("centre.npy"))),
    )


def _checked(name: str) -> bytes:
    data = _bytes(name)
    line = f"{hashlib.sha256(data).hexdigest()}  {name}"
    if line not in _bytes("checksums.txt").decode().splitlines():
        raise TableError(
            f"tellings/data/{_FOLDER}/{name}", "not the file that checksums.txt names.", "Install tellings again."
        )
    return data


def _bytes(name: str) -> bytes:
    return resources.files("tellings").joinpath("data", _FOLDER, name).read_bytes()
