"""Norms: legal instruments and provisions that a text cites, tied to a catalogue.

The catalogue is tellings/data/norms.toml. An instrument is found by its name, an alias or an acronym,
with the provision before or after it; what comes later as "the convention" is not marked.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

import msgspec

from tellings.language import tables
from tellings.mark.overlap import longest
from tellings.model import Article, Norm, Sentence, Span

AMBIGUOUS = "vienna-convention-ambiguous"
_VIENNA = ("vienna-consular", "vienna-diplomatic", "vienna-treaties")


class Instrument(msgspec.Struct, frozen=True):
    """A row of ``[[instrument]]``: an instrument, what it is called and where its record is."""

    key: str
    name: str
    seen: str
    year: int | None = None
    url: str | None = None
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()


class Form(msgspec.Struct, frozen=True):
    """A row of ``[[form]]``: a way of citing that holds its own provision ("18 U.S.C. § 1512")."""

    key: str
    pattern: str
    provision: str
    url: str
    seen: str


INSTRUMENTS = tables.load("norms.toml", "instrument", Instrument)
FORMS = tables.load("norms.toml", "form", Form)


class _Hit(NamedTuple):
    start: int
    end: int
    key: str
    provision: str | None
    url: str | None
    full: bool


def norms(article: Article, sentences: Sequence[Sentence]) -> tuple[Norm, ...]:
    """Instruments and provisions cited, in order of start.

    "Vienna Convention" alone names one of three: it is ``vienna-convention-ambiguous`` unless exactly
    one of them was given in full before in the same article.
    """
    found: list[_Hit] = []
    for stretch in _stretches(sentences):
        found.extend(longest(_hits(article.text, stretch)))
    return tuple(_norm(article.text, hit) for hit in _settled(found))


def _stretches(sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Runs of sentences in one block: a citation's full stops ("18 U.S.C. § 2") may have cut it."""
    for _, run in groupby(sentences, key=lambda s: s.block):
        together = list(run)
        yield Span(start=together[0].start, end=together[-1].end)


def _settled(hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Keep short forms only after their full name or with a provision; settle "Vienna Convention"."""
    full: list[str] = []
    for hit in hits:
        if hit.key == AMBIGUOUS:
            known = [key for key in _VIENNA if key in full]
            yield hit._replace(key=known[0], url=_BY_KEY[known[0]].url) if len(known) == 1 else hit
        elif hit.full or hit.key in full or hit.provision:
            yield hit
        if hit.full:
            full.append(hit.key)


def _hits(text: str, stretch: Span) -> Iterator[_Hit]:
    if not _HINT.search(text, stretch.start, stretch.end):
        return
    pattern, owners = _catalogue()
    for match in pattern.finditer(text, stretch.start, stretch.end):
        name = " ".join(match["name"].replace("’", "'").split())
        key, kind = owners.get(name) or owners.get(name.lower(), ("", ""))
        if not key or (kind == "full" and not match["name"][0].isupper()):
            continue
        if key == AMBIGUOUS and _OTHER_VIENNA.match(text, match.end()):
            continue
        provision = match["before"] or match["after"]
        tidy = " ".join(provision.split()) if provision else None
        yield _Hit(match.start(), match.end(), key, tidy, _BY_KEY[key].url, kind != "short")
    for row, form in _forms():
        for match in form.finditer(text, stretch.start, stretch.end):
            number = match.groupdict().get("n")
            given = row.provision.format(n=" ".join(number.split())) if number else match["before"]
            yield _Hit(match.start(), match.end(), row.key, given or None, row.url or None, True)


def _norm(text: str, hit: _Hit) -> Norm:
    return Norm(
        start=hit.start, end=hit.end, text=text[hit.start : hit.end], instrument=hit.key, provision=hit.provision,
        url=hit.url,
    )  # fmt: skip


# ---------------------------------------------------------------- patterns

_OTHER_VIENNA = re.compile(r"\s+(?:on|for)\s")
_BY_KEY = {row.key: row for row in INSTRUMENTS}
_HINT = re.compile(
    r"convention|treat(?:y|ies)|charter|covenant|protocol|statute|declaration|agreement|accord|pact|constitution"
    r"|amendment|\bact\b|code|c\.?\s?f\.?\s?r|u\.?\s?s\.?\s?c|regulation|directive|resolution|memorandum"
    r"|\b[A-Z]{3,6}\b|plan of action",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d+[A-Za-z]?|[IVXLC]+)(?:\s?\(\w{1,4}\))*"
_PROVISION = (
    r"(?:Articles?|Art\.|Arts\.|Sections?|Sec\.|§+|Chapters?|Annex(?:es)?|Rules?|Clauses?|Parts?|Title|paragraphs?)"
    rf"\s+{_NUMBER}"
    rf"(?:\s*(?:,|and|to|or|[-–])\s*{_NUMBER}){{0,6}}"
)
_BEFORE = rf"(?:(?:[Cc]ommon\s+)?(?P<before>(?i:{_PROVISION}))\s+(?:of|to|in|under)\s+(?:the\s+)?)?"
_AFTER = rf"(?:\s*[,(]\s*(?P<after>(?i:{_PROVISION}))(?:\s*\))?)?"


def _words(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]").replace(r"\-", "[-‑–]")


@cache
def _catalogue() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """One pattern over all names, longest first, and who owns each name."""
    owners: dict[str, tuple[str, str]] = {}
    cased: list[str] = []
    folded: list[str] = []
    for row in INSTRUMENTS:
        for name in (row.name, *row.aliases):
            owners[name.lower()] = (row.key, "full")
            folded.append(name)
        for name in row.acronyms:
            owners[name] = (row.key, "acronym")
        for name in row.shorts:
            owners[name] = (row.key, "short")
        cased.extend((*row.acronyms, *row.shorts))
    names = "|".join(_words(n) for n in sorted(folded, key=lambda n: (-len(n), n)))
    acronyms = "|".join(_words(n) for n in sorted(cased, key=lambda n: (-len(n), n)))
    year = r"(?:(?:1[6-9]|20)\d\d\s+(?:(?:UN|U\.N\.)\s+)?)?"
    tail = r"(?:\s+(?:of\s+|\()(?:1[6-9]|20)\d\d\)?)?"
    body = rf"\b{_BEFORE}{year}(?P<name>(?i:{names})(?![\w-])|(?:{acronyms})(?![\w-])){tail}{_AFTER}"
    return re.compile(body), owners


@cache
def _forms() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    before = rf"(?:(?P<before>(?i:{_PROVISION}))\s+of\s+(?:the\s+)?)?"
    return tuple((row, re.compile(rf"(?<!\w)(?:{before})(?:{row.pattern})(?!\w)")) for row in FORMS)
