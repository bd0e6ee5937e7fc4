"""Laws of a log: what it accepts, what it refuses, and its receipts."""

from __future__ import annotations

from typing import Final

import attrs

from peacetalks.errors import (
    ConflictingEvent,
    InvalidEvent,
    InvalidValue,
    StaleStream,
)
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.meetings import MeetingHeld, MeetingProposed, MeetingRefused
from peacetalks.events.statements import StatementMade
from peacetalks.events.unknown import UnknownEvent
from peacetalks.log import ANY, EXISTS, NO_STREAM
from peacetalks.primitives.when import When
from peacetalks.testing.broken import equal, holds, refuses
from peacetalks.testing.log_story import STREAM, NewLog, ids_of, several, statement
from peacetalks.values.facts import ExternalId, Source

__all__ = ["WRITING"]


def positions_have_no_gaps_in_a_stream_nor_in_the_log(new: NewLog) -> None:
    """Positions count from 1, in each stream and in the whole log."""
    log = new()
    for number, stream in enumerate(["a", "b", "a", "b", "b"]):
        log.append(stream, several(3, 10 * number))
    feed = list(log.follow())
    equal([r.global_position for r in feed], list(range(1, 16)), "global positions")
    for stream, records in (("a", 6), ("b", 9)):
        found = [r.position for r in feed if r.stream == stream]
        equal(found, list(range(1, records + 1)), f"positions of stream {stream}")
        equal([r.position for r in log.read(stream)], found, f"positions read of {stream}")


def what_is_appended_is_read_back_equal(new: NewLog) -> None:
    """Events come back equal, with their ids, in the order in which they were appended."""
    log = new()
    source = Source("mfa.gov.az", url="https://example.org/?a=1", published="2023-11-16")
    events: list[Event] = [
        MeetingProposed(occurred="2023-11-10", meeting="w", invitees=("ARM", "AZE"), note="n"),
        MeetingRefused(occurred="[2023-11-16..2023-11-17]", meeting="w", sources=source),
        StatementMade(occurred="2023-11-17T10:00+04:00", by="ARM", text="we, 'too' — \U0001f54a"),
        EventCorrected(occurred="2023-11-18", target="said-1", replacement=statement(1)),
        UnknownEvent(tag="summit-livestreamed", raw='{"kind": "summit-livestreamed",  "x": 1e2}'),
    ]
    log.append(STREAM, events)
    read = [record.event for record in log.read(STREAM)]
    equal(read, events, "events read back")
    equal([e.id for e in read], [e.id for e in events], "ids read back")
    raw = next(e.raw for e in read if isinstance(e, UnknownEvent))
    equal(raw, '{"kind": "summit-livestreamed",  "x": 1e2}', "the text of an unknown kind")


def an_event_sent_again_is_named_and_not_stored_again(new: NewLog) -> None:
    """A batch may be sent twice; notes and the day a page was read do not change the content."""
    log = new()
    first = MeetingHeld(
        id="m",
        occurred="2023",
        meeting="m",
        sources=Source("x", retrieved="2024-01-01"),
        external_ids=ExternalId("ged", "7", release="23.1"),
    )
    log.append(STREAM, [first])
    again = attrs.evolve(
        first,
        note="read twice",
        sources=Source("x", retrieved="2024-02-02"),
        external_ids=ExternalId("ged", "7", release="24.1"),
    )
    receipt = log.append(STREAM, [statement(1), again, statement(1)])
    equal(receipt.appended, 1, "events stored")
    equal(receipt.duplicates, ("m", "said-1"), "duplicates")
    equal((receipt.first, receipt.last, receipt.position), (2, 2, 2), "positions")
    equal(ids_of(log), ["m", "said-1"], "ids in the stream")
    none = log.append(STREAM, [first, again])
    equal((none.appended, none.first, none.position), (0, None, 2), "a batch of duplicates")
    equal(none.head, log.head(), "the head after it")


def an_id_may_be_in_two_streams(new: NewLog) -> None:
    """Ids are unique in a stream, not in the log."""
    log = new()
    log.append("a", [statement(1)])
    other = statement(1, text="another")
    equal(log.append("b", [other]).appended, 1, "stored in the second stream")


def an_id_with_other_content_is_refused_and_nothing_is_written(new: NewLog) -> None:
    """The error names the id and its position; the rest of the batch is not stored."""
    log = new()
    log.append(STREAM, [statement(1)])
    head = log.head()
    with refuses(ConflictingEvent) as refused:
        log.append(STREAM, [statement(2), statement(1, text="other"), statement(3)])
    equal((refused.error.id, refused.error.held), ("said-1", 1), "what was named")
    with refuses(ConflictingEvent) as refused:
        log.append(STREAM, [statement(4), statement(4, text="other")])
    equal((refused.error.id, refused.error.held), ("said-4", None), "within a batch")
    equal(log.head(), head, "the head")
    equal(ids_of(log), ["said-1"], "ids in the stream")


def a_stream_must_be_where_it_is_expected(new: NewLog) -> None:
    """``ANY``, ``NO_STREAM``, ``EXISTS`` or a position; if it is wrong, nothing is written."""
    log = new()
    with refuses(StaleStream):
        log.append(STREAM, [statement(1)], expected=EXISTS)
    with refuses(StaleStream):
        log.append(STREAM, [statement(1)], expected=1)
    log.append("other", [statement(1)])
    log.append(STREAM, [statement(1)], expected=NO_STREAM)
    log.append(STREAM, [statement(2)], expected=1)
    log.append(STREAM, [statement(3)], expected=EXISTS)
    log.append(STREAM, [statement(4)], expected=ANY)
    head = log.head()
    for expected in (NO_STREAM, 0, 3, 5):
        with refuses(StaleStream) as refused:
            log.append(STREAM, [statement(9)], expected=expected)
        equal((refused.error.stream, refused.error.actual), (STREAM, 4), "what was named")
    with refuses(StaleStream):
        log.append(STREAM, [], expected=3)
    equal(log.head(), head, "the head")
    for wrong in (-1, True, "4", 4.0):
        with refuses(InvalidValue):
            log.append(STREAM, [statement(9)], expected=wrong)  # type: ignore[arg-type] # tests a wrong type


def a_batch_whose_receipt_was_lost_can_be_sent_again_as_it_was(new: NewLog) -> None:
    """With the same ``expected`` it is accepted if all of it is stored there already."""
    log = new()
    log.append(STREAM, several(2), expected=NO_STREAM)
    log.append(STREAM, several(3, 10), expected=2)
    for events, expected in ((several(2), NO_STREAM), (several(3, 10), 2)):
        again = log.append(STREAM, events, expected=expected)
        equal((again.appended, len(again.duplicates)), (0, len(events)), "stored again")
        equal(again.position, 5, "the position of the stream")
    for events in (several(4, 10), several(2, 11), [*several(2, 10), statement(40)]):
        with refuses(StaleStream):
            log.append(STREAM, events, expected=2)
    log.append(STREAM, [statement(1), statement(50)], expected=5)
    again = log.append(STREAM, [statement(1), statement(50)], expected=5)
    equal((again.appended, again.position), (0, 6), "a batch that was partly stored before")
    with refuses(ConflictingEvent):
        changed = [statement(10, text="other"), *several(2, 11)]
        log.append(STREAM, changed, expected=2)


def a_bad_event_anywhere_keeps_the_whole_batch_out(new: NewLog) -> None:
    """This includes events made without their constructor; the error names the place."""
    log = new()
    past = object.__new__(MeetingHeld)
    for field in attrs.fields(MeetingHeld):
        object.__setattr__(past, field.name, field.default)
    values = {"occurred": When("2023"), "meeting": "m", "_id": None, "participants": ["ARM"]}
    for name, value in values.items():
        object.__setattr__(past, name, value)
    for bad in (None, "event", {"kind": "meeting-held"}, past):
        with refuses(InvalidEvent) as refused:
            log.append(STREAM, [statement(1), bad, statement(2)])  # type: ignore[list-item] # tests a wrong type
        holds(refused.error.path.startswith("$[1]"), f"the place of the bad event: {refused.error}")
    for wrong in ("", "two words", "\x00", "e\u0301", "x" * 201, None):
        with refuses(InvalidValue):
            log.append(wrong, [statement(1)])  # type: ignore[arg-type] # tests a wrong type
    equal(log.head().position, 0, "records")


def an_empty_batch_changes_nothing(new: NewLog) -> None:
    """An empty batch does not create a stream either."""
    log = new()
    receipt = log.append(STREAM, [])
    equal((receipt.appended, receipt.position, receipt.recorded_at), (0, 0, None), "the receipt")
    equal(log.streams(), (), "streams")


def recorded_time_never_goes_back(new: NewLog) -> None:
    """A given instant may not precede the last record, be in the future, or be a day."""
    log = new()
    log.append("old", [statement(1)], recorded_at="1950-01-02T10:00Z")
    first = log.append(STREAM, [statement(1)], recorded_at="2024-01-02T10:00Z")
    equal(first.recorded_at, When("2024-01-02T10:00:00.000000Z"), "as given")
    log.append(STREAM, [statement(2)], recorded_at="2024-01-02T10:00Z")
    vague = ("2024-01-02", "2023", "2024-01-02T10:01Z?", "[2024-01-02T10:01Z..2024-01-02T10:02Z]")
    for wrong in ("2024-01-02T09:59Z", "9000-01-01T00:00Z", *vague):
        with refuses(InvalidValue):
            log.append(STREAM, [statement(3)], recorded_at=wrong)
    now = log.append(STREAM, [statement(3)]).recorded_at
    holds(now is not None and now > When("2024-01-02T10:00Z"), f"recorded now: {now}")
    times = [record.recorded_at for record in log.read(STREAM)]
    equal(times, sorted(times), "recorded instants, in order")


def who_recorded_and_why_is_kept(new: NewLog) -> None:
    """Any text, including line ends; it is not part of the fact."""
    log = new()
    log.append(STREAM, [statement(1)], recorded_by="A. B.\n'x'", cause='{"job": 7}')
    record = next(log.read(STREAM))
    equal((record.recorded_by, record.cause), ("A. B.\n'x'", '{"job": 7}'), "the envelope")
    equal(log.append(STREAM, [statement(1)], recorded_by="C").appended, 0, "sent by another")
    holds(log.verify(), "verification")
    for wrong in ("half a pair \ud800", "nul \x00", 7):
        with refuses(InvalidValue):
            log.append(STREAM, [statement(2)], recorded_by=wrong)  # type: ignore[arg-type] # tests a wrong type


def what_is_packed_is_read_back_equal_and_is_the_same_event(new: NewLog) -> None:
    """Packed events come back like others; sent again unpacked, they are duplicates."""
    log = new()
    events: list[Event] = [
        MeetingProposed(occurred="2023-11-10", meeting="w", invitees=("ARM", "AZE"), note="n"),
        statement(1, text="we, 'too' \u2014 \U0001f54a"),
        UnknownEvent(tag="summit-livestreamed", raw='{"kind": "summit-livestreamed",  "x": 1e2}'),
    ]
    log.append(STREAM, events, packed=True)
    log.append(STREAM, [statement(2)])
    read = [record.event for record in log.read(STREAM)]
    equal(read, [*events, statement(2)], "events read back")
    equal(read[2], events[2], "the text of an unknown kind")
    equal(log.append(STREAM, events).appended, 0, "events stored, sent again")
    equal(log.append(STREAM, [statement(2)], packed=True).appended, 0, "and packed")
    with refuses(ConflictingEvent):
        log.append(STREAM, [statement(1, text="other")], packed=True)
    holds(log.verify(), "verification")


def hostile_texts_are_kept_as_they_are(new: NewLog) -> None:
    """SQL, quotes, markup, long texts and any script, wherever a text is accepted."""
    log = new()
    hostile = [
        "'; DROP TABLE peacetalks_records; --",
        '"quoted" \\ back \t tab \n line \r end',
        "<script>alert(1)</script> & %s {0} $1 :name ?",
        "\u202eright to left\u2028 \u0007 \U0001f54a",
        "x" * 1_000_000,
    ]
    events = [statement(number, text=text) for number, text in enumerate(hostile)]
    streams = ["'--", '"', "%s", ";DROP", "\\"]
    for stream in streams:
        log.append(stream, events, recorded_by=hostile[0], cause=hostile[1])
    for stream in streams:
        texts = [getattr(record.event, "text", None) for record in log.read(stream)]
        equal(texts, hostile, f"texts in {stream}")
    slug = MeetingHeld(id="';--", occurred="2023", meeting='"%s?')
    log.append("'--", [slug])
    equal(ids_of(log, "'--")[-1], "';--", "an id")
    holds(log.verify(), "verification")


WRITING: Final = (
    positions_have_no_gaps_in_a_stream_nor_in_the_log,
    what_is_appended_is_read_back_equal,
    an_event_sent_again_is_named_and_not_stored_again,
    an_id_may_be_in_two_streams,
    an_id_with_other_content_is_refused_and_nothing_is_written,
    a_stream_must_be_where_it_is_expected,
    a_batch_whose_receipt_was_lost_can_be_sent_again_as_it_was,
    a_bad_event_anywhere_keeps_the_whole_batch_out,
    an_empty_batch_changes_nothing,
    recorded_time_never_goes_back,
    who_recorded_and_why_is_kept,
    what_is_packed_is_read_back_equal_and_is_the_same_event,
    hostile_texts_are_kept_as_they_are,
)
