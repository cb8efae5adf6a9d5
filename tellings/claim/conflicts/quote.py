"""Conflicts of quotation: one utterance printed in different words, or under different names."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from tellings.claim.alignment import Word, differences, words
from tellings.claim.conflicts.sides import MOST, conflict
from tellings.claim.relations import Relations
from tellings.claim.telling import Told
from tellings.claim.utterances import tells_apart
from tellings.language.words import fold
from tellings.model import Conflict, QuoteGroup, Side, Slice, Variant

# Words from which an identical printing under two names is no chance.
SPOKEN = 4
SLIP = 2


def quote_conflicts(quotes: Sequence[QuoteGroup], relations: Relations) -> Iterator[Conflict]:
    """For each utterance: a conflict of its words, and one of its speakers, where articles differ."""
    for group in quotes:
        if len({v.article for v in group.variants}) > 1:
            yield from _of_words(group, relations)
            yield from _of_speakers(group, relations)


def _of_words(group: QuoteGroup, relations: Relations) -> Iterator[Conflict]:
    readings: list[list[tuple[Variant, list[Word]]]] = []
    read: dict[str, list[Word]] = {}
    apart: dict[tuple[str, str], bool] = {}

    def differ(a: str, b: str) -> bool:
        # Copies print the same words over and over: each pair of texts is aligned once.
        if (a, b) not in apart:
            apart[a, b] = tells_apart(read[a], read[b])
        return apart[a, b]

    for variant in group.variants:
        found = read.setdefault(variant.text, words(variant.text))
        same = next((r for r in readings if not any(differ(variant.text, v.text) for v, _ in r)), None)
        if same is None:
            readings.append([(variant, found)])
        else:
            same.append((variant, found))
    if len(readings) > 1 and len({v.article for r in readings for v, _ in r}) > 1:
        first, second = readings[0][0], readings[1][0]
        sides = []
        for number, reading in enumerate(readings):
            other = second if number == 0 else first
            value = _differing(reading[0][0], reading[0][1], other[1])
            sides.append(_side(value, [v for v, _ in reading], relations))
        why = "words-differ" if group.same == "likely" else "words-differ-possibly-one-utterance"
        yield conflict("quote", why, sides, relations, _told([v for r in readings for v, _ in r], relations))


def _differing(variant: Variant, own: Sequence[Word], other: Sequence[Word]) -> Slice:
    """The words of a variant that differ from another's; where it only lacks some, all its words."""
    runs = [(d.i, d.j) for d in differences(own, other) if d.j > d.i]
    start, end = (own[runs[0][0]].start, own[runs[-1][1] - 1].end) if runs else (0, len(variant.text))
    return Slice(
        article=variant.article,
        start=variant.start + start,
        end=variant.start + end,
        text=variant.text[start:end],
    )


def _of_speakers(group: QuoteGroup, relations: Relations) -> Iterator[Conflict]:
    named: list[tuple[Variant, tuple[str, bool], list[str]]] = []
    for variant in group.variants:
        surname = _surname(variant, relations) if variant.speaker and _names_speaker(variant, relations) else None
        if surname and surname[0]:
            named.append((variant, surname, [w.key for w in words(variant.text)]))
    for (a, left, own), (b, right, other) in combinations(named, 2):
        if a.article == b.article or left == right or own != other or len(own) < SPOKEN:
            continue
        if _two_names(left, right) and a.speaker and b.speaker:
            sides = [_side(a.speaker, [a], relations), _side(b.speaker, [b], relations)]
            yield conflict("name", "speakers-differ", sides, relations, _told([a, b], relations))


def _names_speaker(variant: Variant, relations: Relations) -> bool:
    """True where the statement itself names the speaker: whom "he" means was only worked out."""
    told = relations.story.at(variant.article, variant.start, variant.end)
    assert variant.speaker is not None
    return told is not None and told.statement.start <= variant.speaker.start < told.statement.end


def _two_names(left: tuple[str, bool], right: tuple[str, bool]) -> bool:
    """True for two people, or for a person and a lone name so alike that it is a slip for theirs."""
    if left[0] == right[0]:
        return False
    both = left[1] and right[1]
    return both or ((left[1] or right[1]) and Levenshtein.distance(left[0], right[0]) <= SLIP)


def _surname(variant: Variant, relations: Relations) -> tuple[str, bool] | None:
    """The last name of a speaker, folded, and whether it is known as a person's; None for offices and places."""
    assert variant.speaker is not None
    telling = next(t for t in relations.story.tellings if t.article.id == variant.article)
    for name in telling.marks.names:
        inside = variant.speaker.start <= name.start and name.end == variant.speaker.end
        alone = variant.speaker.text.strip() == name.text and " " not in name.text and not name.text.isupper()
        if inside and (name.kind == "person" or (alone and name.kind != "place")):
            return fold(name.key).split()[-1], name.kind == "person"
    return None


def _side(value: Slice, variants: Sequence[Variant], relations: Relations) -> Side:
    told = _told(variants, relations)
    ids = tuple(dict.fromkeys(t.id for t in told))
    return Side(value=value, statements=ids[:MOST], quotes=tuple(v.id for v in variants)[:MOST])


def _told(variants: Sequence[Variant], relations: Relations) -> list[Told]:
    found = (relations.story.at(v.article, v.start, v.end) for v in variants)
    return [t for t in found if t is not None]
