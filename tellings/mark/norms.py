"""Norms: legal instruments and provisions that a text cites, tied to a catalogue.

The catalogue is tellings/data/norms.toml. An instrument is found by its name, an alias or an acronym,
with the provision before or after it; what comes later as "the convention" is not marked. A name that
several instruments share stands for the one that its year, its country or the article points to, else
it is marked as ambiguous. Limits are in docs/marks/norms.md.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

import msgspec

from tellings.language import tables
from tellings.mark import countries
from tellings.mark.overlap import Covered, longest
from tellings.mark.provisions import AFTER, APART, BEFORE, written
from tellings.model import Article, Norm, Sentence, Span


class Instrument(msgspec.Struct, frozen=True):
    """A row of ``[[instrument]]``: an instrument, what it is called and where its record is.

    ``state`` is the ISO 3166-1 code of the state whose law it is. ``among`` is set where the name is
    shared: the keys of those it may mean. ``generic`` is true where other states have laws of that name.
    """

    key: str
    name: str
    seen: str
    year: int | None = None
    url: str | None = None
    state: str | None = None
    generic: bool = False
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    among: tuple[str, ...] = ()


class Provision(msgspec.Struct, frozen=True):
    """A row of ``[[provision]]``: an often-cited provision, its subject, and names it goes by alone."""

    instrument: str
    provision: str
    about: str
    seen: str
    names: tuple[str, ...] = ()


class Form(msgspec.Struct, frozen=True):
    """A row of ``[[form]]``: a way of citing that holds its own provision ("18 U.S.C. § 1512").

    ``hints`` are words one of which stands in every such citation. ``provision`` and ``url`` are filled
    from the pattern's groups.
    """

    key: str
    pattern: str
    provision: str
    url: str
    hints: tuple[str, ...]
    seen: str


INSTRUMENTS = tables.load("norms.toml", "instrument", Instrument)
PROVISIONS = tables.load("norms.toml", "provision", Provision)
FORMS = tables.load("norms.toml", "form", Form)
_BY_KEY = {row.key: row for row in INSTRUMENTS}


class _Hit(NamedTuple):
    start: int
    end: int
    key: str
    provision: str | None
    url: str | None
    full: bool


def norms(article: Article, sentences: Sequence[Sentence]) -> tuple[Norm, ...]:
    """Instruments and provisions cited, in order of start.

    A name that several instruments share ("Vienna Convention") has a key that says so, unless its year,
    the country named before it, or exactly one of them given in full before in the article settles it.
    """
    found: list[_Hit] = []
    for stretch in _stretches(sentences):
        found.extend(longest(_hits(article.text, stretch)))
    if not found:
        return ()
    apart = [hit for stretch in _stretches(sentences) for hit in _apart(article.text, stretch, found)]
    settled = _settled(sorted([*found, *apart], key=lambda hit: hit.start))
    return tuple(_norm(article.text, hit) for hit in settled)


def _stretches(sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Runs of sentences in one block: a citation's full stops ("18 U.S.C. § 2") may have cut it."""
    for _, run in groupby(sentences, key=lambda s: s.block):
        together = list(run)
        yield Span(start=together[0].start, end=together[-1].end)


def _settled(hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Keep short forms only after their full name or with a provision; settle shared names and bare provisions."""
    full: set[str] = set()
    cited: dict[str, set[str]] = {}
    for hit in hits:
        row = _BY_KEY.get(hit.key)
        if not hit.key:
            # "Article 29 says": that of the one instrument whose articles were cited before.
            known = cited.get((hit.provision or "").split()[0].rstrip("s"), set())
            if len(known) == 1 and (key := next(iter(known))) in _BY_KEY:
                yield hit._replace(key=key, url=_BY_KEY[key].url)
            continue
        if row and row.among:
            known = {key for key in row.among if key in full}
            if len(known) == 1:
                (key,) = known
                hit = hit._replace(key=key, url=_BY_KEY[key].url)
            yield hit
        elif hit.full or hit.key in full or hit.provision:
            yield hit
        if hit.full:
            full.add(hit.key)
        if hit.provision:
            cited.setdefault(hit.provision.split()[0].rstrip("s"), set()).add(hit.key)


def _norm(text: str, hit: _Hit) -> Norm:
    return Norm(
        start=hit.start, end=hit.end, text=text[hit.start : hit.end], instrument=hit.key, provision=hit.provision,
        url=hit.url,
    )  # fmt: skip


# ---------------------------------------------------------------- names


def _hits(text: str, stretch: Span) -> Iterator[_Hit]:
    names = _catalogue()
    for word in _CAPITAL.finditer(text, stretch.start, stretch.end):
        for pattern, kind in names.patterns.get(_first(word.group()), ()):
            match = pattern.match(text, word.start(), stretch.end)
            if match and (hit := _hit(text, stretch, match, names.owner(match.group(), kind), kind)):
                yield hit
    yield from _by_form(text, stretch)


def _hit(text: str, stretch: Span, match: re.Match[str], owner: str | Provision, kind: str) -> _Hit | None:
    if isinstance(owner, Provision):
        if _OF.match(text, match.end()):
            return None
        return _Hit(match.start(), match.end(), owner.instrument, owner.provision, _BY_KEY[owner.instrument].url, True)
    row = _BY_KEY[owner]
    if _OF_A_BODY.match(text, match.end()) or (row.among and _GOES_ON.match(text, match.end())):
        return None
    start, end = match.span()
    year = _YEAR_BEFORE.search(text, max(stretch.start, start - 16), start)
    start = year.start() if year else start
    later = _YEAR_AFTER.match(text, end, stretch.end)
    end = later.end() if later else end
    within = _YEAR.search(match.group())
    given = next((int(m["year"]) for m in (year, later, within) if m), None)
    meant = _meant(row, given, _state_before(text[max(stretch.start, start - 40) : start]))
    if meant is None or (meant.generic and given is None and not _names_state(text, meant.state or "")):
        return None
    before = BEFORE.search(text, max(stretch.start, start - 120), start)
    after = None if before else AFTER.match(text, end, stretch.end)
    provision = before["provision"] if before else after["provision"] if after else None
    start, end = (before.start() if before else start), (after.end() if after else end)
    return _Hit(start, end, meant.key, written(provision), meant.url, kind != "short")


def _meant(row: Instrument, year: int | None, state: str | None) -> Instrument | None:
    """The instrument that a name means, by the year with it and the state before it; None where it is another's."""
    if not row.among:
        other_state = row.state is not None and state is not None and state != row.state
        other_year = row.state is not None and year is not None and row.year is not None and year != row.year
        return None if other_state or other_year else row
    rows = [_BY_KEY[key] for key in row.among]
    if state is not None and any(r.state for r in rows):
        rows = [r for r in rows if r.state == state]
        if not rows:
            return None
    if year is not None:
        rows = [r for r in rows if r.year == year]
    return rows[0] if len(rows) == 1 else row


def _state_before(text: str) -> str | None:
    """ISO code of the state that the words right before a name tell: "Malaysia's", "the Irish"."""
    words = _STATE.search(text)
    if not words:
        return None
    parts = re.sub(r"['’]s?$", "", words["state"]).split()
    found = (countries.called(" ".join(parts[at:])) for at in range(len(parts)))
    return next((country.code for country in found if country), None)


@lru_cache(maxsize=16)
def _names_state(text: str, code: str) -> bool:
    """Whether the article names the state or its people anywhere."""
    return _state_words(code).search(text) is not None


@cache
def _state_words(code: str) -> re.Pattern[str]:
    rows = [row for row in countries.countries() if row.code == code]
    words = [w for row in rows for w in (row.name, *row.aliases, *row.demonyms)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


_CAPITAL = re.compile(r"(?<![\w-])(?:[A-ZÉ0-9]|e[A-Z]|common(?=\sArticle))[\w.]*")
_OF = re.compile(r"\s+of\s+(?!the\s+law\b)")
_OF_A_BODY = re.compile(r"\s+Organi[sz]ation\b")
_GOES_ON = re.compile(r"\s+(?:on|for|relating|concerning|against|regarding)\s")
_STATE = re.compile(r"(?P<state>(?:[A-Z][\w.’'-]*\s){0,2}[A-Z][\w.’'-]*)\s+$")
_YEAR = re.compile(r"(?<!\w)(?P<year>(?:1[2-9]|20)\d\d)$")
_YEAR_BEFORE = re.compile(r"(?<!\w)(?P<year>(?:1[2-9]|20)\d\d)\s+(?:(?:UN|U\.N\.)\s+)?$")
_YEAR_AFTER = re.compile(r"(?:,?\s+(?:of\s+)?|\s+\()(?P<year>(?:1[2-9]|20)\d\d)(?!\w|[.,]\d)\)?")


class _Catalogue(NamedTuple):
    """Patterns of the names by their first word, and who owns each name."""

    patterns: dict[str, list[tuple[re.Pattern[str], str]]]
    owners: dict[str, str | Provision]

    def owner(self, words: str, kind: str) -> str | Provision:
        """The instrument's key, or the provision, that ``words`` name."""
        return self.owners[_key(words, kind)]


def _key(words: str, kind: str) -> str:
    plain = " ".join(words.replace("’", "'").replace("‑", "-").replace("–", "-").split())
    return plain.lower() if kind in ("full", "provision") else plain


def _first(word: str) -> str:
    """The first word of a name in one spelling: "U.N." and "UN" alike."""
    return re.split(r"[('’.,:-]", word.replace(".", ""))[0].lower()


@cache
def _catalogue() -> _Catalogue:
    owners: dict[str, str | Provision] = {}
    grouped: dict[tuple[str, str], list[str]] = {}

    def own(name: str, kind: str, owner: str | Provision) -> None:
        owners[_key(name, kind)] = owner
        grouped.setdefault((_first(name.split()[0]), kind), []).append(name)

    for row in INSTRUMENTS:
        for name in (row.name, *row.aliases):
            for form in _forms_of(name):
                own(form, "full", row.key)
        for name in row.acronyms:
            own(name, "acronym", row.key)
        for name in row.shorts:
            own(name, "short", row.key)
    for provision in PROVISIONS:
        for name in provision.names:
            own(name, "provision", provision)
    patterns: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for (first, kind), names in grouped.items():
        either = "|".join(_words(n) for n in sorted(names, key=lambda n: (-len(n), n)))
        flags = re.IGNORECASE if kind in ("full", "provision") else 0
        patterns.setdefault(first, []).append((re.compile(rf"(?:{either})(?![\w-])", flags), kind))
    return _Catalogue(patterns, owners)


def _forms_of(name: str) -> Iterator[str]:
    """A name with "United Nations" as newspapers shorten it."""
    yield name
    if name.startswith("United Nations "):
        rest = name.removeprefix("United Nations ")
        yield from (f"UN {rest}", f"U.N. {rest}")


def _words(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]").replace(r"\-", "[-‑–]")


# ---------------------------------------------------------------- forms


def _by_form(text: str, stretch: Span) -> Iterator[_Hit]:
    here = text[stretch.start : stretch.end]
    for row, form in _forms():
        if not any(hint in here for hint in row.hints):
            continue
        for match in form.finditer(text, stretch.start, stretch.end):
            groups = {name: re.sub(r"\s+", " ", value or "") for name, value in match.groupdict().items()}
            if groups.get("people") and countries.called(groups["people"]) is None:
                continue
            before = BEFORE.search(text, max(stretch.start, match.start() - 120), match.start())
            after = None if before else AFTER.match(text, match.end(), stretch.end)
            beside = before or after
            given = row.provision.format(**groups) if row.provision else beside["provision"] if beside else None
            if row.key.startswith("national-") and not (given or groups.get("people") or groups.get("owner")):
                continue
            start = before.start() if before else match.start()
            end = after.end() if after and not row.provision else match.end()
            given = given if row.provision else written(given)
            yield _Hit(start, end, row.key, given or None, row.url.format(**groups) or None, True)


@cache
def _forms() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    return tuple((row, re.compile(rf"(?<!\w)(?:{row.pattern})(?!\w)")) for row in FORMS)


# ---------------------------------------------------------------- provisions apart


def _apart(text: str, stretch: Span, found: Sequence[_Hit]) -> Iterator[_Hit]:
    """Provisions without an instrument, key empty: whose they are is settled by what was cited before."""
    taken = Covered()
    for hit in found:
        taken.add(hit.start, hit.end)
    for match in APART.finditer(text, stretch.start, stretch.end):
        if taken.over(*match.span()) is None and not _OF.match(text, match.end()):
            yield _Hit(match.start(), match.end(), "", written(match.group()), None, False)
