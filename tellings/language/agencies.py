"""News agencies, and the marks their texts carry, by ``tellings/data/agencies.toml``.

A mark stands at the beginning of a line: in a dateline (``HARBOURTON (AP) —``, ``Harbourton, May 3, GNA –``) or as
all there is of a line (``— Agence France-Presse``, ``By PA Media``). An agency named in running words is none.
"""

import re
from functools import cache
from typing import NamedTuple

import msgspec

from tellings.language.tables import load

# A dateline is no longer; what stands further on is the report.
LONGEST = 110
SHORTEST_BARE = 3
DASHES = re.compile(r"[\s:–—-]*")


class Agency(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of the table; see its head for the keys."""

    name: str
    short: list[str]
    domain: str
    country: str
    languages: list[str]
    seen: str
    word: bool = False


class Mark(NamedTuple):
    """An agency's mark: the form that stands in the line, and its place there; ``stop`` is where the report begins."""

    agency: Agency
    form: str
    start: int
    end: int
    stop: int


@cache
def agencies() -> tuple[Agency, ...]:
    """The table."""
    return load("agencies.toml", "agency", Agency)


def named(name: str) -> Agency | None:
    """The agency that ``name`` is a form of, "the" before it or not."""
    bare = name.strip(" .,")
    forms = _forms()
    return forms.get(bare) or forms.get(re.sub(r"^(?:[Tt]he|THE) ", "", bare)) or _capitals().get(bare)


def in_running_words() -> tuple[str, ...]:
    """Forms that mean the agency wherever they stand: no initials, no words that are names of other things too."""
    return tuple(sorted(form for form, a in _forms().items() if " " in form or (not a.word and len(form) > len("AFP"))))


def mark(line: str) -> Mark | None:
    """The agency's mark that ``line`` begins with or is, or null."""
    # A line cut here does not end here.
    head = line if len(line) <= LONGEST else line[:LONGEST] + "\0"
    for pattern in _patterns():
        if match := pattern.match(head):
            form = match["form"]
            agency = _forms()[form]
            if "bare" in match.groupdict() and agency.word and " " not in form:
                continue
            rest = DASHES.match(head, match.end())
            return Mark(agency, form, match.start("form"), match.end("form"), rest.end() if rest else match.end())
    return None


def of_address(host: str) -> Agency | None:
    """The agency whose site ``host`` is."""
    return next((a for a in agencies() if host == a.domain or host.endswith("." + a.domain)), None)


def without(names: str) -> tuple[str, str | None]:
    """``names`` without an agency's name at its end (``Ann Bo, AP``), and that name as it is written."""
    match = _ending().search(names)
    return (names[: match.start()], match["form"] or match["name"]) if match else (names, None)


@cache
def _forms() -> dict[str, Agency]:
    return {form: a for a in agencies() for form in (a.name, *a.short)}


@cache
def _capitals() -> dict[str, Agency]:
    """Names of two words or more as a byline in capitals has them."""
    return {form.upper(): a for form, a in _forms().items() if " " in form}


@cache
def _capitals_and_names() -> list[str]:
    """Forms of two words or more, which no person's name ends in; longest first."""
    names = {form for form in _forms() if " " in form and not form.startswith("The ")} | set(_capitals())
    return sorted(names, key=lambda f: (-len(f), f))


@cache
def _any_form() -> str:
    return "|".join(re.escape(form) for form in sorted(_forms(), key=lambda f: (-len(f), f)))


@cache
def _ending() -> re.Pattern[str]:
    apart = rf"(?:\s*[,/|(–—-]\s*|\s+(?=[Tt]he ))(?:[Tt]he )?(?P<form>{_any_form()})"
    names = "|".join(re.escape(form) for form in _capitals_and_names())
    return re.compile(rf"(?:{apart}|(?<=\w)\s+(?P<name>{names}))\)?$")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    form = rf"(?P<form>{_any_form()})"
    closing = r"(?:[ /,–-][^)\]/]{0,25})?\s*[)/\]]"
    # "(KNA) said" is the agency's name in running words: after a mark comes a dash, a day stands before it, or nothing.
    return (
        re.compile(rf"(?:[^a-z.!?“”\"][^!?“”\"]{{0,60}})?[(/\[=]\s*(?:©\s*)?{form}{closing}\s*(?:\.?\s*[-–—:]|\.|$)"),
        re.compile(rf"[^a-z.!?“”\"][^!?“”\"]{{0,50}}\d(?:\.? [^\W\d_]{{3,5}}\.?)?\s*[(/]{form}[)/]"),
        re.compile(rf"(?P<bare>(?:[Tt]he )?){form}\.?$"),
        re.compile(
            rf"(?:[-–—]+|(?:(?:[Bb]y|BY|[Ff]rom|FROM|[Ss]ources?|SOURCE|Par|Por|Von|Di|Door|Oleh|Text|Texto|Fuente|Fonte|Quelle"
            rf"|Источник|Kaynak|Sumber|来源|來源|المصدر)\s*[:：]?))\s*(?:[Tt]he |THE )?{form}[.:]?$"
        ),
        re.compile(rf"[^a-z.!?“”\"][^!?:“”\"]{{1,50}}[,.–—-]\s*(?P<form>{_long_form()})\s*(?:[-–—.]|$)"),
        re.compile(rf"{form}.{{0,24}}[电電]"),
    )


@cache
def _long_form() -> str:
    """Forms of three letters or more: "PITTSBURGH, PA – " is no mark."""
    return "|".join(
        re.escape(form) for form in sorted(_forms(), key=lambda f: (-len(f), f)) if len(form) >= SHORTEST_BARE
    )
