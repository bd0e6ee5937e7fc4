"""Parts of a state: meetings and contacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final, Literal, TypeAlias, final

from attrs import define, field, frozen

from peacetalks.actors.code import Code, Codes
from peacetalks.events.meetings import MeetingCancelled, MeetingRefused
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Texts
from peacetalks.primitives.when import When
from peacetalks.state.part import Part, sealed
from peacetalks.values.facts import Condition, Level, Participant, Place, Reason

__all__ = [
    "STATUS",
    "Answer",
    "Contact",
    "ContactDraft",
    "Meeting",
    "MeetingDraft",
    "MeetingStatus",
    "Refusal",
    "is_off",
]


def __dir__() -> list[str]:
    return sorted(__all__)


MeetingStatus: TypeAlias = Literal[
    "mentioned", "proposed", "agreed", "postponed", "refused", "cancelled", "held"
]
"""The status of a meeting; ``mentioned``: known only from an answer or a postponement."""


@final
@frozen(weakref_slot=False)
class Answer:
    """The answer of one invitee to the present attempt at a meeting.

    Attributes:
        answer: yes, yes on conditions, or no.
        on: when it answered.
        conditions: the conditions of a conditional yes.
        reversed: whether the answer is a yes after a no.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> state.meeting("washington-2023-11").answers["AZE"].answer
    'no'
    """

    answer: Literal["yes", "yes_if", "no"]
    on: When
    conditions: tuple[Condition, ...] = ()
    reversed: bool = False


@final
@frozen(weakref_slot=False)
class Refusal:
    """One party's refusal of one attempt at a meeting.

    Attributes:
        meeting: the meeting.
        by: the party that refused.
        on: when it refused.
        reasons: why, according to the party; None: no reason is on record.
        alternatives_offered: what it proposed instead; None: not stated.
        trigger: ids of the facts to which it reacted.
        attempt: the number of the attempt at the meeting, from 1.
        event: the event that states the refusal, with its sources.
        held_later: whether the meeting was later held with this party.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> refusal = state.refusals(by="AZE")[-1]
    >>> refusal.meeting, refusal.categories, refusal.against
    ('washington-2023-11', ('mediator_bias',), ('USA',))
    """

    meeting: str
    by: Code
    on: When
    reasons: tuple[Reason, ...] | None
    alternatives_offered: Texts | None
    trigger: tuple[str, ...]
    attempt: int
    event: MeetingRefused | MeetingCancelled = field(eq=False, repr=False)
    held_later: bool = False

    @property
    def against(self) -> Codes:
        """The actors against which the reasons are held, once each."""
        named = (code for reason in self.reasons or () for code in reason.against or ())
        return tuple(dict.fromkeys(named))

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of the reasons."""
        return tuple(reason.category for reason in self.reasons or ())


@define(weakref_slot=False)
class MeetingDraft(Part):
    """A meeting while the reducer writes it."""

    growing: ClassVar[tuple[str, ...]] = ("refusals",)
    keyed: ClassVar[tuple[str, ...]] = ("answers",)

    meeting: str
    talks: str | None = None
    round: int | None = None
    level: Level | None = None
    place: Place | None = None
    planned_for: When | None = None
    mediators: tuple[Participant, ...] | None = None
    format: str | None = None
    agenda: Texts | None = None
    proposed: When | None = None
    proposed_by: Codes | None = None
    invitees: Codes | None = None
    attempt: int = 1
    answers: FrozenMap[Code, Answer] = FrozenMap()
    refusals: tuple[Refusal, ...] = ()
    postponed: When | None = None
    cancelled: When | None = None
    cancelled_by: Codes | None = None
    held: When | None = None
    participants: tuple[Participant, ...] | None = None
    absent: Codes | None = None
    outcome: str | None = None

    @property
    def status(self) -> MeetingStatus:
        """Its status: the first row of ``STATUS`` that applies."""
        return next(status for status, holds in STATUS if holds(self))

    @property
    def refused_by(self) -> Codes:
        """The parties whose last answer to the present attempt is no."""
        return tuple(code for code, answer in self.answers.items() if answer.answer == "no")

    @property
    def missed_by(self) -> Codes:
        """The invitees that are not on record as present at a meeting that was held."""
        if self.held is None or self.participants is None:
            return self.absent or ()
        there = {participant.actor for participant in self.participants}
        missed = (code for code in self.invitees or () if code not in there)
        return tuple(dict.fromkeys((*(self.absent or ()), *missed)))

    def answer_of(self, party: str) -> Literal["yes", "yes_if", "no"] | None:
        """Return the answer of a party; None: not stated."""
        answer = self.answers.get(party)
        return None if answer is None else answer.answer


def _is_refused(meeting: MeetingDraft) -> bool:
    for answer in meeting.answers.values():  # noqa: SIM110 # a generator takes four times as long
        if answer.answer == "no":
            return True
    return False


def _is_agreed(meeting: MeetingDraft) -> bool:
    return bool(meeting.invitees) and all(
        meeting.answer_of(code) == "yes" for code in meeting.invitees or ()
    )


STATUS: Final[tuple[tuple[MeetingStatus, Callable[[MeetingDraft], bool]], ...]] = (
    ("held", lambda meeting: meeting.held is not None),
    ("cancelled", lambda meeting: meeting.cancelled is not None),
    ("refused", _is_refused),
    ("postponed", lambda meeting: meeting.postponed is not None),
    ("agreed", _is_agreed),
    ("proposed", lambda meeting: meeting.proposed is not None),
    ("mentioned", lambda _: True),
)
"""The rules for the status of a meeting; the first that applies gives it."""


def is_off(meeting: MeetingDraft) -> bool:
    """Return whether the status of a meeting is refused or cancelled.

    A fold asks this about each proposal, so it does not try all rules of ``STATUS``.

    >>> is_off(MeetingDraft("m")), is_off(MeetingDraft("m", cancelled=When("2023")))
    (False, True)
    """
    if meeting.held is not None:
        return False
    return meeting.cancelled is not None or _is_refused(meeting)


@final
@sealed
class Meeting(MeetingDraft):
    """A meeting, from its proposal to its end.

    Attributes:
        meeting: its identifier.
        talks: the talks it belongs to.
        round: the round of those talks.
        level: the rank of those who meet.
        place: where it is held, or will be.
        planned_for: when it is planned.
        mediators: who mediates it.
        format: its format, for example "trilateral".
        agenda: what is discussed.
        proposed: when the present attempt was proposed; None: not stated.
        proposed_by: who proposed it; None: not stated.
        invitees: who is invited; None: not stated.
        attempt: 1, plus one for each new proposal after a refusal or cancellation.
        answers: the answers to the present attempt, by invitee.
        refusals: the refusals of all attempts.
        postponed: when it was postponed without a new date; None once it has one.
        cancelled: when it was cancelled.
        cancelled_by: who cancelled it.
        held: when it took place.
        participants: who was there.
        absent: who stayed away, according to an event.
        outcome: its result.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> meeting = state.meeting("washington-2023-11")
    >>> meeting.status, meeting.level, meeting.refused_by
    ('refused', 'foreign_ministers', ('AZE',))
    """


@define(weakref_slot=False)
class ContactDraft(Part):
    """A contact between two actors while the reducer writes it."""

    a: Code
    b: Code
    channel: str
    level: Level | None = None
    mediated: bool = False
    when: When | None = None
    meeting: str | None = None


@final
@sealed
class Contact(ContactDraft):
    """The latest contact of one sort between two actors.

    Attributes:
        a: the first of the two in alphabetical order.
        b: the other.
        channel: ``"meeting"``, ``"signature"``, ``"call"``, ``"letter"`` or ``"visit"``.
        level: the rank of those who met.
        mediated: whether a mediator was present.
        when: the date of the contact.
        meeting: the meeting, if it was one.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> contact = state.parts.contacts["ARM", "AZE", "signature", None, False]
    >>> str(contact.when)
    '2022-10-31'
    """
