"""The errors of a log that is busy for longer than the timeout."""

from __future__ import annotations

from sqlalchemy.exc import TimeoutError as PoolTimeout

from peacetalks.errors import LogUnavailable

__all__ = ["busy"]


def busy(error: Exception, name: str, timeout: float, *, locked: bool) -> LogUnavailable | None:
    """Convert the error of a busy database to ``LogUnavailable``; None: it is another error.

    Args:
        error: the error that SQLAlchemy or the driver raised.
        name: the log.
        timeout: how many seconds the call waited.
        locked: whether the database reports that another process holds the lock.
    """
    if isinstance(error, PoolTimeout):
        return LogUnavailable(
            name, "locked", f"too many threads were waiting for {timeout:g} seconds"
        )
    if locked:
        return LogUnavailable(
            name,
            "locked",
            f"another process was writing for {timeout:g} seconds; nothing was written",
            "try again, or use open_log(..., timeout=300)",
        )
    return None
