"""Two local times that never show the same date, to find code that reads the clock.

One is 14 hours ahead of UTC and the other 12 hours behind, so they are 26 hours apart and always
on different dates. Windows has no ``time.tzset``, so there is no second clock there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

__all__ = ["CLOCKS", "clock"]

CLOCKS: Final[tuple[str, ...]] = ("EAST-14", "WEST+12") if hasattr(time, "tzset") else ()
"""The clocks in the POSIX format, which needs no time zone database; its signs are reversed."""


@contextmanager
def clock(zone: str) -> Generator[None]:
    """Set the local time zone of the whole process, and restore it at the end."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
