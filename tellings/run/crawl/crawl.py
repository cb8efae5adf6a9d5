"""A crawl from its files to its stories: the walk at scale, in one place.

parts → shards (articles, profiles) → edges of families → families → edges of stories → stories

Arrows that are dear are mapped over parts or blocks of days by an executor; the linkage between them goes through
the blocks in order of time and holds one window.
"""

import math
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from tellings.errors import InputError, OutputError
from tellings.model import Record
from tellings.run.crawl import plan, results, steps, tables
from tellings.run.crawl.inputs import Part, parts
from tellings.run.crawl.results import FAMILIES, STORIES, Found
from tellings.run.crawl.shards import ARTICLES, MANIFESTS, SKETCHES, Manifest, finished, manifest_path, read_shard
from tellings.run.executor import Executor
from tellings.story.linked import Linked, among, settled
from tellings.story.sketches import LATEST

CRAWL, WORK = "crawl.json", "work"
# Average likeness (thousandths) at which two groups are one story, and share of text at which one family:
# docs/scale.md.
STORY, FAMILY = 170, 550

Numbers = npt.NDArray[np.int64]
Told = Callable[[str, int, int], None]


class Crawled(Record, frozen=True):
    """What a crawl has come to; also what ``crawl.json`` holds."""

    digest: str
    shards: int
    articles: int
    families: int
    stories: int
    skipped: dict[str, int]


def crawl(
    inputs: Sequence[str],
    out: Path,
    executor: Executor,
    *,
    window: int = plan.WINDOW,
    whole: int = plan.WHOLE,
    told: Told = lambda stage, done, of: None,
) -> Iterator[InputError | Crawled]:
    """Read ``inputs`` into ``out`` and group them; errors of inputs come first, then what came of it.

    What an earlier run finished is kept. ``window`` is in days; a crawl of up to ``whole`` articles is grouped as one
    window. ``told`` hears of each stage: its name, how many of its tasks are done, of how many. Raises OutputError
    where ``out`` holds something else or another crawl.
    """
    found = list(parts(inputs))
    yield from (p for p in found if isinstance(p, InputError))
    wanted = [p for p in found if isinstance(p, Part)]
    if not wanted:
        raise InputError(", ".join(inputs)[:200], "nothing to read.", "Nothing was written.")
    check_ours(out)
    _forget(out, wanted)
    manifests = _read(wanted, out, executor, told)
    if sum(m.rows for m in manifests) == 0:
        raise InputError(", ".join(inputs)[:200], "no article could be read.", "Nothing was grouped.")
    digest = plan.digest(manifests, window, whole)
    done = crawled(out)
    if done is None or done.digest != digest or not all((out / name).is_file() for name in (FAMILIES, STORIES)):
        done = _group(manifests, out, executor, digest, plan.blocks(manifests, window, whole), told)
    yield done


def crawled(out: Path) -> Crawled | None:
    """What the finished crawl in ``out`` came to; null where there is none."""
    try:
        return msgspec.json.decode((out / CRAWL).read_bytes(), type=Crawled)
    except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError):
        return None


def check_ours(out: Path) -> None:
    """Raise OutputError where ``out`` is no folder, or holds what no crawl of ours wrote."""
    if out.exists() and not out.is_dir():
        raise OutputError(str(out), "is not a folder.", "Pass another -o OUT.")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFESTS).is_dir():
        raise OutputError(str(out), "exists and holds no crawl.", "Pass another -o OUT.")
    (out / MANIFESTS).mkdir(parents=True, exist_ok=True)


def _forget(out: Path, wanted: Sequence[Part]) -> None:
    """Drop the manifests of parts that are not among the inputs any more: the folder holds what was asked for."""
    kept = {manifest_path(out, part) for part in wanted}
    for path in (out / MANIFESTS).glob("*.json"):
        if path not in kept:
            path.unlink()
            for folder in (ARTICLES, SKETCHES):
                (out / folder / f"{path.stem}.parquet").unlink(missing_ok=True)
    for folder in (ARTICLES, SKETCHES, MANIFESTS):
        # what a killed run left half written
        for path in (out / folder).glob(".*.new"):
            path.unlink(missing_ok=True)


def _read(wanted: Sequence[Part], out: Path, executor: Executor, told: Told) -> list[Manifest]:
    there = {part.name: finished(part, out) for part in wanted}
    missing = [part for part in wanted if there[part.name] is None]
    for number, manifest in enumerate(executor.map(_Read(str(out)), missing), 1):
        there[manifest.part.name] = manifest
        told("reading", number, len(missing))
    return sorted((m for m in there.values() if m is not None), key=lambda m: m.part.name)


class _Read(Record, frozen=True):
    """`read_shard` into a folder; a record and not a closure, so that it can be sent to a worker."""

    out: str

    def __call__(self, part: Part) -> Manifest:
        # another run, or this one before it lost a worker, may have come so far
        return finished(part, Path(self.out)) or read_shard(part, Path(self.out))


def _group(
    manifests: Sequence[Manifest], out: Path, executor: Executor, digest: str, blocks: list[plan.Block], told: Told
) -> Crawled:
    (out / CRAWL).unlink(missing_ok=True)
    work = out / WORK / digest
    for old in (out / WORK).glob("*"):
        if old != work:
            shutil.rmtree(old)
    families = _families(blocks, out, work, executor, told)
    stories = _stories(blocks, families, out, work, executor, told)
    counts = results.write(manifests, out, families, stories)
    skipped: dict[str, int] = {}
    for manifest in manifests:
        for name, number in manifest.skipped.items():
            skipped[name] = skipped.get(name, 0) + number
    done = Crawled(
        digest=digest,
        shards=len(manifests),
        articles=counts[0],
        families=counts[1],
        stories=counts[2],
        skipped=dict(sorted(skipped.items())),
    )
    tables.write_bytes(out / CRAWL, msgspec.json.format(msgspec.json.encode(done), indent=1) + b"\n")
    shutil.rmtree(out / WORK)
    return done


def _families(blocks: list[plan.Block], out: Path, work: Path, executor: Executor, told: Told) -> Found:
    """Articles with one ancestor, as far as the sketches tell; every article once."""
    tasks = [steps.Task(out=str(out), work=str(work / "families"), block=b) for b in blocks]
    linking = _Linking(Linked(FAMILY, LATEST))
    for number, (block, path) in enumerate(zip(blocks, executor.map(steps.family_edges, tasks), strict=True), 1):
        loaded = plan.load(out, block, ())
        linking.add(loaded["key"].astype(np.int64), loaded["day"].astype(np.int64), block, [path])
        told("families", number, len(tasks))
    return linking.found()


def _stories(blocks: list[plan.Block], families: Found, out: Path, work: Path, executor: Executor, told: Told) -> Found:
    """Articles on one event; of each family its first speaks for it, and the others go with it."""
    first = np.lexsort((families.keys, families.days, families.groups))
    first = np.sort(first[np.diff(families.groups[first], prepend=-1) != 0])
    keys, days = families.keys[first], families.days[first]
    tasks: list[steps.Task] = []
    for block in blocks:
        inside = (days >= block.since) & (days <= block.last)
        tables.write(steps.firsts(work, block.number), {"key": keys[inside]})
        new = int((days[inside] >= block.first).sum())
        # as many in each
        bounds = np.linspace(0, new, max(1, math.ceil(new / plan.SEARCHED_AT_ONCE)) + 1).astype(int).tolist()
        tasks += [steps.Task(out=str(out), work=str(work), block=block, start=a, end=b) for a, b in pairwise(bounds)]
    linking = _Linking(Linked(STORY))
    found = zip(tasks, executor.map(steps.story_edges, tasks), strict=True)
    done = 0
    for block, some in groupby(found, key=lambda pair: pair[0].block.number):
        paths = [path for _, path in some]
        done += len(paths)
        if done == len(tasks):
            # nothing more to map: what workers hold of the last window is for its linkage to have
            executor.close()
            steps.forget()
        here = blocks[block]
        inside = (days >= here.since) & (days <= here.last)
        linking.add(keys[inside], days[inside], here, paths)
        told("stories", done, len(tasks))
    told_of = linking.found()
    # the story of an article is that of the article that speaks for its family
    order = np.argsort(families.groups[first])
    speaker = order[np.searchsorted(families.groups[first][order], families.groups)]
    home = told_of.groups[np.searchsorted(told_of.keys, keys[speaker])]
    return Found(keys=families.keys, days=families.days, groups=home)


class _Linking:
    """Linkage through the blocks, and all that it has met."""

    def __init__(self, linked: Linked) -> None:
        self._linked = linked
        self._met = np.zeros(0, np.int64)
        self._keys, self._days = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        self._dropped, self._kept = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]

    def add(self, keys: Numbers, days: Numbers, block: plan.Block, paths: Sequence[Path]) -> None:
        """Link the articles of a block; one that an earlier block had is not taken again."""
        new = np.flatnonzero(days >= block.first)
        new = new[~among(keys[new], self._met)]
        self._met = np.sort(np.concatenate((self._met, keys[new])))
        found = steps.edges(paths)
        self._keys.append(keys[new])
        self._days.append(days[new])
        # a day at a time, so that no average counts pairs too far apart to be compared; where none are, all at once
        dated = np.full(len(days), block.last, np.int32) if block.window >= plan.EVER else days.astype(np.int32)
        later = np.maximum(dated[found.one], dated[found.other])
        for day in np.unique(dated[new]).tolist():
            now = new[dated[new] == day]
            since = max(day - block.window, block.since)
            dropped, kept = self._linked.add(keys[now], days[now], keys, found.where(later == day), since)
            self._dropped.append(dropped)
            self._kept.append(kept)

    def found(self) -> Found:
        """Everything, in order of key."""
        keys = np.concatenate(self._keys)
        order = np.argsort(keys)
        groups = settled(keys[order], np.concatenate(self._dropped), np.concatenate(self._kept))
        return Found(keys=keys[order], days=np.concatenate(self._days)[order], groups=groups)
