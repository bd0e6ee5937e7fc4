"""The digest chain: each record seals the one before it.

::

    sealed   = SHA-256(salt, payload)                    the payload can be erased, this stays
    digest_0 = SHA-256("peacetalks log 1", log id)
    digest_n = SHA-256(digest_n-1, sealed_n, envelope_n)

The envelope is every other column of the record. Whoever alters, removes or reorders a record
breaks the chain from there on, unless all later digests are made anew; against that, and
against a tail that is cut off, helps a ``Head`` that was kept elsewhere. The salt (16 random
bytes) makes an erased payload impossible to find again by trying.
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
    """A record as it is stored; the columns of ``peacetalks_records``.

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
    """The first columns of a ``Row``: what it takes to read it."""

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
"""The values of a ``Row`` without their names, which cost as much as the digests."""


def genesis(log_id: str) -> bytes:
    """Return what the first record of a log follows."""
    return hashlib.sha256(f"peacetalks log 1\n{log_id}".encode()).digest()


def seal(salt: bytes, payload: bytes) -> bytes:
    """Return the salted digest of a payload."""
    return hashlib.sha256(salt + payload).digest()


def link(previous: bytes, sealed: bytes, told: str) -> bytes:
    """Return the digest of a record, from that before it, its sealed payload and its envelope."""
    return hashlib.sha256(previous + sealed + told.encode()).digest()


def envelope(row: Row) -> str:
    """Return the text of all columns of a row but payload, salt and digests.

    A line each: identifiers have no line ends, and what people write freely stands in JSON.
    """
    place = (row.global_position, row.stream, row.position)
    recording = (row.recorded_at, row.recorded_by, row.cause)
    return f"{fact(row[3:7], row[11:15])}{placing(*place)}{recorded(*recording)}"


def fact(kind: tuple[object, ...], clocks: tuple[object, ...]) -> str:
    """Return the part of an envelope that the event alone determines.

    Args:
        kind: the columns from ``id`` to ``form``.
        clocks: the columns from ``occurred`` to ``public``.
    """
    return "%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n" % (kind + clocks)  # the fastest of the ways


def placing(global_position: int, stream: str, position: int) -> str:
    """Return the part of an envelope that the log determines."""
    return f"{global_position}\n{stream}\n{position}\n"


def recorded(at: int, by: str | None, cause: str | None) -> str:
    """Return the part of an envelope that is the same for a whole batch."""
    return f"{at}\n{json.dumps([by, cause])}"
