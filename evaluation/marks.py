"""Names and sentence ends measured on the treebanks: ``python -m evaluation.marks``.

Reads ``shared/data/ud/*-dev.iob2.gz`` (not part of this repository). Sentences of a document are one
article; for names each is a paragraph, so that only names are measured; for sentence ends those that
close with a full stop, question or exclamation mark are run together with the next. Demonyms are left
out of the names, as the labels have none.
"""

import gzip
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evaluation.shared import SHARED, scorer, write_lines
from evaluation.times import article_of
from tellings.mark import countries
from tellings.mark.names import names
from tellings.mark.sentences import sentences
from tellings.model import Name

BANKS = ("en_gum8-dev", "en_ewt-dev")
LABELS = {"person": "PER", "organisation": "ORG", "place": "LOC"}
ENDED = re.compile(r"[.!?…][\"'”’)]*$")

Document = list[tuple[str, str]]


def measure(shared: Path) -> dict[str, float]:
    """Scores by name, such as ``names.en_gum8-dev.f1``; empty where the data is absent."""
    scores: dict[str, float] = {}
    for bank in BANKS:
        path = shared / "data" / "ud" / f"{bank}.iob2.gz"
        if path.exists():
            documents = list(read_documents(path))
            scores |= _names(path, bank, documents) | _sentence_ends(bank, documents)
    return scores


def read_documents(path: Path) -> Iterator[Document]:
    """Documents as lists of sentence id and text."""
    found: dict[str, Document] = {}
    key = ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            value = line.partition("=")[2].strip()
            if line.startswith("# sent_id"):
                key = value
            elif line.startswith("# text ="):
                found.setdefault(key.rsplit("-", 1)[0], []).append((key, value))
    yield from found.values()


def _names(path: Path, bank: str, documents: list[Document]) -> dict[str, float]:
    rows: list[object] = []
    for document in documents:
        article = article_of("a", "\n\n".join(text for _, text in document), None)
        found, at = names(article, sentences(article)), 0
        for key, text in document:
            ents = [_entity(n, at) for n in found if at <= n.start < at + len(text) and _is_labelled(n)]
            rows.append({"sent_id": key, "ents": ents})
            at += len(text) + 2
    with tempfile.TemporaryDirectory() as folder:
        score = scorer("ner")
        gold = score.read_iob(path)
        result = score.score(gold, score.read_predictions(write_lines(Path(folder) / "names.jsonl", rows), gold))
    kinds = {f"names.{bank}.{label.lower()}_f1": result[label]["f"] for label in LABELS.values()}
    return {f"names.{bank}.f1": result["all"]["f"], f"names.{bank}.span_f1": result["span_only"]["f"]} | kinds


def _is_labelled(name: Name) -> bool:
    words = " ".join(name.text.split())
    return name.kind in LABELS and (countries.called(words) is None or countries.named(words) is not None)


def _entity(name: Name, at: int) -> list[object]:
    return [name.start - at, name.end - at, LABELS[name.kind]]


def _sentence_ends(bank: str, documents: list[Document]) -> dict[str, float]:
    shared = predicted = wanted = 0
    for document in documents:
        text, gold = "", set[int]()
        for _, sentence in document:
            text += sentence
            if ENDED.search(sentence):
                gold.add(len(text))
            text += " " if ENDED.search(sentence) else "\n\n"
        text = text.rstrip()
        article = article_of("a", text, None)
        found = {s.end for s in sentences(article) if text[s.end : s.end + 1] == " "}
        gold = {g for g in gold if g < len(text)}
        shared, predicted, wanted = shared + len(found & gold), predicted + len(found), wanted + len(gold)
    return {f"sentences.{bank}.f1": 2 * shared / (predicted + wanted)}


def main() -> None:
    """Print the scores, or why there are none."""
    scores = measure(SHARED)
    if not scores:
        print(f"marks: skipped, no labelled data at {SHARED.name}/data/ud", file=sys.stderr)
    for name, value in scores.items():
        print(f"{name:32} {value:.3f}")


if __name__ == "__main__":
    main()
