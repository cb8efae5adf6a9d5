"""The steps that are mapped over a crawl, each a function of files that gives a file; finished ones are not redone.

An executor ships a task, a few names and numbers, to wherever it runs; articles are read there from the folder
that all workers share.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from tellings.model import Record
from tellings.run.crawl import tables
from tellings.run.crawl.plan import Block, load
from tellings.run.crawl.shards import UNDATED
from tellings.story import sketches
from tellings.story.postings import Edges, Window, packed, unpacked
from tellings.story.profiles import Profiles

# Share of the shorter text's shingles from which two texts may be of one family.
COPY = 0.5
GRAIN = 1000
SEARCHED = ("terms", "counts", "direction", "weekdays", "months")

Numbers = npt.NDArray[np.int64]


class Task(Record, frozen=True):
    """Find the edges of a block, or of the articles of it from the ``start``-th to the ``end``-th."""

    out: str
    work: str
    block: Block
    start: int = 0
    end: int = 0

    @property
    def path(self) -> Path:
        """The file that the task writes."""
        return Path(self.work) / f"{self.block.number:06}-{self.start:09}-{self.end:09}.parquet"


def family_edges(task: Task) -> Path:
    """Pairs of articles of a block's window that share most of a text, at least one of them of the block."""
    if task.path.is_file():
        return task.path
    loaded = load(Path(task.out), task.block, ("sketch", "size"))
    days = loaded["day"].astype(np.int64)
    sketch, size = cast(sketches.Sketches, loaded["sketch"]), loaded["size"].astype(np.int64)
    # in order of time, so that a row that agrees with many is paired with the latest before it
    order = np.argsort(days, kind="stable")
    one, other = sketches.near(sketch, size, order, days >= task.block.first)
    near = _near(days, one, other, task.block)
    one, other = one[near], other[near]
    share = sketches.containment(sketch, size, one, other)
    kept = share >= COPY
    score = np.rint(share[kept] * GRAIN).astype(np.int32)
    return _write(task.path, Edges(one[kept].astype(np.int32), other[kept].astype(np.int32), score))


def story_edges(task: Task) -> Path:
    """Pairs of a block's window, one article for each family, that may tell of one event, with their likeness."""
    if task.path.is_file():
        return task.path
    days, window = _window(task.out, task.work, task.block)
    new = np.flatnonzero(days >= task.block.first)[task.start : task.end]
    return _write(task.path, window.edges(new, days, task.block.window))


def edges(paths: Sequence[Path]) -> Edges:
    """The edges that the tasks of a block have written, each once; their ends are places in the block's window, in
    order of key.
    """
    parts = [tables.read(path, ["edge"])["edge"] for path in paths]
    if len(parts) == 1:
        return unpacked(parts[0])
    joined = np.concatenate(parts)
    parts.clear()
    # one that two tasks found has one score
    joined.sort()
    return unpacked(joined[np.diff(joined, prepend=~joined[:1]) != 0])


def forget() -> None:
    """Let go of the window that this process searched last."""
    _window.cache_clear()


def firsts(work: Path, block: int) -> Path:
    """The file that names the first article of each family, for a block."""
    return work / f"firsts-{block:06}.parquet"


# Tasks of one block follow each other in a worker: what they search is made once.
@lru_cache(maxsize=1)
def _window(out: str, work: str, block: Block) -> tuple[Numbers, Window]:
    named = np.sort(tables.read(firsts(Path(work), block.number), ["key"])["key"])
    found = load(Path(out), block, SEARCHED, only=named)
    empty = np.zeros(len(found["key"]), np.uint16)
    days = found.pop("day").astype(np.int64)
    del found["key"]
    return days, Window(Profiles(**found, sketch=empty, size=empty))  # type: ignore[arg-type]


def _near(days: Numbers, one: Numbers, other: Numbers, block: Block) -> npt.NDArray[np.bool_]:
    """Pairs not too far apart in time; of an article whose day is not known, nothing is said."""
    unknown = (days[one] == UNDATED) | (days[other] == UNDATED)
    near: npt.NDArray[np.bool_] = unknown | (np.abs(days[one] - days[other]) <= block.window)
    return near


def _write(path: Path, found: Edges) -> Path:
    tables.write(path, {"edge": packed(found)})
    return path
