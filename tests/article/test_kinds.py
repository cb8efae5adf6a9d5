"""Kinds of files with many articles: feeds, sitemaps, records, spreadsheets, live blogs. All words are invented."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.article import names
from tellings.article.fragment import blocks
from tellings.article.reader import read
from tellings.errors import Aside, EmptyInput, InputError, Malformed, NoArticle
from tellings.model import Article, Capture, Part
from tellings.story.credits import credits_of

LATE = "The ferry is late, the harbour office said."
LONG = "The night ferry from Harbourton ran aground and nobody was hurt in it. " * 12


def found(path: str, data: str | bytes, columns: dict[str, str] | None = None) -> list[Article | InputError]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read(Capture(path=path, data=raw, sha256="0" * 64), columns=columns))


def one(path: str, data: str | bytes, columns: dict[str, str] | None = None) -> Article:
    (article,) = found(path, data, columns)
    assert isinstance(article, Article), article
    return article


def error(path: str, data: str | bytes, columns: dict[str, str] | None = None) -> InputError:
    (problem,) = found(path, data, columns)
    assert isinstance(problem, InputError)
    return problem


# ---------------------------------------------------------------- records


@pytest.mark.parametrize("row", names.NAMES, ids=lambda r: f"{r.name}-{r.field}")
def test_each_name_is_read_as_its_field(row: names.Name) -> None:
    record = json.loads(row.seen)
    if row.field in ("text", "markup", "body"):
        body = names.body(record)
        assert body
        assert "The ferry is late." in body.words
        assert body.markup == (row.field == "markup")
    else:
        assert names.values(record, row.field)
        assert names.values(record, row.field) == names.values({row.name: record[row.name]}, row.field)


def test_a_schema_org_article_is_read_out_of_its_graph_and_the_rest_told() -> None:
    article = {
        "@type": "NewsArticle",
        "headline": "Ferry late",
        "articleBody": LATE,
        "author": [{"@type": "Person", "name": "Ann Reyes"}, {"@type": "Person", "name": "Bo Lind"}],
        "publisher": {"@type": "Organization", "name": "Quay Weekly"},
        "datePublished": "2031-05-03T10:00:00Z",
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://quay.example/1"},
    }
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Quay"}, article]}
    read_, aside = found("a.json", json.dumps(graph))
    assert isinstance(read_, Article)
    assert (read_.text, read_.title, read_.outlet, read_.url) == (
        LATE,
        "Ferry late",
        "Quay Weekly",
        "https://quay.example/1",
    )
    assert read_.byline == ("Ann Reyes", "Bo Lind")
    assert isinstance(aside, Aside)
    assert "1 WebSite" in aside.what


def test_a_ninjs_item_is_read_from_its_html_body() -> None:
    item = {
        "uri": "tag:wire.example,2031:1",
        "headlines": [{"value": "Ferry late"}],
        "bodies": [
            {"contenttype": "text/plain", "value": "x"},
            {"contenttype": "text/html", "value": f"<p>{LATE}</p>"},
        ],
        "firstcreated": "2031-05-03T10:00:00Z",
        "versioncreated": "2031-05-03T11:00:00Z",
        "infosources": [{"name": "Northern Wire"}],
    }
    article = one("a.json", json.dumps(item))
    assert article.text == f"Ferry late\n\n{LATE}"
    assert (article.published, article.modified) == ("2031-05-03T10:00:00Z", "2031-05-03T11:00:00Z")
    assert (article.outlet, article.url) == ("Northern Wire", None)


def test_a_text_is_kept_to_the_letter_even_where_it_holds_tags() -> None:
    assert one("a.json", json.dumps({"text": "a <b>c</b>  d "})).text == "a <b>c</b>  d "


def test_a_text_that_says_it_is_cut_short_is_no_article() -> None:
    record = {"title": "Ferry", "content": f"{LATE} The offi… [+2345 chars]", "url": "https://quay.example/1"}
    problem = error("a.json", json.dumps(record))
    assert isinstance(problem, NoArticle)
    assert "tellings fetch https://quay.example/1" in problem.do


# ---------------------------------------------------------------- feeds


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Quay Weekly - Harbour</title><link>https://quayweekly.example/</link>
<language>en-GB</language>%s</channel></rss>"""
FULL = f"""<item><title>Ferry &amp;amp; tug</title><link>https://quayweekly.example/1</link>
<pubDate>Sat, 03 May 2031 09:28:00 -0400</pubDate><dc:creator>Ann Reyes</dc:creator>
<description>Late.</description>
<content:encoded><![CDATA[<p>{LATE}</p><blockquote>We waited.</blockquote>
<script>x</script>]]></content:encoded></item>"""


def test_an_item_with_content_is_an_article() -> None:
    article = one("a.rss", RSS % FULL)
    assert article.text == f"Ferry & tug\n\n{LATE}\n\nWe waited."
    assert [b.kind for b in article.blocks] == ["title", "paragraph", "quote"]
    assert (article.outlet, article.byline, article.language) == ("Quay Weekly", ("Ann Reyes",), "en")
    assert (article.published, article.url) == ("2031-05-03T09:28:00-04:00", "https://quayweekly.example/1")
    assert article.capture
    assert article.capture.line == 1


@pytest.mark.parametrize(
    "item",
    [
        "<item><link>https://quay.example/2</link><description>Late again.</description></item>",
        f"<item><link>https://quay.example/2</link><description>{LONG} Continue reading…</description></item>",
    ],
)
def test_an_item_with_only_a_summary_says_so_and_how_to_fetch_it(item: str) -> None:
    problem = error("a.rss", RSS % item)
    assert isinstance(problem, NoArticle)
    assert "only a summary" in problem.what
    assert "tellings fetch https://quay.example/2" in problem.do
    assert problem.where == "a.rss:1"


def test_a_feeds_own_closing_line_makes_no_copy_of_its_items() -> None:
    closing = "<p>The post Ferry late appeared first on Quay Weekly.</p>"
    feed = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        "<title>Quay Weekly</title><item><title>Ferry late</title>"
        f"<content:encoded><![CDATA[<p>{LONG}</p>{closing}]]></content:encoded></item></channel></rss>"
    )
    article = one("a.rss", feed)
    assert article.outlet == "Quay Weekly"
    assert article.republished_from is None
    assert [f.why for f in article.furniture] == ["republication"]
    assert credits_of(article) == []


def test_a_long_text_that_ends_in_three_dots_is_whole() -> None:
    content = f"<content:encoded><![CDATA[<p>{LONG * 2}And then…</p>]]></content:encoded>"
    assert one("a.rss", RSS % f"<item>{content}</item>").text.endswith("And then…")


def test_a_feed_that_breaks_off_is_read_as_far_and_told() -> None:
    broken = found("a.rss", (RSS % FULL).split("</channel>")[0])
    assert isinstance(broken[-1], Malformed)
    assert "not well-formed" in broken[-1].what


def test_entities_that_html_names_are_read_in_a_feed() -> None:
    text = one(
        "a.rss",
        RSS % f"<item><title>Ferry&nbsp;&mdash;&nbsp;late &unknown;</title><description>{LONG}</description></item>",
    )
    assert text.title is not None
    assert text.title.startswith("Ferry — late")


def test_a_description_as_long_as_an_article_is_one() -> None:
    assert LONG.strip() in one("a.rss", RSS % f"<item><title>T</title><description>{LONG}</description></item>").text


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="html">&lt;p&gt;{LATE}&lt;/p&gt;</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LATE}</p></div></content>',
    ],
)
def test_an_atom_entry_is_an_article(content: str) -> None:
    entry = f"""<entry><title>Ferry late</title><link rel="alternate" href="https://quay.example/1"/>
    <published>2031-05-03T10:00:00Z</published><updated>2031-05-04T10:00:00Z</updated>
    <author><name>Ann Reyes</name></author>{content}</entry>"""
    article = one("a.atom", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title>{entry}</feed>')
    assert article.text == f"Ferry late\n\n{LATE}"
    assert (article.published, article.modified) == ("2031-05-03T10:00:00Z", "2031-05-04T10:00:00Z")
    assert (article.byline, article.url, article.outlet) == (("Ann Reyes",), "https://quay.example/1", "Quay")


def test_a_json_feed_is_read_item_by_item() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Quay Weekly",
        "items": [
            {"id": "1", "url": "https://quay.example/1", "title": "Ferry late", "content_html": f"<p>{LATE}</p>"},
            {"id": "2", "summary": "Late again."},
        ],
    }
    article, problem = found("a.json", json.dumps(feed))
    assert isinstance(article, Article)
    assert (article.text, article.outlet) == (f"Ferry late\n\n{LATE}", "Quay Weekly")
    assert isinstance(problem, NoArticle)


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (RSS % "", EmptyInput, "without items"),
        ("<urlset><url><loc>https://quay.example/1</loc></url></urlset>", NoArticle, "a sitemap"),
        (
            "<sitemapindex><sitemap><loc>https://quay.example/a.xml</loc></sitemap></sitemapindex>",
            NoArticle,
            "sitemaps (1)",
        ),
        ("<nitf/>", Malformed, "<nitf>"),
        ("no xml", Malformed, "not XML"),
        (b"\xff\xfe\x00", Malformed, "not XML"),
    ],
)
def test_xml_without_articles_says_what_it_is(data: str | bytes, kind: type[InputError], words: str) -> None:
    problem = error("a.xml", data)
    assert type(problem) is kind
    assert words in problem.what


def test_entities_of_a_document_are_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    item = f"<item><title>T&a;&b;</title><description>{LONG}</description></item>"
    data = (RSS % item).replace('<?xml version="1.0"?>', '<?xml version="1.0"?>' + bomb)
    text = one("a.rss", data).text
    assert "aaaa" not in text
    assert "root:" not in text


# ---------------------------------------------------------------- spreadsheets


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.csv", f'Headline,Publication Date,Full_Text\nFerry late,2031-05-03,"{LATE}"\n'),
        ("a.csv", f'\ufeffHeadline;Publication Date;Full_Text\r\nFerry late;2031-05-03;"{LATE}"\r\n'),
        ("a.tsv", f"headline\tpublication_date\tfulltext\nFerry late\t2031-05-03\t{LATE}\n"),
    ],
)
def test_columns_are_known_by_their_heads(path: str, data: str) -> None:
    article = one(path, data)
    assert (article.text, article.title, article.published) == (LATE, "Ferry late", "2031-05-03")
    assert article.capture
    assert article.capture.line == 2


def test_columns_can_be_told() -> None:
    data = f'Kopf,Inhalt,text\nFähre,"{LATE}",other\n'.encode("cp1252")
    article = one("a.csv", data, {"text": "Inhalt", "title": "kopf"})
    assert (article.text, article.title) == (LATE, "Fähre")
    assert article.capture
    assert article.capture.encoding == "cp1252"


@pytest.mark.parametrize(
    ("data", "columns", "kind"),
    [
        ("Kopf,Inhalt\na,b\n", None, Malformed),
        ("text\nb\n", {"title": "Kopf"}, Malformed),
        ("text\n", None, EmptyInput),
        ("text,title\n,Ferry\n", None, EmptyInput),
    ],
)
def test_a_spreadsheet_without_text_says_what_it_has(
    data: str, columns: dict[str, str] | None, kind: type[InputError]
) -> None:
    problem = error("a.csv", data, columns)
    assert type(problem) is kind
    assert problem.do


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_spreadsheet_feed_or_record_raises(text: str) -> None:
    data = text.encode("utf-8", "replace")
    for path in ("a.csv", "a.tsv", "a.xml", "a.json", "a.jsonl"):
        assert all(isinstance(f, Article | InputError) for f in found(path, b"text,title\n" + data))
        assert all(isinstance(f, Article | InputError) for f in found(path, data))


# ---------------------------------------------------------------- live blogs


def blog(*posts: object) -> str:
    data = {"@type": "LiveBlogPosting", "publisher": {"name": "Quay Weekly"}, "liveBlogUpdate": posts}
    return f'<html><script type="application/ld+json">{json.dumps({"@graph": [data]})}</script><p>{LONG}</p></html>'


def test_each_post_of_a_live_blog_is_an_article_with_its_own_time() -> None:
    first = {"headline": "Tugs arrive", "articleBody": LATE, "datePublished": "2031-05-03T10:05:00Z"}
    second = {
        "articleBody": "<p>Afloat.</p>",
        "datePublished": "2031-05-03T11:00:00Z",
        "url": "https://quay.example/1#2",
    }
    one_, two = found("a.html", blog(first, second))
    assert isinstance(one_, Article)
    assert (one_.text, one_.published, one_.outlet) == (f"Tugs arrive\n\n{LATE}", "2031-05-03T10:05:00Z", "Quay Weekly")
    assert isinstance(two, Article)
    assert (two.text, two.url) == ("Afloat.", "https://quay.example/1#2")


def test_a_line_end_within_a_string_hides_no_live_blog() -> None:
    page = blog({"headline": "Tugs arrive", "articleBody": LATE}).replace("Tugs arrive", "Tugs\narrive")
    assert one("a.html", page).support == "text-only"


def test_posts_without_words_are_counted() -> None:
    article, problem = found("a.html", blog({"articleBody": LATE}, {"headline": "x"}, {"headline": "y"}))
    assert isinstance(article, Article)
    assert isinstance(problem, NoArticle)
    assert "2 of 3" in problem.what


def test_a_live_blog_without_words_in_its_data_is_no_article() -> None:
    assert isinstance(error("a.html", blog({"headline": "x"})), NoArticle)
    assert isinstance(error("a.html", blog()), NoArticle)


def test_a_page_that_only_names_live_blogs_is_read_as_a_page() -> None:
    page = f"<html><body><h1>Ferry</h1><p>{LONG}</p><p>LiveBlogPosting is a type.</p></body></html>"
    assert one("a.html", page).support == "full"


# ---------------------------------------------------------------- captures of parts


def test_the_charset_of_the_header_comes_before_that_of_the_page() -> None:
    data = f'<html><meta charset="utf-8"><body><h1>x</h1><p>F\xe4hre. {LONG}</p></body></html>'.encode("cp1252")
    capture = Capture(
        path="a.warc.gz", data=data, sha256="0" * 64, kind=".html", charset="windows-1252", teller="warc",
        part=Part(record=7, offset=9), told={"url": "https://quay.example/1", "captured_at": "2031-05-03T10:00:00Z"},
    )  # fmt: skip
    (article,) = read(capture)
    assert isinstance(article, Article)
    assert "Fähre" in article.text
    assert (article.url, article.captured_at) == ("https://quay.example/1", "2031-05-03T10:00:00Z")
    assert article.capture
    assert article.capture.part == Part(record=7, offset=9)


def test_a_page_of_an_archive_without_article_is_named_by_its_record_and_address() -> None:
    capture = Capture(
        path="a.warc.gz", data=b"<p>x</p>", sha256="0" * 64, kind=".html", teller="warc", url="https://quay.example/1",
        part=Part(record=7, offset=9),
    )  # fmt: skip
    (problem,) = read(capture)
    assert isinstance(problem, NoArticle)
    assert problem.where == "a.warc.gz:7 (https://quay.example/1)"


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<br>", "words", " ", "<li>", "</div>", "<td>", "&amp;", "<script>", "\n"])
    )
)
@settings(max_examples=100, deadline=None)
def test_any_fragment_gives_blocks_of_single_spaced_words(parts: list[str]) -> None:
    for words, _ in blocks("".join(parts)):
        assert words == " ".join(words.split())
        assert words
