"""Conflicts of polarity: one telling denies what another tells.

What is denied runs from the negating word to the end of its clause. Another statement conflicts where it
holds most of the denied words, a verb or noun among them, does not deny them itself, and tells of the
same people or things.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import msgspec

from tellings.claim.background import rarity
from tellings.claim.conflicts.sides import conflict, side
from tellings.claim.relations import Relations
from tellings.claim.telling import Told
from tellings.language import tables
from tellings.language.words import FUNCTION_WORDS, WORD, fold, stem
from tellings.model import Conflict, Slice

# Share of the denied words' weight that the other statement must hold, and their least weight.
HELD = 0.62
# Likeness of the two statements.
NEAR = 0.4
LEAST_HELD = 5.0
LONGEST = 10
# Words of this cosine or more are taken for one another.
SYNONYM = 0.62
CLAUSE_END = re.compile(r"[,;:.!?“”\"()]|\b(?:but|because|and|although|though|when|while|until|unless|if)\b")
# After these a negation only weighs one thing against another: "not only …", "not to sell but to lend".
CONTRASTING = frozenset("only just merely simply to as so because that much enough all always quite".split())
# When something was denied is no part of it.
WHEN = frozenset(
    """today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday week month year
    january february march april may june july august september october november december""".split()
)
# "Should never sail again" denies nothing that was done.
MODAL = re.compile(r"\b(?:should|would|could|might|must|may)\s*\Z")
# Words that belong to the verb after them: a denial would stand among them.
HELPING = re.compile(
    r"(?:\b(?:was|were|is|are|has|have|had|will|would|could|should|can|did|does|do|been|be|being)\s+)+\Z"
)
# Some conversions part the contraction: "did n' t".
PARTED = re.compile(r"n'\s?t\b")
# Stems of verbs that carry little: what follows them is what is denied.
LIGHT = frozenset("get got go went take took made gave make becom give put come have intend tri seek".split())
# How far before a shared word a negating word still reaches it.
REACH = 6


class Negator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``[[negator]]`` or ``[[silent]]``."""

    words: tuple[str, ...]
    seen: str


NEGATORS = tables.load("claim/polarity.toml", "negator", Negator)
PLAIN = frozenset(w for row in NEGATORS for w in row.words if " " not in w)
SILENT = frozenset(w for row in tables.load("claim/polarity.toml", "silent", Negator) for w in row.words)


@dataclass(frozen=True, slots=True, eq=False)
class Denial:
    """What a statement denies: the place of the words (in the article), their stems, and of whom.

    ``cue`` is where the word that denies starts.
    """

    told: Told
    cue: int
    start: int
    end: int
    stems: tuple[str, ...]
    subject: frozenset[str]


def polarity_conflicts(relations: Relations) -> Iterator[Conflict]:
    """A conflict for each denial that other statements contradict, the nearest ones named."""
    affirmed = {t.number: affirmed_stems(t) for t in relations.story.told}
    for told in relations.story.told:
        for denial in denials(told, relations.story.background.names):
            against = [
                (other, found)
                for other in relations.story.told
                if other is not told
                and not other.heading
                and (found := _contradicts(denial, other, affirmed[other.number], relations)) is not None
            ]
            if against:
                value = told.article.slice(denial.cue, denial.end)
                other, found = against[0]
                sides = [side(value, [told]), side(found, [t for t, _ in against])]
                yield conflict("polarity", "denied-and-told", sides, relations, [told, other])


def denials(told: Told, names: frozenset[str]) -> Iterator[Denial]:
    """The denials of a statement, in order; ``names`` are the stems that are names in the story."""
    text = fold(told.text)
    for match in _negators().finditer(text):
        stop = CLAUSE_END.search(text, match.end())
        end = stop.start() if stop else len(text)
        words = list(WORD.finditer(text, match.end(), end))[:LONGEST]
        content = [w for w in words if w.group() not in FUNCTION_WORDS and w.group() not in WHEN]
        follows = words[0].group() if words else ""
        if (
            len(content) < 2
            or "yet" in (w.group() for w in words)
            or content[0].group() in SILENT
            or follows in CONTRASTING
            or "?" in text
            or MODAL.search(text[: match.start()])
        ):
            continue
        before = [stem(w.group().removesuffix("'s")) for w in WORD.finditer(text, 0, match.start())]
        yield Denial(
            told=told,
            cue=told.statement.start + _word_start(text, match.start()),
            start=told.statement.start + content[0].start(),
            end=told.statement.start + words[-1].end(),
            stems=tuple(dict.fromkeys(stem(w.group().removesuffix("'s")) for w in content)),
            # "Unlike Bell, Oake has not signed": the nearest name is whose denial it is.
            subject=frozenset([s for s in before if s in names][-1:]),
        )


def _word_start(text: str, place: int) -> int:
    """Where the word around a place starts: "didn't" denies as a whole."""
    while place > 0 and text[place - 1].isalnum():
        place -= 1
    return place


def affirmed_stems(told: Told) -> dict[str, re.Match[str]]:
    """Stems of a statement that no negation reaches, with the first place of each."""
    text = fold(told.text)
    found: dict[str, re.Match[str]] = {}
    if "?" in text:
        return found
    reach = 0
    for word in WORD.finditer(text):
        if (
            _negators().match(text, max(word.start() - 1, 0))
            or word.group().endswith("n't")
            or PARTED.match(text, word.end() - 1)
            or word.group() in PLAIN
        ):
            reach = REACH
        elif word.group() not in FUNCTION_WORDS:
            reach -= 1
            if reach < 0:
                found.setdefault(stem(word.group().removesuffix("'s")), word)
    return found


def _contradicts(denial: Denial, other: Told, affirmed: dict[str, re.Match[str]], relations: Relations) -> Slice | None:
    """The words of ``other`` that tell what is denied, or None."""
    if other.article.id == denial.told.article.id and _one_voice(denial.told, other):
        return None
    if relations.nearness(denial.told, other) < NEAR:
        return None
    if other.statement.stance in ("asked", "demanded"):
        return None
    if denial.subject and not any(s in affirmed for s in denial.subject):
        return None
    held = {s: affirmed[m] for s in denial.stems if (m := _counterpart(s, affirmed, other, denial.told)) is not None}
    weight = sum(rarity(s) for s in held)
    if weight < LEAST_HELD or weight < HELD * sum(rarity(s) for s in denial.stems):
        return None
    names = denial.told.profile.names | other.profile.names
    # "Denied that Oake was the owner": what is denied of him comes after his name.
    act = next((s for s in denial.stems if s not in names), denial.stems[0])
    told_act = act in held or act in LIGHT
    if len(held.keys() - LIGHT) < 2 or not told_act or all(s in names for s in held):
        return None
    start, end = min(m.start() for m in held.values()), max(m.end() for m in held.values())
    first = min((m.start() for s, m in held.items() if s not in names), default=start)
    if act in held and (held[act].start() != first or _is_not_done(other, held[act].start())):
        return None
    if len(other.text[start:end].split()) > 2 * LONGEST:
        return None
    if helping := HELPING.search(other.text[:start].lower()):
        start = helping.start()
    return other.article.slice(other.statement.start + start, other.statement.start + end)


def _is_not_done(other: Told, place: int) -> bool:
    """True for "called on them to publish it": an infinitive does not tell that it was done."""
    return other.text[:place].lower().endswith((" to ", " would ", " should ", " must "))


def _counterpart(word: str, affirmed: dict[str, re.Match[str]], other: Told, told: Told) -> str | None:
    if word in affirmed:
        return word
    if word not in told.profile.stems or word in told.profile.names:
        return None
    row = told.profile.rows()[list(told.profile.stems).index(word)]
    rows = other.profile.rows()
    for place, candidate in enumerate(other.profile.stems):
        if candidate in affirmed and float(row @ rows[place]) >= SYNONYM:
            return candidate
    return None


def _one_voice(a: Told, b: Told) -> bool:
    """True where two statements of one article have one source: no one is reported to contradict himself."""
    left, right = (
        _source(t.statement.attribution[0].mention.text) if t.statement.attribution else None for t in (a, b)
    )
    return left is None or right is None or bool(left & right)


@lru_cache(maxsize=10_000)
def _source(mention: str) -> frozenset[str]:
    return frozenset(stem(w) for w in WORD.findall(fold(mention)) if w not in FUNCTION_WORDS)


@cache
def _negators() -> re.Pattern[str]:
    words: Sequence[str] = [w for row in NEGATORS for w in row.words if w != "n't"]
    return re.compile(rf"(?:\b(?:{'|'.join(re.escape(w) for w in words)})\b|n'\s?t\b)")
