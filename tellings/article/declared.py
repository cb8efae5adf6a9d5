"""What a page declares of itself: JSON-LD, meta, ``time``, bylines; as candidates, nothing guessed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import islice

import msgspec
from lxml.etree import _Element

from tellings.article import byline as names
from tellings.article.dates import date_of_metadata, dates_of_line, is_date_line
from tellings.article.metadata import candidate, host
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
NAMED = {
    "title": """og:title twitter:title dc.title headline""",
    "outlet": """og:site_name application-name dc.publisher""",
    "published": """article:published_time datepublished date pubdate dc.date dc.date.issued dcterms.created publishdate
        parsely-pub-date sailthru.date publish-date og:published_time article.published
        cxenseparse:recs:publishtime publication_date""",
    "modified": """article:modified_time og:updated_time datemodified last-modified lastmod""",
    "byline": """author article:author parsely-author dc.creator sailthru.author byl""",
    "url": """og:url""",
}
META = {name: field for field, names_ in NAMED.items() for name in names_.split()}
SPACE = re.compile(r"\s+")
ADDRESS = re.compile(r"https?://|www\.|\.com\b|@")
COMMENTED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>)\s*$")
HEADLINES = 12
NEAR = 150
LONGEST_LINE = 160
MOST_PARTS = 40
SITE = re.compile(r"(?P<title>.*\S)\s*(?: [-–—|:•»·] |\|)\s*(?P<last>\S.*)", re.S)
MARKED = re.compile(r"date|time|publish|posted|byline|author|meta", re.I)
AUTHORED = re.compile(r"byline|author", re.I)


def of_page(tree: _Element) -> list[Candidate]:
    """All candidates that a page declares: the headline it shows, JSON-LD, meta, ``time``, and visible lines."""
    declared = [*(c for record in _linked(tree) for c in _of_record(record)), *_of_meta(tree)]
    outlet = next((c.value for c in declared if c.field == "outlet"), None)
    addresses = [c.value for c in (*declared, *_address(tree)) if c.field == "url"]
    sites = [outlet or "", *(host(a) or "" for a in addresses)]
    titled = [c for c in declared if c.field == "title"] + candidate("title", _head_title(tree), "page")
    titles = [Candidate(field="title", value=_without_site(c.value, sites), from_=c.from_) for c in titled]
    headline = _headline(tree, [t.value for t in titles])
    shown = candidate("title", _without_site(_words(headline), sites), "shown") if headline is not None else []
    # A headline cut short ("…") stands behind a whole one.
    whole = sorted([*shown, *titles], key=lambda c: c.value.endswith(("…", "...")))
    rest = [c for c in declared if c.field != "title" and not (c.field == "byline" and not _personal(c.value, sites))]
    seen = _visible(tree, headline)
    return list(dict.fromkeys([*whole, *rest, *_of_times(tree), *seen, *_address(tree)]))


def _head_title(tree: _Element) -> str:
    found = tree.find(".//title")
    return _words(found) if found is not None else ""


def _without_site(title: str, sites: Sequence[str]) -> str:
    """A title without the site's name after (or before) a stroke: "Ferry aground - Quay Weekly"."""
    names_ = [letters for s in sites if (letters := _letters(s))]
    while parts := SITE.match(title):
        last = _letters(parts["last"])
        if not last or not any(last in name or name in last for name in names_):
            break
        title = parts["title"].strip()
    return title


def _letters(words: str) -> str:
    return "".join(tokens(words.removesuffix(".com"))).replace("the", "", 1) if words else ""


def _personal(name: str, sites: Sequence[str]) -> bool:
    """Whether a declared author can be a person: no account's handle, not the site itself."""
    if not any(c.isupper() for c in name) or any(c.isdigit() for c in name):
        return " " in name and not any(c.isdigit() for c in name)
    return _letters(name) not in {_letters(s) for s in sites}


def _headline(tree: _Element, titles: Sequence[str]) -> _Element | None:
    """The ``h1`` that the page's titles share most words with; the only one, where none is stated."""
    shown = [h for h in list(tree.iter("h1"))[:HEADLINES] if len(_words(h).split()) > 2]
    if not shown:
        return None
    scored = [(max((_overlap(_words(h), t) for t in titles), default=0.0), -i) for i, h in enumerate(shown)]
    score, place = max(scored)
    return shown[-place] if score >= 0.4 or (len(shown) == 1 and not titles) else None


def _visible(tree: _Element, headline: _Element | None) -> list[Candidate]:
    """A date line and a byline shown near the headline, in elements marked as such."""
    found: list[Candidate] = []
    elements = tree.iter() if headline is None else _after(headline)
    for element in islice(elements, NEAR):
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        marks = " ".join(element.get(key, "") for key in ("class", "id", "rel", "itemprop"))
        if not MARKED.search(marks):
            continue
        # A wrapper of the whole page may bear such a mark too: no more is read than a line can hold.
        words = SPACE.sub(" ", " ".join(islice(element.itertext(), MOST_PARTS))).strip()
        if len(words) > LONGEST_LINE:
            continue
        if is_date_line(words):
            found += [c for d in dates_of_line(words) if not d.other for c in candidate(d.role, d.edtf, "page")]
        elif AUTHORED.search(marks):
            found += [c for n in names.byline(words) or names.persons(words) for c in candidate("byline", n, "page")]
    first = {field: next((c for c in found if c.field == field), None) for field in ("published", "modified")}
    return [*_shortest_names(c for c in found if c.field == "byline"), *(c for c in first.values() if c)]


def _shortest_names(found: Iterable[Candidate]) -> list[Candidate]:
    """Names of two words or more, without those that hold another ("Ann Reyes Quay Weekly")."""
    named = {c: f" {' '.join(tokens(c.value))} " for c in found}
    return [
        c
        for c, words in named.items()
        if len(words.split()) > 1 and not any(w in words and w != words and len(w.split()) > 1 for w in named.values())
    ]


def _after(element: _Element) -> Iterator[_Element]:
    """Elements that stand after ``element`` in the page."""
    for above in (element, *element.iterancestors()):
        for beside in above.itersiblings():
            yield from beside.iter()


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
    return SPACE.sub(" ", unescape(value)).strip() if isinstance(value, str) else None


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
            yield from candidate(field, SPACE.sub(" ", unescape(value)), "meta")


def _of_times(tree: _Element) -> Iterator[Candidate]:
    """The first ``time`` that is marked as the publication, or the only one of the page."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    for time in times:
        words = f"{time.get('class', '')} {time.get('itemprop', '')} {' '.join(time.attrib)}".lower()
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
