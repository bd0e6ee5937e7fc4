"""Buckets: the events of many streams in one Parquet file, sorted by stream.

A bucket has the streams whose names share a hash. Its rows are consecutive in the file, in a few
row groups, so a process reads little more than its bucket. DuckDB sorts, using the disk if the
rows do not fit into memory. The file and its index are in a folder that other runs can use,
because folds change often and events seldom.

::

    buckets.json             the index: which rows are in which bucket, and the id of the file
    events-ID.parquet        the rows; sorting again makes a new file, and this one is removed once
                             no run reads it
    .lock                    held by the process that sorts

The index is written before its file gets this name, so a file with this name always has an index.
"""

from __future__ import annotations

import glob
import json
import os
import re
import shutil
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, final

from attrs import frozen

from peacetalks._support.optional import import_extra
from peacetalks.errors import InvalidValue, NotFound, RunStopped
from peacetalks.scale.arrow import join_files, parquet
from peacetalks.scale.folders import (
    explain_refusals,
    foreign,
    lock,
    locked,
    make_folder,
    read_json,
    write_file,
)
from peacetalks.scale.memory import budget, sorting
from peacetalks.scale.rows import COLUMNS, check_files
from peacetalks.scale.sources import Source, material

__all__ = ["Bucket", "Buckets", "open_buckets", "shuffle"]

_INDEX: Final = "buckets.json"
_VERSION: Final = 3
_ROWS: Final = 25_000  # of a bucket on average: work for a fraction of a second to a few seconds
_BYTES: Final = 32_000_000  # of a bucket on average, if its rows are large
_ROW_BYTES: Final = 100  # of a row without its payload
_VECTOR: Final = 2_048  # DuckDB makes row groups of a multiple of these rows
_MOST: Final = 100_000  # buckets
_ROWS_OF: Final = "read_parquet($files, hive_partitioning = false, union_by_name = true)"
_OURS: Final = re.compile(r"(?:events|source|sorting)-([0-9a-f]{32})(?:\.parquet)?(?:\.part)*")


@final
@frozen
class Bucket:
    """Streams that are folded together.

    Attributes:
        number: its number.
        rows: the number of its rows.
        groups: the row groups that have them.
    """

    number: int
    rows: int
    groups: tuple[int, ...]


@final
@frozen
class Buckets:
    """A folder of sorted events.

    Attributes:
        folder: the path of the folder.
        id: a unique id of these buckets.
        source: the signature of their source; None: it has none.
        rows: the number of events.
        buckets: the buckets that are not empty.
    """

    folder: Path
    id: str
    source: str | None
    rows: int
    buckets: tuple[Bucket, ...]

    @property
    def file(self) -> Path:
        """The Parquet file."""
        return _events(self.folder, self.id)

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> Buckets:
        """Return the buckets of a folder.

        Raises:
            NotFound: if the folder has no buckets.
            InvalidValue: if the index is damaged, of another version, or not an index of buckets.
        """
        path = Path(folder).absolute()
        index = read_json(path / _INDEX)
        if index is None:
            raise NotFound(f"{path}: no buckets in this folder; hint: scale.shuffle")
        if index.get("version", _VERSION) != _VERSION:
            raise InvalidValue(
                "buckets of another version",
                value=index["version"],
                accepted=str(_VERSION),
                hint="use another folder, or remove them",
            )
        try:
            buckets = tuple(Bucket(n, rows, tuple(groups)) for n, rows, groups in index["buckets"])
            result = cls(path, index["id"], index["source"], index["rows"], buckets)
        except (KeyError, TypeError, ValueError):
            raise foreign(path / _INDEX) from None
        if not result.file.exists():
            raise NotFound(f"{path}: the file of the buckets is gone; hint: scale.shuffle")
        return result

    @contextmanager
    def in_use(self) -> Generator[None]:
        """Keep the file in place, even if another process sorts the events again.

        Raises:
            RunStopped: if another run has replaced it.
        """
        try:
            file = self.file.open("rb")
        except FileNotFoundError:
            raise self._replaced() from None
        with file:
            if not lock(file, shared=True) or not self.file.exists():
                raise self._replaced()
            yield

    def _replaced(self) -> RunStopped:
        what = "another run has sorted the events again"
        return RunStopped(str(self.folder), what, "use another folder")


def _events(folder: Path, number: str) -> Path:
    return folder / f"events-{number}.parquet"


def shuffle(
    source: Source,
    into: str | os.PathLike[str],
    *,
    memory: int | str = "2 GB",
    workers: int | None = None,
) -> Buckets:
    """Sort the events of a source by stream, and keep them in a folder.

    The folder has the payloads of the events. A redaction of the log that they came from does not
    remove them there.

    Args:
        source: a source that ``fold_streams`` accepts.
        into: the folder; buckets in it are replaced.
        memory: the most memory to use.
        workers: the number of threads that sort; None: one per processor.

    Raises:
        InvalidValue: if ``source`` is not a source, columns are missing or have other types, or
            the folder has something else in it.
        RunStopped: if the disk is full, or another run sorts into the folder.
        MissingExtra: if pyarrow or DuckDB is not installed.

    >>> import peacetalks as pt, tempfile
    >>> talks = pt.simulate(1, 1000, negotiations=50)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     shuffle(talks, folder).rows
    1000
    """
    threads = workers or os.cpu_count() or 1
    limit = budget(memory, 0).sorting
    folder = make_folder(into)
    with explain_refusals(folder), locked(folder):
        before = open_buckets(folder)
        _clear(folder, keep=before and before.id)
        number = uuid.uuid4().hex
        part = folder / f"events-{number}.parquet.part"
        events = material(source, folder / f"source-{number}.parquet.part")
        try:
            _sort(events.files, part, limit, threads)
            buckets = _write_index(part, folder, number, events.signature)
        finally:
            part.unlink(missing_ok=True)
            if events.is_ours:
                events.files[0].unlink(missing_ok=True)
        _clear(folder, keep=number)
    return buckets


def open_buckets(folder: str | os.PathLike[str]) -> Buckets | None:
    """Return the buckets of a folder; None if there are none."""
    try:
        return Buckets.open(folder)
    except NotFound:
        return None


def _clear(folder: Path, *, keep: str | None) -> None:
    """Remove earlier files, unless a run reads them, and leftovers of processes that died."""
    for path in folder.iterdir():
        match = _OURS.fullmatch(path.name)
        if match is None or match[1] == keep:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif _is_free(path):
            path.unlink(missing_ok=True)


def _is_free(path: Path) -> bool:
    try:
        with path.open("r+b") as file:
            return lock(file, shared=False)
    except OSError:
        return False


def _sort(files: tuple[Path, ...], part: Path, limit: int, threads: int) -> None:
    placed = check_files(files)
    columns = [c if placed or c != "position" else f"NULL::BIGINT AS {c}" for c in COLUMNS]
    scratch = part.with_name(part.name.replace("events", "sorting"))
    scratch.mkdir()
    # DuckDB reads a name with a bracket or a star as a pattern.
    listed = [glob.escape(str(file)) for file in files]
    connection = import_extra("scale", "duckdb").connect()
    try:
        connection.execute(f"SET memory_limit = '{limit} bytes'")
        connection.execute(f"SET threads = {threads}")
        connection.execute("SET temp_directory = ?", [str(scratch / "spilled")])
        rows, size = _measured(connection, listed)
        how = sorting(rows, size, limit, threads)
        connection.execute(f"SET threads = {how.threads}")
        number = min(max(1, rows // _ROWS, size // _BYTES), _MOST)
        pieces: list[Path] = []
        for first, beyond in how.shares(number):
            pieces.append(scratch / f"{first}.parquet")
            connection.execute(
                f"""COPY (
                    SELECT CAST(hash(stream) % {number} AS INTEGER) AS bucket, {", ".join(columns)}
                    FROM {_ROWS_OF} WHERE bucket >= {first} AND bucket < {beyond}
                    ORDER BY bucket, stream, position NULLS LAST, id
                ) TO $into (
                    FORMAT parquet, COMPRESSION zstd,
                    ROW_GROUP_SIZE {-(-how.group // _VECTOR) * _VECTOR}
                )""",
                {"files": listed, "into": str(pieces[-1])},
            )
        if len(pieces) == 1 and how.group >= _VECTOR:
            pieces[0].replace(part)
        else:
            join_files(pieces, part, how.group)
    finally:
        connection.close()
        shutil.rmtree(scratch, ignore_errors=True)


def _measured(connection: Any, files: list[str]) -> tuple[int, int]:
    """Return the number of rows of files, and their size in bytes.

    Any: DuckDB's connection is not typed.

    Raises:
        InvalidValue: if a row has no stream.
    """
    rows: int
    rows, named, payloads = connection.execute(
        f"SELECT count(*), count(stream), sum(strlen(payload::VARCHAR)) FROM {_ROWS_OF}",
        {"files": files},
    ).fetchone()
    if named != rows:
        raise InvalidValue("rows without a stream", value=rows - named)
    return rows, int(payloads or 0) + rows * _ROW_BYTES


def _write_index(part: Path, folder: Path, number: str, source: str | None) -> Buckets:
    """Write the index of a sorted file, then give the file its name."""
    groups: dict[int, list[int]] = {}
    rows: dict[int, int] = {}
    with parquet().ParquetFile(part) as file:
        total = file.metadata.num_rows
        for group in range(file.num_row_groups):
            numbers = file.read_row_group(group, columns=["bucket"]).column(0)
            for counted in numbers.value_counts().to_pylist():
                bucket = counted["values"]
                groups.setdefault(bucket, []).append(group)
                rows[bucket] = rows.get(bucket, 0) + counted["counts"]
    buckets = tuple(Bucket(n, rows[n], tuple(groups[n])) for n in sorted(rows))
    result = Buckets(folder, number, source, total, buckets)
    head = {"version": _VERSION, "id": number, "source": source, "rows": total}
    listed = [[b.number, b.rows, b.groups] for b in buckets]
    write_file(folder / _INDEX, json.dumps({**head, "buckets": listed}).encode())
    part.replace(result.file)
    return result
