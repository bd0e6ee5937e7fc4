"""Laws of a log: reading, verifying, copying."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from peacetalks.errors import (
    ConflictingEvent,
    InvalidValue,
    LogUnavailable,
    NotFound,
)
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import Annotation
from peacetalks.events.meetings import MeetingHeld, MeetingProposed, MeetingRefused
from peacetalks.events.statements import StatementMade
from peacetalks.events.unknown import UnknownEvent
from peacetalks.findings import files
from peacetalks.history import History
from peacetalks.log import Head, open_log
from peacetalks.reducer.folding import fold
from peacetalks.testing.broken import equal, holds, refuses
from peacetalks.testing.log_story import STREAM, NewLog, several, statement

__all__ = ["READING"]

_TRACES: Final = "peacetalks:erasures"


def filters_choose_what_they_say(new: NewLog) -> None:
    """Filters by kind, and by the dates of occurrence, report and record."""
    log = new()
    old = MeetingHeld(id="old", occurred="1994", meeting="m")
    span = StatementMade(id="span", occurred="2022-12-12/2023-09-24", by="AZE")
    late = StatementMade(id="late", occurred="2023-10", reported="2024-02-01", by="AZE")
    log.append(STREAM, [old, span], recorded_at="2024-03-01T00:00Z")
    log.append(STREAM, [late, UnknownEvent(tag="x", raw='{"kind": "x"}', id="unknown")])

    def ids(**filters: object) -> list[str]:
        return [record.event.id for record in log.read(STREAM, **filters)]  # type: ignore[call-overload] # no overload takes filters of any type

    equal(ids(kinds=MeetingHeld), ["old"], "a class")
    equal(ids(kinds=["meeting-held", "x"]), ["old", "unknown"], "tags")
    equal(ids(occurred="2023-10-15"), ["late", "unknown"], "possibly on a day")
    equal(ids(occurred="2023"), ["span", "late", "unknown"], "in a year")
    equal(ids(occurred="../1999"), ["old", "unknown"], "up to a year")
    equal(ids(reported="2024"), ["late"], "public in a year")
    equal(ids(recorded="2024-03"), ["old", "span"], "recorded in a month")
    equal(ids(recorded="2024-03", kinds=MeetingHeld, after=1), [], "several at once")
    equal([r.event.id for r in log.follow(1, kinds=StatementMade)], ["span", "late"], "a feed")


def a_feed_gives_every_record_once_from_any_position_on(new: NewLog) -> None:
    """A reader that keeps the last position can continue right after it."""
    log = new()
    for number in range(5):
        log.append(f"s{number % 2}", several(number + 1, 10 * number))
    everything = list(log.follow())
    for after in range(len(everything) + 1):
        equal(list(log.follow(after)), everything[after:], f"the feed after {after}")
    last = len(everything)
    feed = log.follow(after=last - 1, poll=0.01, stop=lambda: log.head().position > last)
    first = next(feed)
    log.append("s0", several(2, 90))
    equal(
        [first.global_position, *(r.global_position for r in feed)],
        [last, last + 1, last + 2],
        "while waiting",
    )


def streams_are_listed_by_name_and_a_misspelt_one_is_an_error(new: NewLog) -> None:
    """Reading a stream that does not exist suggests the nearest name."""
    log = new()
    with refuses(NotFound):
        log.read(STREAM)
    for stream in ("b", "aze-arm", "\u00e9", "a"):
        log.append(stream, several(2))
    found = [(summary.stream, summary.records) for summary in log.streams()]
    equal(found, [("a", 2), ("aze-arm", 2), ("b", 2), ("\u00e9", 2)], "streams")
    with refuses(NotFound) as refused:
        log.history("aze-amr")
    holds("did you mean 'aze-arm'" in str(refused.error), str(refused.error))


def a_log_verifies_and_so_does_every_head_it_had(new: NewLog) -> None:
    """A head of another log, or of a longer log, does not verify."""
    log, other = new(), new()
    heads = [log.head()]
    for number in range(4):
        heads.append(log.append(f"s{number % 2}", several(3, 10 * number)).head)
        other.append(f"s{number % 2}", several(3, 10 * number))
    equal(log.head(), heads[-1], "the head")
    for head in heads:
        holds(log.verify(head=head), f"verification against {head}")
        holds(log.verify(head=str(head)), f"verification against the text {head}")
    for wrong in (other.head(), Head(13, heads[-1].digest), Head(12, "00" * 32)):
        found = log.verify(head=wrong)
        holds(not found, f"a head that is not the log's passed: {wrong}")
    with refuses(InvalidValue):
        log.verify(head="12")


def a_history_tells_what_was_recorded_when(new: NewLog) -> None:
    """``recorded=`` gives the log as it was, by position or instant."""
    log = new()
    proposed = MeetingProposed(id="p", occurred="2023-11-10", meeting="w")
    refused = MeetingRefused(id="r", occurred="2023-11-16", meeting="w", by="AZE")
    then = log.append(STREAM, [proposed]).recorded_at
    log.append(STREAM, [refused])
    history = log.history(STREAM)
    equal(history.state(), History([proposed, refused]).state(), "the state")
    for recorded in (1, then):
        meeting = history.state(recorded=recorded).meeting("w")
        equal(meeting.status if meeting else None, "proposed", f"as recorded at {recorded}")


def a_fold_of_a_stream_is_a_fold_of_its_events(new: NewLog) -> None:
    """Of the kinds that have a handler, in the order of the log, packed or not."""
    log = new()
    log.append("other", several(2))
    log.append(STREAM, [statement(1), MeetingHeld(occurred="2023", meeting="m")])
    log.append(STREAM, [statement(0), UnknownEvent(tag="x", raw='{"kind": "x"}')], packed=True)

    # Any: a handler takes the events of its kind.
    def with_this(seen: tuple[Event, ...], event: Event) -> tuple[Event, ...]:
        return (*seen, event)

    nothing: tuple[Event, ...] = ()
    chosen: tuple[dict[type[Event], Callable[[tuple[Event, ...], Any], tuple[Event, ...]]], ...]
    chosen = (
        {StatementMade: with_this},
        {StatementMade: with_this, MeetingHeld: with_this},
        {MeetingProposed: with_this},
        {},
    )
    for handlers in chosen:
        expected = fold([record.event for record in log.read(STREAM)], handlers, initial=nothing)
        found = log.fold(STREAM, handlers, initial=nothing)
        equal(found, expected, f"the fold of {[*handlers]}")
    with refuses(NotFound):
        log.fold("aze-amr", {StatementMade: with_this}, initial=nothing)


def an_erasure_leaves_a_trace_that_only_the_log_writes(new: NewLog) -> None:
    """The trace names what was erased, in a stream that is not listed and takes no append."""
    log = new()
    log.append(STREAM, several(2))
    head = log.append(STREAM, [statement(2, text="a name")], packed=True).head
    with tempfile.TemporaryDirectory() as folder:
        log.redact(Path(folder, "without.db"), [(STREAM, "said-0"), (STREAM, "said-2")])
        with open_log(Path(folder, "without.db")) as copy:
            verified = copy.verify(head=head)
            equal((bool(verified), verified.redacted), (True, (1, 3)), "what is listed as erased")
            trace = list(copy.follow())[-1]
            equal((trace.global_position, trace.stream), (4, _TRACES), "the trace")
            told = trace.event.payload if isinstance(trace.event, Annotation) else None
            equal(told, {"positions": (1, 3)}, "what the trace names")
            equal([one.stream for one in copy.streams()], [STREAM], "streams")
            with refuses(InvalidValue):
                copy.append(_TRACES, [statement(1)])
            with refuses(InvalidValue):
                copy.redact(Path(folder, "again.db"), [(_TRACES, trace.event.id)])
    with refuses(InvalidValue):
        log.append(_TRACES, [statement(1)])


def a_copy_has_the_same_chain_and_an_erased_event_leaves_a_gap(new: NewLog) -> None:
    """``backup`` and ``redact`` write logs that verify against earlier heads."""
    log = new()
    head = log.append(STREAM, [statement(1, text="a name"), statement(2)]).head
    log.append("b", [statement(1)])
    with tempfile.TemporaryDirectory() as folder:
        whole, without = Path(folder, "whole.db"), Path(folder, "without.db")
        holds(log.backup(whole), "the copy")
        with open_log(whole) as copy:
            equal(list(copy.follow()), list(log.follow()), "records of the copy")
            holds(copy.verify(head=head), "the copy against an earlier head")
        with refuses(InvalidValue):
            log.backup(whole)
        with refuses(NotFound):
            log.redact(without, [(STREAM, "said-9")])
        holds(not without.exists(), "a redaction that failed left a file")
        equal(log.redact(without, [(STREAM, "said-1")]).redacted, (1,), "gaps")
        holds(b"a name" not in without.read_bytes(), "the erased text is still in the file")
        with open_log(without) as copy:
            holds(copy.verify(head=log.head()), "the copy without it, against the head")
            records = copy.read(STREAM)
            equal([r.event.id for r in records], ["said-2"], "what is left")
            equal([f.code for f in records.findings], [files.REDACTED.code], "findings")
            equal(copy.append("b", [statement(3)]).position, 2, "an append to it")
            with refuses(ConflictingEvent):
                copy.append(STREAM, [statement(1, text="a name")])
    equal(len(list(log.read(STREAM))), 2, "the log it was made from")


def a_closed_log_answers_nothing(new: NewLog) -> None:
    """A log closes at the end of its block, after an error too; closing it again is allowed."""
    log = new()
    with refuses(ZeroDivisionError), log:
        log.append(STREAM, [statement(1)])
        raise ZeroDivisionError
    for ask in (
        log.head,
        log.streams,
        log.verify,
        lambda: log.append(STREAM, []),
        lambda: log.read(STREAM),
    ):
        with refuses(LogUnavailable):
            ask()
    log.close()


READING: Final = (
    filters_choose_what_they_say,
    a_feed_gives_every_record_once_from_any_position_on,
    streams_are_listed_by_name_and_a_misspelt_one_is_an_error,
    a_log_verifies_and_so_does_every_head_it_had,
    a_history_tells_what_was_recorded_when,
    a_fold_of_a_stream_is_a_fold_of_its_events,
    a_copy_has_the_same_chain_and_an_erased_event_leaves_a_gap,
    an_erasure_leaves_a_trace_that_only_the_log_writes,
    a_closed_log_answers_nothing,
)
