"""Credits: every row of the table is found, and found as told."""

import pytest

from tellings.story.credits import CREDITS, credit, credits_of, is_own
from tests.story.texts import FERRY, article


@pytest.mark.parametrize("row", CREDITS, ids=lambda r: r.about)
def test_a_credit_is_found_with_its_holder(row) -> None:
    found = credit(article("a", row.seen), 0, len(row.seen))
    assert found is not None
    assert found.holder == row.holder


@pytest.mark.parametrize(
    "line",
    [
        *FERRY.split(". "),
        "The Free Press was founded in Orsk by two printers and a poet.",
        "Agencies have been told to stop work.",
        "Copyright law may be changed this year, the minister said.",
        "The mayor (Ada Quill) opened the pier.",
        "Reprinted stamps fetch little.",
        "Orsk (population 900) — a village by the lake — was cut off.",
    ],
)
def test_a_line_of_the_report_is_no_credit(line: str) -> None:
    assert credits_of(article("a", line)) == []


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("HARBOURTON, May 3 (PTI) The ferry company said on Monday", "PTI"),
        ("Harbourton, May 3, GNA – The ferry company said on Monday", "GNA"),
        ("— Agence France-Presse", "Agence France-Presse"),
        ("By PA Media", "PA Media"),
    ],
)
def test_an_agency_of_the_table_is_credited_in_its_own_form(line: str, holder: str) -> None:
    assert [c.holder for c in credits_of(article("a", line))] == [holder]


def test_an_agency_prints_its_own_text() -> None:
    own = credit(article("a", "— Agence France-Presse"), 0, 22)
    assert own is not None
    assert is_own(own, "AFP")
    assert is_own(own, "afp.com")
    assert not is_own(own, "Quay Weekly")
