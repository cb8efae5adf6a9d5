from tellings.mark.recased import recased
from tellings.mark.sentences import sentences

TEXT = "FIRE AT QUILL MILL KILLS TWO, NATO SAYS\n\nA fire at the mill owned by Quill killed two. NATO had no word."


def test_words_of_a_line_in_capitals_are_spelled_as_in_the_rest_of_the_article(written):
    article = written(TEXT)
    found = recased(article, sentences(article))
    assert [found[i] for i in sorted(found)] == "fire at Quill mill kills two , NATO says".split()


def test_a_line_written_as_usual_is_left_alone(written):
    article = written("The NATO chief spoke.\n\nNATO and the EU met.")
    assert recased(article, sentences(article)) == {}


def test_a_word_that_stands_nowhere_else_is_a_name_unless_it_is_an_ordinary_one(written):
    article = written("BRIDGE NEAR WELDMOUTH SHUT\n\nIt will open in May.")
    assert "Weldmouth" in recased(article, sentences(article)).values()
    assert "bridge" in recased(article, sentences(article)).values()
