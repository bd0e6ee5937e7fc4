"""Laws of the payloads of log rows: the compiled reading and the reading of files are one."""

from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import codec
from peacetalks.codec.rows import RowReader, encode_row, version_of
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.kinds import CORE
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.testing.strategies import events, unknown_events


def readings(event, vocabulary=CORE, reader=None):
    """Return a row's event as read the compiled way, if there is one, and as files are read."""
    tag = event.tag if isinstance(event, pt.UnknownEvent) else event.kind
    reader = reader or RowReader(vocabulary)
    for packs in (False, True):
        form, payload = encode_row(event, packs=packs)
        assert type(payload) is (bytes if packs else str)
        told = (tag, version_of(event), form)
        fast = reader.fast(*told)
        slow, findings = reader.slow(*told, payload, event.id)
        assert [f for f in findings if f.severity == "error"] == []
        if fast is not None:
            yield fast(payload, event.id)
        yield slow


@given(events())
def test_a_row_is_read_back_as_the_event_that_was_written(event):
    for read in readings(event):
        assert type(read) is type(event)
        assert read == event
        assert read.id == event.id
        assert hash(read) == hash(event)
        form, payload = encode_row(read)
        assert form == encode_row(event)[0]
        # In a line an id stands where there is one; in the other form it has its own column.
        assert payload == encode_row(event)[1] or form == "line2"


@given(unknown_events())
def test_an_unknown_event_keeps_its_bytes_in_a_row(event):
    for read in readings(event):
        assert (read, read.raw, read.id) == (event, event.raw, event.id)


@given(st.lists(events(), max_size=5))
def test_what_a_reader_shares_between_events_changes_none_of_them(several):
    reader = RowReader(CORE)
    for event in several:
        assert all(read == event for read in readings(event, reader=reader))


def test_most_kinds_have_a_compiled_reading():
    slow = {
        kind.__name__
        for kind in CORE.kinds
        if RowReader(CORE).fast(kind.kind, kind.schema, "fields2") is None
    }
    assert slow == {
        "VoteHeld",  # a turnout may be a whole number
        "ExpectationStated",  # due: a date, or a period after an event
        "CommitmentMade",
        "DeadlineSet",
        "DeadlineExtended",
        "EventCorrected",  # another event
        "Checkpoint",  # anything
        "Annotation",
    }


@given(st.sampled_from([62, 62.0, 62.5]))
def test_a_whole_number_stays_one_where_a_float_may_stand(turnout):
    vote = pt.VoteHeld(occurred="2024", vote="v", turnout=turnout)
    assert all(type(read.turnout) is type(turnout) for read in readings(vote))


@example([("ARM", "x")])
@given(st.lists(st.tuples(st.sampled_from(["ARM", "AZE"]), st.text("ab")), max_size=3))
def test_labels_come_back_from_a_row_as_frozen_maps(labels):
    event = pt.OffensiveLaunched(occurred="2023", offensive="o", labels=dict(labels))
    for read in readings(event):
        assert read == event
        assert type(read.labels) is FrozenMap


def own(name, /, schema=1, **fields):
    """Return a kind of a user's own."""
    namespace = {"__annotations__": fields, "__module__": __name__, "schema": schema}
    namespace |= {field: attrs.field(default=None) for field in fields}
    return attrs.frozen(kw_only=True)(type(name, (pt.Event,), namespace))


def test_kinds_of_ones_own_are_compiled_where_that_loses_nothing():
    kept = own("KeptWhole", url=str | None, days=int | None)
    private = own("HasPrivate", _hidden=str | None)
    loose = own("HoldsAnything", payload=object)
    floating = own("HasFloats", share=float | None)
    vocabulary = CORE.with_kinds(kept, private, loose, floating)
    given_ = [
        kept(occurred="2023", url="x", days=3),
        private(occurred="2023", hidden="s"),
        loose(occurred="2023", payload=(1, 1.0, True, None, "x")),
        floating(occurred="2023", share=1),
    ]
    fast = []
    for event in given_:
        for read in readings(event, vocabulary):
            assert read == event, event.kind
        fast.append(RowReader(vocabulary).fast(event.kind, 1, "fields2") is not None)
    assert fast == [True, False, False, False]


def renamed(fields: dict[str, Any]) -> dict[str, Any]:
    return {("link" if key == "url" else key): value for key, value in fields.items()}


def test_a_row_of_an_older_version_goes_through_the_upcasts_and_keeps_its_id():
    first = own("PageSeen", url=str | None, other=str | None)
    second = own("PageSeen", schema=2, link=str | None, other=str | None)
    event = first(occurred="2023", url="x")
    form, payload = encode_row(event)
    reader = RowReader(CORE.with_kinds(second, upcasts={("page-seen", 1): renamed}))
    assert reader.fast("page-seen", 1, form) is None
    read, findings = reader.slow("page-seen", 1, form, payload, event.id)
    assert findings == []
    assert (type(read), read.link, read.id) == (second, "x", event.id)


def test_a_row_of_a_kind_that_is_not_known_any_more_can_be_written_to_a_file_and_read_by_who_knows():
    kind = own("PageSeen", url=str | None)
    event = kind(occurred="2023", url="x")
    form, payload = encode_row(event)
    read, findings = RowReader(CORE).slow("page-seen", 1, form, payload, event.id)
    assert isinstance(read, pt.UnknownEvent)
    assert [f.code for f in findings] == ["PT003"]
    line = codec.dumps([read])
    assert codec.loads(line, vocabulary=CORE.with_kinds(kind))[0] == event


@pytest.mark.parametrize(
    "payload", ["", "{", "[]", '{"occurred": 7}', '{"occurred":"2023","by":["?"]}']
)
def test_a_damaged_payload_is_found_and_never_raises(payload):
    event, findings = RowReader(CORE).slow("meeting-held", 1, "fields", payload, "x")
    assert event is None
    assert findings
    assert all(f.severity == "error" for f in findings)


def test_a_correction_keeps_its_replacement():
    inner = pt.MeetingHeld(id="m", occurred="2023", meeting="m")
    event = EventCorrected(occurred="2024", target="m", replacement=inner)
    for read in readings(event):
        assert read.replacement == inner
