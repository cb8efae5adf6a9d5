"""Marks and speech on one core: words a second of each, whole articles a second, growth with length, load, size.

``python -m benchmarks.marks``. Texts are the invented ones of examples/ferry, repeated, so that it runs everywhere,
and news reports of ``../shared/data/fivew1h`` where they are there. Seconds are processor time of this process, the
least of a few rounds. spaCy runs beside it where it can be imported (``pip install '.[bench]'``): its small English
architecture with untrained weights, for a trained pipeline cannot be fetched where this runs; that shows its speed
and nothing of how well it reads.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import TypeVar

from evaluation.shared import SHARED
from tellings.article.reader import from_record
from tellings.language.english import reader
from tellings.mark import names_by_rule
from tellings.mark.figures import figures
from tellings.mark.loaded import loaded
from tellings.mark.marks import mark
from tellings.mark.names import names
from tellings.mark.norms import norms
from tellings.mark.places import places
from tellings.mark.quotation import quotations
from tellings.mark.sentences import sentences
from tellings.mark.times import times
from tellings.model import Article
from tellings.run import lines, steps
from tellings.speech.speech import speech

EXAMPLE = Path(__file__).parents[1] / "examples" / "ferry"
REPORTS = SHARED / "data" / "fivew1h" / "dev.jsonl"
# Words of the article that speeds are told in.
WORDS = 600
ARTICLES, ROUNDS = 6, 3
TIMES_AS_LONG = (1, 4, 16)
LEAST_FULL, LEAST_FAST, MOST_LOAD, MOST_SIZE = 5, 20, 2, 40
# Of spaCy's own default for a parser; labels only give its networks their size.
PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "parser",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
}
TAGS = "CC CD DT EX IN JJ JJR JJS MD NN NNP NNPS NNS POS PRP PRP$ RB RBR RP TO UH VB VBD VBG VBN VBP VBZ WDT WP WRB"
RELATIONS = "acl advcl advmod amod appos aux case cc ccomp compound conj cop det mark nmod nsubj nummod obj obl xcomp"
KINDS = "PER ORG LOC"

Result = TypeVar("Result")


def main() -> None:
    """Print all tables, targets beside what was measured."""
    invented = [article_of(WORDS, skip=n) for n in range(ARTICLES)]
    if reader.PACKAGE.installed():
        seconds, _ = timed(lambda: mark(invented[0]), rounds=1)
        print(f"load of the reader and first article  {seconds:6.2f} s   (target ≤ {MOST_LOAD} s)")
        print(f"size of the reader's files            {reader_size() / 1e6:6.1f} MB  (target ≤ {MOST_SIZE} MB)")
    else:
        print(f"the reader is left out: {reader.missing('--fast')}", file=sys.stderr)
    for name, found in {"examples/ferry": invented, "fivew1h": reports()}.items():
        if found:
            print(f"\n{name}: {len(found)} articles, {count(found)} words")
            print_steps(found)
            print_whole(found)
    print_growth()


def article_of(words: int, skip: int = 0) -> Article:
    """An article of about so many words, of the example's paragraphs in turn."""
    paragraphs = [p for a in steps.read([str(EXAMPLE)]) if isinstance(a, Article) for p in bodies(a)]
    turn = cycle(paragraphs[skip * 7 % len(paragraphs) :] + paragraphs[: skip * 7 % len(paragraphs)])
    kept: list[str] = []
    while sum(len(p.split()) for p in kept) < words:
        kept.append(next(turn))
    record: dict[str, object] = {"id": f"x{skip}", "text": "\n\n".join(kept), "published": "2031-03-09"}
    return from_record(record, "benchmark")


def bodies(article: Article) -> Iterator[str]:
    """Paragraphs of an article."""
    return (article.text[b.start : b.end] for b in article.blocks if b.kind == "paragraph")


def reports() -> list[Article]:
    """Some news reports, where they are there."""
    found = lines.articles(str(REPORTS)) if REPORTS.exists() else ()
    return [a for a in found if isinstance(a, Article) and len(a.text.split()) > WORDS // 3][:ARTICLES]


def reader_size() -> int:
    """Bytes of the reader's files."""
    folder = reader.PACKAGE.folder()
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) if folder else 0


def print_steps(articles: Sequence[Article]) -> None:
    """A row a mark: words a second, and the share of the whole."""
    spent: dict[str, float] = {}

    def step(name: str, made: Callable[[], Result]) -> Result:
        seconds, result = timed(made)
        spent[name] = spent.get(name, 0) + seconds
        return result

    for article in articles:
        cut = step("sentences", lambda: sentences(article))  # noqa: B023 (called at once)
        walk(article, cut, step)
    words, total = count(articles), sum(spent.values()) - spent["names by rule"]
    for name, seconds in spent.items():
        print(f"  {name:38} {words / seconds:10,.0f} words/s  {seconds / total:6.1%}")
    print("  (names by rule are made again inside names; shares leave them out)")


def walk(article: Article, cut: list, step: Callable) -> None:  # type: ignore[type-arg]
    """Every mark of an article after its sentences, each as a step of its own."""
    spans = [(s.start, s.end) for s in cut]
    quoted = step("quotations", lambda: quotations(article))
    step("names by rule", lambda: names_by_rule.mentions(article, cut))
    reads = step("reader", lambda: reader.read(article.text, spans)) if reader.PACKAGE.installed() else []
    named = step("names", lambda: names(article, cut, reads))
    timed_ = step("times", lambda: times(article, cut))
    step("figures", lambda: figures(article, cut, timed_))
    step("places", lambda: places(article, named))
    step("norms", lambda: norms(article, cut))
    step("loaded", lambda: loaded(article, cut, quoted))
    marks = mark(article)
    step("speech", lambda: speech(article, marks))


def print_whole(articles: Sequence[Article]) -> None:
    """Marking and speech together, as articles of 600 words a second; spaCy's speed beside it."""
    rates = {}
    for name, fast, least in (("full", False, LEAST_FULL), ("fast", True, LEAST_FAST)):
        if fast or reader.PACKAGE.installed():
            rates[name] = rate(articles, lambda a, fast=fast: steps.tell(a, fast=fast))  # type: ignore[misc]
            print(f"  {'marks and speech, ' + name:38} {rates[name]:10.1f} articles/s  (target ≥ {least})")
    if "full" in rates:
        print(f"  fast is {rates['fast'] / rates['full']:.1f} times as fast as full")
    pipeline = spacy_small()
    if pipeline is None:
        print("  spaCy is left out: it is not installed (pip install '.[bench]')")
        return
    plain = rate(articles, lambda a: pipeline(a.text))
    print(f"  {'spaCy, small, untrained (speed only)':38} {plain:10.1f} articles/s")
    for name, own in rates.items():
        print(f"  {name} takes {plain / own:.1f} times as long as spaCy")


def spacy_small() -> Callable[[str], object] | None:
    """spaCy's architecture of efficiency: one table of vectors (width 96) for tags and trees, one for names."""
    try:
        import spacy
    except ImportError:
        return None
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    tagger = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": shared}})
    parser = nlp.add_pipe("parser", config={"model": PARSER | {"tok2vec": shared}})
    ner = nlp.add_pipe("ner")
    for pipe, labels in ((tagger, TAGS), (parser, RELATIONS), (ner, KINDS)):
        for label in labels.split():
            pipe.add_label(label)
    nlp.initialize()
    return nlp


def rate(articles: Sequence[Article], function: Callable[[Article], object]) -> float:
    """Articles of 600 words a second."""
    seconds, _ = timed(lambda: [function(a) for a in articles])
    return count(articles) / WORDS / seconds


def print_growth() -> None:
    """Seconds a word on longer and longer texts: 1.00 throughout is linear."""
    for fast in (False, True):
        if not fast and not reader.PACKAGE.installed():
            continue
        each = []
        for times_as_long in TIMES_AS_LONG:
            article = article_of(WORDS * times_as_long)
            seconds, _ = timed(lambda: steps.tell(article, fast=fast))  # noqa: B023 (called at once)
            each.append(seconds / count([article]))
        shown = ", ".join(f"{n}×: {one / each[0]:.2f}" for n, one in zip(TIMES_AS_LONG, each, strict=True))
        print(f"\n{'fast' if fast else 'full'}: seconds a word by length (1.00 throughout is linear)  {shown}")


def count(articles: Sequence[Article]) -> int:
    """Words between spaces."""
    return sum(len(a.text.split()) for a in articles)


def timed(function: Callable[[], Result], rounds: int = ROUNDS) -> tuple[float, Result]:
    """The least processor seconds of a few rounds, and the result."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        result = function()
        taken.append(time.process_time() - start)
    return min(taken), result


if __name__ == "__main__":
    main()
