"""The walk over a tree written by hand."""

from collections.abc import Callable, Sequence

import pytest

from tellings.model import Article, Marks
from tellings.speech.tree import Tree, tree

Treed = Callable[[str, str], tuple[Article, Marks]]

CHIEF = "Olga Brandt, chief of the harbour board, said the quay had sunk."
CHIEF_ROWS = """
Olga NNP 10 nsubj
Brandt NNP 1 flat
, , 4 punct
chief NN 1 appos
of IN 8 case
the DT 8 det
harbour NN 8 compound
board NN 4 nmod
, , 1 punct
said VBD 0 root
the DT 12 det
quay NN 14 nsubj
had VBD 14 aux
sunk VBN 10 ccomp
. . 10 punct
"""
OLGA, CHIEF_AT, BOARD, SAID, SUNK = 0, 3, 7, 9, 13


@pytest.fixture
def chief(treed: Treed) -> Tree:
    article, marks = treed(CHIEF, CHIEF_ROWS)
    return tree(article, marks.words)


def said(found: Tree, span: tuple[int, int]) -> str:
    return CHIEF[found.words[span[0]].start : found.words[span[1] - 1].end]


def test_each_word_has_the_stretch_of_all_that_hangs_from_it(chief: Tree) -> None:
    assert [said(chief, (chief.lefts[at], chief.rights[at] + 1)) for at in (OLGA, SUNK, SAID)] == [
        "Olga Brandt, chief of the harbour board,",
        "the quay had sunk",
        CHIEF,
    ]


def test_a_mention_leaves_its_apposition_out(chief: Tree) -> None:
    assert said(chief, chief.mention(OLGA)) == "Olga Brandt"


def test_a_mention_keeps_what_is_of_it_and_drops_the_word_before(chief: Tree) -> None:
    assert said(chief, chief.mention(CHIEF_AT)) == "chief of the harbour board"
    assert said(chief, chief.mention(BOARD)) == "the harbour board"


def test_children_are_found_by_relation_and_by_form(chief: Tree) -> None:
    assert (chief.child(SAID, "ccomp"), chief.child(SAID, "obj")) == (SUNK, None)
    assert chief.has(BOARD, "of", "case")
    assert not chief.has(BOARD, "of", "mark")


def test_two_nouns_joined_are_one_mention_and_a_joined_clause_is_none(treed: Treed) -> None:
    rows = "Quill NNP 4 nsubj\nand CC 3 cc\nBrandt NNP 1 conj\nleft VBD 0 root\nand CC 6 cc\nsang VBD 4 conj"
    article, marks = treed("Quill and Brandt left and sang", rows)
    found = tree(article, marks.words)
    assert found.mention(0) == (0, 3)
    assert _roots(found) == [3]


def _roots(found: Tree) -> Sequence[int]:
    return [at for at, word in enumerate(found.words) if word.head < 0]


def test_an_article_without_words_is_a_tree_without_words(treed: Treed) -> None:
    article, _ = treed("Quill left", "Quill NNP 2 nsubj\nleft VBD 0 root")
    assert tree(article, ()).words == ()
