"""The progress of a run, and its outcome."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeAlias, final

from attrs import frozen

from peacetalks._support.wording import count_noun
from peacetalks.errors import Finding
from peacetalks.scale.arrow import pyarrow, read_table

__all__ = ["Folded", "OnProgress", "Progress"]


@final
@frozen
class Progress:
    """The progress of a run.

    Attributes:
        step: the current step: sorting the events by stream, or folding them.
        done: the number of buckets folded, including those of an earlier run.
        of: the number of buckets; 0: not known yet.
        streams: the number of streams folded.
        events: the number of events folded.
        seconds: the time since the run began.
        before: the number of events that an earlier run had folded.
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


OnProgress: TypeAlias = Callable[[Progress], object]
"""A function that is called with the progress of a run; its result is ignored."""


@final
@frozen
class Folded:
    """The outcome of ``fold_streams``.

    Attributes:
        to: the folder of the run; ``results`` in it has the Parquet files.
        streams: the number of streams folded.
        events: the number of events folded.
        set_aside: the streams that could not be folded, with the finding about each. Their events
            are in ``aside.parquet`` in the folder, which can be the source of another run.
        buckets: the number of buckets.
        resumed: the number of buckets that an earlier run had finished.
        seconds: the duration of this run.
        before: the number of events that an earlier run had folded.
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
        """The folder of the Parquet files, one per bucket that has results."""
        return self.to / "results"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, by stream."""
        return tuple(self.set_aside[stream] for stream in sorted(self.set_aside))

    def table(self) -> Any:
        """Return the results as one Arrow table, sorted by stream, in memory.

        If the results are large, read ``results`` with DuckDB, polars or pandas instead. Any: a
        ``pyarrow.Table``; pyarrow is not typed.
        """
        files = sorted(self.results.glob("*.parquet"))
        if not files:
            return pyarrow().table({"stream": pyarrow().array([], pyarrow().string())})
        return pyarrow().concat_tables(map(read_table, files)).sort_by("stream")

    def __str__(self) -> str:
        rate = (self.events - self.before) / self.seconds if self.seconds else 0
        lines = [
            f"{count_noun(self.streams, 'stream')} of {count_noun(self.events, 'event')} folded into {self.results}",
            f"{self.seconds:.1f} s, {rate:,.0f} events a second"
            + (
                f"; {self.resumed} of {self.buckets} buckets from an earlier run"
                if self.resumed
                else ""
            ),
        ]
        if self.set_aside:
            lines += [f"{count_noun(len(self.set_aside), 'stream')} set aside:"]
            lines += [f"  {finding.code} {finding}" for finding in self.findings[:10]]
        return "\n".join(lines)
