"""To look up next: sources that the articles rest on and that this file does not hold."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Literal

import msgspec

from tellings.claim.identity import place_id
from tellings.language.words import FUNCTION_WORDS, content_stems, tokens
from tellings.model import CheckNext, Link, Slice, Telling
from tellings.origin.actors import Cast
from tellings.origin.bearers import attribution_links
from tellings.origin.leads import Lead, leads, noun_of
from tellings.origin.origins import FINITE, passes_on
from tellings.origin.phrases import is_nobody, trimmed

Kind = Literal["document", "recording", "report", "person"]
# Most useful first where as many articles cite them.
_ORDER: dict[Kind, int] = {"document": 0, "recording": 1, "report": 2, "person": 3}
# Law that is cited stands under the file's norms.
_LAW = frozenset("accord treaty convention agreement charter constitution law act statute code protocol pact".split())
_TEXTS = frozenset({"document", "recording"})
# Words of a web address that name no outlet.
_ADDRESS = frozenset("www com org net co uk news online".split())


class _Cited(msgspec.Struct, frozen=True):
    """One mention of a source to look up; mentions with one ``key`` are one source."""

    key: tuple[Hashable, ...]
    kind: Kind
    what: Slice
    article: str


def check_next(tellings: Sequence[Telling], cast: Cast) -> tuple[CheckNext, ...]:
    """Sources named but not held, those that most articles cite first."""
    held = [_outlet_words(t.article.outlet) for t in tellings if t.article.outlet]
    found: dict[tuple[Hashable, ...], list[_Cited]] = defaultdict(list)
    phrases: list[Lead] = []
    for telling in sorted(tellings, key=lambda t: t.article.id):
        here = list(leads(telling))
        for link in attribution_links(telling):
            if link.kind in _TEXTS and not passes_on(link):
                phrases += _texts(link, telling, here)
            else:
                for cited in _cited(link, telling, cast, held):
                    found[cited.key].append(cited)
        phrases += here
    for number, group in enumerate(one_each(phrases)):
        for lead in group:
            key = ("text", number)
            found[key].append(_Cited(key=key, kind=lead.kind, what=lead.what, article=lead.what.article))
    items = [_item(cited) for cited in found.values()]
    return tuple(sorted(items, key=lambda i: (-len(i.cited_by), _ORDER[i.kind], i.what.text, i.id)))


def one_each(phrases: Sequence[Lead]) -> list[list[Lead]]:
    """Phrases by the document or recording they mean: what differs is apart, what fits goes with the likest.

    "The letter" is the one last named in its article; where none is, the one that most phrases mean.
    """
    groups: list[list[Lead]] = []
    of_noun: dict[tuple[str, str], list[list[Lead]]] = defaultdict(list)
    for lead in sorted(phrases, key=lambda k: (k.told == 0, k.what.article, k.what.start, k.what.end)):
        known = of_noun[lead.kind, lead.noun]
        fitting = [g for g in known if not any(lead.differs(other) for other in g)]
        if fitting:
            max(fitting, key=lambda g: (_likeness(lead, g), len(g), -known.index(g))).append(lead)
        else:
            known.append([lead])
            groups.append(known[-1])
    return groups


def _likeness(lead: Lead, group: Sequence[Lead]) -> tuple[int, int]:
    """Words in common; then how near before it, in its own article, the group was named."""
    stems = lead.sender | lead.addressee | lead.matter
    common = max(len(stems & (other.sender | other.addressee | other.matter)) for other in group)
    before = (o.what.start for o in group if o.what.article == lead.what.article and o.what.start <= lead.what.start)
    return common, max(before, default=-1)


def _texts(link: Link, telling: Telling, here: Sequence[Lead]) -> Iterator[Lead]:
    """The document or recording that speaks, where no phrase of the article's leads is its mention."""
    mention = link.mention
    if any(k.what.start < mention.end and mention.start < k.what.end for k in here):
        return
    what = telling.article.slice(mention.start + trimmed(mention.text), mention.end)
    words = [t for t in tokens(what.text) if t not in FUNCTION_WORDS]
    verb = any(w.start == what.start and w.tag in FINITE for w in telling.marks.words) and what.text[:1].islower()
    if not words or is_nobody(mention.text) or verb:
        return
    if link.kind == "recording":
        yield Lead(kind="recording", noun=noun_of(what.text), what=what)
    elif not _LAW & set(words) and words != ["statement"]:
        noun = noun_of(what.text)
        yield Lead(kind="document", noun=noun, what=what, sender=frozenset(content_stems(what.text)) - {noun})


def _cited(link: Link, telling: Telling, cast: Cast, held: Sequence[frozenset[str]]) -> Iterator[_Cited]:
    mention = link.mention
    if link.kind == "person":
        yield from _persons(mention, cast)
    elif passes_on(link):
        what = telling.article.slice(mention.start + trimmed(mention.text), mention.end)
        words = tuple(t for t in tokens(what.text) if t not in FUNCTION_WORDS)
        # A newspaper that no text names cannot be looked up.
        if any(w[:1].isupper() for w in what.text.split()) and not any(_same_outlet(frozenset(words), h) for h in held):
            yield _Cited(key=("report", *words), kind="report", what=what, article=mention.article)


def _persons(mention: Slice, cast: Cast) -> Iterator[_Cited]:
    for actor in cast.speakers.get((mention.article, mention.start, mention.end), ()):
        named = cast.by_id[actor]
        if named.kind == "person":
            yield _Cited(key=("person", actor), kind="person", what=named.label, article=mention.article)


def _outlet_words(outlet: str) -> frozenset[str]:
    return frozenset(tokens(outlet.replace(".", " "))) - _ADDRESS


def _same_outlet(mention: frozenset[str], held: frozenset[str]) -> bool:
    """ "The Daily News" and an outlet of that name, or its address written as one word."""
    bare = mention - _ADDRESS
    return bool(bare) and (bare <= held or (bool(held) and held <= bare) or "".join(sorted(bare)) in held)


def _item(leads: Sequence[_Cited]) -> CheckNext:
    fullest = max(leads, key=lambda k: (len(k.what.text), k.what.article, -k.what.start))
    return CheckNext(
        id=place_id("n", fullest.what.article, fullest.what.start, fullest.what.end),
        what=fullest.what,
        kind=fullest.kind,
        cited_by=tuple(sorted({k.article for k in leads})),
    )
