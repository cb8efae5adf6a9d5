"""Stories of a crawl that someone asks for → their articles, ready to build case files from."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tellings.errors import InputError, NotFound
from tellings.model import Article
from tellings.run.crawl import tables
from tellings.run.crawl.crawl import CRAWL, crawled
from tellings.run.crawl.results import STORIES
from tellings.run.crawl.shards import ARTICLES, stored

NAMED = 3


def chosen(
    out: Path, stories: Sequence[str] = (), *, min_outlets: int = 1, top: int | None = None
) -> list[list[Article]]:
    """Articles of the ``stories`` named, or of the ``top`` largest told by ``min_outlets`` outlets or more.

    The largest story first, then by story id; articles by id. Raises NotFound where ``out`` holds no finished crawl,
    or not such a story.
    """
    if crawled(out) is None:
        raise NotFound(str(out), f"no finished crawl there (no {CRAWL}).", "Run `tellings crawl` with -o of this.")
    table = tables.parquet().read_table(out / STORIES, columns=["story", "article", "outlet", "shard"]).to_pylist()
    members: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in table:
        members[row["story"]].append(row)
    wanted = list(stories) or _largest(members, min_outlets, top)
    missing = [story for story in wanted if story not in members]
    if missing:
        named = ", ".join(missing[:NAMED])
        raise NotFound(str(out), f"no story {named} in this crawl.", f"{STORIES} lists them.")
    if not wanted:
        raise InputError(str(out), f"no story of {min_outlets} outlets or more.", "Ask for fewer with --min-outlets.")
    read = _read(out, [row for story in wanted for row in members[story]])
    return [[read[article] for article in sorted(row["article"] for row in members[story])] for story in wanted]


def _largest(members: dict[str, list[dict[str, str]]], min_outlets: int, top: int | None) -> list[str]:
    outlets = {story: len({row["outlet"] for row in rows if row["outlet"]}) for story, rows in members.items()}
    enough = [story for story in members if outlets[story] >= min_outlets]
    return sorted(enough, key=lambda s: (-len(members[s]), s))[:top]


def _read(out: Path, rows: Sequence[dict[str, str]]) -> dict[str, Article]:
    wanted: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        wanted[row["shard"]].append(row["article"])
    found: dict[str, Article] = {}
    for shard, ids in sorted(wanted.items()):
        path = out / ARTICLES / f"{shard}.parquet"
        for row in tables.parquet().read_table(path, filters=[("id", "in", ids)]).to_pylist():
            found[row["id"]] = stored(row)
    return found
