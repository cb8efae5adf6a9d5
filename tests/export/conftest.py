"""A case file made up by hand: an invented fire in an invented town, told by invented outlets.

It holds at least one of everything a page must show, and the worst that a page must survive: a very long
outlet name, words written from right to left, markup and a script in an article's text, an address that
is a script, control characters, an article without outlet, address or date.
"""

import hashlib
from collections.abc import Callable, Sequence

import msgspec
import pytest

from tellings.model import (
    SCHEMA,
    Actor,
    Article,
    Because,
    Block,
    Candidate,
    CaptureNote,
    CaseFile,
    CheckNext,
    Claim,
    ClaimLink,
    Conflict,
    Drift,
    Edge,
    Family,
    FigureGroup,
    FigureValue,
    Furniture,
    Happened,
    Link,
    Naming,
    NormEntry,
    OpenThread,
    Origin,
    PlaceEntry,
    QuoteGroup,
    Settings,
    Side,
    Slice,
    Statement,
    Term,
    TimelineEntry,
    Update,
    UpdateEnd,
    Variant,
    Wording,
)

LONG = "Nordvale Evening Standard-Observer and Northern Districts Agricultural Intelligencer"

TEXTS = {
    "lantern": """Fire at the seed vault

By Ilse Quarne

Fire broke out at the Karrowmere seed vault at 23:40 on Tuesday 3 March, the Ministry of Stores said.

“We saw two men run from the loading door,” caretaker Odo Brask told this newspaper.

Four people were treated for smoke.

The ministry has demanded a written account from the vault's keeper, Perrin Oake.

The Seed Treaty forbids opening the inner door without two keys.

Subscribe to the Lantern for more.""",
    "wire": """Seed vault burns in Karrowmere

KARROWMERE (Harvest Wire) — A fire began in the seed vault shortly before midnight on Tuesday, according to
the Ministry of Stores.

Caretaker Odo Brask said he “saw two men running from the loading door”.

At least six people were treated for smoke inhalation, a nurse said.

Perrin Oake denied that the inner door had been left open.

The ministry expects an inspector's report within a week.""",
    "bellows": """BLAZE of SHAME at seed vault

A fire began in the seed vault shortly before midnight on Tuesday, according to the Ministry of Stores.

Caretaker Odo Brask said he “saw two men running from the loading door”.

The scandalous blaze is a disgrace to a town of dawdlers.

This report first appeared on Harvest Wire.""",
    "long": """Nordvale reads of a fire

The keeper reportedly left the inner door open, a person close to the ministry said.

A petition with 1,200 names reached the town hall on Wednesday.""",
    "port": """حريق في مخزن البذور

قالت وزارة المخازن إن حريقا اندلع في مخزن البذور قبل منتصف الليل.

عولج ستة أشخاص من الدخان.""",
    "radio": """Smoke over Karrowmere

Our reporter saw flames above the roof at a quarter to midnight on Tuesday.

Six people were treated for smoke.

A security film shows the loading door standing open.""",
    "watch": """<script>alert("vault")</script> Vault & "Watch"

The keeper left the inner door open <img src=x onerror=alert(1)>, Vault Watch can report.

The warehouse was empty\x1b[31m of barley\u202e backwards.""",
    "ministry": """Statement of the Ministry of Stores

A fire began at the seed vault of Karrowmere at 23:40 on 3 March.

Six persons were treated for smoke.""",
    "later": """Keeper answers on vault fire

Perrin Oake gave the ministry his written account on Friday.

Seven people were treated for smoke, the Ministry of Stores said on Friday, revising its count.""",
}
META = {
    "lantern": ("The Karrowmere Lantern", "https://lantern.example/fire?a=1&b=2", "2026-03-04"),
    "wire": ("Harvest Wire", "https://harvest-wire.example/0304", "2026-03-04T02:10:00Z"),
    "bellows": ("The Daily Bellows", "http://bellows.example/blaze", "2026-03-04"),
    "long": (LONG, "https://long.example/" + "x" * 140, "2026-03-05"),
    "port": ("صحيفة الميناء", "https://port.example/ar/1", "2026-03-04"),
    "radio": ("Radio Tessaly", None, None),
    "watch": ("Vault <Watch>", "javascript:alert('vault')", "2026-03-04"),
    "ministry": (None, None, None),
    "later": ("The Karrowmere Lantern", "https://lantern.example/answer", "2026-03-06"),
}


def cut(article: str, words: str) -> Slice:
    start = TEXTS[article].index(words)
    return Slice(article=article, start=start, end=start + len(words), text=words)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def article(key: str, furniture: Sequence[tuple[str, str]] = (), **more: object) -> Article:
    text, (outlet, url, published) = TEXTS[key], META[key]
    spans = [cut(key, words) for words, _ in furniture]
    blocks, place = [], 0
    for number, block in enumerate(text.split("\n\n")):
        blocks.append(Block(start=place, end=place + len(block), kind="title" if number == 0 else "paragraph"))
        place += len(block) + 2
    made = Article(
        id=key,
        text=text,
        sha256=sha(text),
        outlet=outlet,
        url=url,
        published=published,
        title=text.split("\n", 1)[0],
        language="ar" if key == "port" else "en",
        blocks=tuple(blocks),
        furniture=tuple(Furniture(start=s.start, end=s.end, why=w) for s, (_, w) in zip(spans, furniture, strict=True)),
        capture=CaptureNote(path=f"saves/{key}.txt", url=url, sha256=sha(key), encoding="utf-8"),
    )
    return msgspec.structs.replace(made, **more)


ARTICLES = (
    article(
        "lantern",
        [("By Ilse Quarne", "byline"), ("Subscribe to the Lantern for more.", "subscribe")],
        byline=("Ilse Quarne",),
        captured_at="2026-03-04T08:00:00Z",
        family="f-lantern",
        candidates=(Candidate(field="published", value="2026-03-04", from_="meta"),),
    ),
    article("wire", family="f-wire"),
    article(
        "bellows",
        [("This report first appeared on Harvest Wire.", "republication")],
        republished_from="Harvest Wire",
        family="f-wire",
    ),
    article("long", family="f-long"),
    article("port", family="f-port"),
    article("radio", family="f-radio", support="text-only"),
    article("watch", family="f-watch"),
    article("ministry", family="f-ministry"),
    article("later", family="f-later"),
)


def link(key: str, mention: str, kind: str, actor: str | None = None, cue: str | None = None) -> Link:
    return Link(mention=cut(key, mention), kind=kind, actor=actor, cue=cut(key, cue) if cue else None)


def said(id_: str, key: str, words: str, stance: str = "asserted", chain: Sequence[Link] = (), origins=()) -> Statement:
    s = cut(key, words)
    return Statement(
        id=id_,
        article=key,
        start=s.start,
        end=s.end,
        text=words,
        stance=stance,
        attribution=tuple(chain),
        origins=tuple(origins),
    )


STATEMENTS = (
    said(
        "s01",
        "lantern",
        "Fire broke out at the Karrowmere seed vault at 23:40 on Tuesday 3 March",
        "reported",
        [link("lantern", "the Ministry of Stores", "body", "ac-ministry", "said")],
        ["o-ministry"],
    ),
    said(
        "s02",
        "lantern",
        "We saw two men run from the loading door",
        "reported",
        [link("lantern", "caretaker Odo Brask", "person", "ac-brask", "told this newspaper")],
        ["o-brask"],
    ),
    said("s03", "lantern", "Four people were treated for smoke."),
    said(
        "s04",
        "lantern",
        "The ministry has demanded a written account from the vault's keeper, Perrin Oake.",
        "demanded",
    ),
    said("s05", "lantern", "The Seed Treaty forbids opening the inner door without two keys."),
    said(
        "s06",
        "wire",
        "A fire began in the seed vault shortly before midnight on Tuesday",
        "reported",
        [link("wire", "the Ministry of Stores", "body", "ac-ministry", "according to")],
        ["o-ministry"],
    ),
    said(
        "s07",
        "wire",
        "he “saw two men running from the loading door”",
        "reported",
        [link("wire", "Caretaker Odo Brask", "person", "ac-brask", "said")],
        ["o-brask"],
    ),
    said(
        "s08",
        "wire",
        "At least six people were treated for smoke inhalation",
        "reported",
        [link("wire", "a nurse", "anonymous", None, "said")],
        ["o-nurse"],
    ),
    said(
        "s09",
        "wire",
        "Perrin Oake denied that the inner door had been left open.",
        "denied",
        [link("wire", "Perrin Oake", "person", "ac-oake", "denied")],
        ["o-oake"],
    ),
    said("s10", "wire", "The ministry expects an inspector's report within a week.", "predicted"),
    said(
        "s11",
        "bellows",
        "A fire began in the seed vault shortly before midnight on Tuesday",
        "reported",
        [link("bellows", "the Ministry of Stores", "body", "ac-ministry", "according to")],
        ["o-ministry"],
    ),
    said(
        "s12",
        "bellows",
        "he “saw two men running from the loading door”",
        "reported",
        [link("bellows", "Caretaker Odo Brask", "person", "ac-brask", "said")],
        ["o-brask"],
    ),
    said("s13", "bellows", "The scandalous blaze is a disgrace to a town of dawdlers."),
    said(
        "s14",
        "long",
        "The keeper reportedly left the inner door open",
        "alleged",
        [link("long", "a person close to the ministry", "anonymous", None, "said")],
        ["o-close"],
    ),
    said("s15", "long", "A petition with 1,200 names reached the town hall on Wednesday."),
    said(
        "s16",
        "port",
        "قالت وزارة المخازن إن حريقا اندلع في مخزن البذور قبل منتصف الليل.",
        "reported",
        [link("port", "وزارة المخازن", "body", "ac-ministry", "قالت")],
        ["o-ministry"],
    ),
    said("s17", "port", "عولج ستة أشخاص من الدخان."),
    said(
        "s18",
        "radio",
        "Our reporter saw flames above the roof at a quarter to midnight on Tuesday.",
        "asserted",
        [link("radio", "Our reporter", "own", None, "saw")],
        ["o-radio"],
    ),
    said("s19", "radio", "Six people were treated for smoke."),
    said(
        "s20",
        "radio",
        "A security film shows the loading door standing open.",
        "reported",
        [link("radio", "A security film", "recording", None, "shows")],
        ["o-film"],
    ),
    said(
        "s21",
        "watch",
        "The keeper left the inner door open <img src=x onerror=alert(1)>",
        "alleged",
        [link("watch", "Vault Watch can report", "own")],
        ["o-watch"],
    ),
    said("s22", "watch", "The warehouse was empty\x1b[31m of barley\u202e backwards."),
    said("s23", "ministry", "A fire began at the seed vault of Karrowmere at 23:40 on 3 March."),
    said("s24", "ministry", "Six persons were treated for smoke."),
    said("s25", "later", "Perrin Oake gave the ministry his written account on Friday."),
    said(
        "s26",
        "later",
        "Seven people were treated for smoke",
        "reported",
        [link("later", "the Ministry of Stores", "body", "ac-ministry", "said")],
        ["o-ministry"],
    ),
)
BY_ID = {s.id: s for s in STATEMENTS}


def claim(id_: str, *ids: str, standing: str = "single", origins: int = 0, **more: object) -> Claim:
    articles = tuple(dict.fromkeys(BY_ID[i].article for i in ids))
    links = tuple(
        ClaimLink(a=ids[0], b=i, score=0.91 - n / 50, features={"words": 0.74, "names": 1.0, "meaning": 0.88})
        for n, i in enumerate(ids[1:])
    )
    made = Claim(id=id_, statements=ids, articles=articles, standing=standing, origins=origins, links=links)
    return msgspec.structs.replace(made, **more)


CLAIMS = (
    claim(
        "k-fire",
        "s01",
        "s06",
        "s11",
        "s16",
        "s18",
        "s23",
        standing="corroborated",
        origins=2,
        families=("f-lantern", "f-wire", "f-port", "f-radio", "f-ministry"),
        because=(Because(code="same-origin", spans=(cut("wire", "the Ministry of Stores"),)),),
    ),
    claim("k-men", "s02", "s07", "s12", standing="repeated", origins=1, conflicts=("x-quote",)),
    claim("k-smoke", "s03", "s08", "s17", "s19", "s24", "s26", standing="repeated", conflicts=("x-count",)),
    claim("k-door", "s14", "s21", standing="repeated", origins=1, conflicts=("x-door",)),
    *(claim(f"k-{i}", i) for i in ("s04", "s05", "s09", "s10", "s13", "s15", "s20", "s22", "s25")),
)


def slices(*places: tuple[str, str]) -> tuple[Slice, ...]:
    return tuple(cut(key, words) for key, words in places)


def variant(id_: str, key: str, words: str, speaker: str) -> Variant:
    s = cut(key, words)
    return Variant(
        id=id_,
        article=key,
        start=s.start,
        end=s.end,
        text=words,
        kind="direct" if key == "lantern" else "partial",
        speaker=cut(key, speaker),
        via=(),
    )


def value(id_: str, key: str, words: str, low: float, comparator: str = "exactly", as_of=None) -> FigureValue:
    s = cut(key, words)
    return FigureValue(
        id=id_,
        article=key,
        start=s.start,
        end=s.end,
        text=words,
        low=low,
        high=None if comparator == "at least" else low,
        comparator=comparator,
        as_of=as_of,
    )


CASE = CaseFile(
    schema=SCHEMA,
    id="karrowmere",
    title="s14",
    built="2026-03-07",
    tool="tellings 0.1.0",
    share=False,
    settings=Settings(tables={"times.toml": sha("times")}, models={}),
    articles=ARTICLES,
    happened=Happened(who=("s14",), what=("s06",), when=("s01",), where=("s23",), how=("s20",), why=("s21",)),
    statements=STATEMENTS,
    claims=CLAIMS,
    origins=(
        Origin(
            id="o-ministry",
            kind="named",
            label=cut("wire", "the Ministry of Stores"),
            actor="ac-ministry",
            articles=("lantern", "wire", "bellows", "port", "later"),
        ),
        Origin(
            id="o-brask",
            kind="named",
            label=cut("lantern", "caretaker Odo Brask"),
            actor="ac-brask",
            articles=("lantern", "wire", "bellows"),
        ),
        Origin(id="o-nurse", kind="anonymous", label=cut("wire", "a nurse"), actor=None, articles=("wire",)),
        Origin(id="o-oake", kind="named", label=cut("wire", "Perrin Oake"), actor="ac-oake", articles=("wire",)),
        Origin(
            id="o-close",
            kind="anonymous",
            label=cut("long", "a person close to the ministry"),
            actor=None,
            articles=("long",),
        ),
        Origin(id="o-radio", kind="own", label=cut("radio", "Our reporter"), actor=None, articles=("radio",)),
        Origin(id="o-film", kind="recording", label=cut("radio", "A security film"), actor=None, articles=("radio",)),
        Origin(id="o-watch", kind="own", label=cut("watch", "Vault Watch can report"), actor=None, articles=("watch",)),
        Origin(id="o-unstated", kind="unstated", label=None, actor=None, articles=("lantern", "port", "ministry")),
    ),
    families=(
        Family(
            id="f-wire",
            root="wire",
            articles=("wire", "bellows"),
            because=(
                Because(
                    code="republication-note", spans=slices(("bellows", "This report first appeared on Harvest Wire."))
                ),
            ),
        ),
        *(
            Family(id=f"f-{k}", root=k, articles=(k,))
            for k in ("lantern", "long", "port", "radio", "watch", "ministry", "later")
        ),
    ),
    edges=(
        Edge(
            from_="bellows",
            to="wire",
            kind="republishes",
            because="republication-note",
            spans=slices(("bellows", "This report first appeared on Harvest Wire.")),
        ),
        Edge(from_="long", to="wire", kind="borrows", because="shared-passage", spans=()),
        *(
            Edge(from_=k, to="o-ministry", kind="attributes", because="stated", spans=(cut(k, w),))
            for k, w in (
                ("lantern", "the Ministry of Stores"),
                ("wire", "the Ministry of Stores"),
                ("port", "وزارة المخازن"),
                ("later", "the Ministry of Stores"),
            )
        ),
        Edge(
            from_="lantern",
            to="o-brask",
            kind="attributes",
            because="stated",
            spans=slices(("lantern", "caretaker Odo Brask")),
        ),
        Edge(
            from_="wire",
            to="o-brask",
            kind="attributes",
            because="stated",
            spans=slices(("wire", "Caretaker Odo Brask")),
        ),
        Edge(
            from_="long",
            to="o-close",
            kind="attributes",
            because="stated",
            spans=slices(("long", "a person close to the ministry")),
        ),
        Edge(
            from_="radio", to="o-film", kind="attributes", because="stated", spans=slices(("radio", "A security film"))
        ),
        Edge(from_="o-close", to="o-ministry", kind="attributes", because="stated", spans=()),
    ),
    quotes=(
        QuoteGroup(
            id="q1",
            actor="ac-brask",
            same="possible",
            variants=(
                variant("v1", "lantern", "We saw two men run from the loading door", "caretaker Odo Brask"),
                variant("v2", "wire", "saw two men running from the loading door", "Caretaker Odo Brask"),
                variant("v3", "bellows", "saw two men running from the loading door", "Caretaker Odo Brask"),
            ),
            drift=(
                Drift(op="replaced", from_=cut("lantern", "run"), to=cut("wire", "running")),
                Drift(op="cut", from_=cut("lantern", "We"), to=None),
            ),
        ),
        QuoteGroup(
            id="q2", actor=None, variants=(variant("v4", "long", "reportedly", "a person close to the ministry"),)
        ),
    ),
    figures=(
        FigureGroup(
            id="g1",
            what=cut("lantern", "people"),
            unit=None,
            values=(
                value("n1", "lantern", "Four", 4),
                value("n2", "wire", "six", 6, "at least"),
                value("n3", "port", "ستة", 6),
                value("n4", "radio", "Six", 6),
                value("n5", "later", "Seven", 7, "exactly", "2026-03-06"),
            ),
        ),
        FigureGroup(id="g2", what=cut("long", "names"), unit=None, values=(value("n6", "long", "1,200", 1200),)),
    ),
    timeline=(
        TimelineEntry(
            id="t1",
            when="2026-03-03T23:40:00-06:00",
            precision="minute",
            spans=slices(("lantern", "at 23:40 on Tuesday 3 March"), ("ministry", "at 23:40 on 3 March")),
            statements=("s01", "s23"),
        ),
        TimelineEntry(
            id="t2",
            when="2026-03-03",
            precision="day",
            spans=slices(("wire", "on Tuesday"), ("radio", "on Tuesday")),
            statements=("s06", "s18"),
        ),
        TimelineEntry(
            id="t3", when="2026-03-04", precision="day", spans=slices(("long", "on Wednesday")), statements=("s15",)
        ),
        TimelineEntry(
            id="t4", when="2026-03-06", precision="day", spans=slices(("later", "on Friday")), statements=("s25",)
        ),
        TimelineEntry(
            id="t5",
            when="2026-03-04/2026-03-11",
            precision="interval",
            spans=slices(("wire", "within a week")),
            statements=("s10",),
        ),
    ),
    places=(
        PlaceEntry(
            id="p1",
            name="Karrowmere",
            latitude=47.1234,
            longitude=-91.5,
            precision="settlement",
            gazetteer="GeoNames",
            timezone="America/Chicago",
            spans=slices(("lantern", "Karrowmere"), ("ministry", "Karrowmere")),
        ),
    ),
    conflicts=(
        Conflict(
            id="x-count",
            kind="figure",
            claim="k-smoke",
            why="counts-apart",
            sides=(
                Side(value=cut("lantern", "Four"), statements=("s03",)),
                Side(value=cut("radio", "Six"), statements=("s19", "s24", "s17")),
            ),
        ),
        Conflict(
            id="x-quote",
            kind="quote",
            claim="k-men",
            why="wording",
            sides=(
                Side(value=cut("lantern", "run"), quotes=("v1",)),
                Side(value=cut("wire", "running"), quotes=("v2", "v3")),
            ),
        ),
        Conflict(
            id="x-door",
            kind="polarity",
            claim="k-door",
            why="denied",
            sides=(Side(value=None, statements=("s14", "s21")), Side(value=cut("wire", "denied"), statements=("s09",))),
        ),
    ),
    updates=(
        Update(
            id="u1",
            kind="figure",
            claim="k-smoke",
            from_=UpdateEnd(statements=("s24",)),
            to=UpdateEnd(statements=("s26",)),
        ),
    ),
    open=(
        OpenThread(
            id="th1",
            act="demand",
            by=cut("lantern", "The ministry"),
            of=cut("lantern", "Perrin Oake"),
            what=cut("lantern", "a written account"),
            since="2026-03-04",
            state="answered",
            answered_by=("s25",),
            spans=slices(("lantern", "demanded a written account")),
        ),
        OpenThread(
            id="th2",
            act="pending",
            by=cut("wire", "The ministry"),
            of=None,
            what=cut("wire", "an inspector's report"),
            since=None,
            state="open",
            answered_by=(),
            spans=slices(("wire", "expects an inspector's report")),
        ),
    ),
    norms=(
        NormEntry(
            id="m1",
            instrument="seed-treaty",
            provision="Art. 4",
            url="https://treaties.example/seed",
            spans=slices(("lantern", "The Seed Treaty")),
        ),
        NormEntry(
            id="m2", instrument="bad", provision=None, url="javascript:alert(2)", spans=slices(("lantern", "Treaty"))
        ),
    ),
    wording=(
        Wording(
            article="bellows",
            terms=tuple(
                Term(**{k: getattr(cut("bellows", w), k) for k in ("start", "end", "text")}, kind=c)
                for w, c in (("scandalous", "judgement"), ("disgrace", "judgement"), ("dawdlers", "insult"))
            ),
        ),
    ),
    naming=(
        Naming(
            referent="ac-ministry",
            names=slices(("lantern", "the Ministry of Stores"), ("port", "وزارة المخازن"), ("long", "the ministry")),
        ),
    ),
    actors=(
        Actor(
            id="ac-ministry",
            label=cut("wire", "the Ministry of Stores"),
            kind="organisation",
            aliases=(),
            mentions=slices(("wire", "the Ministry of Stores")),
        ),
        Actor(
            id="ac-brask",
            label=cut("lantern", "Odo Brask"),
            kind="person",
            aliases=(),
            mentions=slices(("lantern", "Odo Brask")),
        ),
        Actor(
            id="ac-oake",
            label=cut("wire", "Perrin Oake"),
            kind="person",
            aliases=(),
            mentions=slices(("wire", "Perrin Oake")),
        ),
    ),
    check_next=(
        CheckNext(id="n1", what=cut("radio", "A security film"), kind="recording", cited_by=("radio",)),
        CheckNext(id="n2", what=cut("wire", "an inspector's report"), kind="report", cited_by=("wire", "bellows")),
    ),
)


@pytest.fixture(scope="session")
def case() -> CaseFile:
    """The made-up case file."""
    return CASE


@pytest.fixture(scope="session")
def crowd() -> Callable[[int, int], CaseFile]:
    """A case file of ``articles`` made-up articles with ``each`` statements; every tenth is told by all."""
    return crowded


def crowded(articles: int, each: int) -> CaseFile:
    lines = [f"Barge {n} lay at the quay for {n + 2} days, the harbour clerk said." for n in range(each)]
    text = "\n\n".join(lines)
    keys = [f"a{n:03}" for n in range(articles)]
    papers = tuple(
        Article(id=k, text=text, sha256=sha(k), outlet=f"Paper {k}", published="2026-01-01", family=k) for k in keys
    )
    starts = [sum(len(x) + 2 for x in lines[:n]) for n in range(each)]
    told = tuple(
        Statement(id=f"{k}-{n}", article=k, start=starts[n], end=starts[n] + len(line), text=line, stance="reported")
        for k in keys
        for n, line in enumerate(lines)
    )
    shared = range(0, each, 10)
    claims = [
        Claim(id=f"k{n}", statements=tuple(f"{k}-{n}" for k in keys), articles=tuple(keys), standing="repeated")
        for n in shared
    ]
    claims += [
        Claim(id=f"k-{s.id}", statements=(s.id,), articles=(s.article,))
        for s in told
        if int(s.id.rpartition("-")[2]) not in shared
    ]
    empty = {f.name: () for f in msgspec.structs.fields(CaseFile) if f.name not in {"built", "title"}}
    given = {
        "schema": SCHEMA,
        "id": "crowd",
        "tool": "tellings",
        "share": False,
        "title": None,
        "built": None,
        "settings": Settings(tables={}, models={}),
        "happened": Happened(),
        "articles": papers,
        "statements": told,
        "claims": tuple(claims),
    }
    return CaseFile(**(empty | given))
