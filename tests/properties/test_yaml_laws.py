"""What holds of every event that is written as YAML, and of every text that is read as such."""

import io
import json

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from drawing import shared_by
from peacetalks.codec import decode, dumps, encode, loads, to_plain
from peacetalks.codec.parsed import reading_of
from peacetalks.codec.plain import key_of
from peacetalks.codec.yaml import items, lines
from peacetalks.errors import Finding, InvalidEvent, ReadError
from peacetalks.events.bookkeeping import Annotation
from peacetalks.events.kinds import CORE
from peacetalks.events.meetings import MeetingHeld
from peacetalks.events.unknown import UnknownEvent
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.testing.strategies import events, payloads, texts, unknown_events

EACH = shared_by(len(CORE.kinds))
GOOD = "- kind: meeting-held\n  id: held\n  occurred: 2023-10-05\n  meeting: granada\n"

NASTY = [
    *("", " ", "~", "no", "Yes", "ON", "y", "null", "Null", "true", "False", "=", "<<", "NaN"),
    *("1", "-1", "+1", "007", "0x1f", "0o17", "0b1", "1_000", "1,000", "12:30", "190:20:30.15"),
    *(".5", "5.", "1e3", "1e400", "-0", ".inf", "-.INF", ".nan", "2023", "2023-11-16", "1.2.3"),
    *("2001-12-14 21:59:43.10 -5", "2023-09-20T13:00+04:00", "a: b", "a:", ":a", "a #b", "#a"),
    *("- a", "-", "--- a", "---", "...", "? a", "?", "[a", "a]", "{a", "!a", "&a", "*a", "|", ">"),
    *("%a", "@a", "`a", "'a'", '"a"', '"', "'", "\\", "\\n", "a\\ b", " a", "a ", "a  b", "\ta"),
    *("a\tb", "a\n", "a\nb", "\na", "a\n\n", "a\n\nb\n", " a\nb", "a\n b", "a \nb", "a\r\nb", "\r"),
    *("a\x85b", "a\u2028b", "\ufeff", "\ufffe", "\x07", "\x1b[0m", "\xa0", "\u200b", "\U0001f54a"),
    *("a\n# b", "a\n--- b", "a\n- b: c", "Лачин", "Ստեփանակերտ", "٣", "a" * 3000, "a b " * 60),
    *("a # " * 60 + "b", "a: " * 60 + "b", "word - " * 60 + "b", '" ' * 60, "\\ " * 60 + "b"),
    *("a\n" + "b " * 60 + "c", "1 2 3 4 5 6 7 8 9 0 " * 9 + "x", "?" * 200, "x " + "#y " * 90),
]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def text_of(facts):
    return "".join(lines(facts))


def read_text(text, errors="raise"):
    data = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    return reading_of(items(data, CORE), "talks.yaml", errors)


def others_reading(text, version):
    """Return what a reader makes of a text that goes by all the rules of a version of YAML."""
    parser = YAML(typ="safe", pure=True, plug_ins=[])
    parser.version = version
    return parser.load(text)


@pytest.mark.parametrize("kind", CORE.kinds, ids=lambda kind: kind.kind)
@EACH
@given(data=st.data())
def test_every_kind_reads_back_as_from_json_lines(kind, data):
    event = data.draw(events(kind))
    (back,) = reading = read_text(text_of([event]))
    (from_json,) = loads(dumps([event]))
    assert back == event == from_json
    assert type(back) is kind
    assert back.id == event.id
    assert back.has_own_id == event.has_own_id
    assert encode(back) == encode(event)
    assert reading.findings == loads(dumps([event])).findings == ()


@given(st.lists(events(), max_size=4, unique_by=lambda event: event.id))
def test_a_file_reads_back_as_it_was_written(facts):
    text = text_of(facts)
    reading = read_text(text)
    assert list(reading) == facts
    assert text_of(reading) == text
    starts = [n for n, line in enumerate(text.split("\n"), 1) if line.startswith("- ")]
    assert list(reading.lines) == starts


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_no_text_is_taken_for_anything_else(text):
    event = Annotation(
        occurred="2023",
        namespace="test",
        payload={"text": text, "in": [text, [text], {"deep": text}], text: 1, f"k{text}": text},
        note=text,
    )
    written = text_of([event])
    assert list(read_text(written)) == [event]
    for version in ((1, 1), (1, 2)):
        (other,) = others_reading(written, version)
        assert {**other, "occurred": "2023"} == to_plain(event)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
@example("\x00")
def test_any_text_is_read_by_others_as_it_is_by_this_library(text):
    written = text_of([UnknownEvent(tag="x", raw=json.dumps({"kind": "x", "a": [text], text: 2}))])
    for version in ((1, 1), (1, 2)):
        assert others_reading(written, version) == [{"kind": "x", "a": [text], text: 2}]


@given(st.dictionaries(texts(), payloads(), max_size=3).map(FrozenMap))
@example(FrozenMap({"occurred": 2023, "until": 5, "list": (1e16, 1e-7, -0.0, 1.0, -5, ())}))
def test_a_payload_reads_back_with_the_same_types(payload):
    event = Annotation(occurred="2023", namespace="test", payload=payload)
    (back,) = read_text(text_of([event]))
    assert encode(back) == encode(event)


@given(unknown_events())
@example(UnknownEvent(tag="x", raw='{"kind": "x", "occurred": 2023, "reported": -5.5, "note": 1}'))
@example(
    UnknownEvent(tag="x", raw='{"kind": "x", "occurred": "2023", "sources": [{"published": 1}]}')
)
@example(UnknownEvent(tag="x", raw='{"kind": "x", "a": {}, "b": [], "c": [{}, [[]]], "": null}'))
@example(UnknownEvent(tag="x", raw='{"kind": "x", "n": 123456789012345678901234567890}'))
@example(UnknownEvent(tag="x", raw='{"kind": "x", "\\u0000": "\\u0000"}'))
def test_an_unknown_kind_reads_back_with_the_same_content(event):
    (back,) = read_text(text_of([event]))
    assert (back.tag, to_plain(back)) == (event.tag, to_plain(event))
    assert list(map(type, to_plain(back).values())) == list(map(type, to_plain(event).values()))


@pytest.mark.parametrize("field", ['"a": 1e400', '"a": "\\ud800"', '"\\ud800": 1'])
def test_what_yaml_could_not_give_back_is_not_written(field):
    event = UnknownEvent(tag="x", raw=f'{{"kind": "x", {field}}}')
    with pytest.raises(InvalidEvent):
        text_of([event])


def read_or_refused(text):
    """Return the reading that collects, after raising has been seen to agree with it."""
    collected = read_text(text, "collect")
    wrong = [finding for finding in collected.findings if finding.severity == "error"]
    if wrong:
        with pytest.raises(ReadError) as caught:
            read_text(text)
        assert set(wrong) <= set(caught.value.findings)
    else:
        assert read_text(text).events == collected.events
    for finding in collected.findings:
        assert isinstance(finding, Finding)
        assert finding.line is not None
        assert 1 <= finding.line <= text.count("\n") + text.count("\r") + 1
        assert str(finding).isprintable()
    return collected


BITS = st.sampled_from(
    [
        *("- ", "kind", ": ", "meeting-held", "\n", "  ", "    ", "occurred", "2023", "[", "]"),
        *("{", "}", ",", "&a ", "*a", "'", '"', "\\", "|", ">", "#", "!", "!!", "%", "---", "..."),
        *(
            "? ",
            ":",
            "\t",
            "<<",
            "~",
            "null",
            "\r",
            "\ufeff",
            "\x85",
            "\\ud800",
            "\\UFFFFFFFF",
            "0",
        ),
        *("%YAML 1.1\n", "%TAG ! x\n", "!<x>", "|9", ">-", "*", "&", "- kind: annotation\n"),
    ]
)


@given(st.lists(BITS, max_size=24).map("".join) | st.text(max_size=30))
@example("%YAML 1.99999999999999999999999999999\n---\n- a")
@example("%YAML " + "1" * 5000 + ".1\n---\n- a")
@example('- "\\UFFFFFFFF"')
@example("- |\n      \n  a\n b")
def test_junk_raises_nothing_but_read_errors(junk):
    read_or_refused(junk)
    read_or_refused(GOOD + junk)
    read_or_refused(f"{GOOD}- note: {junk}\n{GOOD}")


@given(st.sampled_from(CORE.kinds), st.data())
def test_junk_in_a_field_is_refused_as_in_json_and_hides_no_good_event(kind, data):
    key = data.draw(st.sampled_from([key_of(field) for field in attrs.fields(kind)]))
    value = data.draw(json_values)
    quoted = json.dumps({"kind": kind.kind, "occurred": "2023", key: value})
    reading = read_or_refused(f"- {quoted}\n{GOOD}")
    from_json = loads(quoted, errors="collect")
    assert reading[-1] == MeetingHeld(id="held", occurred=When("2023-10-05"), meeting="granada")
    assert len(reading) == len(from_json) + 1
    assert {f.line for f in reading.findings} <= {1}


@given(st.binary(max_size=40))
def test_bytes_that_are_no_text_raise_a_read_error(data):
    reading = reading_of(items(io.BytesIO(data), CORE), "talks.yaml", "collect")
    assert all(finding.line for finding in reading.findings)


@given(events())
def test_json_is_yaml(event):
    pasted = json.dumps(to_plain(event)).replace("\x7f", "\\u007f")
    assert list(read_text(f"- {pasted}\n")) == [decode(encode(event))]
