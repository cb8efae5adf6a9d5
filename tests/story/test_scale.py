"""Grouping at scale: words as numbers, sketches, profiles, postings, linkage. Texts are invented."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.language import vectors
from tellings.language.words import FUNCTION_WORDS, content_stems, stem, stems
from tellings.model import Article
from tellings.story.hashed import code, words
from tellings.story.linked import Linked, agglomerate, settled
from tellings.story.postings import MOST_ROWS, Edges, Window, packed, unpacked
from tellings.story.profiles import PLACES, profiles
from tellings.story.sketches import BINS, containment, near, sketches
from tellings.story.vocabulary import Vocabulary, term
from tellings.story.wordpiece import pieces

DICE = np.random.default_rng(7)
LEXICON = ["".join(DICE.choice(list("bcdfgklmnprstvz"), 3)) + str(n % 7) + "aeiou"[n % 5] for n in range(900)]


def passage(number: int, length: int = 150) -> str:
    return " ".join(np.random.default_rng(number).choice(LEXICON, length))


def article(name: str, text: str, title: str | None = None) -> Article:
    return Article(id=name, text=text, sha256="", title=title)


def edges(*pairs: tuple[int, int, int]) -> Edges:
    return Edges(*(np.array(column, np.int32) for column in zip(*pairs, strict=True)))


def merges(sizes: np.ndarray, found: Edges, least: int, neighbours: int) -> list[tuple[int, int]]:
    kept, dropped = agglomerate(sizes, found.one, found.other, found.score, least, neighbours)
    return list(zip(kept.tolist(), dropped.tolist(), strict=True))


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_words_stand_where_they_are_said_to_stand_whatever_the_text(texts: list[str]) -> None:
    found = words(texts)
    for n in range(len(found.code)):
        word = texts[found.text[n]][found.start[n] : found.end[n]]
        assert word
        assert all(c.isalnum() for c in word)


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), min_size=2, max_size=5))
def test_a_words_number_does_not_depend_on_the_texts_beside_it(texts: list[str]) -> None:
    together = words(texts)
    for n, text in enumerate(texts):
        assert together.code[together.text == n].tolist() == words([text]).code.tolist()


def test_a_word_has_one_number_in_capitals_and_without() -> None:
    assert words(["Harbourton HARBOURTON harbourton"]).code.tolist() == [code("harbourton")] * 3


def test_function_words_are_told_and_content_words_are_not() -> None:
    assert words([" ".join(w for w in sorted(FUNCTION_WORDS) if "'" not in w)]).function.all()
    assert not words(["ferry reef coastguard lifeboat inquiry"]).function.any()


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("aeinrstklop20é漢"), min_size=1, max_size=110), max_size=8))
def test_word_pieces_are_those_of_the_tokenizer(written: list[str]) -> None:
    found, counts = pieces(written)
    assert [found[end - count : end].tolist() for end, count in zip(counts.cumsum(), counts, strict=True)] == (
        vectors.pieces(written)
    )


def test_stems_of_many_words_are_those_of_each() -> None:
    assert stems(["ferries", "aground", "lifeboats"]) == [stem(w) for w in ("ferries", "aground", "lifeboats")]


def test_a_vocabulary_gives_each_word_one_row_however_often_it_grows() -> None:
    known = Vocabulary()
    met: dict[str, int] = {}
    for batch in range(40):
        text = " ".join(f"w{n}x" for n in range(batch * 20, batch * 20 + 60))
        found = words([text])
        rows, columns = known.rows(found.code, found.text, found.start, found.end, [text])
        for word, row in zip(text.split(), rows.tolist(), strict=True):
            assert met.setdefault(word, row) == row
            assert columns.term[row] == term(stem(word))


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_a_sketch_estimates_the_share_that_a_cut_text_has(share: float) -> None:
    whole = [passage(n, 400) for n in range(60)]
    cut = [" ".join(w.split()[: int(400 * share)] + passage(1000 + n, 400).split()) for n, w in enumerate(whole)]
    found = words([*whole, *cut])
    sketch, size = sketches(found, 120)
    estimate = containment(sketch, size, np.arange(60), np.arange(60, 120))
    assert abs(float(estimate.mean()) - share) < 0.05


def test_copies_are_found_near_and_strangers_are_not() -> None:
    texts = [passage(n) for n in range(40)]
    found = words([*texts, *(t + " one line more of the outlet" for t in texts)])
    one, other = near(*sketches(found, 80), np.arange(80), np.ones(80, np.bool_))
    assert {(a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True)} >= {(n, n + 40) for n in range(40)}
    assert len(one) < 45


def test_a_text_of_a_sentence_is_no_copy_of_anything() -> None:
    sketch, size = sketches(words(["ferry aground reef", "ferry aground reef"]), 2)
    assert sketch.shape == (2, BINS)
    assert not len(near(sketch, size, np.arange(2), np.ones(2, np.bool_))[0])


def test_a_profile_does_not_depend_on_the_articles_beside_it() -> None:
    many = [article(f"a{n}", passage(n), f"Title {passage(n, 3)}") for n in range(20)]
    together = profiles(many)
    for n, one in enumerate(many):
        for whole, alone in zip(together, profiles([one]), strict=True):
            assert (whole[n] == alone[0]).all()


def test_a_profile_holds_stems_names_and_numbers_by_their_field() -> None:
    text = "On Tuesday in Calder Point the crew of 212 men counted the lifeboats of Sound Lines, built in 1998."
    found = profiles([article("a", text, "Ferries aground")])
    held = {field: set(found.terms[0, place].tolist()) - {0} for field, place in PLACES.items()}
    assert held["title"] == {term(s) for s in content_stems("Ferries aground")}
    assert term("calder") in held["names"]
    assert held["numbers"] == {term("212")}
    assert found.weekdays[0] == 2


def test_tellings_of_one_event_are_more_alike_than_strangers() -> None:
    event = "The ferry Grey Heron struck Maiden Reef off Calder Point and lifeboats from Harbourton took all ashore."
    other = "Forty firefighters fought a blaze at the paper mill in Ostrava Weir until dawn, said chief Lena Orsk."
    again = (
        "Lifeboats of Harbourton took everyone off the Grey Heron, a ferry that struck Maiden Reef near Calder Point."
    )
    found = Window(profiles([article(n, t) for n, t in (("a", event), ("b", other), ("c", again))])).edges(np.arange(3))
    assert list(zip(found.one.tolist(), found.other.tolist(), strict=True)) == [(0, 2)]


def test_an_edge_is_one_number_whatever_its_ends() -> None:
    found = edges((0, 1, 1000), (7, MOST_ROWS - 1, 3), (MOST_ROWS - 2, MOST_ROWS - 1, 999))
    for whole, again in zip(found, unpacked(packed(found)), strict=True):
        assert whole.tolist() == again.tolist()


def test_one_strong_likeness_does_not_join_two_groups() -> None:
    inside = edges((0, 1, 900), (2, 3, 900), (1, 2, 500))
    assert merges(np.ones(4, np.int64), inside, 200, 48) == [(0, 1), (2, 3)]


def test_a_group_of_many_asks_no_more_edges_of_one_than_an_item_has() -> None:
    assert merges(np.array([100, 1]), edges((0, 1, 4 * 300)), 200, 4) == [(0, 1)]


def test_ties_go_to_the_first() -> None:
    assert merges(np.ones(3, np.int64), edges((1, 2, 500), (0, 1, 500)), 400, 48)[0] == (0, 1)


@settings(deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), st.integers(1, 1000), max_size=30))
def test_groups_are_those_of_average_linkage_over_all_pairs(drawn: dict[tuple[int, int], int]) -> None:
    found = {(a, b): s for (a, b), s in sorted(drawn.items()) if a < b}
    pairs = edges(*((a, b, s) for (a, b), s in found.items())) if found else edges((0, 1, 0))
    groups = {n: {n} for n in range(9)}
    plain = []

    def average(one: int, other: int) -> float:
        both = [(min(a, b), max(a, b)) for a in groups[one] for b in groups[other]]
        return sum(found.get(pair, 0) for pair in both) / len(both)

    while True:
        unlikeness, keep, drop = min((-average(a, b), a, b) for a, b in combinations(sorted(groups), 2))
        if -unlikeness < 250:
            break
        plain.append((keep, drop))
        groups[keep] |= groups.pop(drop)
    assert merges(np.ones(9, np.int64), pairs, 250, 48) == plain


def test_a_story_goes_on_from_day_to_day_and_ends_when_its_window_is_over() -> None:
    linked = Linked(200)
    renamed = [
        linked.add(np.array([1, 2]), np.array([10, 10]), np.arange(5), edges((1, 2, 500)), since=7),
        linked.add(np.array([3]), np.array([12]), np.arange(5), edges((1, 3, 500), (2, 3, 500)), since=9),
        linked.add(np.array([4]), np.array([30]), np.arange(5), edges((1, 4, 900), (3, 4, 900)), since=27),
    ]
    dropped, kept = (np.concatenate([r[n] for r in renamed]) for n in (0, 1))
    assert settled(np.array([1, 2, 3, 4]), dropped, kept).tolist() == [1, 1, 1, 4]


@settings(deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_edges_and_items_changes_nothing(order: list[int]) -> None:
    pairs = [(0, 1, 700), (1, 2, 650), (0, 2, 300), (3, 4, 500), (4, 5, 480), (2, 3, 100)]
    linked = Linked(250)
    found = edges(*(pairs[n] for n in order))
    dropped, kept = linked.add(np.array(order), np.zeros(6, np.int64), np.arange(6), found, since=0)
    assert settled(np.arange(6), dropped, kept).tolist() == [0, 0, 0, 3, 3, 5]
