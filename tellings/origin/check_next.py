"""To look up next: sources that the articles rest on and that this file does not hold."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Literal

import msgspec

from tellings.claim.identity import place_id
from tellings.language.words import FUNCTION_WORDS, tokens
from tellings.model import CheckNext, Link, Slice, Telling
from tellings.origin.actors import Cast
from tellings.origin.bearers import attribution_links
from tellings.origin.leads import leads, noun_of
from tellings.origin.origins import passes_on
from tellings.origin.phrases import trimmed

Kind = Literal["document", "recording", "report", "person"]
# Most useful first where as many articles cite them.
_ORDER: dict[Kind, int] = {"document": 0, "recording": 1, "report": 2, "person": 3}
# Law that is cited stands under the file's norms.
_LAW = frozenset("accord treaty convention agreement charter constitution law act statute code protocol pact".split())
# Words of a web address that name no outlet.
_ADDRESS = frozenset("www com org net co uk news online".split())


class _Lead(msgspec.Struct, frozen=True):
    """One mention of a source to look up; mentions with one ``key`` are one source."""

    key: tuple[Hashable, ...]
    kind: Kind
    what: Slice
    article: str


def check_next(tellings: Sequence[Telling], cast: Cast) -> tuple[CheckNext, ...]:
    """Sources named but not held, those that most articles cite first."""
    held = [_outlet_words(t.article.outlet) for t in tellings if t.article.outlet]
    found: dict[tuple[Hashable, ...], list[_Lead]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda t: t.article.id):
        for link in attribution_links(telling):
            for lead in _leads(link, telling, cast, held):
                found[lead.key].append(lead)
        for named in leads(telling):
            lead = _Lead(key=(named.kind, named.noun), kind=named.kind, what=named.what, article=telling.article.id)
            found[lead.key].append(lead)
    items = [_item(leads) for leads in found.values()]
    return tuple(sorted(items, key=lambda i: (-len(i.cited_by), _ORDER[i.kind], i.what.text, i.id)))


def _leads(link: Link, telling: Telling, cast: Cast, held: Sequence[frozenset[str]]) -> Iterator[_Lead]:
    mention = link.mention
    start = mention.start + (trimmed(mention.text) if link.kind != "person" else 0)
    what = telling.article.slice(start, mention.end)
    words = tuple(t for t in tokens(what.text) if t not in FUNCTION_WORDS)
    if not words:
        return
    if link.kind == "person":
        yield from _persons(mention, cast)
    elif link.kind == "outlet" or passes_on(link):
        # A newspaper that no text names cannot be looked up.
        if any(w[:1].isupper() for w in what.text.split()) and not any(_same_outlet(frozenset(words), h) for h in held):
            yield _Lead(key=("report", *words), kind="report", what=what, article=mention.article)
    elif link.kind == "document":
        if not _LAW & set(words) and words != ("statement",):
            yield _Lead(key=("document", noun_of(what.text)), kind="document", what=what, article=mention.article)
    elif link.kind == "recording":
        yield _Lead(key=("recording", noun_of(what.text)), kind="recording", what=what, article=mention.article)


def _persons(mention: Slice, cast: Cast) -> Iterator[_Lead]:
    for actor in cast.speakers.get((mention.article, mention.start, mention.end), ()):
        named = cast.by_id[actor]
        if named.kind == "person":
            yield _Lead(key=("person", actor), kind="person", what=named.label, article=mention.article)


def _outlet_words(outlet: str) -> frozenset[str]:
    return frozenset(tokens(outlet.replace(".", " "))) - _ADDRESS


def _same_outlet(mention: frozenset[str], held: frozenset[str]) -> bool:
    """ "The Daily News" and an outlet of that name, or its address written as one word."""
    bare = mention - _ADDRESS
    return bool(bare) and (bare <= held or (bool(held) and held <= bare) or "".join(sorted(bare)) in held)


def _item(leads: Sequence[_Lead]) -> CheckNext:
    fullest = max(leads, key=lambda k: (len(k.what.text), k.what.article, -k.what.start))
    return CheckNext(
        id=place_id("n", fullest.what.article, fullest.what.start, fullest.what.end),
        what=fullest.what,
        kind=fullest.kind,
        cited_by=tuple(sorted({k.article for k in leads})),
    )
