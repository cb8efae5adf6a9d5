import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.mark.quotation import quotations


def quoted(article):
    return [article.text[q.start : q.end] for q in quotations(article)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "we left" and "they stayed".', ["we left", "they stayed"]),
        ("He said “we left” and «they stayed».", ["we left", "they stayed"]),
        ("It said „wir gingen“ there.", ["wir gingen"]),
        ('"We waited, "said Ana Osk, "for hours. "', ["We waited,", "for hours."]),
        ('"We waited, " said Ana Osk.', ["We waited,"]),
        ("It’s the workers’ ‘last chance’, he said.", ["last chance"]),
        ("They spoke of ‘the workers’ last chance’ again.", ["the workers’ last chance"]),
        ("‘Don’t go,’ she said. ‘It’s late.’", ["Don’t go,", "It’s late."]),
        ("'Don't go,' she said of the '90s.", ["Don't go,"]),
        ("The boats' crews and the ports' chiefs met.", []),
        ("The port’ s chief said it won’ t close.", []),
        ("She said: \"He told me 'leave now' twice.\"", ["He told me 'leave now' twice.", "leave now"]),
        ("‘She said “leave now” twice.’", ["She said “leave now” twice.", "leave now"]),
        ("She said, 'three people left! '\"", ["three people left!"]),
        ('He is 5\'10" tall and said "no" to it.', ["no"]),
        ("He ``left early'' that day.", ["left early"]),
    ],
)
def test_what_stands_between_marks_is_found(written, text, inside):
    assert quoted(written(text)) == inside


def test_a_paragraph_that_opens_again_goes_on(written):
    text = "“We waited all night.\n\n“Nobody came,” said Osk."
    assert quoted(written(text)) == ["We waited all night.", "Nobody came,"]


@pytest.mark.parametrize(("left", "right"), ['""', "“”", "''", "‘’"])
def test_a_quotation_that_runs_over_lines_gives_a_stretch_a_line(written, left, right):
    text = f"Osk said: {left}We waited.\nIt was cold.\nNobody came.{right}\nThen it rained."
    assert quoted(written(text)) == ["We waited.", "It was cold.", "Nobody came."]


def test_one_lost_mark_does_not_turn_the_rest_inside_out(written):
    text = 'He said "it was late.\n\n"We left," said Osk. "It rained."\n\n"No," said Brandt, "it did not."'
    assert quoted(written(text))[-4:] == ["We left,", "It rained.", "No,", "it did not."]


def test_a_set_off_block_is_a_quotation_without_the_marks_around_it(written):
    article = written("“All ferries stay in port.”", kind="quote")
    assert [(article.text[q.start : q.end], q.kind) for q in quotations(article)] == [
        ("All ferries stay in port.", "set-off")
    ]


def test_a_quotation_within_a_set_off_block_is_found_too(written):
    article = written("the guard says “stop” twice", kind="quote")
    assert [(article.text[q.start : q.end], q.kind) for q in quotations(article)] == [
        ("the guard says “stop” twice", "set-off"),
        ("stop", "double"),
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab s.,\n:\"'“”‘’«»A", max_size=100))
def test_quotations_stand_in_order_each_within_one_block(written, text):
    article = written(text)
    found = quotations(article)
    assert found == sorted(found, key=lambda q: (q.start, -q.end))
    for q in found:
        assert any(b.start <= q.start < q.end <= b.end for b in article.blocks)
        assert article.text[q.start : q.end] == article.text[q.start : q.end].strip()


def test_a_quotation_goes_on_where_its_paragraphs_were_run_together(written):
    article = written('Quill said: "The road is shut. "It will open in May." Nobody asked why.')
    assert [article.text[q.start : q.end] for q in quotations(article)] == ["The road is shut.", "It will open in May."]
