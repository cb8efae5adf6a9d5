"""Utterances: printings of the same words, within and across articles, and how the words drift.

Two printings are likely one utterance where most of the shorter one's words stand in the other in the
same order; possibly one where fewer do but the speaker is the same or nothing speaks against it. A
speaker never decides alone: the same words under two speakers' names are one utterance in dispute.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from tellings.claim.alignment import Difference, Word, differences, matched, respelled, words
from tellings.claim.background import rarity
from tellings.claim.identity import content_id, place_id
from tellings.claim.linkage import Pair, average_linkage
from tellings.claim.telling import Story
from tellings.language.words import FUNCTION_WORDS, content_stems
from tellings.model import Drift, Quote, QuoteGroup, Slice, Variant

# Weight of a function word in an alignment; a content word weighs by its rarity, at least 1.
FUNCTION_WEIGHT = 0.6
# Shares of the shorter printing's weight that the other must hold in order.
LIKELY = 0.72
POSSIBLE = 0.5
# A shared run of words this heavy cannot be chance; lighter ones need the speaker or the claim as well.
TELLING_WEIGHT = 9.0
LEAST_WEIGHT = 4.5
LEAST_WORDS = 3
# Share of the shorter printing's words, whatever their weight.
LEAST_SHARE = 0.6
DRIFT_LIMIT = 60
# Printings of a story from which those in the same words are compared once.
MOST_COMPARED = 500


@dataclass(frozen=True, slots=True, eq=False)
class Printing:
    """A quote with its words and what is compared."""

    quote: Quote
    words: tuple[Word, ...]
    weights: tuple[float, ...]
    speaker: frozenset[str]

    @property
    def weight(self) -> float:
        """Summed weight of the words."""
        return sum(self.weights)


def utterances(story: Story, home: Mapping[str, str]) -> list[QuoteGroup]:
    """All quotes of a story in groups of one utterance; ``home`` is the claim of each statement.

    Within a group variants come in order of publication, then of article and place. Groups come in
    order of their first variant's article and place.
    """
    printings = [_printing(q) for q in story.quotes]
    units = _units(printings)
    firsts = [unit[0] for unit in units]
    scores = dict(_scores(firsts, home))
    groups = [
        ([p for i in group for p in units[i]], _sameness(group, scores))
        for group in average_linkage(len(units), scores, POSSIBLE)
    ]
    # Several printings in the very same words are one utterance as likely as can be.
    return [_group(story, members, same or ("likely" if len(members) > 1 else None)) for members, same in groups]


def _units(printings: Sequence[Printing]) -> list[list[Printing]]:
    """Printings to compare: each alone, or, where they are very many, those in the same words as one."""
    if len(printings) <= MOST_COMPARED:
        return [[p] for p in printings]
    units: dict[tuple[object, ...], list[Printing]] = {}
    for place, printing in enumerate(printings):
        own = (place,) if printing.weight < TELLING_WEIGHT else ()
        key = (*(w.key for w in printing.words), tuple(sorted(printing.speaker)), own)
        units.setdefault(key, []).append(printing)
    return list(units.values())


def tells_apart(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """True where a content word or a negation differs between the first and the last shared word."""
    return any(
        any(w.content or w.key in ("not", "never", "no") for w in (*a[d.i : d.j], *b[d.k : d.l]))
        for d in differences(a, b)
        if not respelled(a[d.i : d.j], b[d.k : d.l]) and not _left_out(a, b, d) and not _put_in(a, b, d)
    )


def _left_out(a: Sequence[Word], b: Sequence[Word], d: Difference) -> bool:
    """True where one text lacks words and says so by an ellipsis."""
    return (d.op == "inserted" and a[d.j].clipped) or (d.op == "cut" and b[d.l].clipped)


def _put_in(a: Sequence[Word], b: Sequence[Word], d: Difference) -> bool:
    """True where the words of one text stand in an editor's brackets, as what they stand for need not be said."""
    return any(run and all(w.edited for w in run) for run in (a[d.i : d.j], b[d.k : d.l]))


def _printing(quote: Quote) -> Printing:
    found = tuple(words(quote.text))
    weights = tuple(max(rarity(w.key), 1.0) if w.content else FUNCTION_WEIGHT for w in found)
    stems = content_stems(quote.chain[0].mention.text) if quote.chain else []
    return Printing(quote, found, weights, frozenset(stems))


def _scores(printings: Sequence[Printing], home: Mapping[str, str]) -> Iterator[tuple[Pair, float]]:
    for i, j in sorted(_candidates(printings)):
        score = _score(printings[i], printings[j], home)
        if score:
            yield (i, j), score


def _candidates(printings: Sequence[Printing]) -> set[Pair]:
    """Pairs that share two content words, or one and every word of a short one."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, printing in enumerate(printings):
        for key in sorted({w.key for w in printing.words if w.content}):
            holders[key].append(number)
    shared: dict[Pair, int] = defaultdict(int)
    for numbers in holders.values():
        # A word that very many quotes hold finds no one; the rarer words of a pair do.
        if len(numbers) <= max(40, len(printings) // 4):
            for pair in combinations(numbers, 2):
                shared[pair] += 1
    return {
        (i, j)
        for (i, j), count in shared.items()
        if count > 1 or min(len(printings[i].words), len(printings[j].words)) <= 6
    }


def _score(a: Printing, b: Printing, home: Mapping[str, str]) -> float:
    """How likely two quotes print one utterance: the share held in order, or 0 where chance may do it."""
    held = round(sum(sum(a.weights[i : i + size]) for i, _, size in matched(a.words, b.words)), 4)
    run = sum(size for _, _, size in matched(a.words, b.words))
    share = round(min(held / max(min(a.weight, b.weight), 0.1), 1.0), 4)
    if share < POSSIBLE or held < LEAST_WEIGHT or run < max(LEAST_WORDS, LEAST_SHARE * min(len(a.words), len(b.words))):
        return 0.0
    if a.quote.article == b.quote.article:
        # A speaker may well say a thing twice; only near-repeats (a subhead, a pull quote) are one.
        return share if share >= 0.9 and held >= TELLING_WEIGHT else 0.0
    together = _same_speaker(a, b) or _same_claim(a, b, home)
    if held < TELLING_WEIGHT and not together:
        return 0.0
    return share if together or share >= LIKELY else 0.0


def _same_speaker(a: Printing, b: Printing) -> bool:
    return bool((a.speaker & b.speaker) - FUNCTION_WORDS)


def _same_claim(a: Printing, b: Printing, home: Mapping[str, str]) -> bool:
    left, right = home.get(a.quote.statement or ""), home.get(b.quote.statement or "")
    return left is not None and left == right


def _sameness(group: Sequence[int], scores: Mapping[Pair, float]) -> Literal["likely", "possible"] | None:
    if len(group) < 2:
        return None
    values = [scores.get(pair, 0.0) for pair in combinations(group, 2)]
    return "likely" if sum(values) / len(values) >= LIKELY else "possible"


def _group(story: Story, group: list[Printing], same: Literal["likely", "possible"] | None) -> QuoteGroup:
    ordered = sorted(
        group, key=lambda p: (story.articles[p.quote.article].published or "9", p.quote.article, p.quote.start)
    )
    variants = tuple(_variant(p.quote) for p in ordered)
    drift = [d for other in ordered[1:] for d in _drift(story, ordered[0], other)]
    return QuoteGroup(
        id=content_id("q-", sorted(v.id for v in variants)),
        actor=ordered[0].quote.chain[0].actor if ordered[0].quote.chain else None,
        variants=variants,
        same=same,
        drift=tuple(drift[:DRIFT_LIMIT]),
    )


def _variant(quote: Quote) -> Variant:
    mentions = [link.mention for link in quote.chain]
    return Variant(
        id=quote.id or place_id("v-", quote.article, quote.start, quote.end),
        article=quote.article,
        start=quote.start,
        end=quote.end,
        text=quote.text,
        kind=quote.kind,
        speaker=mentions[0] if mentions else None,
        via=tuple(mentions[1:]),
    )


def _drift(story: Story, first: Printing, other: Printing) -> Iterator[Drift]:
    for d in differences(first.words, other.words):
        cut, put = first.words[d.i : d.j], other.words[d.k : d.l]
        yield Drift(
            op=d.op,
            from_=_slice(story, first, cut) if cut else None,
            to=_slice(story, other, put) if put else None,
        )


def _slice(story: Story, printing: Printing, run: Sequence[Word]) -> Slice:
    start = printing.quote.start
    return story.articles[printing.quote.article].slice(start + run[0].start, start + run[-1].end)
