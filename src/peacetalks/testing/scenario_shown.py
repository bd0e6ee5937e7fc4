"""The text of a failed scenario: differences, the brief, and what the later events changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from peacetalks.errors import Finding, did_you_mean
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.findings.findings import line_of
from peacetalks.history import History, Record
from peacetalks.history.differences import Difference
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.testing.scenario_asking import words
from peacetalks.testing.verdict import story_text

__all__ = ["shown_brief", "shown_change", "shown_events", "shown_findings", "shown_unknown"]

_MOST_LINES: Final = 40
_SOME_DAY: Final = "2000-01-01T00:00Z"


def shown_brief(state: NegotiationState) -> list[str]:
    """Return the lines of the brief of a state."""
    return _cut(state.summary().splitlines())


def shown_change(
    before: Iterable[Event | Record], later: Iterable[Event | Record], viewpoint: Viewpoint
) -> list[str]:
    """Return what later events changed; no lines if there are no later events."""
    first, second = ([_event(item) for item in items] for items in (before, later))
    if not second or viewpoint.recorded is not None:
        return []
    # The difference of two viewpoints: the log before those events, and after them.
    records = (Record(event, n, _SOME_DAY) for n, event in enumerate((*first, *second), 1))
    then = attrs.evolve(viewpoint, recorded=len(first))
    differences = History(records).diff(then, viewpoint).differences
    lines = [line for difference in differences for line in _changed(difference)]
    return [
        "",
        "the later events changed:" if lines else "the later events changed nothing",
        *_cut(lines),
    ]


def _changed(difference: Difference) -> list[str]:
    key = difference.part.split("/")[1:]
    by = ", ".join(f"{event.kind} {event.id}" for event in difference.by)
    return [
        f"  {difference.part}  by {by}",
        *(
            f"    {change.field}: {words(change.before)} → {words(change.after)}"
            for change in difference.changes
            if change.after not in key
        ),
    ]


def shown_events(events: tuple[Event, ...]) -> list[str]:
    """Return the events that were folded, as lines of a file."""
    return ["folded:", story_text(events)] if events else ["folded: no events"]


def shown_findings(title: str, lead: str, findings: tuple[Finding, ...]) -> list[str]:
    """Return a title and the findings, one per line."""
    if not findings:
        return [title, f"{lead}: nothing"]
    return [title, f"{lead}:", *_cut([f"  {line_of(finding)}" for finding in findings])]


def shown_unknown(items: Iterable[Event | Record], vocabulary: Vocabulary) -> list[str]:
    """Return the unknown kinds, one per line, with the nearest known kind."""
    tags = dict.fromkeys(
        event.tag for event in map(_event, items) if isinstance(event, UnknownEvent)
    )
    known = [kind.kind for kind in vocabulary.kinds]
    return [
        f"an event of an unknown kind: {tag!r}{f' ({hint})' if hint else ''}"
        for tag in tags
        for hint in [did_you_mean(tag, known)]
    ]


def _event(item: Event | Record) -> Event:
    return item.event if isinstance(item, Record) else item


def _cut(lines: list[str]) -> list[str]:
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[:_MOST_LINES], f"... and {len(lines) - _MOST_LINES} more lines"]
