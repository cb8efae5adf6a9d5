"""The command line. Results go to standard output, remarks and progress to standard error.

Exit status: 0 all went well; 1 it did not (nothing to build, a fault found by ``verify``); 2 part of the
input was skipped, or the command was called wrongly.
"""

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table

from tellings.errors import Aside, CaseFileError, InputError, TellingsError
from tellings.model import Article, CaseFile
from tellings.version import __version__

Item = TypeVar("Item")

# The matrices multiplied here are small: threads would cost more than they save, the more so beside other workers.
for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(library, "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

FAST = click.option("--fast", is_flag=True, help="Leave the English reader and the sentence encoder out: by rule and "
                    "words alone, several times as fast, and it finds less.")  # fmt: skip

FETCHED = click.option("--fetched", default="fetched", show_default=True, metavar="FOLDER", help="Folder for what is "
                       "fetched, where URLs are passed.")  # fmt: skip

COLUMNS_OF_CSV = click.option("--columns", metavar="FIELD=HEAD,...", help="Which columns of CSV files are what, where "
                              "their heads do not tell: text=Body,title=Headline.")  # fmt: skip

SKIPPED = 2
# Remarks of a crawl that are printed; its manifests have more.
MOST_REMARKS = 20

COLUMNS = ("story", "articles", "claims", "by several", "conflicts", "open", "outlets")
# What a shell gives for a program ended by Ctrl-C.
STOPPED = 130


class Errors(click.Group):
    """A group that prints an error of ours as one line: what, where, what to do."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a TellingsError ends it with exit status 1."""
        try:
            return super().invoke(ctx)
        except TellingsError as error:
            _remark(str(error))
            ctx.exit(1)
        except KeyboardInterrupt:
            _remark("stopped.")
            ctx.exit(STOPPED)
        except BrokenPipeError:
            # the reader (head, less) has seen enough; point stdout away so that closing it is quiet
            _close_quietly()
            ctx.exit(0)
        except OSError as error:
            _remark(f"{error.filename or 'standard output'}: {error.strerror or error}.")
            _close_quietly()
            ctx.exit(1)


@click.group(cls=Errors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tellings")
def main() -> None:
    """Who says what, and who told them: case files out of many outlets' tellings of one event."""
    # Ended from outside, clean up as after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="FOLDERS_FILES_OR_URLS...")
@click.option("-o", "--out", default="case-files", show_default=True, help="Folder to write.")
@click.option("--published", metavar="DATE", help="Date of the saves that carry none (YYYY-MM-DD).")
@click.option("--share", is_flag=True, help="Leave whole articles out: slices and hashes only.")
@COLUMNS_OF_CSV
@FETCHED
@click.option("--built", metavar="DATE", help="Date to write into the case files; none by default, so that the "
              "same input gives the same bytes.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 256, clamp=True), default=os.cpu_count() or 1,
              show_default="all cores", help="Processes to use.")  # fmt: skip
@FAST
@click.option("--story", "stories", multiple=True, metavar="ID", help="Of a crawl: build this story.")
@click.option("--min-outlets", type=click.IntRange(1), help="Of a crawl: build the stories told by so many outlets.")
@click.option("--top", type=click.IntRange(1), help="Of a crawl: build so many stories, the largest first.")
@click.option("--force", is_flag=True, help="Write into a folder that tellings did not make.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def build(
    paths: tuple[str, ...], out: str, published: str | None, share: bool, columns: str | None, fetched: str,
    built: str | None, workers: int, fast: bool, stories: tuple[str, ...], min_outlets: int | None, top: int | None,
    force: bool, as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Read saved articles and write a case file for each story.

    Takes pages (.html .htm .xhtml .mhtml .mht, and pages saved complete), texts (.txt .md), mails (.eml), feeds (.xml
    .rss .atom), records (.json .jsonl .ndjson .csv .tsv), crawls (.warc .wacz), .gz of each, and URLs, which are
    fetched first (see `tellings fetch`); folders are read with all they hold. A file NAME.meta.json beside NAME gives
    what the save itself lacks (url, outlet, published, byline).
    """
    from tellings.run import fetching, folder, steps
    from tellings.run.executor import Cores
    from tellings.workspace import output

    output.check_ours(Path(out), force=force)
    day, built_on = _date(published, "--published"), _date(built, "--built")
    mapped = _columns(columns)
    _say_no_reader(fast=fast)
    _say_no_encoder(fast=fast, option="--fast")
    with _progress(quiet) as progress:
        task = progress.add_task("reading", total=None)
        if stories or min_outlets or top:
            grouped, skipped = _chosen(paths, stories, min_outlets, top), 0
        else:
            files, problems = fetching.local(paths, Path(fetched))
            articles, skipped = _sort(chain(problems, steps.read(files, day, mapped)))
            if not articles:
                raise InputError(_named(paths), "no article could be read.", "Nothing was written.")
            if not quiet:
                _say_encodings(articles)
                _say_languages(articles)
            grouped = steps.stories(articles)
        cases: list[CaseFile] = []
        walk = steps.case_files(grouped, built=built_on, share=share, fast=fast, executor=Cores(workers))
        for case in walk:
            cases.append(case)
            progress.update(task, description=f"{len(cases)} stories, {sum(len(c.articles) for c in cases)} articles")
        output.write_folder(Path(out), folder.contents(cases), force=force)
    _report(cases, Path(out), as_json=as_json, quiet=quiet)
    _leave(skipped)


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--out", required=True, help="Folder to write.")
@click.option("--workers", type=click.IntRange(1, 256, clamp=True), default=os.cpu_count() or 1,
              show_default="all cores", help="Processes to use on this machine.")  # fmt: skip
@click.option("--engine", type=click.Choice(("local", "ray")), default="local", show_default=True,
              help="Who does the work: this machine, or a Ray cluster.")  # fmt: skip
@click.option("--address", help="Of --engine ray: the cluster's address; without it, one is started here.")
@click.option("--window", type=click.IntRange(0, 366), default=3, show_default=True,
              help="Days back within which an article joins a story.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def crawl(
    inputs: tuple[str, ...], out: str, workers: int, engine: str, address: str | None, window: int, as_json: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Read a crawl and group it into stories, as Parquet: articles, sketches, families, stories.

    Takes .warc .wacz .jsonl .ndjson (and .gz of each) and .parquet: paths, folders, globs, or URLs of an object
    store. A crawl that was stopped goes on where it was. `tellings build OUT --story ID` makes case files of it.
    """
    from tellings.run.crawl import crawl as crawling
    from tellings.run.onray import executor

    with _progress(quiet) as progress, executor(engine, workers, address) as chosen:
        task = progress.add_task("listing", total=None)
        found = crawling.crawl(
            inputs, Path(out), chosen, window=window,
            told=lambda stage, done, of: progress.update(task, description=f"{stage}: {done} of {of}"),
        )  # fmt: skip
        try:
            kept, skipped = _sort(found)
        finally:
            if not quiet:
                _remark_on_crawl(Path(out))
    result = kept[-1]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(result), indent=1).decode())
    elif not quiet:
        unread = sum(result.skipped.values())
        click.echo(f"{out}: {result.articles:,} articles, {result.families:,} families, {result.stories:,} stories; "
                   f"{unread:,} pages or records left out.")  # fmt: skip
    _leave(skipped)


@main.command()
@click.argument("case", metavar="OUT/STORY")
@click.option("--next", "next_only", is_flag=True, help="Only what to look up next.")
def show(case: str, next_only: bool) -> None:
    """Show a case file in the terminal."""
    from tellings.casefile import files
    from tellings.export import terminal
    from tellings.run.folder import case_path

    terminal.show(files.load(case_path(case)), Console(), next_only=next_only)


@main.command()
@click.argument("case", metavar="OUT/STORY/case.json")
@click.option("--captures", multiple=True, metavar="PATH", help="Files or folders the case file was built from "
              "(needed for a shared case file that lies elsewhere).")  # fmt: skip
def verify(case: str, captures: tuple[str, ...]) -> None:
    """Check every slice and hash of a case file again; exit status 1 and a list where one is off."""
    from tellings.casefile.verify import verify as check
    from tellings.run.folder import case_path

    path = case_path(case)
    faults = check(path, captures or None)
    for fault in faults:
        click.echo(f"{fault.where}: {fault.what}")
    if faults:
        raise CaseFileError(str(path), f"{len(faults)} faults.", "Build it again from its sources.")
    click.echo(f"{path}: every slice and hash is exact.")


@main.command()
def schema() -> None:
    """Print the JSON Schema of case.json."""
    from tellings.casefile import files

    click.echo(msgspec.json.format(msgspec.json.encode(files.schema()), indent=2).decode())


@main.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("-o", "--out", default="fetched", show_default=True, help="Folder for the WARC files, a page each.")
@click.option(
    "--most", type=click.IntRange(1), default=50, show_default=True, help="Pages to take of a feed or sitemap."
)
@click.option("--delay", type=click.FloatRange(0), default=1.0, show_default=True, help="Seconds between two requests "
              "to a host; more, where its robots.txt asks for more.")  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Also connect to this machine and to private networks.")
@click.option("--no-robots", is_flag=True, help="Do not ask for robots.txt: for sites of your own.")
def fetch(urls: tuple[str, ...], out: str, most: int, delay: float, allow_private: bool, no_robots: bool) -> None:
    """Fetch pages into WARC files; print each file's path.

    A feed or sitemap (also a saved one) stands for the pages that it lists, newest first. A page that the folder
    holds already is fetched again only if it has changed. Pass the folder to `tellings build`.
    """
    from tellings.capture.web.fetch import Fetched, Outcome
    from tellings.capture.web.fetch import fetch as fetch_all
    from tellings.capture.web.rules import Rules, anywhere

    def tell(outcome: Outcome) -> None:
        if isinstance(outcome, Fetched):
            click.echo(f"{outcome.path}  {outcome.url}" + ("" if outcome.new else "  (unchanged)"))
        else:
            _remark(str(outcome))

    rules = Rules(most=most, delay=delay, robots=not no_robots)
    if allow_private:
        rules = replace(rules, refused=anywhere)
    found = fetch_all(urls, Path(out), rules, tell)
    _leave(sum(isinstance(one, InputError) and not isinstance(one, Aside) for one in found))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH_OR_URL...")
@click.option("--published", metavar="DATE", help="Date of the saves that carry none (YYYY-MM-DD).")
@click.option("--crawl", is_flag=True, help="Read pages for grouping many: title, body, day and outlet only, several "
              "times as fast.")  # fmt: skip
@COLUMNS_OF_CSV
@FETCHED
def read(paths: tuple[str, ...], published: str | None, crawl: bool, columns: str | None, fetched: str) -> None:
    """Read files, folders and URLs; print an article a line (JSON)."""
    from tellings.run import fetching, steps

    if crawl and published:
        raise click.UsageError("--crawl takes no --published: pages of a crawl were not saved on one day.")
    day, mapped = _date(published, "--published"), _columns(columns)
    files, problems = fetching.local(paths, Path(fetched))
    _lines(chain(problems, steps.read_crawl(files) if crawl else steps.read(files, day, mapped)))


@main.command(name="map")
@click.argument("source", metavar="OUT/STORY|ARTICLES.jsonl")
@click.argument("article", metavar="ARTICLE_ID")
@click.argument("start", type=int)
@click.argument("end", type=int)
@click.option("--captures", multiple=True, metavar="PATH", help="Files or folders that hold the captured file.")
def map_(source: str, article: str, start: int, end: int, captures: tuple[str, ...]) -> None:
    """Where the words START:END of an article stand in the bytes of its capture (JSON, W3C selectors)."""
    from tellings.run.mapping import mapped

    found = mapped(source, article, start, end, captures)
    click.echo(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())


@main.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--onto", metavar="GROUPS", help="What this command printed before of some of the articles: stories that "
              "no new article is near stay as they are.")  # fmt: skip
def group(file: str, onto: str | None) -> None:
    """Group articles (JSON lines) into stories; print {"id","story","family"} a line.

    A line has "follows" too where its story takes an earlier one up again after a gap. With --onto FILE must hold
    the articles of GROUPS and the new ones; an article whose story has another id now says which it "was" in.
    """
    from tellings.run import lines
    from tellings.story.grouping import group as grouped
    from tellings.story.growth import add

    if file == onto == "-":
        raise click.UsageError("- (standard input) can be read once only.")
    articles, skipped = _sort(lines.articles(file))
    before, faulty = _sort(lines.groupings(onto)) if onto else ([], 0)
    _lines(add(before, articles) if onto else grouped(articles))
    _leave(skipped + faulty)


@main.command()
@click.argument("first", metavar="ARTICLE")
@click.argument("second", metavar="ARTICLE")
@click.option("--among", metavar="FILE", help="Articles as JSON lines (-: standard input); each ARTICLE is then the "
              "id of one of them, and both are compared as grouping sees them among the others.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def why(first: str, second: str, among: str | None, as_json: bool) -> None:
    """Say which signs join two articles (saves, or ids with --among) into one story, or part them."""
    from tellings.export.likeness import show as show_likeness
    from tellings.run import likeness, lines

    articles, skipped = _sort(lines.articles(among)) if among else ([], 0)
    found = likeness.listed(first, second, articles, among) if among else likeness.saved(first, second)
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
    else:
        show_likeness(found, Console())
    _leave(skipped)


@main.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@FAST
def mark(file: str, fast: bool) -> None:
    """Mark articles (JSON lines): names, quotes, times, figures, places, norms, open threads, loaded terms."""
    from tellings.run import lines, steps

    _say_no_reader(fast=fast)
    found = lines.articles(file)
    _lines(a if isinstance(a, InputError) else lines.marked(steps.tell(a, fast=fast)) for a in found)


@main.command()
@click.argument("file", default="-", metavar="[FILE|-]")
def align(file: str) -> None:
    """Score pairs of passages (JSON lines {"id","a","b"}): do they make the same claim, 0 to 1."""
    from tellings.run import lines

    _say_no_encoder()
    _lines(p if isinstance(p, InputError) else lines.aligned(p) for p in lines.pairs(file))


@main.command()
@click.argument("article", metavar="ARTICLE|-")
@click.argument("others", nargs=-1, required=True, metavar="OTHERS...|-")
@FAST
def conflicts(article: str, others: tuple[str, ...], fast: bool) -> None:
    """Compare each article of ARTICLE with those of OTHERS (JSON lines), other reports of the same event.

    Prints an article a line, {"id","findings":[{"id","start","end","kind","why","sides"}]}: where in its text
    (start and end are code points of it) it cannot hold together with what another tells, the kind of conflict,
    why, and the words of both sides, the article's own first. Each finding carries the id of its article too.
    An article among OTHERS with the same id is left out; of more than 30 the nearest 30 are compared.
    """
    from tellings.run import lines
    from tellings.run.comparison import compare

    if [article, *others].count("-") > 1:
        raise click.UsageError("- (standard input) can be read once only.")
    _say_no_reader(fast=fast)
    _say_no_encoder(fast=fast, option="--fast")
    pool, skipped = _sort(a for file in others for a in lines.articles(file))
    _lines(compare(lines.articles(article), pool, fast=fast))
    _leave(skipped)


@main.command()
@click.argument("out", default="case-files", metavar="[OUT]")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="Port on this machine.")
def serve(out: str, port: int) -> None:
    """Serve a folder of case files to a browser on this machine only."""
    from tellings.serve.folder import serve_folder

    with serve_folder(Path(out), port) as server:
        click.echo(f"http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("")


def _chosen(
    paths: tuple[str, ...], stories: tuple[str, ...], min_outlets: int | None, top: int | None
) -> list[list[Article]]:
    from tellings.run.crawl.chosen import chosen

    if len(paths) != 1:
        raise click.UsageError("--story, --min-outlets and --top are of one crawl: pass the folder that it wrote.")
    return chosen(Path(paths[0]), stories, min_outlets=min_outlets or 1, top=top)


def _sort(found: Iterable[Item | InputError]) -> tuple[list[Item], int]:
    """What could be used, and how many could not; each of those is remarked on as it comes."""
    kept: list[Item] = []
    skipped = 0
    for item in found:
        if isinstance(item, InputError):
            _remark(str(item))
            skipped += not isinstance(item, Aside)
        else:
            kept.append(item)
    return kept, skipped


def _remark_on_crawl(out: Path) -> None:
    """What a crawl left out, as far as a person reads it."""
    from tellings.run.crawl.shards import MANIFESTS, remarks

    found = remarks(out)
    for remark in islice(found, MOST_REMARKS):
        _remark(remark)
    if rest := sum(1 for _ in found):
        _remark(f"{rest:,} more in {out / MANIFESTS}")


def _say_no_encoder(*, fast: bool = False, option: str = "") -> None:
    """A line where statements are compared by their words alone and nobody asked for that."""
    from tellings.language.english import encoder

    missing = None if fast else encoder.missing(option)
    if missing:
        _remark(str(missing))


def _say_no_reader(*, fast: bool) -> None:
    """A line where marks are made by rule and nobody asked for that: the exit status stays what it is."""
    from tellings.language.english import reader

    missing = None if fast else reader.missing("--fast")
    if missing:
        _remark(str(missing))


def _say_encodings(articles: Iterable[Article]) -> None:
    """A line for each save that is not UTF-8: a guess that a reader can check by looking at the words."""
    for article in articles:
        note = article.capture
        if note and note.encoding and note.encoding != "utf-8":
            _remark(f"{note.path}: read as {note.encoding}. If words look wrong, save it as UTF-8.")


def _say_languages(articles: Iterable[Article]) -> None:
    """A line where texts are in a language that is not read yet: their statements are sentences without a source."""
    from tellings.export.labels import label

    unread = Counter(a.language for a in articles if a.language and not a.in_english)
    for language, number in sorted(unread.items()):
        what = "text is" if number == 1 else "texts are"
        _remark(f'{number} {what} in "{language}", {label("unread", "language").removesuffix(".")}.')


def _lines(found: Iterable[object]) -> None:
    """Print each item as one line of JSON; errors are remarked on and make the exit status 2."""
    skipped = 0
    for item in found:
        if isinstance(item, InputError):
            _remark(str(item))
            skipped += not isinstance(item, Aside)
        else:
            sys.stdout.buffer.write(msgspec.json.encode(item) + b"\n")
    sys.stdout.buffer.flush()
    _leave(skipped)


def _report(cases: list[CaseFile], out: Path, *, as_json: bool, quiet: bool) -> None:
    from tellings.export.terminal import plain
    from tellings.run.folder import CASE, INDEX, PAGE

    if as_json:
        rows = [_row(case) | {"case": str(out / case.id / CASE), "page": str(out / case.id / PAGE)} for case in cases]
        click.echo(msgspec.json.format(msgspec.json.encode({"out": str(out), "stories": rows}), indent=1).decode())
        return
    if quiet:
        return
    table = Table(box=None, pad_edge=False, header_style="")
    for column in COLUMNS:
        table.add_column(column, justify="left" if column in ("story", "outlets") else "right", no_wrap=True)
    console = Console()
    # what the numbers leave of the line; a table too wide for a terminal loses its numbers first
    room = max(12, console.width - len("  ".join(COLUMNS)) - len(cases[0].id) + len("story outlets"))
    for case in cases:
        outlets = plain(", ".join(dict.fromkeys(a.outlet for a in case.articles if a.outlet)))
        cut = outlets if len(outlets) <= room else outlets[: room - 1] + "…"
        table.add_row(*(str(cell) for cell in _row(case).values()), escape(cut))
    console.print(table)
    click.echo(f"Open {out / INDEX} in a browser.")


def _named(paths: tuple[str, ...]) -> str:
    """What was passed, short enough for a line: a shell turns one ``*`` into thousands of paths."""
    return ", ".join(paths) if len(paths) < 4 else f"{len(paths)} paths"


def _row(case: CaseFile) -> dict[str, str | int]:
    return {
        "story": case.id,
        "articles": len(case.articles),
        "claims": len(case.claims),
        "told by several": sum(claim.standing != "single" for claim in case.claims),
        "conflicts": len(case.conflicts),
        "open": sum(thread.state == "open" for thread in case.open),
    }


def _date(given: str | None, option: str) -> str | None:
    try:
        return given and date.fromisoformat(given).isoformat()
    except ValueError:
        raise click.BadParameter(f"{given!r} is not a date; write YYYY-MM-DD.", param_hint=option) from None


def _columns(given: str | None) -> dict[str, str]:
    """Field → head, of ``text=Body,title=Headline``."""
    from tellings.article.spreadsheet import MAPPED

    pairs = [part.partition("=") for part in given.split(",")] if given else []
    for field, sign, head in pairs:
        if not sign or not head.strip() or field.strip() not in MAPPED:
            example = "text=Body,title=Headline"
            raise click.BadParameter(
                f"{field + sign + head!r} is no FIELD=HEAD; write {example}. Fields: {', '.join(MAPPED)}.",
                param_hint="--columns",
            )
    return {field.strip(): head.strip() for field, _, head in pairs}


def _progress(quiet: bool) -> Progress:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    return Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal)


def _remark(text: str) -> None:
    """One line on standard error; what would steer a terminal (from a file's name or id) is written out."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    click.echo(f"tellings: {shown}", err=True)


def _close_quietly() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _leave(skipped: int) -> None:
    if skipped:
        sys.exit(SKIPPED)
