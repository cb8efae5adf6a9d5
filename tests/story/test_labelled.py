"""Labelled stories beside the checkout come out whole."""

import json
from pathlib import Path

import pytest

from tellings.article.reader import from_record
from tellings.story.grouping import group

SHARED = Path(__file__).parents[2].parent / "shared"
FOLDERS = sorted(SHARED.glob("gold/*/articles.jsonl"))


@pytest.mark.skipif(not FOLDERS, reason="no labelled stories beside the checkout")
@pytest.mark.parametrize("path", FOLDERS, ids=lambda p: p.parent.name)
def test_a_folder_of_one_story_is_one_story(path):
    articles = [from_record(json.loads(line), path.name) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({g.story for g in group(articles)}) == 1
