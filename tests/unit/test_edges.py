"""Edges that mutants of the core lived on: equal dates, single instants, the last quiet day."""

import pytest

import peacetalks as pt
from peacetalks.events import OffensiveLaunched, StatementMade
from peacetalks.state.queries.phase import QUIET_DAYS
from peacetalks.when import DAY, day_text, instant_text

INSTANT = "2023-09-20T13:04:05.000001Z"


@pytest.mark.parametrize("text", ["2023", "2023-10", "2023-10-04", INSTANT, "[..2023]", "2023/.."])
def test_a_date_is_neither_before_nor_after_itself_and_as_early_and_as_late(text):
    when = pt.When(text)
    assert not when < when  # noqa: PLR0124 # that is the question
    assert not when > when  # noqa: PLR0124 # see above
    assert when <= when  # noqa: PLR0124 # see above
    assert when >= when  # noqa: PLR0124 # see above


@pytest.mark.parametrize(
    "instant", [0, 1, 59_999_999, 3_599_999_999, 86_399_999_999, 1_700_000_003_000_007]
)
def test_an_instant_is_written_so_that_it_is_read_as_the_same(instant):
    assert pt.When(instant_text(instant)).lo == instant


def test_a_span_and_a_range_may_be_one_instant():
    assert pt.When(f"{INSTANT}/{INSTANT}").lo == pt.When(f"[{INSTANT}..{INSTANT}]").hi


@pytest.mark.parametrize(("days", "found"), [(QUIET_DAYS, False), (QUIET_DAYS + 1, True)])
def test_an_offensive_without_an_end_is_found_after_the_last_day_of_quiet_and_not_on_it(
    days, found
):
    first = pt.When("2023-01-01").lo // DAY
    told = [
        OffensiveLaunched(id="o", occurred="2023-01-01", offensive="o", by="AZE", against="ARM"),
        StatementMade(id="s", occurred=day_text(first + days), by="AZE"),
    ]
    codes = [finding.code for finding in pt.check(told, on=day_text(first + days))]
    assert ("PT191" in codes) == found
