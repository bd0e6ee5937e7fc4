"""CloudEvents, read by the library of those who wrote the specification, and by peacetalks."""

import json
from datetime import datetime

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.errors import InvalidValue, ReadError
from peacetalks.events.unknown import UnknownEvent
from peacetalks.interchange import cloud_events, events_of
from peacetalks.interchange.cloud import cloud_text
from peacetalks.testing import strategies as pts

HISTORIES = st.one_of(
    pts.histories(with_corrections=True, with_disputes=True, with_late_reports=True),
    pts.histories(coherent=False, with_corrections=True),
    st.lists(pts.events(), max_size=5, unique_by=lambda event: event.id).map(pt.History),
)
HELD = pt.MeetingHeld(id="met", occurred="2023-10-05", meeting="granada")


def read(envelope):
    """Return a CloudEvent as the library reads it; it refuses what the specification does."""
    event = JSONFormat().read(None, json.dumps(envelope))
    assert isinstance(event, CloudEvent)
    return event


@given(HISTORIES)
def test_a_history_comes_back_as_it_was(history):
    assert events_of(cloud_text(cloud_events(history))) == history.events


@given(HISTORIES)
def test_the_library_reads_and_writes_what_was_written(history):
    for envelope in cloud_events(history):
        # Where no time is told the library puts that of the reading.
        told = {key: value for key, value in envelope.items() if key != "time"}
        again = json.loads(JSONFormat().write(read(envelope)))
        assert {**told, "time": again["time"]} == again
        if "time" in envelope:
            assert datetime.fromisoformat(again["time"]) == datetime.fromisoformat(envelope["time"])


@given(st.lists(pts.unknown_events(), max_size=4, unique_by=lambda event: event.id))
def test_kinds_that_are_not_known_come_back_with_all_they_held(events):
    batch = cloud_events(events)
    back = events_of(batch)
    assert {event.id for event in back} == {event.id for event in events}
    assert all(isinstance(event, UnknownEvent) for event in back)
    assert cloud_events(back) == batch


def test_the_south_caucasus_goes_over_whole(talks):
    batch = cloud_events(talks, source="https://example.org/talks")
    assert len(batch) == 183
    assert {envelope["specversion"] for envelope in batch} == {"1.0"}
    assert {envelope["source"] for envelope in batch} == {"https://example.org/talks"}
    assert [envelope["id"] for envelope in batch] == [event.id for event in talks.events]
    # Of 183 events the sources tell the minute of two.
    assert {e["id"]: e["time"] for e in batch if "time" in e} == {
        event.id: event.occurred.earliest.isoformat().replace("+00:00", "Z")
        for event in talks.events
        if "T" in str(event.occurred)
    }
    (retraction,) = (e for e in batch if e["type"] == "peacetalks.event-retracted")
    assert retraction["subject"] == retraction["data"]["target"] == "depot-killed-arm-125"


@pytest.mark.parametrize(
    ("occurred", "time"),
    [
        ("2023-09-20T13:00+04:00", "2023-09-20T09:00:00Z"),
        ("2023-09-20T09:00:01.5Z", "2023-09-20T09:00:01.500000Z"),
        ("2023-09-20", None),
        ("2023-09", None),
        ("2023-09-20T13:00Z~", None),
        ("2023-09-20T13:00Z?", None),
        ("[2023-09-20T13:00Z,2023-09-20T14:00Z]", None),
        ("2023-09-20T13:00Z/2023-09-20T14:00Z", None),
        ("[..2023-09-20T13:00Z]", None),
    ],
)
def test_a_time_is_there_only_where_the_source_tells_an_instant(occurred, time):
    (envelope,) = cloud_events([pt.MeetingHeld(occurred=occurred, meeting="m")])
    assert envelope.get("time") == time
    assert envelope["data"]["occurred"] == occurred
    if time is not None:
        assert read(envelope).get_time() == datetime.fromisoformat(time)


def test_hostile_ids_stay_apart_and_are_texts_that_a_cloud_event_may_hold(hostile):
    batch = cloud_events(hostile)
    assert len({envelope["id"] for envelope in batch}) == len(hostile)
    for envelope in batch:
        told = envelope["id"] + envelope["type"] + envelope.get("subject", "")
        assert not any(ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F or c == "\ufffe" for c in told)
        assert read(envelope).get_data() == envelope["data"]
    assert events_of(json.dumps(batch)) == hostile.events


def test_an_id_and_what_it_would_be_encoded_as_stay_apart():
    pair = [pt.MeetingHeld(id=name, occurred="2023", meeting="m") for name in ("\x01", "%01")]
    assert {envelope["id"] for envelope in cloud_events(pair)} == {"%01", "%2501"}


def test_an_id_that_is_computed_goes_over_in_the_data_too():
    held = pt.MeetingHeld(occurred="2023-10-05", meeting="granada")
    (envelope,) = cloud_events([held])
    assert envelope["data"]["id"] == envelope["id"] == held.id
    assert list(envelope["data"])[:2] == ["kind", "id"]


def test_records_say_when_and_where_they_were_recorded():
    with pt.MemoryLog() as log:
        log.append("aze-arm", [HELD])
        (record,) = log.read("aze-arm")
        (envelope,) = cloud_events(log.read("aze-arm"))
    assert envelope["source"] == "urn:peacetalks:aze-arm"
    assert (envelope["sequence"], envelope["sequencetype"]) == ("1", "Integer")
    at = datetime.fromisoformat(envelope["recordedtime"])
    assert at == datetime.fromisoformat(str(record.recorded_at))
    assert read(envelope).get_extension("recordedtime") == envelope["recordedtime"]


def test_nothing_is_an_empty_batch():
    assert cloud_text(cloud_events([])) == "[]\n"
    assert events_of("[]\n") == ()


@pytest.mark.parametrize("source", ["", "a b", "<x>", "%4", 3, "https://example.org/ü"])
def test_a_source_that_is_no_uri_is_refused(source):
    with pytest.raises(InvalidValue, match="not a URI"):
        cloud_events([HELD], source=source)


@pytest.mark.parametrize(
    ("batch", "told"),
    [
        ("{", "not a batch"),
        (b"\xff", "not a batch"),
        ("{}", "not a batch"),
        (3, "not a batch"),
        ("[1]", "1: not a CloudEvent: 1"),
        ('[{"specversion": "0.3"}]', "1: not a CloudEvent of version 1.0"),
        ('[{"specversion": "1.0", "data": "x"}]', "1: the data of the CloudEvent is not an event"),
        ('[{"specversion": "1.0", "data": {"kind": "meeting-held"}}]', "1: .*occurred"),
    ],
)
def test_a_batch_that_cannot_be_read_says_what_is_wrong_and_where(batch, told):
    with pytest.raises(ReadError, match=told):
        events_of(batch)


def test_all_that_is_wrong_with_a_batch_is_told_at_once():
    batch = [*cloud_events([HELD]), 1, {"specversion": "1.0", "data": {}}]
    with pytest.raises(ReadError) as caught:
        events_of(batch)
    assert [finding.line for finding in caught.value.findings] == [2, 3]
