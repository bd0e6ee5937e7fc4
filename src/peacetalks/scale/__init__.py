"""The same fold over millions of streams: out of core on one machine, or on many with Dask.

::

    from peacetalks import scale

    folded = scale.fold_streams("talks.db", to="states", memory="2 GB")
    folded.table()                       # a row for each stream

Three steps: the events of the *source* are written as rows, unless they stand in Parquet already
(``sources``); DuckDB sorts them by stream into *buckets*, on the disk where the memory ends
(``buckets``); each bucket is folded, stream by stream, by a process of its own (``tasks``,
``processes``, ``cluster``), and its results are written as soon as they are there
(``results``). What is written stays: a run that was interrupted goes on where it stood.
"""

from peacetalks.scale.buckets import Buckets, shuffle
from peacetalks.scale.folding import Panel, state_row
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
