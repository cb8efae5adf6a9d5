"""Tables on disk: Parquet files, each written whole or not at all, and the libraries that this needs."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tellings.errors import MissingPart

if TYPE_CHECKING:
    from types import ModuleType

    from fsspec import AbstractFileSystem
    from pyarrow import Table

DTYPE = "dtype"
EXTRA = "pip install 'tellings[scale]' adds it."


def arrow() -> "ModuleType":
    """pyarrow. Raises MissingPart where it is not installed."""
    try:
        import pyarrow
    except ImportError as error:
        raise MissingPart("tellings crawl", "pyarrow, which reads and writes Parquet, is missing.", EXTRA) from error
    module: ModuleType = pyarrow
    return module


def parquet() -> "ModuleType":
    """pyarrow.parquet. Raises MissingPart where it is not installed."""
    arrow()
    from pyarrow import parquet as module

    return module  # type: ignore[no-any-return]


def files_of(url: str) -> tuple["AbstractFileSystem", str]:
    """The store that ``url`` is in, and its path there. Raises MissingPart where fsspec is not installed."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise MissingPart("tellings crawl", "fsspec, which opens files and stores, is missing.", EXTRA) from error
    store, path = url_to_fs(url)
    return store, str(path)


def write(path: Path, columns: Mapping[str, Any], groups: Sequence[tuple[int, int]] = ()) -> None:
    """Write columns as a Parquet file that appears whole; ``groups`` are the rows of its row groups.

    A column is a list, a one-dimensional array, or a two-dimensional one: then each row is the bytes of its numbers,
    and the field says under `DTYPE` what numbers they are, as NumPy writes it.
    """
    table = _table(columns)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = fresh_name(path)
    with parquet().ParquetWriter(fresh, table.schema, compression="zstd") as writer:
        for start, end in groups or [(0, table.num_rows)]:
            writer.write_table(table.slice(start, end - start), row_group_size=max(end - start, 1))
    put(fresh, path)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file that appears whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = fresh_name(path)
    fresh.write_bytes(content)
    put(fresh, path)


def fresh_name(path: Path) -> Path:
    """A name beside ``path``, this process's own, that no reader takes for a file of the crawl."""
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def put(fresh: Path, path: Path) -> None:
    """Flush ``fresh`` to disk and give it its name."""
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(path)


def read(path: Path, columns: Sequence[str], groups: Sequence[int] | None = None) -> dict[str, npt.NDArray[Any]]:
    """Columns of numbers of a Parquet file as arrays; of ``groups``, if given, these row groups alone."""
    file = parquet().ParquetFile(path)
    table = file.read(list(columns)) if groups is None else file.read_row_groups(list(groups), list(columns))
    return {name: _array(table.field(name), table.column(name)) for name in columns}


def order(table: "Table", column: str) -> npt.NDArray[np.int64]:
    """The rows of a table in order of a column."""
    arrow()
    from pyarrow import compute

    found: npt.NDArray[np.int64] = compute.sort_indices(table.column(column)).to_numpy().astype(np.int64)
    return found


def _table(columns: Mapping[str, Any]) -> "Table":
    pa = arrow()
    arrays, fields = [], []
    for name, values in columns.items():
        told = None
        if isinstance(values, np.ndarray) and values.ndim == 2:
            # lists of numbers take five times as long to write and to read
            dtype = values.dtype.newbyteorder("<")
            told = {DTYPE: dtype.str}
            data = pa.py_buffer(np.ascontiguousarray(values, dtype))
            width = pa.binary(dtype.itemsize * values.shape[1])
            values = pa.FixedSizeBinaryArray.from_buffers(width, len(values), [None, data])
        arrays.append(values if isinstance(values, pa.Array) else pa.array(values))
        fields.append(pa.field(name, arrays[-1].type, metadata=told))
    return pa.table(arrays, schema=pa.schema(fields))


def _array(field: Any, column: Any) -> npt.NDArray[Any]:
    pa = arrow()
    if not pa.types.is_fixed_size_binary(field.type):
        array: npt.NDArray[Any] = column.to_numpy()
        return array
    dtype = np.dtype(field.metadata[DTYPE.encode()].decode())
    joined = column.combine_chunks()
    width = field.type.byte_width
    bits = joined.buffers()[1][joined.offset * width : (joined.offset + len(joined)) * width]
    rows: npt.NDArray[Any] = np.frombuffer(bits, dtype).reshape(-1, width // dtype.itemsize)
    return rows
