"""Assemble: order, moments, places, names and answers."""

import msgspec
import pytest

from tellings.casefile.timeline import precision
from tellings.model import CaseFile, Place


def test_the_order_of_articles_changes_no_byte(told, claims, alone, build) -> None:
    from tellings.casefile.assemble import assemble
    from tellings.casefile.files import dump
    from tellings.model import Settings
    from tellings.origin.provenance import trace

    aligned = claims([[s for t in told for s in t.speech.statements]])
    made = []
    for order in (told, told[::-1]):
        provenance = trace(order, alone(*order), aligned)
        made.append(dump(assemble(order, alone(*order), aligned, provenance, Settings(tables={}, models={}))))
    assert made[0] == made[1]


def test_the_title_is_an_attributed_statement_that_several_tell(case: CaseFile) -> None:
    titled = next(s for s in case.statements if s.id == case.title)
    assert titled.attribution
    assert "tried to enter the mill" in titled.text


def test_an_unattributed_allegation_is_no_title(told, claims, alone) -> None:
    from tellings.casefile.happened import scenes, title
    from tellings.origin.provenance import trace

    alleged = [
        msgspec.structs.replace(
            t,
            speech=msgspec.structs.replace(
                t.speech,
                statements=tuple(
                    msgspec.structs.replace(s, stance="alleged", attribution=()) for s in t.speech.statements
                ),
            ),
        )
        for t in told
    ]
    aligned = claims([[s] for t in alleged for s in t.speech.statements])
    assert title(scenes(alleged, trace(alleged, alone(*alleged), aligned))) is None


def test_a_local_time_gets_the_offset_of_the_place_in_its_sentence(case: CaseFile) -> None:
    assert [(t.when, t.precision) for t in case.timeline] == [("2026-03-03T11:00-06:00", "minute")]


def test_a_claim_told_by_several_comes_first(case: CaseFile) -> None:
    assert [len(c.articles) for c in case.claims] == [2, 2, 1]


def test_why_is_answered_by_the_statement_with_the_cue(case: CaseFile) -> None:
    said = {s.id: s.text for s in case.statements}
    assert said[case.happened.why[0]].startswith("Two people were hurt because")


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2026-03-03T11:00-06:00", "minute"), ("2026-03-03T11", "hour"), ("2026-03-03", "day"), ("2026-03-03~", "day"),
        ("2026-03", "month"), ("2026-03-XX", "month"), ("2026-21", "season"), ("2026", "year"), ("201X", "year"),
        ("2026-03-01/2026-03-04", "interval"),
    ],
)  # fmt: skip
def test_precision_is_what_the_value_gives(edtf: str, expected: str) -> None:
    assert precision(edtf) == expected


def test_a_place_told_as_background_by_one_article_is_no_answer_to_where(tell, claims, alone) -> None:
    from tellings.casefile.happened import happened, scenes
    from tellings.origin.provenance import trace

    facts = ["A barge hit the quay of Orsk", "Nine were hurt", "The quay is shut", "The barge was built in Hamburg"]
    text = ". ".join(facts) + "."
    told = tell(text, [(fact, []) for fact in facts], name="a")
    places = [("Orsk", "settlement"), ("Hamburg", "settlement")]
    marked = tuple(
        Place(
            start=text.index(name), end=text.index(name) + len(name), text=name, name=name, latitude=0.0, longitude=0.0,
            precision=precision, gazetteer="g", timezone=None, country="DE",
        )
        for name, precision in places
    )  # fmt: skip
    told = msgspec.structs.replace(told, marks=msgspec.structs.replace(told.marks, places=marked))
    other = tell("A barge hit a quay.", [("A barge hit a quay", [])], name="b")
    groups = [[told.speech.statements[0], *other.speech.statements], *([s] for s in told.speech.statements[1:])]
    provenance = trace([told, other], alone(told, other), claims(groups))
    where = happened(scenes([told, other], provenance)).where
    assert where == (told.speech.statements[0].id,)
