"""To look up next: what the articles rest on and the file does not hold."""

import pytest

from tellings.article.reader import from_record
from tellings.origin.actors import cast
from tellings.origin.check_next import check_next, one_each
from tellings.origin.leads import leads
from tellings.run.steps import tell as told
from tests.conftest import needs_reader


def found(*tellings) -> list[tuple[str, str, int]]:
    return [(i.kind, i.what.text, len(i.cited_by)) for i in check_next(tellings, cast(tellings))]


def test_a_letter_that_two_articles_name_comes_first_and_once(tell) -> None:
    a = tell("Peru sent an official letter of protest. A video showed a guard.", name="a")
    b = tell("The letter arrived late.", name="b")
    assert found(a, b) == [("document", "official letter of protest", 2), ("recording", "video", 1)]


def test_a_report_of_an_outlet_that_the_story_holds_is_not_looked_up(tell) -> None:
    said = [("It rained", [("the Orsk Courier", "outlet")])]
    a = tell("It rained, the Orsk Courier reported.", said, name="a")
    b = tell("It rained.", name="b", outlet="Orsk Courier")
    assert found(a, b) == []
    assert found(a) == [("report", "Orsk Courier", 1)]


def test_a_newspaper_that_no_text_names_is_not_looked_up(tell) -> None:
    assert found(tell("It rained, a newspaper said.", [("It rained", [("a newspaper", "outlet")])])) == []


def test_a_person_cited_by_two_articles_is_one_lead(tell) -> None:
    tellings = [
        tell(f"It rained, {who} said.", [("It rained", [(who, "person")])], name=who, persons=[who])
        for who in ("Ada Quill", "Quill")
    ]
    assert found(*tellings) == [("person", "Ada Quill", 2)]


def leads_of(text: str, name: str = "0"):
    record = {"id": name, "text": text, "outlet": f"Outlet {name}", "published": "2026-03-02"}
    return told(from_record(record, name))


def texts(*articles: str) -> list[tuple[str, int]]:
    tellings = [leads_of(text, str(n)) for n, text in enumerate(articles)]
    items = check_next(tellings, cast(tellings))
    return [(i.what.text, len(i.cited_by)) for i in items if i.kind in {"document", "recording"}]


@needs_reader
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mayor's letter was read out on Monday.", "The union's letter was read out on Friday."),
        ("A letter from Ada Quill reached the council.", "A letter from Tom Weld reached the council."),
        ("He sent a letter to the minister.", "He sent a letter to the bank."),
        ("The envoy handed over a letter of protest.", "Her letter of resignation came on Friday."),
        ("Police showed surveillance video of the quay.", "It was seen on cellphone video from the crowd."),
    ],
)
def test_two_letters_of_a_story_are_two_leads(one: str, other: str) -> None:
    assert [cited for _, cited in texts(one, other)] == [1, 1]


@needs_reader
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The envoy handed over a formal letter of protest.", "The protest letter arrived late."),
        ("The mayor's letter was read out on Monday.", "The letter was long."),
        ("A letter from Mayor Ada Quill reached the council.", "Quill's letter was read out."),
        ("The debt is told of in court papers.", "Court filings name the debt."),
        ("Divers look for the flight recorders.", "The black box is still missing."),
        ("A shaky video showed the crowd.", "The footage was shared by thousands."),
    ],
)
def test_one_document_under_two_names_is_one_lead(one: str, other: str) -> None:
    assert [cited for _, cited in texts(one, other)] == [2]


@needs_reader
def test_the_letter_is_the_one_last_named_in_its_article() -> None:
    text = "The mayor's letter came on Monday. The union's letter came on Friday. The letter was short."
    tellings = [leads_of(text)]
    groups = one_each([k for t in tellings for k in leads(t)])
    assert [len(g) for g in groups] == [1, 2]
