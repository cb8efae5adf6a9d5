"""Words: folding, tokens, stems.

Folding maps one code point to one code point wherever it is used with offsets, so a place in the
folded text is the same place in the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import snowballstemmer

# One to one, so that offsets survive.
QUOTE_FOLD = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "\u00a0": " "}
)
WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")

# Function words carry grammar, not content; the closed classes of English.
FUNCTION_WORDS = frozenset(
    """a an the this that these those and or but nor so yet if then than as of at by for from in into on onto
    to with without within about above across after against along among around before behind below beneath
    beside between beyond down during except inside like near off out outside over past since through
    throughout till toward towards under until up upon via while whilst when where which who whom whose what
    why how i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
    himself herself itself themselves myself ourselves yourself be is am are was were been being do does did
    doing done have has had having will would shall should can could may might must ought not no n't 's 're
    've 'll 'd there here also just only very too more most some any each every all both either neither other
    such own same again further once because however although though""".split()
)


# A text of so many code points is a word, and one of so many a sentence, or less.
SHORT_WORD, SHORT = 24, 500


def fold(text: str) -> str:
    """Lower case with plain quotation marks and spaces; same length as ``text``."""
    return _fold_word(text) if len(text) <= SHORT_WORD else _fold(text)


def _fold(text: str) -> str:
    lowered = text.translate(QUOTE_FOLD)
    if lowered.isascii():
        return lowered.lower()
    low = lowered.lower()
    # The whole at once where no letter's lower case is longer, or depends on its place as that of sigma does.
    if len(low) == len(lowered) and "Σ" not in lowered:
        return low
    return "".join(c if len(low := c.lower()) != 1 else low for c in lowered)


# The same few words are folded all the time.
_fold_word = lru_cache(maxsize=50_000)(_fold)


def plain(word: str) -> str:
    """``word`` without accents: ``josé`` as ``jose``; the length may change."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def tokens(text: str) -> list[str]:
    """Folded words of ``text`` in order; possessive endings cut."""
    return [_bare(m) for m in WORD.findall(fold(text))]


def content_stems(text: str) -> list[str]:
    """Stems of the words of ``text`` that are not function words, in order, with repeats."""
    return list(_content_stems(text) if len(text) <= SHORT else _content_stems.__wrapped__(text))


# Sentences are asked for again and again as they are compared; whole articles are not, and would fill the memory.
@lru_cache(maxsize=20_000)
def _content_stems(text: str) -> tuple[str, ...]:
    return tuple(stem(t) for t in tokens(text) if t not in FUNCTION_WORDS)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Snowball (Porter 2) stem of one folded English word."""
    return str(_stemmer().stemWord(word))


def stems(words: Sequence[str]) -> list[str]:
    """`stem` of many words at once, none of them kept in mind."""
    return [str(s) for s in _stemmer().stemWords(words)]


@cache
def _stemmer() -> snowballstemmer.stemmer:
    found = snowballstemmer.stemmer("english")
    if hasattr(found, "maxCacheSize"):
        # PyStemmer's own cache is slower than its stemming, and `stem` has one
        found.maxCacheSize = 0
    return found


def _bare(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word
