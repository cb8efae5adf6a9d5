"""JSON and JSON lines → records of articles, each with the place it stands at."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from tellings.errors import InputError, Malformed
from tellings.model import Capture

BOM = b"\xef\xbb\xbf"
DO = 'A record is {"text": "…", "id": "…", "title": "…", "url": "…", "published": "…"}.'


class Entry(NamedTuple):
    """A record, where it stands (``file:line``), and its number in the file, from 1."""

    record: Mapping[str, object]
    where: str
    line: int


def entries(capture: Capture, by_line: bool) -> Iterator[Entry | InputError]:
    """Records of a ``.jsonl`` (``by_line``) or ``.json`` file, in order.

    A JSON file holds one record, a list of them, or an object with a list under ``articles``. What is no
    record comes as a Malformed error naming the line, and the rest is read.
    """
    data = capture.data.removeprefix(BOM)
    if by_line:
        for number, line in enumerate(data.split(b"\n"), 1):
            if line.strip():
                yield _entry(_decoded(line, f"{capture.path}:{number}"), f"{capture.path}:{number}", number)
        return
    whole = _decoded(data, capture.path)
    if isinstance(whole, dict) and isinstance(whole.get("articles"), list):
        whole = whole["articles"]
    if isinstance(whole, list):
        for number, item in enumerate(whole, 1):
            yield _entry(item, f"{capture.path}:{number}", number)
        return
    yield _entry(whole, capture.path, 1)


def _decoded(data: bytes, where: str) -> object:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Malformed(where, f"not JSON ({error}).", "Mend it or take it out.")


def _entry(value: object, where: str, line: int) -> Entry | InputError:
    if isinstance(value, InputError):
        return value
    if not isinstance(value, dict):
        return Malformed(where, "not a JSON object.", DO)
    return Entry(value, where, line)
