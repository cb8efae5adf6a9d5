"""Marks by rule: asked for with ``fast``, or because the English reader is not installed."""

import json
import warnings
from pathlib import Path

import pytest

import tellings as library
from tellings.language import trained
from tellings.run.settings import PACKAGES
from tests.conftest import needs_reader
from tests.program.conftest import FERRY, largest, tellings

ARTICLE = json.dumps(
    {"id": "a", "text": "Quay shut\n\nThe harbour board shut the quay, Olga Brandt of Kellmouth said."}
)


@pytest.fixture
def _no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trained, "folder_of", lambda module: None)


@needs_reader
def test_a_fast_build_reads_with_no_reader_and_its_case_file_says_so(ferry: Path, tmp_path: Path) -> None:
    result = tellings("build", FERRY, "-o", tmp_path / "out", "--fast", "--quiet", "--workers", "1")
    assert (result.exit_code, result.stderr) == (0, "")
    full, fast = (json.loads(largest(out).read_bytes())["settings"]["models"] for out in (ferry, tmp_path / "out"))
    packaged = [f"{called}/{name}" for called, package in PACKAGES.items() for name in package.digests()]
    assert sorted(set(full) - set(fast)) == sorted(packaged)


@pytest.mark.usefixtures("_no_reader")
def test_without_the_reader_one_line_says_what_to_do_and_marks_are_made() -> None:
    result = tellings("mark", "-", input=ARTICLE + "\n" + ARTICLE)
    assert result.exit_code == 0
    assert [line for line in result.stderr.splitlines() if "pip install packages/tellings-reader-en" in line] == [
        "tellings: tellings_reader_en: the English reader is not installed, so marks are made by rule and find less. "
        "Run `pip install packages/tellings-reader-en`, or pass --fast."
    ]
    assert [n["text"] for n in json.loads(result.stdout.splitlines()[0])["names"]] == ["Olga Brandt", "Kellmouth"]


@pytest.mark.usefixtures("_no_reader")
def test_nothing_is_said_of_the_missing_reader_where_fast_is_asked_for() -> None:
    assert tellings("mark", "-", "--fast", input=ARTICLE).stderr == ""


@pytest.mark.usefixtures("_no_reader")
def test_without_the_encoder_one_line_says_so_and_pairs_are_compared_by_words() -> None:
    result = tellings("align", "-", input='{"id": 1, "a": "The quay is shut.", "b": "The quay was shut."}\n')
    assert result.exit_code == 0
    assert "Run `pip install packages/tellings-encoder-en`." in result.stderr
    assert "cosine" in json.loads(result.stdout)["features"]


@pytest.mark.usefixtures("_no_reader")
def test_the_library_warns_of_the_missing_reader() -> None:
    with pytest.warns(UserWarning, match="reader is not installed.* or pass fast=True"):
        library.build([FERRY])


@pytest.mark.usefixtures("_no_reader")
def test_the_library_does_not_warn_where_fast_is_asked_for() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert library.build([FERRY / "daily-trumpet.txt"], fast=True)
