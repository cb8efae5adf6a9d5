"""Numbers of a text as plain digits, for comparing texts; what they count is marked elsewhere."""

import re

from tellings.language.words import WORD, fold

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty""".split()
    )
} | {"dozen": "12", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100", "thousand": "1000"}
# "one" and "zero" stand too often for something else than a count.
NOT_COUNTS = frozenset(("one", "zero"))


def numbers(text: str) -> set[str]:
    """Numbers of a text; ``seven`` and ``7`` are one."""
    folded = fold(text)
    digits = {m.group().replace(",", "").removesuffix(".0") for m in NUMBER.finditer(folded)}
    words = {m.group() for m in WORD.finditer(folded)} - NOT_COUNTS
    return digits | {NUMBER_WORDS[w] for w in words & NUMBER_WORDS.keys()}
