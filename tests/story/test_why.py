from dataclasses import replace

import numpy as np

from tellings.story import why as explained
from tellings.story.crowding import discounted
from tellings.story.grouping import pool
from tellings.story.why import why
from tests.story.texts import BUDGET, FERRY, FERRY_OWN, article

WIRE = article("wire", FERRY, "Ferry hits breakwater at Harbourton", "2026-03-02")
OWN = article("own", FERRY_OWN, "Eleven hurt as ferry strikes Harbourton breakwater", "2026-03-03")
OTHER = article("other", BUDGET, "Vellmark passes disputed budget")


def test_tellings_of_one_event_are_alike_and_the_words_of_both_are_shown():
    found = why(WIRE, OWN)
    assert (found.together, found.because, found.days) == (True, "alike", 1)
    assert {"Harbourton", "Heron", "breakwater"} <= set(found.shared)


def test_what_the_signs_give_adds_up():
    found = why(WIRE, OWN, [OTHER])
    assert found.likeness == round(sum(part.gives for part in found.parts), 4)


def test_strangers_are_unlike_and_an_unknown_day_leaves_the_time_open():
    found = why(WIRE, OTHER)
    assert (found.together, found.because, found.days) == (False, "unlike", None)


def test_copies_are_one_family():
    assert why(WIRE, article("copy", FERRY + " Updated.")).because == "one-family"


def test_the_two_may_be_given_in_either_order():
    there, back = why(WIRE, OWN), why(OWN, WIRE)
    assert (there.likeness, there.parts) == (back.likeness, back.parts)


def test_look_alikes_a_year_apart_are_parted_by_time():
    text = "Four people were injured on Friday when a ferry struck a pier at Ostmere, police said."
    found = why(WIRE, article("later", text, "Ferry touches pier at Ostmere", "2027-03-05"))
    assert (found.together, found.because, found.days) == (False, "time-between", 368)


def test_tellings_that_many_other_stories_are_like_are_parted_as_look_alikes(monkeypatch):
    def crowded(articles):
        known, crowd = pool(articles), np.full(len(articles), 0.6)
        return replace(known, crowd=crowd, likeness=discounted(known.likeness, known.one, known.other, crowd))

    monkeypatch.setattr(explained, "pool", crowded)
    found = why(WIRE, OWN)
    assert (found.together, found.because) == (False, "look-alikes")
    assert next(part.gives for part in found.parts if part.sign == "crowding") == -0.6
    assert found.likeness == round(sum(part.gives for part in found.parts), 4)
