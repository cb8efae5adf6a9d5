"""Relations: how two statements of a story stand to each other, asked by every step after the partition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from tellings.claim.likeness import Likeness
from tellings.claim.linkage import Pair
from tellings.claim.telling import Story, Told

MOST_MEMBERS = 120


@dataclass(frozen=True, slots=True, eq=False)
class Relations:
    """A story with its scored pairs and the claim of each statement."""

    story: Story
    likeness: Mapping[Pair, Likeness]
    home: Mapping[str, str]

    def nearness(self, a: Told, b: Told) -> float:
        """1 within a claim, else the likeness of the two, 0 where they were not scored."""
        if self.home[a.id] == self.home[b.id]:
            return 1.0
        like = self.likeness.get((min(a.number, b.number), max(a.number, b.number)))
        return like.score if like else 0.0

    def pairs(self) -> Iterator[Pair]:
        """Pairs (i, j), i < j, of statement numbers that were scored or share a claim, in order."""
        members: dict[str, list[int]] = {}
        for told in self.story.told:
            members.setdefault(self.home[told.id], []).append(told.number)
        # A claim of more is the same words over and over: its scored pairs say all there is.
        few = (numbers for numbers in members.values() if len(numbers) <= MOST_MEMBERS)
        joined = {pair for numbers in few for pair in combinations(numbers, 2)}
        yield from sorted(joined | self.likeness.keys())

    def claim_of(self, *told: Told) -> str | None:
        """The claim that all of the statements are in, None where they are in several."""
        claims = {self.home[t.id] for t in told}
        return next(iter(claims)) if len(claims) == 1 else None
