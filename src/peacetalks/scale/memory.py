"""How much memory a run may take, and who gets which part of it.

Measured on CPython 3.11 with pyarrow 26 and DuckDB 2.0: what a process needs before it folds
anything, and how much larger events and their history are than their payloads. A stream that
would not fit is set aside before it is decoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, final

from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.extras import needed

__all__ = ["Budget", "Sorting", "budget", "sorting", "stream_limit"]

_MB: Final = 1_000_000
_PARENT: Final = 160 * _MB
"""The process that directs a run: Python, DuckDB, pyarrow."""
_WORKER: Final = 120 * _MB
"""A process that folds: Python, pyarrow, the code."""
_LEAST: Final = 40 * _MB
_SORTING: Final = 0.6
"""DuckDB holds rows that it writes outside the limit that it is given."""
_EXPANSION: Final = 12
"""Bytes in memory for each byte of payload, while a stream is decoded, resolved and folded."""
_GROUP: Final = 10_240
"""So many rows make a row group, what a process reads at a time,"""
_GROUP_BYTES: Final = 16 * _MB
"""or fewer, if they are larger than this together, or than a part of DuckDB's memory:"""
_OF_MEMORY: Final = 24
_SORTED_AT_ONCE: Final = 122_880
"""So many rows each thread of DuckDB holds while it sorts, however large they are."""
_HELD: Final = 0.6
"""The part of DuckDB's memory that these rows may take."""


@final
@frozen
class Budget:
    """The parts of the memory, in bytes.

    Attributes:
        sorting: the limit that DuckDB is given.
        stream: the payloads of the largest stream that is folded.
    """

    sorting: int
    stream: int


def budget(memory: int | str, workers: int) -> Budget:
    """Return the parts of the memory of a run.

    Args:
        memory: bytes, or a text as ``"2 GB"`` or ``"512 MiB"``.
        workers: how many processes fold; 0: this one does.

    Raises:
        InvalidValue: for what is no amount, or too little.
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
    """Return how large the payloads of a stream may be, from the memory that is left for it."""
    return max(share, _LEAST) // _EXPANSION


@final
@frozen
class Sorting:
    """How rows are sorted within a limit.

    Attributes:
        threads: how many threads sort at a time.
        passes: in how many parts, each of which is read from the source and sorted alone.
        group: how many rows make a row group.
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
            needed("scale", "dask.utils").parse_bytes(memory) if _has_digits(memory) else 0
        )
    except ValueError:
        amount = 0
    if amount <= 0:
        raise InvalidValue(
            "not an amount of memory", value=memory, accepted='"2 GB", "512 MiB", or bytes'
        )
    return amount


def _has_digits(text: object) -> bool:
    # Dask takes "GB" for one of them.
    return isinstance(text, str) and any(map(str.isdigit, text))
