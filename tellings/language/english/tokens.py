"""Words of English text, cut as the Universal Dependencies treebanks cut them.

"don't" is "do" and "n't", "Quill's" is "Quill" and "'s", hyphens stand alone; numbers, abbreviations,
addresses and initials stay whole.
"""

import re
from typing import NamedTuple


class Token(NamedTuple):
    """A word or mark at ``start:end`` of the text."""

    start: int
    end: int


_WHOLE = re.compile(
    r"""
      (?:https?://|www\.)[^\s<>"“”()]*[^\s<>"“”().,;:!?'’]      # addresses
    | [\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+                          # mail
    | [@\#]\w+
    | [a-z][\w-]*(?:\.[a-z][\w-]*)+(?![^\s.,;:!?)\]"'”’>])      # hosts, names of files
    | (?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W\d_])                   # U.S., a.m., J.R.R.
    | [^\W\d_]\.(?=[^\S\n]+[A-Z(])                              # J. Quill
    | [OD]['’](?=[A-Z])[^\W\d_]+                                # O'Neill
    | \d+(?:/\d+)+                                             # 08/16/2000
    | (?:{short})\.
    | (?<=,\ )(?:{states})\.                                      # Hartford, Conn.
    | \d+(?:[.,:]\d+)+ | \.\d+                                  # 1,250.5  10:30
    | \d+(?:st|nd|rd|th|s)\b
    | \d+
    | [^\W\d_]+(?:&[^\W\d_]+)*\d*                               # words; AT&T, G8
    | ([.\-=*_+~\#$!?<>^])\1+ | [!?]{2,} | '' | ``
    | [^\s]
    """.replace(
        "{short}",
        "Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Cmdr|Maj|Sgt|Adm|Rev|Hon|St|Mt|Ft|Jr|Sr|Inc|Corp|Co|Ltd|Bros"
        "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|No|Nos|vs|etc|e\\.g"
        "|i\\.e|cf|al|ca|approx|Fig|Vol|Art|Sec|pp",
    ).replace(
        "{states}",
        "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa"
        "|Tenn|Tex|Va|Vt|Wash|Wis|Wyo",
    ),
    re.VERBOSE,
)  # fmt: skip
_NOT = re.compile(r"[^\W\d_]+(?=n['’]t(?![^\W_]))", re.IGNORECASE)
_NOT_END = re.compile(r"n['’]t(?![^\W_])", re.IGNORECASE)
_ENDING = re.compile(r"['’](?:s|re|ve|ll|d|m)(?![^\W_])", re.IGNORECASE)
_SINGLE = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}
_WITH_UNIT = re.compile(r"\d+(?:[.,]\d+)*(?=(?:k|km|m|bn|mn|kg|mph|kmh|am|pm|ft|cm|mm|lb|lbs|b)\b)", re.IGNORECASE)


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Words and marks of ``text[start:end]`` in order; all but white space lies in one. Raises nothing."""
    found: list[Token] = []
    at = start
    while at < end:
        hit = (
            _NOT_END.match(text, at, end)
            or _ENDING.match(text, at, end)
            or _WITH_UNIT.match(text, at, end)
            or _WHOLE.match(text, at, end)
        )
        if hit is None:
            at += 1
            continue
        last = hit.end()
        stem = _NOT.match(text, at, last + 2 if last + 2 <= end else end)
        if stem and stem.end() > at and text[last : last + 1] in ("'", "’"):
            last = stem.end()
        split = _SINGLE.get(text[at:last].lower())
        if split:
            found.append(Token(at, at + split))
            at += split
            found.append(Token(at, last))
        else:
            found.append(Token(at, last))
        at = last
    return found
