"""Statements: the sentences and clauses of an article, each with who says it and how sure it is said.

A sentence is cut only where a second teller takes over ("A says …, but B argues …") or at a semicolon
between two clauses; a frame stays with what it frames. When in doubt a sentence stays whole.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tellings.language.words import fold
from tellings.model import Article, Link, Stance, Statement
from tellings.speech.clauses import tree_cuts
from tellings.speech.coordination import coordinate_cuts
from tellings.speech.frames import clause_cuts
from tellings.speech.phrases import is_past
from tellings.speech.sentence import Reading
from tellings.speech.sources import Told
from tellings.speech.tree import Tree
from tellings.speech.vocabulary import AUXILIARIES

# Words that a closing participle needs to stand as a statement, and how far in its subject may begin.
_LEAST_ASIDE = 4
_NEAR_HEAD = 15
_EDGE = " \t\n\r,;:•*–—-"
# What only joins a clause to the one before it.
_JOIN = re.compile(r"(?:and|but|yet|so|while|whereas)\b[\s,]+(?:that\b[\s,]+)?", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:reportedly|said to (?:have|be)|reported to (?:have|be)|(?:been|are|is|was|were) reported)\b"
)
_ALLEGED = re.compile(
    r"\b(?:alleged|allegedly|purportedly|purported|accused of|suspected of|tried to claim|claim(?:s|ed)?)\b"
    r"(?! (?:\w+ ){0,3}(?:lives|life|victims?|title|victory|prize|seat|asylum)\b)"
)
_DENIED = re.compile(
    r"\b(?:denies|denied|deny|denying|refuted|rejected (?:the|any) (?:claim|allegation|accusation)s?)\b"
)
# "May" with a capital is a month; "could have come" is no forecast; after "whether" nothing is foretold.
_PREDICTED = re.compile(
    r"\b(?:(?<!the )(?<!a )(?<!his )(?<!her )(?<!free )will|won['’]t|shall|may|might|would|expected to|expects to"
    r"|expect to|likely to|set to|due to be)\b(?!['’]?s\b)(?! (?:not |never |well )?have\b)|\w['’]ll\b"
    r"|\bcould (?:soon|yet|still|rise|fall|take|lead|reach|become|face)\b"
)
# "Called on the mayor to go", "called for an inquiry": what the plain verb names, these demand.
_CALLED_FOR = re.compile(r"call(?:s|ed|ing)? (?:for|(?:up)?on)\b", re.IGNORECASE)
_WONDERED = re.compile(r"\b(?:whether|if)\b[^,;]*$|\bwho\b[^,;]*$")


def identify(article: str, start: int, end: int) -> str:
    """The id of a statement: a digest of where it stands."""
    return "s" + hashlib.sha256(f"{article}:{start}:{end}".encode()).hexdigest()[:12]


def statements(
    article: Article,
    readings: Sequence[Reading],
    tellings: Sequence[Sequence[Told]],
    carried: Sequence[tuple[Link, ...]],
    whole: Tree | None = None,
) -> list[Statement]:
    """Statements in order, none overlapping.

    ``carried`` is for each sentence who goes on speaking in it; ``whole`` the article's tree where it was read.
    """
    found = []
    for reading, here, speaking in zip(readings, tellings, carried, strict=True):
        for start, end in _clauses(article, reading, here, whole):
            chain = attribution(article, start, end, here) or speaking
            found.append(
                Statement(
                    id=identify(article.id, start, end),
                    article=article.id,
                    start=start,
                    end=end,
                    text=article.text[start:end],
                    stance=_stance(article.text, start, end, _outer(start, end, here), chain),
                    attribution=chain,
                )
            )
    return found


def _clauses(article: Article, reading: Reading, here: Sequence[Told], whole: Tree | None) -> Iterator[tuple[int, int]]:
    inner = {*clause_cuts(reading), *_asides(reading, here)}
    inner.update(coordinate_cuts(reading, here) if whole is None else tree_cuts(whole, reading, here))
    cuts = [reading.start, *sorted(inner), reading.end]
    for left, right in pairwise(cuts):
        words = article.text[left:right]
        start = left + len(words) - len(words.lstrip(_EDGE))
        if left in inner and (join := _JOIN.match(article.text, start, right)):
            start = join.end()
        end = left + len(words.rstrip(" \t\n\r,;–—"))
        if start < end and re.search(r"\w", article.text[start:end]):
            yield start, end


def _asides(reading: Reading, here: Sequence[Told]) -> Iterator[int]:
    """Where a closing participle tells what its subject asks for, beside what the outlet tells it did.

    "The guild shut the pier, | demanding repairs to the wall": the guild is no source of the shutting.
    """
    tokens = reading.tokens
    if reading.kind in ("title", "heading") or not here:
        return
    frame = here[0].frame
    at = next((i for i, t in enumerate(tokens) if t.start == frame.cue[0]), 0)
    if frame.source is None or frame.order != "after" or frame.stance not in ("demanded", "asked"):
        return
    closes = frame.content[-1][1] >= tokens[-1].start - 1 and len(tokens) - at > _LEAST_ASIDE
    opens = not any(t.kind == "quote" for t in tokens[:at]) and frame.source[0] <= reading.start + _NEAR_HEAD
    if at and tokens[at].low.endswith("ing") and tokens[at - 1].low == "," and closes and opens:
        own = [t for t in tokens[:at] if t.start >= frame.source[1] and t.kind == "word"]
        if len(own) > 2 and any(t.low in AUXILIARIES or is_past(t.low) for t in own):
            yield frame.cue[0]


def attribution(article: Article, start: int, end: int, here: Sequence[Told]) -> tuple[Link, ...]:
    """The chain of sources of ``start:end``, nearest to the outlet first.

    A frame counts where most of the words are what it frames; a nested one where it stands at the head
    of what the outer one says. A recording ends the chain: what people say in it is its content.
    """
    outer = _outer(start, end, here)
    if outer is None:
        return ()
    links = links_of(article, outer)
    inner: Told | None = outer
    # two frames can each lie within what the other says ("A said, B added, …"): none is gone through twice
    seen = [outer]
    while inner is not None and inner.kind != "recording":
        inner = _nested(inner, [one for one in here if not any(one is other for other in seen)], start, end)
        if inner is not None:
            seen.append(inner)
            low, high = inner.mention
            # "the captain, Ada Quill, said she expects": one speaker, not two
            if not any(x.mention.start <= low and high <= x.mention.end for x in links):
                links += links_of(article, inner)
    return tuple(links)


def links_of(article: Article, told: Told) -> list[Link]:
    """The steps of a chain that one frame gives, nearest to the outlet first: a statement, then who issued it."""
    cue = article.slice(*told.frame.cue)
    links = [Link(mention=article.slice(*told.mention), cue=cue, kind=told.kind)]
    if told.via is not None:
        links.insert(0, Link(mention=article.slice(*told.via[0]), cue=cue, kind=told.via[1]))
    if told.issuer is not None:
        links.append(Link(mention=article.slice(*told.issuer[0]), cue=cue, kind=told.issuer[1]))
    for step, kind in zip(told.frame.further, told.further, strict=True):
        link = Link(mention=article.slice(*step.mention), cue=article.slice(*step.cue), kind=kind)
        if all(link.mention != other.mention for other in links):
            links.insert(len(links) - step.passes, link)  # who passed it on stands before what was passed
    return links


def _outer(start: int, end: int, here: Sequence[Told]) -> Told | None:
    best: Told | None = None
    most = 0.0
    for one in here:
        inside = [(max(a, start), min(b, end)) for a, b in one.frame.content]
        covered = sum(max(0, b - a) for a, b in inside)
        if covered > most and (covered >= 0.45 * (end - start) or _governs(one, start, end, covered)):
            best, most = one, covered
    return best


def _governs(one: Told, start: int, end: int, covered: int) -> bool:
    """True where what is told opens or closes the statement, though an apposition or adjunct takes much of it."""
    if covered < 0.12 * (end - start) or one.frame.source is None:
        return False
    first, last = one.frame.content[0][0], one.frame.content[-1][1]
    if one.frame.order == "after":
        return last >= end - 3 and one.frame.source[0] >= start
    return first <= start + 3 and one.frame.cue[1] <= end


def _nested(outer: Told, here: Sequence[Told], start: int, end: int) -> Told | None:
    """The teller whom the outer one names for what stands in ``start:end``, there or in a clause before it."""
    for one in here:
        if one is outer or one.frame.source is None:
            continue
        for whole in outer.frame.content:
            low, high = max(whole[0], start), min(whole[1], end)
            if low >= high:
                continue
            inside = sum(max(0, min(b, high) - max(a, low)) for a, b in one.frame.content)
            head = whole[0] <= one.frame.source[0] <= low + 12 and one.frame.order == "after"
            tail = one.frame.order == "before" and one.frame.cue[1] >= high - 2 and one.frame.source[0] > low
            ends = head and one.frame.content[-1][1] >= high - 3
            covers = (ends and inside > 0) or inside >= 0.45 * (high - low)
            if (head or tail) and covers and whole[0] <= one.frame.cue[0] < high:
                return one
    return None


def _stance(text: str, start: int, end: int, outer: Told | None, chain: Sequence[Link]) -> Stance:
    words = text[start:end]
    low = fold(words)
    if words.rstrip("\"'”’ ").endswith("?"):
        return "asked"
    if outer is not None and outer.frame.stance != "reported":
        return outer.frame.stance
    if outer is not None and _CALLED_FOR.match(text, outer.frame.cue[0]):
        return "demanded"
    if _ALLEGED.search(low):
        return "alleged"
    if _DENIED.search(low):
        return "denied"
    if chain or _REPORTED.search(low):
        return "reported"
    return "predicted" if _foretells(words) else "asserted"


def _foretells(words: str) -> bool:
    """True where a modal of the future stands in a clause that is not wondered about."""
    return any(not _WONDERED.search(words, 0, hit.start()) for hit in _PREDICTED.finditer(words))
