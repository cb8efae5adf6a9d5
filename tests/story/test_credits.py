"""Credits: every row of the table is found, and found as told."""

import pytest

from tellings.story.credits import CREDITS, credit, credits_of
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
