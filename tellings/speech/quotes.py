"""Quotes: which quotations are speech, and whose.

A quotation is speech where a frame of its sentence says so, where it follows a colon or a quotation of
the same speaker, or where it reads as a sentence of its own. What is left (a nickname, a title, a word
held at arm's length) is not.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from tellings.language.words import fold
from tellings.model import Article, Link, Marks, Quotation, Quote, QuoteKind, Speech, Statement
from tellings.speech.framed import framed
from tellings.speech.sentence import MARKS, Frame, Reading, readings
from tellings.speech.sources import Told, told
from tellings.speech.statements import links_of
from tellings.speech.tree import tree
from tellings.speech.vocabulary import VERB_OF, Verb

# One mark between two stretches opens the second anew; two close the first.
_BETWEEN = re.compile("\\s*[\"“”„«»‘’']?\\s*")
# What can be quoted in the sentence after one that it told something in.
SPEAKS = frozenset({"person", "body", "anonymous", "document", "unknown"})
# Words of a clause outside the quotation in it that make the whole clause what is said.
_PART_OF_MORE = 2
# Contents whose lengths differ by less than this are the same.
_ALIKE = 1.1
_SAID_OF = re.compile(r"\b(?:for|of|as|to|on|over|that|is|was|are|were|has|had|have|will|would|\w+ing)\b")
_WORD = re.compile(r"[^\W_]+")


def outermost(quotations: Sequence[Quotation]) -> list[Quotation]:
    """The quotations that lie in no other, in order; a set-off paragraph that quotes in turn gives its inner ones."""
    found: list[Quotation] = []
    holders = {(q.start, q.end) for q in set_off_holders(quotations)}
    for quotation in sorted(quotations, key=lambda q: (q.start, -q.end)):
        if quotation.kind == "set-off" and (quotation.start, quotation.end) in holders:
            continue
        if not found or quotation.start >= found[-1].end:
            found.append(quotation)
    return found


def set_off_holders(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Set-off paragraphs with double quotation marks inside: a text quoted, in which others are quoted."""
    ordered = sorted(quotations, key=lambda q: (q.start, -q.end))
    inner = [q for q in ordered if q.kind == "double"]
    found = []
    for quotation in ordered:
        place = bisect_left(inner, quotation.start, key=lambda q: q.start)
        if quotation.kind == "set-off" and place < len(inner) and inner[place].end <= quotation.end:
            found.append(quotation)
    return found


def speakers(
    article: Article, quotations: Sequence[Quotation], reads: Sequence[Reading], tellings: Sequence[Sequence[Told]]
) -> list[tuple[Told, ...] | None]:
    """For each quotation the tellers of it, speaker first; empty where none is told, null where it is no speech."""
    found: list[tuple[Told, ...] | None] = []
    for run in _runs(article.text, quotations):
        chain = _framed(quotations, run, reads, tellings)
        if not chain:
            chain = _carried(article, quotations, run, reads, tellings, found)
        for index in run:
            speech = bool(chain) or _reads_as_speech(article.text, quotations[index])
            found.append(tuple(chain) if speech else None)
    return found


def quotes(
    article: Article,
    quotations: Sequence[Quotation],
    chains: Sequence[tuple[Told, ...] | None],
    statements: Sequence[Statement],
) -> list[Quote]:
    """The quotations that are speech, in order, with their speakers; ``statement`` is the one that holds the start."""
    found = []
    for quotation, chain in zip(quotations, chains, strict=True):
        if chain is None:
            continue
        place = bisect_right(statements, quotation.start, key=lambda s: s.end)
        held = place < len(statements) and statements[place].start <= quotation.start
        found.append(
            Quote(
                id="q" + hashlib.sha256(f"{article.id}:{quotation.start}:{quotation.end}".encode()).hexdigest()[:12],
                article=article.id,
                start=quotation.start,
                end=quotation.end,
                text=article.text[quotation.start : quotation.end],
                kind=_kind(article.text, quotation),
                chain=tuple(step for one in chain for step in reversed(links_of(article, one))),
                statement=statements[place].id if held else None,
            )
        )
    return found


def printed(article: Article, marks: Marks, speech: Speech) -> list[Mapping[str, object]]:
    """Direct, mixed and indirect speech as flat records, for other programs and for measuring.

    ``start:end`` is all that a frame says (quotation marks included); ``speaker`` is the name where a
    pronoun could be resolved, ``speaker_start:speaker_end`` the mention that stands by the cue.
    """
    quotations = outermost(marks.quotations)
    reads = readings(article, marks, quotations)
    whole = tree(article, marks.words) if marks.words else None
    tellings = told(article, marks, reads, framed(article, reads, whole, quoted_cues=True))
    chains = speakers(article, quotations, reads, tellings)
    records = _quoted_records(article, quotations, chains)
    records += [r for here in tellings for one in here for r in _indirect_records(article, one, quotations)]
    return sorted(records, key=lambda r: (r["start"], r["end"]))


def _runs(text: str, quotations: Sequence[Quotation]) -> list[list[int]]:
    """Quotations with nothing but white space and marks between them are one utterance."""
    runs: list[list[int]] = []
    for index, quotation in enumerate(quotations):
        if runs and _BETWEEN.fullmatch(text, quotations[index - 1].end, quotation.start):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _framed(
    quotations: Sequence[Quotation], run: Sequence[int], reads: Sequence[Reading], tellings: Sequence[Sequence[Told]]
) -> list[Told]:
    """Tellers whose frame holds part of the run, innermost first."""
    start, end = quotations[run[0]].start, quotations[run[-1]].end
    found = []
    first = bisect_right(reads, start, key=lambda r: r.end)
    last = bisect_left(reads, end, key=lambda r: r.start)
    for here in tellings[first:last]:
        for one in here:
            quoted = start <= one.frame.cue[0] < end  # a cue that is quoted tells what it quotes, not the whole
            if not quoted and any(max(a, start) < min(b, end) for a, b in one.frame.content):
                found.append(one)
    _innermost_first(found, start, end)
    chain: list[Told] = []
    for one in found:
        # "the mayor, Ada Quill, said she believes …": one speaker, by the fuller mention
        same = next((i for i, other in enumerate(chain) if _within(one, other) or _within(other, one)), None)
        if same is None:
            chain.append(one)
        elif _within(chain[same], one):
            chain[same] = one
    return chain


def _innermost_first(found: list[Told], start: int, end: int) -> None:
    """Sort by how much is said; of frames that say the same the one whose cue stands nearer to the quotation first."""
    sizes = [sum(b - a for a, b in one.frame.content) for one in found]
    same = _ALIKE * min(sizes, default=0)

    def rank(one: Told) -> tuple[float, int]:
        size = sum(b - a for a, b in one.frame.content)
        low, high = one.frame.cue
        return size if size > same else 0, max(start - high, low - end, 0)

    found.sort(key=rank)


def _within(one: Told, other: Told) -> bool:
    return other.mention[0] <= one.mention[0] and one.mention[1] <= other.mention[1]


def _carried(
    article: Article,
    quotations: Sequence[Quotation],
    run: Sequence[int],
    reads: Sequence[Reading],
    tellings: Sequence[Sequence[Told]],
    found: Sequence[tuple[Told, ...] | None],
) -> list[Told]:
    """Who goes on speaking: after a colon, or where the quotation is a sentence alone after another's words."""
    first = quotations[run[0]]
    home = bisect_right(reads, first.start, key=lambda r: r.end)
    if home == len(reads) or not _stands_alone(reads[home], quotations[run[-1]]):
        return []
    before = home - 1
    if before < 0:
        return []
    introduced = article.text[reads[before].start : reads[before].end].rstrip(MARKS + " ").endswith(":")
    if introduced and tellings[before]:
        return [tellings[before][-1]] if tellings[before][-1].frame.order != "before" else [tellings[before][0]]
    if introduced and before > 0 and tellings[before - 1]:
        return [tellings[before - 1][-1]]
    if run[0] > 0 and quotations[run[0] - 1].end > reads[before].start:
        return list(found[run[0] - 1] or ())
    return _goes_on(article.text, tellings[before], quotations[run[0]])


def _goes_on(text: str, here: Sequence[Told], quotation: Quotation) -> list[Told]:
    """``Quill said the road was shut. "It is a mess."``: who spoke last in the sentence before, if anyone."""
    if not _reads_as_speech(text, quotation):
        return []
    speaking = [one for one in here if one.kind in SPEAKS]
    outer = [one for one in speaking if not any(_inside(one, other) for other in speaking)]
    return outer[-1:]


def _inside(one: Told, other: Told) -> bool:
    """True where a frame lies in what another says."""
    return one is not other and any(a <= one.frame.cue[0] < b for a, b in other.frame.content)


def _stands_alone(reading: Reading, last: Quotation) -> bool:
    return all(t.kind != "word" for t in reading.tokens) or (
        reading.tokens[0].kind == "quote" and reading.end <= last.end + 2
    )


def _reads_as_speech(text: str, quotation: Quotation) -> bool:
    words = text[quotation.start : quotation.end]
    if quotation.kind == "set-off":
        return True
    return len(_WORD.findall(words)) >= 5 and words[:1].isupper() and words.rstrip().endswith((".", "!", "?", ","))


def _kind(text: str, quotation: Quotation) -> QuoteKind:
    if quotation.kind == "set-off":
        return "set-off"
    words = text[quotation.start : quotation.end]
    before = text[max(0, quotation.start - 4) : quotation.start].rstrip(MARKS + " ")
    opens = words[:1].isupper() or before.endswith((",", ":"))
    return "direct" if opens and len(_WORD.findall(words)) >= 3 else "partial"


def _quoted_records(
    article: Article, quotations: Sequence[Quotation], chains: Sequence[tuple[Told, ...] | None]
) -> list[dict[str, object]]:
    records = []
    for run in _runs(article.text, quotations):
        chain = chains[run[0]]
        if chain is None:
            continue
        start, end = quotations[run[0]].start, quotations[run[-1]].end
        if chain and _part_of_more(article.text, chain[0].frame, start, end):
            continue
        records.append(_record(article, _widened(article.text, start, end), "direct", chain[0] if chain else None))
    return records


def _part_of_more(text: str, frame: Frame, start: int, end: int) -> bool:
    """True where the quotation is a part of a longer clause that the frame says: mixed speech, printed whole."""
    for a, b in frame.content:
        if a < end and b > start:
            outside = [*_WORD.findall(text[a : max(a, start)]), *_WORD.findall(text[min(b, end) : b])]
            return len([w for w in outside if w.lower() != "that"]) >= _PART_OF_MORE
    return False


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    left, right = start, end
    while left > 0 and text[left - 1] in " ":
        left -= 1
    while right < len(text) and text[right] in " ":
        right += 1
    left = left - 1 if left and text[left - 1] in MARKS else start
    right = right + 1 if right < len(text) and text[right] in MARKS else end
    return left, right


def _indirect_records(article: Article, one: Told, quotations: Sequence[Quotation]) -> list[dict[str, object]]:
    records = []
    verb = VERB_OF.get(fold(article.text[slice(*one.frame.cue)]))
    for start, end in one.frame.content:
        inside = quotations[
            bisect_right(quotations, start, key=lambda q: q.end) : bisect_left(quotations, end, key=lambda q: q.start)
        ]
        if any(q.start <= start and end <= q.end and (q.start, q.end) != (start, end) for q in inside):
            records.append(_record(article, (start, end), "indirect", one))
            continue
        if _is_deed(verb, article.text[start:end]) and not inside:
            continue
        if not any(not _part_of_more(article.text, one.frame, q.start, q.end) for q in inside):
            records.append(_record(article, (start, end), "mixed" if inside else "indirect", one))
    return records


def _is_deed(verb: Verb | None, content: str) -> bool:
    """``praised the crew``, ``slammed the plan``: whom or what, but nothing said of them."""
    if verb is None or verb.use != "object":
        return False
    return verb.blow or (verb.stance in ("reported", "alleged") and not _SAID_OF.search(content))


def _record(article: Article, span: tuple[int, int], kind: str, one: Told | None) -> dict[str, object]:
    source = one.frame.source if one else None
    return {
        "start": span[0],
        "end": span[1],
        "text": article.text[span[0] : span[1]],
        "kind": kind,
        "speaker": article.text[slice(*one.mention)] if one else None,
        "speaker_start": source[0] if source else None,
        "speaker_end": source[1] if source else None,
        "cue": article.text[slice(*one.frame.cue)] if one else None,
    }


__all__ = ["Frame", "Link", "outermost", "printed", "quotes", "speakers"]
