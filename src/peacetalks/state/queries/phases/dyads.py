"""``Dyad``: what is on record between two parties: talks, meetings, agreements, force, ceasefires.

The phase of a pair is read from its dyad (``phase.py``). A dyad is, as with UCDP, two parties and
what is between them; mediators, hosts and witnesses make none, and two who attack a third are none
either (``state/pairs.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import Final, TypeAlias, final

from attrs import Factory, define, frozen

from peacetalks.events import (
    KINDS,
    CeasefireViolationAlleged,
    Event,
    MeetingsHeld,
)
from peacetalks.events.clocks import settled
from peacetalks.state.force import Ceasefire, Hostilities, Offensive
from peacetalks.state.meetings import Meeting
from peacetalks.state.pairs import Pair, foes, is_force, pairs_of
from peacetalks.state.part import UNSTATED
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.texts import Agreement, Talks

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
"""What is on record between each two parties, by their codes."""
Moment: TypeAlias = tuple[int, int, int]
"""When an event comes in the one order: the day it settled, its earliest instant, its rank."""

_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}
_PAIR: Final = 2


def moment(event: Event) -> Moment:
    """Return when an event comes in the one order, which is enough to compare two kinds.

    >>> from peacetalks.events import AttackReported, CeasefireDeclared
    >>> attack = AttackReported(occurred="2031-05-20", by="NORTH", against="SOUTH")
    >>> truce = CeasefireDeclared(occurred="2031-05-20", ceasefire="may")
    >>> moment(attack) < moment(truce)
    True
    """
    return settled(event), event.occurred.lo, _RANK.get(type(event), len(_RANK))


@final
@frozen
class Force:
    """A use of force between two parties.

    Attributes:
        when: when it comes in the one order.
        event: the event that tells of it.
    """

    when: Moment
    event: Event

    @classmethod
    def of(cls, event: Event) -> Force:
        """Return the use of force that an event tells of."""
        return cls(moment(event), event)


@final
@frozen
class Conflict:
    """Hostilities or an offensive between two parties.

    Attributes:
        part: the hostilities or the offensive.
        began: their last start.
    """

    part: Hostilities | Offensive
    began: Force

    @property
    def name(self) -> str:
        """Their identifier."""
        return self.part.offensive if isinstance(self.part, Offensive) else self.part.hostilities

    @property
    def what(self) -> str:
        """What they are, in words."""
        return "an offensive" if isinstance(self.part, Offensive) else "hostilities"


@final
@define
class Dyad:
    """What is on record between two parties.

    Attributes:
        pair: their codes.
        talks: the talks that both are party to.
        meetings: the meetings of the two, whatever became of them.
        rounds: whether they met in rounds of which only the number is known.
        agreements: the agreements between the two.
        conflicts: the hostilities and offensives between the two, ended ones too.
        force: the last attack, control taken by force or confirmed violation of a ceasefire.
        last_force: the last of those, and of the starts of hostilities and offensives.
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
        """Keep a use of force if it is the last."""
        self.force = _later(self.force, used)
        self.last_force = _later(self.last_force, used)

    def fight(self, conflict: Conflict) -> None:
        """Keep hostilities or an offensive; their start is a use of force."""
        self.conflicts.append(conflict)
        self.last_force = _later(self.last_force, conflict.began)

    @property
    def on_record(self) -> bool:
        """Whether anything but one-sided ceasefires is on record between the two."""
        kept = (self.talks, self.meetings, self.rounds, self.agreements, self.ceasefires)
        return any(kept) or self.last_force is not None

    def truces_on(self, day: int) -> tuple[tuple[Ceasefire, ...], ...]:
        """Return what binds both on a day: one ceasefire of the two, or one by each of them.

        The day is in days since 1970-01-01.
        """
        both = [(ceasefire,) for ceasefire in self.ceasefires if ceasefire.in_force_on(day)]
        alone = (self.one_sided_on(code, day) for code in self.pair)
        return (*both, *product(*alone))

    def ceasefires_on(self, day: int) -> tuple[Ceasefire, ...]:
        """Return the ceasefires that bind both and hold on a day, each once."""
        return tuple({c.ceasefire: c for truce in self.truces_on(day) for c in truce}.values())

    def one_sided_on(self, code: str, day: int) -> tuple[Ceasefire, ...]:
        """Return the ceasefires of one of the two alone that hold on a day."""
        return tuple(c for c in self.one_sided.get(code, ()) if c.in_force_on(day))


def _later(one: Force | None, other: Force) -> Force:
    return other if one is None or one.when < other.when else one


def dyads_of(state: Snapshot) -> Dyads:
    """Return what is on record between each two parties, by their codes.

    >>> from peacetalks import History, datasets
    >>> found = dyads_of(History(datasets.south_caucasus()).state(on="2023-09-19"))
    >>> len(found["ARM", "AZE"].meetings) > 10, found["AZE", "NK"].conflicts[0].name
    (True, 'nk-2023-09')
    """
    dyads = _Found({})
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
    return dyads.found


@final
@frozen
class _Found:
    found: dict[Pair, Dyad]

    def among(self, codes: Iterable[str]) -> Iterator[Dyad]:
        """Yield the dyad of every two of some parties, of which none is an organ of another."""
        return self.of(combinations(sorted(set(codes)), _PAIR))

    def of(self, pairs: Iterable[Pair]) -> Iterator[Dyad]:
        """Yield the dyads of some pairs, made where there were none."""
        for pair in pairs:
            yield self.found.get(pair) or self.found.setdefault(pair, Dyad(pair))


def conflict_of(part: Hostilities | Offensive) -> Conflict | None:
    """Return hostilities or an offensive with their last start; None: no start is on record."""
    event = part.because_of("launched" if isinstance(part, Offensive) else "started")
    return None if event is None else Conflict(part, Force.of(event))


def _conflicts(state: Snapshot, dyads: _Found) -> None:
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


def _each_with_each(one: Iterable[str], other: Iterable[str]) -> tuple[Pair, ...]:
    """Return the pairs of each of the one with each of the other side."""
    sides = product(one, other)
    return tuple(sorted({(min(pair), max(pair)) for pair in sides if len(set(pair)) == _PAIR}))


def _force(state: Snapshot, dyads: _Found) -> None:
    principal = state.actors.principal
    for fact in state.parts.on_record.values():
        event = fact.event
        if isinstance(event, MeetingsHeld):
            for dyad in dyads.of(pairs_of(event, principal)):
                dyad.rounds = True
        elif is_force(event):
            for dyad in dyads.of(pairs_of(event, principal)):
                dyad.use_force(Force.of(event))
    for alleged in state.parts.violations.values():
        for event in alleged.because:
            if isinstance(event, CeasefireViolationAlleged):
                for dyad in dyads.of(violated_between(state, event, proven=True)):
                    dyad.use_force(Force.of(event))


def violated_between(
    state: Snapshot, event: CeasefireViolationAlleged, *, proven: bool
) -> tuple[Pair, ...]:
    """Return the pairs between which a ceasefire is said, or proven, to have been violated.

    A monitor may allege it: then it was violated between the accused and the others
    whom the ceasefire binds. It is proven against all accused where the coder calls it confirmed,
    else against those who admit it. Violations of agreements are no use of force.

    >>> from peacetalks import fold
    >>> from peacetalks.events import CeasefireDeclared
    >>> may = CeasefireDeclared(occurred="2031-05-01", ceasefire="may", parties=("NORTH", "SOUTH"))
    >>> said = CeasefireViolationAlleged(
    ...     occurred="2031-05-09", ceasefire="may", by="OSCE", against="SOUTH"
    ... )
    >>> violated_between(fold([may]), said, proven=False)
    (('NORTH', 'SOUTH'),)
    >>> violated_between(fold([may]), said, proven=True)
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
    return _each_with_each(accused, others)


def _ceasefires(state: Snapshot, dyads: _Found) -> None:
    alone: dict[str, list[Ceasefire]] = {}
    for ceasefire in state.parts.ceasefires.values():
        parties = set(state.actors.principals(ceasefire.parties))
        if len(parties) == 1:
            alone.setdefault(parties.pop(), []).append(ceasefire)
        for dyad in dyads.among(parties):
            dyad.ceasefires.append(ceasefire)
    # Against whom somebody stopped alone is not said: it makes no pair of its own.
    for dyad in dyads.found.values() if alone else ():
        dyad.one_sided = {code: alone[code] for code in dyad.pair if code in alone}


def parties_of(state: Snapshot, meeting: Meeting) -> set[str]:
    """Return the parties to a meeting: who was invited, answered or was there.

    Who invites one other alone is the other party. Of a meeting known from an answer alone, the
    parties of its talks are to meet, if those who answered are among them. Mediators are no parties.

    >>> from peacetalks import History, datasets
    >>> state = History(datasets.south_caucasus()).state(on="2023-11-17")
    >>> sorted(parties_of(state, state.meeting("washington-2023-11")))
    ['ARM', 'AZE']
    """
    principals = state.actors.principals
    mediators = set(principals(mediator.actor for mediator in meeting.mediators or ()))
    told = (*meeting.answers, *(refusal.by for refusal in meeting.refusals))
    answered = set(principals(told)) - {UNSTATED}
    named = {*principals(meeting.invitees), *answered, *principals(_present(meeting))} - mediators
    if meeting.invitees is None and meeting.participants is None:
        talks = state.parts.talks.get(meeting.talks or "")
        own = set(() if talks is None else principals(talks.parties))
        named = (named | own if answered <= own else named) - mediators
    if len(named) == 1:
        named |= set(principals(meeting.proposed_by)) - mediators
    return named


def met(state: Snapshot, meeting: Meeting, pair: Pair) -> bool:
    """Return whether two parties were at a meeting that was held.

    Who was there is stated, or else it was everybody invited who is not said to have been absent.
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
    """Return between whom an agreement is: its parties, else who acted on it, else who talks about it.

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
