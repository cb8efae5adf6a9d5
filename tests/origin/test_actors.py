"""Actors: who is one and who stays apart."""

import pytest

from tellings.model import Telling
from tellings.origin.actors import cast


def labels(*tellings: Telling) -> list[str]:
    return sorted(a.label.text for a in cast(tellings).actors)


def test_a_surname_in_another_article_goes_with_the_only_full_name(tell) -> None:
    a = tell("Ada Quill waited.", name="a", persons=["Ada Quill"])
    b = tell("Quill left.", name="b", persons=["Quill"])
    assert labels(a, b) == ["Ada Quill"]


def test_two_persons_of_one_surname_stay_apart(tell) -> None:
    a = tell("Ada Quill waited.", name="a", persons=["Ada Quill"])
    b = tell("Tom Quill left.", name="b", persons=["Tom Quill"])
    c = tell("Quill wrote.", name="c", persons=["Quill"])
    assert labels(a, b, c) == ["Ada Quill", "Quill", "Tom Quill"]


def test_a_middle_name_is_no_other_person(tell) -> None:
    a = tell("Ada Quill waited.", name="a", persons=["Ada Quill"])
    b = tell("Ada Jane Quill left.", name="b", persons=["Ada Jane Quill"])
    assert labels(a, b) == ["Ada Jane Quill"]


def test_father_and_son_stay_apart(tell) -> None:
    a = tell("Tom Quill Jr waited.", name="a", persons=["Tom Quill Jr"])
    b = tell("Tom Quill Sr left.", name="b", persons=["Tom Quill Sr"])
    assert labels(a, b) == ["Tom Quill Jr", "Tom Quill Sr"]


def test_an_abbreviation_goes_with_the_words_it_stands_for(tell) -> None:
    a = tell("The Orsk Harbour Office closed.", name="a", bodies=["Orsk Harbour Office"])
    b = tell("OHO reopened.", name="b", bodies=["OHO"])
    assert labels(a, b) == ["Orsk Harbour Office"]


def test_an_abbreviation_of_two_bodies_goes_with_neither(tell) -> None:
    a = tell("The Orsk Harbour Office closed.", name="a", bodies=["Orsk Harbour Office"])
    b = tell("The Orsk Health Office closed.", name="b", bodies=["Orsk Health Office"])
    c = tell("OHO reopened.", name="c", bodies=["OHO"])
    assert len(labels(a, b, c)) == 3


def test_a_country_s_name_and_its_adjective_describe_one_ministry(tell) -> None:
    a = tell("Peru’s foreign ministry said it.", [("it", [("Peru’s foreign ministry", "body")])], name="a")
    b = tell("The Peruvian foreign ministry said it.", [("it", [("The Peruvian foreign ministry", "body")])], name="b")
    assert len(labels(a, b)) == 1


def test_the_ministry_is_the_only_ministry_of_its_article(tell) -> None:
    said = [("it rained", [("Peru’s foreign ministry", "body")]), ("it snowed", [("The ministry", "body")])]
    told = tell("Peru’s foreign ministry said it rained. The ministry said it snowed.", said)
    found = cast([told])
    assert set(found.speakers.values()) == {(found.actors[0].id,)}
    assert [m.text for m in found.actors[0].mentions] == ["Peru’s foreign ministry", "ministry"]


TWO = "Peru’s foreign ministry said it rained. Chile’s foreign ministry said it froze. "
OF_TWO = [("it rained", [("Peru’s foreign ministry", "body")]), ("it froze", [("Chile’s foreign ministry", "body")])]


def test_the_ministry_of_an_article_with_two_is_the_one_that_spoke_just_before(tell) -> None:
    told = tell(TWO + "The ministry said it snowed.", [*OF_TWO, ("it snowed", [("The ministry", "body")])])
    chile = next(a for a in cast([told]).actors if a.label.text == "Chile’s foreign ministry")
    assert [m.text for m in chile.mentions] == ["Chile’s foreign ministry", "ministry"]


def test_the_ministry_of_an_article_with_two_is_neither_where_another_spoke_since(tell) -> None:
    said = [*OF_TWO, ("it hailed", [("Ada Quill", "person")]), ("it snowed", [("The ministry", "body")])]
    told = tell(TWO + "Ada Quill said it hailed. The ministry said it snowed.", said, persons=["Ada Quill"])
    assert len(labels(told)) == 4


def test_a_spokesman_without_a_name_is_the_body_s_voice(tell) -> None:
    said = [("it rained", [("A spokesman for Orsk Mills", "person")])]
    told = tell("A spokesman for Orsk Mills said it rained.", said, bodies=["Orsk Mills"])
    assert labels(told) == ["Orsk Mills"]


def test_a_clerk_of_a_shop_is_not_the_shop(tell) -> None:
    told = tell(
        "A clerk of Orsk Mills said it rained.",
        [("it rained", [("A clerk of Orsk Mills", "person")])],
        bodies=["Orsk Mills"],
    )
    assert list(cast([told]).speakers.values()) == [()]


def test_the_doctor_is_the_person_with_that_role(tell) -> None:
    said = [("it rained", [("Ada Quill", "person")]), ("it snowed", [("the doctor", "person")])]
    told = tell("Ada Quill, a doctor, said it rained. Later, the doctor said it snowed.", said, persons=["Ada Quill"])
    assert len(set(cast([told]).speakers.values())) == 1


@pytest.mark.parametrize("short", ["Orsk Mills", "Orsk Mills Ltd."])
def test_a_shorter_name_that_fits_one_body_is_that_body(tell, short: str) -> None:
    a = tell("Orsk Mills Group opened.", name="a", bodies=["Orsk Mills Group"])
    b = tell(f"{short} closed.", name="b", bodies=[short])
    assert labels(a, b) == ["Orsk Mills Group"]


def test_a_name_described_as_a_body_in_one_article_is_a_body_in_all(tell) -> None:
    a = tell("The operator, Orsk Lines, closed.", name="a", persons=["Orsk Lines"])
    b = tell(
        "Orsk Lines said it rained.", [("it rained", [("Orsk Lines", "person")])], name="b", persons=["Orsk Lines"]
    )
    assert [(x.label.text, x.kind) for x in cast([a, b]).actors] == [("Orsk Lines", "organisation")]


def test_a_description_before_a_name_is_the_person_named(tell) -> None:
    said = [("it rained", [("The harbour master", "unknown")])]
    told = tell("The harbour master, Ada Quill, said it rained.", said, persons=["Ada Quill"])
    assert labels(told) == ["Ada Quill"]
    assert all(cast([told]).speakers.values())


def test_someone_s_father_is_not_that_someone(tell) -> None:
    said = [("it rained", [("Quill’s father", "person")])]
    told = tell(
        "Ada Quill left. Quill’s father, Tom Orsk, said it rained.", said, persons=["Ada Quill", "Quill", "Tom Orsk"]
    )
    found = cast([told])
    assert [found.by_id[a].label.text for actors in found.speakers.values() for a in actors] == ["Tom Orsk"]
