"""Checks of user-defined handlers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, cast

from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.reducer.folding import fold

__all__ = ["checked_handlers"]


def checked_handlers(handlers: object) -> Mapping[type[Event], Callable[[Any, Any], Any]]:
    """Return handlers by kind.

    (Any: the state is up to the user, and each handler takes its own kind.)

    Raises:
        InvalidValue: if ``handlers`` is not a mapping, a key is not a kind, or a handler is not a
            function of a state and an event.
    """
    if not isinstance(handlers, Mapping):
        raise InvalidValue(
            "not handlers by kind",
            value=handlers,
            accepted="a mapping such as {pt.MeetingRefused: lambda state, event: ...}",
        )
    by_kind = cast("Mapping[type[Event], Callable[[Any, Any], Any]]", handlers)
    # Raises for keys that are not kinds and handlers that are not functions.
    fold((), by_kind, initial=lambda: None)
    for kind, handler in by_kind.items():
        _check_signature(kind, handler)
    return by_kind


def _check_signature(kind: type[Event], handler: Callable[[Any, Any], Any]) -> None:
    try:
        signature = inspect.signature(handler)
    except (TypeError, ValueError):
        return  # some functions written in C have no signature
    try:
        signature.bind(None, None)
    except TypeError:
        raise InvalidValue(
            f"a handler of {kind.kind} with the signature {signature}",
            value=handler,
            accepted="(state, event)",
            hint="a handler takes the state so far and the event, and returns the next state",
        ) from None
