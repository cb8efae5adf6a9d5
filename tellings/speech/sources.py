"""Sources: what the mention of a source is, and whom a pronoun stands for.

A mention is judged by the names in it and, where it has none, by its head noun
(tellings/data/speech/sources.toml). A pronoun is resolved to the nearest fitting source before it,
then to the nearest person named; where none fits it stays as it stands.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from tellings.language.words import fold
from tellings.mark.given import GENDER
from tellings.model import Article, Marks, Name
from tellings.speech.sentence import Frame, Reading
from tellings.speech.vocabulary import ANONYMITY, GENDER_WORDS, NOUN_STANCE, OUTLET_WORD, SOURCE_KIND

Kind = Literal["person", "body", "document", "recording", "anonymous", "outlet", "own", "unknown"]

REACH = 6  # sentences that a pronoun may look back over
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_HEAD_ENDS = re.compile(r"\s(?:of|for|from|at|in|with|on|within|near|who|whose|familiar|close|by|to)\s|,| [-–—]+ ")
_PASSIVE = re.compile(
    r",? (?:\d+,? )?(?:(?:was|were|is|had been|has been) (?:\w+ly )?(?:\w+(?:ed|en|wn|ught)|shot|held|hit|hurt|cut|told"
    r"|found|born)|died)\b"
)
_ISSUED = re.compile(
    r"(?:the|its|his|her|their|that) (?:\w+ )?(?:statement|letter|release|post|tweet|email|e-mail|memo|note|communiqué)"
)
_GIVES_OUT = re.compile(r"\b(?:issued|released|published|posted|sent|put out|issuing|releasing)\s+$")
_OWN_OUTLET = re.compile(
    r"\s+((?:this|our) (?:own )?(?:newspaper|paper|magazine|website|site|reporter|correspondent|agency|station))\b"
)
_AGENCY_WORDS = ("agency", "broadcaster", "newspaper", "magazine", "station", "channel", "network", "website", "daily")
_NEWS = re.compile(r"\bnews (?:agency|agencies|service|site|website|channel|network|outlets?)$")
_TOLD = re.compile(r"\s+((?:[Tt]he )?(?:[a-z]+ ){0,2}?)(?=[A-Z])")
# What stands before a name that does not act.
_OBJECT = re.compile(r"\b(?:\w{2,}ed|of|to|with|by|for|from|against|about)\s+(?:the\s+)?$")
_MANY = re.compile(r"(?:two|three|four|five|six|several|many|some|both|dozens|hundreds)\b(?! of (?:the|his|her) )")
# What a name after a comma may be the name of.
_WITH_A_NAME = ("person", "anonymous", "unknown")
LONGEST_ROLE = 11
_COMMA = re.compile(r",\s+")
_BARE_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,2}")
_AND_NAME = re.compile(r",? (?:and )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}(?=,| and )")
_APPOSITION_ENDS = re.compile(r"\s*[,.;—–\n(]|\s*$")
# Two persons who act together: "Ada Quill and her brother Tom Marsh run …".
PAIR_REACH = 120
_JOINED = re.compile(r"(?:, \d+,)? and (?:(?:his|her|their) (?:[\w-]+ ){1,2}|(?:[A-Z][\w.-]+ ){1,3})?")
_ACTS = re.compile(r"(?:, \d+,?)?,? (?!and\b)\w")
_HE_SHE = frozenset(("he", "she", "i"))


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A frame with its source resolved: ``mention`` is the name behind a pronoun, else the words as they stand.

    ``issuer`` is who gave out a text that is only called "the statement" or "the letter"; ``via`` the outlet that
    was told, where it is named; ``further`` the kinds of the frame's further steps.
    """

    frame: Frame
    mention: tuple[int, int]
    kind: Kind
    issuer: tuple[tuple[int, int], Kind] | None = None
    via: tuple[tuple[int, int], Kind] | None = None
    further: tuple[Kind, ...] = ()


def told(
    article: Article, marks: Marks, readings: Sequence[Reading], framed: Sequence[Sequence[Frame]]
) -> list[list[Told]]:
    """For each sentence its frames with their sources resolved, in order."""
    memory = _Memory(article, marks, readings)
    found = []
    for reading, frames in zip(readings, framed, strict=True):
        resolved = [memory.resolve(reading, frame) for frame in frames if frame.source is not None]
        here = [
            msgspec.structs.replace(one, via=_via(article, marks, reading, one), further=memory.kinds(one.frame))
            for one in resolved
        ]
        found.append(here)
        memory.keep(here)
    return found


def antecedents(
    article: Article, marks: Marks, readings: Sequence[Reading], tellings: Sequence[Sequence[Told]]
) -> Callable[[Reading, str, int], tuple[int, int] | None]:
    """A look-up of whom a pronoun in a sentence means, given all who speak before it."""
    memory = _Memory(article, marks, readings)
    for here in tellings:
        memory.keep(here)

    def whom(reading: Reading, pronoun: str, before: int) -> tuple[int, int] | None:
        found = memory.antecedent(reading, pronoun, before)
        return found[0] if found else None

    return whom


def _via(article: Article, marks: Marks, reading: Reading, one: Told) -> tuple[tuple[int, int], Kind] | None:
    """The outlet that was told: ``told this newspaper`` (own), ``told the Example Press`` (on the way)."""
    if one.frame.use != "tell" or one.kind in ("own", "outlet"):
        return None
    own = _OWN_OUTLET.match(article.text, one.frame.cue[1], reading.end)
    if own:
        return own.span(1), "own"
    opening = _TOLD.match(article.text, one.frame.cue[1], reading.end)
    if opening is None:
        return None
    start, name = opening.span(1)[0], opening.end()
    if article.outlet and article.text.startswith(article.outlet, name):
        return (start, name + len(article.outlet)), "own"
    # a name may begin with its article or after it
    place = bisect_left(marks.names, start, key=lambda n: n.start)
    if place == len(marks.names) or marks.names[place].start not in (start, name):
        return None
    named = marks.names[place]
    agency = article.text[opening.start() : name].rstrip().endswith(_AGENCY_WORDS)
    if not agency and not _is_outlet(named.text, [named]):
        return None
    same = article.outlet and fold(article.outlet) in fold(named.text)
    return (start, named.end), "own" if same else "outlet"


def kind_of(text: str, names: Sequence[Name] = (), outlet: str | None = None) -> Kind:
    """What a mention is. ``names`` are those that lie in it; ``outlet`` is the article's own."""
    low = fold(text)
    head = _head(low)
    kind = SOURCE_KIND.get(head) or SOURCE_KIND.get(head.removesuffix("s"))
    phrase = re.sub(r"\s+", " ", low)
    if kind == "own" or (SOURCE_KIND.get(phrase) == "own") or (outlet and phrase == fold(outlet)):
        return "own"
    if _NEWS.search(phrase):
        return "outlet"  # "the state news agency"
    if kind == "document" and _is_outlet(_last_word(text), names):
        return "outlet"  # "the Post stated"
    if any(n.kind == "person" for n in names):
        return _kind_with_person(text, head, kind, names)
    if kind == "person" and re.match(r"(?:one|two|three|some|several|many)\b", phrase) and not names:
        return "anonymous"
    if kind is not None and not (kind in ("body", "outlet") and _is_outlet(text, names)):
        return kind
    if _is_outlet(text, names):
        return "outlet"
    return _kind_of_words(text, phrase, names)


def _kind_of_words(text: str, phrase: str, names: Sequence[Name]) -> Kind:
    """The kind where no noun of the table settles it: by the names inside, by capitals."""
    if any(n.kind in ("organisation", "place") for n in names):
        return "body"
    if phrase in _HE_SHE:
        return "person"
    words = _WORD.findall(text)
    if len(words) >= 2 and any(n.kind == "other" and n.text == text for n in names):
        return "body"
    if len(words) >= 2 and all(w[0].isupper() for w in words):
        return "person"
    return "unknown"


def _is_outlet(text: str, names: Sequence[Name]) -> bool:
    stripped = text.removeprefix("the ").removeprefix("The ")
    return bool(OUTLET_WORD.search(stripped)) and not re.search(r"['’] ?s\b", stripped) and not any(
        n.kind == "person" and not OUTLET_WORD.search(n.text) for n in names
    )  # fmt: skip


def _kind_with_person(text: str, head: str, kind: Kind | None, names: Sequence[Name]) -> Kind:
    """``testimony from Ada Quill`` is a text, ``Ada Quill of the Gazette`` a person."""
    named = fold(next(n.text for n in reversed(names) if n.kind == "person")).split()
    if head not in named and (kind == "document" or head in NOUN_STANCE):
        return "document"
    return "outlet" if _is_outlet(text, names) else "person"


def _last_word(text: str) -> str:
    words = _WORD.findall(text)
    return words[-1] if words else ""


def _head(low: str) -> str:
    """The head noun: the last word before "of", "for" … or a comma."""
    cut = _HEAD_ENDS.search(low)
    words = _WORD.findall(low[: cut.start()] if cut else low)
    return words[-1] if words else ""


class _Memory:
    """Who has spoken and been named so far."""

    def __init__(self, article: Article, marks: Marks, readings: Sequence[Reading]) -> None:
        self.article = article
        self.names = marks.names
        self.starts = [n.start for n in marks.names]
        self.readings = readings
        self.spoke: list[list[Told]] = []
        # what is known of whom, by the last word of the mention
        self.gender: dict[str, str] = {}
        # and by bearer, where the given name tells: "Gloria", or a surname of hers
        self.born: dict[str, str] = {}
        for name in marks.names:
            if name.kind == "person":
                self._note(name.text)
                if (gender := GENDER.get(name.key.split()[0])) is not None:
                    self.born[name.key] = gender

    def resolve(self, reading: Reading, frame: Frame) -> Told:
        """The frame with the name behind its pronoun, where one fits."""
        start, end = frame.source or frame.cue
        words = self.article.text[start:end]
        low = fold(words)
        if low not in ("he", "she", "they", "it"):
            named = self._apposed(start, end)
            if named is not None:
                return Told(frame=frame, mention=(start, named), kind="person")
            kind = kind_of(words, self._names(start, end), self.article.outlet)
            if kind in ("person", "unknown", "body") and self._unnamed(reading, start, end):
                kind = "anonymous"
            issuer = self._issuer(reading, start, low) if kind == "document" else None
            return Told(frame=frame, mention=(start, end), kind=kind, issuer=issuer)
        best = self.antecedent(reading, low, start)
        if best is None:
            return Told(frame=frame, mention=(start, end), kind="person" if low in _HE_SHE else "unknown")
        if low in ("he", "she"):
            self.gender.setdefault(_last(self.article.text[slice(*best[0])]), "male" if low == "he" else "female")
        return Told(frame=frame, mention=best[0], kind=best[1])

    def kinds(self, frame: Frame) -> tuple[Kind, ...]:
        """What the mentions of the frame's further steps are."""
        return tuple(
            kind_of(self.article.text[slice(*step.mention)], self._names(*step.mention), self.article.outlet)
            for step in frame.further
        )

    def keep(self, here: Sequence[Told]) -> None:
        """Remember the sentence's sources."""
        self.spoke.append(sorted(here, key=lambda t: t.frame.cue))
        for one in here:
            self._note(self.article.text[slice(*one.mention)])

    def _note(self, words: str) -> None:
        gender = _gender(words)
        if gender is not None:
            self.gender.setdefault(_last(words), gender)

    def _born(self, mention: tuple[int, int]) -> str | None:
        """The gender of the person named last in the mention, by the given name in any mention of theirs."""
        persons = [n.key for n in self._names(*mention) if n.kind == "person"]
        return self.born.get(persons[-1]) if persons else None

    def _names(self, start: int, end: int) -> list[Name]:
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return list(self.names[first:last])

    def _unnamed(self, reading: Reading, start: int, end: int) -> bool:
        """True for a source without a name that the sentence says wants none: ``who asked not to be named``."""
        if any(n.kind == "person" for n in self._names(start, end)):
            return False
        return bool(ANONYMITY.search(fold(self.article.text[end : min(reading.end, end + 160)])))

    def _apposed(self, start: int, end: int) -> int | None:
        """``The captain, Ada Quill, said``: where the name ends that follows a role; null where none does."""
        comma = _COMMA.match(self.article.text, end)
        if comma is None or any(n.kind == "person" for n in self._names(start, end)):
            return None
        words = self.article.text[start:end]
        if len(words.split()) > LONGEST_ROLE or kind_of(words, self._names(start, end)) not in _WITH_A_NAME:
            return None
        named = [n for n in self._names(comma.end(), comma.end() + 1) if n.start == comma.end()]
        if named and named[0].kind in ("organisation", "place"):
            return None
        stop = named[0].end if named and named[0].kind == "person" else None
        if stop is None and kind_of(words) == "person" and (bare := _BARE_NAME.match(self.article.text, comma.end())):
            stop = bare.end()
        while stop is not None and (more := _AND_NAME.match(self.article.text, stop)):
            stop = more.end()
        return stop if stop is not None and _APPOSITION_ENDS.match(self.article.text, stop) else None

    def antecedent(
        self, reading: Reading, pronoun: str, before: int, hops: int = REACH
    ) -> tuple[tuple[int, int], Kind] | None:
        """The nearest fitting source, subject or name before the pronoun; ``hops`` bounds a chain of pronouns."""
        inside = self._subject(reading, pronoun, before)
        if inside is not None:
            return inside
        for back in range(1, min(REACH, reading.number) + 1):
            number = reading.number - back
            for one in self.spoke[number]:
                if self._fits(one.mention, one.kind, pronoun):
                    return one.mention, one.kind
            subject = self._subject(self.readings[number], pronoun, self.readings[number].end) if back <= 2 else None
            again = self._same_pronoun(self.readings[number], pronoun)
            if again is not None and hops and (subject is None or again < subject[0][0]):
                # "He sold the barge to Marl. He said …": one man, whoever else is named
                return self.antecedent(self.readings[number], pronoun, again, hops - 1)
            if subject is not None:
                return subject
        return self._named_before(reading, pronoun)

    def _same_pronoun(self, reading: Reading, pronoun: str) -> int | None:
        """Where the sentence has the pronoun near its head; null for "it" and "they", who change more often."""
        if pronoun not in ("he", "she"):
            return None
        return next((t.start for t in reading.tokens[:7] if t.low == pronoun), None)

    def _issuer(self, reading: Reading, start: int, low: str) -> tuple[tuple[int, int], Kind] | None:
        """Who gave out a text: ``X issued a statement``; for "the statement", the body that spoke before."""
        if _GIVES_OUT.search(self.article.text, max(reading.start, start - 40), start):
            names = [n for n in self._names(reading.start, start) if n.kind in ("organisation", "person")]
            return ((names[0].start, names[0].end), _kind_of_name(names[0])) if names else None
        if not _ISSUED.fullmatch(low):
            return None
        for back in range(1, min(3, reading.number) + 1):
            for one in self.spoke[reading.number - back]:
                if one.issuer is not None:
                    return one.issuer
                if one.kind == "body":
                    return one.mention, one.kind
        return None

    def _subject(self, reading: Reading, pronoun: str, before: int) -> tuple[tuple[int, int], Kind] | None:
        """A person who is named near the head of the sentence and acts there, outside its quotations."""
        if pronoun == "they":
            return self._many(reading, before)
        if pronoun not in ("he", "she"):
            return None
        quoted = [(t.start, t.end) for t in reading.tokens if t.kind == "quote"]
        for name in self._names(reading.start, min(before, reading.start + 90)):
            if name.kind != "person" or name.end > before or any(a <= name.start < b for a, b in quoted):
                continue
            passive = _PASSIVE.match(self.article.text, name.end) and before >= reading.end
            possessive = self.article.text[name.end : name.end + 1] in ("'", "’")
            object_ = before >= reading.end and _OBJECT.search(self.article.text, max(0, name.start - 24), name.start)
            if not object_ and not passive and not possessive and self._fits((name.start, name.end), "person", pronoun):
                return (name.start, name.end), "person"
        return None

    def _many(self, reading: Reading, before: int) -> tuple[tuple[int, int], Kind] | None:
        """Those that the sentence opens with: ``Prosecutors played what they said was …``, ``Quill and Marsh …``."""
        pair = self._pair(reading, before)
        if pair is not None:
            return pair, "person"
        for token in reading.tokens[:3]:
            kind = SOURCE_KIND.get(token.low)
            if (
                token.end <= before
                and kind in ("body", "anonymous")
                and (token.low.endswith("s") or token.low == "police")
            ):
                return (reading.tokens[0].start, token.end), kind
        return None

    def _pair(self, reading: Reading, before: int) -> tuple[int, int] | None:
        """Two persons joined at the head of the sentence."""
        names = self._names(reading.start, min(before, reading.start + PAIR_REACH))[:2]
        if len(names) < 2 or any(n.kind != "person" or n.end > before for n in names):
            return None
        first, second = names
        joined = _JOINED.fullmatch(self.article.text, first.end, second.start)
        return (first.start, second.end) if joined and _ACTS.match(self.article.text, second.end) else None

    def _named_before(self, reading: Reading, pronoun: str) -> tuple[tuple[int, int], Kind] | None:
        wanted = {"he": ("person",), "she": ("person",), "it": ("organisation",)}.get(
            pronoun, ("organisation", "person")
        )
        for name in reversed(self._names(max(0, reading.start - 600), reading.start)):
            kind: Kind = "person" if name.kind == "person" else "body"
            if kind == "person" and _OBJECT.search(self.article.text, max(0, name.start - 24), name.start):
                continue
            if name.kind in wanted and self._fits((name.start, name.end), kind, pronoun):
                return (name.start, name.end), kind
        return None

    def _fits(self, mention: tuple[int, int], kind: Kind, pronoun: str) -> bool:
        words = self.article.text[slice(*mention)]
        low = fold(words)
        if low in ("he", "she", "it", "they", "i", "we", "you"):
            return low == pronoun
        if pronoun in ("he", "she"):
            known = _gender(words) or self._born(mention) or self.gender.get(_last(words))
            agrees = known is None or known == ("male" if pronoun == "he" else "female")
            return agrees and kind in ("person", "anonymous", "unknown") and not _plural(low)
        if pronoun == "it":
            return (
                kind in ("body", "document", "outlet", "recording", "unknown")
                and not _gender(words)
                and not _plural(low)
            )
        return kind in ("body", "anonymous", "outlet") or _plural(low)


def _kind_of_name(name: Name) -> Kind:
    return "person" if name.kind == "person" else "body"


def _gender(words: str) -> str | None:
    """What the words of a mention show: a title, a role or a given name."""
    low = fold(words)
    for gender, word in GENDER_WORDS:
        if word.search(low):
            return gender
    parts = [w for w in _WORD.findall(words) if w[0].isupper()]
    shown = [GENDER[w.lower()] for w in parts[:-1] if w.lower() in GENDER]
    return shown[0] if shown else None


def _last(words: str) -> str:
    _role, comma, name = words.rpartition(", ")
    if comma and all(w[0].isupper() for w in _WORD.findall(name)):
        words = name
    cut = _HEAD_ENDS.search(words)
    found = _WORD.findall(words[: cut.start()] if cut and cut.start() else words)
    return fold(found[-1]) if found else ""


def _plural(low: str) -> bool:
    head = _head(low)
    if _MANY.match(low):
        return True
    return " and " in low or head in ("police", "cops", "people") or (head.endswith("s") and head in SOURCE_KIND)
