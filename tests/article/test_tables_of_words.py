"""Every row of the tables of agencies, bylines, dates and editors' notes is found, and found as that row."""

import pytest

from tellings.article import byline, datewords, notes
from tellings.article.dates import dates_of_line, is_date_line
from tellings.language import agencies


@pytest.mark.parametrize("row", agencies.agencies(), ids=lambda r: r.name)
def test_the_mark_of_an_agency_is_found(row: agencies.Agency) -> None:
    mark = agencies.mark(row.seen)
    assert mark is not None
    assert mark.agency == row
    assert row.seen[mark.start : mark.end] == mark.form


@pytest.mark.parametrize("row", agencies.agencies(), ids=lambda r: r.name)
def test_every_form_of_an_agency_names_it(row: agencies.Agency) -> None:
    for form in (row.name, *row.short):
        assert agencies.named(form) == row, form


def test_agencies_of_every_continent_are_known() -> None:
    assert len(agencies.agencies()) >= 40
    assert len({row.country for row in agencies.agencies()}) >= 40


@pytest.mark.parametrize(
    "line",
    [
        "The Kenya News Agency (KNA) said the ferry had left.",
        "PITTSBURGH, PA – The mayor said",
        "Petra",
        "SPA",
        "The mayor (Ada Quill) opened the pier.",
        "Orsk (population 900) — a village by the lake — was cut off.",
        "Reuters reported that the ferry sank.",
        "He spoke in Paris, Reuters reported.",
    ],
)
def test_an_agency_named_in_running_words_is_no_mark(line: str) -> None:
    assert agencies.mark(line) is None


@pytest.mark.parametrize("row", byline.openings(), ids=lambda r: r.language)
def test_a_byline_in_another_language_gives_its_names(row: byline.Opening) -> None:
    assert byline.byline(row.seen) == tuple(row.names)


@pytest.mark.parametrize("row", byline.organisations(), ids=lambda r: r.seen)
def test_a_desk_or_body_is_no_person(row: byline.Organisation) -> None:
    assert byline.is_organisation(row.seen)


@pytest.mark.parametrize("row", byline.credentials(), ids=lambda r: r.seen)
def test_letters_after_a_name_are_no_part_of_it(row: byline.Credential) -> None:
    assert byline.persons(row.seen) == tuple(row.names)


@pytest.mark.parametrize("row", byline.offices(), ids=lambda r: r.seen)
def test_what_a_person_is_and_where_is_no_name(row: byline.Office) -> None:
    assert byline.byline(row.seen) == tuple(row.names)


@pytest.mark.parametrize("row", byline.nobodies(), ids=lambda r: r.seen)
def test_a_button_names_nobody(row: byline.Nobody) -> None:
    assert byline.persons(row.seen) == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ines Maro, Associated Press", ("Ines Maro",)),
        ("By INES MARO and OLU TAMM Associated Press", ("INES MARO", "OLU TAMM")),
        ("By The Associated Press", ("The Associated Press",)),
        ("Analysis by Ines Maro, Quay Editor-at-large", ("Ines Maro",)),
        ("Photos and story by Olu Tamm", ("Olu Tamm",)),
        ("By José Ortega y Gasset", ("José Ortega y Gasset",)),
    ],
)
def test_a_byline_gives_persons_without_role_and_agency(line: str, names: tuple[str, ...]) -> None:
    assert byline.byline(line)[: len(names)] == names


@pytest.mark.parametrize(
    "line", ["Von Menschen und Mäusen", "Text message", "Por la tarde", "Par hasard", "Haber Saati"]
)
def test_a_heading_in_another_language_is_no_byline(line: str) -> None:
    assert byline.byline(line) == ()


@pytest.mark.parametrize("row", datewords.rows(), ids=lambda r: r.language)
def test_a_date_line_of_a_language_gives_its_day(row: datewords.Row) -> None:
    assert is_date_line(row.seen)
    assert [d.edtf[:10] for d in dates_of_line(row.seen)] == [row.edtf]


def test_a_month_that_means_two_is_not_read() -> None:
    assert "listopada" not in datewords.months()
    assert dates_of_line("3 listopada 2031") == ()


@pytest.mark.parametrize(("row", "seen"), [(r, s) for r in notes.rows() for s in r.seen], ids=lambda v: str(v)[:60])
def test_an_editors_note_is_found_as_what_it_is(row: notes.Row, seen: str) -> None:
    assert notes.note(seen) == row.why


@pytest.mark.parametrize(
    "line",
    [
        "Update: Two more people have died, police said.",
        "The correction was sharp, traders said.",
        "Correction officers were on the quay.",
        "The report was amended by the committee.",
        "This report was published on Monday.",
        "The page was updated by the ministry on Monday, a spokesman said.",
        "The story was updated daily by the crew.",
        "Editor Ada Quill resigned.",
    ],
)
def test_news_is_no_editors_note(line: str) -> None:
    assert notes.note(line) is None


def test_a_line_may_head_an_editors_note() -> None:
    for row in notes.rows():
        assert {notes.heads(head.title()) for head in row.heads} <= {row.why}
    assert notes.heads("Corrections officers") is None
