"""Every row of the article tables is found, and found as that row."""

import pytest

from tellings.article import furniture, layout, notes, republication
from tellings.article.furniture import TRIM, Row
from tellings.language.tables import load


@pytest.mark.parametrize("row", furniture.rows(), ids=lambda r: r.why)
def test_a_line_of_furniture_is_found_as_its_row(row: Row) -> None:
    found = furniture.by_table(row.seen.strip(TRIM))
    assert found is not None
    assert found.why == row.why


@pytest.mark.parametrize("row", furniture.rows(), ids=lambda r: r.why)
def test_every_whole_line_of_a_row_is_furniture(row: Row) -> None:
    for line in row.is_:
        assert furniture.by_table(line) is not None, line


@pytest.mark.parametrize("row", republication.rows(), ids=lambda r: r.seen)
def test_a_republication_note_names_its_source(row: republication.Row) -> None:
    note = republication.note(row.seen)
    assert note is not None
    assert note.source == row.source
    assert row.seen[note.start : note.end] == row.source


@pytest.mark.parametrize("row", layout.captions(), ids=lambda r: r.seen)
def test_a_caption_reads_as_one(row: layout.Caption) -> None:
    assert layout.caption(row.seen, head=row.where == "head")


@pytest.mark.parametrize("row", layout.leadins(), ids=lambda r: r.seen)
def test_words_of_speech_before_a_colon_announce_a_quotation(row: layout.Leadin) -> None:
    assert layout.announces(row.seen)


BODY = (
    "Share prices of the ferry line fell by a tenth on Monday.",
    "Related laws were passed in the spring.",
    "Comments made by the harbour master drew protest.",
    "Read the whole letter and one sees how it came about.",
    "Follow the river and you reach the old quay.",
    "By noon the ferry had left.",
    "By Monday the quay was empty.",
    "By the time help came, two had swum ashore.",
    "For more than a decade the ferry has run at night.",
    "The report was first published by the ministry in March and says nothing of the crew.",
    "Save the Quay, a residents' group, called for a halt.",
    "Watch officers saw no light.",
    "News of the sinking reached the town at dawn.",
    "Subscribe or sink, the owner told his readers, and they laughed at him for it all summer long.",
    "Source: officials close to the inquiry.",
    "The strong quake began in the early morning hours of Thursday, March 14, 2030.",
    "The ship sank on May 3, 2031.",
    "About 40 people, among them a photographer of the Quay Weekly, were aboard the ferry.",
    "Advertising on the quay is to be banned, the council said.",
    "20 – 13.",
    "Erstmals in der Geschichte der Stadt fuhr keine Fähre.",
    "Agencies have been told to stop work.",
    "With two boats and a dog he left the harbour.",
    "This report was written by the owner of the ferry in June.",
    "Update: Two more people were found at dawn, police said.",
)


@pytest.mark.parametrize("line", BODY)
def test_furniture_never_swallows_body(line: str) -> None:
    assert furniture.furniture(line, head=True, tail=False) is None
    assert not layout.caption(line, head=True)


def test_why_codes_are_documented() -> None:
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    built_in = {
        "rule",
        "date-line",
        "byline",
        "caption",
        "dateline",
        "section-label",
        "republication",
        "masthead",
        "front-matter",
        "picture",
        "pull-quote",
    }
    noted = {row.why for row in notes.rows()}
    for code in {row.why for row in load("furniture.toml", "furniture", Row)} | noted | built_in:
        assert f"`{code}`" in page, code


@pytest.mark.parametrize(
    "told",
    [
        "Also on Tuesday, the harbour court released two deckhands.",
        "Posted by the harbour police on Tuesday, the video shows the ferry.",
        "Don't miss the point, the harbour master told reporters.",
        "Follow us for the sake of the children, the crew shouted.",
        "Update on the rescue: two more deckhands were found.",
        "Correction officers said that two deckhands were held overnight.",
        "An earlier version of the bill was thrown out by the court.",
        "This article of the constitution bars the police from the quay.",
        "By Tuesday night 12 deckhands were ashore.",
        "With agencies closed for the day, nobody answered.",
    ],
)
def test_a_sentence_of_the_report_is_no_furniture(told: str) -> None:
    for head, tail in ((True, False), (False, False), (False, True)):
        assert furniture.furniture(told, head, tail) is None
