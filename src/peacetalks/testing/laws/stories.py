"""``check_log_stories``: a log gives back any story that is appended to it.

The contract of a log (``check_log``) uses one small story for each law. This check uses many, and
needs Hypothesis.

- *order*: events are read back equal, in the order in which they were appended.
- *history*: the state of its history is that of the same events in the same order without a
  log. (If nothing else orders two facts, their positions do.)
- *recorded*: the state as of the end of each batch is that of the batches up to it.
- *again*: a story sent again is not stored again.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from peacetalks.events.base import Event
from peacetalks.events.content import COMPUTED
from peacetalks.events.identity import content_key
from peacetalks.history import History
from peacetalks.log import Log
from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.difference import differences
from peacetalks.testing.laws.fold_inputs import Story
from peacetalks.testing.laws.material import own_stories, stories_that_meet
from peacetalks.testing.laws.searching import checked_number, search
from peacetalks.testing.log_story import STREAM, NewLog, checked_maker
from peacetalks.testing.verdict import broken, describe

__all__ = ["check_log_stories"]

_Batches: TypeAlias = tuple[Story, ...]

_LARGEST: Final = 4


def check_log_stories(
    new: NewLog, *, histories: SearchStrategy[Any] | None = None, max_examples: int = 25
) -> None:
    """Check that a log gives back stories in their order, and with the same state.

    Args:
        new: a function that returns a new, empty log each time.
        histories: a strategy of histories or sequences of events (Any: either of them); None:
            coherent stories, and events in any order with bookkeeping among them.
        max_examples: the number of stories to try, each with a new log.

    Raises:
        BrokenLaw: if a law does not hold, with the smallest story found.
        InvalidValue: if ``new`` does not return a log, or ``histories`` is not a strategy.

    >>> from peacetalks.log import MemoryLog
    >>> check_log_stories(MemoryLog, max_examples=5)
    """
    __tracebackhide__ = True
    checked_maker(new)
    number = checked_number(max_examples)
    drawn = stories_that_meet() if histories is None else own_stories(histories)
    sizes = st.lists(st.integers(1, _LARGEST), max_size=_LARGEST)
    cases = st.builds(_batches, drawn, sizes)
    error = search(cases, lambda batches: _hold(new, batches), max_examples=number)
    if error is not None:
        raise error


def _batches(story: Story, sizes: list[int]) -> _Batches:
    """Return a story in batches, without events whose id another event had before."""
    unique: dict[str, Event] = {}
    for event in story:
        unique.setdefault(content_key(event) if event.id.startswith(COMPUTED) else event.id, event)
    events = tuple(unique.values())
    ends = [0, *accumulate(sizes), len(events)]
    batches = (events[a:b] for a, b in pairwise(ends))
    return tuple(batch for batch in batches if batch)


def _hold(new: NewLog, batches: _Batches) -> None:
    log = new()
    try:
        _check(log, batches)
    except BrokenLaw:
        raise
    except Exception as error:
        raise _error("never raises", f"the log raises {describe(error)}", [], batches) from error
    finally:
        log.close()


def _check(log: Log, batches: _Batches) -> None:
    events = [event for batch in batches for event in batch]
    for batch in batches:
        log.append(STREAM, batch)
    if not events:
        return
    read = [record.event for record in log.read(STREAM)]
    if read != events or [one.id for one in read] != [one.id for one in events]:
        what = "events are not read back as they were appended (appended → read)"
        raise _error("order", what, differences(events, read, whole="the events"), batches)
    history = log.history(STREAM)
    _same_state("history", "the history of a log", history, events, None, batches)
    for end in accumulate(map(len, batches)):
        _same_state("recorded", f"the log as of record {end}", history, events[:end], end, batches)
    again = log.append(STREAM, events)
    if again.appended or log.head().position != len(events):
        what = f"a story sent again is stored again: {again.appended} of {len(events)} events"
        raise _error("again", what, [], batches)


def _same_state(
    law: str,
    what: str,
    history: History,
    events: list[Event],
    recorded: int | None,
    batches: _Batches,
) -> None:
    found, expected = history.state(recorded=recorded), History(events, in_order=True).state()
    if found != expected:
        raise _error(
            law,
            f"{what} gives another state than its events (events → log)",
            differences(expected, found),
            batches,
        )


def _error(law: str, what: str, details: list[str], batches: _Batches) -> BrokenLaw:
    ends = dict.fromkeys(accumulate(map(len, batches)), "appended up to here")
    events = [event for batch in batches for event in batch]
    return broken(law, what, details=details, events=events, marks=ends)
