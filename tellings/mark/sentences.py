"""Sentences: the body cut where sentences end.

A full stop, question or exclamation mark ends a sentence unless what stands around it says that it
does not: an abbreviation (tellings/data/abbreviations.toml), an initial, a decimal point, a lower-case
word after it. A closing quotation mark belongs to the sentence it closes. Limits are in
docs/marks/sentences.md.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from tellings.language import tables
from tellings.mark.body import Paragraph, paragraphs
from tellings.mark.quotation import double_marks
from tellings.model import Article, Sentence

TABLE = "abbreviations.toml"

_TERMINAL = re.compile(r"(?:\.(?: ?\.)+|…|[.!?]+|[。！？।])")
_ADJACENT_CLOSER = re.compile(r"[)\]’'”»]+|\"")
_NEXT = re.compile(r"\s*([(\[“‘\"'«—–-]*\s?)(\w[\w'’-]*\.?)?")
_LAST_WORD = re.compile(r"(?:\b[A-Z]\. ?)+[^\W_]+\.$|[^\W_]+(?:\.[^\W\d_]+)*\.$|(?<![^\W_])[apAP]\. ?[mM]\.$")
_GLUED = re.compile(r"[A-Z][a-z]+[ ,]|(?:I|A) [a-z]")
# Words that open sentences and hardly ever follow an abbreviation inside one.
_STARTERS = frozenset(
    """a an the this that these those he she it they we you i his her its their our my your there here what when
    where who why how which while if as at in on by for from with after before but and or so yet because since
    although though however meanwhile moreover nevertheless also still then now today yesterday earlier later
    last next one two three some many most all both each every no not only even such other others another
    during until under over according despite instead asked officials police authorities witnesses""".split()
)
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:E|C|M|P)[SD]?T\b|GMT|UTC|BST|CET|IST|WIB|Eastern|Central|Pacific|"
    r"Mountain|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Local|ET\b|PT\b"
)
_DECIMAL_LEFT = re.compile(
    r"\b(?:a|an|of|the|with|was|were|is|at|than|to|by|from|only|about|over|under|and)$", re.IGNORECASE
)
_SPEECH = re.compile(
    r"\s*(?:[A-Z][\w'’.-]*\s+){1,4}(?:said|says|asked|asks|added|told|shouted|wrote|replied|yelled|cried|tweeted|recalled"
    r"|continued|exclaimed|explained|noted|writes|adds|wondered)\b"
)


class Abbreviations(msgspec.Struct, frozen=True, kw_only=True):
    """Forms written with a full stop; ``place`` says what may follow them."""

    forms: tuple[str, ...]
    place: Literal["before", "number", "either"]
    seen: str


def sentences(article: Article) -> list[Sentence]:
    """Sentences of the body in order; titles and headings are one each; none lies in furniture.

    Offsets are code points into ``article.text``; a sentence lies in one block, starts and ends in
    something other than white space, and every word of the body lies in one. Raises nothing.
    """
    body = paragraphs(article)
    found: list[Sentence] = []
    for paragraph, marked in zip(body, double_marks(article, body), strict=True):
        closing = frozenset(m.start for m in marked.marks if m.role == "close")
        whole = paragraph.kind in ("title", "heading")
        cuts = [paragraph.end] if whole else [*_ends(article.text, paragraph, closing), paragraph.end]
        found.extend(_between(article.text, paragraph, cuts))
    return found


def abbreviations() -> tuple[Abbreviations, ...]:
    """Rows of the table of abbreviations."""
    return tables.load(TABLE, "abbreviation", Abbreviations)


def _between(text: str, paragraph: Paragraph, cuts: list[int]) -> Iterator[Sentence]:
    start = paragraph.start
    for cut in cuts:
        words = text[start:cut]
        lead, tail = len(words) - len(words.lstrip()), len(words.rstrip())
        if lead < tail:
            yield Sentence(start=start + lead, end=start + tail, block=paragraph.block)
        start = cut


def _ends(text: str, paragraph: Paragraph, closing: frozenset[int]) -> Iterator[int]:
    """Places where a sentence ends before the paragraph does."""
    for hit in _TERMINAL.finditer(text, paragraph.start, paragraph.end):
        end = _with_closers(text, hit.end(), paragraph.end, closing)
        if end < paragraph.end and _is_end(text, paragraph, hit, end):
            yield end


def _with_closers(text: str, at: int, limit: int, closing: frozenset[int]) -> int:
    """``at`` moved over brackets and marks that close with the sentence."""
    while at < limit:
        hit = _ADJACENT_CLOSER.match(text, at, limit)
        if hit and (text[at] != '"' or at in closing):
            at = hit.end()
        elif text[at] == " " and at + 1 in closing:
            at += 2
        else:
            return at
    return at


def _is_end(text: str, paragraph: Paragraph, hit: re.Match[str], end: int) -> bool:
    if not text[end].isspace():
        return hit.group() == "." and _is_glued(text, hit.start(), end, paragraph.end)
    following = _NEXT.match(text, end, paragraph.end)
    opened, word = (following.group(1) or "", following.group(2) or "") if following else ("", "")
    if not word:
        return True
    # Brands such as eBay start sentences; other words in lower case go on with one.
    if word[0].islower() and not (word[1:].isalpha() and any(c.isupper() for c in word)):
        return False
    if hit.group() in ("?", "!") and end > hit.end():
        return not _SPEECH.match(text, end, paragraph.end)
    if hit.group() == ".":
        return _stop_ends(text, paragraph, hit.start(), opened, word, closed=end > hit.end())
    return True


def _is_glued(text: str, stop: int, end: int, limit: int) -> bool:
    """True where only the space after the full stop was lost: ``closed.The``."""
    return text[max(0, stop - 2) : stop].islower() and bool(_GLUED.match(text, end, limit))


def _stop_ends(text: str, paragraph: Paragraph, stop: int, opened: str, word: str, *, closed: bool) -> bool:
    """True where the full stop at ``stop`` ends a sentence before ``word`` (capital or digit)."""
    left = text[max(paragraph.start, stop - 24) : stop]
    if word[0].isdigit() and _DECIMAL_LEFT.search(left):
        return False
    last = _LAST_WORD.search(left + ".")
    form = last.group() if last else ""
    forms = (form, form.replace(" ", ""), form.capitalize())
    place = next((_places()[f] for f in forms if f in _places()), None)
    if place == "before":
        return closed
    if place == "number":
        return not word[0].isdigit()
    if place == "either" or _is_initials(form):
        return closed or _starts_sentence(text, paragraph, stop, form, opened, word)
    return True


def _is_initials(form: str) -> bool:
    """``J.``, ``J.R.``, ``U. S.``; the pronoun I is none."""
    letters = form.replace(" ", "").split(".")
    return form not in ("", "I.") and all(len(x) == 1 and x.isupper() for x in letters[:-1]) and not letters[-1]


def _starts_sentence(text: str, paragraph: Paragraph, stop: int, form: str, opened: str, word: str) -> bool:
    if form.replace(" ", "").lower() in ("a.m.", "p.m."):
        return not word[0].isdigit() and not _AFTER_CLOCK.match(word)
    return bool(opened.strip("-–— ([")) or word.rstrip(".").lower() in _STARTERS


@cache
def _places() -> dict[str, str]:
    return {form: row.place for row in abbreviations() for form in row.forms}
