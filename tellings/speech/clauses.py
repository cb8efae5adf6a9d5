"""Clauses: where a sentence that tells several things falls into statements, by its tree.

A clause tells something of its own where it has its own subject and its own finite verb and stands beside
another such clause: coordinated, set beside it by a comma, or against it with "while". What hangs under a
cue ("Police said A, B and C") falls apart in the same way: its source holds for every part. Clauses that
lean on each other stay together: conditions, alternatives, "not only … but", questions, what is wondered.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tellings.speech.frames import LONGEST_SENTENCE
from tellings.speech.sentence import Reading
from tellings.speech.sources import Told
from tellings.speech.tree import SUBJECTS, Tree
from tellings.speech.vocabulary import VERB_OF

# Words of a clause that may stand alone: "a third fled".
LEAST_WORDS = 3
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_JOINS = frozenset(("and", "but", "yet", "so", "while"))
_CONTRASTS = frozenset(("while", "whereas"))
_CONDITIONS = frozenset(("if", "unless", "whether"))
_WONDERS = frozenset("whether if how why what who whom which when where".split())
# Marks that set a clause off; a colon explains what stands before it, a bracket puts it in.
_SETS_OFF = frozenset((",", ";", "—", "–", "--", "-"))
# What may still follow a clause under the head that it stands beside.
_MAY_FOLLOW = frozenset(("punct", "conj", "parataxis", "advcl", "cc"))


def tree_cuts(tree: Tree, reading: Reading, here: Sequence[Told]) -> list[int]:
    """Where the sentence's later clauses begin, in code points and in order; a sentence in doubt stays whole."""
    tokens = reading.tokens
    if reading.kind in ("title", "heading") or not 0 < len(tokens) <= LONGEST_SENTENCE or tokens[-1].low == "?":
        return []
    first, last = (bisect_left(tree.words, at, key=lambda w: w.start) for at in (reading.start, reading.end))
    cues = {one.frame.cue[0] for one in here}
    roots = (at for at in range(first, last) if not first <= tree.words[at].head < last)
    found = sorted({tree.lefts[c] for root in roots for c in _beside(tree, root, cues) if first < tree.lefts[c] < last})
    quoted = [(t.start, t.end) for t in tokens if t.kind == "quote"]
    cuts: list[int] = []
    for at in found:
        place = tree.words[at].start
        room = _words(tree, cuts[-1] if cuts else first, at) >= LEAST_WORDS <= _words(tree, at, last)
        if room and not any(low < place < high for low, high in quoted):
            cuts.append(at)
    return [tree.words[at].start for at in cuts]


def _words(tree: Tree, start: int, end: int) -> int:
    return sum(word.relation not in ("punct", "cc") for word in tree.words[start:end])


def _beside(tree: Tree, head: int, cues: set[int]) -> Iterator[int]:
    """Verbs of the clauses beside a clause, under a cue too, from the left."""
    for child in tree.children[head]:
        if _stands_beside(tree, head, child):
            yield child
            yield from _beside(tree, child, cues)
        elif tree.words[child].relation == "ccomp" and tree.words[head].start in cues and not _wonders(tree, child):
            yield from _beside(tree, child, cues)


def _stands_beside(tree: Tree, head: int, child: int) -> bool:
    """True for a clause after the head's that tells something of its own, and on which nothing of the head's leans."""
    if child < head or not (_is_clause(tree, head) and _is_clause(tree, child)):
        return False
    if any(_leans(tree, at) for at in (head, child)) or _opens_pair(tree, head) or _counts_the_same(tree, child):
        return False
    later = (c for c in tree.children[head] if c > tree.rights[child])
    if any(tree.words[c].relation not in _MAY_FOLLOW for c in later):
        return False
    left = tree.lefts[child]
    if _is_relative(tree, child):
        return False
    set_off = tree.lows[left] in _SETS_OFF or tree.lows[left - 1] in _SETS_OFF
    match tree.words[child].relation:
        case "conj":
            join = tree.child(child, "cc")
            return set_off if join is None else tree.lows[join] in _JOINS
        case "parataxis":
            return set_off and not _says_who(tree, child)
        case "advcl":
            return set_off and any(tree.has(child, low, "mark") for low in _CONTRASTS)
        case _:
            return False


def _is_clause(tree: Tree, at: int) -> bool:
    """True for a verb or predicate with its own subject and a finite form; ``we hit it``, read as a bare form, too."""
    if tree.child(at, *SUBJECTS) is None:
        return False
    auxiliaries = [c for c in tree.children[at] if tree.words[c].relation in ("aux", "aux:pass", "cop")]
    bare = tree.words[at].tag == "VB" and not auxiliaries and not tree.has(at, "to", "mark")
    return bare or tree.words[at].tag in _FINITE or any(tree.words[c].tag in _FINITE for c in auxiliaries)


def _leans(tree: Tree, at: int) -> bool:
    """True for a clause under a conjunction (but "that" or a contrast), and for one that a condition is put to."""
    marks = [c for c in tree.children[at] if tree.words[c].relation == "mark"]
    if any(tree.lows[c] not in _CONTRASTS | {"that"} for c in marks):
        return True
    clauses = (c for c in tree.children[at] if tree.words[c].relation == "advcl")
    return any(tree.has(c, low, "mark") for c in clauses for low in _CONDITIONS)


def _counts_the_same(tree: Tree, at: int) -> bool:
    """``12 people were killed and 20 were hurt``: a bare number counts what the clause before it names."""
    subject = tree.child(at, *SUBJECTS)
    return subject is not None and tree.words[subject].tag == "CD" and tree.child(subject, "nmod") is None


def _is_relative(tree: Tree, at: int) -> bool:
    """``, which he said killed nobody``: told of a noun before, however the tree hangs it."""
    opens = next(i for i in range(tree.lefts[at], at + 1) if tree.words[i].relation not in ("punct", "cc"))
    return tree.words[opens].tag in ("WDT", "WP", "WP$")


def _opens_pair(tree: Tree, at: int) -> bool:
    """``not only``, ``either``: the first of two that belong together."""
    if tree.child(at, "cc:preconj") is not None:
        return True
    return any(tree.lows[i : i + 2] == ("not", "only") for i in range(tree.lefts[at], at))


def _wonders(tree: Tree, clause: int) -> bool:
    """``asked whether A and B``: what is wondered stays together."""
    return any(tree.lows[at] in _WONDERS for at in range(tree.lefts[clause], min(tree.lefts[clause] + 3, clause + 1)))


def _says_who(tree: Tree, at: int) -> bool:
    """``, the Gazette reported``: who tells the whole, put into it or at its end."""
    return tree.lows[at] in VERB_OF and tree.child(at, "ccomp", "xcomp") is None
