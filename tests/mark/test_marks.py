import msgspec

from tellings.mark.marks import mark

TEXT = "On 3 May two men left Quito, said “the harbour” chief Ana Osk."


def test_an_english_article_has_every_kind_of_mark(written):
    marks = mark(written(TEXT, published="2026-05-10"))
    assert marks.sentences
    assert marks.quotations
    assert marks.names
    assert marks.times
    assert marks.figures
    assert marks.places


def test_an_article_in_another_language_has_sentences_and_quotations_only(written):
    marks = mark(msgspec.structs.replace(written(TEXT), language="es"))
    assert marks.sentences
    assert marks.quotations
    assert (marks.names, marks.times, marks.figures, marks.places, marks.norms, marks.loaded) == ((),) * 6
