"""Things that do not replace one another are counted, and what is on record reaches the page."""

from pathlib import Path

import attrs
import pytest

import peacetalks as pt

INPUTS = Path(__file__).parent / "inputs"


def history(name):
    return pt.History(pt.read(INPUTS / name))


def flat(text):
    return " ".join(text.split())


def test_s08_each_attack_is_kept():
    state = history("S08-three-attacks.jsonl").state(on="2031-10-04")
    assert [attack.id for attack in state.attacks(by="NORTH")] == ["a1", "a2", "a3"]
    assert state.fact_count == 3
    brief = flat(state.summary())
    assert "NORTH - SOUTH on 2031-10-04" in brief
    assert "3 facts" in brief
    told = "3 attacks between NORTH and SOUTH, the first on 1 October, the last on 3 October; 3 by NORTH"
    assert told in brief


def test_d06_what_is_on_record_reaches_the_brief():
    brief = flat(history("D01-talks.jsonl").state(on="2031-11-24").summary())
    assert "2031-11-01 port, talks of NORTH and SOUTH SUSPENDED by SOUTH" in brief
    assert "2031-12-01 answer, deadline for plan; 7 days left" in brief
    words = "A. Person (Minister), EAST: demands: we urge a truce of three months"
    assert f"2031-11-22 {words}" in brief


@attrs.frozen(kw_only=True)
class ObserverExpelled(pt.Event):
    """A kind of a study's own."""

    observer: str
    by: str | None = None


def test_d06_a_fact_of_a_kind_of_ones_own_reaches_the_brief():
    expelled = ObserverExpelled(occurred="2031-11-23", observer="mission-1", by="SOUTH")
    told = pt.History([*pt.read(INPUTS / "D01-talks.jsonl"), expelled])
    brief = flat(told.state(on="2031-11-24").summary())
    assert "6 facts" in brief
    assert "2031-11-23 observer expelled: observer mission-1, by SOUTH" in brief


def test_d07_a_claim_of_bias_is_told_as_a_claim():
    brief = flat(history("D07-bias.jsonl").state(on="2031-11-17").summary())
    assert 'why alleged bias of United States: "one-sided"' in brief


def test_d13_speaker_and_office_stand_in_the_timeline_of_the_report(tmp_path):
    views = pytest.importorskip("peacetalks.views")
    pytest.importorskip("jinja2", reason="a report needs an extra")
    page = views.report(history("D01-talks.jsonl"), tmp_path / "r.html").read_text("utf-8")
    assert "speaker: A. Person · office: Minister" in page
