"""The briefs of a report are those of the library, for every day shown and every time of knowing."""

import pytest

import peacetalks as pt
from peacetalks.events.force import CasualtiesReported
from peacetalks.state.brief import brief_text
from peacetalks.views.html_report.page import html_of
from peacetalks.views.html_report.rows import parties_of_accounts


def _lines(lines):
    """Return a brief without its head, which names the viewpoint."""
    return [line for line in lines[2:] if "knowing what" not in line]


def test_every_brief_of_all_that_is_on_record_is_that_of_the_state(history, told):
    last = told.days[-1][0]
    assert told.left_out == 0
    for day, _ in told.days:
        state = history.state(on=day)
        assert _lines(told.brief(day, "9999-12-31")) == _lines(
            brief_text(state, f"on {day}").split("\n")
        )
    assert last


@pytest.mark.parametrize("known", ["2023-10-01", "2023-11-17", "2024-06-30"])
def test_every_brief_of_what_was_known_by_a_day_is_that_of_the_state(history, told, known):
    for day, _ in told.days:
        if day <= known:
            state = history.state(on=day, known=known)
            expected = brief_text(state, f"on {day}").split("\n")
            assert _lines(told.brief(day, known)) == _lines(expected), day


def test_a_slip_of_the_record_is_mended_in_a_report_of_what_was_known_before():
    wrong = CasualtiesReported(
        id="d",
        occurred="2023-09-26",
        reported="2023-09-26",
        series="depot",
        measure="killed",
        count=68,
    )
    mended = pt.correct(
        wrong, corrected_on="2024-01-05", origin="record", count=pt.Count.exactly(86), reason="slip"
    )
    page = html_of(pt.History([wrong, mended]), known="2023-10-01")
    assert ">86<" in page
    assert ">68<" not in page


def test_one_party_is_no_row_of_letters_and_no_party_stands_twice(history):
    assert parties_of_accounts(history, "AZE") == ("AZE",)
    assert parties_of_accounts(history, ["Azerbaijan", "AZE", "ARM"]) == ("AZE", "ARM")


def test_what_was_public_by_a_day_is_not_offered_where_it_is_not_in_the_file():
    told = pt.simulate(
        3, 3_000, negotiations=1, late_reports=0.3, between=("2010-01-01", "2014-12-31")
    )
    page = html_of(pt.History(event for _, event in told.feed()))
    assert '<option value="day">' not in page
    assert '<option value="then">' in page
