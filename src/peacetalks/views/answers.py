"""A state, a history's answers and what a log reports, each as plain JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from peacetalks.actors.code import PRESS
from peacetalks.errors import Finding
from peacetalks.events import Event
from peacetalks.history import Diff, Record, Why
from peacetalks.history.who import Roster
from peacetalks.log import Receipt, StreamSummary, Verification
from peacetalks.state.names import named_in
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.queries.coverage import looked_for
from peacetalks.state.register import Register
from peacetalks.views.plain import event_to_plain, to_plain

__all__ = [
    "diff_to_plain",
    "finding_to_plain",
    "names_of",
    "receipt_to_plain",
    "record_to_plain",
    "roster_to_plain",
    "state_to_plain",
    "summary_to_plain",
    "verification_to_plain",
    "why_to_plain",
]

# Any: JSON values.
_ASKED: Final = (
    *("attack-reported", "casualties-reported:killed", "ceasefire-declared"),
    *("displacement-reported", "meeting-held", "meeting-refused", "prisoners-released"),
)
"""The kinds of which a state says whether somebody looks for them."""
_NOBODY: Final = Register()
"""No actors on record: only the names of the registry are known."""


def state_to_plain(state: NegotiationState) -> dict[str, Any]:
    """Return a state as plain JSON values.

    ``parts`` has a list of objects for each table that is not empty. Next to them are the answers
    that people ask for most. Actors are given as codes; ``actors`` has the name of each, or null
    if it has none. ``covered`` says for the subjects of these answers whether somebody looked on
    the day: stated, sampled or assumed; null: nobody is known to have, so that an empty answer does
    not mean none. ``coverage`` has the statements behind it.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.reducer.folding import fold
    >>> refusal = MeetingRefused(id="no", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> plain = state_to_plain(fold([refusal]))
    >>> [(part["meeting"], part["status"]) for part in plain["parts"]["meetings"]]
    [('washington', 'refused')]
    >>> plain["refusals"][0]["because"]
    ['no']
    """
    tables: dict[str, list[Part]] = {}
    for table, _, part in state.parts:
        tables.setdefault(table, []).append(part)
    facts = sorted(state.facts, key=lambda event: event.id)
    return dict(
        to_plain(
            {
                "viewpoint": state.viewpoint,
                "on": state.on,
                "fact_count": state.fact_count,
                "phase": state.phase,
                "phases": state.phases(),
                "refusals": state.refusals(),
                "pending_meetings": [meeting.meeting for meeting in state.pending_meetings()],
                "date_passed": [meeting.meeting for meeting in state.date_passed()],
                "overdue": state.overdue(),
                "open_expectations": [e.expectation for e in state.open_expectations()],
                "lapsed_expectations": [e.expectation for e in state.lapsed_expectations()],
                "open_preconditions": [p.precondition for p in state.open_preconditions()],
                "open_proposals": state.open_proposals(),
                "displacement": state.displacement(),
                "covered": {what: state.covered(what).basis for what in _ASKED},
                "coverage": list(map(event_to_plain, looked_for(state).statements)),
                "parts": tables,
                "disputes": state.disputes,
                "unsettled": state.unsettled,
                "unresolved": state.unresolved,
                "facts": list(map(event_to_plain, facts)),
                "actors": names_of(facts, state.actors),
            }
        )
    )


def names_of(events: Iterable[Event], actors: Register) -> dict[str, str | None]:
    """Return the name of each actor that events name, by code; None if it has no name.

    An area is included if it is an actor too; any other area is called what the event calls it.

    >>> from peacetalks.events import MeetingRefused
    >>> refusal = MeetingRefused(occurred="2023-11-16", meeting="washington", by=("AZE", "QQQ"))
    >>> names_of([refusal], Register())
    {'AZE': 'Azerbaijan', 'QQQ': None}
    """
    named = {one for event in events for one in named_in(event)}
    codes = {name for what, name in named if what == "actor"} - {PRESS}
    codes |= {name for what, name in named if what == "area" and actors.knows(name)}
    return {code: _name(actors, code) for code in sorted(codes)}


def _name(actors: Register, code: str) -> str | None:
    return actors.name(code) if actors.is_named(code) else None


def why_to_plain(why: Why, actors: Register = _NOBODY) -> dict[str, Any]:
    """Return the events behind a part of a state as plain JSON values.

    Args:
        why: the answer of ``history.why``.
        actors: the actors on record, for the names under ``actors``.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.history import History
    >>> no = MeetingRefused(id="no", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> plain = why_to_plain(History([no]).why("meetings/washington"))
    >>> plain["part"], [fact["id"] for fact in plain["facts"]]
    ('meetings/washington', ['no'])
    """
    return {**to_plain(why), "actors": names_of(why.events, actors)}


def diff_to_plain(diff: Diff, actors: Register = _NOBODY) -> dict[str, Any]:
    """Return the differences between two viewpoints as plain JSON values.

    Args:
        diff: the answer of ``history.diff``.
        actors: the actors on record, for the names under ``actors``.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.history import History
    >>> from peacetalks.state.viewpoint import Viewpoint
    >>> no = MeetingRefused(id="no", occurred="2023-11-16", meeting="washington", by="AZE")
    >>> diff = History([no]).diff(Viewpoint(on="2023-11-15"), Viewpoint(on="2023-11-16"))
    >>> [difference["part"] for difference in diff_to_plain(diff)["differences"]]
    ['meetings/washington']
    """
    return {**to_plain(diff), "actors": names_of(_all_events(diff), actors)}


def _all_events(diff: Diff) -> Iterator[Event]:
    """Yield the events that make a difference, and those behind the parts that differ."""
    for difference in diff.differences:
        yield from difference.by
        for part in (difference.before, difference.after):
            if part is not None:
                yield from part.because


def roster_to_plain(listing: Roster) -> dict[str, Any]:
    """Return the actors on record as plain JSON values.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.history import History, roster
    >>> refused = MeetingRefused(occurred="2023-11-16", meeting="m", by="AZE")
    >>> plain = roster_to_plain(roster(History([refused])))
    >>> [(one["code"], one["name"], one["facts"]) for one in plain["actors"]]
    [('AZE', 'Azerbaijan', 1)]
    """
    return dict(to_plain(listing))


def finding_to_plain(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain JSON values.

    >>> finding_to_plain(Finding(code="PT003", message="unknown kind", line=2))["line"]
    2
    """
    return dict(to_plain(finding))


def record_to_plain(record: Record) -> dict[str, Any]:
    """Return a record as plain JSON values: the envelope and its event.

    >>> from peacetalks.events import MeetingHeld
    >>> record = Record(MeetingHeld(occurred="2023", meeting="m"), 1, "2024-01-02T10:00Z")
    >>> plain = record_to_plain(record)
    >>> plain["position"], plain["recorded_at"], plain["event"]["meeting"]
    (1, '2024-01-02T10:00Z', 'm')
    """
    return dict(to_plain(record))


def receipt_to_plain(receipt: Receipt) -> dict[str, Any]:
    """Return the receipt of an append as plain JSON values.

    >>> from peacetalks.log import MemoryLog
    >>> receipt_to_plain(MemoryLog().append("talks", []))["appended"]
    0
    """
    return dict(to_plain(receipt))


def summary_to_plain(summary: StreamSummary) -> dict[str, Any]:
    """Return the summary of a stream as plain JSON values.

    >>> from peacetalks.primitives.when import When
    >>> summary_to_plain(StreamSummary("talks", 3, When("2024-01-02T10:00Z")))["records"]
    3
    """
    return dict(to_plain(summary))


def verification_to_plain(verification: Verification) -> dict[str, Any]:
    """Return the verification of a log as plain JSON values.

    >>> from peacetalks.log import MemoryLog
    >>> verification_to_plain(MemoryLog().verify())["verified"]
    True
    """
    return dict(to_plain(verification))
