"""Where the labelled data and its scorers lie: beside the checkout, never in it."""

import importlib.util
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

import msgspec

SHARED = Path(__file__).parents[2] / "shared"


def present() -> bool:
    """Whether the data is there; without it nothing can be measured, and nothing is claimed."""
    return (SHARED / "gold").is_dir() and (SHARED / "score").is_dir()


@cache
def scorer(name: str) -> ModuleType:
    """The scorer ``../shared/score/<name>.py`` as a module."""
    path = SHARED / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"shared_score_{name}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    # a scorer may import its neighbours by name
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.parent))
    return module


def records(path: Path, drop: Iterable[str] = ()) -> list[dict[str, object]]:
    """Lines of a JSON-lines file without the keys ``drop``: what a system may see of labelled data."""
    dropped = set(drop)
    lines = path.read_bytes().splitlines()
    rows = [msgspec.json.decode(line, type=dict[str, object]) for line in lines if line.strip()]
    return [{key: value for key, value in row.items() if key not in dropped} for row in rows]


def write_lines(path: Path, rows: Sequence[object]) -> Path:
    """Write rows as JSON lines for a scorer to read; gives ``path`` back."""
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    return path
