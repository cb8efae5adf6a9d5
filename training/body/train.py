"""Train the weights that tell a page's article from the rest of it.

    python -m training.body.train [--write] [SHARED_FOLDER]

A forest of boosted trees (LightGBM, which ``training/body/requirements.txt`` pins; the program never needs it) on the
segments of the labelled pages. A segment weighs as much as its words are of its page's body, since the measure is
taken page by page. Prints body F1 of both sets, cross-validated by site: no page of a site, of either set, is read
with weights that saw another page of it. With ``--write`` all pages are trained on and the weights put where the
program reads them. One to two minutes of one core; the same versions and data give the same bytes.
"""

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import lightgbm
import msgspec
import numpy as np
import numpy.typing as npt

from evaluation.extraction import SETS, body_spans, gold, pages
from evaluation.shared import SHARED, scorer
from tellings.article import declared, html
from tellings.article.body import FILE, Forest, Planted, Tree, chosen, takers
from tellings.article.encoding import decode
from tellings.article.evidence import Column, evidence
from tellings.article.layout import arrange
from tellings.article.metadata import best
from tellings.article.segments import Segment, segments
from tellings.model import Article, BlockKind
from training.body.labels import labels

OUT = Path(__file__).parents[2] / "tellings" / "data" / Path(FILE)
FOLDS = 6
SEEDS = (0, 1)
ROUNDS = 120
# The least chance at which a segment is taken: the best of those tried under cross-validation.
LEAST = 0.5
SETTINGS = {
    "objective": "binary", "learning_rate": 0.07, "num_leaves": 12, "max_depth": 5, "min_data_in_leaf": 40,
    "lambda_l2": 5.0, "feature_fraction": 0.3, "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 63,
    "verbose": -1, "num_threads": 1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
# Suffixes under which anybody registers a name: a.co.uk and b.co.uk are two sites.
SECOND = ("co", "com", "net", "org", "gov", "ac")
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Page:
    """A page's segments with their evidence and labels."""

    name: str
    key: str
    site: str
    segments: list[Segment]
    kinds: list[BlockKind | None]
    columns: dict[str, Column]
    gold: dict[str, object]
    labels: list[bool]
    title: str | None
    outlet: str | None


def main() -> None:
    """Measure under cross-validation; train on all and write where asked."""
    options = _options()
    read = list(_read(options.shared))
    names = list(read[0].columns)
    print(f"{len(read)} pages of {len({p.site for p in read})} sites, {len(names)} columns")
    found: dict[str, Matrix] = {}
    for fold in range(FOLDS):
        forest = Planted(trained([p for p in read if _fold(p.site) != fold], names))
        found |= {p.key: forest.chances(p.columns) for p in read if _fold(p.site) == fold}
    for least in (0.42, 0.46, LEAST):
        print(f"least {least}:", ", ".join(f"{n} {_scored(read, n, found, least)}" for n in SETS))
    if options.write:
        OUT.write_bytes(msgspec.json.encode(trained(read, names)) + b"\n")
        print(f"{OUT}: {OUT.stat().st_size // 1024} KiB")


def trained(read: Sequence[Page], names: Sequence[str]) -> Forest:
    """The forest of ``read``: the mean of one for each of SEEDS."""
    matrix = np.concatenate([np.array([p.columns[n] for n in names]).T for p in read])
    wanted = np.concatenate([np.array(p.labels, dtype=float) for p in read])
    weight = np.concatenate([_weights(p) for p in read])
    trees: list[Tree] = []
    for seed in SEEDS:
        data = lightgbm.Dataset(matrix.astype(np.float32), wanted, weight=weight)
        seeds = {"seed": seed, "bagging_seed": seed, "feature_fraction_seed": seed}
        model = lightgbm.train(SETTINGS | seeds, data, ROUNDS).dump_model()
        trees += [_tree(t["tree_structure"]) for t in model["tree_info"]]
    return Forest(list(names), trees, LEAST)


def _tree(root: dict[str, object]) -> Tree:
    """A tree as LightGBM dumps it, its numbers rounded."""
    tree = Tree([], [], [], [], [])

    def plant(node: dict[str, object]) -> int:
        if "leaf_value" in node:
            tree.leaves.append(round(float(str(node["leaf_value"])) / len(SEEDS), 5))
            return -len(tree.leaves)
        place = len(tree.columns)
        tree.columns.append(int(str(node["split_feature"])))
        tree.bounds.append(float(f"{float(str(node['threshold'])):.6g}"))
        tree.left.append(0)
        tree.right.append(0)
        tree.left[place] = plant(node["left_child"])  # type: ignore[arg-type]
        tree.right[place] = plant(node["right_child"])  # type: ignore[arg-type]
        return place

    if plant(root) < 0:
        return Tree([0], [0.0], [-1], [-1], tree.leaves)
    return tree


def _read(shared: Path) -> Iterator[Page]:
    for name in SETS:
        wanted = gold(shared, name)
        for capture in pages(name, shared):
            key = Path(capture.path).stem
            tree = html.parsed(decode(capture.data, capture.path).text, capture.path)
            stated = declared.of_page(tree)
            cut = segments(tree)
            titles = [c.value for c in stated if c.field == "title"]
            columns = evidence(cut, takers(tree, str(wanted[key]["url"])), titles)
            said = labels([s.words for s in cut.found], str(wanted[key]["articleBody"]))
            site = _site(str(wanted[key]["url"]))
            title, outlet = best(stated, "title"), best(stated, "outlet")
            kinds = [cut.kind(s) for s in cut.found]
            yield Page(name, key, site, cut.found, kinds, columns, wanted[key], said, title, outlet)


def _site(url: str) -> str:
    parts = (urlsplit(url).hostname or "").split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and parts[-2] in SECOND else parts[-2:])


def _fold(site: str) -> int:
    return int(hashlib.sha1(site.encode()).hexdigest(), 16) % FOLDS


def _weights(page: Page) -> Matrix:
    """A segment's share of its page's body, no less than a little and no more than a quarter."""
    words = np.array([len(s.words.split()) for s in page.segments], dtype=float)
    total = max(30.0, float(words[np.array(page.labels, dtype=bool)].sum()))
    return 100 * np.minimum(0.25, (words + 3) / total) + 0.02


def _scored(read: Sequence[Page], name: str, found: dict[str, Matrix], least: float) -> str:
    """Precision, recall and F1 of a set's bodies, read to the end (furniture left out)."""
    score = scorer("extraction")
    counts = [score.body_counts(p.gold["articleBody"], _body(p, found[p.key], least)) for p in read if p.name == name]
    result = score.body_scores(counts)
    return " ".join(f"{result['body_' + part]:.4f}" for part in ("precision", "recall", "f1"))


def _body(page: Page, chance: Matrix, least: float) -> str:
    kinds = {id(s): kind for s, kind in zip(page.segments, page.kinds, strict=True)}
    taken = chosen(page.segments, chance, page.columns["extractor"], least)
    text, pieces = html.joined(html.titled([(s.words, kinds[id(s)]) for s in taken], page.title))
    layout = arrange(text, pieces, page.title, page.outlet)
    article = Article(id="", text=text, sha256="", blocks=layout.blocks)
    return "\n".join(text[s.start : s.end] for s in body_spans(article))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.body.train", description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--write", action="store_true", help="train on all pages and write the weights")
    return parser.parse_args()


if __name__ == "__main__":
    main()
