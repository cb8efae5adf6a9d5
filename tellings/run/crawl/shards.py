"""Shards: a part of the input, read → its articles and their profiles as Parquet, and a manifest.

The manifest is written last, so a shard that has one is finished, and is never read again.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from tellings.article.reader import from_record, place, sha256
from tellings.errors import Aside, Duplicate, InputError
from tellings.model import Article, Record
from tellings.run.crawl import tables
from tellings.run.crawl.inputs import Part
from tellings.run.crawl.reading import articles
from tellings.story.profiles import profiles

ARTICLES, SKETCHES, MANIFESTS = "articles", "sketches", "manifest"
# Day numbers are those of date.toordinal; no article is of the year 1.
UNDATED = 0
# How articles are profiled and grouped; a shard of another version is read anew, and everything grouped anew.
VERSION = 2
# Errors named in a manifest; beyond these they are counted.
NAMED = 20

Days = list[tuple[int, int, int]]


class Manifest(Record, frozen=True):
    """A finished shard: its part, its rows, and which of them are of which day: ``(day, first, after the last)``."""

    version: int
    part: Part
    rows: int
    days: Days
    skipped: dict[str, int]
    remarks: list[str]
    files: dict[str, str]


def read_shard(part: Part, out: Path) -> Manifest:
    """Read a part into ``out`` and give its manifest; articles are in order of day and id."""
    kept: dict[str, Article] = {}
    skipped: Counter[str] = Counter()
    remarked: list[str] = []
    for found in articles(part):
        error = found if isinstance(found, InputError) else None
        if isinstance(found, Article):
            if found.id not in kept:
                kept[found.id] = found
                continue
            error = _twice(found, kept[found.id])
        if error is not None:
            if not isinstance(error, Aside):
                skipped[type(error).__name__] += 1
            if len(remarked) < NAMED:
                remarked.append(str(error))
    ordered = sorted(kept.values(), key=lambda a: (day(a), a.id))
    days = _days([day(a) for a in ordered])
    files = _written(part, out, ordered, days)
    manifest = Manifest(
        version=VERSION,
        part=part,
        rows=len(ordered),
        days=days,
        skipped=dict(sorted(skipped.items())),
        remarks=remarked,
        files={str(f.relative_to(out)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files},
    )
    tables.write_bytes(manifest_path(out, part), msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest


def _twice(article: Article, kept: Article) -> Duplicate:
    where = place(article)
    if (article.sha256 or sha256(article.text)) == (kept.sha256 or sha256(kept.text)):
        return Duplicate(where, f"the same text as {place(kept)}.", "Nothing to do: it is counted once.")
    return Duplicate(where, f"the same id ({article.id}) as {place(kept)}.", "Give it an id of its own.")


def finished(part: Part, out: Path) -> Manifest | None:
    """The manifest of a part that has been read into ``out``; null where it has not."""
    try:
        manifest = msgspec.json.decode(manifest_path(out, part).read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    there = all((out / name).is_file() for name in manifest.files)
    return manifest if (manifest.version, manifest.part) == (VERSION, part) and there else None


def remarks(out: Path) -> Iterator[str]:
    """What the finished shards in ``out`` say of what they left out, in order of their names."""
    for path in sorted((out / MANIFESTS).glob("*.json")):
        try:
            yield from msgspec.json.decode(path.read_bytes(), type=Manifest).remarks
        except (OSError, msgspec.DecodeError):
            continue


def manifest_path(out: Path, part: Part) -> Path:
    """Where the manifest of a part lies."""
    return out / MANIFESTS / f"{part.name}.json"


def key(article: str) -> int:
    """An article's number in a crawl: 63 bits of its id's SHA-256. Two ids share one once in 10^19 pairs."""
    return int.from_bytes(hashlib.sha256(article.encode()).digest()[:8], "big") >> 1


def day(article: Article) -> int:
    """The day an article was published, or else captured, as a number; ``UNDATED`` where neither is known."""
    for stated in (article.published, article.captured_at):
        try:
            return date.fromisoformat((stated or "")[:10]).toordinal()
        except ValueError:
            continue
    return UNDATED


def stored(row: dict[str, Any]) -> Article:
    """The article of a row of an articles table; one that was a record is read anew, with all that building needs."""
    if row["rest"] is not None:
        return msgspec.structs.replace(msgspec.json.decode(row["rest"], type=Article), text=row["text"])
    given = {name: row[name] for name in (*COLUMNS, "text")}
    return from_record(given | {"byline": list(row["byline"] or ())}, row["place"])


COLUMNS = ("id", "url", "outlet", "title", "published", "captured_at", "language", "republished_from")


def _days(days: Sequence[int]) -> Days:
    starts = [n for n, one in enumerate(days) if n == 0 or days[n - 1] != one]
    ends = [*starts[1:], len(days)][: len(starts)]
    return [(days[start], start, end) for start, end in zip(starts, ends, strict=True)]


def _written(part: Part, out: Path, ordered: Sequence[Article], days: Days) -> list[Path]:
    pa = tables.arrow()
    groups = [(start, end) for _, start, end in days]
    columns: dict[str, Any] = {name: pa.array([getattr(a, name) for a in ordered], pa.string()) for name in COLUMNS}
    columns["byline"] = pa.array([list(a.byline) for a in ordered], pa.list_(pa.string()))
    columns["sha256"] = pa.array([a.sha256 or sha256(a.text) for a in ordered], pa.string())
    columns["text"] = pa.array([a.text for a in ordered], pa.string())
    columns["place"] = pa.array([place(a) for a in ordered], pa.string())
    columns["rest"] = pa.array([_rest(a) for a in ordered], pa.binary())
    articles_file = out / ARTICLES / f"{part.name}.parquet"
    tables.write(articles_file, columns, groups)
    sketches_file = out / SKETCHES / f"{part.name}.parquet"
    numbers = np.array([key(a.id) for a in ordered], np.int64)
    dated = np.array([day(a) for a in ordered], np.int32)
    tables.write(sketches_file, {"key": numbers, "day": dated, **profiles(ordered)._asdict()}, groups)
    return [articles_file, sketches_file]


def _rest(article: Article) -> bytes | None:
    """What of an article the columns do not hold; null for a record, which is its columns."""
    if article.support == "text-only":
        return None
    return msgspec.json.encode(msgspec.structs.replace(article, text=""))


def each(manifests: Sequence[Manifest]) -> Iterator[tuple[Manifest, int, int, int, int]]:
    """Every run of rows of one day: its shard, the number of its row group, the day, first and after the last."""
    for manifest in manifests:
        for group, (number, start, end) in enumerate(manifest.days):
            yield manifest, group, number, start, end
