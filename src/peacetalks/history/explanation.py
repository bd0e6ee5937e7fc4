"""What a part of a state rests on: events, sources, corrections, retractions, disputes."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from typing import cast, final

from attrs import field, frozen

from peacetalks.errors import NotFound, did_you_mean
from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.tellings import Tellings, telling
from peacetalks.history.chronicle import Chronicle
from peacetalks.history.order import IN_PYTHON, Order
from peacetalks.history.resolution import Effective
from peacetalks.history.timeline import Timeline
from peacetalks.reducer.folding import fold
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.queries import Phase
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values.facts import Source

__all__ = ["Why", "address", "part_at", "phase_address", "why"]


@final
@frozen
class Why:
    """What a part of a state rests on.

    Attributes:
        part: the address of the part, such as ``"meetings/granada-2023-10"``.
        facts: the events that wrote what the part says, and those without which it would say
            something else, in the one order.
        accounts: other accounts of the same act, for facts that wrote to the part or would have.
        hidden: facts that would have written to the part, or are about such an act, but do not
            count.
        bookkeeping: the corrections, retractions, confirmations, disputes and merges of any of
            them, and the bookkeeping about those.
        sources: the sources of all of them, each once.

    >>> from peacetalks import History, datasets
    >>> why = History(datasets.south_caucasus()).why("meetings/washington-2023-11")
    >>> [event.kind for event in why.facts]
    ['meeting-proposed', 'meeting-refused']
    """

    part: str
    facts: tuple[Event, ...]
    accounts: tuple[Event, ...]
    hidden: tuple[Event, ...]
    bookkeeping: tuple[Event, ...]
    sources: tuple[Source, ...]
    _order: Order = field(default=IN_PYTHON, repr=False, eq=False)
    _actors: Register = field(default=Register(), repr=False, eq=False)

    @property
    def events(self) -> tuple[Event, ...]:
        """All of them, in the one order."""
        everything = (*self.facts, *self.accounts, *self.hidden, *self.bookkeeping)
        return tuple(self._order.sorted({event.id: event for event in everything}.values()))

    def __str__(self) -> str:
        lines = [self.part]
        lines += [self._described(event, "") for event in self.facts]
        lines += [self._described(event, "another account: ") for event in self.accounts]
        lines += [self._described(event, "does not count: ") for event in self.hidden]
        lines += [self._described(event, "") for event in self.bookkeeping]
        return "\n".join(lines)

    def _described(self, event: Event, label: str) -> str:
        by = self._actors.listed(event.claimed_by)
        return _described(event, label, f" (claimed by {by})" if event.claimed_by else "")


def _described(event: Event, label: str, claimed: str) -> str:
    target = getattr(event, "target", None)
    about = f" of {target}" if target else ""
    reason = getattr(event, "reason", None)
    because = f": {reason}" if reason else ""
    cited = "; ".join(_cited(source) for source in event.sources) or "no source"
    head = f"  {event.occurred}  {label}{event.kind} {event.id}{about}{because}{claimed}"
    ids = "".join(f"\n      {line}" for line in _ids_by_release(event))
    return f"{head}\n      {cited}{ids}"


def _ids_by_release(event: Event) -> list[str]:
    """Return the ids of an event in data sets, one line per release."""
    ids = event.external_ids
    return [
        f"{', '.join(f'{e.scheme} {e.id}' for e in ids if e.release == release)}"
        f"{f' (release {release})' if release else ''}"
        for release in dict.fromkeys(e.release for e in ids)
    ]


def _cited(source: Source) -> str:
    # A reader finds a page by its address; a source without one is given by its title.
    title = None if source.url or source.title is None else f'"{source.title}"'
    parts = (source.publisher, title, source.locator, source.published, source.url)
    return ", ".join(str(part) for part in parts if part is not None)


def address(table: str, key: object) -> str:
    """Return the address of a part: its table and key, such as ``"standings/FRA/AZE"``.

    >>> address("standings", ("FRA", "AZE"))
    'standings/FRA/AZE'
    """
    parts = cast("tuple[object, ...]", key) if isinstance(key, tuple) else (key,)
    return "/".join([table, *("" if part is None else str(part) or "''" for part in parts)])


def phase_address(phase: Phase) -> str:
    """Return the address of a phase, such as ``"phase/ARM-AZE"``, or ``"phase"`` without a pair."""
    return "phase" if phase.pair is None else f"phase/{'-'.join(phase.pair)}"


def by_kept_id(state: NegotiationState, where: str) -> str:
    """Return an address; for a fact that was merged away, the address of the fact that was kept."""
    head, _, name = where.rpartition("/")
    kept = f"{head}/{state.canonical_id(name)}"
    return kept if where.startswith("on_record/") else where


def part_at(state: NegotiationState, part: Part | str) -> tuple[str, Part | None]:
    """Return the address of a part, and the part in a state.

    Raises:
        NotFound: if ``part`` is an address in no table of states, or a part of another state.
    """
    if isinstance(part, str):
        parts = {address(table, key): known for table, key, known in state.parts}
        table = part.partition("/")[0]
        part = part if part in parts else by_kept_id(state, part)
        if part not in parts and not hasattr(state.parts, table):
            hint = did_you_mean(part, parts) or "an address looks like meetings/granada-2023-10"
            raise NotFound(f"no part {part!r}; hint: {hint}")
        return part, parts.get(part)
    for table, key, known in state.parts:
        if known is part or (type(known) is type(part) and known == part):
            return address(table, key), known
    raise NotFound("no such part in the state from this viewpoint")


def why(history: Chronicle, part: Part | Phase | str, viewpoint: Viewpoint) -> Why:
    """Return what a part rests on, from a viewpoint."""
    timeline = history.effective(viewpoint)
    state = history.at(viewpoint)
    if isinstance(part, Phase) or (isinstance(part, str) and part.partition("/")[0] == "phase"):
        return _of_phase(history.order, timeline, state, part)
    where, written = part_at(state, part)
    facts = () if written is None else _decisive(where, written, _folded(timeline, state))
    hidden, others, rivals = _around(timeline, where, facts)
    decisive = {event.id for event in facts}
    concerned = [e for e in timeline.in_order() if e.event.id in decisive]
    concerned += (*hidden, *others, *rivals)
    if written is None and not concerned:
        addresses = [address(table, key) for table, key, _ in state.parts]
        hint = did_you_mean(where, addresses)
        raise NotFound(
            f"nothing is on record about {where!r}" + (f"; hint: {hint}" if hint else "")
        )
    in_order = history.order.sorted
    books = {book.id: book for effective in concerned for book in effective.behind}
    originals = {e.original.id: e.original for e in hidden}
    accounts = tuple(in_order(e.event for e in rivals))
    every = (facts, accounts, tuple(in_order(originals.values())), tuple(in_order(books.values())))
    return Why(where, *every, _sources(*every), history.order, state.actors)


def _folded(timeline: Timeline, state: NegotiationState) -> tuple[Event, ...]:
    """Return the facts of which a state is the fold."""
    viewpoint = state.viewpoint
    day = None if viewpoint is None or viewpoint.on is None else viewpoint.on.last_day
    settled = timeline.events[: timeline.upto(day)]
    is_open = viewpoint is not None and viewpoint.unsettled
    return (*settled, *state.unsettled) if is_open else settled


def _around(
    timeline: Timeline, where: str, facts: tuple[Event, ...]
) -> tuple[list[Effective], list[Effective], list[Effective]]:
    """Return what is about a part apart from the facts that decide it.

    These are the facts that do not count, other facts that may have written to the part once, and
    other tellings of the same things.
    """
    decisive = {event.id for event in facts}
    counting = timeline.in_order()
    rest = [e for e in counting if e.event.id not in decisive]
    hidden = [e for e in timeline.hidden if _writes(e, where)]
    # Of the other facts that count, only these can have written to the part once.
    others = [e for e in rest if (e.behind or e.event.act) and _writes(e, where)]
    decided = [e for e in counting if e.event.id in decisive]
    things = {thing for e in (*decided, *hidden, *others) for thing in _things(e)}
    hidden += [e for e in timeline.hidden if e not in hidden and things & _things(e)]
    return hidden, others, [e for e in rest if things & _things(e)]


def _sources(*several: Iterable[Event]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(s for events in several for event in events for s in event.sources))


def _of_phase(
    order: Order, timeline: Timeline, state: NegotiationState, wanted: Phase | str
) -> Why:
    """Return the facts on which the phase of a pair rests."""
    phases = {phase_address(phase): phase for phase in (*state.phases(), state.phase)}
    reversed_ = {
        "phase/" + "-".join(p.pair[::-1]): p for p in phases.values() if p.pair is not None
    }
    where = phase_address(wanted) if isinstance(wanted, Phase) else wanted
    actors = state.actors
    phase = state.phase if where == "phase" else phases.get(where) or reversed_.get(where)
    if phase is None:
        hint = did_you_mean(where, phases)
        raise NotFound(f"no {where!r} on record" + (f"; hint: {hint}" if hint else ""))
    facts = order.sorted({event.id: event for event in phase.because}.values())
    effectives = (timeline.fact(event.id) for event in facts)
    books = {book.id: book for effective in effectives if effective for book in effective.behind}
    ordered = order.sorted(books.values())
    sources = _sources(facts, ordered)
    return Why(phase_address(phase), tuple(facts), (), (), tuple(ordered), sources, order, actors)


def _decisive(where: str, part: Part, folded: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the last writers of a part, and the facts that were replaced but made a difference.

    A part depends only on the facts that write to it. A proposal made again after a cancellation
    is a new attempt, so the cancellation counts although nothing that it wrote is left.
    """
    tellings: dict[str, Tellings] = defaultdict(Tellings)
    not_folded = {e.id for e in folded if e.act is not None and not tellings[e.act].take(e)}
    last_writers = {event.id for event in part.because}
    writing = [
        event
        for event in folded
        if event.id in last_writers or (event.id not in not_folded and writes_to(event, where))
    ]
    value = _value(where, writing)
    return tuple(
        event
        for event in writing
        if event.id in last_writers
        or _value(where, [e for e in writing if e is not event]) != value
    )


def _value(where: str, events: list[Event]) -> Part | None:
    parts = fold(events).parts
    return next((part for table, key, part in parts if address(table, key) == where), None)


def _versions(effective: Effective) -> tuple[Event, ...]:
    """Return a fact as it was first recorded, as each correction has it, and as it is now."""
    corrected = (b.replacement for b in effective.behind if isinstance(b, EventCorrected))
    return tuple(dict.fromkeys((effective.original, *corrected, effective.event)))


def _writes(effective: Effective, where: str) -> bool:
    return any(writes_to(version, where) for version in _versions(effective))


def _things(effective: Effective) -> set[tuple[str, object]]:
    """Return what each version of a fact is about, with its act."""
    return {
        (version.act, version_told.thing)
        for version in _versions(effective)
        if version.act is not None and (version_told := telling(version)) is not None
    }


def writes_to(event: Event, where: str) -> bool:
    """Return whether an event by itself writes to the part at an address."""
    return where in _written(event)


@functools.lru_cache(maxsize=4096)
def _written(event: Event) -> frozenset[str]:
    return frozenset(address(table, key) for table, key, _ in fold([event]).parts)
