"""Conflicts against other outlets: alterations put into real coverage, and how many are found.

    python -m evaluation.conflicts [--all] [--fast] [--half 0|1] [SHARED_FOLDER]

``../shared/score/perturb.py articles --clean --corroborated`` alters articles in known places where another
outlet's report carries what is altered; each altered and each unaltered article is compared with the other
outlets' reports of its event, never with its own original. Without ``--all`` a fixed part of the stories is
taken. The shipped weights were trained on stories of ``--half 0``; those of ``--half 1`` are held out.
"""

import argparse
import hashlib
import io
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from evaluation.shared import SHARED, records, scorer, write_lines
from tellings.article.reader import from_record
from tellings.model import Article, Telling
from tellings.run.comparison import findings
from tellings.run.steps import tell

# Sets of articles by story, and how many in a hundred of their stories are taken without ``--all``.
SETS = {"ecbplus": 20, "allsides_triples": 3}


@dataclass(frozen=True)
class Case:
    """An altered or unaltered article with the other outlets' reports of its event."""

    id: str
    article: Article
    others: tuple[Article, ...]
    gold: Mapping[str, object]


def measure(shared: Path) -> dict[str, float]:
    """Precision, recall and findings per unaltered article over the fixed parts of held-out stories."""
    figures = {}
    for name in SETS:
        if (shared / "data" / name).is_dir():
            scores = scored(shared, cases(shared, name, half=1, share=SETS[name]))
            figures |= {f"conflicts.{name}.{key}": scores[key] for key in ("precision", "recall")}
            figures[f"conflicts.{name}.quiet"] = round(1 - min(1.0, scores["per_unaltered"]), 4)
    return figures


def cases(shared: Path, name: str, *, half: int | None = None, share: int = 100) -> Iterator[Case]:
    """The cases of a set, in order of story; ``half`` takes one half of the stories, ``share`` so many of 100."""
    source = shared / "data" / name / "articles.jsonl"
    stories: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in records(source):
        story = str(row["story"])
        if (half is None or half_of(story) == half) and digest(story) % 100 < share and str(row["text"]).strip():
            stories[story].append(row)
    for story in sorted(stories):
        originals = {str(r["id"]): from_record(r, str(r["id"])) for r in stories[story]}
        for row in altered(shared, stories[story]):
            others = tuple(a for name_, a in originals.items() if name_ != row["orig_id"])
            yield Case(str(row["id"]), from_record(row, str(row["id"])), others, row)


def altered(shared: Path, rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """The articles of one story, altered and unaltered, as ``perturb.py`` makes them."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        write_lines(source, rows)
        options = SimpleNamespace(
            input=str(source), output=str(out), per=5, benign=3, copies=1, seed="0", kinds="", clean=True,
            corroborated=True,
        )  # fmt: skip
        with redirect_stdout(io.StringIO()):
            scorer("perturb").cmd_articles(options)
        return records(out)


def half_of(story: str) -> int:
    """0 for the stories to train on, 1 for those held out."""
    return digest("half", story) % 2


def scored(shared: Path, found: Iterator[Case], *, fast: bool = False) -> dict[str, float]:
    """What ``pairs.py spans`` says of the findings; its whole report goes to standard error."""
    told: dict[str, Telling] = {}
    gold, predicted = [], []
    for case in found:
        for other in case.others:
            if other.id not in told:
                told[other.id] = tell(other, fast=fast)
        telling = told.get(str(case.gold["orig_id"])) if not case.gold["gold"] else None
        if telling is None or telling.article.text != case.article.text:
            telling = tell(case.article, fast=fast)
        made = findings(telling, [told[o.id] for o in case.others], fast=fast)
        gold.append(case.gold)
        predicted.append({"id": case.id, "findings": made})
    report = _spans(gold, predicted)
    print(json.dumps(report, indent=1), file=sys.stderr)
    nothing = report["findings_on_nothing"]
    return {
        "precision": report["precision"],
        "recall": report["recall"],
        "per_unaltered": nothing.get("clean", {}).get("per_article", 0.0),
    }


def _spans(gold: Sequence[object], predicted: Sequence[object]) -> dict[str, dict]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [write_lines(Path(folder) / name, rows) for name, rows in (("gold", gold), ("pred", predicted))]
        printed = io.StringIO()
        with redirect_stdout(printed):
            scorer("pairs").cmd_spans(SimpleNamespace(gold=str(paths[0]), pred=str(paths[1]), slack=0))
    return json.loads(printed.getvalue())


def digest(*parts: str) -> int:
    """A number that depends on nothing but the words."""
    return int(hashlib.sha256("|".join(parts).encode()).hexdigest()[:8], 16)


def main() -> None:
    """Print the figures of each set."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.conflicts", description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--all", action="store_true", help="all stories, not a fixed part of them")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the stories trained on (0) or held out (1)")
    parser.add_argument("--fast", action="store_true", help="marks by rule only")
    parser.add_argument("--set", choices=sorted(SETS), help="only this set")
    options = parser.parse_args()
    for name in [options.set] if options.set else SETS:
        found = cases(options.shared, name, half=options.half, share=100 if options.all else SETS[name])
        for key, value in scored(options.shared, found, fast=options.fast).items():
            print(f"{name:20} {key:16} {value:.3f}")


if __name__ == "__main__":
    main()
