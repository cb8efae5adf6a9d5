"""CSV and TSV files → records of articles, a row each. Which column is what is told by its head, or by the user."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from tellings.article.encoding import decode, newlines
from tellings.article.entry import Entry
from tellings.article.names import FIELDS, NAMES, key
from tellings.capture.kinds import LIMIT
from tellings.errors import EmptyInput, InputError, Malformed
from tellings.model import Capture

DELIMITERS = ",;\t|"
TEXT = ("text", "markup", "body")
MAPPED = ("text", "markup", "id", *FIELDS)
SHOWN = 12
# The module's own limit is 128 KiB a field: less than a long article, and files are limited already.
csv.field_size_limit(LIMIT)


def entries(capture: Capture, tabs: bool, columns: Mapping[str, str] | None = None) -> Iterator[Entry | InputError]:
    """Records of the rows in order; ``line`` counts rows as a spreadsheet does, the head being 1.

    ``columns`` maps a field to the head of its column, before what the heads tell by themselves. Raises NotText,
    EmptyInput without rows, Malformed without a column of text or where ``columns`` names one that is not there.
    """
    text, encoding = decode(capture.data, capture.path, capture.charset)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else _delimiter(text))
    rows = _rows(lines, capture.path)
    heads = next(rows, None)
    if isinstance(heads, InputError):
        raise heads
    if heads is None:
        raise EmptyInput(capture.path, "no row in it.", "Export it again.")
    taken = _mapping([h.strip() for h in heads], columns or {}, capture.path)
    number = 1
    for number, row in enumerate(rows, 2):
        if isinstance(row, InputError):
            yield row
        elif any(cell.strip() for cell in row):
            record = {field: newlines(row[place]) for field, place in taken.items() if place < len(row) and row[place]}
            # A row without text is told as one, not as a record that lacks the key.
            record = record if record.keys() & {*TEXT} else {**record, "text": ""}
            yield Entry(record, f"{capture.path}:{number}", number, encoding=encoding)
    if number == 1:
        raise EmptyInput(capture.path, "no row under its head.", "Export it again.")


def _rows(lines: Iterator[list[str]], where: str) -> Iterator[list[str] | InputError]:
    """Rows up to the first that is none: after it nobody can tell where the next begins."""
    number = 0
    try:
        for row in lines:
            number += 1
            yield row
    except csv.Error as error:
        yield Malformed(f"{where}:{number + 1}", f"not a row of CSV ({error}).", "Export it again as CSV in UTF-8.")


def _delimiter(text: str) -> str:
    """The one that stands most often in the first line, outside quotation marks."""
    head = "".join(text.lstrip().split("\n", 1)[0].split('"')[::2])
    return max(DELIMITERS, key=head.count)


def _mapping(heads: Sequence[str], columns: Mapping[str, str], where: str) -> dict[str, int]:
    """Field → index of its column."""
    listed = ", ".join(heads[:SHOWN]) + (", …" if heads[SHOWN:] else "")
    taken: dict[str, int] = {}
    for field, head in columns.items():
        place = next((i for i, h in enumerate(heads) if h == head or key(h) == key(head)), None)
        if place is None:
            raise Malformed(where, f"no column is headed {head!r}; there are: {listed}.", "Mend --columns.")
        taken[field] = place
    known = {key(head): place for place, head in reversed(list(enumerate(heads)))}
    for row in NAMES:
        # Any column of text is taken as it stands, unless its name says that it is HTML.
        field = "text" if row.field == "body" else row.field
        if key(row.name) in known and field not in taken and not (field in TEXT and taken.keys() & {*TEXT}):
            taken[field] = known[key(row.name)]
    if "id" in known:
        taken.setdefault("id", known["id"])
    if not taken.keys() & {*TEXT}:
        do = "Say which column is the text: --columns text=HEAD"
        raise Malformed(where, f"no column of text found; there are: {listed}.", do)
    return taken
