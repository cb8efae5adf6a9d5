"""Updates: a later count or state that replaces an earlier one because time passed.

Counts: see tolls.py. States: someone passes through the stages of a course (arrest, charge, trial,
verdict; intensive care, recovery). An article's news of them is the latest stage it tells; where two
articles differ in it, the statements of the earlier stage are replaced by those of the later one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from tellings.claim import tolls
from tellings.claim.identity import content_id
from tellings.claim.relations import Relations
from tellings.claim.telling import Told
from tellings.language import tables
from tellings.language.words import fold, stem
from tellings.model import Update, UpdateEnd


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``[[stage]]``: a step of a course and the words that tell it."""

    course: str
    step: int
    words: tuple[str, ...]
    seen: str


STAGES = tables.load("claim/stages.toml", "stage", Stage)


def updates(relations: Relations) -> list[Update]:
    """Updates of counts, then of states, each from a lower level or stage to the next that is told."""
    return [*_of_counts(relations), *_of_states(relations)]


def stage_of(text: str) -> Iterator[Stage]:
    """The stages that a text tells; of overlapping readings the first: "to be charged with" is no charge yet."""
    folded = fold(text)
    found = [(m.start(), m.end(), stage) for stage in STAGES for m in _pattern(stage).finditer(folded)]
    reached: dict[str, int] = {}
    for start, end, stage in sorted(found, key=lambda f: (f[0], -f[1])):
        if start >= reached.get(stage.course, 0):
            yield stage
            reached[stage.course] = end


def _of_counts(relations: Relations) -> Iterator[Update]:
    for levels in tolls.levels(relations.story):
        for lower, higher in pairwise(levels):
            if tolls.grows(lower, higher):
                yield _update("figure", lower.told, higher.told, relations)


def _of_states(relations: Relations) -> Iterator[Update]:
    used: set[tuple[str, str]] = set()
    stages = _told_stages(relations)
    for (course, _), told_stages in sorted(stages.items(), key=lambda item: (-len(item[1]), item[0])):
        # An article that tells a later stage tells the earlier ones as background.
        reached: dict[str, int] = {}
        for step, told in told_stages:
            reached[told.article.id] = max(reached.get(told.article.id, 0), step)
        for earlier in sorted(set(reached.values())):
            from_ = [t for step, t in told_stages if step == earlier == reached[t.article.id]]
            to = _first_by_step([(step, t) for step, t in told_stages if step > earlier])
            new = not any((course, t.id) in used for t in from_)
            if to and new and not _latest(from_) > _earliest(to):
                used |= {(course, t.id) for t in from_}
                yield _update("state", from_, to, relations)


def _first_by_step(told_stages: Sequence[tuple[int, Told]]) -> list[Told]:
    """For each article and step the first statement that tells it, a heading only where no other does."""
    first: dict[tuple[str, int], Told] = {}
    for step, told in sorted(told_stages, key=lambda s: (s[1].heading, s[1].number)):
        first.setdefault((told.article.id, step), told)
    return [t for _, t in sorted({t.number: t for t in first.values()}.items())]


def _told_stages(relations: Relations) -> Mapping[tuple[str, str], list[tuple[int, Told]]]:
    """Stages by course and the one who passes through them, in story order.

    A statement without the name ("the man was found guilty") is of whom its claim names.
    """
    found: dict[tuple[str, str], list[tuple[int, Told]]] = defaultdict(list)
    people = _people(relations)
    of_claim: dict[str, set[str]] = defaultdict(set)
    for told in relations.story.told:
        of_claim[relations.home[told.id]] |= people & told.profile.names
    for told in relations.story.told:
        own = people & told.profile.names or of_claim[relations.home[told.id]]
        for stage in stage_of(told.text):
            for person in sorted(own):
                found[stage.course, person].append((stage.step, told))
    return found


def _people(relations: Relations) -> set[str]:
    """Stems of the surnames of people that two articles or more name."""
    named: dict[str, set[str]] = defaultdict(set)
    for told in relations.story.told:
        for name in told.names:
            if name.kind == "person":
                named[stem(fold(name.key).split()[-1])].add(told.article.id)
    return {name for name, articles in named.items() if len(articles) > 1}


def _latest(told: Sequence[Told]) -> str:
    return max((t.article.published or "" for t in told), default="")


def _earliest(told: Sequence[Told]) -> str:
    return min((t.article.published or "9" for t in told), default="9")


def _update(kind: str, from_: Sequence[Told], to: Sequence[Told], relations: Relations) -> Update:
    ends = [tuple(dict.fromkeys(t.id for t in end)) for end in (from_, to)]
    return Update(
        id=content_id("u-", (kind, *sorted(ends[0]), ">", *sorted(ends[1]))),
        kind="figure" if kind == "figure" else "state",
        claim=relations.claim_of(*from_, *to),
        from_=UpdateEnd(statements=ends[0]),
        to=UpdateEnd(statements=ends[1]),
    )


@cache
def _pattern(stage: Stage) -> re.Pattern[str]:
    between = r"\s+(?:\S+\s+){0,4}?"
    phrases = (between.join(r"\s+".join(map(re.escape, part.split())) for part in p.split("...")) for p in stage.words)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")
