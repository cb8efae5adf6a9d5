"""Quotation: where the quotation marks stand.

Double marks are paired over the whole body at the least cost (a Viterbi walk over two states, closed
and open): a mark's form and the spaces around it say how dear it is as an opening or a closing one,
and leaving a mark unpaired or a quotation open at the end of a paragraph costs too. So one lost mark
cannot turn the rest of the article inside out, and a closing mark that a tokeniser left before the
next word (``... systems, "said Osk``) is still read as closing. Limits are in docs/marks/quotation.md.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tellings.mark.body import Paragraph, paragraphs
from tellings.model import Article, Quotation

Role = Literal["open", "close", "again", "stray", "ends", "runs on"]
Option = tuple[float, int, "Role"]

DOUBLE = re.compile("[\"“”„‟«»]|``|''")
_OPENING_FORM = frozenset("“„«")
_CLOSING_FORM = frozenset("”»")

# Costs of the walk. Only their order matters: a mark of the wrong form is dearer than an odd space,
# and losing a mark is dearer than either odd space.
WRONG_FORM = 5.0
ODD_SPACE = 1.5
DOUBTFUL = 0.5
STRAY = 3.0
STRAY_DIRECTED = 5.0
INCH = 0.5
LOST = 2.0
RUNS_ON = 0.2
RUNS_ON_LINE = 0.8
RUNS_ON_PARAGRAPH = 2.2
# A mark that opens the next paragraph of a quotation, in a text whose paragraphs were run together.
AGAIN_INSIDE = 1.2

# Paragraphs that a single quotation may run over; longer ones are taken for an apostrophe's fault.
LONGEST_RUN = 6
_SINGLE = re.compile("['‘’‚‛]")
_ELISION = re.compile(r"(?:\d0s|em|tis|twas|til|till|cause|cos|n|bout|round|ere|un|ave|e|im)\b", re.IGNORECASE)
_OPENS_WORD = re.compile(r"[([\"“…£$€]?[^\W_]|[([“…]")
_SENTENCE_ENDED = re.compile(r"[.!?…]\s+$")
_SPACED_ENDING = re.compile(r" ?(?:s|t|re|ve|ll|d|m)\b")


class Mark(NamedTuple):
    """A double quotation mark: its place and what it does there."""

    start: int
    end: int
    role: Role


def quotations(article: Article) -> list[Quotation]:
    """Stretches between quotation marks, and set-off paragraphs, in order of start.

    A quotation lies in one paragraph: one that runs over several gives one stretch each, which stand
    next to each other with nothing but white space and a repeated opening mark between (where a text's
    paragraphs were run together, too). Nested
    quotations are given beside the one that holds them. Raises nothing.
    """
    body = paragraphs(article)
    marks = double_marks(article, body)
    found = [*_doubles(article.text, body, marks), *_singles(article.text, body, marks), *_set_off(article, body)]
    best: dict[tuple[int, int], Quotation] = {}
    for quotation in found:
        # A set-off paragraph within marks of its own is one quotation, and set off.
        if quotation.start < quotation.end:
            best[quotation.start, quotation.end] = quotation
    return sorted(best.values(), key=lambda q: (q.start, -q.end))


class Marked(NamedTuple):
    """The double marks of a paragraph, and whether its last quotation runs on into the next."""

    marks: tuple[Mark, ...]
    runs_on: bool


def double_marks(article: Article, body: Sequence[Paragraph]) -> list[Marked]:
    """For each paragraph of ``body`` its double marks with the roles of the cheapest pairing."""
    sites = [list(DOUBLE.finditer(article.text, p.start, p.end)) for p in body]
    walk = _Walk()
    for number, (paragraph, hits) in enumerate(zip(body, sites, strict=True)):
        for order, hit in enumerate(hits):
            again = _cost_of_again(article.text, paragraph, hit, first=order == 0)
            walk.mark(*_mark_costs(article.text, paragraph, hit), again=again)
        following = body[number + 1] if number + 1 < len(body) else None
        walk.paragraph_end(_cost_of_running_on(article.text, paragraph, following))
    roles = iter(walk.roles())
    return [
        Marked(tuple(Mark(h.start(), h.end(), next(roles)) for h in hits), next(roles) == "runs on") for hits in sites
    ]


class _Walk:
    """The cheapest sequence of roles so far for each of the two states (0 closed, 1 open)."""

    def __init__(self) -> None:
        self.costs = [0.0, float("inf")]
        self.steps: list[tuple[tuple[int, Role], tuple[int, Role]]] = []

    def mark(self, opening: float, closing: float, stray: float, *, again: float | None) -> None:
        """Take a mark with what it costs in each role; ``again`` where it may open anew what is open."""
        closed, opened = self.costs
        stay: list[Option] = [(opened + closing, 1, "close"), (closed + stray, 0, "stray")]
        into: list[Option] = [(closed + opening, 0, "open"), (opened + stray, 1, "stray")]
        if again is not None:
            into.append((opened + opening + again, 1, "again"))
        self._step(stay, into)

    def paragraph_end(self, running_on: float) -> None:
        """Close what is open, at the cost of a lost mark, or let it run on."""
        closed, opened = self.costs
        self._step([(closed, 0, "ends"), (opened + LOST, 1, "ends")], [(opened + running_on, 1, "runs on")])

    def _step(self, to_closed: Sequence[Option], to_open: Sequence[Option]) -> None:
        shut = min(to_closed, key=lambda option: option[0])
        open_ = min(to_open, key=lambda option: option[0])
        self.costs = [shut[0], open_[0]]
        self.steps.append((shut[1:], open_[1:]))

    def roles(self) -> list[Role]:
        """Roles of all marks and paragraph ends taken, in order, ending closed."""
        state, roles = 0, list[Role]()
        for step in reversed(self.steps):
            state, role = step[state]
            roles.append(role)
        return roles[::-1]


def _cost_of_again(text: str, paragraph: Paragraph, hit: re.Match[str], *, first: bool) -> float | None:
    """What it costs that a mark opens an open quotation anew: nothing at a paragraph's start; null where it cannot."""
    if first and hit.start() == paragraph.start:
        return 0.0
    opens = hit.group() not in _CLOSING_FORM and text[hit.end() : hit.end() + 1].isupper()
    sentence = text[max(paragraph.start, hit.start() - 3) : hit.start()]
    return AGAIN_INSIDE if opens and _SENTENCE_ENDED.search(sentence) else None


def _mark_costs(text: str, paragraph: Paragraph, hit: re.Match[str]) -> tuple[float, float, float]:
    """What the mark costs as an opening, as a closing and as a stray one."""
    mark = hit.group()
    before = text[hit.start() - 1] if hit.start() > paragraph.start else " "
    after = text[hit.end()] if hit.end() < paragraph.end else " "
    opening = closing = 0.0
    if mark in _OPENING_FORM or mark == "``":
        closing += 1.0 if mark == "“" and before in ".,!?" else WRONG_FORM
    elif mark in _CLOSING_FORM or mark == "''":
        opening += WRONG_FORM
    opening += _opening_cost(text, paragraph, hit, before, after)
    closing += _closing_cost(text, paragraph, hit, before, after)
    if mark == '"':
        return opening, closing, INCH if before.isdigit() else STRAY
    return opening, closing, STRAY_DIRECTED


def _opening_cost(text: str, paragraph: Paragraph, hit: re.Match[str], before: str, after: str) -> float:
    cost = 0.0
    if after.isspace() or after in ".,;:!?)":
        cost += ODD_SPACE
    if before.isalnum() or before in ".,;!?":
        cost += ODD_SPACE
    elif before.isspace() and text[max(paragraph.start, hit.start() - 2) : hit.start() - 1] in (",", "."):
        cost += DOUBTFUL if after.islower() else 0.0
    return cost + (ODD_SPACE if hit.end() == paragraph.end else 0.0)


def _closing_cost(text: str, paragraph: Paragraph, hit: re.Match[str], before: str, after: str) -> float:
    cost = 0.0
    ended = before.isspace() and text[max(paragraph.start, hit.start() - 2) : hit.start() - 1] in (
        ".",
        ",",
        "!",
        "?",
        "…",
    )
    if before.isspace():
        cost += DOUBTFUL if ended else ODD_SPACE
    if after.isalnum() and not (before.isspace() and ended):
        cost += ODD_SPACE
    return cost + (ODD_SPACE if hit.start() == paragraph.start else 0.0)


def _cost_of_running_on(text: str, paragraph: Paragraph, following: Paragraph | None) -> float:
    if following is None:
        return LOST + ODD_SPACE
    if DOUBLE.match(text, following.start) and text[following.start] not in _CLOSING_FORM:
        return RUNS_ON
    near = "\n\n" not in text[paragraph.end : following.start]
    return RUNS_ON_LINE if near else RUNS_ON_PARAGRAPH


def _doubles(text: str, body: Sequence[Paragraph], marks: Sequence[Marked]) -> Iterator[Quotation]:
    """Stretches inside double marks, a paragraph at a time."""
    running = False
    for paragraph, (found, runs_on) in zip(body, marks, strict=True):
        since = paragraph.start if running else None
        opener = None
        for mark in found:
            if mark.role in ("open", "again"):
                if mark.role == "again" and since is not None and mark.start > since:
                    yield _trim(text, since, mark.start, "double")
                since, opener = mark.end, mark
            elif mark.role == "close" and since is not None:
                yield _trim(text, since, mark.start, "double")
                since = opener = None
        if since is not None and (runs_on or (opener is not None and _surely_opens(text, paragraph, opener))):
            yield _trim(text, since, paragraph.end, "double")
        running = runs_on


def _surely_opens(text: str, paragraph: Paragraph, mark: Mark) -> bool:
    """True where an opening mark without its fellow still shows a quotation to the paragraph's end."""
    return mark.start == paragraph.start or text[paragraph.start : mark.start].rstrip().endswith((",", ":"))


def _singles(text: str, body: Sequence[Paragraph], marks: Sequence[Marked]) -> Iterator[Quotation]:
    hits = [[hit.start() for hit in _SINGLE.finditer(text, p.start, p.end)] for p in body]
    last = -1
    for number, (paragraph, (doubles, _)) in enumerate(zip(body, marks, strict=True)):
        at = 0
        if number <= last:
            closing = _first_closing(text, paragraph, hits[number]) if number == last else None
            end = paragraph.end if closing is None else hits[number][closing]
            yield _trim(text, paragraph.start, end, "single")
            at = len(hits[number]) if closing is None else closing + 1
        while at < len(hits[number]):
            start = hits[number][at]
            at += 1
            if not _opens_single(text, paragraph, start):
                continue
            closing = _closing_single(text, paragraph, hits[number], at)
            if closing is not None:
                yield _trim(text, start + 1, _within(doubles, start, hits[number][closing]), "single")
                at = closing + 1
            elif (end_of_run := _run_of_singles(text, body, hits, number, start)) is not None:
                last = end_of_run
                yield _trim(text, start + 1, paragraph.end, "single")
                break


def _run_of_singles(
    text: str, body: Sequence[Paragraph], hits: Sequence[Sequence[int]], number: int, start: int
) -> int | None:
    """The paragraph in which a single quotation closes that its own paragraph leaves open."""
    if text[max(0, start - 3) : start].rstrip()[-1:] not in (":", ","):
        return None
    for later in range(number + 1, min(number + 1 + LONGEST_RUN, len(body))):
        closing = _first_closing(text, body[later], hits[later])
        opening = next((i for i, h in enumerate(hits[later]) if _opens_single(text, body[later], h)), None)
        if opening is not None and (closing is None or opening < closing):
            return None
        if closing is not None and text[hits[later][closing] - 1] in ".,!?":
            return later
    return None


def _first_closing(text: str, paragraph: Paragraph, hits: Sequence[int]) -> int | None:
    return next((i for i, h in enumerate(hits) if h > paragraph.start and _closes_single(text, paragraph, h)), None)


def _within(doubles: Sequence[Mark], start: int, end: int) -> int:
    """``end`` or, where a double quotation round the single one closes before it, that mark."""
    first = next((m for m in doubles if m.start > start and m.role != "stray"), None)
    return min(end, first.start) if first is not None and first.role == "close" else end


def _opens_single(text: str, paragraph: Paragraph, at: int) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1 : min(at + 3, paragraph.end)]
    if text[at] == "’" or not _OPENS_WORD.match(after) or not (before.isspace() or before in '(["“—–-'):
        return False
    if text[at] == "‘":
        return not after[:1].isdigit() or not _ELISION.match(text, at + 1)
    return text[at] == "‚" or not _ELISION.match(text, at + 1)


def _closing_single(text: str, paragraph: Paragraph, hits: Sequence[int], first: int) -> int | None:
    """Index in ``hits``, from ``first``, of the mark that closes; a plural possessive only for want of better."""
    possible = None
    for index in range(first, len(hits)):
        if _opens_single(text, paragraph, hits[index]):
            break
        if not _closes_single(text, paragraph, hits[index]):
            continue
        if text[hits[index] - 1] != "s" or not text[hits[index] + 1 : hits[index] + 2].isspace():
            return index
        possible = index if possible is None else possible
    return possible


def _closes_single(text: str, paragraph: Paragraph, at: int) -> bool:
    before = text[at - 1]
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if text[at] in "‘‚" or (before.isspace() and text[at - 2] not in ".,!?…") or after.isalnum():
        return False
    return not (before.isalpha() and _SPACED_ENDING.match(text, at + 1))


def _set_off(article: Article, body: Sequence[Paragraph]) -> Iterator[Quotation]:
    """Blocks that the layout sets off as quotations, less the marks around the whole."""
    for paragraph in body:
        if paragraph.kind != "quote":
            continue
        start, end = paragraph.start, paragraph.end
        inner = article.text[start + 1 : end - 1]
        if DOUBLE.match(article.text, start) and DOUBLE.match(article.text, end - 1) and not DOUBLE.search(inner):
            start, end = start + 1, end - 1
        yield _trim(article.text, start, end, "set-off")


def _trim(text: str, start: int, end: int, kind: Literal["double", "single", "set-off"]) -> Quotation:
    words = text[start:end]
    return Quotation(
        start=start + len(words) - len(words.lstrip()),
        end=max(start, end - len(words) + len(words.rstrip())),
        kind=kind,
    )
