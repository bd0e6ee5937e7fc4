"""What stands behind a part, and what differs, as plain JSON values: for ``--json``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peacetalks.codec.plain import to_plain
from peacetalks.errors import Finding
from peacetalks.events import Event
from peacetalks.history import Diff, Why
from peacetalks.views.plain import value_to_plain

__all__ = ["diff_to_plain", "event_to_plain", "finding_to_plain", "why_to_plain"]

# Any: JSON values.


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


def why_to_plain(why: Why) -> dict[str, Any]:
    """Return what stands behind a part as plain JSON values.

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
    }


def diff_to_plain(diff: Diff) -> dict[str, Any]:
    """Return what differs between two viewpoints as plain JSON values.

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
    }


def _events(events: Iterable[Event]) -> list[dict[str, Any]]:
    return [event_to_plain(event) for event in events]
