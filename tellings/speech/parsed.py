"""Frames by the tree: who is said to say what, read off the dependencies of the sentence.

The cue is a verb of the table; its source is its subject (shared by a coordinated, controlled or
participial verb, or what a relative clause describes); what is said is its clausal complement, the
sentence it is put into, or a quotation beside it.
"""

from collections.abc import Iterator, Sequence

from tellings.model import Word
from tellings.speech.provenance import reported_on
from tellings.speech.sentence import Frame, Reading
from tellings.speech.tree import Tree
from tellings.speech.vocabulary import LIGHT_VERBS, NEGATIONS, NOUN_STANCE, SOURCE_KIND, VERB_OF, Verb

Span = tuple[int, int]

_RELATIVE = frozenset("who which that whom".split())
_LEAST_WORDS = 2
_GOES_ON = frozenset("went goes going continued continues proceeded began begins started seemed seems appeared".split())
# Words of an object that make it something announced ("his rejection of the plan"), not only talked of.
_A_THING = 4
_OF = ("of", "for", "on", "as", "to", "over", "with")


def parsed(tree: Tree, reading: Reading, first: int, last: int) -> list[Frame]:
    """Frames of the sentence whose words are ``first`` to ``last`` of the tree, in order of their cues."""
    found = []
    for at in range(first, last):
        frame = _verb(tree, reading, at, first, last) or _noun(tree, reading, at)
        if frame is not None:
            found.append(frame)
    return found


def _verb(tree: Tree, reading: Reading, at: int, first: int, last: int) -> Frame | None:
    verb = VERB_OF.get(tree.lows[at])
    if verb is None or verb.blow or not tree.is_verb(at) or _refuses(tree, at, verb) or _is_unreal(tree, at):
        return None
    source = subject(tree, at)
    if (
        source is None
        or tree.has(source, "no", "det")
        or (verb.needs_mind and tree.lows[source] == "it")
        or not _can_tell(tree, verb, source)
    ):
        return None
    pieces = list(_content(tree, at, verb, source, first, last, reading))
    return _frame(tree, reading, (at, at + 1), source, pieces, verb.use, verb) if pieces else None


def subject(tree: Tree, at: int, hops: int = 6) -> int | None:
    """The word that does what the verb at ``at`` says; null where none is told or the verb is passive."""
    if hops == 0:
        return None
    own = tree.child(at, "nsubj", "csubj")
    if own is not None:
        return _behind_relative(tree, at, own)
    if tree.child(at, "nsubj:pass", "aux:pass") is not None:
        agent = tree.child(at, "obl:agent")
        by = next((c for c in tree.children[at] if tree.has(c, "by", "case")), None)
        return agent if agent is not None else by
    head, relation = tree.words[at].head, tree.words[at].relation
    if head < 0:
        return None
    if relation in ("acl", "acl:relcl"):
        return head if tree.words[head].tag.startswith(("NN", "PRP", "CD", "DT")) else None
    if relation in ("conj", "xcomp", "advcl", "parataxis", "ccomp", "obl"):
        # "causing the guild to wonder", "quoted him as saying": the object does what the second verb says
        object_ = tree.child(head, "obj", "iobj") if relation == "xcomp" else None
        if object_ is not None:
            return object_
        if relation == "ccomp" and not tree.words[at].tag.startswith(("VBG", "VB")):
            return None
        passive = _passive_subject(tree, head)
        return subject(tree, head, hops - 1) if passive is None else passive
    return None


def _passive_subject(tree: Tree, at: int) -> int | None:
    """``X was quoted as saying``, ``X was asked … and said``: the subject of the passive goes on."""
    found = tree.child(at, "nsubj:pass")
    return None if found is None else _behind_relative(tree, at, found)


def _behind_relative(tree: Tree, verb: int, subject_: int) -> int | None:
    if tree.lows[subject_] not in _RELATIVE or not tree.words[subject_].tag.startswith("W"):
        return subject_
    at = verb
    while at >= 0 and tree.words[at].relation in ("conj", "xcomp", "ccomp"):
        at = tree.words[at].head
    head = tree.words[at].head if at >= 0 else -1
    return head if head >= 0 and tree.words[at].relation.startswith("acl") else None


def _refuses(tree: Tree, at: int, verb: Verb) -> bool:
    """``did not say``: nothing is told; what is not denied is."""
    return verb.stance != "denied" and any(tree.lows[c] in NEGATIONS for c in tree.children[at] if c < at)


def _is_unreal(tree: Tree, at: int) -> bool:
    """``urged him to testify``, ``came to say``: not told yet; ``went on to say`` is."""
    head = tree.words[at].head
    goes_on = head >= 0 and tree.lows[head] in _GOES_ON
    return tree.has(at, "to", "mark") and not (tree.words[at].relation in ("xcomp", "advcl") and goes_on)


def _can_tell(tree: Tree, verb: Verb, source: int) -> bool:
    """True for a name, a pronoun or a noun of the table of sources; only texts and recordings show."""
    kind = SOURCE_KIND.get(tree.lows[source]) or SOURCE_KIND.get(tree.lows[source].removesuffix("s"))
    if verb.use == "show":
        return kind in ("document", "recording") or tree.lows[source] == "it"
    return kind is not None or tree.words[source].tag in ("NNP", "NNPS", "PRP", "WP")


def _content(tree: Tree, at: int, verb: Verb, source: int, first: int, last: int, reading: Reading) -> Iterator[Span]:
    """What the cue says, as stretches of words."""
    put_in = _put_into(tree, at)
    if put_in is not None:
        yield from _around(tree, put_in, at)
        return
    clause = next((c for c in tree.children[at] if tree.words[c].relation == "ccomp"), None)
    if clause is None and verb.use != "say":  # "the firm continues to add", "asks to leave"
        clause = next((c for c in tree.children[at] if _is_open_clause(tree, c)), None)
    if clause is not None:
        yield from _clause(tree, at, clause, verb)
        return
    after = next((c for c in tree.children[at] if tree.words[c].relation == "parataxis" and c > at), None)
    if after is not None and tree.child(after, "nsubj") is not None and not _tells(tree, after):
        yield tree.lefts[after], tree.rights[after] + 1
        return
    if verb.use in ("object", "show", "call") or verb.thing:
        yield from _thing(tree, at, verb)
    elif (thing := reported_on(tree, at)) is not None:
        yield tree.lefts[thing], tree.rights[thing] + 1


def _thing(tree: Tree, at: int, verb: Verb) -> Iterator[Span]:
    """What is shown, blamed or announced: the object with what is said of it (``of``, ``for``, ``as``, ``to``)."""
    thing = tree.child(at, "obj", "obl") if verb.use == "call" else tree.child(at, "obj")
    if thing is None or thing < at:
        return
    left, right = tree.lefts[thing], tree.rights[thing] + 1
    if verb.thing and (right - left < _A_THING or not tree.words[thing].tag.startswith("NN")):
        return
    told = verb.thing or verb.use == "show" or verb.stance not in ("reported", "alleged")
    for child in tree.children[at]:
        said = _is_open_clause(tree, child) or (
            tree.words[child].relation in ("obl", "advcl") and any(tree.has(child, low, "case", "mark") for low in _OF)
        )
        if child > thing and said and not verb.thing:
            right, told = max(right, tree.rights[child] + 1), True
    if told:  # "praised the crew" says nothing of them; "praised them for staying" does
        yield left, right


def _is_open_clause(tree: Tree, at: int) -> bool:
    """``hopes to open it``: a verb's clause whose subject is told already."""
    return tree.words[at].relation == "xcomp" and tree.words[at].tag.startswith("VB")


def _tells(tree: Tree, at: int) -> bool:
    return tree.lows[at] in VERB_OF


def _put_into(tree: Tree, at: int) -> int | None:
    """The sentence that the cue's clause is put into: ``The pump, she said, had failed.``"""
    word = tree.words[at]
    if word.relation in ("parataxis",) and word.head >= 0 and tree.child(at, "ccomp") is None:
        return word.head
    return None


def _around(tree: Tree, clause: int, cue: int) -> Iterator[Span]:
    low, high = tree.lefts[cue], tree.rights[cue] + 1
    left, right = tree.lefts[clause], tree.rights[clause] + 1
    if left < low:
        yield left, low
    if high < right:
        yield high, right


def _clause(tree: Tree, at: int, clause: int, verb: Verb) -> Iterator[Span]:
    left, right = tree.lefts[clause], tree.rights[clause] + 1
    if left < at < right:
        yield left, at
        yield at + 1, right
        return
    aside = min((tree.lefts[c] for c in tree.children[clause] if _is_tellers_aside(tree, c, clause)), default=right)
    yield left, min(right, aside)
    # a quotation taken up again, or a clause that goes on beside the first
    for child in tree.children[at]:
        if child != clause and tree.words[child].relation in ("parataxis", "ccomp") and not _tells(tree, child):
            yield tree.lefts[child], tree.rights[child] + 1


def _is_tellers_aside(tree: Tree, at: int, clause: int) -> bool:
    """``found no sign of it, the Gazette reported``: who told it, put at the end of what is told."""
    return (
        at > clause
        and tree.words[at].relation == "parataxis"
        and _tells(tree, at)
        and tree.child(at, "nsubj") is not None
    )


def _noun(tree: Tree, reading: Reading, at: int) -> Frame | None:
    """``the union's claim that …``, ``made the claim that …``, ``her hopes of …``."""
    stance = NOUN_STANCE.get(tree.lows[at])
    if stance is None or not tree.words[at].tag.startswith("NN"):
        return None
    clause = next((c for c in tree.children[at] if c > at and _tells_what(tree, c)), None)
    if clause is None:
        return None
    owner = tree.child(at, "nmod:poss")
    head = tree.words[at].head
    if owner is None and tree.words[at].relation == "obj" and head >= 0 and tree.lows[head] in LIGHT_VERBS:
        owner = subject(tree, head)
    if owner is None:
        by = (
            c for c in tree.children[at] if c < clause and any(tree.has(c, low, "case") for low in ("by", "of", "from"))
        )
        owner = next(by, None)
    if owner is None:
        return None
    span = (tree.lefts[clause], tree.rights[clause] + 1)
    spans = _places(tree.words, [span])
    mention = tree.mention(owner)
    return Frame(
        sentence=reading.number,
        cue=(tree.words[at].start, tree.words[at].end),
        source=stretch(tree.words, mention),
        content=spans,
        stance=stance,
        order="after",
        use="noun",
    ) if spans else None  # fmt: skip


def _tells_what(tree: Tree, clause: int) -> bool:
    """A clause with "that" or "to", or with a subject, that says what the claim, hope or pledge is."""
    if tree.words[clause].relation not in ("acl", "ccomp", "advcl"):
        return False
    return tree.has(clause, "that", "mark") or tree.has(clause, "to", "mark") or tree.has(clause, "of", "mark", "case")


def _frame(
    tree: Tree, reading: Reading, cue: Span, source: int, pieces: Sequence[Span], use: str, verb: Verb
) -> Frame | None:
    low, high = tree.mention(source)
    kept = [p for left, right in pieces for p in _without(left, right, low, high, cue[0])]
    spans = _places(tree.words, sorted(kept))
    if not spans or sum(b - a for a, b in kept) < _LEAST_WORDS:
        return None
    at = tree.words[cue[0]].start
    before, after = spans[0][0] < at, spans[-1][0] > at
    return Frame(
        sentence=reading.number,
        cue=(at, tree.words[cue[1] - 1].end),
        source=stretch(tree.words, (low, high)),
        content=spans,
        stance=verb.stance,
        order="around" if before and after else "before" if before else "after",
        use=use,
    )


def _without(left: int, right: int, low: int, high: int, cue: int) -> Iterator[Span]:
    """The stretch less the source and the cue, where they stand inside it."""
    cut = [(low, high), (cue, cue + 1)]
    for start, end in sorted(cut):
        if left < end and start < right:
            if left < start:
                yield left, start
            left = end
    if left < right:
        yield left, right


def _places(words: Sequence[Word], pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Stretches of words as places in the text, marks at their ends left out but for quotation marks."""
    found = []
    for left, right in pieces:
        while left < right and words[left].relation == "punct" and words[left].tag not in ("``", "''", '"'):
            left += 1
        while right > left and words[right - 1].relation == "punct" and words[right - 1].tag not in ("``", "''", '"'):
            right -= 1
        if any(w.relation != "punct" for w in words[left:right]):
            found.append(stretch(words, (left, right)))
    return tuple(found)


def stretch(words: Sequence[Word], span: Span) -> Span:
    """A stretch of words as a place in the text."""
    return words[span[0]].start, words[span[1] - 1].end
