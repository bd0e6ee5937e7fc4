"""The digest chain: each record seals the one before it.

::

    sealed   = SHA-256(salt, payload)                    stays when the payload is erased
    digest_0 = SHA-256("peacetalks log 1", log id)
    digest_n = SHA-256(digest_n-1, sealed_n, envelope_n)

The envelope has all other columns of the record. Altering, removing or reordering a record breaks
the chain from there on, unless all later digests are computed again. A ``Head`` saved elsewhere
detects that, and also a tail that was cut off. With the salt (16 random bytes), an erased payload
cannot be recovered by trial.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final, NamedTuple, TypeAlias

__all__ = [
    "SALT",
    "Columns",
    "Readable",
    "Row",
    "envelope",
    "fact",
    "genesis",
    "link",
    "placing",
    "recorded",
    "seal",
]

SALT: Final = 16
"""The length of a salt, in bytes."""


class Row(NamedTuple):
    """A record as stored; the columns of ``peacetalks_records``.

    Instants are in microseconds since 1970-01-01T00:00Z.
    """

    global_position: int
    stream: str
    position: int
    id: str
    kind: str
    kind_version: int
    form: str
    recorded_at: int
    recorded_by: str | None
    cause: str | None
    payload: str | None
    occurred: str
    occurred_from: int
    occurred_to: int
    public: int
    salt: bytes | None
    sealed: bytes | None
    digest: bytes


class Readable(NamedTuple):
    """The first columns of a ``Row``: those needed to read it."""

    global_position: int
    stream: str
    position: int
    id: str
    kind: str
    kind_version: int
    form: str
    recorded_at: int
    recorded_by: str | None
    cause: str | None
    payload: str | None


Columns: TypeAlias = tuple[
    int, str, int, str, str, int, str, int, str | None, str | None, str | None,
    str, int, int, int, bytes | None, bytes | None, bytes,
]  # fmt: skip
"""The values of a ``Row`` as a plain tuple: naming them takes as long as computing the digests."""


def genesis(log_id: str) -> bytes:
    """Return the digest that the first record of a log is linked to."""
    return hashlib.sha256(f"peacetalks log 1\n{log_id}".encode()).digest()


def seal(salt: bytes, payload: bytes) -> bytes:
    """Return the salted digest of a payload."""
    return hashlib.sha256(salt + payload).digest()


def link(previous: bytes, sealed: bytes, contents: str) -> bytes:
    """Return a record's digest from the previous digest, its sealed payload and its envelope."""
    return hashlib.sha256(previous + sealed + contents.encode()).digest()


def envelope(row: Row) -> str:
    """Return the text of all columns of a row except payload, salt and digests.

    Each is on a line of its own: identifiers have no line ends, and free text is written as JSON.
    """
    place = (row.global_position, row.stream, row.position)
    recording = (row.recorded_at, row.recorded_by, row.cause)
    return f"{fact(row[3:7], row[11:15])}{placing(*place)}{recorded(*recording)}"


def fact(kind: tuple[object, ...], clocks: tuple[object, ...]) -> str:
    """Return the part of an envelope that depends only on the event.

    Args:
        kind: the columns from ``id`` to ``form``.
        clocks: the columns from ``occurred`` to ``public``.
    """
    return "%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n" % (kind + clocks)  # the fastest way to format them


def placing(global_position: int, stream: str, position: int) -> str:
    """Return the part of an envelope that depends on the position in the log."""
    return f"{global_position}\n{stream}\n{position}\n"


def recorded(at: int, by: str | None, cause: str | None) -> str:
    """Return the part of an envelope that is the same for a whole batch."""
    return f"{at}\n{json.dumps([by, cause])}"
