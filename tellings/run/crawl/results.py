"""Results: groups of articles by number → the tables of families and of stories, with the ids that readers know."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tellings.run.crawl import tables
from tellings.run.crawl.shards import ARTICLES, SKETCHES, Manifest
from tellings.story.identity import collection_id

if TYPE_CHECKING:
    from pyarrow import Table

FAMILIES, STORIES = "families.parquet", "stories.parquet"

Numbers = npt.NDArray[np.int64]


class Found(NamedTuple):
    """Articles of a crawl by number, in order: their days, and the number of the group that each is in."""

    keys: Numbers
    days: Numbers
    groups: Numbers


class _Groups(NamedTuple):
    """The group of each article, 0 and up, and by group its id."""

    of: Numbers
    names: Sequence[str]

    def column(self, articles: Numbers) -> Any:
        """The ids of the groups of ``articles``."""
        return tables.arrow().array(self.names).take(tables.arrow().array(self.of[articles]))


def write(manifests: Sequence[Manifest], out: Path, families: Found, stories: Found) -> tuple[int, int, int]:
    """Write both tables; gives the numbers of articles, families and stories.

    Stories are in order of size, the largest first, then of id; families of id; the articles of each of id.
    """
    rows = _articles(manifests, out)
    ids = rows.column("id").to_pylist()
    by_id = tables.order(rows, "id")
    rank = np.empty(len(ids), np.int64)
    rank[by_id] = np.arange(len(ids))
    family, story = (_grouped(prefix, found.groups, ids, rank) for prefix, found in (("f", families), ("s", stories)))
    sizes = np.bincount(story.of)
    order = np.lexsort((rank, _ranks(story.names)[story.of], -sizes[story.of]))
    columns = {"story": story.column(order), "article": _taken(rows, "id", order), "family": family.column(order)}
    tables.write(out / STORIES, columns | {n: _taken(rows, n, order) for n in ("outlet", "published", "shard")})
    order = np.lexsort((rank, _ranks(family.names)[family.of]))
    first = _taken(rows, "id", _first(families)[order])
    tables.write(out / FAMILIES, {"family": family.column(order), "article": _taken(rows, "id", order), "first": first})
    return len(ids), len(family.names), len(story.names)


def _articles(manifests: Sequence[Manifest], out: Path) -> "Table":
    """Id, outlet, date and shard of every article, in order of key."""
    pa = tables.arrow()
    found, keys, days = [], [], []
    for manifest in manifests:
        name = f"{manifest.part.name}.parquet"
        table = tables.parquet().read_table(out / ARTICLES / name, columns=["id", "outlet", "published"])
        found.append(table.append_column("shard", pa.array([manifest.part.name] * table.num_rows, pa.string())))
        numbers = tables.read(out / SKETCHES / name, ("key", "day"))
        keys.append(numbers["key"])
        days.append(numbers["day"])
    key = np.concatenate(keys)
    order = np.lexsort((np.concatenate(days), key))
    order = order[np.diff(key[order], prepend=-1) != 0]
    return pa.concat_tables(found).take(pa.array(order))


def _grouped(prefix: str, groups: Numbers, ids: Sequence[str], rank: Numbers) -> _Groups:
    """Groups with their ids, digested from the articles they hold."""
    of = np.unique(groups, return_inverse=True)[1]
    order = np.lexsort((rank, of))
    members = [ids[n] for n in order.tolist()]
    ends = np.cumsum(np.bincount(of)).tolist()
    return _Groups(of, [collection_id(prefix, members[a:b]) for a, b in zip([0, *ends], ends, strict=False)])


def _ranks(names: Sequence[str]) -> Numbers:
    ranks = np.empty(len(names), np.int64)
    ranks[np.argsort(np.array(names), kind="stable")] = np.arange(len(names))
    return ranks


def _first(families: Found) -> Numbers:
    """The first article of each article's family."""
    order = np.lexsort((families.keys, families.days, families.groups))
    starts = np.diff(families.groups[order], prepend=-1) != 0
    first = np.empty(len(order), np.int64)
    first[order] = order[starts][np.cumsum(starts) - 1]
    return first


def _taken(rows: "Table", name: str, order: Numbers) -> Any:
    return rows.column(name).take(tables.arrow().array(order)).combine_chunks()
