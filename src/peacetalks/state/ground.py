"""Control, figures, legal acts, measures and everything else on record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final, Literal, TypeAlias, cast, final

from attrs import define, field, frozen

from peacetalks.construction import Area, Code, Codes
from peacetalks.events import ControlMode, Event, MeasureStatus, MeasureTaken
from peacetalks.events.clocks import reported
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.part import Part, sealed
from peacetalks.values import Count
from peacetalks.when import ALWAYS, When

__all__ = [
    "Account",
    "Act",
    "ActDraft",
    "Control",
    "ControlDraft",
    "Figure",
    "FigureDraft",
    "FigureSubject",
    "LegalAct",
    "LegalActDraft",
    "OnRecord",
    "OnRecordDraft",
    "RelationsMeasure",
    "RelationsMeasureDraft",
    "closed",
]

FigureSubject: TypeAlias = Literal["displacement", "return", "casualties", "population"]
"""What a figure is about."""


@define(weakref_slot=False)
class ControlDraft(Part):
    """What the reducer writes of control over an area."""

    area: Area
    holder: Code | None = None
    from_: Code | None = None
    mode: ControlMode | None = None
    since: When | None = None
    offensive: str | None = None
    contested_by: Codes | None = None


@final
@sealed
class Control(ControlDraft):
    """Who holds an area.

    Attributes:
        area: the area's code, or its name where it has none.
        holder: who holds it; None: not stated.
        from_: who held it before.
        mode: how it passed.
        since: when it passed.
        offensive: the offensive that brought it.
        contested_by: who contests it.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> aghdam = state.control("Aghdam")
    >>> aghdam.holder, aghdam.from_, aghdam.mode
    ('AZE', 'ARM', 'handover')
    """


def closed(event: Event) -> int:
    """Return the instant by which the count of a figure without ``as_of`` had closed.

    People may go on fleeing after a count of them was reported.

    >>> from peacetalks.events import DisplacementReported
    >>> from peacetalks.when import DAY
    >>> fled = DisplacementReported(occurred="2023-09-24/2023-11-16", reported="2023-10-01", series="s")
    >>> closed(fled) // DAY == When("2023-10-01").last_day
    True
    """
    known = reported(event)
    last = event.occurred.hi
    return last if known is None else max(event.occurred.lo, min(last, known.hi))


@define(weakref_slot=False)
class FigureDraft(Part):
    """What the reducer writes of a figure."""

    subject: FigureSubject
    series: str
    measure: str | None = None
    group: str | None = None
    origin: Area | None = None
    destination: Area | None = None
    counting_body: Code | None = None
    incident: str | None = None
    count: Count | None = None
    as_of: When | None = None
    occurred: When | None = None
    population_base: str | None = None
    share_text: str | None = None

    @property
    def event(self) -> Event | None:
        """The event that gave the figure."""
        return self.because_of("count")

    @property
    def closed(self) -> int:
        """The instant by which the count had closed: ``as_of``, else by when it was reported."""
        event = self.because_of("occurred")
        if self.as_of is not None:
            return self.as_of.hi
        if self.occurred is None:
            return -ALWAYS
        return self.occurred.hi if event is None else closed(event)


@final
@sealed
class Figure(FigureDraft):
    """The latest figure of one body in one series; never a sum.

    Its key is (subject, series, measure, group, origin, destination, counting body): figures
    that differ in any of these stand side by side.

    Attributes:
        subject: displacement, return, casualties or population.
        series: the series; of a population, its area.
        measure: what is counted.
        group: who is counted.
        origin: from where.
        destination: to where.
        counting_body: who counted; None: not stated.
        incident: the incident, hostilities or offensive.
        count: how many persons.
        as_of: when the count closed; None: not stated.
        occurred: when people fled, returned or died.
        population_base: the id of the PopulationReported it is a share of.
        share_text: the share in words.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> killed = state.casualties(series="war-2020", side="ARM", measure="killed")
    >>> [(figure.counting_body, str(figure.count)) for figure in killed]
    [('ARM', '3,825')]
    """


@define(weakref_slot=False)
class LegalActDraft(Part):
    """What the reducer writes of a legal act."""

    legal_act: str
    by: Codes | None = None
    content: str | None = None
    issued: When | None = None
    effective: When | None = None
    annulled: When | None = None
    annulled_by: Codes | None = None
    annulled_from: When | None = None

    def status_on(self, day: int) -> Literal["issued", "in_force", "annulled"]:
        """Return whether it stands on a day, given in days since 1970-01-01.

        ``issued``: its effect is still to come.
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
        effective: from when it has effect, if later.
        annulled: when it was annulled.
        annulled_by: by whom.
        annulled_from: from when, if later.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> decree = state.legal_act("nk-dissolution")
    >>> decree.by, str(decree.issued), str(decree.annulled)
    (('NK',), '2023-09-28', '2023-10-19')
    """


@define(weakref_slot=False)
class RelationsMeasureDraft(Part):
    """What the reducer writes of a measure between actors."""

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
    """What one actor did to its relations with another.

    Attributes:
        relations_measure: its identifier.
        by: who took it.
        against: against whom.
        measure: what was done.
        status: where it stands; None: not stated.
        count: how many, as of visits.
        until: until when.
        linked_to: the event or condition it is linked to.
        since: when it was last changed.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> visits = state.parts.relations_measures["us-visits-to-azerbaijan"]
    >>> visits.measure, visits.status
    ('visits_cancelled', 'imposed')
    """


@final
@frozen
class Account:
    """One telling of an act.

    Attributes:
        claimed_by: who tells it so; empty: told as fact.
        label: what they call it: the words of a ``labels`` field, else the event's kind.
        on: when the act was.
        event: the event that tells it.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> state.parts.acts["statement-2020-11-signing"].accounts[0].claimed_by
    ('ARM', 'RUS')
    """

    claimed_by: Codes
    label: str
    on: When
    event: Event = field(eq=False, repr=False)


@define(weakref_slot=False)
class ActDraft(Part):
    """What the reducer writes of an act told in several ways."""

    growing: ClassVar[tuple[str, ...]] = ("accounts",)

    act: str
    accounts: tuple[Account, ...] = ()


@final
@sealed
class Act(ActDraft):
    """An act of which several accounts may be kept; of rival tellings the first was folded.

    Attributes:
        act: its identifier.
        accounts: the tellings, in order.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> [account.label for account in state.parts.acts["moscow-2022-12-absence"].accounts]
    ['meeting-refused', 'meeting-postponed']
    """


_NO_WRITERS: Final = cast("dict[str, Event]", FrozenMap[str, Event]())
"""One for all: a fact on record has no writer but itself."""
_BYTES_ON_RECORD: Final = 250
"""Measured with tracemalloc, on 100,000 attacks."""


@define(weakref_slot=False)
class OnRecordDraft(Part):
    """What the reducer writes of a fact that stays on record."""

    kind: str
    key: tuple[object, ...]
    event: Event
    # There may be one for each fact of a data set: it has to be light.
    _because: dict[str, Event] = field(default=_NO_WRITERS, eq=False, repr=False, kw_only=True)

    def _tellers(self) -> Iterator[Event]:
        yield self.event

    @property
    def weight(self) -> int:
        """About how many bytes of memory it takes."""
        return _BYTES_ON_RECORD


@final
@sealed
class OnRecord(OnRecordDraft):
    """A fact that stays on record: for good, or until the next about the same thing.

    An attack or a statement stays for good, under its id; an assessment or a mandate until the
    next word of it. ``LAST_WORD`` in ``peacetalks.reducer.record`` says of which kinds.

    Attributes:
        kind: the kind's tag.
        key: the fact's id, or what makes a later fact replace this one.
        event: the fact itself.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> kinds = {part.kind for part in state.parts.on_record.values()}
    >>> "statement-made" in kinds
    True
    """
