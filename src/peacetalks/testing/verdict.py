"""The error of a law that does not hold, with its story as lines that can be pasted into a file."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from typing import Final

from peacetalks.codec import encode
from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.testing.broken import BrokenLaw

__all__ = ["broken", "describe", "story_text"]

_LONGEST: Final = 400
_MOST: Final = 60


def broken(
    law: str,
    what: str,
    *,
    details: Iterable[str] = (),
    events: Iterable[Event] | None = None,
    marks: dict[int, str] | None = None,
    hint: str | None = None,
) -> BrokenLaw:
    """Return the error of a law that does not hold.

    Args:
        law: the name of the law.
        what: what happened.
        details: lines about what differs.
        events: the story with which it happened; None: the law has no story.
        marks: comments between the events, by the number of events before them.
        hint: what to look at.
    """
    story = None if events is None else tuple(events)
    lines = [f"{law}: {what}", *(f"  {line}" for line in details)]
    if story:
        lines += ["with these events:", story_text(story, marks=marks)]
    elif story is not None:
        lines.append("with no events at all")
    if hint is not None:
        lines.append(f"hint: {hint}")
    return BrokenLaw("\n".join(lines), law=law, events=story or ())


def describe(error: BaseException) -> str:
    """Return an error of user code in one line: its class, its text, where it was raised."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f" ({last[0].filename}:{last[0].lineno}, in {last[0].name})" if last else ""
    text = " ".join(str(error).split())
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
    return f"{type(error).__name__}{': ' if cut else ''}{cut}{place}"


def story_text(events: Iterable[Event], *, marks: dict[int, str] | None = None) -> str:
    """Return events as JSON Lines, with comments.

    Args:
        events: the events; at most the first sixty are shown.
        marks: comments, by the number of events before them.

    >>> from peacetalks.events import MeetingHeld
    >>> print(story_text([MeetingHeld(occurred="2023", meeting="m")], marks={1: "until here"}))
    {"kind": "meeting-held", "occurred": "2023", "meeting": "m"}
    # until here
    """
    listed = list(events)
    comments = marks or {}
    lines: list[str] = []
    for number, event in enumerate(listed[:_MOST]):
        if number in comments:
            lines.append(f"# {comments[number]}")
        lines.append(_line(event))
    if len(listed) > _MOST:
        lines.append(f"# and {len(listed) - _MOST:,} more events")
    elif len(listed) in comments:
        lines.append(f"# {comments[len(listed)]}")
    return "\n".join(lines)


def _line(event: Event) -> str:
    try:
        return encode(event)
    except InvalidValue as error:
        # As a comment, so that the pasted text can still be read.
        return f"# {event!r}, which cannot be written: {error}".replace("\n", " ")
