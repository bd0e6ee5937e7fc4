"""``check_codec``: the law of functions that write and read events."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import attrs

from peacetalks.codec import decode as decoded
from peacetalks.errors import InvalidValue, InvalidVocabulary
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.testing.laws.searching import checked_number, search
from peacetalks.testing.laws.written import comes_back
from peacetalks.testing.strategies.kinds import drawing_of, listed_kinds, unknown_events

__all__ = ["check_codec"]

T = TypeVar("T")


def check_codec(
    encode: Callable[[Event], T],
    decode: Callable[[T], Event],
    *,
    kinds: type[Event] | Iterable[type[Event]] | None = None,
    max_examples: int = 20,
) -> None:
    """Check the law of a codec: events that are written are read back unchanged.

    Events of every kind come back equal, of the same kind and with their ids. Events of unknown
    kinds come back unchanged, so that a program can process a file without knowing all its kinds.

    Args:
        encode: writes an event, as text, bytes or anything else.
        decode: reads the output of ``encode``.
        kinds: the kinds to try, including user-defined ones; None: all kinds of peacetalks.
        max_examples: the number of events to try of each kind.

    Raises:
        BrokenLaw: if an event does not come back.
        InvalidValue: if ``encode`` or ``decode`` is not a function, or ``kinds`` is empty.

    >>> import peacetalks as pt
    >>> from peacetalks import codec
    >>> check_codec(codec.encode, codec.decode, kinds=[pt.MeetingHeld, pt.Annotation])
    """
    __tracebackhide__ = True
    for function in (encode, decode):
        if not callable(function):
            raise InvalidValue("not a function", value=function, accepted="encode, decode")
    number = checked_number(max_examples)

    def round_trip(event: Event) -> None:
        # Both, because given ids and computed ids are written differently.
        other = attrs.evolve(event, id=None if event.has_own_id else "given")
        for one in (event, other):
            comes_back(one, encode, decode, law="round trip", way="by the codec")

    def kept_as_it_is(event: Event) -> None:
        comes_back(event, encode, decode, law="unknown kinds", way="by the codec")

    for kind in _kinds(kinds):
        error = search(drawing_of().of(kind), round_trip, max_examples=number)
        if error is not None:
            raise error
    # Decoded first, so that the common fields have the values in the text.
    unknown = unknown_events().map(lambda event: decoded(event.raw))
    error = search(unknown, kept_as_it_is, max_examples=number)
    if error is not None:
        raise error


def _kinds(kinds: type[Event] | Iterable[type[Event]] | None) -> tuple[type[Event], ...]:
    if kinds is None:
        return CORE.kinds
    wanted = listed_kinds(kinds)
    if not wanted:
        raise InvalidValue("no kinds to try", value=kinds, hint="None tries every kind")
    for kind in wanted:
        if not (isinstance(kind, type) and issubclass(kind, Event)) or kind is Event:  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise InvalidVocabulary(f"not a kind of Event: {kind!r}")
        if kind is UnknownEvent:
            raise InvalidVocabulary(
                "UnknownEvent is not a kind; events of unknown kinds are always tried"
            )
    return wanted
