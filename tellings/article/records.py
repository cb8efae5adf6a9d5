"""JSON and JSON lines → records of articles, each with the place it stands at.

Understood are records of this program and of many data sets (``records.toml``), schema.org's NewsArticle and its kin
with live blogs, ninjs of the IPTC, and JSON Feed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from tellings.article import feeds, liveblogs, names
from tellings.article.entry import Entry
from tellings.article.linked import ARTICLE_TYPES
from tellings.capture.feeds import feed_of_json
from tellings.errors import Aside, EmptyInput, InputError, Malformed
from tellings.model import Capture

BOM = b"\xef\xbb\xbf"
DO = 'A record is {"text": "…", "id": "…", "title": "…", "url": "…", "published": "…"}.'
# Keys under which files of many records keep them.
LISTS = ("articles", "items", "@graph", "results", "documents", "docs", "data", "news")


def entries(capture: Capture, by_line: bool) -> Iterator[Entry | InputError]:
    """Records of a ``.jsonl`` (``by_line``) or ``.json`` file, in order.

    A JSON file holds one record, a list of them, or an object with a list under one of ``LISTS``. What is no record
    comes as a Malformed error naming the line, and the rest is read; objects that schema.org calls other things than
    articles (a page's organisation, its search box) are counted in one Aside. Raises NoArticle for a live blog
    without words and EmptyInput for an empty list.
    """
    data = capture.data.removeprefix(BOM)
    others: Counter[str] = Counter()
    first = capture.part.record or 1 if capture.part else 1
    for value, where, number in _lines(data, capture.path, first) if by_line else _whole(data, capture.path):
        if isinstance(value, InputError):
            yield value
        elif not isinstance(value, dict):
            yield Malformed(where, "not a JSON object.", DO)
        elif other := _other(value):
            others[other] += 1
        elif feed := feed_of_json(value):
            yield from feeds.of_feed(feed, where)
        elif liveblogs.is_live(value):
            yield from liveblogs.posts(value, where)
        else:
            yield Entry(value, where, number)
    if others:
        listed = ", ".join(f"{count} {name}" for name, count in sorted(others.items()))
        yield Aside(capture.path, f"objects that are no articles, left out: {listed}.")


def _lines(data: bytes, path: str, first: int) -> Iterator[tuple[object, str, int]]:
    """Values of lines; ``first`` is the number of the first line, which is not 1 in a stretch of a large file."""
    for number, line in enumerate(data.split(b"\n"), first):
        if line.strip():
            yield _decoded(line, f"{path}:{number}"), f"{path}:{number}", number


def _whole(data: bytes, path: str) -> Iterator[tuple[object, str, int]]:
    whole = _decoded(data, path)
    if isinstance(whole, dict) and names.body(whole) is None and feed_of_json(whole) is None:
        whole = next((whole[name] for name in LISTS if isinstance(whole.get(name), list)), whole)
    if not isinstance(whole, list):
        yield whole, path, 1
        return
    if not whole:
        raise EmptyInput(path, "a list without records.", "Export it again, or leave this file out.")
    for number, item in enumerate(whole, 1):
        yield item, f"{path}:{number}", number


def _other(record: Mapping[str, object]) -> str | None:
    """What schema.org calls a record that is no article and has no text; null for any other."""
    types = record.get("@type")
    named = [t for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)]
    if not named or any(t.lower() in ARTICLE_TYPES for t in named) or names.body(record):
        return None
    return named[0][:40]


def _decoded(data: bytes, where: str) -> object:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Malformed(where, f"not JSON ({error}).", "Mend it or take it out.")
