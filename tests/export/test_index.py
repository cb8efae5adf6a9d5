from lxml import html as lxml_html

from tellings.export import html


def test_stories_stand_by_size_and_those_of_one_article_apart(case, crowd):
    entries = [(crowd(1, 3), "one/case.html"), (crowd(3, 20), "three/case.html"), (case, "nine/case.html")]
    tree = lxml_html.document_fromstring(html.index(entries))
    assert tree.xpath("//article//h3/a/@href") == ["nine/case.html", "three/case.html"]
    assert tree.xpath("//ul[contains(@class, 'lone')]//a/@href") == ["one/case.html"]


def test_a_headline_in_the_index_carries_its_outlet_and_chain(case):
    tree = lxml_html.document_fromstring(html.index([(case, "x/case.html")]))
    words = tree.xpath("string(//h3)")
    assert "Nordvale Evening Standard-Observer" in words
    assert "← a person close to the ministry" in words
    assert "alleged" in words


def test_the_index_gives_counts_and_dates(case):
    tree = lxml_html.document_fromstring(html.index([(case, "x/case.html")]))
    assert tree.xpath("string(//p[@class='counts'])") == (
        "9 articles · 4 Mar 2026 to 6 Mar 2026 · 13 claims, 4 told by several · 3 in conflict · 1 open"
    )


def test_an_index_over_nothing_is_a_page():
    assert "None." in html.index([])
