"""Stemma: who took what from whom."""

from tellings.model import Because, Family
from tellings.origin.provenance import trace

PASSAGE = "the old swing bridge over the canal at Orsk was shut to lorries after two bolts were found loose"


def edges(tellings, families, aligned, kind: str):
    return [e for e in trace(tellings, families, aligned).edges if e.kind == kind]


def test_a_long_passage_shared_by_two_families_is_borrowed_from_the_earlier(tell, claims, alone) -> None:
    a = tell(f"On Monday {PASSAGE}.", name="a", published="2026-03-02")
    b = tell(f"It rained. Officials said {PASSAGE}, again.", name="b", published="2026-03-01")
    (edge,) = edges([a, b], alone(a, b), claims([]), "borrows")
    assert (edge.from_, edge.to, edge.because) == ("a", "b", "shared-passage")
    assert [s.text for s in edge.spans] == [PASSAGE, PASSAGE]


def test_a_shared_quotation_is_not_borrowed(tell, claims, alone) -> None:
    a = tell(f"“{PASSAGE},” she said.", name="a")
    b = tell(f"He read out “{PASSAGE}”.", name="b")
    assert edges([a, b], alone(a, b), claims([]), "borrows") == []


def test_a_family_s_copy_republishes_its_root(tell, claims) -> None:
    a, b = tell(PASSAGE, name="a"), tell(PASSAGE, name="b")
    shown = Because(code="shared-text", spans=(b.article.slice(0, 20),))
    family = Family(id="f", root="a", articles=("a", "b"), because=(shown,))
    (edge,) = edges([a, b], [family], claims([]), "republishes")
    assert (edge.from_, edge.to, edge.because, edge.spans[0].text) == ("b", "a", "shared-text", PASSAGE[:20])


def test_an_article_is_tied_to_its_origin_by_the_words_that_name_it(tell, one_claim, alone) -> None:
    a = tell("It rained, the police said.", [("It rained", [("the police", "body")])], name="a")
    (edge,) = edges([a], alone(a), one_claim(a), "attributes")
    assert (edge.from_, [s.text for s in edge.spans]) == ("a", ["the police"])
