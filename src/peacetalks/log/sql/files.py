"""The files of an SQLite log: open a connection to them, and check that it is still current.

While a log is open, there are two files next to its main file: ``-wal``, with the latest commits,
and ``-shm``. They can cause two silent errors:

- **A reader without write permission in the folder** cannot create them. If they are missing,
  nobody has the log open and its main file is complete, but SQLite can then only open it as a
  file that never changes (``immutable``), and would not see later appends. So this reader gets a
  copy of the file, and a new copy when the file has changed. If the two files exist, it reads the
  log directly.
- **A process loses its locks on a file when any part of it closes the file**, no matter how it
  was opened (https://www.sqlite.org/howtocorrupt.html, 2.2). Another process may then believe
  that it is the last one and remove ``-wal``, and later appends of the first process are lost. So
  a connection is used only as long as ``-wal`` is the file that it opened, and only SQLite opens
  the file of a log that is in use.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from peacetalks.errors import LogUnavailable

__all__ = ["connect", "file_of", "has_room", "is_current", "note"]

# Any: the data that SQLAlchemy keeps with a connection.
_PAUSE: Final = 0.02
"""Seconds; longer than the resolution of file times, within which two changes look the same."""
_TRIES: Final = 5
_CHUNK: Final = 1 << 20


def connect(path: Path, mode: str, timeout: float, info: dict[Any, Any]) -> sqlite3.Connection:
    """Return a connection to a file.

    Args:
        path: the file.
        mode: ``"rw"``, or ``"rwc"``, which creates it.
        timeout: how many seconds to wait for other connections.
        info: data about the connection, for ``is_current``.

    Raises:
        LogUnavailable: if the file can only be read from a copy, and no copy can be made.
    """
    info |= {"fresh": True, "file": file_of(path)}
    tries = 0
    while True:
        connection = _open(path, f"mode={mode}", timeout)
        try:
            return _configured(connection)
        except sqlite3.OperationalError as error:
            tries += 1
            if not _is_unwritable(error) or tries == _TRIES:
                raise
        copy = _open_copy(path, timeout)
        if copy is not None:
            connection, info["copied"] = copy
            return connection
        time.sleep(_PAUSE)


def is_current(path: Path, info: dict[Any, Any]) -> bool:
    """Return whether a connection still sees the current log."""
    if info.pop("fresh", False):
        return True
    if "copied" in info:
        return info["copied"] == _state(path) and not _wal(path).exists()
    # If the main file was replaced, a new connection would find a different log.
    wal = info.get("wal")
    return wal is None or wal == file_of(_wal(path)) or info["file"] != file_of(path)


def note(path: Path, info: dict[Any, Any]) -> None:
    """Save which ``-wal`` file a connection has opened, after it was used."""
    if "copied" not in info:
        info["wal"] = info.get("wal") or file_of(_wal(path))


def has_room(path: Path) -> bool:
    """Return whether a file is empty, so that a log may be created in it."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return True  # SQLite will report the problem


def file_of(path: Path) -> tuple[int, int] | None:
    """Return what distinguishes a file from a later file of the same name."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _state(path: Path) -> tuple[int, ...] | None:
    """Return values that change when a file is written, or None if there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _is_unwritable(error: sqlite3.Error) -> bool:
    """Return whether SQLite could not create the files next to a log."""
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def _open_copy(path: Path, timeout: float) -> tuple[sqlite3.Connection, tuple[int, ...]] | None:
    """Return a connection to a copy of a file that nobody has open, and the state it was in.

    None: another process has it open, or had it open a moment ago.
    """
    try:
        before = _state(path)
        written = path.stat().st_mtime
        if before is None or _wal(path).exists() or 0 <= time.time() - written < _PAUSE:
            return None
        with tempfile.NamedTemporaryFile(prefix="peacetalks-", suffix=".db") as file:
            with path.open("rb") as source:
                shutil.copyfileobj(source, file, _CHUNK)
            file.flush()
            if _state(path) != before:
                return None
            # SQLite keeps the copy open, and its name is removed at once, so nobody else finds it.
            return _configured(_open(Path(file.name), "immutable=1", timeout)), before
    except OSError as error:
        raise LogUnavailable(
            str(path),
            "read-only",
            f"its folder is not writable, and no copy can be made to read from: {error}",
            "free space for temporary files, or get write permission in its folder",
        ) from None


def _open(path: Path, options: str, timeout: float) -> sqlite3.Connection:
    # SQLAlchemy's pool gives a connection to one thread at a time.
    return sqlite3.connect(
        f"{path.as_uri()}?{options}",
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )


def _configured(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Apply the settings of a connection, which makes SQLite read the file, and return it."""
    try:
        # For a file that is yet to be made. A record takes 300 to 1,500 bytes, of which few fit a
        # smaller page.
        connection.execute("PRAGMA page_size = 16384")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection
