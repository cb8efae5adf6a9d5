"""The terminal: a case file as plain lines, readable at 80 columns and without colour.

Words of a source stand between ‹ and ›; all else is the program's. Nothing in an article can move the
cursor, change a colour or turn the direction of writing: control characters are shown as one mark.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tellings.export.claims import CONFLICT, ClaimView, ConflictView, SideView, count
from tellings.export.labels import label, note
from tellings.export.pieces import Told
from tellings.export.sections import FigureView, QuoteView
from tellings.export.view import View, view
from tellings.model import CaseFile

CLAIMS_SHOWN = 20
TELLINGS_SHOWN = 4
GROUPS_SHOWN = 12
# What steers a terminal or its direction of writing.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def show(casefile: CaseFile, console: Console, next_only: bool = False) -> None:
    """Print a case file; with ``next_only`` only its headline and what to look up next."""
    shown = view(casefile)
    parts = _next(shown) if next_only else _all(shown)
    for indent, line in (*_head(shown), *parts):
        console.print(Padding(line, (0, 0, 0, indent), expand=False) if line.plain else "")


Lines = Iterator[tuple[int, Text]]


def plain(words: str) -> str:
    """``words`` on one line, with nothing in it that steers a terminal."""
    return " ".join(_STEERING.sub("\ufffd", words).split())


def _all(shown: View) -> Lines:
    yield from _facts(shown)
    yield from _several(shown)
    yield from _conflicts(shown)
    yield from _updates(shown)
    yield from _alone(shown)
    yield from _quotes(shown)
    yield from _figures(shown)
    yield from _timeline(shown)
    yield from _open(shown)
    yield from _wording(shown)
    yield from _law(shown)
    yield from _next(shown)
    yield from _sources(shown)


def _head(shown: View) -> Lines:
    yield 0, Text(" · ".join(("Case file", *(k for k in shown.kicker if k))))
    yield 0, Text("Standing counts tellings, not truth. ‹ › a source's words, [ ] the words in question.")
    yield 0, Text()
    if shown.title:
        yield 0, Text(_who(shown.title) + ":")
        yield 0, Text(_words(shown.title), style="bold")


def _facts(shown: View) -> Lines:
    for fact in shown.facts + shown.more_facts:
        if fact.told:
            yield 0, Text()
            yield 0, Text(fact.title + (f" · {plain(fact.note)}" if fact.note else ""), style="bold")
            yield from _tell(fact.told, 2)


def _several(shown: View) -> Lines:
    if shown.lone:
        return
    yield from _heading("several", len(shown.several))
    for claim in shown.several[:CLAIMS_SHOWN]:
        yield from _claim(claim)
    yield from _left_out(len(shown.several) - CLAIMS_SHOWN)


def _claim(claim: ClaimView) -> Lines:
    disputed = f" {CONFLICT} {label('standing', 'conflict')}" if claim.conflicts else ""
    yield 0, Text()
    yield 0, Text(f"{claim.standing.glyph} {claim.standing.words}: {claim.standing.counted}{disputed}")
    yield from _tells(claim.told + claim.rest)


def _conflicts(shown: View) -> Lines:
    yield from _heading("conflict", len(shown.conflicts))
    for conflict in shown.conflicts[:CLAIMS_SHOWN]:
        yield from _conflict(conflict)
    yield from _left_out(len(shown.conflicts) - CLAIMS_SHOWN)


def _conflict(conflict: ConflictView) -> Lines:
    yield 0, Text()
    yield 0, Text(f"{CONFLICT} {conflict.kind}" + (f" · {conflict.why}" if conflict.why != conflict.kind else ""))
    for number, side in enumerate(conflict.sides):
        if number:
            yield 2, Text("against")
        yield from _side(side)


def _side(side: SideView) -> Lines:
    yield from _tells(((side.value,) if side.value else ()) + side.told + side.rest)


def _updates(shown: View) -> Lines:
    if not shown.updates:
        return
    yield from _heading("later", len(shown.updates))
    for update in shown.updates[:GROUPS_SHOWN]:
        yield 0, Text()
        yield from _tells(update.earlier)
        yield 2, Text("then")
        yield from _tells(update.later)
    yield from _left_out(len(shown.updates) - GROUPS_SHOWN)


def _alone(shown: View) -> Lines:
    yield from _heading("one", sum(len(o.claims) for o in shown.alone))
    for one in shown.alone[:GROUPS_SHOWN]:
        yield 2, Text(f"{plain(one.teller.name)}: {count(len(one.claims), 'claim')}")
    yield from _left_out(len(shown.alone) - GROUPS_SHOWN)


def _quotes(shown: View) -> Lines:
    several = [q for q in shown.quotes if len(q.told) > 1]
    if several:
        yield from _heading("quotes", len(several))
    for quote in several[:GROUPS_SHOWN]:
        yield from _quote(quote)
    yield from _left_out(len(several) - GROUPS_SHOWN)


def _quote(quote: QuoteView) -> Lines:
    yield 0, Text()
    yield 0, Text(quote.same)
    yield from _tells(quote.told)
    for drift in quote.drift[:6]:
        words = " → ".join(f"‹{plain(w)}›" for w in (drift.before, drift.after) if w)
        yield 4, Text(f"{drift.op}: {words}")


def _figures(shown: View) -> Lines:
    several = [f for f in shown.figures if len(f.lines) > 1]
    if several:
        yield from _heading("figures", len(several))
    for figure in several[:GROUPS_SHOWN]:
        yield from _figure(figure)
    yield from _left_out(len(several) - GROUPS_SHOWN)


def _figure(figure: FigureView) -> Lines:
    yield 0, Text()
    yield 0, Text(" ".join(p for p in (f"‹{plain(figure.what.text)}›" if figure.what else "", figure.unit) if p))
    for line in figure.lines[:TELLINGS_SHOWN]:
        yield from _tell(line.told, 2, f"read as {line.reading}")
    yield from _left_out(len(figure.lines) - TELLINGS_SHOWN)


def _timeline(shown: View) -> Lines:
    if shown.timeline:
        yield from _heading("timeline", len(shown.timeline))
    for moment in shown.timeline[:GROUPS_SHOWN]:
        yield 0, Text()
        yield 0, Text(f"{plain(moment.when)} · {moment.precision}")
        yield from _tells(moment.told[:1])
    yield from _left_out(len(shown.timeline) - GROUPS_SHOWN)


def _open(shown: View) -> Lines:
    yield from _heading("open", sum(not t.answered for t in shown.threads))
    for thread in shown.threads[:GROUPS_SHOWN]:
        yield 0, Text()
        yield 0, Text(f"{thread.state}: {thread.act}" + (f" since {plain(thread.since)}" if thread.since else ""))
        yield from _tells(thread.told)
        if thread.answers:
            yield 2, Text("answered by")
            yield from _tells(thread.answers)
    yield from _left_out(len(shown.threads) - GROUPS_SHOWN)


def _wording(shown: View) -> Lines:
    if shown.wording:
        yield from _heading("wording", sum(len(w.terms) for w in shown.wording))
    for entry in shown.wording:
        terms = " · ".join(f"‹{plain(told.text)}›" for told, _ in entry.terms[:GROUPS_SHOWN])
        yield 2, Text(f"{plain(entry.teller.name)}: {terms}")


def _law(shown: View) -> Lines:
    if shown.law:
        yield from _heading("law", len(shown.law))
    for norm in shown.law[:GROUPS_SHOWN]:
        yield 0, Text()
        yield 0, Text(" ".join(p for p in (plain(norm.instrument), plain(norm.provision)) if p))
        yield from _tells(norm.told)


def _next(shown: View) -> Lines:
    yield from _heading("next", len(shown.look_up))
    for entry in shown.look_up:
        cited = ", ".join(plain(name) for name in entry.cited_by)
        yield 2, Text(f"{entry.kind}: {_words(entry.what)} · {_who(entry.what)} · cited by {cited}")


def _sources(shown: View) -> Lines:
    yield from _heading("sources", len(shown.sources))
    for source in shown.sources:
        yield 2, Text(f"{plain(source.teller.name)} · published {plain(source.published)} · {plain(source.url)}")
        yield 4, Text(f"captured {plain(source.captured)} · sha256 {source.sha256}")
        for noted in source.notes:
            yield 4, Text(f"{noted.kind}: " + (f"‹{plain(noted.words)}›" if noted.href else noted.words))
        if source.unread:
            yield 4, Text(f"language {plain(source.language)}: {source.unread}")


def _heading(code: str, number: int) -> Lines:
    yield 0, Text()
    title = f"{label('section', code)} ({number:,})"
    yield 0, Text(title, style="bold")
    yield 0, Text("─" * len(title))
    yield 0, Text(note("section", code), style="dim")


def _tells(told: Sequence[Told]) -> Lines:
    for one in told[:TELLINGS_SHOWN]:
        yield from _tell(one, 2)
    yield from _left_out(len(told) - TELLINGS_SHOWN)


def _tell(told: Told, indent: int, reading: str = "") -> Lines:
    yield indent, Text(_words(told))
    place = f"{told.start}–{told.end}"
    yield indent + 2, Text(" · ".join(p for p in (_who(told), place, reading) if p), style="dim")


def _left_out(number: int) -> Lines:
    if number > 0:
        yield 2, Text(f"and {number:,} more")


def _words(told: Told) -> str:
    return "‹" + "".join(f"[{plain(p.text)}]" if p.marked else _loose(p.text) for p in told.pieces).strip() + "›"


def _loose(words: str) -> str:
    """As ``plain``, but keeping a space at either end, where a marked piece begins."""
    ends = (words[:1].isspace(), words[-1:].isspace())
    return " " * ends[0] + plain(words) + " " * ends[1]


def _who(told: Told) -> str:
    steps: Iterable[str] = (f"← {plain(s.words)}" + (f" ({s.note})" if s.note else "") for s in told.chain)
    chain = " ".join(steps) or f"· {told.unstated}"
    return f"{plain(told.teller.name)} {chain}" + (f" · {told.stance}" if told.stance else "")
