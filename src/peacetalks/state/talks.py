"""Parts of a state: talks."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias, final

from attrs import define

from peacetalks.actors.code import Code, Codes
from peacetalks.events import Mode
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Texts
from peacetalks.primitives.when import When
from peacetalks.state.part import Part, sealed
from peacetalks.values.facts import Participant

__all__ = ["Talks", "TalksDraft", "TalksStatus"]


def __dir__() -> list[str]:
    return sorted(__all__)


TalksStatus: TypeAlias = Literal["mentioned", "open", "suspended", "ended"]
"""The status of talks; ``mentioned``: their opening is not on record."""


@define(weakref_slot=False)
class TalksDraft(Part):
    """Talks while the reducer writes them."""

    keyed: ClassVar[tuple[str, ...]] = ("delegations",)

    talks: str
    parties: Codes | None = None
    mediators: tuple[Participant, ...] | None = None
    format: str | None = None
    mode: Mode | None = None
    agenda: Texts | None = None
    aim: str | None = None
    parent: str | None = None
    round: int | None = None
    opened: When | None = None
    suspended: When | None = None
    suspended_by: Codes = ()
    suspended_for_all: bool = False
    resume_if: Texts | None = None
    ended: When | None = None
    outcome: str | None = None
    delegations: FrozenMap[Code, Texts] = FrozenMap()

    @property
    def status(self) -> TalksStatus:
        """Their status."""
        if self.ended is not None:
            return "ended"
        if self.suspended_for_all or self.suspended_by:
            return "suspended"
        return "mentioned" if self.opened is None else "open"


@final
@sealed
class Talks(TalksDraft):
    """Talks: a process between parties.

    Attributes:
        talks: their identifier.
        parties: who negotiates.
        mediators: who mediates.
        format: their format, for example "Minsk Group".
        mode: direct, proximity or shuttle.
        agenda: what is discussed.
        aim: the agreement sought.
        parent: the talks of which these are a part.
        round: the last round on record.
        opened: when they began.
        suspended: when they were last suspended; None once they resume.
        suspended_by: the parties that stay away.
        suspended_for_all: whether they are suspended for all parties.
        resume_if: the conditions for resuming them.
        ended: when they ended.
        outcome: their result.
        delegations: who negotiates for each party.

    >>> from peacetalks import fold
    >>> from peacetalks.events import TalksOpened
    >>> opened = TalksOpened(occurred="1999-11", talks="track-two", parties=("ARM", "AZE"))
    >>> fold([opened]).parts.talks["track-two"].status
    'open'
    """
