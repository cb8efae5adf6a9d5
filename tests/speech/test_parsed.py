"""Frames off a tree written by hand: who is said to say what."""

from collections.abc import Callable

import pytest

from tellings.model import Article, Marks
from tellings.speech.parsed import parsed
from tellings.speech.quotes import outermost
from tellings.speech.sentence import Frame, readings
from tellings.speech.tree import tree

Treed = Callable[[str, str], tuple[Article, Marks]]


def that_the_quay_had_sunk(first: int, cue: int) -> str:
    """Rows of the clause, whose first word is ``first`` and which hangs from ``cue``."""
    return (
        f"that IN {first + 4} mark\nthe DT {first + 2} det\nquay NN {first + 4} nsubj\n"
        f"had VBD {first + 4} aux\nsunk VBN {cue} ccomp"
    )


@pytest.fixture
def frames(treed: Treed) -> Callable[[str, str], list[Frame]]:
    def read(text: str, rows: str) -> list[Frame]:
        article, marks = treed(text, rows)
        (reading,) = readings(article, marks, outermost(marks.quotations))
        return parsed(tree(article, marks.words), reading, 0, len(marks.words))

    return read


def told(text: str, frame: Frame) -> tuple[str, str | None, list[str]]:
    """Cue, source and what is said, in words."""
    source = frame.source and text[slice(*frame.source)]
    return text[slice(*frame.cue)], source, [text[slice(*c)] for c in frame.content]


def test_the_subject_of_the_cue_is_the_source_and_its_clause_what_is_said(frames) -> None:
    text = "Olga Brandt said that the quay had sunk"
    rows = "Olga NNP 3 nsubj\nBrandt NNP 1 flat\nsaid VBD 0 root\n" + that_the_quay_had_sunk(4, 3)
    assert [told(text, f) for f in frames(text, rows)] == [("said", "Olga Brandt", ["that the quay had sunk"])]


def test_a_negated_cue_tells_nothing(frames) -> None:
    text = "Olga Brandt did not say that the quay had sunk"
    rows = "Olga NNP 5 nsubj\nBrandt NNP 1 flat\ndid VBD 5 aux\nnot RB 5 advmod\nsay VB 0 root\n"
    assert frames(text, rows + that_the_quay_had_sunk(6, 5)) == []


def test_a_cue_without_someone_who_can_tell_tells_nothing(frames) -> None:
    text = "The crane said that the quay had sunk"
    rows = "The DT 2 det\ncrane NN 3 nsubj\nsaid VBD 0 root\n" + that_the_quay_had_sunk(4, 3)
    assert frames(text, rows) == []


def test_a_relative_clause_is_told_by_the_noun_it_describes(frames) -> None:
    text = "A witness who said that the quay had sunk left"
    rows = "A DT 2 det\nwitness NN 10 nsubj\nwho WP 4 nsubj\nsaid VBD 2 acl:relcl\n"
    rows += that_the_quay_had_sunk(5, 4) + "\nleft VBD 0 root"
    assert [told(text, f) for f in frames(text, rows)] == [("said", "A witness", ["that the quay had sunk"])]


def test_a_verb_joined_to_another_shares_its_subject(frames) -> None:
    text = "Olga Brandt came and said that the quay had sunk"
    rows = "Olga NNP 3 nsubj\nBrandt NNP 1 flat\ncame VBD 0 root\nand CC 5 cc\nsaid VBD 3 conj\n"
    found = [told(text, f) for f in frames(text, rows + that_the_quay_had_sunk(6, 5))]
    assert found == [("said", "Olga Brandt", ["that the quay had sunk"])]


def test_who_was_quoted_as_saying_it_is_the_source(frames) -> None:
    text = "Olga Brandt was quoted as saying that the quay had sunk"
    rows = "Olga NNP 4 nsubj:pass\nBrandt NNP 1 flat\nwas VBD 4 aux:pass\nquoted VBN 0 root\nas IN 6 mark\n"
    rows += "saying VBG 4 advcl\n" + that_the_quay_had_sunk(7, 6)
    assert ("saying", "Olga Brandt", ["that the quay had sunk"]) in [told(text, f) for f in frames(text, rows)]


def test_a_cue_put_into_a_sentence_has_what_stands_around_it(frames) -> None:
    text = "The quay, Olga Brandt said, had sunk badly"
    rows = "The DT 2 det\nquay NN 9 nsubj\n, , 6 punct\nOlga NNP 6 nsubj\nBrandt NNP 4 flat\nsaid VBD 9 parataxis\n"
    rows += ", , 6 punct\nhad VBD 9 aux\nsunk VBN 0 root\nbadly RB 9 advmod"
    (frame,) = frames(text, rows)
    assert told(text, frame) == ("said", "Olga Brandt", ["The quay", "had sunk badly"])
    assert frame.order == "around"


def test_a_noun_of_telling_has_its_owner_as_the_source(frames) -> None:
    text = "The union’s claim that the quay had sunk was false"
    rows = "The DT 2 det\nunion NN 4 nmod:poss\n’s POS 2 case\nclaim NN 11 nsubj\n"
    rows += that_the_quay_had_sunk(5, 4).replace("ccomp", "acl") + "\nwas VBD 11 cop\nfalse JJ 0 root"
    (frame,) = frames(text, rows)
    assert told(text, frame)[0::2] == ("claim", ["that the quay had sunk"])
    assert frame.stance == "alleged"
