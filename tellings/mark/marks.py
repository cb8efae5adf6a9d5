"""Marks: all that stands in one article's text.

Sentences and quotations are marked in any language; the other marks are made by rules of English, so an
article known to be in another language has none of them.
"""

from tellings.mark.figures import figures
from tellings.mark.loaded import loaded
from tellings.mark.names import names
from tellings.mark.norms import norms
from tellings.mark.places import places
from tellings.mark.quotation import quotations
from tellings.mark.sentences import sentences
from tellings.mark.times import times
from tellings.model import Article, Marks


def mark(article: Article) -> Marks:
    """All marks of the article, each in order of start, none inside furniture. Raises nothing."""
    cut = sentences(article)
    quoted = quotations(article)
    if not is_english(article):
        return Marks(
            article=article.id, sentences=tuple(cut), quotations=tuple(quoted), names=(), times=(), figures=(),
            places=(), norms=(), loaded=(),
        )  # fmt: skip
    named = names(article, cut)
    timed = times(article, cut)
    return Marks(
        article=article.id,
        sentences=tuple(cut),
        quotations=tuple(quoted),
        names=tuple(named),
        times=tuple(timed),
        figures=tuple(figures(article, cut, timed)),
        places=tuple(places(article, named)),
        norms=tuple(norms(article, cut)),
        loaded=tuple(loaded(article, cut, quoted)),
    )


def is_english(article: Article) -> bool:
    """True where the article's language is English or not known."""
    return article.language is None or article.language.lower().replace("_", "-").split("-")[0] == "en"
