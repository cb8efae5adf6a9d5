import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.article.reader import MAX_TEXT, from_record, read, sha256, usable
from tellings.errors import Duplicate, EmptyInput, InputError, Malformed, NoArticle, NotText, TooLarge
from tellings.model import Article, Capture

SHARED = Path(__file__).parents[2].parent / "shared"
FIRST = "The night ferry from Harbourton ran aground on Tuesday with forty people aboard, the harbour office said."
SECOND = "Nobody was hurt, and the ferry was towed off at high water the next morning by two tugs."


def capture(path: str, data: str | bytes, meta: Mapping[str, str] | None = None) -> Capture:
    raw = data.encode() if isinstance(data, str) else data
    meta = dict(meta or {})
    return Capture(
        path=path, data=raw, sha256="0" * 64, url=meta.get("url"), captured_at=meta.get("captured_at"), meta=meta
    )


def article(
    path: str, data: str | bytes, meta: Mapping[str, str] | None = None, published: str | None = None
) -> Article:
    (found,) = read(capture(path, data, meta), published)
    assert isinstance(found, Article), found
    return found


def record(**fields: object) -> Article:
    return from_record({"text": FIRST, **fields}, "a.jsonl:1")


# ---------------------------------------------------------------- plain text


def test_the_text_of_a_save_is_the_whole_file_with_line_ends_made_plain() -> None:
    found = article("a.txt", b"\xef\xbb\xbfFerry aground\r\n\r\n  " + FIRST.encode() + b"\t\r")
    assert found.text == f"Ferry aground\n\n  {FIRST}\t\n"
    assert found.title == "Ferry aground"
    assert found.id == "a" + sha256(found.text)[:12]


def test_a_missing_date_stays_missing() -> None:
    found = article("a.txt", f"Ferry aground\n\n{FIRST} The ship was built on May 3, 2011.")
    assert found.published is None
    assert found.modified is None


def test_the_given_date_counts_only_where_nothing_else_gives_one() -> None:
    assert article("a.txt", FIRST, published="2031-05-09").published == "2031-05-09"
    dated = article("a.txt", f"Ferry aground\n\nMay 3, 2031\n\n{FIRST}", published="2031-05-09")
    assert dated.published == "2031-05-03"
    assert ("published", "2031-05-09", "given") in {(c.field, c.value, c.from_) for c in dated.candidates}


def test_the_given_date_is_not_taken_against_the_month_of_the_address() -> None:
    meta = {"url": "https://quay.example/2031/05/ferry"}
    assert article("a.txt", FIRST, meta, published="2031-07-01").published is None
    assert article("a.txt", FIRST, meta, published="2031-05-09").published == "2031-05-09"


def test_a_day_that_reads_two_ways_is_taken_only_where_other_evidence_agrees() -> None:
    text = f"Ferry aground\n\n9 / 10 / 2031\n\n{FIRST}"
    assert article("a.txt", text).published is None
    assert article("a.txt", text, {"url": "https://quay.example/2031/10/09/ferry"}).published == "2031-10-09"


def test_a_sidecar_wins_over_the_text_and_all_candidates_are_kept() -> None:
    meta = {"outlet": "Quay Weekly", "title": "Ferry stuck", "published": "2031-05-04", "captured_at": "2031-05-05"}
    found = article("a.txt", f"Ferry aground\n\nMay 3, 2031\n\n{FIRST}", meta)
    assert (found.outlet, found.title, found.published) == ("Quay Weekly", "Ferry stuck", "2031-05-04")
    assert found.captured_at == "2031-05-05"
    told = {(c.field, c.value, c.from_) for c in found.candidates}
    assert {("published", "2031-05-03", "text"), ("published", "2031-05-04", "sidecar")} <= told


def test_a_republished_save_names_its_source_and_takes_no_outlet_from_it() -> None:
    found = article(
        "a.txt", f"Ferry aground\n\n{FIRST}\n\nBy Ann/Bo Reyes\n\nThis post was originally published on Quay Weekly."
    )
    assert found.republished_from == "Quay Weekly"
    assert found.outlet is None
    assert found.byline == ("Ann/Bo Reyes",)


def test_the_outlet_is_the_host_where_nothing_better_is_known() -> None:
    assert article("a.txt", FIRST, {"url": "https://www.quay.example/1"}).outlet == "quay.example"


def test_the_language_is_told_and_null_where_too_little_text_stands() -> None:
    assert article("a.txt", FIRST).language == "en"
    assert (
        article(
            "a.txt", "Der Dampfer lief am Dienstagabend vor dem Hafen auf Grund, wie die Behörde mitteilte."
        ).language
        == "de"
    )
    assert article("a.txt", "Ferry aground").language is None


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"\0\1\2\3"])
def test_a_binary_save_is_an_error(data: bytes) -> None:
    (found,) = read(capture("a.txt", data))
    assert isinstance(found, NotText)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff"), min_size=1))
@settings(max_examples=100, deadline=None)
def test_any_utf8_save_keeps_its_text_but_for_line_ends(text: str) -> None:
    (found,) = read(capture("a.txt", text))
    if isinstance(found, Article):
        assert found.text == text.replace("\r\n", "\n").replace("\r", "\n")
        assert all(b.start < b.end <= len(found.text) for b in found.blocks)


# ---------------------------------------------------------------- markdown


def test_markdown_marks_tell_what_a_block_is_and_stay_in_the_text() -> None:
    text = f"# Ferry aground\n\n{FIRST}\n\n## Why\n\n> No one was hurt.\n\n- two tugs\n\n![quay](q.png)\n\n{SECOND}\n"
    found = article("a.md", text)
    assert found.text == text
    assert [(b.kind, text[b.start : b.end]) for b in found.blocks] == [
        ("title", "Ferry aground"),
        ("paragraph", FIRST),
        ("heading", "Why"),
        ("quote", "No one was hurt."),
        ("item", "two tugs"),
        ("furniture", "![quay](q.png)"),
        ("paragraph", SECOND),
    ]


def test_front_matter_gives_metadata_and_is_furniture() -> None:
    text = f'---\ntitle: "Ferry aground"\ndate: 2031-05-03\nsource: Quay Weekly\n---\n\n{FIRST}\n'
    found = article("a.md", text)
    assert (found.title, found.published, found.outlet) == ("Ferry aground", "2031-05-03", "Quay Weekly")
    assert found.furniture[0].why == "front-matter"
    assert text[found.blocks[1].start :].startswith("The night ferry")


# ---------------------------------------------------------------- records


def test_a_record_keeps_text_and_id_exactly() -> None:
    found = record(id="x 1", text=f"Ferry\r\n\r\n{FIRST} ", unknown=[1])
    assert found.id == "x 1"
    assert found.text == f"Ferry\r\n\r\n{FIRST} "
    assert found.support == "text-only"


def test_the_date_of_a_record_wins_over_its_address_and_text() -> None:
    found = record(text=f"May 3, 2031\n{FIRST}", url="https://quay.example/2031/05/02/a", published="2031-05-04")
    assert found.published == "2031-05-04"
    assert record(text=f"May 3, 2031\n{FIRST}", url="https://quay.example/2031/05/02/a").published == "2031-05-03"
    assert record(url="https://quay.example/2031/05/02/a").published == "2031-05-02"


def test_a_date_that_is_none_stays_a_candidate() -> None:
    found = record(published="yesterday", url="https://quay.example/2031/05/02/a")
    assert found.published == "2031-05-02"
    assert ("published", "yesterday") in {(c.field, c.value) for c in found.candidates}
    assert record(published="2031-05").published == "2031-05"


def test_a_title_that_is_a_date_dates_the_record_and_the_first_heading_is_its_title() -> None:
    found = record(title="May 3,2031 07:44", text=f"Ferry runs aground off Harbourton\n{FIRST}\n{SECOND}")
    assert found.title == "Ferry runs aground off Harbourton"
    assert found.published == "2031-05-03"


def test_a_first_line_under_a_known_title_is_a_heading() -> None:
    found = record(title="Ferry aground", text=f"Tugs fail to free it at high water\n{FIRST}\n{SECOND}")
    assert found.title == "Ferry aground"
    assert found.blocks[0].kind == "heading"


def test_bylines_come_as_a_list_or_a_string() -> None:
    assert record(byline=["Ann Bo", "Cy Dee"]).byline == ("Ann Bo", "Cy Dee")
    assert record(author="Ann/Bo Reyes").byline == ("Ann/Bo Reyes",)
    assert record(byline="By Ann Bo and Cy Dee").byline == ("Ann Bo", "Cy Dee")


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"text": None}, Malformed),
        ({"text": " "}, EmptyInput),
        ({"text": "\ud800"}, Malformed),
        ({"id": [1]}, Malformed),
    ],
)
def test_a_record_that_cannot_be_used_raises_and_says_where(fields: dict[str, object], error: type[InputError]) -> None:
    with pytest.raises(error) as caught:
        record(**fields)
    assert caught.value.where == "a.jsonl:1"
    assert caught.value.do


def test_a_malformed_line_is_one_error_naming_it_and_the_rest_is_read() -> None:
    lines = [json.dumps({"text": FIRST}), "{", "", "[1]", '{"id": "b"}', json.dumps({"text": SECOND})]
    found = list(read(capture("a.jsonl", "\n".join(lines))))
    assert [type(f).__name__ for f in found] == ["Article", "Malformed", "Malformed", "Malformed", "Article"]
    assert [f.where for f in found if isinstance(f, InputError)] == ["a.jsonl:2", "a.jsonl:4", "a.jsonl:5"]
    assert found[4].capture.line == 6  # type: ignore[union-attr]


@pytest.mark.parametrize("shape", [lambda r: r, lambda r: [r], lambda r: {"articles": [r]}])
def test_a_json_file_holds_a_record_a_list_or_articles(shape: object) -> None:
    found = article("a.json", json.dumps(shape({"text": FIRST, "id": "x"})))  # type: ignore[operator]
    assert found.id == "x"


def test_an_article_written_out_is_read_back_as_it_was() -> None:
    import msgspec

    found = article("a.txt", f"Ferry aground\n\nMay 3, 2031\n\n{FIRST}")
    assert from_record(msgspec.json.decode(msgspec.json.encode(found)), "x") == found


# ---------------------------------------------------------------- the stream


def test_the_same_text_and_the_same_id_count_once() -> None:
    stream = [record(id="a"), record(id="b"), record(id="a", text=SECOND), record(id="c", text=SECOND)]
    found = list(usable(stream))
    assert [f.id if isinstance(f, Article) else type(f) for f in found] == ["a", Duplicate, Duplicate, "c"]


def test_the_same_text_at_another_outlet_is_another_telling() -> None:
    found = list(usable([record(id="a", outlet="Quay Weekly"), record(id="b", outlet="Harbour Post")]))
    assert [f.id for f in found if isinstance(f, Article)] == ["a", "b"]


def test_saves_of_one_text_at_two_outlets_have_two_ids() -> None:
    text = f"Ferry aground\n\n{FIRST}".encode()
    assert article("a.txt", text, {"outlet": "Quay Weekly"}).id != article("b.txt", text, {"outlet": "Harbour Post"}).id


def test_a_text_longer_than_any_article_is_refused_with_its_size() -> None:
    (found,) = usable([record(id="a", text="It rained. " * (MAX_TEXT // 10))])
    assert isinstance(found, TooLarge)
    assert "characters" in str(found)


# ---------------------------------------------------------------- pages


PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Ferry aground off Harbourton | Quay Weekly</title>
<meta property="og:site_name" content="Quay Weekly">
<meta property="og:title" content="The ferry that got stuck, and why">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry aground &amp; stuck off Harbourton",
"datePublished": "2031-05-03T08:00:00+02:00", "author": [{{"@type": "Person", "name": "Ann Reyes"}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/harbour">Harbour</a> <a href="/weather">Weather for sailors</a></nav>
<article><h1>Ferry aground off Harbourton</h1><p>{FIRST}</p><div class="ad">Advertisement</div><p>{SECOND}</p>
<h2>What comes next</h2>
<p>The harbour office will look at the log and the radar, it said, before the ferry sails again.</p>
<p>The owners have promised to pay back all fares, and to carry the cars of stranded passengers for nothing.</p>
</article>
<aside><h3>Most read</h3><ul><li><a href="/1">Whale seen off the quay again</a></li></ul></aside>
<footer>Copyright 2031 Quay Weekly</footer></body></html>"""


def test_a_page_gives_its_article_without_menu_advert_and_footer() -> None:
    found = article("a.html", PAGE)
    assert found.text.startswith(f"Ferry aground off Harbourton\n\n{FIRST}\n\n{SECOND}\n\nWhat comes next\n\n")
    assert "Whale" not in found.text
    assert "Weather for sailors" not in found.text
    assert [b.kind for b in found.blocks] == ["title", "paragraph", "paragraph", "heading", "paragraph", "paragraph"]


def test_a_page_gives_what_it_declares_and_the_headline_it_shows() -> None:
    found = article("a.html", PAGE)
    assert found.title == "Ferry aground off Harbourton"
    assert found.published == "2031-05-03T08:00:00+02:00"
    assert (found.outlet, found.byline) == ("Quay Weekly", ("Ann Reyes",))
    told = {(c.field, c.value, c.from_) for c in found.candidates}
    assert ("title", "The ferry that got stuck, and why", "meta") in told
    assert ("title", "Ferry aground & stuck off Harbourton", "json-ld") in told


def test_a_page_without_a_stated_date_gets_none() -> None:
    page = PAGE.replace('"datePublished": "2031-05-03T08:00:00+02:00",', "")
    assert article("a.html", page).published is None


def test_a_saved_selection_is_a_page_too() -> None:
    third = "The owners have promised to pay back all fares before the end of May."
    found = article("a.html", f"<p>{FIRST}</p><p>{SECOND}</p><p>{third}</p>")
    assert found.text == f"{FIRST}\n\n{SECOND}\n\n{third}"


def test_a_page_without_an_article_says_how_long_its_longest_block_is() -> None:
    (found,) = read(capture("a.html", "<html><body><p>Watch our video of the ferry.</p></body></html>"))
    assert isinstance(found, NoArticle)
    assert "the longest block has 6" in found.what
    assert "save its text" in found.do


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_markup_gives_an_article_or_an_error_value(text: str) -> None:
    (found,) = read(capture("a.html", f"<html><body>{text}".encode(errors="ignore")))
    assert isinstance(found, Article | InputError)


# ---------------------------------------------------------------- the development gold


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="needs the shared development texts")
def test_the_seeds_keep_their_body_and_lose_their_furniture() -> None:
    gold = json.loads((SHARED / "gold" / "consulate" / "gold.json").read_text(encoding="utf-8"))
    found = [article(p.name, p.read_bytes(), published="2026-01-28") for p in sorted((SHARED / "seeds").glob("*.txt"))]
    cut = [a.text[f.start : f.end] for a in found for f in a.furniture]
    assert all(any(passage in words for words in cut) for passage in gold["not_body"])
    assert not any(passage in words for words in cut for passage in gold["body"])
    for wanted in gold["article"]:
        values = [str(getattr(a, wanted["field"])) for a in found]
        assert any(wanted["is"] in v for v in values), wanted


@pytest.mark.skipif(not (SHARED / "gold").exists(), reason="needs the shared development texts")
def test_the_days_of_the_gold_stories_are_read_from_text_title_and_address() -> None:
    files = sorted((SHARED / "gold").glob("*/articles.jsonl"))
    found = [a for f in files for a in read(capture(f.name, f.read_bytes())) if isinstance(a, Article)]
    assert len(found) == 20
    assert sum(a.published is not None for a in found) >= 18
