"""Provisions: articles, sections, chapters and the like, as citations write them.

One spelling is given for each, so that "Art. 33", "article 33" and "Article 33" are one provision.
"""

import re

_DIGIT_WORDS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(),
        map(str, range(1, 16)),
        strict=True,
    )
)
_SPELLED = "|".join(sorted(_DIGIT_WORDS, key=len, reverse=True))
# "12", "3-A", "1A(2)", "5(1)(c)", "19.3", "IV", "2 bis".
NUMBER = (
    rf"(?:\d+(?:[.\-/]\d+)*[A-Z]{{0,2}}|[IVXLC]+(?:-[A-Z])?|[A-Z]\d+|(?i:{_SPELLED})(?!\w))(?:\s?\(\w{{1,4}}\))*"
    r"(?:\s(?:bis|ter)\b)?(?!\w)"
)
_UNITS = """Article Articles Section Sections Chapter Chapters Annex Annexes Rule Rules Clause Clauses Part Parts Title
Titles Paragraph Paragraphs Principle Principles Schedule Schedules Regulation Regulations Appendix""".split()
_UNIT = {unit.lower(): unit for unit in _UNITS} | {
    "art": "Article", "arts": "Articles", "sec": "Section", "secs": "Sections", "§": "Section", "§§": "Sections",
}  # fmt: skip
_KIND = (
    r"(?:(?i:articles?|arts?\.|sections?|secs?\.|chapters?|annex(?:es)?|rules?|clauses?|parts?|titles?|paragraphs?"
    r"|principles?|schedules?|regulations?|appendix)|§+)"
)
_LIST = rf"\s*{NUMBER}(?:\s*(?:,\s+(?:and\s+|or\s+)?|and\s+|or\s+|to\s+|[-–]\s*)\s*{NUMBER}){{0,8}}"
_ONE = rf"{_KIND}{_LIST}"
# "Article 5, paragraph 2"; "paragraph 2 of Article 5".
_WITH_PARTS = rf"{_ONE}(?:,?\s+(?:paragraphs?|clauses?|sections?)\s+{NUMBER})?(?:\s+of\s+{_ONE})?"
PROVISION = rf"(?P<provision>{_WITH_PARTS})"
# Before an instrument's name: "Article 5 of the", "Art. 5 ECHR", "common Article 3 of the".
BEFORE = re.compile(
    rf"(?<![\w-])(?:[Cc]ommon\s+)?{PROVISION}"
    r",?(?:\s+(?:of|to|in|under|from)\s+(?:both\s+)?(?:(?:the|its|their|that)\s+)?(?:(?:[A-Z][\w.’'-]*\s){0,2}[A-Z][\w.]*['’]s?\s+|[A-Z][a-z]+\s+)?"
    r"|\s+)$"
)
# After it: ", Article 2", "(Article 2)", " article 301".
AFTER = re.compile(rf"(?:\s*[,(]\s*|\s+){PROVISION}(?!\s+of\b)(?:\s*\))?")
APART = re.compile(rf"(?<![\w-])(?:Articles?|Arts?\.|Sections?|Secs?\.|§+|Chapters?|Annex){_LIST}")
_HEAD = re.compile(rf"(?P<kind>{_KIND})\s*(?=[\dIVXLC]|[A-Z]\d|(?i:{_SPELLED})\b)")


def written(provision: str | None) -> str | None:
    """The provision in one spelling ("Art. 5 (1)" is "Article 5(1)"); None for none."""
    if not provision:
        return None
    plain = " ".join(provision.split())
    plain = _HEAD.sub(_spelled, plain)
    plain = re.sub(rf"\b({_SPELLED})\b", lambda m: _DIGIT_WORDS[m[1].lower()], plain, flags=re.IGNORECASE)
    return re.sub(r"\s+\(", "(", plain)


def _spelled(match: re.Match[str]) -> str:
    kind = match["kind"].lower().rstrip(".")
    spelled = _UNIT.get(kind, match["kind"])
    within = match.start() > 0 and kind.startswith(("paragraph", "clause"))
    return (spelled.lower() if within else spelled) + " "
