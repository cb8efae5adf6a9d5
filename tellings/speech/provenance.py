"""Provenance: what a mention says of where its source has it from, read off the tree.

"A video shared by Harbour Radio" came by way of the radio; "a report by the council" goes back to the
council; "the Post, citing two officials," goes back to the officials. Words stand in
tellings/data/speech/provenance.toml.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from tellings.language import tables
from tellings.speech.tree import Tree
from tellings.speech.vocabulary import SOURCE_KIND

TABLE = "speech/provenance.toml"
Does = Literal["passes", "makes", "cites"]


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell of a source's own source in one way."""

    does: Does
    words: tuple[str, ...]
    seen: str
    chain: tuple[str, ...]


ROWS = tables.load(TABLE, "provenance", Row)
DOES: dict[str, Does] = {word: row.does for row in ROWS for word in row.words}
_THINGS = ("document", "recording")


class Step(NamedTuple):
    """A further step of a chain: the word that tells of it, the noun of its mention, whether it only passes on."""

    cue: int
    noun: int
    passes: bool


def steps(tree: Tree, cue: int, source: int) -> Iterator[Step]:
    """Further steps that the sentence states for the source of the cue."""
    yield from _quoted_by(tree, cue)
    yield from of_mention(tree, source)
    yield from _cited(tree, cue)
    thing = reported_on(tree, cue)
    if thing is not None:
        yield Step(next(c for c in tree.children[thing] if tree.words[c].relation == "case"), thing, passes=False)
        yield from of_mention(tree, thing)


def reported_on(tree: Tree, cue: int) -> int | None:
    """The text or recording that is reported on: ``reported on a video``."""
    return next(
        (
            child
            for child in tree.children[cue]
            if tree.words[child].relation == "obl"
            and any(tree.has(child, low, "case") for low in ("on", "about"))
            and SOURCE_KIND.get(tree.lows[child]) in _THINGS
        ),
        None,
    )


def of_mention(tree: Tree, noun: int) -> Iterator[Step]:
    """Steps that hang from the mention itself; a recording is an end, whoever made it."""
    kind = SOURCE_KIND.get(tree.lows[noun])
    thing, document = kind in _THINGS, kind == "document"
    for child in tree.children[noun]:
        relation, does = tree.words[child].relation, DOES.get(tree.lows[child])
        agent = _agent(tree, child)
        if relation == "acl" and agent is not None and thing and does == "passes":
            yield Step(child, agent, passes=True)
        elif relation == "acl" and agent is not None and document and does == "makes":
            yield Step(child, agent, passes=False)
        elif relation in ("acl", "acl:relcl") and does == "cites" and (cited := tree.child(child, "obj")) is not None:
            yield Step(child, cited, passes=False)
        elif relation == "nmod" and child > noun and document and tree.has(child, "by", "case"):
            yield Step(next(c for c in tree.children[child] if tree.lows[c] == "by"), child, passes=False)


def _cited(tree: Tree, cue: int) -> Iterator[Step]:
    """``…, citing a memo``: hung from the cue, or from the verb that the cue hangs from."""
    hosts = [cue, *(c for c in tree.children[cue] if tree.words[c].relation == "ccomp")]
    if tree.words[cue].relation == "parataxis":
        hosts.append(tree.words[cue].head)
    for child in (c for host in hosts for c in tree.children[host] if c > cue or host == cue):
        cited = tree.child(child, "obj")
        if tree.words[child].relation == "advcl" and DOES.get(tree.lows[child]) == "cites" and cited is not None:
            yield Step(child, cited, passes=False)


def _quoted_by(tree: Tree, cue: int) -> Iterator[Step]:
    """``was quoted by the agency as saying``: the agency passes on."""
    head = tree.words[cue].head
    if head >= 0 and DOES.get(tree.lows[head]) == "cites" and tree.child(head, "nsubj:pass") is not None:
        agent = _agent(tree, head)
        if agent is not None:
            yield Step(head, agent, passes=True)


def _agent(tree: Tree, verb: int) -> int | None:
    agent = tree.child(verb, "obl:agent")
    return agent if agent is not None else next((c for c in tree.children[verb] if tree.has(c, "by", "case")), None)
