"""The events of a history, each once, with how they were recorded and where they stand.

An event that comes again is the same event; where it was recorded twice, its first place counts.
Of two events of one id with different content the one that was public first counts, so that
what was known stays as it was. Of two events without ids of their own that differ in the order
of names alone the first counts, since names are sets.
"""

from __future__ import annotations

from typing import final

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.clocks import public
from peacetalks.events.identity import COMPUTED, content_key, has_computed_id, names_in
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history.bookkeeping import BOOKKEEPING, targets
from peacetalks.history.order import IN_PYTHON, Order
from peacetalks.history.record import Record, not_recorded, position_of, recorded_by
from peacetalks.when import When

__all__ = ["Kept"]


@final
class Kept:
    """The events of a history.

    Attributes:
        events: the events, by their ids.
        records: how they were recorded, by their ids, where they came from a log.
        order: the one order, with their places.
    """

    __slots__ = (
        *("_awaited", "_last", "_naming", "_places", "_position", "events", "order", "records"),
    )

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.events: dict[str, Event] = {}
        self.records: dict[str, Record] = {}
        self._places: dict[str, int] = {}
        self.order: Order = Order(self._places, vocabulary)
        self._last = self._position = 0
        self._awaited: set[str] = set()
        # The ids of events without one of their own, by whom they name and what they say.
        self._naming: dict[object, dict[str | None, str]] = {}

    def take(self, item: Event | Record, *, placed: bool) -> tuple[Event, bool] | None:
        """Keep an event, and return it with whether it is new; None: nothing has changed.

        An event that is not new took the place of another one, or has an earlier place now.

        Args:
            item: the event, or its record.
            placed: whether an event that comes without a record stands after those before it.

        Raises:
            InvalidValue: for what is neither an event nor a record.
        """
        place: int | None
        if isinstance(item, Record):
            event, record, place = item.event, item, _position(item)
            self._position = max(self._position, item.position)
        else:
            event, record, place = item, None, self._last + 1 if placed else None
            if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
                raise _neither(event)
        name = event.id
        held = self.events.get(name)
        if held is None and name.startswith(COMPUTED):
            held = self._in_another_order(event)
        if held is not None:
            if held == event:
                return (event, False) if self._stands_earlier(name, place, record) else None
            if self._stays(held, event, place):
                return None
            self._drop(held.id)
            if held.id != name:
                self._naming[type(event), event.occurred, names_in(event)][content_key(event)] = (
                    name
                )
        self.events[name] = event
        if place is not None:
            self._put(name, place, record)
        if isinstance(event, BOOKKEEPING):
            self._awaited.update(targets(event))
        return event, held is None

    def _in_another_order(self, event: Event) -> Event | None:
        """Return the event that says the same with its names in another order, if there is one."""
        names = names_in(event)
        if names is None:
            return None
        kind = (type(event), event.occurred, names)
        alike = self._naming.get(kind)
        if alike is None:
            self._naming[kind] = {None: event.id}
            return None
        first = alike.pop(None, None)
        if first is not None:
            # What an event says takes long to work out: only once a second one names the same.
            alike[content_key(self.events[first])] = first
        held = self.events.get(alike.setdefault(content_key(event), event.id))
        is_other = held is not None and has_computed_id(held) and has_computed_id(event)
        return held if is_other else None

    def only(self, other: Kept) -> None:
        """Take the places and records of another history, for those of its events that are here."""
        self._places.update({n: at for n, at in other._places.items() if n in self.events})
        self.records.update({n: of for n, of in other.records.items() if n in self.events})
        self._last, self._position = other._last, other._position

    def reach(self, events: object) -> None:
        """Take over how far a stream had come when events were read from it, if they say so."""
        self._position = max(self._position, position_of(events))

    def recorded_by(self, recorded: When | int) -> list[Event]:
        """Return the events that had been recorded by an instant, or up to a position.

        Raises:
            InvalidValue: for events that no log recorded, and a position beyond the last record.
        """
        if len(self.records) < len(self.events):
            raise not_recorded(recorded)
        found = recorded_by(self.records.values(), recorded, self._position)
        return [record.event for record in found]

    def stands_alone(self, event: Event) -> bool:
        """Return whether an event neither is bookkeeping nor is meant by any."""
        return not isinstance(event, BOOKKEEPING) and event.id not in self._awaited

    def _stays(self, held: Event, event: Event, place: int | None) -> bool:
        """Return whether an event stays where another one says nearly the same."""
        if held.id == event.id:
            return _before(held, event)
        at = self._places.get(held.id)
        if place is None or at is None or place == at:
            return at is not None or (place is None and held.id < event.id)
        return at < place

    def _stands_earlier(self, name: str, place: int | None, record: Record | None) -> bool:
        """Return whether an event that came again has an earlier place now."""
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


def _position(record: Record) -> int:
    # Positions of several streams can be compared by the place in their log alone.
    return record.position if record.global_position is None else record.global_position


def _before(held: Event, event: Event) -> bool:
    one, other = ((public(e), IN_PYTHON.key(e), repr(e)) for e in (held, event))
    return one <= other


def _neither(item: object) -> InvalidValue:
    return InvalidValue(
        "neither an event nor a record", value=item, hint="give pt.History a list of events"
    )
