"""Conflicts of slots: two sentences say the same but for one thing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tellings.claim.conflicts.evidence import evidence
from tellings.claim.conflicts.figure import SUMS_UP
from tellings.claim.conflicts.items import at_odds, comparable
from tellings.claim.conflicts.passages import Item, Passage
from tellings.claim.conflicts.sides import conflict, side
from tellings.claim.conflicts.slots import Slot, ground, slots
from tellings.claim.relations import Relations
from tellings.claim.telling import Told
from tellings.model import Conflict, ConflictKind, Slice

WHY = {
    "figure": "values-differ",
    "name": "people-differ",
    "polarity": "denied-and-told",
    "quote": "words-differ-possibly-one-utterance",
}
# What is asked by Friday may well be done on Thursday.
ASKED = frozenset(("asked", "demanded"))
# Where what is asked for begins.
ASKED_FOR = re.compile(r"\b(?:to|that)\b", re.IGNORECASE)
# A story's sentences meet from both sides and many times over, so a case file asks for more evidence (log odds).
STORY_LEAST = 1.0
RULING = frozenset("may must shall can".split())
WHY_OF_DATES = {"year": "years-differ"}


def slot_conflicts(relations: Relations, article: str | None = None) -> Iterator[Conflict]:
    """A conflict for each thing that another telling has otherwise; where given, only for those of one article."""
    laid = ground(relations)
    least = STORY_LEAST if article is None else 0.0
    for passage in laid.passages:
        if article is None or passage.article == article:
            against: dict[tuple[str, int, int], list[tuple[float, Slot]]] = defaultdict(list)
            for slot in slots(laid, passage):
                weight = evidence(slot)
                if weight >= least and (article is not None or _one_event(slot)):
                    against[slot.item.kind, slot.item.start, slot.item.end].append((weight, slot))
            for found in against.values():
                made = _conflict([s for _, s in sorted(found, key=lambda f: (-f[0], f[1].against.number))], relations)
                if made is not None:
                    yield made


def _one_event(slot: Slot) -> bool:
    """False where two days hang from different verbs: what was struck one day may be repaired another."""
    read = slot.item.kind == "date" and slot.passage.tokens[0].tag
    return not read or slot.features["verb"] > 0 or slot.features["head"] > 0


def _conflict(found: Sequence[Slot], relations: Relations) -> Conflict | None:
    """The conflict of an item with what is set against it, the likeliest first and those that agree with it."""
    first = found[0]
    agreeing = [s for s in found if s is first or not _apart(first, s)]
    told = _told(first.passage.article, first.item.start, first.item.end, relations)
    against = [(s, _told(s.against.article, s.other.start, s.other.end, relations)) for s in agreeing]
    holding = [t for _, t in against if t is not None]
    if told is None or not holding or against[0][1] is None or _both_hold(first, told, against[0][1]):
        return None
    kind, why = _named(first, told, holding)
    value = _slice(first.passage.article, first.item.start, first.item.end, relations)
    other = _slice(first.against.article, first.other.start, first.other.end, relations)
    return conflict(kind, why, [side(value, [told]), side(other, holding)], relations, [told, *holding])


def _both_hold(slot: Slot, a: Told, b: Told) -> bool:
    """True where the statements speak of two things: asked and done, one occasion and all so far."""
    if slot.item.kind == "figure":
        return bool(SUMS_UP.search(a.text)) != bool(SUMS_UP.search(b.text))
    return slot.item.kind in ("date", "polarity") and _asked(a, slot.item.start) != _asked(b, slot.other.start)


def _asked(told: Told, place: int) -> bool:
    """True where what stands at a place is asked for; "asked on Monday that it stop" was asked on Monday."""
    if told.statement.stance not in ASKED:
        return False
    cue = told.statement.attribution[0].cue if told.statement.attribution else None
    if cue is None or cue.article != told.article.id:
        return True
    return ASKED_FOR.search(told.article.text, cue.end, max(cue.end, place)) is not None


def _named(slot: Slot, told: Told, against: Sequence[Told]) -> tuple[ConflictKind, str]:
    """The kind of conflict and why: "may not enter" against "may enter" under one instrument is one of norms."""
    kind = slot.item.kind
    if kind == "date":
        return kind, WHY_OF_DATES.get(slot.item.sort, "days-differ")
    cited = {n.instrument for n in told.norms} & {n.instrument for t in against for n in t.norms}
    if kind == "polarity" and cited and _rules(slot.passage, slot.item) and _rules(slot.against, slot.other):
        return "norm", "permissions-differ"
    return kind, WHY[kind]


def _rules(passage: Passage, item: Item) -> bool:
    """True where a verb tells what may, must or shall be done."""
    return any(t.word in RULING for t in passage.tokens if item.start <= t.start < item.end)


def _apart(a: Slot, b: Slot) -> bool:
    if a.item.kind == "quote":
        return a.other.value != b.other.value
    return not comparable(a.other, b.other) or at_odds(a.other, b.other)


def _told(article: str, start: int, end: int, relations: Relations) -> Told | None:
    return relations.story.at(article, start, end)


def _slice(article: str, start: int, end: int, relations: Relations) -> Slice:
    return relations.story.articles[article].slice(start, end)
