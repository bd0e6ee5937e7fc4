"""What people and programs send by mistake, or on purpose."""

import copy
import datetime as dt
import gc
import math
import pickle
import tracemalloc

import pytest

import peacetalks as pt
from peacetalks import codec
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE


def held(**more):
    return pt.MeetingHeld(**{"id": "m", "occurred": "2023", "meeting": "m", **more})


def forged(event, **values):
    """Return an event that its constructor would have refused, as a careless program makes one."""
    made = copy.copy(event)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


FORGED = {
    "a naive datetime": {"occurred": dt.datetime(2023, 11, 16)},  # noqa: DTZ001 # that is the case
    "a datetime": {"reported": dt.datetime(2023, 11, 16, tzinfo=dt.UTC)},
    "a list": {"participants": ["ARM"]},
    "a list inside a value": {"sources": (forged(pt.Source("x"), publisher=["x"]),)},
    "a set": {"basis": {"a"}},
    "a number for a text": {"note": 7},
    "not a number": {"place": forged(pt.Place("x", latitude=1), latitude=math.nan)},
    "an infinity": {"place": forged(pt.Place("x", latitude=1), longitude=math.inf)},
    "half a surrogate pair": {"note": "\ud800"},
    "a NUL": {"note": "a\x00b"},
    "an id in another Unicode form": {"_id": "e\u0301"},
    "an id with white space": {"_id": "a b"},
    "an id with a line end": {"_id": "a\nb"},
    "a code that is none": {"claimed_by": ("Azerbaijan",)},
    "a number beyond 64 bits": {"round": 1 << 64},
}


@pytest.mark.parametrize("values", FORGED.values(), ids=FORGED)
def test_an_event_made_past_its_constructor_is_refused_whole(new, values):
    log = new()
    bad = forged(held(), **values)
    assert not bad.was_checked
    with pytest.raises(pt.InvalidEvent) as raised:
        log.append("a", [held(id="fine"), bad])
    assert raised.value.path.startswith("$[1]")
    assert log.head().position == 0


def test_events_that_were_copied_pickled_or_read_from_a_log_are_stored(new):
    log, other = new(), new()
    event = held(sources=pt.Source("x", published="2023"))
    log.append("a", [event])
    read = next(log.read("a")).event
    for again in (copy.copy(event), copy.deepcopy(event), pickle.loads(pickle.dumps(event)), read):
        assert log.append("a", [again]).duplicates == ("m",)
    assert other.append("a", [read]).appended == 1
    assert next(other.read("a")).event == event


@pytest.mark.parametrize(
    "make",
    [
        lambda: held(occurred=dt.datetime(2023, 11, 16)),  # noqa: DTZ001 # that is the case
        lambda: held(note="\ud800"),
        lambda: held(note="a\x00b"),
        lambda: held(id="e\u0301"),
        lambda: held(place=pt.Place("x", latitude=math.nan)),
        lambda: pt.Annotation(occurred="2023", namespace="n", payload={"x": math.inf}),
        lambda: pt.VoteHeld(occurred="2023", vote="v", turnout=math.nan),
    ],
)
def test_a_constructor_refuses_what_no_log_could_hold(make):
    with pytest.raises(pt.InvalidValue):
        make()


def test_ids_that_look_alike_are_different_ids(new):
    log = new()
    ids = ["é", "e", "E", "\u0435", "\uff45", "e\u200d", "K", "İ", "\u0131"]
    log.append("a", [held(id=name) for name in ids])
    assert [record.event.id for record in log.read("a")] == ids
    for stream in ids:
        log.append(stream, [held()])
    assert {summary.stream for summary in log.streams()} == {*ids, "a"}


def test_a_text_of_four_megabytes_is_kept_exported_and_read(new, tmp_path):
    log = new()
    text = "peace, 和平, мир 🕊 " * 150_000
    assert len(text.encode()) > 4_000_000
    log.append("a", [held(note=text)])
    assert next(log.read("a")).event.note == text
    assert log.verify()
    pt.write(tmp_path / "a.jsonl", [record.event for record in log.read("a")])
    assert pt.read(tmp_path / "a.jsonl")[0].note == text


@pytest.mark.parametrize("text", ["n" * 4_300_000, "\x85" * 700_000])
def test_l03_a_log_refuses_what_an_export_could_not_give_back(new, text):
    log = new()
    with pytest.raises(pt.InvalidEvent, match="bytes of JSON, and this is its largest") as raised:
        log.append("a", [held(id="fine"), held(note=text)])
    assert raised.value.path == "$[1].note"
    assert "accepted: events of up to 4,194,303 bytes" in str(raised.value)
    assert log.head().position == 0


@pytest.mark.parametrize("name", ["recorded_by", "cause"])
def test_who_recorded_an_event_and_why_are_short(new, name):
    log = new()
    log.append("a", [held()], **{name: "x" * 10_000})
    with pytest.raises(pt.InvalidValue, match=f"{name} is a text of 10,001 characters"):
        log.append("a", [held(id="b")], **{name: "x" * 10_001})


def test_corrections_in_one_another_have_an_end(new):
    def corrected(event):
        return pt.EventCorrected(id="m", occurred="2023", target="m", replacement=event)

    made = held()
    for _ in range(32):
        made = corrected(made)
    new().append("a", [made])
    with pytest.raises(pt.InvalidEvent, match="nested too deeply"):
        corrected(made)


@pytest.fixture(scope="module")
def hundred_thousand():
    return [pt.StatementMade(id=f"e{n}", occurred="2023", by="AZE") for n in range(100_000)]


def test_a_batch_of_a_hundred_thousand_is_one_batch(new, hundred_thousand):
    log = new()
    receipt = log.append("a", iter(hundred_thousand))
    assert (receipt.appended, receipt.first, receipt.last) == (100_000, 1, 100_000)
    bad = [pt.StatementMade(id=f"f{n}", occurred="2023") for n in range(1_000)]
    with pytest.raises(pt.ConflictingEvent):
        log.append("a", [*bad, pt.StatementMade(id="e99999", occurred="2024")])
    assert log.head().position == 100_000
    assert sum(1 for _ in log.read("a")) == 100_000


def peak(read):
    """Return the most memory that a reading takes, in bytes."""
    gc.collect()
    tracemalloc.start()
    read()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_a_stream_twice_as_long_takes_no_more_memory_to_read(new):
    log = new()
    readings = {
        "read": lambda: sum(1 for _ in log.read("a")),
        "follow": lambda: sum(1 for _ in log.follow()),
        "verify": log.verify,
        "kept in a list": lambda: list(log.read("a")),
    }
    peaks = []
    for part in range(2):
        numbers = range(8_000 * part, 8_000 * (part + 1))
        log.append("a", [pt.StatementMade(id=f"e{n}", occurred="2023") for n in numbers])
        peaks.append({name: peak(read) for name, read in readings.items()})
    growth = {name: peaks[1][name] / peaks[0][name] for name in readings}
    assert growth.pop("kept in a list") > 1.6
    assert all(grown < 1.3 for grown in growth.values()), growth


@pytest.mark.parametrize("events", [held(), "event", b"event", None, 7, [[held()]], [CORE]])
def test_what_is_no_list_of_events_is_refused_in_words(new, events):
    log = new()
    with pytest.raises(pt.InvalidValue):
        log.append("a", events)
    assert log.head().position == 0


def test_an_iterator_that_fails_writes_nothing(new):
    log = new()

    def events():
        yield held()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        log.append("a", events())
    assert log.head().position == 0


@pytest.mark.parametrize("kind", [Event, 7, None, "Meeting", dict])
def test_a_filter_by_a_kind_that_is_none_is_an_error_not_an_empty_answer(new, kind):
    log = new()
    log.append("a", [held()])
    for kinds in ([kind], kind):
        with pytest.raises(pt.InvalidValue):
            log.read("a", kinds=kinds)


def test_a_position_that_the_log_has_not_reached_is_an_error_not_a_long_wait(new):
    log = new()
    log.append("a", [held()])
    assert list(log.follow(1)) == []
    with pytest.raises(pt.InvalidValue, match="not reached"):
        log.follow(2, poll=1)


UNKNOWN = {
    "a known kind whose text is none": ("meeting-held", '{"kind": "meeting-held"}', {}),
    "another time": ("x", '{"kind": "x", "occurred": "2021"}', {"occurred": "2020"}),
    "another kind": ("x", '{"kind": "y"}', {}),
    "no JSON": ("x", "no JSON", {}),
    "a version beyond all": ("x", '{"kind": "x", "v": 3000000000}', {}),
}


@pytest.mark.parametrize("given", UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_event_that_would_not_come_back_is_refused(new, given):
    tag, raw, more = given
    log = new()
    with pytest.raises(pt.InvalidValue):
        log.append("a", [pt.UnknownEvent(tag=tag, raw=raw, **more)])
    assert log.head().position == 0


def test_an_unknown_event_is_kept_to_the_byte_and_one_of_a_known_kind_becomes_one(new):
    log = new()
    raw = '{"kind": "x",\n  "occurred": "2020",\t"y": 1e2}'
    unknown = pt.UnknownEvent(tag="x", raw=raw, occurred="2020")
    known = pt.UnknownEvent(tag="meeting-held", raw=codec.encode(held()), occurred="2023", id="m")
    log.append("a", [unknown, held()])
    assert log.append("a", [known]).duplicates == ("m",)
    records = log.read("a")
    assert [record.event for record in records] == [unknown, held()]
    assert log.verify()


def test_an_unknown_event_whose_kind_is_known_by_now_keeps_the_id_it_was_given(new):
    log = new()
    raw = '{"kind": "meeting-held", "occurred": "2023", "meeting": "m"}'
    log.append("a", [pt.UnknownEvent(tag="meeting-held", raw=raw, occurred="2023", id="given")])
    event = next(log.read("a")).event
    assert (type(event), event.id, event.meeting) == (pt.MeetingHeld, "given", "m")


def test_an_unknown_kind_is_told_once_however_many_there_are(new):
    log = new()
    several = [
        pt.UnknownEvent(tag=f"x{n % 3}", raw=f'{{"kind": "x{n % 3}", "n": {n}}}') for n in range(30)
    ]
    log.append("a", several)
    records = log.read("a")
    assert len(list(records)) == 30
    assert len(records.findings) == 3


@pytest.mark.parametrize("after", [-1, 1.0, "1", None, True, 1 << 63])
def test_a_position_that_is_none_is_an_error(new, after):
    log = new()
    log.append("a", [held()])
    for ask in (lambda: log.read("a", after=after), lambda: log.follow(after)):
        with pytest.raises(pt.InvalidValue):
            ask()


@pytest.mark.parametrize("date", ["yesterday", "11/16/2023", 7])
def test_a_filter_by_a_date_that_is_none_is_an_error(new, date):
    log = new()
    log.append("a", [held()])
    for name in ("occurred", "reported", "recorded"):
        with pytest.raises(pt.InvalidWhen):
            log.read("a", **{name: date})


@pytest.mark.parametrize("poll", [0, -1, math.nan, math.inf, 1e10, "1", True])
def test_a_pause_that_is_none_is_an_error(new, poll):
    with pytest.raises(pt.InvalidValue):
        new().follow(poll=poll)


def test_a_kind_that_the_vocabulary_does_not_have_is_refused_with_the_way_out(new):
    small = pt.events.Vocabulary([pt.MeetingHeld])
    log = new(vocabulary=small)
    with pytest.raises(pt.InvalidEvent, match="with_kinds\\(StatementMade\\)"):
        log.append("a", [pt.StatementMade(occurred="2023")])
    log.append("a", [held()])
    assert next(log.read("a")).event == held()


def test_kinds_that_a_reader_does_not_know_are_told_and_kept(tmp_path):
    with pt.open_log(tmp_path / "talks.db") as log:
        log.append("a", [held(), pt.StatementMade(id="s", occurred="2023", by="AZE")])
    small = pt.events.Vocabulary([pt.MeetingHeld])
    with pt.open_log(tmp_path / "talks.db", vocabulary=small) as log:
        records = log.read("a")
        event, unknown = (record.event for record in records)
        assert event == held()
        assert (unknown.tag, unknown.id, unknown.occurred) == (
            "statement-made",
            "s",
            pt.When("2023"),
        )
        assert [finding.code for finding in records.findings] == ["PT003"]
        line = codec.dumps([unknown])
        assert codec.loads(line)[0].by == ("AZE",)
        assert log.append("a", [unknown]).duplicates == ("s",)
