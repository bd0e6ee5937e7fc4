"""Meetings: proposed, accepted, refused, postponed, cancelled, held; contacts and readouts.

All events about a meeting name it in ``meeting``. ``place`` is where it is to be, or was, held.
``talks`` names the talks it belongs to, and ``round`` its number in them.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.actors.code import Codes
from peacetalks.events.base import Event
from peacetalks.fields.convert import as_codes, as_texts, as_when
from peacetalks.primitives.identifiers import Slug, Texts
from peacetalks.primitives.when import When
from peacetalks.values.count import Count, as_count
from peacetalks.values.facts import (
    Condition,
    Level,
    Participant,
    Reason,
    as_conditions,
    as_mediators,
    as_participants,
    as_reasons,
)

__all__ = [
    "Channel",
    "ContactHeld",
    "MeetingAccepted",
    "MeetingCancelled",
    "MeetingHeld",
    "MeetingPostponed",
    "MeetingProposed",
    "MeetingRefused",
    "MeetingsHeld",
    "ReadoutIssued",
]

Channel: TypeAlias = Literal["call", "letter", "visit", "shuttle"]
"""How a contact was made."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MeetingProposed(Event):
    """A meeting was proposed, by a party or by a third party.

    Corresponds to CAMEO 026 and 036 (meet or negotiate), the demand for it (106 in ICEWS, 108 in
    GDELT) and PLOVER REQUEST (meet).

    Attributes:
        meeting: the meeting.
        by: who proposed it.
        invitees: who is invited to take part as a party.
        level: the rank of those who are to meet.
        planned_for: when it is to be held.
        mediators: who is to mediate it; a code alone is enough.
        format: such as "trilateral" or "direct".
        agenda: what is to be talked about.
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> MeetingProposed(occurred="2023-11~", meeting="washington-2023-11", invitees=("ARM", "AZE")).invitees
    ('ARM', 'AZE')
    """

    family: ClassVar[str] = "meetings"

    meeting: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    invitees: Codes | None = field(default=None, converter=as_codes)
    level: Level | None = None
    planned_for: When | None = field(default=None, converter=as_when)
    mediators: tuple[Participant, ...] | None = field(default=None, converter=as_mediators)
    format: str | None = None
    agenda: Texts | None = field(default=None, converter=as_texts)
    talks: Slug | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MeetingAccepted(Event):
    """An invitee accepted, outright or on conditions.

    Attributes:
        meeting: the meeting.
        by: who accepted.
        conditions: what must happen first; None or empty: accepted outright.
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> MeetingAccepted(occurred="2023-10-03", meeting="granada-2023-10", by="ARM").by
    ('ARM',)
    """

    family: ClassVar[str] = "meetings"

    meeting: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    conditions: tuple[Condition, ...] | None = field(default=None, converter=as_conditions)
    talks: Slug | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MeetingRefused(Event):
    """An invitee refused to meet. A postponement is not a refusal.

    Corresponds to CAMEO 125 (refusal to meet). PLOVER REJECT covers more refusals.

    Attributes:
        meeting: the meeting.
        by: who refused.
        reasons: why, according to the refusing party; a category alone is enough.
        alternatives_offered: what it proposed instead; empty: it offered nothing.
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> refusal = MeetingRefused(
    ...     occurred="2023-11-16", meeting="washington-2023-11", by="AZE",
    ...     reasons=Reason("mediator_bias", against="USA"),
    ... )
    >>> refusal.reasons[0].against
    ('USA',)
    """

    family: ClassVar[str] = "meetings"

    meeting: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    reasons: tuple[Reason, ...] | None = field(default=None, converter=as_reasons)
    alternatives_offered: Texts | None = field(default=None, converter=as_texts)
    talks: Slug | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MeetingPostponed(Event):
    """A meeting was postponed, with or without a new day; nobody refused it.

    Attributes:
        meeting: the meeting.
        by: who asked for it.
        planned_for: the new day; None: not named.
        reasons: why.
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> MeetingPostponed(occurred="2023-06-08", meeting="washington-2023-06", by="AZE").planned_for is None
    True
    """

    family: ClassVar[str] = "meetings"

    meeting: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    planned_for: When | None = field(default=None, converter=as_when)
    reasons: tuple[Reason, ...] | None = field(default=None, converter=as_reasons)
    talks: Slug | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MeetingCancelled(Event):
    """A planned meeting was called off by an invitee, a host or a mediator.

    Attributes:
        meeting: the meeting.
        by: who cancelled it.
        reasons: why.
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> MeetingCancelled(occurred="2022-12-01", meeting="brussels-2022-12", by="EU").by
    ('EU',)
    """

    family: ClassVar[str] = "meetings"

    meeting: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    reasons: tuple[Reason, ...] | None = field(default=None, converter=as_reasons)
    talks: Slug | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MeetingHeld(Event):
    """A meeting took place.

    Corresponds to CAMEO 04 (consult, visit, mediate, negotiate) except 041, PLOVER CONSULT and
    MEND.

    Attributes:
        meeting: the meeting.
        participants: who was there; a code alone means that the actor took part as a party.
        mediators: who mediated it; a code alone is enough.
        absent: who was invited and did not come.
        level: the rank of those who met.
        format: such as "trilateral" or "proximity".
        outcome: what came of it, in the coder's words.
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> MeetingHeld(occurred="2023-07-15", meeting="brussels-2023-07", participants=("ARM", "AZE"), mediators="EU").mediators
    (Participant(actor='EU', role='mediator', person=None),)
    """

    family: ClassVar[str] = "meetings"

    meeting: Slug
    participants: tuple[Participant, ...] | None = field(default=None, converter=as_participants)
    mediators: tuple[Participant, ...] | None = field(default=None, converter=as_mediators)
    absent: Codes | None = field(default=None, converter=as_codes)
    level: Level | None = None
    format: str | None = None
    outcome: str | None = None
    talks: Slug | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class MeetingsHeld(Event):
    """Several rounds were held. Only their number is known, so no single meeting is recorded.

    Attributes:
        participants: who was there; a code alone means that the actor took part as a party.
        mediators: who mediated them.
        level: the rank of those who met.
        count: how many meetings.
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> MeetingsHeld(occurred="[..2023-11-16]", participants=("ARM", "AZE"), count=Count.some("several")).count.text
    'several'
    """

    family: ClassVar[str] = "meetings"

    participants: tuple[Participant, ...] | None = field(default=None, converter=as_participants)
    mediators: tuple[Participant, ...] | None = field(default=None, converter=as_mediators)
    level: Level | None = None
    count: Count | None = field(default=None, converter=as_count)
    talks: Slug | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ContactHeld(Event):
    """A contact other than a meeting: a call, a letter, a visit or a shuttle.

    Corresponds to CAMEO 041 (by telephone) and PLOVER CONSULT (phone, visit).

    Attributes:
        contact: the contact, if other events refer to it.
        parties: who was in contact.
        channel: how they were in contact.
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> ContactHeld(occurred="2023-11-27", parties=("USA", "AZE"), channel="call").channel
    'call'
    """

    family: ClassVar[str] = "meetings"

    contact: Slug | None = None
    parties: Codes | None = field(default=None, converter=as_codes)
    channel: Channel | None = None
    talks: Slug | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ReadoutIssued(Event):
    """A party published its account of a meeting or contact.

    Attributes:
        subject: the meeting or contact.
        by: who issued it.
        says: what it says.
        omits: what the other side's readout has and this one leaves out.
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> ReadoutIssued(occurred="2023-11-27", subject="blinken-aliyev-call", by="USA", omits="the condition").omits
    ('the condition',)
    """

    family: ClassVar[str] = "meetings"
    brief_line: ClassVar[str] = "readout issued, {by|claimed_by}: {subject}"

    subject: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    says: Texts | None = field(default=None, converter=as_texts)
    omits: Texts | None = field(default=None, converter=as_texts)
    talks: Slug | None = None
    round: int | None = None
