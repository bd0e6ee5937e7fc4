"""The cache of a log: what its panels count, in a DuckDB file next to it.

The file is named after the end of the log, ``ged.db.spans-99120-0f3a….duckdb``. It is no part of the
log and can be deleted at any time: the next panel makes it again. A file is written under another
name and then renamed, and is never changed afterwards, so several processes may read it and make
it at once. If records were appended, a new file is made from the one before them and from what they
change. A file that does not fit, or cannot be read, is ignored.

Logs in memory and in PostgreSQL have no cache, nor has a log with user-defined kinds or with records
that cannot be read.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Literal, final

from attrs import frozen

from peacetalks._support.optional import import_extra
from peacetalks.errors import InvalidValue
from peacetalks.events.kinds import CORE
from peacetalks.frames.inputs import Negotiations, negotiations
from peacetalks.frames.panels.compiled import connected
from peacetalks.frames.panels.contents import Progress, Unreadable, create, fill
from peacetalks.frames.panels.streams import Cached, InMemory, Streams
from peacetalks.log import Head, Log, open_log
from peacetalks.primitives.when import When

__all__ = ["streams_of"]

_VERSION: Final = 2
"""To be increased whenever what a cache has, or what it means, changes."""
_DIGITS: Final = 16
_A_DAY: Final = 86_400.0
_ENDING: Final = ".duckdb"


@contextmanager
def streams_of(
    source: Negotiations, known: When | Literal["then"] | None, progress: Progress | None = None
) -> Generator[Streams]:
    """Give the streams of a panel: of a log as its cache has them, and otherwise read into memory.

    Args:
        source: the histories, or the log.
        known: what counts, as in ``panel``.
        progress: called at intervals with the number of records done, if a cache is made.
    """
    if isinstance(source, (str, os.PathLike)):
        with open_log(source, create=False) as log, streams_of(log, known, progress) as streams:
            yield streams
        return
    # What was public by an instant within a day is in no span of days.
    connection = (
        _opened(source, progress)
        if isinstance(source, Log) and not isinstance(known, When)
        else None
    )
    if connection is None or not isinstance(source, Log):
        yield InMemory({name or "": history for name, history in negotiations(source)}, known)
        return
    try:
        yield Cached(source, connection)
    finally:
        connection.close()


def _opened(log: Log, progress: Progress | None) -> Any:
    """Return a connection to the cache of a log, made first if there is none; None: impossible."""
    # Any: DuckDB is not needed without the extra.
    if log.path is None or log.vocabulary is not CORE:
        return None
    place = _Place(log, log.path, log.head())
    found = place.read(place.file)
    if found is not None:
        return found
    try:
        place.make(progress)
    except (Unreadable, OSError, import_extra("frames", "duckdb").Error):
        return None
    place.clear()
    return place.read(place.file)


@final
@frozen
class _Place:
    """Where the cache of a log is.

    Attributes:
        log: the log.
        path: its file.
        head: its end.
    """

    log: Log
    path: Path
    head: Head

    @property
    def file(self) -> Path:
        """The file of the cache."""
        return self._named(self.head)

    def _named(self, head: Head) -> Path:
        ending = f".spans-{head.position}-{head.digest[:_DIGITS]}{_ENDING}"
        return self.path.with_name(self.path.name + ending)

    @property
    def _others(self) -> Iterator[tuple[int, Path]]:
        """The other caches of the log, each with the position in its name."""
        start = f"{self.path.name}.spans-"
        for path in self.path.parent.iterdir():
            position, _, _ = path.name.removeprefix(start).partition("-")
            if (
                path.name.startswith(start)
                and path.name.endswith(_ENDING)
                and position.isdecimal()
                and path != self.file
            ):
                yield int(position), path

    def read(self, path: Path, *, head: Head | None = None) -> Any:
        """Return a connection to a cache that fits the log up to a head; None: there is none.

        Args:
            path: the file.
            head: the head; None: the end of the log.
        """
        if not path.is_file():
            return None
        duckdb = import_extra("frames", "duckdb")
        connection = None
        try:
            connection = connected(path, reads=True)
            stated = connection.execute("SELECT * FROM about").fetchall()
            if stated == [self._about(head or self.head)]:
                # A file that was cut short is found out by reading what panels read.
                for table in ("streams", "stated", "spans"):
                    connection.execute(f"SELECT bit_xor(hash(t)) FROM {table} AS t").fetchall()
                return connection
        except (OSError, duckdb.Error):
            pass
        if connection is not None:
            connection.close()
        return None

    def _about(self, head: Head) -> tuple[object, ...]:
        """Return what a cache has to say of itself.

        A log in which content was erased has the same id and head as before, but is another file.
        """
        is_file = self.path.stat()
        return (
            _VERSION, version("peacetalks"), self.log.log_id, is_file.st_dev, is_file.st_ino,
            head.position, head.digest,
        )  # fmt: skip

    def _earlier(self) -> Path | None:
        """Return the latest cache of the log before more was appended."""
        for position, path in sorted(self._others, reverse=True):
            if position < self.head.position:
                head = self._head_of(path)
                if head is not None and self.log.contains(head):
                    found = self.read(path, head=head)
                    if found is not None:
                        found.close()
                        return path
        return None

    def _head_of(self, path: Path) -> Head | None:
        duckdb = import_extra("frames", "duckdb")
        try:
            with connected(path, reads=True) as connection:
                rows = connection.execute("SELECT position, digest FROM about").fetchall()
                return Head(*rows[0]) if len(rows) == 1 else None
        except (OSError, InvalidValue, duckdb.Error):
            return None

    def make(self, progress: Progress | None) -> None:
        """Make the cache: from the one before, or else whole."""
        earlier = self._earlier()
        if earlier is not None:
            try:
                self._make(earlier, progress)
            except import_extra("frames", "duckdb").Error:
                # The one before is damaged where panels do not read.
                earlier = None
        if earlier is None:
            self._make(None, progress)

    def _make(self, earlier: Path | None, progress: Progress | None) -> None:
        made = self.file.with_name(f"{self.file.name}.{uuid.uuid4().hex}.tmp")
        try:
            self._write(made, earlier, progress)
            made.replace(self.file)
        finally:
            for left in (made, made.with_name(f"{made.name}.wal")):
                left.unlink(missing_ok=True)

    def _write(self, path: Path, earlier: Path | None, progress: Progress | None) -> None:
        if earlier is not None:
            shutil.copyfile(earlier, path)
        with connected(path) as connection:
            run = connection.execute
            run("BEGIN")
            if earlier is None:
                create(connection)
            else:
                run("DROP TABLE about")
            run(
                "CREATE TABLE about AS SELECT ?::INTEGER AS version, ?::VARCHAR AS package, "
                "?::VARCHAR AS log_id, ?::UBIGINT AS device, ?::UBIGINT AS inode, "
                "?::BIGINT AS position, ?::VARCHAR AS digest",
                self._about(self.head),
            )
            fill(connection, self.log, self.head.position, progress)
            run("COMMIT")

    def clear(self) -> None:
        """Remove the caches of the log before more was appended, and what interrupted work left."""
        for position, path in self._others:
            if position <= self.head.position:
                _remove(path)
        for path in self.path.parent.iterdir():
            is_left = path.name.startswith(f"{self.path.name}.spans-") and ".tmp" in path.suffixes
            if is_left and time.time() - path.stat().st_mtime > _A_DAY:
                _remove(path)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        # Another process may read it, or the folder may not be ours; the next panel tries again.
        return
