"""Fold millions of streams: out of core on one machine, or on many machines with Dask.

::

    from peacetalks import scale

    folded = scale.fold_streams("talks.db", to="states", memory="2 GB")
    folded.table()                       # one row per stream

There are three steps. The events of the *source* are written as rows, unless they are in Parquet
already (``sources``). DuckDB sorts them by stream into *buckets*, using the disk if they do not
fit into memory (``buckets``). An executor folds each bucket (``engines``, ``submitting``), stream by
stream (``tasks``), and its results are written as soon as they are ready (``results``). An
interrupted run continues where it stopped.
"""

from peacetalks._support.public_names import publish_all
from peacetalks.scale.buckets import Buckets, shuffle
from peacetalks.scale.fold_inputs import Panel, state_row
from peacetalks.scale.report import Folded, Progress
from peacetalks.scale.rows import write_events
from peacetalks.scale.run import fold_streams
from peacetalks.scale.sources import Feed, Source

__all__ = [
    "Buckets",
    "Feed",
    "Folded",
    "Panel",
    "Progress",
    "Source",
    "fold_streams",
    "shuffle",
    "state_row",
    "write_events",
]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
