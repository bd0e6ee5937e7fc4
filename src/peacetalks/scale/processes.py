"""Buckets in processes of this machine; one that is killed takes nothing with it.

``loky`` starts processes that need no main module and takes functions from notebooks and
scripts as they are. When a process is killed, it cannot say which bucket did it: those that were
being folded are folded again, one at a time, with a note of each stream; a stream that kills
twice is set aside.
"""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from pathlib import Path
from typing import Any, Final

from peacetalks.scale.buckets import Bucket
from peacetalks.scale.extras import needed
from peacetalks.scale.tasks import Part, Work, fold_bucket

__all__ = ["carefully", "here", "in_processes"]

_WAITING: Final = 2
"""So many buckets for each process wait in its queue, so that it never does."""


def here(work: Work, buckets: Iterable[Bucket]) -> Generator[Part]:
    """Yield what becomes of buckets, folded in this process."""
    for bucket in buckets:
        yield fold_bucket(work, bucket)


def in_processes(work: Work, buckets: Iterable[Bucket], workers: int) -> Generator[Part]:
    """Yield what becomes of buckets, as they are finished, whatever kills a process."""
    left = iter(buckets)
    while True:
        lost: list[Bucket] = []
        yield from _until_one_dies(work, left, workers, lost)
        if not lost:
            return
        for bucket in lost:
            yield carefully(work, bucket)


def _until_one_dies(
    work: Work, buckets: Iterator[Bucket], workers: int, lost: list[Bucket]
) -> Generator[Part]:
    """Yield what becomes of buckets; if a process dies, leave what was being folded."""
    executor = _executor(workers)
    running: dict[Future[Part], Bucket] = {}
    try:
        while True:
            for bucket in islice(buckets, workers * _WAITING - len(running)):
                running[executor.submit(fold_bucket, work, bucket)] = bucket
            if not running:
                return
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                bucket = running.pop(done)
                if isinstance(done.exception(), needed("loky").BrokenProcessPool):
                    lost += [bucket]
                else:
                    yield done.result()
            if lost:
                lost += running.values()
                return
    finally:
        executor.shutdown(wait=True, kill_workers=True)


def carefully(work: Work, bucket: Bucket) -> Part:
    """Return what becomes of a bucket whose process died, without the streams that kill it."""
    killers: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder, "stream")
        while True:
            note.unlink(missing_ok=True)
            executor = _executor(1)
            try:
                told = executor.submit(fold_bucket, work, bucket, skip=killers, note=note)
                part: Part = told.result()
            except needed("loky").BrokenProcessPool:
                if not note.exists():
                    raise
                killers.append(note.read_text(encoding="utf-8"))
            else:
                return part
            finally:
                executor.shutdown(wait=True, kill_workers=True)


def _executor(workers: int) -> Any:
    # Any: loky has no types.
    return needed("loky").ProcessPoolExecutor(max_workers=workers, initializer=_undisturbed)


def _undisturbed() -> None:
    """Leave interrupts to the process that directs; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
