"""Threads: acts that leave something owed — a demand, a promise, a search, an answer still awaited.

Acts are phrases of tellings/data/speech/acts.toml. The thread's span is the clause that holds the
phrase, not the whole of a long sentence. Conditionals and possibilities ("may seek", "could lead to")
open nothing, nor does a refusal told of the past without a standing request.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeGuard

import msgspec

from tellings.language import tables
from tellings.language.words import fold
from tellings.mark.times import anchor_of
from tellings.model import Act, Article, Marks, Slice, Statement, Thread
from tellings.speech.phrases import phrase_end, sentence_end
from tellings.speech.sentence import Reading
from tellings.speech.sources import Told, antecedents
from tellings.speech.subjects import subject_of
from tellings.speech.vocabulary import DETERMINERS, PRONOUNS, SOURCE_KIND

TABLE = "speech/acts.toml"


class ActRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Phrases that open one kind of thread.

    ``subject``: what the subject of the phrase is: who acts (``by``), who owes it (``of``), the matter (``what``) or
    nothing of these (``none``).
    ``by``: only such sources open it (``anyone``, ``named`` for no pronoun, ``body`` for a body that rules and does
    not patrol). ``told``: only in what somebody is said to say. ``ahead``: nothing where the day it tells is past.
    """

    act: Act
    phrases: tuple[str, ...]
    seen: str
    subject: Literal["by", "of", "what", "none"] = "by"
    by: Literal["anyone", "named", "body"] = "anyone"
    told: bool = False
    ahead: bool = False


class IdleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words right after or before a phrase that make it leave nothing owed; ``of``: only phrases that begin so."""

    seen: str
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


class PartyRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of whom one only advises, or of what is awaited and does not act."""

    nouns: str
    seen: str


class OwedRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of what is owed once it is asked for."""

    nouns: str
    seen: str


class DeedRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs of what somebody says will be done."""

    verbs: str
    seen: str


ACTS = tables.load(TABLE, "act", ActRow)
OWED = tables.load(TABLE, "owed", OwedRow)
DEEDS = tables.load(TABLE, "deed", DeedRow)
IDLE = tables.load(TABLE, "idle", IdleRow)
ADVISED = tables.load(TABLE, "advised", PartyRow)
MATTERS = tables.load(TABLE, "matter", PartyRow)

_CUT = re.compile(
    r";|[—–]| - - |[,:]? \b(?:but|while|whereas|although|though)\b |, (?:and|which|who|where) "
    r"| and (?=(?:expects?|plans?|intends?|will|hopes?) )"
)
_RELATIVE = re.compile(r", (?:which|who|where) ")
_FROM = re.compile(r"\bfrom ((?:the )?[A-Z][\w.'’-]*(?: (?:of |the |and )?[A-Z][\w.'’-]*){0,5})")
_AGENT = re.compile(r"\s+by ")
# "asked X to leave, which he did": nothing is left owing.
_MET = re.compile(
    r",? (?:and|which) (?:it|he|she|they|the \w+|x)? ?(?:did|agreed|complied|obeyed|obliged|has done|have done|got)\b"
    r"|,? (?:and|but|which) (?:it |he |she |they )?(?:was|were) (?:refused|denied|rejected|granted|turned down)\b"
)
_OBJECT_PRONOUNS = frozenset("him her them me us you it".split())
_MATTERS = frozenset(noun for row in MATTERS for noun in row.nouns.split())
_ADVISED = frozenset(noun for row in ADVISED for noun in row.nouns.split())
_ON_PATROL = frozenset("police officers cops troops soldiers guards firefighters forces crew".split())
_HYPOTHETICAL = re.compile(r"\b(?:may|might|could|would|if|whether)\s+$")
# What would be done if something else happened, and what is only wondered about, is no plan.
_WONDERED = re.compile(r"\b(?:if|unless|whether|how|what|why|who|which|when|where|had)\b")
# "would appeal to voters" is no appeal; to a court it is.
_PLEASES = re.compile(r"appeal to (?!the (?:\w+ )?(?:[Cc]ourt|[Tt]ribunal))")
_HAD = re.compile(r"\bhad (?:\w+ )?$")
# "could thwart the plans to", "to say when it plans to": the noun, or what is only wondered about.
_NOUN_PLAN = re.compile(r"\b(?:could|would|will|may|might|can|should|to) (?:\w+ ){1,3}$")
_WHEN = re.compile(r"\b(?:when|how|whether|where|why|what|if|fears?|feared|rumou?rs) (?:[\w'-]+ ){1,5}$")
_OF_SOMEBODY = frozenset(("demand", "request", "deadline", "pending"))
_WHEN_ASKED = re.compile(
    r",? (?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|last week|this week)$"
)
_ASKED = re.compile(r"(?:whether|if|how|why|what|who|when|where)\b")
_PASSIVE = re.compile(r"\bbeen\b|(?:clear|known|unclear|unknown|mystery|undetermined|notice|indefinitely)\b")
_LAST_WORDS = re.compile(r"[\w']+")
_WORD = re.compile(r"\w+")
_IDLE = tuple(
    (row, re.compile(rf"\s+(?:{'|'.join(map(re.escape, row.after))})\b") if row.after else None) for row in IDLE
)
# Whom one could not reach: "a message left with Quill Lines", "calls to the operator".
_REACHED = re.compile(r"\b(?:left (?:with|for|at|on)|with|from|for|to) (?=(?:the |its |his |her )?\S)")
_EDGE = ' \t\n\r,;:.–—-"“”'


class _Hit(NamedTuple):
    """A phrase of a row where it stands; ``party`` is who is asked, between its words."""

    row: ActRow
    start: int
    end: int
    party: tuple[int, int] | None


def threads(
    article: Article,
    marks: Marks,
    readings: Sequence[Reading],
    statements: Sequence[Statement],
    tellings: Sequence[Sequence[Told]],
) -> list[Thread]:
    """Threads in order of start; at most one of an act in a clause, and none that overlap."""
    found: list[Thread] = []
    whom = antecedents(article, marks, readings, tellings)
    written = anchor_of(article)
    for reading, here in zip(readings, tellings, strict=True):
        for start, end, hit in _acts(article.text, reading):
            if found and start < found[-1].end:
                continue
            home = bisect_right(statements, hit.start, key=lambda s: s.end)
            if home < len(statements) and statements[home].start <= hit.start:
                start, end = max(start, statements[home].start), min(end, max(hit.end, statements[home].end))
            if home == len(statements) or statements[home].start >= end:
                continue
            subject = _subject(reading, hit)
            if _is_past(article, marks, (start, end), hit.row.ahead, written) or _is_background(article, here, hit):
                continue
            if _may_open(article, hit, subject) and (not hit.row.told or _is_planned(article, here, (start, end), hit)):
                actor = _actor(article, whom, reading, here, statements[home], hit, subject)
                found.append(_thread(article, marks, reading, statements[home], (start, end), hit, actor))
    return found


def _acts(text: str, reading: Reading) -> Iterator[tuple[int, int, _Hit]]:
    if reading.kind in ("title", "heading"):
        return
    # one to one, so that places in the folded words are places in the text
    words = fold(text[reading.start : reading.end]).replace("\n", " ").replace("’", "'")
    if words.rstrip("\"'”’ ").endswith("?"):
        return
    for row, low, high, party in sorted(_hits(words), key=lambda h: h[1]):
        if _HYPOTHETICAL.search(words[:low]) or (party and _MET.search(words, high)):
            continue
        start, end = _clause(words, low, high)
        at = reading.start
        yield at + start, at + end, _Hit(row, at + low, at + high, party and (at + party[0], at + party[1]))


def _hits(words: str) -> Iterator[tuple[ActRow, int, int, tuple[int, int] | None]]:
    here = frozenset(_WORD.findall(words))
    for row, pattern, needs in _PATTERNS:
        if needs and needs.isdisjoint(here):
            continue
        for match in pattern.finditer(words):
            party = next((match.span(g) for g in range(1, pattern.groups + 1) if match.group(g)), None)
            if _is_idle(words, match.start(), match.end()):
                continue
            if party is None or _is_asked(words[slice(*party)].strip(", ")):
                yield row, match.start(), match.end(), party


def _is_asked(party: str) -> bool:
    return party not in _OBJECT_PRONOUNS and not (party.split()[-1] in _ADVISED and "not" not in party.split())


def _is_idle(words: str, low: int, high: int) -> bool:
    """True where a word beside the phrase leaves nothing owed: "no plans to", "searching for answers"."""
    before = _LAST_WORDS.findall(words[max(0, low - 30) : low])[-2:]
    first = words[low:high].split()[0]
    if first in ("plan", "plans", "intends", "intend"):
        near = words[max(0, low - 50) : low]
        if _WHEN.search(near) or _NOUN_PLAN.search(near) or near.endswith("ing "):
            return True
    for row, after in _IDLE:
        if row.of:
            if before and (before[-1] in row.before or before[-1].endswith("'s")) and first in row.of:
                return True
        elif any(word in row.before for word in before) or (after and after.match(words, high)):
            return True
    return False


def _is_past(article: Article, marks: Marks, span: tuple[int, int], ahead: bool, written: date | None) -> bool:
    """True where every day told in the clause is long past, or past at all for what was to come by then."""
    first = bisect_left(marks.times, span[0], key=lambda t: t.start)
    last = bisect_left(marks.times, span[1], key=lambda t: t.start)
    told = [t.edtf[:10] for t in marks.times[first:last] if t.edtf and t.type in ("DATE", "TIME") and t.edtf[:1] != "."]
    years = [int(day[:4]) for day in told if day[:4].isdigit()]
    # an article without a date is from about the last month it names; a bare year may be far ahead
    now = written.year if written else max((int(t.edtf[:4]) for t in marks.times if _has_month(t.edtf)), default=0)
    if told and len(years) == len(told) and all(year < now - 1 for year in years):
        return True
    return (
        ahead
        and written is not None
        and bool(told)
        and all(len(day) == len(str(written)) and day < str(written) for day in told)
    )


def _has_month(edtf: str | None) -> TypeGuard[str]:
    return edtf is not None and edtf[:4].isdigit() and edtf[4:5] == "-"


def _is_background(article: Article, here: Sequence[Told], hit: _Hit) -> bool:
    """True for "had ordered" where nobody is said to say it: what came before the story."""
    if not _HAD.search(article.text, max(0, hit.start - 12), hit.start):
        return False
    return not any(a <= hit.start < b for t in here for a, b in t.frame.content)


def _clause(words: str, low: int, high: int) -> tuple[int, int]:
    cuts = [m for m in _CUT.finditer(words) if m.end() <= low]
    # "Quill Lines, which runs the ferry, declined": the clause goes on after what only describes its subject
    while cuts and _RELATIVE.fullmatch(cuts[-1].group()) and "," in words[cuts[-1].end() : low]:
        cuts.pop()
    start = cuts[-1].end() if cuts else 0
    end = next((m.start() for m in _CUT.finditer(words, high)), len(words))
    piece = words[start:end]
    start += len(piece) - len(piece.lstrip(_EDGE))
    return start, max(high, start + len(words[start:end].rstrip(_EDGE)))


def _subject(reading: Reading, hit: _Hit) -> tuple[int, int] | None:
    """The subject of the phrase's verb, as places in the text."""
    at = next((i for i, t in enumerate(reading.tokens) if t.start >= hit.start), None)
    if at is None or reading.tokens[at].start != hit.start:
        return None  # inside a quotation
    found = subject_of(reading.tokens, at, ())
    return (reading.tokens[found[0]].start, reading.tokens[found[1] - 1].end) if found else None


def _may_open(article: Article, hit: _Hit, subject: tuple[int, int] | None) -> bool:
    if hit.row.by == "anyone":
        return True
    words = fold(article.text[slice(*subject)]).split() if subject else []
    if not words or words[0] in PRONOUNS or words[-1] in _ON_PATROL:
        return False
    named = article.text[slice(*subject)][:1].isupper() if subject else False
    rules = any(SOURCE_KIND.get(word) == "body" or word in ("judge", "judges", "court") for word in words)
    return rules or (hit.row.by == "named" and (named or words[-1] in SOURCE_KIND))


def _is_planned(article: Article, here: Sequence[Told], span: tuple[int, int], hit: _Hit) -> bool:
    """True where somebody says it will be done: in a telling of the sentence, under no condition."""
    low = fold(article.text[span[0] : span[1]])
    said = next((t.frame for t in here if any(a <= hit.start < b for a, b in t.frame.content)), None)
    pleases = _PLEASES.match(article.text, hit.end - len("appeal"))
    return said is not None and said.stance in ("reported", "predicted") and not pleases and not _WONDERED.search(low)


def _actor(
    article: Article,
    whom: Callable[[Reading, str, int], tuple[int, int] | None],
    reading: Reading,
    here: Sequence[Told],
    home: Statement,
    hit: _Hit,
    subject: tuple[int, int] | None,
) -> Slice | None:
    """Who the phrase's subject is; for a pronoun or inside a quotation who it stands for."""
    # "he said, demanding answers": a participle has its subject from the frame it opens
    asks = next((t for t in here if t.frame.cue[0] == hit.start and t.frame.source), None)
    if asks is not None and article.text[slice(*asks.frame.cue)].endswith("ing"):
        return article.slice(*asks.mention)
    low = fold(article.text[slice(*subject)]) if subject else ""
    teller = next((t.mention for t in here if any(a <= hit.start < b for a, b in t.frame.content)), None)
    if subject is None and hit.row.subject == "what":
        return None  # whoever tells of it is not the matter
    if subject is None or low in ("we", "i", "they", "it", "he", "she"):
        if (
            low == "it"
            and hit.row.act == "pending"
            and article.text[hit.start : hit.end].startswith(("too", "remains"))
        ):
            return None
        if teller is not None:
            return article.slice(*teller)
        meant = whom(reading, low, hit.start) if low in ("they", "it", "he", "she") else None
        if meant is not None:
            return article.slice(*meant)
        return home.attribution[-1].mention if home.attribution and low not in ("it", "he", "she") else None
    return None if low in DETERMINERS or low in ("there", "what") else article.slice(*subject)


def _thread(
    article: Article,
    marks: Marks,
    reading: Reading,
    home: Statement,
    span: tuple[int, int],
    hit: _Hit,
    actor: Slice | None,
) -> Thread:
    start, end = span
    by, of, what = _roles(article, reading, span, hit, actor)
    return Thread(
        article=article.id,
        start=start,
        end=end,
        act=hit.row.act,
        statement=home.id,
        by=by,
        of=of,
        what=None if what and what.text.startswith(("and ", "but ")) else what,
        since=_since(article, marks, span),
    )


def _roles(
    article: Article, reading: Reading, span: tuple[int, int], hit: _Hit, actor: Slice | None
) -> tuple[Slice | None, Slice | None, Slice | None]:
    """Who acts, of whom it is asked, and what: the phrase's subject is one of them, as its row says."""
    start, end = span
    agent = None if hit.row.told else _AGENT.match(article.text, hit.end, reading.end)
    agent_phrase = _phrase_at(article, reading, agent.end()) if agent else None
    if hit.row.subject == "what":
        reached = [*_REACHED.finditer(article.text, start, hit.start)] if hit.row.act == "no-comment" else []
        by = _phrase_at(article, reading, reached[-1].end()) if reached else agent_phrase
        return by, None, None if hit.row.act == "no-comment" else actor
    party = _slice(article, *hit.party) if hit.party else _of(article, reading, hit, end)
    what = _slice(article, hit.end, end)
    if party is not None and party.text.endswith(" not"):  # "asked the firm not to build"
        what = _slice(article, party.end - 3, end)
        party = article.slice(party.start, party.end - 4)
    if party is not None and (when := _WHEN_ASKED.search(party.text)):
        party = article.slice(party.start, party.start + when.start())
    if hit.row.subject == "of":
        return None, actor, what
    if (
        hit.row.act == "pending"
        and what
        and _PASSIVE.search(article.text, hit.start, hit.end)
        and _ASKED.match(what.text)
    ):
        return None, party, what  # "it remains unclear | whether it will reopen"
    if actor and hit.row.act == "pending" and _is_awaited(actor, article.text[hit.start : hit.end], what):
        return agent_phrase, party, actor
    if hit.row.subject == "none":
        return agent_phrase, None, what or article.slice(hit.start, hit.end)
    return agent_phrase or actor, party, what


def _is_awaited(subject: Slice, phrase: str, rest: Slice | None) -> bool:
    """True where the subject is awaited and acts on nothing: "the names have not yet | been released"."""
    passive = _PASSIVE.search(phrase) or (rest is not None and rest.text.startswith(("been ", "be ")))
    return bool(passive) or bool(_MATTERS.intersection(fold(subject.text).split()[-1:]))


def _of(article: Article, reading: Reading, hit: _Hit, end: int) -> Slice | None:
    """Of whom it is asked: after "demanded that" the subject there, else a name after "from"."""
    if article.text[hit.start : hit.end].endswith(" that"):
        return _subject_at(article, reading, hit.end)
    match = _FROM.search(article.text, hit.end, end) if hit.row.act in _OF_SOMEBODY else None
    return article.slice(match.start(1), match.end(1)) if match else None


def _subject_at(article: Article, reading: Reading, place: int) -> Slice | None:
    """The subject after "demanded that", whose verb is a bare form: ``the firm | open its books``."""
    tokens = reading.tokens
    first = next((i for i, t in enumerate(tokens) if t.start >= place), len(tokens))
    last = phrase_end(tokens, first)
    object_ = next((i for i in range(first + 2, last) if tokens[i].low in DETERMINERS), None)
    if object_ is not None:
        last = object_ - 1
    elif last == sentence_end(tokens):
        last -= 1
    return article.slice(tokens[first].start, tokens[last - 1].end) if last > first else None


def _phrase_at(article: Article, reading: Reading, place: int) -> Slice | None:
    tokens = reading.tokens
    first = next((i for i, t in enumerate(tokens) if t.start >= place), len(tokens))
    last = phrase_end(tokens, first)
    return article.slice(tokens[first].start, tokens[last - 1].end) if last > first else None


def _slice(article: Article, start: int, end: int) -> Slice | None:
    words = article.text[start:end]
    start += len(words) - len(words.lstrip(_EDGE))
    end = start + len(article.text[start:end].rstrip(_EDGE))
    return article.slice(start, end) if start < end else None


def _since(article: Article, marks: Marks, span: tuple[int, int]) -> str | None:
    """The article's date, or the one on its date line; where it has none, a day told in the clause."""
    if article.published:
        return article.published
    if written := anchor_of(article):
        return str(written)
    first = bisect_left(marks.times, span[0], key=lambda t: t.start)
    last = bisect_left(marks.times, span[1], key=lambda t: t.start)
    return next((t.edtf for t in marks.times[first:last] if t.type == "DATE" and t.edtf), None)


def _compiled(row: ActRow) -> re.Pattern[str]:
    return re.compile("|".join(_phrase(p) for p in row.phrases))


def _needs(row: ActRow) -> frozenset[str]:
    """The longest word of each phrase: looking for those first spares most rows most sentences."""
    plain = [_WORD.findall(" ".join(w for w in fold(p).split() if w not in _WILD)) for p in row.phrases]
    return frozenset() if any("*" in p for p in row.phrases) else frozenset(max(words, key=len) for words in plain)


def _phrase(phrase: str) -> str:
    words = []
    for word in fold(phrase).split():
        pattern = _WILD.get(word) or re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
        words.append(pattern + _ADVERB if word in _AUXILIARIES else pattern)
    aimed = r"(?! (?:the|an?|his|her|its|their|this|that|be (?:named|identified))\b)" if "~~" in phrase else ""
    return r"\b" + r"\s+[\"']?".join(words) + r"\b" + aimed


_AUXILIARIES = frozenset("is are was were has have had will would".split())
_ADVERB = r"(?:\s+(?:still|now|also|currently|tentatively|reportedly|again|both|all|since|then))?"
# A few words, or the party that is asked: up to ten words with commas between them, no question and no "not".
_WILD = {
    "~": r"(?:(?!to\b)[\w'-]+ ){0,3}(?!to\b)[\w'-]+",
    "~~": r"((?!(?:how|what|whether|when|where|why|who|if|about|not|to|for|that|\w+day)\b)"
    r"(?:[\w'.-]+,? ){0,9}?[\w'.-]+,?)",
}
_WORDS_ABOUT = r"(?:(?!(?:that|to|from|for|by|of|in|on|at|after|over|about|with)\b)[\w'-]+,? ){0,4}"
_WILD["<owed>"] = rf"(?={_WORDS_ABOUT}(?:{'|'.join(n for row in OWED for n in row.nouns.split())})\b)"
_WILD["<deed>"] = rf"(?:{'|'.join(v for row in DEEDS for v in row.verbs.split())})"
_PATTERNS = tuple((row, _compiled(row), _needs(row)) for row in ACTS)
