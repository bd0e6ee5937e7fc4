"""Many streams: one process, two processes, Dask, and the sorting that is done once."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from distributed import Client, LocalCluster
from tests.bench.material import feed
from tests.bench.measuring import Case, Goal, Section

import peacetalks as pt
from peacetalks import scale

__all__ = ["scale_section"]

HERE, ONE, TWO, DASK = "plain loop", "one process", "two processes", "Dask, two workers"
_NUMBERS = itertools.count()


def scale_section(number: int, folder: str, client: Client) -> Section:
    """Return folds of many streams to one row per stream.

    The Dask workers are running already, as on a cluster; the processes start with the run.
    """
    source = Path(folder, "scale.parquet")
    scale.write_events(feed(number), source)
    buckets = scale.shuffle(source, Path(folder, "buckets"))

    def folded(**options: Any) -> Callable[[], Callable[[], Any]]:
        def make() -> Callable[[], Any]:
            to = Path(folder, f"run-{next(_NUMBERS)}")
            return lambda: scale.fold_streams(buckets.folder, _row, to=to, memory="4 GB", **options)

        return make

    def sorted_again() -> Callable[[], Any]:
        into = Path(folder, f"buckets-{next(_NUMBERS)}")
        return lambda: scale.shuffle(source, into, workers=2)

    return Section(
        f"{number:,} events of {number // 1_000:,} streams, from Parquet to one row per stream",
        [
            Case(ONE, number, folded(workers=1)),
            Case(TWO, number, folded(workers=2)),
            Case(DASK, number, folded(engine="dask", client=client)),
            Case("sorting by stream, done once", number, sorted_again),
        ],
        [
            Goal("two processes, of one", lambda per: per[ONE] / per[TWO], 1.7),
            Goal("Dask, of two processes", lambda per: per[TWO] / per[DASK], 0.85),
        ],
        rounds=1,
        warm=False,
    )


def cluster() -> LocalCluster:
    """Start two workers with one thread each."""
    return LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0")


def _row(events: tuple[pt.Event, ...]) -> dict[str, object]:
    state = pt.fold(events)
    return {"events": len(events), "meetings": len(state.parts.meetings), "phase": state.phase.name}
