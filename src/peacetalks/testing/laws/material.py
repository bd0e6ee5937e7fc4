"""The stories that laws are tried on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, cast

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.history import History
from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.laws.fold_inputs import Story
from peacetalks.testing.laws.searching import cut_down, is_same_law, search
from peacetalks.testing.strategies.crowds import crowded
from peacetalks.testing.strategies.jumbled import jumbles
from peacetalks.testing.strategies.kinds import unknown_events
from peacetalks.testing.strategies.story_strategies import stories

__all__ = ["own_stories", "stories_that_meet", "try_any_stories", "try_stories"]

_MOST: Final = 8
"""The most events of a story, since a few events are nearly always enough to break a law."""
_SHARE: Final = 25
"""One in 25 stories is tried for each kind."""
_TOGETHER: Final = 8
"""The kinds in such a story; a story of all kinds would be too large for Hypothesis."""


def try_any_stories(
    law: Callable[[Story], None], kinds: tuple[type[Event], ...], *, max_examples: int
) -> BrokenLaw | None:
    """Return the broken law with the smallest story found; None if the law holds.

    Args:
        law: a function that raises ``BrokenLaw`` if the law does not hold.
        kinds: the kinds that matter; empty: all kinds.
        max_examples: the number of stories to try.
    """
    wanted = tuple(kind for kind in kinds if kind not in {Event, UnknownEvent})
    error = _try_each_kind(law, wanted or CORE.kinds, -(-max_examples // _SHARE))
    if error is None:
        error = search(_stories(wanted), law, max_examples=max_examples)
        return error and cut_down(error, law, _smaller)
    error = cut_down(error, law, _smaller)
    present = tuple(dict.fromkeys(type(event) for event in error.events))
    present = tuple(kind for kind in present if kind is not UnknownEvent)
    if not present:
        return error
    simpler = search(_few(present), law, max_examples=max_examples)
    if simpler is None or not is_same_law(simpler, error):
        return error
    simpler = cut_down(simpler, law, _smaller)
    return simpler if len(simpler.events) <= len(error.events) else error


def try_stories(
    law: Callable[[Story], None], histories: SearchStrategy[Any], *, max_examples: int
) -> BrokenLaw | None:
    """Return the broken law with the smallest story found of a user's strategy.

    The story is not cut down beyond what the strategy can draw. (Any: the strategy may draw
    histories or sequences of events.)

    Raises:
        InvalidValue: if ``histories`` is not a strategy.
    """
    return search(own_stories(histories), law, max_examples=max_examples)


def own_stories(histories: SearchStrategy[Any]) -> SearchStrategy[Story]:
    """Return the stories of a user's strategy.

    (Any: the strategy may draw histories or sequences of events.)

    Raises:
        InvalidValue: if ``histories`` is not a strategy.
    """
    if not isinstance(histories, SearchStrategy):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue(
            "not a strategy of histories",
            value=histories,
            accepted="strategies.histories(), or a strategy of lists of events",
            hint="st.just(events) draws a single story",
        )
    return histories.map(_story_of)


def _story_of(drawn: object) -> Story:
    if isinstance(drawn, History):
        return drawn.events
    return tuple(cast("Iterable[Event]", drawn))


def _try_each_kind(
    law: Callable[[Story], None], kinds: tuple[type[Event], ...], number: int
) -> BrokenLaw | None:
    """Try a law on each kind, because drawing any kind by chance rarely reaches its handler."""
    for start in range(0, len(kinds), _TOGETHER):
        each = [crowded((kind,)) for kind in kinds[start : start + _TOGETHER]]
        mixed = st.tuples(*each, unknown_events()).flatmap(st.permutations).map(tuple)
        error = search(mixed, law, max_examples=number, shrinks=False)
        if error is not None:
            return error
    return None


def _stories(wanted: tuple[type[Event], ...]) -> SearchStrategy[Story]:
    """Draw coherent stories and events in any order, with more events of the wanted kinds."""
    anything = st.lists(crowded() | unknown_events(), max_size=_MOST).map(tuple)
    # Twice, because these kinds have handlers.
    some = [_few(wanted)] * 2 if wanted else []
    return st.one_of(*some, anything, stories_that_meet())


def stories_that_meet() -> SearchStrategy[Story]:
    """Draw coherent stories, and facts in any order, with bookkeeping about them."""
    return st.one_of(
        jumbles(max_size=_MOST, with_corrections=True, with_disputes=True, with_late_reports=True),
        stories(max_size=_MOST, with_corrections=True, with_disputes=True, with_late_reports=True),
    )


def _few(kinds: tuple[type[Event], ...]) -> SearchStrategy[Story]:
    return st.lists(crowded(kinds), max_size=_MOST).map(tuple)


def _smaller(error: BrokenLaw) -> Iterator[Story]:
    """Yield smaller stories: a half, one without an event, one without a field of an event."""
    story = error.events
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
                continue  # the event would not be valid without this field
