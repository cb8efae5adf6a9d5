"""Frames of an article: by the tree where the reader read it, by rules over words where it did not.

The two are added up: a cue that only one of them understands is taken from that one; where both do, the
tree says who and the wider of the two what.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from tellings.language.words import fold
from tellings.model import Article
from tellings.speech import provenance
from tellings.speech.frames import frames
from tellings.speech.parsed import parsed, stretch, subject
from tellings.speech.sentence import Frame, Further, Reading
from tellings.speech.tree import SUBJECTS, Tree
from tellings.speech.vocabulary import SOURCE_KIND, TIME_WORDS, VERB_OF

_FIRST_AND_SECOND = frozenset({"i", "we", "you"})
# What a mention is told of by, beside its own phrase.
_TOLD_OF = frozenset({"appos", "acl", "acl:relcl"})
_LOOSE_ENDS = frozenset(", ; and but while whereas — – -- -".split())


def framed(
    article: Article, reads: Sequence[Reading], whole: Tree | None, *, quoted_cues: bool = False
) -> list[list[Frame]]:
    """For each sentence its frames, in order of their cues.

    With ``quoted_cues`` also those inside quotations ("I think we were lucky", she said): they say what the speaker
    thinks, and are no teller of the outlet's.
    """
    ruled = [frames(reading) for reading in reads]
    if whole is None:
        return ruled
    starts = [word.start for word in whole.words]
    found = []
    for reading, by_rule in zip(reads, ruled, strict=True):
        first, last = bisect_left(starts, reading.start), bisect_left(starts, reading.end)
        quoted = [(t.start, t.end) for t in reading.tokens if t.kind == "quote"]
        by_tree = [_placed(article, f, quoted, quoted_cues=quoted_cues) for f in parsed(whole, reading, first, last)]
        mended = [_mended(whole, frame, bisect_left(starts, frame.cue[0])) for frame in by_rule]
        here = _without_tellers(whole, _together([f for f in by_tree if f], [f for f in mended if f]))
        found.append([_with_provenance(whole, frame, starts) for frame in here])
    return found


def _from_clause(frame: Frame, start: int | None) -> Frame:
    """``said after the match that he was glad``: what is said begins with the clause, not with the circumstance."""
    first, end = frame.content[0]
    if start is None or frame.order != "after" or frame.use == "quote" or not first < start < end:
        return frame
    return msgspec.structs.replace(frame, content=((start, end), *frame.content[1:]))


def _without_tellers(whole: Tree, here: Sequence[Frame]) -> list[Frame]:
    """``said it may close, according to a memo``: the last words say who tells the whole, and are not said.

    So do those of a second teller (``The port said it was shut, Ada Quill added``).
    """
    cues = [_opens(frame) for frame in here if frame.order == "before"]
    found = []
    for frame in here:
        content = frame.content
        for cue in cues:
            if frame.cue[0] < cue:
                content = _trimmed(whole, tuple((a, min(b, cue) if a < cue else b) for a, b in content))
        found.append(
            frame if content == frame.content or not content else msgspec.structs.replace(frame, content=content)
        )
    return found


def _opens(frame: Frame) -> int:
    """Where the words that say who tells begin: at the cue, or at the mention before it."""
    return frame.cue[0] if frame.source is None else min(frame.cue[0], frame.source[0])


def _with_provenance(whole: Tree, frame: Frame, starts: Sequence[int]) -> Frame:
    """The frame with the further steps that the sentence states of its source."""
    if frame.source is None:
        return frame
    noun = _noun_of(whole, frame.source)
    if noun is None:
        return frame
    cue = bisect_left(starts, frame.cue[0])
    further = tuple(
        Further(
            cue=stretch(whole.words, (step.cue, step.cue + 1)),
            mention=stretch(whole.words, whole.mention(step.noun)),
            passes=step.passes,
        )
        for step in provenance.steps(whole, cue, noun)
    )
    return msgspec.structs.replace(frame, further=further)


def _together(by_tree: Sequence[Frame], by_rule: Sequence[Frame]) -> list[Frame]:
    # where an object is said (blamed, described, urged) rules take the rest of the sentence for it
    things = {frame.cue for frame in by_tree if frame.use in ("object", "call")}
    clauses = {frame.cue: frame.content[0][0] for frame in by_tree if frame.order == "after"}
    by_rule = [_from_clause(frame, clauses.get(frame.cue)) for frame in by_rule if frame.cue not in things]
    cues = {frame.cue for frame in by_rule}
    return sorted([*by_rule, *(f for f in by_tree if f.cue not in cues)], key=lambda f: f.cue)


def _mended(whole: Tree, frame: Frame, at: int) -> Frame | None:
    """The frame with the source that the tree gives its verb; null where the tree reads no verb."""
    if frame.use == "according":
        return _by_mention(whole, frame)
    if frame.use in ("under", "headline", "noun") or at == len(whole.words):
        return frame
    if not whole.words[at].tag.startswith("VB"):
        return None
    if frame.use == "object" and _is_judged(whole, at):
        return None
    frame = _cut(whole, frame, at)
    source = subject(whole, at)
    if source is None or frame.source is None:
        return frame
    mention = stretch(whole.words, whole.mention(source))
    agrees = mention[0] < frame.source[1] and frame.source[0] < mention[1]
    if agrees or _names_someone(whole, frame.source):
        return frame
    return msgspec.structs.replace(frame, source=mention)


def _by_mention(whole: Tree, frame: Frame) -> Frame:
    """``according to a memo seen by the Post``: the mention is the noun's phrase, without what is told of it.

    What is said begins after it and its apposition (``According to Ada Quill, head of the port, the tide …``).
    """
    if frame.source is None:
        return frame
    noun = _noun_of(whole, frame.source)
    if noun is None or not whole.words[noun].tag.startswith(("NN", "PRP")):
        return frame
    start, end = stretch(whole.words, whole.mention(noun))
    if start != frame.source[0]:
        return frame
    told_of = [whole.rights[c] for c in whole.children[noun] if whole.words[c].relation in _TOLD_OF]
    after = max([end, *(whole.words[c].end for c in told_of)])
    content = frame.content
    if frame.order == "after":
        first = bisect_left(whole.words, after, key=lambda w: w.start)
        said = (w.start for w in whole.words[first:] if w.relation != "punct" or w.tag in ("``", "''"))
        begins = next(said, content[0][1])
        if begins < content[0][1]:
            content = ((begins, content[0][1]), *content[1:])
    return msgspec.structs.replace(frame, source=(start, end), content=content)


def _noun_of(whole: Tree, source: tuple[int, int]) -> int | None:
    """The head of a mention; where rules took only what stands before the noun (``various``), the noun."""
    first = bisect_left(whole.words, source[0], key=lambda w: w.start)
    last = bisect_left(whole.words, source[1], key=lambda w: w.start)
    head = next((at for at in range(first, last) if not first <= whole.words[at].head < last), None)
    if head is not None and whole.words[head].relation in ("amod", "det", "compound", "nummod"):
        head = whole.words[head].head
    return head


def _is_judged(whole: Tree, verb: int) -> bool:
    """``a claim his family rejects``: what is told before is judged, and nothing more is told."""
    own = whole.child(verb, "nsubj")
    relative = whole.words[verb].relation == "acl:relcl" and own is not None
    told = any(whole.words[c].relation in ("ccomp", "xcomp", "obj") for c in whole.children[verb])
    return relative and not told and not whole.words[own or 0].tag.startswith("W")


def _cut(whole: Tree, frame: Frame, cue: int) -> Frame:
    """The frame without what another teller, or nobody, tells beside it: ``A said …, B called it …``."""
    if frame.use == "show":  # what a recording shows is what is done and said in it
        return frame
    ends = [whole.words[whole.lefts[c]].start for c in (*_beside(whole, cue), *_after_quotation(whole, frame, cue))]
    end = min((e for e in ends if e >= frame.cue[1]), default=None)
    if end is None:
        return frame
    content = tuple((a, min(b, end)) for a, b in frame.content if a < end - 1)
    return msgspec.structs.replace(frame, content=_trimmed(whole, content)) if content else frame


def _beside(whole: Tree, cue: int) -> Iterator[int]:
    """Verbs of clauses that go on beside the cue's with a telling of their own, or after a quotation has closed."""
    at = cue
    while at >= 0:
        for child in whole.children[at]:
            if child > cue and not whole.has(child, "that", "mark") and _goes_its_own_way(whole, child, at == cue):
                yield child
        at = whole.words[at].head if whole.words[at].relation in ("conj", "advcl", "parataxis", "xcomp") else -1


def _after_quotation(whole: Tree, frame: Frame, cue: int) -> Iterator[int]:
    """``"We were lucky," she said, and the crowd laughed``: verbs of clauses beside a quotation that has closed."""
    closed = bisect_left(whole.words, frame.content[0][1], key=lambda w: w.start) - 1
    if frame.order != "around" or closed < 0 or whole.words[closed].tag != "''":
        return
    for head in (cue, *(c for c in whole.children[cue] if c < cue)):
        for child in whole.children[head]:
            if child > cue and whole.words[child].relation == "conj" and whole.child(child, *SUBJECTS) is not None:
                yield child


def _goes_its_own_way(whole: Tree, verb: int, of_cue: bool) -> bool:
    relation, low = whole.words[verb].relation, whole.lows[verb]
    tells = low in VERB_OF or provenance.DOES.get(low) == "cites"
    if whole.child(verb, "nsubj") is None:
        # "called it a mess, saying …", "reported gunfire and said …": the same teller's next telling
        return of_cue and tells and (relation == "conj" or (relation == "advcl" and whole.words[verb].tag == "VBG"))
    contrast = relation == "advcl" and any(whole.has(verb, low, "mark") for low in ("while", "whereas"))
    return (relation in ("conj", "parataxis") or contrast) and (tells or _follows_close(whole, whole.lefts[verb] - 1))


def _follows_close(whole: Tree, before: int) -> bool:
    while whole.lows[before] == ",":
        before -= 1
    return whole.words[before].tag == "''" or whole.lows[before] == ";"


def _trimmed(whole: Tree, content: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Stretches less the marks and conjunctions that they end in."""
    found = []
    for start, end in content:
        last = bisect_left(whole.words, end, key=lambda w: w.start) - 1
        while last > 0 and whole.words[last].start > start and whole.lows[last] in _LOOSE_ENDS:
            last -= 1
        found.append((start, max(start, whole.words[last].end)))
    return tuple((a, b) for a, b in found if a < b)


def _names_someone(whole: Tree, source: tuple[int, int]) -> bool:
    """True for a mention with a name, a pronoun or a noun of speakers, which rules do not find by chance."""
    first = bisect_left(whole.words, source[0], key=lambda w: w.start)
    last = bisect_left(whole.words, source[1], key=lambda w: w.start)
    words = zip(whole.words[first:last], whole.lows[first:last], strict=True)
    return any(
        low in SOURCE_KIND or (word.tag in ("NNP", "NNPS", "PRP") and low not in TIME_WORDS) for word, low in words
    )


def _placed(article: Article, frame: Frame, quoted: Sequence[tuple[int, int]], *, quoted_cues: bool) -> Frame | None:
    """The frame where it may stand: one of quoted words says only what is quoted with it; outside nobody is "I"."""
    around = next(((a, b) for a, b in quoted if a <= frame.cue[0] < b), None)
    if around is None:
        own = frame.source is not None and fold(article.text[slice(*frame.source)]) in _FIRST_AND_SECOND
        return None if own else frame
    low, high = around
    content = tuple((max(a, low), min(b, high)) for a, b in frame.content if a < high and b > low)
    inside = frame.source is None or (low <= frame.source[0] and frame.source[1] <= high)
    return msgspec.structs.replace(frame, content=content) if quoted_cues and content and inside else None
