"""Windows: runs of sentences of one document that are read at once, and batches of them as tensors."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from tellings.language.english.features import Pieces, features
from training.reader.treebanks import Document, Sentence

LONGEST = 160
NOTHING = -100

Pool = dict[tuple[str, int], list[tuple[str, ...]]]


@dataclass
class Window:
    """Sentences with the weight that their names have in the loss."""

    sentences: list[Sentence]
    weight: float = 1.0


def windows(document: Document, pieces: Pieces, rng: random.Random, weight: float) -> Iterator[Window]:
    """The document cut into windows at a random first place; now and then a sentence stands alone."""
    room = rng.randint(20, LONGEST)
    held: list[Sentence] = []
    used = 2
    for sentence in document:
        size = sum(len(pieces.of(w)) for w in sentence.words)
        if held and (used + size > room):
            yield Window(held, weight)
            held, used = [], 2
            room = LONGEST if rng.random() < 0.7 else rng.randint(12, LONGEST)
        held.append(sentence)
        used += size
    if held:
        yield Window(held, weight)


def mentions(documents: Sequence[Document]) -> Pool:
    """Names by kind and number of words."""
    pool: Pool = defaultdict(list)
    for document in documents:
        for sentence in document:
            for start, end, kind in spans(sentence.names):
                pool[kind, end - start].append(tuple(sentence.words[start:end]))
    return pool


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Names of a list of IOB2 tags: first word, place after the last, kind."""
    found: list[tuple[int, int, str]] = []
    start, kind = None, ""
    for at, tag in enumerate([*tags, "O"]):
        goes_on = start is not None and tag == f"I-{kind}"
        if start is not None and not goes_on:
            found.append((start, at, kind))
            start = None
        if tag != "O" and not goes_on:
            start, kind = at, tag[2:]
    return found


def varied(sentence: Sentence, pool: Pool, rng: random.Random) -> Sentence:
    """The sentence with some names swapped for others of their kind, or in other letters, as headlines are."""
    words = list(sentence.words)
    for start, end, kind in spans(sentence.names):
        if rng.random() < 0.2:
            words[start:end] = rng.choice(pool[kind, end - start])
    chance = rng.random()
    if chance < 0.03:
        words = [w.upper() for w in words]
    elif chance < 0.06:
        words = [w if len(w) < 4 and i else w[:1].upper() + w[1:] for i, w in enumerate(words)]
    elif chance < 0.07:
        words = [w.lower() for w in words]
    return Sentence(
        words, sentence.gaps, sentence.names, sentence.upos, sentence.xpos, sentence.heads, sentence.relations,
        sentence.starts,
    )  # fmt: skip


@dataclass
class Batch:
    """Tensors of some windows: inputs, and what each head is to say (NOTHING where not known)."""

    pieces: torch.Tensor
    shapes: torch.Tensor
    gaps: torch.Tensor
    mask: torch.Tensor
    firsts: torch.Tensor
    names: torch.Tensor
    weights: torch.Tensor
    xpos: torch.Tensor
    upos: torch.Tensor
    starts: torch.Tensor
    heads: torch.Tensor
    relations: torch.Tensor
    sentences: torch.Tensor  # number of the sentence of each word, -1 where there is none


def batch(
    group: Sequence[Window], pieces: Pieces, labels: dict[str, list[str]], rng: random.Random | None = None
) -> Batch:
    """A batch; with ``rng`` some pieces are hidden, so that the words around them must do."""
    index = {kind: {x: i for i, x in enumerate(found)} for kind, found in labels.items()}
    rows: dict[str, list[list[int]]] = defaultdict(list)
    weights: list[list[float]] = []
    for window in group:
        row = _row(window, pieces, index, rng)
        for key, values in row.items():
            rows[key].append(values)
        weights.append([window.weight] * len(row["firsts"]))
    words = max(map(len, rows["firsts"]))
    length = max(map(len, rows["pieces"]))
    root = words
    for heads in rows["heads"]:
        heads[:] = [root if h == -1 else h for h in heads]

    def padded(key: str, size: int, filler: int) -> torch.Tensor:
        return torch.tensor([r + [filler] * (size - len(r)) for r in rows[key]])

    return Batch(
        pieces=padded("pieces", length, 0), shapes=padded("shapes", length, 0), gaps=padded("gaps", length, 0),
        mask=torch.tensor([[1] * len(r) + [0] * (length - len(r)) for r in rows["pieces"]]),
        firsts=padded("firsts", words, 0), names=padded("names", words, NOTHING),
        weights=torch.tensor([w + [0.0] * (words - len(w)) for w in weights]),
        xpos=padded("xpos", words, NOTHING), upos=padded("upos", words, NOTHING),
        starts=padded("starts", words, NOTHING), heads=padded("heads", words, NOTHING),
        relations=padded("relations", words, NOTHING), sentences=padded("sentences", words, -1),
    )  # fmt: skip


def _row(
    window: Window, pieces: Pieces, index: dict[str, dict[str, int]], rng: random.Random | None
) -> dict[str, list[int]]:
    row: dict[str, list[int]] = defaultdict(list)
    words: list[str] = []
    gaps: list[int] = []
    for number, sentence in enumerate(window.sentences):
        size, before = len(sentence.words), len(words)
        words += sentence.words
        gaps += sentence.gaps
        row["names"] += [index["names"][x] for x in sentence.names] or [NOTHING] * size
        for key, values in (("xpos", sentence.xpos), ("upos", sentence.upos), ("relations", sentence.relations)):
            row[key] += [index[key].get(x, NOTHING) for x in values] or [NOTHING] * size
        row["heads"] += [-1 if h == 0 else before + h - 1 for h in sentence.heads] or [NOTHING] * size
        first = 1 if sentence.starts and number else NOTHING
        row["starts"] += [first] + [0 if sentence.starts else NOTHING] * (size - 1)
        row["sentences"] += [number] * size
    # only the first of a window that holds one long sentence is kept where it is too long
    found = features(pieces, words, gaps)
    kept = sum(1 for f in found.firsts if f < 508)
    for key in list(row):
        row[key] = row[key][:kept]
    row["heads"] = [h if h < kept else NOTHING for h in row["heads"]]
    ids, shapes, before_ = found.pieces[:510], found.shapes[:510], found.gaps[:510]
    if rng is not None:
        ids = [103 if 0 < i < len(ids) - 1 and rng.random() < 0.04 else x for i, x in enumerate(ids)]
    row["pieces"], row["shapes"], row["gaps"], row["firsts"] = ids, shapes, before_, found.firsts[:kept]
    return row
