"""Clauses by hand-written trees, and by rules over words alone."""

from collections.abc import Callable

import pytest

from tellings.article.reader import from_record
from tellings.mark.marks import mark
from tellings.model import Article, Marks
from tellings.speech.speech import speech

Treed = Callable[[str, str], tuple[Article, Marks]]

SHARED_SUBJECT = """
Divers NNS 2 nsubj
found VBD 0 root
the DT 4 det
hull NN 2 obj
and CC 6 cc
raised VBD 2 conj
the DT 8 det
anchor NN 6 obj
. . 2 punct
"""
OWN_SUBJECTS = """
Divers NNS 2 nsubj
found VBD 0 root
the DT 4 det
hull NN 2 obj
and CC 8 cc
the DT 7 det
crew NN 8 nsubj
rested VBD 2 conj
. . 2 punct
"""
PUT_IN = """
The DT 2 det
pump NN 12 nsubj
- , 6 punct
it PRP 6 nsubj
was VBD 6 cop
new JJ 12 parataxis
to IN 8 case
Weld NNP 6 obl
- , 6 punct
had VBD 12 aux
again RB 12 advmod
failed VBN 0 root
. . 12 punct
"""
MADE_SURE = """
Ada NNP 2 nsubj
checked VBD 0 root
that IN 6 mark
the DT 5 det
pump NN 6 nsubj
ran VBD 2 ccomp
and CC 10 cc
the DT 9 det
lock NN 10 nsubj
held VBD 6 conj
. . 2 punct
"""


@pytest.fixture
def parts(treed: Treed) -> Callable[[str, str], list[str]]:
    """The statements of a text with a hand-written tree."""

    def read(text: str, rows: str) -> list[str]:
        return [s.text for s in speech(*treed(text, rows)).statements]

    return read


def test_two_verbs_of_one_subject_are_one_statement(parts: Callable[[str, str], list[str]]) -> None:
    text = "Divers found the hull and raised the anchor."
    assert parts(text, SHARED_SUBJECT) == [text]


def test_two_subjects_with_a_verb_each_are_two_statements(parts: Callable[[str, str], list[str]]) -> None:
    found = parts("Divers found the hull and the crew rested.", OWN_SUBJECTS)
    assert found == ["Divers found the hull", "the crew rested."]


def test_a_clause_put_into_another_stays_in_it(parts: Callable[[str, str], list[str]]) -> None:
    text = "The pump - it was new to Weld - had again failed."
    assert parts(text, PUT_IN) == [text]


def test_what_hangs_under_a_verb_that_tells_nothing_stays_with_it(parts: Callable[[str, str], list[str]]) -> None:
    text = "Ada checked that the pump ran and the lock held."
    assert parts(text, MADE_SURE) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "The port said the ferry was late on Monday, and the crew was tired of the long night.",
            [
                ("The port said the ferry was late on Monday", ["The port"]),
                ("the crew was tired of the long night.", ["The port"]),
            ],
        ),
        (
            "Odile Marsh hoped to leave that night but she was held at the gate.",
            [("Odile Marsh hoped to leave that night but she was held at the gate.", ["Odile Marsh"])],
        ),
        (
            "Crews towed the barge to Weld and they moored it at the quay.",
            [("Crews towed the barge to Weld", []), ("they moored it at the quay.", [])],
        ),
        ("The gate and the lock were shut all night long.", None),
        ("The port said the ferry, the barge, and the tug were late that night.", None),
        ("The port did not say whether the gate was open, and the crew was not asked.", None),
    ],
)
def test_by_rule_clauses_are_cut_only_where_both_stand(text: str, parts: list[tuple[str, list[str]]] | None) -> None:
    article = from_record({"id": "a", "text": text}, "test")
    found = speech(article, mark(article, fast=True)).statements
    if parts is None:
        assert [s.text for s in found] == [text]
    else:
        assert [(s.text, [link.mention.text for link in s.attribution]) for s in found] == parts
