"""The stemma: who took what from whom, drawn twice: in columns for wide screens, as a list for narrow.

Layers by longest path (Sugiyama, Tagawa and Toda 1981) with one barycentre sweep to spare crossings; a
cycle is cut where it closes. Each line drawn is a link to its edge in the list below, where the words that show
it stand. What the drawing leaves out for size is in that list too.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from tellings.export.labels import label, note
from tellings.export.pieces import Told
from tellings.export.register import Register
from tellings.export.svg import element, text
from tellings.model import Edge, Record

NODES_SHOWN = 24
LAYERS = 4
WIDTH, ROW, BOX = 700, 42, 36
NARROW, LINE = 350, 28
ARIA = "Who told whom, drawn; each line leads to its words in the list below"
# Of an edge so many of the words that show it: two passages as both texts have them, and a credit.
SHOWN = 5


class Node(Record, frozen=True):
    """A page, or an origin, whose ``words`` are a source's; ``note`` is the program's."""

    id: str
    words: str
    note: str
    hue: int
    page: bool


class EdgeView(Record, frozen=True):
    """One edge in words, with the words that show it; ``more`` counts those that are not shown."""

    anchor: str
    taker: Node
    kind: str
    giver: Node
    because: str
    shown: tuple[Told, ...]
    more: int


class Stemma(Record, frozen=True):
    """Both drawings and the list; ``hidden`` counts what the drawings leave out."""

    wide: Markup
    narrow: Markup
    edges: tuple[EdgeView, ...]
    hidden: int


def stemma(register: Register) -> Stemma | None:
    """The stemma of a case file, or null where nothing is known to come from anything."""
    nodes = _nodes(register)
    edges = [e for e in register.case.edges if e.from_ in nodes and e.to in nodes and e.from_ != e.to]
    if not edges:
        return None
    degree = Counter(end for e in edges for end in (e.from_, e.to))
    ranked = sorted(degree, key=lambda n: (-degree[n], n))
    drawn = set(ranked[:NODES_SHOWN])
    views = [_edge(register, nodes, e, f"tie-{n}") for n, e in enumerate(edges, 1)]
    kept = [(e, v) for e, v in zip(edges, views, strict=True) if e.from_ in drawn and e.to in drawn]
    columns = _columns(nodes, [e for e, _ in kept])
    return Stemma(
        wide=_wide(nodes, kept, columns),
        narrow=_narrow(nodes, kept),
        edges=tuple(views),
        hidden=len(ranked) - len(drawn),
    )


def _nodes(register: Register) -> dict[str, Node]:
    pages = {
        key: Node(id=key, words=teller.outlet, note=teller.tag, hue=teller.hue, page=True)
        for key, teller in register.tellers.items()
    }
    origins = {
        o.id: Node(id=o.id, words=o.label.text, note=label("origin", o.kind), hue=0, page=False)
        for o in register.case.origins
        if o.label
    }
    return {**origins, **pages}


def _edge(register: Register, nodes: dict[str, Node], edge: Edge, anchor: str) -> EdgeView:
    return EdgeView(
        anchor=anchor,
        taker=nodes[edge.from_],
        kind=label("edge", edge.kind),
        giver=nodes[edge.to],
        because=": ".join(filter(None, (label("because", edge.because), note("because", edge.because)))),
        shown=tuple(t for t in (register.slice(s) for s in edge.spans[:SHOWN]) if t),
        more=max(0, len(edge.spans) - SHOWN),
    )


def _link(view: EdgeView, hue: int, edge: Edge, path: str) -> Markup:
    """A line that can be clicked, with room for a finger around it."""
    words = f"{_named(view.taker)} {view.kind} {_named(view.giver)}"
    hit, line = element("path", d=path, class_="hit"), element("path", d=path, class_=f"edge {edge.kind} o{hue}")
    return element("a", element("title", words), hit, line, href=f"#{view.anchor}", class_="tie-line", aria_label=words)


def _columns(nodes: dict[str, Node], edges: Sequence[Edge]) -> list[list[str]]:
    """Node ids by column: takers left, what they take from right; pages before origins."""
    givers: defaultdict[str, list[str]] = defaultdict(list)
    for e in edges:
        givers[e.from_].append(e.to)
    takers = {e.from_ for e in edges}
    layer: dict[str, int] = {}

    def place(node: str, depth: int, path: frozenset[str]) -> None:
        if node in path or layer.get(node, -1) >= depth:
            return
        layer[node] = depth
        for giver in givers[node]:
            place(giver, min(depth + 1, LAYERS - 1), path | {node})

    given = {e.to for e in edges}
    for node in sorted(takers - given) or sorted(takers)[:1]:
        place(node, 0, frozenset())
    for node in sorted(takers | given):
        layer.setdefault(node, 0)
    pages = max((layer[n] for n in layer if nodes[n].page), default=-1)
    layer = {n: at if nodes[n].page else min(max(at, pages + 1), LAYERS) for n, at in layer.items()}
    used = sorted(set(layer.values()))
    columns = [sorted(n for n in layer if layer[n] == at) for at in used]
    return _uncrossed(columns, edges)


def _uncrossed(columns: list[list[str]], edges: Sequence[Edge]) -> list[list[str]]:
    """Each column ordered by where its takers stand, left to right."""
    row = {node: n for n, node in enumerate(columns[0])} if columns else {}
    takers: defaultdict[str, list[str]] = defaultdict(list)
    for e in edges:
        takers[e.to].append(e.from_)
    ordered = columns[:1]
    for column in columns[1:]:
        ordered.append(sorted(column, key=lambda n: (_mean([row[t] for t in takers[n] if t in row]), n)))
        row |= {node: n for n, node in enumerate(ordered[-1])}
    return ordered


def _mean(rows: Sequence[int]) -> float:
    return sum(rows) / len(rows) if rows else float(NODES_SHOWN)


def _wide(nodes: dict[str, Node], edges: Sequence[tuple[Edge, EdgeView]], columns: list[list[str]]) -> Markup:
    rows = max(map(len, columns))
    step = WIDTH / len(columns)
    box = min(step - 60, 220)
    place: dict[str, tuple[float, float]] = {}
    for n, column in enumerate(columns):
        top = (rows - len(column)) * ROW / 2
        place |= {node: (n * step + 2, top + m * ROW + 4) for m, node in enumerate(column)}
    height = rows * ROW + 6
    lines = [_link(view, nodes[e.from_].hue, e, _curve(e, place, box)) for e, view in edges]
    boxes = [_box(nodes[n], x, y, box) for n, (x, y) in place.items()]
    return element(
        "svg", *lines, *boxes, viewBox=f"0 0 {WIDTH} {height:g}", class_="wide", role="group", aria_label=ARIA
    )


def _curve(edge: Edge, place: dict[str, tuple[float, float]], box: float) -> str:
    (x1, y1), (x2, y2) = place[edge.from_], place[edge.to]
    from_y, to_y = y1 + BOX / 2, y2 + BOX / 2
    if x2 > x1:
        bend = (x1 + box + x2) / 2
        return f"M{x1 + box:g} {from_y:g}C{bend:g} {from_y:g} {bend:g} {to_y:g} {x2:g} {to_y:g}"
    bend = min(x1, x2) - 34  # within a column, or back: a bow on the left
    return f"M{x1:g} {from_y:g}C{bend:g} {from_y:g} {bend:g} {to_y:g} {x2:g} {to_y:g}"


def _box(node: Node, x: float, y: float, width: float) -> Markup:
    lift = 0 if node.note else 7
    if node.page:
        frame = element("rect", x=x, y=y, width=width, height=BOX, rx=4, class_=f"page o{node.hue}")
        return frame + _two_lines(node, x + 9, y + lift, width - 14)
    return _two_lines(node, x + 6, y + lift, WIDTH - x - 8)


def _two_lines(node: Node, x: float, y: float, room: float) -> Markup:
    first = text(node.words, x=x, y=y + 15, room=room, class_="" if node.page else "said")
    return first + text(node.note, x=x, y=y + 30, room=room, class_="soft") if node.note else first


def _narrow(nodes: dict[str, Node], edges: Sequence[tuple[Edge, EdgeView]]) -> Markup:
    """A tree a giver: what is rested on, then below it who rests on it."""
    takers: defaultdict[str, list[tuple[Edge, EdgeView]]] = defaultdict(list)
    for e, view in edges:
        takers[e.to].append((e, view))
    parts: list[Markup] = []
    y = 18.0
    for giver in sorted(takers, key=lambda n: (nodes[n].page, -len(takers[n]), n)):
        parts.append(_giver(nodes[giver], y))
        top, y = y + 8, y + LINE
        for e, view in takers[giver]:
            node = nodes[e.from_]
            parts.append(_link(view, node.hue, e, f"M12 {top:g}V{y - 5:g}H32"))
            parts.append(_taker(node, y))
            y += LINE
        y += 12
    return element("svg", *parts, viewBox=f"0 0 {NARROW} {y:g}", class_="narrow", role="group", aria_label=ARIA)


def _taker(node: Node, y: float) -> Markup:
    if not node.page:
        return text(_named(node), x=38, y=y, room=NARROW - 44, class_="said")
    frame = element("rect", x=34, y=y - 17, width=NARROW - 40, height=23, rx=4, class_=f"page o{node.hue}")
    return frame + text(_named(node), x=42, y=y, room=NARROW - 56)


def _giver(node: Node, y: float) -> Markup:
    dot = element("circle", cx=12, cy=y - 4, r=5, class_=f"dot o{node.hue}")
    if node.page:
        return dot + text(_named(node), x=24, y=y, room=NARROW - 30)
    room = NARROW - 40 - 7 * len(node.note)
    return (
        dot
        + text(node.words, x=24, y=y, room=room, class_="said")
        + text(node.note, x=NARROW - 4, y=y, room=NARROW, class_="soft", anchor="end")
    )


def _named(node: Node) -> str:
    return f"{node.words} ({node.note})" if node.note else node.words
