"""Strings: whose words each string of a case file is.

Rule 1 of the design: every string is a slice of a source, a value of a source's metadata, or a code or
name from a table or the model. What is none of these would be a sentence of the program's own.
"""

import re
from collections.abc import Iterator
from typing import get_args

import msgspec

from tellings.casefile.anchors import anchors
from tellings.model import SCHEMA, CaseFile, Comparator

# By record and field: an id of this file; a code (lower case, hyphens); EDTF; metadata as the source or
# its capture gives it; a value of a catalogue (gazetteer, instruments); SHA-256 in hex.
_IDS = frozenset(
    """Article.id Article.family Statement.id Statement.article Claim.id ClaimLink.a ClaimLink.b Origin.id
    Origin.actor Family.id Family.root Edge.from_ Edge.to QuoteGroup.id QuoteGroup.actor Variant.id
    Variant.article FigureGroup.id FigureValue.id FigureValue.article TimelineEntry.id PlaceEntry.id Conflict.id
    Conflict.claim Update.id Update.claim OpenThread.id NormEntry.id Wording.article Naming.referent Actor.id
    CheckNext.id Slice.article Link.actor CaseFile.id CaseFile.title Statement.origins Claim.statements
    Claim.articles Claim.families Claim.conflicts Origin.articles Family.articles TimelineEntry.statements
    Side.statements Side.quotes UpdateEnd.statements OpenThread.answered_by CheckNext.cited_by Happened.who
    Happened.what Happened.when Happened.where Happened.how Happened.why""".split()
)
_CODES = frozenset(
    """Because.code Furniture.why Block.kind Article.support Statement.stance Link.kind Variant.kind QuoteGroup.same
    Drift.op FigureGroup.unit FigureValue.comparator TimelineEntry.precision PlaceEntry.precision PlaceEntry.why
    PlaceCandidate.country PlaceCandidate.precision Conflict.kind
    Conflict.why Update.kind OpenThread.act OpenThread.state Term.kind Actor.kind Origin.kind Claim.standing Edge.kind
    Edge.because CheckNext.kind Candidate.field Candidate.why""".split()
)
_TIMES = frozenset("TimelineEntry.when FigureValue.as_of OpenThread.since CaseFile.built".split())
_METADATA = frozenset(
    """Article.url Article.outlet Article.title Article.published Article.modified Article.captured_at Article.language
    Article.byline Article.republished_from Candidate.value Candidate.from_ CaptureNote.path CaptureNote.url
    CaptureNote.encoding Article.text""".split()
)
_CATALOGUED = frozenset(
    """PlaceEntry.name PlaceCandidate.name PlaceEntry.gazetteer PlaceEntry.timezone NormEntry.instrument
    NormEntry.provision NormEntry.url CaseFile.tool Settings.tables Settings.models""".split()
)
_HASHES = frozenset("Article.sha256 CaptureNote.sha256".split())

# One word, or several joined: no code reads like a phrase but the comparators of the model.
_CODE = re.compile(r"[A-Za-z]+\d?(?:[_/-][a-z0-9]+)*|" + "|".join(get_args(Comparator)))
_EDTF = re.compile(r"[0-9XYTZ~?%:+./,{}\[\]-]+")
_ID = re.compile(r"\S+")
_HEX = re.compile(r"[0-9a-f]{64}")
_SHAPES = [(_IDS, _ID), (_CODES, _CODE), (_TIMES, _EDTF), (_HASHES, _HEX)]


def foreign_strings(case: CaseFile) -> list[str]:
    """JSON paths of strings that are no slice, metadata, code, id, time or catalogue value; none is right.

    That an id names something and a slice's words stand in its article is checked by ``verify``.
    """
    slices = {f"{anchor.where}.text" for anchor in anchors(case) if anchor.text is not None}
    return [where for where, field, value in _strings(case, "$") if not _known(where, field, value, slices)]


def _known(where: str, field: str, value: str, slices: set[str]) -> bool:
    if where in slices or field in _METADATA or field in _CATALOGUED:
        return True
    if field == "CaseFile.schema":
        return value == SCHEMA
    if field == "ClaimLink.features":
        return _CODE.fullmatch(value) is not None
    return any(field in fields and shape.fullmatch(value) for fields, shape in _SHAPES)


def _strings(record: msgspec.Struct, where: str) -> Iterator[tuple[str, str, str]]:
    """JSON path, field (``Record.field``) and value of every string, keys of mappings among them."""
    for field in msgspec.structs.fields(record):
        name = f"{type(record).__name__}.{field.name}"
        yield from _values(getattr(record, field.name), f"{where}.{field.encode_name}", name)


def _values(value: object, where: str, field: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, str):
        yield where, field, value
    elif isinstance(value, msgspec.Struct):
        yield from _strings(value, where)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _values(item, f"{where}[{number}]", field)
    elif isinstance(value, dict):
        for key, item in sorted(value.items()):
            yield f"{where}.{key}", field, key
            yield from _values(item, f"{where}.{key}", field)
