"""``tellings group --onto`` and ``tellings why``, as a user runs them."""

import json
from pathlib import Path

import pytest

from tests.program.conftest import FERRY, tellings

HERALD, TRUMPET, LIBRARY = (FERRY / f"{n}.txt" for n in ("eastbank-herald", "daily-trumpet", "marsh-road-library"))


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lines") / "articles.jsonl"
    path.write_text(tellings("read", FERRY).stdout, encoding="utf-8")
    return path


def rows(text: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in text.splitlines()]


def test_articles_put_onto_some_say_which_story_was_theirs(articles: Path, tmp_path: Path) -> None:
    lines = articles.read_text(encoding="utf-8").splitlines()
    some = tellings("group", "-", input="\n".join(lines[:3])).stdout
    (tmp_path / "groups.jsonl").write_text(some, encoding="utf-8")
    found = rows(tellings("group", articles, "--onto", tmp_path / "groups.jsonl").stdout)
    whole = rows(tellings("group", articles).stdout)
    assert [(r["id"], r["story"]) for r in found] == [(r["id"], r["story"]) for r in whole]
    before = {r["id"]: r["story"] for r in rows(some)}
    assert {r["id"]: r["was"] for r in found if "was" in r} == before


def test_groups_whose_articles_are_not_given_are_an_error(articles: Path, tmp_path: Path) -> None:
    groups = tmp_path / "groups.jsonl"
    groups.write_text('{"id":"gone","story":"s1","family":"f1"}\n', encoding="utf-8")
    result = tellings("group", articles, "--onto", groups)
    assert result.exit_code == 1
    assert "gone: is in a story, but its text is not given." in result.stderr
    assert result.stdout == ""


def test_a_line_that_is_no_group_is_remarked_on(articles: Path, tmp_path: Path) -> None:
    groups = tmp_path / "groups.jsonl"
    groups.write_text('{"id":"a"}\n', encoding="utf-8")
    result = tellings("group", articles, "--onto", groups)
    assert result.exit_code == 2
    assert "not a line of tellings group" in result.stderr


def test_standard_input_cannot_be_articles_and_groups_at_once() -> None:
    assert tellings("group", "-", "--onto", "-", input="").exit_code == 2


def test_why_shows_what_each_sign_gives_and_the_words_of_both() -> None:
    result = tellings("why", HERALD, TRUMPET)
    assert result.exit_code == 0
    assert result.stdout.startswith("one story: ")
    assert all(sign in result.stdout for sign in ("title", "names", "other_weekday", "days_between"))


def test_why_of_strangers_says_two_stories() -> None:
    assert tellings("why", HERALD, LIBRARY).stdout.startswith("two stories: not alike enough (unlike)")


def test_why_gives_json_for_articles_by_id_in_their_pool(articles: Path) -> None:
    first, second = (r["id"] for r in rows(articles.read_text(encoding="utf-8"))[:2])
    found = json.loads(tellings("why", first, second, "--among", articles, "--json").stdout)
    assert (found["a"], found["b"], found["together"]) == (first, second, True)
    assert found["likeness"] == pytest.approx(sum(part["gives"] for part in found["parts"]), abs=1e-3)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.txt", HERALD), "nowhere.txt"),
        ((FERRY, HERALD), "holds 9 articles where one is compared."),
        (("nobody", "nobody", "--among", "-"), "no article has the id 'nobody'."),
    ],
)
def test_why_without_its_articles_says_what_to_do(arguments: tuple[str, ...], said: str, articles: Path) -> None:
    result = tellings("why", *arguments, input=articles.read_text(encoding="utf-8"))
    assert result.exit_code == 1
    assert said in result.stderr
