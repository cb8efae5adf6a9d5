"""Figures: numbers in a text with what they count.

A figure is a span with a low and a high bound, the unit, and where the text shows it the noun counted
and the moment the count held. Words stand in tellings/data/figures.toml; what is missed in
docs/marks/figures.md.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from tellings.language.words import FUNCTION_WORDS
from tellings.mark import ages
from tellings.mark.counted import befallen, counted_noun, inflicted, noun_after, person_after
from tellings.mark.figurewords import (
    COMPARATOR_OF,
    CURRENCY_OF,
    FIGURE,
    HINT,
    IDIOM,
    MONEY_WORD,
    MONEY_WORD_OF,
    UNIT,
    UNIT_OF,
    VAGUE_OF,
    Ground,
)
from tellings.mark.numbernames import is_name, named_by
from tellings.mark.numerals import NUMBER, PARTS, SCALES, SHORT_SCALES, read_number
from tellings.mark.overlap import Covered
from tellings.model import Article, Comparator, Figure, Sentence, Span, Time

_DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
# Units whose noun says all that is counted.
_BARE_UNITS = frozenset({"percent", "point"})


def figures(article: Article, sentences: Sequence[Sentence], times: Sequence[Time]) -> tuple[Figure, ...]:
    """Figures of the sentences, in order of start.

    Dates, clock times, ordinals, addresses, telephone numbers and numbers that are names ("Flight 447")
    are not figures; a duration and an age are. A number that cannot be read is left out.
    """
    found: list[Figure] = []
    starts = [t.start for t in times]
    named = named_by(article.text)
    for sentence in sentences:
        inside = times[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        found.extend(_in_sentence(Ground(article.text, sentence.start, sentence.end, inside, article.published, named)))
    return tuple(found)


def _in_sentence(ground: Ground) -> list[Figure]:
    if not HINT.search(ground.text, ground.start, ground.end):
        return []
    found = list(ages.decades_of_life(ground))
    taken = _taken(ground)
    for age in found:
        taken.add(age.start, age.end)
    as_of = _as_of(ground)
    place = ground.start
    last: Figure | None = None
    while match := FIGURE.search(ground.text, place, ground.end):
        start = _first(match)
        over = taken.over(start, match.end())
        if over:
            place = max(start + 1, min(match.end(), over[1]))
            continue
        place = max(match.end(), place + 1)
        figure = _read(match, ground, as_of, last)
        if figure:
            found.append(figure)
            last = figure
            # Two numbers that are no range ("from 5 to 7") are two figures.
            place = max(start + 1, figure.end)
        elif match["odds"] or match["n2"]:
            place = max(start + 1, match.end("few") if match["odds"] else match.end("n1"))
    return sorted(found, key=lambda f: f.start)


def _first(match: re.Match[str]) -> int:
    """Where the number itself begins, without the words that bound it."""
    return next(match.start(g) for g in ("share", "odds", "vague", "n1") if match[g])


def _read(match: re.Match[str], ground: Ground, as_of: str | None, last: Figure | None) -> Figure | None:
    if match["share"] or match["odds"]:
        return _share(match, ground, as_of)
    if match["vague"]:
        return _vague_count(match, ground, as_of)
    return _counted(match, ground, as_of, last)


def _taken(ground: Ground) -> Covered:
    """Stretches whose numbers count nothing: times but durations, idioms, telephone numbers."""
    taken = Covered()
    for time in ground.times:
        if time.type != "DURATION":
            taken.add(time.start, time.end)
    for pattern in (IDIOM, _PHONE):
        for match in pattern.finditer(ground.text, ground.start, ground.end):
            taken.add(*match.span())
    return taken


_OLD = re.compile(r"\s?-?\s?olds?\b")
_TAIL = re.compile(
    r"\s?\+(?!\s?\d)|\s?-\s?plus\b|\s+or\s+(?P<more>more|so|less|fewer|over|under|older|younger|above)\b(?!\s+than)"
)
_PHONE = re.compile(r"(?<!\w)\+?\(?\d{2,4}\)?[ -]\d{3}[ -]\d{3,4}(?!\d)|\b\d{3}-\d{4}\b")
_MAGNITUDE = re.compile(r"\b(?P<word>magnitude)(?:\s?-\s?|\s+(?:of\s+)?)$", re.IGNORECASE)


# ---------------------------------------------------------------- reading one number


def _counted(match: re.Match[str], ground: Ground, as_of: str | None, last: Figure | None) -> Figure | None:
    text = ground.text
    bare = None if match["sign"] or match["s1"] else ages.read_age(ground, match.start(), *match.span("n1"))
    end, bounds = _bounds(match, text)
    if bounds is None:
        return None
    age = bare or (ages.read_age(ground, match.start(), *match.span("n1")) if match["n2"] else None)
    if age:
        return _aged(match, ground, age, end, bounds)
    if is_name(match, ground, last):
        return None
    number_end = end
    each, end, unit, what = _measured(ground, end, match["sign"], bounds[1])
    if not unit and text[end : end + 1].isalpha():
        return None
    strong = None if unit else _STRONG.match(text, end, ground.end)
    if strong:
        end, what = strong.end(), _members(ground, strong)
        return _figure_of(match, ground, bounds, (None, end), (None, what, as_of))
    tail = _TAIL.match(text, end, ground.end)
    magnitude = _MAGNITUDE.search(text, max(ground.start, match.start("n1") - 16), match.start("n1"))
    if magnitude and not unit:
        unit, what = "magnitude", Span(start=magnitude.start("word"), end=magnitude.end("word"))
    if not unit:
        changes = (match["between"] or "").lower() == "from"
        single = bounds[0] == bounds[1] == 1.0
        what = counted_noun(ground, match.start(), tail.end() if tail else end, single, changes)
    if not unit and not what:
        each, unit, what = _borrowed(ground, number_end)
    if _counts_nothing(match, ground, end, unit or what, ranged=bounds[0] != bounds[1]):
        return None
    return _figure_of(match, ground, (bounds[0] * each, bounds[1] * each), (tail, end), (unit, what, as_of))


# "a 2,000-strong crowd", "a 12-member panel".
_STRONG = re.compile(r"\s?-\s?(?P<word>strong|members?|persons?)\b")


def _members(ground: Ground, strong: re.Match[str]) -> Span | None:
    if strong["word"] == "strong":
        return noun_after(ground, strong.end(), False, lone=True)
    return Span(start=strong.start("word"), end=strong.end("word"))


Tail = tuple[re.Match[str] | None, int]


def _figure_of(
    match: re.Match[str],
    ground: Ground,
    bounds: tuple[float, float],
    tail: Tail,
    holds: tuple[str | None, Span | None, str | None],
) -> Figure:
    """The figure with its bounds opened or turned as the words before and after it say."""
    low, high = bounds
    after, end = tail
    comparator: Comparator = "between" if low != high else _comparator(match, after)
    end = after.end() if after else end
    # "from 5" is no range: the figure starts at its number.
    alone = match["between"] and low == high and not match["comp"]
    start = next(match.start(g) for g in ("minus", "sign", "n1") if match[g]) if alone else match.start()
    if match["minus"]:
        low, high = -high, -low
    return _figure(ground.text, start, end, _opened(low, high, comparator), comparator, *holds)


def _aged(match: re.Match[str], ground: Ground, age: ages.Age, end: int, bounds: tuple[float, float]) -> Figure | None:
    if max(bounds) > ages.OLDEST:
        return None
    tail = _TAIL.match(ground.text, end, ground.end) or re.compile(
        r"\s+and\s+(?P<more>over|under|older|younger|above)\b"
    ).match(ground.text, end, ground.end)
    comparator: Comparator = "between" if bounds[0] != bounds[1] else _comparator(match, tail)
    if age.side:
        comparator = "more than" if age.side == "more than" else "less than"
    start = match.start("n1") if match["between"] else match.start()
    stop = tail.end() if tail else end
    return _figure(ground.text, start, stop, _opened(*bounds, comparator), comparator, ages.UNIT, age.who, None)


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
    # "rose from 5 to 7", "rose by 2 to 7": two figures.
    change = (match["between"] or "").lower() == "from"
    change = change or (joined == "to" and text[max(0, match.start() - 4) : match.start()].lower() == " by ")
    if second is None or apart or change or match["minus"] or (match["s1"] and not scaled):
        return end, (first * scale, first * scale)
    scale2, scaled2 = _scaled(match, "2", money, text)
    high = second * scale2
    low = first * (scale if scaled else scale2) if first * scale < 1000 and scaled2 else first * scale
    low = low * _word_scale(match["n2"]) if low < 1000 and second >= 1e5 else low
    if high <= low:
        return end, (first * scale, first * scale)
    return (match.end("s2") if scaled2 else match.end("n2")), (low, high)


def _word_scale(words: str) -> float:
    """ "5-7 million", "between 5 and 7 million" mean five million to seven million."""
    last = words.lower().split()[-1]
    return SCALES[last] if words[0].isdigit() and SCALES.get(last, 0.0) >= 1e5 else 1.0


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


def _comparator(match: re.Match[str], tail: re.Match[str] | None) -> Comparator:
    if tail:
        after: dict[str | None, Comparator] = {
            "so": "about", "less": "at most", "fewer": "at most", "under": "at most", "younger": "at most",
        }  # fmt: skip
        return after.get(tail["more"], "at least")
    return COMPARATOR_OF[" ".join(match["comp"].lower().split())] if match["comp"] else "exactly"


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
    low, high = (None if b is None else round(float(f"{b:.12g}"), 6) for b in bounds)
    return Figure(
        start=start, end=end, text=text[start:end], low=low, high=high, comparator=comparator, unit=unit, what=what,
        as_of=as_of,
    )  # fmt: skip


# ---------------------------------------------------------------- vague counts and shares


def _vague_count(match: re.Match[str], ground: Ground, as_of: str | None) -> Figure | None:
    """ "dozens of villagers", "several hundred people", "a few minutes", "billions of dollars"."""
    row = VAGUE_OF[" ".join(match["vague"].lower().split())]
    scale = SCALES[match["vs"].lower()] if match["vs"] else 1.0
    low, high = row.low * scale, row.high * scale if row.high else None
    start, end = match.start("vague"), match.end("vs") if match["vs"] else match.end("vague")
    of = re.compile(r"\s+(?:of|more)\b").match(ground.text, end, ground.end)
    each, stop, unit, what = _measured(ground, of.end() if of else end, None, low)
    if not unit:
        stop = end
        direct = of or row.high is not None
        befell = befallen(ground, of.end() if of else end)
        what = noun_after(ground, end, False) if direct else None
        what = what or befell or inflicted(ground, match.start())
    if not what and not unit and (row.high is not None or match["vague"].lower() == "scores"):
        return None
    comparator: Comparator = "about" if high else "at least"
    bounds = low * each, high * each if high else None
    return _figure(ground.text, start, stop, bounds, comparator, unit, what, as_of)


def _share(match: re.Match[str], ground: Ground, as_of: str | None) -> Figure | None:
    """ "half of them", "two-thirds", "a quarter of the homes", "one in five": percent of what is shared."""
    text, end = ground.text, match.end()
    value = _part(match["share"]) if match["share"] else _odds(match, ground)
    if value is None or _HALVES.search(text, max(ground.start, match.start() - 16), match.start()):
        return None
    # "two-tenths of a point" is a part of a measure.
    if _OF_ONE.match(text, end, ground.end):
        return None
    shared = re.compile(r"\s+(?:the|its|their|his|her|our|all|those|these)\b").match(text, end, ground.end)
    what = noun_after(ground, shared.end() if shared else end, False, lone=True)
    comparator = _comparator(match, None)
    return _figure(text, match.start(), end, _opened(value, value, comparator), comparator, "percent", what, as_of)


# "the second half of the match" is a stretch of it.
_HALVES = re.compile(r"\b(?:first|second|third|fourth|last|latter|other|better|top|bottom|each|and\s+a|in)\s+$", re.I)


_OF_ONE = re.compile(r"\s+of\s+an?\b")


def _part(words: str) -> float | None:
    first, *rest = re.split(r"[\s-]+", words.lower())
    if "half" in (first, *rest[-1:]):
        return 50.0
    parts, number = PARTS[rest[-1].removesuffix("s")], read_number("one" if first in ("a", "an") else first)
    return None if number is None or number >= parts else 100 * number / parts


# Wholes that shares are told of; "five in twelve months" is no share.
_WHOLES = frozenset(
    {3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 20.0, 25.0, 50.0, 100.0, 1000.0, 10_000.0, 100_000.0}
)


def _odds(match: re.Match[str], ground: Ground) -> float | None:
    few, many = read_number(match["few"]), read_number(match["many"])
    if few is None or many is None or few >= many or (many not in _WHOLES and few > 1):
        return None
    if UNIT.match(ground.text, match.end(), ground.end) or re.match(r"\s?[-:/]\s?\w", ground.text[match.end() :][:4]):
        return None
    before = re.search(r"([\w'’]+)\s+$", ground.text[max(ground.start, match.start() - 24) : match.start()])
    leading = not before or before[1].lower() in FUNCTION_WORDS or bool(match["comp"])
    return 100 * few / many if leading or few == 1 or "out" in match["in"].lower() else None


def _counts_nothing(match: re.Match[str], ground: Ground, end: int, holds: object, ranged: bool) -> bool:
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


# ---------------------------------------------------------------- what is measured

Measured = tuple[float, int, str | None, Span | None]


def _measured(ground: Ground, end: int, sign: str | None, value: float) -> Measured:
    """How many of the unit one is, the end of the number with its unit, the unit, and what is measured."""
    money = MONEY_WORD.match(ground.text, end, ground.end)
    row = MONEY_WORD_OF[" ".join(money["word"].lower().split())] if money else None
    if sign:
        # "$9 Canadian dollars" names its money twice; the word is the fuller.
        own = money.end() if money and row and row.each == 1.0 else end
        return 1.0, own, (row if own > end and row else CURRENCY_OF[sign]).code, _money_for(ground, own)
    if money and row and value >= row.least and not _is_weight(ground, end, money):
        return row.each, money.end(), row.code, _money_for(ground, money.end())
    match = UNIT.match(ground.text, end, ground.end)
    if not match:
        return 1.0, end, None, None
    code = UNIT_OF[" ".join(match["unit"].split())]
    stop = match.end()
    old = _OLD.match(ground.text, stop, ground.end)
    if old:
        who = person_after(ground, old.end()) or Span(start=match.start("unit"), end=old.end())
        part = ages.OF_A_YEAR.get(code)
        return part or 1.0, old.end(), ages.UNIT if part else code, who
    unit = Span(start=match.start("unit"), end=stop)
    if len(match["unit"]) == 1 and match["unit"].isupper():
        return 1.0, stop, code, None
    if code in _DURATIONS:
        return 1.0, stop, code, unit
    of = re.compile(r"\s+of\b").match(ground.text, stop, ground.end)
    noun = noun_after(ground, stop, False, lone=True) if of else None
    return 1.0, stop, code, noun or (None if code in _BARE_UNITS else unit)


_WEIGHS = re.compile(r"\b(?:weigh\w*|lift\w*|lost|carr\w+)\s+[^,.;]{0,16}$", re.IGNORECASE)


def _is_weight(ground: Ground, end: int, money: re.Match[str]) -> bool:
    """ "400 pounds of copper", "it weighs 400 pounds"."""
    if money["word"].lower() != "pounds":
        return False
    heavy = re.compile(r"\s+(?:of\s+(?!(?:debts?|damages?|fines|funding|aid|losses)\b)|heav\w+|in\s+weight)")
    digits = ground.text[max(ground.start, end - 1) : end].isdigit()
    weighs = _WEIGHS.search(ground.text, max(ground.start, end - 40), end)
    return bool(weighs) or (digits and bool(heavy.match(ground.text, money.end(), ground.end)))


_BORROWS = re.compile(
    rf"\s*(?:(?:''|\")?\s?(?:by|x|×)\s?|\s(?:to|or|and)\s+)(?:[$£€]\s?)?(?P<n>{NUMBER})", re.IGNORECASE
)


def _borrowed(ground: Ground, end: int) -> tuple[float, str | None, Span | None]:
    """Unit and noun that a number shares with the next: "from 5 to 7 percent", "5 by 11 inches"."""
    following = _BORROWS.match(ground.text, end, ground.end)
    if not following:
        return 1.0, None, None
    each, _, unit, what = _measured(ground, following.end(), None, 0.0)
    return each, unit, what or (None if unit else noun_after(ground, following.end(), False))


_LINK = re.compile(
    r"\s+(?:in|of|for|on|towards?|worth\s+of)\b(?:\s+(?:the|its|their|his|her|a|an|new|two|three|total)\b)*"
)
_PARTS_OF = re.compile(r"\s+[a-z]+s\s+of\b")


def _money_for(ground: Ground, end: int) -> Span | None:
    """What the money is: "$10,000 fine", "$53m in stock", "$35m in two rounds of funding"."""
    hyphen = re.compile(r"\s?-(?:\s?a\s?-)?\s?").match(ground.text, end, ground.end)
    link = _LINK.match(ground.text, end, ground.end)
    if link:
        parts = _PARTS_OF.match(ground.text, link.end(), ground.end)
        return noun_after(ground, parts.end() if parts else link.end(), False, lone=True)
    return noun_after(ground, hyphen.end() - 1 if hyphen else end, False, lone=True)


# ---------------------------------------------------------------- when a count held

_AS_OF = re.compile(
    r"\b(?:as\s+of|as\s+at|by)\s+(?:the\s+|late\s+|early\s+|mid-?\s*|(?:morning|evening|night|end|start)\s+of\s+)*$",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"\b(?:so\s+far|thus\s+far|to\s+date|as\s+of\s+now|up\s+to\s+now)\b", re.IGNORECASE)


def _as_of(ground: Ground) -> str | None:
    """The moment a count held, only where the text says so: "as of Tuesday", "by Friday evening", "so far".

    A day after publication is a deadline, and no count holds as of that. "So far" is up to publication.
    """
    said = next((t.edtf for t in ground.times if _is_as_of(t, ground)), None)
    if said is None and ground.published and _SO_FAR.search(ground.text, ground.start, ground.end):
        return ground.published[:10]
    return said


def _is_as_of(time: Time, ground: Ground) -> bool:
    led = _AS_OF.search(ground.text, max(ground.start, time.start - 32), time.start)
    ahead = bool(time.edtf and ground.published and time.edtf[:10] > ground.published[:10])
    return bool(led) and time.type in ("DATE", "TIME") and not ahead
