"""The log: events that people can trust for years.

::

    log = open_log("talks.db")           # SQLite; "postgresql+psycopg://..." when outgrown
    receipt = log.append("aze-arm", events, expected=ANY)
    log.history("aze-arm").state(recorded=receipt.recorded_at)

``log.py`` says what a log promises; ``chain.py``, how it shows that nothing was altered;
``store.py``, what a storage has to do. SQLAlchemy is imported when a log is opened.
"""

from __future__ import annotations

import os

from peacetalks.events import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.log.log import Log
from peacetalks.log.memory import MemoryStore
from peacetalks.log.opening import TIMEOUT, open_store
from peacetalks.log.records import Records
from peacetalks.log.store import Store
from peacetalks.log.terms import (
    ANY,
    EXISTS,
    NO_STREAM,
    Expectation,
    Expected,
    Head,
    Receipt,
    StreamSummary,
    Verification,
)

__all__ = [
    "ANY",
    "EXISTS",
    "NO_STREAM",
    "Expectation",
    "Expected",
    "Head",
    "Log",
    "MemoryLog",
    "Receipt",
    "Records",
    "Store",
    "StreamSummary",
    "Verification",
    "open_log",
]


def open_log(
    place: str | os.PathLike[str],
    *,
    vocabulary: Vocabulary = CORE,
    create: bool = True,
    timeout: float = TIMEOUT,
) -> Log:
    """Return the log of a file or database.

    Args:
        place: a path, for SQLite; or an address, ``"postgresql+psycopg://user@host/database"``.
        vocabulary: the kinds that are understood.
        create: whether a log is made where there is none.
        timeout: how long a writer waits for its turn, in seconds.

    Raises:
        InvalidValue: for what is no path, an address of a storage that is not known, or no time.
        NotFound: if there is no such folder, or no log and it is not to be made.
        MissingExtra: for PostgreSQL without psycopg.
        NotALog: for a file or database that is something else, or a newer log.
        LogUnavailable: if it cannot be opened.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from peacetalks.events import MeetingHeld
    >>> with tempfile.TemporaryDirectory() as folder, open_log(Path(folder, "talks.db")) as log:
    ...     print(log.append("talks", [MeetingHeld(occurred="2023-10-05", meeting="granada")]))
    talks: 1 appended (1 to 1)
    """
    return Log(open_store(place, create=create, timeout=timeout), vocabulary=vocabulary)


def MemoryLog(*, vocabulary: Vocabulary = CORE) -> Log:  # noqa: N802 # makes a thing, as a class does
    """Return a new log that is kept in memory alone: for tests, and scripts that keep nothing.

    >>> MemoryLog().head().position
    0
    """
    return Log(MemoryStore(), vocabulary=vocabulary)
