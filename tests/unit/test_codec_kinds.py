from __future__ import annotations

import json

import pytest
from attrs import field, frozen
from jsonschema import Draft202012Validator

from peacetalks.codec import (
    CODES,
    decode,
    dumps,
    encode,
    loads,
    schema,
    to_plain,
)
from peacetalks.errors import InvalidVocabulary, ReadError
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.fields.convert import as_when
from peacetalks.findings import RULES
from peacetalks.primitives.identifiers import Slug
from peacetalks.primitives.when import When
from peacetalks.values.facts import (
    Place,
    Source,
)

GOOD = '{"kind": "meeting-refused", "id": "no", "occurred": "2023-11-16", "meeting": "washington"}'


def test_an_unknown_kind_is_kept_with_its_common_fields_and_noted():
    text = (
        ' {"occurred":"2023-11-16" , "kind":"summit-livestreamed","id":"s", "claimed_by":"AZE",'
        '"sources":{"publisher":"tass.com"}, "reported":"soon", "url":1e2 }'
    )
    reading = loads(text)
    (event,) = reading
    assert isinstance(event, UnknownEvent)
    assert (event.tag, event.raw) == ("summit-livestreamed", text)
    assert (event.occurred, event.id, event.claimed_by) == (When("2023-11-16"), "s", ("AZE",))
    assert (event.sources, event.reported) == ((Source("tass.com"),), None)
    assert [(f.code, f.severity) for f in reading.findings] == [("PT003", "note")]
    assert dumps(reading) == text + "\n"


def test_a_misspelt_kind_is_kept_and_warned_of():
    reading = loads('{"kind": "meeting-refusd", "occurred": "2023"}')
    assert isinstance(reading[0], UnknownEvent)
    (finding,) = reading.findings
    assert (finding.code, finding.severity, finding.path) == ("PT003", "warning", "$.kind")
    assert str(finding) == (
        "<text>:1: $.kind: an unknown kind, kept as it is: 'meeting-refusd'; "
        "hint: did you mean 'meeting-refused'?"
    )


def test_an_unknown_kind_inside_a_correction_is_kept_and_told_with_its_place():
    text = (
        '{"kind": "event-corrected", "occurred": "2023", "target": "t", '
        '"replacement": {"kind": "meeting-hld", "id": "t", "occurred": "2022"}}'
    )
    reading = loads(text)
    assert reading.findings[0].path == "$.replacement.kind"
    assert encode(reading[0]) == text
    assert decode(encode(reading[0])) == reading[0]


def test_a_line_of_an_unknown_kind_stays_one_line_even_if_decoded_from_several():
    event = decode('{\n  "kind": "summit-livestreamed"\n}')
    assert encode(event) == '{   "kind": "summit-livestreamed" }'


def test_a_newer_version_of_a_known_kind_is_kept_whole_and_warned_of():
    text = '{"kind": "meeting-refused", "v": 2, "occurred": "2023", "meetings": ["a", "b"]}'
    reading = loads(text)
    assert isinstance(reading[0], UnknownEvent)
    assert [(f.code, f.severity, f.path) for f in reading.findings] == [("PT006", "warning", "$.v")]
    assert dumps(reading) == text + "\n"


def renamed(fields):
    return {("stream" if key == "channel" else key): value for key, value in fields.items()}


def linked(fields):
    return {**fields, "links": [fields["stream"]]} if "stream" in fields else fields


@frozen(kw_only=True)
class SummitLivestreamed(Event):
    """A summit was shown as it happened."""

    schema = 3
    stream: str
    links: tuple[str, ...] = ()
    until: When | None = field(default=None, converter=as_when)


TAG = "summit-livestreamed"
OWN = CORE.with_kinds(SummitLivestreamed, upcasts={(TAG, 1): renamed, (TAG, 2): linked})


def test_older_versions_pass_through_the_whole_chain_of_upcasts():
    first = decode(f'{{"kind": "{TAG}", "occurred": "2023", "channel": "c"}}', vocabulary=OWN)
    second = decode(
        f'{{"kind": "{TAG}", "v": 2, "occurred": "2023", "stream": "c"}}', vocabulary=OWN
    )
    third = SummitLivestreamed(occurred="2023", stream="c", links=("c",))
    assert first == second == third
    assert to_plain(first) == {
        "kind": TAG,
        "v": 3,
        "occurred": "2023",
        "stream": "c",
        "links": ["c"],
    }
    assert decode(encode(third), vocabulary=OWN) == third
    assert isinstance(decode(encode(third)), UnknownEvent)


def test_an_upcast_from_a_version_that_the_kind_never_had_before_is_refused():
    with pytest.raises(InvalidVocabulary, match="from version 3, but the kind has version 3"):
        CORE.with_kinds(SummitLivestreamed, upcasts={(TAG, 3): renamed})


def test_an_upcast_that_fails_is_an_error_of_its_line():
    def broken(fields):
        return fields["nothing"]

    own = CORE.with_kinds(SummitLivestreamed, upcasts={(TAG, 1): renamed, (TAG, 2): broken})
    text = f'{{"kind": "{TAG}", "occurred": "2023", "channel": "c"}}\n{GOOD}'
    reading = loads(text, vocabulary=own, errors="collect")
    assert len(reading) == 1
    assert "the upcast of 'summit-livestreamed' from version 2 failed" in str(reading.findings[0])


def test_the_schema_of_a_raised_version_wants_it():
    valid = Draft202012Validator(schema(OWN)).is_valid
    plain = to_plain(SummitLivestreamed(occurred="2023", stream="c"))
    assert valid(plain)
    assert not valid({**plain, "v": 2})
    assert not valid({key: value for key, value in plain.items() if key != "v"})


def test_an_own_kind_reads_dates_and_value_types_without_converters():
    @frozen(kw_only=True)
    class Leaf:
        word: str = "x"

    @frozen(kw_only=True)
    class TreePlanted(Event):
        day: When
        at: Place | Leaf | None = None
        leaves: tuple[Leaf, ...] = ()

    # Annotations of a function's own classes cannot be looked up by name.
    TreePlanted.__annotations__ |= {
        "day": When,
        "at": Place | Leaf | None,
        "leaves": tuple[Leaf, ...],
    }
    own = CORE.with_kinds(TreePlanted)
    text = (
        '{"kind": "tree-planted", "occurred": "2023", "day": "2023-11-16", '
        '"at": {"word": "y"}, "leaves": [{}, {"word": "z"}]}'
    )
    event = decode(text, vocabulary=own)
    assert event == TreePlanted(
        occurred="2023",
        day=When("2023-11-16"),
        at=Leaf(word="y"),
        leaves=(Leaf(), Leaf(word="z")),
    )
    with pytest.raises(ReadError, match=r"\$\.leaves\[1\]\.word: not a text: 3"):
        decode(text.replace('"z"', "3"), vocabulary=own)


def test_a_converter_that_fails_in_its_own_way_is_an_error_of_its_field():
    def half(value):
        return value["no such key"]

    @frozen(kw_only=True)
    class HalfTold(Event):
        told: str | None = field(default=None, converter=half)

    own = CORE.with_kinds(HalfTold)
    reading = loads(
        f'{{"kind": "half-told", "occurred": "2023", "told": {{}}}}\n{GOOD}',
        vocabulary=own,
        errors="collect",
    )
    assert reading.findings[0].path == "$.told"
    assert len(reading) == 1


def test_the_schema_is_one_and_knows_every_kind():
    whole = schema()
    Draft202012Validator.check_schema(whole)
    assert [one["$ref"].removeprefix("#/$defs/") for one in whole["oneOf"]] == list(CORE.tags)
    assert json.loads(json.dumps(whole)) == whole


def test_the_schema_tells_what_kinds_and_fields_are():
    refused = schema()["$defs"]["meeting-refused"]
    assert refused["description"] == "An invitee refused to meet. A postponement is not a refusal."
    assert refused["properties"]["occurred"]["description"] == "when it happened."
    assert refused["required"] == ["kind", "occurred", "meeting"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"resons": []},
        {"kind": "meeting-refusd"},
        {"occurred": "16/11/2023"},
        {"occurred": "2023-11-16T10:00"},
        {"by": "Azerbaijan"},
        {"reasons": "venu"},
        {"reasons": [{"text": "x"}]},
        {"round": "3"},
        {"id": "two words"},
        {"v": 2},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(wrong):
    valid = Draft202012Validator(schema()).is_valid
    assert valid(json.loads(GOOD))
    assert not valid(json.loads(GOOD) | wrong)


def test_the_codes_of_files_have_the_titles_of_their_rules():
    assert dict(CODES) == {code: rule.title for code, rule in RULES.items() if code < "PT101"}


def test_a_slug_type_is_the_same_in_an_own_kind():
    @frozen(kw_only=True)
    class Named(Event):
        name: Slug

    assert schema(CORE.with_kinds(Named))["$defs"]["named"]["properties"]["name"] == {
        "$ref": "#/$defs/Identifier"
    }
