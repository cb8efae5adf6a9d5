"""Ways of choosing answers beside each other, none of them fitted to the event it is measured on.

    python -m training.happened.compare

Documents of one event (``category``) are held out together: weights are fitted to the others. Prints the mean
grade (evaluation/happened.py) for the first four questions and for all six. Needs scikit-learn.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from evaluation.happened import FIRST_FOUR, Chosen, _agreed, _unescaped, grade
from evaluation.shared import SHARED, records, write_lines
from tellings.casefile.happened import ALWAYS, QUESTIONS, WEIGHTS, Question, Scene, Traits, fits, scenes
from tellings.claim.claims import align
from tellings.errors import InputError
from tellings.language.words import content_stems
from tellings.origin.provenance import trace
from tellings.run import steps
from tellings.story.families import families

TRAITS = Traits.__struct_fields__
STEPS = (0.0, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5, 2.5)
# How much likeness to an answer already chosen for another question counts against a statement (MMR).
LIKENESS = (0.25, 0.5, 1.0)


class Asked(msgspec.Struct, frozen=True):
    """A question of a document: the traits of the statements that fit it and the grade of each."""

    event: str
    document: int
    question: Question
    traits: np.ndarray
    grades: np.ndarray
    stems: tuple[frozenset[str], ...]


Choice = Callable[[Asked], int]
Way = Callable[[Question, Sequence[Asked]], Choice]


def main() -> None:
    """Print the ways."""
    asked = _asked()
    shipped = {q: _vector(q) for q in QUESTIONS}
    _print("the first statement that fits", [(a, 0) for a in asked])
    _print("rules, as shipped", [(a, _top(a, shipped[a.question])) for a in asked])
    _print("rules, weights fitted to other events", _held_out(asked, _climbed))
    _print("logistic ranking, fitted to other events", _held_out(asked, _logistic))
    for likeness in LIKENESS:
        _print(f"rules, less {likeness} x likeness to answers chosen", _diverse(asked, shipped, likeness))


def _print(name: str, chosen: Sequence[tuple[Asked, int]]) -> None:
    graded = [(a.question, a.grades[at]) for a, at in chosen]
    four = [g for q, g in graded if q in FIRST_FOUR]
    print(f"{name:50}{np.mean(four):8.3f}{np.mean([g for _, g in graded]):8.3f}")


def _asked() -> list[Asked]:
    path = SHARED / "data" / "fivew1h" / "dev.jsonl"
    rows = zip(records(path), records(path, ("answers", "category", "description")), strict=True)
    found: list[Asked] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (gold, row) in enumerate(rows):
            source = write_lines(Path(folder) / "one.jsonl", [row])
            article = next(a for a in steps.read([str(source)]) if not isinstance(a, InputError))
            telling = steps.tell(article)
            statements = scenes([telling], trace([telling], families([article]), align([telling])))
            found.extend(_of_document(number, gold, statements))
    return found


def _of_document(number: int, gold: Mapping[str, object], statements: Sequence[Scene]) -> list[Asked]:
    answers = msgspec.convert(gold["answers"], dict[str, tuple[Chosen, ...]])
    found = []
    for question in QUESTIONS:
        chosen = tuple(Chosen(c.coders, _unescaped(c.text)) for c in answers.get(question, ()))
        fitting = [s for s in statements if fits(s, question)]
        if fitting and any(c.text for c in _agreed(chosen)):
            found.append(
                Asked(
                    event=str(gold["category"]),
                    document=number,
                    question=question,
                    traits=np.array([[float(getattr(s.traits, t)) for t in TRAITS] for s in fitting]),
                    grades=np.array([grade(question, chosen, s.statement.text) for s in fitting]),
                    stems=tuple(frozenset(content_stems(s.statement.text)) for s in fitting),
                )
            )
    return found


def _vector(question: Question) -> np.ndarray:
    weights = {**ALWAYS, **WEIGHTS[question]}
    return np.array([weights.get(t, 0.0) for t in TRAITS])


def _top(asked: Asked, weights: np.ndarray) -> int:
    return int(np.argmax(asked.traits @ weights))


def _held_out(asked: Sequence[Asked], fitted: Way) -> list[tuple[Asked, int]]:
    """The choice for each question by a way fitted to the questions of other events."""
    found = []
    for question in QUESTIONS:
        of = [a for a in asked if a.question == question]
        for event in sorted({a.event for a in of}):
            choose = fitted(question, [a for a in of if a.event != event])
            found.extend((a, choose(a)) for a in of if a.event == event)
    return found


def _climbed(question: Question, known: Sequence[Asked]) -> Choice:
    """Each of the shipped traits' weights moved in turn to the middle of the steps that grade best, twice round."""
    weights = _vector(question)
    used = [i for i, t in enumerate(TRAITS) if t in WEIGHTS[question] and weights[i] > 0]
    for at in used * 2:
        tried = [weights.copy() for _ in STEPS]
        for one, step in zip(tried, STEPS, strict=True):
            one[at] = step
        means = [np.mean([a.grades[_top(a, one)] for a in known]) for one in tried]
        level = [i for i, mean in enumerate(means) if mean >= max(means) - 1e-9]
        weights = tried[level[len(level) // 2]]
    return lambda a: _top(a, weights)


def _logistic(_: Question, known: Sequence[Asked]) -> Choice:
    """Logistic regression on all traits; a half-right statement counts half as right and half as wrong."""
    traits, grades = np.vstack([a.traits for a in known]), np.concatenate([a.grades for a in known])
    scaler = StandardScaler().fit(traits)
    rows, labels = np.vstack([scaler.transform(traits)] * 2), np.repeat([1, 0], len(grades))
    weights = np.concatenate([grades, 1 - grades])
    model = LogisticRegression(C=0.01, max_iter=2000).fit(rows[weights > 0], labels[weights > 0], weights[weights > 0])
    return lambda a: int(np.argmax(model.decision_function(scaler.transform(a.traits))))


def _diverse(
    asked: Sequence[Asked], shipped: Mapping[Question, np.ndarray], likeness: float
) -> list[tuple[Asked, int]]:
    """Maximal marginal relevance (Carbonell and Goldstein 1998) over a document's answers, Jaccard of stems."""
    found, taken = [], dict[int, list[frozenset[str]]]()
    for a in asked:
        before = taken.setdefault(a.document, [])
        alike = np.array([max((len(s & b) / max(1, len(s | b)) for b in before), default=0.0) for s in a.stems])
        at = int(np.argmax(a.traits @ shipped[a.question] - likeness * alike))
        before.append(a.stems[at])
        found.append((a, at))
    return found


if __name__ == "__main__":
    main()
