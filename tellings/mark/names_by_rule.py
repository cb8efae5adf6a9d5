"""Names by rule, without the reader.

Capitals give candidates; words before, inside and after them say of what kind they are; the rest of
the article says the rest: a word written small elsewhere is no name, a surname goes to the person named
in full, an abbreviation to the words it stands for. Limits are in docs/marks/names.md.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tellings.mark import countries, gazetteer, lexicon
from tellings.mark.bearers import Mention
from tellings.mark.capitals import line
from tellings.mark.pieces import Piece, evidence, is_ordinary, pieces
from tellings.model import Article, NameKind, Sentence

# Towns smaller than this need a word such as "in" before them, for many share their name with people.
LARGE = 200_000
METROPOLIS = 1_000_000

_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|to|outside|across|around|throughout|towards?|via|into|off|leaving|of|inside|north|south|east"
    r"|west|downtown|nearby)(?: the)?\s+$",
    re.IGNORECASE,
)
_IN_BEFORE = re.compile(r"\b(?:in|at|near|outside|across|around|throughout|inside|downtown|nearby)(?: the)?\s+$")
_AGE_AFTER = re.compile(r",? \(?\d{1,2}(?:,|\)| years?\b| ?- ?year)|,? aged \d")
_SPEECH_AFTER = re.compile(r",? (?:who|whose|told|testified|recalled|tweeted|was born|resigned|died)\b")
# What a single name has that a body or a place seldom has.
_PERSON_AFTER = re.compile(
    r"(?:['’] ?s)? (?:himself|herself|administration|presidency|campaign|family|wife|husband|son|daughter|mother|father"
    r"|brother|sister|lawyer|attorney|body|death|supporters|aide|aides)\b"
)
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_ACTS_AFTER = re.compile(r" (?:said|says|has|had|will|would|announced|declined|confirmed|plans|did|was|is)\b")
_THE_BEFORE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_REGION_AFTER = re.compile(r", ([A-Z][\w.]*(?: [A-Z]\w+)?)(?=[,;:)\n]|\.\s|$| -)")
_PEOPLE_AFTER = re.compile(r" (?:man|woman|boy|girl|teenager|teen|couple|resident|native)\b")


def mentions(article: Article, sentences: Sequence[Sentence]) -> list[Mention]:
    """Names of the article's body in order of start, not overlapping, possessive endings cut. Raises nothing."""
    text = article.text
    lines = [line(text, s, heading=article.blocks[s.block].kind in ("title", "heading")) for s in sentences]
    known = evidence(text, lines)
    found = [piece for words in lines for piece in pieces(text, words, known)]
    kinds, settled = _kinds(text, found)
    return [
        Mention(p.start, p.end, text[p.start : p.end], kinds[p.text], p.kind is not None or p.text in settled)
        for p in found
    ]


def _kinds(text: str, found: Sequence[Piece]) -> tuple[dict[str, NameKind], frozenset[str]]:
    """One kind for each wording: what its words or neighbours settle anywhere, else the vote of its mentions.

    Also the wordings that are settled.
    """
    settled: dict[str, NameKind] = {}
    votes: dict[str, Counter[NameKind]] = {}
    for piece in found:
        sure = "other" if names_a_thing(text, piece.start) else piece.kind or _kind_by_words(text, piece)
        if sure is not None:
            settled.setdefault(piece.text, sure)
        elif _PERSON_AFTER.match(text, piece.end) and len(piece.words) == 1 and not gazetteer.known(piece.text):
            settled.setdefault(piece.text, "person")
        kind = _kind_of_many(text, piece) if len(piece.words) > 1 else _kind_of_one(text, piece)
        votes.setdefault(piece.text, Counter())[kind] += 1
    kinds = {words: settled.get(words) or _winner(vote, many=" " in words) for words, vote in votes.items()}
    for words, kind in kinds.items():
        # "Quillsoft Harbour" is a thing of Quillsoft's, not a person, where Quillsoft is a body.
        first = words.split()[0]
        if kind == "person" and words not in settled and first != words and kinds.get(first) == "organisation":
            kinds[words] = "other"
    return kinds, frozenset(settled)


def names_a_thing(text: str, start: int) -> bool:
    """True where the word before the name says that it is a ship's, a storm's or an animal's."""
    before = _WORD_BEFORE.search(text, max(0, start - 16), start)
    return before is not None and before.group(1) in lexicon.on("thing")


def _winner(vote: Counter[NameKind], *, many: bool) -> NameKind:
    total = vote.total()
    if vote["place"] and (many or 3 * vote["place"] >= total):
        return "place"
    if vote["organisation"]:
        return "organisation"
    return max(("person", "other"), key=lambda kind: vote[kind])


def _kind_by_words(text: str, piece: Piece) -> NameKind | None:
    """The kind that the words of the name themselves say."""
    words = [w.text for w in piece.words]
    if countries.called(piece.text) or piece.text in lexicon.on("region_short"):
        return "place"
    if piece.text in lexicon.on("body"):
        return lexicon.on("body")[piece.text]
    if words[-1] in lexicon.on("group") and (len(words) == 1 or words[-1] not in lexicon.on("head")):
        return "other"
    for left, right in pairwise(words):
        if left in lexicon.on("opening") and right in ("of", "for", "on"):
            return lexicon.on("opening")[left]
    head = lexicon.on("head").get(words[-1])
    if (
        head in ("place", "other")
        and len(words) == 2
        and _is_given(words[0])
        and not _PLACE_BEFORE.search(text[max(0, piece.start - 16) : piece.start])
    ):
        return "person"
    if head is not None and (len(words) > 1 or head == "organisation"):
        return head
    if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 6 and not gazetteer.known(words[0]):
        return "organisation"
    return None


def _kind_of_many(text: str, piece: Piece) -> NameKind:
    words = [w.text for w in piece.words]
    before, after = text[max(0, piece.start - 16) : piece.start], piece.end
    given = _is_given(words[0])
    if _is_place(text, piece, given=given) or (
        lexicon.on("place_first").get(words[0]) == "place" and not words[-1].isupper()
    ):
        return "place"
    if given or _AGE_AFTER.match(text, after) or _SPEECH_AFTER.match(text, after):
        return "person"
    ordinary = any(is_ordinary(w) for w in piece.words)
    if words[0] in lexicon.on("place_first") or _IN_BEFORE.search(before):
        return "other" if any(is_ordinary(w) for w in piece.words[1:]) else "place"
    strange = any(countries.called(w) or (w.isupper() and len(w) > 2) for w in words)
    if _THE_BEFORE.search(before) or len(words) > 4 or ordinary or strange:
        return "other"
    return "person"


def _kind_of_one(text: str, piece: Piece) -> NameKind:
    word = piece.words[0]
    given = _is_given(word.text)
    if _is_place(text, piece, given=given):
        return "place"
    if given or _AGE_AFTER.match(text, piece.end):
        return "person"
    if is_ordinary(word):
        return "other"
    if _IN_BEFORE.search(text[max(0, piece.start - 16) : piece.start]):
        return "place"
    body = word.possessive or not word.text[1:].islower() or _ACTS_AFTER.match(text, piece.end)
    return "organisation" if body else "other"


def _is_place(text: str, piece: Piece, *, given: bool) -> bool:
    """True where the gazetteer knows the name and its size or its surroundings speak for a place."""
    following = _REGION_AFTER.match(text, piece.end)
    if following and (countries.named(following.group(1)) or gazetteer.is_region(following.group(1))):
        return True
    if _PEOPLE_AFTER.match(text, piece.end) and _THE_BEFORE.search(text[max(0, piece.start - 6) : piece.start]):
        return True
    found = gazetteer.entries(piece.text)
    if not found:
        return False
    if _PLACE_BEFORE.search(text[max(0, piece.start - 16) : piece.start]):
        return True
    # "Virginia" alone is the state, "Sydney" the city; smaller places give way to given names.
    unmistakable = found[0].precision != "settlement" or found[0].population >= METROPOLIS
    large = unmistakable or (found[0].population >= LARGE and not given)
    return large and not (len(piece.words) == 1 and is_ordinary(piece.words[0]))


def _is_given(word: str) -> bool:
    return word.rstrip(".").lower() in lexicon.given_names() or (len(word) == 2 and word.endswith("."))
