"""Every row of the origin tables does what its ``seen`` says."""

import pytest

from tellings.origin.actors import cast
from tellings.origin.leads import LEADS, LeadRow, leads
from tellings.origin.phrases import (
    BODIES,
    BYSTANDERS,
    CAPITALS,
    ROLES,
    SAME,
    TITLES,
    BodyRow,
    BystanderRow,
    CapitalRow,
    RoleRow,
    SameRow,
    TitleRow,
    country,
    is_bystander,
    read,
)


@pytest.mark.parametrize("row", BODIES, ids=lambda r: r.class_)
def test_a_row_s_example_is_read_with_its_class(row: BodyRow) -> None:
    assert read(row.seen).class_ == row.class_


@pytest.mark.parametrize(
    ("row", "noun"), [(r, n) for r in BODIES for n in r.nouns], ids=lambda v: v if isinstance(v, str) else ""
)
def test_every_noun_heads_a_description(row: BodyRow, noun: str) -> None:
    assert (read(f"the northern {noun}").noun, read(f"the northern {noun}").class_) == (noun, row.class_)


@pytest.mark.parametrize("row", CAPITALS, ids=lambda r: r.city)
def test_a_capital_stands_for_its_country(row: CapitalRow) -> None:
    assert country(row.seen) == row.code


@pytest.mark.parametrize("row", ROLES, ids=lambda r: r.words[0])
def test_a_role_s_example_speaks_for_its_body(tell, row: RoleRow) -> None:
    bodies = [row.body] if row.class_ else []
    said = [(row.seen, [(form, "body") for form in bodies if form in row.seen])] if bodies else []
    told = tell(row.seen, said, persons=["Ada Quill"])
    found = cast([told])
    quill = next(a for a in found.actors if a.label.text == "Ada Quill")
    assert found.by_id[found.bodies[quill.id]].label.text.lower() == row.body.lower()


@pytest.mark.parametrize(("row", "role"), [(r, role) for r in TITLES for role in r.roles])
def test_a_short_title_stands_for_its_roles(tell, row: TitleRow, role: str) -> None:
    said = [("it rained", [(f"The {role}", "person")])]
    told = tell(f"{row.seen} The {role} said it rained.", said, persons=["Ada Quill"])
    assert [m.text for m in cast([told]).actors[0].mentions] == ["Ada Quill", role.split()[-1]]


@pytest.mark.parametrize("short", [short for row in TITLES for short in row.short])
def test_every_short_title_stands_before_a_name(tell, short: str) -> None:
    row = next(r for r in TITLES if short in r.short)
    said = [("it rained", [(f"The {row.roles[0]}", "person")])]
    stop = "" if short.endswith(("man", "member", "or", "minister", "premier", "executive", "ceo")) else "."
    text = f"{short.capitalize()}{stop} Ada Quill left. The {row.roles[0]} said it rained."
    told = tell(text, said, persons=["Ada Quill"])
    assert len(cast([told]).actors[0].mentions) > 1


@pytest.mark.parametrize("row", SAME, ids=lambda r: r.word)
def test_words_of_one_meaning_make_one_description(row: SameRow) -> None:
    assert read(row.seen) == read(row.like)


@pytest.mark.parametrize("row", BYSTANDERS, ids=lambda r: r.words[0])
def test_a_bystander_s_example_is_read_as_one(row: BystanderRow) -> None:
    assert is_bystander(row.seen.split())


def test_an_officer_is_no_bystander() -> None:
    assert not is_bystander(["a", "senior", "officer"])


@pytest.mark.parametrize("row", LEADS, ids=lambda r: r.nouns[0])
def test_a_lead_s_example_is_found_as_its_phrase(tell, row: LeadRow) -> None:
    found = list(leads(tell(row.seen)))
    assert (found[-1].kind, found[-1].what.text) == (row.kind, row.what)


@pytest.mark.parametrize("noun", [n for row in LEADS for n in row.nouns])
def test_every_noun_of_a_source_is_a_lead(tell, noun: str) -> None:
    assert [lead.what.text for lead in leads(tell(f"They saw the {noun}."))] == [noun]


@pytest.mark.parametrize(("words", "class_"), [("the defence", "defence"), ("the Orsk defence minister", None)])
def test_the_defence_is_a_body_only_where_no_noun_follows(words: str, class_: str | None) -> None:
    assert read(words).class_ == class_
