"""The command line on kinds of input: what is printed, and with which exit status."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tellings.cli import SKIPPED, main
from tests.archives import FIRST, html, warc
from tests.server import Server, answer, serving


def tellings(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def server() -> Iterator[Server]:
    yield from serving()


def test_what_is_left_out_by_kind_is_told_and_is_no_failure(tmp_path: Path) -> None:
    pages = warc(("https://quay.example/1", html()), extra=[{"media": "image/png", "body": b"x"}])
    (tmp_path / "a.warc.gz").write_bytes(pages)
    found = tellings("read", str(tmp_path))
    assert found.exit_code == 0
    assert json.loads(found.stdout)["url"] == "https://quay.example/1"
    assert "1 image/png" in found.stderr


def test_columns_are_mapped(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'Kopf,Inhalt\nFerry late,"{FIRST}"\n')
    found = tellings("read", str(tmp_path / "a.csv"), "--columns", "text=Inhalt, title=Kopf")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["title"] == "Ferry late"


@pytest.mark.parametrize("columns", ["text", "text=", "words=Inhalt", "=Inhalt"])
def test_a_mapping_that_is_none_shows_how_to_write_one(tmp_path: Path, columns: str) -> None:
    found = tellings("read", str(tmp_path), "--columns", columns)
    assert found.exit_code == SKIPPED
    assert "text=Body,title=Headline" in found.stderr


def test_fetch_prints_the_files_and_says_what_is_unchanged(server: Server, tmp_path: Path) -> None:
    server.on("/a", answer(html(), ETag='"1"'))
    url = server.url("/a", host="127.0.0.1")
    arguments = ("fetch", url, "-o", str(tmp_path), "--allow-private", "--delay", "0")
    first = tellings(*arguments)
    server.on("/a", answer(b"", 304))
    second = tellings(*arguments)
    (path,) = tmp_path.iterdir()
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == f"{path}  {url}\n"
    assert second.stdout == f"{path}  {url}  (unchanged)\n"


def test_fetch_does_not_go_to_this_machine_unless_told(server: Server, tmp_path: Path) -> None:
    found = tellings("fetch", server.url("/a", host="127.0.0.1"), "-o", str(tmp_path / "out"))
    assert found.exit_code == SKIPPED
    assert "--allow-private" in found.stderr
    assert not (tmp_path / "out").exists()
    assert not server.asked
