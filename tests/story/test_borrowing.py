"""Borrowing: passages that texts of different families have in common."""

from tellings.model import Span
from tellings.story.borrowing import borrowings
from tellings.story.families import families
from tests.story.texts import BUDGET, FERRY, FERRY_OWN, article

SENTENCES = FERRY.split(". ")
OWN = (
    "The harbour was quiet again by noon. Fishermen who had watched the rescue drank coffee on the quay. "
    "Nobody in the market could remember such a collision in forty years of winters. "
    "The mayor, who takes the same boat each day, stayed at home with a cold."
)


def borrowed(*articles, quoted=None):
    return borrowings(articles, families(articles), quoted or {})


def test_a_passage_in_a_report_of_its_own_is_borrowed_with_its_words_in_both() -> None:
    mixed = OWN + " " + SENTENCES[1] + ". " + SENTENCES[2] + "."
    (one,) = borrowed(article("wire", FERRY, published="2026-03-01"), article("mixed", mixed, published="2026-03-02"))
    assert (one.taker, one.giver, one.order) == ("mixed", "wire", "shared-passage")
    assert [s.article for s in one.spans] == ["mixed", "wire"]
    assert one.spans[0].text == one.spans[1].text == SENTENCES[1] + ". " + SENTENCES[2]


def test_a_passage_with_a_word_swapped_is_one_passage() -> None:
    mixed = OWN + " " + SENTENCES[1].replace("shortly", "moments") + ". " + SENTENCES[2] + "."
    (one,) = borrowed(article("wire", FERRY), article("mixed", mixed))
    assert len(one.spans) == 2


def test_words_that_both_quote_are_not_borrowed() -> None:
    mixed = OWN + " " + SENTENCES[1] + "."
    quoted = {
        "wire": [Span(start=FERRY.index(SENTENCES[1]), end=FERRY.index(SENTENCES[1]) + len(SENTENCES[1]))],
        "mixed": [Span(start=len(OWN) + 1, end=len(mixed))],
    }
    assert borrowed(article("wire", FERRY), article("mixed", mixed), quoted=quoted) == []


def test_reports_of_one_event_in_their_own_words_borrow_nothing() -> None:
    assert borrowed(article("a", FERRY), article("b", FERRY_OWN), article("c", BUDGET)) == []


def test_what_the_other_copies_of_a_text_lack_was_worked_into_it() -> None:
    wire = BUDGET.replace("Vellmark", "Orsk")
    mixed = FERRY + " " + wire.split(". ")[0] + "."
    (one,) = borrowed(article("z-wire", wire), article("a-mixed", mixed), article("copy", FERRY))
    assert (one.taker, one.giver, one.order) == ("a-mixed", "z-wire", "shared-passage-worked-in")


def test_without_a_sign_the_order_is_told_as_unknown() -> None:
    mixed = OWN + " " + SENTENCES[1] + "."
    (one,) = borrowed(article("wire", FERRY), article("mixed", mixed))
    assert one.order == "shared-passage-order-unknown"


def test_two_families_give_one_borrowing_between_their_roots() -> None:
    mixed = OWN + " " + SENTENCES[1] + ". " + SENTENCES[2] + "."
    found = borrowed(*(article(k, FERRY) for k in ("wire", "wire-copy")), article("mixed", mixed))
    assert len(found) == 1


def test_the_order_of_articles_changes_nothing() -> None:
    some = [article("wire", FERRY), article("mixed", OWN + " " + SENTENCES[1] + "."), article("other", BUDGET)]
    assert borrowings(some, families(some), {}) == borrowings(some[::-1], families(some), {})
