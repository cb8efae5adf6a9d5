"""Plan: which days are grouped together, and where their articles lie.

A block is a day, or a run of days with few articles; its window is the block and the days before it that an
article of it may be told of in. What is read for a block is its window, however long the crawl.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from tellings.errors import TooLarge
from tellings.model import Record
from tellings.run.crawl import tables
from tellings.run.crawl.shards import SKETCHES, UNDATED, VERSION, Manifest, each
from tellings.story.linked import among
from tellings.story.postings import MOST_ROWS

WINDOW = 3
# Days are taken together up to so many articles: each block prepares its window anew.
TOGETHER = 100_000
# A crawl of no more is one block without a limit in days, as a folder is one.
WHOLE = 20_000
EVER = 10_000_000
# Articles whose neighbours one task looks for.
SEARCHED_AT_ONCE = 50_000

Numbers = npt.NDArray[np.int64]


class Rows(Record, frozen=True):
    """Row groups of the sketches of one shard."""

    shard: str
    groups: tuple[int, ...]


class Block(Record, frozen=True):
    """Days ``first`` to ``last``, searched for neighbours from day ``since`` on; ``rows`` are where these lie.

    Articles more than ``window`` days apart are no neighbours, however the days are taken together.
    """

    number: int
    since: int
    first: int
    last: int
    window: int
    rows: tuple[Rows, ...]


def blocks(manifests: Sequence[Manifest], window: int, whole: int = WHOLE) -> list[Block]:
    """Blocks in order of time; articles of no known day are a block of their own, the first."""
    counts: Counter[int] = Counter()
    for _, _, day, start, end in each(manifests):
        counts[day] += end - start
    runs = list(_runs(counts))
    if runs and sum(counts.values()) <= whole:
        runs, window = [(runs[0][0], runs[-1][1])], EVER
    found = []
    for number, (first, last) in enumerate(runs):
        since = first if first == UNDATED else max(first - window, 1)
        rows = _rows(manifests, since, last)
        found.append(Block(number=number, since=since, first=first, last=last, window=window, rows=rows))
    return found


def load(
    out: Path, block: Block, columns: Sequence[str], only: Numbers | None = None
) -> dict[str, npt.NDArray[np.generic]]:
    """``key``, ``day`` and ``columns`` of the sketches of a block's window, each article once, in order of ``key``;
    ``only`` of those with these keys, in order, if given.

    Of an article that stands there twice, the earlier day is taken.
    """
    files = [(out / SKETCHES / f"{rows.shard}.parquet", rows.groups) for rows in block.rows]
    stood = [tables.read(path, ("key", "day"), groups) for path, groups in files]
    keys, days = (np.concatenate([p[name] for p in stood]) for name in ("key", "day"))
    order = np.lexsort((days, keys))
    wanted = np.diff(keys[order], prepend=-1) != 0
    if only is not None:
        wanted &= among(keys[order], only)
    order = order[wanted]
    if len(order) > MOST_ROWS:
        days_told = f"days {block.since} to {block.last}"
        raise TooLarge(days_told, f"{len(order):,} articles to be compared at once.", "Pass a smaller --window.")
    place = np.full(len(keys), -1)
    place[order] = np.arange(len(order))
    loaded: dict[str, npt.NDArray[np.generic]] = {"key": keys[order], "day": days[order]}
    ends = np.cumsum([len(p["key"]) for p in stood])
    # file after file: all of them beside what is made of them would be most of the memory
    for (path, groups), places in zip(files, np.split(place, ends[:-1]), strict=True):
        kept = places >= 0
        for name, part in tables.read(path, columns, groups).items() if columns else ():
            if name not in loaded:
                loaded[name] = np.empty((len(order), *part.shape[1:]), part.dtype)
            loaded[name][places[kept]] = part[kept]
    return loaded


def digest(manifests: Sequence[Manifest], window: int, whole: int) -> str:
    """What the grouping of a crawl depends on, as sixteen hex digits."""
    told = msgspec.json.encode([VERSION, [m.files for m in manifests], window, whole, tables.arrow().__version__])
    return hashlib.sha256(told).hexdigest()[:16]


def _runs(counts: Counter[int]) -> Iterator[tuple[int, int]]:
    days = sorted(counts)
    if days and days[0] == UNDATED:
        yield UNDATED, UNDATED
        days = days[1:]
    start = 0
    for n in range(1, len(days) + 1):
        taken = sum(counts[d] for d in days[start:n])
        if n == len(days) or taken + counts[days[n]] > TOGETHER:
            yield days[start], days[n - 1]
            start = n


def _rows(manifests: Sequence[Manifest], since: int, last: int) -> tuple[Rows, ...]:
    found = []
    for manifest in manifests:
        groups = tuple(n for n, (day, _, _) in enumerate(manifest.days) if since <= day <= last)
        if groups:
            found.append(Rows(shard=manifest.part.name, groups=groups))
    return tuple(found)
