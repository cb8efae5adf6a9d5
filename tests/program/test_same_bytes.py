"""The same input gives the same bytes, whoever walks it and in whatever order; the reader included."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tellings.mark.marks import mark
from tellings.model import Article
from tellings.run import steps
from tellings.run.executor import WORTH_A_POOL
from tests.program.conftest import FERRY, ROOT

TOWNS = ("Kellmouth", "Port Ardle", "Harbourton", "Lund Quay", "Eastbank", "Marsh End")


def _write_articles(folder: Path) -> list[str]:
    """Paths of invented articles, enough of them for a pool of workers."""
    paths = []
    for n in range(WORTH_A_POOL + 2):
        record = {
            "id": f"a{n}",
            "url": f"https://outlet-{n}.example/{n}",
            "published": f"2031-05-{n % 5 + 2:02}",
            "text": f"Crane falls at {TOWNS[n % 6]}\n\nA crane fell at {TOWNS[n % 6]} on Friday and hurt {n + 2} "
            f"dockers, Olga Brandt of the Harbour Board said. “The cable was {n} years old,” she said. "
            f"The union denied that it had been warned, and asked for an inquiry by {TOWNS[(n + 1) % 6]} police.",
        }
        path = folder / f"a{n}.json"
        path.write_text(json.dumps(record))
        paths.append(str(path))
    return paths


def _built(paths: list[str], out: Path, workers: int, seed: int) -> dict[str, bytes]:
    """The files of a build made in a process of its own."""
    command = [sys.executable, "-m", "tellings", "build", *paths, "-o", str(out), "-q", "--workers", str(workers)]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": str(seed)}, check=True)
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_workers_order_and_hash_seed_do_not_show_in_the_case_files(tmp_path: Path) -> None:
    paths = _write_articles(tmp_path)
    one = _built(paths, tmp_path / "one", workers=1, seed=1)
    other = _built(paths[::-1], tmp_path / "other", workers=2, seed=2)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.parametrize("fast", [False, True], ids=["full", "fast"])
def test_what_is_marked_in_one_article_does_not_depend_on_those_marked_before(fast: bool) -> None:
    articles = [a for a in steps.read([str(FERRY)]) if isinstance(a, Article)]
    told = [msgspec.json.encode(mark(a, fast=fast)) for a in articles]
    assert [msgspec.json.encode(mark(a, fast=fast)) for a in reversed(articles)] == told[::-1]
    assert msgspec.json.encode(mark(articles[-1], fast=fast)) == told[-1]
