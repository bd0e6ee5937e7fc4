"""What stands behind a part of a state: events, sources, corrections, retractions, disputes."""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import TYPE_CHECKING, cast, final

from attrs import field, frozen

from peacetalks.errors import NotFound, did_you_mean
from peacetalks.events import Event, EventCorrected
from peacetalks.events.tellings import Tellings, telling
from peacetalks.history.order import IN_PYTHON, Order
from peacetalks.history.resolve import Effective
from peacetalks.reducer.fold import fold
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.queries import Phase
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values import Source

if TYPE_CHECKING:
    from peacetalks.history.history import History
    from peacetalks.history.timeline import Timeline

__all__ = ["Why", "address", "part_at", "phase_address", "why"]


@final
@frozen
class Why:
    """What stands behind a part.

    Attributes:
        part: the part's address, as ``"meetings/granada-2023-10"``.
        facts: the events that wrote what the part says, and those without which it would say
            something else, in the one order.
        accounts: other tellings of what one that wrote to it, or would have, tells under an act.
        hidden: events that would have written to it, or tell such an act, and do not count.
        bookkeeping: corrections, retractions, confirmations, disputes and merges of any of
            them, and what is aimed at those again.
        sources: of all of them, once each.

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
        told = (*self.facts, *self.accounts, *self.hidden, *self.bookkeeping)
        return tuple(self._order.sorted({event.id: event for event in told}.values()))

    def __str__(self) -> str:
        lines = [self.part]
        lines += [self._told(event, "") for event in self.facts]
        lines += [self._told(event, "also told: ") for event in self.accounts]
        lines += [self._told(event, "does not count: ") for event in self.hidden]
        lines += [self._told(event, "") for event in self.bookkeeping]
        return "\n".join(lines)

    def _told(self, event: Event, remark: str) -> str:
        by = self._actors.listed(event.claimed_by)
        return _told(event, remark, f" (claimed by {by})" if event.claimed_by else "")


def _told(event: Event, remark: str, claimed: str) -> str:
    target = getattr(event, "target", None)
    about = f" of {target}" if target else ""
    reason = getattr(event, "reason", None)
    because = f": {reason}" if reason else ""
    cited = "; ".join(_cited(source) for source in event.sources) or "no source"
    head = f"  {event.occurred}  {remark}{event.kind} {event.id}{about}{because}{claimed}"
    rows = "".join(f"\n      {told}" for told in _rows(event))
    return f"{head}\n      {cited}{rows}"


def _rows(event: Event) -> list[str]:
    """Return the ids of an event in data sets, a release a line."""
    told = event.external_ids
    return [
        f"{', '.join(f'{e.scheme} {e.id}' for e in told if e.release == release)}"
        f"{f' (release {release})' if release else ''}"
        for release in dict.fromkeys(e.release for e in told)
    ]


def _cited(source: Source) -> str:
    # A reader finds a page by its address; what has none is named.
    title = None if source.url or source.title is None else f'"{source.title}"'
    parts = (source.publisher, title, source.locator, source.published, source.url)
    return ", ".join(str(part) for part in parts if part is not None)


def address(table: str, key: object) -> str:
    """Return the address of a part: its table and key, as ``"standings/FRA/AZE"``.

    >>> address("standings", ("FRA", "AZE"))
    'standings/FRA/AZE'
    """
    parts = cast("tuple[object, ...]", key) if isinstance(key, tuple) else (key,)
    return "/".join([table, *("" if part is None else str(part) or "''" for part in parts)])


def phase_address(phase: Phase) -> str:
    """Return the address of a phase, as ``"phase/ARM-AZE"``; of no pair, ``"phase"``."""
    return "phase" if phase.pair is None else f"phase/{'-'.join(phase.pair)}"


def by_kept_id(state: NegotiationState, where: str) -> str:
    """Return an address; one of a fact that was merged away as that of the fact kept."""
    head, _, name = where.rpartition("/")
    kept = f"{head}/{state.canonical_id(name)}"
    return kept if where.startswith("on_record/") else where


def part_at(state: NegotiationState, part: Part | str) -> tuple[str, Part | None]:
    """Return the address of a part, and the part as it stands in a state.

    Raises:
        NotFound: for an address in no table of states, or a part of another state.
    """
    if isinstance(part, str):
        found = {address(table, key): there for table, key, there in state.parts}
        table = part.partition("/")[0]
        part = part if part in found else by_kept_id(state, part)
        if part not in found and not hasattr(state.parts, table):
            hint = did_you_mean(part, found) or "an address is as meetings/granada-2023-10"
            raise NotFound(f"no part {part!r}; hint: {hint}")
        return part, found.get(part)
    for table, key, there in state.parts:
        if there is part or (type(there) is type(part) and there == part):
            return address(table, key), there
    raise NotFound("no such part in the state from this viewpoint")


def why(history: History, part: Part | Phase | str, viewpoint: Viewpoint) -> Why:
    """Return what stands behind a part, from a viewpoint."""
    timeline = history.resolved(viewpoint)
    state = history.at(viewpoint)
    if isinstance(part, Phase) or (isinstance(part, str) and part.partition("/")[0] == "phase"):
        return _of_phase(history.order, timeline, state, part)
    where, found = part_at(state, part)
    day = None if viewpoint.on is None else viewpoint.on.last_day
    folded = timeline.events[: timeline.upto(day)]
    if viewpoint.unsettled:
        folded += state.unsettled
    facts = () if found is None else _decisive(where, found, folded)
    counting, silent = timeline.effectives(), history.resolution(viewpoint).hidden
    named = {event.id for event in facts}
    behind = [e for e in counting if e.event.id in named]
    hidden = [e for e in silent if _writes(e, where)]
    # Of what counts, only these can have to do with a part that they did not write to.
    others = [e for e in counting if e.event.id not in named and (e.behind or e.event.act)]
    others = [e for e in others if _writes(e, where)]
    things = {thing for e in (*behind, *hidden, *others) for thing in _things(e)}
    told = [e for e in counting if e.event.id not in named and things & _things(e)]
    hidden += [e for e in silent if e not in hidden and things & _things(e)]
    concerned = (*behind, *hidden, *others, *told)
    if found is None and not concerned:
        addresses = [address(table, key) for table, key, _ in state.parts]
        hint = did_you_mean(where, addresses)
        raise NotFound(f"nothing is on record of {where!r}" + (f"; hint: {hint}" if hint else ""))
    books = {book.id: book for effective in concerned for book in effective.behind}
    in_order = history.order.sorted
    accounts = tuple(in_order(e.event for e in told))
    originals = {e.original.id: e.original for e in hidden}
    every = (facts, accounts, tuple(in_order(originals.values())), tuple(in_order(books.values())))
    sources = dict.fromkeys(s for events in every for event in events for s in event.sources)
    return Why(where, *every, tuple(sources), history.order, state.actors)


def _of_phase(order: Order, timeline: Timeline, state: NegotiationState, asked: Phase | str) -> Why:
    """Return the facts on which the phase of a pair rests."""
    phases = {phase_address(phase): phase for phase in (*state.phases(), state.phase)}
    turned = {"phase/" + "-".join(p.pair[::-1]): p for p in phases.values() if p.pair is not None}
    where = phase_address(asked) if isinstance(asked, Phase) else asked
    actors = state.actors
    found = state.phase if where == "phase" else phases.get(where) or turned.get(where)
    if found is None:
        hint = did_you_mean(where, phases)
        raise NotFound(f"no {where!r} on record" + (f"; hint: {hint}" if hint else ""))
    facts = order.sorted({event.id: event for event in found.because}.values())
    behind = (timeline.effective(event.id) for event in facts)
    books = {book.id: book for effective in behind if effective for book in effective.behind}
    ordered = order.sorted(books.values())
    sources = dict.fromkeys(source for event in (*facts, *ordered) for source in event.sources)
    return Why(
        phase_address(found), tuple(facts), (), (), tuple(ordered), tuple(sources), order, actors
    )


def _decisive(where: str, part: Part, folded: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the last writers of a part, and what was replaced but made a difference.

    A part depends on nothing but what writes to it: a proposal made again after a cancellation
    is a new attempt, so the cancellation counts although nothing it wrote is left.
    """
    tellings: dict[str, Tellings] = defaultdict(Tellings)
    passed = {e.id for e in folded if e.act is not None and not tellings[e.act].take(e)}
    named = {event.id for event in part.because}
    writing = [
        event
        for event in folded
        if event.id in named or (event.id not in passed and writes_to(event, where))
    ]
    whole = _value(where, writing)
    return tuple(
        event
        for event in writing
        if event.id in named or _value(where, [e for e in writing if e is not event]) != whole
    )


def _value(where: str, events: list[Event]) -> Part | None:
    parts = fold(events).parts
    return next((part for table, key, part in parts if address(table, key) == where), None)


def _versions(effective: Effective) -> tuple[Event, ...]:
    """Return a fact as it was first told, as each correction has it, and as it stands."""
    corrected = (b.replacement for b in effective.behind if isinstance(b, EventCorrected))
    return tuple(dict.fromkeys((effective.original, *corrected, effective.event)))


def _writes(effective: Effective, where: str) -> bool:
    return any(writes_to(version, where) for version in _versions(effective))


def _things(effective: Effective) -> set[tuple[str, object]]:
    """Return what a fact tells of under an act, as it was ever told."""
    return {
        (version.act, told.thing)
        for version in _versions(effective)
        if version.act is not None and (told := telling(version)) is not None
    }


def writes_to(event: Event, where: str) -> bool:
    """Return whether an event by itself writes to the part at an address."""
    return where in _written(event)


@functools.lru_cache(maxsize=4096)
def _written(event: Event) -> frozenset[str]:
    return frozenset(address(table, key) for table, key, _ in fold([event]).parts)
