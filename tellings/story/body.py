"""The body of an article: its text without furniture, which many articles share that tell nothing alike."""

from tellings.model import Article, Span


def body_spans(article: Article) -> list[Span]:
    """Stretches of ``article.text`` between its furniture, in order; none is empty."""
    spans, place = [], 0
    for cut in sorted(article.furniture, key=lambda f: (f.start, f.end)):
        if cut.start > place:
            spans.append(Span(start=place, end=cut.start))
        place = max(place, cut.end)
    if place < len(article.text):
        spans.append(Span(start=place, end=len(article.text)))
    return spans


def body(article: Article) -> str:
    """The body as one string; for reading words, not for offsets."""
    return "\n".join(article.text[s.start : s.end] for s in body_spans(article)).strip()
