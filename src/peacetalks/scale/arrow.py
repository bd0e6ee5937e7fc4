"""Arrow tables, as streams of bytes and as Parquet files. pyarrow is imported when it is needed."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Final

from peacetalks._support.optional import import_extra
from peacetalks.scale.folders import write_file

__all__ = [
    "as_stream",
    "from_stream",
    "join_files",
    "parquet",
    "pyarrow",
    "read_table",
    "write_table",
]

# Any, here and below: pyarrow is not typed.
pyarrow: Final = partial(import_extra, "scale", "pyarrow")
parquet: Final = partial(import_extra, "scale", "pyarrow.parquet")


def as_stream(batches: Iterable[Any]) -> bytes:
    """Return batches as a compressed stream; no bytes if there are no batches."""
    sink, ipc = pyarrow().BufferOutputStream(), pyarrow().ipc
    options = ipc.IpcWriteOptions(compression="zstd")
    with ExitStack() as stack:
        writer = None
        for batch in batches:
            if writer is None:
                writer = stack.enter_context(ipc.new_stream(sink, batch.schema, options=options))
            writer.write_batch(batch)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def from_stream(data: bytes) -> Any:
    """Return the table of a stream."""
    with pyarrow().ipc.open_stream(io.BytesIO(data)) as reader:
        return reader.read_all()


def read_table(file: Path) -> Any:
    """Return the table of a Parquet file."""
    # pyarrow's read_table would read a folder named ``a=b`` as a column.
    with parquet().ParquetFile(file) as opened:
        return opened.read()


def write_table(table: Any, path: Path) -> None:
    """Write a table to a Parquet file atomically."""
    sink = io.BytesIO()
    parquet().write_table(table, sink, compression="zstd")
    write_file(path, sink.getvalue())


def join_files(files: Iterable[Path], into: Path, group: int) -> None:
    """Join files with the same columns into one, with little memory, and remove them."""
    with ExitStack() as stack:
        writer = None
        for path in files:
            with parquet().ParquetFile(path, pre_buffer=False) as file:
                if writer is None:
                    joined = parquet().ParquetWriter(into, file.schema_arrow, compression="zstd")
                    writer = stack.enter_context(joined)
                for batch in file.iter_batches(group, use_threads=False):
                    writer.write_batch(batch)
            path.unlink()
