"""Sidecars: ``NAME.meta.json`` beside ``NAME``, what is known of a saved file that it does not say itself."""

from pathlib import Path

import msgspec

from tellings.errors import Malformed

SIDECAR = ".meta.json"


def sidecar(path: Path) -> dict[str, str]:
    """Values of the sidecar of ``path`` as strings; empty where there is none.

    A list is joined by ``"; "``; null is left out. Raises Malformed naming the sidecar where it is not a
    JSON object of plain values, and OSError where the file system refuses it.
    """
    place = path.with_name(path.name + SIDECAR)
    try:
        raw = place.read_bytes()
    except FileNotFoundError:
        return {}
    try:
        values = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _malformed(place, f"not JSON ({error}).") from error
    if not isinstance(values, dict):
        raise _malformed(place, "not a JSON object.")
    return {str(key): _string(place, key, value) for key, value in values.items() if value is not None}


def _string(place: Path, key: str, value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | int | float):
        return msgspec.json.encode(value).decode()
    if isinstance(value, list):
        return "; ".join(_string(place, key, v) for v in value if v is not None)
    raise _malformed(place, f"value of {key!r} is neither text, number nor list.")


def _malformed(place: Path, what: str) -> Malformed:
    return Malformed(str(place), f"sidecar {what}", 'Write it as {"url": "…", "outlet": "…", "published": "…"}.')
