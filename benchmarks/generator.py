"""News without end, for measuring at scale: stories of known size drawn from the labelled ones beside the checkout.

``python -m benchmarks.generator NUMBER FOLDER [--days 30] [--shards N]`` writes ``articles-*.jsonl`` and
``gold.jsonl`` (``{"id","story","family"}``).

A made story takes a labelled one as its pattern and mints what would be its own: every name is a made-up word,
every number another number, and most of its telling words are others of like frequency, the same throughout the
story. Without that a million articles would speak of the same three hundred persons, and the lists of who is
named where would be a thousand times as long as in any news. What stays is what two reports of one kind of event
share. Sizes follow a power law (half the stories are one article), a third or so of the articles are copies
(whole, cut, or with a line of their own), the rest are the pattern's own tellings and, beyond these, new ones put
together from their sentences with some words changed. Dates run on from the story's first day. Same number and
seed, same bytes.
"""

import argparse
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TextIO

import msgspec

from evaluation.shared import SHARED, records
from tellings.language.rarity import share
from tellings.language.words import FUNCTION_WORDS, fold, stem

SETS = ("ecbplus", "allsides")
FIRST_DAY = date(2026, 3, 1)
SIZE_SLOPE, LARGEST = 2.1, 400
# Of the articles beyond a story's first, so many are copies; of the copies, so many whole and so many cut.
COPIES, WHOLE, CUT = 0.35, 0.4, 0.35
# Words rarer than this are a story's own with that chance; more common ones belong to the language.
COMMON, OWN = 0.06, 0.65
CHANGED = 0.2
UNDATED = 0.1
OUTLETS = 3000
_PIECE = re.compile(r"[^\W_]+|[\W_]+")
_SYLLABLES = [a + b + c for a in "b d f g k l m n p r s t v z br dr kr tr".split() for b in "a e i o u ai ou".split()
              for c in ("", "n", "r", "l", "s")]  # fmt: skip

Word = tuple[str, str]


class Telling(NamedTuple):
    """A labelled article as sentences of pieces; a piece is its text and its kind."""

    title: list[Word]
    sentences: list[list[Word]]


class Made(NamedTuple):
    """A made article with what is true of it."""

    record: dict[str, str | None]
    story: str
    family: str


class Patterns(NamedTuple):
    """Labelled stories, and words that may stand in for each other, by how frequent they are."""

    stories: list[list[Telling]]
    words: dict[int, list[str]]


def patterns(shared: Path) -> Patterns:
    """The labelled stories of two and more articles beside the checkout."""
    stories: dict[str, list[Telling]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for name in SETS:
        for row in records(shared / "data" / name / "articles.jsonl"):
            telling = _telling(str(row["title"] or ""), str(row["text"]))
            if not telling.sentences:
                continue
            stories[f"{name}/{row['story']}"].append(telling)
            counts.update(p for s in telling.sentences for p, kind in s if kind == "word")
    words = defaultdict(list)
    for word in sorted(counts):
        words[_band(word)].append(word)
    return Patterns([tellings for _, tellings in sorted(stories.items())], words)


def articles(known: Patterns, number: int, days: int = 30, seed: int = 1) -> Iterator[Made]:
    """``number`` articles, story after story."""
    made = story = 0
    while made < number:
        dice = random.Random(f"{seed}/{story}")
        for one in _story(known, story, dice, days):
            if made < number:
                made += 1
                yield one
        story += 1


def write(known: Patterns, folder: Path, number: int, *, days: int = 30, shards: int = 0, seed: int = 1) -> None:
    """``number`` articles to ``folder``, those of one story in any of the shards."""
    folder.mkdir(parents=True, exist_ok=True)
    shards = shards or max(2, number // 10_000)
    files: list[TextIO] = [(folder / f"articles-{n:04}.jsonl").open("w", encoding="utf-8") for n in range(shards)]
    dice = random.Random(f"{seed}/shards")
    with (folder / "gold.jsonl").open("w", encoding="utf-8") as gold:
        for one in articles(known, number, days, seed):
            files[dice.randrange(shards)].write(msgspec.json.encode(one.record).decode() + "\n")
            gold.write(f'{{"id":"{one.record["id"]}","story":"{one.story}","family":"{one.family}"}}\n')
    for file in files:
        file.close()


def _story(known: Patterns, number: int, dice: random.Random, days: int) -> Iterator[Made]:
    pattern = known.stories[dice.randrange(len(known.stories))]
    own = _Own(known.words, dice)
    size = min(LARGEST, int((1 - dice.random()) ** (-1 / (SIZE_SLOPE - 1))))
    first = FIRST_DAY + timedelta(days=dice.randrange(days))
    last = FIRST_DAY + timedelta(days=days - 1)
    order = dice.sample(range(len(pattern)), len(pattern))
    told: list[tuple[str, list[str], date, str]] = []
    for n in range(size):
        name = f"g{number}-{n}"
        if told and dice.random() < COPIES:
            title, sentences, day, family = told[dice.randrange(len(told))]
            title, sentences = _copied(title, sentences, own, dice)
            day = min(day + timedelta(days=int(dice.random() < 0.15)), last)
        else:
            telling = pattern[order[n]] if n < len(order) else _mixed(pattern, dice)
            changed = CHANGED if n >= len(order) else 0.0
            title = own.text(telling.title, dice, changed)
            sentences = [own.text(s, dice, changed) for s in telling.sentences]
            day, family = min(first + timedelta(days=_later(dice)), last), name
        told.append((title, sentences, day, family))
        yield Made(_record(name, title, sentences, day, dice), f"g{number}", family)


def _record(name: str, title: str, sentences: Sequence[str], day: date, dice: random.Random) -> dict[str, str | None]:
    outlet = f"outlet{dice.randrange(OUTLETS)}.example"
    return {
        "id": name,
        "outlet": outlet,
        "url": f"https://{outlet}/{day:%Y/%m}/{name}",
        "title": title or None,
        "published": None if dice.random() < UNDATED else day.isoformat(),
        "captured_at": day.isoformat(),
        "language": "en",
        "text": "\n".join(sentences),
    }


def _later(dice: random.Random) -> int:
    """Days after a story's first: most on the day itself, each further day a third as many."""
    return int(-math.log(1 - dice.random()) / math.log(3))


def _mixed(pattern: Sequence[Telling], dice: random.Random) -> Telling:
    """A telling of sentences from two of the pattern's, in their order."""
    one, other = dice.choice(pattern), dice.choice(pattern)
    share_of_one = dice.uniform(0.4, 0.8)
    taken = [s for s in one.sentences if dice.random() < share_of_one]
    added = [s for s in other.sentences if dice.random() < 1 - share_of_one]
    return Telling(dice.choice((one, other)).title, (taken + added) or one.sentences or other.sentences)


def _copied(title: str, sentences: list[str], own: "_Own", dice: random.Random) -> tuple[str, list[str]]:
    kind = dice.random()
    if kind < WHOLE:
        return title, sentences
    if kind < WHOLE + CUT:
        return title, sentences[: max(2, round(len(sentences) * dice.uniform(0.4, 0.75)))]
    return title, [f"{own.minted(dice)} ({own.minted(dice)} Wire) - {sentences[0]}", *sentences[1:]]


class _Own:
    """What one story has of its own: its names, numbers and words."""

    def __init__(self, words: dict[int, list[str]], dice: random.Random) -> None:
        self._words = words
        self._seed = dice.random()
        self._known: dict[Word, str] = {}

    def text(self, pieces: Sequence[Word], dice: random.Random, changed: float) -> str:
        """The pieces as this story has them; of its words a share ``changed`` are others again."""
        known = self._known
        out = []
        for piece in pieces:
            if piece[1] == "":
                out.append(piece[0])
                continue
            if piece not in known:
                known[piece] = self._made(*piece)
            word = known[piece]
            if changed and piece[1] == "word" and dice.random() < changed:
                word = dice.choice(self._words[_band(piece[0])])
            out.append(word)
        return "".join(out)

    def minted(self, dice: random.Random) -> str:
        """A made-up name."""
        return _name(dice.getrandbits(64))

    def _made(self, text: str, kind: str) -> str:
        # drawn by the word and not in turn, so that a word is the same whichever telling has it first
        drawn = int.from_bytes(blake2b(f"{self._seed}/{text}".encode(), digest_size=16).digest(), "big")
        if kind == "name":
            return _name(drawn)
        if kind == "number":
            return str(drawn % 9 * 10 ** (len(text) - 1) + 10 ** (len(text) - 1) + (drawn >> 8) % 10 ** (len(text) - 1))
        if (drawn & 0xFFFF) > OWN * 0x10000:
            return text
        like = self._words[_band(text)]
        return like[(drawn >> 16) % len(like)]


def _name(drawn: int) -> str:
    """A made-up name of two or three syllables."""
    count = 2 + (drawn & 3 == 0)
    return "".join(_SYLLABLES[(drawn >> (2 + 16 * n)) % len(_SYLLABLES)] for n in range(count)).capitalize()


def _telling(title: str, text: str) -> Telling:
    small = {p for p in _PIECE.findall(f"{title}\n{text}") if p[0].islower()}
    return Telling(_pieces(title, small), [_pieces(line, small) for line in _sentences(text)])


def _sentences(text: str) -> list[str]:
    return [s for line in text.split("\n") for s in re.split(r"(?<=[.!?]) +", line) if s.strip()]


def _pieces(text: str, small: set[str]) -> list[Word]:
    return [(p, _kind(p, small)) for p in _PIECE.findall(text)]


def _kind(piece: str, small: set[str]) -> str:
    if piece[0].isdigit():
        return "number"
    low = fold(piece)
    if not piece[0].isalpha() or len(piece) < 3 or low in FUNCTION_WORDS:
        return ""
    if piece[0].isupper():
        return "" if low in small or share(stem(low)) > COMMON else "name"
    return "word" if share(stem(low)) < COMMON else ""


@cache
def _band(word: str) -> int:
    """How frequent a word is: each band is twice as frequent as the next."""
    return round(-math.log2(share(stem(word))))


def main(arguments: list[str]) -> None:
    """Write a made crawl."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("number", type=int)
    given.add_argument("folder", type=Path)
    given.add_argument("--days", type=int, default=30)
    given.add_argument("--shards", type=int, default=0)
    options = given.parse_args(arguments)
    if not (SHARED / "data").is_dir():
        print(f"generator: no {SHARED.name}/data to take patterns from", file=sys.stderr)
        return
    write(patterns(SHARED), options.folder, options.number, days=options.days, shards=options.shards)


if __name__ == "__main__":
    main(sys.argv[1:])
