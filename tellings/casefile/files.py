"""Case files on disk: ``case.json`` read, written and described.

The same case file always gives the same bytes: fields in the order of ``model.py``, mappings sorted by key,
indented by one space, UTF-8, a line end at the end.
"""

from pathlib import Path

import msgspec

from tellings.errors import CaseFileError
from tellings.model import SCHEMA, CaseFile

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def load(path: str | Path) -> CaseFile:
    """The case file at ``path``. Raises CaseFileError where it is missing, damaged or of another schema."""
    where = str(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise CaseFileError(where, f"cannot be read ({error.strerror or error}).", "Check the path.") from error
    return decode(data, where)


def decode(data: bytes, where: str) -> CaseFile:
    """The case file that ``data`` holds; ``where`` names it in the CaseFileError that damage raises."""
    try:
        case = msgspec.json.decode(data, type=CaseFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CaseFileError(where, f"not a case file ({error}).", "Build it again from its sources.") from error
    if case.schema != SCHEMA:
        raise CaseFileError(where, f"has schema {case.schema!r}, this program reads {SCHEMA!r}.", "Build it again.")
    return case


def dump(case: CaseFile) -> bytes:
    """The bytes of ``case.json``."""
    return msgspec.json.format(msgspec.json.encode(case, order="deterministic"), indent=1) + b"\n"


def schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of ``case.json``, generated from the model."""
    (root,), components = msgspec.json.schema_components((CaseFile,), ref_template="#/$defs/{name}")
    return {"$schema": SCHEMA_DIALECT, "$id": SCHEMA, "title": "Case file", **root, "$defs": components}
