"""The memory that a run may use, and how it is divided.

The constants were measured on CPython 3.11 with pyarrow 26 and DuckDB 2.0: the memory that a
process needs before it folds anything, and the size of events and their history relative to their
payloads. A stream that would not fit is set aside before it is decoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, final

from attrs import frozen

from peacetalks._support.optional import import_extra
from peacetalks.errors import InvalidValue

__all__ = ["Budget", "Sorting", "budget", "sorting", "stream_limit"]

_MB: Final = 1_000_000
_PARENT: Final = 160 * _MB
"""The process that directs a run: Python, DuckDB, pyarrow."""
_WORKER: Final = 120 * _MB
"""A process that folds: Python, pyarrow, the code."""
_LEAST: Final = 40 * _MB
_SORTING: Final = 0.6
"""The share of the memory for DuckDB, which keeps the rows that it writes outside its limit."""
_EXPANSION: Final = 12
"""Bytes in memory per byte of payload, while a stream is decoded, resolved and folded."""
_GROUP: Final = 10_240
"""The most rows of a row group, which a process reads at a time."""
_GROUP_BYTES: Final = 16 * _MB
"""The most bytes of a row group."""
_OF_MEMORY: Final = 24
"""A row group may also be no larger than DuckDB's memory divided by this."""
_SORTED_AT_ONCE: Final = 122_880
"""The rows that each thread of DuckDB holds while it sorts, whatever their size."""
_HELD: Final = 0.6
"""The share of DuckDB's memory that these rows may use."""


@final
@frozen
class Budget:
    """The parts of the memory, in bytes.

    Attributes:
        sorting: the limit for DuckDB.
        stream: the most bytes of payload of a stream that is folded.
    """

    sorting: int
    stream: int


def budget(memory: int | str, workers: int) -> Budget:
    """Return the parts of the memory of a run.

    Args:
        memory: bytes, or a text such as ``"2 GB"`` or ``"512 MiB"``.
        workers: the number of processes that fold; 0: this process folds.

    Raises:
        InvalidValue: if ``memory`` is not an amount of memory, or too small.
    """
    amount = _bytes(memory)
    least = _PARENT + max(1, workers) * (_WORKER + _LEAST)
    if amount < least:
        raise InvalidValue(
            f"too little memory for {workers} processes",
            value=memory,
            accepted=f"{least / _MB:.0f} MB or more",
            hint="fewer workers",
        )
    share = (amount - _PARENT) // max(1, workers) - _WORKER
    return Budget(int((amount - _PARENT) * _SORTING), stream_limit(share))


def stream_limit(share: int) -> int:
    """Return the most bytes of payload of a stream, from the memory that is left for it."""
    return max(share, _LEAST) // _EXPANSION


@final
@frozen
class Sorting:
    """How rows are sorted within a limit.

    Attributes:
        threads: the number of threads that sort at a time.
        passes: the number of parts, each of which is read from the source and sorted separately.
        group: the rows of a row group.
    """

    threads: int
    passes: int
    group: int

    def shares(self, number: int) -> Iterator[tuple[int, int]]:
        """Yield the buckets of each pass: the first, and the one beyond the last."""
        step = -(-number // self.passes)
        return ((first, min(first + step, number)) for first in range(0, number, step))


def sorting(rows: int, size: int, limit: int, threads: int) -> Sorting:
    """Return how to sort rows, from the bytes that all of them take."""
    mean = max(1, size // max(rows, 1))
    fitting = int(limit * _HELD)
    held = min(size, _SORTED_AT_ONCE * mean)
    passes = 1 if held <= fitting else -(-2 * size // fitting)
    group = min(max(1, min(_GROUP_BYTES, limit // _OF_MEMORY) // mean), _GROUP)
    return Sorting(min(max(1, fitting // max(held, 1)), threads), passes, group)


def _bytes(memory: Any) -> int:
    # Any: callers may be untyped.
    if type(memory) is int and memory > 0:
        return memory
    try:
        amount: int = (
            import_extra("scale", "dask.utils").parse_bytes(memory) if _has_digits(memory) else 0
        )
    except ValueError:
        amount = 0
    if amount <= 0:
        raise InvalidValue(
            "not an amount of memory", value=memory, accepted='"2 GB", "512 MiB", or bytes'
        )
    return amount


def _has_digits(text: object) -> bool:
    # Dask parses "GB" as 1 GB.
    return isinstance(text, str) and any(map(str.isdigit, text))
