"""Reading pages: body, title, date and authors against gold, and how much of the body has its exact place.

    python -m evaluation.extraction [--pages] [--speed]

The pages are those of ``../shared/data/extraction``; the scorer is that of Zyte's article extraction benchmark
(``../shared/score/extraction.py``). The body is the text without title, captions and furniture. With ``--pages``
the worst pages are listed too; with ``--speed`` processor time a page is printed beside trafilatura's.
"""

import hashlib
import sys
import tarfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import process_time

from trafilatura import bare_extraction

from evaluation.shared import SHARED, scorer
from tellings.article.places import places
from tellings.article.reader import read
from tellings.model import Article, Capture, Span

SETS = ("zyte", "naeb")
NOT_BODY = ("title", "caption", "furniture")


def present(shared: Path = SHARED) -> bool:
    """Whether the labelled pages are there."""
    return all((shared / "data" / "extraction" / f"{name}.html.tar.xz").exists() for name in SETS)


def measure(shared: Path) -> dict[str, float]:
    """Scores by name, such as ``extraction.zyte.body_f1``; nothing where the pages are absent."""
    if not present(shared):
        return {}
    scores: dict[str, float] = {}
    letters = exact = 0.0
    for name in SETS:
        read_ = {Path(c.path).stem: (c, a) for c, a in _articles(shared, name)}
        result = scorer("extraction").score(gold(shared, name), {key: record(a) for key, (_, a) in read_.items()})
        scores[f"extraction.{name}.body_f1"] = result["body_f1"]
        if name == "naeb":
            scores |= {
                "extraction.naeb.title": result["title_accuracy"],
                "extraction.naeb.date": result["date_accuracy"],
                "extraction.naeb.authors_f1": result["authors_f1"],
            }
        for capture, article in read_.values():
            spans = body_spans(article)
            size = sum(len("".join(article.text[s.start : s.end].split())) for s in spans)
            letters += size
            exact += size * places(capture, article).exact(spans)
    scores["offsets.exact"] = exact / letters if letters else 0.0
    return scores


def pages(name: str, shared: Path = SHARED, limit: int | None = None) -> Iterator[Capture]:
    """Captures of a set's pages in the order of their names; ``path`` is the page's id and ``.html``."""
    with tarfile.open(shared / "data" / "extraction" / f"{name}.html.tar.xz") as archive:
        files = {Path(m.name).name: archive.extractfile(m) for m in archive.getmembers() if m.isfile()}
        contents = {file: found.read() for file, found in files.items() if found is not None}
    for file, data in islice(sorted(contents.items()), limit):
        yield Capture(path=file, data=data, sha256=hashlib.sha256(data).hexdigest())


def gold(shared: Path, name: str) -> dict[str, dict[str, object]]:
    """Gold records by the page's id."""
    found: dict[str, dict[str, object]] = scorer("extraction").load(
        str(shared / "data" / "extraction" / f"{name}.gold.json.gz")
    )
    return found


def record(article: Article) -> dict[str, object]:
    """An article as the scorer takes it."""
    return {
        "articleBody": "\n\n".join(article.text[s.start : s.end] for s in body_spans(article)),
        "title": article.title,
        "date": (article.published or "")[:10],
        "authors": list(article.byline),
    }


def body_spans(article: Article) -> list[Span]:
    """The blocks of the body."""
    return [Span(start=b.start, end=b.end) for b in article.blocks if b.kind not in NOT_BODY]


def _articles(shared: Path, name: str) -> Iterator[tuple[Capture, Article]]:
    for capture in pages(name, shared):
        yield from ((capture, a) for a in read(capture) if isinstance(a, Article))


def _worst(shared: Path, name: str, count: int = 25) -> None:
    score, wanted = scorer("extraction"), gold(shared, name)
    found = {Path(c.path).stem: record(a) for c, a in _articles(shared, name)}
    rows = []
    for key, one in wanted.items():
        both, got, want = score.body_counts(one["articleBody"], found.get(key, {}).get("articleBody"))
        rows.append((2 * both / max(1, got + want), both / max(1, got), both / max(1, want), key, one["url"]))
    for f1, precision, recall, key, url in sorted(rows)[:count]:
        print(f"{f1:.3f} precision {precision:.3f} recall {recall:.3f} {key[:12]} {url}")


def _speed(shared: Path, step: int = 6) -> None:
    """Milliseconds of processor time a page: reading, its map, and trafilatura's precision mode in the same run."""
    some = [c for name in SETS for c in list(pages(name, shared))[::step]]
    for capture in some[:6]:
        list(read(capture))
    spent = dict.fromkeys(("reading", "map", "trafilatura, precision mode"), 0.0)
    for capture in some:
        start = process_time()
        articles = [a for a in read(capture) if isinstance(a, Article)]
        read_ = process_time()
        for article in articles:
            places(capture, article)
        mapped = process_time()
        bare_extraction(capture.data.decode(), favor_precision=True, include_comments=False)
        for name, time in zip(spent, (read_ - start, mapped - read_, process_time() - mapped), strict=True):
            spent[name] += time
    for name, time in spent.items():
        print(f"{name:36} {1000 * time / len(some):.1f} ms a page")


def main() -> None:
    """Print the scores, or why there are none."""
    scores = measure(SHARED)
    if not scores:
        print(f"extraction: skipped, no pages at {SHARED.name}/data/extraction", file=sys.stderr)
        return
    for name, value in scores.items():
        print(f"{name:36} {value:.4f}")
    if "--speed" in sys.argv[1:]:
        _speed(SHARED)
    if "--pages" in sys.argv[1:]:
        for name in SETS:
            _worst(SHARED, name)


if __name__ == "__main__":
    main()
