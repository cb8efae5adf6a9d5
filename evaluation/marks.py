"""Names, sentence ends, tags and dependencies on the treebanks: ``python -m evaluation.marks``.

Reads ``shared/data/ud`` (not part of this repository). Names as ``tellings mark`` prints them: each document
is one article with a paragraph a sentence, so that only names are measured; ``alone`` has each sentence as
an article of its own. Sentence ends twice: ``sentences`` as whole sentences of the document's running text
(paragraphs as annotated; the measure of the CoNLL shared tasks), ``stops`` after full stops, question and
exclamation marks alone. Tags and dependencies with words and sentences as annotated.
"""

import gzip
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from evaluation.shared import SHARED, scorer, write_lines
from evaluation.times import article_of
from tellings.language.english import reader
from tellings.language.english.tokens import Token
from tellings.mark.marks import mark
from tellings.mark.sentences import sentences
from tellings.run.lines import name_tag
from training.reader import treebanks

BANKS = ("en_gum8-dev", "en_ewt-dev")
ENDED = re.compile(r"[.!?…][\"'”’)]*$")
GAPS = ("", " ", "\n\n")

Document = list[tuple[str, str]]


def measure(shared: Path) -> dict[str, float]:
    """Scores by name, such as ``names.en_gum8-dev.f1``; empty where the data is absent."""
    scores: dict[str, float] = {}
    for bank in BANKS:
        path = shared / "data" / "ud" / f"{bank}.iob2.gz"
        if not path.exists():
            continue
        documents = list(read_documents(path))
        scores |= _names(path, bank, documents) | _stops(bank, documents)
        trees = treebanks.treebank(shared / "data" / "ud" / f"{bank}.conllu.gz")
        scores[f"sentences.{bank}.f1"] = _sentences(trees)
        if reader.PACKAGE.installed():
            scores |= {f"syntax.{bank}.{row}": score for row, score in _syntax(trees).items()}
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
    rows = [row for document in documents for row in _spotted(document, fast=False)]
    result = _scored(path, rows)
    kinds = {f"names.{bank}.{label.lower()}_f1": result[label]["f"] for label in ("PER", "ORG", "LOC")}
    alone = [row for document in documents for one in document for row in _spotted([one], fast=False)]
    ruled = [row for document in documents for row in _spotted(document, fast=True)]
    return kinds | {
        f"names.{bank}.f1": result["all"]["f"],
        f"names.{bank}.span_f1": result["span_only"]["f"],
        f"names.{bank}.alone_f1": _scored(path, alone)["all"]["f"],
        f"names.{bank}.fast_f1": _scored(path, ruled)["all"]["f"],
    }


def _scored(path: Path, rows: Iterable[object]) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        score = scorer("ner")
        gold = score.read_iob(path)
        found: dict[str, dict[str, float]] = score.score(
            gold, score.read_predictions(write_lines(Path(folder) / "names.jsonl", list(rows)), gold)
        )
    return found


def _spotted(document: Document, *, fast: bool) -> Iterator[dict[str, object]]:
    article, at = article_of("a", "\n\n".join(text for _, text in document), None), 0
    found = mark(article, fast=fast).names
    for key, text in document:
        here = [n for n in found if at <= n.start < at + len(text)]
        yield {"sent_id": key, "ents": [[n.start - at, n.end - at, name_tag(n)] for n in here]}
        at += len(text) + 2


def _stops(bank: str, documents: list[Document]) -> dict[str, float]:
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
    return {f"stops.{bank}.f1": 2 * shared / (predicted + wanted)}


def _sentences(documents: Sequence[treebanks.Document]) -> float:
    shared = predicted = wanted = 0
    for document in documents:
        text, gold = "", set[tuple[int, int]]()
        for sentence in document:
            text += GAPS[sentence.gaps[0]] if text else ""
            start = len(text)
            text += running(sentence)
            gold.add((start, len(text)))
        found = {(s.start, s.end) for s in sentences(article_of("a", text, None))}
        shared, predicted, wanted = shared + len(found & gold), predicted + len(found), wanted + len(gold)
    return 2 * shared / (predicted + wanted)


def running(sentence: treebanks.Sentence) -> str:
    """The sentence's text."""
    later = zip(sentence.words[1:], sentence.gaps[1:], strict=True)
    return sentence.words[0] + "".join(GAPS[gap] + word for word, gap in later)


def _syntax(documents: Sequence[treebanks.Document]) -> dict[str, float]:
    """Shares of words with the right tag, head, and head with relation (subtypes count)."""
    words = tags = heads = labelled = 0
    for document in documents:
        reads = reader.read_units([_unit(sentence) for sentence in document])
        for sentence, read in zip(document, reads, strict=True):
            rows = zip(read.words, sentence.xpos, sentence.heads, sentence.relations, strict=True)
            for word, tag, head, relation in rows:
                words += 1
                tags += word.tag == tag
                heads += word.head == head - 1
                labelled += word.head == head - 1 and word.relation == relation
    return {"tags": tags / words, "uas": heads / words, "las": labelled / words}


def _unit(sentence: treebanks.Sentence) -> reader.Unit:
    """The words at places of a text that only counts them."""
    ends = [0]
    for word in sentence.words:
        ends.append(ends[-1] + len(word))
    return reader.Unit([Token(*span) for span in pairwise(ends)], sentence.words, sentence.gaps)


def main() -> None:
    """Print the scores, or why there are none."""
    scores = measure(SHARED)
    if not scores:
        print(f"marks: skipped, no labelled data at {SHARED.name}/data/ud", file=sys.stderr)
    for name, value in scores.items():
        print(f"{name:32} {value:.3f}")


if __name__ == "__main__":
    main()
