"""Dates: EDTF as a reader reads it, with nothing added and nothing resolved."""

import re

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DAY = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?([~?%]?)"
)
_DOUBT = {"": "", "~": "about ", "?": "uncertain: ", "%": "uncertain: about "}


def words(edtf: str | None) -> str:
    """``2026-01-27T11:00-06:00`` as ``27 Jan 2026, 11:00 (UTC−06:00)``; what is not read stays as it is."""
    if not edtf:
        return ""
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        return f"{_end(start)} to {_end(end)}"
    match = _DAY.fullmatch(edtf)
    if not match:
        return edtf
    year, month, day, hour, minute, zone, doubt = match.groups()
    date = " ".join(p for p in (str(int(day)) if day else "", _month(month), year) if p)
    clock = f", {hour}:{minute}" + (_zone(zone)) if hour else ""
    return f"{_DOUBT[doubt]}{date}{clock}"


def _end(edtf: str) -> str:
    return {"": "not known", "..": "open"}.get(edtf) or words(edtf)


def _month(month: str | None) -> str:
    if not month:
        return ""
    if month in _SEASONS:
        return _SEASONS[month]
    return _MONTHS[int(month) - 1] if 1 <= int(month) <= 12 else month


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    return " (UTC)" if zone == "Z" else f" (UTC{zone.replace('-', '−')})"


def machine(edtf: str) -> str | None:
    """``edtf`` where HTML's ``time`` element takes it as it is."""
    match = _DAY.fullmatch(edtf)
    if not match or match[7] or (match[2] or "") in _SEASONS:
        return None
    return edtf
