"""What a build depends on besides its input: the tables and models, by SHA-256."""

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from tellings.language.english import encoder, reader
from tellings.model import Settings

# Files under tellings/data/ that are learned or derived rather than written by hand.
MODEL_SUFFIXES = (".npz", ".npy", ".json", ".tsv.gz")
# What explains a file is not part of it.
NOTES = (".md", ".txt")
# Packages of trained files, by how their files are named among the models.
PACKAGES = {"reader-en": reader.PACKAGE, "encoder-en": encoder.PACKAGE}


@cache
def settings(*, fast: bool = False) -> Settings:
    """Digest of every table and model under ``tellings/data/``, by its path there, and of the packages' files.

    ``fast`` leaves the packages out, as does a machine where they are not installed.
    """
    packaged = {
        f"{called}/{name}": digest
        for called, package in PACKAGES.items()
        for name, digest in package.digests().items()
        if not fast
    }
    digests = {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in sorted(_files(_data(), ""))}
    return Settings(
        tables={n: d for n, d in digests.items() if n.endswith(".toml")},
        models={n: d for n, d in digests.items() if n.endswith(MODEL_SUFFIXES)} | packaged,
    )


def _data() -> Traversable:
    return resources.files("tellings").joinpath("data")


def _files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _files(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith(NOTES):
            found.append((prefix + entry.name, entry))
    return found
