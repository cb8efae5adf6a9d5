from hypothesis import given
from hypothesis import strategies as st

from tellings.claim.profile import squeezed
from tellings.claim.telling import by_one_name
from tellings.language.words import WORD

TEXTS = st.text(st.sampled_from("ab O'’_1.-\n\u00a0é"), max_size=30)


def words(text: str) -> list[str]:
    return [m.group() for m in WORD.finditer(text)]


def test_every_party_is_read_by_one_name() -> None:
    text = "Ann O'Hara's boat hit Per Lund's."
    named = frozenset((0, 4, 22, 26))
    assert squeezed(by_one_name(text, named)) == "Someone Someone 's boat hit Someone Someone ."


@given(TEXTS, st.integers(0, 255))
def test_the_encoder_reads_as_many_words_as_the_text_has(text: str, chosen: int) -> None:
    places = [m.start() for m in WORD.finditer(text)]
    named = frozenset(place for number, place in enumerate(places) if chosen >> number & 1)
    assert len(words(squeezed(by_one_name(text, named)))) == len(words(text))
