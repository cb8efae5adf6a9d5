"""Fit the weights of crawl reading, and measure them on sites they have not seen.

    python -m training.crawl_reading.train [--write] [SHARED_FOLDER]

Pages are those of ``../shared/data/extraction`` (not part of this repository). A block is positive where half of its
words stand in the page's labelled body; a block weighs as its share of that body, so that a page of many blocks
counts no more than another. The second network is fitted on scores that the first gives to sites it has not seen.
Prints the scorer's figures over five parts of the sites, each read by weights fitted on the other four, at several
thresholds; with ``--write`` weights fitted on all pages are put where the program reads them. Takes two minutes.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec
import numpy as np

from evaluation.crawl_reading import SETS, Saved, pages, scored
from evaluation.shared import SHARED
from tellings.article.crawl.context import context
from tellings.article.crawl.features import Features, Wide, features
from tellings.article.crawl.markup import Markup, parse
from tellings.article.crawl.metadata import told
from tellings.article.crawl.scores import Layers, Weights, apply, network
from training.crawl_reading.labels import labels
from training.crawl_reading.network import Examples, fit

OUT = Path(__file__).parents[2] / "tellings" / "data" / "article" / "crawl.json"
PARTS, INNER_PARTS = 5, 4
SEED = 0
# Members, units of each, rounds.
FIRST, SECOND = (2, 16, 12), (4, 16, 15)
LEAST = 0.4
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)
# A body shorter than this weighs as one of this many code points; no block weighs more than MOST of its page.
SHORTEST_BODY, MOST, FLOOR = 200, 0.3, 0.002


class Page(NamedTuple):
    """A labelled page with the features of its blocks."""

    saved: Saved
    group: str
    site: str
    markup: Markup
    features: Features
    shares: Wide


def main() -> None:
    """Measure and, where asked to, write the weights."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("shared", nargs="?", type=Path, default=SHARED)
    given = arguments.parse_args()
    read = [page for name in SETS for page in _pages(given.shared, name)]
    scores = cross_validated(read)
    for least in THRESHOLDS:
        print(f"least score {least:.2f}: {_report(read, scores, least)}")
    if given.write:
        first, second = fitted(read)
        weights = Weights(features=list(read[0].features.names), first=first, second=second, least=LEAST)
        OUT.write_bytes(msgspec.json.encode(weights).replace(b"],[", b"],\n[") + b"\n")
        print(f"{OUT}: {OUT.stat().st_size / 1024:.0f} KiB")


def cross_validated(read: Sequence[Page]) -> list[Wide]:
    """Scores of the blocks of each page, by weights fitted without the pages of its part of the sites."""
    part = _parts(read, PARTS, SEED)
    scores: list[Wide] = [np.zeros(0)] * len(read)
    for number in range(PARTS):
        first, second = fitted([p for p in read if part[p.site] != number])
        for place, page in enumerate(read):
            if part[page.site] == number:
                found = page.features
                context_ = context(found, apply(network(first), found.values, found.pages))
                scores[place] = apply(network(second), context_, found.pages)
    return scores


def fitted(read: Sequence[Page]) -> tuple[Layers, Layers]:
    """Both networks."""
    part = _parts(read, INNER_PARTS, SEED + 1)
    inputs = [page.features.values for page in read]
    for number in range(INNER_PARTS):
        first = network(_first([p for p in read if part[p.site] != number]))
        for place, page in enumerate(read):
            if part[page.site] == number:
                found = page.features
                inputs[place] = context(found, apply(first, found.values, found.pages))
    return _first(read), fit(_examples(read, inputs), *SECOND)


def _first(read: Sequence[Page]) -> Layers:
    return fit(_examples(read, [page.features.values for page in read]), *FIRST)


def _examples(read: Sequence[Page], inputs: Sequence[np.ndarray]) -> Examples:
    positive = [page.shares >= 0.5 for page in read]
    weights = []
    for page, is_body in zip(read, positive, strict=True):
        lengths = page.features.lengths
        body = max(float(lengths[is_body].sum()), SHORTEST_BODY)
        weights.append(np.minimum(lengths / body, MOST) + FLOOR)
    return Examples(
        np.concatenate(inputs),
        np.concatenate(positive).astype(np.float32),
        np.concatenate(weights).astype(np.float32),
    )


def _pages(shared: Path, name: str) -> list[Page]:
    found = []
    for saved in pages(shared, name):
        markup = parse(saved.data)
        if markup.blocks:
            hints = told(markup.stated, str(saved.gold["url"])).hints
            shares = np.array(labels(markup.blocks, str(saved.gold["articleBody"])))
            found.append(Page(saved, name, _site(saved.gold), markup, features([(markup, hints)]), shares))
    return found


def _site(gold: Mapping[str, object]) -> str:
    """The registered name of a page's host, nearly: the last two labels, or three behind a short one ("co.uk")."""
    address = str(gold.get("site") or gold["url"])
    host = urlsplit(address if "//" in address else f"//{address}").hostname or address
    parts = host.split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2:])


def _parts(read: Sequence[Page], count: int, seed: int) -> dict[str, int]:
    sites = sorted({page.site for page in read})
    np.random.default_rng(seed).shuffle(sites)
    return {site: place % count for place, site in enumerate(sites)}


def _report(read: Sequence[Page], scores: Sequence[Wide], least: float) -> str:
    told_ = []
    for name in SETS:
        texts = {
            page.saved.key: {
                "articleBody": "\n".join(b.text for b, s in zip(page.markup.blocks, found, strict=True) if s >= least)
            }
            for page, found in zip(read, scores, strict=True)
            if page.group == name
        }
        result = scored([p.saved for p in read if p.group == name], texts)
        told_.append(
            f"{name} P {result['body_precision']:.3f} R {result['body_recall']:.3f} F1 {result['body_f1']:.4f}"
        )
    return "   ".join(told_)


if __name__ == "__main__":
    main()
