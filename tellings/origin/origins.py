"""Origins: where a statement comes from, at the end of its stated chain.

The rule: an outlet named on the way only passes on; it is an origin itself only where it says that it saw
or was told something. A chain that names nothing else, or no chain at all, is ``unstated``. A person who
speaks for a body is that body; a document is its issuer's where the text says whose it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from tellings.claim.identity import content_id
from tellings.language.words import FUNCTION_WORDS, fold, tokens
from tellings.model import Actor, Family, Link, Origin, OriginKind, Slice, Statement, Telling
from tellings.origin.actors import Cast
from tellings.origin.bearers import PRONOUNS
from tellings.origin.phrases import Phrase, is_definite, is_nobody, read, trimmed
from tellings.speech.sources import kind_of

# Kinds of link that pass on what another said, and end a chain only where nothing follows.
PASSING = frozenset({"outlet", "own"})
# "A reporter at the scene said", "a correspondent saw": an outlet's own eyes, whichever outlet it is.
_EYEWITNESS = re.compile(r"\b(?:journalist|reporter|correspondent|photographer)s?\b")
# Penn tags of verbs that stand as a sentence's own: a mention that opens with one is no one.
FINITE = frozenset({"VB", "VBD", "VBP", "VBZ"})
# A clause that a word like this opens is not the statement's main one.
_RELATIVE = re.compile(r"\b(?:where|(?:in|at|during) which)\s+(?:[\w’'-]+\s+){1,3}$")
ASIDE = 15
_REPORT = re.compile(r"(?:['’]s)?\s+(?:article|report|story|piece|post)s?\b", re.I)
# Outlets by their kind: "another news agency", "state television".
_MEDIA = re.compile(
    r"\b(?:news (?:agency|agencies|service|site|website|channel|outlet)|newspapers?|television|broadcaster|media)\s*\Z",
    re.I,
)
_OF_MEDIA = re.compile(r"\s+(?:news (?:agency|service|site|channel)|newspaper|television|radio)\b")
# "The conservative daily Orsk Courier", "quay.example.com": outlets by what stands beside their names.
_OUTLET = re.compile(
    r"\b(?:daily|weekly|newspaper|tabloid|magazine|broadcaster|news (?:agency|site|website|channel))\s+[A-Z]"
    r"|(?<=\w)\.\s?(?:com|org|net|co\.[a-z]{2})\s*\Z"
)
_QUOTES = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)\b", re.I)
_IMPERSONAL = re.compile(r"\b(?:it|they)(?:\s+\w+){0,2}\s+$", re.I)
_REPORTS = re.compile(r"\b(?:reports?|reported|reporting|learn(?:s|ed|t))\b", re.I)
_JOINT = re.compile(r"\band\b|,")
_SAW = re.compile(r"\b(?:scene|saw|seen|sees|witnessed|watched)\b")
_AUDIO = frozenset("audio recording recordings call calls tape tapes".split())
_MANY_AS_ONE = {"videos": "video", "footage": "video", "clip": "video", "clips": "video", "film": "video"}


class Party(msgspec.Struct, frozen=True):
    """One origin as it is counted: what is known that could tell it from another.

    ``body`` is the actor spoken for, or the actor itself where it is a body; ``person`` is true for one
    who speaks for nobody else; ``phrase`` says what kind of body; ``words`` are those of the label.
    ``guessed``: the words of the attribution do not say who it is (a pronoun, a place, what may be an outlet).
    """

    key: tuple[str, ...]
    kind: OriginKind
    label: Slice | None
    actor: str | None
    body: str | None = None
    person: bool = False
    class_: str | None = None
    phrase: Phrase | None = None
    words: tuple[str, ...] = ()
    guessed: bool = False

    @property
    def origin(self) -> str:
        """The origin's id, the same for the same key."""
        return content_id("o", self.key)


UNSTATED = Party(key=("unstated",), kind="unstated", label=None, actor=None)


def parties(tellings: Sequence[Telling], families: Sequence[Family], cast: Cast) -> dict[str, tuple[Party, ...]]:
    """For each statement id, the parties at the end of its stated chain; ``UNSTATED`` where none is."""
    family_of = {a: f.id for f in families for a in f.articles}
    places = frozenset(p.text for t in tellings for p in t.marks.places if p.latitude is not None)
    found: dict[str, tuple[Party, ...]] = {}
    for telling in sorted(tellings, key=lambda t: t.article.id):
        issuers: list[Party] = []
        source = family_of.get(telling.article.id, telling.article.id)
        verbs = frozenset(w.start for w in telling.marks.words if w.tag in FINITE)
        for statement in sorted(telling.speech.statements, key=lambda s: (s.start, s.end)):
            ends = tuple(_weighed(p, statement, places) for p in _ends(statement, verbs, source, cast, issuers))
            issuers += [p for p in ends if p.body is not None or p.person]
            found[statement.id] = ends
    return found


def origin_records(statements: Mapping[str, str], told: Mapping[str, Sequence[Party]]) -> tuple[Origin, ...]:
    """One record for each origin, with its articles; ``statements`` gives a statement's article."""
    articles: dict[str, set[str]] = {}
    kept: dict[str, Party] = {}
    for statement, ends in sorted(told.items()):
        for party in ends:
            articles.setdefault(party.origin, set()).add(statements[statement])
            kept[party.origin] = min(kept.get(party.origin, party), party, key=_label_order)
    records = [
        Origin(id=name, kind=p.kind, label=p.label, actor=p.actor, articles=tuple(sorted(articles[name])))
        for name, p in kept.items()
    ]
    return tuple(
        sorted(records, key=lambda o: (o.kind == "unstated", -len(o.articles), o.label.text if o.label else "", o.id))
    )


def end_links(chain: Sequence[Link]) -> Link | None:
    """The link a chain ends in: the last that is not an outlet passing on; ``own`` where that is all."""
    last = next((link for link in reversed(chain) if not passes_on(link)), None)
    return last or next((link for link in reversed(chain) if link.kind == "own" or _saw(link)), None)


def passes_on(link: Link) -> bool:
    """True for an outlet, and for an outlet's report ("the Courier's article")."""
    if link.kind in {"body", "unknown", "anonymous"} and _OUTLET.search(link.mention.text):
        return True
    if link.kind != "document":
        return link.kind in PASSING or (link.kind != "person" and _MEDIA.search(link.mention.text) is not None)
    report = _REPORT.search(link.mention.text)
    return report is not None and kind_of(link.mention.text[: report.start()].strip()) == "outlet"


def _saw(link: Link) -> bool:
    said = f"{link.mention.text} {link.cue.text if link.cue else ''}".lower()
    return _EYEWITNESS.search(said) is not None and _SAW.search(said) is not None


def _label_order(party: Party) -> tuple[int, int, str, int]:
    label = party.label
    return (0, -len(label.text), label.article, label.start) if label else (1, 0, "", 0)


def _ends(
    statement: Statement, verbs: Set[int], source: str, cast: Cast, issuers: Sequence[Party]
) -> tuple[Party, ...]:
    link = end_links(statement.attribution)
    if link is None or _is_aside(statement, link) or not _is_someone(link, verbs, cast):
        return (UNSTATED,)
    return tuple({p.key: p for p in _parties_of(link, source, cast, issuers)}.values())


def _is_someone(link: Link, verbs: Set[int], cast: Cast) -> bool:
    """False where the mention is no one's: a thing ("early estimates"), or words that open with a verb.

    The tree of a long sentence is sometimes read wrong, and then what stands for its subject is none.
    """
    mention = link.mention
    if mention.text[:1].islower() and mention.start in verbs and link.kind != "recording":
        return False
    looked_up = fold(mention.text) in PRONOUNS and (mention.article, mention.start, mention.end) in cast.speakers
    return looked_up or link.kind not in {"unknown", "document"} or not is_nobody(mention.text)


def _weighed(party: Party, statement: Statement, places: frozenset[str]) -> Party:
    """``party`` marked as guessed where the attribution does not say who it is.

    A place cannot speak (a country or capital can, for its government); a bare name that "reports" may be
    an outlet that passes on; who quotes another is not the one who says it.
    """
    link = end_links(statement.attribution)
    if party.kind != "named" or link is None:
        return party
    said = link.mention.text
    bare = party.person or party.class_ is None
    reports = bare and link.cue is not None and _REPORTS.search(link.cue.text) is not None
    phrase = party.phrase
    stands_for = bool(phrase and (phrase.noun or phrase.country))
    is_place = bare and not stands_for and party.label is not None and party.label.text in places
    quotes = link.cue is not None and _QUOTES.search(link.cue.text) is not None
    if quotes or fold(said) in PRONOUNS or _pronoun_speaks(statement, link) or is_place or reports:
        return msgspec.structs.replace(party, guessed=True)
    return party


def _pronoun_speaks(statement: Statement, link: Link) -> bool:
    """True where "it" or "they" stands at the cue and the name given for it was looked up further back."""
    if link.cue is None or not statement.start <= link.cue.start < statement.end:
        return False
    before = statement.text[: link.cue.start - statement.start]
    return link.mention.end <= statement.start and _IMPERSONAL.search(before) is not None


def _is_aside(statement: Statement, link: Link) -> bool:
    """True where the attribution frames only what is added to the statement's main clause.

    "The council shut the pier, demanding repairs": that it shut the pier is the outlet's own telling.
    """
    cue = link.cue
    if cue is None or cue.article != statement.article or not statement.start < cue.start < statement.end:
        return False
    before = statement.text[: cue.start - statement.start]
    if cue.text.lower().endswith("ing"):
        subject_first = 0 <= link.mention.start - statement.start < ASIDE
        return statement.stance in {"demanded", "asked"} and subject_first and cue.start - link.mention.end > ASIDE
    relative = _RELATIVE.search(before)
    return relative is not None and relative.start() > ASIDE


def _parties_of(link: Link, source: str, cast: Cast, issuers: Sequence[Party]) -> Iterator[Party]:
    mention = link.mention
    known = cast.speakers.get((mention.article, mention.start, mention.end), ())
    words = _words(mention.text)
    if link.kind == "own":
        yield Party(key=("own", source), kind="own", label=mention, actor=None, words=words)
    elif link.kind == "outlet":
        yield Party(key=("own", *words), kind="own", label=mention, actor=None, words=words)
    elif link.kind == "recording":
        noun = "audio" if _AUDIO & set(words) else "video"
        owner = tuple(w for w in words if w not in _MANY_AS_ONE and w not in _MANY_AS_ONE.values() and w not in _AUDIO)
        named = owner if mention.text[trimmed(mention.text) :][:1].isupper() else ()
        yield Party(key=("recording", noun, *named), kind="recording", label=mention, actor=None, words=(noun, *named))
    elif link.kind == "document" and len(known) > 1 and _JOINT.search(mention.text):
        # "The news agency and the Survey said": what is read as one text is two speakers.
        yield from (_named(a, cast) for a in known if not _is_outlet(cast.by_id[a], mention))
    elif link.kind == "document":
        yield _document(mention, words, known, cast, issuers)
    elif link.kind == "anonymous" and not known:
        yield Party(key=("anonymous", source, *words), kind="anonymous", label=mention, actor=None, words=words)
    elif known:
        yield from (_named(actor, cast) for actor in known)
    else:
        phrase = read(mention.text)
        yield Party(
            key=("described", source, *words), kind=_described_kind(link, phrase), label=mention, actor=None,
            class_=phrase.class_, phrase=phrase, words=words,
        )  # fmt: skip


def _is_outlet(actor: Actor, mention: Slice) -> bool:
    """True for one that its name, or the word after it in the mention, makes an outlet: "the Orsk news agency"."""
    names = [n.text for n in (actor.label, *actor.aliases) if n.text in mention.text]
    after = (mention.text[mention.text.index(name) + len(name) :] for name in names)
    return kind_of(actor.label.text) == "outlet" or any(_OF_MEDIA.match(rest) for rest in after)


def _described_kind(link: Link, phrase: Phrase) -> OriginKind:
    """A speaker with no name: a body is named by its description, a person is not named at all."""
    return "named" if link.kind == "body" or phrase.noun else "anonymous"


def _document(
    mention: Slice, words: tuple[str, ...], known: Sequence[str], cast: Cast, issuers: Sequence[Party]
) -> Party:
    """A document is its issuer's: whose name stands in the mention, or ("the statement") who spoke before."""
    issuer = _named(known[0], cast) if known else None
    if issuer is None and words == ("statement",) and is_definite(mention.text) and issuers:
        issuer = issuers[-1]
    phrase = read(mention.text)
    if issuer is None:
        key = ("document", *words)
        return Party(
            key=key, kind="document", label=mention, actor=None, class_=phrase.class_, phrase=phrase, words=words
        )
    # A body's statement is the body speaking.
    return issuer


def _named(actor_id: str, cast: Cast) -> Party:
    body = cast.bodies.get(actor_id)
    spoken_for = body or actor_id
    actor = cast.by_id[spoken_for]
    phrase = cast.phrases.get(spoken_for)
    is_body = actor.kind != "person"
    return Party(
        key=("named", spoken_for),
        kind="named",
        label=actor.label,
        actor=spoken_for,
        body=spoken_for if is_body else None,
        person=not is_body and actor_id not in cast.classes,
        class_=(phrase.class_ if phrase else None) or cast.classes.get(actor_id),
        phrase=phrase,
        words=_words(actor.label.text),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(t for t in tokens(text) if t not in FUNCTION_WORDS)
