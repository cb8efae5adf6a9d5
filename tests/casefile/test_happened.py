"""Happened: the main event, what fits a question, and which statement answers it."""

import msgspec
import pytest

from tellings.casefile.event import event, moment, settings
from tellings.casefile.happened import QUESTIONS, happened, scenes, title
from tellings.casefile.questions import CUES, CueRow, cued
from tellings.model import Place, Time
from tellings.origin.provenance import trace

FACTS = [
    "A grain barge sank off the quay of Orsk early on Tuesday, and two of its crew are missing",
    "The barge sank because a hatch was left open, the harbour office said",
    "The harbour office keeps seven tugs and a fire boat, which it bought last year",
    "Barges were first built in Hamburg in the year of the great frost",
]
TITLE = "Barge sinks at Orsk quay, two missing"


def _titled(telling, title):
    return msgspec.structs.replace(telling, article=msgspec.structs.replace(telling.article, title=title))


def _marked(telling, **marks):
    return msgspec.structs.replace(telling, marks=msgspec.structs.replace(telling.marks, **marks))


@pytest.fixture
def barge(tell):
    told = _titled(tell(". ".join(FACTS) + ".", [(f, []) for f in FACTS], name="a", published="2026-03-05"), TITLE)
    return _marked(told, times=(_time(told, "Tuesday", "2026-03-03"), _time(told, "last year", "2025")))


def _time(telling, words, edtf, kind="DATE"):
    start = telling.article.text.index(words)
    return Time(start=start, end=start + len(words), text=words, type=kind, value=edtf, edtf=edtf)


def _answers(telling, alone, claims):
    aligned = claims([[s] for s in telling.speech.statements])
    said = {s.id: s.text for s in telling.speech.statements}
    found = happened(scenes([telling], trace([telling], alone(telling), aligned)))
    return {question: [said[i] for i in getattr(found, question)] for question in QUESTIONS}


@pytest.mark.parametrize("row", CUES, ids=lambda r: f"{r.question}-{r.cue}")
def test_a_cue_s_example_answers_its_question_so_surely(row: CueRow) -> None:
    assert row.strength in cued(row.question, row.seen)


@pytest.mark.parametrize("row", CUES, ids=lambda r: f"{r.question}-{r.cue}")
def test_a_cue_s_example_answers_by_no_surer_cue(row: CueRow) -> None:
    order = ("weak", "fair", "strong")
    assert max(order.index(s) for s in cued(row.question, row.seen)) == order.index(row.strength)


def test_what_is_due_to_happen_has_no_cause() -> None:
    assert not cued("why", "The two are due to marry in May.")


def test_what_the_event_caused_is_no_cause_of_it() -> None:
    damage = "Three cellars were lost, caused by the barge sinking."
    assert cued("why", damage) == {"strong"}
    assert not cued("why", damage, {"barg", "sink"})


def test_the_statement_that_tells_the_headline_says_what_happened(barge, alone, claims) -> None:
    assert _answers(barge, alone, claims)["what"][0] == FACTS[0]


def test_the_day_before_publication_says_when(barge, alone, claims) -> None:
    assert _answers(barge, alone, claims)["when"][0] == FACTS[0]


def test_without_a_time_nothing_says_when(barge, alone, claims) -> None:
    assert _answers(_marked(barge, times=()), alone, claims)["when"] == []


def test_a_cue_near_the_event_says_why(barge, alone, claims) -> None:
    assert _answers(barge, alone, claims)["why"] == [FACTS[1]]


def test_the_order_of_articles_changes_no_answer(barge, tell, alone, claims) -> None:
    other = _titled(tell(FACTS[0] + ".", [(FACTS[0], [])], name="b"), "Barge lost")
    aligned = claims([[barge.speech.statements[0], *other.speech.statements], list(barge.speech.statements[1:])])
    orders = ([barge, other], [other, barge])
    assert len({happened(scenes(o, trace(o, alone(*o), aligned))) for o in orders}) == 1


def test_a_headline_is_no_answer_where_there_are_sentences(barge, alone, claims) -> None:
    block = barge.article.blocks[0]
    end = len(FACTS[0]) + 1
    blocks = (
        msgspec.structs.replace(block, end=end, kind="title"),
        msgspec.structs.replace(block, start=end + 1),
    )
    headed = msgspec.structs.replace(barge, article=msgspec.structs.replace(barge.article, blocks=blocks))
    assert FACTS[0] not in _answers(headed, alone, claims)["what"]


def test_an_allegation_without_a_speaker_is_no_title(barge, alone, claims) -> None:
    statements = [
        msgspec.structs.replace(s, stance="alleged" if s.text == FACTS[0] else s.stance)
        for s in barge.speech.statements
    ]
    alleged = msgspec.structs.replace(barge, speech=msgspec.structs.replace(barge.speech, statements=tuple(statements)))
    named = title(scenes([alleged], trace([alleged], alone(alleged), claims([[s] for s in statements]))))
    assert named != statements[0].id


@pytest.mark.parametrize(
    ("kind", "edtf", "quality"),
    [
        ("DATE", "2026-03-03", 1.0), ("TIME", "2026-03-03T06:00", 1.2), ("TIME", None, 1.0), ("DATE", "2026-03", 0.5),
        ("DATE", "2019-03-03", 0.15), ("DATE", "2019", 0.05), ("DATE", None, 0.1), ("DURATION", None, 0.0),
    ],
)  # fmt: skip
def test_a_time_says_when_the_better_the_nearer_and_the_finer_it_is(kind, edtf, quality) -> None:
    time = Time(start=0, end=3, text="—", type=kind, value=edtf or "", edtf=edtf)
    assert moment(time, "2026-03-05T09:00:00Z", "") == quality


def test_a_weekday_says_when_though_no_publication_date_says_which() -> None:
    time = Time(start=0, end=6, text="Friday", type="DATE", value="XXXX-WXX-5", edtf=None)
    assert moment(time, None, "") == 1.0


def test_the_town_at_the_headline_s_quay_is_the_likeliest_place(barge) -> None:
    text = barge.article.text
    marked = _marked(barge, places=tuple(_place(text, name) for name in ("Orsk", "Hamburg")))
    assert event([marked]).places["orsk"] == 1.0
    assert event([marked]).places["hamburg"] < 0.5


def test_a_name_after_a_word_of_place_may_be_where(tell) -> None:
    told = tell("He spoke outside Harbour House.", [("He spoke outside Harbour House.", [])], bodies=["Harbour House"])
    assert [(s.name, s.nearness, s.located) for s in settings(told, told.speech.statements[0])] == [
        ("harbour house", "thing", True)
    ]


def _place(text: str, name: str) -> Place:
    return Place(
        start=text.index(name), end=text.index(name) + len(name), text=name, name=name, latitude=0.0, longitude=0.0,
        precision="settlement", gazetteer="g", timezone=None, country="DE",
    )  # fmt: skip
