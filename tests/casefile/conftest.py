"""A small case file, whole and with every section, built from two tellings made by hand."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from tellings.casefile.assemble import assemble
from tellings.model import (
    CaseFile,
    Conflict,
    FigureGroup,
    FigureValue,
    Furniture,
    Norm,
    OpenThread,
    Place,
    QuoteGroup,
    Settings,
    Side,
    Telling,
    Term,
    Time,
    Update,
    UpdateEnd,
    Variant,
)
from tellings.origin.provenance import trace

A = (
    "Subscribe now.\n\n"
    "At 11:00 local time on 3 March a guard tried to enter the mill in Chicago, Peru’s foreign ministry said. "
    "The vile attempt broke the Orsk Treaty. Two people were hurt because a gate fell."
)
B = (
    "Quito time is another matter. A guard tried to enter the mill, the Peruvian foreign ministry said. "
    "“Three people were hurt,” Ada Quill, a nurse, said."
)
ENTRY = "At 11:00 local time on 3 March a guard tried to enter the mill in Chicago"
ELEVEN = "11:00 local time on 3 March"


@pytest.fixture
def told(tell: Callable[..., Telling]) -> list[Telling]:
    a = tell(
        A,
        [
            (ENTRY, [("Peru’s foreign ministry", "body")]),
            ("The vile attempt broke the Orsk Treaty.", []),
            ("Two people were hurt because a gate fell.", []),
        ],
        name="a",
        outlet="Orsk Courier",
        published="2026-03-04",
    )
    b = tell(
        B,
        [
            ("A guard tried to enter the mill", [("the Peruvian foreign ministry", "body")]),
            ("“Three people were hurt,”", [("Ada Quill", "person")]),
        ],
        name="b",
        persons=["Ada Quill"],
        outlet="Northern Wire",
        published="2026-03-05",
    )
    return [_marked(a), b]


def _marked(telling: Telling) -> Telling:
    text = telling.article.text

    def place(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    chicago = Place(
        **place("Chicago"),
        name="Chicago",
        latitude=41.85,
        longitude=-87.65,
        precision="settlement",
        gazetteer="geonames",
        timezone="America/Chicago",
        country="US",
    )
    eleven = Time(**place(ELEVEN), type="TIME", value="2026-03-03T11:00", edtf="2026-03-03T11:00")
    treaty = Norm(**place("Orsk Treaty"), instrument="orsk-treaty", provision=None, url=None)
    vile = Term(**place("vile"), kind="evaluative")
    marks = msgspec.structs.replace(telling.marks, times=(eleven,), places=(chicago,), norms=(treaty,), loaded=(vile,))
    article = msgspec.structs.replace(telling.article, furniture=(Furniture(start=0, end=14, why="subscribe"),))
    return msgspec.structs.replace(telling, article=article, marks=marks)


@pytest.fixture
def build(told, claims, alone) -> Callable[..., CaseFile]:
    a, b = (t.speech.statements for t in told)
    aligned = claims([[a[0], b[0]], [a[1]], [a[2], b[1]]])
    start, low = B.index("Three"), A.index("Two")
    variant = Variant(
        id="v",
        article="b",
        start=start,
        end=start + 23,
        text=B[start : start + 23],
        kind="direct",
        speaker=b[1].attribution[0].mention,
    )
    figure = FigureValue(
        id="n", article="a", start=low, end=low + 3, text="Two", low=2.0, high=2.0, comparator="exactly"
    )
    sides = (Side(value=None, statements=(a[2].id,)), Side(value=None, statements=(b[1].id,), quotes=("v",)))
    before, after = UpdateEnd(statements=(a[2].id,)), UpdateEnd(statements=(b[1].id,))
    demand = OpenThread(
        id="o",
        act="demand",
        by=None,
        of=None,
        what=None,
        since=None,
        state="open",
        answered_by=(),
        spans=(told[0].article.slice(low, low + 10),),
    )
    people = told[0].article.slice(low + 4, low + 10)
    aligned = msgspec.structs.replace(
        aligned,
        quotes=(QuoteGroup(id="q", actor=None, variants=(variant,)),),
        figures=(FigureGroup(id="g", what=people, unit=None, values=(figure,)),),
        conflicts=(Conflict(id="k", kind="figure", claim="c2", sides=sides, why="figures-differ"),),
        updates=(Update(id="u", kind="figure", claim="c2", from_=before, to=after),),
        open=(demand,),
    )

    def built(**options: object) -> CaseFile:
        provenance = trace(told, alone(*told), aligned)
        return assemble(told, alone(*told), aligned, provenance, Settings(tables={}, models={}), **options)  # type: ignore[arg-type]

    return built


@pytest.fixture
def case(build) -> CaseFile:
    return build()
