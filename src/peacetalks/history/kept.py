"""The events of a history, each once, with their records and places.

An event that is added twice is one event; if it was recorded twice, its first place counts. If two
events with the same id differ, the one that was public first counts, so that what was known does
not change. If two events without given ids differ only in the order of names, the first counts,
since names are sets.
"""

from __future__ import annotations

from typing import final

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.clocks import NEVER, public, settled
from peacetalks.events.content import COMPUTED
from peacetalks.events.identity import content_key, has_computed_id, names_in
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history.bookkeeping import BOOKKEEPING, targets
from peacetalks.history.order import IN_PYTHON, Order
from peacetalks.history.record import Record, not_recorded, position_of, recorded_by
from peacetalks.primitives.when import When
from peacetalks.primitives.when_grammar import DAY
from peacetalks.state.on_record import STATEMENTS

__all__ = ["Kept"]


@final
class Kept:
    """The events of a history.

    Attributes:
        events: the events, by their ids.
        records: their records, by their ids, if they came from a log.
        order: the one order, with their places.
    """

    __slots__ = (
        *("_by_names", "_last", "_places", "_position", "_targets", "events", "order", "records"),
    )

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.events: dict[str, Event] = {}
        self.records: dict[str, Record] = {}
        self._places: dict[str, int] = {}
        self.order: Order = Order(self._places, vocabulary)
        self._last = self._position = 0
        self._targets: set[str] = set()
        # The ids of events whose ids were computed, by the names in them and by their content.
        self._by_names: dict[object, dict[str | None, str]] = {}

    def take(self, item: Event | Record, *, placed: bool) -> tuple[Event, bool] | None:
        """Keep an event, and return it with whether it is new; None: nothing has changed.

        An event that is not new replaced another one, or has an earlier place now.

        Args:
            item: the event, or its record.
            placed: whether an event without a record gets a place after those before it.

        Raises:
            InvalidValue: if ``item`` is neither an event nor a record.
        """
        place: int | None
        if isinstance(item, Record):
            event, record, place = item.event, item, _position(item)
            self._position = max(self._position, item.position)
        else:
            event, record, place = item, None, self._last + 1 if placed else None
            if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
                raise _not_an_event(event)
        name = event.id
        known = self.events.get(name)
        if known is None and name.startswith(COMPUTED):
            known = self._with_other_order(event)
        if known is not None:
            if known == event:
                return (event, False) if self._moves_earlier(name, place, record) else None
            if self._is_kept(known, event, place):
                return None
            self._drop(known.id)
            if known.id != name:
                self._by_names[_names_key(event)][content_key(event)] = name
        self.events[name] = event
        if place is not None:
            self._put(name, place, record)
        if isinstance(event, BOOKKEEPING):
            self._targets.update(targets(event))
        return event, known is None

    def _with_other_order(self, event: Event) -> Event | None:
        """Return the event that says the same with its names in another order, if there is one."""
        key = _names_key(event)
        if key is None:
            return None
        ids = self._by_names.get(key)
        if ids is None:
            self._by_names[key] = {None: event.id}
            return None
        first = ids.pop(None, None)
        if first is not None:
            # A content key is slow to compute, so wait until a second event has the same names.
            ids[content_key(self.events[first])] = first
        known = self.events.get(ids.setdefault(content_key(event), event.id))
        is_other = known is not None and has_computed_id(known) and has_computed_id(event)
        return known if is_other else None

    def only(self, other: Kept) -> None:
        """Take the places and records of another history, for the events that are here."""
        self._places.update({n: at for n, at in other._places.items() if n in self.events})
        self.records.update({n: of for n, of in other.records.items() if n in self.events})
        self._last, self._position = other._last, other._position

    def reach(self, events: object) -> None:
        """Note the last position of the stream from which events were read, if they state it."""
        self._position = max(self._position, position_of(events))

    def recorded_by(self, recorded: When | int) -> list[Event]:
        """Return the events that had been recorded by an instant, or up to a position.

        Raises:
            InvalidValue: if an event does not come from a log, or ``recorded`` is a position beyond
                the last record.
        """
        if len(self.records) < len(self.events):
            raise not_recorded(recorded)
        records = recorded_by(self.records.values(), recorded, self._position)
        return [record.event for record in records]

    def span(self, *, known: bool) -> tuple[int, int] | None:
        """Answer ``History.span``."""
        events = [e for e in self.events.values() if not isinstance(e, STATEMENTS)]
        days = [public(e) // DAY for e in events] if known else [settled(e) for e in events]
        certain = [day for day in days if abs(day) < NEVER]
        return (min(certain), max(certain)) if certain else None

    def is_plain(self, event: Event) -> bool:
        """Return whether an event is not bookkeeping, and no bookkeeping targets it."""
        return not isinstance(event, BOOKKEEPING) and event.id not in self._targets

    def _is_kept(self, known: Event, event: Event, place: int | None) -> bool:
        """Return whether an event is kept when one comes with its id, or its content reordered."""
        if known.id == event.id:
            return _comes_first(known, event)
        at = self._places.get(known.id)
        if place is None or at is None or place == at:
            return at is not None or (place is None and known.id < event.id)
        return at < place

    def _moves_earlier(self, name: str, place: int | None, record: Record | None) -> bool:
        """Give an event that came again its earlier place, if it has one; return whether it has."""
        if place is None or place >= self._places.get(name, place + 1):
            return False
        self._put(name, place, record)
        return True

    def _put(self, name: str, place: int, record: Record | None) -> None:
        self._places[name] = place
        self._last = max(self._last, place)
        if record is not None:
            self.records[name] = record

    def _drop(self, name: str) -> None:
        del self.events[name]
        self._places.pop(name, None)
        self.records.pop(name, None)


def _names_key(event: Event) -> object | None:
    names = names_in(event)
    return None if names is None else (type(event), event.occurred, names)


def _position(record: Record) -> int:
    # Records of several streams can be compared only by their positions in the log.
    return record.position if record.global_position is None else record.global_position


def _comes_first(known: Event, event: Event) -> bool:
    one, other = ((public(e), IN_PYTHON.key(e), repr(e)) for e in (known, event))
    return one <= other


def _not_an_event(item: object) -> InvalidValue:
    return InvalidValue(
        "neither an event nor a record", value=item, hint="give pt.History a list of events"
    )
