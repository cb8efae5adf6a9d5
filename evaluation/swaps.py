"""Swapping two parties' names: what should follow is the same case file with the names swapped.

``python -m evaluation.swaps``. In each labelled story the two persons named most are swapped: after marking with
the claims as they are (``swaps.origins``), after marking with claims made anew (``swaps.after_marking``), and in
the articles' texts before anything is read (``swaps.end_to_end``). Each figure is the share of stories in which
no claim's statements, origins or standing change; the last also as the share of claims (``.claims``).
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import msgspec

from evaluation.cases import source_of
from evaluation.shared import SHARED, present
from tellings.article.reader import from_record
from tellings.claim.claims import align
from tellings.errors import InputError
from tellings.language.words import fold
from tellings.mark.given import GENDER
from tellings.model import Aligned, Article, Family, Telling
from tellings.origin.actors import cast
from tellings.origin.provenance import trace
from tellings.run import steps
from tellings.story.families import families

Json = None | bool | int | float | str | list["Json"] | tuple["Json", ...] | dict[str, "Json"]
# A claim by its statements (article and place among its statements), with its count and standing.
Told = tuple[tuple[tuple[str, int], ...], int, str]


def measure(shared: Path) -> dict[str, float]:
    """Shares by name."""
    held: dict[str, list[bool]] = {"origins": [], "after_marking": [], "end_to_end": []}
    kept = total = 0
    for story in sorted(p.name for p in (shared / "gold").iterdir() if p.is_dir()):
        articles = _articles(shared, story)
        tellings = [steps.tell(a) for a in articles]
        parties = _parties(tellings)
        if parties is None:
            continue
        swap = swapper(parties)
        related, aligned = families(articles), align(tellings)
        before = _told(tellings, related, aligned)
        marked = [swapped(t, swap) for t in tellings]
        held["origins"].append(before == _told(marked, related, aligned))
        held["after_marking"].append(before == _told(marked, related, align(marked)))
        read = [_reread(a, swap) for a in articles]
        anew = [steps.tell(a) for a in read]
        after = _told(anew, families(read), align(anew))
        held["end_to_end"].append(before == after)
        kept, total = kept + len(before & after), total + len(before)
    scores = {f"swaps.{name}": sum(stories) / len(stories) for name, stories in held.items()}
    return scores | {"swaps.end_to_end.claims": kept / total}


def swapper(parties: tuple[str, str]) -> Callable[[str], list[tuple[int, int, str]]]:
    """What to replace in a text: each place of one's name, or its last word, and the other's in its stead."""
    one, other = parties
    pairs = {one: other, other: one, one.split()[-1]: other.split()[-1], other.split()[-1]: one.split()[-1]}
    longest_first = sorted(pairs, key=lambda n: (-len(n), n))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    return lambda text: [(m.start(), m.end(), pairs[m.group()]) for m in pattern.finditer(text)]


def swapped(telling: Telling, swap: Callable[[str], list[tuple[int, int, str]]]) -> Telling:
    """The telling with the names swapped in its text and every mark moved along."""
    found = swap(telling.article.text)
    text = _replaced(telling.article.text, found)

    def walk(value: Json) -> Json:
        if isinstance(value, list | tuple):
            return [walk(v) for v in value]
        if not isinstance(value, dict):
            return value
        made = {k: walk(v) for k, v in value.items()}
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int):
            first, last = _moved(start, found), _moved(end, found)
            made |= {"start": first, "end": last}
            if isinstance(value.get("text"), str) and value["text"] == telling.article.text[start:end]:
                made["text"] = text[first:last]
        if isinstance(key := value.get("key"), str):
            made["key"] = _key(key, swap)
        return made

    built = walk(msgspec.to_builtins(telling))
    made = msgspec.convert(built, Telling)
    return msgspec.structs.replace(made, article=msgspec.structs.replace(made.article, text=text))


def _moved(place: int, found: Sequence[tuple[int, int, str]]) -> int:
    """Where a place of the text is after the replacements."""
    moved = place
    for start, end, words in found:
        if end <= place:
            moved += len(words) - (end - start)
        elif start < place:
            moved += min(0, len(words) - (place - start))
    return moved


def _key(key: str, swap: Callable[[str], list[tuple[int, int, str]]]) -> str:
    """A name's key is its words in lower case: swapped as they would be with capitals."""
    named = " ".join(w[:1].upper() + w[1:] for w in key.split(" "))
    return _replaced(named, swap(named)).lower() if swap(named) else key


def _replaced(text: str, found: Sequence[tuple[int, int, str]]) -> str:
    for start, end, words in reversed(found):
        text = text[:start] + words + text[end:]
    return text


def _articles(shared: Path, story: str) -> list[Article]:
    source, published = source_of(shared, story)
    return [a for a in steps.read([str(source)], published) if not isinstance(a, InputError)]


def _parties(tellings: Sequence[Telling]) -> tuple[str, str] | None:
    """The two persons of two names or more that are named most, of different last names and not of two genders.

    "Ms." stays where it stands: with a man's name after it the text would contradict itself.
    """
    named: Counter[str] = Counter()
    for actor in cast(tellings).actors:
        if actor.kind == "person" and len(actor.label.text.split()) > 1:
            named[actor.label.text] += len(actor.mentions)
    ranked = [name for name, _ in sorted(named.items(), key=lambda n: (-n[1], n[0]))]
    fitting = (
        (one, other)
        for one, other in combinations(ranked, 2)
        if one.split()[-1] != other.split()[-1] and len({_gender(one), _gender(other)} - {None}) < 2
    )
    return next(fitting, None)


def _gender(name: str) -> str | None:
    return GENDER.get(fold(name.split()[0]))


def _reread(article: Article, swap: Callable[[str], list[tuple[int, int, str]]]) -> Article:
    title = article.title and _replaced(article.title, swap(article.title))
    record: Mapping[str, object] = {
        "id": article.id, "outlet": article.outlet, "url": article.url, "title": title,
        "published": article.published, "text": _replaced(article.text, swap(article.text)),
    }  # fmt: skip
    return from_record(record, article.id)


def _told(tellings: Sequence[Telling], related: Sequence[Family], aligned: Aligned) -> set[Told]:
    """Claims by the places of their statements in their articles, with count and standing."""
    number = {s.id: (s.article, n) for t in tellings for n, s in enumerate(t.speech.statements)}
    found = trace(tellings, related, aligned)
    return {
        (tuple(sorted(number[s] for s in claim.statements)), claim.origins, claim.standing) for claim in found.claims
    }


def main() -> None:
    """Print the shares, or why there are none."""
    if not present():
        sys.exit(f"no labelled data at {SHARED}")
    for name, value in measure(SHARED).items():
        print(f"{name:36} {value:.3f}")


if __name__ == "__main__":
    main()
