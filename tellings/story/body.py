"""The body of an article: its text without furniture, which many articles share that tell nothing alike."""

from tellings.model import Article, Span

# No report is longer (some 30,000 words); what comes after is not needed to tell where it belongs.
READ = 200_000


def body_spans(article: Article) -> list[Span]:
    """Stretches of the first ``READ`` characters between furniture, in order; none is empty."""
    spans, place, last = [], 0, min(len(article.text), READ)
    for cut in sorted(article.furniture, key=lambda f: (f.start, f.end)):
        if min(cut.start, last) > place:
            spans.append(Span(start=place, end=min(cut.start, last)))
        place = max(place, cut.end)
    if place < last:
        spans.append(Span(start=place, end=last))
    return spans


def body(article: Article) -> str:
    """The body as one string; for reading words, not for offsets."""
    return "\n".join(article.text[s.start : s.end] for s in body_spans(article)).strip()
