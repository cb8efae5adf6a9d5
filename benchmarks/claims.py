"""How long a case file takes by the size of its story, beside the plain way: every pair of statements compared.

``python -m benchmarks.claims [--all] [FOLDER_OR_FILE]``: stories of 20 and 100 articles of 600 words (and of 1,000 with
``--all``, which takes some ten minutes), put together from the articles of ECB+ beside the checkout, or of what is
named. All are told as one story, so this is more alike than most news: an upper bound.
"""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from tellings.article.reader import from_record
from tellings.claim.blocking import Blocks
from tellings.claim.likeness import likenesses
from tellings.claim.telling import story
from tellings.errors import InputError
from tellings.model import Article, Telling
from tellings.run import steps
from tellings.run.executor import Cores

ECB = Path(__file__).parents[2] / "shared" / "data" / "ecbplus" / "articles.jsonl"
WORDS = 600
SIZES, LARGE = (20, 100), 1000
# The plain way is taken up to so many statements; beyond it is said what it would take.
PLAIN = 1500
GOALS = {20: "5 s", 100: "30 s", 1000: "8 min"}
Result = TypeVar("Result")


def main(arguments: list[str]) -> None:
    """Print a row a size."""
    named = [a for a in arguments if not a.startswith("-")]
    texts = paragraphs(named[0] if named else str(ECB))
    print(
        f"{'articles':>8} {'statements':>10} {'told':>8} {'case file':>9} {'in all':>8} {'goal':>6} {'plain':>9} memory"
    )
    for size in (*SIZES, *([LARGE] if "--all" in arguments else [])):
        told, telling = timed(lambda size=size: tell(articles(texts, size)))
        case, building = timed(lambda told=told: steps.case_file(told))
        count = len(case.statements)
        plain = f"{plainly(told):8.1f}s" if count <= PLAIN else f"{'-':>9}"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:8} {count:10} {telling:7.1f}s {building:8.1f}s {telling + building:7.1f}s {GOALS[size]:>6} {plain}"
            f" {memory:5.0f} MB",
            flush=True,
        )


def plainly(told: Sequence[Telling]) -> float:
    """Seconds to encode every statement and compare every pair."""

    def every_pair() -> int:
        known = story(told)
        return len(likenesses(known, Blocks(list(combinations(range(len(known.told)), 2)))))

    return timed(every_pair)[1]


def tell(found: Sequence[Article]) -> list[Telling]:
    """The articles told on two cores."""
    return list(Cores(2).map(steps.tell, found))


def articles(texts: Sequence[str], size: int) -> list[Article]:
    """``size`` articles of ``WORDS`` words or a little more, of the paragraphs in turn."""
    made, at = [], 0
    for number in range(size):
        parts: list[str] = []
        while sum(len(p.split()) for p in parts) < WORDS:
            parts.append(texts[at % len(texts)])
            at += 1
        made.append(from_record({"id": f"a{number}", "text": "\n\n".join(parts), "outlet": f"o{number}"}, "benchmark"))
    return made


def paragraphs(source: str) -> list[str]:
    """The paragraphs of the articles read."""
    found = [a for a in steps.read([source]) if not isinstance(a, InputError)]
    return [line for article in found for line in article.text.split("\n") if len(line.split()) > 4]


def timed(act: Callable[[], Result]) -> tuple[Result, float]:
    """What it gives, and the seconds it took."""
    begin = time.perf_counter()
    result = act()
    return result, time.perf_counter() - begin


if __name__ == "__main__":
    main(sys.argv[1:])
