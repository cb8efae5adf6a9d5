"""Numbers that name: flights, rooms, streets and makes have numbers that count nothing."""

import re

from tellings.language.words import FUNCTION_WORDS
from tellings.mark import countries, gazetteer
from tellings.mark.counted import PEOPLE, VERBS, noun_after
from tellings.mark.figurewords import LABELS, MONEY_WORD, UNIT, Ground, split
from tellings.mark.numerals import SCALES
from tellings.mark.timewords import WEEKDAYS
from tellings.model import Figure

_LABELS = split(LABELS)


def named_by(text: str) -> frozenset[str]:
    """Numbers that the article uses as names of a make: "Kestrel 707" once makes "the new 707" one too."""
    return frozenset(m["n"] or m["many"] for m in _MAKE.finditer(text))


# No day makes a name of the number after it ("on Tuesday 150 died").
_MAKE = re.compile(
    r"(?<=[a-z]\s)(?<!\bin\s)(?<!\bat\s)(?![A-Z][a-z]+day\b)[A-Z][a-z]+\s(?P<n>[1-9]\d{2,3})(?![\w,%]|[.-]\d|\s(?:people|[a-z]+s)\b)"
    r"|(?<![\w$£€,.])(?P<many>[1-9]\d[1-9])s\b"
)


def is_name(match: re.Match[str], ground: Ground, last: Figure | None) -> bool:
    """Numbers that name: "Flight 447", "Room 12", "12 Mill Street", "1." at a list's start."""
    start, end, text = match.start("n1"), match.end("n1"), ground.text
    before = text[max(ground.start, start - 40) : start]
    after = text[end : min(ground.end, end + 60)]
    if _TIED.search(before):
        return True
    if not match["n1"][0].isdigit():
        # "the Big Three": a number word with a capital inside a sentence of small letters is a name.
        named = match["n1"][0].isupper() and bool(before.strip(" \"'“‘(")) and not _title_case(ground, start)
        word = _WORD_BEFORE.search(before)
        # "a phase three trial".
        named = named or bool(word and word["word"].lower() in _LABELS and not noun_after(ground, end, False))
        return named or (match["n1"].lower() == "one" and bool(_DETERMINER.search(before)))
    if match["sign"]:
        return False
    # "in '86"
    if before.endswith(("'", "’")) and len(match["n1"]) == 2:
        return True
    bare = not match["comp"] and "," not in match["n1"]
    if bare and (_is_labelled(ground, before, start, end) or _is_make(match, ground, before, after, last)):
        return True
    apposed = _BEFORE_AGE.search(before) and _AFTER_AGE.match(after) and len(match["n1"]) <= 3
    if apposed or _STREET.match(after):
        return True
    return not before.strip() and bool(re.match(r"[.)](?:\s|$)", after))


_DETERMINER = re.compile(r"\b(?:the|this|that|each|every|no|any|which|another)\s+$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(?P<word>[\w'’]+)\.?\s*$")
_BEFORE_AGE = re.compile(r"\w['’.\"]?\s*[,(]\s*$")
_AFTER_AGE = re.compile(r"\s*[,)]")
# "9 - 1 - 1", "four-by-four"; and ". 38", a decimal cut from its point.
_TIED = re.compile(r"(?:\d|\bby)\s?-\s?$|(?<!approx)(?<!est)(?<!\bca)\w\.\s$", re.IGNORECASE)
_STREET = re.compile(r"\s+(?:[A-Z]\w+\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square)\b")
# "their new 707 airliner", "the 808 Heron": three digits between a determiner and a noun in the singular.
_DETERMINED = re.compile(
    r"\b(?:the|an?|its|their|his|her|our|this|that|final|first|last|latest|new|newest|older?|next|previous|range|[\w-]+['’]s?)\s+$",
    re.IGNORECASE,
)
_ONE_NOUN = re.compile(r"\s+(?:(?P<capital>[A-Z]\w+)|(?P<noun>[a-z][a-z-]+))")
_BESIDE_COUNT = re.compile(
    r"\s+(?:(?:more|new|used|old|older|newer|additional|extra|other|further)\s+)?(?:[A-Z]\w+\s+)?$"
)


def _is_make(match: re.Match[str], ground: Ground, before: str, after: str, last: Figure | None) -> bool:
    """A make's number: known as one in this article, or set where no count can stand."""
    number = match["n1"]
    if not (number.isdigit() and 3 <= len(number) <= 4) or match["s1"] or match["n2"]:
        return False
    if number in ground.named:
        counted = noun_after(ground, match.end("n1"), False)
        return not (counted and ground.text[counted.start : counted.end].split()[-1].lower() in PEOPLE)
    if last and not last.unit and _BESIDE_COUNT.fullmatch(ground.text, last.end, match.start("n1")):
        return True
    noun = _ONE_NOUN.match(after)
    if not noun or not _DETERMINED.search(before) or UNIT.match(after) or MONEY_WORD.match(after):
        return False
    if noun_after(ground, match.end("n1"), False):
        return False
    word = noun["noun"] or ""
    return bool(noun["capital"]) or not (
        word in FUNCTION_WORDS | VERBS or word.endswith(("ed", "ing")) or word in SCALES
    )


def _is_labelled(ground: Ground, before: str, start: int, end: int) -> bool:
    """A number after a word it names ("room 12") or after a capital word within a sentence ("Kestrel 707")."""
    word = _WORD_BEFORE.search(before)
    if not word or word["word"].lower() in FUNCTION_WORDS or word["word"].lower() in WEEKDAYS:
        return False
    if word["word"].lower() in _LABELS:
        return True
    # "ePad 4": a capital inside a word makes a name anywhere.
    if any(c.isupper() for c in word["word"][1:]) and word["word"][0].islower():
        return True
    opening = not before[: word.start()].strip()
    if not word["word"][0].isupper() or opening or _title_case(ground, start):
        return False
    # "Lund's 20-year rule", "Lund 42%": what is measured is no name.
    unit = UNIT.match(ground.text, end, ground.end)
    if word["word"].endswith(("'s", "’s", "s'", "s’")) or (unit and (len(unit["unit"]) > 2 or unit["unit"] == "%")):
        return False
    return not (_IN_PLACE.search(before) and _is_place(word["word"]) and noun_after(ground, end, False))


# "In Quillbury 14 sailors died": the number begins what is told of the place.
_IN_PLACE = re.compile(r"\b(?:in|at|near|across|outside|around)\s+(?:[A-Z][\w'’-]+\s+){0,2}[A-Z][\w'’-]+\s+$", re.I)


def _is_place(word: str) -> bool:
    return countries.named(word) is not None or gazetteer.known(word)


def _title_case(ground: Ground, place: int) -> bool:
    """A headline with capitals on most words says nothing about names by its capitals."""
    near = ground.text[max(ground.start, place - 150) : min(ground.end, place + 150)]
    words = re.findall(r"[A-Za-z]{4,}", near)
    return len(words) > 2 and sum(w[0].isupper() for w in words) > 0.7 * len(words)
