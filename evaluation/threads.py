"""Threads to be read by a person: ``python -m evaluation.threads ecbplus 7 40``.

Prints the threads of so many articles of a set, chosen by a seed, one to a paragraph. There are no
labels: the reader judges whether each leaves something owed, and who owes it.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from evaluation.shared import SHARED
from evaluation.times import article_of
from tellings.mark.marks import mark
from tellings.model import Slice, Thread
from tellings.speech.speech import speech

USAGE = "usage: python -m evaluation.threads SET SEED COUNT, such as: ecbplus 7 40"


def sample(shared: Path, name: str, seed: int, count: int) -> Iterator[tuple[str, Thread]]:
    """Threads of ``count`` articles of a set with the words each stands in; nothing where the set is absent."""
    source = shared / "data" / name / "articles.jsonl"
    if not source.exists():
        return
    with source.open(encoding="utf-8") as lines:
        rows = sorted((json.loads(line) for line in lines), key=lambda row: str(row["id"]))
    random.Random(seed).shuffle(rows)
    for row in rows[:count]:
        article = article_of(row["id"], row["text"], row.get("published"))
        for thread in speech(article, mark(article)).threads:
            yield article.text[thread.start : thread.end], thread


def main() -> None:
    """Print a sample, or how to ask for one."""
    if len(sys.argv) != 4 or not all(word.isdigit() for word in sys.argv[2:]):
        sys.exit(USAGE)
    name, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for number, (words, thread) in enumerate(sample(SHARED, name, seed, count), 1):
        roles = {"by": thread.by, "of": thread.of, "what": thread.what}
        told = "; ".join(f"{role}: {_line(part)}" for role, part in roles.items() if part)
        print(f"{number}. {thread.act} ({told})\n   {' '.join(words.split())}")


def _line(part: Slice) -> str:
    return " ".join(part.text.split())


if __name__ == "__main__":
    main()
