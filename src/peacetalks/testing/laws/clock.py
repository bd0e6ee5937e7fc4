"""Two clocks that never show the same date, to find out who looks at one.

Local time is 14 hours ahead of UTC under the one and 12 hours behind under the other: 26 hours
apart, always on two dates. Under Windows, which has no ``time.tzset``, there is no second clock.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

__all__ = ["CLOCKS", "clock"]

CLOCKS: Final[tuple[str, ...]] = ("EAST-14", "WEST+12") if hasattr(time, "tzset") else ()
"""The clocks, in the form of POSIX, which needs no data base of time zones; the sign is its own."""


@contextmanager
def clock(zone: str) -> Generator[None]:
    """Make local time that of a zone; it is the whole process's, and put back at the end."""
    kept = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if kept is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = kept
        time.tzset()
