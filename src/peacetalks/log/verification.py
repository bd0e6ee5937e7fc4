"""Verify that every record of a log follows from the one before it, from the first on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

import attrs

from peacetalks.errors import Finding, LogUnavailable
from peacetalks.findings import files
from peacetalks.log import chain
from peacetalks.log.chain import Row
from peacetalks.log.results import Head, Verification

__all__ = ["Progress", "verify", "with_storage"]

Progress = Callable[[int], None]
"""Called at intervals with the number of records done."""

_STEP: Final = 1_000


class _Mismatch(Exception):  # never leaves this module
    """A mismatch; the text describes it."""


def verify(
    rows: Iterable[Row],
    *,
    name: str,
    log_id: str,
    kept: Head | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Return whether rows, all those of a log in order, form an unbroken chain.

    Args:
        rows: the rows.
        name: the name of the log in the finding.
        log_id: the identifier of the log.
        kept: an earlier head: the log must still contain that record.
        progress: called at intervals with the number of records done.
    """
    digest = chain.genesis(log_id)
    positions: defaultdict[str, int] = defaultdict(int)
    redacted: list[int] = []
    number = 0
    problem = None
    if kept is not None and kept.position == 0 and kept.digest != digest.hex():
        problem = _finding(name, 0, "the given head belongs to a different log")
        return Verification(records=0, head=Head(0, digest.hex()), problem=problem)
    try:
        for row in rows:
            digest = _next(row, number, positions, digest)
            if kept is not None and kept.position == row.global_position:
                _check_kept(kept, row)
            number += 1
            if row.payload is None:
                redacted.append(number)
            if progress is not None and number % _STEP == 0:
                progress(number)
    except (_Mismatch, LogUnavailable) as error:
        if isinstance(error, LogUnavailable) and error.reason != "storage":
            raise
        problem = _finding(name, number + 1, str(error))
    if problem is None and kept is not None:
        problem = _tail(name, number, kept)
    return Verification(
        records=number,
        head=Head(number, digest.hex()),
        redacted=tuple(redacted),
        problem=problem,
    )


def _next(row: Row, number: int, positions: defaultdict[str, int], digest: bytes) -> bytes:
    """Return the digest of a row that follows ``number`` other rows."""
    if row.global_position != number + 1:
        raise _Mismatch(f"record {number + 1} is missing")
    if row.position != positions[row.stream] + 1:
        last = positions[row.stream]
        raise _mismatch(row, f"position {row.position} follows {last} in stream {row.stream!r}")
    positions[row.stream] = row.position
    try:
        computed = chain.link(digest, _sealed(row), chain.envelope(row))
    except (TypeError, ValueError, AttributeError):
        # A column has a type that is never written there.
        raise _mismatch(row, "the stored row is not a record") from None
    if computed != row.digest:
        raise _mismatch(row, "the record was altered after it was written")
    return computed


def _sealed(row: Row) -> bytes:
    if row.payload is None:
        if row.sealed is None:
            raise _mismatch(row, "the payload is missing, and was not erased by redaction")
        return row.sealed
    if row.salt is None or len(row.salt) != chain.SALT or row.sealed is not None:
        raise _mismatch(
            row, "a payload erased by redaction has reappeared, or the salt was shortened"
        )
    return chain.seal(row.salt, row.payload.encode("utf-8", "surrogateescape"))


def _mismatch(row: Row, what: str) -> _Mismatch:
    return _Mismatch(f"{row.stream} {row.position} ({row.id}): {what}")


def _check_kept(kept: Head, row: Row) -> None:
    if row.digest.hex() != kept.digest:
        raise _mismatch(row, "not the record of the given head")


def _tail(name: str, number: int, kept: Head) -> Finding | None:
    if kept.position > number:
        return _finding(
            name,
            number + 1,
            f"the log ends at record {number}, but the given head is record {kept.position}: "
            "the tail was cut off",
        )
    return None


def _finding(name: str, line: int, message: str) -> Finding:
    return files.BROKEN.finding(message, file=name, line=line)


def with_storage(verified: Verification, problem: str | None, name: str) -> Verification:
    """Return a verification that also fails if the storage itself reports damage."""
    if problem is None or verified.problem is not None:
        return verified
    finding = files.BROKEN.finding(f"the storage is damaged: {problem}", file=name)
    return attrs.evolve(verified, problem=finding)
