"""The contract of a log: what every log must do, whatever keeps its rows.

Each law is a function of a factory that returns a new, empty log; its name says what it holds.
``check_log`` runs all of them; under pytest each is better a test of its own::

    @pytest.mark.parametrize("law", CONTRACT, ids=lambda law: law.__name__)
    def test_my_log(law):
        law(new)
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import attrs

from peacetalks.errors import (
    ConflictingEvent,
    InvalidEvent,
    InvalidValue,
    LogUnavailable,
    NotFound,
    StaleStream,
)
from peacetalks.events import (
    EventCorrected,
    MeetingHeld,
    MeetingProposed,
    MeetingRefused,
    StatementMade,
    UnknownEvent,
)
from peacetalks.events.base import Event
from peacetalks.history import History
from peacetalks.log import ANY, EXISTS, NO_STREAM, Head, Log, open_log
from peacetalks.testing.broken import BrokenLaw, equal, holds, refuses
from peacetalks.values import ExternalId, Source
from peacetalks.when import When

__all__ = ["CONTRACT", "NewLog", "check_log"]

NewLog: TypeAlias = Callable[[], Log]
"""Returns a new, empty log each time."""
Law: TypeAlias = Callable[[NewLog], None]

_S: Final = "aze-arm"


def _said(number: int, **more: str) -> StatementMade:
    day = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return StatementMade(id=f"said-{number}", occurred=day, by="AZE", text=more.get("text"))


def _several(number: int, start: int = 0) -> list[Event]:
    return [_said(start + index) for index in range(number)]


def _ids(log: Log, stream: str = _S) -> list[str]:
    return [record.event.id for record in log.read(stream)]


def positions_have_no_gaps_in_a_stream_nor_in_the_log(new: NewLog) -> None:
    """Positions count from 1, in each stream and in the whole log."""
    log = new()
    for number, stream in enumerate(["a", "b", "a", "b", "b"]):
        log.append(stream, _several(3, 10 * number))
    feed = list(log.follow())
    equal([r.global_position for r in feed], list(range(1, 16)), "global positions")
    for stream, records in (("a", 6), ("b", 9)):
        found = [r.position for r in feed if r.stream == stream]
        equal(found, list(range(1, records + 1)), f"positions of stream {stream}")
        equal([r.position for r in log.read(stream)], found, f"positions read of {stream}")


def what_is_appended_is_read_back_equal(new: NewLog) -> None:
    """Events come back equal, with their ids, in the order they were given."""
    log = new()
    source = Source("mfa.gov.az", url="https://example.org/?a=1", published="2023-11-16")
    events: list[Event] = [
        MeetingProposed(occurred="2023-11-10", meeting="w", invitees=("ARM", "AZE"), note="n"),
        MeetingRefused(occurred="[2023-11-16..2023-11-17]", meeting="w", sources=source),
        StatementMade(occurred="2023-11-17T10:00+04:00", by="ARM", text="we, 'too' — \U0001f54a"),
        EventCorrected(occurred="2023-11-18", target="said-1", replacement=_said(1)),
        UnknownEvent(tag="summit-livestreamed", raw='{"kind": "summit-livestreamed",  "x": 1e2}'),
    ]
    log.append(_S, events)
    read = [record.event for record in log.read(_S)]
    equal(read, events, "events read back")
    equal([e.id for e in read], [e.id for e in events], "ids read back")
    raw = next(e.raw for e in read if isinstance(e, UnknownEvent))
    equal(raw, '{"kind": "summit-livestreamed",  "x": 1e2}', "the text of an unknown kind")


def an_event_sent_again_is_named_and_not_stored_again(new: NewLog) -> None:
    """A batch may be sent twice; notes and the day a page was read make no other content."""
    log = new()
    first = MeetingHeld(
        id="m",
        occurred="2023",
        meeting="m",
        sources=Source("x", retrieved="2024-01-01"),
        external_ids=ExternalId("ged", "7", release="23.1"),
    )
    log.append(_S, [first])
    again = attrs.evolve(
        first,
        note="read twice",
        sources=Source("x", retrieved="2024-02-02"),
        external_ids=ExternalId("ged", "7", release="24.1"),
    )
    receipt = log.append(_S, [_said(1), again, _said(1)])
    equal(receipt.appended, 1, "events stored")
    equal(receipt.duplicates, ("m", "said-1"), "duplicates")
    equal((receipt.first, receipt.last, receipt.position), (2, 2, 2), "positions")
    equal(_ids(log), ["m", "said-1"], "ids in the stream")
    none = log.append(_S, [first, again])
    equal((none.appended, none.first, none.position), (0, None, 2), "a batch of duplicates")
    equal(none.head, log.head(), "the head after it")


def an_id_may_stand_in_two_streams(new: NewLog) -> None:
    """Ids are unique in their stream, not in the log."""
    log = new()
    log.append("a", [_said(1)])
    other = _said(1, text="another")
    equal(log.append("b", [other]).appended, 1, "stored in the second stream")


def an_id_with_other_content_is_refused_and_nothing_is_written(new: NewLog) -> None:
    """The error names the id, and where it is held; the rest of the batch is not stored."""
    log = new()
    log.append(_S, [_said(1)])
    head = log.head()
    with refuses(ConflictingEvent) as refused:
        log.append(_S, [_said(2), _said(1, text="other"), _said(3)])
    equal((refused.error.id, refused.error.held), ("said-1", 1), "what was named")
    with refuses(ConflictingEvent) as refused:
        log.append(_S, [_said(4), _said(4, text="other")])
    equal((refused.error.id, refused.error.held), ("said-4", None), "within a batch")
    equal(log.head(), head, "the head")
    equal(_ids(log), ["said-1"], "ids in the stream")


def a_stream_must_stand_where_it_is_expected(new: NewLog) -> None:
    """``ANY``, ``NO_STREAM``, ``EXISTS`` and exact positions; nothing is written if not."""
    log = new()
    with refuses(StaleStream):
        log.append(_S, [_said(1)], expected=EXISTS)
    with refuses(StaleStream):
        log.append(_S, [_said(1)], expected=1)
    log.append("other", [_said(1)])
    log.append(_S, [_said(1)], expected=NO_STREAM)
    log.append(_S, [_said(2)], expected=1)
    log.append(_S, [_said(3)], expected=EXISTS)
    log.append(_S, [_said(4)], expected=ANY)
    head = log.head()
    for expected in (NO_STREAM, 0, 3, 5):
        with refuses(StaleStream) as refused:
            log.append(_S, [_said(9)], expected=expected)
        equal((refused.error.stream, refused.error.actual), (_S, 4), "what was named")
    with refuses(StaleStream):
        log.append(_S, [], expected=3)
    equal(log.head(), head, "the head")
    for wrong in (-1, True, "4", 4.0):
        with refuses(InvalidValue):
            log.append(_S, [_said(9)], expected=wrong)  # type: ignore[arg-type] # that is the case


def a_batch_whose_receipt_was_lost_can_be_sent_again_as_it_was(new: NewLog) -> None:
    """With the same ``expected`` it is no stale batch, if it stands there whole."""
    log = new()
    log.append(_S, _several(2), expected=NO_STREAM)
    log.append(_S, _several(3, 10), expected=2)
    for events, expected in ((_several(2), NO_STREAM), (_several(3, 10), 2)):
        again = log.append(_S, events, expected=expected)
        equal((again.appended, len(again.duplicates)), (0, len(events)), "stored again")
        equal(again.position, 5, "where the stream stands")
    for events in (_several(4, 10), _several(2, 11), [*_several(2, 10), _said(40)]):
        with refuses(StaleStream):
            log.append(_S, events, expected=2)
    log.append(_S, [_said(1), _said(50)], expected=5)
    again = log.append(_S, [_said(1), _said(50)], expected=5)
    equal((again.appended, again.position), (0, 6), "a batch of which a part was held before")
    with refuses(ConflictingEvent):
        changed = [_said(10, text="other"), *_several(2, 11)]
        log.append(_S, changed, expected=2)


def a_bad_event_anywhere_keeps_the_whole_batch_out(new: NewLog) -> None:
    """Also one that was made past its constructor; the error names its place."""
    log = new()
    past = object.__new__(MeetingHeld)
    for field in attrs.fields(MeetingHeld):
        object.__setattr__(past, field.name, field.default)
    values = {"occurred": When("2023"), "meeting": "m", "_id": None, "participants": ["ARM"]}
    for name, value in values.items():
        object.__setattr__(past, name, value)
    for bad in (None, "event", {"kind": "meeting-held"}, past):
        with refuses(InvalidEvent) as refused:
            log.append(_S, [_said(1), bad, _said(2)])  # type: ignore[list-item] # that is the case
        holds(refused.error.path.startswith("$[1]"), f"the place of the bad event: {refused.error}")
    for wrong in ("", "two words", "\x00", "e\u0301", "x" * 201, None):
        with refuses(InvalidValue):
            log.append(wrong, [_said(1)])  # type: ignore[arg-type] # that is the case
    equal(log.head().position, 0, "records")


def an_empty_batch_changes_nothing(new: NewLog) -> None:
    """It makes no stream either."""
    log = new()
    receipt = log.append(_S, [])
    equal((receipt.appended, receipt.position, receipt.recorded_at), (0, 0, None), "the receipt")
    equal(log.streams(), (), "streams")


def recorded_time_never_goes_back(new: NewLog) -> None:
    """A given instant may not precede the last record, lie ahead or be a day."""
    log = new()
    log.append("old", [_said(1)], recorded_at="1950-01-02T10:00Z")
    first = log.append(_S, [_said(1)], recorded_at="2024-01-02T10:00Z")
    equal(first.recorded_at, When("2024-01-02T10:00:00.000000Z"), "as given")
    log.append(_S, [_said(2)], recorded_at="2024-01-02T10:00Z")
    vague = ("2024-01-02", "2023", "2024-01-02T10:01Z?", "[2024-01-02T10:01Z..2024-01-02T10:02Z]")
    for wrong in ("2024-01-02T09:59Z", "9000-01-01T00:00Z", *vague):
        with refuses(InvalidValue):
            log.append(_S, [_said(3)], recorded_at=wrong)
    now = log.append(_S, [_said(3)]).recorded_at
    holds(now is not None and now > When("2024-01-02T10:00Z"), f"recorded now: {now}")
    times = [record.recorded_at for record in log.read(_S)]
    equal(times, sorted(times), "recorded instants, in order")


def who_recorded_and_why_is_kept(new: NewLog) -> None:
    """Any words, line ends included; they are no part of the fact."""
    log = new()
    log.append(_S, [_said(1)], recorded_by="A. B.\n'x'", cause='{"job": 7}')
    record = next(log.read(_S))
    equal((record.recorded_by, record.cause), ("A. B.\n'x'", '{"job": 7}'), "the envelope")
    equal(log.append(_S, [_said(1)], recorded_by="C").appended, 0, "sent by another")
    holds(log.verify(), "verification")
    for wrong in ("half a pair \ud800", "nul \x00", 7):
        with refuses(InvalidValue):
            log.append(_S, [_said(2)], recorded_by=wrong)  # type: ignore[arg-type] # that is the case


def filters_choose_what_they_say(new: NewLog) -> None:
    """By kind, and by when it occurred, was reported and was recorded."""
    log = new()
    old = MeetingHeld(id="old", occurred="1994", meeting="m")
    span = StatementMade(id="span", occurred="2022-12-12/2023-09-24", by="AZE")
    late = StatementMade(id="late", occurred="2023-10", reported="2024-02-01", by="AZE")
    log.append(_S, [old, span], recorded_at="2024-03-01T00:00Z")
    log.append(_S, [late, UnknownEvent(tag="x", raw='{"kind": "x"}', id="unknown")])

    def ids(**filters: object) -> list[str]:
        return [record.event.id for record in log.read(_S, **filters)]  # type: ignore[arg-type] # filters by name

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
    """Whoever keeps the last position goes on right after it."""
    log = new()
    for number in range(5):
        log.append(f"s{number % 2}", _several(number + 1, 10 * number))
    everything = list(log.follow())
    for after in range(len(everything) + 1):
        equal(list(log.follow(after)), everything[after:], f"the feed after {after}")
    last = len(everything)
    feed = log.follow(after=last - 1, poll=0.01, stop=lambda: log.head().position > last)
    first = next(feed)
    log.append("s0", _several(2, 90))
    equal(
        [first.global_position, *(r.global_position for r in feed)],
        [last, last + 1, last + 2],
        "while waiting",
    )


def streams_are_listed_by_name_and_a_misspelt_one_is_an_error(new: NewLog) -> None:
    """Reading a stream that is not there says which was probably meant."""
    log = new()
    with refuses(NotFound):
        log.read(_S)
    for stream in ("b", "aze-arm", "\u00e9", "a"):
        log.append(stream, _several(2))
    found = [(summary.stream, summary.records) for summary in log.streams()]
    equal(found, [("a", 2), ("aze-arm", 2), ("b", 2), ("\u00e9", 2)], "streams")
    with refuses(NotFound) as refused:
        log.history("aze-amr")
    holds("did you mean 'aze-arm'" in str(refused.error), str(refused.error))


def a_log_verifies_and_so_does_every_head_it_had(new: NewLog) -> None:
    """A head of another log, or of a longer one, does not."""
    log, other = new(), new()
    heads = [log.head()]
    for number in range(4):
        heads.append(log.append(f"s{number % 2}", _several(3, 10 * number)).head)
        other.append(f"s{number % 2}", _several(3, 10 * number))
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
    """``recorded=`` gives back the log as it stood, by position or instant."""
    log = new()
    proposed = MeetingProposed(id="p", occurred="2023-11-10", meeting="w")
    refused = MeetingRefused(id="r", occurred="2023-11-16", meeting="w", by="AZE")
    then = log.append(_S, [proposed]).recorded_at
    log.append(_S, [refused])
    history = log.history(_S)
    equal(history.state(), History([proposed, refused]).state(), "the state")
    for recorded in (1, then):
        meeting = history.state(recorded=recorded).meeting("w")
        equal(meeting.status if meeting else None, "proposed", f"as recorded at {recorded}")


def hostile_texts_are_kept_as_they_are(new: NewLog) -> None:
    """SQL, quotes, markup, long texts and any script, in every place that takes a text."""
    log = new()
    hostile = [
        "'; DROP TABLE peacetalks_records; --",
        '"quoted" \\ back \t tab \n line \r end',
        "<script>alert(1)</script> & %s {0} $1 :name ?",
        "\u202eright to left\u2028 \u0007 \U0001f54a",
        "x" * 1_000_000,
    ]
    events = [_said(number, text=text) for number, text in enumerate(hostile)]
    streams = ["'--", '"', "%s", ";DROP", "\\"]
    for stream in streams:
        log.append(stream, events, recorded_by=hostile[0], cause=hostile[1])
    for stream in streams:
        texts = [getattr(record.event, "text", None) for record in log.read(stream)]
        equal(texts, hostile, f"texts in {stream}")
    slug = MeetingHeld(id="';--", occurred="2023", meeting='"%s?')
    log.append("'--", [slug])
    equal(_ids(log, "'--")[-1], "';--", "an id")
    holds(log.verify(), "verification")


def a_copy_has_the_same_chain_and_an_erased_event_leaves_a_gap(new: NewLog) -> None:
    """``backup`` and ``redact`` write logs that verify against heads kept before."""
    log = new()
    head = log.append(_S, [_said(1, text="a name"), _said(2)]).head
    log.append("b", [_said(1)])
    with tempfile.TemporaryDirectory() as folder:
        whole, without = Path(folder, "whole.db"), Path(folder, "without.db")
        holds(log.backup(whole), "the copy")
        with open_log(whole) as copy:
            equal(list(copy.follow()), list(log.follow()), "records of the copy")
            holds(copy.verify(head=head), "the copy against an earlier head")
        with refuses(InvalidValue):
            log.backup(whole)
        with refuses(NotFound):
            log.redact(without, [(_S, "said-9")])
        holds(not without.exists(), "a redaction that failed left a file")
        equal(log.redact(without, [(_S, "said-1")]).redacted, (1,), "gaps")
        holds(b"a name" not in without.read_bytes(), "the erased text is still in the file")
        with open_log(without) as copy:
            holds(copy.verify(head=log.head()), "the copy without it, against the head")
            records = copy.read(_S)
            equal([r.event.id for r in records], ["said-2"], "what is left")
            equal([f.code for f in records.findings], ["PT007"], "findings")
            equal(copy.append("b", [_said(3)]).position, 2, "an append to it")
            with refuses(ConflictingEvent):
                copy.append(_S, [_said(1, text="a name")])
    equal(len(list(log.read(_S))), 2, "the log it was made from")


def a_closed_log_answers_nothing(new: NewLog) -> None:
    """It is closed at the end of its block, after an error too; closing it again is no error."""
    log = new()
    with refuses(ZeroDivisionError), log:
        log.append(_S, [_said(1)])
        raise ZeroDivisionError
    for ask in (
        log.head,
        log.streams,
        log.verify,
        lambda: log.append(_S, []),
        lambda: log.read(_S),
    ):
        with refuses(LogUnavailable):
            ask()
    log.close()


CONTRACT: Final[tuple[Law, ...]] = (
    positions_have_no_gaps_in_a_stream_nor_in_the_log,
    what_is_appended_is_read_back_equal,
    an_event_sent_again_is_named_and_not_stored_again,
    an_id_may_stand_in_two_streams,
    an_id_with_other_content_is_refused_and_nothing_is_written,
    a_stream_must_stand_where_it_is_expected,
    a_batch_whose_receipt_was_lost_can_be_sent_again_as_it_was,
    a_bad_event_anywhere_keeps_the_whole_batch_out,
    an_empty_batch_changes_nothing,
    recorded_time_never_goes_back,
    who_recorded_and_why_is_kept,
    filters_choose_what_they_say,
    a_feed_gives_every_record_once_from_any_position_on,
    streams_are_listed_by_name_and_a_misspelt_one_is_an_error,
    a_log_verifies_and_so_does_every_head_it_had,
    a_history_tells_what_was_recorded_when,
    hostile_texts_are_kept_as_they_are,
    a_copy_has_the_same_chain_and_an_erased_event_leaves_a_gap,
    a_closed_log_answers_nothing,
)
"""The laws, in the order in which they are best mended."""


def check_log(new: NewLog) -> None:
    """Hold every law of the contract on a log.

    Args:
        new: returns a new, empty log each time.

    Raises:
        BrokenLaw: for the first law that does not hold, by name.

    >>> from peacetalks.log import MemoryLog
    >>> check_log(MemoryLog)
    """
    for law in CONTRACT:
        try:
            law(new)
        except Exception as error:
            raise BrokenLaw(f"{law.__name__.replace('_', ' ')}: {error}") from error
