"""Facts that change no other part: the last word of each sort is kept on record.

``LAST_WORD`` gives, for each kind, the fields in which a later fact must agree with an earlier
one to replace it: the last assessment by somebody of something, the last readout of a meeting
by a party. Facts that differ in any of these stand side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from peacetalks.events import (
    AllegationMade,
    AssessmentMade,
    AttackReported,
    DisarmamentReported,
    DisputeStated,
    Event,
    GuaranteeGiven,
    HumanitarianAccessChanged,
    ImplementationReported,
    IncidentReported,
    MeetingsHeld,
    MobilisationReported,
    MonitoringReported,
    MonitoringSet,
    PrisonersReleased,
    ReadoutIssued,
    RulingIssued,
    StatementMade,
    VoteHeld,
)
from peacetalks.reducer.draft import Draft
from peacetalks.state.ground import OnRecordDraft

__all__ = ["LAST_WORD", "RECORD", "put_on_record"]

LAST_WORD: Final[dict[type[Event], tuple[str, ...]]] = {
    MeetingsHeld: ("talks", "level", "participants", "mediators"),
    ReadoutIssued: ("subject", "by"),
    DisputeStated: ("dispute", "claimed_by"),
    AssessmentMade: ("by", "subject"),
    GuaranteeGiven: ("agreement", "by", "to"),
    VoteHeld: ("vote",),
    ImplementationReported: ("agreement", "provision", "by"),
    MonitoringSet: ("agreement", "monitor"),
    MonitoringReported: ("monitor", "subject"),
    StatementMade: ("by", "speaker", "subject", "topics"),
    AllegationMade: ("by", "against", "alleged"),
    AttackReported: ("by", "against", "form"),
    MobilisationReported: ("by", "area"),
    IncidentReported: ("incident", "claimed_by"),
    PrisonersReleased: ("by", "to", "agreement"),
    DisarmamentReported: ("by", "stage"),
    HumanitarianAccessChanged: ("route", "direction"),
    RulingIssued: ("ruling",),
}
"""For each kind, the fields that a later fact must share to replace an earlier one."""


def put_on_record(draft: Draft, event: Event) -> Draft:
    """Keep a fact until the next of its sort."""
    key = (event.kind, *_KEYS[type(event)](event))
    part = draft.part(OnRecordDraft, key, event.kind, key[1:], event)
    part.write(event, event=event)
    return draft


def _key_getter(names: tuple[str, ...]) -> Callable[[Any], tuple[object, ...]]:
    # Any: the fields differ from kind to kind.
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda event: (only(event),)
    return attrgetter(*names)


_KEYS: Final = {kind: _key_getter(names) for kind, names in LAST_WORD.items()}

# Any: each handler takes the kind it stands beside.
RECORD: Final[dict[type[Event], Any]] = dict.fromkeys(LAST_WORD, put_on_record)
