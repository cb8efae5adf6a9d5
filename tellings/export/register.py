"""The register of a case file: finds by id, names each article, gives each slice its place on the page."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from urllib.parse import quote, urlsplit

from tellings.export.labels import label, note
from tellings.export.pieces import Piece, Reason, Step, Teller, Told, cut
from tellings.model import Article, Because, CaseFile, Claim, Link, Slice, Statement, Variant

HUES = 8
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_FLAT = frozenset({"asserted", "reported"})
# Kinds of mention whose words alone do not say what they are.
_TOLD_KINDS = frozenset({"anonymous", "own", "recording", "document"})


class Register:
    """Look-ups over one case file, each built once."""

    def __init__(self, case: CaseFile) -> None:
        self.case = case
        self.articles = {a.id: a for a in case.articles}
        self.statements = {s.id: s for s in case.statements}
        self.variants = {v.id: v for group in case.quotes for v in group.variants}
        self.origins = {o.id: o for o in case.origins}
        self.actors = {a.id: a for a in case.actors}
        self.conflicts = {c.id: c for c in case.conflicts}
        self.claims = {c.id: c for c in case.claims}
        self.tellers = tellers(case)

    @cached_property
    def claim_of(self) -> dict[str, Claim]:
        """Claim by id of a statement in it."""
        return {s: c for c in reversed(self.case.claims) for s in c.statements}

    @cached_property
    def conflicts_of(self) -> dict[str, list[str]]:
        """Ids of the conflicts of each claim, in order."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for conflict in self.case.conflicts:
            hit = {self.claim_of[s].id for side in conflict.sides for s in side.statements if s in self.claim_of}
            for claim in sorted(hit | ({conflict.claim} if conflict.claim else set())):
                found[claim].append(conflict.id)
        return found

    @cached_property
    def _in_order(self) -> dict[str, tuple[list[int], list[Statement]]]:
        by_article: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in sorted(self.case.statements, key=lambda s: (s.article, s.start)):
            by_article[statement.article].append(statement)
        return {a: ([s.start for s in found], found) for a, found in by_article.items()}

    @cached_property
    def paragraphs(self) -> dict[str, tuple[list[int], list[tuple[int, int, str]]]]:
        """Starts and (start, end, kind) of the paragraphs of each article whose text is held."""
        found = {a.id: paragraphs(a) for a in self.case.articles}
        return {key: ([p[0] for p in places], places) for key, places in found.items()}

    def in_article(self, article: str) -> Sequence[Statement]:
        """Statements of an article in order."""
        return self._in_order.get(article, ([], []))[1]

    def holder(self, place: Slice) -> Statement | None:
        """The statement that holds ``place``, or null."""
        starts, found = self._in_order.get(place.article, ([], []))
        at = bisect_right(starts, place.start) - 1
        if at < 0 or place.start >= found[at].end:
            return None
        return found[at]

    def told(self, id_: str, marks: Iterable[Slice] = ()) -> Told | None:
        """A statement as told, with ``marks`` pointed at; null where the id is of none."""
        statement = self.statements.get(id_)
        if statement is None or statement.article not in self.tellers:
            return None
        here = [(m.start, m.end) for m in marks if m.article == statement.article]
        return Told(
            pieces=cut(statement.text, statement.start, here),
            teller=self.tellers[statement.article],
            href="#" + anchor("s", statement.id),
            start=statement.start,
            end=statement.end,
            chain=chain(statement.attribution),
            unstated=label("origin", "unstated"),
            stance="" if statement.stance in _FLAT else label("stance", statement.stance),
        )

    def told_all(self, ids: Iterable[str], marks: Iterable[Slice] = ()) -> tuple[Told, ...]:
        """Several statements as told, in the order of their articles in the file."""
        marks = tuple(marks)
        order = {a.id: n for n, a in enumerate(self.case.articles)}
        found = [t for t in (self.told(i, marks) for i in ids) if t]
        return tuple(sorted(found, key=lambda t: (order[t.teller.article], t.start)))

    def slice(self, place: Slice | None) -> Told | None:
        """A slice alone, with the chain of the statement that holds it."""
        if place is None or place.article not in self.tellers:
            return None
        holder = self.holder(place)
        return Told(
            pieces=(Piece(text=place.text),),
            teller=self.tellers[place.article],
            href=self.href(place),
            start=place.start,
            end=place.end,
            chain=chain(holder.attribution) if holder else (),
            unstated=self._unstated(holder),
            stance="" if holder is None or holder.stance in _FLAT else label("stance", holder.stance),
        )

    def within(self, place: Slice) -> Told | None:
        """The statement that holds ``place`` with it marked; the slice alone where none does."""
        holder = self.holder(place)
        return self.told(holder.id, (place,)) if holder else self.slice(place)

    def quoted(self, variant: Variant, marks: Iterable[Slice] = ()) -> Told | None:
        """A printing of an utterance, with its speaker and whom the outlet has it from."""
        if variant.article not in self.tellers:
            return None
        here = [(m.start, m.end) for m in marks if m.article == variant.article]
        place = Slice(article=variant.article, start=variant.start, end=variant.end, text=variant.text)
        holder = self.holder(place)
        named = tuple(Step(words=s.text) for s in ((variant.speaker,) if variant.speaker else ()) + variant.via)
        return Told(
            pieces=cut(variant.text, variant.start, here),
            teller=self.tellers[variant.article],
            href=self.href(place),
            start=variant.start,
            end=variant.end,
            chain=named or (chain(holder.attribution) if holder else ()),
            unstated=self._unstated(holder),
            quoted=True,
        )

    def _unstated(self, holder: Statement | None) -> str:
        if holder:
            return label("origin", "unstated")
        # a shared file leaves statements out, so silence there says nothing about the article
        return label("chain", "shared" if self.case.share else "outside")

    def reasons(self, because: Iterable[Because]) -> tuple[Reason, ...]:
        """Codes in words with the words that show them."""
        return tuple(
            Reason(
                words=label("because", b.code),
                note=note("because", b.code),
                shown=tuple(t for t in (self.slice(s) for s in b.spans[:4]) if t),
            )
            for b in because
        )

    def href(self, place: Slice) -> str:
        """Where a slice stands in the texts of the page: its statement, else its paragraph, else its article."""
        holder = self.holder(place)
        if holder:
            return "#" + anchor("s", holder.id)
        starts, found = self.paragraphs.get(place.article, ([], []))
        at = bisect_right(starts, place.start) - 1
        if at < 0:
            return "#" + anchor("a", place.article)
        return "#" + paragraph_anchor(place.article, found[at][0])


def anchor(letter: str, id_: str) -> str:
    """The element id for an id of the case file: without white space, and unlike that of another kind."""
    return f"{letter}-" + quote(id_, safe="").replace("%", "_x")


def paragraph_anchor(article: str, start: int) -> str:
    """The element id of the paragraph of ``article`` that starts at ``start``."""
    return f"{anchor('p', article)}-{start}"


def chain(links: Iterable[Link]) -> tuple[Step, ...]:
    """The mentions of an attribution chain, nearest first."""
    return tuple(
        Step(words=link.mention.text, note=label("link", link.kind) if link.kind in _TOLD_KINDS else "")
        for link in links
    )


def web(url: str | None) -> str | None:
    """``url`` where it may become a link: http and https only."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def tellers(case: CaseFile) -> dict[str, Teller]:
    """Each article as views name it: by outlet, with a date or number where an outlet has several."""
    outlets = {a.id: outlet(a) for a in case.articles}
    several = {name for name, count in Counter(outlets.values()).items() if count > 1}
    hues = _hues(case, outlets)
    numbers: Counter[str] = Counter()
    found: dict[str, Teller] = {}
    copies = {e.from_ for e in case.edges if e.kind == "republishes"}
    tags: set[tuple[str, str]] = set()
    for article in case.articles:
        name = outlets[article.id]
        numbers[name] += 1
        tag = "copy" if article.republished_from or article.id in copies else ""
        if name in several:
            date = (article.published or "")[:10]
            which = date if date and (name, date) not in tags else str(numbers[name])
            tags.add((name, which))
            tag = f"{which}, {tag}" if tag else which
        found[article.id] = Teller(
            article=article.id,
            anchor=anchor("a", article.id),
            outlet=name,
            tag=tag,
            hue=hues[article.id],
            language=article.language,
            url=article.url,
            captured=article.captured_at,
            sha256=article.sha256,
        )
    return found


def outlet(article: Article) -> str:
    """What stands for the outlet: its name, its host, whom it is republished from, its file, or that none is stated."""
    if article.outlet:
        return article.outlet
    address = web(article.url)
    if address:
        return urlsplit(address).netloc.removeprefix("www.")
    if article.republished_from:
        return article.republished_from
    path = article.capture.path if article.capture else None
    return f"{path.rpartition('/')[2]}, outlet not stated" if path else "outlet not stated"


def paragraphs(article: Article) -> list[tuple[int, int, str]]:
    """(start, end, kind) of what stands in the text, in order, nothing left out but white space."""
    text = article.text
    found: list[tuple[int, int, str]] = []
    at = 0
    for block in sorted(article.blocks, key=lambda b: b.start):
        if block.start < at:
            continue
        found += _between(text, at, block.start)
        found.append((block.start, block.end, block.kind))
        at = block.end
    return found + _between(text, at, len(text))


def _between(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The stretches between blank lines of ``text[start:end]``."""
    ends = [(m.start(), m.end()) for m in _BLANK_LINES.finditer(text, start, end)]
    bounds = zip([start, *(e for _, e in ends)], [*(s for s, _ in ends), end], strict=True)
    return [(a, b, "paragraph") for a, b in bounds if text[a:b].strip()]


def _hues(case: CaseFile, outlets: dict[str, str]) -> dict[str, int]:
    """A hue per outlet up to eight; beyond, one per family of several articles, and none for the rest."""
    names = list(dict.fromkeys(outlets[a.id] for a in case.articles))
    if len(names) <= HUES:
        return {a.id: names.index(outlets[a.id]) + 1 for a in case.articles}
    large = sorted((f for f in case.families if len(f.articles) > 1), key=lambda f: (-len(f.articles), f.id))
    hue = {article: n for n, family in enumerate(large[:HUES], 1) for article in family.articles}
    return {a.id: hue.get(a.id, 0) for a in case.articles}
