"""Dates, pieces, names, addresses, colours: the parts a page is made of."""

import re
from importlib import resources

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.export import dates, stemma, timeline
from tellings.export.pieces import cut
from tellings.export.register import HUES, Register, outlet, web
from tellings.export.svg import fit
from tellings.export.view import view


@pytest.mark.parametrize(
    ("edtf", "read"),
    [
        ("2026-01-27", "27 Jan 2026"),
        ("2026-01-27T11:00-06:00", "27 Jan 2026, 11:00 (UTC−06:00)"),
        ("2026-01-27T11:00:30Z", "27 Jan 2026, 11:00 (UTC)"),
        ("2026-01", "Jan 2026"),
        ("2026-21", "spring 2026"),
        ("2026", "2026"),
        ("2026~", "about 2026"),
        ("2026-01-27/2026-02", "27 Jan 2026 to Feb 2026"),
        ("2026-01-27/..", "27 Jan 2026 to open"),
        ("soon <b>", "soon <b>"),
        (None, ""),
    ],
)
def test_dates_read_as_a_reader_reads_them(edtf, read):
    assert dates.words(edtf) == read


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=4))
def test_pieces_joined_are_the_words(text, marks):
    assert "".join(p.text for p in cut(text, 7, marks)) == text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "https:", "ftp://x", "http://[", "", None]
)
def test_what_is_no_web_address_is_no_link(url):
    assert web(url) is None


def test_an_article_without_outlet_goes_by_its_host_then_its_file(case):
    article = msgspec.structs.replace(case.articles[0], outlet=None)
    assert outlet(article) == "lantern.example"
    assert outlet(msgspec.structs.replace(article, url=None)) == "lantern.txt, outlet not stated"
    assert outlet(msgspec.structs.replace(article, url=None, republished_from="The Bell")) == "The Bell"
    assert outlet(msgspec.structs.replace(article, url=None, capture=None)) == "outlet not stated"


def test_two_articles_of_one_outlet_are_told_apart_and_share_a_hue(case):
    first, later = Register(case).tellers["lantern"], Register(case).tellers["later"]
    assert (first.name, later.name) == ("The Karrowmere Lantern (2026-03-04)", "The Karrowmere Lantern (2026-03-06)")
    assert first.hue == later.hue


def test_no_two_tellers_have_one_name(crowd, case):
    names = [t.name for t in Register(case).tellers.values()]
    assert len(names) == len(set(names))


def test_beyond_eight_outlets_only_families_have_hues(crowd):
    assert {t.hue for t in Register(crowd(9, 1)).tellers.values()} == {0}
    assert {t.hue for t in Register(crowd(8, 1)).tellers.values()} == set(range(1, 9))


def test_words_are_cut_to_their_room():
    assert fit("Harbour", 100) == "Harbour"
    assert fit("The Harbour Intelligencer", 70) == "The Harbo…"


def test_the_stemma_names_all_and_draws_each_edge_once(case):
    drawn = stemma.stemma(Register(case))
    assert len(drawn.edges) == len(case.edges)
    assert drawn.wide.count('class="edge') == drawn.narrow.count('class="edge') == len(case.edges)


def test_each_line_of_the_stemma_leads_to_its_edge_in_words(case):
    drawn = stemma.stemma(Register(case))
    anchors = [e.anchor for e in drawn.edges]
    assert len(set(anchors)) == len(anchors)
    assert all(f'href="#{a}"' in drawn.wide and f'href="#{a}"' in drawn.narrow for a in anchors)


def test_a_circle_of_borrowing_is_drawn(case):
    edge = next(e for e in case.edges if e.kind == "borrows")
    back = msgspec.structs.replace(edge, from_=edge.to, to=edge.from_)
    assert stemma.stemma(Register(msgspec.structs.replace(case, edges=(edge, back)))) is not None


def test_a_timeline_has_a_dot_an_outlet(case):
    line = timeline.line(view(case).timeline)
    assert line.narrow.count("<circle") == 7


def light(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b):
    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "soft", "alert", *(f"h{n}" for n in range(HUES + 1))])
def test_every_colour_of_words_is_readable_on_every_ground(name, scheme):
    css = resources.files("tellings").joinpath("export", "templates", "case.css").read_text(encoding="utf-8")
    colours = {
        k: found[scheme] for k in ("paper", "wash", name) if (found := re.findall(rf"--{k}:(#[0-9a-f]{{6}})", css))
    }
    assert contrast(colours[name], colours["paper"]) >= 4.5  # WCAG 2.2, 1.4.3
    assert contrast(colours[name], colours["wash"]) >= 4.5
