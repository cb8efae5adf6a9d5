"""The dear step, by itself: a process that only tells articles imports no more than this."""

from tellings.mark.marks import mark
from tellings.model import Article, Telling
from tellings.speech.speech import speech


def tell(article: Article, *, fast: bool = False) -> Telling:
    """One article with what stands in it and who says it; needs no neighbour.

    ``fast`` leaves the English reader out: marks by rule.
    """
    marks = mark(article, fast=fast)
    return Telling(article=article, marks=marks, speech=speech(article, marks))
