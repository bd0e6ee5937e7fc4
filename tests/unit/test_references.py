"""Ids that mean another fact, wherever an event or a question names one."""

import datetime as dt

import attrs
import pytest

import peacetalks as pt
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.history import Record
from peacetalks.interchange.agenda.revisions import Revisions
from stories import proposed, refused, said

SIGNED = pt.MeetingHeld(id="kept", occurred="2023-01-10", meeting="m", participants=("ARM", "AZE"))
AWAY = attrs.evolve(SIGNED, id="away")
MERGED = pt.EventsMerged(id="ab", occurred="2023-01-20", canonical="kept", duplicates="away")


def due_after(name, **more):
    return pt.CommitmentMade(
        occurred="2023-01-05", commitment="c", by="ARM", due=pt.After(name, "P30D"), **more
    )


def test_a_state_knows_a_fact_by_each_of_its_ids():
    history = pt.History([SIGNED, AWAY, MERGED])
    state = history.state()
    assert state.event("away") is state.event("kept")
    assert (state.canonical_id("away"), state.canonical_id("nothing")) == ("kept", "nothing")
    assert state.event("nothing") is None
    assert history.effective().fact("away").event.id == "kept"
    before = history.effective(pt.Viewpoint(known="2023-01-19"))
    assert before.fact("away").event.id == "away"


def test_a_duplicate_that_is_not_there_or_was_retracted_is_an_alias_all_the_same():
    retracted = pt.EventRetracted(occurred="2023-02-01", target="away")
    for told in ([SIGNED, MERGED], [SIGNED, AWAY, MERGED, retracted]):
        state = pt.History(told).state()
        assert state.event("away").id == "kept"


def test_without_its_canonical_fact_a_merge_gives_no_alias():
    gone = pt.EventRetracted(occurred="2023-02-01", target="kept")
    state = pt.History([SIGNED, AWAY, MERGED, gone]).state()
    assert state.event("away").id == "away"
    assert state.event("kept") is None


def test_merges_in_a_cycle_give_no_alias():
    back = pt.EventsMerged(occurred="2023-01-21", canonical="away", duplicates="kept")
    assert pt.History([SIGNED, AWAY, MERGED, back]).state().aliases == {}


def test_a_retracted_duplicate_takes_its_source_along_and_the_fact_stays():
    one, other = pt.Source(publisher="one"), pt.Source(publisher="other")
    told = [
        attrs.evolve(SIGNED, id="kept", sources=one),
        attrs.evolve(AWAY, sources=other, id="away"),
    ]
    both = pt.History([*told, MERGED]).state().event("away")
    assert both.sources == (one, other)
    gone = pt.EventRetracted(occurred="2023-02-01", target="away")
    left = pt.History([*told, MERGED, gone]).state().event("away")
    assert (left.id, left.sources) == ("kept", (one,))


def test_a_confirmation_of_a_merged_id_is_one_of_the_fact():
    claimed = attrs.evolve(SIGNED, id="kept", claimed_by="ARM")
    away = attrs.evolve(AWAY, id="away", claimed_by="ARM")
    confirmed = pt.EventConfirmed(occurred="2023-02-01", target="away", by="AZE")
    state = pt.History([claimed, away, MERGED, confirmed]).state()
    assert state.event("kept").claimed_by == ("ARM", "AZE")


def test_a_correction_of_a_merged_id_is_found_if_it_came_after_the_merge():
    late = pt.correct(AWAY, corrected_on="2023-02-01", place="Granada")
    early = pt.correct(AWAY, corrected_on="2023-01-15", place="Granada")
    found = {
        when: [f.code for f in pt.check([proposed("2023-01-01"), SIGNED, AWAY, MERGED, fix])]
        for when, fix in {"late": late, "early": early}.items()
    }
    assert found == {"late": ["PT156"], "early": []}
    assert pt.History([SIGNED, AWAY, MERGED, late]).state().meeting("m").place is None


def test_a_condition_is_met_by_a_fact_under_either_id():
    def level(name):
        yes = pt.MediationAccepted(
            occurred="2023-01-01",
            mediator="FRA",
            by="ARM",
            conditions=pt.Condition("a meeting is held", satisfied_by=name),
        )
        return pt.History([yes, SIGNED, AWAY, MERGED]).state().standing("FRA", "ARM").level

    assert level("kept") == level("away") == "accepted"
    assert level("nothing") == "conditional"


def test_a_figure_finds_the_base_that_was_merged_away():
    base = pt.PopulationReported(id="kept", occurred="2023-01-01", area="NK", count=100)
    fled = pt.DisplacementReported(
        occurred="2023-01-09", series="s", count=120, measure="cumulative", population_base="away"
    )
    events = [base, attrs.evolve(base, id="away"), MERGED, fled]
    (line,) = pt.History(events).state().displacement()
    assert line.base.event.id == "kept"
    assert [f.code for f in pt.check(events)] == ["PT133"]
    assert [f.code for f in pt.check([base, fled])] == ["PT183"]


def test_a_brief_shows_a_trigger_once_under_whichever_ids_it_is_named():
    reason = pt.Reason("other", trigger="away")
    events = [proposed("2023-01-01"), refused(on="2023-02-01", trigger="kept", reasons=reason)]
    spoken = said("2023-01-10", id="kept", by="FRA", text="hard words")
    events += [spoken, attrs.evolve(spoken, id="away"), MERGED]
    assert pt.History(events).state().summary().count("trigger") == 1


def test_a_reference_to_nothing_stays_a_finding():
    first = proposed("2023-01-01")
    found = {
        name: [f.code for f in pt.check([first, SIGNED, MERGED, due_after(name)])]
        for name in ("kept", "away", "nothing")
    }
    # That the duplicate is not there is said of the merge, and not of what points at it.
    assert found == {"kept": ["PT151"], "away": ["PT151"], "nothing": ["PT151", "PT183"]}


def test_a_part_that_is_kept_under_an_id_is_found_under_the_one_merged_away():
    attack = pt.AttackReported(id="kept", occurred="2023-01-01", by="ARM", against="AZE")
    where = "on_record/attack-reported/away"
    expects = pt.Checkpoint(occurred="2023-02-01", part=where, field="event", expected="away")
    events = [attack, attrs.evolve(attack, id="away"), MERGED]
    assert [f.code for f in pt.check([*events, expects])] == []
    other = attrs.evolve(expects, expected="other")
    assert [f.code for f in pt.check([*events, other])] == ["PT195"]
    why = pt.History(events).why(where)
    assert (why.part, [event.id for event in why.facts]) == (
        "on_record/attack-reported/kept",
        ["kept"],
    )


def test_an_entry_of_a_calendar_is_revised_when_the_fact_it_waits_for_is_merged_or_corrected():
    moved = pt.correct(SIGNED, corrected_on="2023-02-01", occurred="2023-01-12")
    numbers = [
        Revisions(pt.History(events), pt.Viewpoint()).of(("commitments", "c")).number
        for events in (
            [due_after("away"), AWAY],
            [due_after("away"), AWAY, SIGNED, MERGED],
            [due_after("away"), AWAY, SIGNED, MERGED, moved],
        )
    ]
    assert numbers == sorted(set(numbers))


# In an account


def told(party, **more):
    return pt.AgreementStageReached(
        id=f"as-{party}", agreement="a", stage="signed", claimed_by=party, act="signing", **more
    )


def test_in_an_account_the_telling_of_its_party_answers_to_the_ids_of_its_rivals():
    events = [told("ARM", occurred="2023-01-09"), told("AZE", occurred="2023-01-10")]
    events.append(due_after("as-ARM"))
    history = pt.History(events)
    assert {
        party: str(history.state(on="2023-03-01", told_by=party).overdue()[0].due)
        for party in ("ARM", "AZE")
    } == {"ARM": "2023-02-08", "AZE": "2023-02-09"}
    assert history.state().aliases == {}
    assert history.state(told_by="FRA").event("as-ARM") is None
    assert history.state(told_by=("ARM", "AZE")).aliases == {}


def test_an_id_merged_into_the_telling_of_another_means_the_own_one_in_an_account():
    events = [told("ARM", occurred="2023-01-09"), told("AZE", occurred="2023-01-10")]
    again = attrs.evolve(events[0], id="again")
    merged = pt.EventsMerged(occurred="2023-01-20", canonical="as-ARM", duplicates="again")
    history = pt.History([*events, again, merged])
    assert history.state(told_by="AZE").aliases == {"again": "as-AZE", "as-ARM": "as-AZE"}
    assert history.state(told_by="ARM").aliases == {"again": "as-ARM", "as-AZE": "as-ARM"}


# A replacement keeps the id


OTHER = pt.MeetingHeld(id="other", occurred="2023-01-11", meeting="m")


def test_a_replacement_under_another_id_is_refused_where_it_is_made():
    with pytest.raises(pt.InvalidEvent) as caught:
        EventCorrected(occurred="2023-02-01", target="kept", replacement=OTHER)
    assert caught.value.path == "$.replacement.id"
    assert "accepted: 'kept', the target; hint: pt.correct(event, ...)" in str(caught.value)


def test_a_replacement_without_an_id_is_refused_too():
    without = pt.MeetingHeld(occurred="2023-01-11", meeting="m")
    with pytest.raises(pt.InvalidEvent, match=without.id):
        EventCorrected(occurred="2023-02-01", target="kept", replacement=without)


def test_a_log_that_holds_one_from_an_older_version_is_read_without_it_and_says_where(tmp_path):
    with pt.open_log(tmp_path / "talks.db") as log:
        with pytest.MonkeyPatch.context() as older:
            older.delattr(EventCorrected, "check_whole")
            slip = EventCorrected(
                id="slip", occurred="2023-02-01", target="kept", replacement=OTHER
            )
            log.append("s", [SIGNED, slip, said("2023-03-01", id="last")])
        records = log.read("s")
        assert [record.event.id for record in records] == ["kept", "last"]
        (finding,) = records.findings
        assert (finding.code, finding.line, finding.path) == ("PT002", 2, "$.replacement.id")
        assert log.verify()
        with pytest.warns(UserWarning, match="slip"):
            history = log.history("s")
    assert history.state().meeting("m").held == pt.When("2023-01-10")


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("kept", "pass the event itself: history.state().event('kept')"),
        (None, "no event has the id"),
        (Record(SIGNED, 1, dt.datetime(2024, 1, 1, tzinfo=dt.UTC)), "record.event"),
        (5, "pass the event itself"),
    ],
)
def test_a_correction_of_what_is_no_event_says_what_to_pass(given, hint):
    with pytest.raises(pt.InvalidValue, match="not an event to correct") as caught:
        pt.correct(given, corrected_on="2023-02-01", place="Granada")
    assert hint in str(caught.value)
