import gzip
import hashlib
import os
from pathlib import Path

import pytest

from tellings.capture.files import captures
from tellings.capture.kinds import kind
from tellings.errors import EmptyInput, InputError, Malformed, NotFound, NotText, TooLarge, Unreadable
from tellings.model import Capture


def read(*paths: Path, limit: int = 1_000_000) -> list[Capture | InputError]:
    return list(captures([str(p) for p in paths], limit))


def one(path: Path, limit: int = 1_000_000) -> Capture | InputError:
    (found,) = read(path, limit=limit)
    return found


def write(path: Path, data: bytes = b"The ferry is late.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_folder_is_walked_in_sorted_order_without_hidden_files_and_sidecars(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y.html", ".hidden.txt", ".git/x.txt", "c.jsonl.gz"):
        write(tmp_path / name, gzip.compress(b"{}") if name.endswith(".gz") else b"The ferry is late.")
    write(tmp_path / "b.txt.meta.json", b'{"outlet": "Quay Weekly"}')
    found = [Path(c.path).relative_to(tmp_path).as_posix() for c in read(tmp_path) if isinstance(c, Capture)]
    assert found == ["a/y.html", "a/z.md", "b.txt", "c.jsonl.gz"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    assert len(read(file, tmp_path)) == 1


def test_the_hash_is_of_the_bytes_as_they_lie_on_disk(tmp_path: Path) -> None:
    packed = gzip.compress(b"The ferry is late.")
    found = one(write(tmp_path / "a.txt.gz", packed))
    assert isinstance(found, Capture)
    assert found.sha256 == hashlib.sha256(packed).hexdigest()
    assert found.data == b"The ferry is late."


def test_a_sidecar_gives_metadata_as_strings(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    sidecar = b'{"url": "https://quay.example/1", "byline": ["Ann Bo", "Cy Dee"], "pages": 2, "title": null}'
    write(tmp_path / "a.txt.meta.json", sidecar)
    found = one(file)
    assert isinstance(found, Capture)
    assert found.meta == {"url": "https://quay.example/1", "byline": "Ann Bo; Cy Dee", "pages": "2"}
    assert found.url == "https://quay.example/1"
    assert found.captured_at is None


def test_a_sidecar_named_beside_its_file_is_no_input(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    sidecar = write(tmp_path / "a.txt.meta.json", b'{"outlet": "Quay Weekly"}')
    assert len(read(file, sidecar)) == 1


@pytest.mark.parametrize("content", [b"{", b"[1]", b'{"url": {"a": 1}}', b"\xff"])
def test_a_malformed_sidecar_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    file = write(tmp_path / "a.txt")
    write(tmp_path / "a.txt.meta.json", content)
    found = one(file)
    assert isinstance(found, Malformed)
    assert "a.txt.meta.json" in found.where


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.txt", b"", EmptyInput),
        ("blank.txt", b" \n\n", EmptyInput),
        ("picture.png", b"x", NotText),
        ("cut.txt.gz", gzip.compress(b"The ferry is late." * 99, mtime=0)[:30], Malformed),
        ("not.txt.gz", b"plain", Malformed),
        ("large.txt", b"x" * 2001, TooLarge),
        ("bomb.txt.gz", gzip.compress(b"x" * 100_000, mtime=0), TooLarge),
    ],
)
def test_what_cannot_be_used_is_an_error_value_that_says_what_to_do(
    tmp_path: Path, name: str, data: bytes, error: type[InputError]
) -> None:
    found = one(write(tmp_path / name, data), limit=2000)
    assert type(found) is error
    assert found.where.endswith(name)
    assert found.what
    assert found.do


def test_a_missing_path_is_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    missing, capture = read(tmp_path / "no.txt", write(tmp_path / "a.txt"))
    assert isinstance(missing, NotFound)
    assert isinstance(capture, Capture)


def test_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read every file")
    assert isinstance(one(file), Unreadable)


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert isinstance(one(tmp_path / "a.txt"), Unreadable)


def test_a_name_that_no_case_file_can_hold_is_an_error_that_can_be_printed(tmp_path: Path) -> None:
    try:
        found = one(write(tmp_path / "a\udcff.txt"))
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert isinstance(found, Unreadable)
    assert found.where.isprintable()


def test_a_folder_linked_into_itself_is_walked_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(read(tmp_path)) == 1


def test_the_kind_is_seen_through_gz() -> None:
    assert kind("A.HTML.gz") == ".html"
    assert kind("a.tar.gz") == ""
