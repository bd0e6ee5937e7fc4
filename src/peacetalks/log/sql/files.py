"""The files of an SQLite log: how a connection opens them, and whether it still has them.

While anybody has a log open, two files stand next to its own: ``-wal``, with what was committed
last, and ``-shm``. Two faults around them would go unseen:

- **A reader who may not write in the folder** cannot make them. Where they are missing, nobody
  has the log open and its file is whole; but SQLite would open it only as a file that never
  changes (``immutable``), and would not see what others append later. So this reader gets a copy
  of the file, and another one when the file has changed. Where the two files are, it reads along.
- **A process loses its locks on a file when any part of it closes the file**, however it was
  opened (https://www.sqlite.org/howtocorrupt.html, 2.2). Then another process takes itself for
  the last one and removes ``-wal``, and what the first one appends is lost. So a connection is
  used only while ``-wal`` is the file that it has, and nothing but SQLite opens the file of a log
  that is in use.
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

# Any: what SQLAlchemy keeps with a connection.
_PAUSE: Final = 0.02
"""Seconds; longer than a tick of a file system's clock, in which two changes have the same time."""
_TRIES: Final = 5
_CHUNK: Final = 1 << 20


def connect(path: Path, mode: str, timeout: float, info: dict[Any, Any]) -> sqlite3.Connection:
    """Return a connection to a file.

    Args:
        path: the file.
        mode: ``"rw"``, or ``"rwc"``, which makes it.
        timeout: how many seconds it waits for others.
        info: what is known of the connection, for ``is_current``.

    Raises:
        LogUnavailable: if it can only be read from a copy, and none can be made.
    """
    info |= {"fresh": True, "file": file_of(path)}
    tries = 0
    while True:
        connection = _opened(path, f"mode={mode}", timeout)
        try:
            return _prepared(connection)
        except sqlite3.OperationalError as error:
            tries += 1
            if not _is_out_of_reach(error) or tries == _TRIES:
                raise
        copied = _copied(path, timeout)
        if copied is not None:
            connection, info["copied"] = copied
            return connection
        time.sleep(_PAUSE)


def is_current(path: Path, info: dict[Any, Any]) -> bool:
    """Return whether a connection still sees what the log holds now."""
    if info.pop("fresh", False):
        return True
    if "copied" in info:
        return info["copied"] == _state(path) and not _wal(path).exists()
    # Where the log's own file was replaced, another connection would find another log.
    held = info.get("wal")
    return held is None or held == file_of(_wal(path)) or info["file"] != file_of(path)


def note(path: Path, info: dict[Any, Any]) -> None:
    """Note, after a connection was used, which ``-wal`` it has."""
    if "copied" not in info:
        info["wal"] = info.get("wal") or file_of(_wal(path))


def has_room(path: Path) -> bool:
    """Return whether a file is empty, so that a log may be made in it."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return True  # SQLite says what is in the way


def file_of(path: Path) -> tuple[int, int] | None:
    """Return what distinguishes a file from another that takes its name."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _state(path: Path) -> tuple[int, ...] | None:
    """Return what changes when a file is written, or None where there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def _is_out_of_reach(error: sqlite3.Error) -> bool:
    """Return whether SQLite could not make the files next to a log."""
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def _copied(path: Path, timeout: float) -> tuple[sqlite3.Connection, tuple[int, ...]] | None:
    """Return a connection to a copy of a file that nobody has open, and the state that it copies.

    None: somebody has it open, or had a moment ago.
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
            # SQLite holds it open from here on, and its name goes at once: nobody else finds it.
            return _prepared(_opened(Path(file.name), "immutable=1", timeout)), before
    except OSError as error:
        raise LogUnavailable(
            str(path),
            "read-only",
            f"nothing can be written next to it, and no copy can be made to read: {error}",
            "make room for temporary files, or get the right to write in its folder",
        ) from None


def _opened(path: Path, asked: str, timeout: float) -> sqlite3.Connection:
    # SQLAlchemy's pool hands a connection to one thread at a time.
    return sqlite3.connect(
        f"{path.as_uri()}?{asked}",
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a connection with its settings, for which SQLite reads the file."""
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection
