"""How much a word weighs: in the news at large, and in one story.

A word that few articles hold says more about what a sentence tells than one that many hold. Within a
story the words that most of its sentences share (who, where, what it is all about) say little, so
their weight is lowered there. Counts of the news at large stand in ``data/claim/frequencies.tsv``
(made by ``training/claim_similarity/frequencies.py``).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tellings.claim.numbers import numbers
from tellings.language import rarity as language
from tellings.language.words import FUNCTION_WORDS, WORD, content_stems, fold, stem

CAPITAL = re.compile(r"[A-Z]")
# Above this share of capitalised words a line is set in title case and says nothing about names.
TITLE_CASE = 0.7
# Who is named often says less than what is told of them, and a name has many words (office, given name, surname).
NAME_SHARE = 0.5
# A number is rarer than most words, but stands for many things.
NUMBER_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Background:
    """Weights of stems (0 up to about 9) and the stems that are names; ``damping`` is by story."""

    names: frozenset[str] = frozenset()
    damping: Mapping[str, float] = field(default_factory=dict)

    def weight(self, word: str) -> float:
        """Weight of a stem: rarity in the news at large, lowered where the story repeats it."""
        return rarity(word) * self.damping.get(word, 1.0)


def of_story(texts: Sequence[str]) -> Background:
    """Background of one story, given its statements' texts; their order does not matter."""
    counts = Counter(s for text in texts for s in sorted({*content_stems(text), *numbers(text)}))
    number = max(len(texts), 2)
    names = names_in(texts)
    damping = {s: _damping(count, number) * (NAME_SHARE if s in names else 1.0) for s, count in counts.items()}
    return Background(names=frozenset(names), damping=damping)


def names_in(texts: Iterable[str]) -> set[str]:
    """Stems that stand capitalised inside a sentence, and more often so than not."""
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts:
        words = [m.group() for m in WORD.finditer(text)]
        titled = is_title_case(words)
        for word in words[1:]:
            if not CAPITAL.match(word):
                lower[_stem(word)] += 1
            elif not titled:
                upper[_stem(word)] += 1
    return {s for s, count in upper.items() if count > lower[s] and s not in FUNCTION_WORDS and len(s) > 1}


def is_title_case(words: Sequence[str]) -> bool:
    """True where most content words are capitalised, so that a capital says nothing."""
    content = [w for w in words if w.lower() not in FUNCTION_WORDS and w[0].isalpha()]
    return len(content) > 2 and sum(bool(CAPITAL.match(w)) for w in content) >= TITLE_CASE * len(content)


def rarity(word: str) -> float:
    """How rare a stem or number is in the news at large, natural logarithm."""
    return NUMBER_WEIGHT if word[:1].isdigit() else language.rarity(word)


def _damping(count: int, number: int) -> float:
    """1 for a word of one statement, falling to a quarter for a word of every statement."""
    return 0.25 + 0.75 * math.log(number / count) / math.log(number)


def _stem(word: str) -> str:
    folded = fold(word)
    return stem(folded[:-2] if folded.endswith("'s") else folded)
