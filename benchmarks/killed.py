"""Crawls whose workers or driver are killed: the same bytes in the end, and what it cost.

``python -m benchmarks.killed [--runs 20] [--engine local|ray] [--seed 1]``: a crawl of made news; in each run a
worker is killed at a random moment, then the driver is killed at another and the crawl is started again until it is
done. Prints a line a run, and fails where a file differs from that of a crawl that was left alone.
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import generator
from evaluation.shared import SHARED

ARTICLES, SHARDS = 1500, 6
STARTS = 3
TELLINGS = [sys.executable, "-m", "tellings"]


def main(arguments: list[str]) -> int:
    """Run; exit status 1 where bytes differ."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--runs", type=int, default=20)
    given.add_argument("--engine", choices=("local", "ray"), default="local")
    given.add_argument("--seed", type=int, default=1)
    options = given.parse_args(arguments)
    if not (SHARED / "data").is_dir():
        print(f"killed: skipped, no {SHARED.name}/data to make news from", file=sys.stderr)
        return 0
    folder = Path(tempfile.mkdtemp(prefix="tellings-killed-"))
    try:
        generator.write(generator.patterns(SHARED), folder / "in", ARTICLES, shards=SHARDS)
        # twice: the first crawl after installing compiles, and takes longer than those that are killed
        _started(folder, folder / "first", options.engine).wait()
        start = time.monotonic()
        _started(folder, folder / "alone", options.engine).wait()
        taken = time.monotonic() - start
        whole = digests(folder / "alone")
        print(f"left alone: {taken:.0f} s, {len(whole)} files")
        dice = random.Random(options.seed)
        same = [_run(n, folder, options.engine, dice, taken, whole) for n in range(options.runs)]
        print(f"{sum(same)} of {len(same)} runs gave the same bytes")
        return 0 if all(same) else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(number: int, folder: Path, engine: str, dice: random.Random, taken: float, whole: dict[str, str]) -> bool:
    out = folder / f"run{number}"
    first = _started(folder, out, engine)
    while first.poll() is None and not workers(first.pid):
        time.sleep(0.05)
    time.sleep(dice.uniform(0.0, 0.4) * taken)
    victims = workers(first.pid)
    victim = dice.choice(victims) if victims else None
    if victim:
        _kill(victim)
    time.sleep(dice.uniform(0.0, 0.4) * taken)
    driver = first.poll() is None
    for pid in [first.pid, *descendants(first.pid)] if driver else []:
        _kill(pid)
    first.wait()
    shards = len(list((out / "manifest").glob("*.json"))) if out.exists() else 0
    ended = []
    # a cluster that starts where one has just been killed may fail to start
    while not ended or (ended[-1] and len(ended) < STARTS):
        ended.append(_started(folder, out, engine).wait())
    same = digests(out) == whole
    print(
        f"run {number:2}: worker {'killed' if victim else 'none yet'}, driver {'killed' if driver else 'done'} with "
        f"{shards} of {SHARDS} shards, again: exit {', '.join(map(str, ended))}, "
        f"{'same bytes' if same else 'DIFFERENT'}",
        flush=True,
    )
    shutil.rmtree(out)
    return same


def _started(folder: Path, out: Path, engine: str) -> subprocess.Popen[bytes]:
    command = [*TELLINGS, "crawl", str(folder / "in" / "articles-*.jsonl"), "-o", str(out), "--workers", "2", "-q"]
    return subprocess.Popen([*command, "--engine", engine], stderr=subprocess.DEVNULL)


def workers(pid: int) -> list[int]:
    """Processes that do steps: spawned children, or Ray's workers."""
    found = []
    for child in descendants(pid):
        try:
            line = Path(f"/proc/{child}/cmdline").read_bytes()
        except OSError:
            continue
        # Ray's agents go by such names too, but without them there is no node
        if b"spawn_main" in line or (line.startswith(b"ray::") and b"Agent" not in line):
            found.append(child)
    return found


def descendants(pid: int) -> list[int]:
    """Children of a process, and theirs."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(c) for c in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def digests(out: Path) -> dict[str, str]:
    """SHA-256 of every file."""
    files = (p for p in sorted(out.rglob("*")) if p.is_file())
    return {str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
