"""What stands behind a part, and what differs, as plain JSON values: for ``--json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from peacetalks.codec.plain import to_plain
from peacetalks.errors import Finding
from peacetalks.events import Event
from peacetalks.history import Diff, Why
from peacetalks.state.register import Register
from peacetalks.views.plain import names_of, value_to_plain

__all__ = ["diff_to_plain", "event_to_plain", "finding_to_plain", "why_to_plain"]

# Any: JSON values.
_NOBODY: Final = Register()
"""Nobody on record: the names are those of the registry."""


def event_to_plain(event: Event) -> dict[str, Any]:
    """Return an event as plain JSON values, with its id even where that is computed.

    >>> from peacetalks.events import MeetingRefused
    >>> plain = event_to_plain(MeetingRefused(occurred="2023-11-16", meeting="washington"))
    >>> plain["kind"], plain["id"][:3]
    ('meeting-refused', 'e1-')
    """
    return to_plain(event) | {"id": event.id}


def finding_to_plain(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain JSON values.

    >>> finding_to_plain(Finding(code="PT003", message="unknown kind", line=2))["line"]
    2
    """
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "path": finding.path,
        "message": finding.message,
    }


def why_to_plain(why: Why, actors: Register = _NOBODY) -> dict[str, Any]:
    """Return what stands behind a part as plain JSON values.

    Args:
        why: the answer.
        actors: who is on record, for the names under ``actors``.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.history import History
    >>> no = MeetingRefused(id="no", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> plain = why_to_plain(History([no]).why("meetings/washington"))
    >>> plain["part"], [fact["id"] for fact in plain["facts"]]
    ('meetings/washington', ['no'])
    """
    return {
        "part": why.part,
        "facts": _events(why.facts),
        "hidden": _events(why.hidden),
        "bookkeeping": _events(why.bookkeeping),
        "sources": value_to_plain(why.sources),
        "actors": names_of(why.events, actors),
    }


def diff_to_plain(diff: Diff, actors: Register = _NOBODY) -> dict[str, Any]:
    """Return what differs between two viewpoints as plain JSON values.

    Args:
        diff: the answer.
        actors: who is on record, for the names under ``actors``.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.history import History
    >>> from peacetalks.state.viewpoint import Viewpoint
    >>> no = MeetingRefused(id="no", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> told = History([no]).diff(Viewpoint(on="2023-11-15"), Viewpoint(on="2023-11-16"))
    >>> [difference["part"] for difference in diff_to_plain(told)["differences"]]
    ['meetings/washington']
    """
    return {
        "from": value_to_plain(diff.a),
        "to": value_to_plain(diff.b),
        "turns": value_to_plain(diff.turns),
        "differences": [
            {
                "part": difference.part,
                "changes": [
                    {
                        "field": change.field,
                        "before": value_to_plain(change.before),
                        "after": value_to_plain(change.after),
                    }
                    for change in difference.changes
                ],
                "by": _events(difference.by),
            }
            for difference in diff.differences
        ],
        "actors": names_of(_behind(diff), actors),
    }


def _behind(diff: Diff) -> Iterator[Event]:
    """Yield the events by which something differs, and those that stand behind what does."""
    for difference in diff.differences:
        yield from difference.by
        for part in (difference.before, difference.after):
            if part is not None:
                yield from part.because


def _events(events: Iterable[Event]) -> list[dict[str, Any]]:
    return [event_to_plain(event) for event in events]
