import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.mark import countries, lexicon
from tellings.mark.names import names
from tellings.mark.sentences import sentences


def found(article):
    return names(article, sentences(article))


def by_words(article):
    return {n.text: (n.kind, n.key) for n in found(article)}


ROWS = [(shelf, row.kind, w, row.seen) for shelf in lexicon.SHELVES for row in lexicon.rows(shelf) for w in row.words]


@pytest.mark.parametrize(("shelf", "kind", "word", "seen"), ROWS)
def test_every_word_of_the_table_makes_the_name_its_row_shows(written, shelf, kind, word, seen):
    wanted = re.search(r"\[(.*?)\]", seen.replace("{}", word)).group(1)
    article = written(seen.replace("{}", word).replace("[", "").replace("]", ""))
    kinds = {n.text: n.kind for n in found(article)}
    assert wanted in kinds
    if shelf in ("title", "modifier", "head", "opening", "body", "group", "region_short"):
        assert kinds[wanted] == kind


@pytest.mark.parametrize("row", countries.countries(), ids=lambda row: row.code)
def test_a_country_its_aliases_and_its_people_are_one_bearer(written, row):
    for form in (row.name, *row.aliases, *row.demonyms):
        bare = form.removeprefix("The ")
        if not bare[0].isupper() or countries.called(bare) is None:
            continue
        kinds = by_words(written(f"They wrote of the {bare} ferry at noon."))
        assert kinds.get(bare) == ("place", row.name.lower()), form


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Seafarers' Union of the Sound spoke on Monday.", "Seafarers' Union of the Sound", "organisation"),
        ("The Porters’ Guild spoke on Monday.", "Porters’ Guild", "organisation"),
        (
            "They cited the Marlow Convention for the Safety of Life at Sea.",
            "Marlow Convention for the Safety of Life at Sea",
            "other",
        ),
        ("They cited the Treaty of Marlow at Quill.", "Treaty of Marlow", "other"),
    ],
)
def test_owners_and_small_words_inside_a_name_belong_to_it(written, text, name, kind):
    assert {n.text: n.kind for n in found(written(text))}[name] == kind


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Harbour chief Olga Brandt left. Later Brandt came back.",
            {"Olga Brandt": "olga brandt", "Brandt": "olga brandt"},
        ),
        ("Olga Maria Brandt left. Olga Brandt came back.", {"Olga Brandt": "olga maria brandt"}),
        (
            "The Marlow Ferry Authority (MFA) spoke. The MFA was late.",
            {"Marlow Ferry Authority": "marlow ferry authority", "MFA": "marlow ferry authority"},
        ),
        ("They sued Quill Foods Inc. on Friday. Then Quill paid.", {"Quill": "quill foods"}),
        ("The Ecuadorian ferry left, Ecuador's envoy said.", {"Ecuadorian": "ecuador", "Ecuador": "ecuador"}),
    ],
)
def test_names_of_one_bearer_share_a_key(written, text, wanted):
    kinds = by_words(written(text))
    assert {words: kinds[words][1] for words in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Police came on Tuesday in March. Rescuers left.", []),
        ("Later the Marlow Ministry of Ports and Ferries spoke of it.", ["Marlow Ministry of Ports and Ferries"]),
        ("Quillsoft and Brandtware merged, they said.", ["Quillsoft", "Brandtware"]),
        ("On Friday U.S. President Olga Brandt spoke.", ["U.S.", "Olga Brandt"]),
        ("Then Ecuador's Foreign Ministry wrote.", ["Ecuador", "Foreign Ministry"]),
        ("She said the crew's boat won't leave.", []),
        ("They met Khaled al-Masri and Abu bin Rashid there.", ["Khaled al-Masri", "Abu bin Rashid"]),
        ("Then Marlow County Deputy Attorney Olga Brandt spoke.", ["Marlow County", "Olga Brandt"]),
        ("Then Secretary of State Olga Brandt spoke.", ["Olga Brandt"]),
        ("A pro-Brandt crowd came in mid-March to Linden.", ["Brandt", "Linden"]),
        (
            "On Friday the Marlow Centers for Flood Control and Prevention spoke.",
            ["Marlow Centers for Flood Control and Prevention"],
        ),
        ("Nevertheless, she left. Meanwhile he stayed.", []),
    ],
)
def test_names_are_cut_where_they_begin_and_end(written, text, wanted):
    assert [n.text for n in found(written(text))] == wanted


@pytest.mark.parametrize("text", ["The ferry from Quillbury, Okla., was late.", "A Quillbury man was on the ferry."])
def test_a_town_that_no_gazetteer_holds_is_known_by_what_stands_beside_it(written, text):
    assert by_words(written(text))["Quillbury"] == ("place", "quillbury")


def test_the_capitals_of_a_headline_make_no_names_of_their_own(written):
    text = "# Harbour Chief Olga Brandt Leaves Town After Storm\n\nThe harbour chief, Olga Brandt, left on Friday."
    assert [n.text for n in found(written(text))] == ["Olga Brandt", "Olga Brandt"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="AaBe .'’-,S\n&(of)12U", max_size=80))
def test_names_stand_in_order_without_overlap_and_are_exact(written, text):
    article = written(text)
    at = 0
    for name in found(article):
        assert at <= name.start < name.end
        assert article.text[name.start : name.end] == name.text
        assert name.key
        at = name.end
