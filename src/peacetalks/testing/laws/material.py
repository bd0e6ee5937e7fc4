"""The stories that laws are tried on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, cast

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from peacetalks.errors import InvalidValue
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.history import History
from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.laws.folding import Story
from peacetalks.testing.laws.search import alike, cut_down, search
from peacetalks.testing.strategies.crowded import crowded
from peacetalks.testing.strategies.jumbled import jumbles
from peacetalks.testing.strategies.kinds import unknown_events
from peacetalks.testing.strategies.stories import stories

__all__ = ["own_stories", "stories_that_meet", "try_any_stories", "try_stories"]

_MOST: Final = 8
"""How many events a story has at most: what breaks a law nearly always does so with few."""
_SHARE: Final = 25
"""One story in so many is tried for each kind."""
_TOGETHER: Final = 8
"""How many kinds stand in such a story; one of all would be larger than Hypothesis draws."""


def try_any_stories(
    law: Callable[[Story], None], kinds: tuple[type[Event], ...], *, max_examples: int
) -> BrokenLaw | None:
    """Return the smallest story found with which a law of any stories does not hold.

    Args:
        law: raises ``BrokenLaw`` where it does not hold.
        kinds: the kinds that matter; empty: all do.
        max_examples: how many stories are tried.
    """
    wanted = tuple(kind for kind in kinds if kind not in {Event, UnknownEvent})
    found = _met(law, wanted or CORE.kinds, -(-max_examples // _SHARE))
    if found is None:
        found = search(_stories(wanted), law, max_examples=max_examples)
        return found and cut_down(found, law, _smaller)
    found = cut_down(found, law, _smaller)
    present = tuple(dict.fromkeys(type(event) for event in found.events))
    present = tuple(kind for kind in present if kind is not UnknownEvent)
    if not present:
        return found
    plainer = search(_few(present), law, max_examples=max_examples)
    if plainer is None or not alike(plainer, found):
        return found
    plainer = cut_down(plainer, law, _smaller)
    return plainer if len(plainer.events) <= len(found.events) else found


def try_stories(
    law: Callable[[Story], None], histories: SearchStrategy[Any], *, max_examples: int
) -> BrokenLaw | None:
    """Return the smallest story found, of those that people's own strategy draws.

    It is not cut down further than by the strategy, which means what it leaves out. (Any: it
    may draw histories, or sequences of events.)

    Raises:
        InvalidValue: for what is no strategy.
    """
    return search(own_stories(histories), law, max_examples=max_examples)


def own_stories(histories: SearchStrategy[Any]) -> SearchStrategy[Story]:
    """Return the stories of people's own strategy.

    (Any: it may draw histories, or sequences of events.)

    Raises:
        InvalidValue: for what is no strategy.
    """
    if not isinstance(histories, SearchStrategy):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue(
            "not a strategy of histories",
            value=histories,
            accepted="strategies.histories(), or one that draws lists of events",
            hint="st.just(events) draws one story and no other",
        )
    return histories.map(_story_of)


def _story_of(drawn: object) -> Story:
    if isinstance(drawn, History):
        return drawn.events
    return tuple(cast("Iterable[Event]", drawn))


def _met(
    law: Callable[[Story], None], kinds: tuple[type[Event], ...], number: int
) -> BrokenLaw | None:
    """Try a law on each kind: one among eighty is seldom met by chance, and its handler then."""
    for start in range(0, len(kinds), _TOGETHER):
        each = [crowded((kind,)) for kind in kinds[start : start + _TOGETHER]]
        told = st.tuples(*each, unknown_events()).flatmap(st.permutations).map(tuple)
        found = search(told, law, max_examples=number, shrinks=False)
        if found is not None:
            return found
    return None


def _stories(wanted: tuple[type[Event], ...]) -> SearchStrategy[Story]:
    """Draw stories that make sense, events in any order, and such of some kinds above all."""
    anything = st.lists(crowded() | unknown_events(), max_size=_MOST).map(tuple)
    # Twice, for these are what there are handlers for.
    some = [_few(wanted)] * 2 if wanted else []
    return st.one_of(*some, anything, stories_that_meet())


def stories_that_meet() -> SearchStrategy[Story]:
    """Draw stories that make sense, and facts in any order, with bookkeeping about them."""
    return st.one_of(
        jumbles(max_size=_MOST, with_corrections=True, with_disputes=True, with_late_reports=True),
        stories(max_size=_MOST, with_corrections=True, with_disputes=True, with_late_reports=True),
    )


def _few(kinds: tuple[type[Event], ...]) -> SearchStrategy[Story]:
    return st.lists(crowded(kinds), max_size=_MOST).map(tuple)


def _smaller(found: BrokenLaw) -> Iterator[Story]:
    """Yield the story of a broken law with less: half of it, an event, a field of an event."""
    story = found.events
    half = len(story) // 2
    if half > 1:
        yield story[:half]
        yield story[half:]
    for place in range(len(story)):
        yield (*story[:place], *story[place + 1 :])
    for place, event in enumerate(story):
        for barer in _barer(event):
            yield (*story[:place], barer, *story[place + 1 :])


def _barer(event: Event) -> Iterator[Event]:
    for field in attrs.fields(type(event)):
        if field.default is not attrs.NOTHING and getattr(event, field.name) != field.default:
            try:
                yield attrs.evolve(event, **{field.alias or field.name: field.default})
            except InvalidValue:
                continue  # without this field it would be none
