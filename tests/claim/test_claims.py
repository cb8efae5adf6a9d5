from collections.abc import Callable, Iterable
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.claim.claims import align
from tellings.claim.threads import ANSWERS, AnswerRow
from tellings.model import Aligned, Conflict, Quote, Speech, Statement, Telling

SENTENCES = (
    "The dam above Kell burst on Monday night.",
    "A dam near Kell burst late on Monday.",
    "Three farms were flooded when the dam gave way.",
    "Some 40 sheep were lost, the farmers said.",
    "About 60 sheep were lost in the flood.",
    "The council did not repair the dam last year.",
    "The council had repaired the dam last year, its engineer said.",
    "No one was hurt.",
)
STORIES = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), min_size=1, max_size=4)


def of(found: Aligned, kind: str) -> list[Conflict]:
    return [c for c in found.conflicts if c.kind == kind]


def values(conflict: Conflict) -> set[str]:
    return {s.value.text for s in conflict.sides if s.value}


def tellings_of(tell: Callable[..., Telling], stories: Iterable[Iterable[str]]) -> list[Telling]:
    return [tell("Dam bursts\n\n" + "\n\n".join(s), f"a{n}") for n, s in enumerate(stories)]


def test_what_is_asked_for_is_another_claim_than_that_it_was_done(tell: Callable[..., Telling]) -> None:
    asked = tell("Log\n\nThe union has asked Norrland Lines to hand over the log of the ferry by Friday.", "a")
    done = tell("Log\n\nNorrland Lines handed over the log of the ferry to the union on Friday.", "b")
    homes = {s: c.id for c in align([asked, done]).claims for s in c.statements}
    assert homes[asked.speech.statements[-1].id] != homes[done.speech.statements[-1].id]


@settings(max_examples=25, deadline=None)
@given(STORIES)
def test_claims_are_a_partition_of_all_statements(tell: Callable[..., Telling], stories: list[list[str]]) -> None:
    tellings = tellings_of(tell, stories)
    told = sorted(s.id for t in tellings for s in t.speech.statements)
    assert sorted(i for c in align(tellings).claims for i in c.statements) == told


@settings(max_examples=25, deadline=None)
@given(STORIES)
def test_every_figure_and_every_quote_stands_once(tell: Callable[..., Telling], stories: list[list[str]]) -> None:
    tellings = tellings_of(tell, stories)
    found = align(tellings)
    figures = sorted((t.article.id, f.start) for t in tellings for f in t.marks.figures)
    assert sorted((v.article, v.start) for g in found.figures for v in g.values) == figures
    quotes = sorted(q.id for t in tellings for q in t.speech.quotes)
    assert sorted(v.id for g in found.quotes for v in g.variants) == quotes


def test_the_order_of_articles_changes_nothing(ferry: list[Telling], tell: Callable[..., Telling]) -> None:
    third = tell("Ferry refloated\n\nThe ferry was refloated off Port Ardle on Thursday.", "third", "2031-04-10")
    results = {repr(align(order)) for order in permutations([*ferry, third])}
    assert len(results) == 1


def test_a_verbatim_copy_adds_no_conflict_and_no_update(ferry: list[Telling]) -> None:
    first, second = ferry
    copy = renamed(first, "copy")
    kinds = sorted((c.kind, c.why) for c in align([first, second]).conflicts)
    assert sorted((c.kind, c.why) for c in align([first, second, copy]).conflicts) == kinds
    assert align([first, copy]).conflicts == ()
    assert align([first, copy]).updates == ()


def renamed(telling: Telling, name: str) -> Telling:
    """The same telling as another article."""

    def moved(record: object) -> dict[str, object]:
        return {f: getattr(record, f) for f in record.__struct_fields__} | {"article": name}  # type: ignore[attr-defined]

    speech = telling.speech
    return Telling(
        article=type(telling.article)(
            **{f: getattr(telling.article, f) for f in telling.article.__struct_fields__} | {"id": name}
        ),
        marks=type(telling.marks)(**moved(telling.marks)),
        speech=Speech(
            article=name,
            statements=tuple(
                Statement(**moved(s) | {"id": f"{name}{s.id}", "attribution": ()}) for s in speech.statements
            ),
            quotes=tuple(
                Quote(**moved(q) | {"id": f"{name}{q.id}", "statement": f"{name}{q.statement}", "chain": ()})
                for q in speech.quotes
            ),
            threads=(),
        ),
    )


def test_statements_that_say_the_same_are_one_claim_with_the_link_that_joined_them(ferry: list[Telling]) -> None:
    found = align(ferry)
    texts = {s.id: s.text for t in ferry for s in t.speech.statements}
    claim = next(c for c in found.claims if any("engine had failed" in texts[s] for s in c.statements))
    assert claim.articles == ("herald", "lister")
    assert {claim.links[0].a, claim.links[0].b} == set(claim.statements)
    assert claim.links[0].features["meaning"] > 0.9


def test_two_given_names_for_one_captain_conflict(ferry: list[Telling]) -> None:
    (conflict,) = of(align(ferry), "name")
    assert values(conflict) == {"Marvin Oake", "Martin Oake"}


def test_opposite_directions_from_one_landmark_conflict(ferry: list[Telling]) -> None:
    (conflict,) = of(align(ferry), "place")
    assert values(conflict) == {"west", "east"}


def test_one_utterance_in_other_words_conflicts_and_says_where(ferry: list[Telling]) -> None:
    found = align(ferry)
    (conflict,) = of(found, "quote")
    assert values(conflict) == {"bang", "crash"}
    assert all(s.quotes and s.statements for s in conflict.sides)
    drift = [d for q in found.quotes for d in q.drift]
    assert [(d.op, d.from_ and d.from_.text, d.to and d.to.text) for d in drift] == [("replaced", "bang", "crash")]


def test_a_hedged_toll_is_replaced_by_a_later_higher_one_and_is_no_conflict(ferry: list[Telling]) -> None:
    found = align(ferry)
    assert [u.kind for u in found.updates] == ["figure"]
    assert of(found, "figure") == []


def test_tolls_of_one_day_without_a_hedge_conflict(aligned: Callable[[Iterable[str]], Aligned]) -> None:
    found = aligned(
        [
            "Blast at mill\n\nA blast at the Orrin mill killed two workers and wounded three others on Friday.",
            "Mill blast\n\nA blast at the Orrin mill killed two workers and wounded five others on Friday.",
        ]
    )
    (conflict,) = of(found, "figure")
    assert values(conflict) == {"three", "five"}
    assert found.updates == ()


def test_rounding_units_and_bounds_are_no_conflict(aligned: Callable[[Iterable[str]], Aligned]) -> None:
    found = aligned(
        [
            "Quake\n\nThe quake struck at a depth of 10 kilometres under the Orrin valley on Friday.\n\n"
            "At least seven bridges in the Orrin valley were closed by the county.",
            "Tremor\n\nThe quake struck at a depth of six miles under the Orrin valley on Friday.\n\n"
            "Eight bridges in the Orrin valley were closed by the county.",
        ]
    )
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The harbour office asked Norrland Lines to hand over the engine log of the ferry by Friday.",
            "Norrland Lines handed over the engine log of the ferry to the harbour office on Thursday.",
        ),
        (
            "The Orrin ferry struck the sandbank off Ardle Head at 7.35am.",
            "The Orrin ferry struck the sandbank off Ardle Head on Tuesday at 7.35 a.m.",
        ),
        (
            "The new Orrin season ticket will cost commuters $99 from June, the ferry company said.",
            "The new Orrin season ticket will cost commuters $99.99 from June, the ferry company said.",
        ),
        (
            "In the raid on the Orrin mill officers seized 12 rifles and crates of ammunition.",
            "In raids on the Orrin mill so far officers have seized 31 rifles and crates of ammunition.",
        ),
        (
            "Norrland Lines has not published the inspection report of the ferry.",
            "The sailors' union called on Norrland Lines to publish the inspection report of the ferry.",
        ),
        (
            "Captain Oake did n' t answer questions about the engine of the ferry.",
            "Captain Oake did not answer questions about the engine of the ferry.",
        ),
        (
            "The inspector wrote that the old ferry should never leave the harbour in winter.",
            "The old ferry will leave the harbour in winter, the inspector wrote.",
        ),
    ],
    ids=["asked-and-done", "one-clock-time", "cents", "so-far", "called-on", "parted", "should-never"],
)
def test_what_may_both_hold_is_no_conflict(aligned: Callable[[Iterable[str]], Aligned], one: str, other: str) -> None:
    assert aligned([f"First\n\n{one}", f"Second\n\n{other}"]).conflicts == ()


def test_what_one_tells_and_another_denies_conflicts(aligned: Callable[[Iterable[str]], Aligned]) -> None:
    found = aligned(
        [
            "Trial\n\nProsecutors said Dunmore phoned the broker twice before the fire.",
            "Defence\n\nHer lawyer said Dunmore did not phone the broker before the fire.",
        ]
    )
    (conflict,) = of(found, "polarity")
    assert len(conflict.sides) == 2


def test_a_refusal_to_say_why_denies_nothing(aligned: Callable[[Iterable[str]], Aligned]) -> None:
    found = aligned(
        [
            "Captain held\n\nPolice did not say why Captain Oake left the bridge of the ferry.",
            "Captain\n\nCaptain Oake left the bridge of the ferry before it struck.",
        ]
    )
    assert of(found, "polarity") == []


def test_an_expected_charge_is_replaced_by_the_charge(tell: Callable[..., Telling]) -> None:
    first = tell("Held\n\nIvar Lindqvist is expected to be charged with arson on Friday.", "first", "2031-04-08")
    later = tell("Charged\n\nIvar Lindqvist was charged with arson at Kell court.", "later", "2031-04-11")
    (update,) = align([first, later]).updates
    assert update.kind == "state"


def test_who_would_not_comment_and_speaks_elsewhere_has_answered(ferry: list[Telling]) -> None:
    (thread,) = align(ferry).open
    assert (thread.act, thread.state) == ("no-comment", "answered")
    texts = {s.id: s.text for t in ferry for s in t.speech.statements}
    assert "passed every inspection" in texts[thread.answered_by[0]]


def test_what_is_told_as_not_done_leaves_the_demand_open(tell: Callable[..., Telling]) -> None:
    first = tell(
        "Log\n\nThe Pilots' Guild demanded that Norrland Lines publish the maintenance log of the ferry.",
        "first",
        "2031-04-08",
    )
    later = tell("Week\n\nNorrland Lines has not published the maintenance log of the ferry.", "later", "2031-04-11")
    done = tell("Week\n\nNorrland Lines published the maintenance log of the ferry on Friday.", "done", "2031-04-12")
    assert [t.state for t in align([first, later]).open if t.act == "demand"] == ["open"]
    assert [t.state for t in align([first, done]).open if t.act == "demand"] == ["answered"]


@pytest.mark.parametrize("row", ANSWERS, ids=lambda r: r.act)
def test_each_act_is_answered_by_its_verbs(row: AnswerRow, tell: Callable[..., Telling]) -> None:
    first = tell(f"Weld\n\n{row.asked}", "first", "2031-03-02")
    later = tell(f"Weld\n\n{row.seen}", "later", "2031-03-05")
    assert [t.state for t in align([first]).open if t.act == row.act] == ["open"]
    assert [t.state for t in align([first, later]).open if t.act == row.act] == ["answered"]


def test_an_answer_may_stand_further_on_in_the_same_article(tell: Callable[..., Telling]) -> None:
    one = tell(
        "Weld\n\nThe Weld Guild demanded the resignation of Odile Marsh, the harbour commissioner."
        "\n\nOdile Marsh, the harbour commissioner, resigned on Tuesday.",
        "one",
        "2031-03-02",
    )
    assert [t.state for t in align([one]).open if t.act == "demand"] == ["answered"]


def test_an_answer_on_another_matter_leaves_the_search_open(tell: Callable[..., Telling]) -> None:
    first = tell("Weld\n\nCrews are searching for two herring sailors from Harbourton.", "first", "2031-03-02")
    later = tell("Weld\n\nA stolen painting was found in Harbourton on Tuesday.", "later", "2031-03-05")
    assert [t.state for t in align([first, later]).open if t.act == "search"] == ["open"]


def test_a_higher_toll_of_a_later_day_is_an_update(tell: Callable[..., Telling]) -> None:
    first = tell("Flood\n\nTwo people died in the flood at Kell on Monday, the town said.", "first", "2031-04-07")
    later = tell("Flood\n\nThree people died in the flood at Kell on Monday, the town said.", "later", "2031-04-09")
    found = align([first, later])
    assert [u.kind for u in found.updates] == ["figure"]
    assert of(found, "figure") == []


def test_a_number_revised_on_a_later_day_is_an_update(tell: Callable[..., Telling]) -> None:
    first = tell("Crash\n\nThirty-one people were injured in the crash at Kell.", "first", "2031-04-07")
    later = tell(
        "Week\n\nThe town has revised the number of injured in the crash at Kell to 33.", "later", "2031-04-09"
    )
    assert [u.kind for u in align([first, later]).updates] == ["figure"]


def test_a_thread_that_no_one_answers_stays_open(ferry: list[Telling]) -> None:
    (thread,) = align(ferry[:1]).open
    assert (thread.state, thread.answered_by) == ("open", ())


def test_sides_hold_ten_items_at_most(ferry: list[Telling]) -> None:
    for conflict in align(ferry).conflicts:
        assert all(len(s.statements) + len(s.quotes) <= 10 for s in conflict.sides)


def test_no_articles_and_an_article_without_statements_give_an_empty_result(tell: Callable[..., Telling]) -> None:
    assert align([]) == Aligned(claims=(), quotes=(), figures=(), conflicts=(), updates=(), open=())
    bare = tell("Ferry\n\nThe ferry sank.")
    silent = Telling(
        article=bare.article, marks=bare.marks, speech=Speech(article="one", statements=(), quotes=(), threads=())
    )
    assert align([silent]).claims == ()


def test_figures_of_one_noun_share_a_group_and_rival_nouns_do_not(aligned: Callable[[Iterable[str]], Aligned]) -> None:
    found = aligned(
        [
            "Storm\n\nThe storm wrecked 40 boats in the Orrin harbour on Friday.",
            "Gale\n\nThe storm wrecked 40 boats and 12 sheds in the Orrin harbour on Friday.",
        ]
    )
    groups = sorted(tuple(v.text for v in g.values) for g in found.figures)
    assert groups == [("12",), ("40", "40")]


def test_a_table_of_results_set_as_one_sentence_is_left_uncompared(
    aligned: Callable[[Iterable[str]], Aligned],
) -> None:
    rows = ", ".join(f"Ward {n} gave {n + 200} votes" for n in range(1, 90))
    found = aligned([f"The count is in.\n\n{rows}.", "The vote is over.\n\nIn all, 250 votes were cast."])
    assert all(len(group.values) == 1 for group in found.figures)


def test_a_speaker_worked_out_from_he_is_no_side_of_a_dispute(aligned: Callable[[Iterable[str]], Aligned]) -> None:
    words = "We take the safety of every passenger on this crossing very seriously indeed"
    found = aligned(
        [
            f"Ferry\n\n“{words},” said harbour master Ada Quill.",
            f"Grounding\n\nCaptain Tom Weld was on the bridge. He went on to say: “{words}.”",
        ]
    )
    assert [c for c in found.conflicts if c.why == "speakers-differ"] == []
