"""What a page declares of itself: JSON-LD, meta, ``time``, bylines; as candidates, nothing guessed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

import msgspec
from lxml.etree import _Element

from tellings.article import byline as names
from tellings.article import visible
from tellings.article.dates import date_of_metadata
from tellings.article.linked import LinkedData
from tellings.article.metadata import candidate, host
from tellings.article.ranking import is_of_outlet, is_outlet_itself
from tellings.article.visible import stamp
from tellings.language.words import tokens
from tellings.model import Candidate

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
ORIGINALS = ("syndication-source", "original-source")
SPACE = re.compile(r"\s+")
ADDRESS = re.compile(r"https?://|www\.|\.com\b|@")
# Letters of the shortest part of a site's name that stands for it.
SHORTEST_PART = 3
# Words of a label that stands in the headline's element.
LONGEST_LABEL = 3
SITE = re.compile(r"(?P<title>.*\S)\s*(?: [-–—|:•»·] |\|)\s*(?P<last>\S.*)", re.S)
SITE_FIRST = re.compile(r"(?P<first>[^|:•»·–—-]{2,60}?)\s*(?: [-–—|•»·] |\|| ?: )\s*(?P<title>\S.*)", re.S)
ITEMS = {"datepublished": "published", "datemodified": "modified", "headline": "title"}
IN_SCRIPT = re.compile(
    r"[\"'\\](?:datePublished|publishedAt|published_at|publishDate|publish_date|firstPublished(?:At)?|publicationDate"
    r"|date_published|publishedDate|pubDate|published_time)[\"'\\]{1,3}\s*:\s*[\"'\\]{0,3}(?P<value>[\dT:.+Z -]{10,35})"
)


def of_page(tree: _Element) -> list[Candidate]:
    """All candidates that a page declares: the headline it shows, JSON-LD, meta, microdata, and visible lines."""
    linked = LinkedData(tree)
    declared = [*(c for record in linked.articles() for c in _of_record(record, linked)), *_of_meta(tree)]
    outlet = next((c.value for c in declared if c.field == "outlet"), None)
    addresses = [c.value for c in (*declared, *_address(tree)) if c.field == "url"]
    # "The Quay Weekly | Harbour news": the name comes first.
    sites = [outlet or "", (outlet or "").split(" | ")[0], *(host(a) or "" for a in addresses)]
    titled = [c for c in declared if c.field == "title"] + candidate("title", _head_title(tree), "page")
    titles = [Candidate(field="title", value=without_site(c.value, sites), from_=c.from_) for c in titled]
    heading = visible.headline(tree, [t.value for t in titles])
    shown = _shown(visible.words_of(heading), titles, sites) if heading is not None else []
    rest = [c for c in declared if c.field != "title"]
    zone = visible.near(tree, heading)
    found = [
        *shown,
        *titles,
        *_fuller(rest, [*_meta_bylines(tree), *visible.bylines(zone)]),
        *rest,
        *_of_times(tree),
        *_of_microdata(tree),
        *visible.seen(zone, headed=heading is not None),
        *_address(tree),
    ]
    scripts = [] if any(c.field == "published" for c in found) else _of_scripts(tree)
    return list(dict.fromkeys(_judged(c, sites) for c in (*found, *scripts, *_language(tree))))


def _fuller(declared: Sequence[Candidate], lines: Sequence[Sequence[str]]) -> list[Candidate]:
    """The names of a shown byline that has all that JSON-LD names and more: metadata often names one author of two."""
    told = {tuple(tokens(c.value)) for c in declared if c.field == "byline" and c.from_ == "json-ld"}
    fuller = next((line for line in lines if told and told < {tuple(tokens(name)) for name in line}), ())
    return [c for name in fuller for c in candidate("byline", name, "shown")]


def _judged(found: Candidate, sites: Sequence[str]) -> Candidate:
    """A candidate, or why it cannot be who wrote the text: an account's handle, the site itself."""
    if found.field != "byline":
        return found
    name = found.value
    if any(c.isdigit() for c in name) or (" " not in name and not any(c.isupper() for c in name) and name.isascii()):
        return msgspec.structs.replace(found, why="no-name")
    if is_outlet_itself(name, sites):
        return msgspec.structs.replace(found, why="outlet-itself")
    return msgspec.structs.replace(found, why="organisation") if is_of_outlet(name, sites) else found


def _shown(words: str, titles: Sequence[Candidate], sites: Sequence[str]) -> list[Candidate]:
    """The headline as shown, without a label of its element that no other title has ("News Ferry aground")."""
    bare = without_site(words, sites)
    others = {tuple(tokens(t.value)): t.value for t in titles}
    shown = tokens(bare)
    for label in range(1, LONGEST_LABEL + 1):
        if len(shown) > label + 3 and tuple(shown[label:]) in others:
            return candidate("title", others[tuple(shown[label:])], "shown")
    return candidate("title", bare, "shown")


def _head_title(tree: _Element) -> str:
    found = tree.find(".//title")
    return visible.words_of(found) if found is not None else ""


def without_site(title: str, sites: Sequence[str]) -> str:
    """A title without the site's name after (or before) a stroke: "Ferry aground - Quay Weekly"."""
    names_ = [letters for s in sites if (letters := _letters(s))]
    while (parts := SITE.match(title)) and _is_site(parts["last"], names_):
        title = parts["title"].strip()
    while (parts := SITE_FIRST.match(title)) and _letters(parts["first"]) in names_:
        title = parts["title"].strip()
    return title


def _is_site(words: str, names_: Sequence[str]) -> bool:
    letters = _letters(words)
    # A letter or two stand in any word: such a name must be the whole.
    return any(
        letters == name or (min(len(letters), len(name)) >= SHORTEST_PART and (letters in name or name in letters))
        for name in names_
    )


def _letters(words: str) -> str:
    return "".join(tokens(words.removesuffix(".com"))).replace("the", "", 1) if words else ""


def _of_record(record: Mapping[str, object], linked: LinkedData) -> list[Candidate]:
    publisher = linked.name(record.get("publisher"))
    return [
        *candidate("title", linked.name(record.get("headline") or record.get("name")), "json-ld"),
        *_date("published", record.get("datePublished") or record.get("dateCreated"), "json-ld"),
        *_date("modified", record.get("dateModified"), "json-ld"),
        *candidate("outlet", publisher, "json-ld"),
        *(
            c
            for who in linked.listed(record.get("author") or record.get("creator"))
            for c in _author(who, linked, publisher)
        ),
    ]


def _author(who: object, linked: LinkedData, publisher: str | None) -> list[Candidate]:
    """The byline of one author: an organisation's name is kept whole, a person's may hold several and their roles."""
    name = linked.name(who)
    if not name or ADDRESS.search(name):
        return []
    if linked.is_organisation(who) or is_outlet_itself(name, [publisher or ""]):
        return candidate("byline", name, "json-ld") + [c for c in names.signed(name, "json-ld") if c.field == "agency"]
    return _names_of(name, "json-ld")


def _names_of(value: str, source: str) -> list[Candidate]:
    if ADDRESS.search(value):
        return []
    return names.signed(value, source) if names.persons(value) else candidate("byline", value, source)


def _date(field: str, value: object, source: str) -> list[Candidate]:
    return candidate(field, date_of_metadata(value), source) if isinstance(value, str) else []


def _of_meta(tree: _Element) -> Iterator[Candidate]:
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        field, value = META.get(name), element.get("content") or ""
        if field in ("published", "modified"):
            yield from _date(field, value, "meta")
        elif field == "byline":
            yield from _names_of(SPACE.sub(" ", unescape(value)).strip(), "meta")
        elif field:
            yield from candidate(field, SPACE.sub(" ", unescape(value)), "meta")


def _meta_bylines(tree: _Element) -> list[tuple[str, ...]]:
    """The names of each ``meta`` that has several in one value."""
    named = (e for e in tree.iter("meta") if META.get((e.get("property") or e.get("name") or "").lower()) == "byline")
    lines = (names.persons(SPACE.sub(" ", unescape(e.get("content") or ""))) for e in named)
    return [line for line in lines if len(line) > 1]


def _of_times(tree: _Element) -> Iterator[Candidate]:
    """The first ``time`` that is marked as the publication, or the only one of the page."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    for time in times:
        words = f"{time.get('class', '')} {time.get('itemprop', '')} {' '.join(time.attrib)}".lower()
        if "modif" in words or "updat" in words:
            yield from _date("modified", time.get("datetime"), "time")
        elif "publi" in words or "pubdate" in words or "created" in words or len(times) == 1:
            yield from _date("published", time.get("datetime"), "time")


def _of_microdata(tree: _Element) -> Iterator[Candidate]:
    """Dates and the headline by ``itemprop``, of the page's first item that has them; ``time`` is read elsewhere."""
    waiting = dict(ITEMS)
    for element in tree.xpath("//*[@itemprop][not(self::meta or self::time)]"):
        prop = element.get("itemprop", "").lower()
        value = element.get("content") or element.get("datetime") or ""
        field = waiting.get(prop)
        found = candidate(field, value if field == "title" else stamp(value), "microdata") if field else []
        if found:
            yield from found
            del waiting[prop]


def _of_scripts(tree: _Element) -> list[Candidate]:
    """A day of publication in the state that a page keeps for its scripts, where all that stands there is one day."""
    stated = {
        value
        for script in tree.iter("script")
        for match in IN_SCRIPT.finditer(script.text or "")
        if (value := stamp(match["value"]))
    }
    if len({value[:10] for value in stated}) != 1:
        return []
    return candidate("published", min(stated), "script")


def _language(tree: _Element) -> list[Candidate]:
    declared = next((e.get("lang") for e in (tree, *tree.iter("html", "body")) if e.get("lang")), None)
    return candidate("language", declared.split("-")[0].split("_")[0].lower(), "meta") if declared else []


def _address(tree: _Element) -> list[Candidate]:
    """The page's canonical address, then what else names its original: syndication metas, its own ``hreflang``."""
    links = [(e, (e.get("rel") or "").lower().split()) for e in tree.iter("link") if _web(e.get("href"))]
    canonical = [e.get("href") for e, rel in links if "canonical" in rel]
    sources = [e.get("content") for e in tree.iter("meta") if (e.get("name") or "").lower() in ORIGINALS]
    own = {"x-default", *(c.value for c in _language(tree))}
    same = [e.get("href") for e, rel in links if "alternate" in rel and (e.get("hreflang") or "").lower() in own]
    return [c for one in (*canonical, *filter(_web, sources), *same) for c in candidate("url", one, "canonical")]


def _web(address: str | None) -> bool:
    return (address or "").startswith(("http://", "https://"))
