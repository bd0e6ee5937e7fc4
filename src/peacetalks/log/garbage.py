"""Pause the garbage collector while creating many objects that are all kept.

The collector would scan them repeatedly and find nothing, because events and rows have no
reference cycles; at 50,000 events this doubles the time. Nothing is gained if objects are freed
as fast as they are created, so it is only paused for whole batches and histories.
"""

from __future__ import annotations

import gc
import threading
from contextlib import AbstractContextManager
from typing import Final, final

__all__ = ["gc_paused"]


@final
class _Pause:
    """A pause of the collector, entered by any number of threads at once.

    There is one per process, as there is one collector. The last block to end restores the
    setting that the first block found.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blocks = 0
        self._was_enabled = False

    def __enter__(self) -> None:
        with self._lock:
            if self._blocks == 0:
                self._was_enabled = gc.isenabled()
                gc.disable()
            self._blocks += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._blocks -= 1
            if self._blocks == 0 and self._was_enabled:
                gc.enable()


_PAUSE: Final = _Pause()


def gc_paused() -> AbstractContextManager[None]:
    """Return a context manager during which the garbage collector does not run.

    >>> with gc_paused():
    ...     gc.isenabled()
    False
    """
    return _PAUSE
