import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.mark.sentences import abbreviations, sentences
from tellings.model import Article, Block, Furniture


def cut(article):
    return [article.text[s.start : s.end] for s in sentences(article)]


@pytest.mark.parametrize(
    ("form", "seen"), [(f, row.seen.replace("{}", f)) for row in abbreviations() for f in row.forms]
)
def test_every_abbreviation_leaves_its_sentence_whole(written, form, seen):
    assert form in seen
    assert cut(written(seen)) == [seen]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry left. | The quay was empty.",
        'He waved. | "We waited," said Ana Osk. | "Nobody came."',
        "“We waited,” she said. | “Nobody came.” | Then it rained.",
        'It was "a calm night. " | Nobody slept.',
        'It was calm. | "Nobody slept, "said Osk.',
        "It happened in the U.S. | The police came.",
        "The U.S. Coast Guard came.",
        "They met J. R. Osk and George W. Brandt there.",
        "It was plan B. | The mayor had none.",
        "It left at 11 p. m. | They stayed.",
        "It left at 11 p.m. Thursday from Linden.",
        "She carried a. 38 revolver.",
        "The rate was. 08 percent.",
        "It rose 3.5 percent to $2.4 million.",
        "“Where is he?” asked Osk. | “Here!” | “Where is he?” Brandt asked.",
        "He paused ... and left... | Then he came back.",
        "See www.example.org for more. | It is free.",
        "The hearing is on Nov. 8 before the judge. | It is at 11 a. m. Nov. 8 in court.",
        "(He had left.) | She stayed.",
        "Shares of Quill Inc. rose. | He works for Quill Inc. | He said so.",
    ],
)
def test_a_text_is_cut_at_the_bars(written, text):
    assert cut(written(text.replace(" | ", " "))) == text.split(" | ")


def test_a_full_stop_that_lost_its_space_still_ends_a_sentence(written):
    assert cut(written("The gate closed.The ferry left.")) == ["The gate closed.", "The ferry left."]


def test_a_heading_is_one_sentence_with_its_own_block(written):
    found = sentences(written("# Who left? Nobody. Said so\n\nThe quay was empty."))
    assert [(s.start, s.block) for s in found] == [(2, 0), (29, 1)]


def test_one_sentence_a_line_is_cut_at_the_line(written):
    assert cut(written("July 03 6:22AM\nA quake hit.\nTwo fell.\nSo it was")) == [
        "July 03 6:22AM",
        "A quake hit.",
        "Two fell.",
        "So it was",
    ]


def test_a_wrapped_paragraph_is_not_cut_at_the_line(written):
    assert cut(written("The ferry left the\nHarbour at noon and came\nback at one.")) == [
        "The ferry left the\nHarbour at noon and came\nback at one."
    ]


def test_furniture_holds_no_sentence():
    text = "The ferry left. Subscribe now! It came back."
    article = Article(
        id="a",
        text=text,
        sha256="",
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
        furniture=(Furniture(start=16, end=30, why="call"),),
    )
    assert cut(article) == ["The ferry left.", "It came back."]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aA .\n!?\"'“”‘’0 Ms.,:", max_size=120))
def test_sentences_stand_in_order_within_their_blocks_and_keep_every_word(written, text):
    article = written(text)
    found = sentences(article)
    at = 0
    for s in found:
        block = article.blocks[s.block]
        assert max(at, block.start) <= s.start < s.end <= block.end
        assert not any(c.isalnum() for c in article.text[at : s.start].replace("# ", ""))
        at = s.end
    assert not any(c.isalnum() for c in article.text[at:])
