"""One tree of errors; each says what was wrong, where, and what to do.

TellingsError
├── InputError        an input that cannot be used; the rest is built
│   ├── NotFound          a path that is not there
│   ├── Unreadable        the file system refuses it
│   ├── EmptyInput        nothing in it
│   ├── NotText           binary, or no encoding fits
│   ├── NoArticle         readable, but holds no article
│   ├── Malformed         a line or record that is not what its kind promises
│   ├── TooLarge          over the limit of its kind
│   ├── Duplicate         the same text as another input
│   ├── NotFetched        a URL that was refused, is not there, or did not answer in time
│   └── Aside             parts of an input that are no articles by their kind: nothing is wrong, it is only told
├── OutputError       the output folder cannot be written, or is not ours
├── CaseFileError     a case file that cannot be read
├── WorkerLost        processes that work for us die again and again
├── MissingPart       a library that this command needs is not installed
└── TableError        a row of a table under tellings/data/ is not valid
"""


class TellingsError(Exception):
    """Base: ``what`` was wrong, ``where``, and what to ``do``."""

    def __init__(self, where: str, what: str, do: str = "") -> None:
        super().__init__(f"{where}: {what}" + (f" {do}" if do else ""))
        self.where = where
        self.what = what
        self.do = do


class InputError(TellingsError):
    """An input that cannot be used; the rest is built."""


class NotFound(InputError):
    """A path that is not there."""


class Unreadable(InputError):
    """The file system refuses it."""


class EmptyInput(InputError):
    """Nothing in it."""


class NotText(InputError):
    """Binary, or no encoding fits."""


class NoArticle(InputError):
    """Readable, but holds no article."""


class Malformed(InputError):
    """A line or record that is not what its kind promises."""


class TooLarge(InputError):
    """Over the limit of its kind."""


class Duplicate(InputError):
    """The same text as another input."""


class NotFetched(InputError):
    """A URL that was refused, is not there, or did not answer in time."""


class Aside(InputError):
    """Parts of an input that are no articles by their kind: nothing is wrong with it, it is only told."""


class OutputError(TellingsError):
    """The output folder cannot be written, or is not ours."""


class CaseFileError(TellingsError):
    """A case file that cannot be read."""


class WorkerLost(TellingsError):
    """Processes that work for us die again and again."""


class MissingPart(TellingsError):
    """A library that this command needs is not installed."""


class TableError(TellingsError):
    """A row of a table under ``tellings/data/`` is not valid."""
