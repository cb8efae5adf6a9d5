"""Standing: which tellings of one claim are independent stated origins."""

import re
from collections.abc import Callable
from itertools import permutations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.model import Aligned, Claim, ClaimLink, Family, Statement, Telling
from tellings.origin.phrases import NOBODY
from tellings.origin.provenance import trace

Make = Callable[..., Aligned]
Alone = Callable[..., list[Family]]


@pytest.fixture
def standing(one_claim: Make, alone: Alone) -> Callable[..., Claim]:
    def of(*tellings: Telling) -> Claim:
        return trace(tellings, alone(*tellings), one_claim(*tellings)).claims[0]

    return of


def codes(claim: Claim) -> list[str]:
    return [b.code for b in claim.because]


def test_two_outlets_that_quote_one_ministry_are_one_origin(tell, standing) -> None:
    a = tell(
        "Ruritania’s foreign ministry said a guard was hurt.",
        [("a guard was hurt", [("Ruritania’s foreign ministry", "body")])],
        name="a",
    )
    b = tell(
        "A guard was hurt, Ruritania’s Foreign Ministry said.",
        [("A guard was hurt", [("Ruritania’s Foreign Ministry", "body")])],
        name="b",
    )
    claim = standing(a, b)
    assert (claim.standing, claim.origins) == ("repeated", 1)


def test_two_outlets_that_state_no_source_are_repeated_without_an_origin(tell, standing) -> None:
    told = [
        tell(f"A letter was sent {day}.", [(f"A letter was sent {day}.", [])], name=day) for day in ("today", "late")
    ]
    claim = standing(*told)
    assert (claim.standing, claim.origins, codes(claim)) == ("repeated", 0, ["no-source-stated"])


def test_a_claim_of_one_article_is_single(tell, standing) -> None:
    assert standing(tell("Snow fell.", [("Snow fell.", [])])).standing == "single"


def test_a_person_and_a_body_that_is_not_theirs_are_two_origins(tell, standing) -> None:
    a = tell("Snow fell, the police said.", [("Snow fell", [("the police", "body")])], name="a")
    b = tell("Snow fell, said Ada Quill.", [("Snow fell", [("Ada Quill", "person")])], name="b", persons=["Ada Quill"])
    claim = standing(a, b)
    assert (claim.standing, claim.origins) == ("corroborated", 2)


@pytest.mark.parametrize(
    "text",
    [
        "Snow fell, said Ada Quill, a spokeswoman for the harbour authority.",
        "Snow fell, said harbour authority director Ada Quill.",
        "Snow fell, said Ada Quill of the Harbour Authority.",
        "Snow fell, said the harbour authority’s Ada Quill.",
        "Snow fell, the harbour authority’s secretary, Ada Quill, said.",
        "Snow fell, a spokesman for the harbour authority, Ada Quill, said.",
    ],
)
def test_one_who_speaks_for_a_body_is_that_body(tell, standing, text: str) -> None:
    a = tell(text, [("Snow fell", [("Ada Quill", "person")])], name="a", persons=["Ada Quill"])
    b = tell("Snow fell, the harbour authority said.", [("Snow fell", [("the harbour authority", "body")])], name="b")
    claim = standing(a, b)
    assert (claim.origins, codes(claim)[0]) == (1, "stated-origin")


def test_an_officer_counts_as_the_police_whom_the_article_cites(tell, standing) -> None:
    text = "Police said the road was shut. The bridge fell, Lt. Ada Quill said."
    said = [("the road was shut", [("Police", "body")]), ("The bridge fell", [("Lt. Ada Quill", "person")])]
    assert standing(tell(text, said, persons=["Ada Quill"])).origins == 1


def test_a_captain_in_an_article_without_police_speaks_for_nobody_else(tell, standing) -> None:
    a = tell(
        "The ship sank, Capt. Ada Quill said.",
        [("The ship sank", [("Capt. Ada Quill", "person")])],
        name="a",
        persons=["Ada Quill"],
    )
    b = tell("The ship sank, the police said.", [("The ship sank", [("the police", "body")])], name="b")
    assert standing(a, b).origins == 2


def test_anonymous_sources_never_add_up_over_outlets(tell, standing) -> None:
    told = [tell("It rained, a witness said.", [("It rained", [("a witness", "anonymous")])], name=n) for n in "abc"]
    claim = standing(*told)
    assert (claim.origins, codes(claim)[1:]) == (1, ["anonymous-counted-once"] * 2)


def test_an_outlet_named_on_the_way_is_no_origin(tell, standing) -> None:
    told = [
        tell("It rained, the Orsk Courier reported.", [("It rained", [("the Orsk Courier", "outlet")])], name=n)
        for n in "ab"
    ]
    claim = standing(*told)
    assert (claim.origins, codes(claim)) == (0, ["outlet-passes-on", "no-source-stated"])


def test_an_outlet_passes_on_to_whom_it_names(tell, standing) -> None:
    chain = [("the Orsk Courier", "outlet"), ("the police", "body")]
    a = tell("It rained, the Orsk Courier reported, citing the police.", [("It rained", chain)], name="a")
    b = tell("It rained, the police said.", [("It rained", [("the police", "body")])], name="b")
    assert standing(a, b).origins == 1


def test_an_outlet_that_saw_it_itself_is_an_origin(tell, standing) -> None:
    a = tell("It rained, our reporter saw.", [("It rained", [("our reporter", "own")])], name="a")
    b = tell("It rained, the police said.", [("It rained", [("the police", "body")])], name="b")
    assert standing(a, b).origins == 2


def test_videos_that_cannot_be_told_apart_count_once(tell, standing) -> None:
    a = tell("A video showed a man.", [("a man", [("A video", "recording")])], name="a")
    b = tell("Phone videos showed a man.", [("a man", [("Phone videos", "recording")])], name="b")
    assert standing(a, b).origins == 1


def test_joint_sources_give_several_origins(tell, standing) -> None:
    said = [("It rained", [("Ada Quill and Tom Weld", "person")])]
    assert (
        standing(tell("It rained, Ada Quill and Tom Weld said.", said, persons=["Ada Quill", "Tom Weld"])).origins == 2
    )


def test_a_ministry_and_its_government_cannot_be_told_apart(tell, standing) -> None:
    a = tell("Ecuador’s foreign ministry said it.", [("it", [("Ecuador’s foreign ministry", "body")])], name="a")
    b = tell("Quito said it.", [("it", [("Quito", "body")])], name="b")
    assert standing(a, b).origins == 1


def test_ministries_of_two_countries_are_two_origins(tell, standing) -> None:
    a = tell("Ecuador’s foreign ministry said it.", [("it", [("Ecuador’s foreign ministry", "body")])], name="a")
    b = tell("Peru’s foreign ministry said it.", [("it", [("Peru’s foreign ministry", "body")])], name="b")
    assert standing(a, b).origins == 2


def test_officials_add_nothing_to_a_public_body(tell, standing) -> None:
    a = tell("It rained, the police said.", [("It rained", [("the police", "body")])], name="a")
    b = tell("It rained, officials said.", [("It rained", [("officials", "body")])], name="b")
    claim = standing(a, b)
    assert (claim.origins, codes(claim)[1]) == (1, "cannot-be-told-apart")


def test_a_statement_of_nobody_named_adds_nothing_to_a_body(tell, standing) -> None:
    a = tell("It rained, Orsk Mills said.", [("It rained", [("Orsk Mills", "body")])], name="a", bodies=["Orsk Mills"])
    b = tell("It rained, a statement said.", [("It rained", [("a statement", "document")])], name="b")
    assert standing(a, b).origins == 1


SOURCES = [
    ("", ""), ("the police", "body"), ("a witness", "anonymous"), ("officials", "body"), ("a video", "recording"),
    ("Ada Quill", "person"), ("Ecuador’s foreign ministry", "body"), ("the ministry", "body"), ("a letter", "document"),
    ("the Quay Courier", "outlet"), ("our reporter", "own"), ("Orsk Mills", "body"), ("the company", "body"),
]  # fmt: skip
STORIES = st.lists(st.lists(st.sampled_from(SOURCES), min_size=1, max_size=4), min_size=1, max_size=4)


@given(STORIES, st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
def test_a_republished_copy_changes_no_count_of_origins(tell, claims, alone, stories, data) -> None:
    told = [written(tell, sources, f"a{n}") for n, sources in enumerate(stories)]
    copied = data.draw(st.integers(0, len(told) - 1))
    copy = written(tell, stories[copied], "copy")
    families = alone(*told)
    families[copied] = msgspec.structs.replace(families[copied], articles=(told[copied].article.id, "copy"))
    before = trace(told, alone(*told), by_number(claims, told)).claims
    after = trace([*told, copy], families, by_number(claims, [*told, copy])).claims
    assert [c.origins for c in after] == [c.origins for c in before]


@given(STORIES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_the_order_of_articles_changes_nothing(tell, claims, alone, stories) -> None:
    told = [written(tell, sources, f"a{n}") for n, sources in enumerate(stories)]
    aligned = by_number(claims, told)
    results = [trace(list(order), alone(*told), aligned) for order in list(permutations(told))[:4]]
    assert all(r == results[0] for r in results)


@given(STORIES, st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_swapping_two_names_after_marking_swaps_the_marks_and_changes_nothing_else(tell, claims, alone, stories, data):
    one, other = data.draw(st.sampled_from([("Ada Quill", "Eva Welds"), ("Orsk Mills", "Tarn Docks")]))
    parties = [(one, "person"), (other, "person")] if one == "Ada Quill" else [(one, "body"), (other, "body")]
    stories = [[*sources, data.draw(st.sampled_from(parties))] for sources in stories]
    told = [written(tell, sources, f"a{n}") for n, sources in enumerate(stories)]
    # No party shares a word with another source: what is borrowed is read off the words themselves.
    swap = {one: other, other: one}
    turned = [
        written(tell, [(swap.get(who, who), kind) for who, kind in sources], f"a{n}")
        for n, sources in enumerate(stories)
    ]
    before = trace(told, alone(*told), by_number(claims, told))
    after = trace(turned, alone(*turned), by_number(claims, turned))
    assert [shape(c, swap) for c in before.claims] == [shape(c, {}) for c in after.claims]
    assert {(e.from_, e.kind, tuple(turn(s.text, swap) for s in e.spans)) for e in before.edges} == {
        (e.from_, e.kind, tuple(s.text for s in e.spans)) for e in after.edges
    }


def turn(words: str, swap: dict[str, str]) -> str:
    return re.sub("|".join(swap) or r"(?!)", lambda m: swap[m.group()], words)


def shape(claim: Claim, swap: dict[str, str]):
    """What a reader sees of a claim, the names swapped by ``swap``; reasons of one rank in no order."""
    reasons = sorted((b.code, [(s.article, s.start, turn(s.text, swap)) for s in b.spans]) for b in claim.because)
    return claim.origins, claim.standing, claim.articles, reasons


def written(tell: Callable[..., Telling], sources: list[tuple[str, str]], name: str) -> Telling:
    """An article of one sentence for each source, each telling something else."""
    facts = [f"Fact {number} holds" for number in range(len(sources))]
    text = " ".join(
        f"{fact}, {who} said." if who else f"{fact}." for fact, (who, _) in zip(facts, sources, strict=True)
    )
    said = [(fact, [source] if source[0] else []) for fact, source in zip(facts, sources, strict=True)]
    return tell(text, said, name=name, persons=["Ada Quill", "Eva Welds"], bodies=["Orsk Mills", "Tarn Docks"])


def by_number(claims: Make, told: list[Telling]) -> Aligned:
    """Facts of one number are one claim."""
    groups: dict[str, list[Statement]] = {}
    for telling in told:
        for statement in telling.speech.statements:
            groups.setdefault(statement.text, []).append(statement)
    return claims([groups[fact] for fact in sorted(groups)])


def test_what_an_aside_demands_does_not_source_the_main_clause(tell, one_claim, alone) -> None:
    text = "The council shut the whole pier on Monday, demanding repairs."
    told = tell(text, [(text, [("The council", "body")])])
    said = told.speech.statements[0]
    cue = told.article.slice(text.index("demanding"), text.index("demanding") + 9)
    link = msgspec.structs.replace(said.attribution[0], cue=cue)
    statement = msgspec.structs.replace(said, stance="demanded", attribution=(link,))
    told = msgspec.structs.replace(told, speech=msgspec.structs.replace(told.speech, statements=(statement,)))
    assert trace([told], alone(told), one_claim(told)).claims[0].origins == 0


@pytest.mark.parametrize(
    ("named", "kind", "vague", "vague_kind"),
    [
        ("Ada Quill", "person", "The captain", "anonymous"),
        ("Ada Quill", "person", "her publicist", "anonymous"),
        ("the police", "body", "an officer", "anonymous"),
        ("Ada Quill", "person", "a passenger", "anonymous"),
        ("Orsk Mills", "body", "a source", "anonymous"),
        ("Orsk Mills", "body", "The operator", "body"),
        ("Orsk Mills", "body", "Mills", "body"),
        ("Ada Quill", "person", "officials", "body"),
        ("Ada Quill", "person", "Ada Quyll", "person"),
    ],
)
def test_what_may_be_one_who_is_named_adds_nothing(
    tell, standing, named: str, kind: str, vague: str, vague_kind: str
) -> None:
    persons, bodies = ["Ada Quill", "Ada Quyll"], ["Orsk Mills"]
    a = tell(f"It rained, {named} said.", [("It rained", [(named, kind)])], name="a", persons=persons, bodies=bodies)
    b = tell(f"It rained. {vague} said so.", [("It rained", [(vague, vague_kind)])], name="b", persons=persons)
    claim = standing(a, b)
    assert (claim.standing, claim.origins) == ("repeated", 1)


@pytest.mark.parametrize("body", ["the police", "Orsk Mills"])
def test_an_unnamed_bystander_and_a_body_are_two_origins(tell, standing, body: str) -> None:
    a = tell(f"It rained, {body} said.", [("It rained", [(body, "body")])], name="a", bodies=["Orsk Mills"])
    b = tell("It rained, a witness said.", [("It rained", [("a witness", "anonymous")])], name="b")
    assert standing(a, b).standing == "corroborated"


def test_one_who_denies_does_not_bear_out_what_is_told(tell, standing) -> None:
    a = tell("The dam broke, the police said.", [("The dam broke", [("the police", "body")])], name="a")
    b = tell("The dam broke, Orsk Mills denied.", [("The dam broke", [("Orsk Mills", "body")])], name="b")
    denied = msgspec.structs.replace(b.speech.statements[0], stance="denied")
    b = msgspec.structs.replace(b, speech=msgspec.structs.replace(b.speech, statements=(denied,)))
    assert standing(a, b).standing == "repeated"


def test_sources_of_statements_joined_by_a_weak_link_alone_do_not_add_up(tell, one_claim, alone) -> None:
    a = tell("The dam broke, the police said.", [("The dam broke", [("the police", "body")])], name="a")
    b = tell("Dams fail, said Ada Quill.", [("Dams fail", [("Ada Quill", "person")])], name="b", persons=["Ada Quill"])
    aligned = one_claim(a, b)
    for score, count in ((0.5, 1), (0.9, 2)):
        link = ClaimLink(a=aligned.claims[0].statements[0], b=aligned.claims[0].statements[1], score=score, features={})
        claim = msgspec.structs.replace(aligned.claims[0], links=(link,))
        joined = msgspec.structs.replace(aligned, claims=(claim,))
        assert trace([a, b], alone(a, b), joined).claims[0].origins == count


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("The old dam above the lower town broke at dawn", 1),
        ("The dam broke at dawn", 2),
    ],
)
def test_the_same_words_given_to_two_speakers_are_one_origin_where_they_are_many(
    tell, standing, said: str, count: int
) -> None:
    persons = ["Ada Quill", "Tom Weld"]
    told = [
        tell(f"“{said},” {who} said.", [(said, [(who, "person")])], name=name, persons=persons)
        for who, name in zip(persons, "ab", strict=True)
    ]
    assert standing(*told).origins == count


@pytest.mark.parametrize("row", NOBODY, ids=lambda r: r.seen)
def test_what_is_nobody_s_word_is_no_origin(tell, standing, row) -> None:
    told = tell(f"It rained. {row.seen} said so.", [("It rained", [(row.seen, "unknown")])])
    assert standing(told).origins == 0


@pytest.mark.parametrize("kind", ["unknown", "document"])
def test_reports_of_nobody_named_are_no_origin_and_a_report_is_one(tell, standing, kind: str) -> None:
    some = tell("It rained, media reports said.", [("It rained", [("media reports", kind)])])
    one = tell("It rained, the report said.", [("It rained", [("the report", "document")])])
    assert (standing(some).origins, standing(one).origins) == (0, 1)


@pytest.mark.parametrize("outlet", ["the liberal daily Orsk Courier", "quay.example.com", "The news agency Orsk Wire"])
def test_a_name_beside_the_word_for_an_outlet_is_an_outlet_s(tell, standing, outlet: str) -> None:
    assert standing(tell(f"It rained. {outlet} said so.", [("It rained", [(outlet, "body")])])).origins == 0


def test_a_team_of_a_body_that_is_not_named_is_told_apart_from_no_body(tell, standing) -> None:
    a = tell("It rained, Orsk Mills said.", [("It rained", [("Orsk Mills", "body")])], name="a", bodies=["Orsk Mills"])
    b = tell("It rained, the firm’s rescue team said.", [("It rained", [("the firm’s rescue team", "body")])], name="b")
    assert standing(a, b).origins == 1


def test_a_description_set_off_from_a_body_s_name_is_that_body(tell, standing) -> None:
    text = "Ferry operator, Orsk Lines, said it rained."
    a = tell(text, [("it rained", [("Ferry operator", "body")])], name="a", bodies=["Orsk Lines"])
    b = tell("It rained, Orsk Lines said.", [("It rained", [("Orsk Lines", "body")])], name="b", bodies=["Orsk Lines"])
    assert standing(a, b).origins == 1


def test_of_two_joint_sources_a_news_agency_is_none(tell, standing) -> None:
    who = "The Tarn news agency and the Orsk Survey"
    told = tell(f"{who} said it rained.", [("it rained", [(who, "document")])], bodies=["Tarn", "Orsk Survey"])
    assert standing(told).origins == 1


def test_officials_of_a_country_and_its_capital_count_once(tell, standing) -> None:
    a = tell("It rained, Ecuadorian officials said.", [("It rained", [("Ecuadorian officials", "body")])], name="a")
    b = tell("It rained, Quito said.", [("It rained", [("Quito", "body")])], name="b")
    assert standing(a, b).origins == 1


@pytest.mark.parametrize("outlet", ["Another news agency", "state television", "local media", "a newspaper"])
def test_an_outlet_named_by_its_kind_is_no_origin(tell, standing, outlet: str) -> None:
    told = tell(f"It rained. {outlet} said so.", [("It rained", [(outlet, "body")])])
    assert standing(told).origins == 0


def test_a_claim_whose_firm_part_names_no_source_counts_the_one_that_a_weak_link_brings(tell, one_claim, alone) -> None:
    silent = [tell("A pier fell.", [("A pier fell.", [])], name=n) for n in "ab"]
    sourced = tell("A jetty fell, the police said.", [("A jetty fell", [("the police", "body")])], name="c")
    told = (*silent, sourced)
    aligned = one_claim(*told)
    a, b, c = (t.speech.statements[0].id for t in told)
    links = tuple(ClaimLink(a=x, b=y, score=score, features={}) for x, y, score in ((a, b, 0.9), (b, c, 0.5)))
    joined = msgspec.structs.replace(aligned, claims=(msgspec.structs.replace(aligned.claims[0], links=links),))
    assert trace(told, alone(*told), joined).claims[0].origins == 1
