"""Each bad input gets one clear line; the rest is built; exit status 2 says that something was skipped."""

import os
from pathlib import Path

import pytest

from tests.program.conftest import FERRY, tellings

TEXT = b"The bridge at Low Mill was closed on Monday because of high water, the town said.\n\nIt may open on Friday.\n"
GOOD = FERRY / "port-alder-gazette.txt"


def bad(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def remarks(*paths: str | Path, out: Path, stories: int = 1) -> list[str]:
    """What `build` says of ``paths`` beside a good file, which must be built all the same."""
    result = tellings("build", *paths, GOOD, "-o", out, "--workers", "1")
    assert result.exit_code == 2, result.output
    assert len(list(out.glob("*/case.json"))) == stories
    return result.stderr.strip().splitlines()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n \n", "nothing in it"),
        ("picture.txt", bytes(range(256)) * 40, "not text"),
        ("menu.html", b"<html><body><nav><a href='/'>Home</a> <a href='/n'>News</a></nav></body></html>", "no article"),
        ("broken.jsonl", b'{"id": "a", "text": "One."\n', "broken.jsonl:1"),
        ("list.json", b"[1, 2]", "list.json"),
        ("sheet.xlsx", b"PK\x03\x04", "kind"),
    ],
)
def test_a_bad_file_gets_one_line_that_names_it(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = bad(tmp_path, name, content)
    lines = remarks(path, out=tmp_path / "out")
    assert str(path) in lines[0]
    assert said.lower() in " ".join(lines).lower()


def test_a_name_that_would_steer_a_terminal_is_written_out_on_one_line(tmp_path: Path) -> None:
    (line,) = remarks(bad(tmp_path, "two\nlines\x1b[31m.txt", TEXT), out=tmp_path / "out")
    assert "two\\nlines\\x1b[31m.txt: its name cannot be printed." in line


def test_an_empty_path_is_not_the_current_folder(tmp_path: Path) -> None:
    (line,) = remarks("", out=tmp_path / "out")
    assert "an empty path" in line


@pytest.mark.parametrize("content", [b'{"url": ', b"[1]", b"[" * 100_000, b"\xff\xfe"])
def test_a_bad_sidecar_gets_one_line_that_names_it(tmp_path: Path, content: bytes) -> None:
    path = bad(tmp_path, "report.txt", TEXT)
    bad(tmp_path, "report.txt.meta.json", content)
    (line,) = remarks(path, out=tmp_path / "out")
    assert "report.txt.meta.json: sidecar" in line


def test_a_sidecar_without_its_file_gets_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bad(folder, "gone.txt.meta.json", b"{}")
    (line,) = remarks(folder, out=tmp_path / "out")
    assert "sidecar without its file" in line


def test_a_folder_passed_to_a_step_says_to_read_it_first(tmp_path: Path) -> None:
    result = tellings("group", tmp_path)
    assert result.exit_code == 2
    assert "tellings read" in result.stderr


def test_json_nested_without_end_gets_one_line() -> None:
    result = tellings("mark", "-", input='{"text": ' + "[" * 100_000 + "\n")
    assert result.exit_code == 2
    assert "standard input:1: not a JSON object" in result.stderr


def test_a_port_that_cannot_be_is_a_wrong_call(tmp_path: Path) -> None:
    assert tellings("serve", tmp_path, "--port", "99999").exit_code == 2


def test_a_missing_path_gets_one_line(tmp_path: Path) -> None:
    (line,) = remarks(tmp_path / "nowhere", out=tmp_path / "out")
    assert "nowhere" in line


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_gets_one_line(tmp_path: Path) -> None:
    path = bad(tmp_path, "locked.txt", b"Text.")
    path.chmod(0)
    (line,) = remarks(path, out=tmp_path / "out")
    assert "locked.txt" in line


def test_the_second_of_two_files_of_one_text_at_one_outlet_is_named(tmp_path: Path) -> None:
    (line,) = remarks(bad(tmp_path, "one.txt", TEXT), bad(tmp_path, "two.txt", TEXT), out=tmp_path / "out", stories=2)
    assert "two.txt" in line
    assert "same text" in line


def test_a_text_of_ten_megabytes_is_refused_in_one_line(tmp_path: Path) -> None:
    (line,) = remarks(bad(tmp_path, "dump.txt", TEXT * 100_000), out=tmp_path / "out")
    assert "dump.txt" in line
    assert "characters" in line


def test_a_malformed_line_costs_only_itself(tmp_path: Path) -> None:
    good = b'{"id": "a", "text": "The bridge at Low Mill was closed on Monday because of high water, the town said."}\n'
    path = bad(tmp_path, "some.jsonl", b"{oops\n" + good)
    result = tellings("build", path, "-o", tmp_path / "out", "--workers", "1")
    assert result.exit_code == 2
    assert len(list((tmp_path / "out").glob("*/case.json"))) == 1


def test_where_nothing_can_be_read_nothing_is_written(tmp_path: Path) -> None:
    result = tellings("build", bad(tmp_path, "empty.txt", b""), "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_a_windows_encoding_is_read_and_named(tmp_path: Path) -> None:
    text = "Café owner “saw nothing” – police\n\nThe owner of a café said on Monday that she “saw nothing” at all.\n"
    path = bad(tmp_path, "old.txt", text.encode("cp1252"))
    result = tellings("read", path)
    assert result.exit_code == 0
    assert "“saw nothing”" in result.stdout
    assert '"encoding":"cp125' in result.stdout
    built = tellings("build", path, "-o", tmp_path / "out", "--workers", "1")
    assert built.exit_code == 0
    assert "old.txt: read as cp125" in built.stderr


def test_a_date_that_is_none_is_a_wrong_call(tmp_path: Path) -> None:
    result = tellings("build", GOOD, "--published", "last week", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr


def test_a_line_that_is_no_pair_is_named_and_the_rest_is_scored() -> None:
    result = tellings("align", "-", input='{"id": 1}\n{"id": 2, "a": "It rained.", "b": "It rained."}\n')
    assert result.exit_code == 2
    assert "standard input:1" in result.stderr
    assert '"id":2' in result.stdout
