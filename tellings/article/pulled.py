"""Pull quotes: words of the body that a page shows a second time, set large. They are told once.

A block of some words that stand word for word in a longer block of the same text, or in an equal one before it.
"""

from collections.abc import Mapping, Sequence

from tellings.language.words import tokens

# Fewer words than this recur by chance; a longer block is a paragraph.
FEWEST, MOST = 6, 60
# After a pull quote its speaker may stand alone: "— Olu Tamm, harbour master".
LONGEST_SPEAKER = 8
DASHES = ("—", "–", "-", "―")
# Of short blocks that begin alike so many are looked for; no page has more.
COMPARED = 50
# A text of which more than a quarter stands twice repeats itself; what a page sets large is less.
FEW = 4

Words = tuple[str, ...]


def pulled(lines: Sequence[str]) -> frozenset[int]:
    """Places in ``lines`` (the blocks of a body in order) of pull quotes and their speakers; linear in their words."""
    worded = [tuple(tokens(line)) for line in lines]
    first: dict[Words, int] = {}
    for place, words in enumerate(worded):
        if FEWEST <= len(words) <= MOST:
            first.setdefault(words, place)
    held = _held(worded, first)
    found: set[int] = set()
    for place, words in enumerate(worded):
        if words in held or first.get(words, place) < place:
            found.add(place)
            after = place + 1
            if after < len(lines) and lines[after][:1] in DASHES and len(worded[after]) <= LONGEST_SPEAKER:
                found.add(after)
    return frozenset(found) if len(found) <= max(FEW, len(lines) // 4) else frozenset()


def _held(worded: Sequence[Words], short: Mapping[Words, int]) -> set[Words]:
    """The short blocks whose words stand in a row in a longer one."""
    opening: dict[Words, list[Words]] = {}
    for words in short:
        opening.setdefault(words[:FEWEST], []).append(words)
    return {
        words
        for block in worded
        for start in range(len(block) - FEWEST + 1)
        for words in opening.get(block[start : start + FEWEST], ())[:COMPARED]
        if len(words) < len(block) and block[start : start + len(words)] == words
    }
