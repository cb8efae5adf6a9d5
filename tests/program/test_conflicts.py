"""``tellings conflicts``: one article a line in, one line of findings out."""

import json
from pathlib import Path

from click.testing import CliRunner

from tellings.cli import main

TEXT = (
    "The ferry Astrid Lund ran aground on a sandbank off Port Ardle on {day} morning, the coastguard said.\n\n"
    "Divers searched the hull for leaks before the tide came in and found none."
)


def line(name: str, day: str) -> str:
    return json.dumps({"id": name, "outlet": name, "title": "Ferry aground", "text": TEXT.format(day=day)}) + "\n"


def run(tmp_path: Path, article: str, others: str) -> list[dict[str, object]]:
    own, pool = tmp_path / "own.jsonl", tmp_path / "others.jsonl"
    own.write_text(article, encoding="utf-8")
    pool.write_text(others, encoding="utf-8")
    result = CliRunner().invoke(main, ["conflicts", str(own), str(pool), "--fast"])
    assert result.exit_code == 0, result.output
    return [json.loads(row) for row in result.stdout.splitlines()]


def test_a_finding_names_its_article_its_place_and_both_sides(tmp_path: Path) -> None:
    (found,) = run(tmp_path, line("own", "Friday"), line("one", "Tuesday") + line("two", "Tuesday"))
    assert found["id"] == "own"
    (finding,) = found["findings"]
    text = TEXT.format(day="Friday")
    assert text[finding["start"] : finding["end"]] == "Friday"
    assert (finding["id"], finding["kind"], finding["why"]) == ("own", "date", "days-differ")
    assert [s["text"] for s in finding["sides"]] == ["Friday", "Tuesday"]


def test_an_article_is_not_compared_with_itself(tmp_path: Path) -> None:
    (found,) = run(tmp_path, line("one", "Friday"), line("one", "Tuesday"))
    assert found == {"id": "one", "findings": []}


def test_each_article_gives_one_line(tmp_path: Path) -> None:
    found = run(tmp_path, line("a", "Friday") + line("b", "Tuesday"), line("one", "Tuesday") + line("two", "Tuesday"))
    assert [f["id"] for f in found] == ["a", "b"]
    assert found[1]["findings"] == []


def test_standard_input_can_be_read_once(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["conflicts", "-", "-"]).exit_code == 2
