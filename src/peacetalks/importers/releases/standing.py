"""What a log holds of a data set: its rows as they stand, its releases, and its facts by row."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final, final

from attrs import frozen

from peacetalks.errors import NotFound
from peacetalks.events import Annotation, Event
from peacetalks.history import Record
from peacetalks.importers.names import identifier
from peacetalks.importers.releases.kept import (
    BEGUN,
    PREFIX,
    Mark,
    RowKept,
    kept_row,
    mark_of,
    row_of,
    rows_stream,
)
from peacetalks.importers.releases.ledger import Entry, fold
from peacetalks.log import Log
from peacetalks.when import When

__all__ = ["Facts", "Standing", "records_of", "rows_elsewhere", "standing"]


@final
@frozen
class Standing:
    """What a log holds of a data set.

    Attributes:
        rows: its rows by the id they are kept under, those withdrawn included.
        units: the ids of the rows that stand, by the row whose facts they tell.
        marks: the releases taken in whole, in order.
        last: the number of the last release that was begun; 0: there is none.
        public: from when the bookkeeping of the last one counts as known.
        position: where the stream of the data set stands.
        unfinished: the ids of rows that changed after the last release that was taken in whole.
    """

    rows: dict[str, Entry[RowKept]]
    units: dict[str, dict[str, RowKept]]
    marks: tuple[Mark, ...]
    last: int
    public: When | None
    position: int
    unfinished: frozenset[str]


def records_of(log: Log, stream: str, kinds: tuple[type[Event], ...] = ()) -> Iterator[Record]:
    """Yield the records of a stream; none if it is not there.

    Args:
        log: the log.
        stream: the stream.
        kinds: only those of these kinds; empty: of all.

    Raises:
        ReadError: if one cannot be read: what stands could not be told.
    """
    try:
        yield from log.read(stream, kinds=kinds, strict=True)
    except NotFound:
        return


def standing(log: Log, dataset: str, upto: int | None = None) -> Standing:
    """Return what a log holds of a data set.

    Args:
        log: the log.
        dataset: the data set.
        upto: the position in its stream up to which to look; None: all of it.
    """
    marks: list[Mark] = []
    last = 0
    public: When | None = None
    unfinished: set[str] = set()
    position = 0

    def looked_at() -> Iterator[Record]:
        nonlocal last, position, public
        for record in records_of(log, rows_stream(dataset)):
            if upto is not None and record.position > upto:
                return
            position = record.position
            event = record.event
            if isinstance(event, Annotation) and event.namespace == BEGUN:
                last, public = _number(event), event.occurred
            elif (mark := mark_of(record)) is not None:
                marks.append(mark)
                last = mark.number
                # A file without a date is no release that a later one could return behind.
                public = public if mark.published is None else mark.public
                unfinished.clear()
            else:
                unfinished.add(row_of(event.id, dataset))
            yield record

    rows = fold(looked_at(), dataset, kept_row)
    units: dict[str, dict[str, RowKept]] = {}
    for entry in rows.values():
        if entry.retraction is None:
            units.setdefault(entry.stands.unit, {})[entry.id] = entry.stands
    return Standing(rows, units, tuple(marks), last, public, position, frozenset(unfinished))


def _number(event: Annotation) -> int:
    number = event.payload["number"]
    return number if isinstance(number, int) else 0


def rows_elsewhere(log: Log, dataset: str, format_: str, names: Container[str]) -> set[str]:
    """Return those of some rows that other data sets of a format have standing in a log.

    Rows of another format may have the same ids and are other rows.
    """
    found: set[str] = set()
    for summary in log.streams():
        other = summary.stream.removeprefix(PREFIX)
        if summary.stream.startswith(PREFIX) and other != dataset:
            there = standing(log, other)
            if any(mark.format == format_ for mark in there.marks):
                found.update(name for name in there.units if name in names)
    return found


_NONE: Final[dict[str, Entry[Event]]] = {}


@final
class Facts:
    """The facts that a log holds of some rows of a data set, by stream and row; read when asked.

    Args:
        log: the log.
        dataset: the data set.
        scheme: whose ids its rows have.
        units: the rows that are of interest.
    """

    def __init__(self, log: Log, dataset: str, scheme: str, units: Container[str]) -> None:
        self._log = log
        self._dataset = dataset
        self._scheme = scheme
        self._units = units
        self._there = {summary.stream for summary in log.streams()}
        self._streams: dict[str, dict[str, dict[str, Entry[Event]]]] = {}

    def of(self, stream: str, unit: str) -> dict[str, Entry[Event]]:
        """Return the facts of a row in a stream, by id, those withdrawn included."""
        if stream not in self._there:
            return _NONE
        if stream not in self._streams:
            self._streams[stream] = self._read(stream)
        return self._streams[stream].get(unit, _NONE)

    @property
    def streams(self) -> set[str]:
        """The streams of facts that the log had before."""
        return {stream for stream in self._there if not stream.startswith(PREFIX)}

    def _read(self, stream: str) -> dict[str, dict[str, Entry[Event]]]:
        by_unit: dict[str, dict[str, Entry[Event]]] = {}
        entries = fold(records_of(self._log, stream), self._dataset, self._taken)
        for entry in entries.values():
            unit = self._unit(entry.stands)
            if unit is not None:
                by_unit.setdefault(unit, {})[entry.id] = entry
        return by_unit

    def _taken(self, event: Event) -> Event | None:
        unit = self._unit(event)
        return event if unit is not None and unit in self._units else None

    def _unit(self, event: Event) -> str | None:
        """Return the row that a fact was made of: the first of its ids in the data set.

        What people append may name a row too; facts made of it have its id in their own.
        """
        for told in event.external_ids:
            if told.scheme == self._scheme:
                unit = identifier(told.id)
                made = f"{self._scheme}:{unit}"
                return unit if event.id == made or event.id.startswith(f"{made}:") else None
        return None
