"""The sentence encoder: what a text means, as a direction and as one for each of its words.

The network is all-MiniLM-L6-v2 (Wang and others 2020; Reimers and Gurevych 2019) with int8 weights
(packages/tellings-encoder-en, made by training/encoder). It runs one text at a time, so a text's vectors do not
depend on the texts beside it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from tellings.errors import TableError
from tellings.language.trained import Package

PACKAGE = Package("tellings-encoder-en", "the English sentence encoder")
DIMENSIONS = 384
# Word pieces that are read of a text; a longer one is no statement.
LONGEST = 128
# Texts are read side by side by so many threads; the network leaves Python free meanwhile.
THREADS = 2
_DECIMALS = 4

Rows = npt.NDArray[np.float32]


class Meaning(NamedTuple):
    """The unit vector of a text (384), those of its word pieces (n × 384), and where each piece stands."""

    vector: Rows
    pieces: Rows
    spans: tuple[tuple[int, int], ...]


def missing(option: str) -> TableError | None:
    """What to tell a user who has no encoder; ``option``, where there is one, asks for comparing by words."""
    if PACKAGE.installed():
        return None
    otherwise = f", or pass {option}" if option else ""
    return PACKAGE.missing(", so statements are compared by their words alone and fewer claims are found", otherwise)


def encode(texts: Sequence[str]) -> Iterator[Meaning]:
    """Meanings of the texts, in their order; each text is read once, beside what the caller does with those before.

    Reading begins at the call. Raises TableError where the encoder is not installed or damaged.
    """
    _encoder()
    left = Counter(texts)
    threads = ThreadPoolExecutor(THREADS)
    found = {text: threads.submit(_meaning, text) for text in left}
    threads.shutdown(wait=False)
    return _in_order(texts, found, left)


def _in_order(texts: Sequence[str], found: dict[str, Future[Meaning]], left: Counter[str]) -> Iterator[Meaning]:
    """The meaning of each text; one that is not asked for again is let go: those of a day's news fill a memory."""
    for text in texts:
        left[text] -= 1
        yield (found[text] if left[text] else found.pop(text)).result()


# A text compared with many others is read once.
@lru_cache(maxsize=1024)
def _meaning(text: str) -> Meaning:
    return _encoder().meaning(text)


class _Encoder:
    def __init__(self) -> None:
        self.network = PACKAGE.session("encoder.onnx")
        self.tokenizer = Tokenizer.from_str(PACKAGE.read("tokenizer.json").decode())
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)

    def meaning(self, text: str) -> Meaning:
        found = self.tokenizer.encode(text)
        states = self.network.run(None, {"pieces": np.array([found.ids], dtype=np.int64)})[0][0]
        return Meaning(_unit(states.mean(axis=0, dtype=np.float64)), _unit(states), _spans(found.offsets))


def _spans(offsets: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Where pieces stand; the marks that open and close a text stand nowhere."""
    return tuple((start, end) for start, end in offsets)


def _unit(rows: npt.NDArray[np.floating]) -> Rows:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    unit: Rows = np.round(rows / np.maximum(lengths, 1e-9), _DECIMALS).astype(np.float32)
    return unit


@cache
def _encoder() -> _Encoder:
    return _Encoder()
