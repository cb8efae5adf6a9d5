"""Loaded language: ``python -m evaluation.loaded [TRAIN TEST]``.

Reads ``shared/data/bias_babe``: sentences labelled biased or not, from outlets of opposite sides. It is AGPL, so it is
read here and nothing of it is kept: no word and no weight.

- ``loaded.babe.macro_f1``: a classifier of sentences without a neural network, cross-validated by article;
- ``loaded.babe.without_vectors.macro_f1``: the same without the static word-piece table;
- ``loaded.babe.table.*``: the shipped table alone, a sentence being loaded where it holds a term of the outlet's own;
- ``loaded.sides.*``: how evenly the table marks both sides' biased and plain sentences, 1 being alike (see ``sides``).

With two files it trains on the first, prints the scores on the second, and keeps nothing.
"""

import hashlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_score, recall_score
from sklearn.preprocessing import StandardScaler

from evaluation.shared import SHARED, records
from evaluation.times import article_of
from tellings.casefile.wording import own_terms
from tellings.language.vectors import embed
from tellings.mark.loaded import TERMS, loaded
from tellings.mark.quotation import quotations
from tellings.mark.sentences import sentences
from tellings.model import Marks, Speech, Telling, Term

FOLDS = 5
SEEDS = (1, 2)
# How much the counts and the vector weigh beside the words, whose rows have length 1.
COUNTS, VECTOR = 0.1, 2.0
# Draws of the bootstrap over stories, and the share of them its interval leaves out on each side.
DRAWS, OUTSIDE = 2000, 0.025

Row = Mapping[str, object]
Numbers = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
Predict = Callable[[Sequence[Row]], Labels]
Fit = Callable[[Sequence[Row]], Predict]

_LABELLED = {1: "biased", 0: "plain"}
KINDS = sorted({row.kind for row in TERMS})
WORD = r"(?u)[^\W\d_]+(?:['’][a-z]+)?|[?!:;—\"“”%$]|\d+"
# Closed classes that say how a sentence is said: hedges, boosters, modals, reporting, the writer, contrast.
CLASSES = {
    "hedge": "may might could perhaps possibly reportedly allegedly apparently seems seem appears suggests likely",
    "boost": "very really truly extremely highly absolutely completely totally clearly obviously certainly indeed "
    "simply entirely never always every everyone nothing nobody all even ever just only exactly literally so such too",
    "modal": "must should would ought need needs will can cannot can't",
    "report": "said says told according reported announced wrote stated added",
    "writer": "i we us our my you your let let's",
    "contrast": "but yet despite while though although however instead rather because since not no",
}
_CLASS_WORDS = {name: frozenset(words.split()) for name, words in CLASSES.items()}
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def measure(shared: Path) -> dict[str, float]:
    """Scores by name; empty where the data is absent."""
    path = shared / "data" / "bias_babe" / "dev.jsonl"
    if not path.exists():
        return {}
    rows = records(path, drop=("outlet", "topic", "opinion", "biased_words"))
    scores = {"loaded.babe.macro_f1": float(np.mean(cross_validated(rows, fit)))}
    scores["loaded.babe.without_vectors.macro_f1"] = float(np.mean(cross_validated(rows, fit_without_vectors)))
    return scores | _table_alone(rows) | {f"loaded.sides.{name}": _evenness(rows, n) for n, name in _LABELLED.items()}


# ---------------------------------------------------------------- the classifier


def fit(rows: Sequence[Row]) -> Predict:
    """Learn from labelled sentences; deterministic. What it gives back labels others by their ``text`` alone.

    The mean log-odds of three logistic regressions: words, characters, counts and the static vector; words weighed by
    their naive Bayes ratio (Wang and Manning 2012); characters alone.
    """
    return _fit(rows, vectors=True)


def fit_without_vectors(rows: Sequence[Row]) -> Predict:
    """``fit`` without the static word-piece table."""
    return _fit(rows, vectors=False)


def cross_validated(rows: Sequence[Row], learn: Fit) -> list[float]:
    """Macro F1 once for each seed, all sentences of one article in one fold."""
    labels = _labels(rows)
    scores = []
    for seed in SEEDS:
        fold = _folds(rows, seed)
        found = np.zeros_like(labels)
        for number in range(FOLDS):
            inside = fold == number
            predict = learn([row for row, held in zip(rows, inside, strict=True) if not held])
            found[inside] = predict([row for row, held in zip(rows, inside, strict=True) if held])
        scores.append(float(f1_score(labels, found, average="macro")))
    return scores


def _folds(rows: Sequence[Row], seed: int) -> Labels:
    """Each row's fold by its article's address, dealt out in the order of a digest."""
    articles = [str(row["url"] or row["id"]) for row in rows]
    dealt = sorted(set(articles), key=lambda a: hashlib.sha256(f"{seed}:{a}".encode()).hexdigest())
    place = {article: number % FOLDS for number, article in enumerate(dealt)}
    return np.array([place[a] for a in articles])


def _fit(rows: Sequence[Row], *, vectors: bool) -> Predict:
    labels = _labels(rows)
    voters = [_all_features(rows, labels, vectors), _bayes_words(rows, labels), _characters(rows, labels)]
    return lambda others: (np.mean([vote(others) for vote in voters], axis=0) > 0).astype(np.int64)


def _all_features(rows: Sequence[Row], labels: Labels, vectors: bool) -> Callable[[Sequence[Row]], Numbers]:
    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2, token_pattern=WORD).fit(_texts(rows))
    pieces = _character_table().fit(_texts(rows))
    scaled = StandardScaler().fit(_counts(rows))

    def features(some: Sequence[Row]) -> sparse.csr_matrix:
        texts = _texts(some)
        parts = [words.transform(texts), pieces.transform(texts), scaled.transform(_counts(some)) * COUNTS]
        if vectors:
            parts.append(embed(texts).astype(np.float64) * VECTOR)
        return sparse.hstack([sparse.csr_matrix(part) for part in parts]).tocsr()

    return _regression(features, rows, labels, strength=1.0)


def _bayes_words(rows: Sequence[Row], labels: Labels) -> Callable[[Sequence[Row]], Numbers]:
    table = CountVectorizer(ngram_range=(1, 3), binary=True, min_df=2, token_pattern=WORD).fit(_texts(rows))
    counted = table.transform(_texts(rows))
    one, other = (np.asarray(counted[labels == label].sum(axis=0)).ravel() + 1.0 for label in (1, 0))
    ratio = sparse.diags(np.log(one / one.sum()) - np.log(other / other.sum()))
    return _regression(lambda some: (table.transform(_texts(some)) @ ratio).tocsr(), rows, labels, strength=0.1)


def _characters(rows: Sequence[Row], labels: Labels) -> Callable[[Sequence[Row]], Numbers]:
    table = _character_table().fit(_texts(rows))
    return _regression(lambda some: table.transform(_texts(some)), rows, labels, strength=2.0)


def _character_table() -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5), min_df=3)


def _regression(
    features: Callable[[Sequence[Row]], sparse.csr_matrix], rows: Sequence[Row], labels: Labels, strength: float
) -> Callable[[Sequence[Row]], Numbers]:
    # the dual has the same optimum and is quick, sentences being fewer than words; the seed fixes its order of visits
    model = LogisticRegression(C=strength, solver="liblinear", dual=True, random_state=0, max_iter=1000)
    model.fit(features(rows), labels)
    return lambda some: np.asarray(model.decision_function(features(some)))


def _counts(rows: Sequence[Row]) -> Numbers:
    """Marked terms by kind, closed classes of words, punctuation and length, one row a sentence."""
    return np.array([_counted(text) for text in _texts(rows)], dtype=np.float64)


def _counted(text: str) -> list[float]:
    held = _counted_before.get(text)
    if held is not None:
        return held
    terms = Counter(term.kind for term in _marked(text).marks.loaded)
    words = [w.lower() for w in _WORDS.findall(text)]
    length = max(1, len(words))
    numbers = len(re.findall(r"\d+", text))
    found = [
        float(sum(terms.values())),
        *(float(terms[kind]) for kind in KINDS),
        *(float(sum(w in words_of for w in words)) for words_of in _CLASS_WORDS.values()),
        sum(w.endswith("ly") for w in words) / length,
        float(np.log(length)),
        float(np.mean([len(w) for w in words] or [0])),
        sum(w[0].isupper() for w in _WORDS.findall(text)) / length,
        float(numbers),
        len(set(words)) / length,
        *(float(text.count(mark)) for mark in (",", "?", "!", ":", "%", "$")),
        float(sum(map(text.count, '“”"'))),
        float(sum(map(text.count, "—–"))),
        float("..." in text or "…" in text),
        float(bool(_DAY.search(text))),
    ]
    _counted_before[text] = found
    return found


# A sentence is marked once, not once a fold.
_counted_before: dict[str, list[float]] = {}


def _texts(rows: Sequence[Row]) -> list[str]:
    return [str(row["text"]) for row in rows]


def _labels(rows: Sequence[Row]) -> Labels:
    return np.array([int(str(row["label"])) for row in rows])


# ---------------------------------------------------------------- the table alone


def _table_alone(rows: Sequence[Row]) -> dict[str, float]:
    """The shipped rule, learned from nothing: loaded where a term of the outlet's own stands."""
    labels = _labels(rows)
    found = np.array([int(bool(_own(text))) for text in _texts(rows)])
    return {
        "loaded.babe.table.macro_f1": float(f1_score(labels, found, average="macro")),
        "loaded.babe.table.precision": float(precision_score(labels, found)),
        "loaded.babe.table.recall": float(recall_score(labels, found)),
    }


def _own(text: str) -> tuple[Term, ...]:
    return own_terms(_marked(text))


def _marked(text: str) -> Telling:
    """A text with its loaded terms and quotations marked, and nothing else."""
    article = article_of("a", text, None)
    found, quoted = sentences(article), quotations(article)
    marks = Marks(
        article="a", sentences=tuple(found), quotations=tuple(quoted), names=(), times=(), figures=(), places=(),
        norms=(), loaded=loaded(article, found, quoted),
    )  # fmt: skip
    return Telling(article=article, marks=marks, speech=Speech(article="a", statements=(), quotes=(), threads=()))


# ---------------------------------------------------------------- opposite sides


def sides(rows: Sequence[Row], label: int) -> tuple[float, float, float]:
    """The share of one side's sentences of ``label`` that hold a term over the other's, with a 95 % interval.

    Outlets differ in how much they load their words, so rates alone say nothing of the table: what experts found biased
    (label 1) should be found alike, and what they found plain (0) marked alike. The interval is a bootstrap over
    articles; where it holds 1 the table favours neither side by more than chance. Sides come with the data and are
    neither kept nor printed, nor is which side is which.
    """
    generator = np.random.default_rng(1)
    shares = [_shares(_by_article(rows, side, label), generator) for side in ("left", "right")]
    (one, drawn), (other, drawn_other) = shares
    ratios = drawn / drawn_other
    return one / other, float(np.quantile(ratios, OUTSIDE)), float(np.quantile(ratios, 1 - OUTSIDE))


def _evenness(rows: Sequence[Row], label: int) -> float:
    ratio, _, _ = sides(rows, label)
    return min(ratio, 1 / ratio)


def _by_article(rows: Sequence[Row], side: str, label: int) -> Numbers:
    """For each article of a side its sentences of ``label`` and how many of them hold a term."""
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if row["leaning"] == side and row["label"] == label:
            counted[str(row["url"] or row["id"])][0] += 1
            counted[str(row["url"] or row["id"])][1] += bool(_own(str(row["text"])))
    return np.array([counts for _, counts in sorted(counted.items())], dtype=np.float64)


def _shares(table: Numbers, generator: np.random.Generator) -> tuple[float, Numbers]:
    """The share marked over all articles, and over each draw of as many with repeats."""
    drawn = table[generator.integers(0, len(table), size=(DRAWS, len(table)))].sum(axis=1)
    total, marked = table.sum(axis=0)
    return float(marked / total), drawn[:, 1] / drawn[:, 0]


def main(arguments: list[str]) -> None:
    """Print the scores, with their spread over the seeds."""
    if arguments:
        train, test = (records(Path(path)) for path in arguments)
        print(f"macro F1 {f1_score(_labels(test), fit(train)(test), average='macro'):.3f} on {len(test)} sentences")
        return
    path = SHARED / "data" / "bias_babe" / "dev.jsonl"
    if not path.exists():
        print(f"evaluation skipped: no labelled data at {SHARED}")
        return
    rows = records(path)
    for name, learn in (("with the static vectors", fit), ("without them", fit_without_vectors)):
        scores = cross_validated(rows, learn)
        print(f"macro F1 {name}: {np.mean(scores):.3f} ± {np.std(scores):.3f} ({FOLDS} folds, {len(SEEDS)} seeds)")
    for name, score in _table_alone(rows).items():
        print(f"{name:32} {score:.3f}")
    for label, kind in _LABELLED.items():
        _, low, high = sides(rows, label)
        chance = "within chance" if low <= 1 <= high else "beyond chance"
        print(f"{kind} sentences of the side marked less, for one of the other: {_evenness(rows, label):.2f}, {chance}")


if __name__ == "__main__":
    main(sys.argv[1:])
