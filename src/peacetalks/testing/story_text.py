"""How a small story is shown: lines that a person can paste into a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from peacetalks.codec import encode
from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event

__all__ = ["story_text"]

_MOST: Final = 60


def story_text(events: Iterable[Event], *, marks: dict[int, str] | None = None) -> str:
    """Return events as JSON Lines, with remarks that a reading passes over.

    Args:
        events: the events; of many, the first sixty are shown.
        marks: remarks, by the number of events that stand before them.

    >>> from peacetalks.events import MeetingHeld
    >>> print(story_text([MeetingHeld(occurred="2023", meeting="m")], marks={1: "until here"}))
    {"kind": "meeting-held", "occurred": "2023", "meeting": "m"}
    # until here
    """
    listed = list(events)
    said = marks or {}
    lines: list[str] = []
    for number, event in enumerate(listed[:_MOST]):
        if number in said:
            lines.append(f"# {said[number]}")
        lines.append(_line(event))
    if len(listed) > _MOST:
        lines.append(f"# and {len(listed) - _MOST:,} more events")
    elif len(listed) in said:
        lines.append(f"# {said[len(listed)]}")
    return "\n".join(lines)


def _line(event: Event) -> str:
    try:
        return encode(event)
    except InvalidValue as error:
        # Said in a remark, so that what is pasted can be read.
        return f"# {event!r}, which cannot be written: {error}".replace("\n", " ")
