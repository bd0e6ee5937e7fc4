"""``NegotiationState``: the result of a fold, and the questions that it answers.

A state is frozen, and equal to another with the same parts. Its answers are for its own day
(``on``). For another day, fold again: ``history.state(on=...)``. Each question is a function in
``state.queries``. The answers consist of parts, which name the events behind them
(``part.because``).
"""

from __future__ import annotations

import functools
from typing import Unpack, final

from attrs import frozen

from peacetalks._support.wording import count_noun
from peacetalks.events import Stage
from peacetalks.events.force import AttackReported, Measure
from peacetalks.events.statements import AllegationMade, StatementMade
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When, WhenLike
from peacetalks.state.agreements import Agreement, Precondition
from peacetalks.state.coverage import Covered, Where
from peacetalks.state.figures import Figure
from peacetalks.state.mediation import Standing, StandingChange
from peacetalks.state.meetings import Meeting, Refusal
from peacetalks.state.part import Part
from peacetalks.state.queries import agreements as _agreements
from peacetalks.state.queries import arguments as _arguments
from peacetalks.state.queries import by_day as _by_day
from peacetalks.state.queries import coverage as _coverage
from peacetalks.state.queries import figures as _figures
from peacetalks.state.queries import force as _force
from peacetalks.state.queries import mediation as _mediation
from peacetalks.state.queries import meetings as _meetings
from peacetalks.state.queries import provenance as _provenance
from peacetalks.state.queries import security as _security
from peacetalks.state.queries import statements as _statements
from peacetalks.state.queries.phases import pair_phase as _phase
from peacetalks.state.queries.phases.dyads import Dyads, dyads_of
from peacetalks.state.security import Ceasefire, Violations
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.statements import Commitment, Expectation, Promise
from peacetalks.state.territory import Control
from peacetalks.values.facts import Level, ReasonCategory

__all__ = ["NegotiationState"]


def __dir__() -> list[str]:
    return sorted(__all__)


@final
@frozen(kw_only=True, repr=False)
class NegotiationState(Snapshot):
    """A negotiation on a day: a snapshot, and the questions that it answers.

    The answer about something that is known but not on record yet is empty; whether that means
    "none", or that nobody looked, is the question ``covered``. A name that neither the registry of
    actors nor any event of the history has raises ``NotFound``.

    >>> from peacetalks import History, datasets
    >>> state = History(datasets.south_caucasus()).state(on="2023-11-17")
    >>> state.phase.name, state.meeting("washington-2023-11").status, state.mediators()[:3]
    ('blocked', 'refused', ('RUS', 'FRA', 'EU'))
    >>> [r.meeting for r in state.refusals(citing="USA")], state.standing("USA", "AZE").level
    (['washington-2023-11'], 'warned')
    >>> state.stage("peace-treaty"), state.missing_to("signed").stages
    ('draft', ('text_concluded', 'initialled', 'signed'))
    >>> [waiting.days for waiting in state.open_proposals()], state.control("NK").holder
    ([67], 'AZE')
    """

    def refusals(
        self,
        *,
        by: str | None = None,
        category: ReasonCategory | None = None,
        citing: str | None = None,
        mediator: str | None = None,
    ) -> tuple[Refusal, ...]:
        """Return the refusals to meet, in order of date; postponements are not refusals.

        Args:
            by: only refusals by this party.
            category: only refusals with a reason of this category.
            citing: only refusals whose reasons are held against this actor.
            mediator: only refusals of meetings with this actor as a mediator.

        Raises:
            InvalidValue: if an actor or the category is not valid.
            NotFound: if an actor is not in any event or register.
        """
        return _meetings.refusals(
            self,
            category=_arguments.word(category, ReasonCategory),
            by=_arguments.any_actor(self.names, by),
            citing=_arguments.any_actor(self.names, citing, "actor"),
            mediator=_arguments.any_actor(self.names, mediator, "mediator"),
        )

    def pending_meetings(self) -> tuple[Meeting, ...]:
        """Return the meetings that may still take place."""
        return _meetings.pending_meetings(self)

    def date_passed(self) -> tuple[Meeting, ...]:
        """Return the meetings whose planned day has passed without an outcome on record."""
        return _meetings.date_passed(self)

    def alternatives_offered(self) -> tuple[Refusal, ...]:
        """Return the refusals that proposed something instead."""
        return _meetings.alternatives_offered(self)

    def last_contact(
        self, a: str, b: str, *, level: Level | None = None, mediated: bool | None = None
    ) -> When | None:
        """Return when two actors last met, spoke, wrote or signed; None: not on record.

        Parties in proximity or shuttle talks are not in contact with each other.

        Raises as ``refusals`` does.
        """
        return _meetings.last_contact(
            self, *self._actors(a, b), level=_arguments.word(level, Level), mediated=mediated
        )

    def days_since_contact(self, a: str, b: str) -> tuple[int, int | None] | None:
        """Return the least and the most days since two actors were last in contact.

        The most is None if the sources only state a day by which the contact took place.

        Raises as ``refusals`` does.
        """
        return _meetings.days_since_contact(self, *self._actors(a, b))

    def standing(self, mediator: str, party: str) -> Standing:
        """Return a mediator's standing with a party, or unknown; raises as ``refusals`` does."""
        return _mediation.standing(self, *_mediation.sides(self, mediator, party))

    def standing_history(self, mediator: str, party: str) -> tuple[StandingChange, ...]:
        """Return the facts that affected ``standing``, in order; raises as it does."""
        return self.standing(mediator, party).history

    def mediators(self) -> tuple[str, ...]:
        """Return the mediators on record."""
        return _mediation.mediators(self)

    def acceptable_mediators(self, *parties: str) -> tuple[str, ...]:
        """Return the mediators that all of the parties accept, perhaps on conditions.

        Without parties, the answer is empty.

        Raises as ``refusals`` does.
        """
        return _mediation.acceptable_mediators(self, *self._actors(*parties))

    def agreements(self, *, stage: Stage | None = None) -> tuple[Agreement, ...]:
        """Return the agreements, or those at a stage; ``InvalidValue`` if there is no such stage."""
        return _agreements.agreements_at(self, stage=_arguments.word(stage, Stage))

    def stage(self, agreement: str) -> Stage | None:
        """Return the stage of an agreement (None: not stated); ``NotFound`` if there is none."""
        return _agreements.stage_of(self, self.agreement(agreement))

    def missing_to(self, stage: Stage, agreement: str | None = None) -> _agreements.Missing:
        """Return what an agreement still needs to reach a stage, for example ``"signed"``.

        Args:
            stage: a stage of ``LADDER`` in ``peacetalks.state.agreements``.
            agreement: the identifier of an agreement; None: the one at which the talks aim.

        Raises:
            InvalidValue: if ``stage`` is not in ``LADDER``.
            NotFound: if there is no such agreement.
        """
        return _agreements.missing_to(self, stage, agreement)

    def open_proposals(self) -> tuple[_agreements.OpenProposal, ...]:
        """Return the proposals without an answer, with the days that they have waited."""
        return _agreements.open_proposals(self)

    def open_preconditions(self, *, needed_for: str | None = None) -> tuple[Precondition, ...]:
        """Return the preconditions that are open, or those for one agreement, meeting or the like.

        Raises:
            NotFound: if ``needed_for`` is not in any event.
        """
        held_up = _arguments.any_thing(self.names, needed_for, "cause", _agreements.HELD_UP)
        return _agreements.open_preconditions(self, needed_for=held_up)

    def open_expectations(self) -> tuple[Expectation, ...]:
        """Return the expectations that are not met and whose day has not passed."""
        return _statements.open_expectations(self)

    def lapsed_expectations(self) -> tuple[Expectation, ...]:
        """Return the expectations whose day passed before they were met."""
        return _statements.lapsed_expectations(self)

    def commitments(
        self, *, by: str | None = None, status: Promise | None = None
    ) -> tuple[Commitment, ...]:
        """Return the commitments, all or of one party or status; raises as ``refusals`` does."""
        _arguments.word(status, Promise)
        return _statements.commitments(self, by=_arguments.any_actor(self.names, by), status=status)

    def overdue(self) -> tuple[_statements.Overdue, ...]:
        """Return the open commitments and deadlines whose day has passed."""
        return _statements.overdue(self)

    def awaiting(self, party: str) -> tuple[_statements.Awaited, ...]:
        """Return what a party still has to answer, fulfil or meet; raises as ``refusals`` does."""
        return _statements.awaiting(self, *self._actors(party))

    def statements(
        self, *, by: str | None = None, about: str | None = None
    ) -> tuple[StatementMade, ...]:
        """Return the statements on record, in order."""
        return _statements.statements_by(self, by=by, about=about)

    def allegations(
        self, *, by: str | None = None, against: str | None = None, alleged: str | None = None
    ) -> tuple[AllegationMade, ...]:
        """Return the accusations on record, in order."""
        return _statements.allegations(self, by=by, against=against, alleged=alleged)

    def attacks(
        self,
        *,
        between: tuple[str, str] | None = None,
        by: str | None = None,
        against: str | None = None,
        since: WhenLike | None = None,
        form: str | None = None,
    ) -> tuple[AttackReported, ...]:
        """Return the attacks on record, in order."""
        return _force.attacks(self, between=between, by=by, against=against, since=since, form=form)

    def ceasefires_in_force(self) -> tuple[Ceasefire, ...]:
        """Return the ceasefires in force on the day of the state."""
        return _security.ceasefires_in_force(self)

    def ceasefires_without_end(self) -> tuple[Ceasefire, ...]:
        """Return the ceasefires without a last day or an end, and without news for a year."""
        return _security.ceasefires_without_end(self)

    def violations(self, *, alleged_by: str | None = None) -> tuple[Violations, ...]:
        """Return the alleged violations, all or by one party; raises as ``refusals`` does."""
        return _security.violations(self, alleged_by=_arguments.any_actor(self.names, alleged_by))

    def control(self, area: str) -> Control | None:
        """Return who holds an area, by its name or code; None: not on record yet.

        Raises:
            NotFound: if the area is not in any event or register.
        """
        return self.parts.controls.get(_arguments.area(self.names, area))

    def displacement(self, series: str | None = None) -> tuple[_figures.FigureLine, ...]:
        """Return the latest figure of each counting body and measure, the newest first.

        The figures are side by side, each with its own base; they are never added up.

        Raises:
            NotFound: if the series is not in any event.
        """
        return _figures.lines(self, "displacement", self._series(series))

    def returns(self, series: str | None = None) -> tuple[_figures.FigureLine, ...]:
        """Return the latest figures of people who returned, as ``displacement`` does."""
        return _figures.lines(self, "return", self._series(series))

    def populations(self, area: str | None = None) -> tuple[_figures.FigureLine, ...]:
        """Return the population figures of each counting body; raises as ``control`` does."""
        return _figures.lines(self, "population", _arguments.any_area(self.names, area))

    def casualties(
        self,
        *,
        side: str | None = None,
        counting_body: str | None = None,
        series: str | None = None,
        measure: Measure | None = None,
    ) -> tuple[Figure, ...]:
        """Return the latest casualty figures, side by side.

        Raises:
            InvalidValue: if the measure or the counting body is not valid.
            NotFound: if the side, the counting body or the series is not in any event.
        """
        return _figures.casualties(
            self,
            measure=_arguments.word(measure, Measure),
            side=_arguments.any_area(self.names, side, "side", sort="group"),
            counting_body=_arguments.any_actor(self.names, counting_body, "counting body"),
            series=self._series(series),
        )

    def single_sourced(self) -> tuple[Part, ...]:
        """Return the parts that rest on one source."""
        return _provenance.single_sourced(self)

    def one_sided(self) -> tuple[Part, ...]:
        """Return the parts that rest on the claims of one party."""
        return _provenance.one_sided(self)

    def disputed(self) -> tuple[Part, ...]:
        """Return the parts that are contested or disputed, or have rival accounts."""
        return _provenance.disputed(self)

    def labels(self, act: str) -> FrozenMap[str, str]:
        """Return what each party calls an act or an offensive; ``press`` stands for no party.

        Raises:
            NotFound: if the act is not in any event.
        """
        act = _arguments.thing(self.names, act, "act", _provenance.LABELLED)
        return _provenance.labels(self, act)

    def _actors(self, *names: str, what: str = "party") -> tuple[str, ...]:
        return tuple(_arguments.actor(self.names, name, what) for name in names)

    def _series(self, series: str | None) -> str | None:
        return _arguments.any_thing(self.names, series, "series")

    def covered(self, what: str, **where: Unpack[Where]) -> Covered:
        """Return whether somebody looked for a kind, or ``"KIND:MEASURE"``, on all of some days.

        If so, nothing on record means none. ``Where`` has the limits. Raises as ``refusals`` does,
        and ``InvalidValue`` if ``what`` is nothing that is counted.
        """
        return _coverage.covered(self, what, **where)

    @property
    def phase(self) -> _phase.Phase:
        """The phase of the main pair: the two parties to the talks, or else the pair of most facts.

        Each pair has its own phase: ``phases()``.
        """
        return _phase.phase(self, self._dyads)

    def phases(self) -> tuple[_phase.Phase, ...]:
        """Return the phase of each pair of parties on record, pairs that fight first."""
        return _phase.phases(self, self._dyads)

    def phase_between(self, a: str, b: str) -> _phase.Phase:
        """Return the phase of two parties; ``unrecorded`` if nothing between them is on record.

        Raises:
            InvalidValue: if either is not an actor, or both are the same.

        >>> from peacetalks import History, datasets
        >>> state = History(datasets.south_caucasus()).state(on="2023-09-19")
        >>> state.phase_between("AZE", "NK").name, state.phase_between("ARM", "AZE").name
        ('fighting', 'talking')
        """
        return _phase.phase_between(self, self._dyads, *_arguments.pair(self.names, (a, b)))

    @functools.cached_property
    def _dyads(self) -> Dyads:
        return dyads_of(self)

    def turning_days(self, *, until: WhenLike | None = None) -> tuple[When, ...]:
        """Return the later days on which an answer changes without an event.

        For example, a deadline passes or a ceasefire expires.

        Raises:
            InvalidValue: if ``until`` is not a date.

        >>> from peacetalks import CeasefireDeclared, History
        >>> truce = CeasefireDeclared(
        ...     occurred="2023-05-20", ceasefire="may", parties=("ARM", "AZE"), expires="2023-06-01"
        ... )
        >>> History([truce]).state(on="2023-05-21").turning_days()
        (When('2023-06-02'),)
        """
        return _by_day.turning_days(self, self._dyads, until)

    def summary(self) -> str:
        """Return the state as a brief in plain text: at most 120 lines of 80 characters."""
        from peacetalks.state.brief import brief_text  # noqa: PLC0415 # few programs print a state

        return brief_text(self)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        if not self.facts:
            return "<NegotiationState: nothing on record>"
        return f"<NegotiationState on {self.on}: {self.phase.name}, {count_noun(self.fact_count, 'fact')}>"

    def _repr_html_(self) -> str:
        """Return it as a card for notebooks, which look for a method of this name."""
        from peacetalks.state.brief.tables import card_of  # noqa: PLC0415 # only notebooks draw cards

        return card_of(self)
