"""Verify that every record of a log follows from the one before it, from the first on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final, get_args

import attrs
from attrs import define, field

from peacetalks.codec.packing import text_of
from peacetalks.codec.rows import OLD_FORMS, Form
from peacetalks.errors import Finding, LogUnavailable
from peacetalks.findings import files
from peacetalks.log import chain, erasures, first_chain
from peacetalks.log.chain import Row
from peacetalks.log.filters import MOST
from peacetalks.log.results import Examined, Head, Verification
from peacetalks.log.store import Query, Store, pages

__all__ = ["Progress", "verify", "verify_store"]

Progress = Callable[[int], None]
"""Called at intervals with the number of records done."""

_STEP: Final = 1_000


class _Mismatch(Exception):  # never leaves this module
    """A mismatch; the text describes it. ``line``: the record, if it is not the next one."""

    def __init__(self, text: str, line: int | None = None) -> None:
        super().__init__(text)
        self.line = line


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
    walk = _Walk(chain.genesis(log_id))
    problem = None
    if kept is not None and kept.position == 0 and kept.digest != walk.digest.hex():
        problem = _finding(name, 0, "the given head belongs to a different log")
        return Verification(records=0, head=Head(0, walk.digest.hex()), problem=problem)
    try:
        for row in rows:
            walk.take(row)
            if kept is not None and kept.position == row.global_position:
                _check_kept(kept, row)
            if progress is not None and walk.number % _STEP == 0:
                progress(walk.number)
        walk.check_erasures()
    except (_Mismatch, LogUnavailable) as error:
        if isinstance(error, LogUnavailable) and error.reason != "storage":
            raise
        line = error.line if isinstance(error, _Mismatch) and error.line else walk.number + 1
        problem = _finding(name, line, str(error))
    if problem is None and kept is not None:
        problem = _tail(name, walk.number, kept)
    return Verification(
        records=walk.number,
        head=Head(walk.number, walk.digest.hex()),
        redacted=tuple(walk.erased),
        problem=problem,
    )


@define
class _Walk:
    """What is known of a log after some of its rows: all that the next row is checked against."""

    digest: bytes
    number: int = 0
    positions: defaultdict[str, int] = field(factory=lambda: defaultdict[str, int](int))
    erased: dict[int, Row] = field(factory=dict[int, Row])
    traced: set[int] = field(factory=set[int])
    has_new: bool = False

    def take(self, row: Row) -> None:
        """Check the next row.

        Raises:
            _Mismatch: if it does not follow from the rows before it.
        """
        if row.global_position != self.number + 1:
            raise _Mismatch(f"record {self.number + 1} is missing")
        _check_columns(row)
        if row.position != self.positions[row.stream] + 1:
            last = self.positions[row.stream]
            raise _mismatch(row, f"position {row.position} follows {last} in stream {row.stream!r}")
        is_old = row.form in OLD_FORMS
        if is_old and self.has_new:
            raise _mismatch(row, "a record in the form of older versions follows a newer one")
        try:
            computed = _old_digest(self.digest, row) if is_old else _digest(self.digest, row)
        except ValueError:  # a text that is not Unicode
            raise _mismatch(row, "the stored row is not a record") from None
        if computed != row.digest:
            raise _mismatch(row, "the record was altered after it was written")
        self.digest = computed
        self.number += 1
        self.positions[row.stream] = row.position
        self.has_new = not is_old
        if row.payload is None:
            self.erased[row.global_position] = row
        elif row.stream == erasures.STREAM:
            self._trace(row, row.payload)

    def _trace(self, row: Row, payload: str | bytes) -> None:
        try:
            self.traced |= erasures.traced(text_of(payload))
        except ValueError:
            raise _mismatch(row, "not a trace of an erasure", at=row) from None

    def check_erasures(self) -> None:
        """Check that each erasure has a trace, which records of older versions alone do not need.

        Raises:
            _Mismatch: if one has none.
        """
        for position, row in self.erased.items() if self.has_new else ():
            if position not in self.traced:
                what = "the payload was erased by other means than redact, which leaves a trace"
                raise _mismatch(row, what, at=row)


def _check_columns(row: Row) -> None:
    """Check that each column has the type and the length that are written.

    Raises:
        _Mismatch: if one has another.
    """
    numbers = (row[0], row[2], row.kind_version, row.recorded_at, *row[12:15])
    texts = (row.stream, row.id, row.kind, row.form, row.occurred)
    may_miss = (row.recorded_by, row.cause)
    is_erased = row.payload is None
    if is_erased and row.sealed is None:
        raise _mismatch(row, "the payload is missing, and was not erased by redaction")
    if not is_erased and (not _has_length(row.salt, chain.SALT) or row.sealed is not None):
        raise _mismatch(
            row, "a payload erased by redaction has reappeared, or the salt was shortened"
        )
    if not (
        all(type(number) is int for number in numbers)
        and all(type(text) is str and "\n" not in text for text in texts)
        and all(text is None or type(text) is str for text in may_miss)
        and (is_erased or type(row.payload) in _PAYLOADS[row.form in OLD_FORMS])
        and _has_length(row.digest, chain.DIGEST)
        and (not is_erased or (row.salt is None and _has_length(row.sealed, chain.DIGEST)))
        and row.form in _FORMS
    ):
        raise _mismatch(row, "the stored row is not a record")


_PAYLOADS: Final = ((str, bytes), (str,))  # older versions packed nothing
_FORMS: Final = OLD_FORMS | frozenset(get_args(Form))


def _has_length(value: object, length: int) -> bool:
    return type(value) is bytes and len(value) == length


def _digest(previous: bytes, row: Row) -> bytes:
    return chain.link(previous, _sealed(row, chain.seal), row[:10] + row[11:15])


def _old_digest(previous: bytes, row: Row) -> bytes:
    sealed = _sealed(row, first_chain.seal)
    return first_chain.link(previous, sealed, first_chain.envelope(row))


def _sealed(row: Row, seal: Callable[[bytes, Any], bytes]) -> bytes:
    # Any: a text, or bytes if it is packed.
    if row.payload is None or row.salt is None:
        return row.sealed or b""
    return seal(row.salt, row.payload)


def _mismatch(row: Row, what: str, *, at: Row | None = None) -> _Mismatch:
    text = f"{row.stream} {row.position} ({row.id}): {what}"
    return _Mismatch(text, None if at is None else at.global_position)


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


def verify_store(store: Store, kept: Head | None, progress: Progress | None) -> Verification:
    """Verify all rows of a store, and then what the storage says of itself."""
    verified = verify(
        # Include positions below the first and past the last, where forged rows could be.
        pages(store, Query(), -MOST, MOST - 1),
        name=store.name,
        log_id=store.log_id,
        kept=kept,
        progress=progress,
    )
    return _with_storage(verified, store.examine(), store.name)


def _with_storage(verified: Verification, examined: Examined, name: str) -> Verification:
    verified = attrs.evolve(verified, unchecked=examined.unchecked)
    if examined.problem is None or verified.problem is not None:
        return verified
    return attrs.evolve(verified, problem=files.BROKEN.finding(examined.problem, file=name))
