"""Computed ids, version 1: what they rest on, and that they never change."""

import copy
import pickle

import attrs
import pytest

from peacetalks.events import content_id
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import Annotation, EventCorrected
from peacetalks.events.meetings import MeetingAccepted, MeetingRefused
from peacetalks.events.territory import DisplacementReported
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.values.count import Count
from peacetalks.values.facts import ExternalId, Place, Reason, Source

REFUSAL = MeetingRefused(
    occurred="2023-11-16",
    meeting="washington-2023-11",
    by="AZE",
    reasons=Reason("mediator_bias", against="USA"),
    sources=Source("mfa.gov.az", published="2023-11-16"),
    external_ids=ExternalId("pa-x", "2324"),
)

# Frozen: an id that was computed once is in files and logs of others.
GOLDEN = [
    (
        MeetingAccepted(occurred="2023-10-03", meeting="granada-2023-10", by="ARM"),
        "e1-7c28acb46a76923d4df1cdc237043f19",
    ),
    (
        MeetingRefused(
            occurred="2023-11-16",
            reported="2023-11-16",
            meeting="washington-2023-11",
            by="AZE",
            reasons=Reason("mediator_bias", "one-sided", against="USA", trigger="hearing"),
            alternatives_offered=(),
            claimed_by="AZE",
            certainty="confirmed",
            sources=Source(
                "mfa.gov.az",
                url="https://mfa.gov.az/en",
                published="2023-11-16",
                quote="«it is not possible»",
            ),
            external_ids=ExternalId("pa-x", "2324"),
        ),
        "e1-9cde6e94ea62dca854e0099a2620c0ba",
    ),
    (
        DisplacementReported(
            occurred="2023-10-03",
            series="exodus",
            group="Armenians of Nagorno-Karabakh",
            origin="NK",
            destination="ARM",
            count=Count.more_than(100_000, unit="persons"),
            as_of="2023-10-03T12:00+04:00",
            counting_body="UNHCR",
        ),
        "e1-60f20cd87f9832540edd9b0ce1b69f9a",
    ),
    (
        Annotation(
            occurred="[2023-09-19..2023-09-20]",
            namespace="coder",
            payload={"\u0431": [1, 2.5, None, True, {"z": "é", "a": ""}]},
            place=Place("Степанакерт", latitude=39.8, longitude=46.75),
        ),
        "e1-0c3f5b4076699d6f08687d37ddceba2c",
    ),
    (
        EventCorrected(
            occurred="2023-11-20",
            target="washington-refusal",
            replacement=MeetingRefused(
                occurred="2023-11-16", id="washington-refusal", meeting="washington", by="AZE"
            ),
            origin="source",
            by="AZE",
        ),
        "e1-f4d52d55f9391aaef2b362a65a9b5bd7",
    ),
]


@pytest.mark.parametrize(("event", "golden"), GOLDEN, ids=lambda case: getattr(case, "kind", ""))
def test_an_id_of_version_1_is_the_same_for_ever(event, golden):
    assert event.id == golden
    assert content_id(event) == golden


@pytest.mark.parametrize(
    "change",
    [
        {"note": "read twice"},
        {"id": "washington-refusal"},
        {"certainty": "reported"},
        {"claimed_by": ()},
        {"by": ["AZE"]},
        {"sources": [Source("mfa.gov.az", published="2023-11-16", retrieved="2026-01-05")]},
        {"external_ids": [ExternalId("pa-x", "2324", release="v10")]},
        {"reasons": [Reason(category="mediator_bias", against=("USA",), text=None)]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_makes_no_new_fact_makes_no_new_id(change):
    assert content_id(attrs.evolve(REFUSAL, **change)) == REFUSAL.id


@pytest.mark.parametrize(
    "change",
    [
        {"occurred": "2023-11-17"},
        {"occurred": "2023-11-16?"},
        {"reported": "2023-11-16"},
        {"meeting": "washington-2023-12"},
        {"by": "ARM"},
        {"by": ()},
        {"by": None},
        {"claimed_by": "AZE"},
        {"certainty": "confirmed"},
        {"basis": "hearing"},
        {"trigger": "hearing"},
        {"act": "washington"},
        {"speaker": "I. Aliyev"},
        {"office": "president"},
        {"place": "Baku"},
        {"round": 0},
        {"alternatives_offered": ()},
        {"reasons": Reason("venue", against="USA")},
        {"reasons": Reason("mediator_bias", against="FRA")},
        {"reasons": None},
        {"sources": ()},
        {"sources": Source("mfa.gov.az")},
        {"external_ids": ExternalId("pa-x", "2325")},
    ],
    ids=str,
)
def test_whatever_changes_the_fact_changes_the_id(change):
    changed = attrs.evolve(REFUSAL, **change)
    assert changed.id != REFUSAL.id
    assert changed != REFUSAL


def test_the_order_of_several_is_part_of_a_fact():
    ids = {attrs.evolve(REFUSAL, by=by).id for by in (("ARM", "AZE"), ("AZE", "ARM"))}
    assert len(ids) == 2


def test_the_order_of_a_map_is_not():
    ids = {
        Annotation(occurred="2023", namespace="n", payload=payload).id
        for payload in ({"a": 1, "b": 2}, {"b": 2, "a": 1}, FrozenMap({"b": 2, "a": 1}))
    }
    assert len(ids) == 1


def test_the_schema_version_is_no_part_of_the_id():
    def kind(version):
        return attrs.make_class(
            "Planted",
            {"tree": attrs.field(type=str)},
            bases=(Event,),
            class_body={"schema": version},
            frozen=True,
            kw_only=True,
        )

    assert kind(1)(occurred="2023", tree="oak").id == kind(2)(occurred="2023", tree="oak").id


def test_the_kind_is_part_of_the_id():
    def kind(name):
        return attrs.make_class(name, {}, bases=(Event,), frozen=True, kw_only=True)

    assert kind("Planted")(occurred="2023").id != kind("Felled")(occurred="2023").id


def test_fields_of_own_kinds_count_whatever_they_are_called():
    names = ("release", "retrieved")
    kind = attrs.make_class(
        "Published",
        {name: attrs.field(type=str, default="") for name in names},
        bases=(Event,),
        frozen=True,
        kw_only=True,
    )
    plain = kind(occurred="2023")
    for name in names:
        assert kind(occurred="2023", **{name: "v10"}).id != plain.id


def test_the_id_and_the_kind_of_a_replacement_count_and_its_note_does_not():
    def corrected(**change):
        replacement = attrs.evolve(REFUSAL, **{"id": "a", **change})
        return EventCorrected(
            occurred="2023-11-20", target=replacement.id, replacement=replacement
        ).id

    assert corrected() == corrected(note="read twice")
    assert corrected() != corrected(id="b")
    assert corrected() != corrected(by="ARM")


def test_a_given_id_equal_to_the_computed_one_makes_an_equal_event():
    given = attrs.evolve(REFUSAL, id=REFUSAL.id)
    assert given.has_own_id
    assert not REFUSAL.has_own_id
    assert given == REFUSAL
    assert given == REFUSAL
    assert hash(given) == hash(REFUSAL)
    assert len({given, REFUSAL}) == 1


def test_events_of_one_content_and_two_ids_are_two():
    assert attrs.evolve(REFUSAL, id="a") != REFUSAL
    assert attrs.evolve(REFUSAL, id="a") != attrs.evolve(REFUSAL, id="b")
    assert attrs.evolve(REFUSAL, id="a") == attrs.evolve(REFUSAL, id="a")


def test_an_id_survives_pickling_and_copying_whether_computed_before_or_not():
    fresh = attrs.evolve(REFUSAL)
    for event in (fresh, REFUSAL, attrs.evolve(REFUSAL, id="a")):
        before = pickle.dumps(event)
        assert event.id
        for data in (before, pickle.dumps(event)):
            again = pickle.loads(data)  # our own bytes
            assert again == event
            assert again.id == event.id
            assert again.has_own_id == event.has_own_id
            assert hash(again) == hash(event)
        assert copy.copy(event).id == copy.deepcopy(event).id == event.id


def test_a_changed_copy_does_not_keep_the_id_of_what_it_was_made_from():
    assert REFUSAL.id
    assert attrs.evolve(REFUSAL, by="ARM").id != REFUSAL.id


def test_an_id_looks_like_one():
    assert REFUSAL.id[:3] == "e1-"
    assert len(REFUSAL.id) == 35
    assert set(REFUSAL.id[3:]) <= set("0123456789abcdef")
