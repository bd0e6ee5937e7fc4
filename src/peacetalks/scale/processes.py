"""Buckets in processes of this machine; one that is killed takes nothing with it.

``loky`` starts processes that need no main module and takes functions from notebooks and
scripts as they are. When a process is killed, it cannot say which bucket did it: those that were
being folded are folded again, one at a time, with a note of each stream; a stream that kills
twice is set aside.
"""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from pathlib import Path
from typing import Any, Final

from peacetalks.errors import InvalidValue, RunStopped
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.extras import needed
from peacetalks.scale import codes
from peacetalks.scale.buckets import Bucket
from peacetalks.scale.folding import Folding
from peacetalks.scale.tasks import Part, Work, fold_bucket

__all__ = ["carefully", "check_travels", "here", "in_processes", "not_taken"]

_WAITING: Final = 2
"""So many buckets for each process wait in its queue, so that it never does."""
_LOOKS: Final = 1.0
"""So many seconds after its parent a process ends."""


def check_travels(told: Folding, vocabulary: Vocabulary, schema: Any = None) -> None:
    """Refuse what cannot be taken to other processes.

    Raises:
        InvalidValue: for kinds of events of a script, or what cannot be pickled.
    """
    for kind in vocabulary.kinds:
        if kind.__module__ == "__main__" or "<locals>" in kind.__qualname__:
            raise InvalidValue(
                "a kind of event that other processes cannot import",
                value=kind,
                hint="put it into a module of its own; or workers=0",
            )
    try:
        needed("scale", "cloudpickle").dumps((told, vocabulary, schema))
    except Exception as error:
        raise not_taken(told, error) from error


def not_taken(told: Folding, error: BaseException) -> InvalidValue:
    """Return the error for a fold that other processes cannot take."""
    # Of a traceback that is told as text, the last line.
    *_, reason = ["", *codes.shortly(error, 5_000).strip('"\n ').splitlines()]
    return InvalidValue(
        f"a fold that cannot be taken to other processes ({reason})",
        value=told.fold,
        hint="its modules must be such that they can import; or workers=0",
    )


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
        while not lost:
            for bucket in islice(buckets, workers * _WAITING - len(running)):
                try:
                    running[executor.submit(fold_bucket, work, bucket)] = bucket
                except _killed():  # one has died since the last look
                    lost += [bucket]
                    break
            if not running:
                return
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                bucket = running.pop(done)
                if isinstance(done.exception(), _killed()):
                    lost += [bucket]
                else:
                    yield _result(done, work)
        lost += running.values()
    finally:
        executor.shutdown(wait=True, kill_workers=True)


def _result(done: Future[Part], work: Work) -> Part:
    try:
        return done.result()
    except _killed():
        raise
    except needed("scale", "loky").BrokenProcessPool as error:
        raise not_taken(work.folding, error.__cause__ or error) from error


def _killed() -> type[BaseException]:
    # Of the errors of a pool that is broken, the one where it was not what it was given.
    error: type[BaseException] = needed("scale", "loky.process_executor").TerminatedWorkerError
    return error


def carefully(work: Work, bucket: Bucket) -> Part:
    """Return what becomes of a bucket whose process died, without the streams that kill it.

    Raises:
        RunStopped: if it dies anyway.
    """
    killers: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder, "stream")
        while True:
            note.unlink(missing_ok=True)
            executor = _executor(1)
            try:
                return _result(
                    executor.submit(fold_bucket, work, bucket, skip=killers, note=note), work
                )
            except _killed():
                killers.append(_killer(work, note, killers))
            finally:
                executor.shutdown(wait=True, kill_workers=True)


def _killer(work: Work, note: Path, known: list[str]) -> str:
    """Return the stream that was being folded.

    Raises:
        RunStopped: if there is none, or one that should have been passed over.
    """
    stream = note.read_bytes().decode() if note.exists() else None
    if stream is None or stream in known:
        raise RunStopped(
            str(work.file.parent),
            "the process that folds is killed, whichever streams it passes over",
            "more memory=, or fewer workers=",
        ) from None
    return stream


def _executor(workers: int) -> Any:
    # Any: loky has no types.
    return needed("scale", "loky").ProcessPoolExecutor(
        max_workers=workers, initializer=_begin, initargs=(os.getpid(),)
    )


def _begin(parent: int) -> None:
    """Leave interrupts to the process that directs, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOKS)
    os._exit(1)
