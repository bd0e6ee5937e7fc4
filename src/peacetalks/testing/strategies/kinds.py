"""Strategies of facts of any kind, including user-defined kinds."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from typing import Final, TypeAlias, TypeVar, cast, overload

import attrs
from hypothesis import strategies as st

from peacetalks.actors.code import Codes
from peacetalks.errors import InvalidValue, InvalidVocabulary
from peacetalks.events import Vocabulary
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.primitives.when import ALWAYS, WhenLike
from peacetalks.testing.simulation.inputs import checked_pair
from peacetalks.testing.strategies.dates import Between, between_of
from peacetalks.testing.strategies.fields import Drawing
from peacetalks.testing.strategies.leaves import actors_of, leaves_of, slugs, texts

__all__ = [
    "PLAINEST_FIRST",
    "Actors",
    "Dates",
    "drawing_of",
    "events",
    "kinds_of",
    "listed_kinds",
    "unknown_events",
]

E = TypeVar("E", bound=Event)

Actors: TypeAlias = str | Iterable[str]
"""A code, or several."""
Dates: TypeAlias = "tuple[WhenLike | None, WhenLike | None]"
"""The first and the last day; None: no bound on that side."""


def _required(kind: type[Event]) -> int:
    return sum(field.default is attrs.NOTHING for field in attrs.fields(kind))


PLAINEST_FIRST: Final = tuple(sorted(CORE.kinds, key=_required))
"""All kinds, those with the fewest required fields first, so that draws shrink to them."""


@overload
def events(
    kinds: None = None, *, actors: Actors | None = None, between: Dates | None = None
) -> st.SearchStrategy[Event]: ...
@overload
def events(
    kinds: type[E] | Iterable[type[E]],
    *,
    actors: Actors | None = None,
    between: Dates | None = None,
) -> st.SearchStrategy[E]: ...
def events(
    kinds: type[Event] | Iterable[type[Event]] | None = None,
    *,
    actors: Actors | None = None,
    between: Dates | None = None,
) -> st.SearchStrategy[Event]:
    """Draw independent facts: any that can be constructed.

    They rarely interact in a fold; ``histories`` draws facts that do.

    Args:
        kinds: one or several kinds, including user-defined ones; None: all kinds of peacetalks.
        actors: the codes to draw from; None: any code.
        between: the bounds of every date in a fact, including the day of report and later days;
            ``None`` leaves a side open.

    Raises:
        InvalidVocabulary: if an item is not a kind, or has a field that cannot be drawn.
        InvalidValue: if ``kinds`` or ``actors`` is empty, an actor is not a code, or there are no
            dates between the bounds.

    >>> from hypothesis import given
    >>> from peacetalks.events import MeetingRefused
    >>> @given(events(MeetingRefused, actors=["ARM", "AZE"], between=("2023-09-01", None)))
    ... def parties_refuse(fact):
    ...     assert fact.occurred.earliest.year >= 2023
    >>> parties_refuse()
    """
    drawing = drawing_of(actors, between)
    if kinds is None:
        return st.sampled_from(PLAINEST_FIRST).flatmap(drawing.of)
    wanted = kinds_of(kinds)
    # User-defined kinds are examined now, so that errors in them are raised here.
    for kind in wanted:
        if kind not in CORE:
            drawing.of(kind)
    if len(wanted) == 1:
        return drawing.of(wanted[0])
    return st.sampled_from(wanted).flatmap(drawing.of)


def kinds_of(kinds: type[Event] | Iterable[type[Event]]) -> tuple[type[Event], ...]:
    """Return the kinds to draw.

    Raises:
        InvalidVocabulary: if an item is not a kind.
        InvalidValue: if there are no kinds.
    """
    wanted = listed_kinds(kinds)
    if UnknownEvent in wanted:
        raise InvalidVocabulary("UnknownEvent is not a kind; hint: use unknown_events()")
    # Placeholders for upcasts, because nothing is read here.
    versions = ((k, v) for k in wanted for v in range(1, getattr(k, "schema", 1)))
    wanted = Vocabulary(wanted, upcasts={(k.kind, v): dict for k, v in versions}).kinds
    if not wanted:
        raise InvalidValue("no kinds to draw from", value=kinds, hint="None draws every kind")
    return wanted


def listed_kinds(kinds: object) -> tuple[type[Event], ...]:
    """Return one kind or several as a tuple.

    Raises:
        InvalidValue: if ``kinds`` is not a class or a list of classes, such as a tag.
    """
    if isinstance(kinds, type):
        return (kinds,)
    if isinstance(kinds, str) or not isinstance(kinds, Iterable):
        known = CORE.kind_of(kinds) if isinstance(kinds, str) else None
        raise InvalidValue(
            "not a kind of event, or several",
            value=kinds,
            accepted="classes such as pt.MeetingRefused",
            hint=f"did you mean pt.{known.__name__}?" if known else None,
        )
    return tuple(cast("Iterable[type[Event]]", kinds))


def drawing_of(actors: Actors | None = None, between: Dates | None = None) -> Drawing:
    """Return the drawing of facts with these actors and dates.

    Raises:
        InvalidValue: if ``actors`` is empty, an actor is not a code, or there are no dates between
            the bounds.
    """
    return _drawing(actors_of(actors), _ends(between))


def _ends(between: Dates | None) -> Between:
    if between is None:
        return -ALWAYS, ALWAYS
    return between_of(*checked_pair(between, "('2023-09-01', None)"))


@functools.lru_cache(maxsize=64)
def _drawing(actors: Codes | None, between: Between) -> Drawing:
    return Drawing(leaves_of(actors, between))


def unknown_events() -> st.SearchStrategy[UnknownEvent]:
    """Draw facts of kinds that this vocabulary lacks, formatted in several ways.

    >>> from hypothesis import given
    >>> @given(unknown_events())
    ... def its_kind_is_unknown(event):
    ...     assert event.kind == "unknown-event"
    >>> its_kind_is_unknown()
    """
    tags = slugs().filter(lambda tag: CORE.kind_of(tag) is None)
    ends = st.none() | st.integers(-(1 << 63), (1 << 63) - 1) | texts(max_size=12)
    inside = st.dictionaries(texts(max_size=12), ends, max_size=3)
    layouts = st.sampled_from([None, (",", ":"), (" , ", " :  ")])
    return st.builds(_unknown, tags, inside, layouts, st.booleans())


def _unknown(
    tag: str, inside: dict[str, object], separators: tuple[str, str] | None, escaped: bool
) -> UnknownEvent:
    raw = json.dumps({**inside, "kind": tag}, separators=separators, ensure_ascii=escaped)
    return UnknownEvent(tag=tag, raw=raw)
