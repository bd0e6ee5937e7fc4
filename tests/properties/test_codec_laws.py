"""What holds of every event that is written and read."""

import json

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from drawing import shared_by
from peacetalks.codec import decode, dumps, encode, loads, schema, to_plain
from peacetalks.codec.decoding import decoded
from peacetalks.codec.plain import key_of
from peacetalks.errors import ReadError
from peacetalks.events import Event, content_id
from peacetalks.events.kinds import CORE
from peacetalks.testing.strategies import events, unknown_events

EACH = shared_by(len(CORE.kinds))
FEW = settings(max_examples=max(10, settings().max_examples // 2))
WHOLE = Draft202012Validator(schema())

GOOD = '{"kind": "meeting-refused", "occurred": "2023-11-16", "meeting": "washington", "by": "AZE"}'

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def of_kind(kind):
    """Return the schema of one kind: a oneOf over eighty says little and takes long."""
    return WHOLE.evolve(schema={"$ref": f"#/$defs/{kind.kind}"})


@pytest.mark.parametrize("kind", CORE.kinds, ids=lambda kind: kind.kind)
@EACH
@given(data=st.data())
def test_every_kind_reads_back_as_it_was_written(kind, data):
    event = data.draw(events(kind))
    text = encode(event)
    back = decode(text)
    assert back == event
    assert type(back) is kind
    assert back.id == event.id
    assert content_id(back) == content_id(event)
    assert back.has_own_id == event.has_own_id
    assert encode(back) == text
    assert "\n" not in text
    assert len(text.splitlines()) == 1
    assert decoded(text, CORE)[1] == []


@pytest.mark.parametrize("kind", CORE.kinds, ids=lambda kind: kind.kind)
@EACH
@given(data=st.data())
def test_the_schema_holds_for_what_is_written_and_for_no_misspelling(kind, data):
    plain = to_plain(data.draw(events(kind)))
    one = of_kind(kind)
    one.validate(plain)
    extra = {**plain, "ocurred": "2023"}
    assert not one.is_valid(extra)


@FEW
@given(events())
def test_the_whole_schema_takes_an_event_as_exactly_one_kind(event):
    WHOLE.validate(to_plain(event))


@given(st.lists(events(), max_size=4, unique_by=lambda event: event.id))
@FEW
def test_a_file_reads_back_as_it_was_written(facts):
    text = dumps(facts)
    reading = loads(text)
    assert list(reading) == facts
    assert reading.lines == tuple(range(1, len(facts) + 1))
    assert dumps(reading) == text


@given(unknown_events())
def test_an_unknown_kind_is_written_back_byte_for_byte(event):
    back = decode(event.raw)
    assert encode(back) == event.raw
    assert dumps([back]) == event.raw + "\n"
    assert (back.tag, back.raw) == (event.tag, event.raw)
    assert decode(encode(back)).id == back.id


@given(events())
def test_defaults_are_left_out_and_keys_stand_in_the_declared_order(event):
    plain = to_plain(event)
    declared = ["kind", "v", "id"] + [
        key_of(field) for field in attrs.fields(type(event)) if field.name != "_id"
    ]
    assert list(plain) == [key for key in declared if key in plain]
    assert next(iter(plain)) == "kind"
    optional = {key_of(f) for f in attrs.fields(type(event)) if f.default is not attrs.NOTHING}
    assert all(plain[key] is not None for key in optional & plain.keys())


def read_or_refused(text):
    """Return the reading that collects, after raising has been seen to agree with it."""
    collected = loads(text, errors="collect")
    wrong = [finding for finding in collected.findings if finding.severity == "error"]
    if wrong:
        with pytest.raises(ReadError) as caught:
            loads(text)
        assert set(wrong) <= set(caught.value.findings)
        assert str(caught.value)
    else:
        assert loads(text).events == collected.events
    return collected


@given(st.text())
@example("{")
@example("\ufeff")
@example('{"kind": "\\ud800"}')
@example("{" * 3000)
@example('{"a":' * 3000 + "1" + "}" * 3000)
@example('{"kind": "annotation", "payload": ' + "[" * 63 + "]" * 63 + "}")
@example("9" * 5000)
def test_junk_raises_nothing_but_read_errors_and_hides_no_good_line(junk):
    reading = read_or_refused(f"{GOOD}\n{junk}\n")
    assert reading[0] == decode(GOOD)
    assert reading.where(0) == "<text>:1"


@given(st.sampled_from(CORE.kinds), st.data())
def test_junk_in_a_field_is_refused_with_its_place(kind, data):
    key = data.draw(st.sampled_from([key_of(field) for field in attrs.fields(kind)]))
    plain = {"kind": kind.kind, "occurred": "2023", key: data.draw(json_values)}
    reading = read_or_refused(f"{json.dumps(plain)}\n{GOOD}\n")
    assert reading[-1] == decode(GOOD)
    assert all(finding.line == 1 for finding in reading.findings)
    assert all(str(finding).isprintable() for finding in reading.findings)


@given(json_values)
def test_any_json_value_is_an_event_or_a_read_error(value):
    read_or_refused(json.dumps(value))
    read_or_refused(json.dumps({"kind": "meeting-held", "occurred": value}))


@given(st.binary(max_size=40))
def test_bytes_that_are_no_event_raise_a_read_error(data):
    with pytest.raises(ReadError):
        decode(data)


@FEW
@given(events())
def test_a_mapping_and_utf8_decode_as_the_text_does(event):
    plain = to_plain(event)
    assert decode(plain) == decode(encode(event).encode()) == event
    assert isinstance(decode(plain), Event)
