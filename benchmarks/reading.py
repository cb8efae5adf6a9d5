"""Time reading pages beside other extractors, from a WARC to text: ``make bench-reading``.

Pages are those of ``../shared/data/extraction`` (not part of this repository), written as two WARC files into a
temporary folder. Each extractor reads both in one process, whose processor time is taken (what else the machine does
changes it less), then each file in a process of its own, by the clock; starting and importing is not timed. Scores are
those of ``../shared/score/extraction.py`` on the body, title, date and authors that it gave meanwhile. Peers are looked
for where this runs (``make bench-reading`` installs them into ``.venv-bench``); one that is not there is left out. The
figures of crawl reading are on pages that its weights were fitted on: ``python -m training.crawl_reading.train`` prints
those on sites that they have not seen.
"""

import argparse
import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from evaluation.crawl_reading import SETS, Saved, body, pages, scored
from evaluation.shared import SHARED
from tellings.article import reader
from tellings.article.crawl import reading
from tellings.capture import warc
from tellings.model import Article, Capture

Read = Mapping[str, object]
Extractor = Callable[[Iterator[Capture]], Iterator[Read]]
PROCESSES = 2
# Two processes on two cores leave none for threads of a library.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
MEGABYTE = 1_000_000


def main() -> None:
    """Print the table, an extractor a line as it is done."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--only", nargs="*", choices=sorted(EXTRACTORS), help="extractors to time")
    arguments.add_argument("shared", nargs="?", type=Path, default=SHARED)
    given = arguments.parse_args()
    for variable in ONE_THREAD:
        # workers are started anew and take it from here
        os.environ[variable] = "1"
    sets = {name: saved for name in SETS if (saved := pages(given.shared, name))}
    if not sets:
        print(f"reading: skipped, no saved pages at {given.shared.name}/data/extraction", file=sys.stderr)
        return
    count = sum(len(saved) for saved in sets.values())
    megabytes = sum(len(p.data) for saved in sets.values() for p in saved) / MEGABYTE
    print(f"{count} pages, {megabytes:.0f} MB of HTML")
    print(f"{'':24}{'pages/s':>9}{'MB/s':>7}{'pages/s':>9}{'MB/s':>7}  " + "  ".join(f"{n:>6}" for n in SETS)
          + "   title    date  authors\n" + f"{'':24}{'a core':>16}{'2 processes':>16}  body F1")  # fmt: skip
    with TemporaryDirectory() as folder:
        files = _written(sets, Path(folder))
        for name in given.only or EXTRACTORS:
            needs, _ = EXTRACTORS[name]
            if any(find_spec(module) is None for module in needs):
                print(f"{name:24}not installed here")
                continue
            _, alone, read = _timed(name, files, 1)
            beside, _, _ = _timed(name, files, PROCESSES)
            print(f"{name:24}{count / alone:9.1f}{megabytes / alone:7.1f}{count / beside:9.1f}{megabytes / beside:7.1f}"
                  f"  {_scores(sets, read)}", flush=True)  # fmt: skip


def _written(sets: Mapping[str, list[Saved]], folder: Path) -> list[str]:
    """The pages as WARC files, one a process, each with every second page."""
    everyone = [(f"https://{name}.example/{page.key}", page) for name, saved in sets.items() for page in saved]
    files = []
    for number in range(PROCESSES):
        path = folder / f"pages-{number}.warc.gz"
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for address, page in everyone[number::PROCESSES]:
                http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
                url = str(page.gold["url"])
                named = {"WARC-Record-ID": f"<{address}>"}
                writer.write_record(
                    writer.create_warc_record(
                        url if "//" in url else f"https://{url}", "response", payload=io.BytesIO(page.data),
                        http_headers=http, warc_headers_dict=named,
                    )
                )  # fmt: skip
        files.append(str(path))
    return files


def _timed(name: str, files: list[str], processes: int) -> tuple[float, float, list[Read]]:
    """Seconds from the first page to the last, seconds of processor, and what was read, in order of the files."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        # each worker imports, and reads one page, before the clock runs
        list(pool.map(_warmed, [name] * processes, [files[0]] * processes))
        start = time.perf_counter()
        found = list(pool.map(_extracted, [name] * len(files), files))
        seconds = time.perf_counter() - start
    return seconds, sum(spent for spent, _ in found), [one for _, part in found for one in part]


def _warmed(name: str, file: str) -> None:
    _, extractor = EXTRACTORS[name]
    next(extractor(islice(_captures(file), 1)))
    # long enough that no worker takes the other's turn
    time.sleep(2)


def _extracted(name: str, file: str) -> tuple[float, list[Read]]:
    _, extractor = EXTRACTORS[name]
    start = time.process_time()
    found = list(extractor(_captures(file)))
    return time.process_time() - start, found


def _captures(file: str) -> Iterator[Capture]:
    return (c for c in warc.pages(file) if isinstance(c, Capture))


def _scores(sets: Mapping[str, list[Saved]], read: list[Read]) -> str:
    everyone = [(name, page) for name, saved in sets.items() for page in saved]
    ordered = [everyone[i] for number in range(PROCESSES) for i in range(number, len(everyone), PROCESSES)]
    results = {}
    for name, saved in sets.items():
        predicted = {page.key: found for (group, page), found in zip(ordered, read, strict=True) if group == name}
        results[name] = scored(saved, predicted)
    f1 = "  ".join(f"{results[n]['body_f1']:6.3f}" if n in results else f"{'':6}" for n in SETS)
    labelled = results.get("naeb", {})
    fields = ("title_accuracy", "date_accuracy", "authors_f1")
    return f1 + "".join(f"{labelled[f]:8.3f}" if labelled.get(f) else f"{'-':>8}" for f in fields)


# ---------------------------------------------------------------- extractors


def _crawl(captures: Iterator[Capture]) -> Iterator[Read]:
    return (_of_article(found) if isinstance(found, Article) else {} for found in reading.read_all(captures))


def _each(extract: Callable[[Capture], Read]) -> Extractor:
    return lambda captures: map(extract, captures)


def _case(capture: Capture) -> Read:
    found = next(reader.read(capture), None)
    return _of_article(found) if isinstance(found, Article) else {}


def _of_article(article: Article) -> Read:
    """The body is the text without title, captions and furniture."""
    marked = sorted((f.start, f.end) for f in article.furniture)
    own = [b for b in article.blocks if b.kind in ("title", "caption", "furniture")]
    cuts = sorted([*marked, *((b.start, b.end) for b in own)])
    parts, place = [], 0
    for start, end in cuts:
        parts.append(article.text[place : max(start, place)])
        place = max(place, end)
    parts.append(article.text[place:])
    text = body(article) if not marked else "\n".join(parts)
    return {"articleBody": text, "title": article.title, "date": article.published, "authors": list(article.byline)}


def _trafilatura(**options: bool) -> Callable[[Capture], Read]:
    def extract(capture: Capture) -> Read:
        bare_extraction = import_module("trafilatura").bare_extraction
        found = bare_extraction(_text(capture), url=capture.url, include_comments=False, with_metadata=True, **options)
        if found is None:
            return {}
        authors = [a.strip() for a in (found.author or "").split(";") if a.strip()]
        return {"articleBody": found.text, "title": found.title, "date": found.date, "authors": authors}

    return extract


def _readability(capture: Capture) -> Read:
    document = import_module("readability").Document(_text(capture))
    try:
        text = import_module("html_text").extract_text(document.summary())
    except (import_module("readability.readability").Unparseable, ValueError):
        return {}
    return {"articleBody": text, "title": document.short_title()}


def _newspaper(capture: Capture) -> Read:
    found = import_module("newspaper").Article(capture.url or "https://quay.example/", fetch_images=False)
    try:
        found.download(input_html=_text(capture))
        found.parse()
    except (LookupError, ValueError, AttributeError):
        # it asks NLTK for data that pip does not install where a page's language needs them
        return {}
    date = found.publish_date.date().isoformat() if found.publish_date else None
    return {"articleBody": found.text, "title": found.title, "date": date, "authors": list(found.authors)}


def _goose(capture: Capture) -> Read:
    goose = import_module("goose3").Goose({"enable_image_fetching": False})
    try:
        found = goose.extract(raw_html=_text(capture))
    except (ValueError, IndexError, AttributeError, TypeError, KeyError):
        # it fails on one page in a hundred
        return {}
    return {
        "articleBody": found.cleaned_text, "title": found.title, "date": str(found.publish_date or "")[:10],
        "authors": list(found.authors),
    }  # fmt: skip


def _resiliparse(capture: Capture) -> Read:
    text = import_module("resiliparse.extract.html2text").extract_plain_text(_text(capture), main_content=True)
    return {"articleBody": text}


def _text(capture: Capture) -> str:
    return capture.data.decode("utf-8", "replace")


EXTRACTORS: dict[str, tuple[tuple[str, ...], Extractor]] = {
    "tellings, crawl": ((), _crawl),
    "tellings, case": ((), _each(_case)),
    "trafilatura, fast": (("trafilatura",), _each(_trafilatura(fast=True))),
    "trafilatura, precision": (("trafilatura",), _each(_trafilatura(favor_precision=True))),
    "resiliparse": (("resiliparse",), _each(_resiliparse)),
    "readability-lxml": (("readability", "html_text"), _each(_readability)),
    "newspaper4k": (("newspaper",), _each(_newspaper)),
    "goose3": (("goose3",), _each(_goose)),
}

if __name__ == "__main__":
    main()
