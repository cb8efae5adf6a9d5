"""Every code of the model has the program's words for it."""

import re
from importlib import resources
from typing import get_args

import pytest

from tellings import model
from tellings.export.labels import Label, known, label
from tellings.language.tables import load

GROUPS = {
    "stance": model.Stance,
    "origin": model.OriginKind,
    "standing": model.Standing,
    "conflict": model.ConflictKind,
    "quote": model.QuoteKind,
    "actor": model.NameKind,
    "comparator": model.Comparator,
    "act": model.Act,
}
FIELDS = {
    "link": (model.Link, "kind"),
    "edge": (model.Edge, "kind"),
    "drift": (model.Drift, "op"),
    "update": (model.Update, "kind"),
    "state": (model.OpenThread, "state"),
    "next": (model.CheckNext, "kind"),
    "support": (model.Article, "support"),
    "same": (model.QuoteGroup, "same"),
    "precision": (model.TimelineEntry, "precision"),
}


def codes(type_):
    for arg in get_args(type_):
        if isinstance(arg, str):
            yield arg
        else:
            yield from codes(arg)


def wanted():
    yield from ((group, code) for group, type_ in GROUPS.items() for code in codes(type_))
    yield from (
        (group, code) for group, (record, field) in FIELDS.items() for code in codes(record.__annotations__[field])
    )
    yield from (("precision", code) for code in codes(model.PlaceEntry.__annotations__["precision"]))


@pytest.mark.parametrize(("group", "code"), list(wanted()))
def test_every_code_of_the_model_has_a_label(group, code):
    assert code in known(group)


def test_no_code_has_two_labels():
    rows = [(r.group, r.code) for r in load("labels.toml", "label", Label)]
    assert len(rows) == len(set(rows))


def test_a_code_without_a_row_is_printed_as_it_stands():
    assert label("because", "same-very_thing") == "same very thing"


def test_every_label_asked_for_by_a_template_exists():
    asked = set()
    for name in ("case.html", "index.html", "parts.html"):
        text = resources.files("tellings").joinpath("export", "templates", name).read_text(encoding="utf-8")
        asked |= set(re.findall(r'(?:label|note)\("(\w+)", "(\w+)"\)', text))
    assert asked
    assert all(code in known(group) for group, code in asked)
