"""Frames by the tree and by rule together."""

from collections.abc import Callable

import msgspec
import pytest

from tellings.model import Article, Marks
from tellings.speech.framed import framed
from tellings.speech.frames import frames
from tellings.speech.quotes import outermost
from tellings.speech.sentence import readings
from tellings.speech.tree import tree

Treed = Callable[[str, str], tuple[Article, Marks]]
Told = list[tuple[str, str | None, list[str]]]

QUOTED = "“I think the quay sank,” Olga Brandt said."
QUOTED_ROWS = """
“ `` 3 punct
I PRP 3 nsubj
think VBP 11 ccomp
the DT 5 det
quay NN 6 nsubj
sank VBD 3 ccomp
, , 3 punct
” '' 3 punct
Olga NNP 11 nsubj
Brandt NNP 9 flat
said VBD 0 root
. . 11 punct
"""


@pytest.fixture
def told(treed: Treed) -> Callable[..., Told]:
    """Cue, source and what is said of all frames, in words."""

    def read(text: str, rows: str, *, quoted_cues: bool = False) -> Told:
        article, marks = treed(text, rows)
        reads = readings(article, marks, outermost(marks.quotations))
        found = [
            f for each in framed(article, reads, tree(article, marks.words), quoted_cues=quoted_cues) for f in each
        ]
        return [
            (text[slice(*f.cue)], f.source and text[slice(*f.source)], [text[slice(*c)] for c in f.content])
            for f in found
        ]

    return read


def test_a_cue_inside_a_quotation_tells_nothing_of_the_outlets(told) -> None:
    assert [cue for cue, _, _ in told(QUOTED, QUOTED_ROWS)] == ["said"]


def test_a_cue_inside_a_quotation_is_read_where_it_is_asked_for(told) -> None:
    found = told(QUOTED, QUOTED_ROWS, quoted_cues=True)
    assert ("think", "I", ["the quay sank"]) in found
    assert [cue for cue, _, _ in found] == ["think", "said"]


def test_who_goes_on_beside_the_first_teller_tells_on_their_own(told) -> None:
    text = "The union said the quay was safe, and Olga Brandt denied that it had sunk."
    rows = """
    The DT 2 det
    union NN 3 nsubj
    said VBD 0 root
    the DT 5 det
    quay NN 7 nsubj
    was VBD 7 cop
    safe JJ 3 ccomp
    , , 12 punct
    and CC 12 cc
    Olga NNP 12 nsubj
    Brandt NNP 10 flat
    denied VBD 3 conj
    that IN 16 mark
    it PRP 16 nsubj
    had VBD 16 aux
    sunk VBN 12 ccomp
    . . 3 punct
    """
    assert told(text, rows) == [
        ("said", "The union", ["the quay was safe"]),
        ("denied", "Olga Brandt", ["that it had sunk"]),
    ]


def test_a_negated_cue_tells_nothing_by_tree_or_by_rule(told) -> None:
    text = "Olga Brandt did not say that the quay had sunk."
    rows = """
    Olga NNP 5 nsubj
    Brandt NNP 1 flat
    did VBD 5 aux
    not RB 5 advmod
    say VB 0 root
    that IN 10 mark
    the DT 8 det
    quay NN 10 nsubj
    had VBD 10 aux
    sunk VBN 5 ccomp
    . . 5 punct
    """
    assert told(text, rows) == []


def test_without_a_tree_frames_are_those_by_rule(treed: Treed) -> None:
    article, marks = treed(QUOTED, QUOTED_ROWS)
    marks = msgspec.structs.replace(marks, words=())
    reads = readings(article, marks, outermost(marks.quotations))
    assert framed(article, reads, None) == [frames(reading) for reading in reads]
