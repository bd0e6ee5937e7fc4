"""Folds in one form: a function from a history to the rows of a table."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Protocol, cast, final, runtime_checkable

import attrs
from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.history import History
from peacetalks.primitives.when import When
from peacetalks.reducer.folding import fold as fold_with
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values.count import Count

__all__ = ["Fold", "Folding", "Panel", "folding", "rows_of", "state_row"]

Fold = Callable[[tuple[Event, ...]], object]
"""Folds the effective facts of a stream, in order."""

_ACCEPTED: Final = (
    "handlers by kind with initial=, as for pt.fold, a function of the events of a stream, or a "
    "panel with rows(history)"
)


@runtime_checkable
class Panel(Protocol):
    """Something that makes several rows of a stream, such as one row per month."""

    def rows(self, history: History) -> Iterable[Mapping[str, object]]:
        """Return the rows of one stream."""
        ...


@final
@frozen
class Folding:
    """A fold or a panel, and the viewpoint from which it sees the streams."""

    fold: Fold | Panel
    viewpoint: Viewpoint

    def rows(self, history: History) -> list[dict[str, object]]:
        """Return the rows of a stream.

        Raises:
            InvalidValue: if the result is not a row.
            Exception: any exception of the fold.
        """
        if isinstance(self.fold, Panel):
            return list(rows_of(self.fold.rows(history)))
        if self.fold is fold_with:
            return [state_row(history.at(self.viewpoint))]
        return list(rows_of(self.fold(_facts(history, self.viewpoint))))


def folding(fold: object, initial: object, viewpoint: Viewpoint | None) -> Folding:
    """Return a fold in its one form.

    Args:
        fold: the fold that a caller passed.
        initial: the state to start from; ``attrs.NOTHING`` if none was passed.
        viewpoint: the viewpoint from which the streams are seen.

    Raises:
        InvalidValue: if ``fold`` is not a fold, or ``initial`` or ``viewpoint`` do not go with it.
    """
    seen = viewpoint or Viewpoint()
    if seen.recorded is not None:
        raise InvalidValue(
            "a viewpoint with recorded=, but rows have no time of recording", value=seen.recorded
        )
    if isinstance(fold, Mapping):
        handlers = cast("Mapping[type[Event], Callable[[Any, Any], Any]]", fold)
        if initial is attrs.NOTHING:
            raise InvalidValue("handlers without initial=", value=handlers, accepted=_ACCEPTED)
        fold_with((), handlers, initial=lambda: None)  # raises for invalid handlers
        return Folding(_Handlers(dict(handlers), initial), seen)
    if initial is not attrs.NOTHING:
        raise InvalidValue("initial= without handlers", value=initial, accepted=_ACCEPTED)
    if isinstance(fold, Panel):
        if isinstance(fold, type):
            raise InvalidValue(
                "a panel class instead of a panel",
                value=fold,
                hint=f"{fold.__name__}(...)",
            )
        if seen != Viewpoint():
            raise InvalidValue(
                "a viewpoint for a panel, which has its own", value=seen, accepted="none"
            )
        return Folding(fold, seen)
    if not callable(fold):
        raise InvalidValue("not a fold", value=fold, accepted=_ACCEPTED)
    return Folding(cast("Fold", fold), seen)


@final
@frozen
class _Handlers:
    """Handlers by kind, and the state they start from.

    Any: the types of both are up to the caller.
    """

    handlers: dict[type[Event], Callable[[Any, Any], Any]]
    initial: Any

    def __call__(self, events: tuple[Event, ...]) -> object:
        """Fold the facts of a stream."""
        return fold_with(events, self.handlers, initial=self.initial)


def _facts(history: History, viewpoint: Viewpoint) -> tuple[Event, ...]:
    timeline = history.effective(viewpoint)
    if viewpoint.on is None:
        return timeline.events
    last = viewpoint.on.last_day
    settled = timeline.events[: timeline.upto(last)]
    return (*settled, *timeline.possible_by(last)) if viewpoint.unsettled else settled


def state_row(state: NegotiationState) -> dict[str, object]:
    """Return a state in numbers, as one row; ``pt.fold`` makes this row of a stream.

    ``day`` is the day of the last fact. Meetings, refusals, agreements and figures are all those
    on record; the other numbers are as of that day.

    >>> import peacetalks as pt
    >>> held = pt.MeetingHeld(occurred="2023-10-05", meeting="granada")
    >>> row = state_row(pt.fold([held]))
    >>> str(row["day"]), row["phase"], row["meetings"]
    ('2023-10-05', 'unrecorded', 1)
    """
    parts = state.parts
    return {
        "day": None if state.last is None else state.on.earliest,
        "phase": state.phase.name,
        "phase_pair": None if state.phase.pair is None else "-".join(state.phase.pair),
        "meetings": len(parts.meetings),
        "refusals": len(state.refusals()),
        "agreements": len(parts.agreements),
        "figures": len(parts.figures),
        "pending_meetings": len(state.pending_meetings()),
        "open_proposals": len(state.open_proposals()),
        "open_preconditions": len(state.open_preconditions()),
        "overdue": len(state.overdue()),
        "ceasefires_in_force": len(state.ceasefires_in_force()),
    }


def rows_of(result: object) -> Iterator[dict[str, object]]:
    """Yield the rows of a result.

    A mapping, or an object of an attrs class or dataclass, is one row, and a list of them several.
    A state gives its ``state_row``. Any other value gives a row with one column, ``value``.

    Raises:
        InvalidValue: if a column is named ``stream`` or its name is not a text, or an item of a
            list is not a row.
    """
    if isinstance(result, NegotiationState):
        yield state_row(result)
    elif _is_row(result):
        yield _row(result)
    elif isinstance(result, Iterable) and not isinstance(result, (str, bytes, When)):
        for item in cast("Iterable[object]", result):
            if not _is_row(item):
                raise InvalidValue("a list with an item that is not a row", value=item)
            yield _row(item)
    else:
        yield {"value": _plain(result)}


def _row(item: object) -> dict[str, object]:
    row = cast("Mapping[object, object]", item if isinstance(item, Mapping) else _fields(item))
    for name in row:
        if type(name) is not str:
            raise InvalidValue("a column name that is not a text", value=name)
        if name == "stream":
            raise InvalidValue(
                "a column that every row already has", value=name, hint="use another name"
            )
    return {str(name): _plain(value) for name, value in row.items()}


def _is_row(value: object) -> bool:
    return isinstance(value, Mapping) or _is_record(value)


def _is_record(value: object) -> bool:
    return not isinstance(value, (type, When)) and (
        attrs.has(type(value)) or dataclasses.is_dataclass(value)
    )


def _fields(value: object) -> dict[str, object]:
    if attrs.has(type(value)):
        fields = attrs.fields(cast("Any", type(value)))
        return {f.name: getattr(value, f.name) for f in fields if not f.name.startswith("_")}
    return {f.name: getattr(value, f.name) for f in dataclasses.fields(cast("Any", value))}


def _plain(value: object) -> object:
    """Return a value in a form that fits into a table: dates as texts, objects as structs."""
    if isinstance(value, When):
        return value.text
    if isinstance(value, Count):
        return {"low": value.low, "best": value.best, "high": value.high}
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        # Parquet cannot store a struct without fields.
        return {str(key): _plain(item) for key, item in items} or None
    if _is_record(value):
        return _plain(_fields(value))
    if isinstance(value, (set, frozenset)):
        return sorted(map(_plain, cast("Iterable[object]", value)), key=repr)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in cast("Iterable[object]", value)]
    return value
