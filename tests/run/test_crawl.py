import gzip
import hashlib
import json
import os
import signal
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="crawls need tellings[scale]")

from click.testing import CliRunner
from pyarrow import parquet

from tellings.cli import main
from tellings.errors import InputError, NotFound, OutputError
from tellings.model import Article
from tellings.run.crawl.chosen import chosen
from tellings.run.crawl.crawl import Crawled, crawl
from tellings.run.crawl.inputs import Part, parts
from tellings.run.crawl.reading import articles
from tellings.run.crawl.shards import remarks
from tellings.run.executor import Executor, Serial
from tellings.run.onray import executor as named
from tests.archives import html, wacz, warc

# Invented: places, outlets and events are nobody's.
FERRY = (
    "The ferry Grey Heron ran aground off Calder Point on Tuesday morning with 212 passengers on board. "
    "The coastguard in Harbourton said all of them were taken off by lifeboat within two hours, and that nobody was "
    "badly hurt. The operator, Sound Lines, said the captain had reported a failure of the steering gear shortly "
    "before the vessel struck the Maiden Reef. Investigators will look at the maintenance records of the ship."
)
FERRY_TOLD = (
    "More than two hundred people were rescued from the Grey Heron after the ferry hit the Maiden Reef near Calder "
    "Point. Sound Lines said that steering had failed. Harbourton's coastguard praised lifeboat crews, who brought "
    "every passenger ashore. An inquiry into the grounding of the ferry has begun, investigators said on Tuesday."
)
MILL = (
    "Fire destroyed the old paper mill at Ostrava Weir overnight. Forty firefighters from three towns fought the "
    "flames until dawn, said brigade chief Lena Orsk. The mill, empty since 2011, was to become flats. The council of "
    "Weirside said it would decide within a month whether the walls could be kept, and that arson was not ruled out."
)


@pytest.fixture(params=["serial", "cores", "ray"], scope="module")
def walker(request: pytest.FixtureRequest) -> Iterator[Executor]:
    if request.param == "serial":
        yield Serial()
        return
    if request.param == "ray":
        pytest.importorskip("ray", reason="Ray is not installed (pip install 'tellings[ray]')")
    with named("ray" if request.param == "ray" else "local", 2) as found:
        yield found


def told(name: str, text: str, day: str = "2026-03-03", outlet: str | None = None) -> dict[str, str | None]:
    title = " ".join(text.split()[:6])
    return {"id": name, "text": text, "title": title, "published": day, "outlet": outlet or f"{name}.example"}


ROWS = [
    told("a", FERRY),
    told("b", FERRY, outlet="copy.example"),
    told("c", FERRY_TOLD, "2026-03-04"),
    told("d", MILL, "2026-03-20"),
    told("e", FERRY_TOLD.replace("ferry", "ship"), "2026-03-21"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "in"
    source.mkdir()
    for number, rows in enumerate((ROWS[:2], ROWS[2:4], ROWS[4:])):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (source / f"part{number}.jsonl").write_text(lines, encoding="utf-8")
    return source


def crawled(inputs: list[str], out: Path, executor: Executor | None = None, whole: int = 0) -> Crawled:
    found = list(crawl(inputs, out, executor or Serial(), whole=whole))
    assert isinstance(found[-1], Crawled)
    return found[-1]


def stories(out: Path) -> set[frozenset[str]]:
    rows = parquet.read_table(out / "stories.parquet").to_pylist()
    return {frozenset(r["article"] for r in rows if r["story"] == s) for s in {r["story"] for r in rows}}


def digests(out: Path) -> dict[str, str]:
    files = (p for p in sorted(out.rglob("*")) if p.is_file())
    return {str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_tellings_of_one_event_are_one_story_and_a_later_one_like_it_is_not(folder: Path, tmp_path: Path) -> None:
    crawled([str(folder)], tmp_path / "out")
    assert stories(tmp_path / "out") == {frozenset("abc"), frozenset("d"), frozenset("e")}


def test_a_copy_is_in_the_family_of_its_first_telling(folder: Path, tmp_path: Path) -> None:
    crawled([str(folder)], tmp_path / "out")
    rows = {r["article"]: r for r in parquet.read_table(tmp_path / "out" / "families.parquet").to_pylist()}
    assert rows["a"]["family"] == rows["b"]["family"] != rows["c"]["family"]
    assert {rows["a"]["first"], rows["b"]["first"]} <= {"a", "b"}


def test_every_executor_writes_the_same_bytes(walker: Executor, folder: Path, tmp_path: Path) -> None:
    crawled([str(folder)], tmp_path / "serial")
    crawled([str(folder)], tmp_path / "other", walker)
    assert digests(tmp_path / "other") == digests(tmp_path / "serial")


def test_a_finished_shard_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    crawled([str(folder)], out)
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}
    crawled([str(folder)], out)
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()} == before


def test_a_shard_of_another_version_is_read_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    crawled([str(folder)], out)
    whole = digests(out)
    path = min((out / "manifest").glob("*.json"))
    path.write_text(path.read_text(encoding="utf-8").replace('"version": ', '"version": 9'), encoding="utf-8")
    crawled([str(folder)], out)
    assert digests(out) == whole


@pytest.mark.parametrize(
    ("text", "says"), [(FERRY, "counted once"), (MILL, "Give it an id of its own")], ids=["a copy", "another text"]
)
def test_an_id_that_stands_twice_is_told(text: str, says: str, tmp_path: Path) -> None:
    rows = [told("a", FERRY), told("a", text)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert crawled([str(tmp_path / "in.jsonl")], tmp_path / "out").skipped == {"Duplicate": 1}
    (remark,) = remarks(tmp_path / "out")
    assert says in remark
    assert "in.jsonl@" in remark


class Stopped(Exception):
    pass


@pytest.mark.parametrize("stage", ["reading", "families", "stories"])
def test_a_crawl_stopped_anywhere_goes_on_to_the_same_bytes(stage: str, folder: Path, tmp_path: Path) -> None:
    def told(name: str, done: int, of: int) -> None:
        if name == stage:
            raise Stopped

    with pytest.raises(Stopped):
        list(crawl([str(folder)], tmp_path / "out", Serial(), whole=0, told=told))
    crawled([str(folder)], tmp_path / "out")
    crawled([str(folder)], tmp_path / "alone")
    assert digests(tmp_path / "out") == digests(tmp_path / "alone")


class KillsItself:
    """Gives its item; the first process that does the last one dies over it."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __call__(self, item: int) -> int:
        if item == 3 and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return item


def test_a_worker_that_is_killed_costs_only_its_work(tmp_path: Path) -> None:
    with named("local", 2) as cores:
        assert list(cores.map(KillsItself(tmp_path / "mark"), range(4))) == [0, 1, 2, 3]


def test_a_killed_worker_on_ray_costs_only_its_work(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed (pip install 'tellings[ray]')")
    with named("ray", 2) as nodes:
        assert list(nodes.map(KillsItself(tmp_path / "mark"), range(4))) == [0, 1, 2, 3]


def test_nothing_is_written_where_nothing_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to read"):
        list(crawl([str(tmp_path / "none.jsonl")], tmp_path / "out", Serial()))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("lost", ["manifest", "articles", "stories.parquet", "crawl.json"])
def test_what_is_lost_is_made_again_with_the_same_bytes(lost: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    crawled([str(folder)], out)
    before = digests(out)
    victim = out / lost if (out / lost).is_file() else sorted((out / lost).iterdir())[0]
    victim.unlink()
    crawled([str(folder)], out)
    assert digests(out) == before


def test_an_input_taken_away_leaves_no_trace(folder: Path, tmp_path: Path) -> None:
    crawled([str(folder)], tmp_path / "out")
    (folder / "part2.jsonl").unlink()
    crawled([str(folder)], tmp_path / "out")
    crawled([str(folder)], tmp_path / "fresh")
    assert digests(tmp_path / "out") == digests(tmp_path / "fresh")


def test_the_order_and_the_cut_of_files_change_no_story(folder: Path, tmp_path: Path) -> None:
    one = tmp_path / "one.jsonl"
    one.write_text("".join(json.dumps(row) + "\n" for row in reversed(ROWS)), encoding="utf-8")
    crawled([str(folder)], tmp_path / "a")
    crawled([str(one)], tmp_path / "b")
    taken = [
        {
            r["article"]: (r["story"], r["family"])
            for r in parquet.read_table(tmp_path / n / "stories.parquet").to_pylist()
        }
        for n in "ab"
    ]
    assert taken[0] == taken[1]


@pytest.mark.parametrize("cut", [1, 7, 100, 450, 10_000])
def test_a_file_of_lines_cut_anywhere_gives_each_line_once(
    cut: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tellings.run.crawl.inputs.LINES_AT_ONCE", cut)
    found = [p for p in parts([str(folder / "part0.jsonl")]) if isinstance(p, Part)]
    ids = [a.id for p in found for a in articles(p) if not isinstance(a, InputError)]
    assert ids == ["a", "b"]


def test_packed_lines_and_parquet_hold_the_same_articles(folder: Path, tmp_path: Path) -> None:
    import pyarrow as pa

    packed, table = tmp_path / "p.jsonl.gz", tmp_path / "t.parquet"
    packed.write_bytes(gzip.compress((folder / "part0.jsonl").read_bytes()))
    parquet.write_table(pa.Table.from_pylist(ROWS[:2]), table)
    read = [
        [
            (a.id, a.text, a.published)
            for p in parts([str(f)])
            if isinstance(p, Part)
            for a in articles(p)
            if not isinstance(a, InputError)
        ]
        for f in (packed, table)
    ]
    assert read[0] == read[1] == [(r["id"], r["text"], r["published"]) for r in ROWS[:2]]


def test_what_cannot_be_read_is_counted_and_the_rest_is_grouped(folder: Path, tmp_path: Path) -> None:
    (folder / "part9.jsonl").write_text('{"id": "x"}\nnot json\n', encoding="utf-8")
    result = crawled([str(folder)], tmp_path / "out")
    assert result.articles == len(ROWS)
    assert result.skipped == {"Malformed": 2}


def test_an_input_that_is_not_there_is_said_and_the_rest_is_read(folder: Path, tmp_path: Path) -> None:
    found = list(crawl([str(folder), str(tmp_path / "none.jsonl")], tmp_path / "out", Serial()))
    assert isinstance(found[0], NotFound)
    assert isinstance(found[-1], Crawled)


def test_a_folder_that_holds_something_else_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(OutputError, match="holds no crawl"):
        list(crawl([str(folder)], tmp_path / "mine", Serial()))


def test_case_files_are_built_of_the_stories_asked_for(folder: Path, tmp_path: Path) -> None:
    out, cases = tmp_path / "out", tmp_path / "cases"
    crawled([str(folder)], out)
    result = CliRunner().invoke(
        main, ["build", str(out), "--min-outlets", "3", "--top", "1", "--fast", "-o", str(cases), "--json"]
    )
    assert result.exit_code == 0, result.output
    (story,) = json.loads(result.stdout)["stories"]
    assert story["articles"] == 3
    rows = parquet.read_table(out / "stories.parquet").to_pylist()
    assert {r["story"] for r in rows if r["article"] in "abc"} == {story["story"]}


def test_a_story_that_is_not_there_is_named(folder: Path, tmp_path: Path) -> None:
    crawled([str(folder)], tmp_path / "out")
    with pytest.raises(NotFound, match="no story s000 in this crawl"):
        chosen(tmp_path / "out", ["s000"])


def test_the_command_says_what_came_of_it(folder: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["crawl", str(folder / "*.jsonl"), "-o", str(tmp_path / "out"), "--workers", "1"])
    assert result.exit_code == 0, result.output
    assert "5 articles, 3 families, 2 stories; 0 pages or records left out." in result.stdout


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no gzip", "no WARC record in it"),
        (warc(extra=[{"body": b"\x89PNG", "media": "image/png"}]), "left out: 1 image/png"),
        (warc(("https://quay.example/a", html()))[:-200], "the file ends amid this record"),
        (b"", "no WARC record in it"),
    ],
    ids=["broken", "pictures", "cut off", "empty"],
)
def test_the_command_says_why_a_warc_gave_no_article(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(data)
    result = CliRunner().invoke(main, ["crawl", str(tmp_path / "a.warc.gz"), "-o", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert said in result.stderr
    assert "no article could be read" in result.stderr


def test_pages_before_the_break_of_a_wacz_are_read(tmp_path: Path) -> None:
    whole = warc(("https://quay.example/a", html()), ("https://quay.example/b", html("Two")))
    broken = warc(("https://quay.example/c", html("Three")))
    packed = wacz(data=whole, more=broken).replace(zlib.crc32(broken).to_bytes(4, "little"), bytes(4))
    (tmp_path / "a.wacz").write_bytes(packed)
    (part,) = parts([str(tmp_path / "a.wacz")])
    assert isinstance(part, Part)
    found = list(articles(part))
    assert [a.title for a in found if isinstance(a, Article)] == ["Ferry aground", "Two"]
    assert any(isinstance(e, InputError) for e in found)


def test_a_missing_library_is_named_with_how_to_get_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    result = CliRunner().invoke(main, ["crawl", str(folder), "-o", str(tmp_path / "out"), "--workers", "1"])
    assert result.exit_code == 1
    assert "tellings[scale]" in result.stderr
