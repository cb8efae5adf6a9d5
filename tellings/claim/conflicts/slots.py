"""Slots: places of two sentences where one telling has one thing and the other another.

Two sentences of different articles are laid side by side where they share enough weighty words; each item of
the one is set against the items of its sort in the other. How likely the two stand in one slot, so that they
cannot both hold, is read from the words around them, the way they hang in their sentences, and from what the
other articles have: the features below, each from 0 to 1 or a small logarithm.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse

from tellings.claim.conflicts.items import AUXILIARIES, BARE, WEEKDAYS, at_odds, comparable, passages
from tellings.claim.conflicts.passages import Item, Passage, Token, run
from tellings.claim.relations import Relations
from tellings.language.words import stem

# Share of the weight of both sentences from which they are set side by side, and so many partners a sentence.
ALIKE = 0.12
PARTNERS = 14
# A story of more sentences is laid side by side only where the claim step scored its statements.
MOST_PASSAGES = 4_000
# Sentences this much alike speak of one thing: what they have counts as told by their article too.
WITNESS = 0.25
# A longer one is a heap of captions or a table that no mark of the end of a sentence parts.
LONGEST = 90
RUN, LONG_RUN = 3, 5
# Words in the same order beside a word in quotation marks from which it may be a changed one.
QUOTED_RUN = 3
SAYS = frozenset(
    stem(w)
    for w in """said say says told reported announced according added wrote tweeted confirmed released issued
    statement interview""".split()
)
# Function words whose exchange changes what a speaker said.
TELLING = frozenset(
    """not no never will would can could may might must should shall all most more some any every each both few own
    up down before after over under again further""".split()
)
UNTIL = frozenset("yet since until before still any longer".split())


@dataclass(frozen=True, slots=True, eq=False)
class Partner:
    """A sentence of another article: Dice coefficient of weights, and the share of either that is shared."""

    passage: Passage
    alike: float
    own_share: float
    its_share: float


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """An item of one telling against an item of another, with what speaks for their being at odds."""

    item: Item
    passage: Passage
    other: Item
    against: Passage
    features: Mapping[str, float]


@dataclass(frozen=True)
class Ground:
    """The sentences of a story, which of them lie side by side, and who has which value."""

    passages: Sequence[Passage]
    partners: Mapping[int, Sequence[Partner]]
    articles: int
    nearness: dict[tuple[Item, Item], float] = field(default_factory=dict)

    def near(self, a: Passage, x: Item, b: Passage, y: Item) -> float:
        """How far the words around two items are the same, from 0 to 1 (Dice)."""
        if (x, y) not in self.nearness:
            self.nearness[x, y] = _dice(a.surroundings[x], b.surroundings[y])
        return self.nearness[x, y]

    @cached_property
    def nearest(self) -> Mapping[tuple[int, str], int]:
        """For each sentence and other article the sentence there that is most like it."""
        best: dict[tuple[int, str], tuple[float, int]] = {}
        for number, partners in self.partners.items():
            article = self.passages[number].article
            for partner in partners:
                key = (partner.passage.number, article)
                best[key] = max(best.get(key, (0.0, 0)), (partner.alike, -number))
        return {key: -number for key, (_, number) in best.items()}

    @cached_property
    def holders(self) -> Mapping[tuple[str, str], Mapping[str, set[int]]]:
        """For each kind and value the articles that have it, and in which sentences."""
        found: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for passage in self.passages:
            for item in passage.items:
                found[item.kind, item.value][passage.article].add(passage.number)
        return found

    @cached_property
    def words(self) -> Mapping[str, set[str]]:
        """For each content word the articles that have it."""
        found: dict[str, set[str]] = defaultdict(set)
        for passage in self.passages:
            for token in passage.tokens:
                found[token.key].add(passage.article)
        return found


def ground(relations: Relations) -> Ground:
    """A story laid out for comparison, with for each sentence its nearest in other articles."""
    found = passages(relations.story)
    return Ground(found, _partners(found, relations), len(relations.story.tellings))


def slots(laid: Ground, passage: Passage) -> Iterator[Slot]:
    """All slots of one sentence, item by item."""
    partners = laid.partners.get(passage.number, ())
    if partners:
        for item in passage.items:
            yield from _of_item(laid, passage, item, partners)
        yield from _of_quotation(laid, passage, partners)


def _partners(found: Sequence[Passage], relations: Relations) -> Mapping[int, Sequence[Partner]]:
    pairs = _side_by_side(found) if len(found) <= MOST_PASSAGES else _aligned(found, relations)
    partners: dict[int, list[Partner]] = defaultdict(list)
    for i, j, shared in pairs:
        a, b = found[i], found[j]
        alike = round(2 * shared / max(a.total + b.total, 0.1), 4)
        if a.article != b.article and alike >= ALIKE:
            shares = (shared / max(a.total, 0.1), shared / max(b.total, 0.1))
            partners[i].append(Partner(b, alike, *shares))
            partners[j].append(Partner(a, alike, *reversed(shares)))
    return {i: sorted(p, key=lambda p: (-p.alike, p.passage.number))[:PARTNERS] for i, p in partners.items()}


def _side_by_side(found: Sequence[Passage]) -> Iterator[tuple[int, int, float]]:
    """Pairs of sentences of two articles, i < j, alike and with two words or more in common, and their weight."""
    columns: dict[str, int] = {}
    rows, cols, weights = [], [], []
    for passage in found:
        for word, weight in passage.stems.items() if len(passage.tokens) <= LONGEST else ():
            rows.append(passage.number)
            cols.append(columns.setdefault(word, len(columns)))
            weights.append(weight)
    shape = (len(found), max(len(columns), 1))
    roots = sparse.csr_matrix((np.sqrt(weights), (rows, cols)), shape=shape)
    ones = sparse.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=shape)
    shared = sparse.triu(roots @ roots.T, k=1).tocoo()
    if not shared.nnz:
        return
    counts = (ones @ ones.T).tocsr()
    several = np.asarray(counts[shared.row, shared.col]).ravel() > 1
    totals = np.array([max(p.total, 0.1) for p in found])
    homes = {name: n for n, name in enumerate(dict.fromkeys(p.article for p in found))}
    home = np.array([homes[p.article] for p in found])
    alike = 2 * shared.data >= ALIKE * (totals[shared.row] + totals[shared.col])
    enough = several & alike & (home[shared.row] != home[shared.col])
    # Rounded, so that the order of additions cannot turn a decision.
    values = np.round(shared.data[enough], 6)
    yield from zip(shared.row[enough].tolist(), shared.col[enough].tolist(), values.tolist(), strict=True)


def _aligned(found: Sequence[Passage], relations: Relations) -> Iterator[tuple[int, int, float]]:
    """In a story of very many sentences only those whose statements were scored."""
    places = _places(found, relations)
    pairs = {(min(i, j), max(i, j)) for a, b in relations.pairs() for i in places[a] for j in places[b] if i != j}
    for i, j in sorted(pairs):
        small, large = sorted((found[i].stems, found[j].stems), key=len)
        shared = [weight for word, weight in small.items() if word in large]
        if len(shared) > 1:
            yield i, j, round(sum(shared), 6)


def _places(found: Sequence[Passage], relations: Relations) -> Sequence[Sequence[int]]:
    """For each statement the numbers of the sentences that it stands in."""
    by_article: dict[str, list[Passage]] = defaultdict(list)
    for passage in found:
        by_article[passage.article].append(passage)
    return [
        [p.number for p in by_article[t.article.id] if p.start < t.statement.end and t.statement.start < p.end]
        for t in relations.story.told
    ]


def _of_item(laid: Ground, passage: Passage, item: Item, partners: Sequence[Partner]) -> Iterator[Slot]:
    held = _held_beside(passage, item, partners)
    for partner in partners:
        others = [o for o in partner.passage.items if comparable(item, o)]
        rivals = [o for o in others if at_odds(item, o) and not _until(passage, item, partner.passage, o)]
        if item.kind != "polarity" and len(rivals) < len(others):
            continue
        for other in rivals:
            features = _of_sentences(laid, passage, item, partner)
            features |= _of_words(laid, passage, item, partner.passage, other)
            features |= _of_kind(passage, item, partner.passage, other)
            features |= _of_story(laid, passage, item, partner, other, partners)
            features["held_beside"] = held
            features["rivals"] = float(len(rivals) > 1)
            features |= _nearest_items(laid, passage, item, partner.passage, other)
            yield Slot(item, passage, other, partner.passage, features)


def _until(a: Passage, x: Item, b: Passage, y: Item) -> bool:
    """True where what is denied is so only up to now: "had not won since the war"."""
    denied, place = (a, x) if x.marked else (b, y)
    near = denied.tokens[max(0, place.first - 4) : place.last + 6]
    return x.kind == "polarity" and any(t.word in UNTIL for t in near)


def _held_beside(passage: Passage, item: Item, partners: Sequence[Partner]) -> float:
    """How alike the nearest sentence is that agrees."""
    best = 0.0
    word = passage.tokens[item.last - 1].key
    for partner in partners:
        if partner.alike <= best:
            break
        agrees = any(comparable(item, o) and not at_odds(item, o) for o in partner.passage.items)
        if item.kind == "polarity":
            agrees = any(
                o.kind == item.kind and o.value == item.value and o.marked == item.marked for o in partner.passage.items
            )
        if agrees or (item.kind in ("figure", "name") and any(t.key == word for t in partner.passage.tokens)):
            best = partner.alike
    return best


def _of_sentences(laid: Ground, passage: Passage, item: Item, partner: Partner) -> dict[str, float]:
    mutual = laid.nearest.get((partner.passage.number, passage.article)) == passage.number
    return {
        "alike": partner.alike,
        "own_share": partner.own_share,
        "its_share": partner.its_share,
        "shares": math.sqrt(partner.own_share * partner.its_share),
        "mutual": float(mutual),
        "length": min(len(passage.tokens), 40) / 40,
        "articles": math.log(laid.articles),
        "quoted": float(passage.quoted(item)),
    }


def _of_words(laid: Ground, a: Passage, x: Item, b: Passage, y: Item) -> dict[str, float]:
    """What stands around the two and what they hang from."""
    before = run(a.tokens, x.first - 1, b.tokens, y.first - 1, -1, RUN)
    after = run(a.tokens, x.last, b.tokens, y.last, 1, RUN)
    heads, others = _heads(a.tokens, x), _heads(b.tokens, y)
    verbs = _verb(a.tokens, x), _verb(b.tokens, y)
    return {
        "near": laid.near(a, x, b, y),
        "before": before / RUN,
        "after": after / RUN,
        "both": float(before > 0 and after > 0),
        "head": float(heads[0] is not None and heads[0] == others[0]),
        "head_of_head": float(heads[1] is not None and heads[1] == others[1]),
        "relation": float(bool(heads[2]) and heads[2] == others[2]),
        "verb": float(verbs[0] is not None and verbs[0] == verbs[1]),
        "says": float(heads[0] in SAYS or others[0] in SAYS),
        "both_quoted": float(a.quoted(x) == b.quoted(y)),
    }


def _nearest_items(laid: Ground, a: Passage, x: Item, b: Passage, y: Item) -> dict[str, float]:
    """Whether each of the two is the one that stands in the likest words, of all items of its sort."""
    near = laid.near(a, x, b, y)
    here = all(laid.near(a, o, b, y) <= near for o in a.items if o is not x and comparable(o, y))
    there = all(laid.near(a, x, b, o) <= near for o in b.items if o is not y and comparable(x, o))
    return {"best_here": float(here), "best_there": float(there)}


def _of_kind(a: Passage, x: Item, b: Passage, y: Item) -> dict[str, float]:
    """What only one kind of item shows."""
    if x.kind == "figure":
        ratio = abs(math.log(max(x.low, 1e-6) / max(y.low, 1e-6)))
        known = bool(x.counted and y.counted)
        return {
            "one_thing": float(known and x.counted == y.counted),
            "other_thing": float(known and x.counted != y.counted),
            "ratio": min(ratio, 2.3) / 2.3,
            "small": float(x.low <= 20),
            "bare": float(BARE in (x.sort, y.sort)),
            "unit": float(x.sort not in ("", BARE)),
            "age": float(x.sort == "age"),
            "one_hedge": float(x.marked == y.marked),
        }
    if x.kind == "date":
        apart = abs(x.low - y.low)
        next_to = apart in (1, len(WEEKDAYS) - 1) if x.sort == "weekday" else apart == 1
        return {
            "weekday": float(x.sort == "weekday"),
            "year": float(x.sort == "year"),
            "next": float(next_to and x.sort != "year"),
            "years_apart": float(apart > 3 and x.sort == "year"),
        }
    if x.kind == "name":
        return {"one_form": float(x.marked == y.marked)}
    subjects, objects = (_hanging(a.tokens, x, r) & _hanging(b.tokens, y, r) for r in (SUBJECTS, OBJECTS))
    return {
        "subject": float(bool(subjects)),
        "object": float(bool(objects)),
        "weight": a.tokens[x.first].weight / 10,
        "denied": float(x.marked),
    }


def _of_story(
    laid: Ground, passage: Passage, item: Item, partner: Partner, other: Item, partners: Sequence[Partner]
) -> dict[str, float]:
    """Who else has either value."""
    holders = laid.holders[other.kind, other.value]
    if item.kind == "polarity":
        witnesses = {
            p.passage.article
            for p in partners
            if p.alike >= WITNESS
            and any(
                o.kind == "polarity" and o.value == other.value and o.marked == other.marked for o in p.passage.items
            )
        }
        return {"witnesses": math.log1p(len(witnesses))}
    witnesses = {
        p.passage.article
        for p in partners
        if p.alike >= WITNESS and p.passage.number in holders.get(p.passage.article, ())
    }
    own = holders.get(passage.article, set())
    elsewhere = laid.holders[item.kind, item.value].keys() - {passage.article}
    return {
        "witnesses": math.log1p(len(witnesses)),
        "told_elsewhere": float(bool(elsewhere)),
        "own": float(bool(own - {passage.number})),
        "own_beside": float(passage.number in own),
    }


def _of_quotation(laid: Ground, passage: Passage, partners: Sequence[Partner]) -> Iterator[Slot]:
    """Words within quotation marks that another sentence has otherwise, the words beside them being the same."""
    quoted = [k for k, t in enumerate(passage.tokens) if passage.quoted(t)]
    for k in quoted if len(quoted) > QUOTED_RUN else ():
        token = passage.tokens[k]
        found: list[tuple[Partner, int, int, int]] = []
        held = 0
        for partner in partners:
            others = partner.passage.tokens
            changed: list[tuple[int, float, int, int]] = []
            for n in _beside(passage, k, partner.passage):
                other = others[n]
                before = run(passage.tokens, k - 1, others, n - 1, -1, LONG_RUN)
                after = run(passage.tokens, k + 1, others, n + 1, 1, LONG_RUN)
                if other.key == token.key:
                    held = max(held, before + after)
                elif _says_the_same(token, other):
                    continue
                elif before + after >= QUOTED_RUN:
                    changed.append((before + after, _weight(passage.tokens, k, before, after), n, before))
            if changed:
                best = max(changed, key=lambda c: (c[0], c[1], -c[2]))
                found.append((partner, best[2], best[3], best[0] - best[3]))
        for partner, n, before, after in found:
            witnesses = {
                p.passage.article for p, m, _, _ in found if p.passage.tokens[m].key == partner.passage.tokens[n].key
            }
            yield _of_quoted_word(laid, passage, k, partner, n, (before, after), (held, len(witnesses)))


def _says_the_same(a: Token, b: Token) -> bool:
    """True for words whose exchange changes little: a letter, an abbreviation, an article, a pronoun."""
    short, long = sorted((a.word, b.word), key=len)
    # "Sec." and "secretary", "Dr" and "doctor"
    abbreviated = len(short) < 2 or (len(short) > 2 and long.startswith(short)) or _is_contracted(short, long)
    return abbreviated or not (a.content or b.content or a.word in TELLING or b.word in TELLING)


def _is_contracted(short: str, long: str) -> bool:
    """True for the first and the last letter of a word."""
    return len(short) == 2 and len(long) > 3 and short == long[0] + long[-1]


def _beside(a: Passage, k: int, b: Passage) -> list[int]:
    """Indexes in ``b`` of the words that have a neighbour in common with word ``k`` of ``a``."""
    after = (n + 1 for n in b.places.get(a.tokens[k - 1].key, ())) if k else ()
    before = (n - 1 for n in b.places.get(a.tokens[k + 1].key, ())) if k + 1 < len(a.tokens) else ()
    return sorted({n for n in (*after, *before) if 0 <= n < len(b.tokens)})


def _of_quoted_word(
    laid: Ground, passage: Passage, k: int, partner: Partner, n: int, runs: tuple[int, int], told: tuple[int, int]
) -> Slot:
    a, b = passage.tokens[k], partner.passage.tokens[n]
    x = Item("quote", "word", a.key, k, k + 1, a.start, a.end)
    y = Item("quote", "word", b.key, n, n + 1, b.start, b.end)
    heads, others = _heads(passage.tokens, x), _heads(partner.passage.tokens, y)
    features = _of_sentences(laid, passage, x, partner) | {
        "near": _dice(passage.around(k, k + 1), partner.passage.around(n, n + 1)),
        "before": runs[0] / LONG_RUN,
        "after": runs[1] / LONG_RUN,
        "both": float(runs[0] > 0 and runs[1] > 0),
        "head": float(heads[0] is not None and heads[0] == others[0]),
        "relation": float(bool(heads[2]) and heads[2] == others[2]),
        "run_weight": min(_weight(passage.tokens, k, *runs), 30) / 30,
        "held_beside": min(told[0], 6) / 6,
        "told_elsewhere": float(bool(laid.words[a.key] - {passage.article})),
        "witnesses": math.log1p(told[1]),
        "own": float(passage.article in laid.words[b.key]),
        "own_beside": float(any(t.key == b.key for t in passage.tokens)),
        "one_tag": float(bool(a.tag) and a.tag[:2] == b.tag[:2]),
        "both_quoted": float(partner.passage.quoted(b)),
        "content": float(a.content),
        "other_content": float(b.content),
        "weight": min(a.weight, b.weight) / 10,
        "one_root": float(a.key[:4] == b.key[:4]),
    }
    return Slot(x, passage, y, partner.passage, features)


SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj"))
OBJECTS = frozenset(("obj", "obl", "xcomp", "ccomp"))


def _hanging(tokens: Sequence[Token], item: Item, relations: frozenset[str]) -> set[str]:
    return {t.key for t in tokens if t.head == item.first and t.content and t.relation in relations}


def _weight(tokens: Sequence[Token], k: int, before: int, after: int) -> float:
    return sum(tokens[n].weight for n in range(max(0, k - before), min(len(tokens), k + after + 1)) if n != k)


def _heads(tokens: Sequence[Token], item: Item) -> tuple[str | None, str | None, str]:
    """What an item hangs from, what that hangs from, and how the item hangs."""
    k, relation = item.last - 1, ""
    for _ in range(item.last - item.first):
        if not item.first <= k < item.last:
            break
        relation, k = tokens[k].relation, tokens[k].head
    if k < 0 or item.first <= k < item.last:
        return None, None, relation
    above = tokens[k].head
    return tokens[k].key, tokens[above].key if above >= 0 else None, relation


def _verb(tokens: Sequence[Token], item: Item) -> str | None:
    """The nearest verb that an item hangs from."""
    k = tokens[item.first].head
    for _ in range(8):
        if k < 0:
            return None
        if tokens[k].tag.startswith("VB") and not item.first <= k < item.last and tokens[k].word not in AUXILIARIES:
            return tokens[k].key
        k = tokens[k].head
    return None


def _dice(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    shared = sum(min(weight, b[word]) for word, weight in a.items() if word in b)
    return 2 * shared / max(sum(a.values()) + sum(b.values()), 0.1)
