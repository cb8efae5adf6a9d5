"""The page of a case file: complete in itself, safe, ordered, and never a telling without its teller."""

import itertools
import re
from html.parser import HTMLParser

import msgspec
import pytest
from lxml import html as lxml_html

from tellings.export import html
from tellings.export.labels import label
from tellings.model import Happened

VOID = {"meta", "link", "br", "input", "hr", "img", "rect", "circle", "line", "path"}
SECTIONS = (
    "several conflict later one quotes figures stemma timeline places open wording law next who sources"
).split()


class Reader(HTMLParser):
    """What a strict reader of the page notes: unclosed or crossing tags, ids, headings, attributes."""

    def __init__(self, text):
        super().__init__()
        self.stack, self.faults, self.tags = [], [], []
        self.feed(text)
        self.faults += self.stack

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), list(self.stack)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


@pytest.fixture(scope="module")
def text(case):
    return html.page(case)


@pytest.fixture(scope="module")
def read(text):
    return Reader(text)


@pytest.fixture(scope="module")
def tree(text):
    return lxml_html.document_fromstring(text)


def test_every_tag_is_closed_where_it_should_be(read):
    assert read.faults == []


def test_no_id_stands_twice(read):
    ids = [a["id"] for _, a, _ in read.tags if "id" in a]
    assert len(ids) == len(set(ids))


def test_every_link_within_the_page_leads_somewhere(read):
    ids = {a["id"] for _, a, _ in read.tags if "id" in a}
    wanted = {a["href"][1:] for t, a, _ in read.tags if t == "a" and a["href"].startswith("#")}
    assert wanted - ids == set()


def test_every_described_heading_exists(read):
    ids = {a["id"] for _, a, _ in read.tags if "id" in a}
    assert {a["aria-labelledby"] for _, a, _ in read.tags if "aria-labelledby" in a} - ids == set()


def test_nothing_is_loaded_from_anywhere(read):
    loading = {"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href", "ping"}
    assert [(t, a) for t, a, _ in read.tags if loading & set(a)] == []
    assert [(t, a) for t, a, _ in read.tags if "href" in a and t != "a"] == []


def test_style_and_script_ask_for_nothing(text):
    parts = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", text, re.S)
    assert len(parts) == 2
    assert not re.search(r"url\(|@import|https?:|fetch\(|XMLHttp|import\(", "".join(parts))


def test_the_policy_forbids_all_but_this_style_and_this_script(tree):
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_element_carries_a_handler_or_a_style(read):
    assert [(t, k) for t, a, _ in read.tags for k in a if k.startswith("on") or k == "style"] == []


def test_only_web_addresses_become_links(read):
    hrefs = [a["href"] for t, a, _ in read.tags if t == "a"]
    assert [h for h in hrefs if not re.match(r"#|https?://", h)] == []


def test_markup_in_an_article_is_shown_and_not_obeyed(text, read):
    assert "<img" not in text
    assert text.count("<script") == 1
    assert "&lt;script&gt;alert(&#34;vault&#34;)&lt;/script&gt;" in text
    assert not any(t in {"img", "iframe", "object", "form"} for t, _, _ in read.tags)


def test_characters_that_html_forbids_are_shown_as_one_mark(text):
    assert "\x1b" not in text
    assert "empty\ufffd[31m" in text


@pytest.mark.parametrize("code", SECTIONS)
def test_every_section_is_there_with_its_heading(tree, code):
    heading = tree.xpath(f"//section[@id='{code}']/h2")
    assert heading[0].text_content().startswith(label("section", code))


def test_sections_stand_in_their_order(tree):
    assert tree.xpath("//main/section/@id") == SECTIONS


def test_headings_go_down_one_step_at_a_time(tree):
    levels = [int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_landmarks_and_a_skip_link_are_there(tree):
    assert [len(tree.xpath(f"//{n}")) >= 1 for n in ("header", "nav", "main", "aside", "footer")] == [True] * 5
    assert tree.xpath("//body/*[1]/@href") == ["#main"]


def test_the_headline_and_the_title_carry_outlet_and_chain(tree, case):
    said = next(s for s in case.statements if s.id == case.title)
    outlet = next(a.outlet for a in case.articles if a.id == said.article)
    for words in (tree.xpath("string(//h1)"), tree.xpath("string(//title)")):
        assert outlet in words
        assert "a person close to the ministry" in words
        assert "alleged" in words


def test_no_telling_stands_without_its_outlet_and_what_it_is_from(tree):
    for tell in tree.xpath("//*[contains(concat(' ', @class, ' '), ' tell ')]"):
        by = tell.xpath("string(.//p[@class='by'])")
        assert tell.xpath(".//b[@class='outlet']")
        assert "←" in by or label("origin", "unstated") in by or label("chain", "outside") in by


def test_every_statement_has_its_place_in_the_texts(tree, case):
    placed = tree.xpath("//aside//span[@class='st']/@id")
    assert sorted(placed) == sorted(f"s-{s.id}" for s in case.statements)


def test_the_texts_are_whole(tree, case):
    for article in case.articles:
        shown = tree.xpath(f"//article[@id='a-{article.id}']/div")[0]
        for back in shown.xpath(".//a[@class='back']"):
            back.drop_tree()
        wanted = html.printable(article.text)
        assert "".join(shown.text_content().split()) == "".join(wanted.split())


def test_furniture_is_dimmed(tree):
    assert "Subscribe to the Lantern for more." in tree.xpath("//span[@class='cut']/text()")


def test_a_correction_is_shown_with_its_article_and_leads_to_its_place(case):
    corrected = msgspec.structs.replace(
        case.articles[0], furniture=(msgspec.structs.replace(case.articles[0].furniture[0], why="correction"),)
    )
    text = html.page(msgspec.structs.replace(case, articles=(corrected, *case.articles[1:])))
    (noted,) = lxml_html.document_fromstring(text).xpath("//article[@id='src-1']//p[@class='noted']")
    assert noted.text_content().split() == [label("furniture", "correction"), "By", "Ilse", "Quarne"]
    assert noted.xpath("a/@href")[0][1:] in {a["id"] for _, a, _ in Reader(text).tags if "id" in a}


def test_a_language_that_is_not_read_is_said_so(tree):
    said = tree.xpath("//article[starts-with(@id, 'src-')]//dd[contains(., $words)]", words=label("unread", "language"))
    assert [d.text_content().split(";")[0] for d in said] == ["ar"]


def test_words_in_dispute_are_marked(tree):
    marked = tree.xpath("//section[@id='conflict']//mark/text()")
    assert marked == ["Four", "Six", "run", "running", "denied"]


def test_an_undated_capture_is_said_to_be_unrecorded(tree):
    assert "not recorded" in tree.xpath("//article[@id='src-6']//dl//dd/text()")


def test_a_shared_file_shows_its_statements_and_says_that_texts_are_left_out(case):
    bare = tuple(msgspec.structs.replace(a, text="", blocks=()) for a in case.articles)
    text = html.page(msgspec.structs.replace(case, articles=bare, share=True))
    read = Reader(text)
    ids = {a["id"] for _, a, _ in read.tags if "id" in a}
    assert "Shared file" in text
    assert {a["href"][1:] for t, a, _ in read.tags if t == "a" and a["href"].startswith("#")} <= ids


def test_a_shared_file_does_not_say_no_source_is_stated_where_the_statement_is_left_out(case):
    bare = tuple(msgspec.structs.replace(a, text="", blocks=()) for a in case.articles)
    text = html.page(msgspec.structs.replace(case, articles=bare, share=True, statements=(), claims=()))
    assert label("chain", "shared") in text
    assert label("origin", "unstated") not in text


def test_a_case_file_of_one_article_with_nothing_in_it_has_a_page(crowd):
    empty = crowd(1, 1)
    none = msgspec.structs.replace(empty, statements=(), claims=(), happened=Happened())
    text = html.page(none)
    assert "no statement found" in text
    assert Reader(text).faults == []


def test_a_case_file_of_one_article_compares_nothing(crowd):
    text = html.page(crowd(1, 5))
    tree = lxml_html.document_fromstring(text)
    assert {"several", "later", "who"}.isdisjoint(tree.xpath("//section/@id"))
    assert tree.xpath("//section[@id='one']/details/@open") == [""]
    assert Reader(text).faults == []


def test_a_large_case_file_says_what_it_does_not_show(crowd):
    text = html.page(crowd(100, 30))
    assert "Not shown: 2,663 claims told by fewer, 88 outlets." in text


def test_the_page_is_the_same_each_time(case, text):
    assert html.page(case) == text
