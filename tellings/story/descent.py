"""Descent: which member of a family the others come from.

A text that credits another is a copy of it; of dated ones the earliest day is first; of the rest the fullest,
for copies are cut and thinned, and what they add stands at their ends. Not counted are an end that has no word
in common with the report ("More news after the break") and what a text shares with texts of other families: a
report that works a wire's passage into another's text is no fuller for it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

from tellings.language.words import WORD, content_stems
from tellings.model import Because
from tellings.story.body import body_spans
from tellings.story.credits import Credit, credits_of
from tellings.story.passages import SHOWN, longest, passages, shown
from tellings.story.shared import SHINGLE, Shingle, Sketch

# Codes of a passage that shows whence a copy is.
SHARED_TEXT = frozenset({"shared-text", "shared-text-later", "shared-text-less"})
# Another member gives the text if it shares so much more of it than the root does.
NEARER = 1.05
# Shingles in a row from which a stretch was worked in from elsewhere: one sentence may only be told alike.
FOREIGN = 16
# In larger families every copy is taken to be the root's: comparing each with each grows with the square.
COMPARED = 200


class Member:
    """One text of a family: who it credits, when it was published, how full it is."""

    def __init__(self, sketched: Sketch, attested: frozenset[Shingle], elsewhere: frozenset[Shingle]) -> None:
        self.sketch = sketched
        self.credits: list[Credit] = credits_of(sketched.article)
        self.day: str | None = (sketched.article.published or "")[:10] or None
        self.fullness, self.length = _letters(sketched, attested, elsewhere)

    @cached_property
    def shingles(self) -> frozenset[Shingle]:
        """Each shingle once."""
        return frozenset(self.sketch.shingles)


class Descent:
    """A family's members, the root first, and from which other each has its text."""

    def __init__(self, sketches: Sequence[Sketch], holders: Counter[Shingle]) -> None:
        """``holders`` counts for each shingle the articles, of any family, that have it."""
        held = Counter(s for one in sketches for s in set(one.shingles))
        attested = frozenset(s for s, n in held.items() if n > 1)
        elsewhere = frozenset(s for s, n in held.items() if n == 1 < holders[s])
        members = [Member(s, attested, elsewhere) for s in sketches]
        first = min((m.day for m in members if m.day and not m.credits), default=None)
        self.members = sorted(members, key=lambda m: _precedence(m, first))

    @property
    def root(self) -> Member:
        """The member that the others come from."""
        return self.members[0]

    def because(self) -> Iterator[Because]:
        """For each copy the passage that shows whence it is, its giver's words first; then who is credited."""
        for number, member in enumerate(self.members[1:], 1):
            giver = self._giver(member, self.members[:number])
            passage = longest(passages(giver.sketch, member.sketch, least=1))
            if passage is not None:
                yield Because(code=_order(giver, member), spans=shown(giver.sketch, member.sketch, passage, SHOWN))
        if len(self.members) > 1:
            for member in self.members:
                for code in ("republication-note", "agency-mark"):
                    words = tuple(c.words for c in member.credits if c.code == code)
                    if words:
                        yield Because(code=code, spans=words)

    def _giver(self, member: Member, before: Sequence[Member]) -> Member:
        if len(before) >= COMPARED:
            return self.root
        shared = [len(member.shingles & other.shingles) for other in before]
        best = max(range(len(before)), key=lambda n: (shared[n], -n))
        return before[best] if shared[best] > NEARER * shared[0] else before[0]


def _precedence(member: Member, first: str | None) -> tuple[bool, bool, int, int, str]:
    """Texts that credit nobody first, then those not known to be later than another, then the fullest.

    Of equally full ones the shortest is first: it adds least.
    """
    later = member.day is not None and first is not None and member.day > first
    return bool(member.credits), later, -member.fullness, member.length, member.sketch.article.id


def _order(giver: Member, member: Member) -> str:
    """Code of what says that the giver came first."""
    if giver.day and member.day and giver.day < member.day:
        return "shared-text-later"
    return "shared-text-less" if giver.fullness > member.fullness else "shared-text"


def _letters(sketched: Sketch, attested: frozenset[Shingle], elsewhere: frozenset[Shingle]) -> tuple[int, int]:
    """Letters that count for how full a text is, and all its letters.

    The first are those from the first to the last words that others of the family attest, and the lines beyond
    them that share a word with these; none that texts of other families have too.
    """
    shared = [n for n, shingle in enumerate(sketched.shingles) if shingle in attested]
    if not shared:
        return 0, 0
    first, last = sketched.starts[shared[0]], sketched.ends[shared[-1]]
    foreign = list(_foreign(sketched, elsewhere))
    lines = list(_lines(sketched))
    stems = {s for line in lines for start, word in line if first <= start < last for s in content_stems(word)}
    fullness = 0
    for line in lines:
        outer = [word for start, word in line if not first <= start < last]
        tells = any(s in stems for word in outer for s in content_stems(word))
        kept = [(start, word) for start, word in line if tells or first <= start < last]
        fullness += sum(len(word) for start, word in kept if not any(a <= start < b for a, b in foreign))
    return fullness, sum(len(word) for line in lines for _, word in line)


def _foreign(sketched: Sketch, elsewhere: frozenset[Shingle]) -> Iterator[tuple[int, int]]:
    """Long stretches that no other member has and a text of another family does, with the words up to the next."""
    runs = groupby(range(len(sketched.shingles)), key=lambda n: sketched.shingles[n] in elsewhere)
    for run in (list(numbers) for held, numbers in runs if held):
        if len(run) >= FOREIGN:
            before, after = run[0] - SHINGLE, run[-1] + SHINGLE
            end = sketched.starts[after] if after < len(sketched.starts) else len(sketched.article.text)
            yield (sketched.ends[before] if before >= 0 else 0), end


def _lines(sketched: Sketch) -> Iterator[list[tuple[int, str]]]:
    """Words with their places, by line of the body."""
    text = sketched.article.text
    for span in body_spans(sketched.article):
        start = span.start
        while start < span.end:
            end = text.find("\n", start, span.end)
            end = span.end if end < 0 else end
            yield [(m.start(), m.group()) for m in WORD.finditer(text, start, end)]
            start = end + 1
