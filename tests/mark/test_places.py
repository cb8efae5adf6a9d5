import pytest

from tellings.mark.names import names
from tellings.mark.places import AREAS, GENERIC, places
from tellings.mark.sentences import sentences


def placed(article):
    return [(p.text, p.name, p.country, p.precision) for p in places(article, names(article, sentences(article)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It happened in Paris.", ("Paris", "Paris", "FR", "settlement")),
        ("It happened in Paris, Texas.", ("Paris", "Paris", "US", "settlement")),
        ("It happened in Portland, Maine.", ("Portland", "Portland", "US", "settlement")),
        ("It happened in Springfield, Ill.", ("Springfield", "Springfield", "US", "settlement")),
        ("It happened in Kiev.", ("Kiev", "Kyiv", "UA", "settlement")),
        ("It happened in Bavaria.", ("Bavaria", "Bavaria", "DE", "region")),
        ("It happened in the U.S.", ("U.S.", "United States", "US", "country")),
    ],
)
def test_a_place_stands_where_its_words_put_it(written, text, wanted):
    assert placed(written(text))[0] == wanted


def test_the_country_written_about_decides_between_towns_of_one_name(written):
    text = "Canada mourned. Officials in Ontario, Canada, spoke. The ferry from London was late, they said in London."
    assert ("London", "London", "GB", "settlement") in placed(written("The ferry from London was late."))
    assert ("London", "London", "CA", "settlement") in placed(written(text))


def test_a_region_named_after_a_town_places_it_in_that_region(written):
    found = places(a := written("It began in Portland, Maine."), names(a, sentences(a)))
    assert found[0].timezone == "America/New_York"
    assert (round(found[0].latitude), round(found[0].longitude)) == (44, -70)
    assert found[0].gazetteer == "GeoNames"


def test_neither_demonyms_nor_surnames_nor_parts_of_bodies_are_places(written):
    text = "Jack London spoke to Mexican nurses of the University of Alabama. Later London left."
    assert placed(written(text)) == []


def test_a_continent_is_not_the_village_of_its_name(written):
    assert placed(written("It happened in Asia and the Pacific.")) == []


def test_a_name_the_gazetteer_does_not_hold_is_left_out(written):
    assert placed(written("It happened in Quillbury.")) == []


@pytest.mark.parametrize("row", [*GENERIC, *AREAS], ids=lambda r: r.words.split()[0])
def test_a_doubtful_name_is_not_placed(row, written):
    assert placed(written(row.seen)) == []


@pytest.mark.parametrize(
    "text",
    [
        "It happened in Bountiful, British Columbia. They left Bountiful again.",
        "It happened in Santa Rosa.",
        "It happened in Palmer.",
    ],
)
def test_a_name_that_could_as_well_be_another_place_is_not_placed(written, text):
    assert "settlement" not in [precision for _, _, _, precision in placed(written(text))]


def test_a_list_of_places_denies_none_of_them(written):
    assert ("Utah", "Utah", "US", "region") in placed(written("They live in Utah, Arizona and Texas."))


def test_a_nation_is_meant_before_the_village_of_its_name(written):
    assert placed(written("English police drove to Wales."))[-1] == ("Wales", "Wales", "GB", "region")


def test_a_demonym_says_which_country_is_written_about(written):
    text = "American police searched the docks of Birmingham."
    assert placed(written(text))[-1] == ("Birmingham", "Birmingham", "US", "settlement")


def test_a_country_stands_on_its_own_ground(written):
    # The mean of Canada's towns lies south of its border.
    (place,) = places(a := written("It happened in Canada."), names(a, sentences(a)))
    assert (place.precision, place.timezone) == ("country", None)
    assert place.latitude > 48 or place.longitude > -83
