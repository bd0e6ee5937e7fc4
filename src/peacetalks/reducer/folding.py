"""Folding events into a state, and the handlers of the negotiation state.

``NEGOTIATION`` has one handler per kind, ``(draft, event) -> draft``, from the modules of the
families; a kind that has none there, or is user-defined, stays on record (``record.py``). Your own projection has the same shape, over any state:
``fold(events, {MeetingRefused: count_one}, initial=0)``.

A fold takes events as they are, in the order in which they come. It is deterministic, and it is
total: any event on any state gives a state. Contradictions in data are findings of a check, never
errors here. A fold only lists corrections and the like in ``state.unresolved``; a history decides
which events count, and in which order.

Events that a fold passes over (annotations, unknown kinds, unresolved bookkeeping) change neither the state nor its day, and are
not counted in ``state.fact_count``.

**Several accounts of one act.** Of rival tellings of one thing under one ``act``, the first in the
order is folded, and the others are kept next to it as accounts (``state.labels``). Everything else
with the same act is folded (``events/tellings.py``).

The words *fold* and *state* are defined in ``docs/reference/glossary.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar, cast, overload

from peacetalks.errors import InvalidValue
from peacetalks.events import KINDS, Event
from peacetalks.events.agreements import VoteHeld
from peacetalks.events.bookkeeping import (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSplit,
    Annotation,
    Checkpoint,
    CoverageStated,
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
    EventsMerged,
)
from peacetalks.events.clocks import NEVER, settled
from peacetalks.events.meetings import MeetingsHeld
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.events.unknown import UnknownEvent
from peacetalks.fields.explain import several_events
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import ALWAYS
from peacetalks.reducer.agreements import AGREEMENTS, PROPOSALS, vote_held
from peacetalks.reducer.draft import Draft
from peacetalks.reducer.figures import FIGURES
from peacetalks.reducer.force import FORCE
from peacetalks.reducer.law import LAW
from peacetalks.reducer.mediation import MEDIATION
from peacetalks.reducer.meetings import MEETINGS, meetings_held
from peacetalks.reducer.record import keep, keep_use_of_force
from peacetalks.reducer.security import SECURITY
from peacetalks.reducer.statements import STATEMENTS
from peacetalks.reducer.talks import TALKS
from peacetalks.reducer.territory import TERRITORY, territorial_control_changed
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.on_record import ABOUT_ACTORS
from peacetalks.state.parts import tables_of
from peacetalks.state.record import Account, ActDraft

__all__ = ["NEGOTIATION", "Handler", "apply", "evolve", "fold", "is_passed_over"]


def __dir__() -> list[str]:
    return sorted(__all__)


S = TypeVar("S")
Handler = Callable[[S, Any], S]
"""A function that folds one kind of event into a state. (Any: each handler takes its own kind.)"""


def _unresolved(draft: Draft, event: Event) -> Draft:
    draft.unresolved.append(event)
    return draft


def _stated(draft: Draft, event: Event) -> Draft:
    draft.statements.append(event)
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
    # These make the register of actors and the coverage; they are not facts.
    ActorAliased: _stated,
    ActorSplit: _stated,
    ActorMerged: _stated,
    ActorNamed: _stated,
    CoverageStated: _stated,
    # For checks and for users: a fold passes over them.
    Checkpoint: _ignored,
    Annotation: _ignored,
    UnknownEvent: _ignored,
}

NEGOTIATION: Final[Mapping[type[Event], Handler[Draft]]] = FrozenMap(
    {
        **dict.fromkeys(KINDS, keep),
        **MEETINGS,
        **TALKS,
        **MEDIATION,
        **AGREEMENTS,
        **PROPOSALS,
        **STATEMENTS,
        **FORCE,
        **SECURITY,
        **TERRITORY,
        **FIGURES,
        **LAW,
        **_BOOKKEEPING,
        # Three kinds do both: they change a part and stay on record.
        MeetingsHeld: _each(meetings_held, keep),
        VoteHeld: _each(vote_held, keep),
        TerritorialControlChanged: _each(territorial_control_changed, keep_use_of_force),
    }
)
"""The handler of every kind of the core vocabulary."""

_HANDLERS: Final = dict(NEGOTIATION)
_NOT_FACTS: Final = frozenset({_unresolved, _stated, _ignored})


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
        handlers: by kind, a function ``(state, event) -> state``; events of other kinds are
            passed over. If left out: the handlers of the negotiation state.
        initial: the state to start from. With your own handlers it is a value, or a function
            that makes one (such as ``dict``), so that folds share nothing mutable.

    Raises:
        InvalidValue: if an item is not an event, a key of ``handlers`` is not a kind, or a handler
            is not a function.

    >>> from peacetalks.events import MeetingRefused
    >>> refusals = [MeetingRefused(occurred="2023-11-16", meeting="washington", by="AZE")]
    >>> fold(refusals).meeting("washington").status
    'refused'
    >>> fold(refusals, {MeetingRefused: lambda number, event: number + 1}, initial=0)
    1
    """
    # Any in the implementation: callers see the overloads above.
    events = several_events(events)
    if handlers is not None:
        return _project(events, _checked_handlers(handlers), initial)
    state = NegotiationState() if initial is None else cast("NegotiationState", initial)
    draft = Draft(tables_of(state.parts), state.last)
    apply(draft, events)
    return state.evolve(
        **{name: getattr(state.parts, name).updated(t) for name, t in draft.sealed().items()},
        last=draft.last,
        fact_count=state.fact_count + draft.fact_count,
        unresolved=(*state.unresolved, *draft.unresolved),
        actors=state.actors.with_statements(
            e for e in draft.statements if isinstance(e, ABOUT_ACTORS)
        ),
        coverage=state.coverage.with_statements(
            e for e in draft.statements if isinstance(e, CoverageStated)
        ),
    )


def _project(
    events: Iterable[Event], handlers: Mapping[type[Event], Callable[[Any, Any], Any]], initial: Any
) -> Any:
    # Any: the state has whatever type the caller's handlers give it.
    state = initial() if callable(initial) else initial
    for event in events:
        handler = handlers.get(type(event))
        if handler is not None:
            state = handler(state, event)
        elif not isinstance(event, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise _not_an_event(event)
    return state


def _checked_handlers(
    handlers: Mapping[type[Event], Callable[[Any, Any], Any]],
) -> dict[type[Event], Callable[[Any, Any], Any]]:
    for kind, handler in handlers.items():
        if not (isinstance(kind, type) and issubclass(kind, Event)):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise InvalidValue(
                "the key of a handler is not a kind", value=kind, accepted="event classes"
            )
        if not callable(handler):
            raise InvalidValue(f"the handler of {kind.kind} is not a function", value=handler)
    return dict(handlers)


def _not_an_event(item: object) -> InvalidValue:
    return InvalidValue("not an event", value=item, hint="fold takes an iterable of events")


def evolve(state: NegotiationState, event: Event) -> NegotiationState:
    """Return the state after one more event; for many events ``fold`` is faster.

    >>> from peacetalks.events import MeetingAccepted
    >>> after = evolve(NegotiationState(), MeetingAccepted(occurred="2023", meeting="m", by="ARM"))
    >>> after.meeting("m").answer_of("ARM")
    'yes'
    """
    return fold((event,), initial=state)


def apply(draft: Draft, events: Iterable[Event]) -> None:
    """Write events to a draft, in the order given.

    Raises:
        InvalidValue: if an item is not an event.

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
                raise _not_an_event(event)
            handler = keep
        if handler in _NOT_FACTS:
            handler(draft, event)
            continue
        facts += 1
        if event.occurred.hi != ALWAYS or settled(event) < NEVER or last is None:
            last = event
        if event.act is None or _is_first_telling(draft, event, event.act):
            handler(draft, event)
    draft.last = last
    draft.fact_count += facts


def is_passed_over(event: Event) -> bool:
    """Return whether a fold passes over an event: it is not a fact, or its kind is not known.

    >>> from peacetalks.events import MeetingHeld
    >>> is_passed_over(Annotation(occurred="2023", namespace="own", payload={}))
    True
    >>> is_passed_over(MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10"))
    False
    """
    return _HANDLERS.get(type(event)) in (_ignored, _stated)


def _is_first_telling(draft: Draft, event: Event, name: str) -> bool:
    """Keep an account of an act; return whether no rival telling was folded before it."""
    act = draft.part(ActDraft, name)
    first = draft.is_first_told(event, name, (account.event for account in act.accounts))
    labels: Mapping[str, str] | None = getattr(event, "labels", None)
    accounts = (
        [Account((code,), word, event.occurred, event) for code, word in labels.items()]
        if labels
        else [Account(event.claimed_by, event.kind, event.occurred, event)]
    )
    for account in accounts:
        act.append("accounts", account)
    return first
