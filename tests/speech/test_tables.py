"""Every row of the speech tables is found by its own example, as that row."""

import pytest

from tellings.mark.given import GENDER, GIVEN_NAMES
from tellings.speech.frames import frames
from tellings.speech.quotes import outermost
from tellings.speech.sentence import readings
from tellings.speech.sources import kind_of
from tellings.speech.speech import speech
from tellings.speech.threads import ACTS, ADVISED, DEEDS, IDLE, MATTERS, OWED
from tellings.speech.vocabulary import (
    ANONYMITY,
    GENDER_WORDS,
    MARKERS,
    OUTLET_WORD,
    SOURCES,
    SPEECH_NOUNS,
    VERBS,
)


def sources(article, marks):
    found = []
    for reading in readings(article, marks, outermost(marks.quotations)):
        found += [(article.text[slice(*f.source)], f.stance) for f in frames(reading) if f.source]
    return found


@pytest.mark.parametrize("row", VERBS, ids=lambda r: r.lemma)
def test_each_verb_of_speech_is_read_with_its_source_and_stance(row, written):
    assert (row.by, row.stance) in sources(*written(row.seen))


@pytest.mark.parametrize("row", SPEECH_NOUNS, ids=lambda r: r.forms[0])
def test_each_noun_of_speech_is_read_with_its_source_and_stance(row, written):
    assert (row.by, row.stance) in sources(*written(row.seen))


@pytest.mark.parametrize("row", SOURCES, ids=lambda r: f"{r.kind}-{r.nouns[0]}")
def test_each_source_noun_gives_the_kind_of_its_row(row, written):
    found = sources(*written(row.seen))
    assert found
    assert kind_of(found[0][0]) == row.kind


@pytest.mark.parametrize("row", ACTS, ids=lambda r: f"{r.act}-{r.phrases[0]}")
def test_each_act_opens_a_thread(row, written):
    assert [t.act for t in speech(*written(row.seen)).threads] == [row.act]


@pytest.mark.parametrize("row", [*OWED, *DEEDS], ids=lambda r: r.seen)
def test_each_noun_or_verb_of_what_is_owed_opens_a_thread(row, written):
    before, rest = row.seen.split("[")
    seen, after = rest.split("]")
    words = (row.nouns if row in OWED else row.verbs).split()
    assert seen in words
    for word in words:
        assert len(speech(*written(before + word + after)).threads) == 1, word


@pytest.mark.parametrize("row", IDLE, ids=lambda r: r.seen)
def test_each_idle_word_leaves_nothing_owed(row, written):
    assert speech(*written(row.seen)).threads == ()


@pytest.mark.parametrize("row", MATTERS, ids=lambda r: r.seen)
def test_what_is_awaited_does_not_act(row, written):
    before, rest = row.seen.split("[")
    for noun in row.nouns.split():
        (thread,) = speech(*written(before + noun + rest.split("]")[1])).threads
        assert (thread.by, thread.what.text) == (None, before + noun)


@pytest.mark.parametrize("noun", [noun for row in ADVISED for noun in row.nouns.split()])
def test_who_is_only_advised_owes_nothing(noun, written):
    before, _, after = ADVISED[0].seen.partition("[drivers]")
    assert speech(*written(before + noun + after)).threads == ()


@pytest.mark.parametrize("row", GIVEN_NAMES, ids=lambda r: r.gender)
def test_given_names_tell_a_gender(row):
    assert GENDER[row.seen.split()[0].lower()] == row.gender


@pytest.mark.parametrize("row", MARKERS, ids=lambda r: r.as_)
def test_each_marker_row_is_read_as_what_it_says(row):
    if row.as_ == "outlet":
        assert OUTLET_WORD.search(row.seen)
    elif row.as_ == "anonymous":
        assert ANONYMITY.search(row.seen)
    else:
        assert [gender for gender, word in GENDER_WORDS if word.search(row.seen.lower())] == [row.as_]


def test_no_given_name_is_in_both_rows():
    assert not set(GIVEN_NAMES[0].names) & set(GIVEN_NAMES[1].names)


def test_a_form_belongs_to_one_verb_row_only():
    forms = [form for row in VERBS for form in row.forms]
    assert len(forms) == len(set(forms))
