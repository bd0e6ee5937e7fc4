"""Strategies of stories: histories, meetings, logs, and viewpoints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias, cast

from hypothesis import strategies as st

from peacetalks.actors.code import Codes
from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.clocks import public
from peacetalks.fields.convert import listed
from peacetalks.history import History
from peacetalks.log import Log
from peacetalks.log.memory import MemoryStore
from peacetalks.primitives.when import DAY, When, day_text, instant_text
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.testing.simulation.inputs import checked_flags
from peacetalks.testing.simulation.story import checked_actors
from peacetalks.testing.strategies.crowds import PARTIES
from peacetalks.testing.strategies.dates import whens
from peacetalks.testing.strategies.jumbled import jumbles
from peacetalks.testing.strategies.kinds import Actors
from peacetalks.testing.strategies.leaves import actors_of, checked_sizes, codes
from peacetalks.testing.strategies.story_strategies import meeting_stories, stories

__all__ = ["Batch", "histories", "log_of", "logs", "meetings", "viewpoints"]

Batch: TypeAlias = tuple[str, Sequence[Event]]
"""The name of a stream, and the events that are appended to it at once."""

_STREAMS: Final = ("aze-arm", "nk", "geneva")
_LOG_ID: Final = "0" * 32
_HOUR: Final = DAY // 24
_START: Final = When("2023-09-01").lo
_CALENDAR: Final = range(When("0001-01-01").first_day, When("9999-12-31").last_day + 1)


def histories(
    min_size: int = 0,
    max_size: int | None = None,
    *,
    actors: Actors | None = None,
    coherent: bool = True,
    with_corrections: bool = False,
    with_disputes: bool = False,
    with_late_reports: bool = False,
) -> st.SearchStrategy[History]:
    """Draw histories of one negotiation.

    Args:
        min_size: the least number of events, including bookkeeping.
        max_size: the most events; None: any number, usually small.
        actors: the codes to draw from. In a coherent story the first two are the parties, and at
            least one other mediates and counts.
        coherent: whether the story makes sense: a meeting is proposed before it is refused, a
            ceasefire is declared before it is violated, series grow unless corrected, and
            ``check`` finds no error. Otherwise draw few things on few days, in any order.
        with_corrections: whether facts are corrected, retracted and merged.
        with_disputes: whether facts are claimed, confirmed and disputed.
        with_late_reports: whether facts become public later than they happened.

    Raises:
        InvalidValue: if a size, an actor or a flag is not valid, or there are too few actors.

    >>> from hypothesis import given
    >>> @given(histories(max_size=8, with_corrections=True))
    ... def a_state_prints(history):
    ...     assert history.state().summary()
    >>> a_state_prints()
    """
    return _stories(
        min_size,
        max_size,
        actors,
        coherent=coherent,
        with_corrections=with_corrections,
        with_disputes=with_disputes,
        with_late_reports=with_late_reports,
    ).map(History)


def meetings(*, actors: Actors | None = None) -> st.SearchStrategy[tuple[Event, ...]]:
    """Draw stories of one or a few meetings: proposed, answered, postponed, held or not.

    Args:
        actors: the actors; the first two are the parties, the others invite, host and mediate.

    Raises:
        InvalidValue: if an actor is not valid, or there are too few actors.

    >>> from hypothesis import given
    >>> @given(meetings())
    ... def there_is_a_meeting(story):
    ...     assert "meeting" in story[0].kind
    >>> there_is_a_meeting()
    """
    return meeting_stories(actors=_cast(actors))


def logs(
    min_size: int = 0,
    max_size: int | None = None,
    *,
    actors: Actors | None = None,
    coherent: bool = True,
    with_corrections: bool = False,
    with_disputes: bool = False,
    with_late_reports: bool = False,
) -> st.SearchStrategy[Log]:
    """Draw logs in memory, with stories in one or several streams.

    Events are recorded in the order of the stories, in batches, at different hours. A story
    without events makes no stream.

    Args:
        min_size: the least number of events of each stream.
        max_size: the most events of each stream; None: any number.
        actors: as for ``histories``, like all other arguments.
        coherent: whether the stories make sense.
        with_corrections: whether facts are corrected, retracted and merged.
        with_disputes: whether facts are claimed, confirmed and disputed.
        with_late_reports: whether facts become public later than they happened.

    Raises:
        InvalidValue: if a size, an actor or a flag is not valid, or there are too few actors.

    >>> from hypothesis import given
    >>> @given(logs(min_size=1))
    ... def a_log_verifies(log):
    ...     assert log.verify() and log.streams()
    >>> a_log_verifies()
    """
    drawn = _stories(
        min_size,
        max_size,
        actors,
        coherent=coherent,
        with_corrections=with_corrections,
        with_disputes=with_disputes,
        with_late_reports=with_late_reports,
    )
    return _batches(drawn).map(log_of)


def _stories(
    min_size: int, max_size: int | None, actors: Actors | None, *, coherent: bool, **flags: bool
) -> st.SearchStrategy[tuple[Event, ...]]:
    checked_sizes(min_size, max_size)
    checked_flags(coherent=coherent, **flags)
    if coherent:
        return stories(min_size, max_size, actors=_cast(actors), **flags)
    return jumbles(min_size, max_size, actors=actors_of(actors) or PARTIES, **flags)


def _cast(actors: Actors | None) -> Codes | None:
    """Return the actors of a coherent story, after checking that there are enough."""
    codes = actors_of(actors)
    if codes is not None:
        checked_actors(codes)
    return codes


# Logs


@st.composite
def _batches(
    draw: st.DrawFn, drawn: st.SearchStrategy[tuple[Event, ...]]
) -> list[tuple[str, tuple[Event, ...]]]:
    """Draw the stories of several streams, in interleaved batches."""
    waiting = {name: draw(drawn) for name in _STREAMS[: draw(st.integers(1, len(_STREAMS)))]}
    batches: list[tuple[str, tuple[Event, ...]]] = []
    while waiting := {name: events for name, events in waiting.items() if events}:
        name = draw(st.sampled_from(list(waiting)))
        taken = draw(st.integers(1, 4))
        batches.append((name, waiting[name][:taken]))
        waiting[name] = waiting[name][taken:]
    return batches


def log_of(batches: Iterable[Batch]) -> Log:
    """Return a log in memory with these batches, each recorded an hour or more after the last.

    A batch is recorded when all its facts are public, or later.

    >>> from peacetalks.events import MeetingHeld
    >>> log_of([("talks", [MeetingHeld(occurred="2023-10-05", meeting="granada")])]).head().position
    1
    """
    log = Log(MemoryStore(_LOG_ID))
    at = _START
    for stream, events in batches:
        latest = (public(event) for event in events)
        at = max(at + _HOUR, *(known for known in latest if known // DAY in _CALENDAR), at)
        log.append(stream, events, recorded_at=instant_text(at))
    return log


# Viewpoints


def viewpoints(history: History | None = None) -> st.SearchStrategy[Viewpoint]:
    """Draw viewpoints: ``on``, ``known``, ``told_by``, ``unsettled`` and ``recorded``.

    Args:
        history: the history to look at. Days are drawn from those of its facts and the days
            before and after; parties from those who say or do something in it. ``recorded`` is
            drawn if it was read from a log. None: any days and parties, without ``recorded``,
            which needs records.

    Raises:
        InvalidValue: if ``history`` is not a history.

    >>> from hypothesis import given
    >>> from hypothesis import strategies as st
    >>> @given(st.data(), histories())
    ... def a_state_says_from_where_it_is_seen(data, history):
    ...     seen = data.draw(viewpoints(history))
    ...     assert history.at(seen).viewpoint == seen
    >>> a_state_says_from_where_it_is_seen()
    """
    if history is None:
        return _viewpoints(whens(), codes(), st.none())
    if not isinstance(history, History):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a history", value=history, hint="pt.History(events)")
    events = history.events
    days, parties = [When(day_text(day)) for day in _days(events)], _parties(events)
    return _viewpoints(
        st.sampled_from(days) if days else None,
        st.sampled_from(parties) if parties else None,
        st.none() | st.integers(0, len(events)) if _is_recorded(history) else st.none(),
    )


def _viewpoints(
    days: st.SearchStrategy[When] | None,
    parties: st.SearchStrategy[str] | None,
    positions: st.SearchStrategy[int | None],
) -> st.SearchStrategy[Viewpoint]:
    day = st.none() if days is None else st.none() | days
    told_by: st.SearchStrategy[Codes] = st.just(())
    if parties is not None:
        told_by |= st.lists(parties, min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(
        Viewpoint,
        on=day,
        known=day,
        recorded=positions,
        told_by=told_by,
        unsettled=st.booleans(),
    )


def _days(events: Iterable[Event]) -> list[int]:
    """Return the days of the dates in some events, and those before and after."""
    ends = {day for event in events for when in _dates(event) for day in _ends(when)}
    nearby = {day + step for day in ends for step in (-1, 0, 1)}
    return sorted(day for day in nearby if day in _CALENDAR)


def _ends(when: When) -> tuple[int, int]:
    return when.first_day, when.last_day


def _dates(event: Event) -> Iterator[When]:
    yield event.occurred
    yield from (source.published for source in event.sources if source.published is not None)
    for name in ("reported", "as_of"):
        date: When | None = getattr(event, name, None)
        if date is not None:
            yield date


def _parties(events: Iterable[Event]) -> list[str]:
    """Return the actors who say or do something, in the order in which they appear."""
    codes: dict[str, None] = {}
    for event in events:
        for name in ("claimed_by", "by", "counting_body"):
            value: str | Codes | None = getattr(event, name, None)
            codes.update(dict.fromkeys(cast("Codes", listed(value or (), str))))
    return list(codes)


def _is_recorded(history: History) -> bool:
    try:
        history.effective(Viewpoint(recorded=0))
    except InvalidValue:
        return False
    return True
