"""Folding events into a state, and the negotiation's own reducer.

``NEGOTIATION`` is the union of the handlers of the family modules, one per kind:
``(draft, event) -> draft``. A projection of one's own has the same shape, over any state:
``fold(events, {MeetingRefused: count_one}, initial=0)``.

A fold takes events in the order in which they come, as they are. It is total (any event on any
state gives a state; contradictions in data are findings of a check, never errors here) and
deterministic. Corrections and the like it lists in ``state.unresolved``; which events count,
and in which order, is for a history to say.

A fact of a user's own kind stays on record as it is. What a fold passes over (annotations,
unknown kinds, the unresolved) moves neither the state nor its day, and is not counted in
``state.fact_count``.

**Several accounts of one act.** Of rival tellings of one thing under one ``act`` the first in the
order is folded, the others are kept next to it as accounts (``state.labels``). Everything else
that shares an act is folded (``events/tellings.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar, cast, overload

from peacetalks.errors import InvalidValue
from peacetalks.events import (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSplit,
    Annotation,
    Checkpoint,
    Event,
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
    EventsMerged,
    MeetingsHeld,
    TerritorialControlChanged,
    UnknownEvent,
    VoteHeld,
)
from peacetalks.events.clocks import NEVER, settled
from peacetalks.frozenmap import FrozenMap
from peacetalks.misuse import several_events
from peacetalks.reducer.agreements import AGREEMENTS, vote_held
from peacetalks.reducer.draft import Draft
from peacetalks.reducer.force import FORCE
from peacetalks.reducer.ground import GROUND, territorial_control_changed
from peacetalks.reducer.law import LAW
from peacetalks.reducer.mediation import MEDIATION
from peacetalks.reducer.meetings import MEETINGS, meetings_held
from peacetalks.reducer.record import RECORD, keep, keep_last_word, keep_use_of_force
from peacetalks.reducer.talks import TALKS
from peacetalks.reducer.words import WORDS
from peacetalks.state.ground import Account, ActDraft
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.parts import tables_of
from peacetalks.when import ALWAYS

__all__ = ["NEGOTIATION", "Handler", "apply", "evolve", "fold", "is_passed_over"]

S = TypeVar("S")
Handler = Callable[[S, Any], S]
"""What folds one kind of event into a state. (Any: each handler takes its own kind.)"""


def _unresolved(draft: Draft, event: Event) -> Draft:
    draft.unresolved.append(event)
    return draft


def _about_actors(draft: Draft, event: Event) -> Draft:
    draft.about_actors.append(event)
    return draft


def _ignored(draft: Draft, event: Event) -> Draft:  # noqa: ARG001 # the shape of every handler
    return draft


def _each(*handlers: Handler[Draft]) -> Handler[Draft]:
    def handle(draft: Draft, event: Event) -> Draft:
        for handler in handlers:
            handler(draft, event)
        return draft

    return handle


_BOOKKEEPING: Final[dict[type[Event], Handler[Draft]]] = {
    EventCorrected: _unresolved,
    EventRetracted: _unresolved,
    EventConfirmed: _unresolved,
    EventDisputed: _unresolved,
    EventsMerged: _unresolved,
    # They make the register, and no fact.
    ActorAliased: _about_actors,
    ActorSplit: _about_actors,
    ActorMerged: _about_actors,
    ActorNamed: _about_actors,
    # The check's and the user's own: a fold passes over them.
    Checkpoint: _ignored,
    Annotation: _ignored,
    UnknownEvent: _ignored,
}

NEGOTIATION: Final[Mapping[type[Event], Handler[Draft]]] = FrozenMap(
    {
        **RECORD,
        **MEETINGS,
        **TALKS,
        **MEDIATION,
        **AGREEMENTS,
        **WORDS,
        **FORCE,
        **GROUND,
        **LAW,
        **_BOOKKEEPING,
        # Three kinds do both: they move a part, and stay on record.
        MeetingsHeld: _each(meetings_held, keep),
        VoteHeld: _each(vote_held, keep_last_word),
        TerritorialControlChanged: _each(territorial_control_changed, keep_use_of_force),
    }
)
"""The handler of every kind of the core vocabulary."""

_HANDLERS: Final = dict(NEGOTIATION)


@overload
def fold(
    events: Iterable[Event], *, initial: NegotiationState | None = None
) -> NegotiationState: ...
@overload
def fold(
    events: Iterable[Event],
    handlers: Mapping[type[Event], Callable[[S, Any], S]],
    *,
    initial: Callable[[], S],
) -> S: ...
@overload
def fold(
    events: Iterable[Event], handlers: Mapping[type[Event], Callable[[S, Any], S]], *, initial: S
) -> S: ...
def fold(
    events: Iterable[Event],
    handlers: Mapping[type[Event], Callable[[Any, Any], Any]] | None = None,
    *,
    initial: Any = None,
) -> Any:
    """Fold events, in the order given, into a state.

    Args:
        events: the events; corrections among them are not applied (see ``History``).
        handlers: by kind, what each event makes of the state: ``(state, event) -> state``;
            events of other kinds are passed over. Left out: the negotiation's own.
        initial: the state to start from; with handlers of one's own a value, or a function
            that makes one (as ``dict``), so that nothing mutable is shared between folds.

    Raises:
        InvalidValue: for what is no event, or a handler of no kind.

    >>> from peacetalks.events import MeetingRefused
    >>> refusals = [MeetingRefused(occurred="2023-11-16", meeting="washington", by="AZE")]
    >>> fold(refusals).meeting("washington").status
    'refused'
    >>> fold(refusals, {MeetingRefused: lambda number, event: number + 1}, initial=0)
    1
    """
    # Any in the implementation: the overloads above are what callers see.
    events = several_events(events)
    if handlers is not None:
        return _project(events, _checked_handlers(handlers), initial)
    state = NegotiationState() if initial is None else cast("NegotiationState", initial)
    draft = Draft(tables_of(state.parts), state.last)
    apply(draft, events)
    return state.having(
        **{name: getattr(state.parts, name).updated(t) for name, t in draft.sealed().items()},
        last=draft.last,
        fact_count=state.fact_count + draft.fact_count,
        unresolved=(*state.unresolved, *draft.unresolved),
        actors=state.actors.with_statements(draft.about_actors),
    )


def _project(
    events: Iterable[Event], handlers: Mapping[type[Event], Callable[[Any, Any], Any]], initial: Any
) -> Any:
    # Any: the state is whatever the caller's handlers make it.
    state = initial() if callable(initial) else initial
    for event in events:
        handler = handlers.get(type(event))
        if handler is not None:
            state = handler(state, event)
        elif not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise _no_event(event)
    return state


def _checked_handlers(
    handlers: Mapping[type[Event], Callable[[Any, Any], Any]],
) -> dict[type[Event], Callable[[Any, Any], Any]]:
    for kind, handler in handlers.items():
        if not (isinstance(kind, type) and issubclass(kind, Event)):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise InvalidValue(
                "a handler for what is no kind", value=kind, accepted="event classes"
            )
        if not callable(handler):
            raise InvalidValue(f"a handler of {kind.kind} that is no function", value=handler)
    return dict(handlers)


def _no_event(item: object) -> InvalidValue:
    return InvalidValue("not an event", value=item, hint="fold takes an iterable of events")


def evolve(state: NegotiationState, event: Event) -> NegotiationState:
    """Return the state after one more event; for many, ``fold`` costs less.

    >>> from peacetalks.events import MeetingAccepted
    >>> after = evolve(NegotiationState(), MeetingAccepted(occurred="2023", meeting="m", by="ARM"))
    >>> after.meeting("m").answer_of("ARM")
    'yes'
    """
    return fold((event,), initial=state)


def apply(draft: Draft, events: Iterable[Event]) -> None:
    """Write events to a draft, in the order given.

    Raises:
        InvalidValue: for what is no event.

    >>> from peacetalks.events import MeetingHeld
    >>> draft = Draft({})
    >>> apply(draft, [MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")])
    >>> [str(meeting.held) for meeting in draft.sealed()["meetings"].values()]
    ['2023-10-05']
    """
    handlers, last, facts = _HANDLERS, draft.last, 0
    for event in events:
        handler = handlers.get(type(event))
        if handler is None:
            if not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
                raise _no_event(event)
            handler = keep
        if handler is _ignored:
            continue
        if handler is _unresolved or handler is _about_actors:
            handler(draft, event)
            continue
        facts += 1
        if event.occurred.hi != ALWAYS or settled(event) < NEVER or last is None:
            last = event
        if event.act is None or _is_first_told(draft, event, event.act):
            handler(draft, event)
    draft.last = last
    draft.fact_count += facts


def is_passed_over(event: Event) -> bool:
    """Return whether a fold passes over an event: it is no fact, or of a kind that is not known.

    >>> from peacetalks.events import MeetingHeld
    >>> is_passed_over(Annotation(occurred="2023", namespace="own", payload={}))
    True
    >>> is_passed_over(MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10"))
    False
    """
    return _HANDLERS.get(type(event)) in (_ignored, _about_actors)


def _is_first_told(draft: Draft, event: Event, name: str) -> bool:
    """Keep an account of an act; return whether no rival telling of it was folded before."""
    act = draft.part(ActDraft, name)
    first = draft.is_first_told(event, name, (account.event for account in act.accounts))
    labels: Mapping[str, str] | None = getattr(event, "labels", None)
    told = (
        [Account((code,), word, event.occurred, event) for code, word in labels.items()]
        if labels
        else [Account(event.claimed_by, event.kind, event.occurred, event)]
    )
    act.append("accounts", *told)
    return first
