from collections import Counter
from collections.abc import Callable

import pytest

from tellings.mark.loaded import PLAIN, TERMS, loaded
from tellings.mark.quotation import quotations
from tellings.mark.sentences import sentences
from tellings.model import Article

Written = Callable[..., Article]
KINDS = {"judgement", "emotive", "intensifier", "labelling", "metaphor", "mockery"}


def found(written: Written, text: str) -> list[tuple[str, str]]:
    article = written(text)
    return [(t.text, t.kind) for t in loaded(article, sentences(article), quotations(article))]


@pytest.mark.parametrize("row", TERMS, ids=lambda r: r.match)
def test_each_row_is_found_in_its_example(row, written):
    assert row.kind in [kind for _, kind in found(written, row.seen)]


@pytest.mark.parametrize("row", PLAIN, ids=lambda r: r.seen)
def test_a_plain_sentence_stays_plain(row, written):
    assert found(written, row.seen) == []


def test_each_term_is_given_once_and_has_a_known_kind():
    assert [m for m, n in Counter(r.match.lower() for r in TERMS).items() if n > 1] == []
    assert {r.kind for r in TERMS} == KINDS


def test_a_term_in_a_quotation_is_not_the_outlets(written):
    assert found(written, "He called it “a shameful silence” and left.") == []


def test_a_term_is_marked_with_its_degree_and_the_noun_it_judges(written):
    assert found(written, "It was a very clever ploy.") == [("very clever ploy", "judgement")]


def test_terms_joined_by_and_are_one_phrase(written):
    assert found(written, "It was a sad and surprising reversal for them.") == [
        ("sad and surprising reversal", "judgement")
    ]


def test_a_verb_after_a_loaded_subject_is_a_term_of_its_own(written):
    assert found(written, "The hapless mayor ranted about it.") == [
        ("hapless mayor", "judgement"),
        ("ranted", "mockery"),
    ]


def test_a_compound_of_the_shape_x_in_the_y_is_a_label(written):
    assert ("snake-in-the-grass", "labelling") in found(written, "We heard the snake-in-the-grass again.")


def test_a_name_with_a_capital_is_no_term(written):
    assert found(written, "The award went to Lily Savage in May.") == []


def test_an_adjective_stands_alone_where_its_noun_is_not_plain(written):
    assert found(written, "The bungling ferry bosses left.") == [("bungling", "judgement")]
    assert found(written, "Those are bungling bosses.") == [("bungling bosses", "judgement")]


def test_a_phrase_is_marked_without_the_article_after_it(written):
    assert found(written, "The mayor slammed the toll.") == [("slammed", "mockery")]


SIDES = """left right leftist rightist liberal conservative progressive republican democrat labour tory green socialist
    communist marxist fascist nazi anarchist nationalist populist libertarian feminist zionist islamist muslim christian
    jewish hindu catholic protestant woke maga antifa trump biden putin obama clinton johnson corbyn snowflake boomer
    brexit remainer unionist loyalist separatist immigrant migrant black white""".split()


@pytest.mark.parametrize("row", TERMS, ids=lambda r: r.match)
def test_no_row_names_a_party_a_person_a_people_or_a_school_of_thought(row):
    words = row.match.lower().replace("-", " ").replace("*", " ").split()
    assert [w for w in words if w in SIDES or w.removesuffix("s") in SIDES] == []


# The same event told from opposite sides: what one praises the other damns, in the same measure.
PAIRS = [
    (
        "The courageous miners held the gate against the greedy owners, a masterstroke the smug board never saw.",
        "The thuggish miners held the gate against the beleaguered owners, a disgraceful stunt the plucky board saw.",
    ),
    (
        "In a glorious vote the town freed itself of the draconian toll, and the hapless mayor ranted about it.",
        "In a shambolic vote the town threw away the commendable toll, and the gleeful mob slammed the canny mayor.",
    ),
    (
        "Brutal guards broke up the inspiring vigil; the callous lord gloated.",
        "Valiant guards broke up the hysterical vigil, a farce; the long-suffering lord was mercifully spared.",
    ),
    (
        "The so-called reform is a cynical ploy by cronies of the harbour master.",
        "The much-needed reform is a lifeline, whatever naysayers and bullies in the guild fumed.",
    ),
]


def test_paired_texts_from_opposite_sides_hold_equally_many(written):
    one, other = (sum(len(found(written, pair[side])) for pair in PAIRS) for side in (0, 1))
    assert one == other > len(PAIRS)
