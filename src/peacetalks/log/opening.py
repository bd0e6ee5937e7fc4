"""Opening a log: which storage a path or an address means."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from peacetalks.errors import InvalidValue, NotALog, NotFound

if TYPE_CHECKING:
    from peacetalks.log.sql.store import SqlStore

__all__ = ["TIMEOUT", "is_url", "open_store"]

TIMEOUT: Final = 30.0
"""How long a writer waits for its turn, in seconds."""

_ACCEPTED: Final = "a path, sqlite:///path, postgresql+psycopg://user@host/database"
_DAY: Final = 86_400
_SMALLEST: Final = 512  # bytes: one page
_POSTGRES: Final = ("postgresql", "postgresql+psycopg", "postgres")
_SQLITE: Final = ("sqlite", "sqlite+pysqlite")


def is_url(place: str | os.PathLike[str]) -> bool:
    """Return whether this is an address, not a path.

    Raises:
        InvalidValue: for what is no place at all.
    """
    if isinstance(place, bytes) or not isinstance(place, (str, os.PathLike)):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("no place for a log", value=place, accepted=_ACCEPTED)
    return "://" in os.fspath(place)


def open_store(
    place: str | os.PathLike[str],
    *,
    log_id: str | None = None,
    create: bool = True,
    timeout: float = TIMEOUT,
) -> SqlStore:
    """Return the store of a path or address; made, if there is none and ``create``.

    Raises:
        InvalidValue: for what is no path, an address of a storage that is not known, or no time.
        NotFound: if there is none and it is not to be made, or no such folder.
        MissingExtra: for PostgreSQL without psycopg.
        NotALog: for a file or database that is something else, or a newer log.
        LogUnavailable: if it cannot be opened.
    """
    addressed = is_url(place)
    _check_timeout(timeout)
    text = os.fspath(place)
    from peacetalks.log.sql import postgres, sqlite  # noqa: PLC0415 # costs 150 ms, and only those who open a log pay
    from peacetalks.log.sql.store import SqlStore  # noqa: PLC0415 # as above

    scheme, _, rest = text.partition("://")
    if addressed and scheme in _POSTGRES:
        dialect = postgres.dialect(f"postgresql+psycopg://{rest}", timeout)
    elif addressed and scheme not in _SQLITE:
        raise InvalidValue("no storage that is known", value=f"{scheme}://...", accepted=_ACCEPTED)
    else:
        path = rest.removeprefix("/") if addressed else text
        if addressed and "?" in path:
            raise InvalidValue(
                "an address of a file with options", value=text, hint="open_log(..., timeout=300)"
            )
        _check_path(path, create=create)
        dialect = sqlite.dialect(Path(path), timeout)
    return SqlStore(dialect, log_id=log_id, create=create)


def _check_timeout(timeout: float) -> None:
    if type(timeout) not in {int, float} or not 0 <= timeout <= _DAY:
        raise InvalidValue(
            "not a time to wait", value=timeout, accepted=f"seconds, from 0 to {_DAY}"
        )


def _check_path(text: str, *, create: bool) -> None:
    if text in {"", ":memory:"} or "\x00" in text:
        raise InvalidValue(
            "no path", value=text, accepted=_ACCEPTED, hint="pt.MemoryLog() keeps a log in memory"
        )
    path = Path(text)
    try:
        special = path.exists() and not path.is_file() and not path.is_dir()
    except OSError as error:
        raise InvalidValue(f"no path: {error.strerror}", value=text) from None
    if special:
        raise InvalidValue("no file that can hold a log", value=text)
    if path.is_dir():
        raise InvalidValue("a folder, not a file", value=text)
    if not path.parent.is_dir():
        raise NotFound(f"no such folder: {str(path.parent)!r}")
    if not create and not path.exists():
        raise NotFound(f"no such log: {text!r}; hint: peacetalks log init {text}")
    if path.exists() and 0 < path.stat().st_size < _SMALLEST:
        # SQLite itself would take it for an empty one, and write over it.
        raise NotALog(text, "no SQLite database", "name another file; nothing was changed")
