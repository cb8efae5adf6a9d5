"""HTML: one self-contained page a case file, and an index over several.

Nothing is loaded from anywhere: style and script are inlined and named by hash in a content policy that
forbids all else. Every value is escaped by the template engine, whatever it holds.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tellings.export.index import Card, cards
from tellings.export.labels import label, note
from tellings.export.pieces import Told
from tellings.export.view import view
from tellings.model import CaseFile

TITLE_ROOM = 110
# Not allowed in HTML at all (C0 without tab and line ends, DEL, C1, lone surrogates); shown as one mark.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Would turn the direction of what follows where nothing bounds it, as in a title.
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def page(casefile: CaseFile) -> str:
    """The page of a case file: HTML, complete in itself, readable without scripts."""
    shown = view(casefile)
    return _render("case.html", "case.js", v=shown, title=headline(shown.title) or f"Case file {shown.id}")


def index(entries: Sequence[tuple[CaseFile, str]]) -> str:
    """The index page over (case file, relative link to its page), the largest story first."""
    found = cards(entries)
    return _render(
        "index.html", "", stories=[c for c in found if c.articles > 1], lone=[c for c in found if c.articles == 1]
    )


def headline(told: Told | None) -> str:
    """A telling on one line with who says it first: for titles, where no type tells whose words they are."""
    if told is None:
        return ""
    who = told.teller.outlet + "".join(f" ← {step.words}" for step in told.chain)
    words = " ".join(_DIRECTION.sub("", told.text).split())
    if len(words) > TITLE_ROOM:
        words = words[: TITLE_ROOM - 1].rstrip() + "…"
    stance = f" ({told.stance})" if told.stance else ""
    return f"{who}{stance}: “{words}”"


def printable(value: object) -> object:
    """``value`` for a page: characters that HTML does not allow become U+FFFD."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _UNPRINTABLE.sub("\ufffd", value)


def _render(template: str, script: str, **values: object) -> str:
    environment = _environment()
    style, code = _asset("case.css"), _asset(script) if script else ""
    sources = f"style-src '{_digest(style)}'" + (f"; script-src '{_digest(code)}'" if code else "")
    policy = f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"
    # static files of this package, not text of any article
    inlined = {"style": Markup(style), "script": Markup(code), "policy": policy}
    return environment.get_template(template).render(**values, **inlined)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tellings.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=printable,
    )
    environment.globals |= {"label": label, "note": note}
    return environment


@cache
def _asset(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


__all__ = ["Card", "headline", "index", "page", "printable"]
