"""``Dyad``: the talks, meetings, agreements, force and ceasefires on record between two parties.

The phase of a pair is derived from its dyad (``pair_phase.py``). As with UCDP, a dyad is two parties and
what is between them. Mediators, hosts and witnesses are not part of a dyad, and two attackers of a
third party are not a dyad (``state/pairs.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import Final, TypeAlias, final

from attrs import Factory, define, frozen

from peacetalks.events.security import CeasefireViolationAlleged
from peacetalks.state.acts_by_pair import Force, Moment, later, moment
from peacetalks.state.agreements import Agreement
from peacetalks.state.force import Hostilities, Offensive
from peacetalks.state.meetings import Meeting
from peacetalks.state.pairs import Pair, foes
from peacetalks.state.part import UNSTATED
from peacetalks.state.security import Ceasefire
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.talks import Talks

__all__ = [
    "Conflict",
    "Dyad",
    "Dyads",
    "Force",
    "Moment",
    "Pair",
    "conflict_of",
    "dyads_of",
    "met",
    "moment",
    "violated_between",
]

Dyads: TypeAlias = Mapping[Pair, "Dyad"]
"""The dyads of a state, by the codes of the two parties."""
_PAIR: Final = 2


@final
@frozen
class Conflict:
    """Hostilities or an offensive between two parties.

    Attributes:
        part: the hostilities or the offensive.
        began: its last start.
    """

    part: Hostilities | Offensive
    began: Force

    @property
    def name(self) -> str:
        """Its identifier."""
        return self.part.offensive if isinstance(self.part, Offensive) else self.part.hostilities

    @property
    def what(self) -> str:
        """The word for it."""
        return "an offensive" if isinstance(self.part, Offensive) else "hostilities"


@final
@define
class Dyad:
    """What is on record between two parties.

    Attributes:
        pair: their codes.
        talks: the talks with both as parties.
        meetings: the meetings of the two, held or not.
        rounds: whether they met in rounds of which only the number is known.
        agreements: the agreements between the two.
        conflicts: the hostilities and offensives between the two, including those that ended.
        force: the last attack, area taken by force or confirmed violation of a ceasefire.
        last_force: the same, but starts of hostilities and offensives count too.
        ceasefires: the ceasefires that bind both.
        one_sided: the ceasefires that one of the two declared alone, by its code.
    """

    pair: Pair
    talks: list[Talks] = Factory(list[Talks])
    meetings: list[Meeting] = Factory(list[Meeting])
    rounds: bool = False
    agreements: list[Agreement] = Factory(list[Agreement])
    conflicts: list[Conflict] = Factory(list[Conflict])
    force: Force | None = None
    last_force: Force | None = None
    ceasefires: list[Ceasefire] = Factory(list[Ceasefire])
    one_sided: dict[str, list[Ceasefire]] = Factory(dict[str, list[Ceasefire]])

    def use_force(self, used: Force) -> None:
        """Record a use of force."""
        self.force = later(self.force, used)
        self.last_force = later(self.last_force, used)

    def fight(self, conflict: Conflict) -> None:
        """Record hostilities or an offensive, whose start is a use of force."""
        self.conflicts.append(conflict)
        self.last_force = later(self.last_force, conflict.began)

    @property
    def on_record(self) -> bool:
        """Whether anything but one-sided ceasefires is on record between the two."""
        records = (self.talks, self.meetings, self.rounds, self.agreements, self.ceasefires)
        return any(records) or self.last_force is not None

    def truces_on(self, day: int) -> tuple[tuple[Ceasefire, ...], ...]:
        """Return the truces in force on a day, in days since 1970-01-01.

        A truce is one ceasefire that binds both, or one ceasefire by each of the two.
        """
        both = [(ceasefire,) for ceasefire in self.ceasefires if ceasefire.in_force_on(day)]
        alone = (self.one_sided_on(code, day) for code in self.pair)
        return (*both, *product(*alone))

    def ceasefires_on(self, day: int) -> tuple[Ceasefire, ...]:
        """Return the ceasefires in the truces on a day, once each."""
        return tuple({c.ceasefire: c for truce in self.truces_on(day) for c in truce}.values())

    def one_sided_on(self, code: str, day: int) -> tuple[Ceasefire, ...]:
        """Return the ceasefires in force on a day that one of the two declared alone."""
        return tuple(c for c in self.one_sided.get(code, ()) if c.in_force_on(day))


def dyads_of(state: Snapshot) -> Dyads:
    """Return the dyads of a state, by the codes of the two parties.

    >>> from peacetalks import History, datasets
    >>> dyads = dyads_of(History(datasets.south_caucasus()).state(on="2023-09-19"))
    >>> len(dyads["ARM", "AZE"].meetings) > 10, dyads["AZE", "NK"].conflicts[0].name
    (True, 'nk-2023-09')
    """
    dyads = _Collection({})
    parts = state.parts
    for talks in parts.talks.values():
        for dyad in dyads.among(state.actors.principals(talks.parties)):
            dyad.talks.append(talks)
    for meeting in parts.meetings.values():
        for dyad in dyads.among(parties_of(state, meeting)):
            dyad.meetings.append(meeting)
    for agreement in parts.agreements.values():
        for dyad in dyads.among(parties_to(state, agreement)):
            dyad.agreements.append(agreement)
    _conflicts(state, dyads)
    _force(state, dyads)
    _ceasefires(state, dyads)
    return dyads.by_pair


@final
@frozen
class _Collection:
    by_pair: dict[Pair, Dyad]

    def among(self, principals: Iterable[str]) -> Iterator[Dyad]:
        """Yield the dyad of every two of some principals."""
        return self.of(combinations(sorted(set(principals)), _PAIR))

    def of(self, pairs: Iterable[Pair]) -> Iterator[Dyad]:
        """Yield the dyads of some pairs; missing dyads are created."""
        for pair in pairs:
            yield self.by_pair.get(pair) or self.by_pair.setdefault(pair, Dyad(pair))


def conflict_of(part: Hostilities | Offensive) -> Conflict | None:
    """Return hostilities or an offensive with its last start; None: no start is on record."""
    event = part.because_of("launched" if isinstance(part, Offensive) else "started")
    return None if event is None else Conflict(part, Force.of(event))


def _conflicts(state: Snapshot, dyads: _Collection) -> None:
    principal = state.actors.principal
    parts: tuple[Hostilities | Offensive, ...] = (
        *state.parts.hostilities.values(),
        *state.parts.offensives.values(),
    )
    for part in parts:
        conflict = conflict_of(part)
        if conflict is None:
            continue
        if isinstance(part, Offensive):
            pairs = foes(product(part.by or (), part.against or ()), principal)
        else:
            pairs = foes(combinations(part.parties or (), _PAIR), principal, sided=False)
        for dyad in dyads.of(pairs):
            dyad.fight(conflict)


def _pairs_across(side: Iterable[str], other: Iterable[str]) -> tuple[Pair, ...]:
    """Return the pairs of an actor on one side and an actor on the other."""
    both = product(side, other)
    return tuple(sorted({(min(pair), max(pair)) for pair in both if len(set(pair)) == _PAIR}))


def _force(state: Snapshot, dyads: _Collection) -> None:
    for pair, acts in state.acts_by_pair.items():
        for dyad in dyads.of((pair,)):
            dyad.rounds = acts.rounds
            if acts.force is not None:
                dyad.use_force(acts.force)
    for alleged in state.parts.violations.values():
        for event in alleged.because:
            if isinstance(event, CeasefireViolationAlleged):
                for dyad in dyads.of(violated_between(state, event, proven=True)):
                    dyad.use_force(Force.of(event))


def violated_between(
    state: Snapshot, event: CeasefireViolationAlleged, *, proven: bool
) -> tuple[Pair, ...]:
    """Return the pairs between which a ceasefire is alleged, or proven, to have been violated.

    If a monitor alleges a violation, it is between the accused and the other parties that the
    ceasefire binds. It is proven against all accused if it is coded as confirmed, or else against
    those that admit it. Violations of agreements are not a use of force.

    >>> from peacetalks import fold
    >>> from peacetalks.events import CeasefireDeclared
    >>> may = CeasefireDeclared(occurred="2031-05-01", ceasefire="may", parties=("NORTH", "SOUTH"))
    >>> alleged = CeasefireViolationAlleged(
    ...     occurred="2031-05-09", ceasefire="may", by="OSCE", against="SOUTH"
    ... )
    >>> violated_between(fold([may]), alleged, proven=False)
    (('NORTH', 'SOUTH'),)
    >>> violated_between(fold([may]), alleged, proven=True)
    ()
    """
    ceasefire = state.parts.ceasefires.get(event.ceasefire)
    principals = state.actors.principals
    bound = set(() if ceasefire is None else principals(ceasefire.parties))
    accused = set(principals(event.against))
    if proven and event.certainty != "confirmed":
        accused &= set(principals(event.claimed_by))
    accusers = set(principals(event.by))
    others = accusers
    if bound:
        accused &= bound
        others = accusers & bound or bound
    return _pairs_across(accused, others)


def _ceasefires(state: Snapshot, dyads: _Collection) -> None:
    alone: dict[str, list[Ceasefire]] = {}
    for ceasefire in state.parts.ceasefires.values():
        parties = set(state.actors.principals(ceasefire.parties))
        if len(parties) == 1:
            alone.setdefault(parties.pop(), []).append(ceasefire)
        for dyad in dyads.among(parties):
            dyad.ceasefires.append(ceasefire)
    # A one-sided ceasefire does not say against whom, so it does not create a dyad.
    for dyad in dyads.by_pair.values() if alone else ():
        dyad.one_sided = {code: alone[code] for code in dyad.pair if code in alone}


def parties_of(state: Snapshot, meeting: Meeting) -> set[str]:
    """Return the parties to a meeting: those that were invited, answered or took part.

    If that is only one actor, the actor that proposed the meeting is the other party. If neither
    invitees nor participants are stated, the parties to the talks are its parties, unless another
    actor answered. Mediators are not parties.

    >>> from peacetalks import History, datasets
    >>> state = History(datasets.south_caucasus()).state(on="2023-11-17")
    >>> sorted(parties_of(state, state.meeting("washington-2023-11")))
    ['ARM', 'AZE']
    """
    principals = state.actors.principals
    mediators = set(principals(mediator.actor for mediator in meeting.mediators or ()))
    answering = (*meeting.answers, *(refusal.by for refusal in meeting.refusals))
    answered = set(principals(answering)) - {UNSTATED}
    named = {*principals(meeting.invitees), *answered, *principals(_present(meeting))} - mediators
    if meeting.invitees is None and meeting.participants is None:
        talks = state.parts.talks.get(meeting.talks or "")
        of_talks = set(() if talks is None else principals(talks.parties))
        named = (named | of_talks if answered <= of_talks else named) - mediators
    if len(named) == 1:
        named |= set(principals(meeting.proposed_by)) - mediators
    return named


def met(state: Snapshot, meeting: Meeting, pair: Pair) -> bool:
    """Return whether two parties were at a meeting that was held.

    If the participants are not stated, all invitees count as present except those stated as absent.
    """
    if meeting.held is None:
        return False
    there = set(_present(meeting))
    if meeting.participants is None:
        there = set(meeting.invitees or ()) - set(meeting.absent or ())
    principals = state.actors.principals
    mediators = principals(mediator.actor for mediator in meeting.mediators or ())
    return set(pair) <= set(principals(there)) - set(mediators)


def _present(meeting: Meeting) -> Iterator[str]:
    if meeting.held is not None:
        yield from (p.actor for p in meeting.participants or () if p.role == "party")


def parties_to(state: Snapshot, agreement: Agreement) -> set[str]:
    """Return the parties to an agreement, or else who acted on it, or else who negotiates it.

    >>> from peacetalks import History, datasets
    >>> state = History(datasets.south_caucasus()).state(on="2023-11-17")
    >>> sorted(parties_to(state, state.agreement("peace-treaty")))
    ['ARM', 'AZE']
    """
    stated = agreement.acted_by if agreement.parties is None else agreement.parties
    if agreement.parties is not None or stated:
        return set(state.actors.principals(stated))
    aiming = (t for t in state.parts.talks.values() if t.aim == agreement.agreement)
    return {code for talks in aiming for code in state.actors.principals(talks.parties)}
