"""What stands in a report: every state it shows is the state, and all else is what is on record."""

import datetime as dt
import html
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import views
from peacetalks.events.clocks import public, settled
from peacetalks.primitives.when_grammar import DAY
from peacetalks.state.brief import brief_text
from peacetalks.state.brief.counters import filled
from peacetalks.state.on_record import STATEMENTS
from peacetalks.testing.strategies import histories
from peacetalks.views.html_report import page as page_of
from peacetalks.views.html_report import states
from peacetalks.views.html_report.page import html_of
from peacetalks.views.html_report.states import states_of

MEGABYTE = 1_000_000
# Each makes the briefs of all days of a history.
FEW = settings(max_examples=max(20, settings().max_examples // 10))


def data_of(page):
    """Return the data of a page as its script reads it."""
    (found,) = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL
    )
    return json.loads(found)


def shown(data, on, known):
    """Return the brief that the script shows: as it does, in words of its own."""
    days = [day for day in data["days"] if day["on"] <= on] or data["days"][:1]
    versions = [n for since, n in days[-1]["known"] if since <= max(on, known)]
    lines = [data["lines"][n] for n in data["briefs"][versions[-1]]]
    return [filled(line, pt.When(on).last_day, data["width"]) for line in lines]


@FEW
@given(
    histories(max_size=25, with_corrections=True, with_disputes=True, with_late_reports=True),
    st.data(),
)
def test_every_day_and_time_of_knowing_shows_the_state_of_that_day(history, drawn):
    data = data_of(html_of(history))
    days = [day["on"] for day in data["days"]]
    on = drawn.draw(st.sampled_from(days))
    known = drawn.draw(st.sampled_from([day for day in days if day >= on]))
    state = history.state(on=on, known=known)
    assert shown(data, on, known) == brief_text(state, f"on {on}").split("\n")
    assert shown(data, on, known) == states_of(history).brief(on, known)


@FEW
@given(histories(max_size=25, with_late_reports=True))
def test_every_day_on_which_anything_happened_or_became_known_is_there(history):
    days = {day for day, _ in states_of(history).days}
    facts = (event for event in history.events if not isinstance(event, STATEMENTS))
    for event in facts:
        for day in (settled(event), public(event) // DAY):
            assert (dt.date(1970, 1, 1) + dt.timedelta(days=day)).isoformat() in days


def test_a_day_between_two_is_the_one_before_but_for_counters_and_an_early_one_the_first(
    talks, told
):
    data = data_of(talks.read_text("utf-8"))
    before, between = (shown(data, day, "9999-12-31") for day in ("2023-11-17", "2023-11-18"))
    differing = [pair for pair in zip(before, between, strict=True) if pair[0] != pair[1]]
    assert differing
    # The day in the heading, and counters of days.
    assert all(re.search(r"on 2023|days", one) for pair in differing for one in pair)
    first = data["days"][0]["on"]
    assert told.brief("1900-01-01", "1900-01-01")[1:] == shown(data, first, first)[1:]


def test_the_stream_of_five_years_stays_under_a_megabyte_and_gives_the_same_bytes(
    talks, history, tmp_path
):
    assert talks.stat().st_size < MEGABYTE
    again = views.report(pt.History(reversed(history.events)), tmp_path / "again.html")
    assert again.read_bytes() == talks.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["again.html"]


def test_a_long_history_is_thinned_out_and_says_so(monkeypatch):
    monkeypatch.setattr(states, "MOST", 60)
    monkeypatch.setattr(page_of, "MOST_FACTS", 200)
    history = pt.History(pt.simulate(3, 300))
    page = html_of(history)
    assert 30 < len(states_of(history).briefs) <= 62
    assert page.count('<li class="fact') == 200
    assert "The latest 200 of" in page
    assert re.search(r"Of [\d,]+ days on which something changed, [\d,]+ are in this file", page)


def test_every_fact_and_every_source_with_a_safe_address_is_in_the_page(talks, history):
    page = talks.read_text("utf-8")
    assert page.count('<li class="fact') == 180
    assert page.count('<li class="fact void"') == 180 - len(history.effective().events)
    for event in history.events:
        for source in event.sources:
            assert source.url is None or f'href="{html.escape(source.url)}"' in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_no_other_address_is_a_link(url):
    source = pt.Source("x", url=url)
    page = html_of(pt.History([pt.MeetingHeld(occurred="2023", meeting="m", sources=source)]))
    assert html.escape(url) in page
    assert f'href="{url}' not in page


def test_an_empty_history_has_a_report():
    page = html_of(pt.History([]))
    assert "NOTHING ON RECORD" in page
    assert "No figures on record: nobody is known to cover them." in page


def test_what_became_public_later_is_left_out_of_a_report_that_is_known_by_a_day(history):
    page = html_of(history, known="2023-11-17")
    data = data_of(page)
    # Later days can be asked for, and nothing is known of them that was not public by then.
    assert all(
        since <= max(day["on"], "2023-11-17") for day in data["days"] for since, _ in day["known"]
    )
    assert "2024-" not in re.sub(r"\d{4}-12-31", "", "\n".join(data["lines"]))


def test_a_report_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "talks.html").mkdir()
    with pytest.raises(pt.InvalidValue, match="a folder, not a file"):
        views.report(pt.History([]), tmp_path / "talks.html")
    assert [p.name for p in tmp_path.iterdir()] == ["talks.html"]


def test_what_is_no_history_is_refused(tmp_path):
    with pytest.raises(pt.InvalidValue, match="not a history"):
        views.report([], tmp_path / "talks.html")
