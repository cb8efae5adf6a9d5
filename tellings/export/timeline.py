"""The timeline drawn: moments in order on one line across (wide) or down (narrow).

Steps are even, not to scale: news clusters within hours, and the dates are printed. The words stand in
the list beside the drawing.
"""

from collections.abc import Sequence

from markupsafe import Markup

from tellings.export.sections import Moment
from tellings.export.svg import element, text
from tellings.model import Record

WIDE_MOMENTS, NARROW_MOMENTS = 5, 40
WIDTH, NARROW, LINE = 700, 350, 34
DOTS = 6


class Line(Record, frozen=True):
    """Both drawings."""

    wide: Markup
    narrow: Markup


def line(moments: Sequence[Moment]) -> Line | None:
    """The drawings, or null where there are not two moments to put in order."""
    if len(moments) < 2:
        return None
    return Line(wide=_wide(moments), narrow=_narrow(moments[:NARROW_MOMENTS]))


def _wide(moments: Sequence[Moment]) -> Markup:
    """Rows of a few moments each, read as lines of text are."""
    rows = [moments[n : n + WIDE_MOMENTS] for n in range(0, min(len(moments), 4 * WIDE_MOMENTS), WIDE_MOMENTS)]
    step = WIDTH / min(WIDE_MOMENTS, len(moments))
    parts: list[Markup] = []
    for number, row in enumerate(rows):
        y = number * 84 + 36
        parts.append(element("line", x1=0, y1=y, x2=step * len(row), y2=y, class_="rule"))
        for place, moment in enumerate(row):
            x = step * place + 10
            date, _, clock = moment.when.partition(", ")
            parts.append(text(date, x=x - 6, y=y - 16, room=step - 8))
            parts.append(text(clock or moment.precision, x=x - 6, y=y + 26, room=step - 8, class_="soft"))
            parts.extend(_dots(moment, x, y, 13, 0))
    height = len(rows) * 84
    return element("svg", *parts, viewBox=f"0 0 {WIDTH} {height}", class_="wide", role="img", aria_label=_aria(moments))


def _narrow(moments: Sequence[Moment]) -> Markup:
    height = LINE * len(moments) + 8
    parts = [element("line", x1=10, y1=4, x2=10, y2=height - 4, class_="rule")]
    for number, moment in enumerate(moments):
        y = number * LINE + 20
        parts.extend(_dots(moment, 10, y, 13, 0))
        room = 10 + 13 * min(len(_hues(moment)), DOTS)
        date, _, clock = moment.when.partition(", ")
        parts.append(text(date, x=room + 8, y=y + 5, room=NARROW - room - 130))
        parts.append(text(clock or moment.precision, x=NARROW - 4, y=y + 5, room=150, class_="soft", anchor="end"))
    return element(
        "svg", *parts, viewBox=f"0 0 {NARROW} {height}", class_="narrow", role="img", aria_label=_aria(moments)
    )


def _dots(moment: Moment, x: float, y: float, dx: float, dy: float) -> list[Markup]:
    return [
        element("circle", cx=x + n * dx, cy=y + n * dy, r=5, class_=f"dot o{hue}")
        for n, hue in enumerate(_hues(moment)[:DOTS])
    ]


def _hues(moment: Moment) -> list[int]:
    """A dot an outlet."""
    outlets = {t.teller.outlet: t.teller.hue for t in moment.told + moment.rest}
    return list(outlets.values()) or [0]


def _aria(moments: Sequence[Moment]) -> str:
    return f"Timeline of {len(moments)} moments; the same in words is in the list below"
