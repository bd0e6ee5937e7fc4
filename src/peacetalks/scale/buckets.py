"""Buckets: the events of many streams in one Parquet file, sorted, so that each stream is together.

A bucket is a run of streams whose names hash alike; its rows follow each other in the file, in a
few row groups, so a process reads its bucket and little else. DuckDB sorts, on the disk where the
memory ends. The file and its index stand in a folder that other runs can use: what is folded
changes often, the events seldom.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import uuid
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, final

from attrs import asdict, frozen

from peacetalks.errors import InvalidValue, NotFound, RunStopped
from peacetalks.scale.extras import needed
from peacetalks.scale.memory import budget
from peacetalks.scale.rows import COLUMNS
from peacetalks.scale.sources import Source, material

__all__ = ["Bucket", "Buckets", "is_full", "shuffle", "written"]

_INDEX: Final = "buckets.json"
_EVENTS: Final = "events.parquet"
_VERSION: Final = 1
_ROWS: Final = 25_000
"""So many rows make a bucket, on average: work for a fraction of a second to a few seconds."""
_GROUP: Final = 10_240
"""So many rows make a row group: what a process reads at a time."""
_MOST: Final = 100_000
_NO_ROOM: Final = tuple(
    os.strerror(number)
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)
)
"""What a disk says that is full or cannot be written; DuckDB and Arrow pass the words on."""


@final
@frozen
class Bucket:
    """Streams that are folded together.

    Attributes:
        number: its number.
        rows: how many rows it has.
        groups: the row groups in which they are.
    """

    number: int
    rows: int
    groups: tuple[int, ...]


@final
@frozen
class Buckets:
    """A folder of sorted events.

    Attributes:
        folder: where it is.
        id: what tells these buckets from others.
        source: what tells their source from others; None: nothing does.
        rows: how many events there are.
        buckets: those that are not empty.
    """

    folder: Path
    id: str
    source: str | None
    rows: int
    buckets: tuple[Bucket, ...]

    @property
    def file(self) -> Path:
        """The Parquet file."""
        return self.folder / _EVENTS

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> Buckets:
        """Return the buckets of a folder.

        Raises:
            NotFound: if there are none.
            InvalidValue: if a newer version wrote them.
        """
        path = Path(folder)
        try:
            told = json.loads((path / _INDEX).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise NotFound(f"{path}: there are no buckets; hint: scale.shuffle") from None
        if told["version"] != _VERSION:
            raise InvalidValue("buckets of another version", value=told["version"], accepted="1")
        buckets = tuple(Bucket(n, rows, tuple(groups)) for n, rows, groups in told["buckets"])
        return cls(path, told["id"], told["source"], told["rows"], buckets)


def shuffle(
    source: Source,
    into: str | os.PathLike[str],
    *,
    memory: int | str = "2 GB",
    workers: int | None = None,
) -> Buckets:
    """Sort the events of a source by stream, and keep them in a folder.

    Args:
        source: as ``fold_streams`` takes it.
        into: the folder; what it held of buckets is replaced.
        memory: how much of it may be taken.
        workers: how many threads sort; None: one for each processor.

    Raises:
        InvalidValue: for what is no source, or columns that are missing.
        RunStopped: if the disk is full.
        MissingExtra: without pyarrow and DuckDB.

    >>> import peacetalks as pt, tempfile
    >>> talks = pt.simulate(1, 1000, negotiations=50)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     shuffle(talks, folder).rows
    1000
    """
    threads = workers or os.cpu_count() or 1
    limit = budget(memory, threads).sorting
    folder = Path(into)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _INDEX).unlink(missing_ok=True)
    with is_full(folder):
        given = material(source, folder)
        try:
            _sort(given.files, folder, limit, threads)
        finally:
            if given.is_ours:
                given.files[0].unlink(missing_ok=True)
        return _indexed(folder, given.signature)


def _sort(files: tuple[Path, ...], folder: Path, limit: int, threads: int) -> None:
    spilled, part = folder / "sorting", folder / f"{_EVENTS}.part"
    listed = [str(file) for file in files]
    connection = needed("duckdb").connect()
    try:
        connection.execute(f"SET memory_limit = '{limit} bytes'")
        connection.execute(f"SET threads = {threads}")
        connection.execute("SET temp_directory = ?", [str(spilled)])
        rows = _checked(connection, listed)
        number = min(max(1, rows // _ROWS), _MOST)
        connection.execute(
            f"""COPY (
                SELECT CAST(hash(stream) % {number} AS INTEGER) AS bucket, {", ".join(COLUMNS)}
                FROM read_parquet($files) ORDER BY bucket, stream, id
            ) TO $into (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP})""",
            {"files": listed, "into": str(part)},
        )
        part.replace(folder / _EVENTS)
    finally:
        connection.close()
        part.unlink(missing_ok=True)
        shutil.rmtree(spilled, ignore_errors=True)


def _checked(connection: Any, files: list[str]) -> int:
    """Return how many rows files have.

    Any: DuckDB's connection has no types that are checked.

    Raises:
        InvalidValue: for files without the columns of events.
    """
    told = connection.execute("DESCRIBE FROM read_parquet(?)", [files]).fetchall()
    found = [row[0] for row in told]
    if missing := [name for name in COLUMNS if name not in found]:
        raise InvalidValue(
            f"Parquet files without {', '.join(missing)}",
            value=found,
            accepted=", ".join(COLUMNS),
            hint="scale.write_events writes such files",
        )
    rows: int = connection.execute("SELECT count(*) FROM read_parquet(?)", [files]).fetchone()[0]
    return rows


def _indexed(folder: Path, source: str | None) -> Buckets:
    """Write and return the index of a sorted file."""
    parquet = needed("pyarrow.parquet")
    file = parquet.ParquetFile(folder / _EVENTS)
    groups: dict[int, list[int]] = {}
    rows: dict[int, int] = {}
    for group in range(file.num_row_groups):
        numbers = file.read_row_group(group, columns=["bucket"]).column(0)
        for counted in numbers.value_counts().to_pylist():
            number = counted["values"]
            groups.setdefault(number, []).append(group)
            rows[number] = rows.get(number, 0) + counted["counts"]
    buckets = tuple(Bucket(n, rows[n], tuple(groups[n])) for n in sorted(rows))
    made = Buckets(folder, uuid.uuid4().hex, source, file.metadata.num_rows, buckets)
    told = asdict(made, filter=lambda a, _: a.name not in {"folder", "buckets"})
    listed = [[b.number, b.rows, b.groups] for b in buckets]
    written(folder / _INDEX, json.dumps({"version": _VERSION, **told, "buckets": listed}).encode())
    return made


def written(path: Path, data: bytes) -> None:
    """Write a file that appears when it is whole."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


@contextmanager
def is_full(folder: Path) -> Generator[None]:
    """Tell what the disk, or DuckDB, refuses in the words of a run.

    Raises:
        RunStopped: for a disk that is full or cannot be written, and for too little memory.
    """
    duckdb = needed("duckdb")
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        if not any(words in str(error) for words in _NO_ROOM):
            raise
        raise RunStopped(str(folder), str(error), "make room, or name another folder") from error
    except duckdb.OutOfMemoryException as error:
        raise RunStopped(str(folder), str(error), "more memory=, or fewer workers=") from error
