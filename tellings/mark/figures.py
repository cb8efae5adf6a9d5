"""Figures: numbers in a text with what they count.

A figure is a span with a low and a high bound, the unit, and where the text shows it the noun counted
and the moment the count held. Words stand in tellings/data/figures.toml; what is missed in
docs/marks/figures.md.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from tellings.language import tables
from tellings.language.words import FUNCTION_WORDS
from tellings.mark.numerals import NUMBER, ONES, SHORT_SCALES, read_number
from tellings.mark.overlap import Covered
from tellings.mark.timewords import WEEKDAYS
from tellings.model import Article, Comparator, Figure, Sentence, Span, Time


class Unit(msgspec.Struct, frozen=True):
    """A row of ``[[unit]]``: words of a measure and its code."""

    words: tuple[str, ...]
    code: str
    seen: str


class Currency(msgspec.Struct, frozen=True):
    """A row of ``[[currency]]``: signs and words of a money and its ISO 4217 code."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    code: str
    seen: str


class Exactness(msgspec.Struct, frozen=True):
    """A row of ``[[comparator]]``: words before a number that bound it."""

    words: tuple[str, ...]
    code: Comparator
    seen: str


class VagueCount(msgspec.Struct, frozen=True):
    """A row of ``[[vague]]``: a word that is a count itself; ``low`` is the least it can mean."""

    words: tuple[str, ...]
    low: float
    seen: str


class Idiom(msgspec.Struct, frozen=True):
    """A row of ``[[idiom]]``, ``[[label]]``, ``[[plural]]``, ``[[befallen]]``, ``[[inflicted]]`` or ``[[tally]]``."""

    words: str
    seen: str


UNITS = tables.load("figures.toml", "unit", Unit)
CURRENCIES = tables.load("figures.toml", "currency", Currency)
COMPARATORS = tables.load("figures.toml", "comparator", Exactness)
VAGUE_COUNTS = tables.load("figures.toml", "vague", VagueCount)
IDIOMS = tables.load("figures.toml", "idiom", Idiom)
LABELS = tables.load("figures.toml", "label", Idiom)
PLURALS = tables.load("figures.toml", "plural", Idiom)
BEFALLEN = tables.load("figures.toml", "befallen", Idiom)
INFLICTED = tables.load("figures.toml", "inflicted", Idiom)
TALLIES = tables.load("figures.toml", "tally", Idiom)


def figures(article: Article, sentences: Sequence[Sentence], times: Sequence[Time]) -> tuple[Figure, ...]:
    """Figures of the sentences, in order of start.

    Dates, clock times, ages in apposition, ordinals, addresses, telephone numbers and numbers that are
    names ("Flight 447") are not figures; a duration is. A number that cannot be read is left out.
    """
    found: list[Figure] = []
    starts = [t.start for t in times]
    for sentence in sentences:
        inside = times[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        found.extend(_in_sentence(_Ground(article.text, sentence.start, sentence.end, inside, article.published)))
    return tuple(found)


class _Ground(NamedTuple):
    text: str
    start: int
    end: int
    times: Sequence[Time]
    published: str | None


def _in_sentence(ground: _Ground) -> Iterator[Figure]:
    if not _HINT.search(ground.text, ground.start, ground.end):
        return
    taken = _taken(ground)
    as_of = _as_of(ground)
    place = ground.start
    while match := _FIGURE.search(ground.text, place, ground.end):
        start = match.start("vague") if match["vague"] else match.start("n1")
        over = taken.over(start, match.end())
        if over:
            place = max(start + 1, min(match.end(), over[1]))
            continue
        place = max(match.end(), place + 1)
        figure = _vague_count(match, ground, as_of) if match["vague"] else _counted(match, ground, as_of)
        if figure:
            yield figure
            # Two numbers that are no range ("from 5 to 7") are two figures.
            place = max(start + 1, figure.end)


def _taken(ground: _Ground) -> Covered:
    """Stretches whose numbers count nothing: times but durations, idioms, telephone numbers."""
    taken = Covered()
    for time in ground.times:
        if time.type != "DURATION":
            taken.add(time.start, time.end)
    for pattern in (_IDIOM, _PHONE):
        for match in pattern.finditer(ground.text, ground.start, ground.end):
            taken.add(*match.span())
    return taken


# ---------------------------------------------------------------- patterns


def _either(words: Sequence[str]) -> str:
    """An alternation, longest first, white space of any length."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


_CURRENCY_OF = {sign: row.code for row in CURRENCIES for sign in row.before}
_MONEY_WORD_OF = {word.lower(): row.code for row in CURRENCIES for word in row.after}
_UNIT_OF = {word: row.code for row in UNITS for word in row.words}
_COMPARATOR_OF: dict[str, Comparator] = {word: row.code for row in COMPARATORS for word in row.words}
_VAGUE_OF = {word: row.low for row in VAGUE_COUNTS for word in row.words}
_LABELS = frozenset(w for row in LABELS for w in row.words.split())
_PLURALS = frozenset(w for row in PLURALS for w in row.words.split())

_SIGN = _either(list(_CURRENCY_OF))
_SCALE = rf"(?:\s?(?:{'|'.join(sorted(SHORT_SCALES, key=len, reverse=True))})\b)"
_COMPARE = _either(list(_COMPARATOR_OF))
_VAGUE = _either(list(_VAGUE_OF))
_HINT = re.compile(
    rf"\d|\b(?:{'|'.join(ONES)}|\w+ty|hundred|thousand|million|billion|dozen|{_VAGUE})s?\b", re.IGNORECASE
)
_FIGURE = re.compile(
    rf"(?<![\w$£€#@.,/-])(?:(?P<comp>{_COMPARE})\s+(?:the\s+)?)?(?:(?P<between>between|from)\s+)?"
    rf"(?:(?P<sign>(?-i:{_SIGN}))\s?)?(?:(?P<vague>(?:{_VAGUE})\b)|"
    rf"(?P<n1>{NUMBER})(?P<s1>{_SCALE})?"
    rf"(?:(?P<sep>\s?[-–—]\s?(?:to\s+)?|\s+(?:to|or|and)\s+)(?:(?:(?-i:{_SIGN}))\s?)?(?P<n2>{NUMBER})(?P<s2>{_SCALE})?)?)",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"(?P<gap>\s?-?\s?)(?P<unit>{_either(list(_UNIT_OF))})(?![\w/])")
_MONEY_WORD = re.compile(rf"\s(?P<word>{_either(list(_MONEY_WORD_OF))})\b", re.IGNORECASE)
_OLD = re.compile(r"\s?-?\s?olds?\b")
_TAIL = re.compile(r"\s?\+|\s?-\s?plus\b|\s+or\s+(?P<more>more|so|less|fewer)\b")
_IDIOM = re.compile(rf"\b(?:{_either([row.words for row in IDIOMS])})(?!\w)", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\w)\+?\(?\d{2,4}\)?[ -]\d{3}[ -]\d{3,4}(?!\d)|\b\d{3}-\d{4}\b")
_AS_OF = re.compile(r"\b(?:as\s+of|by)\s+(?:the\s+)?$", re.IGNORECASE)


# ---------------------------------------------------------------- reading one number


def _counted(match: re.Match[str], ground: _Ground, as_of: str | None) -> Figure | None:
    match_end, bounds = _bounds(match, ground.text)
    if bounds is None or _is_name(match, ground):
        return None
    low, high = bounds
    sign = match["sign"]
    end, unit, what = match_end, _CURRENCY_OF.get(sign) if sign else None, None
    if unit:
        what = _money_for(ground, end)
    else:
        end, unit, what = _measured(ground, end)
    if not unit and ground.text[end : end + 1].isalpha():
        return None
    tail = _TAIL.match(ground.text, end, ground.end)
    magnitude = _MAGNITUDE.search(ground.text, max(ground.start, match.start("n1") - 16), match.start("n1"))
    if magnitude and not unit:
        unit, what = "magnitude", Span(start=magnitude.start("word"), end=magnitude.end("word"))
    if not unit:
        what = _counted_noun(match, ground, tail.end() if tail else end, low == high == 1.0)
    if _counts_nothing(match, ground, end, unit or what, ranged=low != high):
        return None
    comparator: Comparator = "between" if low != high else _comparator(match, tail)
    end = tail.end() if tail else end
    # "from 5" is no range: the figure starts at its number.
    alone = match["between"] and low == high and not match["comp"]
    start = match.start("sign" if sign else "n1") if alone else match.start()
    return _figure(ground.text, start, end, _opened(low, high, comparator), comparator, unit, what, as_of)


def _bounds(match: re.Match[str], text: str) -> tuple[int, tuple[float, float] | None]:
    """Where the number ends and its bounds; a second number counts only where the two are a range."""
    money = bool(match["sign"])
    end, first = match.end("n1"), read_number(match["n1"])
    if first is None:
        return end, None
    scale, scaled = _scaled(match, "1", money, text)
    if scaled:
        end = match.end("s1")
    second = read_number(match["n2"]) if match["n2"] else None
    joined = (match["sep"] or "").strip().lower()
    apart = joined == "and" and (match["between"] or "").lower() != "between"
    change = (match["between"] or "").lower() == "from"
    if second is None or apart or change or (match["s1"] and not scaled):
        return end, (first * scale, first * scale)
    scale2, scaled2 = _scaled(match, "2", money, text)
    high = second * scale2
    low = first * (scale if scaled else scale2) if first * scale < 1000 and scaled2 else first * scale
    low = low * _word_scale(match["n2"]) if low < 1000 and joined in ("-", "–", "—", "to") and second >= 1e6 else low
    if high <= low:
        return end, (first * scale, first * scale)
    return (match.end("s2") if scaled2 else match.end("n2")), (low, high)


def _word_scale(words: str) -> float:
    """ "5-7 million" means five million to seven million."""
    return next((v for w, v in (("million", 1e6), ("billion", 1e9), ("trillion", 1e12)) if words.endswith(w)), 1.0)


def _scaled(match: re.Match[str], which: str, money: bool, text: str) -> tuple[float, bool]:
    """The short scale after a number. "m", "b" and "k" are scales after money or before what is counted."""
    written = (match["s" + which] or "").strip().lower()
    if not written:
        return 1.0, False
    if written == "m" and not money and not re.match(r"\s(?:people|[a-z]+s)\b", text[match.end("s" + which) :][:24]):
        return 1.0, False
    if written == "b" and not money:
        return 1.0, False
    return SHORT_SCALES[written], True


def _is_name(match: re.Match[str], ground: _Ground) -> bool:
    """Numbers that name: "Flight 447", "Room 12", ", 27,", "12 Mill Street", "1." at a list's start."""
    start, end, text = match.start("n1"), match.end("n1"), ground.text
    before = text[max(ground.start, start - 40) : start]
    after = text[end : min(ground.end, end + 40)]
    if _TIED.search(before):
        return True
    if not match["n1"][0].isdigit():
        # "the Big Three": a number word with a capital inside a sentence of small letters is a name.
        named = match["n1"][0].isupper() and bool(before.strip(" \"'“‘(")) and not _title_case(ground, start)
        return named or (match["n1"].lower() == "one" and bool(_DETERMINER.search(before)))
    if match["sign"]:
        return False
    if not match["comp"] and "," not in match["n1"] and _is_labelled(ground, before, start):
        return True
    aged = _BEFORE_AGE.search(before) and _AFTER_AGE.match(after) and len(match["n1"]) <= 3
    if _OF_PERSON.search(before) and _AFTER_PERSON.match(after) and len(match["n1"]) <= 3:
        return True
    if aged or _AGED.search(before) or _STREET.match(after):
        return True
    return not before.strip() and bool(re.match(r"[.)](?:\s|$)", after))


_DETERMINER = re.compile(r"\b(?:the|this|that|each|every|no|any|which|another)\s+$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(?P<word>[\w'’]+)\.?\s*$")
_BEFORE_AGE = re.compile(r"\w['’.\"]?\s*[,(]\s*$")
_AFTER_AGE = re.compile(r"\s*[,)]")
# "He was 75."
_OF_PERSON = re.compile(r"\b(?:he|she|who)\s+(?:is|was|turned)\s+$", re.IGNORECASE)
_AFTER_PERSON = re.compile(r"\s*(?:[.,;)]|$)")
_AGED = re.compile(r"\b(?:aged?|age\s+of|(?:dead|dies|died)\s+at)\s+$", re.IGNORECASE)
# "9 - 1 - 1", "four-by-four"; and ". 38", a decimal cut from its point.
_TIED = re.compile(r"(?:\d|\bby)\s?-\s?$|(?<!approx)(?<!est)(?<!\bca)\w\.\s$", re.IGNORECASE)
_MAGNITUDE = re.compile(r"\b(?P<word>magnitude)(?:\s?-\s?|\s+(?:of\s+)?)$", re.IGNORECASE)
_STREET = re.compile(r"\s+(?:[A-Z]\w+\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square)\b")


def _is_labelled(ground: _Ground, before: str, start: int) -> bool:
    """A number after a word it names ("room 12") or after a capital word within a sentence ("Boeing 787")."""
    word = _WORD_BEFORE.search(before)
    if not word or word["word"].lower() in FUNCTION_WORDS or word["word"].lower() in WEEKDAYS:
        return False
    if word["word"].lower() in _LABELS:
        return True
    opening = not before[: word.start()].strip()
    return word["word"][0].isupper() and not opening and not _title_case(ground, start)


def _title_case(ground: _Ground, place: int) -> bool:
    """A headline with capitals on most words says nothing about names by its capitals."""
    near = ground.text[max(ground.start, place - 150) : min(ground.end, place + 150)]
    words = re.findall(r"[A-Za-z]{4,}", near)
    return len(words) > 2 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _counts_nothing(match: re.Match[str], ground: _Ground, end: int, holds: object, ranged: bool) -> bool:
    """Bare numbers that are likely a score, a year, or "one" as a pronoun."""
    if holds:
        return False
    words = match["n1"].lower()
    after = ground.text[end : end + 4]
    if ranged and (match["sep"] or "").strip() in ("-", "–", "—", "or", "to") and "," not in match["n1"]:
        return True
    # "3/4", "7:05", a "43 - 39 record", a "300-seat hall".
    if re.match(r"\s?[/:–-]\s?\w", after):
        return True
    return words in ("one", "a", "an", "zero", "0") or bool(re.fullmatch(r"1[5-9]\d\d|20\d\d", words))


def _comparator(match: re.Match[str], tail: re.Match[str] | None) -> Comparator:
    if tail:
        after: dict[str | None, Comparator] = {"so": "about", "less": "at most", "fewer": "at most"}
        return after.get(tail["more"], "at least")
    return _COMPARATOR_OF[" ".join(match["comp"].lower().split())] if match["comp"] else "exactly"


def _opened(low: float, high: float, comparator: Comparator) -> tuple[float | None, float | None]:
    if comparator in ("at least", "more than"):
        return low, None
    if comparator in ("at most", "less than"):
        return None, high
    return low, high


def _figure(
    text: str,
    start: int,
    end: int,
    bounds: tuple[float | None, float | None],
    comparator: Comparator,
    unit: str | None,
    what: Span | None,
    as_of: str | None,
) -> Figure:
    low, high = (None if b is None else round(b, 6) for b in bounds)
    return Figure(
        start=start, end=end, text=text[start:end], low=low, high=high, comparator=comparator, unit=unit, what=what,
        as_of=as_of,
    )  # fmt: skip


def _vague_count(match: re.Match[str], ground: _Ground, as_of: str | None) -> Figure | None:
    """ "dozens of villagers", "hundreds were hurt"."""
    word = " ".join(match["vague"].lower().split())
    start, end = match.span("vague")
    noun = re.match(r"\s+of\b|\s+more\b", ground.text[end : end + 6])
    befell = _BEFELL.match(ground.text, end, ground.end)
    what = Span(start=befell.start("word"), end=befell.end("word")) if befell else None
    what = _noun_after(ground, end, False) if noun else what or _inflicted(match, ground)
    if word == "scores" and not what:
        return None
    return _figure(ground.text, start, end, (_VAGUE_OF[word], None), "at least", None, what, as_of)


def _inflicted(match: re.Match[str], ground: _Ground) -> Span | None:
    before = _INFLICTS.search(ground.text, max(ground.start, match.start() - 20), match.start())
    return Span(start=before.start("word"), end=before.end("word")) if before else None


# ---------------------------------------------------------------- what is counted


def _measured(ground: _Ground, end: int) -> tuple[int, str | None, Span | None]:
    """End of the number with its unit, the unit's code, and what is measured."""
    money = _MONEY_WORD.match(ground.text, end, ground.end)
    if money:
        code = _MONEY_WORD_OF[" ".join(money["word"].lower().split())]
        return money.end(), code, _money_for(ground, money.end())
    match = _UNIT.match(ground.text, end, ground.end)
    if not match:
        return end, None, None
    code = _UNIT_OF[" ".join(match["unit"].split())]
    stop = match.end()
    old = _OLD.match(ground.text, stop, ground.end)
    if old:
        return old.end(), code, Span(start=match.start("unit"), end=old.end())
    if code in _DURATIONS:
        return stop, code, Span(start=match.start("unit"), end=stop)
    of = re.compile(r"\s+of\b").match(ground.text, stop, ground.end)
    noun = _noun_after(ground, stop, False, lone=True) if of else None
    return stop, code, noun or (None if code == "percent" else Span(start=match.start("unit"), end=stop))


_DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
_LINK = re.compile(
    r"\s+(?:in|of|for|on|towards?|worth\s+of)\b(?:\s+(?:the|its|their|his|her|a|an|new|two|three|total)\b)*"
)
_PARTS_OF = re.compile(r"\s+[a-z]+s\s+of\b")


def _money_for(ground: _Ground, end: int) -> Span | None:
    """What the money is: "$10,000 fine", "$53m in stock", "$35m in two rounds of funding"."""
    hyphen = re.compile(r"\s?-(?:\s?a\s?-)?\s?").match(ground.text, end, ground.end)
    link = _LINK.match(ground.text, end, ground.end)
    if link:
        parts = _PARTS_OF.match(ground.text, link.end(), ground.end)
        return _noun_after(ground, parts.end() if parts else link.end(), False, lone=True)
    return _noun_after(ground, hyphen.end() - 1 if hyphen else end, False, lone=True)


_OF_THE = re.compile(
    r"(?:\s+more)?\s+of\s+(?:(?:the|its|their|his|her|our|those|these|them|all|\d+|two|three|four|five|six|seven|eight|nine|ten)\b\s*)*|\s+more\b|\s+such\b"
)
_WORD = re.compile(r"(?P<gap>\s+|\s?-\s?|(?<=\s))(?P<word>[^\W\d_][\w'’&]*(?:-\w+)*|\d+(?:st|nd|rd|th))")
_VERBS = frozenset(
    """said says died killed injured wounded hurt shot fired told took went came made found left held saw got kept
    survived remained remain live lived work worked agreed fled escaped arrived attended voted joined took rose fell
    according including dead missing away apart ago later earlier each""".split()
)


_BEFALLEN = _either([w for row in BEFALLEN for w in row.words.split(", ")])
_INFLICTED = _either([w for row in INFLICTED for w in row.words.split(", ")])
_TALLY = _either([w for row in TALLIES for w in row.words.split(", ")])
# "41 were killed", "dozens have been reported injured": those counted are named by what befell them.
_BEFELL = re.compile(
    r"\s+(?:(?:were|was|are|is|have\s+been|had\s+been|has\s+been)\s+)?(?:also\s+)?"
    r"(?:(?:reported|feared|confirmed|believed|presumed|left|still|seriously|badly|critically|slightly)\s+)?"
    rf"(?P<word>{_BEFALLEN})\b",
    re.IGNORECASE,
)
# "killing six", "injuring at least 31 of them": the same, told before the number.
_INFLICTS = re.compile(rf"\b(?P<word>{_INFLICTED})\s+$", re.IGNORECASE)
# "the number of injured rose to 33", "put the toll at 12": the sum is named before its value.
_SUM = re.compile(
    rf"\b(?:(?:{_TALLY})\s+of\s+(?:(?:the|its|those|all|known|confirmed|reported)\s+)*(?P<of>[^\W\d_][\w'’-]*)"
    r"|(?P<toll>(?:(?:death|injury|casualty)\s+)?toll))\b",
    re.IGNORECASE,
)
_SUMS_TO = re.compile(
    r"\b(?:to|at|is|was|reach(?:e[sd])?|hits?|exceed(?:s|ed)|pass(?:es|ed)|topp?(?:s|ed))\s+$", re.IGNORECASE
)


def _counted_noun(match: re.Match[str], ground: _Ground, end: int, single: bool) -> Span | None:
    """The noun counted, else the word that says what befell those counted, else the sum it is the value of."""
    noun = _noun_after(ground, end, single)
    if noun:
        return noun
    befell = _BEFELL.match(ground.text, end, ground.end)
    if befell:
        return Span(start=befell.start("word"), end=befell.end("word"))
    return _inflicted(match, ground) or _sum_before(match, ground)


def _sum_before(match: re.Match[str], ground: _Ground) -> Span | None:
    """What the number is the sum of, where the words before it say so within one clause."""
    first, start = max(ground.start, match.start() - 120), match.start()
    if match["between"] != "from" and not _SUMS_TO.search(ground.text, max(first, start - 16), start):
        return None
    named = list(_SUM.finditer(ground.text, first, start))
    if not named or re.search(r"[;:]|\bbut\b", ground.text[named[-1].end() : start]):
        return None
    group = "of" if named[-1]["of"] else "toll"
    return Span(start=named[-1].start(group), end=_end_of_sum(ground.text, named[-1].end(group), start))


def _end_of_sum(text: str, end: int, most: int) -> int:
    """ "people missing", "homes destroyed": a participle after the noun belongs to what is summed."""
    befell = _BEFELL.match(text, end, most)
    return befell.end("word") if befell and befell.start("word") - end == 1 else end


def _noun_after(ground: _Ground, end: int, single: bool, lone: bool = False) -> Span | None:
    """The noun phrase after a number: its modifiers, up to the first plural noun.

    ``single`` and ``lone`` take the last word before the phrase breaks off instead, where no plural
    stands in it: a count of one, or money and shares, need none.
    """
    of = _OF_THE.match(ground.text, end, ground.end)
    place = of.end() if of else end
    words: list[re.Match[str]] = []
    while len(words) < 7 and (match := _WORD.match(ground.text, place, ground.end)):
        word = match["word"].lower()
        if word in FUNCTION_WORDS - {"other", "more", "own", "same"} or (words and word in _VERBS - _PLURALS):
            break
        words.append(match)
        place = match.end()
    return _head(ground.text, words, single or lone)


# "24 people dead": what became of those counted is not what is counted.
_STATES = frozenset({"dead", "wounded", "injured", "missing"})


def _head(text: str, words: list[re.Match[str]], any_noun: bool) -> Span | None:
    for index, match in enumerate(words):
        if not _is_plural(match["word"]):
            continue
        following = words[index + 1] if index + 1 < len(words) else None
        hyphen = "-" in text[match.end() : match.end() + 2]
        state = following and following["word"].lower() in _STATES
        if hyphen or (following and not state and _is_plural(following["word"]) and following["gap"].isspace()):
            continue
        return _phrase(words, index)
    if not words or not any_noun or words[0]["word"].lower() in _VERBS:
        return None
    last = len(words) - 1
    while last > 0 and re.search(r"(?:ed|ing|ly)$", words[last]["word"].lower()):
        last -= 1
    return _phrase(words, last)


def _phrase(words: list[re.Match[str]], head: int) -> Span:
    first = max(0, head - 5)
    return Span(start=words[first].start("word"), end=words[head].end("word"))


def _is_plural(word: str) -> bool:
    low = word.lower()
    return low in _PLURALS or (
        len(low) > 3
        and low.endswith("s")
        and not low.endswith(("ss", "us", "is", "'s", "’s"))
        and low not in FUNCTION_WORDS
    )


def _as_of(ground: _Ground) -> str | None:
    """The moment a count held, only where the text says so: "as of Tuesday", "by Friday evening".

    A day after publication is a deadline, and no count holds as of that.
    """
    return next((t.edtf for t in ground.times if _is_as_of(t, ground)), None)


def _is_as_of(time: Time, ground: _Ground) -> bool:
    led = _AS_OF.search(ground.text, max(ground.start, time.start - 12), time.start)
    ahead = bool(time.edtf and ground.published and time.edtf[:10] > ground.published[:10])
    return bool(led) and time.type in ("DATE", "TIME") and not ahead
