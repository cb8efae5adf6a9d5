"""JSON lines: how the steps talk to other programs, one object a line."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from tellings.article.reader import from_record
from tellings.claim.similarity import similarity
from tellings.errors import EmptyInput, InputError, Malformed, NotFound, Unreadable
from tellings.mark import countries
from tellings.model import Article, Grouping, Name, Record, Telling
from tellings.speech.quotes import printed

Item = TypeVar("Item")

# The tags of the CoNLL shared tasks, which every scorer of names knows.
NAME_TAGS = {"person": "PER", "organisation": "ORG", "place": "LOC", "other": "MISC"}


class Pair(Record, frozen=True):
    """Two passages to compare."""

    id: str | int
    a: str
    b: str


def articles(source: str) -> Iterator[Article | InputError]:
    """Articles of a JSON-lines file (``-``: standard input); a line that is none comes as its error."""
    return _records(source, from_record)


def pairs(source: str) -> Iterator[Pair | InputError]:
    """Pairs of a JSON-lines file (``-``: standard input); a line that is none comes as its error."""
    return _records(source, _pair)


def groupings(source: str) -> Iterator[Grouping | InputError]:
    """What ``tellings group`` printed (``-``: standard input); a line that is none comes as its error."""
    return _records(source, _grouping)


def marked(telling: Telling) -> dict[str, object]:
    """What ``tellings mark`` prints of one article."""
    marks, speech = telling.marks, telling.speech
    return {
        "id": telling.article.id,
        "names": [{"start": n.start, "end": n.end, "text": n.text, "kind": name_tag(n)} for n in marks.names],
        "quotes": printed(telling.article, marks, speech),
        "times": marks.times,
        "figures": marks.figures,
        "places": marks.places,
        "norms": marks.norms,
        "open": speech.threads,
        "loaded": marks.loaded,
    }


def name_tag(name: Name) -> str:
    """The tag of a name; a people ("Ecuadorean") is no place, though it shares its country's key."""
    words = " ".join(name.text.split())
    people = name.kind == "place" and countries.called(words) is not None and countries.named(words) is None
    return NAME_TAGS["other" if people else name.kind]


def aligned(pair: Pair) -> dict[str, object]:
    """What ``tellings align`` prints of one pair."""
    score, features = similarity(pair.a, pair.b)
    return {"id": pair.id, "score": score, "features": features}


def _records(source: str, convert: Callable[[dict[str, object], str], Item]) -> Iterator[Item | InputError]:
    name = "standard input" if source == "-" else source
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except FileNotFoundError:
        yield NotFound(source, "no such file.", "Check the path, or pass - for standard input.")
        return
    except IsADirectoryError:
        yield Unreadable(source, "is a folder.", "Run `tellings read` on it and pass the lines that it prints.")
        return
    except OSError as error:
        yield Unreadable(source, f"cannot be read ({error.strerror}).", "Check its permissions.")
        return
    if not content.strip():
        yield EmptyInput(name, "nothing in it.", "Pass one JSON object a line.")
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            yield _record(line, f"{name}:{number}", convert)


def _record(line: bytes, where: str, convert: Callable[[dict[str, object], str], Item]) -> Item | InputError:
    try:
        return convert(msgspec.json.decode(line, type=dict[str, object]), where)
    except InputError as error:
        return error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Malformed(where, f"not a JSON object ({error}).", "Mend or drop the line; one object a line is read.")


def _grouping(record: dict[str, object], where: str) -> Grouping:
    try:
        return msgspec.convert(record, Grouping)
    except msgspec.ValidationError as error:
        do = 'tellings group prints {"id": …, "story": …, "family": …}.'
        raise Malformed(where, f"not a line of tellings group ({error}).", do) from error


def _pair(record: dict[str, object], where: str) -> Pair:
    try:
        return msgspec.convert(record, Pair)
    except msgspec.ValidationError as error:
        raise Malformed(where, f"not a pair ({error}).", 'A pair is {"id": …, "a": "…", "b": "…"}.') from error
