"""The shipped example, end to end, as a user meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import tellings as library
from tellings.casefile import files
from tellings.casefile.strings import foreign_strings
from tellings.errors import InputError
from tellings.model import CaseFile
from tests.conftest import needs_reader
from tests.program.conftest import FERRY, ROOT, largest, tellings

GOLDEN = Path(__file__).with_name("golden") / "ferry.case.json"


def without_settings(path: Path) -> dict[str, object]:
    """A case file less the digests of tables and models, which change with every row added."""
    case = json.loads(path.read_bytes())
    del case["settings"], case["tool"]
    return case  # type: ignore[no-any-return]


def every_anchor_stands_in_a_statement(case: CaseFile) -> bool:
    """Whether what a shared file shows of dates, figures, places, law and threads has its statement there."""
    spans = [s for entry in (*case.timeline, *case.places, *case.norms, *case.open) for s in entry.spans]
    spans += [v for group in case.figures for v in group.values]
    return all(
        any(s.article == span.article and s.start <= span.start and span.end <= s.end for s in case.statements)
        for span in spans
    )


def test_two_stories_are_found_and_the_library_stays_apart(ferry: Path) -> None:
    sizes = sorted(len(json.loads(p.read_bytes())["articles"]) for p in ferry.glob("*/case.json"))
    assert sizes == [1, 8]


@needs_reader
def test_the_case_file_is_the_golden_one(ferry: Path) -> None:
    assert without_settings(largest(ferry)) == without_settings(GOLDEN), (
        "the example's case file changed: read the difference, then copy the new one to tests/program/golden/"
    )


def test_every_slice_and_hash_of_the_example_verifies(ferry: Path) -> None:
    result = tellings("verify", largest(ferry))
    assert result.exit_code == 0, result.output


def test_a_changed_letter_is_found(ferry: Path, tmp_path: Path) -> None:
    case = json.loads(largest(ferry).read_bytes())
    case["statements"][3]["text"] = "X" + case["statements"][3]["text"][1:]
    (tmp_path / "case.json").write_text(json.dumps(case))
    result = tellings("verify", tmp_path / "case.json")
    assert result.exit_code == 1
    assert "statements[3]" in result.stdout


def test_no_string_is_the_programs_own(ferry: Path) -> None:
    for path in ferry.glob("*/case.json"):
        assert foreign_strings(files.load(path)) == []


def test_a_shared_case_file_holds_no_whole_article_and_verifies_against_the_captures(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert tellings("build", FERRY, "-o", out, "--share", "--quiet", "--workers", "1").exit_code == 0
    case = files.load(largest(out))
    assert case.share
    assert all(article.text == "" for article in case.articles)
    assert every_anchor_stands_in_a_statement(case)
    assert tellings("verify", largest(out), "--captures", FERRY).exit_code == 0


def test_show_names_the_outlets_and_the_standing(ferry: Path) -> None:
    result = tellings("show", largest(ferry).parent)
    assert result.exit_code == 0
    assert "Northern Wire" in result.stdout
    assert "repeated" in result.stdout


def test_show_of_several_stories_says_which_there_are(ferry: Path) -> None:
    result = tellings("show", ferry)
    assert result.exit_code == 1
    assert "holds 2 stories" in result.stderr


def test_the_steps_walk_by_themselves_as_json_lines(tmp_path: Path) -> None:
    read = tellings("read", FERRY).stdout
    grouped = [json.loads(line) for line in tellings("group", "-", input=read).stdout.splitlines()]
    marked = [json.loads(line) for line in tellings("mark", "-", input=read).stdout.splitlines()]
    assert len(grouped) == len(marked) == 9
    assert set(grouped[0]) == {"id", "story", "family"}
    assert set(marked[0]) == {"id", "names", "quotes", "times", "figures", "places", "norms", "open", "loaded"}


def test_the_library_gives_what_the_command_writes(ferry: Path) -> None:
    cases = library.build([str(FERRY)])
    assert [case.id for case in cases] == [files.load(largest(ferry)).id, *(c.id for c in cases[1:])]
    assert len(cases) == 2


def test_the_library_goes_on_past_what_cannot_be_used_and_warns(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.warns(UserWarning, match="empty.txt"):
        cases = library.build([tmp_path / "empty.txt", FERRY / "marsh-road-library.txt"])
    assert len(cases) == 1


def test_the_library_raises_where_nothing_can_be_read(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="nowhere"), pytest.raises(InputError, match="no article could be read"):
        library.build([tmp_path / "nowhere"])


def test_the_schema_accepts_the_example(ferry: Path) -> None:
    schema = json.loads(tellings("schema").stdout)
    assert schema["title"]
    msgspec.json.decode(largest(ferry).read_bytes(), type=CaseFile, strict=True)


@pytest.mark.parametrize(
    "changed", [{"PYTHONHASHSEED": "7"}, {"TZ": "Pacific/Auckland"}, {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}]
)
def test_the_bytes_do_not_depend_on_where_it_runs(ferry: Path, tmp_path: Path, changed: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tellings", "build", str(FERRY), "-o", str(tmp_path / "out")]
    subprocess.run([*command, "-q"], check=True, cwd=ROOT, env=os.environ | changed)
    assert without_settings(largest(tmp_path / "out")) == without_settings(largest(ferry))


def test_the_order_of_the_files_does_not_matter(ferry: Path, tmp_path: Path) -> None:
    backwards = sorted(FERRY.glob("*[!n]"), reverse=True)
    given = [p for p in backwards if not p.name.endswith(".meta.json")] + [FERRY / "northern-wire.json"]
    assert tellings("build", *given, "-o", tmp_path / "out", "-q", "--workers", "1").exit_code == 0
    assert without_settings(largest(tmp_path / "out")) == without_settings(largest(ferry))
