"""Read what a log holds of a data set: its current rows, its releases, and its facts by row."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final, final

from attrs import frozen

from peacetalks.errors import NotFound
from peacetalks.events import Event
from peacetalks.events.bookkeeping import Annotation
from peacetalks.history import Record
from peacetalks.importers.identifiers import identifier
from peacetalks.importers.syncing.own_events import Entry, fold
from peacetalks.importers.syncing.storage import (
    BEGUN,
    PREFIX,
    Mark,
    RowKept,
    is_kept,
    kept_row,
    mark_of,
    row_of,
    rows_stream,
)
from peacetalks.log import Log
from peacetalks.primitives.when import ALWAYS, When

__all__ = ["Facts", "Holdings", "holdings", "records_of", "rows_elsewhere"]


@final
@frozen
class Holdings:
    """What a log holds of a data set.

    Attributes:
        rows: its rows by the id they are stored under, including withdrawn ones.
        units: the rows whose facts hold, by id, grouped by the id of the first row of their unit,
            and in its order.
        marks: the releases that were imported completely, in order.
        last: the number of the last release whose import was started; 0 if there is none.
        public: when the bookkeeping of the last release became known.
        position: the last position in the stream of the data set.
        unfinished: the ids of rows that changed after the last complete release.
    """

    rows: dict[str, Entry[RowKept]]
    units: dict[str, dict[str, RowKept]]
    marks: tuple[Mark, ...]
    last: int
    public: When | None
    position: int
    unfinished: frozenset[str]


def records_of(log: Log, stream: str, kinds: tuple[type[Event], ...] = ()) -> Iterator[Record]:
    """Yield the records of a stream; none if there is no such stream.

    Args:
        log: the log.
        stream: the stream.
        kinds: only events of these kinds; empty: of all kinds.

    Raises:
        ReadError: if a record cannot be read, since the content would then not be known.
    """
    try:
        yield from log.read(stream, kinds=kinds, strict=True)
    except NotFound:
        return


def holdings(log: Log, dataset: str, upto: int | None = None) -> Holdings:
    """Return what a log holds of a data set.

    Args:
        log: the log.
        dataset: the data set.
        upto: the last position of its stream to read; None: all of it.
    """
    marks: list[Mark] = []
    last = 0
    public: When | None = None
    unfinished: set[str] = set()
    position = 0

    def records() -> Iterator[Record]:
        nonlocal last, position, public
        for record in records_of(log, rows_stream(dataset)):
            if upto is not None and record.position > upto:
                return
            position = record.position
            event = record.event
            if isinstance(event, Annotation) and event.namespace == BEGUN:
                last = _number(event)
                # A release whose day is not known does not change when the last one became known.
                public = public if event.occurred.hi == ALWAYS else event.occurred
            elif (mark := mark_of(record)) is not None:
                marks.append(mark)
                last = mark.number
                # Without a date of its own, a file does not change when the last release became known.
                public = public if mark.published is None else mark.public
                unfinished.clear()
            else:
                unfinished.add(row_of(event.id, dataset))
            yield record

    rows = fold(records(), dataset, kept_row)
    units: dict[str, dict[str, RowKept]] = {}
    for entry in rows.values():
        if entry.retraction is None or is_kept(entry.retraction):
            units.setdefault(entry.content.unit, {})[entry.id] = entry.content
    units = {unit: _in_order(unit, kept) for unit, kept in units.items()}
    return Holdings(rows, units, tuple(marks), last, public, position, frozenset(unfinished))


def _in_order(unit: str, rows: dict[str, RowKept]) -> dict[str, RowKept]:
    """Return the rows of a unit in the order of its file, from which its facts are made again.

    Rows are stored in the order in which releases first had them, and a later one may join them.
    """
    first = rows.get(unit)
    names = (unit, *first.joined) if first is not None else ()
    return {name: rows[name] for name in names if name in rows} | rows


def _number(event: Annotation) -> int:
    number = event.payload["number"]
    return number if isinstance(number, int) else 0


def rows_elsewhere(log: Log, dataset: str, format_: str, names: Container[str]) -> set[str]:
    """Return which of some rows other data sets of the same format also have in a log.

    Rows of another format are different rows, even if they have the same ids.
    """
    elsewhere: set[str] = set()
    for summary in log.streams():
        other = summary.stream.removeprefix(PREFIX)
        if summary.stream.startswith(PREFIX) and other != dataset:
            held = holdings(log, other)
            if any(mark.format == format_ for mark in held.marks):
                elsewhere.update(name for name in held.units if name in names)
    return elsewhere


_NO_FACTS: Final[dict[str, Entry[Event]]] = {}


@final
class Facts:
    """The facts in a log of some rows of a data set, by stream and row, read lazily.

    Args:
        log: the log.
        dataset: the data set.
        scheme: the scheme of the ids of its rows.
        units: the rows of interest.
    """

    def __init__(self, log: Log, dataset: str, scheme: str, units: Container[str]) -> None:
        self._log = log
        self._dataset = dataset
        self._scheme = scheme
        self._units = units
        self._names = {summary.stream for summary in log.streams()}
        self._streams: dict[str, dict[str, dict[str, Entry[Event]]]] = {}

    def of(self, stream: str, unit: str) -> dict[str, Entry[Event]]:
        """Return the facts of a row in a stream, by id, including withdrawn ones."""
        if stream not in self._names:
            return _NO_FACTS
        if stream not in self._streams:
            self._streams[stream] = self._read(stream)
        return self._streams[stream].get(unit, _NO_FACTS)

    @property
    def streams(self) -> set[str]:
        """The streams of facts that the log had before."""
        return {stream for stream in self._names if not stream.startswith(PREFIX)}

    def _read(self, stream: str) -> dict[str, dict[str, Entry[Event]]]:
        by_unit: dict[str, dict[str, Entry[Event]]] = {}
        entries = fold(records_of(self._log, stream), self._dataset, self._if_of_interest)
        for entry in entries.values():
            unit = self._unit(entry.content)
            if unit is not None:
                by_unit.setdefault(unit, {})[entry.id] = entry
        return by_unit

    def _if_of_interest(self, event: Event) -> Event | None:
        unit = self._unit(event)
        return event if unit is not None and unit in self._units else None

    def _unit(self, event: Event) -> str | None:
        """Return the row that a fact was made from: the first of its ids in the data set.

        Events that people append may name a row too, but only facts made from it have the row's id
        in their own id.
        """
        for external in event.external_ids:
            if external.scheme == self._scheme:
                unit = identifier(external.id)
                row_id = f"{self._scheme}:{unit}"
                is_made = event.id == row_id or event.id.startswith(f"{row_id}:")
                return unit if is_made else None
        return None
