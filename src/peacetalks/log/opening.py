"""Open a log: choose the storage for a path or an address."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from peacetalks._text.secrets import address_shown
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
    """Return whether a place is an address, not a path.

    Raises:
        InvalidValue: if it is neither.
    """
    if isinstance(place, bytes) or not isinstance(place, (str, os.PathLike)):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a path or an address of a log", value=place, accepted=_ACCEPTED)
    return "://" in os.fspath(place)


def open_store(
    place: str | os.PathLike[str],
    *,
    log_id: str | None = None,
    create: bool = True,
    timeout: float = TIMEOUT,
) -> SqlStore:
    """Open the store at a path or address; create it if it does not exist and ``create`` is true.

    Raises:
        InvalidValue: if ``place`` is not a path or a supported address, or ``timeout`` is not
            valid.
        NotFound: if the folder does not exist, or the store does not exist and ``create`` is
            false.
        MissingExtra: if ``place`` is a PostgreSQL address and psycopg is not installed.
        NotALog: if the file or database is something else, or a newer log.
        LogUnavailable: if it cannot be opened.
    """
    is_address = is_url(place)
    _check_timeout(timeout)
    text = os.fspath(place)
    from peacetalks.log.sql import postgres, sqlite  # noqa: PLC0415 # costs 150 ms, and only those who open a log pay
    from peacetalks.log.sql.store import SqlStore  # noqa: PLC0415 # as above

    scheme, _, rest = text.partition("://")
    if is_address and scheme in _POSTGRES:
        dialect = postgres.dialect(f"postgresql+psycopg://{rest}", timeout)
    elif is_address and scheme not in _SQLITE:
        raise InvalidValue("not a supported storage", value=f"{scheme}://...", accepted=_ACCEPTED)
    else:
        path = rest.removeprefix("/") if is_address else text
        if is_address and "?" in path:
            raise InvalidValue(
                "options in the address of a file",
                value=address_shown(text),
                hint="use open_log(..., timeout=300)",
            )
        _check_path(path, create=create)
        dialect = sqlite.dialect(Path(path), timeout)
    return SqlStore(dialect, log_id=log_id, create=create)


def _check_timeout(timeout: float) -> None:
    if type(timeout) not in {int, float} or not 0 <= timeout <= _DAY:
        raise InvalidValue("not a timeout", value=timeout, accepted=f"seconds, from 0 to {_DAY}")


def _check_path(text: str, *, create: bool) -> None:
    if text in {"", ":memory:"} or "\x00" in text:
        raise InvalidValue(
            "not a path",
            value=address_shown(text),
            accepted=_ACCEPTED,
            hint="pt.MemoryLog() keeps a log in memory",
        )
    path, name = Path(text), address_shown(text)
    try:
        special = path.exists() and not path.is_file() and not path.is_dir()
    except OSError as error:
        raise InvalidValue(f"not a path: {error.strerror}", value=name) from None
    if special:
        raise InvalidValue("not a regular file", value=name)
    if path.is_dir():
        raise InvalidValue("a folder, not a file", value=name)
    if not path.parent.is_dir():
        raise NotFound(f"no such folder: {address_shown(str(path.parent))!r}")
    if not create and not path.exists():
        raise NotFound(f"no such log: {name!r}; hint: peacetalks log init {name}")
    if path.exists() and 0 < path.stat().st_size < _SMALLEST:
        # SQLite would treat it as empty and overwrite it.
        raise NotALog(name, "not an SQLite database", "name another file; nothing was changed")
