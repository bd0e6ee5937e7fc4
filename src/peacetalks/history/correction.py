"""``correct``: a correction of an event, made from the fields that change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from peacetalks.errors import InvalidEvent, InvalidValue
from peacetalks.events import CorrectionOrigin, Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.history.record import Record
from peacetalks.primitives.when import WhenLike
from peacetalks.values.facts import Source

__all__ = ["correct"]


def correct(
    event: Event,
    /,
    *,
    corrected_on: WhenLike,
    origin: CorrectionOrigin = "source",
    reason: str | None = None,
    corrected_by: str | Iterable[str] | None = None,
    cited: Source | Iterable[Source] = (),
    **changes: Any,
) -> EventCorrected:
    """Return a correction of an event: a whole replacement with some fields changed.

    Args:
        event: the event to correct.
        corrected_on: when the correction was made.
        origin: ``"source"``: somebody in the world corrected it; ``"record"``: the coder erred, and
            the correction counts from when the event itself was public.
        reason: why.
        corrected_by: who corrected it.
        cited: where the correction was read.
        changes: the fields that change, by name. (Any: each field has its own type, which the
            constructor of the event checks.)

    Raises:
        InvalidValue: if ``event`` is not an event, for example an id.
        InvalidEvent: if nothing changes, or a change is not a valid field or value.

    >>> from peacetalks.events import CasualtiesReported
    >>> first = CasualtiesReported(occurred="2023-09-25", series="depot", measure="killed", count=125)
    >>> correction = correct(first, corrected_on="2023-09-27", count=68, reason="counted others too")
    >>> correction.target == first.id, correction.replacement.count.best
    (True, 68)
    """
    if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise _not_an_event(event)
    if "id" in changes:
        raise InvalidEvent(
            "a correction keeps the event's id",
            value=changes["id"],
            path="$.id",
            hint="if it is a different fact, retract the event and append the other one",
        )
    replacement = attrs.evolve(event, **{**changes, "id": event.id})
    if replacement == event:
        raise InvalidEvent("the correction changes nothing", value=sorted(changes))
    return EventCorrected(
        occurred=corrected_on,
        target=event.id,
        replacement=replacement,
        origin=origin,
        reason=reason,
        by=corrected_by,
        sources=cited,
    )


def _not_an_event(item: object) -> InvalidValue:
    return InvalidValue("not an event to correct", value=item, hint=_what_to_pass(item))


def _what_to_pass(item: object) -> str:
    if isinstance(item, str):
        return f"pass the event itself: history.state().event({item!r})"
    if isinstance(item, Record):
        return "pass the event of the record: record.event"
    if item is None:
        return "no event has the id that was looked up; history.events lists all events"
    return "pass the event itself"
