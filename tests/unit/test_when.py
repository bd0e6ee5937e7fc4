"""Dates: what each form means, what is refused, and the way out that a refusal names."""

import copy
import datetime as dt
import enum
import pickle

import pendulum
import pytest

from peacetalks.errors import InvalidWhen
from peacetalks.primitives.when import ALWAYS, DAY, When, day_text

MINUTE = 60_000_000


def at(year, month=1, day=1, hour=0, minute=0, second=0, micro=0):
    """Return microseconds since 1970 of a UTC instant, reckoned apart from the code under test."""
    instant = dt.datetime(year, month, day, hour, minute, second, micro, tzinfo=dt.UTC)
    return (instant - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)


POINTS = [
    ("2023", at(2023), at(2024) - 1, "year"),
    ("0001", at(1), at(2) - 1, "year"),
    ("9999", at(9999), at(9999, 12, 31) + DAY - 1, "year"),
    ("2023-10", at(2023, 10), at(2023, 11) - 1, "month"),
    ("2023-12", at(2023, 12), at(2024) - 1, "month"),
    ("2024-02", at(2024, 2), at(2024, 3) - 1, "month"),
    ("1900-02", at(1900, 2), at(1900, 2, 28) + DAY - 1, "month"),
    ("2000-02", at(2000, 2), at(2000, 2, 29) + DAY - 1, "month"),
    ("9999-12", at(9999, 12), at(9999, 12, 31) + DAY - 1, "month"),
    ("0001-01", at(1), at(1, 2) - 1, "month"),
    ("2023-11-16", at(2023, 11, 16), at(2023, 11, 17) - 1, "day"),
    ("2024-02-29", at(2024, 2, 29), at(2024, 3, 1) - 1, "day"),
    ("1970-01-01", 0, DAY - 1, "day"),
    ("1969-12-31", -DAY, -1, "day"),
    ("0001-01-01", at(1), at(1, 1, 2) - 1, "day"),
    ("9999-12-31", at(9999, 12, 31), at(9999, 12, 31) + DAY - 1, "day"),
    ("2023-09-20T13:00Z", at(2023, 9, 20, 13), at(2023, 9, 20, 13) + MINUTE - 1, "minute"),
    ("2023-09-20T13:00+04:00", at(2023, 9, 20, 9), at(2023, 9, 20, 9) + MINUTE - 1, "minute"),
    ("2023-09-20T13:00-05:00", at(2023, 9, 20, 18), at(2023, 9, 20, 18) + MINUTE - 1, "minute"),
    ("2023-09-20T13:00+05:30", at(2023, 9, 20, 7, 30), at(2023, 9, 20, 7, 31) - 1, "minute"),
    ("2023-09-20T13:00-03:30", at(2023, 9, 20, 16, 30), at(2023, 9, 20, 16, 31) - 1, "minute"),
    ("2023-09-20T13:00+05:45", at(2023, 9, 20, 7, 15), at(2023, 9, 20, 7, 16) - 1, "minute"),
    ("2023-09-20T00:30+04:00", at(2023, 9, 19, 20, 30), at(2023, 9, 19, 20, 31) - 1, "minute"),
    ("2023-12-31T23:30-02:00", at(2024, 1, 1, 1, 30), at(2024, 1, 1, 1, 31) - 1, "minute"),
    ("2023-09-20T13:00-00:00", at(2023, 9, 20, 13), at(2023, 9, 20, 13, 1) - 1, "minute"),
    ("2023-09-20T13:00:05Z", at(2023, 9, 20, 13, 0, 5), at(2023, 9, 20, 13, 0, 6) - 1, "second"),
    (
        "2023-09-20T13:00:05.5Z",
        at(2023, 9, 20, 13, 0, 5, 500_000),
        at(2023, 9, 20, 13, 0, 5, 599_999),
        "microsecond",
    ),
    (
        "2023-09-20T13:00:05.000001+00:01",
        at(2023, 9, 20, 12, 59, 5, 1),
        at(2023, 9, 20, 12, 59, 5, 1),
        "microsecond",
    ),
    ("0001-01-01T00:00Z", at(1), at(1) + MINUTE - 1, "minute"),
    ("9999-12-31T23:59:59Z", at(9999, 12, 31, 23, 59, 59), at(9999, 12, 31) + DAY - 1, "second"),
]


@pytest.mark.parametrize(("text", "lo", "hi", "precision"), POINTS)
def test_a_single_date_has_its_bounds_precision_and_no_ends_of_its_own(text, lo, hi, precision):
    when = When(text)
    assert (when.lo, when.hi, when.opens_by, when.precision) == (lo, hi, hi, precision)
    assert (when.first_day, when.last_day) == (lo // DAY, hi // DAY)
    assert not when.is_span
    assert when.start is when
    assert when.end is when
    assert when.alternatives == ()
    assert str(when) == when.text == text
    assert repr(when) == f"When({text!r})"


SPANS = [
    ("2022-12-12/2023-09-24", at(2022, 12, 12), at(2023, 9, 25) - 1, at(2022, 12, 13) - 1, "day"),
    ("2023/2023", at(2023), at(2024) - 1, at(2024) - 1, "year"),
    ("2022-12-12/2023", at(2022, 12, 12), at(2024) - 1, at(2022, 12, 13) - 1, "year"),
    ("2023-06/2024-01-05", at(2023, 6), at(2024, 1, 6) - 1, at(2023, 7) - 1, "month"),
    ("2022-12-12/..", at(2022, 12, 12), ALWAYS, at(2022, 12, 13) - 1, "day"),
    ("2022-12-12/", at(2022, 12, 12), ALWAYS, at(2022, 12, 13) - 1, "day"),
    ("../2023-09", -ALWAYS, at(2023, 10) - 1, at(2023, 10) - 1, "month"),
    ("/2023-09", -ALWAYS, at(2023, 10) - 1, at(2023, 10) - 1, "month"),
    ("../..", -ALWAYS, ALWAYS, ALWAYS, "day"),
    ("/", -ALWAYS, ALWAYS, ALWAYS, "day"),
    (
        "2023-09-19T09:00Z/2023-09-20T13:00+04:00",
        at(2023, 9, 19, 9),
        at(2023, 9, 20, 9, 1) - 1,
        at(2023, 9, 19, 9, 1) - 1,
        "minute",
    ),
    # It cannot have begun after it ended.
    ("2023-06/2023-06-15", at(2023, 6), at(2023, 6, 16) - 1, at(2023, 6, 16) - 1, "month"),
    ("2023/2023-01", at(2023), at(2023, 2) - 1, at(2023, 2) - 1, "year"),
    # The end is known less precisely than the start, and may well come after it.
    ("2023-06-15/2023-06", at(2023, 6, 15), at(2023, 7) - 1, at(2023, 6, 16) - 1, "month"),
    ("2023-06/2023", at(2023, 6), at(2024) - 1, at(2023, 7) - 1, "year"),
]


@pytest.mark.parametrize(("text", "lo", "hi", "opens_by", "precision"), SPANS)
def test_a_span_runs_from_its_start_to_its_end(text, lo, hi, opens_by, precision):
    when = When(text)
    assert (when.lo, when.hi, when.opens_by, when.precision) == (lo, hi, opens_by, precision)
    assert when.is_span
    assert when.alternatives == ()
    first, _, last = text.partition("/")
    assert when.start == (None if first in {"", ".."} else When(first))
    assert when.end == (None if last in {"", ".."} else When(last))


CHOICES = [
    ("[2020-11-09,2020-11-10]", at(2020, 11, 9), at(2020, 11, 11) - 1, "day", 2),
    ("[2024,2023]", at(2023), at(2025) - 1, "year", 2),
    ("[2023-09-19]", at(2023, 9, 19), at(2023, 9, 20) - 1, "day", 1),
    ("[2023-09-19..2023-09-20]", at(2023, 9, 19), at(2023, 9, 21) - 1, "day", 2),
    ("[2023-09-19..]", at(2023, 9, 19), ALWAYS, "day", 1),
    ("[..2023-11-16]", -ALWAYS, at(2023, 11, 17) - 1, "day", 1),
    ("[2021,2023-01..2023-03]", at(2021), at(2023, 4) - 1, "year", 3),
    ("[2023-06-15..2023-06]", at(2023, 6, 15), at(2023, 7) - 1, "month", 2),
]


@pytest.mark.parametrize(("text", "lo", "hi", "precision", "members"), CHOICES)
def test_a_choice_reaches_from_its_first_to_its_last_member(text, lo, hi, precision, members):
    when = When(text)
    assert (when.lo, when.hi, when.opens_by, when.precision) == (lo, hi, hi, precision)
    assert len(when.alternatives) == members
    assert not when.is_span
    assert when.start is when


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2024-01~", True, False),
        ("2024-01?", False, True),
        ("2024-01%", True, True),
        ("2024-01", False, False),
        ("2023-09-20T13:00Z~", True, False),
        ("2023-11~/2023-12", True, False),
        ("2023-11/2023-12?", False, True),
        ("2023-11~/2023-12?", True, True),
        ("[2023-11~,2023-12]", True, False),
        ("[2023..2024?]", False, True),
    ],
)
def test_a_qualifier_is_told_and_widens_nothing(text, approximate, uncertain):
    when = When(text)
    plain = When(text.translate({ord(sign): None for sign in "~?%"}))
    assert (when.approximate, when.uncertain) == (approximate, uncertain)
    assert (when.lo, when.hi, when.opens_by, when.precision) == (
        plain.lo,
        plain.hi,
        plain.opens_by,
        plain.precision,
    )
    assert (when == plain) is not (approximate or uncertain)


# From dates and datetimes


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.date(2023, 11, 16), "2023-11-16"),
        (dt.date(1, 1, 1), "0001-01-01"),
        (pendulum.date(2023, 11, 16), "2023-11-16"),
        (dt.datetime(2023, 9, 20, 13, tzinfo=dt.UTC), "2023-09-20T13:00:00+00:00"),
        (
            dt.datetime(2023, 9, 20, 13, 0, 5, 250, tzinfo=dt.timezone(dt.timedelta(hours=4))),
            "2023-09-20T13:00:05.000250+04:00",
        ),
        (
            dt.datetime(2023, 9, 20, 13, tzinfo=dt.timezone(-dt.timedelta(hours=3, minutes=30))),
            "2023-09-20T13:00:00-03:30",
        ),
        (pendulum.datetime(2023, 9, 20, 13, tz="Asia/Yerevan"), "2023-09-20T13:00:00+04:00"),
        (pendulum.datetime(2023, 9, 20, 13, tz="Asia/Kathmandu"), "2023-09-20T13:00:00+05:45"),
        # Local mean time has seconds in its offset, which ISO 8601 cannot write: UTC then.
        (
            dt.datetime(1648, 10, 24, tzinfo=dt.timezone(dt.timedelta(minutes=53, seconds=28))),
            "1648-10-23T23:06:32+00:00",
        ),
    ],
)
def test_dates_of_python_and_pendulum_become_their_texts(value, text):
    assert When(value) is When(text)


def test_both_half_past_twos_of_an_autumn_night_are_kept_apart():
    first = pendulum.datetime(2023, 10, 29, 2, 30, tz="Europe/Berlin", fold=0)
    second = pendulum.datetime(2023, 10, 29, 2, 30, tz="Europe/Berlin", fold=1)
    assert When(first).before(When(second))
    assert When(second).lo - When(first).lo == 60 * MINUTE


def test_a_time_without_its_zone_is_refused():
    with pytest.raises(InvalidWhen, match="hint: set tzinfo"):
        When(dt.datetime(2023, 9, 20, 13))  # noqa: DTZ001 # what is refused


@pytest.mark.parametrize(
    ("day", "shift"),
    [(dt.date.min, dt.timedelta(hours=5)), (dt.date.max, -dt.timedelta(hours=5))],
)
@pytest.mark.parametrize("seconds", [0, 28])
def test_an_instant_outside_the_calendar_in_utc_is_refused(day, shift, seconds):
    zone = dt.timezone(shift + dt.timedelta(seconds=seconds))
    with pytest.raises(InvalidWhen, match="outside the years 1 to 9999 in UTC"):
        When(dt.datetime.combine(day, dt.time(0 if day.year == 1 else 23), zone))


def test_a_datetime_that_is_not_a_time_is_refused():
    class NotATime(dt.datetime):
        def utcoffset(self):
            raise ValueError("not a time")

    with pytest.raises(InvalidWhen, match="not a date"):
        When(NotATime(2023, 1, 1, tzinfo=dt.UTC))


def test_a_text_of_a_class_of_its_own_counts_for_what_it_says():
    class Day(str, enum.Enum):  # noqa: UP042 # its str() is not its value
        FLIGHT = "2023-09-24"

    assert When(Day.FLIGHT) is When("2023-09-24")


# The face


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2023-10", pendulum.date(2023, 10, 1), pendulum.date(2023, 10, 31)),
        ("0001", pendulum.date(1, 1, 1), pendulum.date(1, 12, 31)),
        ("9999-12", pendulum.date(9999, 12, 1), pendulum.date(9999, 12, 31)),
        ("2023-10/..", pendulum.date(2023, 10, 1), None),
        ("../2023-10", None, pendulum.date(2023, 10, 31)),
        ("../..", None, None),
        ("[..2023]", None, pendulum.date(2023, 12, 31)),
        (
            "2023-09-20T13:00+04:00",
            pendulum.datetime(2023, 9, 20, 9),
            pendulum.datetime(2023, 9, 20, 9, 0, 59, 999_999),
        ),
        (
            "0001-01-01T00:00Z",
            pendulum.datetime(1, 1, 1),
            pendulum.datetime(1, 1, 1, 0, 0, 59, 999_999),
        ),
        (
            "9999-12-31T23:59:59Z",
            pendulum.datetime(9999, 12, 31, 23, 59, 59),
            pendulum.datetime(9999, 12, 31, 23, 59, 59, 999_999),
        ),
        (
            "1969-12-31T23:59:59.999999Z",
            pendulum.datetime(1969, 12, 31, 23, 59, 59, 999_999),
            pendulum.datetime(1969, 12, 31, 23, 59, 59, 999_999),
        ),
    ],
)
def test_the_public_face_is_pendulum_and_none_where_it_is_open(text, earliest, latest):
    when = When(text)
    assert (when.earliest, when.latest) == (earliest, latest)
    assert (type(when.earliest), type(when.latest)) == (type(earliest), type(latest))


def test_the_day_of_a_number_is_written_as_a_day():
    assert day_text(When("2024-02-29").first_day) == "2024-02-29"
    assert day_text(-1) == "1969-12-31"


# Relations

RELATIONS = [
    # one, other: before, possibly before, overlaps; then the same the other way round
    ("2023-11-16", "2023-11-17", (True, True, False), (False, False, False)),
    ("2023-11-16", "2023-11-16", (False, True, True), (False, True, True)),
    ("2023-11", "2023-11-16", (False, True, True), (False, True, True)),
    ("2023-11-16", "2023-11-16T00:00Z", (False, True, True), (False, True, True)),
    ("2023-11-16T00:00Z", "2023-11-16", (False, True, True), (False, True, True)),
    ("2023-10", "2023", (False, True, True), (False, True, True)),
    ("2023-09-20T13:00+04:00", "2023-09-20T09:00Z", (False, True, True), (False, True, True)),
    (
        "2023-09-20T13:00:00.000001Z",
        "2023-09-20T13:00:00.000001Z",
        (False, False, True),
        (False, False, True),
    ),
    ("2023-09-20T00:30+04:00", "2023-09-20", (True, True, False), (False, False, False)),
    ("2022-12-12/2023-09-24", "2023-02-22", (False, True, True), (False, True, True)),
    ("2022-12-12/2023-09-24", "2023-09-25", (True, True, False), (False, False, False)),
    ("2022-12-12/..", "2030", (False, True, True), (False, True, True)),
    ("../2022-12-12", "2022-12-13/..", (True, True, False), (False, False, False)),
    ("../..", "../..", (False, True, True), (False, True, True)),
    ("../..", "2023", (False, True, True), (False, True, True)),
    ("[2023-09-19..2023-09-20]", "2023-09-21", (True, True, False), (False, False, False)),
    ("[..2023-11-16]", "[2023-11-17..]", (True, True, False), (False, False, False)),
]


@pytest.mark.parametrize(("one", "other", "forth", "back"), RELATIONS)
def test_before_possibly_before_and_overlaps_hold_by_the_bounds_of_both(one, other, forth, back):
    def told(a, b):
        return When(a).before(b), When(a).possibly_before(b), When(a).overlaps(b)

    assert told(one, other) == forth
    assert told(other, one) == back


def test_relations_take_every_form_of_a_date():
    day = When("2023-11-16")
    assert day.before(dt.date(2023, 11, 17))
    assert day.before(When("2023-11-17"))
    assert day.overlaps(pendulum.datetime(2023, 11, 16, 12))
    with pytest.raises(InvalidWhen):
        day.before("tomorrow")


def test_two_texts_of_one_instant_are_neighbours_and_not_equal():
    local, utc = When("2023-09-20T13:00+04:00"), When("2023-09-20T09:00Z")
    assert (local.lo, local.hi) == (utc.lo, utc.hi)
    assert local != utc
    assert sorted([When("2023-09-21"), local, When("2023-09-20T09:01Z"), utc]) == [
        utc,
        local,
        When("2023-09-20T09:01Z"),
        When("2023-09-21"),
    ]


def test_the_order_is_by_earliest_then_latest_then_text():
    texts = ["../2023", "2023-01-01T00:00Z", "2023-01-01", "2023-01-01?", "2023-01", "2023", "2024"]
    assert [str(when) for when in sorted(map(When, reversed(texts)))] == texts


def test_dates_are_not_compared_with_what_is_no_when():
    day = When("2023-11-16")
    assert day != "2023-11-16"
    assert day != dt.date(2023, 11, 16)
    for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(day, compare)("2023-11-17") is NotImplemented
    with pytest.raises(TypeError):
        day < "2023-11-17"  # noqa: B015 # what is refused


# One object, which cannot change


@pytest.mark.parametrize("text", ["2023", "2023-09-20T13:00+04:00", "2023/..", "[2023..2024]"])
def test_equal_texts_are_one_object_that_copies_and_pickles_to_itself(text):
    when = When(text)
    assert When("".join(text)) is when
    assert When(when) is when
    assert copy.copy(when) is when
    assert copy.deepcopy([when])[0] is when
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(when, protocol)) is when  # our own bytes
    assert len({when, When(text)}) == 1


def test_a_date_cannot_change():
    when = When("2023")
    for name in ("lo", "hi", "text", "_text", "precision", "start", "new"):
        with pytest.raises(AttributeError):
            setattr(when, name, 1)
        with pytest.raises(AttributeError):
            delattr(when, name)
    assert not hasattr(when, "__dict__")
    assert (when.lo, when.text) == (at(2023), "2023")
