"""Places: every letter of a text is found again in the bytes of its capture, or said to be lost."""

import gzip
import hashlib
import json
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import extraction
from tellings.article import reader, seen
from tellings.article.encoding import declared_charset, decode
from tellings.article.places import Lost, Map, Place, offsets, places, selectors
from tellings.capture.files import captures
from tellings.errors import CaseFileError
from tellings.model import Article, Capture, Span

SENTENCES = (
    "The ferry “Marguerite Lund” ran onto the north pier & lost its bow ramp, the harbour office said.",
    "Ines Maro, who stood on deck, told this paper that nobody had shouted a warning before the blow.",
    "Divers will look at the hull on Tuesday; the owner expects to pay 40,000 crowns — or more — for it.",
    "A second boat takes passengers across the sound until the end of May, twice in every hour.",
)
WRAP = (
    '<html><head><meta charset="{charset}"><title>Ferry hits pier</title></head>'
    "<body>{nav}<article>{body}</article></body></html>"
)
NAV = "<nav><a href='/'>Home</a> <a href='/sea'>Sea news</a></nav>"


def capture(data: bytes, path: str = "page.html") -> Capture:
    return Capture(path=path, data=data, sha256=hashlib.sha256(data).hexdigest())


def page(body: str, charset: str = "utf-8", mark: bytes = b"") -> Capture:
    return capture(mark + WRAP.format(charset=charset, nav=NAV, body=body).encode(charset))


def article(of: Capture) -> Article:
    (found,) = reader.read(of)
    assert isinstance(found, Article), found
    return found


def bare(words: str) -> str:
    return "".join(words.split())


def shown(of: Capture, place: Place) -> str:
    """What the bytes of a place show, read by themselves."""
    encoding = decode(of.data, of.path, declared_charset(of.data)).encoding
    return seen.seen(of.data[place.first : place.last].decode(encoding)).letters


def body(of: Article) -> list[Span]:
    return [Span(start=b.start, end=b.end) for b in of.blocks if b.kind not in ("title", "furniture")]


def check(of: Capture) -> Map:
    """The map, each place of which shows the words of the text."""
    told = article(of)
    found = places(of, told)
    for span in body(told):
        for place in found.places(span.start, span.end):
            if isinstance(place, Place):
                assert shown(of, place) == bare(told.text[place.start : place.end])
    return found


def paragraphs(*sentences: str) -> str:
    return "".join(f"<p>{s}</p>\n" for s in sentences)


@pytest.mark.parametrize(
    ("change", "charset", "mark"),
    [
        (str, "utf-8", b""),
        (str, "utf-8", b"\xef\xbb\xbf"),
        (str, "utf-16", b""),
        (str, "utf-16-le", b""),
        (str, "windows-1252", b""),
        (lambda s: s.replace("ferry", "f<b>er</b><i>ry</i>"), "utf-8", b""),
        (lambda s: s.replace("harbour", "har<!-- no > end -->bour"), "utf-8", b""),
        (lambda s: s.replace(" ", "\u00a0", 3).replace(" ", "&nbsp;", 3), "utf-8", b""),
        (lambda s: s.replace("“", "&ldquo;").replace("”", "&#8221;").replace("—", "&#x2014;"), "ascii", b""),
        (lambda s: s.replace("“", "&#147;").replace("”", "&#148;").replace("—", "&mdash"), "ascii", b""),
        (lambda s: s.replace(" & ", " &amp "), "utf-8", b""),
        (lambda s: s.replace("Divers", '<a title="a > b" href=\'x\'>Divers'), "utf-8", b""),
        (lambda s: s.replace("Divers", '<i class="x" "="" "="">Divers</i>'), "utf-8", b""),
        (lambda s: s + "<script>var p = '<p>The ferry</p>';</script>", "utf-8", b""),
        (lambda s: s.replace(" ", "\r\n"), "utf-8", b""),
        (lambda s: s.replace("sound", "sound 🚢 \U00020000"), "utf-8", b""),
    ],
)  # fmt: skip
def test_every_letter_of_a_page_has_its_place(change, charset: str, mark: bytes) -> None:  # type: ignore[no-untyped-def]
    of = page(paragraphs(*map(change, SENTENCES)), charset, mark)
    told = article(of)
    assert check(of).exact(body(told)) == 1.0


def test_a_slice_across_paragraphs_with_an_advert_between_has_two_places() -> None:
    of = page(
        paragraphs(*SENTENCES[:2]) + "<div class='ad'><a href='/x'>Buy rope</a></div>" + paragraphs(*SENTENCES[2:])
    )
    told = article(of)
    start = told.text.index("before the blow")
    found = places(of, told).places(start, told.text.index("will look"))
    assert [type(p) for p in found] == [Place, Place]
    assert [shown(of, p) for p in found if isinstance(p, Place)] == ["beforetheblow.", "Divers"]


def test_words_that_the_capture_does_not_show_are_lost_not_guessed() -> None:
    of = page(paragraphs(*SENTENCES))
    told = article(of)
    altered = Article(id="x", text=told.text.replace("on Tuesday", "on Thursday"), sha256="", capture=told.capture)
    start = altered.text.index("Divers will look")
    found = places(of, altered).places(start, start + len("Divers will look at the hull on Thursday; the owner"))
    assert any(isinstance(p, Lost) and "Thursday" in altered.text[p.start : p.end] for p in found)
    assert all(shown(of, p) == bare(altered.text[p.start : p.end]) for p in found if isinstance(p, Place))


def test_a_title_that_stands_only_in_the_head_is_placed_there() -> None:
    of = page(paragraphs(*SENTENCES))
    told = article(of)
    assert told.text.startswith("Ferry hits pier")
    (place,) = places(of, told).places(0, len("Ferry hits pier"))
    assert isinstance(place, Place)
    assert of.data[place.first : place.last] == b"Ferry hits pier"


def test_a_short_line_shown_twice_is_placed_beside_its_neighbour() -> None:
    of = page("<p>Go on.</p><div><a href='/'>Adverts</a></div>" + paragraphs(SENTENCES[0], "Go on.", *SENTENCES[1:]))
    told = article(of)
    start = told.text.rindex("Go on.")
    (place,) = places(of, told).places(start, start + 6)
    assert isinstance(place, Place)
    assert place.first > of.data.index(b"harbour office")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_save_maps_to_its_file_whatever_its_line_ends(ends: str) -> None:
    of = capture(("\ufeff" + ends.join(("Ferry hits pier", "", *SENTENCES))).encode(), "save.txt")
    told = article(of)
    found = places(of, told)
    start = told.text.index("Divers")
    (place,) = found.places(start, start + len("Divers will look"))
    assert isinstance(place, Place)
    assert of.data[place.first : place.last] == b"Divers will look"
    assert found.exact([Span(start=0, end=len(told.text))]) == 1.0


def test_a_record_maps_into_its_string_escapes_included() -> None:
    rows = [{"id": str(n), "text": f"{n} 🚢 «Lund»\n{s}"} for n, s in enumerate(SENTENCES)]
    of = capture("\n".join(map(json.dumps, rows)).encode(), "rows.jsonl")
    told = [a for a in reader.read(of) if isinstance(a, Article)]
    for one in told:
        found = places(of, one)
        assert found.exact([Span(start=0, end=len(one.text))]) == 1.0
        for place in found.places(0, len(one.text)):
            assert isinstance(place, Place)
            raw = of.data[place.first : place.last].decode()
            assert bare(json.loads(f'"{raw}"')) == bare(one.text[place.start : place.end])


def test_selectors_name_text_and_bytes_with_their_hashes() -> None:
    of = page(paragraphs(*SENTENCES))
    told = article(of)
    start = told.text.index("Ines Maro")
    found = json.loads(json.dumps(selectors(places(of, told), of, start, start + 9), default=str))
    assert found["exact"] is True
    assert found["text"]["sha256"] == told.sha256
    assert found["capture"]["sha256"] == of.sha256
    position, quote = found["text"]["selector"]
    assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    assert quote["exact"] == "Ines Maro"
    (data,) = found["capture"]["selector"]
    assert of.data[data["start"] : data["end"]] == b"Ines Maro"


def test_a_capture_that_has_changed_is_refused() -> None:
    of = page(paragraphs(*SENTENCES))
    told = article(of)
    with pytest.raises(CaseFileError, match="has changed"):
        places(page(paragraphs(*SENTENCES, "More.")), told)


def test_offsets_outside_the_text_are_refused() -> None:
    of = page(paragraphs(*SENTENCES))
    with pytest.raises(CaseFileError, match="no stretch of the text"):
        selectors(places(of, article(of)), of, 5, 10_000)


def test_a_gzipped_page_is_placed_in_its_decompressed_bytes(tmp_path: Path) -> None:
    plain = page(paragraphs(*SENTENCES))
    file = tmp_path / "page.html.gz"
    file.write_bytes(gzip.compress(plain.data))
    (of,) = captures([str(file)])
    assert isinstance(of, Capture)
    found = places(of, article(of))
    assert found.exact(body(found.article)) == 1.0


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-32", "cp1252", "shift_jis", "gb18030", "iso2022_jp", "big5"]
)
def test_bytes_of_each_code_point_are_found_in_any_encoding(encoding: str) -> None:
    text = "Port Alder: ferry “Lund” 40 €" if encoding == "cp1252" else "Port Alder 港の船 40, 中文"
    data = text.encode(encoding)
    decoded = decode(data, "x", encoding)
    bounds = offsets(data, decoded)
    assert len(bounds) == len(text) + 1
    assert bounds[-1] <= len(data)
    for number, letter in enumerate(text):
        raw = data[bounds[number] : bounds[number + 1]]
        if encoding != "iso2022_jp":
            assert raw.decode(encoding if not encoding.startswith("utf-") else decoded.encoding) == letter


WORDS = st.text(st.sampled_from("abcdefg hijk lmnop. qrs'\"&<>é“”\u00a0—ß漢🚢"), min_size=60, max_size=200)
NOISE = st.sampled_from(
    ["", "<b>", "</b>", "<i class='a>b'>", "</i>", "<!-- x -->", "<span>", "</span>", "<wbr>", "\n"]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WORDS, st.lists(NOISE, max_size=6)), min_size=2, max_size=4), st.randoms(use_true_random=False)
)
def test_whatever_the_markup_a_place_shows_its_words(parts, random) -> None:  # type: ignore[no-untyped-def]
    bodies = []
    for number, (words, noise) in enumerate(parts):
        written = "".join(
            random.choice((escape(c), escape(c), f"&#{ord(c)};", f"&#x{ord(c):x};")) + random.choice(["", "", *noise])
            for c in words
        )
        bodies.append(f"<p>{SENTENCES[number]} {written}</p>")
    of = page("".join(bodies) + paragraphs(SENTENCES[0]))
    check(of)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error_and_each_letter_has_its_place(markup: str) -> None:
    found = seen.seen(markup)
    assert len(found.letters) == len(found.starts) == len(found.ends)
    assert all(0 <= a < b <= len(markup) for a, b in zip(found.starts, found.ends, strict=True))


@pytest.mark.skipif(not extraction.present(), reason="no labelled pages beside the checkout")
def test_body_letters_of_saved_pages_have_exact_places() -> None:
    rows = list(extraction.pages("zyte", limit=25))
    found = [check(of) for of in rows if any(isinstance(a, Article) for a in reader.read(of))]
    shares = [m.exact(body(m.article)) for m in found]
    assert sum(shares) / len(shares) >= 0.98
