"""Capitals: words of a sentence and the runs of capitalised ones that names are cut from."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tellings.mark import lexicon
from tellings.model import Sentence

_WORD = re.compile(
    r"[A-Z]\.[A-Z][a-z]{1,3}(?=\.)|(?:[^\W\d_]\.){2,}|[A-Z]\. [A-Z]\.(?= )"  # U.S., J.R., U. S.
    r"|(?:[Aa]l|[Ee]l|[Uu]l|[Aa][dnrstz]|ash|Abd)-(?=[^\W\d_])[^\W_]+"  # al-Amr
    r"|(?![DR]-)[^\W\d_a-z][^\W_]*(?:-(?=[A-Z])[^\W_]+|['’](?!s\b)(?=[^\W\d_])[^\W_]+)*"
    r"|[^\W_]+(?:['’](?!s\b)(?=[^\W\d_])[^\W_]+)*"
    r"|&"
)
_ENDED = re.compile(r"[.!?…:;,][)\]\"'”’» ]*$")
_SMALL_FIRST = re.compile(r"(?:[aeu]l-|a[dnrstz]-|ash-|[dl]['’])[A-Z]")
_POSSESSIVE = re.compile(r"['’] ?s\b|(?<=s)['’](?![^\W_])")
# "People's Republic", "Children's Hospital": these own no name but are part of one.
_OWNERS = frozenset({"People", "Children", "Women", "Men", "Workers", "Veterans", "Farmers", "Teachers", "Doctors"})
_GENERATIONS = frozenset({"Jr.", "Sr."})
_AFTER_COMMA = frozenset({"Inc.", "Inc", "Ltd.", "Ltd", "LLC", "Corp.", "LLP", "PLC", "Jr.", "Sr.", "Jr"})
# No name has more words; a text all in capitals is no name.
LONGEST_RUN = 16
_INNER = frozenset({"of", "for", "on", "at", "and", "the", "&", "to", "against", "without"})
# "Seafarers' Union": people of one trade or fate, who own no name but are part of a body's.
_MANY_OF_A_KIND = re.compile(r"\w+(?:[eo]rs|ists|ees|ians|ants|ents|women|wives|widows|orphans|parents)", re.IGNORECASE)
_DETOKENISED = re.compile(r"[^\W_] - [^\W_]")


class Word(NamedTuple):
    """A word: its place, whether it is written with a capital, whether a possessive ending follows."""

    start: int
    end: int
    text: str
    capital: bool
    possessive: bool


class Line(NamedTuple):
    """A sentence as words. ``titled`` where capitals say nothing: headlines and lines in capitals."""

    words: tuple[Word, ...]
    titled: bool
    shouted: bool


Run = list[Word]


def line(text: str, sentence: Sentence, *, heading: bool) -> Line:
    """The words of a sentence."""
    words = tuple(_words(text, sentence.start, sentence.end))
    long = [w for w in words[1:] if len(w.text) > 3 and w.text.isalpha()]
    capital = sum(w.capital for w in long)
    shouted = len(long) >= 2 and sum(w.text.isupper() for w in long) >= 0.7 * len(long)
    if heading or not _ENDED.search(text, max(sentence.start, sentence.end - 4), sentence.end):
        return Line(words, shouted or capital >= 0.5 * max(1, len(long)), shouted)
    titled = len(long) >= 6 and capital >= 0.9 * len(long)
    return Line(words, titled or shouted, shouted)


def runs(text: str, found: Line) -> Iterator[tuple[int, Run]]:
    """Runs of capitalised words, small words between them included, each with its first word's place."""
    words, at = found.words, 0
    spaced = bool(words) and bool(_DETOKENISED.search(text, words[0].start, words[-1].end))
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        end = at + 1
        while end - at < LONGEST_RUN and (step := _next_in_run(text, words, end, spaced=spaced)) is not None:
            end = step
        yield at, list(words[at:end])
        at = end


def opens_sentence(text: str, found: Line, index: int) -> bool:
    """True where the word's capital may be due to its place: first, or after a colon, mark or dash."""
    if index == 0:
        return True
    between = text[found.words[index - 1].end : found.words[index].start]
    return any(c in between for c in '.:?!"“‘(\n•') or between.strip() == "'"


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    owned = start
    for hit in _WORD.finditer(text, start, end):
        if hit.end() == owned:
            continue  # the "s" of a possessive ending
        words, stop = hit.group(), hit.end()
        # Titles keep their full stop, initials too.
        if text[stop : stop + 1] == "." and (words + "." in _stopped() or (len(words) == 1 and words.isupper())):
            words, stop = words + ".", stop + 1
        letter = next((c for c in words if c.isalpha()), "")
        capital = (letter.isupper() and words[0] == letter) or bool(_SMALL_FIRST.match(words))
        ending = _POSSESSIVE.match(text, stop, end)
        owned = ending.end() if ending else start
        yield Word(hit.start(), stop, words, capital, ending is not None)


@cache
def _stopped() -> frozenset[str]:
    shelves: tuple[lexicon.Shelf, ...] = ("title", "head", "place_first", "region_short")
    return frozenset(w for shelf in shelves for w in lexicon.on(shelf) if w.endswith(".")) | _GENERATIONS


def _next_in_run(text: str, words: Sequence[Word], at: int, *, spaced: bool) -> int | None:
    """Where the run goes on to after ``at``, or None."""
    if at >= len(words) or not _adjoins(text, words[at - 1], words[at], spaced=spaced):
        return None
    if words[at].capital:
        return at + 1
    particles = lexicon.on("particle")
    for ahead in (at + 1, at + 2):
        small = words[at:ahead]
        if ahead >= len(words) or not all(w.text in _INNER or w.text in particles for w in small):
            return None
        if not _adjoins(text, words[ahead - 1], words[ahead], spaced=spaced):
            return None
        if words[ahead].capital:
            return ahead + 1
    return None


def _adjoins(text: str, left: Word, right: Word, *, spaced: bool) -> bool:
    gap = text[left.end : right.start]
    if gap in (", ", " , "):
        return right.text in _AFTER_COMMA
    if left.possessive:
        many = _MANY_OF_A_KIND.fullmatch(left.text) is not None
        owner = left.text in _OWNERS or (many and lexicon.on("head").get(right.text) == "organisation")
        return owner and right.capital and (_POSSESSIVE.sub("", gap, count=1) == " " or gap in ("' ", "’ "))
    return gap in (" ", "\n", "\u00a0", "  ") or (spaced and gap == " - ")
