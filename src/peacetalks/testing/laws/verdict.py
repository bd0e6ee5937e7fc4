"""The text of a broken law: which one, what differs, with which story, what to look at."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from typing import Final

from peacetalks.events.base import Event
from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.story_text import story_text

__all__ = ["broken", "told"]

_LONGEST: Final = 400


def broken(
    law: str,
    what: str,
    *,
    details: Iterable[str] = (),
    events: Iterable[Event] | None = None,
    marks: dict[int, str] | None = None,
    hint: str | None = None,
) -> BrokenLaw:
    """Return the error that says that a law does not hold.

    Args:
        law: its name.
        what: what was seen.
        details: in what it differs from what should be, a line each.
        events: the story with which it was seen; None: it takes none.
        marks: remarks between the events, by the number of events before them.
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


def told(error: BaseException) -> str:
    """Return an error of people's own code in a line: its class, its text, where it was raised."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f" ({last[0].filename}:{last[0].lineno}, in {last[0].name})" if last else ""
    text = " ".join(str(error).split())
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
    return f"{type(error).__name__}{': ' if cut else ''}{cut}{place}"
