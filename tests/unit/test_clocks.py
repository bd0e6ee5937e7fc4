"""The three clocks: by which day a fact has happened, and by when it was known."""

import pytest

from peacetalks.events.clocks import public, reported, settled
from peacetalks.events.meetings import MeetingHeld
from peacetalks.events.security import BlockadeImposed
from peacetalks.events.territory import DisplacementReported, PopulationReported
from peacetalks.events.unknown import UnknownEvent
from peacetalks.primitives.when import ALWAYS, DAY, When, day_text
from peacetalks.values.count import Count
from peacetalks.values.facts import Source

OPEN = ALWAYS // DAY


def fact(occurred, **fields):
    return MeetingHeld(occurred=occurred, meeting="m", **fields)


def figure(occurred, **fields):
    return DisplacementReported(occurred=occurred, series="s", count=Count.exactly(1), **fields)


def day(text):
    return When(text).last_day


SETTLED = [
    # the latest day of what occurred
    (fact("2023-11-16"), "2023-11-16"),
    (fact("2023-11"), "2023-11-30"),
    (fact("2023"), "2023-12-31"),
    (fact("2023-11~"), "2023-11-30"),
    (fact("2023-09-20T01:00+04:00"), "2023-09-19"),
    (fact("2023-09-20T13:00+04:00"), "2023-09-20"),
    (fact("[2023-09-19..2023-09-20]"), "2023-09-20"),
    (fact("[2023-09-19,2023-09-24]"), "2023-09-24"),
    (fact("[..2023-09-20]"), "2023-09-20"),
    # of a span, the latest day of its start
    (fact("2022-12-12/2023-09-24"), "2022-12-12"),
    (fact("2022-12/2023-09-24"), "2022-12-31"),
    (fact("2022-12-12/.."), "2022-12-12"),
    (fact("2022-12-12/"), "2022-12-12"),
    (fact("../2023-09-24"), "2023-09-24"),
    (fact("2022/2022-03"), "2022-03-31"),
    # of a figure, the day on which the count closed
    (figure("2023-09-24/2023-10-03", as_of="2023-10-02"), "2023-10-02"),
    (figure("2023-09-24/2023-10-03", as_of="2023-10"), "2023-10-31"),
    (figure("2023-09-24/2023-10-03"), "2023-10-03"),
    (figure("2023-10-03"), "2023-10-03"),
    (figure("2023-10-03", as_of="2023-12-31"), "2023-12-31"),
    (figure("2023-10-03", as_of="2023-10-01"), "2023-10-01"),
    (PopulationReported(occurred="2023", area="NK", count=1, as_of="2023-06"), "2023-06-30"),
    # a report caps it
    (fact("2023", reported="2023-03-05"), "2023-03-05"),
    (fact("2023", reported="2023-03"), "2023-03-31"),
    (fact("2023-11", sources=Source("x", published="2023-11-16")), "2023-11-16"),
    (fact("2023-11-16", reported="2023-12-01"), "2023-11-16"),
    (fact("[2023-09-19..]", reported="2023-10-01"), "2023-10-01"),
    (fact("../..", reported="2023-10-01"), "2023-10-01"),
    (fact("2023/2024", reported="2023-02-01"), "2023-02-01"),
    (figure("2023-09-24/2023-10-03", reported="2023-09-28"), "2023-09-28"),
    (figure("2023-10-03", as_of="2023-12", reported="2023-12-05"), "2023-12-05"),
    # but nothing has happened before it can have
    (fact("2023-11", reported="2023-10-01"), "2023-11-01"),
    (fact("2023-11-20", reported="2023-11-16"), "2023-11-20"),
    # and a count has not closed before its closing: with a day of its source as without
    (figure("2023-10-03", as_of="2023-12-31", reported="2023-12-05"), "2023-12-31"),
    (figure("2023-10-03", as_of="2023-10-01", reported="2023-10-04"), "2023-10-01"),
    (figure("2023-10-03", as_of="2023-10-01"), "2023-10-01"),
    # a report without an end caps nothing
    (fact("2023", reported="2023-03-05/.."), "2023-12-31"),
]


@pytest.mark.parametrize(("event", "last"), SETTLED, ids=lambda case: repr(case)[:70])
def test_settled_is_the_day_by_which_it_has_certainly_happened(event, last):
    assert day_text(settled(event)) == last


@pytest.mark.parametrize(
    "event",
    [
        fact("../.."),
        fact("[2023-09-19..]"),
        figure("2023-09-24/.."),
        UnknownEvent(tag="new", raw="{}"),
    ],
    ids=repr,
)
def test_what_has_no_end_and_no_report_never_settles(event):
    assert settled(event) == OPEN


def test_a_figure_of_a_span_without_an_end_settles_when_the_count_closed():
    assert day_text(settled(figure("2023-09-24/..", as_of="2023-10-02"))) == "2023-10-02"


PUBLIC = [
    # the latest of the report
    (fact("2023-11-16", reported="2023-11-18"), When("2023-11-18").hi),
    (fact("2023-11-16", reported="2023-11"), When("2023-11").hi),
    (
        fact("2023-11-16", reported="2023-11-16T13:00+04:00"),
        When("2023-11-16T13:00+04:00").hi,
    ),
    (fact("2023-10-19", sources=Source("x", published="2023-12-22")), When("2023-12-22").hi),
    (figure("2023-10-03", as_of="2023-12", reported="2023-12-05"), When("2023-12-05").hi),
    # not before the fact can have happened
    (figure("2023-10-03", as_of="2023-12-31", reported="2023-12-05"), When("2023-12-31").lo),
    (figure("2023-10-03", as_of="2023-10-01", reported="2023-10-02"), When("2023-10-03").lo),
    (fact("2023-11-20", reported="2023-11-16"), When("2023-11-20").lo),
    (fact("2023-11/2024", reported="2023-10"), When("2023-11").lo),
    # without a report, the end of the latest day of what occurred
    (fact("2023-11-16"), When("2023-11-16").hi),
    (fact("2023-11"), When("2023-11-30").hi),
    (fact("2023-09-20T01:00+04:00"), When("2023-09-19").hi),
    (fact("2022-12-12/2023-09-24"), When("2023-09-24").hi),
    (fact("[2023-09-19..2023-09-20]"), When("2023-09-20").hi),
    (fact("../2023-09-24"), When("2023-09-24").hi),
    # of a span with an open end, of its start
    (fact("2022-12-12/.."), When("2022-12-12").hi),
    (fact("2022-12/"), When("2022-12").hi),
    # of a figure, not before the count closed
    (figure("2023-09-24", as_of="2023-10-02"), When("2023-10-02").hi),
    (figure("2023-10-03", as_of="2023-10-01"), When("2023-10-03").hi),
    # a source without a date tells nothing
    (fact("2023-11-16", sources=Source("x")), When("2023-11-16").hi),
]


@pytest.mark.parametrize(("event", "instant"), PUBLIC, ids=lambda case: repr(case)[:70])
def test_public_is_the_instant_by_which_it_was_known(event, instant):
    assert public(event) == instant


def test_what_has_no_end_and_no_report_was_never_public():
    assert public(fact("../..")) >= ALWAYS
    assert public(fact("[2023-09-19..]")) >= ALWAYS


def test_a_span_is_public_at_its_end_and_settled_at_its_start():
    blockade = BlockadeImposed(occurred="2022-12-12/2023-09-24", blockade="lachin")
    assert day_text(settled(blockade)) == "2022-12-12"
    assert public(blockade) == When("2023-09-24").hi


@pytest.mark.parametrize(
    ("dates", "earliest"),
    [
        (["2023-11-18", "2023-11-16", "2023-11-17"], "2023-11-16"),
        (["2023-11", "2023-11-16"], "2023-11-16"),
        ([None, "2023-11-16"], "2023-11-16"),
        (["2023-11-16", "2023-11-16T13:00Z"], "2023-11-16T13:00Z"),
        (["2023/..", "2023-11-16"], "2023-11-16"),
        ([None], None),
        ([], None),
    ],
)
def test_the_earliest_of_the_sources_counts_whatever_their_order(dates, earliest):
    sources = [Source("x", published=published) for published in dates]
    for order in (sources, sources[::-1]):
        assert reported(fact("2023-11-16", sources=order)) == (earliest and When(earliest))


def test_a_given_report_outweighs_the_sources():
    event = fact("2023-11-16", reported="2023-12-01", sources=Source("x", published="2023-11-16"))
    assert reported(event) == When("2023-12-01")
    assert public(event) == When("2023-12-01").hi


def test_a_day_begins_and_ends_in_utc():
    assert settled(fact("2023-11-16T23:30-05:00")) == day("2023-11-17")
    assert settled(fact("2023-11-17T02:00+04:00")) == day("2023-11-16")


@pytest.mark.parametrize("occurred", ["0001-01-01", "9999-12-31", "1969-12-31"])
def test_the_ends_of_the_calendar_have_their_days(occurred):
    assert day_text(settled(fact(occurred))) == occurred
    assert public(fact(occurred)) == When(occurred).hi
