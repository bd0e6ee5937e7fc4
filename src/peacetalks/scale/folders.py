"""The folders of runs and of buckets: locked, and with files that are written atomically."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final, cast

from peacetalks._support.optional import import_extra
from peacetalks.errors import InvalidValue, RunStopped

__all__ = [
    "atomic",
    "explain_refusals",
    "foreign",
    "lock",
    "locked",
    "make_folder",
    "read_json",
    "write_file",
]

_NO_ROOM: Final = tuple(
    os.strerror(number)
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)
)
"""The system's messages for a disk that is full or not writable; DuckDB and Arrow pass them on."""


def make_folder(place: object) -> Path:
    """Return the path of a folder, which is made if it does not exist.

    Raises:
        InvalidValue: if ``place`` is not a path, or is the path of a file.
        RunStopped: if the folder cannot be made.
    """
    try:
        folder = Path(cast("str", place)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
    except (TypeError, ValueError):
        raise InvalidValue("not a folder", value=place, accepted="a path") from None
    except (FileExistsError, NotADirectoryError):
        raise InvalidValue("a file where a folder is needed", value=str(place)) from None
    except OSError as error:
        raise RunStopped(str(place), str(error), "use another folder") from error
    return folder


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Lock a folder, so that no other process writes into it; the lock ends with the process.

    Raises:
        RunStopped: if another process has the lock.
    """
    with (folder / ".lock").open("ab") as file:
        if not lock(file, shared=False):
            what = "another run writes into this folder"
            raise RunStopped(str(folder), what, "wait for it, or use another folder")
        yield


def lock(file: IO[bytes], *, shared: bool) -> bool:
    """Lock a file until it is closed; return False if another process has the lock."""
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 # not on Windows

    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True


@contextmanager
def explain_refusals(folder: Path) -> Generator[None]:
    """Turn errors of the disk and of DuckDB into ``RunStopped``.

    Raises:
        RunStopped: if the disk is full or not writable, or the memory is too small.
    """
    duckdb = import_extra("scale", "duckdb")
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        if not any(words in str(error) for words in _NO_ROOM):
            raise
        raise RunStopped(
            str(folder), _first_line(error), "free some space, or use another folder"
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise RunStopped(
            str(folder), _first_line(error), "raise memory=, or lower workers="
        ) from error


def _first_line(error: Exception) -> str:
    # The other lines are hints of DuckDB about settings that the user does not control.
    return str(error).partition("\n")[0]


@contextmanager
def atomic(path: Path) -> Generator[Path]:
    """Yield the path of a new file, which replaces ``path`` when it is complete."""
    # The names of files that a killed run leaves have to be known, for the next run removes them.
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def write_file(path: Path, data: bytes) -> None:
    """Write a file atomically."""
    with atomic(path) as part, part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the JSON object in a file of a run; None if the file does not exist.

    Any: JSON.

    Raises:
        InvalidValue: if the file has no JSON object.
    """
    try:
        value = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        raise foreign(path) from None
    if not isinstance(value, dict):
        raise foreign(path)
    return cast("dict[str, Any]", value)


def foreign(path: Path) -> InvalidValue:
    """Return the error for a file that no run has written."""
    return InvalidValue(
        "a file that is damaged, or not written by a run",
        value=str(path),
        hint="use another folder, or remove the file",
    )
