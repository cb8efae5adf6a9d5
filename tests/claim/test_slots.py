"""Conflicts of slots: two sentences that say the same but for one thing."""

from collections.abc import Callable

import pytest

from tellings.claim.claims import align, contradicted
from tellings.claim.conflicts.items import at_odds, comparable, passages
from tellings.claim.conflicts.passages import Item, run
from tellings.claim.telling import story
from tellings.model import Conflict, Telling

Tell = Callable[..., Telling]
FIRST = (
    "The ferry Astrid Lund ran aground on a sandbank off Port Ardle on Tuesday morning, the coastguard said.\n\n"
    "The captain, Marvin Oake, was arrested at the pier and taken to the county court in Kellmouth.\n\n"
    "The company had bought the vessel in 1987 for 36 million crowns from a shipyard in Norrland."
)
AGREEING = (
    "On Tuesday morning the ferry Astrid Lund ran aground on a sandbank off Port Ardle.\n\n"
    "Captain Marvin Oake was arrested at the pier and taken to the county court in Kellmouth.\n\n"
    "It was in 1987 that the company bought the vessel for 36 million crowns from a shipyard in Norrland."
)
CHANGES = (
    ("date", "Tuesday", "Friday"),
    ("date", "1987", "1984"),
    ("figure", "36 million", "51 million"),
    ("polarity", "was arrested", "was not arrested"),
)


def told_against(tell: Tell, text: str, others: tuple[str, ...] = (FIRST, AGREEING)) -> list[Conflict]:
    return contradicted(tell("Ferry\n\n" + text, "own"), [tell("Ferry\n\n" + t, f"o{n}") for n, t in enumerate(others)])


@pytest.mark.parametrize(("kind", "before", "after"), CHANGES, ids=lambda v: v)
def test_what_one_article_has_otherwise_is_found_at_its_place(tell: Tell, kind: str, before: str, after: str) -> None:
    text = FIRST.replace(before, after)
    place = text.index(after) + len("Ferry\n\n")
    found = told_against(tell, text)
    values = [s.value for c in found if c.kind == kind for s in c.sides if s.value and s.value.article == "own"]
    assert any(v.start < place + len(after) and place < v.end for v in values)


def test_the_same_things_in_other_words_are_no_conflict(tell: Tell) -> None:
    assert told_against(tell, AGREEING, (FIRST,)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("36 million", "about 35 million"), ("1987", "the year 1987"), ("on Tuesday morning", "early on Tuesday")],
)
def test_rounding_and_other_forms_are_no_conflict(tell: Tell, before: str, after: str) -> None:
    assert told_against(tell, FIRST.replace(before, after)) == []


def test_what_only_another_outlet_has_otherwise_is_none_of_the_article(tell: Tell) -> None:
    deviant = FIRST.replace("Tuesday", "Friday")
    found = told_against(tell, FIRST, (deviant, AGREEING))
    assert all("own" in {s.value.article for s in c.sides if s.value} for c in found)


def test_what_an_instrument_allows_here_and_forbids_there_is_a_conflict_of_norms(tell: Tell) -> None:
    text = "Under the Vienna Convention on Consular Relations the police may {}enter the consulate without consent."
    found = told_against(tell, text.format("not "), (text.format(""),))
    assert [(c.kind, c.why) for c in found] == [("norm", "permissions-differ")]


def test_two_days_of_two_events_are_no_conflict_of_a_story(tell: Tell) -> None:
    struck = tell("Ferry\n\nThe ferry Astrid Lund struck the north pier at Port Ardle on Tuesday.", "struck")
    towed = tell("Ferry\n\nThe ferry Astrid Lund was towed from the north pier at Port Ardle on Friday.", "towed")
    assert align([struck, towed]).conflicts == ()


ASKED = "The Porters' Guild of the Weld {} called on Sound Lines to publish the maintenance log of the ferry{}."


def test_two_days_of_one_demand_are_a_conflict(tell: Tell) -> None:
    other = "The Porters' Guild of the Weld published on Tuesday a call to Sound Lines for the log of the ferry."
    found = told_against(tell, ASKED.format("on Friday", ""), (other, other.replace("published", "issued")))
    assert [c.kind for c in found] == ["date"]


def test_a_deadline_and_the_day_it_was_done_are_no_conflict(tell: Tell) -> None:
    done = "Sound Lines published the maintenance log of the ferry on Thursday, the Porters' Guild of the Weld said."
    assert told_against(tell, ASKED.format("", " by Friday"), (done,)) == []


def test_a_telephone_number_a_decade_and_a_name_with_a_number_are_no_items(tell: Tell) -> None:
    text = "Call the Orrin 7 desk on 555 - 555 - 0142 about ferries of the 1930s."
    told = story([tell("Ferry\n\n" + text, "one")])
    assert [i.value for p in passages(told) for i in p.items if i.kind in ("figure", "date")] == []


def test_a_contraction_is_read_as_its_full_form(tell: Tell) -> None:
    told = story([tell("Ferry\n\nThe captain didn't stop and cannot be found.", "one")])
    words = [t.word for p in passages(told) for t in p.tokens]
    assert words[-9:] == ["captain", "did", "not", "stop", "and", "can", "not", "be", "found"]


def test_items_of_a_sentence_are_its_days_figures_people_and_verbs(tell: Tell) -> None:
    told = story([tell("Ferry\n\nOn Tuesday Marvin Oake was not charged over the 12 passengers, police said.", "one")])
    found = {(i.kind, i.value) for p in passages(told) for i in p.items if p.start}
    assert {("date", "tuesday"), ("figure", "12"), ("name", "oake"), ("polarity", "charg")} <= found
    assert [i.marked for p in passages(told) for i in p.items if i.value == "charg"] == [True]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [((12, False), (14, False), True), ((300, False), (310, False), False), ((1487, False), (1612, False), True),
     ((40, True), (44, False), False), ((12, False), (12, True), False)],
)  # fmt: skip
def test_figures_are_at_odds_beyond_rounding(a: tuple[float, bool], b: tuple[float, bool], expected: bool) -> None:
    x, y = (Item("figure", "", f"{n:g}", 0, 1, 0, 1, hedged, float(n), float(n)) for n, hedged in (a, b))
    assert comparable(x, y)
    assert at_odds(x, y) is expected


def test_a_run_counts_the_same_words_from_a_place_on(tell: Tell) -> None:
    texts = {"one": "The grey ferry left early.", "two": "The grey ship left early."}
    told = story([tell("Ferry\n\n" + text, name) for name, text in texts.items()])
    a, b = (p.tokens for p in passages(told) if p.start)
    assert run(a, 1, b, 1, -1, 5) == 3
    assert run(a, 3, b, 3, 1, 1) == 1
