"""Verify: does every record follow from the one before it, down from the first?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

import attrs

from peacetalks.codec import codes
from peacetalks.errors import Finding, LogUnavailable
from peacetalks.log import chain
from peacetalks.log.chain import Row
from peacetalks.log.terms import Head, Verification

__all__ = ["Progress", "verify", "with_storage"]

Progress = Callable[[int], None]
"""Is told now and then how many records are done."""

_STEP: Final = 1_000


class _Mismatch(Exception):  # never leaves this module
    """What does not match, in words."""


def verify(
    rows: Iterable[Row],
    *,
    name: str,
    log_id: str,
    kept: Head | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Return whether rows, all of a log in their order, make an unbroken chain.

    Args:
        rows: the rows.
        name: the log, as the finding names it.
        log_id: of the log.
        kept: a head kept from an earlier day: the log must hold it still.
        progress: is told how many records are done.
    """
    digest = chain.genesis(log_id)
    positions: defaultdict[str, int] = defaultdict(int)
    redacted: list[int] = []
    number = 0
    problem = None
    if kept is not None and kept.position == 0 and kept.digest != digest.hex():
        problem = _finding(name, 0, "another log than the given head was taken of")
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
    """Return the digest of a row that follows ``number`` others."""
    if row.global_position != number + 1:
        raise _Mismatch(f"record {number + 1} is missing")
    if row.position != positions[row.stream] + 1:
        last = positions[row.stream]
        raise _mismatch(row, f"position {row.position} follows {last} in stream {row.stream!r}")
    positions[row.stream] = row.position
    try:
        made = chain.link(digest, _sealed(row), chain.envelope(row))
    except (TypeError, ValueError, AttributeError):
        # A column holds another type than any that is written there.
        raise _mismatch(row, "what is stored is no record") from None
    if made != row.digest:
        raise _mismatch(row, "what is stored is not what was written")
    return made


def _sealed(row: Row) -> bytes:
    if row.payload is None:
        if row.sealed is None:
            raise _mismatch(row, "the payload is missing, and was not erased by redaction")
        return row.sealed
    if row.salt is None or len(row.salt) != chain.SALT or row.sealed is not None:
        raise _mismatch(
            row, "a payload that was erased by redaction is there again, or a salt is cut"
        )
    return chain.seal(row.salt, row.payload.encode("utf-8", "surrogateescape"))


def _mismatch(row: Row, what: str) -> _Mismatch:
    return _Mismatch(f"{row.stream} {row.position} ({row.id}): {what}")


def _check_kept(kept: Head, row: Row) -> None:
    if row.digest.hex() != kept.digest:
        raise _mismatch(row, "not the record that the given head was taken at")


def _tail(name: str, number: int, kept: Head) -> Finding | None:
    if kept.position > number:
        return _finding(
            name,
            number + 1,
            f"the log ends at record {number}, and the given head is record {kept.position}: "
            "the tail was cut off",
        )
    return None


def _finding(name: str, line: int, message: str) -> Finding:
    return Finding(code=codes.BROKEN, message=message, file=name, line=line)


def with_storage(found: Verification, problem: str | None, name: str) -> Verification:
    """Return a verification that fails where the storage itself says that it is damaged."""
    if problem is None or found.problem is not None:
        return found
    finding = Finding(code=codes.BROKEN, message=f"the storage is damaged: {problem}", file=name)
    return attrs.evolve(found, problem=finding)
