"""Vocabulary of speech: the tables under ``tellings/data/speech/`` as look-ups, loaded and checked once."""

import re
from typing import Literal

import msgspec

from tellings.language import agencies, tables
from tellings.model import Stance

VERB_TABLE = "speech/verbs.toml"
SOURCE_TABLE = "speech/sources.toml"
MARKER_TABLE = "speech/markers.toml"
NOUN_TABLE = "speech/nouns.toml"

Use = Literal["say", "tell", "that", "object", "call", "quote", "show", "think"]
SourceKind = Literal["person", "body", "document", "recording", "anonymous", "outlet", "own"]


class Verb(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verb of speech: its forms, what may stand around it, and what it makes of what is said.

    ``blow`` for verbs that are also done by hand ("slammed"); ``needs_mind`` for those that "it" does as a fact
    does ("it implies that …"), saying nothing; ``thing`` for those whose object is what is said ("announced a review").
    """

    lemma: str
    forms: tuple[str, ...]
    use: Use
    stance: Stance
    seen: str
    by: str
    blow: bool = False
    needs_mind: bool = False
    thing: bool = False


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns that can be a source, all of one kind."""

    kind: SourceKind
    nouns: tuple[str, ...]
    seen: str


class SpeechNoun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns that take what is said after "that"."""

    forms: tuple[str, ...]
    stance: Stance
    seen: str
    by: str


class Marker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words inside a mention, or after it, that say what it is."""

    as_: Literal["outlet", "female", "male", "anonymous"] = msgspec.field(name="as")
    words: tuple[str, ...]
    seen: str


VERBS = tables.load(VERB_TABLE, "verb", Verb)
SOURCES = tables.load(SOURCE_TABLE, "source", Source)

SPEECH_NOUNS = tables.load(NOUN_TABLE, "noun", SpeechNoun)
NOUN_STANCE = {form: row.stance for row in SPEECH_NOUNS for form in row.forms}
# Verbs that only carry such a noun: whoever makes a claim claims.
LIGHT_VERBS = frozenset("made makes make making issued issues repeated repeats voiced gave gives raised".split())

MARKERS = tables.load(MARKER_TABLE, "marker", Marker)


def _any_of(words: tuple[str, ...]) -> str:
    return r"\b(?:" + "|".join(map(re.escape, words)) + r")\b"


OUTLET_WORD = re.compile(
    next(_any_of((*row.words, *agencies.in_running_words())) for row in MARKERS if row.as_ == "outlet")
)
ANONYMITY = re.compile(next(_any_of(row.words) for row in MARKERS if row.as_ == "anonymous"))
GENDER_WORDS = tuple(
    (row.as_, re.compile(_any_of(row.words).lower())) for row in MARKERS if row.as_ in ("female", "male")
)

VERB_OF = {form: verb for verb in reversed(VERBS) for form in verb.forms}
SOURCE_KIND: dict[str, SourceKind] = {noun: row.kind for row in reversed(SOURCES) for noun in row.nouns}

# What a blow goes along, where the verb is no word of blame.
BLOW_PATHS = frozenset(
    "into against through onto on off down past over at with shut open to from head up out apart".split()
)

# The closed classes that the grammar below leans on.
PRONOUNS = frozenset("he she they it we i you".split())
RELATIVES = frozenset("who which that".split())
DETERMINERS = frozenset(
    """a an the this that these those his her its their our my your one two three four five six several some many
    most all both each every another no any few other""".split()
)
PREPOSITIONS = frozenset(
    """in on at after during before by with from for to of into under over about amid among through throughout since
    until despite within without following per via against between inside outside like near toward towards upon
    across along around besides beyond unlike as""".split()
)
SUBORDINATORS = frozenset(
    """when while as because although though if after before since until whether whereas unless once where that which
    who whose whom so but and or than because how why what yet nor""".split()
)
BE = frozenset("is are was were be been being 's 're am".split())
HAVE = frozenset("has have had having 've".split())
MODALS = frozenset("will would can could may might must shall should 'll 'd won't can't".split())
DO = frozenset("do does did".split())
NEGATIONS = frozenset(
    """not never n't didn't doesn't don't won't wouldn't couldn't can't cannot hasn't haven't hadn't isn't wasn't
    aren't weren't neither nor no""".split()
)
AUXILIARIES = BE | HAVE | MODALS | DO | NEGATIONS
ADVERBS = frozenset(
    """also then later once again ever just even still already now today yesterday earlier further only too therefore
    thus meanwhile however often always sometimes recently soon long first since nevertheless nonetheless instead
    moreover reportedly there""".split()
)
TIME_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon
    evening night january february march april may june july august september october november december week month year
    last early late earlier later this next mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    noon midnight shortly recently""".split()
)
# Before one of these forms a word of the verb table is a noun or an adjective, not a verb.
NOUN_SIGNS = (
    (DETERMINERS - frozenset("one some many most all both each few several other another".split()))
    | (PREPOSITIONS - frozenset(("like",)))
    | frozenset("no any and own its recent new latest such same".split())
)


def is_adverb(word: str) -> bool:
    """True for an adverb that may stand between a subject and its verb."""
    return word in ADVERBS or (
        word.endswith("ly") and len(word) > 4 and word not in ("family", "italy", "ally", "july")
    )
