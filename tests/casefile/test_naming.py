"""Naming: what outlets call the same actor, act, people or thing."""

from collections import Counter

import pytest

from tellings.casefile.names import ACTS, PEOPLE, THINGS, NameRow, uses
from tellings.casefile.naming import naming
from tellings.model import Provenance
from tellings.origin.provenance import trace

ROWS = (*ACTS, *PEOPLE, *THINGS)


@pytest.fixture
def told_by(tell, claims, alone):
    """Two outlets' sentences, as one claim or as two, with what the case file makes of their names."""

    def build(first: str, second: str, *, one_claim: bool = True, **named: list[str]) -> list[list[str]]:
        tellings = [
            tell(text, [(text, [])], name=name, outlet=outlet, **named)
            for name, outlet, text in (("a", "Orsk Courier", first), ("b", "Mill Post", second))
        ]
        said = [t.speech.statements[0] for t in tellings]
        aligned = claims([said] if one_claim else [[s] for s in said])
        return [[s.text for s in n.names] for n in naming(tellings, trace(tellings, alone(*tellings), aligned))]

    return build


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r.name)
def test_each_row_is_found_in_its_example(row: NameRow, tell, claims, alone) -> None:
    told = tell(row.seen, [(row.seen, [])], persons=["Ada Quill"])
    provenance: Provenance = trace([told], alone(told), claims([list(told.speech.statements)]))
    assert row.name in [use.row.name for use in uses([told], provenance)]


def test_a_form_has_one_row_and_a_sort_more_than_one() -> None:
    forms = Counter(form for row in ROWS for form in {*row.nouns, *row.verbs})
    assert [form for form, n in forms.items() if n > 1] == []
    sorts = Counter(sort for row in ROWS for sort in row.sorts)
    assert [sort for sort, n in sorts.items() if n == 1] == []


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("The murder of Ada Quill shook Orsk.", "Two men shot Ada Quill in May.", ["murder", "shot"]),
        ("Ada Quill was executed on Monday.", "Many mourn Ada Quill's death.", ["executed", "death"]),
        ("The arrest of Ada Quill shook Orsk.", "Ada Quill was abducted in May.", ["arrest", "abducted"]),
    ],
)
def test_acts_done_to_the_same_person_are_one_in_whatever_claim(told_by, first, second, names) -> None:
    assert told_by(first, second, one_claim=False, persons=["Ada Quill"]) == [names]


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        (
            "The riot at the fort left two hurt.",
            "The insurrection at the fort left two hurt.",
            ["riot", "insurrection"],
        ),
        ("Rioters broke the gate of the mill.", "Protesters broke the gate of the mill.", ["Rioters", "Protesters"]),
        ("The barge ploughed into the north quay.", "The barge struck the north quay.", ["ploughed", "struck"]),
        ("The regime shut the port of Orsk.", "The government shut the port of Orsk.", ["regime", "government"]),
    ],
)
def test_names_in_the_same_surroundings_of_one_claim_are_one(told_by, first, second, names) -> None:
    assert told_by(first, second) == [names]
    assert told_by(first, second, one_claim=False) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # another sort, another object, one and many, another patient
        ("The fire at the mill left two hurt.", "The riot at the mill left two hurt."),
        ("The marines seized guns on the barge.", "The marines captured pirates on the barge."),
        ("Rioters broke the gate of the mill.", "A protester broke the gate of the mill."),
        ("The murder of Ada Quill shook Orsk.", "The shooting of Ben Osk shook Orsk."),
        # a charge, a denial, a name within a longer one
        ("He was charged with the murder of Ada Quill.", "Two men shot Ada Quill in May."),
        ("No riot took place at the fort.", "The insurrection took place at the fort."),
        ("Murder charges shook the town of Orsk.", "The shooting shook the town of Orsk."),
        # another's words
        ("The “murder” of Ada Quill shook Orsk.", "Two men shot Ada Quill in May."),
        # a thing of the person's
        ("The guild wants to remove Ada Quill's badge.", "The expulsion of Ada Quill shook Orsk."),
        # the same name
        ("The murder of Ada Quill shook Orsk.", "Two men murdered Ada Quill in May."),
    ],
)
def test_what_may_be_two_things_stays_apart(told_by, first: str, second: str) -> None:
    assert told_by(first, second, persons=["Ada Quill", "Ben Osk"]) == []


def test_a_body_s_people_are_named_with_the_body(told_by) -> None:
    first, second = "Guards of the port ran. Tide Guild goons held the gate.", "Tide Guild officers held a vote."
    assert told_by(first, second, one_claim=False, bodies=["Tide Guild"]) == [
        ["Tide Guild goons", "Tide Guild officers"]
    ]


def test_what_a_person_is_called_beside_the_name(told_by) -> None:
    first, second = "Activist Ada Quill left the port.", "Ada Quill, a local agitator, left by boat."
    assert told_by(first, second, one_claim=False, persons=["Ada Quill"]) == [["Activist", "agitator"]]


def test_each_outlet_that_uses_a_name_is_listed_with_it(tell, claims, alone) -> None:
    texts = ["The riot at the fort left two hurt.", "The revolt at the fort left two hurt."]
    tellings = [
        tell(text, [(text, [])], name=name, outlet=name) for name, text in zip("abc", [*texts, texts[0]], strict=True)
    ]
    aligned = claims([[t.speech.statements[0] for t in tellings]])
    (entry,) = naming(tellings, trace(tellings, alone(*tellings), aligned))
    assert [(s.article, s.text) for s in entry.names] == [("a", "riot"), ("b", "revolt"), ("c", "riot")]
    assert entry.referent == "c0"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Orsk Mills Inc. shut.", "Orsk Mills reopened."),
        ("The U.S. Tide Guild met.", "The US Tide Guild met."),
        ("The Tide Relief Fund met.", "The TRF met."),
    ],
)
def test_a_shorter_form_and_an_abbreviation_are_no_other_name(told_by, first: str, second: str) -> None:
    bodies = ["Orsk Mills Inc.", "Orsk Mills", "U.S. Tide Guild", "US Tide Guild", "Tide Relief Fund", "TRF"]
    assert told_by(first, second, one_claim=False, bodies=bodies) == []


def test_an_actor_that_outlets_name_in_other_words() -> None:
    from tellings.casefile.naming import _names
    from tellings.model import Actor, Slice

    texts = ["Northern Relief Fund", "Tide Relief Fund", "the relief fund", "Orsk Bank"]
    mentions = tuple(Slice(article=a, start=0, end=len(t), text=t) for a, t in zip("abcd", texts, strict=True))
    actor = Actor(id="x", label=mentions[0], kind="organisation", aliases=(), mentions=mentions)
    assert [m.text for m in _names(actor, {})] == texts[:3]
