"""What a page of a crawl states of itself: title, day, outlet, address; the article's node of JSON-LD and meta only."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import unescape
from typing import NamedTuple

from tellings.article.crawl.features import Hints
from tellings.article.crawl.markup import Stated
from tellings.article.crawl.walk import Block
from tellings.article.dates import date_of_address, date_of_metadata, dates_of_line, is_date_line
from tellings.article.declared import NAMED, without_site
from tellings.article.linked import decoded
from tellings.article.metadata import candidate, host
from tellings.language.words import tokens
from tellings.model import Candidate

TYPES = re.compile(r"(?:article|posting|report|review|story)$", re.I)
TITLES, OUTLETS = NAMED["title"].split(), NAMED["outlet"].split()
DESCRIPTIONS = ("og:description", "description", "twitter:description")
ADDRESSES = ("og:url",)
DAYS = [*NAMED["published"].split(), "dcterms.date", "article:published"]
META = frozenset((*TITLES, *OUTLETS, *DESCRIPTIONS, *ADDRESSES, *DAYS))
# JSON-LD that does not parse is common; its day and headline can still be read.
LOOSE = {
    "datePublished": re.compile(r"\"datePublished\"\s*:\s*\"([^\"\\]{8,40})\""),
    "headline": re.compile(r"\"headline\"\s*:\s*\"((?:[^\"\\]|\\.){3,300})\""),
}
DEEPEST = 4
ALIKE = 0.4
FIRST_YEAR = "1990"
# Blocks around the headline among which a line that is a date is looked for.
NEAR = 12
LONGEST_LINE = 80
LONGEST_TITLE = 500


class Told(NamedTuple):
    """Best candidates first, of the fields title, published, outlet and url; and what the body can be compared with."""

    candidates: tuple[Candidate, ...]
    hints: Hints


def told(stated: Stated, url: str | None) -> Told:
    """Candidates of a page that lies at ``url``, without days before 1990."""
    records = [r for source in stated.linked for r in _records(source)]
    meta: dict[str, str] = {}
    for name, content in stated.meta:
        if name in META and name not in meta and (words := _clean(content)):
            meta[name] = words
    address = url or meta.get("og:url") or stated.canonical
    outlets = [
        *(c for name in OUTLETS for c in candidate("outlet", meta.get(name), "meta")),
        *(c for r in records for c in candidate("outlet", _name(r.get("publisher")), "json-ld")),
        *candidate("outlet", host(address) if address else None, "host"),
    ]
    addresses = [a for a in (url, meta.get("og:url"), stated.canonical) if a]
    titles = _titles(stated, records, meta, [*(o.value for o in outlets), *(host(a) or "" for a in addresses)])
    days = [c for c in _days(stated, records, meta, address) if c.value >= FIRST_YEAR]
    hints = Hints(
        title=titles[0].value if titles else "",
        description=next((meta[name] for name in DESCRIPTIONS if name in meta), ""),
        body=max((b for r in records if isinstance(b := r.get("articleBody"), str)), key=len, default=""),
    )
    return Told((*titles, *days, *outlets, *candidate("url", address, "meta")), hints)


def day_by_headline(blocks: Sequence[Block], title: str) -> list[Candidate]:
    """A date line close to the headline, for pages that state no day otherwise."""
    wanted = tokens(title)
    place = next((n for n, b in enumerate(blocks) if len(b.text) < 2 * len(title) + 20 and tokens(b.text) == wanted), 0)
    for block in blocks[max(place - NEAR, 0) : place + NEAR]:
        line = block.text
        if len(line) <= LONGEST_LINE and any(c.isdigit() for c in line) and is_date_line(line):
            found = [d for d in dates_of_line(line) if not d.other and d.role == "published" and d.edtf >= FIRST_YEAR]
            if found:
                return candidate("published", found[0].edtf, "page")
    return []


def local_first(days: Sequence[Candidate]) -> list[Candidate]:
    """Where the best day is one of UTC, the first that tells the day before or after it as it was at the outlet."""
    if not days or not days[0].value.endswith("Z"):
        return list(days)
    utc = date.fromisoformat(days[0].value[:10])
    local = (c for c in days if not c.value.endswith("Z") and abs((_date(c) - utc).days) <= 1)
    best = next(local, days[0])
    return [best, *(c for c in days if c is not best)]


def _date(day: Candidate) -> date:
    return date.fromisoformat(day.value[:10])


def _titles(
    stated: Stated, records: Sequence[Mapping[str, object]], meta: Mapping[str, str], sites: Sequence[str]
) -> list[Candidate]:
    """Titles without the site's name: the headline shown first, where it is like one that is stated."""
    declared = [
        *(c for r in records for c in candidate("title", _name(r.get("headline")), "json-ld")),
        *(c for name in TITLES for c in candidate("title", meta.get(name), "meta")),
        *candidate("title", stated.title, "page"),
    ]
    declared = [c for c in declared if len(c.value) <= LONGEST_TITLE]
    bare = [Candidate(field="title", value=without_site(c.value, sites), from_=c.from_) for c in declared]
    shown = _headline(stated.headlines, [c.value for c in bare])
    found = [*candidate("title", shown and without_site(shown, sites), "shown"), *bare]
    # A headline cut short ("…") stands behind a whole one.
    return list(dict.fromkeys(sorted(found, key=lambda c: c.value.endswith(("…", "...")))))


def _headline(headlines: Sequence[str], titles: Sequence[str]) -> str | None:
    """The ``h1`` that shares most words with the titles; the only one, where none is stated."""
    wanted = [set(tokens(t)) for t in titles]
    best, most = None, 0.0
    for headline in (h for h in headlines if len(h) <= LONGEST_TITLE):
        words = set(tokens(headline))
        if len(words) < 2 and not any(c > "\u2e80" for c in headline):
            continue
        alike = max((round(len(words & w) / max(1, min(len(words), len(w))), 4) for w in wanted), default=ALIKE)
        if alike >= ALIKE and alike > most:
            best, most = headline, alike
    return best


def _days(
    stated: Stated, records: Sequence[Mapping[str, object]], meta: Mapping[str, str], address: str
) -> Iterator[Candidate]:
    for record in records:
        given = record.get("datePublished") or record.get("dateCreated")
        yield from candidate("published", date_of_metadata(given) if isinstance(given, str) else None, "json-ld")
    for name in DAYS:
        if name in meta:
            yield from candidate("published", date_of_metadata(meta[name]), "meta")
    for named, value in stated.times:
        if "modif" in named or "updat" in named:
            continue
        if "publi" in named or "pubdate" in named or "created" in named or len(stated.times) == 1:
            yield from candidate("published", date_of_metadata(value), "time")
    found = date_of_address(address) if address else None
    if found and len(found) > len("2031-05"):
        yield from candidate("published", found, "url")


def _records(source: str) -> Iterator[Mapping[str, object]]:
    """Article nodes of a JSON-LD source."""
    found = decoded(source)
    yield from _articles(found, 0)
    if found is None:
        loose = {name: match.group(1) for name, pattern in LOOSE.items() if (match := pattern.search(source))}
        if loose:
            yield loose


def _articles(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        if any(TYPES.search(str(t)) for t in (types if isinstance(types, list) else [types])):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in value:
                yield from _articles(value[key], depth + 1)


def _name(value: object) -> str | None:
    """The name of what stands there: a string, an object with a name, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _clean(value) if isinstance(value, str) else None


def _clean(words: str) -> str:
    return " ".join((unescape(words) if "&" in words else words).split())
