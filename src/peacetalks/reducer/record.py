"""Facts that change no other part: what was said and done stays on record.

Most facts do not replace one another: an attack does not undo the one of the day before, nor a
statement an earlier statement. Each of them stays, under its id (``KEPT``). A few kinds have a
last word (``LAST_WORD``): they tell how one thing stands, and a later telling of the same thing
takes the place of the earlier one. For each kind, whether a later fact replaces an earlier one:

===========================  ==========  =======================================================
kind                         replaced    why
===========================  ==========  =======================================================
AttackReported               never       each is an act of force of its own
MobilisationReported         never       a second call-up adds to the first
PrisonersReleased            never       those who were free stay free
DisarmamentReported          never       a later batch of weapons adds to the earlier ones
MeetingsHeld                 never       the rounds of June are not the rounds of March
ReadoutIssued                never       what was said in it was said
StatementMade                never       what was said was said, if it is taken back too
AllegationMade               never       each is a claim of its own
MonitoringReported           never       each finding is of its own day
GuaranteeGiven               never       a second guarantee promises more, or something else
TerritorialControlChanged    never       taken by force: the act stays when the area changes hands
                                         again; who holds the area now is a part of its own
a user's own kind            never       the library does not know what would replace it
AssessmentMade               last word   a judgement of how things stand, by one party of one
                                         subject; of a party that is not stated: never
DisputeStated                last word   what one dispute is about
VoteHeld                     last word   the result of one vote
RulingIssued                 last word   what one ruling says
IncidentReported             last word   what is known of one incident
MonitoringSet                last word   the mandate of one monitor
ImplementationReported       last word   the status of one provision
HumanitarianAccessChanged    last word   whether one way is open to somebody; of a way that is not
                                         stated: never
===========================  ==========  =======================================================

A claim never replaces what others claim, or what is told as fact: where tellers may disagree,
those who claim it are part of the key.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, Final, cast

from peacetalks.construction import Codes
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
    TerritorialControlChanged,
    VoteHeld,
)
from peacetalks.reducer.draft import Draft
from peacetalks.state.ground import OnRecordDraft

__all__ = ["KEPT", "LAST_WORD", "RECORD", "keep", "keep_last_word", "keep_use_of_force"]

KEPT: Final[tuple[type[Event], ...]] = (
    AttackReported,
    MobilisationReported,
    PrisonersReleased,
    DisarmamentReported,
    MeetingsHeld,
    ReadoutIssued,
    StatementMade,
    AllegationMade,
    MonitoringReported,
    GuaranteeGiven,
)
"""The kinds of which no later fact replaces an earlier one: each stays under its id."""

LAST_WORD: Final[dict[type[Event], tuple[str, ...]]] = {
    AssessmentMade: ("by", "subject", "talks"),
    DisputeStated: ("dispute", "claimed_by"),
    VoteHeld: ("vote", "claimed_by"),
    RulingIssued: ("ruling", "claimed_by"),
    IncidentReported: ("incident", "claimed_by"),
    MonitoringSet: ("monitor", "agreement"),
    ImplementationReported: ("agreement", "provision", "by", "claimed_by"),
    HumanitarianAccessChanged: ("route", "for_", "claimed_by"),
}
"""For each other kind, the fields that a later fact must share to replace an earlier one.

The first of them names the thing: where it is not stated, nothing is replaced.
"""


def keep(draft: Draft, event: Event) -> Draft:
    """Keep a fact for good, under its id."""
    return _keep(draft, event, (event.kind, event.id))


def keep_last_word(draft: Draft, event: Event) -> Draft:
    """Keep a fact until the next about the same thing."""
    values = _VALUES[type(event)](event)
    if values[0] is None:
        return keep(draft, event)
    return _keep(draft, event, (event.kind, *map(_unordered, values)))


def keep_use_of_force(draft: Draft, event: TerritorialControlChanged) -> Draft:
    """Keep a change of control for good if it was by force."""
    return keep(draft, event) if event.mode == "force" else draft


def _keep(draft: Draft, event: Event, key: tuple[object, ...]) -> Draft:
    draft.part(OnRecordDraft, key, event.kind, key[1:], event).event = event
    return draft


def _unordered(value: object) -> object:
    # Several who act or claim together are a set: their order says nothing.
    return tuple(sorted(cast("Codes", value))) if isinstance(value, tuple) else value


_VALUES: Final = {kind: attrgetter(*names) for kind, names in LAST_WORD.items()}

# Any: each handler takes the kind it stands beside.
RECORD: Final[dict[type[Event], Any]] = {
    **dict.fromkeys(KEPT, keep),
    **dict.fromkeys(LAST_WORD, keep_last_word),
}
