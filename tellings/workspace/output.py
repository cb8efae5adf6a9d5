"""The output folder: written whole or not at all.

A new folder is made beside the old one, every file is flushed to disk, then the two are swapped by
renaming; a failure on the way leaves the old folder as it was. ``tellings.manifest.json`` says that a
folder is ours and which files in it we wrote, so files that someone else put there are carried over.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from tellings.errors import OutputError

MANIFEST = "tellings.manifest.json"


def write_folder(out: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Make ``out`` hold ``files`` (relative path to content), replacing what an earlier build wrote there.

    Raises OutputError where ``out`` is not a folder of ours (unless ``force``), or cannot be written.
    """
    check_ours(out, force=force)
    given, out = out, out.absolute()
    fresh, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    try:
        recover(out, old)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        _carry_over(out, fresh, set(files))
        for name, content in sorted(files.items()):
            _write(fresh / name, content)
        _write(fresh / MANIFEST, json.dumps(sorted(files), indent=1).encode() + b"\n")
        _sync_folders(fresh)
        _swap(fresh, out, old)
    except OSError as error:
        raise OutputError(
            str(given), f"cannot be written ({error.strerror or error}).", "Free it or pass another -o OUT."
        ) from error
    finally:
        # After a failure or an interrupt: the folder as it was. After success there is nothing left to do.
        shutil.rmtree(fresh, ignore_errors=True)
        recover(out, old)


def check_ours(out: Path, *, force: bool = False) -> None:
    """Raise OutputError where ``out`` exists and an earlier build did not make it; an empty folder is free."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise OutputError(str(out), "is not a folder.", "Pass another -o OUT.")
    if Path.cwd().is_relative_to(out.resolve()):
        # The folder is replaced as a whole: whoever stands in it would be left in one that is gone.
        raise OutputError(str(out), "is the folder you are in, or holds it.", "Pass a folder below it as -o OUT.")
    if force or not out.exists() or (out / MANIFEST).is_file() or not any(out.iterdir()):
        return
    raise OutputError(
        str(out),
        "exists and was not written by tellings.",
        "Pass another -o OUT, or --force to write into it (files of other names are kept).",
    )


def recover(out: Path, old: Path) -> None:
    """Put back a folder that an interrupted swap had moved aside."""
    if old.exists() and not out.exists():
        old.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _carry_over(out: Path, fresh: Path, written: set[str]) -> None:
    """Copy into ``fresh`` the files of ``out`` that no build of ours wrote and this one will not."""
    ours = {*_manifest(out), MANIFEST}
    for path in sorted(p for p in out.rglob("*") if p.is_file() or p.is_symlink()) if out.is_dir() else ():
        name = path.relative_to(out).as_posix()
        if name not in ours and name not in written:
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, fresh / name, follow_symlinks=False)


def _manifest(out: Path) -> list[str]:
    try:
        listed = json.loads((out / MANIFEST).read_bytes())
    except FileNotFoundError:
        return []
    except ValueError as error:
        raise OutputError(
            str(out / MANIFEST), f"is damaged ({error}).", "Move the folder away, or pass another -o OUT."
        ) from error
    return [str(name) for name in listed]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _sync_folders(root: Path) -> None:
    """Flush the folder entries, so that a rename after a power cut never shows a folder without its files."""
    for folder in (root, *sorted(p for p in root.rglob("*") if p.is_dir())):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _swap(fresh: Path, out: Path, old: Path) -> None:
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)
