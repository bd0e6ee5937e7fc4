"""The garbage collector, suspended while many objects are made that are all kept.

It would walk them again and again and find nothing, since events and rows hold no cycles; at
50,000 events that doubles the time. Where objects are dropped as fast as they are made, nothing
is gained, so only whole batches and histories are made this way.
"""

from __future__ import annotations

import gc
import threading
from types import TracebackType
from typing import Final, final

__all__ = ["SUSPENDED"]


@final
class _Suspension:
    """A block, in any number of threads at once, in which the collector does not run.

    It is one for the whole process, as the collector is; the last block to end puts the
    collector back as the first found it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blocks = 0
        self._was_on = False

    def __enter__(self) -> None:
        with self._lock:
            if self._blocks == 0:
                self._was_on = gc.isenabled()
                gc.disable()
            self._blocks += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._blocks -= 1
            if self._blocks == 0 and self._was_on:
                gc.enable()


SUSPENDED: Final = _Suspension()
"""``with SUSPENDED:`` the collector does not run."""
