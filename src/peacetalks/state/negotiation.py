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
from peacetalks.state.ground import Control, Figure
from peacetalks.state.mediation import Standing, StandingChange
from peacetalks.state.meetings import Refusal
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
from peacetalks.state.words import Commitment, Promise
from peacetalks.values import Level, ReasonCategory
from peacetalks.when import When, WhenLike, day_text

if TYPE_CHECKING:
    from peacetalks.state.force import Violations

__all__ = ["NegotiationState"]


@final
@frozen(kw_only=True, repr=False)
class NegotiationState(Snapshot):
    """A negotiation as it stands on a day: a snapshot, and the questions it answers.

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

    # Meetings and contacts

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
        """
        _asked.word(category, ReasonCategory)
        return _meetings.refusals(
            self,
            by=_asked.any_actor(by),
            category=category,
            citing=_asked.any_actor(citing),
            mediator=_asked.any_actor(mediator),
        )

    pending_meetings = _meetings.pending_meetings
    date_passed = _meetings.date_passed

    def alternatives_offered(self) -> tuple[Refusal, ...]:
        """Return the refusals that proposed something instead."""
        return tuple(refusal for refusal in self.refusals() if refusal.alternatives_offered)

    def last_contact(
        self, a: str, b: str, *, level: Level | None = None, mediated: bool | None = None
    ) -> When | None:
        """Return when two actors last met, spoke, wrote or signed; None: not on record.

        In proximity and shuttle talks the parties are not in contact with each other.

        Raises:
            InvalidValue: for an actor or a level that is none.
        """
        _asked.word(level, Level)
        found = _meetings.contacts_between(
            self, _asked.actor(a), _asked.actor(b), level=level, mediated=mediated
        )
        return found[0].when if found else None

    def days_since_contact(self, a: str, b: str) -> tuple[int, int | None] | None:
        """Return how many days ago two actors were last in contact, at least and at most.

        The most is None where the sources only say that it was before a day.

        Raises:
            InvalidValue: for an actor that is none.
        """
        found = _meetings.contacts_between(
            self, _asked.actor(a), _asked.actor(b), level=None, mediated=None
        )
        whens = [contact.when for contact in found if contact.when is not None]
        return _meetings.days_since(self, whens) if whens else None

    # Mediation

    def standing(self, mediator: str, party: str) -> Standing:
        """Return how a mediator stands with a party; ``unknown`` if nothing is on record.

        Raises:
            InvalidValue: for an actor that is none.
        """
        return _mediation.standing(self, _asked.actor(mediator), _asked.actor(party))

    def standing_history(self, mediator: str, party: str) -> tuple[StandingChange, ...]:
        """Return what bore on ``standing``, in order, complaints included; raises as it does."""
        return self.standing(mediator, party).history

    mediators = _mediation.mediators

    def acceptable_mediators(self, *parties: str) -> tuple[str, ...]:
        """Return the mediators that each of the parties accepts, if only on conditions.

        Without parties there is nobody who accepts, and so nobody is returned.

        Raises:
            InvalidValue: for a party that is none.
        """
        return _mediation.acceptable_mediators(self, *map(_asked.actor, parties))

    # Texts and words

    def agreements(self, *, stage: Stage | None = None) -> tuple[Agreement, ...]:
        """Return the agreements, or those at a stage; ``InvalidValue`` for no such stage."""
        _asked.word(stage, Stage)
        return _agreements.agreements(self, stage=stage)

    def stage(self, agreement: str) -> Stage | None:
        """Return the stage of an agreement, None: not stated; ``NotFound`` for no such one."""
        return _agreements.stage_of(self, self.agreement(agreement))

    def missing_to(self, stage: Stage, agreement: str | None = None) -> _agreements.Missing:
        """Return what stands between an agreement and a stage.

        Args:
            stage: a stage of the ladder, as ``"signed"``.
            agreement: which one; None: the one that the talks aim at.

        Raises:
            NotFound: for an agreement that is not on record, or talks without an aim.
            InvalidValue: for what is no stage of the ladder.
        """
        if agreement is None:
            aim = _agreements.aim(self)
            if aim is None:
                raise NotFound("no agreement is aimed at; hint: name one of state.agreements()")
            agreement = aim.agreement
        return _agreements.missing_to(self, stage, agreement)

    open_proposals = _words.open_proposals
    open_preconditions = _words.open_preconditions
    open_expectations = _words.open_expectations
    lapsed_expectations = _words.lapsed_expectations

    def commitments(
        self, *, by: str | None = None, status: Promise | None = None
    ) -> tuple[Commitment, ...]:
        """Return who promised what, and its outcome; ``InvalidValue`` for no such word or actor."""
        _asked.word(status, Promise)
        return _words.commitments(self, by=_asked.any_actor(by), status=status)

    overdue = _words.overdue

    def awaiting(self, party: str) -> tuple[_words.Awaited, ...]:
        """Return what waits for a party: answers, promises, preconditions put to it.

        Raises:
            InvalidValue: for a party that is none.
        """
        return _words.awaiting(self, _asked.actor(party))

    def statements(
        self, *, by: str | None = None, about: str | None = None
    ) -> tuple[StatementMade, ...]:
        """Return what was said, each statement, in order.

        Args:
            by: only what was said for this actor.
            about: only statements with this subject, or this among their topics.

        Raises:
            InvalidValue: for an actor that is none.
        """
        return _record.statements(self, by=_asked.any_actor(by), about=about)

    def allegations(
        self, *, by: str | None = None, against: str | None = None, alleged: str | None = None
    ) -> tuple[AllegationMade, ...]:
        """Return who accused whom, each accusation, in order.

        Args:
            by: only accusations by this actor.
            against: only accusations of this actor.
            alleged: only accusations of this kind of act, as ``"ethnic cleansing"``.

        Raises:
            InvalidValue: for an actor that is none.
        """
        return _record.allegations(
            self, by=_asked.any_actor(by), against=_asked.any_actor(against), alleged=alleged
        )

    # Force, ground, people

    def attacks(
        self,
        *,
        between: tuple[str, str] | None = None,
        by: str | None = None,
        against: str | None = None,
        since: WhenLike | None = None,
        form: str | None = None,
    ) -> tuple[AttackReported, ...]:
        """Return the attacks on record, each of them, in order.

        Who attacked whom is on record only where both sides of an attack are stated: an attack
        that only names two in ``by`` is one between them, and neither by nor against either.

        Args:
            between: only attacks between these two actors, on whichever side.
            by: only attacks by this actor on somebody.
            against: only attacks by somebody on this actor.
            since: only attacks that can have happened on this day or later.
            form: only attacks of this form, as ``"shelling"``.

        Raises:
            InvalidValue: for an actor or a day that is none, or where ``between`` is not two
                different actors.

        >>> from peacetalks import fold
        >>> from peacetalks.events import AttackReported
        >>> state = fold([
        ...     AttackReported(occurred="2022-09-13", by="AZE", against="ARM", form="shelling"),
        ...     AttackReported(occurred="2022-09-14", by=("ARM", "AZE"), form="clash"),
        ... ])
        >>> len(state.attacks(between=("ARM", "AZE"))), len(state.attacks(by="AZE"))
        (2, 1)
        """
        return _record.attacks(
            self,
            between=None if between is None else _asked.pair(between),
            by=_asked.any_actor(by),
            against=_asked.any_actor(against),
            since=None if since is None else When(since),
            form=form,
        )

    ceasefires_in_force = _force.ceasefires_in_force
    ceasefires_without_end = _force.ceasefires_without_end

    def violations(self, *, alleged_by: str | None = None) -> tuple[Violations, ...]:
        """Return the violations alleged, or by one party; ``InvalidValue`` for no such party."""
        return _force.violations(self, alleged_by=_asked.any_actor(alleged_by))

    def control(self, area: str) -> Control | None:
        """Return who holds an area, by its name or code; None: not on record."""
        return self.parts.controls.get(_asked.area(area))

    def displacement(self, series: str | None = None) -> tuple[_figures.FigureLine, ...]:
        """Return the latest figure of each counting body and measure, the newest first.

        They stand side by side, each with its own base; they are never added.
        """
        return _figures.lines(self, "displacement", series)

    def returns(self, series: str | None = None) -> tuple[_figures.FigureLine, ...]:
        """Return the latest figures of those who came back, as ``displacement`` does."""
        return _figures.lines(self, "return", series)

    def populations(self, area: str | None = None) -> tuple[_figures.FigureLine, ...]:
        """Return the population figures on record, of each counting body."""
        return _figures.lines(self, "population", _asked.any_area(area))

    def casualties(
        self,
        *,
        side: str | None = None,
        counting_body: str | None = None,
        series: str | None = None,
        measure: Measure | None = None,
    ) -> tuple[Figure, ...]:
        """Return the latest casualty figures side by side; ``InvalidValue`` for no such measure."""
        _asked.word(measure, Measure)
        of, by = _asked.any_area(side), _asked.any_area(counting_body)
        return _figures.casualties(self, side=of, counting_body=by, series=series, measure=measure)

    # What stands behind it

    single_sourced = _provenance.single_sourced
    one_sided = _provenance.one_sided
    disputed = _provenance.disputed
    labels = _provenance.labels

    # The whole

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
        return _phase.phase_between(self, self._dyads, *_asked.pair((a, b)))

    @functools.cached_property
    def _dyads(self) -> Dyads:
        return dyads_of(self)

    def turning_days(self, *, until: WhenLike | None = None) -> tuple[When, ...]:
        """Return the later days on which an answer changes by itself, though nothing happens.

        A deadline passes, a ceasefire runs out, a meeting is 90 days old. Counters of days do not
        count; ``InvalidValue`` if ``until``, the last day asked for, is not a date.

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
