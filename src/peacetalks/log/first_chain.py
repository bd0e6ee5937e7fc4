"""The digests of records that older versions of the library wrote, which stay as they are.

::

    sealed   = SHA-256(salt, payload)
    digest_n = SHA-256(digest_n-1, sealed_n, envelope_n)

The envelope has all other columns of the record, each on a line of its own: identifiers have no line
ends, and free text is JSON. It does not frame them, so ``verification.py`` refuses line ends in them,
and salts and digests of another length.
"""

from __future__ import annotations

import hashlib
import json

from peacetalks.log.chain import Row

__all__ = ["envelope", "link", "seal"]


def seal(salt: bytes, payload: str) -> bytes:
    """Return the salted digest of a payload."""
    return hashlib.sha256(salt + payload.encode()).digest()


def link(previous: bytes, sealed: bytes, contents: str) -> bytes:
    """Return a record's digest from the previous digest, its sealed payload and its envelope."""
    return hashlib.sha256(previous + sealed + contents.encode()).digest()


def envelope(row: Row) -> str:
    """Return the text of all columns of a row except payload, salt and digests."""
    columns = (
        *row[3:7],
        *row[11:15],
        row.global_position,
        row.stream,
        row.position,
        row.recorded_at,
    )
    return "\n".join(map(str, columns)) + f"\n{json.dumps([row.recorded_by, row.cause])}"
