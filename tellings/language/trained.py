"""Packages of trained files: where one is installed, its files checked by SHA-256, its networks run.

Each is data only (``packages/``), beside a ``checksums.txt`` with the SHA-256 of every file. A network runs on one
thread and one text at a time: so what it gives for a text depends on that text alone.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from tellings.errors import TableError

CHECKSUMS = "checksums.txt"

Scores = npt.NDArray[np.float32]


class Session(Protocol):
    """What is asked of a network's session."""

    def run(self, names: None, feed: Mapping[str, npt.NDArray[np.generic]]) -> Sequence[Scores]:
        """Its outputs, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Package:
    """A package of trained files: its name for ``pip``, and what it is called in a message."""

    name: str
    called: str

    @property
    def module(self) -> str:
        """The name it is imported by."""
        return self.name.replace("-", "_")

    def folder(self) -> Path | None:
        """Where its files lie; null where it is not installed."""
        return folder_of(self.module)

    def installed(self) -> bool:
        """True where it is there, with its trained files."""
        return self.folder() is not None

    def missing(self, consequence: str, otherwise: str = "") -> TableError:
        """What to tell a user who has it not: what follows from that, and what to do."""
        return TableError(
            self.module,
            f"{self.called} is not installed{consequence}.",
            f"Run `pip install packages/{self.name}`{otherwise}.",
        )

    def digests(self) -> dict[str, str]:
        """SHA-256 of each of its files, by name; nothing where it is not installed."""
        place = self.folder()
        lines = (place / CHECKSUMS).read_text().splitlines() if place else []
        return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}

    def read(self, file: str) -> bytes:
        """The bytes of one of its files. Raises TableError where it is missing or not what ``checksums.txt`` names."""
        place = self.folder()
        if place is None:
            raise self.missing("")
        data = (place / file).read_bytes()
        if f"{hashlib.sha256(data).hexdigest()}  {file}" not in (place / CHECKSUMS).read_text().splitlines():
            raise TableError(
                str(place / file), f"not the file that {CHECKSUMS} names.", f"Install packages/{self.name} again."
            )
        return data

    def session(self, file: str) -> Session:
        """A network of the package, ready to run on one thread."""
        import onnxruntime  # a tenth of a second, for those who run a network

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        found: Session = onnxruntime.InferenceSession(self.read(file), options, providers=["CPUExecutionProvider"])
        return found


@cache
def folder_of(module: str) -> Path | None:
    """Where the files of an installed package lie; null where it is not there."""
    found = find_spec(module)
    places = [Path(place) for place in found.submodule_search_locations or ()] if found else []
    return next((place for place in places if (place / CHECKSUMS).is_file()), None)
