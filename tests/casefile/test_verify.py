"""Verify: an anchor is exact or reported."""

import hashlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.casefile import files
from tellings.casefile.anchors import anchors
from tellings.casefile.share import shared
from tellings.casefile.strings import foreign_strings
from tellings.casefile.verify import check, verify
from tellings.errors import CaseFileError
from tellings.model import CaptureNote, CaseFile, Happened


def faults(case: CaseFile) -> list[str]:
    return [f.where for f in check(case, {a.id: a.text for a in case.articles})]


def changed(case: CaseFile, path: list[str | int], value: object) -> CaseFile:
    """The case file with one value of its JSON replaced."""
    data = msgspec.json.decode(files.dump(case))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return msgspec.json.decode(msgspec.json.encode(data), type=CaseFile)


def test_an_untouched_case_file_has_no_fault(case: CaseFile) -> None:
    assert faults(case) == []


def test_every_string_is_a_slice_metadata_or_a_code(case: CaseFile) -> None:
    assert foreign_strings(case) == []


def test_a_sentence_of_the_program_s_own_is_found(case: CaseFile) -> None:
    told = changed(case, ["conflicts", 0, "why"], "the two articles give another number")
    assert foreign_strings(told) == ["$.conflicts[0].why"]


STEP = st.integers(-3, 3).filter(bool)
FIELD = st.sampled_from(["start", "end", "text"])


@given(st.data(), STEP, FIELD)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_any_anchor_moved_or_reworded_is_found(case: CaseFile, data, step: int, field: str) -> None:
    anchor = data.draw(st.sampled_from([a for a in anchors(case) if a.text is not None]))
    path = steps(anchor.where)
    value = anchor.text + "s" if field == "text" else getattr(anchor, field) + step
    found = faults(changed(case, [*path, field], value))
    article = next(a for a in case.articles if a.id == anchor.article)
    start, end = (value if field == f else getattr(anchor, f) for f in ("start", "end"))
    same_words = field != "text" and start >= 0 and article.text[start:end] == anchor.text
    assert same_words or anchor.where in found


def steps(where: str) -> list[str | int]:
    names = where.removeprefix("$.").replace("[", ".").replace("]", "").split(".")
    return [int(n) if n.isdigit() else n for n in names]


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_any_changed_letter_of_a_text_is_found(case: CaseFile, data) -> None:
    number = data.draw(st.integers(0, len(case.articles) - 1))
    text = case.articles[number].text
    place = data.draw(st.integers(0, len(text) - 1))
    other = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
    assert f"$.articles[{number}].sha256" in faults(changed(case, ["articles", number, "text"], other))


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (["title"], "gone", "$.title"),
        (["articles", 0, "family"], "gone", "$.articles[0].family"),
        (["statements", 0, "origins"], ["gone"], "$.statements[0].origins[0]"),
        (["claims", 0, "conflicts"], ["gone"], "$.claims[0].conflicts[0]"),
        (["conflicts", 0, "claim"], "gone", "$.conflicts[0].claim"),
        (["conflicts", 0, "sides", 1, "quotes"], ["gone"], "$.conflicts[0].sides[1].quotes[0]"),
        (["updates", 0, "from", "statements"], ["gone"], "$.updates[0].from.statements[0]"),
        (["edges", 0, "to"], "gone", "$.edges[0][1]"),
        (["quotes", 0, "actor"], "gone", "$.quotes[0].actor"),
        (["check_next", 0, "cited_by"], ["gone"], "$.check_next[0].cited_by[0]"),
        (["claims", 0, "standing"], "corroborated", "$.claims[0].standing"),
        (["claims", 0, "articles"], ["a"], "$.claims[0].articles"),
        (["claims", 0, "origins"], 7, "$.claims[0].origins"),
        (["articles", 0, "furniture", 0, "end"], 10_000, "$.articles[0].furniture[0]"),
    ],
)
def test_what_names_nothing_or_counts_wrongly_is_found(case: CaseFile, path, value, where) -> None:
    assert where in faults(changed(case, path, value))


def test_a_statement_in_two_claims_is_found(case: CaseFile) -> None:
    twice = [*case.claims[1].statements, case.claims[0].statements[0]]
    found = changed(case, ["claims", 1, "statements"], twice)
    assert any("claims, not in one" in f.what for f in check(found, {a.id: a.text for a in case.articles}))


def saved(case: CaseFile, folder: Path, sha256: str) -> CaseFile:
    """The case file with its first article read from ``folder/a.txt``."""
    note = CaptureNote(path=str(folder / "a.txt"), url=None, sha256=sha256, encoding="utf-8")
    first = msgspec.structs.replace(case.articles[0], capture=note)
    return msgspec.structs.replace(case, articles=(first, *case.articles[1:]))


def test_a_captured_file_that_changed_is_found(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("other words")
    path = tmp_path / "case.json"
    path.write_bytes(files.dump(saved(case, tmp_path, "0" * 64)))
    assert [f.where for f in verify(path)] == ["$.articles[0].capture.sha256"]


def test_a_captured_file_that_is_as_it_was_is_no_fault(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("other words")
    path = tmp_path / "case.json"
    path.write_bytes(files.dump(saved(case, tmp_path, hashlib.sha256(b"other words").hexdigest())))
    assert verify(path) == []


def test_a_shared_file_holds_no_whole_article(build) -> None:
    case = build(share=True)
    assert case.share
    assert all(not a.text and not a.blocks and not a.furniture and a.sha256 for a in case.articles)


def test_what_one_article_tells_and_nothing_points_to_is_not_shared(case: CaseFile) -> None:
    left = shared(msgspec.structs.replace(case, happened=Happened(), title=None))
    assert not any("vile attempt" in s.text for s in left.statements)
    assert [c.id for c in left.claims] == ["c2"]


def test_a_shared_file_is_whole_in_itself(build) -> None:
    part, whole = build(share=True), build()
    assert check(part, {a.sha256: a.text for a in whole.articles}) == []
    assert foreign_strings(part) == []


def test_a_shared_file_names_the_articles_that_no_capture_gives(build, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(files.dump(build(share=True)))
    assert [f.where for f in verify(path)] == ["$.articles[0]", "$.articles[1]"]


def test_a_slice_of_a_shared_file_is_checked_against_the_capture(build) -> None:
    part, whole = build(share=True), build()
    moved = changed(part, ["statements", 0, "start"], part.statements[0].start + 1)
    assert [f.where for f in check(moved, {a.sha256: a.text for a in whole.articles})] == ["$.statements[0]"]


def test_the_same_case_file_gives_the_same_bytes_and_comes_back(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_bytes(files.dump(case))
    assert files.load(tmp_path / "case.json") == case
    assert files.dump(files.load(tmp_path / "case.json")) == files.dump(case)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1", b"\xff\xfe", b'{"schema": "other/1"}'])
def test_what_is_no_case_file_is_said_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "case.json").write_bytes(content)
    with pytest.raises(CaseFileError, match=r"case\.json: not a case file"):
        files.load(tmp_path / "case.json")


def test_a_case_file_of_another_schema_is_refused(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_bytes(files.dump(msgspec.structs.replace(case, schema="tellings/case/9")))
    with pytest.raises(CaseFileError, match="has schema 'tellings/case/9'"):
        files.load(tmp_path / "case.json")


def test_the_schema_describes_every_section_of_the_case_file(case: CaseFile) -> None:
    schema = files.schema()
    assert schema["$schema"] == files.SCHEMA_DIALECT
    sections = schema["$defs"]["CaseFile"]["properties"]  # type: ignore[index]
    assert set(sections) == set(msgspec.json.decode(files.dump(case)))
