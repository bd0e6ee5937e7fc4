"""Parts of a state: legal acts, and measures that actors take against each other."""

from __future__ import annotations

from typing import Literal, final

from attrs import define

from peacetalks.actors.code import Codes
from peacetalks.events import MeasureStatus, MeasureTaken
from peacetalks.primitives.when import When
from peacetalks.state.part import Part, sealed
from peacetalks.values.count import Count

__all__ = ["LegalAct", "LegalActDraft", "RelationsMeasure", "RelationsMeasureDraft"]


def __dir__() -> list[str]:
    return sorted(__all__)


@define(weakref_slot=False)
class LegalActDraft(Part):
    """A legal act while the reducer writes it."""

    legal_act: str
    by: Codes | None = None
    content: str | None = None
    issued: When | None = None
    effective: When | None = None
    annulled: When | None = None
    annulled_by: Codes | None = None
    annulled_from: When | None = None

    def status_on(self, day: int) -> Literal["issued", "in_force", "annulled"]:
        """Return its status on a day, given in days since 1970-01-01.

        ``issued`` means that it has not taken effect yet.
        """
        annulled = self.annulled_from or self.annulled
        if annulled is not None and annulled.first_day <= day:
            return "annulled"
        start = self.effective or self.issued
        return "in_force" if start is None or start.first_day <= day else "issued"


@final
@sealed
class LegalAct(LegalActDraft):
    """A law, decree or order.

    Attributes:
        legal_act: its identifier.
        by: who issued it.
        content: what it says.
        issued: when it was issued.
        effective: when it takes effect, if later.
        annulled: when it was annulled.
        annulled_by: who annulled it.
        annulled_from: when the annulment takes effect, if later.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> decree = state.legal_act("nk-dissolution")
    >>> decree.by, str(decree.issued), str(decree.annulled)
    (('NK',), '2023-09-28', '2023-10-19')
    """


@define(weakref_slot=False)
class RelationsMeasureDraft(Part):
    """A measure between actors while the reducer writes it."""

    relations_measure: str
    by: Codes | None = None
    against: Codes | None = None
    measure: MeasureTaken | None = None
    status: MeasureStatus | None = None
    count: Count | None = None
    until: When | None = None
    linked_to: str | None = None
    since: When | None = None


@final
@sealed
class RelationsMeasure(RelationsMeasureDraft):
    """A step that one actor took in its relations with another.

    Attributes:
        relations_measure: its identifier.
        by: who took it.
        against: whom it affects.
        measure: what was done.
        status: its status; None: not stated.
        count: how many, for example visits.
        until: the last day it applies.
        linked_to: the event or condition to which it is linked.
        since: when it was last changed.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> visits = state.parts.relations_measures["us-visits-to-azerbaijan"]
    >>> visits.measure, visits.status
    ('visits_cancelled', 'imposed')
    """
