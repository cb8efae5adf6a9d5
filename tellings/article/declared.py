"""What a page declares of itself: JSON-LD, meta, ``time``, bylines; as candidates, nothing guessed."""

import re
from collections.abc import Iterator, Mapping

import msgspec
from lxml.etree import _Element

from tellings.article import byline as names
from tellings.article.dates import date_of_metadata
from tellings.article.metadata import candidate
from tellings.language.words import tokens
from tellings.model import Candidate

ARTICLE_TYPES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "liveblogposting",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "report",
)
META = {
    "og:title": "title", "twitter:title": "title", "dc.title": "title", "headline": "title",
    "og:site_name": "outlet", "application-name": "outlet", "dc.publisher": "outlet",
    "article:published_time": "published", "datepublished": "published", "date": "published", "pubdate": "published",
    "dc.date": "published", "dc.date.issued": "published", "dcterms.created": "published", "publishdate": "published",
    "parsely-pub-date": "published", "sailthru.date": "published", "publish-date": "published", "og:published_time": "published",
    "article.published": "published", "cxenseparse:recs:publishtime": "published", "publication_date": "published",
    "article:modified_time": "modified", "og:updated_time": "modified", "datemodified": "modified", "last-modified": "modified", "lastmod": "modified",
    "author": "byline", "article:author": "byline", "parsely-author": "byline", "dc.creator": "byline", "sailthru.author": "byline", "byl": "byline",
    "og:url": "url",
}  # fmt: skip
SPACE = re.compile(r"\s+")
ADDRESS = re.compile(r"https?://|www\.|\.com\b|@")
COMMENTED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$")
HEADLINES = 12


def of_page(tree: _Element) -> list[Candidate]:
    """All candidates that a page declares, in order of standing: shown headline, JSON-LD, meta, time."""
    linked = [c for record in _linked(tree) for c in _of_record(record)]
    meta = list(_of_meta(tree))
    titles = [c.value for c in (*linked, *meta) if c.field == "title"] + _head_title(tree)
    shown = _headline(tree, titles)
    rest = [*linked, *meta, *_of_times(tree), *_address(tree)]
    # The headline as shown stands first: og:title is often another wording, made for search engines.
    return list(dict.fromkeys([*shown, *rest, *(candidate("title", t, "page")[0] for t in _head_title(tree)[:1])]))


def _head_title(tree: _Element) -> list[str]:
    found = tree.find(".//title")
    words = _words(found) if found is not None else ""
    return [words] if words else []


def _headline(tree: _Element, titles: list[str]) -> list[Candidate]:
    """The ``h1`` that the page's titles share most words with; the only one, where none is stated."""
    shown = [words for h in list(tree.iter("h1"))[:HEADLINES] if len((words := _words(h)).split()) > 2]
    if not shown:
        return []
    scored = [(max((_overlap(words, t) for t in titles), default=0.0), -i, words) for i, words in enumerate(shown)]
    score, _, words = max(scored)
    if score >= 0.4 or (len(shown) == 1 and not titles):
        return candidate("title", words, "json-ld" if any(c == words for c in titles) else "page")
    return []


def _overlap(a: str, b: str) -> float:
    first, second = set(tokens(a)), set(tokens(b))
    return round(len(first & second) / max(1, min(len(first), len(second))), 4)


def _linked(tree: _Element) -> Iterator[Mapping[str, object]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().split(";")[0].strip() != "application/ld+json":
            continue
        source = COMMENTED.sub("", script.text or "").strip().rstrip(";")
        try:
            yield from _records(msgspec.json.decode(source.encode()), depth=0)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            # Broken JSON-LD is common; the page's other words stand.
            continue


def _records(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _records(item, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        kinds = [str(t).lower() for t in (types if isinstance(types, list) else [types])]
        if any(k in ARTICLE_TYPES for k in kinds):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _records(value.get(key), depth + 1)


def _of_record(record: Mapping[str, object]) -> list[Candidate]:
    return [
        *candidate("title", _plain(record.get("headline")), "json-ld"),
        *_date("published", record.get("datePublished") or record.get("dateCreated"), "json-ld"),
        *_date("modified", record.get("dateModified"), "json-ld"),
        *candidate("outlet", _plain(record.get("publisher")), "json-ld"),
        *(c for name in _names(record.get("author")) for c in candidate("byline", name, "json-ld")),
    ]


def _plain(value: object) -> str | None:
    """The name of what stands there: a string, an object with a name, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return SPACE.sub(" ", value).strip() if isinstance(value, str) else None


def _names(value: object) -> list[str]:
    found = [_plain(v) for v in (value if isinstance(value, list) else [value])]
    return [name for one in found if one and not ADDRESS.search(one) for name in _persons(one)]


def _persons(value: str) -> list[str]:
    return list(names.persons(value)) or [value]


def _date(field: str, value: object, source: str) -> list[Candidate]:
    return candidate(field, date_of_metadata(value), source) if isinstance(value, str) else []


def _of_meta(tree: _Element) -> Iterator[Candidate]:
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        field, value = META.get(name), element.get("content") or ""
        if field in ("published", "modified"):
            yield from _date(field, value, "meta")
        elif field == "byline":
            yield from (c for name in _names(value) for c in candidate("byline", name, "meta"))
        elif field:
            yield from candidate(field, SPACE.sub(" ", value), "meta")


def _of_times(tree: _Element) -> Iterator[Candidate]:
    """The first ``time`` that is marked as the publication, or the only one of the page."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    for time in times:
        words = f"{time.get('class') or ''} {time.get('itemprop') or ''} {'pubdate' if 'pubdate' in time.attrib else ''}".lower()
        if "modif" in words or "updat" in words:
            yield from _date("modified", time.get("datetime"), "time")
        elif "publi" in words or "pubdate" in words or "created" in words or len(times) == 1:
            yield from _date("published", time.get("datetime"), "time")


def _address(tree: _Element) -> Iterator[Candidate]:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            yield from candidate("url", link.get("href"), "meta")


def _words(element: _Element) -> str:
    return SPACE.sub(" ", "".join(element.itertext())).strip()
