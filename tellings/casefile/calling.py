"""Calling: what each outlet calls the same act, people or thing.

Two names of one sort (tellings/data/casefile/namings.toml) mean one thing only on evidence in the text:
the act has the same person as its patient ("the shooting of Ada Quill", "Quill was murdered"); the people
are the same body's or the same person ("Example Guild guards", "Example Guild goons"); or both stand in the
same surroundings in statements of one claim, each the only name of its sort there. What stands between
quotation marks, and what is denied, charged or only expected, is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tellings.casefile.names import PEOPLE, Called, uses
from tellings.model import Naming, Provenance, Slice, Telling

# How much of their surroundings two names must share.
_SHARED = 2
Group = list[Called]


def callings(tellings: Sequence[Telling], provenance: Provenance) -> tuple[Naming, ...]:
    """What outlets call differently: by claim, or by actor for a body's people; one slice a name and outlet."""
    found = list(uses(tellings, provenance))
    groups = _united([*_by_actor(found), *_by_surroundings(found)])
    entries = [Naming(referent=_referent(group), names=_slices(group)) for group in groups]
    return tuple(sorted(entries, key=lambda n: (n.referent, [(s.article, s.start) for s in n.names])))


def _by_actor(found: Iterable[Called]) -> Iterator[Group]:
    held: dict[tuple[str, str], Group] = defaultdict(list)
    for use in found:
        if use.actor is not None:
            for sort in use.row.sorts:
                held[sort, use.actor].append(use)
    yield from (group for _, group in sorted(held.items()) if _differ(group))


def _by_surroundings(found: Iterable[Called]) -> Iterator[Group]:
    """Names of one sort in one claim whose neighbours are the same."""
    held: dict[tuple[str, str], dict[str, Group]] = defaultdict(lambda: defaultdict(list))
    for use in found:
        for sort in use.row.sorts:
            held[use.claim, sort][use.statement].append(use)
    for (_, sort), by_statement in sorted(held.items()):
        alone = [here[0] for here in by_statement.values() if here[0].rivals[sort] == 1]
        for first in alone:
            group = [first, *(u for u in alone if u is not first and _alike(first, u))]
            if _differ(group):
                yield group
                break


def _alike(a: Called, b: Called) -> bool:
    """True where the words around two names are the same, some on the same side, and both are one or many.

    Two verbs need an object in common: "seized the guns" and "captured the crew" are two acts.
    """
    others = a.actor and b.actor and a.actor != b.actor
    if others or a.plural != b.plural or (a.object and b.object and not a.object & b.object):
        return False
    side = a.right & b.right or a.left & b.left
    return bool(side) and len((a.left | a.right) & (b.left | b.right)) >= _SHARED


def _differ(group: Sequence[Called]) -> bool:
    """True where two outlets use names that are not all the same."""
    names: dict[str, set[str]] = defaultdict(set)
    for use in group:
        names[use.outlet].add(use.row.name)
    return len({frozenset(used) for used in names.values()}) > 1


def _united(groups: Iterable[Group]) -> list[Group]:
    """Groups that share a use are one."""
    found: list[Group] = []
    for group in groups:
        places = {u.place for u in group}
        sharing = [other for other in found if places & {u.place for u in other}]
        joined = {u.place: u for other in (*sharing, group) for u in other}
        found = [other for other in found if not any(other is s for s in sharing)] + [list(joined.values())]
    return found


def _referent(group: Group) -> str:
    """The actor whose people are named, else the claim that holds most of the names."""
    actors = {u.actor for u in group if u.actor and u.row in PEOPLE}
    if len(actors) == 1:
        return str(actors.pop())
    counted = Counter(u.claim for u in group)
    return min(counted, key=lambda claim: (-counted[claim], claim))


def _slices(group: Group) -> tuple[Slice, ...]:
    first: dict[tuple[str, str], Slice] = {}
    for use in sorted(group, key=lambda u: u.place):
        first.setdefault((use.outlet, use.row.name), use.words)
    return tuple(first.values())
