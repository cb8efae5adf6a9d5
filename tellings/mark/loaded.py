"""Loaded terms: an outlet's own evaluative wording, outside quotation.

Which words may stand in the table is said at its top (tellings/data/loaded.toml) and in
docs/marks/loaded.md. A term is marked with the degree word before it and, for adjectives, the noun it
judges, four words at most; nothing is rated.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from tellings.language import tables
from tellings.language.words import FUNCTION_WORDS
from tellings.model import Article, Quotation, Sentence, Term


class LoadedTerm(msgspec.Struct, frozen=True):
    """A row of ``term``: words that evaluate, and what kind of evaluation that is."""

    match: str
    kind: str
    seen: str
    head: bool = False
    before_noun: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


class PlainSentence(msgspec.Struct, frozen=True):
    """A row of ``plain``: a sentence in which nothing is loaded."""

    seen: str


TERMS = tables.load("loaded.toml", "term", LoadedTerm)
PLAIN = tables.load("loaded.toml", "plain", PlainSentence)
MOST_WORDS = 4


def loaded(article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> tuple[Term, ...]:
    """Loaded terms of the sentences, in order of start; none that touches a quotation."""
    found: list[Term] = []
    for sentence in sentences:
        for start, end, kind in _joined(article.text, list(_terms(article.text, sentence))):
            if not any(q.start < end and start < q.end for q in quotations):
                found.append(Term(start=start, end=end, text=article.text[start:end], kind=kind))
    return tuple(found)


def _terms(text: str, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    pattern, rows = _table()
    for match in pattern.finditer(text, sentence.start, sentence.end):
        row = _row(match.group(), rows)
        if row is None or _is_literal(row, text, match, sentence):
            continue
        start = _with_degree(text, match.start(), sentence.start)
        end = _with_head(text, match.end(), sentence.end) if row.head else _without_article(text, match)
        if not row.before_noun or _is_before_noun(text, match.end(), sentence.end):
            yield start, end, row.kind


def _joined(text: str, terms: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Terms that overlap or are joined by "and" are one phrase ("shameful and shabby deal")."""
    while terms:
        start, end, kind = terms.pop(0)
        while terms and (terms[0][0] <= end or _is_joined(text, end, terms[0])):
            end = max(end, terms.pop(0)[1])
        yield start, end, kind


def _is_joined(text: str, end: int, following: tuple[int, int, str]) -> bool:
    """False for "the hapless mayor | ranted": who, and what he did."""
    start, _, kind = following
    return bool(_AND.fullmatch(text, end, start)) and (kind != "mockery" or text[end:start].strip() != "")


# ---------------------------------------------------------------- around a term

_AND = re.compile(r"\s*,?\s+and\s+|\s*,\s+|\s+")
_DEGREE = re.compile(
    r"\b(?:(?:very|so|too|quite|most|more|truly|utterly|deeply|absolutely|completely|simply|rather|particularly|especially"
    r"|increasingly|totally|thoroughly|pretty|chief)\s+)+$",
    re.IGNORECASE,
)
_LAST_SMALL = re.compile(r"\s+(?:the|a|an|of)$", re.IGNORECASE)
_LETTERS = re.compile(r"[\w-]+")
# "the tsunami of 2004", "at war on Monday": a picture stands before what it pictures, not before a date.
_LINKED = re.compile(r" (?:of|on)$")
_NAMED_NEXT = re.compile(r" [A-Z][a-z]")
_FIGURE_OR_NAME = re.compile(r"\s+(?:\d|[A-Z])")
# Words that may stand between an evaluating adjective and its noun.
_MODIFIER = re.compile(r"(?:new|old|little|young|[A-Z].*|.*(?:al|ic|ive|ous|an|ful|less|ary|ern|ish))$")
_NEXT_WORD = re.compile(r"\s+(?P<word>[^\W\d_][\w'’]*(?:\s?-\s?\w+)*)")
_LAST_WORD = re.compile(r"(?P<word>[\w'’-]+)\s+$")
_NOT_NOUN = re.compile(
    r"(?:is|are|was|were|has|have|had|said|says|told|came|went|took|after|when|last|this|next|given)$|\w+(?:ly|ed)$",
    re.IGNORECASE,
)


def _is_literal(row: LoadedTerm, text: str, match: re.Match[str], sentence: Sentence) -> bool:
    following = " ".join(_LETTERS.findall(text[match.end() : min(sentence.end, match.end() + 40)].lower()))
    if any(following == word or following.startswith(word + " ") for word in row.not_before):
        return True
    if _LINKED.search(row.match) and _FIGURE_OR_NAME.match(text, match.end()):
        return True
    # "stunning Ada Quill": a verb, where "a stunning defeat" is not
    if row.head and match.group().endswith("ing") and _NAMED_NEXT.match(text, match.end()):
        return True
    before = _LAST_WORD.search(text, max(sentence.start, match.start() - 30), match.start())
    said_before = str(before["word"]).lower() if before else ""
    return said_before in row.not_after or _is_name(text, match, sentence)


def _is_name(text: str, match: re.Match[str], sentence: Sentence) -> bool:
    """A capital inside a sentence of small letters is a name or a title: "Savage", "The Clown"."""
    word: str = match.group()
    if not word[:1].isupper() or match.start() <= sentence.start + 1 or word == "Orwellian":
        return False
    near = text[max(sentence.start, match.start() - 150) : min(sentence.end, match.end() + 150)]
    long_words: list[str] = re.findall(r"[^\W\d_]{4,}", near)
    return sum(w[0].isupper() for w in long_words) < 0.6 * len(long_words)


def _with_degree(text: str, start: int, least: int) -> int:
    degree = _DEGREE.search(text, max(least, start - 40), start)
    return degree.start() if degree else start


def _with_head(text: str, end: int, most: int) -> int:
    """The end of the noun phrase after an adjective, where it is short and plainly ends there.

    In "bungling ferry bosses" and "a shocking video shows" the words after the first could be nouns or
    verbs: the adjective then stands alone.
    """
    stop = end
    for _ in range(MOST_WORDS - 2):
        match = _NEXT_WORD.match(text, stop, most)
        if not match or match["word"].lower() in FUNCTION_WORDS or _NOT_NOUN.match(match["word"]):
            break
        stop = match.end()
        if not _MODIFIER.match(match["word"]):
            break
    return stop if stop == end or not _is_before_noun(text, stop, most) else end


def _is_before_noun(text: str, end: int, most: int) -> bool:
    """Whether a word follows that may be a noun."""
    match = _NEXT_WORD.match(text, end, most)
    return bool(match and match["word"].lower() not in FUNCTION_WORDS and not _NOT_NOUN.match(match["word"]))


def _without_article(text: str, match: re.Match[str]) -> int:
    """The end of a phrase without the small word that its row needs after it: "slammed the", "tsunami of"."""
    last = _LAST_SMALL.search(text, match.start(), match.end())
    return last.start() if last else match.end()


# ---------------------------------------------------------------- the table as one pattern


@cache
def _table() -> tuple[re.Pattern[str], dict[str, LoadedTerm]]:
    """One pattern over all rows, longest first, and the row behind each plain form."""
    rows = {" ".join(row.match.lower().split()): row for row in TERMS}
    longest_first = sorted(rows, key=lambda match: (-len(match), match))
    # by first letter, or each word of a text is held against each row
    letters = "|".join(
        f"(?={letter})(?:{'|'.join(_form(match) for match in longest_first if match[0] == letter)})"
        for letter in sorted({match[0] for match in rows} - {"*"})
    )
    forms = "|".join([letters, *(_form(match) for match in longest_first if match[0] == "*")])
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-]|['’]\w)", re.IGNORECASE), rows


def _form(match: str) -> str:
    """A match as a pattern; text joined from tokens spaces its hyphens."""
    form = re.escape(match).replace(r"\ ", r"\s+").replace(r"\-", r"\s?[-‑]\s?").replace("'", "['’]")
    if match.startswith("*"):
        # Bounded, so that a long run of hyphens cannot make it slow.
        return r"(?![a-z]+est-)[^\W\d_]{2,20}-in-the-[^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?"
    return form.replace(r"\*", r"[^\W\d_]{0,12}")


def _row(found: str, rows: dict[str, LoadedTerm]) -> LoadedTerm | None:
    plain = re.sub(r"\s?[-‑]\s?", "-", " ".join(found.lower().replace("’", "'").split()))
    if plain in rows:
        return rows[plain]
    return next((row for stem, row in _stems() if stem.fullmatch(plain)), None)


@cache
def _stems() -> tuple[tuple[re.Pattern[str], LoadedTerm], ...]:
    return tuple((re.compile(_form(row.match.lower())), row) for row in TERMS if "*" in row.match)
