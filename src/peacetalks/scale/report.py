"""What a run tells: how far it is, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeAlias, final

from attrs import frozen

from peacetalks.errors import Finding
from peacetalks.extras import needed
from peacetalks.plural import many
from peacetalks.scale.tables import rows_of_file

__all__ = ["Folded", "Progress", "Told"]


@final
@frozen
class Progress:
    """How far a run is.

    Attributes:
        step: what is done: events are sorted by stream, or folded.
        done: how many buckets are folded, those of an earlier run included.
        of: how many buckets there are; 0: not known yet.
        streams: how many streams are folded.
        events: how many events these have.
        seconds: since the run began.
        before: how many of the events an earlier run had folded.
    """

    step: Literal["sorting", "folding"]
    done: int
    of: int
    streams: int
    events: int
    seconds: float
    before: int = 0

    def __str__(self) -> str:
        new = self.events - self.before
        rate = f"{new / self.seconds:,.0f} a second" if self.seconds else "just begun"
        if self.step == "sorting":
            return "sorting the events by stream"
        return f"{self.done} of {self.of} buckets folded, {self.events:,} events, {rate}"


Told: TypeAlias = Callable[[Progress], object]
"""Is told how far a run is; what it returns is passed over."""


@final
@frozen
class Folded:
    """What came out of ``fold_streams``.

    Attributes:
        to: the folder of the run; ``results`` in it has the Parquet files.
        streams: how many streams were folded.
        events: how many events they have.
        set_aside: the streams that could not be folded, with the finding about each; their
            events are in ``aside.parquet`` in the folder, as a source for another run.
        buckets: in how many buckets.
        resumed: how many of these were finished by an earlier run.
        seconds: how long this run took.
        before: how many of the events an earlier run had folded.
    """

    to: Path
    streams: int
    events: int
    set_aside: dict[str, Finding]
    buckets: int
    resumed: int
    seconds: float
    before: int = 0

    @property
    def results(self) -> Path:
        """The folder of the Parquet files, one for each bucket that has results."""
        return self.to / "results"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, by stream."""
        return tuple(self.set_aside[stream] for stream in sorted(self.set_aside))

    def table(self) -> Any:
        """Return the results as one Arrow table, in the order of the streams, in memory.

        Any: a ``pyarrow.Table``, which has no types. Of large results read ``results`` with
        DuckDB, polars or pandas.
        """
        pa = needed("scale", "pyarrow")
        files = sorted(self.results.glob("*.parquet"))
        if not files:
            return pa.table({"stream": pa.array([], pa.string())})
        return pa.concat_tables(map(rows_of_file, files)).sort_by("stream")

    def __str__(self) -> str:
        rate = (self.events - self.before) / self.seconds if self.seconds else 0
        lines = [
            f"{many(self.streams, 'stream')} of {many(self.events, 'event')} folded into {self.results}",
            f"{self.seconds:.1f} s, {rate:,.0f} events a second"
            + (f"; {self.resumed} of {self.buckets} buckets of before" if self.resumed else ""),
        ]
        if self.set_aside:
            lines += [f"{many(len(self.set_aside), 'stream')} set aside:"]
            lines += [f"  {finding.code} {finding}" for finding in self.findings[:10]]
        return "\n".join(lines)
