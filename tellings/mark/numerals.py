"""Numerals: English numbers in digits and words, as values.

Takes the words of one number, gives its value; the patterns find candidates. Used for times and
figures alike, so that both read "two and a half" in one way.
"""

import re

ONES = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen""".split()
    )
}
TENS = {
    word: value * 10 for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    # As India, Pakistan, Bangladesh and Nepal count; "1.5 lakh crore" multiplies the two.
    "lakh": 1e5,
    "lakhs": 1e5,
    "crore": 1e7,
    "crores": 1e7,
}
# Short forms that follow digits; "m" alone is read by the caller, who knows whether money is meant.
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}
# What is larger is a serial number, not a count.
LARGEST = 1e18
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}

# Denominators of shares in words: "two-thirds".
PARTS = {"third": 3, "quarter": 4, "fourth": 4, **{word: value for word, value in ORDINALS.items() if value > 4}}

_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_TEN = "|".join(TENS)
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
# Text that was cut into tokens and joined again spaces its hyphens: "twenty - five".
_SMALL = rf"(?:(?:{_TEN})(?:(?:\s?-\s?|\s)(?:{_ONE})\b)?|(?:{_ONE}))"
_HALF = r"(?:\s+and\s+a\s+half)?"
# "1,50,000" is grouped as in India.
# "5 000" with any space, other thousands with a hard or thin one, as in South Africa and the SI.
DIGITS = (
    r"(?:\d{1,3}(?: 000)+(?!\d)|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"
    r"|\d{1,3}(?:,\d{3})+(?![\d,]*\d)(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?![\d,]*\d)|\d+(?:\.\d+)?)"
)
# Singular units that "half a" may stand before.
_HALVED = r"per\s?cent|percentage|mile|kilomet\w+|inch|foot|tonne|ton|acre|pound|point|degree"
WORDS = (
    rf"(?:(?:{_SMALL}|an?(?=\s+(?:{_SCALE})\b)|half\s+an?(?=\s+(?:{_SCALE}|{_HALVED})\b))"
    rf"(?:\s+(?:and\s+)?(?:{_SCALE})(?:\s+(?:and\s+)?{_SMALL}\b)?){{0,4}}{_HALF})"
)
NUMBER = rf"(?:{DIGITS}(?:\s?(?:{_SCALE})\b){{0,2}}|\b{WORDS}\b)"
_GROUPING = re.compile(r"[,\s]")
_TOKEN = re.compile(rf"{DIGITS}|[a-z]+", re.IGNORECASE)


def read_number(words: str) -> float | None:
    """Value of a number written as digits, words or both ("1.5 million"); None if it is not one."""
    tokens = [t.lower() for t in _TOKEN.findall(words)]
    if not tokens:
        return None
    half = tokens[-2:] == ["a", "half"] and len(tokens) > 2
    if half:
        tokens = [t for t in tokens[:-2] if t != "and"]
    if tokens[:1] == ["half"]:
        inner = _sum(tokens[1:])
        return None if inner is None else inner / 2
    value = _sum(tokens)
    if value is None:
        return None
    return value + _half_of(tokens[-1]) if half else value


def _half_of(last: str) -> float:
    return SCALES.get(last, 1.0) / 2


def _sum(tokens: list[str]) -> float | None:
    """Sum groups of three the way they are spoken; None where a word is no number word."""
    total, group, seen = 0.0, 0.0, False
    for before, token in zip(["", *tokens], tokens, strict=False):
        if token == "and":
            continue
        if token in ("a", "an"):
            group, seen = group or 1.0, True
        elif token in SCALES:
            scale = SCALES[token]
            if scale <= 100:
                group = (group or 1.0) * scale
            elif SCALES.get(before, 0.0) > 100:
                total *= scale
            else:
                total, group = total + (group or 1.0) * scale, 0.0
            seen = True
        else:
            small = _small(token)
            if small is None:
                return None
            group, seen = group + small, True
    return total + group if seen else None


def _small(token: str) -> float | None:
    if token[0].isdigit():
        value = float(_GROUPING.sub("", token))
        return value if value <= LARGEST else None
    if token in ONES:
        return float(ONES[token])
    return float(TENS[token]) if token in TENS else None
