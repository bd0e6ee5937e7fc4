r"""The digest chain: each record seals the one before it.

::

    sealed   = SHA-256("peacetalks payload 2\n", salt, payload)     stays when the payload is erased
             = SHA-256("peacetalks packed 2\n", salt, payload)      if it is packed
    digest_0 = SHA-256("peacetalks log 1\n", log id)
    digest_n = SHA-256("peacetalks record 2\n", digest_n-1, sealed_n, contents_n)

The contents are a JSON array of all other columns of the record, without spaces: each column is
framed, so no part of one can pass for a part of the next. Salt and digests have a fixed length,
which ``verification.py`` checks. The payload is sealed as stored.

Altering, removing or reordering a record breaks the chain from there on, unless all later digests
are computed again. A ``Head`` saved elsewhere detects that, and also a tail that was cut off. With
the salt (16 random bytes), an erased payload cannot be recovered by trial.

Older versions of the library wrote the first records of some logs; ``first_chain.py`` has their
digests. The form of a record says which of the two applies.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeAlias

__all__ = [
    "DIGEST",
    "SALT",
    "Columns",
    "Readable",
    "Row",
    "Stored",
    "Tail",
    "genesis",
    "link",
    "seal",
]

SALT: Final = 16
"""The length of a salt, in bytes."""
DIGEST: Final = 32
"""The length of a digest, in bytes."""
_PAYLOAD: Final = hashlib.sha256(b"peacetalks payload 2\n")
_PACKED: Final = hashlib.sha256(b"peacetalks packed 2\n")
_RECORD: Final = hashlib.sha256(b"peacetalks record 2\n")


class Row(NamedTuple):
    """A record as stored; the columns of ``peacetalks_records``.

    Instants are in microseconds since 1970-01-01T00:00Z. A payload is a text, or bytes if it is packed
    (databases keep those in a column of their own); None: erased.
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
    payload: str | bytes | None
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
    payload: str | bytes | None


class Stored(NamedTuple):
    """The columns of a ``Row`` that say which event it is."""

    global_position: int
    position: int
    id: str
    kind: str
    kind_version: int
    form: str
    payload: str | bytes | None


class Tail(NamedTuple):
    """The end of a log: global position, digest, recorded instant and form of the last row.

    Of an empty log: 0, the genesis of the chain, an instant before all others, and no form.
    """

    global_position: int
    digest: bytes
    recorded_at: int
    form: str | None


Columns: TypeAlias = tuple[
    int, str, int, str, str, int, str, int, str | None, str | None, str | bytes | None,
    str, int, int, int, bytes | None, bytes | None, bytes,
]  # fmt: skip
"""The values of a ``Row`` as a plain tuple: naming them takes as long as computing the digests."""


def genesis(log_id: str) -> bytes:
    """Return the digest that the first record of a log is linked to."""
    return hashlib.sha256(f"peacetalks log 1\n{log_id}".encode()).digest()


def seal(salt: bytes, payload: str | bytes) -> bytes:
    """Return the salted digest of a payload."""
    if isinstance(payload, str):
        digest = _PAYLOAD.copy()
        digest.update(salt + payload.encode())
    else:
        digest = _PACKED.copy()
        digest.update(salt + payload)
    return digest.digest()


def link(previous: bytes, sealed: bytes, contents: tuple[object, ...]) -> bytes:
    """Return the digest of a record.

    Args:
        previous: the digest of the record before it.
        sealed: the salted digest of its payload.
        contents: the columns of ``Row`` before ``payload``, and those from ``occurred`` to
            ``public``.
    """
    digest = _RECORD.copy()
    digest.update(previous + sealed + _encode()(contents))
    return digest.digest()


@functools.cache
def _encode() -> Callable[[Any], bytes]:
    # Any: the columns.
    import msgspec  # noqa: PLC0415 # costs 50 ms, and only logs need it

    return msgspec.json.Encoder().encode
