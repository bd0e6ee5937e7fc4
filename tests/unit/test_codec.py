from __future__ import annotations

import json

import pytest
from attrs import frozen
from jsonschema import Draft202012Validator

from peacetalks.codec import (
    decode,
    encode,
    loads,
    schema,
    to_plain,
)
from peacetalks.codec.strict_json import MAX_DEPTH
from peacetalks.errors import InvalidEvent, InvalidValue, InvalidVocabulary
from peacetalks.events import Event
from peacetalks.events.agreements import VoteHeld
from peacetalks.events.bookkeeping import Annotation, EventCorrected
from peacetalks.events.force import CasualtiesReported, OffensiveLaunched
from peacetalks.events.kinds import CORE
from peacetalks.events.meetings import MeetingHeld, MeetingProposed, MeetingRefused
from peacetalks.events.statements import CommitmentMade, DeadlineSet
from peacetalks.events.territory import HumanitarianAccessChanged, TerritorialControlChanged
from peacetalks.events.unknown import UnknownEvent
from peacetalks.values.count import Count
from peacetalks.values.due import After
from peacetalks.values.facts import Condition, ExternalId, Participant, Place, Reason, Source


def a_refusal(**changes: object) -> MeetingRefused:
    given = {"occurred": "2023-11-16", "meeting": "washington", "by": "AZE"}
    return MeetingRefused(**(given | changes))


def found(text: str) -> list[str]:
    return [str(finding) for finding in loads(text, errors="collect").findings]


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
        encode(3)
    with pytest.raises(InvalidEvent, match="whose text has a different kind"):
        encode(UnknownEvent(tag="a", raw='{"kind": "b"}'))
    with pytest.raises(InvalidValue, match="not JSON"):
        encode(UnknownEvent(tag="a", raw="{"))


def test_a_field_of_an_own_kind_that_json_cannot_hold_is_an_error_with_its_name():
    @frozen(kw_only=True)
    class Weighed(Event):
        weight: complex

    with pytest.raises(
        InvalidVocabulary, match=r"Weighed\.weight: not a type that an event can hold"
    ):
        encode(Weighed(occurred="2023", weight=1j))
    with pytest.raises(InvalidVocabulary, match=r"Weighed\.weight"):
        schema(CORE.with_kinds(Weighed))


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
