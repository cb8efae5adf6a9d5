"""From articles to stories at scale, beside plain ways: ``python -m benchmarks.scale [--all] [--pages]``.

Made news (`benchmarks.generator`) of 10,000 and 100,000 articles, and of 1,000,000 with ``--all``, over 30 days and
all in one day, grouped on two cores by the steps of `tellings crawl`. Each row: articles a second from read articles
to stories, by the clock and by processor time (on a machine that does other work too, only the second says
something), B-cubed F1 of stories and of families, the exponent against the row above, and the most memory that all
processes had together. ``--pages`` adds the whole way from WARC, on the labelled pages beside the checkout. Made news
is kept under ``$TELLINGS_MADE`` (a folder of the system's temporary files by default) and not made again.
"""

import argparse
import json
import math
import os
import resource
import shutil
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from benchmarks import generator
from evaluation.shared import SHARED
from tellings.errors import InputError
from tellings.model import Article
from tellings.run.crawl import plan
from tellings.run.crawl.crawl import Crawled, crawl
from tellings.run.crawl.reading import slim
from tellings.run.crawl.tables import parquet
from tellings.run.executor import Cores
from tellings.story.hashed import words
from tellings.story.profiles import AT_ONCE, profiles
from tellings.story.sketches import sketches

# As the command line sets them, for the processes started here.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false")
SIZES, LARGEST = (10_000, 100_000), 1_000_000
CORES = 2
# The plain ways are taken where they still fit.
PLAIN, LSH = 10_000, 10_000
# How often each labelled page is read, to have enough of them.
COPIES = 10
PLAIN_LEAST, LSH_LEAST = 0.22, 0.5
Labels = npt.NDArray[np.int64]
Result = TypeVar("Result")


class Cost(NamedTuple):
    """Seconds by the clock, of the processor, and megabytes."""

    clock: float
    processor: float
    memory: float


class Grouped(NamedTuple):
    """What grouping cost and what it got."""

    cost: Cost
    stages: dict[str, float]
    stories: float
    families: float


def main(arguments: list[str]) -> None:
    """Print the curves."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--all", action="store_true")
    given.add_argument("--pages", action="store_true")
    options = given.parse_args(arguments)
    if not (SHARED / "data").is_dir():
        print(f"scale: skipped, no {SHARED.name}/data to make news from", file=sys.stderr)
        return
    made = Path(os.environ.get("TELLINGS_MADE", str(Path(tempfile.gettempdir()) / "tellings-made")))
    known = generator.patterns(SHARED)
    sizes = [*SIZES, *([LARGEST] if options.all else [])]
    for days in (30, 1):
        print(f"\n{days} day{'s' if days > 1 else ''}, window of {plan.WINDOW}, {CORES} processes")
        print(
            f"{'articles':>9} {'a second':>9} {'/core s':>8} {'B3 F1':>6} {'families':>8} {'exponent':>8} "
            f"{'MB':>6}  stages"
        )
        last: tuple[int, float] | None = None
        for size in sizes:
            folder = made / f"{size}-{days}"
            if not (folder / "gold.jsonl").exists():
                generator.write(known, folder, size, days=days)
            grouped = group(folder)
            exponent = math.log(grouped.cost.processor / last[1]) / math.log(size / last[0]) if last else math.nan
            last = size, grouped.cost.processor
            stages = "  ".join(f"{name} {seconds:.0f} s" for name, seconds in grouped.stages.items())
            print(
                f"{size:9,} {size / grouped.cost.clock:9,.0f} {size / grouped.cost.processor:8,.0f} "
                f"{grouped.stories:6.3f} {grouped.families:8.3f} {exponent:8.2f} {grouped.cost.memory:6,.0f}  {stages}",
                flush=True,
            )
    first = made / f"{SIZES[0]}-30"
    sketching(first)
    plainly(first)
    if options.pages:
        pages()


def group(folder: Path) -> Grouped:
    """Group the made news in ``folder``. Reading the records is not counted, making their profiles is."""
    out = Path(tempfile.mkdtemp(prefix="tellings-scale-"))
    executor = Cores(CORES, worth=2, at_once=1, kept=True)
    try:
        stages: dict[str, float] = {}
        source = [str(folder / "articles-*.jsonl")]
        reading = timed(lambda: walk(source, out, executor, stages, only_read=True))[1]
        again, cost = timed(lambda: walk(source, out, executor, stages))
        assert again is not None
        share = reading_share(folder)
        stages = {"profiles": reading.clock * (1 - share)} | stages
        whole = Cost(
            cost.clock + reading.clock * (1 - share),
            cost.processor + reading.processor * (1 - share),
            max(cost.memory, reading.memory),
        )
        stories, families = scored(folder, out)
        return Grouped(whole, stages, stories, families)
    finally:
        executor.close()
        shutil.rmtree(out, ignore_errors=True)


def walk(
    source: Sequence[str], out: Path, executor: Cores, stages: dict[str, float], *, only_read: bool = False
) -> Crawled | None:
    """The crawl; ``only_read`` stops it where reading ends, as if it had been killed there."""
    start = time.perf_counter()

    def told(stage: str, done: int, of: int) -> None:
        if only_read and done == of:
            raise _Stopped
        if stage != "reading":
            stages[stage] = time.perf_counter() - start - sum(s for n, s in stages.items() if n != stage)

    try:
        *_, last = crawl(source, out, executor, whole=0, told=told)
    except _Stopped:
        return None
    assert isinstance(last, Crawled)
    stages["tables"] = time.perf_counter() - start - sum(stages.values())
    return last


class _Stopped(Exception):
    """Reading is done."""


def reading_share(folder: Path) -> float:
    """The share of making a shard that is not making profiles, on some of its articles."""
    lines = (folder / "articles-0000.jsonl").read_bytes().splitlines()[:2000]
    found, read = timed(lambda: [slim(json.loads(line), "") for line in lines])
    profiles(found[:500])
    profiled = timed(lambda: profiles(found))[1]
    return read.processor / (read.processor + profiled.processor)


def scored(folder: Path, out: Path) -> tuple[float, float]:
    """B-cubed F1 of stories and of families."""
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_bytes().splitlines()]
    rows = parquet().read_table(out / "stories.parquet", columns=["article", "story", "family"])
    at = {name: n for n, name in enumerate(rows.column("article").to_pylist())}
    place = np.array([at[row["id"]] for row in gold if row["id"] in at])
    kept = [row for row in gold if row["id"] in at]
    values = []
    for name in ("story", "family"):
        found = np.array(rows.column(name).to_pylist())[place]
        values.append(bcubed(np.array([row[name] for row in kept]), found))
    return values[0], values[1]


def bcubed(gold: npt.NDArray[np.str_], found: npt.NDArray[np.str_]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998)."""
    one, other = (np.unique(labels, return_inverse=True)[1] for labels in (gold, found))
    _, both, counts = np.unique(one * (int(other.max()) + 1) + other, return_inverse=True, return_counts=True)
    shared = counts[both]
    precision, recall = (float((shared / np.bincount(labels)[labels]).mean()) for labels in (other, one))
    return 2 * precision * recall / (precision + recall)


def sketching(folder: Path) -> None:
    """Sketches a second and core: from the text, and from hashed words."""
    texts = [a.text for a in made_articles(folder)][:5000]
    batches = [texts[n : n + AT_ONCE] for n in range(0, len(texts), AT_ONCE)]
    sketches(words(batches[0]), len(batches[0]))
    hashed, hashing = timed(lambda: [words(batch) for batch in batches])
    sketched = timed(lambda: [sketches(w, len(b)) for w, b in zip(hashed, batches, strict=True)])[1]
    length = sum(len(t.split()) for t in texts) / len(texts)
    print(
        f"\nsketches a core second ({length:.0f} words an article): {len(texts) / sketched.processor:,.0f} from hashed "
        f"words, {len(texts) / (sketched.processor + hashing.processor):,.0f} from text"
    )


def plainly(folder: Path) -> None:
    """The plain ways on the smallest set: TF-IDF with average linkage, and datasketch's LSH alone."""
    found = made_articles(folder)
    gold = {row["id"]: row["story"] for row in map(json.loads, (folder / "gold.jsonl").read_bytes().splitlines())}
    stories = np.array([gold[a.id] for a in found])
    for name, most, grouped in (("TF-IDF, average linkage", PLAIN, tfidf), ("datasketch LSH alone", LSH, lsh)):
        some = found[:most]
        try:
            labels, cost = timed(lambda grouped=grouped, some=some: grouped(some))  # type: ignore[misc]
        except ImportError as error:
            print(f"{name}: skipped, {error.name} is not installed")
            continue
        print(
            f"{name}: {len(some) / cost.processor:,.0f} a core second at {len(some):,}, B3 F1 "
            f"{bcubed(stories[:most], labels.astype(str)):.3f}, {cost.memory:,.0f} MB"
        )


def tfidf(found: Sequence[Article]) -> Labels:
    """Average linkage over the cosine of TF-IDF vectors, all with all."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    weights = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(
        [f"{a.title or ''}\n{a.text}" for a in found]
    )
    distance = (1 - (weights @ weights.T).toarray()).clip(0, 1)
    np.fill_diagonal(distance, 0)
    labels: Labels = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - PLAIN_LEAST, "distance")
    return labels


def lsh(found: Sequence[Article]) -> Labels:
    """Connected components of what datasketch's MinHash LSH finds alike."""
    from datasketch import MinHash, MinHashLSH
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    index = MinHashLSH(threshold=LSH_LEAST, num_perm=128)
    pairs = []
    for number, article in enumerate(found):
        tokens = article.text.lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(tokens[n : n + 4]).encode() for n in range(max(len(tokens) - 3, 1))])
        pairs += [(number, other) for other in index.query(sketch)]
        index.insert(number, sketch)
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    graph = coo_array((np.ones(len(pairs)), (rows, columns)), shape=(len(found), len(found)))
    labels: Labels = connected_components(graph, directed=False)[1]
    return labels


def pages() -> None:
    """The whole way from a WARC to stories on two cores, pages a second, beside reading alone."""
    from warcio.warcwriter import WARCWriter

    folder = Path(tempfile.mkdtemp(prefix="tellings-pages-"))
    executor = Cores(CORES, worth=2, at_once=1, kept=True)
    try:
        count = 0
        for name in ("naeb", "zyte"):
            with tarfile.open(SHARED / "data" / "extraction" / f"{name}.html.tar.xz") as packed:
                found = sorted((m.name, packed.extractfile(m).read()) for m in packed if m.isfile())  # type: ignore[union-attr]
            for copy in range(COPIES):
                with (folder / f"{name}-{copy}.warc.gz").open("wb") as file:
                    writer = WARCWriter(file, gzip=True)
                    for page, data in found:
                        count += 1
                        _record(writer, f"https://{name}{copy}.example/{page}", data)
        out = folder / "out"
        stages: dict[str, float] = {}
        result, cost = timed(lambda: walk([str(folder / "*.warc.gz")], out, executor, stages))
        print(
            f"\nfrom WARC to stories: {count:,} pages, {count / cost.clock:,.0f} a second by the clock, "
            f"{count / cost.processor:,.0f} a core second, {cost.memory:,.0f} MB; {result}"
        )
    finally:
        executor.close()
        shutil.rmtree(folder, ignore_errors=True)


def _record(writer: "WARCWriter", url: str, data: bytes) -> None:  # type: ignore[name-defined]  # noqa: F821
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders

    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
    dated = {"WARC-Date": "2026-03-02T08:00:00Z"}
    writer.write_record(
        writer.create_warc_record(url, "response", payload=BytesIO(data), http_headers=headers, warc_headers_dict=dated)
    )


def made_articles(folder: Path) -> list[Article]:
    """The articles of made news."""
    found: list[Article] = []
    for path in sorted(folder.glob("articles-*.jsonl")):
        for line in path.read_bytes().splitlines():
            try:
                found.append(slim(json.loads(line), path.name))
            except InputError as error:
                print(error, file=sys.stderr)
    return found


def timed(act: Callable[[], Result]) -> tuple[Result, Cost]:
    """What it gives, and what it cost, child processes included."""
    watched = _Watched()
    before, start = _processor(), time.perf_counter()
    with watched:
        result = act()
    return result, Cost(time.perf_counter() - start, _processor() - before, watched.most)


def _processor() -> float:
    """Seconds of this process and of its children, those that have ended and those that live."""
    ended = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    alive = sum(_ticks(pid) for pid in _family(os.getpid())[1:]) / os.sysconf("SC_CLK_TCK")
    return sum(u.ru_utime + u.ru_stime for u in ended) + alive


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


class _Watched:
    """The most memory (megabytes, pages shared among processes counted once) that this and its children have."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            self.most = max(self.most, sum(_held(pid) for pid in _family(os.getpid())) / 1024)


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [p for child in task.read_text().split() for p in _family(int(child))]
        except OSError:
            continue
    return found


def _held(pid: int) -> int:
    """Kilobytes of a process, its share of what it shares."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main(sys.argv[1:])
