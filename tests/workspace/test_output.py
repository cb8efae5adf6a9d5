import json
from pathlib import Path

import pytest

from tellings.errors import OutputError
from tellings.workspace import output


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_new_folder_holds_the_files_and_a_manifest_of_them(tmp_path: Path) -> None:
    output.write_folder(tmp_path / "out", {"index.html": b"a", "s1/case.json": b"{}"})
    assert names(tmp_path / "out") == ["index.html", "s1/case.json", output.MANIFEST]
    assert json.loads((tmp_path / "out" / output.MANIFEST).read_text()) == ["index.html", "s1/case.json"]


def test_a_rebuild_drops_our_old_files_and_keeps_those_of_others(tmp_path: Path) -> None:
    out = tmp_path / "out"
    output.write_folder(out, {"s1/case.json": b"old"})
    (out / "s1" / "my notes.txt").write_text("mine")
    output.write_folder(out, {"s2/case.json": b"new"})
    assert names(out) == ["s1/my notes.txt", "s2/case.json", output.MANIFEST]


def test_a_folder_of_someone_else_is_not_touched_without_force(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match="was not written by tellings"):
        output.write_folder(tmp_path, {"index.html": b""})
    assert names(tmp_path) == ["thesis.txt"]


def test_force_writes_beside_the_files_of_others(tmp_path: Path) -> None:
    out = tmp_path / "theirs"
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    output.write_folder(out, {"index.html": b""}, force=True)
    assert names(out) == ["index.html", output.MANIFEST, "thesis.txt"]


def test_a_file_in_the_place_of_the_folder_is_refused_even_with_force(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="not a folder"):
        output.write_folder(tmp_path / "out", {}, force=True)


def test_a_failed_write_leaves_the_old_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    output.write_folder(out, {"index.html": b"old"})

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(output, "_write", full)
    with pytest.raises(OutputError, match="No space left"):
        output.write_folder(out, {"index.html": b"new"})
    assert (out / "index.html").read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_moved_aside_by_an_interrupted_swap_is_put_back(tmp_path: Path) -> None:
    (tmp_path / ".out.old").mkdir()
    (tmp_path / ".out.old" / "index.html").write_text("old")
    output.recover(tmp_path / "out", tmp_path / ".out.old")
    assert names(tmp_path / "out") == ["index.html"]


def test_the_folder_one_stands_in_is_not_swapped_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="folder you are in"):
        output.write_folder(Path(), {"index.html": b""}, force=True)
    assert names(tmp_path) == []


def test_an_interrupted_write_leaves_the_old_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    output.write_folder(out, {"index.html": b"old"})

    def interrupted(path: Path, content: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "_write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        output.write_folder(out, {"index.html": b"new"})
    assert (out / "index.html").read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
