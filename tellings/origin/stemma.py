"""Stemma: who took what from whom, as edges that each carry the words that show them.

``republishes``: two articles of one family. ``borrows``: two articles of different families that share a
long passage outside quotation. ``attributes``: an article and an origin it states.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from tellings.language.words import fold
from tellings.model import Article, Edge, Family, Slice, Statement, Telling
from tellings.origin.origins import Party, end_links

# So many words in a row are not written twice by chance; shorter runs are names, titles and stock phrases.
PASSAGE = 14
# A text longer than this many words is compared up to here.
COMPARED = 200_000
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def edges(
    tellings: Sequence[Telling],
    families: Sequence[Family],
    statements: Sequence[Statement],
    told: Mapping[str, Sequence[Party]],
) -> tuple[Edge, ...]:
    """All edges of a story, in order of kind and ends."""
    articles = {t.article.id: t.article for t in tellings}
    found = [*_republishes(articles, families), *_borrows(tellings, families), *_attributes(statements, told)]
    return tuple(sorted(found, key=lambda e: (e.kind, e.from_, e.to)))


def _republishes(articles: Mapping[str, Article], families: Sequence[Family]) -> Iterator[Edge]:
    for family in families:
        for member in family.articles:
            if member == family.root or member not in articles:
                continue
            reasons = [r for r in family.because if any(s.article == member for s in r.spans)]
            noted = next((r for r in reasons if r.code == "republication-note"), None)
            shown = tuple(s for r in reasons for s in r.spans if s.article in {member, family.root})
            code = (noted or reasons[0]).code if reasons else "one-family"
            yield Edge(from_=member, to=family.root, kind="republishes", spans=shown, because=code)


def _attributes(statements: Sequence[Statement], told: Mapping[str, Sequence[Party]]) -> Iterator[Edge]:
    spans: dict[tuple[str, str], set[Slice]] = defaultdict(set)
    for statement in statements:
        link = end_links(statement.attribution)
        for party in told[statement.id]:
            if party.kind != "unstated" and link is not None:
                spans[statement.article, party.origin].add(link.mention)
    for (article, origin), shown in spans.items():
        ordered = tuple(sorted(shown, key=lambda s: (s.article, s.start, s.end)))
        yield Edge(from_=article, to=origin, kind="attributes", spans=ordered, because="stated-origin")


# ---------------------------------------------------------------- shared passages


def _borrows(tellings: Sequence[Telling], families: Sequence[Family]) -> Iterator[Edge]:
    family_of = {a: f.id for f in families for a in f.articles}
    if len(families) < 2:
        return
    words = {t.article.id: _words(t) for t in tellings}
    articles = {t.article.id: t.article for t in tellings}
    shared = _pairs_sharing(words)
    for a, b in combinations(sorted(articles), 2):
        if family_of.get(a, a) == family_of.get(b, b) or (a, b) not in shared:
            continue
        later, earlier, code = _by_date(articles[a], articles[b])
        passages = _passages(words[later.id], words[earlier.id])
        spans = [s for x, y, n in passages for s in (_slice(later, words, x, n), _slice(earlier, words, y, n))]
        if spans:
            yield Edge(from_=later.id, to=earlier.id, kind="borrows", spans=tuple(spans), because=code)


Words = list[tuple[str, int, int]]


def _words(telling: Telling) -> Words:
    """Folded words of the body with their places; quoted words are left out, they are another's."""
    text, found = telling.article.text, []
    quoted = sorted((q.start, q.end) for q in telling.marks.quotations)
    number = 0
    for sentence in telling.marks.sentences:
        for match in _TOKEN.finditer(text, sentence.start, sentence.end):
            while number < len(quoted) and quoted[number][1] <= match.start():
                number += 1
            if number == len(quoted) or match.start() < quoted[number][0]:
                found.append((fold(match.group()), match.start(), match.end()))
        if len(found) > COMPARED:
            break
    return found


def _runs(words: Words) -> Iterator[tuple[int, tuple[str, ...]]]:
    for start in range(len(words) - PASSAGE + 1):
        yield start, tuple(w for w, _, _ in words[start : start + PASSAGE])


def _pairs_sharing(words: Mapping[str, Words]) -> set[tuple[str, str]]:
    """Pairs of articles with a run of words in common."""
    holders: dict[int, set[str]] = defaultdict(set)
    for article, listed in sorted(words.items()):
        for _, run in _runs(listed):
            holders[hash(run)].add(article)
    return {pair for held in holders.values() if len(held) > 1 for pair in combinations(sorted(held), 2)}


def _passages(a: Words, b: Words) -> list[tuple[int, int, int]]:
    """Longest common runs as (start in a, start in b, words), in order of a, none overlapping in a."""
    places: dict[tuple[str, ...], int] = {}
    for start, run in _runs(b):
        places.setdefault(run, start)
    found: list[tuple[int, int, int]] = []
    done = 0
    for start, run in _runs(a):
        if start < done or run not in places:
            continue
        other, length = places[run], PASSAGE
        while start + length < len(a) and other + length < len(b) and a[start + length][0] == b[other + length][0]:
            length += 1
        found.append((start, other, length))
        done = start + length
    return found


def _slice(article: Article, words: Mapping[str, Words], start: int, length: int) -> Slice:
    listed = words[article.id]
    return article.slice(listed[start][1], listed[start + length - 1][2])


def _by_date(a: Article, b: Article) -> tuple[Article, Article, str]:
    """Which of two borrowed: the one published later; by id, with another code, where dates do not say."""
    first, second = (a.published or "")[:10], (b.published or "")[:10]
    if first and second and first != second:
        return (a, b, "shared-passage") if first > second else (b, a, "shared-passage")
    return b, a, "shared-passage-order-unknown"
