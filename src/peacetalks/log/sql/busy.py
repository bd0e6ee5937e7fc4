"""A log that others keep busy for longer than one waits."""

from __future__ import annotations

from sqlalchemy.exc import TimeoutError as PoolTimeout

from peacetalks.errors import LogUnavailable

__all__ = ["busy"]


def busy(error: Exception, name: str, timeout: float, *, locked: bool) -> LogUnavailable | None:
    """Return an error of a busy database as ours; None: it is another error.

    Args:
        error: what SQLAlchemy or the driver raised.
        name: the log.
        timeout: how many seconds it waited.
        locked: whether the database says that another process holds the lock.
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
            "try again, or open_log(..., timeout=300)",
        )
    return None
