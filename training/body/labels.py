"""Labels: which segments of a page stand in its gold body."""

from collections import defaultdict
from collections.abc import Sequence

from evaluation.shared import scorer

SHINGLE = 4
SLACK = 3


def labels(segments: Sequence[str], gold: str) -> list[bool]:
    """Whether each segment's words stand in ``gold``.

    A segment of four words or more does where most of its shingles (as the scorer counts them) are gold; a shorter
    one where gold has its words right after the last such segment or right before the next. Of segments that
    repeat each other more often than gold does, those with most gold around them are taken.
    """
    words = scorer("extraction").words
    wanted: list[str] = words(gold)
    cut: list[list[str]] = [words(s) for s in segments]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(wanted) - SHINGLE + 1):
        places[tuple(wanted[place : place + SHINGLE])].append(place)
    shares, at = _long(cut, places)
    _short(cut, wanted, shares, at)
    _without_repeats(cut, wanted, shares)
    return [share > 0.5 for share in shares]


def _long(cut: Sequence[list[str]], places: dict[tuple[str, ...], list[int]]) -> tuple[list[float], list[int]]:
    shares, at = [0.0] * len(cut), [0] * len(cut)
    for number, words in enumerate(cut):
        shingles = [tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]
        found = [s for s in shingles if s in places]
        if found:
            shares[number], at[number] = len(found) / len(shingles), places[found[0]][0]
    return shares, at


def _short(cut: Sequence[list[str]], wanted: list[str], shares: list[float], at: list[int]) -> None:
    for backward in (False, True):
        edge: int | None = None
        for number in reversed(range(len(cut))) if backward else range(len(cut)):
            words = cut[number]
            if len(words) >= SHINGLE:
                if shares[number] > 0.5:
                    edge = at[number] if backward else at[number] + len(words)
            elif words and edge is not None and not shares[number]:
                near = edge - len(words) if backward else edge
                tried = range(max(0, near - SLACK), near + SLACK + 1)
                place = next((p for p in tried if wanted[p : p + len(words)] == words), None)
                if place is not None:
                    shares[number], edge = 1.0, place if backward else place + len(words)


def _without_repeats(cut: Sequence[list[str]], wanted: list[str], shares: list[float]) -> None:
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, words in enumerate(cut):
        if shares[number] > 0.5:
            alike[tuple(words)].append(number)
    said = "\0" + "\0".join(wanted) + "\0"
    for words, numbers in alike.items():
        count = max(1, said.count("\0" + "\0".join(words) + "\0"))
        ranked = sorted(numbers, key=lambda n: -_around(cut, shares, n))
        for number in ranked[count:]:
            shares[number] = 0.0


def _around(cut: Sequence[list[str]], shares: list[float], number: int) -> float:
    near = range(max(0, number - 4), min(len(cut), number + 5))
    return sum(shares[n] for n in near if len(cut[n]) >= SHINGLE and cut[n] != cut[number])
