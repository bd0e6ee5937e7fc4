"""Writing a correction from the fields that change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from peacetalks.errors import InvalidEvent, InvalidValue
from peacetalks.events import CorrectionOrigin, Event, EventCorrected
from peacetalks.history.record import Record
from peacetalks.values import Source
from peacetalks.when import WhenLike

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
        origin: ``"source"``, the world corrected itself; ``"record"``, a slip of our own, which
            counts from when the event itself was public.
        reason: why.
        corrected_by: who corrected it.
        cited: where the correction was read.
        changes: the fields that change, by name. (Any: each field has a type of its own; the
            event's own construction checks it.)

    Raises:
        InvalidValue: if it is given no event, but an id.
        InvalidEvent: when nothing changes, or a change is no valid field or value.

    >>> from peacetalks.events import CasualtiesReported
    >>> said = CasualtiesReported(occurred="2023-09-25", series="depot", measure="killed", count=125)
    >>> again = correct(said, corrected_on="2023-09-27", count=68, reason="counted others too")
    >>> again.target == said.id, again.replacement.count.best
    (True, 68)
    """
    if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise _no_event(event)
    if "id" in changes:
        raise InvalidEvent(
            "a correction keeps the event's id",
            value=changes["id"],
            path="$.id",
            hint="retract the event and append the other one",
        )
    replacement = attrs.evolve(event, **{**changes, "id": event.id})
    if replacement == event:
        raise InvalidEvent("a correction that changes nothing", value=sorted(changes))
    return EventCorrected(
        occurred=corrected_on,
        target=event.id,
        replacement=replacement,
        origin=origin,
        reason=reason,
        by=corrected_by,
        sources=cited,
    )


def _no_event(item: object) -> InvalidValue:
    if isinstance(item, str):
        hint = f"pass the event itself, as history.state().event({item!r})"
    elif isinstance(item, Record):
        hint = "pass the event of the record: record.event"
    elif item is None:
        hint = "no event of that id is on record there; history.events lists all"
    else:
        hint = "pass the event itself"
    return InvalidValue("a correction is made from the event to correct", value=item, hint=hint)
