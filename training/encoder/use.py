"""Have the program read with another export of the encoder than the one installed."""

from pathlib import Path

from tellings.language import trained
from tellings.language.english import encoder


def use(folder: Path) -> None:
    """Take the encoder's files from ``folder`` (what ``training.encoder.export`` wrote) in this process."""
    installed = trained.folder_of

    def folder_of(module: str) -> Path | None:
        return folder if module == encoder.PACKAGE.module else installed(module)

    trained.folder_of = folder_of  # type: ignore[assignment]
