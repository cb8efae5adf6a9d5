"""Every code of the model has the program's words for it."""

import re
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from tellings import model
from tellings.export.labels import Label, known, label
from tellings.language.tables import load
from tellings.run import steps

EXAMPLE = Path(__file__).parents[2] / "examples" / "ferry"
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
    "place": (model.PlaceEntry, "why"),
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


def test_every_code_of_the_example_has_a_label():
    articles = [a for a in steps.read([str(EXAMPLE)]) if isinstance(a, model.Article)]
    emitted = sorted({code for case in steps.build(articles) for code in codes_of(case)})
    assert emitted
    assert [(group, code) for group, code in emitted if code not in known(group)] == []


def codes_of(case):
    for claim in case.claims:
        yield from (("because", b.code) for b in claim.because)
        yield from (("feature", name) for link in claim.links for name in link.features)
    yield from (("because", b.code) for family in case.families for b in family.because)
    yield from (("because", edge.because) for edge in case.edges)
    yield from (("why", conflict.why) for conflict in case.conflicts)
    yield from (("furniture", f.why) for article in case.articles for f in article.furniture)
    yield from (("wording", term.kind) for wording in case.wording for term in wording.terms)


def test_every_label_of_a_code_is_on_the_page_of_codes():
    page = (Path(__file__).parents[2] / "docs" / "codes.md").read_text(encoding="utf-8")
    rows = [r for r in load("labels.toml", "label", Label) if r.group not in {"section", "fact"}]
    written = [f"| `{r.code}` | {r.words or '(nothing)'}{f': {r.note}' if r.note else ''} |" for r in rows]
    assert [line for line in written if line not in page] == []
