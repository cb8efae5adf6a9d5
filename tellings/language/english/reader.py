"""The reader: names, tags and dependencies of English sentences, by a small trained network.

The network (packages/tellings-reader-en, made by training/reader) reads a window of sentences at a time:
the sentences asked for with those before them as context. Weights are int8 and activations are scaled by
their own window, so what is said of a sentence depends on its window alone, never on other articles.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import NamedTuple

import msgspec
import numpy as np
from tokenizers import Tokenizer

from tellings.errors import TableError
from tellings.language.english import decoding
from tellings.language.english.features import Pieces, features
from tellings.language.english.tokens import Token, tokens
from tellings.language.trained import Package

PACKAGE = Package("tellings-reader-en", "the English reader")
# Pieces of one window, and how many of them may be sentences read before, kept as context.
LONGEST, CONTEXT = 224, 48
# Pieces of the longest sentence that is read whole; longer ones are no sentences.
LONGEST_SENTENCE = 320


class Word(NamedTuple):
    """A word at ``start:end`` with its Penn tag, universal tag, head (index in the sentence, -1 the root), relation."""

    start: int
    end: int
    tag: str
    coarse: str
    head: int
    relation: str


class Read(NamedTuple):
    """A sentence read: its words, the names in it, and how likely each word starts a sentence of its own."""

    words: tuple[Word, ...]
    names: tuple[decoding.Spotted, ...]
    starts: tuple[float, ...]


NOTHING = Read((), (), ())


class Labels(msgspec.Struct, frozen=True):
    """Labels of each head, in order of the network's scores."""

    names: list[str]
    xpos: list[str]
    upos: list[str]
    relations: list[str]


class Unit(NamedTuple):
    """A sentence before reading: places of its words, the words, and the gap before each (an index of GAPS)."""

    tokens: Sequence[Token]
    words: Sequence[str]
    gaps: Sequence[int]


def missing(option: str) -> TableError | None:
    """What to tell a user who asked for the reader and has none; ``option`` is what asks for marks by rule."""
    if PACKAGE.installed():
        return None
    return PACKAGE.missing(", so marks are made by rule and find less", f", or pass {option}")


def read(text: str, spans: Sequence[tuple[int, int]], spelled: Mapping[int, str] = MappingProxyType({})) -> list[Read]:
    """Readings of the sentences at ``spans`` of one article, in order.

    Offsets are code points into ``text``; all words of the spans are in one. ``spelled`` gives by place words that
    are to be read as if they were written otherwise (a headline in capitals). Raises TableError where the
    package is missing or damaged.
    """
    return read_units([_unit(text, start, end, spelled) for start, end in spans])


def read_units(units: Sequence[Unit]) -> list[Read]:
    """Readings of sentences of one article that are cut into words already, in order."""
    reader = _reader()
    parts = [_parts(unit, reader.pieces) for unit in units]
    flat = [part for found in parts for part in found]
    sizes = [sum(len(reader.pieces.of(w)) for w in part.words) for part in flat]
    reads: list[Read] = []
    for first, asked, last in _windows(sizes):
        reads += reader.window(flat[first:last], asked - first)
    ends = iter(reads)
    return [_joined([next(ends) for _ in found]) for found in parts]


def _parts(unit: Unit, pieces: Pieces) -> list[Unit]:
    """The sentence, or stretches of it where it is too long for one window (a list, a text without stops)."""
    cuts, size = [0], 0
    for at, word in enumerate(unit.words):
        size += len(pieces.of(word))
        if size > LONGEST_SENTENCE:
            cuts.append(at)
            size = len(pieces.of(word))
    return [Unit(unit.tokens[a:b], unit.words[a:b], unit.gaps[a:b]) for a, b in pairwise([*cuts, len(unit.words)])]


def _joined(parts: Sequence[Read]) -> Read:
    """Readings of stretches as that of one sentence, which then has a root for each."""
    if len(parts) == 1:
        return parts[0]
    words: list[Word] = []
    names: list[decoding.Spotted] = []
    for part in parts:
        before = len(words)
        words += [w._replace(head=w.head + before) if w.head >= 0 else w for w in part.words]
        names += [n._replace(first=n.first + before, last=n.last + before) for n in part.names]
    return Read(tuple(words), tuple(names), tuple(s for part in parts for s in part.starts))


def _windows(sizes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Windows of sentences of so many pieces: first sentence, first one asked for, place after the last."""
    at = 0
    while at < len(sizes):
        first, context = at, 0
        while first and context + sizes[first - 1] <= CONTEXT:
            first -= 1
            context += sizes[first]
        last, used = at + 1, context + sizes[at] + 2
        while last < len(sizes) and used + sizes[last] <= LONGEST:
            used += sizes[last]
            last += 1
        yield first, at, last
        at = last


def _unit(text: str, start: int, end: int, spelled: Mapping[int, str]) -> Unit:
    found = tokens(text, start, end)
    words = [spelled.get(t.start) or text[t.start : t.end] for t in found]
    gaps = [_gap(text, start - 1)] if found else []
    gaps += [_gap(text, b.start - 1) if b.start > a.end else 0 for a, b in pairwise(found)]
    return Unit(found, words, gaps)


def _gap(text: str, before: int) -> int:
    """Index of GAPS for a word with the character at ``before`` before it; a line end there is a new line."""
    return 2 if before < 0 or text[before] == "\n" else 1


class _Reader:
    def __init__(self) -> None:
        self.network, self.relating = PACKAGE.session("reader.onnx"), PACKAGE.session("relations.onnx")
        self.pieces = Pieces(Tokenizer.from_str(PACKAGE.read("tokenizer.json").decode()))
        self.labels = msgspec.json.decode(PACKAGE.read("labels.json"), type=Labels)

    def window(self, units: Sequence[Unit], asked: int) -> list[Read]:
        """Readings of ``units[asked:]``; those before are context."""
        scores = self._scores([w for u in units for w in u.words], [g for u in units for g in u.gaps])
        if not scores:
            return [NOTHING for _ in units[asked:]]
        names, xpos, upos, starts, arcs, of, to = scores
        bounds = [0, *accumulate(len(u.words) for u in units)][asked:]
        heads = [decoding.tree(np.concatenate([arcs[a:b, a:b], arcs[a:b, -1:]], axis=1)) for a, b in pairwise(bounds)]
        above = [a + h if h >= 0 else -1 for a, found in zip(bounds, heads, strict=False) for h in found]
        relations = self._relations(of[bounds[0] :], to[above], [h < 0 for h in above])
        tags, coarse = xpos.argmax(axis=1), upos.argmax(axis=1)
        likely, opening = np.log(_softmax(names)), _softmax(starts)[:, 1].tolist()
        reads = []
        for unit, found, (a, b) in zip(units[asked:], heads, pairwise(bounds), strict=True):
            words = tuple(
                Word(token.start, token.end, self.labels.xpos[tag], self.labels.upos[wide], head, relation)
                for token, tag, wide, head, relation in zip(
                    unit.tokens, tags[a:b], coarse[a:b], found, relations[a - bounds[0] :], strict=False
                )
            )
            spotted = decoding.names(likely[a:b], self.labels.names)
            reads.append(Read(words, tuple(spotted), tuple(opening[a:b])))
        return reads

    def _scores(self, words: list[str], gaps: list[int]) -> list[decoding.Scores]:
        """Scores of every head, words first."""
        if not words:
            return []
        found = features(self.pieces, words, gaps)
        feed = {
            "pieces": np.array([found.pieces]),
            "shapes": np.array([found.shapes]),
            "gaps": np.array([found.gaps]),
            "firsts": np.array([found.firsts]),
        }
        return [np.asarray(x[0]) for x in self.network.run(None, feed)]

    def _relations(self, of: decoding.Scores, to: decoding.Scores, roots: Sequence[bool]) -> list[str]:
        """The relation of each word with its head; that of a root, and of no other, is ``root``."""
        if not roots:
            return []
        scores = np.asarray(self.relating.run(None, {"of": of, "to": to})[0])
        scores[:, self.labels.relations.index("root")] = np.where(roots, np.inf, -np.inf)
        return [self.labels.relations[i] for i in scores.argmax(axis=1)]


def _softmax(scores: decoding.Scores) -> decoding.Scores:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: decoding.Scores = raised / raised.sum(axis=1, keepdims=True)
    return found


@cache
def _reader() -> _Reader:
    return _Reader()
