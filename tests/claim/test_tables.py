from collections.abc import Callable

import pytest

from tellings.claim.conflicts.polarity import NEGATORS, Negator, denials
from tellings.claim.counts import MEASURES, TOLLS, Toll, counts
from tellings.claim.telling import story
from tellings.claim.updates import STAGES, Stage, stage_of
from tellings.model import Telling


def bare(seen: str) -> tuple[str, str]:
    """A row's example without its brackets, and the words that stood in them."""
    return seen.replace("[", "").replace("]", ""), seen[seen.index("[") + 1 : seen.index("]")]


@pytest.mark.parametrize("unit", sorted(MEASURES))
def test_each_measure_converts_as_its_row_shows(unit: str) -> None:
    amounts = []
    for words in MEASURES[unit].seen:
        number, code = words.split(" ")
        amounts.append(float(number) * MEASURES[code].factor)
    assert amounts[0] == pytest.approx(amounts[1], rel=0.05)


@pytest.mark.parametrize("toll", TOLLS, ids=lambda t: t.state)
def test_each_toll_is_read_where_its_row_shows_it(toll: Toll, tell: Callable[..., Telling]) -> None:
    text, number = bare(toll.seen)
    found = [c for c in counts(story([tell("A day in Ardle\n\n" + text)])) if c.state is toll]
    assert [c.figure.text.split()[-1] for c in found] == [number]


@pytest.mark.parametrize("stage", STAGES, ids=lambda s: f"{s.course}-{s.step}")
def test_each_stage_is_read_where_its_row_shows_it(stage: Stage) -> None:
    text, _ = bare(stage.seen)
    assert stage in list(stage_of(text))


@pytest.mark.parametrize("row", NEGATORS, ids=lambda r: r.words[0])
def test_each_negator_denies_what_its_row_shows(row: Negator, tell: Callable[..., Telling]) -> None:
    text, denied = bare(row.seen)
    told = [t for t in story([tell("A day in Ardle\n\n" + text)]).told if not t.heading]
    assert [t.article.text[d.start : d.end] for t in told for d in denials(t, frozenset())] == [denied]
