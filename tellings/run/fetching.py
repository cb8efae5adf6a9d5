"""URLs among paths: fetched first, then read from the WARC files that hold them."""

from collections.abc import Sequence
from pathlib import Path

from tellings.capture.web.fetch import Fetched, fetch, is_url
from tellings.capture.web.rules import Rules
from tellings.errors import InputError


def local(paths: Sequence[str], folder: Path, rules: Rules | None = None) -> tuple[list[str], list[InputError]]:
    """The files that hold the URLs among ``paths``, the other paths, and what could not be fetched.

    Raises OutputError where ``folder`` cannot be written.
    """
    urls = [path for path in paths if is_url(path)]
    if not urls:
        return list(paths), []
    outcomes = fetch(urls, folder, rules or Rules())
    problems = [one for one in outcomes if isinstance(one, InputError)]
    files = [str(one.path) for one in outcomes if isinstance(one, Fetched)]
    return [*files, *(path for path in paths if not is_url(path))], problems
