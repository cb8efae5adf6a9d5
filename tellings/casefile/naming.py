"""Naming: the same thing under different names in different outlets."""

from collections.abc import Sequence

from tellings.language.words import FUNCTION_WORDS, tokens
from tellings.model import Actor, Naming, Slice


def naming(actors: Sequence[Actor]) -> tuple[Naming, ...]:
    """Actors whose names differ between articles, with one slice for each name.

    A surname beside a full name is no other name; letter case, possessives and articles are none either.
    """
    found = ((actor, _names(actor)) for actor in actors)
    return tuple(Naming(referent=actor.id, names=names) for actor, names in found if len(names) > 1)


def _names(actor: Actor) -> tuple[Slice, ...]:
    """Each article's fullest name, where it differs from the others' in more than length."""
    fullest: dict[str, Slice] = {}
    for mention in actor.mentions:
        held = fullest.get(mention.article)
        if held is None or len(_words(mention)) > len(_words(held)):
            fullest[mention.article] = mention
    by_words: dict[tuple[str, ...], Slice] = {}
    for _, mention in sorted(fullest.items()):
        by_words.setdefault(_words(mention), mention)
    if actor.kind == "person" and _one_is_short_for_other(list(by_words)):
        return ()
    return tuple(by_words.values())


def _words(mention: Slice) -> tuple[str, ...]:
    return tuple(t for t in tokens(mention.text) if t not in FUNCTION_WORDS)


def _one_is_short_for_other(names: Sequence[tuple[str, ...]]) -> bool:
    longest = {word for name in names if len(name) == max(map(len, names)) for word in name}
    return all(set(name) <= longest for name in names)
