"""``NegotiationState``: what a fold yields, and the questions it answers.

A state is frozen and compares by what it says. Its questions are answered for its own day
(``on``); to ask about another day, fold again: ``history.state(on=...)``. Each question is a
function in ``state.queries``; each answer is made of parts that name the events behind them
(``part.because``).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, final

from attrs import frozen

from peacetalks.errors import NotFound
from peacetalks.events import AllegationMade, AttackReported, Stage, StatementMade
from peacetalks.events.force import Measure
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.ground import Control, Figure
from peacetalks.state.mediation import Standing, StandingChange
from peacetalks.state.meetings import Meeting, Refusal
from peacetalks.state.part import Part
from peacetalks.state.queries import agreements as _agreements
from peacetalks.state.queries import asked as _asked
from peacetalks.state.queries import by_day as _by_day
from peacetalks.state.queries import figures as _figures
from peacetalks.state.queries import force as _force
from peacetalks.state.queries import mediation as _mediation
from peacetalks.state.queries import meetings as _meetings
from peacetalks.state.queries import provenance as _provenance
from peacetalks.state.queries import record as _record
from peacetalks.state.queries import words as _words
from peacetalks.state.queries.phases import phase as _phase
from peacetalks.state.queries.phases.dyads import Dyads, dyads_of
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.texts import Agreement
from peacetalks.state.words import Commitment, Expectation, Promise
from peacetalks.values import Level, ReasonCategory
from peacetalks.when import When, WhenLike, day_text

if TYPE_CHECKING:
    from peacetalks.state.force import Ceasefire, Violations
    from peacetalks.state.texts import Precondition

__all__ = ["NegotiationState"]


@final
@frozen(kw_only=True, repr=False)
class NegotiationState(Snapshot):
    """A negotiation as it stands on a day: a snapshot, and the questions it answers.

    What is known and not yet on record gives an empty answer. A name that no event of the history
    has on any day, and the registry of actors neither, is ``NotFound``.

    >>> from peacetalks import History, datasets
    >>> state = History(datasets.south_caucasus()).state(on="2023-11-17")
    >>> state.phase.name, state.meeting("washington-2023-11").status, state.mediators()[:3]
    ('blocked', 'refused', ('RUS', 'FRA', 'EU'))
    >>> [r.meeting for r in state.refusals(citing="USA")], state.standing("USA", "AZE").level
    (['washington-2023-11'], 'warned')
    >>> state.last_contact("ARM", "AZE"), state.days_since_contact("ARM", "AZE")
    (When('2023-10-26'), (22, 22))
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
        """Return who refused to meet, in the order of days; a postponement is no refusal.

        Args:
            by: only those of this party.
            category: only those with a reason of this category.
            citing: only those whose reasons are held against this actor.
            mediator: only those of meetings that this actor was to mediate.

        Raises:
            InvalidValue: for an actor or a category that is none.
            NotFound: for one that no event names, and no register knows.
        """
        _asked.word(category, ReasonCategory)
        return _meetings.refusals(
            self,
            by=_asked.any_actor(self.names, by),
            category=category,
            citing=_asked.any_actor(self.names, citing, "actor"),
            mediator=_asked.any_actor(self.names, mediator, "mediator"),
        )

    def pending_meetings(self) -> tuple[Meeting, ...]:
        """Return the meetings that may still take place."""
        return _meetings.pending_meetings(self)

    def date_passed(self) -> tuple[Meeting, ...]:
        """Return the meetings whose planned day passed and of which no outcome is recorded."""
        return _meetings.date_passed(self)

    def alternatives_offered(self) -> tuple[Refusal, ...]:
        """Return the refusals that proposed something instead."""
        return tuple(refusal for refusal in self.refusals() if refusal.alternatives_offered)

    def last_contact(
        self, a: str, b: str, *, level: Level | None = None, mediated: bool | None = None
    ) -> When | None:
        """Return when two actors last met, spoke, wrote or signed; None: not on record.

        In proximity and shuttle talks the parties are not in contact with each other.

        Raises as ``refusals`` does.
        """
        _asked.word(level, Level)
        found = _meetings.contacts_between(
            self, *self._actors(a, b), level=level, mediated=mediated
        )
        return found[0].when if found else None

    def days_since_contact(self, a: str, b: str) -> tuple[int, int | None] | None:
        """Return how many days ago two actors were last in contact, at least and at most.

        The most is None where the sources only say that it was before a day.

        Raises as ``refusals`` does.
        """
        found = _meetings.contacts_between(self, *self._actors(a, b), level=None, mediated=None)
        whens = [contact.when for contact in found if contact.when is not None]
        return _meetings.days_since(self, whens) if whens else None

    def standing(self, mediator: str, party: str) -> Standing:
        """Return how a mediator stands with a party; ``unknown`` if nothing is on record.

        Raises as ``refusals`` does.
        """
        (mediating,) = self._actors(mediator, what="mediator")
        (code,) = self._actors(party)
        _mediation.check_sides(self, mediating, code)
        return _mediation.standing(self, mediating, code)

    def standing_history(self, mediator: str, party: str) -> tuple[StandingChange, ...]:
        """Return what bore on ``standing``, in order, complaints included; raises as it does."""
        return self.standing(mediator, party).history

    def mediators(self) -> tuple[str, ...]:
        """Return the mediators on record."""
        return _mediation.mediators(self)

    def acceptable_mediators(self, *parties: str) -> tuple[str, ...]:
        """Return the mediators that each of the parties accepts, if only on conditions.

        Without parties there is nobody who accepts, and so nobody is returned.

        Raises as ``refusals`` does.
        """
        return _mediation.acceptable_mediators(self, *self._actors(*parties))

    def agreements(self, *, stage: Stage | None = None) -> tuple[Agreement, ...]:
        """Return the agreements, or those at a stage; ``InvalidValue`` for no such stage."""
        _asked.word(stage, Stage)
        return _agreements.agreements(self, stage=stage)

    def stage(self, agreement: str) -> Stage | None:
        """Return the stage of an agreement, None: not stated; ``NotFound`` for no such one."""
        return _agreements.stage_of(self, self.agreement(agreement))

    def missing_to(self, stage: Stage, agreement: str | None = None) -> _agreements.Missing:
        """Return what is missing to a stage of the ladder, as ``"signed"``; else ``InvalidValue``.

        Without an agreement: of the one that the talks aim at. ``NotFound`` if there is none.
        """
        if agreement is None:
            aim = _agreements.aim(self)
            if aim is None:
                raise NotFound("no agreement is aimed at; hint: name one of state.agreements()")
            agreement = aim.agreement
        return _agreements.missing_to(self, stage, agreement)

    def open_proposals(self) -> tuple[_words.OpenProposal, ...]:
        """Return the proposals that wait for an answer, with the days they have waited."""
        return _words.open_proposals(self)

    def open_preconditions(self, *, needed_for: str | None = None) -> tuple[Precondition, ...]:
        """Return the preconditions that still stand; ``NotFound`` for what no event names."""
        named = _asked.any_thing(self.names, needed_for, "cause", _words.HELD_UP)
        return _words.open_preconditions(self, needed_for=named)

    def open_expectations(self) -> tuple[Expectation, ...]:
        """Return the expectations that are neither met nor past their day."""
        return _words.open_expectations(self)

    def lapsed_expectations(self) -> tuple[Expectation, ...]:
        """Return the expectations whose day passed before they were met."""
        return _words.lapsed_expectations(self)

    def commitments(
        self, *, by: str | None = None, status: Promise | None = None
    ) -> tuple[Commitment, ...]:
        """Return who promised what, and its outcome; raises as ``refusals`` does."""
        _asked.word(status, Promise)
        return _words.commitments(self, by=_asked.any_actor(self.names, by), status=status)

    def overdue(self) -> tuple[_words.Overdue, ...]:
        """Return the open commitments and deadlines whose day has passed."""
        return _words.overdue(self)

    def awaiting(self, party: str) -> tuple[_words.Awaited, ...]:
        """Return what waits for a party: answers, promises, preconditions put to it.

        Raises as ``refusals`` does.
        """
        return _words.awaiting(self, *self._actors(party))

    def statements(
        self, *, by: str | None = None, about: str | None = None
    ) -> tuple[StatementMade, ...]:
        """Return what was said, each statement, in order."""
        return _record.statements(self, by=by, about=about)

    def allegations(
        self, *, by: str | None = None, against: str | None = None, alleged: str | None = None
    ) -> tuple[AllegationMade, ...]:
        """Return who accused whom, each accusation, in order."""
        return _record.allegations(self, by=by, against=against, alleged=alleged)

    def attacks(
        self,
        *,
        between: tuple[str, str] | None = None,
        by: str | None = None,
        against: str | None = None,
        since: WhenLike | None = None,
        form: str | None = None,
    ) -> tuple[AttackReported, ...]:
        """Return the attacks on record, each of them, in order."""
        return _record.attacks(
            self, between=between, by=by, against=against, since=since, form=form
        )

    def ceasefires_in_force(self) -> tuple[Ceasefire, ...]:
        """Return the ceasefires that hold on this day."""
        return _force.ceasefires_in_force(self)

    def ceasefires_without_end(self) -> tuple[Ceasefire, ...]:
        """Return the ceasefires without a term or an end, of which nothing was heard for a year."""
        return _force.ceasefires_without_end(self)

    def violations(self, *, alleged_by: str | None = None) -> tuple[Violations, ...]:
        """Return the violations alleged, or by one party; raises as ``refusals`` does."""
        return _force.violations(self, alleged_by=_asked.any_actor(self.names, alleged_by))

    def control(self, area: str) -> Control | None:
        """Return who holds an area, by its name or code; None: not on record yet.

        Raises:
            NotFound: for an area that no event names, and no register knows.
        """
        return self.parts.controls.get(_asked.area(self.names, area))

    def displacement(self, series: str | None = None) -> tuple[_figures.FigureLine, ...]:
        """Return the latest figure of each counting body and measure, the newest first.

        They stand side by side, each with its own base; they are never added.

        Raises:
            NotFound: for a series that no event names.
        """
        return _figures.lines(self, "displacement", self._series(series))

    def returns(self, series: str | None = None) -> tuple[_figures.FigureLine, ...]:
        """Return the latest figures of those who came back, as ``displacement`` does."""
        return _figures.lines(self, "return", self._series(series))

    def populations(self, area: str | None = None) -> tuple[_figures.FigureLine, ...]:
        """Return the population figures of each counting body; raises as ``control`` does."""
        return _figures.lines(self, "population", _asked.any_area(self.names, area))

    def casualties(
        self,
        *,
        side: str | None = None,
        counting_body: str | None = None,
        series: str | None = None,
        measure: Measure | None = None,
    ) -> tuple[Figure, ...]:
        """Return the latest casualty figures side by side.

        Raises:
            InvalidValue: for a measure that is not listed, or a counting body that names nobody.
            NotFound: for a side, a body or a series that no event names.
        """
        _asked.word(measure, Measure)
        return _figures.casualties(
            self,
            side=_asked.any_area(self.names, side, "side", sort="group"),
            counting_body=_asked.any_actor(self.names, counting_body, "counting body"),
            series=self._series(series),
            measure=measure,
        )

    def single_sourced(self) -> tuple[Part, ...]:
        """Return the parts that rest on one source."""
        return _provenance.single_sourced(self)

    def one_sided(self) -> tuple[Part, ...]:
        """Return the parts that rest on one party's word."""
        return _provenance.one_sided(self)

    def disputed(self) -> tuple[Part, ...]:
        """Return the parts that are contested, disputed or told in several ways."""
        return _provenance.disputed(self)

    def labels(self, act: str) -> FrozenMap[str, str]:
        """Return what each party calls an act, or an offensive; ``press``: nobody's side.

        Raises:
            NotFound: for an act that no event names.
        """
        told = _provenance.labels(self, act)
        if not told:
            _asked.thing(self.names, act, "act", ("act", "offensive"))
        return told

    def _actors(self, *asked: str, what: str = "party") -> tuple[str, ...]:
        return tuple(_asked.actor(self.names, one, what) for one in asked)

    def _series(self, asked: str | None) -> str | None:
        return _asked.any_thing(self.names, asked, "series")

    @property
    def phase(self) -> _phase.Phase:
        """The phase of the main pair: the two parties of the talks, else the pair of most facts.

        A state has as many phases as pairs: ``phases()``.
        """
        return _phase.phase(self, self._dyads)

    def phases(self) -> tuple[_phase.Phase, ...]:
        """Return the phase of each pair of parties on record, those that fight first."""
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
        pair = map(self.actors.principal, _asked.pair(self.names, (a, b)))
        return _phase.phase_between(self, self._dyads, *pair)

    @functools.cached_property
    def _dyads(self) -> Dyads:
        return dyads_of(self)

    def turning_days(self, *, until: WhenLike | None = None) -> tuple[When, ...]:
        """Return the later days on which an answer changes by itself, though nothing happens.

        A deadline passes, a ceasefire runs out; ``InvalidValue`` if ``until`` is not a date.

        >>> from peacetalks import CeasefireDeclared, History
        >>> truce = CeasefireDeclared(
        ...     occurred="2023-05-20", ceasefire="may", parties=("ARM", "AZE"), expires="2023-06-01"
        ... )
        >>> History([truce]).state(on="2023-05-21").turning_days()
        (When('2023-06-02'),)
        """
        last = None if until is None else When(until).last_day
        days = _by_day.turning_days(self, self._dyads, last)
        return tuple(When(day_text(day)) for day in days)

    def summary(self) -> str:
        """Return the state as a brief in plain text: at most 120 lines of 80 characters."""
        from peacetalks.state.brief import brief  # noqa: PLC0415 # the brief reads states

        return brief(self)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        from peacetalks.state.card import short  # noqa: PLC0415 # it reads states

        return short(self)

    def _repr_html_(self) -> str:
        """Return it as a card, for notebooks, which look for a method of this name."""
        from peacetalks.state.card import card_of  # noqa: PLC0415 # the card reads states

        return card_of(self)
