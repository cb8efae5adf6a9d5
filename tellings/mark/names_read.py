"""Names as the reader gives them, mended by what the rest of the article says.

The reader sees some hundred words at a time. The article knows more: a name that is sure in one place is
the same name in another, a surname goes to the person named in full, an abbreviation in brackets is of the
kind of the words before it. What the reader does not call a person, body or place but is written as a name
(a ship, a law, a people) is kept as ``other``, by rule.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tellings.language.english.reader import Read
from tellings.language.words import fold
from tellings.mark import countries, gazetteer, lexicon
from tellings.mark.bearers import Mention
from tellings.mark.names_by_rule import names_a_thing
from tellings.model import NameKind

KINDS: dict[str, NameKind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
# What is less likely a name than not is none. A mention less sure than the next gives way to what surer mentions
# of the same words say.
LIKELY, DOUBTFUL, SURE, VERY_SURE = 0.5, 0.6, 0.9, 0.95
_ABBREVIATED = re.compile(r"\s?\(\s?([A-Z][A-Za-z.&-]{1,9})\s?\)")
_SPEAKS = re.compile(
    r",? (?:\(?\d\d\b|(?:who|also|later) )?"
    r"(?:said|says|told|tells|added|adds|explained|recalled|testified|wrote|tweeted)\b(?! to)"
)
_IS_SOMEONE = re.compile(
    r", \d\d,|, (?:a|an|the) (?:head|chief|spokes\w+|mayor|director|minister|officer|owner|resident|witness)\b"
)
_RESIDENT = re.compile(r" (?:man|woman|boy|girl|teen|teenager|couple|resident|residents|native|mother|father|family)\b")
_ARTICLE = re.compile(r"\b[Aa]n? $")
_ROLE_BEFORE = re.compile(r"(\w+),? $")
_SPOKE = re.compile(r"\b(?:said|says|added|told)\s+$")
_WORD = re.compile(r"[^\W_]+")


class Seen(NamedTuple):
    """A name as the reader saw it."""

    start: int
    end: int
    kind: NameKind
    sure: float


def mentions(text: str, reads: Sequence[Read], ruled: Sequence[Mention]) -> list[Mention]:
    """Names in order of start, not overlapping; ``ruled`` are those that rules find."""
    spotted = [s for read in reads for s in _seen(text, read)]
    seen = [s for s in spotted if s.sure >= LIKELY]
    faint = [s for s in spotted if s.sure < LIKELY]
    seen = _agreed(text, _abbreviations(text, _by_neighbours(text, _by_words(text, seen, ruled))))
    seen = _merged(seen, _repeated(text, reads, seen))
    kept = [Mention(s.start, s.end, text[s.start : s.end], s.kind, s.sure >= SURE) for s in seen]
    return sorted([*kept, *_others(text, kept, ruled, faint)], key=lambda m: m.start)


def _seen(text: str, read: Read) -> Iterator[Seen]:
    for spotted in read.names:
        start, end = read.words[spotted.first].start, read.words[spotted.last - 1].end
        if _WORD.search(text, start, end):
            yield Seen(start, end, KINDS[spotted.kind], spotted.sure)


def _by_words(text: str, seen: Sequence[Seen], ruled: Sequence[Mention]) -> list[Seen]:
    """What a name's own words settle: its kind ("… District", a country), unless the reader is very sure, and its
    ends ("Seafarers' Union", "North Weldmouth" where the gazetteer knows it), where the reader saw only parts."""
    settled = {(m.start, m.end): m.kind for m in ruled if m.sure and m.kind != "other"}
    found = [s._replace(kind=settled.get((s.start, s.end), s.kind)) if s.sure < VERY_SURE else s for s in seen]
    wholes = [m for m in ruled if m.kind in ("organisation", "place") and " " in m.text and _is_whole(m)]
    kept: list[Seen] = []
    place = 0
    for whole in wholes:
        while place < len(found) and found[place].end <= whole.start:
            kept.append(found[place])
            place += 1
        last = place
        while last < len(found) and found[last].start < whole.end:
            last += 1
        parts = found[place:last]
        if parts and whole.start <= parts[0].start and parts[-1].end <= whole.end:
            kept.append(Seen(whole.start, whole.end, whole.kind, max(s.sure for s in parts)))
            place = last
    return [*kept, *found[place:]]


def _is_whole(name: Mention) -> bool:
    return name.sure or (name.kind == "place" and gazetteer.known(" ".join(name.text.split())))


def _by_neighbours(text: str, seen: Sequence[Seen]) -> list[Seen]:
    """ "a Weld man" is of a place; no place of two words speaks or has an age, but where the reader is sure."""
    found = []
    things = {_key(text[s.start : s.end]) for s in seen if names_a_thing(text, s.start)}
    for one in seen:
        words = text[one.start : one.end].split()
        if _key(text[one.start : one.end]) in things:
            found.append(one._replace(kind="other", sure=1.0))
            continue
        if _RESIDENT.match(text, one.end) and _ARTICLE.search(text[max(0, one.start - 5) : one.start]):
            found.append(one._replace(kind="place"))
            continue
        unknown = one.kind == "place" and len(words) > 1 and not gazetteer.known(" ".join(words))
        doubtful = unknown and words[-1] not in lexicon.on("head") and words[0] not in lexicon.on("place_first")
        speaks = one.sure < SURE and _speaks(text, one.start, one.end)
        someone = speaks or _has_role(text, one.start, one.end)
        found.append(one._replace(kind="person") if doubtful and someone else one)
    return found


def _is_someone(text: str, start: int, end: int) -> bool:
    return _speaks(text, start, end) or _has_role(text, start, end)


def _speaks(text: str, start: int, end: int) -> bool:
    return bool(_SPEAKS.match(text, end) or _SPOKE.search(text[max(0, start - 12) : start]))


def _has_role(text: str, start: int, end: int) -> bool:
    """``Ada Quill, 34,``, ``Ada Quill, the head of …``, ``the captain, Ada Quill``."""
    role = _ROLE_BEFORE.search(text[max(0, start - 24) : start])
    return bool(_IS_SOMEONE.match(text, end)) or (role is not None and role.group(1) in _roles())


@cache
def _roles() -> frozenset[str]:
    """Titles and roles as they are written inside a sentence."""
    return frozenset(title.lower() for title in lexicon.on("title"))


def _key(words: str) -> str:
    return " ".join(fold(words).replace(".", "").split()).removeprefix("the ")


def _abbreviations(text: str, seen: Sequence[Seen]) -> list[Seen]:
    """Abbreviations in brackets after a name are of its kind."""
    kinds: dict[str, NameKind] = {}
    for one in seen:
        bracket = _ABBREVIATED.match(text, one.end)
        if bracket and " " in text[one.start : one.end] and one.kind != "person":
            kinds.setdefault(_key(bracket.group(1)), one.kind)
    return [one._replace(kind=kinds.get(_key(text[one.start : one.end]), one.kind)) for one in seen]


def _agreed(text: str, seen: Sequence[Seen]) -> list[Seen]:
    """Doubtful mentions take the kind that the surer ones of the same words have; surnames that of the person."""
    weights: dict[str, dict[NameKind, float]] = defaultdict(lambda: defaultdict(float))
    for one in seen:
        words = _key(text[one.start : one.end])
        weights[words][one.kind] += one.sure
        parts = words.split()
        if one.kind == "person" and one.sure >= SURE and 1 < len(parts) < 5:
            weights[parts[-1]]["person"] += one.sure
    found = []
    for one in seen:
        shares = weights[_key(text[one.start : one.end])]
        best = max(shares, key=lambda kind: (shares[kind], kind))
        found.append(one._replace(kind=best) if one.sure < DOUBTFUL and shares[best] > 2 * one.sure else one)
    return found


def _repeated(text: str, reads: Sequence[Read], seen: Sequence[Seen]) -> list[Seen]:
    """Words elsewhere in the article that are a sure name where the reader missed them."""
    sure: dict[tuple[str, ...], NameKind] = {}
    for one in seen:
        words = tuple(text[one.start : one.end].split())
        if one.sure >= SURE and (len(words) > 1 or not words[0].islower()):
            sure.setdefault(words, one.kind)
            if one.kind == "person" and 1 < len(words) < 4 and words[-1][:1].isupper() and len(words[-1]) > 2:
                sure.setdefault(words[-1:], "person")
    if not sure:
        return []
    longest = max(map(len, sure))
    found = []
    for read in reads:
        forms = [text[w.start : w.end] for w in read.words]
        for at, word in enumerate(read.words):
            # a capital at the start of a sentence is due to its place
            if not word.tag.startswith("NNP"):
                continue
            for size in range(min(longest, len(forms) - at), 0, -1):
                kind = sure.get(tuple(forms[at : at + size]))
                if kind is not None:
                    found.append(Seen(word.start, read.words[at + size - 1].end, kind, DOUBTFUL))
                    break
    return found


def _merged(first: Sequence[Seen], more: Sequence[Seen]) -> list[Seen]:
    """All of ``first``, and those of ``more`` that overlap none."""
    found = sorted(first)
    ends = [s.end for s in found]
    added: list[Seen] = []
    place = 0
    for one in sorted(more):
        while place < len(found) and ends[place] <= one.start:
            place += 1
        free = place == len(found) or found[place].start >= one.end
        if free and not (added and added[-1].end > one.start):
            added.append(one)
    return sorted([*found, *added])


def _others(text: str, kept: Sequence[Mention], ruled: Sequence[Mention], faint: Sequence[Seen]) -> Iterator[Mention]:
    """What rules call a name and the reader none.

    Peoples and countries by table; where the reader half saw a name, the kind that its own words settle; one who
    speaks or has a role is a person; the rest is of no known kind.
    """
    place = 0
    for one in ruled:
        while place < len(kept) and kept[place].end <= one.start:
            place += 1
        if place < len(kept) and kept[place].start < one.end:
            continue
        called = countries.called(" ".join(one.text.split())) is not None
        settled = one.sure and any(s.start < one.end and one.start < s.end for s in faint)
        someone = one.kind == "person" and " " in one.text and _is_someone(text, one.start, one.end)
        yield one._replace(kind="place" if called else one.kind if settled or someone else "other")
