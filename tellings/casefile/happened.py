"""What is said to have happened: statements that best answer who, what, when, where, how and why.

No statement is written and none is judged true. Each is ranked by how much it tells the main event
(casefile/event.py), by how well it fits the question, and by how many articles and origins tell it. What only
one of several articles tells, further down, is background: it says neither when nor where. The weights were
found as docs/happened.md says.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import msgspec

from tellings.casefile.event import LEAD, Event, early, event, moment, settings, spoken
from tellings.casefile.questions import cued
from tellings.casefile.stretches import before, beginning_in
from tellings.language.words import content_stems, fold
from tellings.model import Claim, Happened, Provenance, Statement, Telling

Question = Literal["who", "what", "when", "where", "how", "why"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
# So many answers to a question are read; more are a list of everything.
ANSWERS = 5
# A subject stands near the start of its sentence.
SUBJECT = 40
# Words that are read at a glance; the longer a statement beyond them, the less it is an answer.
GLANCE = 35
# So much of the headlines' words at least are in a statement that touches the event, and in one that tells it.
TOUCHES, TELLS = 0.05, 0.15
# A time that says when: the day, the hour, or the month of publication.
DATED = 0.5
# So much of them are in one that is about little else.
ABOUT = 0.4
_UNSETTLED = frozenset({"demanded", "predicted"})


class Traits(msgspec.Struct, frozen=True):
    """What makes a statement an answer, each from 0 to about 1 (see ``happened``)."""

    headline: float  # of the headlines' words
    acts: float  # of those that name nobody and no place
    opening: float  # of the opening sentences' words
    early: float
    subject: float  # a person or body near its start
    named: float  # a person or body of the headlines
    figure: float
    moment: float  # how well its best time says when
    place: float  # how likely the event was at its likeliest place
    places: float  # the same summed over its places, countries apart, at most 2
    manner: float  # how: by cue
    cause: float  # why: by cue
    told: float  # articles and origins
    long: float  # words beyond a glance, in twenties
    unsettled: float
    quoted: float  # begins as a quotation
    elsewhen: float  # only times that are not the event's


# How much each trait counts for each question.
WEIGHTS: Mapping[Question, Mapping[str, float]] = {
    "who": {"headline": 2.5, "acts": 0.3, "opening": 0.3, "early": 0.3, "named": 1.0, "subject": 0.3},
    "what": {"headline": 2.5, "acts": 1.0, "opening": 0.2, "early": 0.3, "figure": 0.3, "elsewhen": -0.5, "quoted": -1},
    "when": {"moment": 1.0, "headline": 0.15, "acts": 0.1, "opening": 0.1, "early": 1.1, "told": 0.5},
    "where": {
        "place": 2.0,
        "places": 1.0,
        "headline": 0.4,
        "acts": 0.25,
        "opening": 0.25,
        "early": 0.95,
        "told": 0.5,
        "elsewhen": -0.6,
    },
    "how": {"headline": 1.0, "acts": 1.0, "opening": 0.5, "early": 0.5, "figure": 0.3, "manner": 0.2},
    "why": {"headline": 0.8, "acts": 0.2, "early": 0.7, "cause": 1.0, "told": 0.5, "elsewhen": -0.6},
}
ALWAYS: Mapping[str, float] = {"told": 1.0, "long": -0.2, "unsettled": -0.4, "quoted": -0.4}
_CAUSE = {"strong": 1.2, "fair": 0.3, "weak": 0.1}


def happened(found: Sequence["Scene"]) -> Happened:
    """Statement ids for each question, best first, one for a claim; none where no statement can be an answer."""
    return Happened(**{question: _best(found, question) for question in QUESTIONS})


def title(found: Sequence["Scene"]) -> str | None:
    """The statement that best names the event; attributed where any is, never an allegation without a speaker."""
    spoken_for = [s for s in found if s.statement.attribution or s.statement.stance != "alleged"]
    return max(spoken_for, key=_title_rank).statement.id if spoken_for else None


class Scene(msgspec.Struct, frozen=True):
    """A claim's telling of it, and what makes it an answer."""

    statement: Statement
    claim: Claim
    traits: Traits
    several: bool
    background: bool
    on_day: bool
    on_scene: bool


def _title_rank(scene: Scene) -> tuple[bool, float, str]:
    # A claim told by one article is a poor name for what all of them tell.
    rank = score(scene.traits, "what") + 0.5 * bool(scene.statement.attribution)
    return len(scene.claim.articles) > 1, round(rank, 6), scene.statement.id


def score(traits: Traits, question: Question) -> float:
    """How good an answer a statement of these traits is; only its order among others means something."""
    weights = {**ALWAYS, **WEIGHTS[question]}
    return sum(weight * float(getattr(traits, trait)) for trait, weight in weights.items())


def fits(scene: Scene, question: Question) -> bool:
    """Whether a statement can be an answer at all: a date for when, a place for where, a cue for why."""
    traits = scene.traits
    if question == "when":
        return traits.moment >= DATED and (scene.on_day or not scene.background)
    if question == "where":
        return traits.place > 0 and traits.headline >= TOUCHES and (scene.on_scene or not scene.background)
    if question == "why":
        # Many articles hold many weak signs; and what caused something else is background too.
        sure = traits.cause > _CAUSE["weak"] if scene.several else traits.cause > 0
        return sure and (traits.headline >= TELLS or not scene.background)
    return True


def _best(found: Sequence[Scene], question: Question) -> tuple[str, ...]:
    """The best statement of each claim that fits at all, best claim first."""
    fitting = [s for s in found if fits(s, question)]
    chosen: dict[str, str] = {}
    for scene in sorted(fitting, key=lambda s: (-round(score(s.traits, question), 6), s.statement.id)):
        chosen.setdefault(scene.claim.id, scene.statement.id)
    return tuple(list(chosen.values())[:ANSWERS])


def scenes(tellings: Sequence[Telling], provenance: Provenance) -> list[Scene]:
    """Statements that may be answers with their traits; headlines only where there is no sentence."""
    claim_of = {s: claim for claim in provenance.claims for s in claim.statements}
    filled = {s.id: s for s in provenance.statements}
    main = event(tellings)
    found = []
    for telling in tellings:
        for number, statement in enumerate(spoken(telling)):
            claim = claim_of.get(statement.id)
            if claim is not None and statement.stance != "asked":
                found.append(_scene(telling, filled[statement.id], claim, number, main))
    sentences = [s for s in found if s.traits.early > 0]
    return sentences or found


def _scene(telling: Telling, statement: Statement, claim: Claim, number: int, main: Event) -> Scene:
    start, end = statement.start, statement.end
    places, wording = settings(telling, statement), _wording(telling, statement, number, main)
    likely = [main.places.get(p.name, 0.0) * (1.0 if p.located else 0.6) for p in places]
    days = {(t.edtf or "")[:10] for t in beginning_in(telling.marks.times, start, end)}
    return Scene(
        statement=statement,
        claim=claim,
        traits=Traits(
            **wording,
            **_moments(telling, statement, main),
            place=max(likely, default=0.0),
            places=min(2.0, sum(sorted(main.places.get(p.name, 0.0) for p in places if p.nearness != "country"))),
            told=_told(claim, wording["headline"]) if main.several else 0.0,
        ),
        several=main.several,
        background=main.several and len(claim.articles) == 1 and number >= LEAD,
        on_day=bool(main.day) and main.day in days,
        on_scene=any(main.places.get(p.name) == 1.0 for p in places),
    )


def _told(claim: Claim, headline: float) -> float:
    """How much articles and origins count: less where the statement hardly tells the event that they report."""
    articles = math.sqrt(min(len(claim.articles) - 1, 4))
    return (articles + 0.4 * min(claim.origins, 2)) * (0.25 + 0.75 * min(1.0, headline / ABOUT))


def _wording(telling: Telling, statement: Statement, number: int, main: Event) -> dict[str, float]:
    stems = set(content_stems(statement.text))
    bearers = [
        n
        for n in beginning_in(telling.marks.names, statement.start, statement.end)
        if n.kind in ("person", "organisation")
    ]
    return {
        "headline": main.headline.held(stems),
        "acts": main.acts.held(stems),
        "opening": main.opening.held(stems),
        # A headline is early by its nature and seldom a whole sentence.
        "early": 0.0 if _is_heading(telling, statement.start) else early(number),
        "subject": float(any(n.start - statement.start < SUBJECT for n in bearers)),
        "named": float(any(main.headline.held(set(content_stems(n.text))) > 0 for n in bearers)),
        "figure": float(bool(beginning_in(telling.marks.figures, statement.start, statement.end))),
        "manner": 1.0 if cued("how", statement.text) else 0.0,
        "cause": sum(_CAUSE[s] for s in sorted(cued("why", statement.text, main.headline.weights))),
        "long": max(0, len(statement.text.split()) - GLANCE) / 20,
        "unsettled": float(statement.stance in _UNSETTLED),
        "quoted": float(fold(statement.text[:1]) in ('"', "'")),
    }


def _moments(telling: Telling, statement: Statement, main: Event) -> dict[str, float]:
    times = beginning_in(telling.marks.times, statement.start, statement.end)
    # Among several articles the day that most of them name is the event's.
    day = main.day if main.several else ""
    best = max((moment(t, telling.article.published, main.day) for t in times), default=0.0)
    on_day = bool(day) and any((t.edtf or "").startswith(day) for t in times)
    return {"moment": best + 0.5 * on_day, "elsewhen": float(0 < best < 0.5)}


def _is_heading(telling: Telling, place: int) -> bool:
    around = before(telling.article.blocks, place)
    return around is not None and place < around.end and around.kind in {"title", "heading"}
