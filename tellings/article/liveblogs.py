"""Live blogs (schema.org LiveBlogPosting) → a record of an article for each post.

A live blog is many short tellings at many times: read as one article its posts would bear one date and lean on each
other. Where its JSON-LD gives the posts with their words, each is an article; where not, it is the NoArticle error.
"""

import re
from collections.abc import Iterator, Mapping

from tellings.article import fragment
from tellings.article.entry import Entry
from tellings.article.linked import decoded
from tellings.article.names import body
from tellings.errors import InputError, NoArticle

TYPE = "LiveBlogPosting"
SCRIPT = re.compile(rb"<script\b[^>]{0,300}application/ld\+json[^>]{0,300}>(.*?)</script", re.I | re.S)
# Where a page's JSON-LD keeps what the page is.
WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
DO = "Save the text of the post that you need and pass that."


def posts(record: Mapping[str, object], where: str) -> Iterator[Entry | InputError]:
    """Records of the posts in a LiveBlogPosting; those without words are counted in one error at the end.

    A post has its own headline, time and address, and the publisher of the whole. Raises NoArticle where no post is
    given with words.
    """
    updates = record.get("liveBlogUpdate")
    listed = [u for u in (updates if isinstance(updates, list) else [updates]) if isinstance(u, dict)]
    found = [(number, post) for number, post in enumerate(listed, 1) if body(post)]
    if not found:
        what = f"a live blog whose data gives {'no words of its ' + str(len(listed)) if listed else 'no'} posts."
        raise NoArticle(where, what, DO)
    for number, post in found:
        yield Entry(_record(post, record), f"{where}:{number}", number, "json-ld")
    if missing := len(listed) - len(found):
        yield NoArticle(where, f"{missing} of {len(listed)} posts of this live blog have no words in its data.", DO)


def _record(post: Mapping[str, object], blog: Mapping[str, object]) -> dict[str, object]:
    """The post's own record, its headline before its words as a page shows it."""
    words = body(post)
    headline = fragment.words(str(post.get("headline") or ""))
    own = {k: v for k, v in post.items() if not isinstance(v, dict) or k in ("author", "mainEntityOfPage")}
    text = words.words if words else ""
    if words and not words.markup:
        text = "\n\n".join(p for p in (headline, text) if p)
    return {
        "publisher": blog.get("publisher"),
        "inLanguage": blog.get("inLanguage"),
        "url": blog.get("url"),
        **own,
        "headline": headline or None,
        "articleBody": None,
        "markup" if words and words.markup else "text": text,
    }


def of_page(data: bytes) -> Mapping[str, object] | None:
    """The live blog that a page's JSON-LD says it is; null for any other page, quickly."""
    if TYPE.encode() not in data:
        return None
    scripts = (_unicode(script.group(1)) for script in SCRIPT.finditer(data))
    return next((blog for script in scripts for blog in _live(decoded(script), 0)), None)


def is_live(record: Mapping[str, object]) -> bool:
    """Whether a record is a live blog."""
    types = record.get("@type")
    return TYPE in types if isinstance(types, list) else types == TYPE


def _live(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list) and depth < 4:
        for item in value:
            yield from _live(item, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        if is_live(value):
            yield value
        for name in WITHIN:
            yield from _live(value.get(name), depth + 1)


def _unicode(script: bytes) -> str:
    """A script as text; empty in another encoding than that of JSON."""
    try:
        return script.decode()
    except UnicodeDecodeError:
        return ""
