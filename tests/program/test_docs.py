"""The documentation against the program: what is not documented fails here."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.generate import COMMANDS, commands
from tellings.casefile import files
from tellings.cli import main

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def keys(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties", {})
        yield from properties
        for value in schema.values():
            yield from keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys(value)


def test_the_command_reference_is_what_the_program_prints() -> None:
    assert COMMANDS.read_text(encoding="utf-8") == commands(), "run `make docs`"


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"tellings {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", sorted(set(keys(files.schema()))))
def test_every_key_of_the_case_file_is_documented(key: str) -> None:
    assert re.search(rf"`{re.escape(key)}`", (ROOT / "docs" / "casefile.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing
