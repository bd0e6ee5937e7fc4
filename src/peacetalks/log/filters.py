"""Check the arguments of a log's methods and convert them into what a store understands.

Each function raises ``InvalidValue`` if its argument is not valid.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias, TypedDict

from peacetalks.errors import InvalidValue
from peacetalks.events.vocabulary import KindLike, Vocabulary, not_a_kind, tag_of
from peacetalks.log.results import Expectation, Expected
from peacetalks.log.store import Range
from peacetalks.primitives.when import When, WhenLike

__all__ = [
    "MOST",
    "Kinds",
    "Others",
    "check_expected",
    "check_poll",
    "check_position",
    "check_reached",
    "range_of",
    "tags_of",
]

Kinds: TypeAlias = KindLike | Iterable[KindLike]
"""Kinds as callers name them: classes or tags, one or several."""


class Others(TypedDict, total=False):
    """The arguments of ``Log.read`` other than kinds, for its signatures."""

    after: int
    occurred: WhenLike | None
    reported: WhenLike | None
    recorded: WhenLike | None
    strict: bool


MOST: Final = 1 << 63
"""Greater than any position."""
_DAY: Final = 86_400


def check_expected(expected: Expected) -> None:
    """Refuse anything that is not an expectation or a position."""
    if isinstance(expected, Expectation):
        return
    if type(expected) is not int or expected < 0:
        raise InvalidValue(
            "not a position of a stream or an expectation",
            value=expected,
            accepted="ANY, NO_STREAM, EXISTS or a position from 0",
        )


def check_position(after: int) -> None:
    """Refuse anything that is not a position."""
    if type(after) is not int or not 0 <= after < MOST:
        raise InvalidValue("not a position", value=after, accepted="0, 1, and so on")


def check_reached(after: int, end: int) -> None:
    """Refuse a position after the end of the log: cut off or restored, it would stay silent."""
    if after > end:
        raise InvalidValue(
            "a position that the log has not reached", value=after, accepted=f"up to {end}"
        )


def check_poll(poll: float | None) -> None:
    """Refuse anything that is not a pause."""
    if poll is not None and not (type(poll) in {int, float} and 0 < poll <= _DAY):
        raise InvalidValue(
            "not a pause in seconds", value=poll, accepted=f"a number above 0, up to {_DAY}"
        )


def tags_of(kinds: Kinds, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the tags of kinds."""
    if not isinstance(kinds, (str, type, Iterable)):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue(
            "not kinds", value=kinds, accepted="classes, or tags such as 'meeting-held'"
        )
    listed = (kinds,) if isinstance(kinds, (str, type)) else tuple(kinds)
    return tuple(_tag(kind, vocabulary) for kind in listed)


def _tag(kind: KindLike, vocabulary: Vocabulary) -> str:
    tag = tag_of(kind)
    # A log may contain unknown kinds, but a tag similar to a known one is probably misspelt.
    if tag is kind and vocabulary.kind_of(tag) is None and vocabulary.nearest(tag):
        raise not_a_kind(tag, vocabulary.tags)
    return tag


def range_of(value: WhenLike | None) -> Range | None:
    """Return the first and the last instant of a date or span."""
    if value is None:
        return None
    when = When(value)
    return when.lo, when.hi
