"""Clauses: where sentences are cut into statements, against the trees of the treebanks.

``python -m evaluation.clauses`` reads ``shared/data/ud`` (development parts; not part of this repository). A clause
boundary is where a clause with a subject and a finite verb of its own begins beside the main clause, or beside what
is its complement, coordinated or set beside it (``conj``, ``parataxis``), whatever its length. ``precision`` is the
share of cuts that stand at such a boundary, ``recall`` the share of boundaries that are cut. Not every boundary is
one of statements: conditions, alternatives and questions stay whole. ``reader``: as cut by the tree that the reader
reads; ``fast``: by rules over words alone.
"""

import sys
from bisect import bisect_left, bisect_right
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
        ways = {"fast": True} | ({"reader": False} if reader.PACKAGE.installed() else {})
        for way, fast in ways.items():
            scores |= {f"clauses.{bank}.{way}.{row}": score for row, score in _scored(documents, fast=fast).items()}
    return scores


def _scored(documents: Sequence[treebanks.Document], *, fast: bool) -> dict[str, float]:
    shared = predicted = wanted = 0
    for document in documents:
        for sentence, (cut, stops) in zip(document, cuts(document, fast=fast), strict=True):
            gold = set(boundaries(sentence)) - stops
            shared, predicted, wanted = shared + len(gold & cut), predicted + len(cut), wanted + len(gold)
    return {"precision": shared / max(predicted, 1), "recall": shared / max(wanted, 1)}


def cuts(document: treebanks.Document, *, fast: bool) -> Iterator[tuple[set[int], set[int]]]:
    """For each annotated sentence, a paragraph here, the words (from 0) where a later statement of a sentence opens.

    Beside them those where the program has another sentence begin, which is no matter of clauses.
    """
    article = article_of("a", "\n\n".join(running(sentence) for sentence in document), None)
    marks = mark(article, fast=fast)
    stops = [s.start for s in marks.sentences]
    first: dict[int, int] = {}
    found = [s.start for s in speech(article, marks).statements]
    for start in found:
        first.setdefault(bisect_right(stops, start), start)
    begun = set(first.values())
    opening = [start for start in found if start not in begun]
    at = 0
    for sentence in document:
        starts = _starts(sentence, at)
        end = at + len(running(sentence))
        yield _inside(opening, at, end, starts), _inside(sorted(begun), at, end, starts)
        at = end + 2


def _inside(places: Sequence[int], at: int, end: int, starts: Sequence[int]) -> set[int]:
    here = places[bisect_left(places, at) : bisect_left(places, end)]
    return {bisect_right(starts, place) - 1 for place in here}


def _starts(sentence: treebanks.Sentence, at: int) -> list[int]:
    found = []
    for place in range(len(sentence.words)):
        before = running(treebanks.Sentence(sentence.words[: place + 1], sentence.gaps[: place + 1]))
        found.append(at + len(before) - len(sentence.words[place]))
    return found


def boundaries(sentence: treebanks.Sentence) -> Iterator[int]:
    """The words (from 0) that open a clause beside another, marks, conjunctions and "that" left out."""
    for at, relation in enumerate(sentence.relations):
        head = sentence.heads[at] - 1
        beside = relation in _BESIDE and head < at and _is_clause(sentence, at)
        if beside and _is_clause(sentence, head) and _is_main(sentence, head):
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
    return next(i for i in sorted(inside) if i == at or not _only_joins(sentence, i))


def _only_joins(sentence: treebanks.Sentence, at: int) -> bool:
    """True for marks, conjunctions and ``that``, which a statement leaves out."""
    low, relation = sentence.words[at].lower(), sentence.relations[at]
    return relation in ("cc", "punct") or low == "so" or (relation == "mark" and low == "that")


def main() -> None:
    """Print the scores, or why there are none."""
    scores = measure(SHARED)
    if not scores:
        print(f"clauses: skipped, no labelled data at {SHARED.name}/data/ud", file=sys.stderr)
    for name, value in scores.items():
        print(f"{name:40} {value:.3f}")


if __name__ == "__main__":
    main()
