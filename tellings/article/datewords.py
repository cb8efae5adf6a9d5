"""Words of date lines in the languages of ``tellings/data/dates.toml``: months, labels, fillers."""

import re
import unicodedata
from functools import cache

import msgspec

from tellings.language.tables import load
from tellings.language.words import fold

# Scripts that set no space between words.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of the table; see its head for the keys."""

    language: str
    seen: str
    edtf: str
    months: list[str] = []
    published: list[str] = []
    modified: list[str] = []
    fillers: list[str] = []


@cache
def rows() -> tuple[Row, ...]:
    """The table."""
    return load("dates.toml", "date_words", Row)


@cache
def months() -> dict[str, int]:
    """Folded forms of the months' names, each with its number; forms that mean two months are left out."""
    found: dict[str, set[int]] = {}
    for row in rows():
        for number, forms in enumerate(row.months, 1):
            for form in forms.split():
                found.setdefault(fold(form.replace("_", " ")), set()).add(number)
    return {form: min(numbers) for form, numbers in found.items() if len(numbers) == 1}


@cache
def labels() -> dict[str, str]:
    """Folded labels, each with the field it names: ``published`` or ``modified``."""
    published = {fold(label): "published" for row in rows() for label in row.published}
    return published | {fold(label): "modified" for row in rows() for label in row.modified}


@cache
def fillers() -> tuple[str, ...]:
    """Folded words that may stand beside a date."""
    return tuple(dict.fromkeys(fold(word) for row in rows() for words in row.fillers for word in words.split()))


def either(words: tuple[str, ...]) -> str:
    """A regular expression for any of ``words`` as a whole word, longest first."""
    spaced = [re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)) if not UNSPACED.search(w)]
    joined = [re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)) if UNSPACED.search(w)]
    return "|".join([rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", *joined])


def western(line: str) -> str:
    """``line`` with the digits of every script as 0 to 9; same length."""
    return line if line.isascii() else "".join(_digit(c) for c in line)


def _digit(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdecimal() and not character.isascii() else character
