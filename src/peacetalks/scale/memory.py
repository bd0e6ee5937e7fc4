"""How much memory a run may take, and who gets which part of it.

Measured on CPython 3.11 with pyarrow 26 and DuckDB 2.0: what a process needs before it folds
anything, and how much larger events and their history are than their payloads. A stream that
would not fit is set aside before it is decoded.
"""

from __future__ import annotations

from typing import Any, Final, final

from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.scale.extras import needed

__all__ = ["Budget", "budget", "stream_limit"]

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


def _bytes(memory: Any) -> int:
    # Any: callers may be untyped.
    if type(memory) is int and memory > 0:
        return memory
    try:
        amount: int = needed("dask.utils").parse_bytes(memory) if _has_digits(memory) else 0
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
