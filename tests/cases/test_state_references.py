"""Cases of references between events: facts under one act, ids that were merged away."""

from pathlib import Path

import pytest

import peacetalks as pt

INPUTS = Path(__file__).parent / "inputs"


def read(name):
    return pt.read(INPUTS / name)


def codes_of(events):
    return [finding.code for finding in pt.check(events) if finding.code != "PT171"]


def test_s09_figures_of_two_bodies_stand_side_by_side_under_one_act():
    events = read("S09-act-two-bodies.jsonl")
    figures = pt.History(events).state().casualties()
    assert [(figure.counting_body, str(figure.count)) for figure in figures] == [
        ("NORTH", "200"),
        ("SOUTH", "192"),
    ]
    assert codes_of(events) == ["PT187"]


def test_s10_a_proposal_and_its_refusal_both_count_under_one_act():
    events = read("S10-act-proposal-refusal.jsonl")
    state = pt.History(events).state()
    assert state.meeting("lake").status == "refused"
    assert [refusal.by for refusal in state.refusals()] == ["SOUTH"]
    assert state.disputed() == ()
    assert codes_of(events) == ["PT187"]


def test_s11_what_is_due_after_a_fact_that_was_merged_away_is_due_after_the_one_kept():
    events = read("S11-merged.jsonl")
    *before, _ = events
    due = [pt.History(told).state(on="2031-06-01").overdue() for told in (before, events)]
    assert [[str(item.due) for item in overdue] for overdue in due] == [["2031-02-09"]] * 2
    assert codes_of(events) == []


def test_d08_a_correction_made_from_an_id_says_to_pass_the_event():
    with pytest.raises(pt.InvalidValue) as caught:
        pt.correct("granada-2023-10", corrected_on="2031-11-20", place="Granada")
    assert "hint: pass the event itself: history.state().event('granada-2023-10')" in str(
        caught.value
    )
