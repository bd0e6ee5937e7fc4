"""Fold buckets with an executor, and survive the death of its processes.

When a process is killed, it is not known which bucket did it. So the buckets that were being
folded are folded again, one at a time, with a note of the current stream. A stream that kills its
process a second time is set aside.
"""

from __future__ import annotations

import pickle
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias, final

import attrs
from attrs import Factory, define

from peacetalks._support.optional import import_extra
from peacetalks.errors import InvalidValue, RunStopped
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.scale.arrow import pyarrow
from peacetalks.scale.buckets import Bucket
from peacetalks.scale.engines import Engine, processes
from peacetalks.scale.fold_inputs import Folding
from peacetalks.scale.tables import short_text
from peacetalks.scale.tasks import Part, Work, fold_bucket, table_of_bucket

__all__ = ["check_portable", "fold_buckets"]

_LOOKS: Final = 5.0
"""The most seconds to wait for a result before looking whether the executor is still there."""

_Result: TypeAlias = Future[Part | None]


def check_portable(fold: Folding, vocabulary: Vocabulary, schema: Any = None) -> None:
    """Check that a fold can be sent to other processes.

    Raises:
        InvalidValue: if a kind of event is defined in a script, or something cannot be pickled.
    """
    for kind in vocabulary.kinds:
        if kind.__module__ == "__main__" or "<locals>" in kind.__qualname__:
            raise InvalidValue(
                "a kind of event that other processes cannot import",
                value=kind,
                hint="define it in a module, or set workers=0",
            )
    try:
        _packed((fold, vocabulary, schema))
    except Exception as error:
        raise _not_portable(fold, error) from error


def _packed(work: object) -> bytes:
    # An executor may use pickle, which cannot send the functions of scripts and notebooks.
    packed: bytes = import_extra("scale", "cloudpickle").dumps(work)
    return packed


def _fold_packed(packed: bytes, bucket: Bucket, **options: Any) -> Part:
    return fold_bucket(pickle.loads(packed), bucket, **options)  # noqa: S301 # packed by this run


def _fold_or_ask(packed: bytes, bucket: Bucket, rows: bytes | None) -> Part | None:
    """Fold a bucket in another process; None if that does not see the file and needs the rows."""
    try:
        return _fold_packed(packed, bucket, rows=rows)
    except FileNotFoundError:
        if rows is not None:
            raise
        return None


def fold_buckets(work: Work, buckets: Iterable[Bucket], engine: Engine) -> Generator[Part]:
    """Yield the results of buckets as they are finished, even if processes are killed.

    Raises:
        InvalidValue: if the fold cannot be sent to other processes.
        RunStopped: if the executor is lost, or the events cannot be read.
    """
    fold = _task(work, engine)
    left = deque(buckets)
    while left:
        lost: list[Bucket] = []
        with engine.opened() as executor:
            running = _Running(work.file, engine, partial(executor.submit, fold))
            try:
                yield from _until_one_dies(running, left, lost)
            except Exception as error:
                if engine.is_here:
                    raise
                raise _explained(error, work, engine) from error
            finally:
                for future in running.futures:
                    future.cancel()
        if lost:
            yield from _fold_carefully(work, lost)
        if left and not engine.reopens:
            raise _stopped(work, "a process of the executor died", "continue with a new executor")


def _task(work: Work, engine: Engine) -> Callable[..., Part | None]:
    if engine.is_here:
        return partial(fold_bucket, work)
    limit = engine.stream_limit or work.stream_limit
    return partial(_fold_or_ask, _packed(attrs.evolve(work, stream_limit=limit)))


def _until_one_dies(running: _Running, left: deque[Bucket], lost: list[Bucket]) -> Generator[Part]:
    """Yield the results of the buckets in ``left``, until it is empty or the executor is broken.

    Buckets whose process died are added to ``lost``.
    """
    running.add(left)
    while running.futures:
        for bucket, future in running.finished():
            try:
                part = future.result()
            except running.engine.killed:
                lost.append(bucket)
                continue
            if part is None:
                left.appendleft(bucket)
                running.sends_rows = True
            else:
                yield part
        running.add(left)


@final
@define
class _Running:
    """The buckets that an executor is folding."""

    file: Path
    engine: Engine
    submit: Callable[..., _Result]
    futures: dict[_Result, Bucket] = Factory(dict[_Result, Bucket])
    sends_rows: bool = False
    is_broken: bool = False

    def add(self, left: deque[Bucket]) -> None:
        """Submit as many buckets as the executor takes."""
        while left and not self.is_broken and len(self.futures) < self.engine.at_once:
            rows = table_of_bucket(self.file, left[0]) if self.sends_rows else None
            try:
                self.futures[self.submit(left[0], rows=rows)] = left[0]
            except BrokenExecutor:
                self.is_broken = True
            else:
                left.popleft()

    def finished(self) -> list[tuple[Bucket, _Result]]:
        """Return the buckets that are finished; wait for one.

        Raises:
            CancelledError: if the executor is gone.
        """
        done = wait(self.futures, _LOOKS, FIRST_COMPLETED).done
        if not (done or self.engine.is_alive()):
            raise CancelledError("it does not answer")
        return [(self.futures.pop(future), future) for future in done]


def _explained(error: Exception, work: Work, engine: Engine) -> Exception:
    """Return the error for an exception of an executor."""
    if isinstance(error, CancelledError) or not engine.is_alive():
        return _stopped(work, f"the cluster is lost: {error}", "connect again")
    if isinstance(error, (OSError, pyarrow().ArrowException)):
        return _stopped(work, f"the events cannot be read: {error}", "repair the file")
    # Exceptions of a fold are findings, so this one was raised before the fold began.
    return _not_portable(work.folding, error)


def _not_portable(fold: Folding, error: BaseException) -> InvalidValue:
    """Return the error for a fold that cannot be sent to other processes."""
    # If the text is a traceback, take its last line.
    *_, reason = ["", *short_text(error.__cause__ or error, 5_000).strip('"\n ').splitlines()]
    return InvalidValue(
        f"a fold that cannot be sent to other processes ({reason})",
        value=fold.fold,
        hint="use modules that other processes can import, or set workers=0",
    )


def _stopped(work: Work, what: str, hint: str) -> RunStopped:
    return RunStopped(str(work.file.parent), what, hint)


def _fold_carefully(work: Work, buckets: Iterable[Bucket]) -> Generator[Part]:
    """Yield the results of buckets whose process died, and set aside the streams that kill it.

    Raises:
        RunStopped: if the process dies without these streams too.
    """
    engine, fold = processes(1), partial(_fold_packed, _packed(work))
    left = deque(buckets)
    killers: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder, "stream")
        while left:
            try:
                with engine.opened() as executor:
                    while left:
                        note.unlink(missing_ok=True)
                        yield executor.submit(fold, left[0], skip=killers, note=note).result()
                        left.popleft()
                        killers.clear()
            except BrokenExecutor:
                killers.append(_killer(work, note, killers))
            except Exception as error:
                raise _explained(error, work, engine) from error


def _killer(work: Work, note: Path, known: list[str]) -> str:
    """Return the stream that was being folded when the process died.

    Raises:
        RunStopped: if there is none, or it is one of the skipped streams.
    """
    stream = note.read_bytes().decode() if note.exists() else None
    if stream is None or stream in known:
        raise _stopped(
            work,
            "the process that folds is killed, even without the streams that were skipped",
            "raise memory=, or lower workers=",
        ) from None
    return stream
