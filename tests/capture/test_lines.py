import gzip
import json
from pathlib import Path

import pytest

from tellings.article.reader import read
from tellings.capture.files import again, captures
from tellings.capture.lines import stretch, stretches
from tellings.errors import InputError, Malformed, TooLarge
from tellings.model import Article, Capture, CaptureNote

ROWS = [json.dumps({"text": f"The ferry {number} is late."}).encode() for number in range(1, 41)]
DATA = b"\n".join(ROWS)


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_stretches_are_the_file_and_are_found_again(tmp_path: Path, name: str, end: bytes) -> None:
    path = write(tmp_path / name, DATA + end)
    found = [c for c in stretches(path, full=200) if isinstance(c, Capture)]
    assert len(found) > 5
    assert b"".join(c.data for c in found) == DATA + end
    assert [stretch(path, c.part, full=200) for c in found if c.part] == found


def test_a_file_over_the_limit_is_read_with_the_numbers_of_its_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ndjson", DATA)
    (capture,) = captures([str(path)], limit=300)
    assert isinstance(capture, Capture)
    articles = list(read(capture))
    assert [a.capture.line for a in articles if isinstance(a, Article) and a.capture] == list(range(1, 41))
    note = CaptureNote(path=str(path), url=None, sha256=capture.sha256, encoding=None, part=capture.part)
    assert again(note, limit=300) == capture


@pytest.mark.parametrize("place", [0, 20, 40])
def test_a_line_over_the_limit_is_told_and_the_rest_read(tmp_path: Path, place: int) -> None:
    long = json.dumps({"text": "x" * 5000}).encode()
    path = write(tmp_path / "a.jsonl", b"\n".join([*ROWS[:place], long, *ROWS[place:]]))
    found = list(captures([str(path)], limit=300))
    (error,) = [f for f in found if isinstance(f, InputError)]
    assert isinstance(error, TooLarge)
    assert error.where == f"{path}:{place + 1}"
    texts = [a for c in found if isinstance(c, Capture) for a in read(c)]
    lines = [a.capture.line for a in texts if isinstance(a, Article) and a.capture]
    assert lines == [n for n in range(1, 42) if n != place + 1]


def test_a_packed_file_that_breaks_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(DATA)[:-20])
    with pytest.raises(Malformed):
        list(stretches(path, full=200))
