import pytest

from tellings.language.english import reader
from tellings.speech.provenance import ROWS
from tellings.speech.quotes import printed
from tellings.speech.speech import speech

pytestmark = pytest.mark.skipif(not reader.PACKAGE.installed(), reason="packages/tellings-reader-en is not installed")

CHAINS = (
    ("A report by the Harbour Board says the pump had failed.", ["A report by the Harbour Board", "the Harbour Board"]),
    ("Ada Quill was quoted by Harbour Radio as saying that no one was hurt.", ["Harbour Radio", "Ada Quill"]),
    ("The ministry said the man was armed, a claim his family rejects.", ["The ministry"]),
    ("Harbour Radio reported on a video shared by Weld media.", ["Harbour Radio", "Weld media", "a video"]),
    ("Talks have failed, Harbour Radio reported, citing a senior official.", ["Harbour Radio", "a senior official"]),
    ("The ministry said the bridge was safe.", ["The ministry"]),
)


def chain(written, text: str) -> list[str]:
    (statement,) = speech(*written(text)).statements
    return [link.mention.text for link in statement.attribution]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.does)
def test_each_row_is_read_as_its_example_says(written, row) -> None:
    assert chain(written, row.seen) == list(row.chain)


@pytest.mark.parametrize(("text", "wanted"), CHAINS)
def test_a_chain_goes_back_as_far_as_the_sentence_states(written, text: str, wanted: list[str]) -> None:
    assert chain(written, text) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("According to Ada Quill, head of the port, three boats sank.", "three boats sank"),
        ("According to a memo seen by the Post, the firm knew of it.", "the firm knew of it"),
        ("According to the ministry the bridge is safe.", "the bridge is safe"),
    ],
)
def test_what_is_told_of_a_source_is_not_what_it_says(written, text: str, said: str) -> None:
    article, marks = written(text)
    (record,) = printed(article, marks, speech(article, marks))
    assert record["text"] == said
