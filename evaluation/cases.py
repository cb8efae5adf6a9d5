"""Whole case files against hand labels: ``../shared/score/case.py`` on ``../shared/gold/``.

``python -m evaluation.cases [STORY ...] [--why]`` prints the rows of each story.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from evaluation.shared import SHARED, present, scorer
from tellings.casefile import files
from tellings.errors import InputError
from tellings.model import CaseFile
from tellings.run import steps

# The one labelled story that is given as plain-text saves; these carry no date of their own.
SAVED = {"consulate": ("seeds", "2026-01-28")}


def measure(shared: Path) -> dict[str, float]:
    """Scores by story, the mean of the stories given as records, and the mark-everything baseline of each."""
    stories = sorted(p.name for p in (shared / "gold").iterdir() if p.is_dir())
    scores = {f"case.{story}": total(rows_of(shared, story)) for story in stories}
    records = [story for story in stories if story not in SAVED]
    mean = sum(scores[f"case.{story}"] for story in records) / len(records)
    return scores | {"case.mean_of_records": mean}


def baseline(shared: Path, story: str) -> float:
    """What the scorer gives a case file that marks everything."""
    source, _ = source_of(shared, story)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "noise.json"
        subprocess.run([sys.executable, shared / "score" / "noise.py", source, out], check=True)
        case = msgspec.json.decode(out.read_bytes())
    return total(scorer("case").score(case, _gold(shared, story)))


def rows_of(shared: Path, story: str) -> dict[str, list[tuple[bool, object]]]:
    """Each row of the scorer with what was asked and whether it was right."""
    case = msgspec.json.decode(files.dump(built(shared, story)))
    found: dict[str, list[tuple[bool, object]]] = scorer("case").score(case, _gold(shared, story))
    return found


def built(shared: Path, story: str) -> CaseFile:
    """The case file of a labelled story; where grouping split it, the largest part."""
    source, published = source_of(shared, story)
    articles = [a for a in steps.read([str(source)], published) if not isinstance(a, InputError)]
    return next(steps.build(articles))


def total(rows: dict[str, list[tuple[bool, object]]]) -> float:
    """Mean over the rows of the share that was right."""
    return sum(sum(ok for ok, _ in results) / len(results) for results in rows.values()) / len(rows)


def source_of(shared: Path, story: str) -> tuple[Path, str | None]:
    """The file or folder of a labelled story, and the date of saves that carry none."""
    if story in SAVED:
        folder, published = SAVED[story]
        return shared / folder, published
    return shared / "gold" / story / "articles.jsonl", None


def _gold(shared: Path, story: str) -> dict[str, object]:
    return msgspec.json.decode((shared / "gold" / story / "gold.json").read_bytes(), type=dict[str, object])


def main(arguments: list[str]) -> None:
    """Print the rows of the stories named, or of all."""
    if not present():
        sys.exit(f"no labelled data at {SHARED}")
    wanted = [a for a in arguments if not a.startswith("-")]
    for story in wanted or sorted(p.name for p in (SHARED / "gold").iterdir() if p.is_dir()):
        rows = rows_of(SHARED, story)
        print(f"\n{story}: {total(rows):.3f} (marking everything: {baseline(SHARED, story):.3f})")
        for name, results in rows.items():
            print(f"  {name:24} {sum(ok for ok, _ in results)}/{len(results)}")
            if "--why" in arguments:
                for ok, what in results:
                    if not ok:
                        print("      missed:", what)


if __name__ == "__main__":
    main(sys.argv[1:])
