"""What stands behind a part of a state: events, sources, corrections, retractions, disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, final

from attrs import frozen

from peacetalks.errors import NotFound, did_you_mean
from peacetalks.events import Event
from peacetalks.history.order import in_order
from peacetalks.history.resolve import Effective
from peacetalks.reducer.fold import fold
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values import Source

if TYPE_CHECKING:
    from peacetalks.history.history import History

__all__ = ["Why", "address", "part_at", "why"]


@final
@frozen
class Why:
    """What stands behind a part.

    Attributes:
        part: the part's address, as ``"meetings/granada-2023-10"``.
        facts: the events that wrote what the part says, in the one order.
        hidden: events that would have written to it and do not count.
        bookkeeping: corrections, retractions, confirmations, disputes and merges of either.
        sources: of all of them, once each.
    """

    part: str
    facts: tuple[Event, ...]
    hidden: tuple[Event, ...]
    bookkeeping: tuple[Event, ...]
    sources: tuple[Source, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """All of them, in the one order."""
        unique = {event.id: event for event in (*self.facts, *self.hidden, *self.bookkeeping)}
        return tuple(in_order(unique.values()))

    def __str__(self) -> str:
        lines = [self.part]
        lines += [_told(event, "") for event in self.facts]
        lines += [_told(event, "does not count: ") for event in self.hidden]
        lines += [_told(event, "") for event in self.bookkeeping]
        return "\n".join(lines)


def _told(event: Event, remark: str) -> str:
    claimed = f" (claimed by {' and '.join(event.claimed_by)})" if event.claimed_by else ""
    target = getattr(event, "target", None)
    about = f" of {target}" if target else ""
    reason = getattr(event, "reason", None)
    because = f": {reason}" if reason else ""
    cited = "; ".join(_cited(source) for source in event.sources) or "no source"
    head = f"  {event.occurred}  {remark}{event.kind} {event.id}{about}{because}{claimed}"
    return f"{head}\n      {cited}"


def _cited(source: Source) -> str:
    parts = (source.publisher, source.locator, source.published, source.url)
    return ", ".join(str(part) for part in parts if part is not None)


def address(table: str, key: object) -> str:
    """Return the address of a part: its table and key, as ``"standings/FRA/AZE"``.

    >>> address("standings", ("FRA", "AZE"))
    'standings/FRA/AZE'
    """
    parts = cast("tuple[object, ...]", key) if isinstance(key, tuple) else (key,)
    return "/".join([table, *("" if part is None else str(part) for part in parts)])


def part_at(state: NegotiationState, part: Part | str) -> tuple[str, Part | None]:
    """Return the address of a part, and the part as it stands in a state.

    Raises:
        NotFound: for an address in no table of states, or a part of another state.
    """
    if isinstance(part, str):
        found = {address(table, key): there for table, key, there in state.parts}
        table = part.partition("/")[0]
        if part not in found and not hasattr(state.parts, table):
            hint = did_you_mean(part, found) or "an address is as meetings/granada-2023-10"
            raise NotFound(f"no part {part!r}; hint: {hint}")
        return part, found.get(part)
    for table, key, there in state.parts:
        if there is part or (type(there) is type(part) and there == part):
            return address(table, key), there
    raise NotFound("no such part in the state from this viewpoint")


def why(history: History, part: Part | str, viewpoint: Viewpoint) -> Why:
    """Return what stands behind a part, from a viewpoint."""
    timeline = history.resolved(viewpoint)
    state = history.at(viewpoint)
    where, found = part_at(state, part)
    facts = found.because if found is not None else ()
    hidden = [
        effective
        for effective in history.resolution(viewpoint).hidden
        if writes_to(effective.original, where)
    ]
    replaced = [
        effective
        for effective in timeline.effectives()
        if effective.original is not effective.event and writes_to(effective.original, where)
    ]
    if found is None and not hidden and not replaced:
        addresses = [address(table, key) for table, key, _ in state.parts]
        hint = did_you_mean(where, addresses)
        raise NotFound(f"nothing is on record of {where!r}" + (f"; hint: {hint}" if hint else ""))
    behind = [e for event in facts if (e := timeline.effective(event.id)) is not None]
    books = {b.id: b for e in (*behind, *hidden, *replaced) for b in e.behind}
    ordered = tuple(in_order(books.values()))
    silent = tuple(in_order(_originals(hidden)))
    told = (*facts, *silent, *ordered)
    sources = dict.fromkeys(source for event in told for source in event.sources)
    return Why(where, facts, silent, ordered, tuple(sources))


def _originals(effectives: list[Effective]) -> list[Event]:
    return list({e.original.id: e.original for e in effectives}.values())


def writes_to(event: Event, where: str) -> bool:
    """Return whether an event by itself writes to the part at an address."""
    return any(address(table, key) == where for table, key, _ in fold([event]).parts)
