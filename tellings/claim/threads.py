"""Open threads: what is still owed, and what another article tells in answer.

Threads of one act whose statements make one claim are one thread. It is answered

- where its state is replaced by a later one (an update, see updates.py);
- where a party that would not comment in one article speaks of the matter in another;
- where a later article tells as done what was asked, promised or planned, in much the same words;
- where a later statement, in the same article or a later one, answers the act by its verb ("found" a search,
  "resigned" a demand for resignation; ``[[answer]]`` of tellings/data/speech/acts.toml) and holds the parties and
  most of the matter.

Anything less stays open: a thread closed wrongly is worse than one left open.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tellings.claim.background import rarity
from tellings.claim.conflicts.polarity import affirmed_stems
from tellings.claim.identity import content_id
from tellings.claim.relations import Relations
from tellings.claim.telling import Told
from tellings.language import tables
from tellings.language.words import content_stems
from tellings.model import Act, OpenThread, Slice, Thread, Update


class AnswerRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that answer an act: ``asked`` opens the thread, ``seen`` in a later article answers it."""

    act: Act
    verbs: str
    asked: str
    seen: str


ANSWERS = tables.load("speech/acts.toml", "answer", AnswerRow)
MOST = 5
# Share and weight of the owed words that an answer must hold.
HELD = 0.7
LEAST_HELD = 9.0
# Beside a verb that answers the act, this share of the matter is enough.
HELD_BESIDE_VERB = 0.5
# A denial of comment answers nothing.
SILENCE = frozenset(content_stems("declined comment refused reached respond unavailable"))
DONE = frozenset(("asserted", "reported"))


def open_threads(relations: Relations, replaced: Sequence[Update]) -> list[OpenThread]:
    """The threads of all articles, merged where they are one: open ones first, those that most articles tell first."""
    later = {s: u.to.statements for u in replaced if u.kind == "state" for s in u.from_.statements}
    owing = {t.statement for t in relations.story.threads}
    threads = [_thread(group, relations, later, owing) for group in _merged(relations)]
    return sorted(threads, key=_rank)


def _rank(thread: OpenThread) -> tuple[bool, int, bool, str, int, str, str]:
    """Open before answered, told by many before told by few, what is owed before who would not speak."""
    first = thread.spans[0]
    tellers = len({span.article for span in thread.spans})
    silent = thread.act == "no-comment"
    return thread.state != "open", -tellers, silent, first.article, first.start, thread.act, thread.id


def _merged(relations: Relations) -> Iterator[list[Thread]]:
    groups: dict[tuple[str, str], list[Thread]] = defaultdict(list)
    for thread in relations.story.threads:
        # Two threads in one statement are two.
        key = relations.home.get(thread.statement, thread.statement)
        own = sum(t.article == thread.article for t in groups[thread.act, key])
        groups[thread.act, f"{key}{own or ''}"].append(thread)
    return (group for group in groups.values() if group)


def _thread(
    group: Sequence[Thread], relations: Relations, later: Mapping[str, tuple[str, ...]], owing: set[str]
) -> OpenThread:
    first = group[0]
    answers = dict.fromkeys(a for thread in group for a in _answers(thread, relations, later, owing))
    spans = tuple(relations.story.articles[t.article].slice(t.start, t.end) for t in group)
    return OpenThread(
        id=content_id("t-", (first.act, *(f"{s.article}:{s.start}:{s.end}" for s in spans))),
        act=first.act,
        by=_first([t.by for t in group]),
        of=_first([t.of for t in group]),
        what=_first([t.what for t in group]),
        since=next((t.since for t in group if t.since), None),
        state="answered" if answers else "open",
        answered_by=tuple(answers)[:MOST],
        spans=spans,
    )


def _first(slices: Sequence[Slice | None]) -> Slice | None:
    return next((s for s in slices if s is not None), None)


def _answers(
    thread: Thread, relations: Relations, later: Mapping[str, tuple[str, ...]], owing: set[str]
) -> Iterator[str]:
    own = relations.story.by_id.get(thread.statement)
    if own is None:
        return
    if thread.act == "no-comment":
        yield from _speaks_elsewhere(thread, own, relations)
        return
    if thread.act in ("pending", "plan"):
        yield from later.get(thread.statement, ())
    if thread.what is not None:
        yield from _done_later(thread, own, relations, owing)
        yield from _answered_by_verb(thread, own, relations, owing)


def _speaks_elsewhere(thread: Thread, own: Told, relations: Relations) -> Iterator[str]:
    """Statements of another article that the silent party makes on what the silence was about."""
    party = _names(thread.by, relations)
    matter = set(content_stems(thread.what.text)) if thread.what else set(own.profile.names)
    matter -= party
    if not party or not matter:
        return
    for told in relations.story.told:
        if told.article.id == own.article.id or not told.statement.attribution or not told.quotes:
            continue
        nearest = told.statement.attribution[0].mention
        speaks = party & set(content_stems(nearest.text))
        if speaks and matter & told.stems and not SILENCE & told.stems:
            yield told.id


def _done_later(thread: Thread, own: Told, relations: Relations, owing: set[str]) -> Iterator[str]:
    """Statements of a later article that tell as done what was owed."""
    assert thread.what is not None
    owed = frozenset(content_stems(thread.what.text))
    weights = {s: rarity(s) for s in owed}
    enough = max(LEAST_HELD, HELD * sum(weights.values()))
    # whoever is asked does it, and may be named in the demand alone
    parties = _names(thread.by, relations) | _names(thread.of, relations) | own.profile.names
    for told in relations.story.told:
        if not (own.article.published or "9")[:10] < (told.article.published or "")[:10]:
            continue
        if told.id in owing or told.statement.stance not in DONE:
            continue
        # what is told as not done answers nothing
        held = sum(weights[s] for s in owed & affirmed_stems(told).keys())
        if held >= enough and parties & told.stems:
            yield told.id


_VERBS = {row.act: frozenset(content_stems(row.verbs)) for row in ANSWERS}


def _answered_by_verb(thread: Thread, own: Told, relations: Relations, owing: set[str]) -> Iterator[str]:
    """Later statements whose verb answers the act, with the parties and most of the matter beside it."""
    assert thread.what is not None
    verbs = _VERBS.get(thread.act, frozenset())
    matter = frozenset(content_stems(thread.what.text)) - verbs
    weights = {s: rarity(s) for s in matter}
    enough = max(LEAST_HELD, HELD_BESIDE_VERB * sum(weights.values()))
    parties = _names(thread.by, relations) | _names(thread.of, relations) | _names(thread.what, relations)
    for told in relations.story.told:
        if told.heading or told.id in owing or told.statement.stance not in DONE or not _is_later(told, own):
            continue
        affirmed = affirmed_stems(told).keys()
        held = sum(weights[s] for s in matter & affirmed)
        if verbs & affirmed and held >= enough and (not parties or parties & told.stems):
            yield told.id


def _is_later(told: Told, own: Told) -> bool:
    """True for a statement further on in the same article, or in one of a later day."""
    if told.article.id == own.article.id:
        return told.statement.start >= own.statement.end
    return (own.article.published or "9")[:10] < (told.article.published or "")[:10]


def _names(words: Slice | None, relations: Relations) -> set[str]:
    stems = set(content_stems(words.text)) if words else set()
    return stems & relations.story.background.names
