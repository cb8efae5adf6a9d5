from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.article.layout import Layout, arrange
from tellings.article.lines import pieces


def laid_out(text: str, title: str | None = None) -> list[tuple[str, str]]:
    layout = arrange(text, pieces(text), title)
    return [(b.kind, text[b.start : b.end]) for b in layout.blocks]


def furniture(text: str) -> dict[str, str]:
    layout = arrange(text, pieces(text))
    return {text[f.start : f.end]: f.why for f in layout.furniture}


FIRST = "The night ferry from Harbourton ran aground on Tuesday with forty people aboard, the harbour office said."
SECOND = "Nobody was hurt, and the ferry was towed off at high water the next morning by two tugs."

SAVE = f"""You are currently viewing Night Ferry Runs Aground Off Harbourton
A lamp burns above the ferry quay at night.

Night Ferry Runs Aground Off Harbourton

  • Post author:Ines Maro
  • Post last modified:May 3, 2031

Sharing articles

{FIRST}

Why It Matters

{SECOND}
Featured image via Quay Weekly
By Ines/Olu Maro

This post was originally published on Quay Weekly.

Subscribe to honest sites like QuayNews.example for daily news.
"""


def test_a_theme_save_keeps_its_body_and_marks_its_furniture() -> None:
    assert [kind for kind, _ in laid_out(SAVE)] == [
        *("furniture", "caption", "title", "furniture", "furniture", "furniture"),
        *("paragraph", "heading", "paragraph", "furniture", "furniture", "furniture", "furniture"),
    ]
    assert furniture(SAVE) == {
        "You are currently viewing Night Ferry Runs Aground Off Harbourton": "theme-title",
        "A lamp burns above the ferry quay at night.": "caption",
        "• Post author:Ines Maro": "author-line",
        "• Post last modified:May 3, 2031": "date-line",
        "Sharing articles": "share",
        "Featured image via Quay Weekly": "image-credit",
        "By Ines/Olu Maro": "byline",
        "This post was originally published on Quay Weekly.": "republication",
        "Subscribe to honest sites like QuayNews.example for daily news.": "subscribe",
    }


def test_the_first_heading_is_the_title_and_a_lone_label_a_section() -> None:
    text = f"Ferry runs aground off Harbourton\n\nHarbour\n\n{FIRST}\n\n{SECOND}"
    assert laid_out(text)[:3] == [
        ("title", "Ferry runs aground off Harbourton"),
        ("furniture", "Harbour"),
        ("paragraph", FIRST),
    ]


def test_a_label_before_the_title_is_passed_over() -> None:
    text = f"Harbour\n\nFerry runs aground off Harbourton at night\n\n{FIRST}"
    assert laid_out(text)[:2] == [("furniture", "Harbour"), ("title", "Ferry runs aground off Harbourton at night")]


def test_a_text_that_begins_with_a_sentence_has_no_title() -> None:
    assert arrange(FIRST, pieces(FIRST)).title is None


def test_a_short_unpunctuated_line_is_a_heading_even_as_a_question_alone() -> None:
    text = f"{FIRST}\n\nIs the ferry safe now?\n\n{SECOND}"
    assert laid_out(text)[1] == ("heading", "Is the ferry safe now?")


def test_a_question_in_a_text_of_lines_is_a_sentence() -> None:
    assert laid_out(f"{FIRST}\nIs the ferry safe now?\n{SECOND}")[1][0] == "paragraph"


def test_a_paragraph_that_goes_on_after_a_colon_is_a_set_off_quotation() -> None:
    text = f"{FIRST}\n\nThe crew acted, the note reads:\n\nto keep all passengers from the water\n\n{SECOND}"
    assert laid_out(text)[2] == ("quote", "to keep all passengers from the water")


def test_a_paragraph_after_words_of_speech_and_a_colon_is_a_set_off_quotation() -> None:
    text = f"{FIRST}\n\nIn a letter the owners said:\n\nWe regret what has happened.\n\n{SECOND}"
    assert laid_out(text)[2] == ("quote", "We regret what has happened.")


def test_a_colon_before_quotation_marks_sets_nothing_off() -> None:
    text = f"{FIRST}\n\nThe owner said:\n\n“We regret what has happened.”\n\n{SECOND}"
    assert laid_out(text)[2][0] == "paragraph"


def test_a_text_of_one_sentence_a_line_has_lines_for_blocks() -> None:
    text = f"May 3,2031 10:14 AM\n{FIRST}\n{SECOND}"
    assert laid_out(text) == [("furniture", "May 3,2031 10:14 AM"), ("paragraph", FIRST), ("paragraph", SECOND)]


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    text = "The night ferry from Harbourton ran aground on\nTuesday with forty people aboard, the harbour\noffice said."
    assert laid_out(text) == [("paragraph", text)]


def test_a_bare_day_amid_the_text_heads_a_chronology() -> None:
    text = f"{FIRST}\n\nMay 3, 2031\n\n{SECOND}\n\n{FIRST}"
    layout = arrange(text, pieces(text))
    assert [b.kind for b in layout.blocks][1] == "heading"
    assert layout.candidates == ()


def test_the_dateline_is_cut_off_the_first_paragraph_and_names_its_agency() -> None:
    text = f"HARBOURTON, Norland (EP) — {FIRST}"
    layout = arrange(text, pieces(text))
    assert laid_out(text) == [("furniture", "HARBOURTON, Norland (EP) —"), ("paragraph", FIRST)]
    assert [(c.field, c.value) for c in layout.candidates] == [("agency", "EP")]


def test_links_after_related_articles_are_furniture_but_prose_is_not() -> None:
    text = f"{FIRST}\n\nRelated articles\n\nWho owns the ferry\n\nA quay through the years\n\n{SECOND}"
    kinds = [kind for kind, _ in laid_out(text)]
    assert kinds == ["paragraph", "furniture", "furniture", "furniture", "paragraph"]


def test_furniture_and_the_last_sentence_may_share_no_blank_line() -> None:
    assert laid_out(f"{FIRST}\n{SECOND}\nSharing articles")[1] == ("paragraph", SECOND)


def told(text: str) -> set[tuple[str, str]]:
    return {(c.field, c.value) for c in arrange(text, pieces(text)).candidates}


def test_a_name_before_a_role_is_a_byline() -> None:
    text = f"Ferry runs aground off Harbourton\n\nInes Maro\nMaritime correspondent\n\n{FIRST}"
    assert furniture(text) == {"Ines Maro": "byline", "Maritime correspondent": "byline"}
    assert told(text) == {("byline", "Ines Maro")}


def test_a_name_and_place_before_the_day_is_a_byline_but_a_place_alone_is_none() -> None:
    text = f"Ferry runs aground off Harbourton\n\nInes Maro in Port Alder\nSat 3 May 2031 08.00 BST\n\n{FIRST}"
    assert told(text) == {("byline", "Ines Maro"), ("published", "2031-05-03T08:00:00+01:00")}
    assert ("byline", "Port Alder") not in told(text.replace("Ines Maro in ", ""))


def test_name_outlet_and_day_on_one_line_are_all_read() -> None:
    wanted = {("byline", "Ines Maro"), ("published", "2031-05-03")}
    assert told(f"Ferry runs aground\n\nBy Ines Maro | Quay Weekly | 3 May 2031\n\n{FIRST}") == wanted
    assert told(f"Ferry runs aground\n\nMay 3, 2031 by Ines Maro\n\n{FIRST}") == wanted


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [*SAVE.split("\n"), "Related articles", "He said:", "to go", "- item", "May 3, 2031", "\r", ""]
        ),
    ),
    max_size=25,
).map("\n".join)


def in_order(text: str, layout: Layout) -> bool:
    spans = [(b.start, b.end) for b in layout.blocks]
    inside = all(0 <= s < e <= len(text) for s, e in spans)
    apart = all(a[1] <= b[0] for a, b in pairwise(spans))
    return inside and apart and {(f.start, f.end) for f in layout.furniture} <= set(spans)


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_blocks_and_furniture_are_ordered_in_bounds_and_apart(text: str) -> None:
    assert in_order(text, arrange(text, pieces(text)))


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_blocks_hold_every_word_of_the_text(text: str) -> None:
    layout = arrange(text, pieces(text))
    assert "".join("".join(text[b.start : b.end].split()) for b in layout.blocks) == "".join(text.split())


def test_an_editors_note_stays_in_the_text_and_is_marked() -> None:
    note = "Correction: An earlier version of this story said sixty people were aboard."
    assert furniture(f"Ferry aground\n\n{FIRST}\n\n{SECOND}\n\n{note}") == {note: "correction"}


def test_the_paragraph_below_the_head_of_a_note_is_the_note() -> None:
    found = furniture(f"Ferry aground\n\n{FIRST}\n\n{SECOND}\n\nCorrection\n\nForty people were aboard, not sixty.")
    assert found == {"Correction": "correction", "Forty people were aboard, not sixty.": "correction"}


def test_an_article_that_is_a_correction_keeps_its_title() -> None:
    assert laid_out(f"Correction: Ferry story\n\n{FIRST}")[0] == ("title", "Correction: Ferry story")


def test_a_pull_quote_is_furniture_and_its_words_are_told_once() -> None:
    quote = "“Nobody aboard the ferry saw a light that night”"
    told = f"{quote[:-1]},” said Olu Tamm, who has kept the harbour of Harbourton for twenty years."
    assert furniture(f"Ferry aground\n\n{FIRST}\n\n{quote}\n\n{told}") == {quote: "pull-quote"}


def test_a_dateline_in_another_language_gives_its_agency() -> None:
    report = "Die Nachtfähre ist am Dienstag mit vierzig Menschen an Bord vor dem Hafen auf Grund gelaufen."
    text = f"Fähre auf Grund\n\nHarbourton (dpa) - {report}"
    layout = arrange(text, pieces(text))
    assert [(c.field, c.value) for c in layout.candidates] == [("agency", "dpa")]


def test_hours_between_the_parts_of_a_running_report_and_its_opening_dateline_tell_nothing() -> None:
    opening = "HARBOURTON, Norl. (EP) — The Latest on the grounding of a ferry (all times local):"
    found = furniture("\n\n".join(["The Latest: Ferry aground", opening, "10 p.m.", FIRST, "4:14 p.m.", SECOND]))
    assert found == {"HARBOURTON, Norl. (EP) —": "dateline", "10 p.m.": "section-label", "4:14 p.m.": "section-label"}


def test_the_dateline_is_found_under_a_list_of_key_points() -> None:
    point = "• Two tugs pulled the night ferry off the pier at high water on Wednesday."
    text = f"Ferry aground\n\n{point}\n\nHARBOURTON — {FIRST}\n\n{SECOND}"
    assert furniture(text) == {"HARBOURTON —": "dateline"}
