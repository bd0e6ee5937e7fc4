from __future__ import annotations

import json

import pytest

import peacetalks as pt
from peacetalks.codec import (
    decode,
    encode,
    loads,
)
from peacetalks.errors import ReadError
from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.meetings import MeetingRefused
from peacetalks.primitives.when import When

DATES = (
    "2023, 2023-10, 2023-11-16, 2023-09-20T13:00+04:00, ~ or ? after a date, "
    "A/B for a span, [A,B] or [A..B] for one of several"
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
    return MeetingRefused(**(given | changes))


def line(**fields: object) -> str:
    return json.dumps({"kind": "meeting-refused", "occurred": "2023", "meeting": "w"} | fields)


def found(text: str) -> list[str]:
    return [str(finding) for finding in loads(text, errors="collect").findings]


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
            '\'3", "meeting": "w"} {"kind": "meeting-re\'; hint: write each event on its own line'
        ),
    ),
    (
        '{"kind": "displacement-reported", "occurred": "2023", "series": "s", "count": "many"}',
        (
            "<text>:1: $.count: not a Count: 'many'; accepted: a whole number, or an object with "
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
            "<text>:1: not a JSON number: 'NaN'; hint: leave the field out if the figure is "
            "not known"
        ),
    ),
    (
        '{"kind": "meeting-held", "kind": "meeting-refused"}',
        "<text>:1: a key that occurs twice in one object: 'kind'",
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


def test_corrections_nest_thirty_two_deep_and_no_deeper():
    event: Event = a_refusal(id="no")
    for _ in range(32):
        event = EventCorrected(occurred="2023", id="no", target="no", replacement=event)
    with pytest.raises(pt.InvalidEvent, match="at most 32 corrections in one another"):
        EventCorrected(occurred="2023", id="no", target="no", replacement=event)
    assert decode(encode(event)) == event
    bad = encode(event).replace('"2023-11-16"', '"someday"')
    (finding,) = loads(bad, errors="collect").findings
    assert finding.path.endswith(".replacement.occurred")


def test_a_mapping_that_is_no_json_is_a_read_error():
    for wrong in ({"kind": "meeting-held", "occurred": When("2023")}, {"kind": float("nan")}):
        with pytest.raises(ReadError, match="not plain JSON values"):
            decode(wrong)
