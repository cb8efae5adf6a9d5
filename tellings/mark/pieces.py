"""Pieces: runs of capitalised words cut into the names they hold."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tellings.language.words import FUNCTION_WORDS
from tellings.mark import countries, gazetteer, lexicon
from tellings.mark.capitals import Line, Run, Word, opens_sentence, runs
from tellings.model import NameKind

LONG_FOR_ABBREVIATION = 7
_CLITICS = ("n't", "'re", "'ve", "'ll", "'d", "'m")
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:re|ve|ll|d|m))$", re.IGNORECASE)
_ENDINGS = ("ly", "ing", "tion", "tions", "ment", "ments", "ness", "ously", "ised", "ized")
_INFLECTIONS = ("s", "es", "d", "ed", "r", "er", "ers", "ing")
_LINKS = frozenset({"of", "for", "on", "against", "to", "without"})


class Evidence(NamedTuple):
    """How the article writes its words: small ones, and words that keep a capital inside a sentence."""

    small: frozenset[str]
    capital: Counter[str]


class Piece(NamedTuple):
    """Words that may be one name; ``kind`` where the words around it settle that, else None."""

    words: tuple[Word, ...]
    kind: NameKind | None = None

    @property
    def start(self) -> int:
        """Place of the first word."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Place after the last word; the full stop of an abbreviation belongs to the name."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return _text(self.words)


def evidence(text: str, lines: Sequence[Line]) -> Evidence:
    """What the lines say of their words; headlines say nothing."""
    plain = [found for found in lines if not found.titled]
    small = frozenset(w.text for found in plain for w in found.words if not w.capital)
    capital = Counter(
        w.text for found in plain for i, w in enumerate(found.words) if w.capital and not opens_sentence(text, found, i)
    )
    return Evidence(small, capital)


def pieces(text: str, found: Line, known: Evidence) -> Iterator[Piece]:
    """The names that a line may hold, in order."""
    for index, run in runs(text, found):
        opens = opens_sentence(text, found, index)
        for stretch in _without_ordinary(run, known, found) if found.titled else [run]:
            for part in _between_dates(stretch):
                first = opens and part[0] is run[0]
                for joined in _joined(_trimmed(part, known, opens=first)):
                    yield from _cut(joined, known, opens=first and joined[:1] == part[:1], titled=found.titled)


def is_ordinary(word: Word) -> bool:
    """True where the word is mostly written small; an abbreviation in capitals is none."""
    if word.text.isupper() and 1 < len(word.text) < LONG_FOR_ABBREVIATION:
        return False
    small = word.text.lower().replace("’", "'")
    return small in lexicon.ordinary_words() or small.endswith(_CLITICS)


def is_derived(word: Word) -> bool:
    """True for a form of an ordinary word, or a word made with an ending that names seldom have."""
    small = word.text.lower()
    bases = {small.removesuffix(ending) + added for ending in _INFLECTIONS for added in ("", "e")}
    return small.endswith(_ENDINGS) or not bases.isdisjoint(lexicon.ordinary_words())


def _without_ordinary(run: Run, known: Evidence, found: Line) -> list[Run]:
    """In a headline a capital says nothing: only words that are no ordinary ones, or names elsewhere, stay."""
    kept: list[Run] = [[]]
    for word in run:
        spelling = word.text.capitalize() if found.shouted else word.text
        named = known.capital[spelling] > 0
        strange = not (is_ordinary(word) or is_derived(word) or spelling.lower() in known.small)
        if found.shouted:
            strange = word.text.lower() not in lexicon.ordinary_words() and bool(countries.called(spelling))
        if named or strange:
            kept[-1].append(word)
        elif kept[-1]:
            kept.append([])
    return [k for k in kept if k]


def _between_dates(run: Run) -> list[Run]:
    parts: list[Run] = [[]]
    for word in run:
        if word.text.rstrip(".") in lexicon.CALENDAR and not (
            word.text == "May" and len(run) > 1 and run[0] is not word
        ):
            parts.append([])
        else:
            parts[-1].append(word)
    return [trimmed for part in parts if (trimmed := _bare(part))]


def _bare(run: Run) -> Run:
    """The run without small words at its ends."""
    first = next((i for i, w in enumerate(run) if w.capital), len(run))
    last = next((i for i in range(len(run), 0, -1) if run[i - 1].capital), 0)
    return run[first:last]


def _trimmed(run: Run, known: Evidence, *, opens: bool) -> Run:
    """The run without opening words that are capital only by their place."""
    while run:
        word = run[0]
        functional = word.text.lower() in FUNCTION_WORDS and not (word.text.isupper() and len(word.text) > 1)
        if not functional and not (opens and _capital_by_place(run, known)):
            return run
        run = _bare(run[1:])
        opens = opens and not functional
    return run


def _capital_by_place(run: Run, known: Evidence) -> bool:
    word = run[0]
    if known.capital[word.text] or countries.called(word.text):
        return False
    if not (is_ordinary(word) or word.text.lower() in known.small or _is_derived_only(run)):
        return False
    if len(run) == 1:
        return True
    if any(word.text in lexicon.on(shelf) for shelf in ("title", "modifier", "opening", "place_first")):
        return False
    # "Foreign Ministry officials": ordinary words, but together a name.
    return not (is_ordinary(run[1]) and run[-1].text in lexicon.on("head"))


def _is_derived_only(run: Run) -> bool:
    return len(run) == 1 and is_derived(run[0]) and not gazetteer.known(run[0].text)


def _joined(run: Run) -> Iterator[Run]:
    """The run split at small words that do not belong to a name."""
    current: Run = []
    at = 0
    while at < len(run):
        if run[at].capital:
            current.append(run[at])
            at += 1
            continue
        end = next(i for i in range(at, len(run)) if run[i].capital)
        small = run[at:end]
        stop = next((i for i in range(end, len(run)) if not run[i].capital), len(run))
        if _belongs(current, [w.text for w in small], run[end:stop]):
            current.extend(small)
        else:
            if current:
                yield current
            end += _words_of_office(current, small, run[end:stop])
            current = []
        at = end
    if current:
        yield current


def _words_of_office(left: Run, small: Run, right: Run) -> int:
    """How many words after "of" still belong to a title: Secretary of State, Speaker of the House."""
    if not left or small[0].text != "of" or left[-1].text not in lexicon.on("title"):
        return 0
    return next((i for i, w in enumerate(right) if w.text not in lexicon.on("modifier")), 0)


def _belongs(left: Run, small: list[str], right: Run) -> bool:
    """True where the small words between ``left`` and ``right`` are part of one name."""
    if not left or any(w.text in lexicon.on("title") for w in right[:-1]):
        return False
    whole = " ".join([_text(left), *small, _text(right)])
    if countries.called(whole) or whole in lexicon.on("body") or gazetteer.known(whole):
        return True
    if small == ["&"]:
        return True
    if all(s in lexicon.on("particle") for s in small):
        return countries.called(left[-1].text) is None and not is_ordinary(left[-1])
    opening = lexicon.on("opening")
    if any(opening.get(w.text) == "other" for w in left[:-1]) and is_ordinary(left[-1]):
        # "Convention on the Safety of Sheep at Sea": ordinary words go on in the name of an instrument
        return small[0] in ("of", "at", "to", "for") and is_ordinary(right[0])
    if small[0] in _LINKS:
        return left[-1].text in opening
    if small == ["and"]:
        listed = any(w.text in opening for w in left) and any(w.text in _LINKS for w in left) and len(right) < 3
        plain = countries.called(right[0].text) is None and right[0].text.lower() not in lexicon.given_names()
        headed = right[-1].text in lexicon.on("head") and left[-1].text not in lexicon.on("head")
        stranger = is_ordinary(left[-1]) or (len(left) > 1 and countries.called(left[0].text) is not None)
        return plain and ((listed and not gazetteer.known(right[0].text)) or (headed and stranger))
    return False


def _cut(run: Run, known: Evidence, *, opens: bool, titled: bool) -> Iterator[Piece]:
    """The pieces of a joined run: a country before a name, a title before a person."""
    for part, kind in _around_titles(run):
        for words, settled in _after_country(part, kind):
            if words and not _says_nothing(words, known, settled, opens=opens, titled=titled):
                yield Piece(tuple(words), settled)


def _around_titles(run: Run) -> list[tuple[Run, NameKind | None]]:
    titles, modifiers = lexicon.on("title"), lexicon.on("modifier")
    first = next((i for i, w in enumerate(run) if w.text in titles), None)
    if first is None or not all(w.capital for w in run):
        return [(run, None)]
    after = first + 1
    while after < len(run) and (run[after].text in titles or run[after].text in modifiers):
        after += 1
    person = run[after:]
    if person and (person[-1].text in lexicon.on("head") or countries.called(person[0].text)):
        return [(run, None)]
    if not person and run[-1].text in lexicon.on("head"):
        return [(run, None)]
    before = first
    while before and run[before - 1].text in modifiers and countries.called(run[before - 1].text) is None:
        before -= 1
    if 0 < before < first and run[before].text in lexicon.on("head"):
        before += 1  # "Marlow County Attorney": the county is no part of the title
    return [(run[:before], None), (person, "person")]


def _after_country(run: Run, kind: NameKind | None) -> list[tuple[Run, NameKind | None]]:
    if kind is not None or len(run) < 2:
        return [(run, kind)]
    size = next((n for n in (4, 3, 2, 1) if n < len(run) and _is_country_or_group(run[:n])), 0)
    if not size or countries.called(_text(run)) or gazetteer.known(_text(run)):
        return [(run, kind)]
    rest = run[size:]
    if len(rest) == 1 and rest[0].text.isupper():
        return [(run[:size], None), (rest, None)]
    heads = lexicon.on("head")
    if any(w.text in heads or w.text in lexicon.on("opening") for w in rest):
        return [(run, kind)]
    if rest[0].text.lower() in lexicon.given_names() or not rest[0].capital or all(is_ordinary(w) for w in rest):
        return [(run[:size], "place" if countries.called(_text(run[:size])) else "other"), (_bare(rest), None)]
    return [(run, kind)]


def _is_country_or_group(run: Run) -> bool:
    return countries.called(_text(run)) is not None or (len(run) == 1 and run[0].text in lexicon.on("group"))


def _says_nothing(run: Run, known: Evidence, kind: NameKind | None, *, opens: bool, titled: bool) -> bool:
    """True for capitals that are no name: a bare title, an ordinary word by its place."""
    if kind == "place" or countries.called(_text(run)) or (_text(run) in lexicon.on("body") and not opens):
        return False
    if len(run) == 1 and (len(run[0].text.strip(".")) == 1 or _CONTRACTED.search(run[0].text)):
        return True
    if all(w.text in lexicon.on("title") or w.text in lexicon.on("modifier") for w in run):
        return run[-1].text not in ("Police", "House", "Senate") or opens
    if not all(is_ordinary(w) for w in run if w.capital):
        return len(run) == 1 and opens and run[0].text.lower() in known.small
    if len(run) == 1:
        return opens or titled or run[0].text.lower() in known.small
    return titled and not known.capital[run[0].text]


def _text(run: Sequence[Word]) -> str:
    return " ".join(
        (f"{w.text}'" if w.text.endswith("s") else f"{w.text}'s") if w.possessive and w is not run[-1] else w.text
        for w in run
    )
