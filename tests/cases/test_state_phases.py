"""Cases of phases, and of what the day alone changes: made-up stories, each with its right answer."""

from pathlib import Path

import pytest

import peacetalks as pt
from commands import run
from peacetalks.views.html_report.states import states_of

INPUTS = Path(__file__).parent / "inputs"
PAIR = ("NORTH", "SOUTH")


def history(name):
    return pt.History(pt.read(INPUTS / f"{name}.jsonl"))


def flat(text):
    return " ".join(text.split())


def phases(name, *days):
    return [history(name).state(on=day).phase.name for day in days]


def test_s01_a_ceasefire_with_another_silences_no_pair_that_it_does_not_bind():
    assert phases("S01-other-pair", "2031-05-19", "2031-05-21") == ["fighting", "fighting"]


def test_s02_who_declares_a_ceasefire_alone_has_not_stopped_the_other():
    assert phases("S02-one-sided", "2031-05-19", "2031-05-21") == ["fighting", "fighting"]
    state = history("S02-one-sided").state(on="2031-05-21")
    assert "SOUTH alone has declared a ceasefire" in state.phase.doubt
    assert "SOUTH alone has declared a ceasefire" in flat(state.summary())


def test_s03_force_after_a_ceasefire_is_fighting():
    days = ("2031-05-19", "2031-05-21", "2031-06-03", "2031-06-21")
    assert phases("S03-force-after", *days) == ["fighting", "ceasefire", "fighting", "fighting"]


def test_s04_the_day_after_an_attack_is_not_dormant():
    assert phases("S04-attack-alone", "2031-06-03") == ["fighting"]


def test_s05_what_one_pair_signed_says_nothing_of_the_war_of_another():
    state = history("S05-two-pairs").state(on="2031-06-03")
    assert (state.phase.pair, state.phase.name) == (PAIR, "fighting")
    assert state.phase_between("NORTH", "EAST").name == "dormant"
    assert "north-east: signed" in state.summary()


def test_s06_a_signature_without_a_scope_is_a_signature_and_a_finding():
    told = history("S06-final-without-scope")
    phase = told.state(on="2031-11-25").phase
    assert (phase.name, phase.doubt) == ("signed", "the scope of lake-final is not stated")
    assert "PT125" in {finding.code for finding in pt.check(told.events)}


def test_s07_nothing_on_record_is_no_state_of_the_world():
    assert phases("S07-nothing", "2031-03-02") == ["unrecorded"]
    assert phases("S07-statement", "2031-03-02") == ["unrecorded"]
    talks = pt.History(pt.datasets.south_caucasus())
    assert talks.state(on="2020-10-15").phase.name == "unrecorded"
    assert talks.state(on="2020-10-15").phase_between("ARM", "AZE").name == "unrecorded"


DATES = ("2031-11-30", "2031-12-20", "2032-01-15")


def test_s19_a_difference_names_what_time_alone_did():
    told = history("S19-dates")
    first, second, third = (pt.Viewpoint(on=day) for day in DATES)
    said = str(told.diff(first, second))
    assert "the ceasefire nov: in force → lapsed" in said
    assert "overdue by 19 days" in said
    assert "the meeting cairo: pending → its day has passed" in said
    assert "phase of NORTH and SOUTH: talking" in str(told.diff(second, third))
    found = [(told.at(v).phase.name, len(told.at(v).overdue())) for v in (first, second, third)]
    assert found == [("talking", 0), ("talking", 1), ("dormant", 1)]


@pytest.mark.parametrize("day", [*DATES, "2031-12-06", "2032-06-01"])
def test_s20_a_report_says_of_every_day_what_the_command_says(day):
    page = states_of(history("S19-dates"))
    code, printed, _ = run("state", str(INPUTS / "S19-dates.jsonl"), "--on", day)
    assert code == 0
    # The heading of the page names the day alone.
    assert page.brief(day, "9999-12-31")[1:] == printed.rstrip().split("\n")[1:]


def test_s20_the_page_holds_no_ceasefire_that_has_lapsed():
    text = "\n".join(states_of(history("S19-dates")).brief("2031-12-20", "9999-12-31"))
    assert "OVERDUE  answer, due 1 December 2031, 19 days ago" in text
    assert "date passed, outcome not recorded" in text
    assert "ceasefire in force" not in text


def test_s26_a_ceasefire_of_long_ago_is_not_said_to_be_in_force():
    state = history("S26-old-ceasefire").state(on="2031-03-23")
    assert state.ceasefires_in_force() == ()
    assert [each.ceasefire for each in state.ceasefires_without_end()] == ["old"]
    assert "ceasefire declared, no end on record" in flat(state.summary())
    assert "ceasefire in force" not in state.summary()
