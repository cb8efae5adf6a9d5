"""Sources: what the mention of a source is, and whom a pronoun stands for.

A mention is judged by the names in it and, where it has none, by its head noun
(tellings/data/speech/sources.toml). A pronoun is resolved to the nearest fitting source before it,
then to the nearest person named; where none fits it stays as it stands.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from tellings.language.words import fold
from tellings.model import Article, Marks, Name
from tellings.speech.frames import Frame
from tellings.speech.sentence import Reading
from tellings.speech.vocabulary import SOURCE_KIND

Kind = Literal["person", "body", "document", "recording", "anonymous", "outlet", "own", "unknown"]

REACH = 6  # sentences that a pronoun may look back over
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_HEAD_ENDS = re.compile(r"\s(?:of|for|from|at|in|with|on|within|near|who|whose|familiar|close|by|to)\s|,| [-–—]+ ")
_OUTLET = re.compile(
    r"\b(?:News|Times|Post|Herald|Journal|Tribune|Gazette|Telegraph|Guardian|Observer|Chronicle|Examiner|Press|Record|"
    r"Daily|Weekly|Radio|TV|Television|Broadcasting|Magazine|Reuters|AFP|BBC|CNN|NBC|CBS|ABC|NPR|AP|Agence France|"
    r"Bloomberg|Al Jazeera|Wikinews|Newswire|Xinhua|Yonhap|Interfax|Tass|DPA|EFE|ANSA|Kyodo|Sun|Mirror|Mail|Globe|Star)\b"
)
_HE_SHE = frozenset(("he", "she", "i"))
_FEMALE = re.compile(r"\b(?:mrs|ms|miss|madam|lady|queen|princess|\w*woman|mother|sister|daughter|wife|widow|aunt|girl|girlfriend|actress|grandmother|baroness|duchess)\b")  # fmt: skip
_MALE = re.compile(r"\b(?:mr|sir|lord|king|prince|\w*(?<!wo)man|father|brother|son|husband|uncle|boy|boyfriend|grandfather|baron|duke|pope)\b")  # fmt: skip


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A frame with its source resolved: ``mention`` is the name behind a pronoun, else the words as they stand."""

    frame: Frame
    mention: tuple[int, int]
    kind: Kind


def told(
    article: Article, marks: Marks, readings: Sequence[Reading], framed: Sequence[Sequence[Frame]]
) -> list[list[Told]]:
    """For each sentence its frames with their sources resolved, in order."""
    memory = _Memory(article, marks)
    found = []
    for reading, frames in zip(readings, framed, strict=True):
        here = [memory.resolve(reading, frame) for frame in frames if frame.source is not None]
        found.append(here)
        memory.keep(reading, here)
    return found


def kind_of(text: str, names: Sequence[Name] = (), outlet: str | None = None) -> Kind:
    """What a mention is. ``names`` are those that lie in it; ``outlet`` is the article's own."""
    low = fold(text)
    head = _head(low)
    kind = SOURCE_KIND.get(head) or SOURCE_KIND.get(head.removesuffix("s"))
    phrase = re.sub(r"\s+", " ", low)
    if kind == "own" or (SOURCE_KIND.get(phrase) == "own") or (outlet and phrase == fold(outlet)):
        return "own"
    if any(n.kind == "person" for n in names):
        return "outlet" if _is_outlet(text, names) else "person"
    if kind == "person" and re.match(r"(?:one|two|three|some|several|many)\b", phrase) and not names:
        return "anonymous"
    if kind is not None and not (kind in ("body", "outlet") and _is_outlet(text, names)):
        return kind
    if _is_outlet(text, names):
        return "outlet"
    if any(n.kind in ("organisation", "place") for n in names):
        return "body"
    if phrase in _HE_SHE:
        return "person"
    words = _WORD.findall(text)
    if len(words) >= 2 and all(w[0].isupper() for w in words):
        return "person"
    return "unknown"


def _is_outlet(text: str, names: Sequence[Name]) -> bool:
    stripped = text.removeprefix("the ").removeprefix("The ")
    return bool(_OUTLET.search(stripped)) and not re.search(r"['’] ?s\b", stripped) and not any(
        n.kind == "person" and not _OUTLET.search(n.text) for n in names
    )  # fmt: skip


def _head(low: str) -> str:
    """The head noun: the last word before "of", "for" … or a comma."""
    cut = _HEAD_ENDS.search(low)
    words = _WORD.findall(low[: cut.start()] if cut else low)
    return words[-1] if words else ""


class _Memory:
    """Who has spoken and been named so far."""

    def __init__(self, article: Article, marks: Marks) -> None:
        self.article = article
        self.names = marks.names
        self.spoke: list[tuple[int, tuple[int, int], Kind]] = []
        self.gender: dict[str, str] = {}

    def resolve(self, reading: Reading, frame: Frame) -> Told:
        start, end = frame.source or frame.cue
        words = self.article.text[start:end]
        low = fold(words)
        names = [n for n in self.names if n.start < end and n.end > start]
        kind = kind_of(words, names, self.article.outlet)
        if low not in ("he", "she", "they", "it"):
            return Told(frame=frame, mention=(start, end), kind=kind)
        best = self._antecedent(reading, low, start)
        if best is None:
            return Told(frame=frame, mention=(start, end), kind="person" if low in _HE_SHE else "unknown")
        return Told(frame=frame, mention=best[0], kind=best[1])

    def keep(self, reading: Reading, here: Sequence[Told]) -> None:
        """Remember the sentence's sources."""
        for one in sorted(here, key=lambda t: t.frame.cue, reverse=True):
            self.spoke.append((reading.number, one.mention, one.kind))

    def _antecedent(self, reading: Reading, pronoun: str, before: int) -> tuple[tuple[int, int], Kind] | None:
        inside = self._named_inside(reading, pronoun, before)
        if inside is not None:
            return inside
        for number, mention, kind in reversed(self.spoke):
            if reading.number - number > REACH:
                break
            if self._fits(mention, kind, pronoun):
                return mention, kind
        return self._named_before(reading, pronoun)

    def _named_inside(self, reading: Reading, pronoun: str, before: int) -> tuple[tuple[int, int], Kind] | None:
        """A person named earlier in the sentence, outside its quotations."""
        if pronoun not in ("he", "she"):
            return None
        quoted = [(t.start, t.end) for t in reading.tokens if t.kind == "quote"]
        for name in self.names:
            if name.start >= before:
                break
            if name.start < reading.start or name.kind != "person" or any(a <= name.start < b for a, b in quoted):
                continue
            if name.start - reading.start < 40 and self._fits((name.start, name.end), "person", pronoun):
                return (name.start, name.end), "person"
        return None

    def _named_before(self, reading: Reading, pronoun: str) -> tuple[tuple[int, int], Kind] | None:
        wanted = (
            ("person",)
            if pronoun in ("he", "she")
            else ("organisation",)
            if pronoun == "it"
            else ("organisation", "person")
        )
        for name in self._backwards(reading.start):
            if name.kind in wanted and self._fits(
                (name.start, name.end), "person" if name.kind == "person" else "body", pronoun
            ):
                return (name.start, name.end), "person" if name.kind == "person" else "body"
        return None

    def _backwards(self, before: int) -> Iterator[Name]:
        return (n for n in reversed(self.names) if n.end <= before and before - n.end < 600)

    def _fits(self, mention: tuple[int, int], kind: Kind, pronoun: str) -> bool:
        words = fold(self.article.text[mention[0] : mention[1] + 60].split("\n")[0])
        own = fold(self.article.text[slice(*mention)])
        if pronoun == "he":
            return kind in ("person", "anonymous", "unknown") and not _FEMALE.search(own) and not _plural(own)
        if pronoun == "she":
            return kind in ("person", "anonymous", "unknown") and not _MALE.search(own) and not _plural(own)
        if pronoun == "it":
            return kind in ("body", "document", "outlet", "recording", "unknown") and bool(words)
        return kind in ("body", "anonymous", "outlet") or _plural(own)


def _plural(low: str) -> bool:
    head = _head(low)
    return " and " in low or head in ("police", "cops", "people") or (head.endswith("s") and head in SOURCE_KIND)
