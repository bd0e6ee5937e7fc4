"""Talks: opened, suspended, resumed, ended; delegations, disputes and assessments."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.actors.code import Codes
from peacetalks.events.base import Event
from peacetalks.fields.convert import as_codes, as_texts, as_when
from peacetalks.primitives.identifiers import Area, Slug, Texts
from peacetalks.primitives.when import When
from peacetalks.values.facts import Participant, Reason, as_mediators, as_reasons

__all__ = [
    "AssessmentMade",
    "DelegationNamed",
    "DisputeStated",
    "Judgement",
    "Mode",
    "NegotiationResumed",
    "NegotiationSuspended",
    "SuspensionScope",
    "TalksEnded",
    "TalksOpened",
]

Mode: TypeAlias = Literal["direct", "proximity", "shuttle"]
"""How the parties talk: in one room, in two rooms, or through a go-between."""
SuspensionScope: TypeAlias = Literal["party", "all"]
"""Whether one party stays away, or the talks stop."""
Judgement: TypeAlias = Literal[
    "breakthrough", "progress", "little_progress", "stalemate", "breakdown"
]
"""How somebody judges the state of talks."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class TalksOpened(Event):
    """Talks began: a process with parties, a mode and an aim.

    Attributes:
        talks: the talks.
        parties: the parties to them.
        mediators: who mediates; a code alone is enough.
        format: such as "trilateral" or "Minsk Group".
        mode: how the parties talk.
        agenda: what is talked about.
        aim: the agreement sought.
        parent: the talks of which these are a part.
        round: the round of the talks.

    >>> TalksOpened(occurred="2022-04-06", talks="arm-aze", parties=("ARM", "AZE"), aim="peace-treaty").aim
    'peace-treaty'
    """

    family: ClassVar[str] = "talks"

    talks: Slug
    parties: Codes | None = field(default=None, converter=as_codes)
    mediators: tuple[Participant, ...] | None = field(default=None, converter=as_mediators)
    format: str | None = None
    mode: Mode | None = None
    agenda: Texts | None = field(default=None, converter=as_texts)
    aim: Slug | None = None
    parent: Slug | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class TalksEnded(Event):
    """Talks ended, with or without an outcome.

    Attributes:
        talks: the talks.
        by: who ended them.
        outcome: what came of them.
        round: the round of the talks.

    >>> TalksEnded(occurred="2025-08-08", talks="arm-aze").talks
    'arm-aze'
    """

    family: ClassVar[str] = "talks"

    talks: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    outcome: str | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class DelegationNamed(Event):
    """A party named who negotiates for it.

    Attributes:
        talks: the talks.
        by: who named it.
        persons: the members.
        round: the round of the talks.

    >>> DelegationNamed(occurred="2024-02-28", talks="arm-aze", by="ARM", persons="A. Mirzoyan").persons
    ('A. Mirzoyan',)
    """

    family: ClassVar[str] = "talks"

    talks: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    persons: Texts | None = field(default=None, converter=as_texts)
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class NegotiationSuspended(Event):
    """A party left the talks for a time, or the talks were suspended for all.

    Corresponds to CAMEO 164 (talks halted) and PLOVER SANCTION (discontinue).

    Attributes:
        talks: the talks.
        by: who suspended.
        scope: whether one party stopped talking, or all.
        resume_if: what would make them resume.
        reasons: why.
        round: the round of the talks.

    >>> NegotiationSuspended(occurred="2022-12-30", talks="arm-aze", by="AZE", scope="party").scope
    'party'
    """

    family: ClassVar[str] = "talks"

    talks: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    scope: SuspensionScope | None = None
    resume_if: Texts | None = field(default=None, converter=as_texts)
    reasons: tuple[Reason, ...] | None = field(default=None, converter=as_reasons)
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class NegotiationResumed(Event):
    """Suspended talks resumed.

    Attributes:
        talks: the talks.
        by: who came back.
        mediators: who brought them back.
        round: the round of the talks.

    >>> NegotiationResumed(occurred="2023-05-01", talks="arm-aze", mediators="USA").by is None
    True
    """

    family: ClassVar[str] = "talks"

    talks: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    mediators: tuple[Participant, ...] | None = field(default=None, converter=as_mediators)
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class DisputeStated(Event):
    """What the parties are in conflict about, as somebody states it.

    Attributes:
        dispute: the dispute.
        parties: the parties to it.
        issue: what it is about.
        area: the area at issue.
        since: since when.
        since_text: since when, in words that name no day ("for decades").
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> DisputeStated(occurred="2023-11-16", dispute="nk", parties=("ARM", "AZE"), since_text="for decades").since_text
    'for decades'
    """

    family: ClassVar[str] = "talks"
    last_word: ClassVar[tuple[str, ...]] = ("dispute", "claimed_by")
    brief_line: ClassVar[str] = "dispute stated[, {claimed_by}][: {issue|area}]"

    dispute: Slug
    parties: Codes | None = field(default=None, converter=as_codes)
    issue: str | None = None
    area: Area | None = None
    since: When | None = field(default=None, converter=as_when)
    since_text: str | None = None
    talks: Slug | None = None
    round: int | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class AssessmentMade(Event):
    """Somebody judged how talks are going; ``by="press"`` for a reporter's own judgement.

    Attributes:
        by: who judges.
        subject: what is judged, preferably the identifier of the talks.
        judgement: the judgement.
        talks: the talks it belongs to.
        round: the round of those talks.

    >>> AssessmentMade(occurred="2023-11-16", by="press", judgement="little_progress").judgement
    'little_progress'
    """

    family: ClassVar[str] = "talks"
    last_word: ClassVar[tuple[str, ...]] = ("by", "subject", "talks")

    by: Codes | None = field(default=None, converter=as_codes)
    subject: str | None = None
    judgement: Judgement
    talks: Slug | None = None
    round: int | None = None
