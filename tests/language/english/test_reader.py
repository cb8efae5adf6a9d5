import pytest

from tellings.language.english import reader

pytestmark = pytest.mark.skipif(not reader.PACKAGE.installed(), reason="packages/tellings-reader-en is not installed")

TEXT = "Ada Quill said the ferry had sunk. The Harbour Board denied it."
SPANS = [(0, 34), (35, 63)]


def test_words_keep_their_places() -> None:
    reads = reader.read(TEXT, SPANS)
    assert [TEXT[w.start : w.end] for w in reads[0].words] == "Ada Quill said the ferry had sunk .".split()


def test_each_sentence_has_one_root_and_heads_inside_it() -> None:
    for read in reader.read(TEXT, SPANS):
        assert sum(w.head < 0 for w in read.words) == 1
        assert all(w.head < len(read.words) for w in read.words)
        assert [w.relation == "root" for w in read.words] == [w.head < 0 for w in read.words]


def test_the_verb_of_speech_governs_what_is_said() -> None:
    words = reader.read(TEXT, SPANS)[0].words
    forms = [TEXT[w.start : w.end] for w in words]
    assert words[forms.index("Quill")].head in (forms.index("said"), forms.index("Ada"))
    assert words[forms.index("sunk")].head == forms.index("said")
    assert words[forms.index("sunk")].relation == "ccomp"


def test_names_are_spotted_with_their_kind() -> None:
    (person,) = reader.read(TEXT, SPANS)[0].names
    assert (person.first, person.last, person.kind) == (0, 2, "PER")


def test_what_is_read_does_not_depend_on_later_windows() -> None:
    many = " ".join(["The crew of the ferry waited for the tide to turn before they left."] * 40)
    spans = [(i * 68, i * 68 + 67) for i in range(40)]
    whole, part = reader.read(many, spans), reader.read(many[: 68 * 20], spans[:20])
    assert whole[:10] == part[:10]


def test_a_word_without_end_is_read_too() -> None:
    text = "x" * 5000 + " said so. " + "word " * 700
    (read,) = reader.read(text, [(0, len(text))])
    assert read.words[-1].end == len(text) - 1


def test_nothing_is_read_as_nothing() -> None:
    assert reader.read("", []) == []
    assert reader.read("   ", [(0, 3)])[0].words == ()
