"""Tables: the rules that stand as data under ``tellings/data/``.

A table is a TOML file of rows (``[[row]]``) decoded into a record type, so a wrong key or type is named
with its file and row. Loaded once.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import TypeVar

import msgspec

from tellings.errors import TableError

Row = TypeVar("Row")


def load(file: str, key: str, row_type: type[Row]) -> tuple[Row, ...]:
    """Rows of ``tellings/data/<file>`` under ``[[key]]`` as ``row_type``.

    Raises TableError naming the file and the row that is not valid.
    """
    rows = _document(file).get(key)
    if not isinstance(rows, list) or not rows:
        raise TableError(f"tellings/data/{file}", f"no [[{key}]] rows.", "Add at least one row.")
    return tuple(_row(file, key, number, row, row_type) for number, row in enumerate(rows, 1))


def _row(file: str, key: str, number: int, row: object, row_type: type[Row]) -> Row:
    try:
        return msgspec.convert(row, row_type)
    except msgspec.ValidationError as error:
        raise TableError(f"tellings/data/{file}", f"[[{key}]] row {number}: {error}.", "Mend the row.") from error


@cache
def _document(file: str) -> dict[str, object]:
    try:
        return tomllib.loads(_bytes(file).decode())
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"tellings/data/{file}", f"not TOML: {error}.", "Mend the file.") from error


def _bytes(file: str) -> bytes:
    return resources.files("tellings").joinpath("data", *file.split("/")).read_bytes()
