"""Families and borrowing measured against made copies: ``python -m evaluation.families [--why]``.

Reads ``../shared/data/syndicated`` (not part of this repository) with its labels taken off. Direction: the
share of copies that were cut down or worked over whose family has the original, or a verbatim copy of it,
as its root. Borrowing: articles with a third of another's text; an edge is right where it leads to a text
of that one's family. Apart: pairs of ``ecbplus`` that tell one event and share no text, in one family.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from evaluation.grouping import articles
from evaluation.shared import SHARED, records, scorer
from tellings.mark.quotation import quotations
from tellings.model import Article, Family, Span
from tellings.story.borrowing import Borrowing, borrowings
from tellings.story.families import families

NAME = "syndicated"
# Copies that differ from what they were made from: of verbatim ones nothing says which came first.
WORKED = ("cut", "drop", "edit", "rewrite", "frame")

Row = dict[str, object]


def measure(shared: Path) -> dict[str, float]:
    """Scores by name; empty where the data is absent."""
    if not (shared / "data" / NAME / "articles.jsonl").exists():
        return {}
    rows = _rows(shared)
    read = articles(shared, NAME)
    found = families(read)
    clusters = scorer("clusters")
    gold = clusters.read_stories(str(shared / "data" / NAME / "articles.jsonl"))
    pairs = clusters.score(gold, {a: f.id for f in found for a in f.articles})
    scores: dict[str, float] = {f"families.{NAME}.pair_f1": pairs["pair_f1"]}
    directions = _directions(rows, found)
    worked = [ok for right in directions.values() for ok in right.values()]
    scores |= {f"families.{NAME}.direction": sum(worked) / len(worked)}
    scores |= {f"families.{NAME}.direction.{k}": sum(right.values()) / len(right) for k, right in directions.items()}
    return scores | _borrowing(rows, _borrowed(rows, read, found), found) | _apart(shared)


def _rows(shared: Path) -> dict[str, Row]:
    return {str(r["id"]): r for r in records(shared / "data" / NAME / "articles.jsonl")}


def _borrowed(rows: Mapping[str, Row], read: Sequence[Article], found: Sequence[Family]) -> list[Borrowing]:
    """Borrowings among the articles of each event, as one case file would hold them."""
    events: dict[object, list[Article]] = defaultdict(list)
    for article in read:
        events[rows[article.id]["event"]].append(article)
    quoted = {a.id: [Span(start=q.start, end=q.end) for q in quotations(a)] for a in read}
    return [b for told in events.values() for b in borrowings(told, found, quoted)]


def _directions(rows: Mapping[str, Row], found: Sequence[Family]) -> dict[str, dict[str, bool]]:
    """By kind of copy: is the root of its family its original, or a verbatim copy of that."""
    root = {a: f.root for f in found for a in f.articles}
    right: dict[str, dict[str, bool]] = {kind: {} for kind in WORKED}
    for key, row in rows.items():
        if row["kind"] in WORKED:
            first = rows[root[key]]
            verbatim = first["kind"] == "verbatim" and first["source"] == row["source"]
            right[str(row["kind"])][key] = first["id"] == row["source"] or verbatim
    return right


def _borrowing(rows: Mapping[str, Row], made: Sequence[Borrowing], found: Sequence[Family]) -> dict[str, float]:
    """Recall over articles with a third of another; precision over all; direction told, and of these told right."""
    home = {a: f.id for f in found for a in f.articles}
    parts = {key: str(row["source"]) for key, row in rows.items() if row["kind"] == "part"}
    forward: dict[str, bool | None] = {}
    right = 0
    for one in made:
        for part, other in ((one.taker, one.giver), (one.giver, one.taker)):
            if part in parts and home[other] == home[parts[part]] and _exact(one):
                known = one.order != "shared-passage-order-unknown"
                forward[part] = forward.get(part) or ((part == one.taker) if known else None)
                right += 1
                break
    told = [ok for ok in forward.values() if ok is not None]
    return {
        f"borrowing.{NAME}.recall": len(forward) / len(parts),
        f"borrowing.{NAME}.precision": right / max(1, len(made)),
        f"borrowing.{NAME}.direction_told": len(told) / max(1, len(forward)),
        f"borrowing.{NAME}.direction_right": sum(told) / max(1, len(told)),
    }


def _exact(one: Borrowing) -> bool:
    """True where the spans show both sides of each passage."""
    return {s.article for s in one.spans[::2]} == {one.taker} and {s.article for s in one.spans[1::2]} == {one.giver}


def _apart(shared: Path) -> dict[str, float]:
    """Pairs of one event that share no text: the share kept in two families."""
    if not (shared / "data" / "ecbplus" / "shared_text_pairs.jsonl").exists():
        return {}
    rows = records(shared / "data" / "ecbplus" / "articles.jsonl")
    sharing = {
        frozenset((str(r["a"]), str(r["b"]))) for r in records(shared / "data" / "ecbplus" / "shared_text_pairs.jsonl")
    }
    home = {a: f.id for f in families(articles(shared, "ecbplus")) for a in f.articles}
    story = {str(r["id"]): str(r["story"]) for r in rows}
    pairs = [p for p in combinations(sorted(home), 2) if story[p[0]] == story[p[1]] and frozenset(p) not in sharing]
    return {"families.ecbplus.kept_apart": sum(home[a] != home[b] for a, b in pairs) / len(pairs)}


def _misses(shared: Path) -> Iterator[str]:
    rows, found = _rows(shared), families(articles(shared, NAME))
    root = {a: f.root for f in found for a in f.articles}
    for kind, right in _directions(rows, found).items():
        for key in sorted(k for k, ok in right.items() if not ok):
            yield f"{kind}: {key}: root {root[key]} ({rows[root[key]]['kind']}), made from {rows[key]['source']}"


def main(arguments: Sequence[str]) -> None:
    """Print the scores and, with ``--why``, the copies whose direction is wrong."""
    scores = measure(SHARED)
    if not scores:
        print(f"families: skipped, no labelled copies at {SHARED.name}/data", file=sys.stderr)
    for name, value in scores.items():
        print(f"{name:44} {value:.3f}")
    if scores and "--why" in arguments:
        print(*_misses(SHARED), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
