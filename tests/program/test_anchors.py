"""For any text: slices exact, offsets ordered, no string of the program's own."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.article.reader import from_record
from tellings.casefile.strings import foreign_strings
from tellings.casefile.verify import check
from tellings.model import CaseFile
from tellings.run import steps

# Pieces that the rules look for, so that random texts reach them, and characters that break careless offsets.
PIECES = [
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "«",
    "»",
    ":",
    "\n",
    "\n\n",
    ". ",
    ", ",
    "? ",
    " (ICE) ",
    "— ",
    "• ",
    "\u200f",
    "İ",
    "ß",
    "\u00a0",
    "The ministry said ",
    "said Ana Ruiz",
    "according to a report",
    "Ana Ruiz denied that ",
    "at least 12 people ",
    "on Tuesday ",
    "at 11:00 (local time) on 27 January",
    "demanded an answer",
    "$53m",
    "two dozen",
    "in Oslo",
    "By Ana Ruiz",
    "Sharing articles",
    "This post was originally published on X",
    "the 1963 Vienna Convention on Consular Relations",
    "cold-blooded",
    "declined to comment",
    "یک",
    "🚢",
    "a\u0301",
    "1,000,000",
    "Mr. ",
    "U.S. ",
    "It rained. ",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), min_size=1, max_size=40).map("".join)


def case_of(texts: list[str]) -> CaseFile:
    """One case file of all the texts, whatever grouping would say of them."""
    articles = [
        from_record({"id": f"a{n}", "text": text, "outlet": f"Outlet {n}", "published": "2026-01-28"}, "test")
        for n, text in enumerate(texts)
    ]
    return steps.case_file([steps.tell(article) for article in articles])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3))
def test_anchors_survive_any_text(texts: list[str]) -> None:
    case = case_of(texts)
    assert check(case, {a.id: a.text for a in case.articles}) == []
    assert foreign_strings(case) == []
    for statements in ([s for s in case.statements if s.article == a.id] for a in case.articles):
        ordered = sorted(statements, key=lambda s: s.start)
        assert all(a.end <= b.start for a, b in pairwise(ordered))
