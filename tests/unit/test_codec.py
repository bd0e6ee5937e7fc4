from __future__ import annotations

import json
import pickle
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import field, frozen
from jsonschema import Draft202012Validator

from peacetalks.codec import (
    CODES,
    Reading,
    decode,
    dumps,
    encode,
    loads,
    read,
    schema,
    to_plain,
    write,
)
from peacetalks.codec.strict_json import MAX_DEPTH
from peacetalks.construction import Slug, as_when
from peacetalks.errors import InvalidEvent, InvalidValue, InvalidVocabulary, NotFound, ReadError
from peacetalks.events import (
    CORE,
    Annotation,
    CasualtiesReported,
    CommitmentMade,
    DeadlineSet,
    Event,
    EventCorrected,
    HumanitarianAccessChanged,
    MeetingHeld,
    MeetingProposed,
    MeetingRefused,
    OffensiveLaunched,
    TerritorialControlChanged,
    UnknownEvent,
    VoteHeld,
)
from peacetalks.values import (
    After,
    Condition,
    Count,
    ExternalId,
    Participant,
    Place,
    Reason,
    Source,
)
from peacetalks.when import When

GOOD = '{"kind": "meeting-refused", "id": "no", "occurred": "2023-11-16", "meeting": "washington"}'
HELD = '{"kind": "meeting-held", "id": "held", "occurred": "2023-10-05", "meeting": "granada"}'
DATES = (
    "2023, 2023-10, 2023-11-16, 2023-09-20T13:00+04:00, ~ or ? after a date, "
    "A/B a span, [A,B] or [A..B] one of these"
)
CATEGORIES = (
    "mediator_bias, mediator_composition, venue, agenda, precondition_unmet, "
    "security_or_humanitarian, hostile_statement_or_act, scheduling, format, domestic, "
    "none_given, other"
)
COMMON = (
    "occurred, id, reported, claimed_by, certainty, basis, trigger, act, speaker, office, "
    "sources, place, external_ids, note"
)


def a_refusal(**changes: object) -> MeetingRefused:
    given = {"occurred": "2023-11-16", "meeting": "washington", "by": "AZE"}
    return MeetingRefused(**(given | changes))  # type: ignore[arg-type]


def line(**fields: object) -> str:
    return json.dumps({"kind": "meeting-refused", "occurred": "2023", "meeting": "w"} | fields)


def found(text: str) -> list[str]:
    return [str(finding) for finding in loads(text, errors="collect").findings]


# --- the form ------------------------------------------------------------------------------


def test_kind_and_id_come_first_then_the_declared_order_without_defaults():
    event = a_refusal(
        id="no", reasons=Reason("mediator_bias", against="FRA"), sources=Source("tass.com")
    )
    assert encode(event) == (
        '{"kind": "meeting-refused", "id": "no", "occurred": "2023-11-16", '
        '"sources": [{"publisher": "tass.com"}], "meeting": "washington", "by": ["AZE"], '
        '"reasons": [{"category": "mediator_bias", "against": ["FRA"]}]}'
    )


def test_a_computed_id_is_not_written():
    assert "id" not in to_plain(a_refusal())


def test_silence_and_none_at_all_stay_apart():
    assert decode(encode(a_refusal(reasons=()))).reasons == ()
    assert decode(encode(a_refusal())).reasons is None


def test_a_replacement_always_has_its_kind_and_its_id():
    target = a_refusal()
    event = EventCorrected(occurred="2023-11-18", target=target.id, replacement=target)
    nested = to_plain(event)["replacement"]
    assert list(nested)[:2] == ["kind", "id"]
    assert nested["id"] == target.id
    assert decode(encode(event)) == event


def test_keywords_of_python_leave_no_underscore_in_files():
    control = TerritorialControlChanged(occurred="2023", area="NK", from_="ARM", to="AZE")
    assert to_plain(control)["from"] == "ARM"
    assert to_plain(VoteHeld(occurred="2023", vote="v", for_=3))["for"] == 3
    access = HumanitarianAccessChanged(occurred="2023", for_="aid")
    assert decode(encode(access)) == access
    assert (
        "hint: did you mean 'from'?"
        in found(
            '{"kind": "territorial-control-changed", "occurred": "2023", "area": "NK", "from_": "ARM"}'
        )[0]
    )


def test_a_due_is_a_date_or_a_period_after_an_event():
    dated = DeadlineSet(occurred="2023", deadline="d", due="2023-12-31")
    after = DeadlineSet(occurred="2023", deadline="d", due=After("signature", "P30D"))
    assert to_plain(dated)["due"] == "2023-12-31"
    assert to_plain(after)["due"] == {"event": "signature", "period": "P30D"}
    assert decode(encode(after)) == after


def test_letters_are_written_as_letters_and_line_ends_inside_texts_are_not():
    event = a_refusal(note="Մեծ Բրիտանիա\u2028\x85 é")
    text = encode(event)
    assert "Մեծ" in text
    assert text.splitlines() == [text]
    assert decode(text).note == event.note


def test_an_event_that_no_reader_would_take_is_not_written():
    nested: object = 1
    for _ in range(MAX_DEPTH):
        nested = (nested,)
    deep = Annotation(occurred="2023", namespace="n", payload={"a": nested})
    with pytest.raises(InvalidEvent, match="nested too deeply"):
        encode(deep)
    with pytest.raises(InvalidEvent, match="not an event: 3"):
        encode(3)  # type: ignore[arg-type]
    with pytest.raises(InvalidEvent, match="whose text has another kind"):
        encode(UnknownEvent(tag="a", raw='{"kind": "b"}'))
    with pytest.raises(InvalidValue, match="not JSON"):
        encode(UnknownEvent(tag="a", raw="{"))


def test_a_field_of_an_own_kind_that_json_cannot_hold_is_an_error_with_its_name():
    @frozen(kw_only=True)
    class Weighed(Event):
        weight: complex

    with pytest.raises(InvalidEvent, match="a complex, which JSON cannot hold"):
        encode(Weighed(occurred="2023", weight=1j))
    with pytest.raises(InvalidVocabulary, match=r"Weighed\.weight"):
        schema(CORE.with_kinds(Weighed))


# --- what a constructor takes, a file takes ---------------------------------------------------

SHORTHANDS = [
    ('"by": "AZE"', {"by": ("AZE",)}),
    (
        '"claimed_by": "AZE", "basis": "a", "trigger": "b"',
        {"claimed_by": "AZE", "basis": "a", "trigger": "b"},
    ),
    ('"reasons": "venue"', {"reasons": (Reason("venue"),)}),
    ('"reasons": {"category": "venue"}', {"reasons": (Reason("venue"),)}),
    (
        '"reasons": ["venue", {"category": "agenda"}]',
        {"reasons": (Reason("venue"), Reason("agenda"))},
    ),
    ('"place": "Granada"', {"place": Place("Granada")}),
    ('"place": {"name": "Granada", "latitude": 37}', {"place": Place("Granada", latitude=37)}),
    ('"sources": {"publisher": "tass.com"}', {"sources": (Source("tass.com"),)}),
    ('"external_ids": {"scheme": "pa-x", "id": "1"}', {"external_ids": (ExternalId("pa-x", "1"),)}),
    ('"alternatives_offered": "Tbilisi"', {"alternatives_offered": ("Tbilisi",)}),
    ('"by": null, "reasons": null, "place": null', {}),
]


@pytest.mark.parametrize(("fields", "meant"), SHORTHANDS)
def test_a_shorthand_of_a_constructor_reads_and_fits_the_schema(fields, meant):
    text = f'{{"kind": "meeting-refused", "occurred": "2023", "meeting": "m", {fields}}}'
    assert decode(text) == MeetingRefused(occurred="2023", meeting="m", **meant)
    assert Draft202012Validator(schema()).is_valid(json.loads(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            '{"kind": "casualties-reported", "occurred": "2023", "series": "s", "measure": "killed", "count": 68}',
            CasualtiesReported(
                occurred="2023", series="s", measure="killed", count=Count.exactly(68)
            ),
        ),
        (
            '{"kind": "meeting-proposed", "occurred": "2023", "meeting": "m", "mediators": ["USA", {"actor": "EU", "role": "host"}]}',
            MeetingProposed(
                occurred="2023",
                meeting="m",
                mediators=(Participant("USA", "mediator"), Participant("EU", "host")),
            ),
        ),
        (
            '{"kind": "meeting-held", "occurred": "2023", "meeting": "m", "participants": "ARM"}',
            MeetingHeld(occurred="2023", meeting="m", participants=(Participant("ARM"),)),
        ),
        (
            '{"kind": "commitment-made", "occurred": "2023", "commitment": "c", "conditions": "a text"}',
            CommitmentMade(occurred="2023", commitment="c", conditions=(Condition("a text"),)),
        ),
        (
            '{"kind": "offensive-launched", "occurred": "2023", "offensive": "o", "labels": {"ARM": "war"}}',
            OffensiveLaunched(occurred="2023", offensive="o", labels={"ARM": "war"}),
        ),
    ],
)
def test_shorthands_of_values_read_and_fit_the_schema(text, meant):
    assert decode(text) == meant
    assert Draft202012Validator(schema()).is_valid(json.loads(text))


# --- what a person sees -----------------------------------------------------------------------

MISTAKES = [
    (
        line(occurred="16/11/2023"),
        (
            f"<text>:1: $.occurred: not a date: '16/11/2023'; accepted: {DATES}; "
            "hint: write the year first: 2023-11-16"
        ),
    ),
    (
        line(reasons=[{"category": "mediator_bais"}]),
        (
            "<text>:1: $.reasons[0].category: not an accepted word: 'mediator_bais'; "
            f"accepted: {CATEGORIES}; hint: did you mean 'mediator_bias'?"
        ),
    ),
    (
        line(resons=["venue"]),
        (
            "<text>:1: $.resons: MeetingRefused has no field 'resons': ['venue']; "
            f"accepted: {COMMON}, meeting, by, reasons, alternatives_offered, talks, round; "
            "hint: did you mean 'reasons'?"
        ),
    ),
    (
        line(by=["AZE", "Armenia"]),
        (
            "<text>:1: $.by[1]: not an actor's code: 'Armenia'; accepted: capital letters and "
            "digits, as in 'AZE', 'EU', 'AZE-MOD'; hint: did you mean 'ARM'?"
        ),
    ),
    (
        '{"kind": "meeting-refused", "occurred": "2023"}',
        (
            "<text>:1: $.meeting: MeetingRefused needs 'meeting', which is missing; "
            "given: ['occurred']"
        ),
    ),
    (
        '{"occurred": "2023", "meeting": "w"}',
        (
            "<text>:1: $.kind: an event needs 'kind', which is missing; given: "
            "['occurred', 'meeting']; accepted: a tag, as in 'meeting-refused'"
        ),
    ),
    (
        line(round="3"),
        "<text>:1: $.round: not a whole number: '3'",
    ),
    (
        line(sources=[{"url": "x", "publisher": "tass.com", "published": "now"}]),
        (
            f"<text>:1: $.sources[0].published: not a date: 'now'; accepted: {DATES}; "
            "hint: name the day itself"
        ),
    ),
    (
        f"{line()} {line()}",
        (
            "<text>:1: not JSON, extra data at character 65: "
            '\'3", "meeting": "w"} {"kind": "meeting-re\'; hint: write each event on a line of its own'
        ),
    ),
    (
        '{"kind": "displacement-reported", "occurred": "2023", "series": "s", "count": "many"}',
        (
            "<text>:1: $.count: not a Count: 'many'; accepted: an object with "
            "low, best, high, qualifier, unit, text"
        ),
    ),
    (
        line(by="AZE", v="1"),
        "<text>:1: $.v: not a schema version: '1'; accepted: 1, 2, and so on",
    ),
    (
        line(kind="Meeting Refused"),
        (
            "<text>:1: $.kind: not a kind: 'Meeting Refused'; accepted: a tag, as in "
            "'meeting-refused'; hint: did you mean 'meeting-refused'?"
        ),
    ),
    (
        line(reasons=[]).replace("[]", "NaN"),
        (
            "<text>:1: not a JSON number: 'NaN'; hint: leave the field out where the figure is "
            "not known"
        ),
    ),
    (
        '{"kind": "meeting-held", "kind": "meeting-refused"}',
        "<text>:1: a key that stands twice in one object: 'kind'",
    ),
    ("[1, 2]", '<text>:1: not an object: [1, 2]; accepted: {"kind": ..., "occurred": ...}'),
]


@pytest.mark.parametrize(("text", "told"), MISTAKES)
def test_a_typical_mistake_is_told_as_a_person_reads_it(text, told):
    with pytest.raises(ReadError) as caught:
        loads(text)
    assert str(caught.value) == told


def test_every_problem_of_a_line_is_told_with_its_place():
    text = line(
        occurred="yesterday",
        by=["AZE", 3, "aze"],
        reasons=["venu", {"category": "venue", "text": 4}, {"text": "x"}],
        place={"name": "Granada", "latitude": "37", "country": "Spain"},
        sources={"published": "2023"},
        round=1.5,
        rounds=2,
    )
    paths = [finding.path for finding in loads(text, errors="collect").findings]
    assert paths == [
        "$.occurred",
        "$.sources.publisher",
        "$.place.country",
        "$.place.latitude",
        "$.by[1]",
        "$.by[2]",
        "$.reasons[0].category",
        "$.reasons[1].text",
        "$.reasons[2].category",
        "$.round",
        "$.rounds",
    ]


def test_a_single_value_where_several_may_stand_is_placed_without_an_index():
    assert [f.path for f in loads(line(by="Spain"), errors="collect").findings] == ["$.by"]


def test_problems_inside_maps_are_placed_by_their_keys():
    text = (
        '{"kind": "offensive-launched", "occurred": "2023", "offensive": "o", '
        '"labels": {"AZE": 1, "the press": "x", "ARM": "war"}}'
    )
    assert [f.path for f in loads(text, errors="collect").findings] == [
        "$.labels.AZE",
        "$.labels['the press']",
    ]


@pytest.mark.parametrize(
    "count", ["true", "3.0", '"3"', "1e400", "9223372036854775808", '{"low": 1.0}', '{"low": true}']
)
def test_a_number_is_taken_only_for_what_it_is(count):
    text = (
        '{"kind": "casualties-reported", "occurred": "2023", "series": "s", '
        f'"measure": "killed", "count": {count}}}'
    )
    (finding,) = loads(text, errors="collect").findings
    assert finding.path.startswith("$.count")
    assert finding.code == "PT002"


@pytest.mark.parametrize("wrong", ['"yes"', "1", "0", "null"])
def test_a_flag_is_true_or_false(wrong):
    text = f'{{"kind": "prisoners-released", "occurred": "2023", "exchange": {wrong}}}'
    findings = loads(text, errors="collect").findings
    assert [f.path for f in findings] == ([] if wrong == "null" else ["$.exchange"])


def test_deep_nesting_and_endless_numbers_are_clean_errors():
    assert found('{"a": ' * 5000 + "1" + "}" * 5000)[0].startswith("<text>:1: nested too deeply")
    assert found('{"a": ' * 70 + "1" + "}" * 70)[0].startswith("<text>:1: nested too deeply")
    assert found('{"kind": ' + "9" * 5000 + "}")[0].startswith("<text>:1: a number beyond 64 bits")


def test_brackets_inside_texts_are_not_taken_for_nesting():
    event = a_refusal(note='[{"' * 100 + "\\")
    assert decode(encode(event)) == event


def test_corrections_nest_as_deep_as_a_file_may():
    event: Event = a_refusal(id="no")
    for _ in range(MAX_DEPTH - 2):
        event = EventCorrected(occurred="2023", id="no", target="no", replacement=event)
    assert decode(encode(event)) == event
    bad = encode(event).replace('"2023-11-16"', '"someday"')
    (finding,) = loads(bad, errors="collect").findings
    assert finding.path.endswith(".replacement.occurred")


def test_a_mapping_that_is_no_json_is_a_read_error():
    for wrong in ({"kind": "meeting-held", "occurred": When("2023")}, {"kind": float("nan")}):
        with pytest.raises(ReadError, match="not plain JSON values"):
            decode(wrong)


# --- kinds and versions ------------------------------------------------------------------------


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


# --- files -------------------------------------------------------------------------------------


def written(folder: Path, data: bytes | str, name: str = "talks.jsonl") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_bad_line_never_hides_the_others(tmp_path):
    path = written(tmp_path, f"{GOOD}\n{{\n{HELD}\n" + '{"kind": "meeting-held"}\n')
    reading = read(path, errors="collect")
    assert [event.id for event in reading] == ["no", "held"]
    assert reading.lines == (1, 3)
    assert [(f.line, f.code) for f in reading.findings] == [
        (2, "PT001"),
        (4, "PT002"),
        (4, "PT002"),
    ]
    with pytest.raises(ReadError) as caught:
        read(path)
    assert [told.split(": ")[0] for told in str(caught.value).splitlines()] == [
        f"{path}:2",
        f"{path}:4",
        f"{path}:4",
    ]


def test_marks_line_ends_blanks_and_remarks_of_people_do_no_harm(tmp_path):
    data = b"\xef\xbb\xbf" + f"# talks\r\n{GOOD}\r\n\r\n   \r\n  # more\r\n{HELD}".encode()
    reading = read(written(tmp_path, data))
    assert [reading.where(i).rpartition(":")[2] for i in range(2)] == ["2", "6"]
    assert reading.findings == ()


def test_bad_utf8_is_an_error_of_its_line(tmp_path):
    path = written(tmp_path, GOOD.encode() + b"\n\xff\xfe\n" + HELD.encode() + b"\n")
    reading = read(path, errors="collect")
    assert len(reading) == 2
    assert str(reading.findings[0]) == (
        f"{path}:2: not UTF-8 at byte 1: b'\\xff\\xfe\\n'; hint: save the file as UTF-8"
    )


def test_an_id_given_to_two_events_is_an_error_that_names_both_lines():
    text = f"{GOOD}\n{GOOD.replace('washington', 'granada')}\n"
    reading = loads(text, errors="collect")
    assert [event.meeting for event in reading] == ["washington"]
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("PT004", "error")
    assert str(finding) == (
        "<text>:2: $.id: an id that line 1 gives to another event: 'no'; "
        "hint: a change of an earlier fact is an EventCorrected"
    )


def test_a_repeated_event_is_kept_once_and_warned_of():
    reading = loads(f"{GOOD}\n{HELD}\n{GOOD}\n{line()}\n{line(note='read twice')}\n")
    assert reading.lines == (1, 2, 4)
    assert [(f.line, f.code, f.severity) for f in reading.findings] == [
        (3, "PT005", "warning"),
        (5, "PT005", "warning"),
    ]


def test_an_empty_file_holds_no_events(tmp_path):
    assert list(read(written(tmp_path, ""))) == []


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "A.JSONL"])
def test_files_of_json_lines_go_by_several_names(tmp_path, name):
    assert len(read(written(tmp_path, GOOD, name))) == 1


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    written(tmp_path, GOOD)
    with pytest.raises(
        NotFound, match=r"no such file: .*talk\.jsonl'; hint: did you mean 'talks.jsonl'"
    ):
        read(tmp_path / "talk.jsonl")
    with pytest.raises(InvalidValue, match="a folder, not a file"):
        read(tmp_path)
    with pytest.raises(InvalidValue, match="YAML is not read yet"):
        read(tmp_path / "talks.yaml")
    with pytest.raises(InvalidValue, match=r"a form that is not read: .*accepted: .jsonl, .ndjson"):
        read(tmp_path / "talks.csv")
    with pytest.raises(InvalidValue, match="accepted: 'raise', 'collect'"):
        read(tmp_path / "talks.jsonl", errors="ignore")  # type: ignore[arg-type]


def test_a_reading_is_a_sequence_that_cannot_change():
    reading = loads(f"{GOOD}\n{HELD}\n{{\n", errors="collect")
    assert isinstance(reading, Sequence)
    assert reading[-1].id == "held"
    assert [event.id for event in reading[:1]] == ["no"]
    assert reading[0] in reading
    assert repr(reading) == "Reading('<text>': 2 events, 1 error)"
    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301 # our own bytes
    with pytest.raises(AttributeError):
        reading.path = "x"  # type: ignore[misc]
    with pytest.raises(IndexError):
        reading.where(2)
    assert isinstance(reading, Reading)


def test_written_files_read_back(tmp_path):
    path = tmp_path / "talks.jsonl"
    events = [a_refusal(), decode(HELD)]
    write(path, events)
    assert list(read(path)) == events
    assert path.read_text(encoding="utf-8") == dumps(events)
    assert [entry.name for entry in tmp_path.iterdir()] == ["talks.jsonl"]


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path):
    path = written(tmp_path, GOOD)

    def half():
        yield a_refusal()
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError, match="the source broke"):
        write(path, half())
    with pytest.raises(InvalidValue, match="two events of one id that differ: 'no'"):
        write(path, [decode(GOOD), a_refusal(id="no", by="ARM")])
    assert path.read_text() == GOOD
    assert [entry.name for entry in tmp_path.iterdir()] == ["talks.jsonl"]


def test_writing_keeps_the_rights_of_a_file_and_follows_a_link(tmp_path):
    path = written(tmp_path, GOOD)
    path.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    write(link, [a_refusal()])
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(read(path)) == [a_refusal()]


def test_a_place_that_cannot_be_written_says_why(tmp_path):
    with pytest.raises(InvalidValue, match="YAML is not written yet"):
        write(tmp_path / "talks.yml", [])
    with pytest.raises(InvalidValue, match="a form that is not written"):
        write(tmp_path / "talks.csv", [])
    with pytest.raises(NotFound, match="no such folder"):
        write(tmp_path / "none" / "talks.jsonl", [])
    (tmp_path / "dir.jsonl").mkdir()
    with pytest.raises(InvalidValue, match="a folder, not a file"):
        write(tmp_path / "dir.jsonl", [])


# --- the schema --------------------------------------------------------------------------------


def test_the_schema_is_one_and_knows_every_kind():
    whole = schema()
    Draft202012Validator.check_schema(whole)
    assert [one["$ref"].removeprefix("#/$defs/") for one in whole["oneOf"]] == list(CORE.tags)
    assert json.loads(json.dumps(whole)) == whole


def test_the_schema_tells_what_kinds_and_fields_are():
    refused = schema()["$defs"]["meeting-refused"]
    assert refused["description"] == "An invitee refused to meet. A postponement is no refusal."
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


def test_every_code_is_documented():
    from peacetalks.codec import codes  # noqa: PLC0415

    assert all(f"``{code}``" in (codes.__doc__ or "") for code in CODES)


def test_a_slug_type_is_the_same_in_an_own_kind():
    @frozen(kw_only=True)
    class Named(Event):
        name: Slug

    assert schema(CORE.with_kinds(Named))["$defs"]["named"]["properties"]["name"] == {
        "$ref": "#/$defs/Identifier"
    }
