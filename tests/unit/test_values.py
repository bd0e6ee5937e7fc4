"""The small words: counts, sources, reasons, participants, places, periods."""

import copy
import datetime as dt
import pickle

import attrs
import pendulum
import pytest

from peacetalks.errors import InvalidEvent
from peacetalks.events.bookkeeping import Annotation
from peacetalks.events.force import OffensiveLaunched
from peacetalks.events.meetings import (
    MeetingAccepted,
    MeetingHeld,
    MeetingProposed,
    MeetingRefused,
    MeetingsHeld,
)
from peacetalks.events.statements import CommitmentMade
from peacetalks.events.territory import DisplacementReported, PopulationReported
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.count import Count
from peacetalks.values.due import After, as_due
from peacetalks.values.facts import Condition, ExternalId, Participant, Place, Reason, Source

VALUES = [
    Count.more_than(100_000, unit="persons"),
    Source("tass.com", published="2020-12-01", citing="MFA"),
    Reason("mediator_bias", "said to be one-sided", against="FRA", trigger=("a", "b")),
    Condition("withdrawal first", on_event_kind="relations-measure-taken", satisfied_by="x"),
    Participant("FRA", "co_mediator", "E. Macron"),
    Place("Granada", country="ESP", latitude=37.18, longitude=-3.6),
    ExternalId("pa-x", "2324", release="v10"),
    After("statement-2020-11", "P5Y"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_is_frozen_compares_hashes_copies_and_pickles(value):
    again = pickle.loads(pickle.dumps(value))  # our own bytes
    assert again == value == copy.deepcopy(value) == attrs.evolve(value)
    assert hash(again) == hash(value)
    assert not hasattr(value, "__dict__")
    for field in attrs.fields(type(value)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, None)
    with pytest.raises(AttributeError):
        value.new = 1


# Counts


@pytest.mark.parametrize(
    ("count", "low", "best", "high", "qualifier", "text"),
    [
        (Count.exactly(68), 68, 68, 68, "exactly", "68"),
        (Count.about(1000), None, 1000, None, "about", "about 1,000"),
        (Count.more_than(100_000), 100_000, None, None, "more_than", "more than 100,000"),
        (Count.at_least(5), 5, None, None, "at_least", "at least 5"),
        (Count.less_than(5), None, None, 5, "less_than", "less than 5"),
        (Count.at_most(5), None, None, 5, "at_most", "at most 5"),
        (Count.between(5, 1200), 5, None, 1200, None, "5 to 1,200"),
        (Count.some("several"), None, None, None, "some", "several"),
        (Count(), None, None, None, None, "not stated"),
        (Count(qualifier="some"), None, None, None, "some", "not stated"),
        (Count(5), 5, None, None, None, "at least 5"),
        (Count(high=5), None, None, 5, None, "at most 5"),
        (Count(best=5), None, 5, None, None, "5"),
        (Count(1, 3, 5), 1, 3, 5, None, "3 (1 to 5)"),
        (Count(1, 3), 1, 3, None, None, "3 (at least 1)"),
        (Count(None, 3, 5), None, 3, 5, None, "3 (at most 5)"),
        (Count(3, 3, 3), 3, 3, 3, None, "3"),
        (Count(0, 0, 0), 0, 0, 0, None, "0"),
        (Count(5, 3, 1), 5, 3, 1, None, "3 (5 to 1)"),
        (Count(5, text="five or so"), 5, None, None, None, "five or so"),
    ],
)
def test_a_count_says_its_bounds_and_its_words(count, low, best, high, qualifier, text):
    assert (count.low, count.best, count.high, count.qualifier) == (low, best, high, qualifier)
    assert str(count) == text


@pytest.mark.parametrize(
    ("count", "figure"),
    [
        (Count(1, 3, 5), 3),
        (Count(1, None, 5), 1),
        (Count(high=5), 5),
        (Count(0), 0),
        (Count.exactly(0), 0),
        (Count.some("dozens"), None),
    ],
)
def test_the_one_figure_is_the_best_or_the_known_bound_and_nought_is_a_figure(count, figure):
    assert count.figure == figure


@pytest.mark.parametrize("bounds", [(5, 3, 1), (5, None, 1), (None, 5, 1), (5, 3, None)])
def test_unordered_counts_are_kept_as_they_were_given_and_say_so(bounds):
    count = Count(*bounds)
    assert (count.low, count.best, count.high) == bounds
    assert not count.is_ordered
    assert not attrs.evolve(count, unit="persons").is_ordered


@pytest.mark.parametrize("bounds", [(1, 3, 5), (3, 3, 3), (None, None, None), (1, None, 5), (5,)])
def test_ordered_counts_say_so(bounds):
    assert Count(*bounds).is_ordered


@pytest.mark.parametrize(
    "make",
    [
        Count.exactly,
        Count.about,
        Count.more_than,
        Count.at_least,
        Count.less_than,
        Count.at_most,
        Count.some,
    ],
)
def test_every_constructor_of_counts_takes_a_unit(make):
    given = "several" if make == Count.some else 5
    assert make(given, unit="soldiers").unit == "soldiers"
    assert Count.between(1, 2, unit="soldiers").unit == "soldiers"


def test_a_bare_number_counts_exactly():
    fact = PopulationReported(occurred="2023", area="NK", count=120_000)
    assert fact.count == Count.exactly(120_000)
    assert DisplacementReported(occurred="2023", series="exodus", count=0).count == Count.exactly(0)
    assert MeetingsHeld(occurred="2023").count is None


@pytest.mark.parametrize("wrong", [True, 5.0, "5", (1, 2), None])
def test_what_is_no_whole_number_is_no_count(wrong):
    with pytest.raises(InvalidEvent, match=r"\$\.count: PopulationReported: not a Count"):
        PopulationReported(occurred="2023", area="NK", count=wrong)


# Reasons and participants


def test_a_reason_takes_one_code_or_several_and_keeps_silence_apart_from_nobody():
    assert Reason("venue").against is None
    assert Reason("venue", against=()).against == ()
    assert Reason("venue", against="FRA").against == ("FRA",)
    assert Reason("venue", against=["FRA", "EU"]).against == ("FRA", "EU")
    assert Reason("venue", trigger="vote").trigger == ("vote",)
    assert Reason("venue", according_to="press").according_to == ("press",)


def test_reasons_are_given_whole_or_by_their_bare_category():
    def reasons(given):
        return MeetingRefused(occurred="2023", meeting="m", reasons=given).reasons

    assert reasons(None) is None
    assert reasons(()) == reasons([]) == ()
    assert reasons("venue") == reasons(["venue"]) == reasons(Reason("venue")) == (Reason("venue"),)
    assert reasons(iter(["venue", Reason("agenda")])) == (Reason("venue"), Reason("agenda"))


def test_a_bare_code_is_a_party_or_a_mediator_by_the_field_it_stands_in():
    held = MeetingHeld(
        occurred="2023", meeting="m", participants=["ARM", "AZE"], mediators=["EU", "FRA"]
    )
    assert held.participants == (Participant("ARM", "party"), Participant("AZE", "party"))
    assert held.mediators == (Participant("EU", "mediator"), Participant("FRA", "mediator"))
    proposed = MeetingProposed(occurred="2023", meeting="m", mediators="USA")
    assert proposed.mediators == (Participant("USA", "mediator"),)


def test_a_participant_keeps_the_role_it_was_given_in_every_field():
    host = Participant("FRA", "host")
    held = MeetingHeld(occurred="2023", meeting="m", participants=host, mediators=(host, "EU"))
    assert held.participants == (host,)
    assert held.mediators == (host, Participant("EU", "mediator"))


def test_a_participant_prints_as_its_code_and_person():
    assert str(Participant("FRA", "host", "E. Macron")) == "FRA (E. Macron)"
    assert str(Participant("FRA", "host")) == "FRA"


# Places and sources


def test_a_bare_name_is_a_place():
    fact = MeetingHeld(occurred="2023", meeting="m", place="Granada")
    assert fact.place == Place("Granada")
    assert str(fact.place) == "Granada"
    assert Place("Granada").latitude is None


def test_equal_coordinates_are_one_number_however_they_were_written():
    whole = Place("x", latitude=40, longitude=-0.0)
    assert whole == Place("x", latitude=40.0, longitude=0)
    assert (repr(whole.latitude), repr(whole.longitude)) == ("40.0", "0.0")
    written = [
        MeetingHeld(occurred="2023", meeting="m", place=Place("x", latitude=latitude)).id
        for latitude in (40, 40.0)
    ]
    assert written[0] == written[1]


def test_one_source_and_one_external_id_may_stand_where_several_may():
    source, row = Source("tass.com"), ExternalId("pa-x", "2324")
    fact = MeetingHeld(occurred="2023", meeting="m", sources=source, external_ids=row)
    assert (fact.sources, fact.external_ids) == ((source,), (row,))


def test_dates_of_a_source_are_dates():
    source = Source("tass.com", published=dt.date(2020, 12, 1), retrieved="2026-01")
    assert (source.published, source.retrieved) == (When("2020-12-01"), When("2026-01"))


# Periods after an event


@pytest.mark.parametrize(
    ("given", "period"),
    [
        ("P30D", "P30D"),
        ("P2M", "P2M"),
        ("PT48H", "PT48H"),
        ("P1Y2M3W4DT5H6M7S", "P1Y2M3W4DT5H6M7S"),
        (pendulum.duration(years=5), "P5Y"),
        (pendulum.duration(months=14), "P14M"),
        (pendulum.duration(weeks=2), "P14D"),
        (pendulum.duration(weeks=1, days=3), "P10D"),
        (pendulum.duration(hours=48), "P2D"),
        (
            pendulum.duration(years=1, months=2, days=3, hours=4, minutes=5, seconds=6),
            "P1Y2M3DT4H5M6S",
        ),
        (pendulum.duration(), "PT0S"),
        (dt.timedelta(days=400), "P400D"),
        (dt.timedelta(days=1, seconds=90), "P1DT1M30S"),
        (dt.timedelta(0), "PT0S"),
        (pendulum.datetime(2023, 3, 1) - pendulum.datetime(2023, 1, 1), "P59D"),
        (pendulum.date(2023, 3, 1) - pendulum.date(2023, 1, 1), "P59D"),
        (
            pendulum.interval(pendulum.date(2023, 3, 1), pendulum.date(2023, 1, 1), absolute=True),
            "P59D",
        ),
        (pendulum.datetime(2023, 1, 2, 5) - pendulum.datetime(2023, 1, 1, 7), "PT22H"),
    ],
)
def test_periods_are_kept_in_the_words_of_iso_8601(given, period):
    assert After("signature", given).period == period
    assert str(After("signature", given)) == f"{period} after signature"


@pytest.mark.parametrize(
    "duration",
    [
        pendulum.duration(years=5),
        pendulum.duration(months=14),
        pendulum.duration(weeks=3, days=2),
        pendulum.duration(years=1, months=2, weeks=3, days=4, hours=5, minutes=6, seconds=7),
        pendulum.duration(),
    ],
)
def test_a_period_gives_its_duration_back(duration):
    again = After("signature", duration).duration
    assert again == duration
    start = pendulum.datetime(2024, 1, 31)
    assert start + again == start + duration


def test_a_period_of_years_and_weeks_has_a_duration():
    assert After("signature", "P1Y2W").duration == pendulum.duration(years=1, weeks=2)


@pytest.mark.parametrize(
    "wrong",
    [
        "5 years",
        "",
        "P",
        "PT",
        "P1DT",
        "30D",
        "p30d",
        "P-3D",
        "P1.5D",
        "P1M1Y",
        "P30D\n",
        "P\u0663D",
        "P9999999D",
        5,
        None,
        pendulum.duration(days=-3),
        pendulum.duration(hours=-5),
        pendulum.duration(months=-1),
        pendulum.duration(microseconds=5),
        pendulum.date(2023, 1, 1) - pendulum.date(2023, 3, 1),
        dt.timedelta(days=-1),
        dt.timedelta(milliseconds=1),
        dt.timedelta.max,
    ],
)
def test_what_is_no_period_is_refused_with_its_place(wrong):
    with pytest.raises(InvalidEvent) as caught:
        After("signature", wrong)
    assert caught.value.path == "$.period"
    assert caught.value.what == "After: not a duration"
    assert caught.value.accepted == "ISO 8601 in whole seconds, such as P30D, P2M, P5Y, PT48H"


def test_what_is_due_is_a_date_or_a_period_after_an_event():
    after = After("signature", "P30D")
    assert as_due(after) is after
    assert as_due("2023-12-31") == When("2023-12-31")
    assert as_due(None) is None
    fact = CommitmentMade(occurred="2020-11-09", commitment="corridor", due=after)
    assert fact.due is after


# Conditions, labels, payloads


def test_a_bare_text_is_a_condition():
    def conditions(given):
        return MeetingAccepted(occurred="2023", meeting="m", conditions=given).conditions

    first = Condition("withdrawal first")
    assert conditions("withdrawal first") == conditions(first) == conditions([first]) == (first,)
    assert conditions(None) is None
    assert conditions(()) == ()


def test_labels_are_a_frozen_map_by_party():
    fact = OffensiveLaunched(
        occurred="2023-09-19",
        offensive="nk-2023",
        labels={"AZE": "anti-terrorist measures", "ARM": "aggression"},
    )
    assert fact.labels == FrozenMap({"ARM": "aggression", "AZE": "anti-terrorist measures"})


def test_a_payload_is_immutable_to_its_last_part_and_cut_off_from_what_it_was_made_of():
    inner = {"words": ["a", {"deep": [1, 2.5, None, True]}]}
    fact = Annotation(occurred="2023", namespace="n", payload=inner)
    kept = FrozenMap({"words": ("a", FrozenMap({"deep": (1, 2.5, None, True)}))})
    inner["words"].append("later")
    assert fact.payload == kept
    assert type(fact.payload) is type(fact.payload["words"][1]) is FrozenMap
    hash(fact)


def test_a_frozen_map_with_changing_insides_is_frozen_in_a_payload():
    fact = Annotation(occurred="2023", namespace="n", payload=FrozenMap({"a": [1]}))
    assert fact.payload["a"] == (1,)


def test_a_payload_that_holds_itself_is_refused():
    endless: dict[str, object] = {}
    endless["again"] = endless
    with pytest.raises(InvalidEvent, match=r"\$\.payload: Annotation: nested too deeply"):
        Annotation(occurred="2023", namespace="n", payload=endless)


@pytest.mark.parametrize(
    ("payload", "path"),
    [
        ([1], "$.payload"),
        ("text", "$.payload"),
        (None, "$.payload"),
        ({1: 2}, "$.payload[1]"),
        ({"a": {1, 2}}, "$.payload.a"),
        ({"a": [{"b c": b"x"}]}, "$.payload.a[0]['b c']"),
        ({"a": float("nan")}, "$.payload.a"),
        ({"a": float("inf")}, "$.payload.a"),
        ({"a": 2**63}, "$.payload.a"),
        ({"a": "\x00"}, "$.payload.a"),
        ({"a\x00": 1}, "$.payload['a\\x00']"),
        ({"a": dt.date(2023, 1, 1)}, "$.payload.a"),
        ({"a": object()}, "$.payload.a"),
    ],
)
def test_what_no_file_could_hold_is_refused_in_a_payload_with_its_place(payload, path):
    with pytest.raises(InvalidEvent) as caught:
        Annotation(occurred="2023", namespace="n", payload=payload)
    assert caught.value.path == path
