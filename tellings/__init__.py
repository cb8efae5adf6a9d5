"""Who says what, and who told them: case files out of many outlets' tellings of one event.

``tellings.build(paths)`` gives the case files of what lies at ``paths``; the command line does the same
and writes them (``tellings build``).
"""

from collections.abc import Iterable
from os import PathLike, fspath
from typing import TYPE_CHECKING

from tellings.version import __version__

if TYPE_CHECKING:
    from tellings.model import CaseFile

__all__ = ["__version__", "build"]


def build(
    paths: Iterable[str | PathLike[str]], *, published: str | None = None, share: bool = False
) -> "list[CaseFile]":
    """Case files of the stories told in ``paths`` (files or folders), the largest story first.

    ``published`` is the EDTF date of saves that carry none. Raises the first ``tellings.errors.InputError``
    met, so that a program never takes part of its input for the whole; to go on past what cannot be read,
    use ``tellings.run.steps.read``.
    """
    # Imported here, so that ``import tellings`` stays cheap.
    from tellings.errors import InputError
    from tellings.run import steps

    articles = []
    for found in steps.read([fspath(path) for path in paths], published):
        if isinstance(found, InputError):
            raise found
        articles.append(found)
    return list(steps.build(articles, share=share))
