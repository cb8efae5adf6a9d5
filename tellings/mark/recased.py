"""Recased: how the words of a line in capitals would be written elsewhere in the article.

"FIRE AT QUILL MILL" says nothing of which words are names; the rest of the article does, and where it is
silent a list of ordinary words. The reader is shown each word as it would be written.
"""

from collections.abc import Sequence

from tellings.language.english.tokens import tokens
from tellings.mark import lexicon
from tellings.model import Article, Sentence

# A line of fewer words in capitals may be an abbreviation or a name of its own.
LEAST_WORDS = 3
SHARE = 0.7


def recased(article: Article, sentences: Sequence[Sentence]) -> dict[int, str]:
    """By place the presumed spelling of each word of the lines that are all in capitals. Raises nothing."""
    shouted = [s for s in sentences if _is_shouted(article.text[s.start : s.end])]
    if not shouted:
        return {}
    loud = {(s.start, s.end) for s in shouted}
    seen = {
        article.text[t.start : t.end]
        for s in sentences
        if (s.start, s.end) not in loud
        for t in tokens(article.text, s.start, s.end)
    }
    return {
        t.start: _spelling(article.text[t.start : t.end], seen)
        for s in shouted
        for t in tokens(article.text, s.start, s.end)
    }


def _is_shouted(line: str) -> bool:
    words = [w for w in line.split() if sum(c.isalpha() for c in w) > 1]
    return len(words) >= LEAST_WORDS and sum(w.upper() == w for w in words) >= SHARE * len(words)


def _spelling(word: str, seen: set[str]) -> str:
    if not word.isupper() or len(word) < 2:
        return word
    small, title = word.lower(), word.capitalize()
    if small in seen:
        return small
    if word in seen:
        return word
    if title in seen:
        return title
    return small if small in lexicon.ordinary_words() else title
