"""``check_codec``: the law of two functions that write and read events."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import attrs

from peacetalks.codec import decode as decoded
from peacetalks.errors import InvalidValue, InvalidVocabulary
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.testing.laws.search import checked_number, search
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
    """Hold the law of a codec on one of your own: what is written is read back as it was.

    Of every kind events come back equal, of the same kind and with their ids; events of unknown
    kinds as they are, so that a file passes unharmed through a program that does not know all
    of it.

    Args:
        encode: writes an event, as a text, bytes or what you like.
        decode: reads what ``encode`` wrote.
        kinds: the kinds that are tried, of your own too; None: every kind that peacetalks has.
        max_examples: how many events of each kind are tried.

    Raises:
        BrokenLaw: for the first kind of which an event does not come back.
        InvalidValue: for what is no function, or no kinds.

    >>> import peacetalks as pt
    >>> check_codec(pt.encode, pt.decode, kinds=[pt.MeetingHeld, pt.Annotation])
    """
    __tracebackhide__ = True
    for function in (encode, decode):
        if not callable(function):
            raise InvalidValue("not a function", value=function, accepted="encode, decode")
    number = checked_number(max_examples)

    def round_trip(event: Event) -> None:
        # Both, for an id that is given and one that is computed are written in different ways.
        other = attrs.evolve(event, id=None if event.has_own_id else "given")
        for one in (event, other):
            comes_back(one, encode, decode, law="round trip", way="by the codec")

    def kept_as_it_is(event: Event) -> None:
        comes_back(event, encode, decode, law="unknown kinds", way="by the codec")

    for kind in _kinds(kinds):
        found = search(drawing_of().of(kind), round_trip, max_examples=number)
        if found is not None:
            raise found
    # Read once before: what the text says of the common fields stands in them then.
    unknown = unknown_events().map(lambda event: decoded(event.raw))
    found = search(unknown, kept_as_it_is, max_examples=number)
    if found is not None:
        raise found


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
            raise InvalidVocabulary("UnknownEvent is no kind; events of unknown kinds are tried")
    return wanted
