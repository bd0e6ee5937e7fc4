"""Buckets: the events of many streams in one Parquet file, sorted, so that each stream is together.

A bucket is a run of streams whose names hash alike; its rows follow each other in the file, in a
few row groups, so a process reads its bucket and little else. DuckDB sorts, on the disk where the
memory ends. The file and its index stand in a folder that other runs can use: what is folded
changes often, the events seldom.

::

    buckets.json             the index: which rows are in which bucket, and the id of the file
    events-ID.parquet        the rows; sorting anew makes another, this one goes when no run reads it
    .lock                    held by the process that sorts

The index appears before its file has its name, so what is named so always has an index beside it.
"""

from __future__ import annotations

import errno
import glob
import json
import os
import re
import shutil
import sys
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, cast, final

from attrs import frozen

from peacetalks.errors import InvalidValue, NotFound, RunStopped
from peacetalks.extras import needed
from peacetalks.scale.memory import budget, sorting
from peacetalks.scale.rows import COLUMNS, check_files, foreign, join_files, told_in, written
from peacetalks.scale.sources import Source, material

__all__ = ["Bucket", "Buckets", "is_full", "locked", "made_folder", "opened", "shuffle"]

_INDEX: Final = "buckets.json"
_VERSION: Final = 3
_ROWS: Final = 25_000
"""So many rows make a bucket, on average: work for a fraction of a second to a few seconds."""
_BYTES: Final = 32_000_000
"""A bucket of large rows has fewer of them: so many bytes together."""
_ROW_BYTES: Final = 100
"""What a row takes beside its payload."""
_VECTOR: Final = 2_048
"""DuckDB counts the rows of a row group in steps of this."""
_MOST: Final = 100_000
_ROWS_OF: Final = "read_parquet($files, hive_partitioning = false, union_by_name = true)"
_OURS: Final = re.compile(r"(?:events|source|sorting)-([0-9a-f]{32})(?:\.parquet)?(?:\.part)*")
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
        return _events(self.folder, self.id)

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> Buckets:
        """Return the buckets of a folder.

        Raises:
            NotFound: if there are none.
            InvalidValue: if another version wrote them, or something else.
        """
        path = Path(folder).absolute()
        told = told_in(path / _INDEX)
        if told is None:
            raise NotFound(f"{path}: there are no buckets; hint: scale.shuffle")
        if told.get("version", _VERSION) != _VERSION:
            raise InvalidValue(
                "buckets of another version",
                value=told["version"],
                accepted=str(_VERSION),
                hint="another folder, or remove them",
            )
        try:
            buckets = tuple(Bucket(n, rows, tuple(groups)) for n, rows, groups in told["buckets"])
            made = cls(path, told["id"], told["source"], told["rows"], buckets)
        except (KeyError, TypeError, ValueError):
            raise foreign(path / _INDEX) from None
        if not made.file.exists():
            raise NotFound(f"{path}: the file of the buckets is gone; hint: scale.shuffle")
        return made

    @contextmanager
    def in_use(self) -> Generator[None]:
        """Keep the file: who sorts anew meanwhile leaves it there.

        Raises:
            RunStopped: if another run has replaced it.
        """
        try:
            file = self.file.open("rb")
        except FileNotFoundError:
            raise self._replaced() from None
        with file:
            if not _lock(file, shared=True) or not self.file.exists():
                raise self._replaced()
            yield

    def _replaced(self) -> RunStopped:
        what = "another run has sorted the events anew"
        return RunStopped(str(self.folder), what, "name another folder")


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

    They are kept with their payloads: a redaction of the log they came from does not reach them.

    Args:
        source: as ``fold_streams`` takes it.
        into: the folder; what it held of buckets is replaced.
        memory: how much of it may be taken.
        workers: how many threads sort; None: one for each processor.

    Raises:
        InvalidValue: for what is no source, columns that are missing or of other types, or a
            folder with something else in it.
        RunStopped: if the disk is full, or another run sorts into the folder.
        MissingExtra: without pyarrow and DuckDB.

    >>> import peacetalks as pt, tempfile
    >>> talks = pt.simulate(1, 1000, negotiations=50)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     shuffle(talks, folder).rows
    1000
    """
    threads = workers or os.cpu_count() or 1
    limit = budget(memory, 0).sorting
    folder = made_folder(into)
    with is_full(folder), locked(folder):
        before = opened(folder)
        _clear(folder, keep=before and before.id)
        made = uuid.uuid4().hex
        part = folder / f"events-{made}.parquet.part"
        given = material(source, folder / f"source-{made}.parquet.part")
        try:
            _sort(given.files, part, limit, threads)
            buckets = _indexed(part, folder, made, given.signature)
        finally:
            part.unlink(missing_ok=True)
            if given.is_ours:
                given.files[0].unlink(missing_ok=True)
        _clear(folder, keep=made)
    return buckets


def opened(folder: str | os.PathLike[str]) -> Buckets | None:
    """Return the buckets of a folder; None: there are none."""
    try:
        return Buckets.open(folder)
    except NotFound:
        return None


def _clear(folder: Path, *, keep: str | None) -> None:
    """Remove what was sorted before, unless a run reads it, and what dead processes left."""
    for path in folder.iterdir():
        found = _OURS.fullmatch(path.name)
        if found is None or found[1] == keep:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif _is_free(path):
            path.unlink(missing_ok=True)


def _is_free(path: Path) -> bool:
    try:
        with path.open("r+b") as file:
            return _lock(file, shared=False)
    except OSError:
        return False


def _sort(files: tuple[Path, ...], part: Path, limit: int, threads: int) -> None:
    placed = check_files(files)
    columns = [c if placed or c != "position" else f"NULL::BIGINT AS {c}" for c in COLUMNS]
    beside = part.with_name(part.name.replace("events", "sorting"))
    beside.mkdir()
    # A name with a bracket or a star in it would be read as a pattern.
    listed = [glob.escape(str(file)) for file in files]
    connection = needed("scale", "duckdb").connect()
    try:
        connection.execute(f"SET memory_limit = '{limit} bytes'")
        connection.execute(f"SET threads = {threads}")
        connection.execute("SET temp_directory = ?", [str(beside / "spilled")])
        rows, size = _measured(connection, listed)
        how = sorting(rows, size, limit, threads)
        connection.execute(f"SET threads = {how.threads}")
        number = min(max(1, rows // _ROWS, size // _BYTES), _MOST)
        pieces: list[Path] = []
        for first, beyond in how.shares(number):
            pieces.append(beside / f"{first}.parquet")
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
        shutil.rmtree(beside, ignore_errors=True)


def _measured(connection: Any, files: list[str]) -> tuple[int, int]:
    """Return how many rows files have, and how many bytes these take.

    Any: DuckDB's connection has no types that are checked.

    Raises:
        InvalidValue: for rows that belong to no stream.
    """
    rows: int
    rows, named, payloads = connection.execute(
        f"SELECT count(*), count(stream), sum(strlen(payload::VARCHAR)) FROM {_ROWS_OF}",
        {"files": files},
    ).fetchone()
    if named != rows:
        raise InvalidValue("rows of events without a stream", value=rows - named)
    return rows, int(payloads or 0) + rows * _ROW_BYTES


def _indexed(part: Path, folder: Path, number: str, source: str | None) -> Buckets:
    """Give a sorted file its index and its name."""
    groups: dict[int, list[int]] = {}
    rows: dict[int, int] = {}
    with needed("scale", "pyarrow.parquet").ParquetFile(part) as file:
        total = file.metadata.num_rows
        for group in range(file.num_row_groups):
            numbers = file.read_row_group(group, columns=["bucket"]).column(0)
            for counted in numbers.value_counts().to_pylist():
                bucket = counted["values"]
                groups.setdefault(bucket, []).append(group)
                rows[bucket] = rows.get(bucket, 0) + counted["counts"]
    buckets = tuple(Bucket(n, rows[n], tuple(groups[n])) for n in sorted(rows))
    made = Buckets(folder, number, source, total, buckets)
    told = {"version": _VERSION, "id": number, "source": source, "rows": total}
    listed = [[b.number, b.rows, b.groups] for b in buckets]
    written(folder / _INDEX, json.dumps({**told, "buckets": listed}).encode())
    part.replace(made.file)
    return made


def made_folder(place: object) -> Path:
    """Return a folder, which is made if it is not there.

    Raises:
        InvalidValue: for what names no folder.
        RunStopped: if it cannot be made.
    """
    try:
        folder = Path(cast("str", place)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
    except (TypeError, ValueError):
        raise InvalidValue("not a folder", value=place, accepted="a path") from None
    except (FileExistsError, NotADirectoryError):
        raise InvalidValue("a file where a folder is to be", value=str(place)) from None
    except OSError as error:
        raise RunStopped(str(place), str(error), "name another folder") from error
    return folder


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Keep others from writing into a folder; where this process ends, so does the lock.

    Raises:
        RunStopped: if another one keeps them.
    """
    with (folder / ".lock").open("ab") as file:
        if not _lock(file, shared=False):
            what = "another run writes into this folder"
            raise RunStopped(str(folder), what, "wait for it, or name another")
        yield


def _lock(file: IO[bytes], *, shared: bool) -> bool:
    """Lock a file until it is closed; return False if another one keeps it."""
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 # Windows has none

    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True


@contextmanager
def is_full(folder: Path) -> Generator[None]:
    """Tell what the disk, or DuckDB, refuses in the words of a run.

    Raises:
        RunStopped: for a disk that is full or cannot be written, and for too little memory.
    """
    duckdb = needed("scale", "duckdb")
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        if not any(words in str(error) for words in _NO_ROOM):
            raise
        raise RunStopped(
            str(folder), _first_line(error), "make room, or name another folder"
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise RunStopped(
            str(folder), _first_line(error), "more memory=, or fewer workers="
        ) from error


def _first_line(error: Exception) -> str:
    # What follows are hints of DuckDB, about settings that are not the user's.
    return str(error).partition("\n")[0]
