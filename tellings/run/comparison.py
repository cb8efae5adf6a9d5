"""One article against others that tell of the same event: its conflicts, placed in its text.

Slot conflicts are looked for from the article's side only: what another outlet alone has otherwise, while the
rest tells what the article tells, is that outlet's. Of very many others those in most of the same rare words
are compared, as a pool of articles on many events has few on any one.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tellings.claim.claims import contradicted
from tellings.errors import InputError
from tellings.language.rarity import rarities
from tellings.language.words import content_stems
from tellings.model import Article, Conflict, ConflictKind, Record, Slice, Telling
from tellings.run.steps import tell

# Others compared with an article, at most; stories of outlets' reports are smaller.
MOST_OTHERS = 30


class Finding(Record, frozen=True):
    """A conflict at ``start:end`` of the article ``id``; ``sides`` are the words of both, the article's first."""

    id: str
    start: int
    end: int
    kind: ConflictKind
    why: str
    sides: tuple[Slice, ...]


class Findings(Record, frozen=True):
    """All findings of one article, in order of place."""

    id: str
    findings: tuple[Finding, ...]


def compare(
    articles: Iterable[Article | InputError], others: Sequence[Article], *, fast: bool = False
) -> Iterator[Findings | InputError]:
    """For each article what in it conflicts with the others; one with its own id among them is left out."""
    pool = _Pool(others, fast)
    for article in articles:
        if isinstance(article, InputError):
            yield article
        else:
            telling = tell(article, fast=fast)
            yield Findings(id=article.id, findings=tuple(findings(telling, pool.near(article), fast=fast)))


def findings(telling: Telling, others: Sequence[Telling], *, fast: bool = False) -> list[Finding]:
    """The findings of one article, in order of place and kind; ``fast`` leaves the sentence encoder out."""
    own = telling.article.id
    found = [f for c in contradicted(telling, others, fast=fast) for f in _of_conflict(own, c)]
    unique = {(f.start, f.end, f.kind): f for f in reversed(found)}
    return [unique[key] for key in sorted(unique)]


def _of_conflict(article: str, conflict: Conflict) -> Iterator[Finding]:
    values = [s.value for s in conflict.sides if s.value is not None]
    for value in values:
        against = tuple(v for v in values if v.article != article)
        if value.article == article and against:
            yield Finding(
                id=article,
                start=value.start,
                end=value.end,
                kind=conflict.kind,
                why=conflict.why,
                sides=(value, *against),
            )


class _Pool:
    """Articles to compare with, each marked once, when it is first needed."""

    def __init__(self, articles: Sequence[Article], fast: bool) -> None:
        self.articles = {a.id: a for a in articles}
        self.fast = fast
        self.told: dict[str, Telling] = {}
        self.stems: dict[str, frozenset[str]] = {}
        self.rarity: Mapping[str, float] = {}

    def near(self, article: Article) -> list[Telling]:
        """The others, or of very many the nearest in words."""
        names = [name for name in sorted(self.articles) if name != article.id]
        if len(names) > MOST_OTHERS:
            names = sorted(heapq.nlargest(MOST_OTHERS, names, key=lambda n: (self._shared(article, n), n)))
        return [self._telling(name) for name in names]

    def _telling(self, name: str) -> Telling:
        if name not in self.told:
            self.told[name] = tell(self.articles[name], fast=self.fast)
        return self.told[name]

    def _shared(self, article: Article, name: str) -> float:
        """Weight of the words of both, by the weight of the longer (Dice)."""
        if not self.stems:
            self.stems = {n: frozenset(content_stems(a.text)) for n, a in self.articles.items()}
            self.rarity = rarities(list(self.stems.values()))
        if article.id not in self.stems:
            self.stems[article.id] = frozenset(content_stems(article.text))
        own, its = self.stems[article.id], self.stems[name]
        return round(2 * self._weight(own & its) / max(self._weight(own) + self._weight(its), 0.1), 6)

    def _weight(self, stems: frozenset[str]) -> float:
        return sum(self.rarity.get(s, 0.0) for s in sorted(stems))
