import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from tellings.export import terminal


def shown(case, next_only=False):
    out = io.StringIO()
    terminal.show(case, Console(file=out, width=80, color_system=None), next_only=next_only)
    return out.getvalue()


@pytest.fixture(scope="module")
def text(case):
    return shown(case)


def test_no_line_is_wider_than_eighty_columns(text):
    assert max(map(cell_len, text.splitlines())) <= 80


def test_nothing_in_an_article_steers_the_terminal(text):
    assert not {c for c in text if ord(c) < 32 and c != "\n"}
    assert "\u202e" not in text


def test_the_headline_comes_after_its_outlet_and_chain(text):
    before = text[: text.index("‹The keeper reportedly left the inner door open›")]
    assert "Intelligencer ← a person close to the ministry (anonymous) · alleged:" in before


def test_markup_of_the_terminal_library_in_a_source_is_not_obeyed(text):
    assert "‹[Four] people were treated for smoke.›" in text


def test_a_blank_line_parts_one_claim_from_the_next(text):
    assert "\n\n●◌ repeated: 3 articles" in text


def test_standing_is_glyph_and_word(text):
    assert "●● corroborated: 6 articles, 2 stated origins" in text
    assert "◌◌ repeated: 6 articles, no source stated" in text


def test_what_to_look_up_next_can_be_had_alone(case):
    text = shown(case, next_only=True)
    assert "an inspector's report" in text
    assert "Told by several" not in text
    assert "a person close to the ministry" in text


def test_a_language_that_is_not_read_is_said_so(text):
    assert "language ar: not read in this language yet" in " ".join(text.split())
