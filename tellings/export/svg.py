"""SVG drawn here: elements as escaped markup, text cut to a width.

Colours come from classes, never from style attributes, so that the page's content policy holds.
"""

import unicodedata

from markupsafe import Markup, escape


def element(name: str, /, *children: str, **attributes: str | float) -> Markup:
    """``<name attributes>children</name>``; ``class_`` is class, underscores are hyphens; children are escaped."""
    written = "".join(f' {_key(k)}="{escape(_value(v))}"' for k, v in attributes.items())
    return Markup(f"<{name}{written}>{''.join(escape(c) for c in children)}</{name}>")


def text(words: str, *, x: float, y: float, room: float, class_: str = "", anchor: str = "start") -> Markup:
    """Words at a point, cut to ``room`` units at the drawing's type size; whole in a title where cut."""
    shown = fit(words, room)
    children = (shown,) if shown == words else (element("title", words), shown)
    return element("text", *children, x=x, y=y, class_=class_, text_anchor=anchor)


def fit(words: str, room: float) -> str:
    """``words`` cut at the end to about ``room`` units of 13-unit type, with an ellipsis where cut."""
    used = 0.0
    for at, character in enumerate(words):
        used += 13.0 if unicodedata.east_asian_width(character) in "WF" else 6.9
        if used > room:
            return words[: max(at - 1, 1)].rstrip() + "…"
    return words


def _key(name: str) -> str:
    # SVG names of two words are written in camel case and come as they are
    return name.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
