"""A crawl on processes and on Ray: ``python -m benchmarks.nodes [NUMBER]``.

Made news (3,000 articles in 12 files unless said otherwise) crawled by one and two processes, by Ray with one and two
workers, and by Ray on two nodes of one core each, all started on this machine. Prints seconds by the clock, and
whether the bytes are those of the first.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from benchmarks import generator
from benchmarks.killed import digests
from evaluation.shared import SHARED
from tellings.run.crawl.crawl import crawl
from tellings.run.executor import Executor
from tellings.run.onray import executor

NUMBER, SHARDS = 3000, 12
# Ray's workers give way to every other process unless told otherwise: beside processes that do not, that is no race.
os.environ["RAY_worker_niceness"] = "0"  # noqa: SIM112 - Ray spells it so


def main(arguments: list[str]) -> None:
    """Print a row an executor."""
    if not (SHARED / "data").is_dir():
        print(f"nodes: skipped, no {SHARED.name}/data to make news from", file=sys.stderr)
        return
    number = int(arguments[0]) if arguments else NUMBER
    folder = Path(tempfile.mkdtemp(prefix="tellings-nodes-"))
    try:
        generator.write(generator.patterns(SHARED), folder / "in", number, shards=SHARDS)
        print(f"{number:,} articles in {SHARDS} files")
        whole: dict[str, str] = {}
        for name, ready in _executors().items():
            out = folder / name.replace(" ", "-")
            with ready as walker:
                start = time.perf_counter()
                list(crawl([str(folder / "in" / "articles-*.jsonl")], out, walker, whole=0))
                taken = time.perf_counter() - start
            whole = whole or digests(out)
            print(f"{name:22} {taken:7.1f} s   {'same bytes' if digests(out) == whole else 'DIFFERENT'}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _executors() -> dict[str, AbstractContextManager[Executor]]:
    return {
        "one process": executor("local", 1),
        "two processes": executor("local", 2),
        "Ray, one worker": executor("ray", 1),
        "Ray, two workers": executor("ray", 2),
        "Ray, two nodes": _two_nodes(),
    }


@contextmanager
def _two_nodes() -> Iterator[Executor]:
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    cluster.add_node(num_cpus=1)
    try:
        with executor("ray", 2, cluster.address) as found:
            yield found
    finally:
        cluster.shutdown()


if __name__ == "__main__":
    main(sys.argv[1:])
