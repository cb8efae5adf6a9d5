"""Clauses: where sentences are cut into statements, against the trees of the treebanks.

``python -m evaluation.clauses`` reads ``shared/data/ud`` (development parts; not part of this repository). A clause
boundary is where a clause with a subject and a finite verb of its own begins beside the main clause, or beside what
is its complement, coordinated or set beside it (``conj``, ``parataxis``), whatever its length. ``precision`` is the
share of cuts that stand at such a boundary, ``recall`` the share of boundaries that are cut. Not every boundary is
one of statements: conditions, alternatives and questions stay whole. ``reader``: as cut by the tree that the reader
reads; ``fast``: by rules over words alone.
"""

import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.marks import BANKS, running
from evaluation.shared import SHARED
from evaluation.times import article_of
from tellings.language.english import reader
from tellings.mark.marks import mark
from tellings.speech.speech import speech
from training.reader import treebanks

_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_AUXILIARY = frozenset(("aux", "aux:pass", "cop"))
_BESIDE = frozenset(("conj", "parataxis"))


def measure(shared: Path) -> dict[str, float]:
    """Precision and recall by treebank and way of cutting; empty where the data is absent."""
    scores: dict[str, float] = {}
    for bank in BANKS:
        path = shared / "data" / "ud" / f"{bank}.conllu.gz"
        if not path.exists():
            continue
        documents = treebanks.treebank(path)
        ways = {"fast": True} | ({"reader": False} if reader.installed() else {})
        for way, fast in ways.items():
            scores |= {f"clauses.{bank}.{way}.{row}": score for row, score in _scored(documents, fast=fast).items()}
    return scores


def _scored(documents: Sequence[treebanks.Document], *, fast: bool) -> dict[str, float]:
    shared = predicted = wanted = 0
    for document in documents:
        for sentence, cut in zip(document, cuts(document, fast=fast), strict=True):
            gold = set(boundaries(sentence))
            shared, predicted, wanted = shared + len(gold & cut), predicted + len(cut), wanted + len(gold)
    return {"precision": shared / max(predicted, 1), "recall": shared / max(wanted, 1)}


def cuts(document: treebanks.Document, *, fast: bool) -> Iterator[set[int]]:
    """For each sentence the words (from 0) that open a statement, its first left out; a sentence is a paragraph."""
    article = article_of("a", "\n\n".join(running(sentence) for sentence in document), None)
    opening = [s.start for s in speech(article, mark(article, fast=fast)).statements]
    at = 0
    for sentence in document:
        starts = _starts(sentence, at)
        end = at + len(running(sentence))
        inside = opening[bisect_right(opening, at) : bisect_right(opening, end - 1)]
        yield {bisect_right(starts, place) - 1 for place in inside} - {_first_word(sentence)}
        at = end + 2


def _starts(sentence: treebanks.Sentence, at: int) -> list[int]:
    found = []
    for place in range(len(sentence.words)):
        before = running(treebanks.Sentence(sentence.words[: place + 1], sentence.gaps[: place + 1]))
        found.append(at + len(before) - len(sentence.words[place]))
    return found


def _first_word(sentence: treebanks.Sentence) -> int:
    return next((i for i, relation in enumerate(sentence.relations) if relation != "punct"), 0)


def boundaries(sentence: treebanks.Sentence) -> Iterator[int]:
    """The words (from 0) that open a clause beside another, marks, conjunctions and "that" left out."""
    for at, relation in enumerate(sentence.relations):
        head = sentence.heads[at] - 1
        if relation in _BESIDE and head < at and _is_clause(sentence, at) and _is_clause(sentence, head):
            if _is_main(sentence, head):
                yield _opens(sentence, at)


def _is_main(sentence: treebanks.Sentence, at: int) -> bool:
    """True for the root, what stands beside it, and complements of these."""
    while sentence.heads[at]:
        if sentence.relations[at] not in _BESIDE | {"ccomp"}:
            return False
        at = sentence.heads[at] - 1
    return True


def _is_clause(sentence: treebanks.Sentence, at: int) -> bool:
    own = [i for i, head in enumerate(sentence.heads) if head == at + 1]
    finite = sentence.xpos[at] in _FINITE or any(
        sentence.relations[i] in _AUXILIARY and sentence.xpos[i] in _FINITE for i in own
    )
    return finite and any(sentence.relations[i] in _SUBJECTS for i in own)


def _opens(sentence: treebanks.Sentence, at: int) -> int:
    inside = {at}
    grown = True
    while grown:
        more = {i for i, head in enumerate(sentence.heads) if head - 1 in inside} - inside
        inside |= more
        grown = bool(more)
    joins = {i for i in inside if sentence.heads[i] == at + 1 and sentence.relations[i] in ("cc", "punct")}
    joins |= {i for i in inside if sentence.relations[i] == "mark" and sentence.words[i].lower() == "that"}
    return min(inside - joins)


def main() -> None:
    """Print the scores, or why there are none."""
    scores = measure(SHARED)
    if not scores:
        print(f"clauses: skipped, no labelled data at {SHARED.name}/data/ud", file=sys.stderr)
    for name, value in scores.items():
        print(f"{name:40} {value:.3f}")


if __name__ == "__main__":
    main()
