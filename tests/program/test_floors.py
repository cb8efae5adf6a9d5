import msgspec
import pytest

from evaluation import floors

KNOWN = floors.Floors(data={}, scores={"case.a": 0.8, "pairs.b": 0.5})


def test_a_score_under_its_floor_is_named() -> None:
    assert floors.falls(KNOWN, {"case.a": 0.7, "pairs.b": 0.5}) == ["case.a: 0.700 is under the floor 0.8"]


def test_the_last_digit_is_no_fall() -> None:
    assert floors.falls(KNOWN, {"case.a": 0.799, "pairs.b": 0.5}) == []


def test_a_floor_that_was_not_measured_is_a_fall() -> None:
    assert floors.falls(KNOWN, {"case.a": 0.8}) == ["pairs.b: not measured (floor 0.5)"]


def test_floors_only_rise_when_raised() -> None:
    assert floors.raised(KNOWN, {"case.a": 0.9, "pairs.b": 0.4}).scores == {"case.a": 0.9, "pairs.b": 0.5}


def test_a_lowered_floor_keeps_its_reason() -> None:
    low = floors.lowered(KNOWN, {"case.a": 0.75}, "case.a", "the scorer changed")
    assert low.scores["case.a"] == 0.75
    assert low.lowered == [{"name": "case.a", "from": 0.8, "to": 0.75, "reason": "the scorer changed"}]


@pytest.mark.skipif(not floors.FLOORS.exists(), reason="no floors set yet")
def test_the_floors_on_disk_are_sorted_and_between_0_and_1() -> None:
    known = msgspec.json.decode(floors.FLOORS.read_bytes(), type=floors.Floors)
    assert list(known.scores) == sorted(known.scores)
    assert all(0 <= floor <= 1 for floor in known.scores.values())
