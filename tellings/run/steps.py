"""The walk, from what was saved to case files, in one place and short enough to read at a glance.

captures → articles → stories → marks → speech → claims → origins → case file
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from tellings.article import reader
from tellings.article.crawl import reading
from tellings.capture import files
from tellings.capture.kinds import PAGES, kind
from tellings.casefile.assemble import assemble
from tellings.claim.claims import align
from tellings.errors import InputError
from tellings.model import Article, Capture, CaseFile, Telling
from tellings.origin.provenance import trace
from tellings.run.executor import Executor, Serial
from tellings.run.settings import settings
from tellings.run.telling import tell
from tellings.story.families import families
from tellings.story.grouping import group

__all__ = ["build", "case_file", "read", "stories", "tell"]


def read(
    paths: Sequence[str], published: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Article | InputError]:
    """Articles of files and folders, in order; what cannot be used comes as the error that says why.

    ``columns`` maps fields to the heads of columns of CSV files.
    """
    return reader.usable(_read_each(paths, published, columns))


def read_crawl(paths: Sequence[str]) -> Iterator[Article | InputError]:
    """Articles of files and folders by crawl reading, in order; what holds no page is read as ``read`` does."""
    return reader.usable(_read_each_page(paths))


def stories(articles: Sequence[Article]) -> list[list[Article]]:
    """Articles by story: the largest story first, then by story id; articles by id."""
    home = {g.id: g.story for g in group(articles)}
    members = defaultdict(list)
    for article in sorted(articles, key=lambda a: a.id):
        members[home[article.id]].append(article)
    return [members[story] for story in sorted(members, key=lambda s: (-len(members[s]), s))]


def case_file(
    tellings: Sequence[Telling], *, built: str | None = None, share: bool = False, fast: bool = False
) -> CaseFile:
    """The case file of one story; ``fast`` says how its articles were told."""
    related = families([t.article for t in tellings])
    aligned = align(tellings, fast=fast)
    provenance = trace(tellings, related, aligned)
    return assemble(tellings, related, aligned, provenance, settings(fast=fast), built=built, share=share)


def build(
    articles: Sequence[Article],
    *,
    built: str | None = None,
    share: bool = False,
    fast: bool = False,
    executor: Executor | None = None,
) -> Iterator[CaseFile]:
    """Case files of all stories among ``articles``, the largest story first.

    ``built`` is an EDTF date or null; ``fast`` leaves the English reader out.
    """
    yield from case_files(stories(articles), built=built, share=share, fast=fast, executor=executor)


def case_files(
    grouped: Sequence[Sequence[Article]],
    *,
    built: str | None = None,
    share: bool = False,
    fast: bool = False,
    executor: Executor | None = None,
) -> Iterator[CaseFile]:
    """Case files of stories, in their order."""
    executor = executor or Serial()
    told = iter(executor.map(partial(tell, fast=fast), [article for story in grouped for article in story]))
    for story in grouped:
        yield case_file([next(told) for _ in story], built=built, share=share, fast=fast)


def _read_each(
    paths: Sequence[str], published: str | None, columns: Mapping[str, str] | None
) -> Iterator[Article | InputError]:
    for capture in files.captures(paths):
        if isinstance(capture, InputError):
            yield capture
        else:
            yield from reader.read(capture, published, columns)


def _read_each_page(paths: Sequence[str]) -> Iterator[Article | InputError]:
    for pages, some in groupby(files.captures(paths), _is_page):
        if pages:
            yield from reading.read_all(some)
        else:
            yield from (found for one in some if isinstance(one, Capture) for found in reader.read(one))


def _is_page(found: Capture | InputError) -> bool:
    """Whether crawl reading takes what was found; errors go through it."""
    return isinstance(found, InputError) or (found.kind or kind(found.path)) in PAGES
