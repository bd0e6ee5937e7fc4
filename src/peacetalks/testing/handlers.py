"""Handlers of one's own, looked at before they are called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, cast

from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.reducer.fold import fold

__all__ = ["checked_handlers"]


def checked_handlers(handlers: object) -> Mapping[type[Event], Callable[[Any, Any], Any]]:
    """Return handlers by kind.

    (Any: the state is theirs, and each takes its own kind.)

    Raises:
        InvalidValue: for what is no mapping, a key that is no kind, and a handler that is no
            function of a state and an event.
    """
    if not isinstance(handlers, Mapping):
        raise InvalidValue(
            "not handlers by kind",
            value=handlers,
            accepted="a mapping, as {pt.MeetingRefused: lambda state, event: ...}",
        )
    found = cast("Mapping[type[Event], Callable[[Any, Any], Any]]", handlers)
    # Refuses what is no kind and what is no function.
    fold((), found, initial=lambda: None)
    for kind, handler in found.items():
        _check_signature(kind, handler)
    return found


def _check_signature(kind: type[Event], handler: Callable[[Any, Any], Any]) -> None:
    try:
        signature = inspect.signature(handler)
    except (TypeError, ValueError):
        return  # some functions of C have none; a call will tell
    try:
        signature.bind(None, None)
    except TypeError:
        raise InvalidValue(
            f"a handler of {kind.kind} that is called with {signature}",
            value=handler,
            accepted="(state, event)",
            hint="a handler takes the state so far and the event, and returns the next state",
        ) from None
