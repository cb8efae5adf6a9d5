"""To look up next: what the articles rest on and the file does not hold."""

from tellings.origin.actors import cast
from tellings.origin.check_next import check_next


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
    told = [
        tell(f"It rained, {who} said.", [("It rained", [(who, "person")])], name=who, persons=[who])
        for who in ("Ada Quill", "Quill")
    ]
    assert found(*told) == [("person", "Ada Quill", 2)]
