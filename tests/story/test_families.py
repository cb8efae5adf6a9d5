from tellings.story.families import families
from tests.story.texts import BUDGET, FERRY, FERRY_OWN, article, furniture

SENTENCES = FERRY.split(". ")


def members(found, key):
    return next(f for f in found if key in f.articles)


def test_a_copy_cut_down_to_its_first_lines_is_family():
    cut = ". ".join(SENTENCES[:2])
    found = families([article("whole", FERRY), article("cut", cut), article("other", BUDGET)])
    assert members(found, "cut").articles == ("cut", "whole")
    assert members(found, "other").articles == ("other",)


def test_an_own_report_of_the_same_event_is_no_family():
    found = families([article("wire", FERRY), article("own", FERRY_OWN)])
    assert len(found) == 2


def test_an_article_that_quotes_two_texts_does_not_bind_them():
    both = SENTENCES[1] + ". " + BUDGET.split(". ")[1]
    found = families([article("a", FERRY), article("b", BUDGET), article("both", both)])
    assert members(found, "a").id != members(found, "b").id


def test_the_root_is_the_earliest_known():
    one = article("a", FERRY, published="2026-03-03")
    two = article("b", FERRY + " More follows.", published="2026-03-02")
    assert families([one, two])[0].root == "b"


def test_without_dates_the_root_is_the_longest():
    assert families([article("a", ". ".join(SENTENCES[:3])), article("b", FERRY)])[0].root == "b"


def test_a_republication_note_rules_a_root_out_and_is_shown():
    noted = FERRY + "\n\nThis article first appeared in the Lowen Courier."
    note = furniture(noted, "This article first appeared in the Lowen Courier.", "republication")
    copy = article("a", noted, published="2026-03-01", furniture=(note,))
    (family,) = families([copy, article("b", FERRY, published="2026-03-02")])
    assert family.root == "b"
    assert [b.code for b in family.because] == ["shared-text", "republication-note"]
    assert family.because[1].spans[0].text == "This article first appeared in the Lowen Courier."


def test_shared_text_shows_the_words_as_they_stand_in_both():
    texts = {"a": FERRY, "b": "Staff report. " + FERRY}
    (family,) = families([article(k, t) for k, t in texts.items()])
    spans = family.because[0].spans
    assert {s.article for s in spans} == {"a", "b"}
    assert all(texts[s.article][s.start : s.end] == s.text for s in spans)
    assert spans[0].text == spans[1].text


def test_shared_furniture_makes_no_family():
    line = " ".join(SENTENCES[:2])
    one, two = line + "\n\n" + BUDGET, line + "\n\n" + FERRY_OWN
    found = families([article("a", one, furniture=(furniture(one, line, "read-more"),)),
                      article("b", two, furniture=(furniture(two, line, "read-more"),))])  # fmt: skip
    assert len(found) == 2


def test_an_id_does_not_depend_on_the_order_of_articles():
    some = [article("a", FERRY), article("b", FERRY + " More."), article("c", BUDGET)]
    assert families(some) == families(some[::-1])


def test_no_articles_give_no_families():
    assert families([]) == []


def test_a_text_with_an_agency_s_line_is_the_copy_of_one_without() -> None:
    marked = "HARBOURTON (Example Press) — " + FERRY
    (family,) = families([article("a", marked, outlet="Quay Weekly"), article("b", FERRY)])
    assert family.root == "b"
    assert [(b.code, [s.text for s in b.spans]) for b in family.because[1:]] == [
        ("agency-mark", ["HARBOURTON (Example Press) —"])
    ]


def test_an_agency_s_line_on_its_own_text_makes_no_copy_of_it() -> None:
    marked = "HARBOURTON (Example Press) — " + FERRY
    cut = ". ".join(SENTENCES[:4])
    (family,) = families([article("a", marked, outlet="Example Press"), article("b", cut)])
    assert family.root == "a"


def test_a_sentence_cut_in_the_middle_makes_a_copy_whatever_its_end_adds() -> None:
    copy = ". ".join([*SENTENCES[:2], *SENTENCES[3:]]) + "\n\nLook out for our evening bulletin, with sport and more."
    (family,) = families([article("a", copy), article("b", FERRY)])
    assert family.root == "b"
    assert family.because[0].code == "shared-text-less"


def test_a_copy_with_another_family_s_passage_in_it_is_not_the_fuller_for_it() -> None:
    wire = BUDGET.replace("Vellmark", "Orsk")
    mixed = ". ".join([*SENTENCES[:3], wire.split(". ")[0], wire.split(". ")[1], *SENTENCES[3:]])
    found = families([article("a", mixed), article("b", FERRY), article("wire", wire)])
    assert members(found, "a").root == members(found, "b").root == "b"


def test_a_copy_s_passage_is_shown_with_its_giver_s_words_first() -> None:
    cut = ". ".join(SENTENCES[:3]) + "."
    (family,) = families([article("a", cut), article("b", FERRY)])
    assert [s.article for s in family.because[0].spans] == ["b", "a"]
