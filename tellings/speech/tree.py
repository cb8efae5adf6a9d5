"""The tree: the dependencies of an article's words, as the grammar of attribution walks them.

Words are numbered through the article; relations are those of Universal Dependencies.
"""

from collections.abc import Iterator, Sequence

import msgspec

from tellings.language.words import fold
from tellings.model import Article, Word

# What hangs from a noun and is no part of its mention.
_LOOSE = frozenset("acl:relcl appos parataxis punct cc dep discourse acl orphan list advcl".split())

# How a clause's own subject hangs from its verb.
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl")


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """Words with their folded forms, children, and the first and last word of what hangs from each."""

    words: tuple[Word, ...]
    lows: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]
    lefts: tuple[int, ...]
    rights: tuple[int, ...]

    def child(self, of: int, *relations: str) -> int | None:
        """The first child by one of the relations."""
        return next((c for c in self.children[of] if self.words[c].relation in relations), None)

    def has(self, of: int, low: str, *relations: str) -> bool:
        """True where a child of that form hangs by one of the relations."""
        return any(self.lows[c] == low for c in self.children[of] if self.words[c].relation in relations)

    def is_verb(self, at: int) -> bool:
        """True for a form of a verb that stands as one."""
        return self.words[at].tag.startswith("VB") and self.words[at].relation not in ("amod", "compound", "case")

    def mention(self, noun: int) -> tuple[int, int]:
        """First word and place after the last of a noun's phrase, clauses and appositions left out."""
        left = right = noun
        for child in self.children[noun]:
            relation = self.words[child].relation
            if relation in _LOOSE or (relation == "conj" and not self._joins(noun, child)):
                continue
            if relation == "case" or (child < noun and relation in ("mark", "advmod", "nsubj", "cop", "aux", "obl")):
                continue
            low, high = self.mention(child) if relation not in ("nmod", "nmod:poss", "conj") else self.whole(child)
            left, right = min(left, low), max(right, high - 1)
        return left, right + 1

    def whole(self, at: int) -> tuple[int, int]:
        """First word and place after the last of all that hangs from a word, loose parts at its end left out."""
        low, high = at, at + 1
        for child in self.children[at]:
            if self.words[child].relation in _LOOSE - {"cc"}:
                continue
            left, right = self.whole(child)
            low, high = min(low, left), max(high, right)
        return low, high

    def _joins(self, noun: int, child: int) -> bool:
        """True where a conjunct is a noun too: ``Quill and Brandt``."""
        return self.words[child].tag.startswith(("NN", "PRP")) and self.child(child, "nsubj", "cop") is None


def tree(article: Article, words: Sequence[Word]) -> Tree:
    """The tree over all words of an article."""
    children: list[list[int]] = [[] for _ in words]
    for at, word in enumerate(words):
        if word.head >= 0:
            children[word.head].append(at)
    lefts, rights = list(range(len(words))), list(range(len(words)))
    for at in _upwards(words, children):
        head = words[at].head
        if head >= 0:
            lefts[head], rights[head] = min(lefts[head], lefts[at]), max(rights[head], rights[at])
    return Tree(
        words=tuple(words),
        lows=tuple(fold(article.text[w.start : w.end]) for w in words),
        children=tuple(map(tuple, children)),
        lefts=tuple(lefts),
        rights=tuple(rights),
    )


def _upwards(words: Sequence[Word], children: Sequence[Sequence[int]]) -> Iterator[int]:
    """All words, each after its children."""
    order = [at for at, word in enumerate(words) if word.head < 0]
    for at in order:
        order.extend(children[at])
    return reversed(order)
