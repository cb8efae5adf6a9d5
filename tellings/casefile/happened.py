"""What is said to have happened: statements that best answer who, what, when, where, how and why.

No statement is written and none is judged true: claims that more articles and origins tell come first,
then those that tell what the articles open with, those told early, and those that hold what the question
asks for. What only one article tells, further down, is background: it says neither when nor where.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal

import msgspec

from tellings.casefile.stretches import before, beginning_in
from tellings.language.tables import load
from tellings.language.words import content_stems, fold
from tellings.model import Claim, Happened, Place, Provenance, Statement, Telling, Time

# So many answers to a question are read; more are a list of everything.
ANSWERS = 5
# A subject stands near the start of its sentence.
SUBJECT = 40
# Statements of an article that may say when and where although no other article does.
LEAD = 3
# What the articles' openings have in common weighs this much.
OPENING = 3.0
_UNSETTLED = frozenset({"asked", "demanded", "predicted"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PLACE_WEIGHT = {"settlement": 2.0, "region": 1.0, "country": 0.25}


class CueRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``casefile/questions.toml``."""

    question: Literal["how", "why"]
    cue: str
    seen: str
    form: Literal["any", "ing"] = "any"


CUES = load("casefile/questions.toml", "cue", CueRow)


def happened(tellings: Sequence[Telling], provenance: Provenance) -> Happened:
    """Statement ids for each question, best first, one for a claim."""
    scenes = _scenes(tellings, provenance)
    return Happened(
        who=_best(scenes, _who),
        what=_best(scenes, _what),
        when=_best(scenes, _when),
        where=_best(scenes, _where),
        how=_best(scenes, lambda s: 2.0 * answers("how", s.statement.text)),
        why=_best(scenes, lambda s: 2.0 * answers("why", s.statement.text)),
    )


def title(tellings: Sequence[Telling], provenance: Provenance) -> str | None:
    """The statement that best names the event; attributed where any is, never an allegation without a speaker."""
    scenes = [s for s in _scenes(tellings, provenance) if s.statement.attribution or s.statement.stance != "alleged"]
    return max(scenes, key=_title_rank).statement.id if scenes else None


def answers(question: Literal["how", "why"], text: str) -> bool:
    """True where a cue of the question stands in ``text``."""
    return _cue_pattern(question).search(fold(text)) is not None


class _Scene(msgspec.Struct, frozen=True):
    """A claim's telling of it, with what stands in it and how much it is told."""

    statement: Statement
    claim: Claim
    weight: float
    names: tuple[int, ...]
    on_day: bool
    elsewhen: bool
    on_scene: bool
    background: bool
    times: tuple[Time, ...]
    places: tuple[Place, ...]


def _title_rank(scene: _Scene) -> tuple[bool, float, str]:
    # A claim told by one article is a poor name for what all of them tell.
    told = scene.weight + _what(scene) + 1.25 * bool(scene.statement.attribution)
    return len(scene.claim.articles) > 1, round(told, 6), scene.statement.id


def _who(scene: _Scene) -> float:
    return 2.0 * any(start - scene.statement.start < SUBJECT for start in scene.names)


def _what(scene: _Scene) -> float:
    settled = scene.statement.stance not in _UNSETTLED
    held = bool(scene.names) + bool(scene.places) + scene.on_day - 2 * scene.elsewhen
    return max(0.0, 1.0 + settled + 0.5 * held)


def _when(scene: _Scene) -> float:
    if (scene.background and not scene.on_day) or scene.elsewhen:
        return 0.0
    told = max((2.0 if "T" in (t.edtf or "") else 0.5 for t in scene.times), default=0.0)
    return told + 2.0 * scene.on_day


def _where(scene: _Scene) -> float:
    if (scene.background and not scene.on_scene) or scene.elsewhen:
        return 0.0
    return max((_PLACE_WEIGHT[p.precision] for p in scene.places), default=0.0) + 2.0 * scene.on_scene


def _best(scenes: Sequence[_Scene], fit: Callable[[_Scene], float]) -> tuple[str, ...]:
    """The best statement of each claim that fits at all, best claim first."""
    ranked = sorted(scenes, key=lambda s: (-round(fit(s) + s.weight, 6), s.statement.id))
    chosen: dict[str, str] = {}
    for scene in ranked:
        if fit(scene) > 0:
            chosen.setdefault(scene.claim.id, scene.statement.id)
    return tuple(list(chosen.values())[:ANSWERS])


def _scenes(tellings: Sequence[Telling], provenance: Provenance) -> list[_Scene]:
    claim_of = {s: claim for claim in provenance.claims for s in claim.statements}
    filled: Mapping[str, Statement] = {s.id: s for s in provenance.statements}
    chief = _Chief(day=_day(tellings), place=_place(tellings), openings=_openings(tellings))
    found = []
    for telling in tellings:
        spoken = sorted(telling.speech.statements, key=lambda s: s.start)
        for number, statement in enumerate(spoken):
            claim = claim_of.get(statement.id)
            if claim is not None and statement.stance != "asked":
                found.append(_scene(telling, filled[statement.id], claim, number, chief))
    return found


def _scene(telling: Telling, statement: Statement, claim: Claim, number: int, chief: "_Chief") -> _Scene:
    start, end = statement.start, statement.end
    marks, day = telling.marks, chief.day
    times = tuple(t for t in beginning_in(marks.times, start, end) if t.edtf)
    places = tuple(p for p in beginning_in(marks.places, start, end) if p.latitude is not None)
    # A place that the gazetteer does not have is no less a place.
    scenes = {p.name for p in places} | {n.text for n in beginning_in(marks.names, start, end) if n.kind == "place"}
    early = 0.0 if _is_heading(telling, start) else 1.0 / (1 + number / 3)
    return _Scene(
        statement=statement,
        claim=claim,
        weight=1.5 * min(len(claim.articles) - 1, 4) ** 0.5
        + 0.5 * min(claim.origins, 2)
        + 2.0 * early
        + OPENING * _in_openings(statement.text, chief.openings),
        on_day=any((t.edtf or "").startswith(day) for t in times) if day else False,
        elsewhen=bool(day and times) and not any((t.edtf or "")[:7] in day for t in times),
        names=tuple(n.start for n in beginning_in(marks.names, start, end) if n.kind in {"person", "organisation"}),
        times=times,
        on_scene=chief.place in scenes,
        background=len(claim.articles) == 1 and number >= LEAD,
        places=places,
    )


class _Chief(msgspec.Struct, frozen=True):
    """The day and the place that most articles name, and how many open with a word."""

    day: str
    place: str
    openings: Mapping[str, float]


def _openings(tellings: Sequence[Telling]) -> Mapping[str, float]:
    """For each stem of the articles' first statements the share of articles that open with it, squared."""
    firsts = [min(t.speech.statements, key=lambda s: s.start).text for t in tellings if t.speech.statements]
    counted = Counter(stem for text in firsts for stem in set(content_stems(text)))
    return {stem: (count / len(firsts)) ** 2 for stem, count in counted.items() if count > 1}


def _in_openings(text: str, openings: Mapping[str, float]) -> float:
    """How much of what the articles open with a text holds, from 0 to 1."""
    whole = sum(openings[stem] for stem in sorted(openings))
    return round(sum(openings.get(stem, 0.0) for stem in sorted(set(content_stems(text)))) / max(whole, 1.0), 6)


def _place(tellings: Sequence[Telling]) -> str:
    """The town or region that most articles name, then open with, then the most often named; empty without any."""
    settled = [_named_places(t) for t in tellings]
    articles = Counter(name for named in settled for name in {n for n, _ in named})
    openings = Counter(name for named in settled for name in {n for n, opens in named if opens})
    mentions = Counter(name for named in settled for name, _ in named)
    return min(articles, key=lambda n: (-articles[n], -openings[n], -mentions[n], n), default="")


def _named_places(telling: Telling) -> list[tuple[str, bool]]:
    """Towns, regions and places without a gazetteer entry, and whether they stand in the article's opening."""
    marks, spoken = telling.marks, sorted(telling.speech.statements, key=lambda s: s.start)
    end = spoken[min(LEAD, len(spoken)) - 1].end if spoken else 0
    known = {p.text for p in marks.places}
    found = [(p.name, p.start < end) for p in marks.places if p.precision != "country"]
    return found + [(n.text, n.start < end) for n in marks.names if n.kind == "place" and n.text not in known]


def _day(tellings: Sequence[Telling]) -> str:
    """The day that most articles name, the earliest of several; empty where none is named."""
    days = [{(t.edtf or "")[:10] for t in telling.marks.times if _DAY.match(t.edtf or "")} for telling in tellings]
    counted = Counter(day for named in days for day in named)
    return min(counted, key=lambda d: (-counted[d], d), default="")


def _is_heading(telling: Telling, place: int) -> bool:
    """A headline is early by its nature and seldom a whole sentence."""
    around = before(telling.article.blocks, place)
    return around is not None and place < around.end and around.kind in {"title", "heading"}


@cache
def _cue_pattern(question: str) -> re.Pattern[str]:
    rows = [row for row in CUES if row.question == question]
    cues = [re.escape(row.cue) + (r"\s+\w+ing\b" if row.form == "ing" else r"\b") for row in rows]
    return re.compile(r"\b(?:" + "|".join(cues) + ")")
