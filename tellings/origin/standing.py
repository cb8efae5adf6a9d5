"""Standing: how many independent stated origins a claim has, and why.

Parties are taken from the surest to the vaguest; one adds to the count only where it can be told apart
from all taken before. So a copy, a second spokesman of one body, a second anonymous source or "officials"
beside a ministry add nothing.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from difflib import SequenceMatcher
from itertools import combinations

import msgspec

from tellings.language.words import tokens
from tellings.model import Because, Claim, Family, Slice, Standing, Statement
from tellings.origin.origins import Party
from tellings.origin.phrases import is_bystander

# "Officials" may be of any of these.
PUBLIC = frozenset(
    {"police", "prosecution", "officials", "government", "agency", "council", "parliament", "court", "forces"}
)

_OWNED = re.compile(r"\w['’]s?\s")
# Score of a link from which two statements surely tell one thing, so that two sources can bear it out.
FIRM = 0.8
# Share of words in common from which two statements are the same words.
VERBATIM = 0.9
# Words from which two speakers do not say the same by chance: "nobody was hurt" is said by many.
LEAST_SAME = 8
# Share of letters in common from which two surnames may be one, spelt two ways.
ALIKE = 0.8


def standing(claim: Claim, statements: Mapping[str, Statement], told: Mapping[str, Sequence[Party]],
             families: Sequence[Family]) -> Claim:  # fmt: skip
    """``claim`` with its families, count of independent stated origins, standing and the reasons."""
    articles = set(claim.articles)
    vouched = _vouched(claim, statements, {s for s in claim.statements if _states(told[s])})
    stated = [p for s in claim.statements if s in vouched for p in told[s] if p.kind != "unstated"]
    counted, merged = _independent(stated, _same_words([s for s in claim.statements if s in vouched], statements, told))
    own_families = tuple(sorted(f.id for f in families if articles & set(f.articles)))
    return msgspec.structs.replace(
        claim,
        families=own_families,
        origins=len(counted),
        standing=name(len(counted), len(articles)),
        because=_because(claim, statements, told, counted, merged, len(own_families)),
    )


def name(origins: int, articles: int) -> Standing:
    """The word for a claim of so many independent stated origins and articles."""
    if origins >= 2:
        return "corroborated"
    return "repeated" if articles > 1 else "single"


def may_be_one(a: Party, b: Party) -> str | None:
    """The code of the reason why ``a`` and ``b`` count once; None where they can be told apart."""
    if a.key == b.key:
        return "same-origin"
    if a.kind == b.kind == "anonymous":
        return "anonymous-counted-once"
    if a.body is not None and a.body == b.body:
        return "same-body"
    if a.kind == b.kind == "recording":
        # "A video" may be any video; two with different owners are two.
        return None if (len(a.words) > 1 and len(b.words) > 1) or a.words[0] != b.words[0] else "same-recording"
    if a.kind == b.kind == "document":
        return "same-document" if _overlap(a.words, b.words) else None
    if {a.kind, b.kind} == {"document", "named"}:
        # "A statement" may be the statement of any body; the words of a document that is named are its own.
        document = a if a.kind == "document" else b
        unnamed = len(document.words) == 1 or _one_class(a, b)
        return None if a.person or b.person or not unnamed else "cannot-be-told-apart"
    if {a.kind, b.kind} == {"anonymous", "named"}:
        anonymous, named = (a, b) if a.kind == "anonymous" else (b, a)
        apart = not named.person and is_bystander(anonymous.words)
        return None if apart else "cannot-be-told-apart"
    if a.kind == b.kind == "named":
        return _named_as_one(a, b)
    return None


def _named_as_one(a: Party, b: Party) -> str | None:
    if a.guessed or b.guessed or _overlap(a.words, b.words):
        return "cannot-be-told-apart"
    if a.person and b.person:
        return "cannot-be-told-apart" if _spelt_alike(a.words[-1], b.words[-1]) else None
    if a.person or b.person:
        # "Officials" may be any official who is named.
        return "cannot-be-told-apart" if "officials" in {a.class_, b.class_} else None
    if _one_class(a, b):
        return "same-body" if a.class_ == b.class_ else "cannot-be-told-apart"
    # "The company's safety team" is of a body whom the words do not name.
    owned = any(_is_unnamed(p) and p.label and _OWNED.search(p.label.text) for p in (a, b))
    unnamed = _is_unnamed(a) or _is_unnamed(b)
    return "cannot-be-told-apart" if owned or (unnamed and not _classes_differ(a, b)) else None


def _is_unnamed(party: Party) -> bool:
    """True for "the company", "rescue team": a body described with no name."""
    if party.phrase is None or party.label is None or party.phrase.country is not None:
        return False
    text = party.label.text
    return text[1:].islower() and (text[:1].islower() or party.phrase.noun is not None)


def _classes_differ(a: Party, b: Party) -> bool:
    classes = {_class(a), _class(b)}
    return len(classes) == 2 and not classes & {None, "officials"}


def _spelt_alike(a: str, b: str) -> bool:
    """Two spellings of what may be one surname: few letters between them."""
    return min(len(a), len(b)) > 3 and SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE


def _vouched(claim: Claim, statements: Mapping[str, Statement], sourced: Set[str]) -> frozenset[str]:
    """Statements of a claim whose sources bear it out; one of ``sourced`` at least, where there is any.

    Not those that only the weakest links join, for they may tell something else; none that denies what the
    others tell; and where the claim is told with a count, none that does not tell it: who saw a ship strike a
    pier does not bear out how many were hurt.
    """
    links = [link for link in claim.links if link.score >= FIRM]
    counts = [link for link in links if link.features.get("same_figures", 0) > 0]
    firm = {s for link in counts or links for s in (link.a, link.b)}
    kept = [s for s in claim.statements if s in firm or not claim.links]
    told = [s for s in kept if statements[s].stance != "denied"] or kept
    if sourced and not sourced & set(told):
        # A claim whose firm part names no source is as good as its first source.
        return frozenset([_first_sourced(claim, statements, sourced)])
    return frozenset(told)


def _first_sourced(claim: Claim, statements: Mapping[str, Statement], sourced: Set[str]) -> str:
    named = [s for s in claim.statements if s in sourced]
    return next((s for s in named if statements[s].stance != "denied"), named[0])


def _states(parties: Sequence[Party]) -> bool:
    return any(p.kind != "unstated" for p in parties)


def _overlap(a: Sequence[str], b: Sequence[str]) -> bool:
    return set(a) <= set(b) or set(b) <= set(a)


def _one_class(a: Party, b: Party) -> bool:
    """True where two descriptions may be of one body: nothing said of the one speaks against the other."""
    if a.phrase and b.phrase and a.phrase.country and b.phrase.country and a.phrase.country != b.phrase.country:
        return False
    government = {_government(a), _government(b)}
    if government == {True}:
        # A ministry speaks for its government; two ministries are two.
        return _general(a) or _general(b) or (_same_noun(a, b) and _described_alike(a, b))
    public = {_public(a), _public(b)}
    if "officials" in public:
        return public <= PUBLIC and (_described_alike(a, b) or len(public) > 1)
    return _class(a) is not None and _class(a) == _class(b) and _described_alike(a, b)


def _class(party: Party) -> str | None:
    """The class of body; a body with a bare name is taken for a company, as "the company" may be it."""
    if party.class_ is None and party.body is not None and not _is_country(party):
        return "company"
    return party.class_


def _public(party: Party) -> str | None:
    """The class of body, a country's name taken for its government."""
    return "government" if _is_country(party) else party.class_


def _described_alike(a: Party, b: Party) -> bool:
    """Where one is described with no more than the other: "police", "Harbourton police"."""
    if a.phrase is None or b.phrase is None:
        return True
    return _overlap(a.phrase.words, b.phrase.words)


def _same_noun(a: Party, b: Party) -> bool:
    return a.phrase is not None and b.phrase is not None and a.phrase.noun == b.phrase.noun


def _government(party: Party) -> bool:
    return party.class_ == "government" or _is_country(party)


def _general(party: Party) -> bool:
    """The government as a whole, by that word or by its country or capital."""
    return _is_country(party) or bool(party.phrase and party.phrase.noun in {"government", "administration", "cabinet"})


def _is_country(party: Party) -> bool:
    phrase = party.phrase
    return bool(phrase and phrase.noun is None and phrase.country and not phrase.words)


def _same_words(
    sourced: Sequence[str], statements: Mapping[str, Statement], told: Mapping[str, Sequence[Party]]
) -> frozenset[tuple[tuple[str, ...], ...]]:
    """Keys of parties to whom the very same words are given: one of them said them, or the text was copied."""
    words = {s: Counter(tokens(statements[s].text)) for s in sourced if _states(told[s])}
    return frozenset(
        keys
        for left, right in combinations(sorted(words), 2)
        if statements[left].article != statements[right].article and _alike(words[left], words[right])
        for a in told[left]
        for b in told[right]
        if a.key != b.key
        for keys in ((a.key, b.key), (b.key, a.key))
    )


def _alike(a: Counter[str], b: Counter[str]) -> bool:
    """True where nine words in ten are the same (Dice), and there are enough that this is no chance."""
    return min(a.total(), b.total()) >= LEAST_SAME and 2 * (a & b).total() >= VERBATIM * (a.total() + b.total())


def _independent(
    stated: Sequence[Party], same_words: frozenset[tuple[tuple[str, ...], ...]]
) -> tuple[list[Party], list[tuple[Party, str]]]:
    """Parties that can all be told apart, the surest first, and those left out with the reason."""
    # Of several mentions of one party the last written counts: the one that says who it is.
    distinct = {p.key: p for p in sorted(stated, key=lambda p: (not p.guessed, _label_place(p)))}
    counted: list[Party] = []
    merged: list[tuple[Party, str]] = []
    for party in sorted(distinct.values(), key=lambda p: (_vagueness(p), p.key)):
        reason = next((r for c in counted if (r := may_be_one(c, party)) is not None), None)
        if reason is None and any((c.key, party.key) in same_words for c in counted):
            reason = "cannot-be-told-apart"
        if reason is None:
            counted.append(party)
        else:
            merged.append((party, reason))
    return counted, merged


def _label_place(party: Party) -> tuple[str, int]:
    return (party.label.article, party.label.start) if party.label else ("", 0)


def _vagueness(party: Party) -> int:
    if party.kind == "named":
        if party.guessed:
            return 4
        if party.class_ == "officials" or party.actor is None:
            return 4
        return 1 if party.phrase is not None and party.phrase.bare else 0
    return {"own": 2, "recording": 2, "document": 3, "anonymous": 5}.get(party.kind, 6)


def _because(
    claim: Claim, statements: Mapping[str, Statement], told: Mapping[str, Sequence[Party]],
    counted: Sequence[Party], merged: Sequence[tuple[Party, str]], families: int,
) -> tuple[Because, ...]:  # fmt: skip
    """Reasons in a fixed order: each origin with the words that state it, what counted once, what is silent."""
    reasons = [Because(code="stated-origin", spans=_mentions(claim, statements, told, p)) for p in counted]
    reasons += [Because(code=code, spans=_mentions(claim, statements, told, p)) for p, code in merged]
    silent = [s for s in claim.statements if any(p.kind == "unstated" for p in told[s])]
    passing = tuple(link.mention for s in silent for link in statements[s].attribution if link.kind == "outlet")
    if passing:
        reasons.append(Because(code="outlet-passes-on", spans=passing))
    if silent:
        # Nothing is there to be shown: the statement itself is the evidence.
        reasons.append(Because(code="no-source-stated"))
    if len(claim.articles) > 1 and families == 1:
        reasons.append(Because(code="one-family"))
    return (*claim.because, *reasons)


def _mentions(
    claim: Claim, statements: Mapping[str, Statement], told: Mapping[str, Sequence[Party]], party: Party
) -> tuple[Slice, ...]:
    """The words that name ``party`` in the claim's statements."""
    of = [s for s in claim.statements if any(p.key == party.key for p in told[s])]
    spans = {link.mention for s in of for link in statements[s].attribution}
    return tuple(sorted(spans, key=lambda s: (s.article, s.start, s.end)))
