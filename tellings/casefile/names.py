"""Names in statements: where a text uses a name of the table, of whom, and in what surroundings."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import Literal

import msgspec

from tellings.casefile.stretches import beginning_in
from tellings.language.tables import load
from tellings.language.words import FUNCTION_WORDS, fold, stem, tokens
from tellings.model import Actor, Provenance, Slice, Statement, Telling


class NameRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``casefile/namings.toml``: one name with its forms, and the sorts of thing it names.

    ``particle`` is the word that must follow its verbs ("gunned down").
    """

    name: str
    sorts: tuple[str, ...]
    seen: str
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    particle: str | None = None


class Word(msgspec.Struct, frozen=True):
    """A word of a statement; ``low`` is folded, ``actor`` is whom it names, as a whole or in part.

    ``owns`` is true for a possessive ("Quill's").
    """

    start: int
    end: int
    low: str
    actor: Actor | None = None
    owns: bool = False


class Called(msgspec.Struct, frozen=True):
    """One use of a name: where, by which outlet, in which claim.

    ``actor`` is the id of the person to whom an act is done, or of the body or person that people are named
    of; ``left`` and ``right`` are stems of the words around it, ``object`` those right after a verb; ``rivals``
    counts the names of each sort in the statement.
    """

    row: NameRow
    words: Slice
    outlet: str
    claim: str
    statement: str
    actor: str | None
    plural: bool
    left: frozenset[str]
    right: frozenset[str]
    object: frozenset[str]
    rivals: Mapping[str, int]

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands."""
        return self.words.article, self.words.start


ACTS = load("casefile/namings.toml", "act", NameRow)
PEOPLE = load("casefile/namings.toml", "people", NameRow)
THINGS = load("casefile/namings.toml", "thing", NameRow)

# Stances in which nothing is said to have happened.
_UNTOLD = frozenset({"denied", "asked", "demanded", "predicted"})
# A charge names a crime, not what happened; "as a murder" says how it is looked at; "no murder" is none.
_CHARGED = frozenset(
    """charge charges charged charging count counts accused accuses accusing suspicion suspected indicted acquitted
    degree attempted attempting attempt attempts tried trying plea pleaded wanted no not never without alleged
    allegedly if or whether""".split()
)
_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*(?:['’][^\W\d_]+)?|[.,;:!?()\"“”—–]")
_BE = frozenset("is are was were be been being".split())
_AUXILIARIES = _BE | frozenset("has have had will would can could may might must did does do to".split())
_ARTICLES = frozenset("the a an his her their its this that".split())
# Verbs in the past that do not end in -ed and follow a subject.
_PAST = frozenset(
    """took began came left happened said broke went hit struck held fell led kept made shut cut won lost gave met
    fought threw ran rose stood sent grew spread caught drew brought shook hurt""".split()
)
_COUNTED = frozenset("two three four five six seven eight nine ten several dozens".split())
# How far the surroundings of a name reach, in words.
_NEAR = 5
# How soon after a verb its object stands.
_OBJECT = 3
_Form = Literal["noun", "verb"]


def uses(tellings: Sequence[Telling], provenance: Provenance) -> Iterator[Called]:
    """Every use of a name in the statements of ``tellings`` that tell something as having happened."""
    claim_of = {s: c.id for c in provenance.claims for s in c.statements}
    actors: dict[str, dict[int, tuple[int, Actor]]] = defaultdict(dict)
    for actor in provenance.actors:
        for mention in actor.mentions:
            actors[mention.article][mention.start] = (mention.end, actor)
    by_id = {t.article.id: t for t in tellings}
    for statement in sorted(provenance.statements, key=lambda s: (s.article, s.start)):
        if statement.stance not in _UNTOLD and statement.id in claim_of:
            telling = by_id[statement.article]
            yield from _in_statement(telling, statement, claim_of[statement.id], actors[statement.article])


def _in_statement(
    telling: Telling, statement: Statement, claim: str, actors: Mapping[int, tuple[int, Actor]]
) -> Iterator[Called]:
    words = _words(telling, statement, actors)
    rivals = Counter(s for name in {_forms()[w.low] for w in words if w.low in _forms()} for s in name.sorts)
    for at, word in enumerate(words):
        found = _name(words, at)
        if (
            found is None
            or _is_charge(words, at)
            or any(q.start <= word.start < q.end for q in telling.marks.quotations)
        ):
            continue
        row, form = found
        actor = _member_of(words, at) if row in PEOPLE else _patient(words, at, form)
        yield Called(
            row=row,
            words=_in_full(telling, words, at, actor if row in PEOPLE else None),
            outlet=telling.article.outlet or telling.article.id,
            claim=claim,
            statement=statement.id,
            actor=actor.id if actor else None,
            plural=form == "noun" and word.low.endswith("s"),
            left=_stems(words[max(0, at - _NEAR) : at]),
            right=_stems(words[at + 1 : at + 1 + _NEAR]),
            object=_stems(words[at + 1 : at + 1 + _OBJECT]) if form == "verb" else frozenset(),
            rivals=rivals,
        )


def _words(telling: Telling, statement: Statement, actors: Mapping[int, tuple[int, Actor]]) -> list[Word]:
    found: list[Word] = []
    end: int = -1
    actor: Actor | None = None
    for match in _WORD.finditer(telling.article.text, statement.start, statement.end):
        if match.start() in actors:
            end, actor = actors[match.start()]
        low = fold(match.group()).replace("‑", "-")
        found.append(
            Word(
                start=match.start(),
                end=match.end(),
                low=low.removesuffix("'s"),
                actor=actor if match.start() < end else None,
                owns=low.endswith(("'s", "s'")),
            )
        )
    return found


# ---------------------------------------------------------------- name or not


def _name(words: Sequence[Word], at: int) -> tuple[NameRow, _Form] | None:
    """The row whose name stands at ``at``, as the head of its phrase or as a verb."""
    word = words[at]
    row = _forms().get(word.low)
    if row is None:
        return None
    if word.low in row.verbs and word.actor is None and _is_verb(words, at, row):
        return row, "verb"
    # "Guard" in "the National Guard" is part of a name, not what someone is called
    inside = word.actor is not None and (
        word.low in tokens(word.actor.label.text) or (at + 1 < len(words) and words[at + 1].actor is word.actor)
    )
    return (row, "noun") if word.low in row.nouns and not inside and _is_head(words, at) else None


def _is_verb(words: Sequence[Word], at: int, row: NameRow) -> bool:
    before = words[at - 1].low if at else ""
    if row.particle is not None and at + 1 < len(words):
        return words[at + 1].low == row.particle
    if before in _ARTICLES or at + 1 == len(words):
        # "the captured vessels": which, not what was done
        return before in _AUXILIARIES
    if words[at].low not in row.nouns or before in _AUXILIARIES:
        return True
    if before == "of":
        return False
    after = words[at + 1]
    return after.actor is not None or after.low in _ARTICLES | _COUNTED or after.low.isdigit()


def _is_head(words: Sequence[Word], at: int) -> bool:
    """False in "shooting victims" and "murder charge": another noun is meant."""
    if at + 1 == len(words):
        return True
    after = words[at + 1]
    if after.actor is not None and after.actor.kind == "person":
        return True
    past = after.low.endswith("ed") or after.low in _PAST
    return not after.low[0].isalnum() or after.low in FUNCTION_WORDS or past


def _is_charge(words: Sequence[Word], at: int) -> bool:
    before = [w.low for w in words[max(0, at - 4) : at]]
    return any(low in _CHARGED for low in before) or before[-1:] == ["as"] or before[-2:] in (["as", "a"], ["as", "an"])


# ---------------------------------------------------------------- of whom


def _patient(words: Sequence[Word], at: int, form: _Form) -> Actor | None:
    """The person to whom it is done: "murder of Quill", "Quill's murder", "shot Quill", "Quill was shot"."""
    after = words[at + 1 :]
    if form == "verb":
        found = _subject(words[:at]) if words[at - 1].low in _BE and at else _named_first(after)
    elif after and after[0].low in ("of", "on", "against"):
        found = _named_first(after[1:])
    else:
        found = words[at - 1].actor if at else None
    return found if found is not None and found.kind == "person" else None


def _subject(before: Sequence[Word]) -> Actor | None:
    """The actor named right before a passive's auxiliaries."""
    rest = list(before)
    while rest and rest[-1].low in _AUXILIARIES:
        rest.pop()
    return rest[-1].actor if rest else None


def _named_first(words: Sequence[Word]) -> Actor | None:
    """The actor named at the head of ``words``, past an article and a role."""
    for at, word in enumerate(words[:4]):
        if word.actor is not None:
            # "remove Quill's badge": the badge
            named = list(takewhile(lambda w, actor=word.actor: w.actor is actor, words[at:]))  # type: ignore[misc]
            return None if named[-1].owns else word.actor
        if not word.low[0].isalnum() or (word.low in FUNCTION_WORDS and word.low not in _ARTICLES):
            return None
    return None


def _member_of(words: Sequence[Word], at: int) -> Actor | None:
    """The body whose people they are ("Guild guards"), or the person so called ("activist Ada Quill")."""
    before = words[at - 1].actor if at else None
    if before is not None and before.kind == "organisation":
        return before
    after = words[at + 1].actor if at + 1 < len(words) else None
    if after is not None and after.kind == "person":
        return after
    return _apposed_to(words, at)


def _apposed_to(words: Sequence[Word], at: int) -> Actor | None:
    """The person in "Ada Quill, a local activist,"."""
    ends = at + 1 == len(words) or words[at + 1].low in (",", ".", "who")
    for comma in range(at - 2, max(-1, at - 5), -1):
        if words[comma].low == "," and words[comma + 1].low in ("a", "an", "the") and comma and ends:
            found = words[comma - 1].actor
            return found if found is not None and found.kind == "person" else None
    return None


# ---------------------------------------------------------------- around it


def _stems(words: Iterable[Word]) -> frozenset[str]:
    """Stems of the content words; an owner's name says nothing of what is owned."""
    held = list(words)
    owners = [w.actor for w in held if w.owns and w.actor]
    return frozenset(
        stem(w.low)
        for w in held
        if w.low[0].isalnum() and w.low not in FUNCTION_WORDS and not any(w.actor is owner for owner in owners)
    )


def _in_full(telling: Telling, words: Sequence[Word], at: int, body: Actor | None) -> Slice:
    """The name with the body before it and the evaluation that the outlet adds ("cold-blooded shooting")."""
    first = at
    while body is not None and first and words[first - 1].actor is body:
        first -= 1
    start, end = words[first].start, words[at].end
    for term in beginning_in(telling.marks.loaded, start - 40, end):
        if term.end >= start - 1 and term.end <= end:
            start = min(start, term.start)
    return telling.article.slice(start, end)


@cache
def _forms() -> dict[str, NameRow]:
    """Each form with its row; a test holds the table to one row a form."""
    return {form: row for row in (*ACTS, *PEOPLE, *THINGS) for form in (*row.nouns, *row.verbs)}
