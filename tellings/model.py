"""The nouns: what one step hands to the next, and what a case file holds.

Every record is frozen plain data. Offsets are Unicode code points into ``Article.text``; ``end`` is
exclusive. Ids are digests of content, so they survive a rebuild. The JSON Schema of ``case.json`` is
generated from :class:`CaseFile`; the working records (marks, speech) never leave the program but
through the step commands.
"""

from typing import Literal

import msgspec

SCHEMA = "tellings/case/1"

Stance = Literal["asserted", "reported", "alleged", "denied", "demanded", "predicted", "asked"]
OriginKind = Literal["named", "document", "recording", "anonymous", "own", "unstated"]
Standing = Literal["corroborated", "repeated", "single"]
ConflictKind = Literal["figure", "date", "name", "place", "polarity", "quote", "norm", "manner", "other"]
QuoteKind = Literal["direct", "partial", "set-off"]
NameKind = Literal["person", "organisation", "place", "other"]
BlockKind = Literal["title", "heading", "paragraph", "item", "quote", "caption", "furniture"]
Comparator = Literal["exactly", "about", "at least", "at most", "more than", "less than", "between"]
# Why a place was taken for a name, of all that bear it.
PlaceReason = Literal[
    "words-beside", "words-elsewhere", "region-named", "country-named", "capital", "largest", "only-one", "country",
    "unsettled",
]  # fmt: skip
Act = Literal[
    "demand",
    "deadline",
    "request",
    "appeal",
    "promise",
    "review",
    "investigation",
    "pending",
    "search",
    "no-comment",
    "plan",
]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all nouns: frozen, keyword-only, compared by value."""


# ---------------------------------------------------------------- places in a text


class Span(Record, frozen=True):
    """A stretch of one known article's text."""

    start: int
    end: int


class Slice(Record, frozen=True):
    """Exact words of a source: ``articles[article].text[start:end] == text``."""

    article: str
    start: int
    end: int
    text: str


class Because(Record, frozen=True):
    """A reason: a code of a fixed vocabulary (docs/codes.md) and the words that show it."""

    code: str
    spans: tuple[Slice, ...] = ()


# ---------------------------------------------------------------- what was read


class Part(Record, frozen=True):
    """Where in a file of many a capture lies.

    ``record`` is its number from 1, ``offset`` the byte of the file (of ``member``, in an archive) at which its
    record begins, ``member`` the name it has in an archive. A WARC needs the offset, a mail or MHTML the number.
    """

    record: int | None = None
    offset: int | None = None
    member: str | None = None


class Capture(Record, frozen=True):
    """Bytes as they were got. ``meta`` is the sidecar's content, values as written there.

    ``sha256`` is of the file's own bytes as they lie on disk or, where ``part`` is set, of ``data``: the part's bytes
    with its transfer and content codings undone. ``kind`` is the ending of a file that holds such data (``.html``),
    empty where the name of ``path`` tells; ``charset`` is what a header beside the data names; ``told`` is what the
    container says of it (a mail its subject), by field, and ``teller`` what kind of container that is.
    """

    path: str
    data: bytes
    sha256: str
    url: str | None = None
    captured_at: str | None = None
    meta: dict[str, str] = {}
    kind: str = ""
    charset: str | None = None
    part: Part | None = None
    told: dict[str, str] = {}
    teller: str = ""


class CaptureNote(Record, frozen=True):
    """What a case file says of a capture. ``line`` is the record's number in a file of many.

    ``part`` is set where ``sha256`` is of a part of the file: `capture.again.again` gets its bytes back.
    """

    path: str | None
    url: str | None
    sha256: str | None
    encoding: str | None
    line: int | None = None
    part: Part | None = None


class Candidate(Record, frozen=True):
    """One possible value of a metadata field, and where it came from."""

    field: str
    value: str
    from_: str = msgspec.field(name="from")


class Furniture(Record, frozen=True):
    """A span that is not the outlet's telling: ``why`` is a code of tellings/data/furniture.toml."""

    start: int
    end: int
    why: str


class Block(Record, frozen=True):
    """A paragraph-like part of the text; blocks do not overlap and stand in order."""

    start: int
    end: int
    kind: BlockKind


class Article(Record, frozen=True):
    """One text with its metadata; dates are EDTF (``2026-01-28`` or ``2026-01-28T09:30:00Z``)."""

    id: str
    text: str
    sha256: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    captured_at: str | None = None
    language: str | None = None
    byline: tuple[str, ...] = ()
    republished_from: str | None = None
    family: str | None = None
    support: Literal["full", "text-only"] = "full"
    candidates: tuple[Candidate, ...] = ()
    capture: CaptureNote | None = None
    furniture: tuple[Furniture, ...] = ()
    blocks: tuple[Block, ...] = ()

    def slice(self, start: int, end: int) -> Slice:
        """The words at ``start:end`` as a slice of this article."""
        return Slice(article=self.id, start=start, end=end, text=self.text[start:end])


# ---------------------------------------------------------------- what stands in a text


class Sentence(Record, frozen=True):
    """A sentence of the body; ``block`` is the index of its block in ``Article.blocks``."""

    start: int
    end: int
    block: int


class Word(Record, frozen=True):
    """A word or mark as the English reader reads it, cut as the Universal Dependencies treebanks cut them.

    ``tag`` is a Penn tag; ``head`` the index in ``Marks.words`` of the word it hangs from (-1: the root of its
    sentence) and ``relation`` the universal dependency between them.
    """

    start: int
    end: int
    tag: str
    head: int
    relation: str


class Quotation(Record, frozen=True):
    """A stretch between quotation marks (marks excluded), or a paragraph set off as a quotation.

    Only where the marks stand; whether it is speech and whose is decided by ``speech``.
    """

    start: int
    end: int
    kind: Literal["double", "single", "set-off"]


class Name(Record, frozen=True):
    """A proper name. ``key`` is the same for mentions of one bearer within the article."""

    start: int
    end: int
    text: str
    kind: NameKind
    key: str


class Time(Record, frozen=True):
    """A time expression; ``type`` and ``value`` as in TIMEX3, ``edtf`` null where none can be given."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    edtf: str | None


class Figure(Record, frozen=True):
    """A number with what it counts.

    ``low`` and ``high`` in full (``$53m`` is 53000000); ``unit`` is a code (``people``-like nouns have
    none; money is ISO 4217, lengths ``km``, shares ``percent``, durations ``minute``); ``what`` spans
    the noun counted; ``as_of`` is the EDTF time the count held, where the text says so.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str | None
    what: Span | None
    as_of: str | None = None


class PlaceCandidate(Record, frozen=True):
    """Another place that a name could mean; degrees WGS 84, ``country`` ISO 3166-1."""

    name: str
    country: str
    latitude: float
    longitude: float
    precision: Literal["settlement", "region", "country"]


class Place(Record, frozen=True):
    """A place found in the gazetteer; degrees WGS 84.

    ``why`` is a code of docs/codes.md: what made it the one meant. ``candidates`` are the other places of
    that name, the most populous first. Where nothing settles which is meant (``unsettled``), all are
    candidates, and degrees, time zone and country are null.
    """

    start: int
    end: int
    text: str
    name: str
    latitude: float | None
    longitude: float | None
    precision: Literal["settlement", "region", "country"]
    gazetteer: str
    timezone: str | None
    country: str | None
    why: PlaceReason = "only-one"
    candidates: tuple[PlaceCandidate, ...] = ()


class Norm(Record, frozen=True):
    """A legal instrument or provision cited; ``instrument`` is the catalogue's key."""

    start: int
    end: int
    text: str
    instrument: str
    provision: str | None
    url: str | None


class Term(Record, frozen=True):
    """An outlet's own evaluative wording; ``kind`` is a code of tellings/data/loaded.toml."""

    start: int
    end: int
    text: str
    kind: str


class Marks(Record, frozen=True):
    """All marks of one article, each in order of start, none inside furniture but the times of date lines.

    ``words`` is empty where the article was marked without the reader.
    """

    article: str
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    names: tuple[Name, ...]
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]
    places: tuple[Place, ...]
    norms: tuple[Norm, ...]
    loaded: tuple[Term, ...]
    words: tuple[Word, ...] = ()


# ---------------------------------------------------------------- who says it


class Link(Record, frozen=True):
    """One step of an attribution chain, nearest first. ``kind`` says what the mention is."""

    mention: Slice
    cue: Slice | None = None
    actor: str | None = None
    kind: Literal["person", "body", "document", "recording", "anonymous", "outlet", "own", "unknown"] = "unknown"


class Statement(Record, frozen=True):
    """A clause or sentence that tells something; statements of one article do not overlap."""

    id: str
    article: str
    start: int
    end: int
    text: str
    stance: Stance
    attribution: tuple[Link, ...] = ()
    origins: tuple[str, ...] = ()


class Quote(Record, frozen=True):
    """Words set off as another's: ``start:end`` excludes the quotation marks.

    ``chain`` is who is quoted, nearest first; empty where the text does not say. ``statement`` is the
    id of the statement that holds it.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    kind: QuoteKind
    chain: tuple[Link, ...] = ()
    statement: str | None = None


class Thread(Record, frozen=True):
    """A demand, request, review or promise in one article, not yet matched with an answer.

    ``by`` acts (asks, promises, looks into, is silent); ``of`` is asked and owes it; ``what`` is the matter;
    ``since`` is the EDTF day of the article, or a day told where it has none.
    """

    article: str
    start: int
    end: int
    act: Act
    statement: str
    by: Slice | None = None
    of: Slice | None = None
    what: Slice | None = None
    since: str | None = None


class Speech(Record, frozen=True):
    """Who says what in one article."""

    article: str
    statements: tuple[Statement, ...]
    quotes: tuple[Quote, ...]
    threads: tuple[Thread, ...]


class Telling(Record, frozen=True):
    """One article of a story with all that was found in it: what the story's steps take."""

    article: Article
    marks: Marks
    speech: Speech


class Grouping(Record, frozen=True, omit_defaults=True):
    """Where one article belongs.

    ``follows`` is an earlier story that this one takes up again after a gap. ``was`` is the story that the article
    was in before others were added, where that has another id now. Neither is printed where there is none.
    """

    id: str
    story: str
    family: str
    follows: str | None = None
    was: str | None = None


# ---------------------------------------------------------------- the case file


class Happened(Record, frozen=True):
    """Statement ids, best first."""

    who: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


class ClaimLink(Record, frozen=True):
    """Why two statements are one claim: ids, score 0 to 1, and the features behind it."""

    a: str
    b: str
    score: float
    features: dict[str, float]


class Claim(Record, frozen=True):
    """Statements that say the same thing. ``origins`` counts independent stated origins."""

    id: str
    statements: tuple[str, ...]
    articles: tuple[str, ...]
    families: tuple[str, ...] = ()
    standing: Standing = "single"
    origins: int = 0
    conflicts: tuple[str, ...] = ()
    links: tuple[ClaimLink, ...] = ()
    because: tuple[Because, ...] = ()


class Origin(Record, frozen=True):
    """Where statements come from at the end of their stated chain; ``label`` null for ``unstated``."""

    id: str
    kind: OriginKind
    label: Slice | None
    actor: str | None
    articles: tuple[str, ...]


class Family(Record, frozen=True):
    """Articles whose text has one ancestor; ``root`` is the earliest known of them."""

    id: str
    root: str
    articles: tuple[str, ...]
    because: tuple[Because, ...] = ()


class Edge(Record, frozen=True):
    """Who took what from whom; ``from`` and ``to`` are article or origin ids (``to`` is the source)."""

    from_: str = msgspec.field(name="from")
    to: str
    kind: Literal["republishes", "borrows", "attributes"]
    spans: tuple[Slice, ...]
    because: str


class Variant(Record, frozen=True):
    """One printing of an utterance."""

    id: str
    article: str
    start: int
    end: int
    text: str
    kind: QuoteKind
    speaker: Slice | None = None
    via: tuple[Slice, ...] = ()


class Drift(Record, frozen=True):
    """One difference between the first variant (``from``) and another (``to``)."""

    op: Literal["replaced", "inserted", "cut"]
    from_: Slice | None = msgspec.field(name="from")
    to: Slice | None


class QuoteGroup(Record, frozen=True):
    """Printings that are likely or possibly the same utterance; a quote told once stands alone."""

    id: str
    actor: str | None
    variants: tuple[Variant, ...]
    same: Literal["likely", "possible"] | None = None
    drift: tuple[Drift, ...] = ()


class FigureValue(Record, frozen=True):
    """One telling of a figure."""

    id: str
    article: str
    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    comparator: Comparator
    as_of: str | None = None


class FigureGroup(Record, frozen=True):
    """Tellings that count the same thing; a figure told once stands alone."""

    id: str
    what: Slice | None
    unit: str | None
    values: tuple[FigureValue, ...]


class TimelineEntry(Record, frozen=True):
    """A moment that the texts name; ``when`` is EDTF."""

    id: str
    when: str
    precision: Literal["minute", "hour", "day", "month", "season", "year", "interval"]
    spans: tuple[Slice, ...]
    statements: tuple[str, ...]


class PlaceEntry(Record, frozen=True):
    """A place with where the gazetteer puts it, why it is the one meant, and what else its name could mean."""

    id: str
    name: str
    latitude: float | None
    longitude: float | None
    precision: Literal["settlement", "region", "country"]
    gazetteer: str
    timezone: str | None
    spans: tuple[Slice, ...]
    why: PlaceReason = "only-one"
    candidates: tuple[PlaceCandidate, ...] = ()


class Side(Record, frozen=True):
    """One side of a conflict: the words in dispute and the statements or quotes that hold them."""

    value: Slice | None
    statements: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


class Conflict(Record, frozen=True):
    """Tellings that cannot both hold; ``why`` is a code (docs/codes.md)."""

    id: str
    kind: ConflictKind
    claim: str | None
    sides: tuple[Side, ...]
    why: str


class UpdateEnd(Record, frozen=True):
    """One end of an update."""

    statements: tuple[str, ...]


class Update(Record, frozen=True):
    """A later telling that replaces an earlier count or state because time passed."""

    id: str
    kind: Literal["figure", "state"]
    claim: str | None
    from_: UpdateEnd = msgspec.field(name="from")
    to: UpdateEnd


class OpenThread(Record, frozen=True):
    """What is still owed: who (``by``) asked or promised what, of whom, since when."""

    id: str
    act: Act
    by: Slice | None
    of: Slice | None
    what: Slice | None
    since: str | None
    state: Literal["open", "answered"]
    answered_by: tuple[str, ...]
    spans: tuple[Slice, ...]


class NormEntry(Record, frozen=True):
    """A legal instrument or provision, tied to the catalogue."""

    id: str
    instrument: str
    provision: str | None
    url: str | None
    spans: tuple[Slice, ...]


class Wording(Record, frozen=True):
    """One article's own evaluative terms."""

    article: str
    terms: tuple[Term, ...]


class Naming(Record, frozen=True):
    """Same thing, different names: ``referent`` is an actor or claim id."""

    referent: str
    names: tuple[Slice, ...]


class Actor(Record, frozen=True):
    """A person or body within this story."""

    id: str
    label: Slice
    kind: NameKind
    aliases: tuple[Slice, ...]
    mentions: tuple[Slice, ...]


class CheckNext(Record, frozen=True):
    """A source that the articles rest on and this file does not hold."""

    id: str
    what: Slice
    kind: Literal["document", "recording", "report", "person"]
    cited_by: tuple[str, ...]


class Aligned(Record, frozen=True):
    """What the claim step gives for a story: the partition into claims and what hangs on it."""

    claims: tuple[Claim, ...]
    quotes: tuple[QuoteGroup, ...]
    figures: tuple[FigureGroup, ...]
    conflicts: tuple[Conflict, ...]
    updates: tuple[Update, ...]
    open: tuple[OpenThread, ...]


class Provenance(Record, frozen=True):
    """What the origin step gives: the same statements, claims and quotes with origins and actors filled in."""

    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    quotes: tuple[QuoteGroup, ...]
    origins: tuple[Origin, ...]
    edges: tuple[Edge, ...]
    actors: tuple[Actor, ...]
    check_next: tuple[CheckNext, ...]


class Settings(Record, frozen=True):
    """What the build depended on: name to SHA-256."""

    tables: dict[str, str]
    models: dict[str, str]


class CaseFile(Record, frozen=True):
    """The case file of one story (``case.json``)."""

    schema: str
    id: str
    title: str | None
    built: str | None
    tool: str
    share: bool
    settings: Settings
    articles: tuple[Article, ...]
    happened: Happened
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    origins: tuple[Origin, ...]
    families: tuple[Family, ...]
    edges: tuple[Edge, ...]
    quotes: tuple[QuoteGroup, ...]
    figures: tuple[FigureGroup, ...]
    timeline: tuple[TimelineEntry, ...]
    places: tuple[PlaceEntry, ...]
    conflicts: tuple[Conflict, ...]
    updates: tuple[Update, ...]
    open: tuple[OpenThread, ...]
    norms: tuple[NormEntry, ...]
    wording: tuple[Wording, ...]
    naming: tuple[Naming, ...]
    actors: tuple[Actor, ...]
    check_next: tuple[CheckNext, ...]
