"""The laws of dates."""

import datetime as dt
import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from peacetalks.errors import InvalidWhen
from peacetalks.primitives.when import DAY, When

DATES = st.dates()
EPOCH = dt.date(1970, 1, 1).toordinal()


def pairs(date):
    """Draw what may stand around a date: its year, its month, itself, each with a qualifier."""
    text = date.isoformat()
    return st.tuples(
        st.sampled_from([text[:4], text[:7], text]), st.sampled_from(["", "~", "?", "%"])
    ).map("".join)


def instants():
    moments = st.datetimes(min_value=dt.datetime(1, 1, 2), max_value=dt.datetime(9999, 12, 30))  # noqa: DTZ001 # the offset is drawn apart
    forms = st.sampled_from(["%H:%M", "%H:%M:%S", "%H:%M:%S.%f"])
    offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(
        lambda m: f"{'-' if m < 0 else '+'}{abs(m) // 60:02}:{abs(m) % 60:02}"
    )
    return st.builds(
        lambda moment, form, offset: f"{moment.date()}T{moment.strftime(form)}{offset}",
        moments,
        forms,
        offsets | st.just("Z"),
    )


POINTS = DATES.flatmap(pairs) | instants()


def _parsed(text):
    try:
        return When(text)
    except InvalidWhen:
        return None


def _spans():
    ends = POINTS | st.sampled_from(["", ".."])
    return st.tuples(ends, ends).map("/".join)


def _choices():
    members = (
        POINTS | st.tuples(POINTS, POINTS | st.just("")).map("..".join) | POINTS.map("..{}".format)
    )
    return st.lists(members, min_size=1, max_size=4).map(lambda parts: f"[{','.join(parts)}]")


# A span drawn at random ends before it starts half of the time: those are refused, and dropped.
WHENS = (POINTS | _spans() | _choices()).map(_parsed).filter(lambda when: when is not None)


@given(POINTS)
def test_every_single_date_of_the_calendar_is_read_and_written_back(text):
    assert str(When(text)) == text


@given(WHENS)
def test_text_to_date_to_text_is_the_identity(when):
    assert When(str(when)) is when
    assert When(str(when)).text == str(when)
    assert pickle.loads(pickle.dumps(when)) is when  # our own bytes


@given(WHENS)
def test_bounds_are_in_order_and_it_has_begun_by_its_end(when):
    assert when.lo <= when.opens_by <= when.hi
    assert when.first_day <= when.last_day
    if when.earliest is not None and when.latest is not None:
        assert when.earliest <= when.latest


@given(WHENS, WHENS, WHENS)
def test_the_order_is_total_and_agrees_with_equality(a, b, c):
    assert [a < b, a == b, a > b].count(True) == 1
    assert (a <= b) == (a < b or a == b) == (not a > b) == (b >= a)
    assert hash(a) == hash(b) or a != b
    if a <= b <= c:
        assert a <= c


@given(st.lists(WHENS, max_size=8), st.randoms(use_true_random=False))
def test_sorting_does_not_depend_on_the_order_of_arrival(whens, random):
    shuffled = random.sample(whens, len(whens))
    assert sorted(shuffled) == sorted(whens)


@given(WHENS, WHENS)
def test_before_agrees_with_the_order_and_excludes_overlap(a, b):
    if a.before(b):
        assert a < b
        assert a.possibly_before(b)
        assert not b.possibly_before(a)
    assert a.overlaps(b) == b.overlaps(a) == (not a.before(b) and not b.before(a))


def days():
    """Draw dates of whole days that lie close together, so that every relation occurs."""
    texts = st.dates(dt.date(2023, 12, 27), dt.date(2024, 1, 5)).flatmap(
        lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7]])
    )
    spans = st.tuples(texts, texts).map("/".join)
    ranges = st.tuples(texts, texts).map(lambda ends: f"[{'..'.join(ends)}]")
    return (texts | spans | ranges).map(_parsed).filter(lambda when: when is not None)


def _days_of(when):
    """Return the days it can be, one by one, from the dates of its text alone."""
    ends = [text for text in when.text.strip("[]").replace("..", "/").split("/") if text]
    first = dt.date.fromisoformat(f"{ends[0]}-01"[:10])
    last = ends[-1]
    found = {first}
    day = first
    while day.isoformat().startswith(last) or day.isoformat() <= last:
        found.add(day)
        day += dt.timedelta(days=1)
    return found


@given(days(), days())
@example(When("2023-12"), When("2023-12-31"))
@example(When("2023-12-31/2024-01"), When("2024-01-31"))
def test_relations_agree_with_the_days_counted_one_by_one(a, b):
    ours, theirs = _days_of(a), _days_of(b)
    assert {a.first_day + EPOCH, a.last_day + EPOCH} == {
        min(ours).toordinal(),
        max(ours).toordinal(),
    }
    assert a.before(b) == all(one < other for one in ours for other in theirs)
    # Within one day, an instant can always come before another.
    assert a.possibly_before(b) == any(one <= other for one in ours for other in theirs)
    assert a.overlaps(b) == bool(ours & theirs)


@given(DATES)
def test_a_date_has_the_text_of_its_day(day):
    when = When(day)
    assert when.text == day.isoformat()
    assert when.lo == (day.toordinal() - EPOCH) * DAY
    assert when.hi == when.lo + DAY - 1


@given(
    st.datetimes(
        timezones=st.timezones()
        | st.timedeltas(dt.timedelta(hours=-23), dt.timedelta(hours=23)).map(dt.timezone)
    )
)
def test_an_aware_datetime_keeps_its_instant_or_is_refused(moment):
    try:
        when = When(moment)
    except InvalidWhen:
        assert moment.year in {1, 9999}
        return
    epoch = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    assert when.lo == (moment - epoch) // dt.timedelta(microseconds=1)


LIKE_A_DATE = st.text(alphabet="0123456789-/.,[]~?%T:Z+ ", max_size=30)
EXOTIC = st.text(
    alphabet=st.characters(categories=["Nd", "Nl", "No", "Pd", "Zs", "Cf"]), max_size=12
)


@given(st.text() | LIKE_A_DATE | EXOTIC | st.text(alphabet=st.characters(), max_size=8))
@example("0" * 5000)
@example("2023-" * 100_000)
@example("[" * 100_000)
@example("/" * 100_000)
@example("[" + "," * 100_000 + "]")
@example("[" + ".." * 50_000 + "]")
@example("2023-11-16T13:00:00." + "0" * 10_000 + "Z")
@example("\u0662\u0660\u0662\u0663")
@example("\U0001d7d0\U0001d7ce\U0001d7d0\U0001d7d1")
@example("2023-1\u0661")
@example("\ud800")
@example("2023\u2028")
@example("2023\x85")
def test_any_text_is_a_date_or_an_invalid_when(text):
    when = _parsed(text)
    if when is not None:
        assert when.text == text
        assert text.isascii()
        return
    with pytest.raises(InvalidWhen) as caught:
        When(text)
    assert caught.value.value == text
    assert len(str(caught.value)) < 1000


@given(st.none() | st.integers() | st.floats() | st.binary() | st.lists(st.text()) | st.times())
def test_any_other_value_is_an_invalid_when(value):
    with pytest.raises(InvalidWhen, match="not a date"):
        When(value)
