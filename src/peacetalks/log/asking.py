"""What is asked of a log, in the words people use: checked, and made what a store understands.

Each raises ``InvalidValue`` for what is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.log.store import Range
from peacetalks.log.terms import Expectation, Expected
from peacetalks.when import When, WhenLike

__all__ = [
    "MOST",
    "Kinds",
    "check_expected",
    "check_poll",
    "check_position",
    "range_of",
    "tags_of",
]

Kinds: TypeAlias = str | type[Event] | Iterable[str | type[Event]]
"""Kinds as people name them: classes or tags, one or several."""

MOST: Final = 1 << 63
"""Beyond all positions."""
_DAY: Final = 86_400


def check_expected(expected: Expected) -> None:
    """Refuse what is no expectation and no position."""
    if isinstance(expected, Expectation):
        return
    if type(expected) is not int or expected < 0:
        raise InvalidValue(
            "not where a stream can stand",
            value=expected,
            accepted="ANY, NO_STREAM, EXISTS or a position from 0",
        )


def check_position(after: int) -> None:
    """Refuse what is no position."""
    if type(after) is not int or not 0 <= after < MOST:
        raise InvalidValue("not a position", value=after, accepted="0, 1, and so on")


def check_poll(poll: float | None) -> None:
    """Refuse what is no pause."""
    if poll is not None and not (type(poll) in {int, float} and 0 < poll <= _DAY):
        raise InvalidValue(
            "not a pause in seconds", value=poll, accepted=f"a number above 0, up to {_DAY}"
        )


def tags_of(kinds: Kinds, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the tags of kinds."""
    if not isinstance(kinds, (str, type, Iterable)):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not kinds", value=kinds, accepted="classes, or tags as 'meeting-held'")
    listed = (kinds,) if isinstance(kinds, (str, type)) else tuple(kinds)
    return tuple(_tag(kind, vocabulary) for kind in listed)


def _tag(kind: str | type[Event], vocabulary: Vocabulary) -> str:
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event:  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        return kind.kind
    # A log may hold kinds that are not known here; what resembles a known one is a slip.
    hint = vocabulary.nearest(kind) if isinstance(kind, str) else None
    if not isinstance(kind, str) or (hint and vocabulary.kind_of(kind) is None):
        raise InvalidValue(
            "not a kind", value=kind, accepted="a class, or its tag as 'meeting-held'", hint=hint
        )
    return kind


def range_of(value: WhenLike | None) -> Range | None:
    """Return the first and the last instant of a date or span."""
    if value is None:
        return None
    when = When(value)
    return when.lo, when.hi
