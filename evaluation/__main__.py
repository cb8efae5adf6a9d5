"""Every quality figure in one run, beside its floor."""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from evaluation import (
    cases,
    clauses,
    conflicts,
    crawl_grouping,
    crawl_reading,
    extraction,
    families,
    figures,
    floors,
    grouping,
    happened,
    loaded,
    marks,
    pairs,
    quotes,
    swaps,
    times,
)
from evaluation.shared import SHARED, present

MEASURES = (
    cases,
    conflicts,
    extraction,
    crawl_grouping,
    crawl_reading,
    grouping,
    families,
    swaps,
    marks,
    quotes,
    clauses,
    times,
    figures,
    pairs,
    loaded,
    happened,
)
DATA = [
    "gold", "seeds", "score/case.py", "score/clusters.py", "score/quotes.py", "score/timex.py", "score/ner.py",
    "score/pairs.py", "score/perturb.py", "score/extraction.py",
    "data/mixed", "data/ecbplus", "data/syndicated", "data/allsides", "data/allsides_triples", "data/quotes_gum",
    "data/timex_gum", "data/timex_meantime", "data/pairs_ecb", "data/pairs_nanco", "data/pairs_sts_headlines",
    "data/ud", "data/bias_babe", "data/fivew1h", "data/extraction",
]  # fmt: skip


def main() -> None:
    """Print the figures; hold them to the floors, or move these, as asked."""
    options = _options()
    if not present():
        print(f"evaluation skipped: no labelled data at {SHARED}")
        return
    scores = _measured()
    known = floors.load()
    for name, score in sorted(scores.items()):
        floor = known.scores.get(name)
        print(f"{name:44} {score:.3f}" + (f"   floor {floor:.3f}" if floor is not None else ""))
    for story in sorted(name.removeprefix("case.") for name in scores if name.startswith("case.")):
        if (SHARED / "gold" / story).is_dir():
            print(f"{'case.' + story + ', marking everything':44} {cases.baseline(SHARED, story):.3f}")
    _hold(options, known, scores)


def _measured() -> dict[str, float]:
    """All figures; each measure is taken in a process of its own, as many at once as there are cores."""
    # Several processes of several threads each would wait for one another.
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    scores: dict[str, float] = {}
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for found in [pool.submit(measure.measure, SHARED) for measure in MEASURES]:
            scores |= found.result()
    return scores


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--gate", action="store_true", help="fail where a score is under its floor")
    parser.add_argument("--raise", dest="up", action="store_true", help="raise the floors to the scores reached")
    parser.add_argument("--lower", metavar="NAME", help="bring one floor down to the score measured now")
    parser.add_argument("--reason", help="why, with --lower")
    options = parser.parse_args()
    if bool(options.lower) != bool(options.reason):
        parser.error("--lower and --reason go together")
    return options


def _hold(options: argparse.Namespace, known: floors.Floors, scores: dict[str, float]) -> None:
    data = floors.digests(SHARED, DATA)
    if options.lower:
        floors.save(floors.lowered(known, scores, options.lower, options.reason))
    elif options.up:
        # floors measured on other data are no floors: a new pin starts anew; more data leaves the old ones standing
        risen = floors.raised(
            known if known.data.items() <= data.items() else floors.Floors(data, {}, known.lowered), scores
        )
        risen.data = data
        floors.save(risen)
    elif options.gate:
        changed = sorted(name for name, digest in known.data.items() if data.get(name) != digest)
        if changed:
            sys.exit(f"the data changed since the floors were set ({', '.join(changed)}): measure and --raise anew")
        falls = floors.falls(known, scores)
        if falls:
            sys.exit("under the floor:\n  " + "\n  ".join(falls))
        print(f"all {len(known.scores)} floors hold")


if __name__ == "__main__":
    main()
