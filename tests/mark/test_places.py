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
        "It happened in Eldorado, Texas.",
    ],
)
def test_a_name_that_could_as_well_be_another_place_is_not_placed(written, text):
    article = written(text)
    found = places(article, names(article, sentences(article)))
    assert [p for p in found if p.precision == "settlement" and p.latitude is not None] == []


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


# Invented sentences; between brackets the mention meant, then the country (and for two of one country, the latitude).
RESOLVED = [
    ("Police in [Paris], Texas, shut the mill.", "US", "words-beside"),
    ("French police shut a mill in [Paris].", "FR", "country-named"),
    ("The Texas senator flew to [Paris] for talks.", "FR", "capital"),
    ("Officers of [Paris] spoke. It happened in Paris, Texas, on a ridge.", "US", "words-elsewhere"),
    ("[Georgia] will vote. Mayors in Atlanta and Florida spoke.", "US", "country-named"),
    ("[Georgia] will vote. Mayors in Tbilisi spoke.", "GE", "country-named"),
    ("[Georgia] will vote.", "GE", "country"),
    ("The U.S. state of [Georgia] will vote.", "US", "words-beside"),
    ("The state of [Georgia] will vote.", "US", "words-beside"),
    ("The ferry tied up at [Birmingham] wharf, British police said.", "GB", "country-named"),
    ("The Alabama Department of Ferries shut [Birmingham] wharf.", "US", "region-named"),
    ("The ferry tied up at [Birmingham], Alabama.", "US", "words-beside"),
    ("The ferry sank off [Alexandria], Egyptian officials said.", "EG", "country-named"),
    ("Crews from [Alexandria] came. Virginia paid for them.", "US", "region-named"),
    ("The Lebanese city of [Tripoli] was calm.", "LB", "words-beside"),
    ("Crews reached [Tripoli] in northern Lebanon.", "LB", "words-beside"),
    ("Lebanon's [Tripoli] was calm.", "LB", "words-beside"),
    ("Crews left [Tripoli]. Beirut and Sidon sent boats, Lebanese police said.", "LB", "country-named"),
    ("The Libyan capital, [Tripoli], was calm.", "LY", "words-beside"),
    ("[Tripoli] was calm.", "LY", "capital"),
    ("[TRIPOLI], Lebanon (EP) — Crews left at dawn.", "LB", "words-beside"),
    ("Costa Rican crews left [San José] at dawn.", "CR", "country-named"),
    ("California crews left [San Jose] at dawn.", "US", "region-named"),
    ("[Santiago] was calm.", "CL", "capital"),
    ("Dominican crews left [Santiago]; Santo Domingo sent boats.", "DO", "country-named"),
    ("[Hyderabad] was calm.", "IN", "largest"),
    ("Crews left [Hyderabad], in Pakistan's Sindh province.", "PK", "words-beside"),
    ("Pakistani crews left [Hyderabad]. Karachi sent boats.", "PK", "region-named"),
    ("The Jamaican capital, [Kingston], was calm.", "JM", "words-beside"),
    ("Canadian crews left [Kingston] in Ontario.", "CA", "words-beside"),
    ("Venezuelan crews left [Valencia]. Caracas sent boats.", "VE", "country-named"),
    ("Spanish crews left [Valencia].", "ES", "country-named"),
    ("Crews left [Cordoba], Argentina, at dawn.", "AR", "words-beside"),
    ("Crews left [Newcastle] in New South Wales.", "AU", "words-beside"),
    ("British crews left [Newcastle]. London sent boats.", "GB", "country-named"),
    ("Iraqi crews left the border town of [Qaim].", "IQ", "only-one"),
    ("[Frankfurt] was calm.", "DE", "only-one"),
    ("It is based in [Creston], B.C., by a lake.", "CA", "words-beside"),
    ("Crews left [Melbourne] in Florida.", "US", "words-beside"),
    ("Australian crews left [Melbourne].", "AU", "country-named"),
    ("It happened in [Lebanon], Pennsylvania.", "US", "words-beside"),
    ("The [Moscow] talks failed, American officials said.", "RU", "capital"),
]


@pytest.mark.parametrize(("text", "country", "why"), RESOLVED, ids=lambda v: v if len(v) < 20 else v[:24])
def test_a_name_of_many_places_is_the_one_the_text_points_to(written, text, country, why):
    start = text.index("[")
    article = written(text.replace("[", "").replace("]", ""))
    place = next(p for p in places(article, names(article, sentences(article))) if p.start == start)
    assert (place.country, place.why) == (country, why)


def test_a_placed_name_keeps_the_other_places_it_could_mean(written):
    (place,) = places(a := written("Tripoli was calm."), names(a, sentences(a)))
    assert [c.country for c in place.candidates] == ["LB", "GR"]
    assert (round(place.candidates[0].latitude), round(place.candidates[0].longitude)) == (34, 36)


def test_a_name_that_nothing_settles_has_candidates_and_no_coordinates(written):
    (place,) = places(a := written("Crews slept in Santa Rosa."), names(a, sentences(a)))
    assert (place.why, place.latitude, place.longitude, place.timezone, place.country) == ("unsettled",) + (None,) * 4
    assert len(place.candidates) > 2


def test_a_name_that_nothing_is_in_may_be_no_place(written):
    assert placed(written("Crews of Santa Rosa left.")) == []


def test_a_country_keeps_the_region_of_its_name_as_a_candidate(written):
    (place,) = places(a := written("Georgia will vote."), names(a, sentences(a)))
    assert [(c.country, c.precision) for c in place.candidates] == [("US", "region")]


def test_the_region_around_a_town_is_no_other_place(written):
    (place,) = places(a := written("It happened in Bavaria."), names(a, sentences(a)))
    assert place.candidates == ()


def test_a_kind_told_beside_a_name_tells_the_state_from_the_city(written):
    found = placed(written("New York state sued. The city of New York paid."))
    assert [precision for _, _, _, precision in found] == ["region", "settlement"]
