"""``fold_streams``: fold many streams, and continue after an interruption."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, TypeAlias

import attrs

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.reducer.folding import fold as fold_with
from peacetalks.scale.arrow import pyarrow
from peacetalks.scale.buckets import Buckets, open_buckets, shuffle
from peacetalks.scale.engines import Engine, engine_for
from peacetalks.scale.fingerprint import digest
from peacetalks.scale.fold_inputs import Fold, Panel, folding
from peacetalks.scale.folders import explain_refusals, locked, make_folder
from peacetalks.scale.memory import budget
from peacetalks.scale.report import Folded, OnProgress, Progress
from peacetalks.scale.results import Run
from peacetalks.scale.sources import Source, signature_of
from peacetalks.scale.submitting import check_portable, fold_buckets
from peacetalks.scale.tasks import Part, Work
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["fold_streams"]

Handlers: TypeAlias = Mapping[type[Event], Any]
"""Handlers as for ``pt.fold``. (Any: each handler takes its own kind.)"""


def fold_streams(
    source: Source,
    fold: Fold | Panel | Handlers = fold_with,
    *,
    to: str | os.PathLike[str],
    initial: object = attrs.NOTHING,
    viewpoint: Viewpoint | None = None,
    vocabulary: Vocabulary = CORE,
    engine: Literal["processes", "dask"] = "processes",
    client: Any = None,
    workers: int | None = None,
    memory: int | str = "2 GB",
    buckets: str | os.PathLike[str] | None = None,
    schema: Any = None,
    progress: OnProgress | None = None,
    overwrite: bool = False,
) -> Folded:
    """Fold every stream of a source, and write a table of the results.

    If a run is interrupted, the disk is full or the machine is lost, call this again with the same
    arguments: it continues without repeating what is finished. Any: the types of ``client`` and
    ``schema`` are from packages that are not typed.

    Args:
        source: Parquet files from ``write_events`` (a path, a pattern, a folder, or several), a
            log, the path or URL of a log, ``pt.simulate(...)``, ``importers.read(...)``, pairs of
            the name of a stream and an event, or a folder of buckets. Pairs cannot be compared
            with those of an earlier run. To continue an interrupted run of pairs, pass its folder
            of buckets as the source.
        fold: the fold of a stream: handlers by kind with ``initial``, as for ``pt.fold``; a
            function of the tuple of its effective facts, in order; or a panel, with
            ``rows(history)``. The default is ``pt.fold``, whose states become rows by
            ``state_row``. A mapping is one row of the results, a list of them several; an object
            is a row of its fields; any other value is the column ``value``.
        to: the folder of the run.
        initial: the state to start from, or a function that makes one; only with handlers.
        viewpoint: the viewpoint from which the streams are seen; None: today, with all known.
        vocabulary: the kinds of events to read.
        engine: ``"processes"`` of this machine, or ``"dask"``.
        client: the ``dask.distributed.Client``; None: the one made last. Or any
            ``concurrent.futures.Executor``, which is used instead of the engine and is not shut
            down.
        workers: the number of processes; 0: fold in this process, for debugging; None: one per
            processor. Not used with Dask.
        memory: the most memory to use on this machine: bytes, ``"2 GB"``, ``"512 MiB"``.
        buckets: the folder of the sorted events, which other folds of the same source can use
            again; None: a folder inside that of the run. The sorted events and ``aside.parquet``
            have the payloads; a redaction of the log does not remove them there.
        schema: the columns of the results without ``stream``, as a ``pyarrow.Schema``; None:
            infer them.
        progress: a function that is called with the progress after each step and bucket.
        overwrite: whether to replace existing results.

    Raises:
        InvalidValue: if an argument is not valid, the memory is too small, or the folder has
            another run or other files.
        NotFound: if the source does not exist.
        RunStopped: if the disk is full, the cluster is lost, or another run writes into the
            folder. Finished results are kept.
        MissingExtra: if the extra ``scale`` is not installed.

    >>> import peacetalks as pt, tempfile
    >>> talks = pt.simulate(1, 2000, negotiations=100)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     folded = fold_streams(talks, to=folder + "/run", workers=0)
    ...     rows = folded.table().select(["stream", "phase", "meetings"]).to_pylist()
    >>> folded.streams, folded.events, len(rows)
    (100, 2000, 100)
    """
    folds = folding(fold, initial, viewpoint)
    number = _workers(workers)
    start = engine_for(engine, client, number)
    parts = budget(memory, number)
    _check(progress, schema)
    if number or engine == "dask" or client is not None:
        check_portable(folds, vocabulary, schema)
    question = {"fold": digest(folds, vocabulary, schema), "version": version("peacetalks")}
    folder = make_folder(to)
    place = Path(buckets or folder / "buckets").absolute()
    watch = _Watch(progress, time.monotonic())
    run = Run(folder)
    with explain_refusals(folder), locked(folder):
        kept = _kept_buckets(source, place, may_replace=overwrite and buckets is None)
        question["source"] = kept.id if kept else "not sorted yet"
        run.check(question, overwrite=overwrite)
        if kept is None:
            watch.report("sorting")
            kept = shuffle(source, place, memory=memory, workers=number)
        with kept.in_use():
            run.begin(question | {"source": kept.id}, overwrite=overwrite)
            work = Work(kept.file, folds, vocabulary, parts.stream, schema)
            return _fold(run, kept, work, start(work), watch)


def _fold(run: Run, sorted_events: Buckets, work: Work, engine: Engine, watch: _Watch) -> Folded:
    done = run.done()
    earlier = list(done.values())
    watch = attrs.evolve(watch, before=sum(part.events for part in earlier))
    left = [bucket for bucket in sorted_events.buckets if bucket.number not in done]
    watch.folding(done, len(sorted_events.buckets))
    with closing(fold_buckets(work, left, engine)) as parts:
        for part in parts:
            run.keep(part)
            done[part.number] = attrs.evolve(part, table=None)
            watch.folding(done, len(sorted_events.buckets))
    return run.finish(sorted_events, done.values(), earlier, watch.seconds)


def _kept_buckets(source: Source, place: Path, *, may_replace: bool) -> Buckets | None:
    """Return the buckets of a source, if they were kept; None if it has to be sorted.

    Raises:
        InvalidValue: if the source has no signature to compare with that of the buckets, and they
            may not be replaced.
    """
    named = open_buckets(source) if isinstance(source, (str, os.PathLike)) else None
    if named is not None:
        return named
    kept = open_buckets(place)
    if kept is None:
        return None
    signature = signature_of(source)
    if signature is None and kept.source is None and not may_replace:
        raise InvalidValue(
            "events that cannot be compared with those sorted before",
            value=str(place),
            hint="pass that folder as the source to fold what it has, or use another folder",
        )
    return kept if signature is not None and kept.source == signature else None


def _check(progress: object, schema: Any) -> None:
    """Check that ``progress`` is a function and ``schema`` a schema of results.

    Raises:
        InvalidValue: if they are not.
    """
    if progress is not None and not callable(progress):
        raise InvalidValue("not a function", value=progress, accepted="a function of a Progress")
    if schema is None:
        return
    if not isinstance(schema, pyarrow().Schema):
        raise InvalidValue("not a schema", value=schema, accepted="pyarrow.Schema")
    if "stream" in schema.names:
        raise InvalidValue(
            "a column that every row already has", value="stream", hint="leave it out"
        )


def _workers(workers: int | None) -> int:
    if workers is None:
        return (
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1
        )
    if type(workers) is not int or workers < 0:
        raise InvalidValue("not a number of processes", value=workers, accepted="0 or more")
    return workers


@attrs.frozen
class _Watch:
    """Calls the user's function with the progress of a run."""

    progress: OnProgress | None
    began: float
    before: int = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def folding(self, done: Mapping[int, Part], of: int) -> None:
        streams = sum(part.streams for part in done.values())
        events = sum(part.events for part in done.values())
        self.report("folding", len(done), of, streams, events)

    def report(
        self,
        step: Literal["sorting", "folding"],
        done: int = 0,
        of: int = 0,
        streams: int = 0,
        events: int = 0,
    ) -> None:
        if self.progress is not None:
            self.progress(Progress(step, done, of, streams, events, self.seconds, self.before))
