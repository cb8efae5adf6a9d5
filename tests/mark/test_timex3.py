"""Times read as the TimeML guidelines have them: the table is timex3.toml, beside."""

import re
import tomllib
from pathlib import Path

import pytest

from tellings.mark.sentences import sentences
from tellings.mark.times import times

TABLE = tomllib.loads((Path(__file__).parent / "timex3.toml").read_text(encoding="utf-8"))
ROWS = [(text, values) for rows in TABLE.values() for text, values in rows.items()]


@pytest.mark.parametrize(("marked", "values"), ROWS, ids=[text for text, _ in ROWS])
def test_each_expression_has_the_extent_and_value_of_the_guidelines(marked, values, written):
    text = re.sub(r"[\[\]]", "", marked)
    article = written(text, published="2026-01-28")
    found = times(article, sentences(article))
    assert [t.text for t in found] == re.findall(r"\[(.*?)\]", marked)
    assert [f"{t.type} {t.value}" for t in found] == values
