"""Who says what, and who told them: case files out of many outlets' tellings of one event.

``tellings.build(paths)`` gives the case files of what lies at ``paths``; the command line does the same
and writes them (``tellings build``).
"""

import warnings
from collections.abc import Iterable
from os import PathLike, fspath
from typing import TYPE_CHECKING

from tellings.version import __version__

if TYPE_CHECKING:
    from tellings.model import CaseFile

__all__ = ["__version__", "build"]


def build(
    paths: Iterable[str | PathLike[str]], *, published: str | None = None, share: bool = False, fast: bool = False
) -> "list[CaseFile]":
    """Case files of the stories told in ``paths`` (files or folders), the largest story first.

    ``published`` is the date (``YYYY-MM-DD``) of saves that carry none. ``fast`` leaves the English reader out:
    marks by rule, which find less. Where the reader is not installed that is so anyway, with a warning.

    What cannot be used is left out with a warning that says why, as the command line does; raises
    ``tellings.errors.InputError`` where nothing could be read. To handle each error oneself, use
    ``tellings.run.steps.read``.
    """
    # Imported here, so that ``import tellings`` stays cheap.
    from tellings.errors import InputError, NoArticle
    from tellings.language.english import encoder, reader
    from tellings.run import steps

    for missing in () if fast else (reader.missing("fast=True"), encoder.missing("fast=True")):
        if missing:
            warnings.warn(str(missing), stacklevel=2)
    given = [fspath(path) for path in paths]
    articles = []
    for found in steps.read(given, published):
        if isinstance(found, InputError):
            warnings.warn(str(found), stacklevel=2)
        else:
            articles.append(found)
    if not articles:
        raise NoArticle(", ".join(given), "no article could be read.", "The warnings say why, input by input.")
    return list(steps.build(articles, share=share, fast=fast))
