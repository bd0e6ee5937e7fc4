"""``fold_streams``: the same fold for many streams, and what it takes to go on after a stop."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, TypeAlias

import attrs

from peacetalks.errors import InvalidValue
from peacetalks.events import CORE, Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.extras import needed
from peacetalks.reducer.fold import fold as fold_with
from peacetalks.scale.buckets import Bucket, Buckets, is_full, locked, made_folder, opened, shuffle
from peacetalks.scale.cluster import checked_client, on_cluster
from peacetalks.scale.digest import digest
from peacetalks.scale.folding import Fold, Panel, folding
from peacetalks.scale.memory import budget
from peacetalks.scale.processes import check_travels, here, in_processes
from peacetalks.scale.report import Folded, Progress, Told
from peacetalks.scale.results import Run
from peacetalks.scale.sources import Source, signature_of
from peacetalks.scale.tasks import Part, Work
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["fold_streams"]

Handlers: TypeAlias = Mapping[type[Event], Any]
"""As ``pt.fold`` takes them. (Any: each handler takes its own kind.)"""


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
    progress: Told | None = None,
    overwrite: bool = False,
) -> Folded:
    """Fold every stream of a source, and write a table of the results.

    What a run has finished it does not do again: called anew with the same arguments after an
    interruption, a full disk or a lost machine, it goes on. Any: ``client`` and ``schema`` are of
    packages without types.

    Args:
        source: Parquet files as ``write_events`` makes them (a path, a pattern, a folder, or
            several), a log or its place, ``pt.simulate(...)``, ``importers.read(...)``, pairs
            of a stream's name and an event, or the folder of buckets that were made before. What
            pairs of your own are made of cannot be told: a run of them that was interrupted goes
            on with its folder of buckets as the source.
        fold: what to make of a stream: handlers by kind with ``initial``, as ``pt.fold`` takes
            them; a function of the tuple of its effective facts, in the one order; or a panel,
            with ``rows(history)``. Left out: ``pt.fold``, whose states are told as
            ``state_row``. A mapping is a row of the results, a list of them several, an object
            its fields, any other value the column ``value``.
        to: the folder of the run.
        initial: the state to start from, or a function that makes one; of handlers only.
        viewpoint: from where the streams are seen; None: from today, knowing all.
        vocabulary: the kinds that are understood.
        engine: ``"processes"`` of this machine, or ``"dask"``.
        client: the ``dask.distributed.Client``; None: the one made last.
        workers: how many processes; 0: this one, as for a debugger; None: one for each
            processor. With Dask the cluster says.
        memory: how much this run may take on this machine: bytes, ``"2 GB"``, ``"512 MiB"``.
        buckets: where the sorted events are kept and found again, for other folds of the same
            source; None: in the folder of the run. They hold the payloads, which a redaction of
            the log does not reach, as does ``aside.parquet``.
        schema: the columns of the results but ``stream``, as a ``pyarrow.Schema``; None: as
            they come.
        progress: is told how far the run is, after each step and bucket.
        overwrite: whether results that are there are replaced.

    Raises:
        InvalidValue: for what is no source, fold, engine or amount, too little memory, or a
            folder that holds another run, or files of something else.
        NotFound: for a source that is not there.
        RunStopped: if the disk is full, the cluster lost, or another run writes into the folder;
            what was finished is kept.
        MissingExtra: without what the extra ``scale`` has.

    >>> import peacetalks as pt, tempfile
    >>> talks = pt.simulate(1, 2000, negotiations=100)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     folded = fold_streams(talks, to=folder + "/run", workers=0)
    ...     rows = folded.table().select(["stream", "phase", "meetings"]).to_pylist()
    >>> folded.streams, folded.events, len(rows)
    (100, 2000, 100)
    """
    told = folding(fold, initial, viewpoint)
    number = _workers(workers)
    if engine == "dask":
        client = checked_client(client)
    elif engine != "processes":
        raise InvalidValue("no such engine", value=engine, accepted="processes, dask")
    parts = budget(memory, number)
    _check(progress, schema)
    if number or engine == "dask":
        check_travels(told, vocabulary, schema)
    question = {"fold": digest(told, vocabulary, schema), "version": version("peacetalks")}
    folder = made_folder(to)
    place = Path(buckets or folder / "buckets").absolute()
    watch = _Watch(progress, time.monotonic())
    run = Run(folder)
    with is_full(folder), locked(folder):
        kept = _kept(source, place, anew=overwrite and buckets is None)
        question["source"] = kept.id if kept else "not sorted yet"
        run.check(question, overwrite=overwrite)
        if kept is None:
            watch.tell("sorting")
            kept = shuffle(source, place, memory=memory, workers=number)
        with kept.in_use():
            run.begin(question | {"source": kept.id}, overwrite=overwrite)
            work = Work(kept.file, told, vocabulary, parts.stream, schema)
            on = client if engine == "dask" else None
            return _folded(run, kept, work, number, watch, on)


def _folded(
    run: Run, sorted_events: Buckets, work: Work, workers: int, watch: _Watch, client: Any
) -> Folded:
    done = run.done()
    earlier = list(done.values())
    watch = attrs.evolve(watch, before=sum(part.events for part in earlier))
    left = [bucket for bucket in sorted_events.buckets if bucket.number not in done]
    watch.folding(done, len(sorted_events.buckets))
    with closing(_parts(work, left, workers, client)) as parts:
        for part in parts:
            run.keep(part)
            done[part.number] = attrs.evolve(part, table=None)
            watch.folding(done, len(sorted_events.buckets))
    return run.finish(sorted_events, done.values(), earlier, watch.seconds)


def _parts(work: Work, buckets: Iterable[Bucket], workers: int, client: Any) -> Generator[Part]:
    if client is not None:
        return on_cluster(work, buckets, client)
    return in_processes(work, buckets, workers) if workers else here(work, buckets)


def _kept(source: Source, place: Path, *, anew: bool) -> Buckets | None:
    """Return the buckets of a source, if they are kept; None: it has to be sorted.

    Raises:
        InvalidValue: if nothing tells whether they are its own, and they are not to be made anew.
    """
    given = opened(source) if isinstance(source, (str, os.PathLike)) else None
    if given is not None:
        return given
    kept = opened(place)
    if kept is None:
        return None
    signature = signature_of(source)
    if signature is None and kept.source is None and not anew:
        raise InvalidValue(
            "events that nothing tells from those sorted before",
            value=str(place),
            hint="give that folder as the source, to fold what it holds; or another folder",
        )
    return kept if signature is not None and kept.source == signature else None


def _check(progress: object, schema: Any) -> None:
    """Refuse what nothing can be told to, and columns that no table has."""
    if progress is not None and not callable(progress):
        raise InvalidValue("not a function", value=progress, accepted="progress(told)")
    if schema is None:
        return
    if not isinstance(schema, needed("scale", "pyarrow").Schema):
        raise InvalidValue("not the columns of a table", value=schema, accepted="pyarrow.Schema")
    if "stream" in schema.names:
        raise InvalidValue(
            "a column that every row has already", value="stream", hint="leave it out"
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
    """Tells whoever asked how far a run is."""

    progress: Told | None
    began: float
    before: int = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def folding(self, done: Mapping[int, Part], of: int) -> None:
        streams = sum(part.streams for part in done.values())
        events = sum(part.events for part in done.values())
        self.tell("folding", len(done), of, streams, events)

    def tell(
        self,
        step: Literal["sorting", "folding"],
        done: int = 0,
        of: int = 0,
        streams: int = 0,
        events: int = 0,
    ) -> None:
        if self.progress is not None:
            self.progress(Progress(step, done, of, streams, events, self.seconds, self.before))
