"""Names of the reader, mended by the rest of the article; its readings are written by hand here."""

import re

from tellings.language.english.decoding import Spotted
from tellings.language.english.reader import Read, Word
from tellings.language.english.tokens import tokens
from tellings.mark.bearers import Mention
from tellings.mark.names_read import mentions
from tellings.model import NameKind

SURE, DOUBTFUL = 0.99, 0.5


def read(text: str, *spotted: tuple[str, str, float]) -> list[Read]:
    """The text as one sentence: ``spotted`` are names with kind and sureness, in order; each is looked for after the
    one before. A word with a capital is tagged as a name's.
    """
    words = [
        Word(t.start, t.end, "NNP" if text[t.start].isupper() else "NN", "X", -1, "root")
        for t in tokens(text, 0, len(text))
    ]
    found, at = [], 0
    for name, kind, sure in spotted:
        start = text.index(name, at)
        at = start + len(name)
        first = next(i for i, w in enumerate(words) if w.start == start)
        last = next(i for i, w in enumerate(words) if w.end == at) + 1
        found.append(Spotted(first, last, kind, sure))
    return [Read(tuple(words), tuple(found), (0.0,) * len(words))]


def named(text: str, *spotted: tuple[str, str, float], ruled: tuple[tuple[str, NameKind], ...] = ()) -> list[str]:
    """Names as "text kind", in order."""
    by_rule = [
        Mention(hit.start(), hit.end(), hit.group(), kind)
        for name, kind in ruled
        for hit in re.finditer(re.escape(name), text)
    ]
    return [f"{m.text} {m.kind}" for m in mentions(text, read(text, *spotted), by_rule)]


def test_a_sure_name_is_found_where_the_reader_missed_it() -> None:
    assert named("The Kellmouth Board met; later the Kellmouth Board left", ("Kellmouth Board", "ORG", SURE)) == [
        "Kellmouth Board organisation",
        "Kellmouth Board organisation",
    ]


def test_a_surname_alone_is_the_person_named_in_full() -> None:
    assert named("Olga Brandt left, and Brandt sang", ("Olga Brandt", "PER", SURE)) == [
        "Olga Brandt person",
        "Brandt person",
    ]


def test_a_doubtful_name_is_not_looked_for_elsewhere() -> None:
    assert named("the Varn rose and the Varn fell", ("Varn", "LOC", DOUBTFUL)) == ["Varn place"]


def test_an_abbreviation_in_brackets_is_of_the_kind_of_the_words_before() -> None:
    text = "the Lower Marsh Union (LMU) met, and LMU left"
    spotted = ("Lower Marsh Union", "ORG", SURE), ("LMU", "LOC", SURE), ("LMU", "LOC", SURE)
    assert named(text, *spotted) == ["Lower Marsh Union organisation", "LMU organisation", "LMU organisation"]


def test_a_doubtful_kind_gives_way_to_surer_mentions_of_the_same_words() -> None:
    text = "in Varn Tor and by Varn Tor, said to be Varn Tor"
    assert (
        named(text, ("Varn Tor", "ORG", DOUBTFUL), ("Varn Tor", "LOC", SURE), ("Varn Tor", "LOC", SURE))
        == ["Varn Tor place"] * 3
    )


def test_a_sure_kind_stands_against_other_mentions() -> None:
    text = "in Varn Tor and by Varn Tor and of Varn Tor"
    assert named(text, ("Varn Tor", "ORG", SURE), ("Varn Tor", "LOC", SURE), ("Varn Tor", "LOC", SURE)) == [
        "Varn Tor organisation",
        "Varn Tor place",
        "Varn Tor place",
    ]


def test_a_doubtful_place_that_speaks_is_a_person() -> None:
    assert named("Ilka Varn said so", ("Ilka Varn", "LOC", DOUBTFUL)) == ["Ilka Varn person"]
    assert named("Ilka Varn, 42, left", ("Ilka Varn", "LOC", DOUBTFUL)) == ["Ilka Varn person"]
    assert named("so said Ilka Varn", ("Ilka Varn", "LOC", DOUBTFUL)) == ["Ilka Varn person"]


def test_a_sure_or_known_place_stays_one_though_it_speaks() -> None:
    assert named("Ilka Varn said so", ("Ilka Varn", "LOC", SURE)) == ["Ilka Varn place"]
    assert named("New York said so", ("New York", "LOC", DOUBTFUL)) == ["New York place"]


def test_what_rules_alone_call_a_name_is_of_no_known_kind() -> None:
    assert named("the Sea Lark sank off Kellmouth", ("Kellmouth", "LOC", SURE), ruled=(("Sea Lark", "person"),)) == [
        "Sea Lark other",
        "Kellmouth place",
    ]


def test_a_people_that_rules_alone_name_is_a_place_by_its_country() -> None:
    assert named("a Peruvian crew", ruled=(("Peruvian", "place"),)) == ["Peruvian place"]


def test_a_name_by_rule_gives_way_to_one_of_the_reader_that_it_overlaps() -> None:
    assert named("of Upper Varn Tor", ("Upper Varn Tor", "LOC", SURE), ruled=(("Varn Tor", "person"),)) == [
        "Upper Varn Tor place"
    ]


def test_a_mark_alone_is_no_name() -> None:
    assert named("it cost $ and more", ("$", "ORG", SURE)) == []
