"""The log: a durable, append-only and verifiable store of events.

::

    log = open_log("talks.db")           # SQLite; "postgresql+psycopg://..." when outgrown
    receipt = log.append("aze-arm", events, expected=ANY)
    log.history("aze-arm").state(recorded=receipt.recorded_at)

``log.py`` describes what a log guarantees, ``chain.py`` how it proves that nothing was altered,
and ``store.py`` what a storage must provide. SQLAlchemy is imported when a log is opened.

The words *recorded* and *stream* are defined in ``docs/reference/glossary.md``.
"""

from __future__ import annotations

import os

from peacetalks._support.public_names import publish_all
from peacetalks.codec.packing import unpacked
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.log.log import Log
from peacetalks.log.memory import MemoryStore
from peacetalks.log.opening import TIMEOUT, open_store
from peacetalks.log.records import Records
from peacetalks.log.results import (
    ANY,
    EXISTS,
    NO_STREAM,
    Examined,
    Expectation,
    Expected,
    Head,
    Receipt,
    StreamSummary,
    Verification,
)
from peacetalks.log.store import Store

__all__ = [
    "ANY",
    "EXISTS",
    "NO_STREAM",
    "Examined",
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
    "unpacked",
]


def __dir__() -> list[str]:
    return sorted(__all__)


def open_log(
    place: str | os.PathLike[str],
    *,
    vocabulary: Vocabulary = CORE,
    create: bool = True,
    timeout: float = TIMEOUT,
) -> Log:
    """Open the log in a file or database.

    Args:
        place: a path, for SQLite; or an address: ``"postgresql+psycopg://user@host/database"``.
        vocabulary: the kinds that are understood.
        create: whether to create the log if it does not exist.
        timeout: how long a writer waits for its turn, in seconds.

    Raises:
        InvalidValue: if ``place`` is not a path or a supported address, or ``timeout`` is not
            valid.
        NotFound: if the folder does not exist, or the log does not exist and ``create`` is false.
        MissingExtra: if ``place`` is a PostgreSQL address and psycopg is not installed.
        NotALog: if the file or database is something else, or a newer log.
        LogUnavailable: if it cannot be opened.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from peacetalks.events import MeetingHeld
    >>> with tempfile.TemporaryDirectory() as folder, open_log(Path(folder, "talks.db")) as log:
    ...     print(log.append("talks", [MeetingHeld(occurred="2023-10-05", meeting="granada")]))
    talks: 1 appended (1 to 1)
    """
    return Log(open_store(place, create=create, timeout=timeout), vocabulary=vocabulary)


def MemoryLog(*, vocabulary: Vocabulary = CORE) -> Log:  # noqa: N802 # creates an object, like a class
    """Create a log in memory only, for tests and for scripts that store nothing.

    >>> MemoryLog().head().position
    0
    """
    return Log(MemoryStore(), vocabulary=vocabulary)


publish_all(__name__)
