"""Threads: acts that leave something owed — a demand, a promise, a search, an answer still awaited.

Acts are phrases of tellings/data/speech/acts.toml. The thread's span is the clause that holds the
phrase, not the whole of a long sentence. Conditionals and possibilities ("may seek", "could lead to")
open nothing, nor does a refusal told of the past without a standing request.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from tellings.language import tables
from tellings.language.words import fold
from tellings.model import Act, Article, Marks, Slice, Statement, Thread
from tellings.speech.sentence import Reading
from tellings.speech.sources import Told

TABLE = "speech/acts.toml"


class ActRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Phrases that open one kind of thread."""

    act: Act
    phrases: tuple[str, ...]
    seen: str


ACTS = tables.load(TABLE, "act", ActRow)

_CUT = re.compile(r";|[—–]| - - |[,:]? \b(?:but|while|whereas|although|though)\b |, (?:and|which|who|where) ")
_FROM = re.compile(
    r"\b(?:from|of|on|asked|urged|by) ((?:the )?[A-Z][\w.'’-]*(?: (?:of |the |and )?[A-Z][\w.'’-]*){0,5})"
)
_HYPOTHETICAL = re.compile(r"\b(?:may|might|could|would|if|whether)\s+$")
_EDGE = ' \t\n\r,;:.–—-"“”'


def threads(
    article: Article,
    marks: Marks,
    readings: Sequence[Reading],
    statements: Sequence[Statement],
    tellings: Sequence[Sequence[Told]],
) -> list[Thread]:
    """Threads in order of start; at most one of an act in a clause, and none that overlap."""
    found: list[Thread] = []
    for reading, here in zip(readings, tellings, strict=True):
        for start, end, act, phrase in _acts(article.text, reading):
            if found and start < found[-1].end:
                continue
            home = bisect_right(statements, start, key=lambda s: s.end)
            if home < len(statements) and statements[home].start < end:
                found.append(_thread(article, marks, statements[home], here, (start, end), act, phrase))
    return found


def _acts(text: str, reading: Reading) -> Iterator[tuple[int, int, Act, tuple[int, int]]]:
    if reading.kind in ("title", "heading"):
        return
    # one to one, so that places in the folded words are places in the text
    words = fold(text[reading.start : reading.end]).replace("\n", " ")
    for hit in sorted(_hits(words), key=lambda h: h[1]):
        act, low, high = hit
        if _HYPOTHETICAL.search(words[:low]):
            continue
        start, end = _clause(words, low, high)
        yield reading.start + start, reading.start + end, act, (reading.start + low, reading.start + high)


def _hits(words: str) -> Iterator[tuple[Act, int, int]]:
    for row, pattern in _PATTERNS:
        for match in pattern.finditer(words):
            yield row.act, match.start(), match.end()


def _clause(words: str, low: int, high: int) -> tuple[int, int]:
    start = max((m.end() for m in _CUT.finditer(words, 0, low)), default=0)
    end = next((m.start() for m in _CUT.finditer(words, high)), len(words))
    piece = words[start:end]
    start += len(piece) - len(piece.lstrip(_EDGE))
    return start, max(high, start + len(words[start:end].rstrip(_EDGE)))


def _thread(
    article: Article,
    marks: Marks,
    home: Statement,
    here: Sequence[Told],
    span: tuple[int, int],
    act: Act,
    phrase: tuple[int, int],
) -> Thread:
    start, end = span
    return Thread(
        article=article.id,
        start=start,
        end=end,
        act=act,
        statement=home.id,
        by=_by(article, marks, here, start, phrase[0]),
        of=_of(article, phrase[1], end),
        what=_slice(article, phrase[1], end),
        since=_since(article, marks, span),
    )


def _by(article: Article, marks: Marks, here: Sequence[Told], start: int, low: int) -> Slice | None:
    """Who acts: the name nearest the clause's start and before the phrase, else the teller, else the words there."""
    place = bisect_left(marks.names, start, key=lambda n: n.start)
    if place < len(marks.names) and marks.names[place].end <= low and marks.names[place].start - start < 60:
        return article.slice(marks.names[place].start, marks.names[place].end)
    if here:
        return article.slice(*here[0].mention)
    return _slice(article, start, low) if low - start < 80 else None


def _of(article: Article, after: int, end: int) -> Slice | None:
    match = _FROM.search(article.text, after, end)
    return article.slice(match.start(1), match.end(1)) if match else None


def _slice(article: Article, start: int, end: int) -> Slice | None:
    words = article.text[start:end]
    start += len(words) - len(words.lstrip(_EDGE))
    end = start + len(article.text[start:end].rstrip(_EDGE))
    return article.slice(start, end) if start < end else None


def _since(article: Article, marks: Marks, span: tuple[int, int]) -> str | None:
    """The article's date; where it has none, a day told in the clause."""
    if article.published:
        return article.published
    first = bisect_left(marks.times, span[0], key=lambda t: t.start)
    last = bisect_left(marks.times, span[1], key=lambda t: t.start)
    return next((t.edtf for t in marks.times[first:last] if t.type == "DATE" and t.edtf), None)


def _compiled(row: ActRow) -> re.Pattern[str]:
    return re.compile("|".join(_phrase(p) for p in row.phrases))


def _phrase(phrase: str) -> str:
    words = []
    for word in fold(phrase).split():
        words.append(
            r"(?:[\w'-]+ ){0,3}[\w'-]+"
            if word == "~"
            else re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
        )
    return r"\b" + r"\s+[\"']?".join(words) + r"\b"


_PATTERNS = tuple((row, _compiled(row)) for row in ACTS)
