"""Answers to who, what, when, where, how and why against phrases that three coders chose (docs/happened.md).

``python -m evaluation.happened [--why]`` prints the figures, beside them the first statement as the answer to
everything and the best that any statement of the article could reach; ``--why`` adds what was not right.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from evaluation.shared import SHARED, present, records, write_lines
from tellings.casefile.happened import QUESTIONS
from tellings.errors import InputError
from tellings.language.words import FUNCTION_WORDS, content_stems, tokens
from tellings.model import CaseFile
from tellings.run import steps

FIRST_FOUR = QUESTIONS[:4]
# What the coders chose is not for the program to see, nor is the lead as it stands in the page's metadata.
_HIDDEN = ("answers", "category", "description")
# An answer is right that holds so much of an agreed phrase's words, half right that holds so much.
RIGHT, PARTLY = 3 / 4, 1 / 3
# Two coders agree.
_AGREED = 2
# More words than a sentence of a news report mostly has.
_LONG = 40
_NUMBERS = {
    w: str(n) for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}


class Chosen(msgspec.Struct, frozen=True):
    """A phrase (or none: no answer) and how many coders chose it."""

    coders: int
    text: str | None = None


class Document(msgspec.Struct, frozen=True):
    """What the coders chose for each question, and the statements the program gives, best first, and all of them."""

    chosen: Mapping[str, tuple[Chosen, ...]]
    given: Mapping[str, tuple[str, ...]]
    statements: tuple[str, ...]
    title: str


Rule = Callable[[str, Sequence[Chosen], str, Mapping[str, Sequence[Chosen]]], float]


def measure(shared: Path) -> dict[str, float]:
    """Figures of the development documents by name."""
    read = documents(shared)
    scores = {f"happened.{question}": mean(read, [question]) for question in QUESTIONS}
    for name, rule in RULES.items():
        scores[f"happened.{name}.first_four"] = mean(read, FIRST_FOUR, rule)
        scores[f"happened.{name}.six"] = mean(read, QUESTIONS, rule)
    return scores | {"happened.answers_given.six": answered(read, QUESTIONS)}


def documents(shared: Path) -> list[Document]:
    """Each development document as a story of one article, through the whole program."""
    path = shared / "data" / "fivew1h" / "dev.jsonl"
    labelled, rows = records(path), records(path, _HIDDEN)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for gold, row in zip(labelled, rows, strict=True):
            source = write_lines(Path(folder) / "one.jsonl", [row])
            article = next(a for a in steps.read([str(source)]) if not isinstance(a, InputError))
            found.append(_document(gold, steps.case_file([steps.tell(article)])))
    return found


def grade(question: str, chosen: Sequence[Chosen], answer: str, right: float = RIGHT, partly: float = PARTLY) -> float:
    """1 where the answer holds a phrase that two coders chose, ½ where it holds part of it or one coder's, else 0."""
    share = max((held(question, c.text, answer) for c in _agreed(chosen) if c.text), default=0.0)
    alone = any(held(question, c.text, answer) >= right for c in chosen if c.text and c.coders == 1)
    return 1.0 if share >= right else 0.5 if share >= partly or alone else 0.0


def held(question: str, phrase: str, answer: str) -> float:
    """Share of a phrase's content words (all words, where it has no other) that stand in the answer.

    Words are stems, small numbers digits. A person, team or body is held by the last word of its name.
    """
    there, wanted = set(_words(answer)), set(_words(phrase))
    if question == "who" and _is_name(phrase) and _words(phrase)[-1] in there:
        return 1.0
    return len(wanted & there) / len(wanted) if wanted else 0.0


def mean(read: Sequence[Document], questions: Sequence[str], rule: "Rule | None" = None) -> float:
    """Mean grade of the first answers, over the questions to which two coders chose one phrase; silence is 0."""
    grades = [
        (rule or _plain)(question, document.chosen[question], answer, document.chosen)
        if (answer := _first(document, question))
        else 0.0
        for document, question in _asked(read, questions)
    ]
    return sum(grades) / len(grades)


def answered(read: Sequence[Document], questions: Sequence[str]) -> float:
    """Mean grade of the answers given: silence is left out, an answer where two coders found none is 0."""
    grades = [
        grade(question, document.chosen[question], answer)
        for document in read
        for question in questions
        if _agreed(document.chosen[question]) and (answer := _first(document, question))
    ]
    return sum(grades) / len(grades)


def best(read: Sequence[Document], questions: Sequence[str]) -> float:
    """The mean grade if the best statement of each article were chosen."""
    grades = [
        max(grade(question, document.chosen[question], s) for s in document.statements)
        for document, question in _asked(read, questions)
    ]
    return sum(grades) / len(grades)


def _plain(question: str, chosen: Sequence[Chosen], answer: str, _: Mapping[str, Sequence[Chosen]]) -> float:
    return grade(question, chosen, answer)


def _whole(question: str, chosen: Sequence[Chosen], answer: str, _: Mapping[str, Sequence[Chosen]]) -> float:
    """No halves: every content word of an agreed phrase or nothing."""
    return float(grade(question, chosen, answer, 1.0) == 1.0)


def _short(question: str, chosen: Sequence[Chosen], answer: str, _: Mapping[str, Sequence[Chosen]]) -> float:
    """A long answer is none."""
    return grade(question, chosen, answer) if len(answer.split()) <= _LONG else 0.0


def _in_context(question: str, chosen: Sequence[Chosen], answer: str, of: Mapping[str, Sequence[Chosen]]) -> float:
    """The answer must tell the event too: hold part of what two coders chose for who or what."""
    about = any(grade(q, [*_agreed(of[q])], answer) > 0 for q in ("who", "what") if q != question)
    return grade(question, chosen, answer) * about


def _overlap(question: str, chosen: Sequence[Chosen], answer: str, _: Mapping[str, Sequence[Chosen]]) -> float:
    """F1 of the content words of the answer and of the agreed phrase most like it."""
    given = set(_words(answer))
    wanted = [set(_words(c.text)) for c in _agreed(chosen) if c.text]
    return max((2 * len(given & w) / (len(given) + len(w)) for w in wanted), default=0.0)


RULES: Mapping[str, Rule] = {
    "graded": _plain, "whole_phrase": _whole, "short": _short, "in_context": _in_context, "overlap": _overlap,
}  # fmt: skip


def _document(gold: Mapping[str, object], case: CaseFile) -> Document:
    said = {s.id: s.text for s in case.statements}
    chosen = msgspec.convert(gold["answers"], dict[str, tuple[Chosen, ...]])
    plain = {q: tuple(Chosen(c.coders, _unescaped(c.text)) for c in chosen.get(q, ())) for q in QUESTIONS}
    given = {q: tuple(said[i] for i in getattr(case.happened, q)) for q in QUESTIONS}
    return Document(chosen=plain, given=given, statements=tuple(said.values()), title=str(gold["title"]))


def _unescaped(text: str | None) -> str | None:
    r"""Phrases with a sign outside ASCII stand in the data with that as six signs (``\u2019``)."""
    return text and re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m.group(1), 16)), text)


def _first(document: Document, question: str) -> str | None:
    return next(iter(document.given[question]), None)


def _agreed(chosen: Sequence[Chosen]) -> list[Chosen]:
    return [c for c in chosen if c.coders >= _AGREED]


def _asked(read: Sequence[Document], questions: Sequence[str]) -> Iterator[tuple[Document, str]]:
    """Questions of documents that two coders answered with one phrase."""
    for document in read:
        yield from ((document, q) for q in questions if any(c.text for c in _agreed(document.chosen[q])))


def _words(text: str) -> list[str]:
    stems = [_NUMBERS.get(stem, stem) for stem in content_stems(text)]
    return stems or tokens(text)


def _is_name(phrase: str) -> bool:
    return all(
        word[0].isupper() for word in re.findall(r"[^\W\d_][\w’'.-]*", phrase) if word.lower() not in FUNCTION_WORDS
    )


def main(arguments: Sequence[str]) -> None:
    """Print the figures, and with ``--why`` the answers that are not right."""
    if not present():
        sys.exit(f"no labelled data at {SHARED}")
    read = documents(SHARED)
    print(f"{len(read)} documents; questions that two coders answered with one phrase; the first answer graded\n")
    lead = [msgspec.structs.replace(d, given=dict.fromkeys(QUESTIONS, d.statements[:1])) for d in read]
    groups = [*((q, (q,)) for q in QUESTIONS), ("first four", FIRST_FOUR), ("all six", QUESTIONS)]
    print(f"{'':12}{'asked':>7}{'graded':>9}{'given':>8}{'first':>8}{'best':>8}")
    for name, questions in groups:
        asked, figures = len(list(_asked(read, questions))), (mean(read, questions), answered(read, questions))
        bounds = (mean(lead, questions), best(read, questions))
        print(f"{name:12}{asked:7}{figures[0]:9.3f}{figures[1]:8.3f}{bounds[0]:8.3f}{bounds[1]:8.3f}")
    print(f"\n{'stricter':14}{'first four':>12}{'all six':>9}{'first statement, six':>22}")
    for name, rule in RULES.items():
        lowest = mean(lead, QUESTIONS, rule)
        print(f"{name:14}{mean(read, FIRST_FOUR, rule):12.3f}{mean(read, QUESTIONS, rule):9.3f}{lowest:22.3f}")
    lengths = [len(a.split()) for d in read for q in QUESTIONS if (a := _first(d, q))]
    print(f"\nwords of an answer, mean: {sum(lengths) / len(lengths):.1f}")
    if "--why" in arguments:
        _print_wrong(read)


def _print_wrong(read: Sequence[Document]) -> None:
    for document, question in _asked(read, QUESTIONS):
        answer = _first(document, question) or ""
        mark = grade(question, document.chosen[question], answer)
        if mark < 1:
            phrases = " | ".join(c.text for c in _agreed(document.chosen[question]) if c.text)
            print(f"\n{question} {mark} [{document.title}]\n  coders: {phrases}\n  given: {answer}")


if __name__ == "__main__":
    main(sys.argv[1:])
