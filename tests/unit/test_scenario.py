"""Given, when, then: from where it is seen, what is then so, and how a failure reads."""

import re

import attrs
import pytest

import peacetalks as pt
from peacetalks import codec, testing
from peacetalks.testing import BrokenLaw, given
from refused_meeting import ASK, MET, NO, fails, first_lines

COUNT = {pt.MeetingRefused: lambda number, _: number + 1}


# Viewpoints


def test_each_step_gives_another_scenario():
    ask = given(ASK)
    steps = [ask.on("2023-11-01"), ask.known("2023-11-01"), ask.told_by("AZE"), ask.unsettled()]
    assert ask == given(ASK)
    assert len({str(step.viewpoint) for step in (ask, *steps[:3])}) == 4
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ask.later = (NO,)


def test_the_day_and_what_was_known_count():
    late = attrs.evolve(NO, reported="2023-11-20", id="no")
    given(ASK, late).on("2023-11-15").then(refusals=0)
    given(ASK, late).on("2023-11-17").then(refusals=1)
    given(ASK, late).on("2023-11-17").known("2023-11-17").then(refusals=0)


def test_the_account_of_a_party_counts():
    theirs = attrs.evolve(NO, claimed_by="ARM", id="no")
    given(ASK, theirs).told_by("ARM").then(refusals=1).told_by("AZE").then(refusals=0)
    given(ASK, theirs).told_by("ARM", "AZE").then(refusals=0)


def test_what_may_have_happened_counts_where_it_is_asked_for():
    wide = attrs.evolve(NO, occurred="2023-11", id="no")
    story = given(ASK, wide).on("2023-11-17")
    story.then(refusals=0, unsettled=["no"]).unsettled().then(refusals=1)
    assert story.folding(COUNT, initial=0).then(0).unsettled().then(1)


def test_what_a_log_held_counts_for_its_records():
    log = pt.MemoryLog()
    log.append("talks", [ASK])
    log.append("talks", [NO])
    given(*log.read("talks")).recorded(1).then(refusals=0).recorded(2).then(refusals=1)
    with pytest.raises(pt.InvalidValue, match="not recorded in a log"):
        given(ASK).recorded(1).then(refusals=0)


def test_what_is_no_event_is_refused_at_once():
    for wrong in ([ASK], "meeting-refused", None):
        with pytest.raises(pt.InvalidValue, match="pass events separately"):
            given(wrong)
        with pytest.raises(pt.InvalidValue, match="pass events separately"):
            given().when(wrong)
    with pytest.raises(pt.InvalidEvent, match="not a date"):
        given().on("17/11/2023")


# Objects as in a file


def test_objects_as_in_a_file_are_events():
    plain = {"kind": "meeting-refused", "occurred": "2023-11-16", "meeting": "w", "by": ["AZE"]}
    given(plain).then(refusals=1)


def test_what_is_wrong_with_an_object_is_told_when_it_is_asked_for():
    slip = given({"kind": "meeting-refused", "occurred": "16 November", "meeting": "w"})
    assert slip.then_raises(pt.ReadError, match="not a date") is slip
    with pytest.raises(pt.ReadError):
        slip.then(refusals=1)


def test_own_kinds_are_read_with_their_vocabulary():
    plain = {"kind": "summit-streamed", "occurred": "2023", "viewers": 3}
    kinds = pt.CORE.with_kinds(SummitStreamed)
    viewers = {SummitStreamed: lambda number, event: number + event.viewers}
    given(plain, vocabulary=kinds).folding(viewers, initial=0).then(3)
    given(plain).folding(viewers, initial=0).then(0)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SummitStreamed(pt.Event):
    """A summit that people could watch."""

    viewers: int


# Failures


def test_a_failure_shows_the_brief_and_no_repr():
    text = fails(lambda: given(ASK, NO).on("2023-11-17").then(refusals=2))
    assert (
        given(ASK, NO)._history().state(on="2023-11-17").summary().splitlines()
        == (text.splitlines()[2:])
    )
    assert "REFUSED by Azerbaijan" in text
    assert "MeetingRefused(" not in text
    assert "NegotiationState" not in text


def test_a_failure_keeps_the_events():
    with pytest.raises(BrokenLaw) as broken:
        given(NO, ASK).then(refusals=2)
    assert broken.value.events == (ASK, NO)


def test_a_long_brief_is_cut():
    many = [attrs.evolve(ASK, id=f"ask-{n}", meeting=f"m{n}") for n in range(60)]
    lines = fails(lambda: given(*many).then(refusals=2)).splitlines()
    assert len(lines) == 43
    assert lines[-1].startswith("... and ")


def test_a_failure_shows_what_the_later_events_changed():
    text = fails(lambda: given(ASK).when(NO).then(pending_meetings="washington"))
    assert text.partition("the later events changed:\n")[2].splitlines() == [
        "  meetings/washington  by meeting-refused no",
        "    answers: {} → {AZE: 'no'}",
        "    refusals: none → 'washington'",
        "  standings/USA/AZE  by meeting-refused no",
        "    level: 'unknown' → 'doubted'",
        "    since: None → '2023-11-16'",
        "    history: '2023-10-20' → '2023-10-20', '2023-11-16'",
    ]


def test_a_failure_says_where_the_later_events_changed_nothing():
    later = attrs.evolve(NO, occurred="2024", id="no")
    text = fails(lambda: given(ASK).on("2023-11-17").when(later).then(refusals=1))
    assert "the later events changed nothing" in text


def test_events_that_come_later_are_folded_with_those_given():
    given(ASK).when(NO).when(MET).then(refusals=1, meetings=2)


# Findings


def test_a_finding_is_expected_by_code_and_severity_or_not_at_all():
    given(NO).then_finds("PT101").then_finds("PT101", "warning").then_finds_nothing("error")
    given(ASK).then_finds_nothing("PT101").then_finds_nothing()
    given(ASK).on("2024-02-01").then_finds_nothing("error")


def test_what_was_found_instead_is_shown():
    assert first_lines(lambda: given(NO).then_finds("PT103", "PT101")) == [
        "not found: PT103",
        "found instead:",
        "  PT101 meeting-refused 'no': nobody proposed the meeting 'washington'",
    ]
    assert first_lines(lambda: given(ASK).then_finds("PT103")) == [
        "not found: PT103",
        "found instead: nothing",
    ]
    assert first_lines(lambda: given(NO).then_finds_nothing())[:2] == [
        "expected no findings",
        "found:",
    ]


def test_a_code_that_there_is_not_is_an_error():
    for ask in (given(NO).then_finds, given(NO).then_finds_nothing):
        with pytest.raises(pt.InvalidValue, match="not a code"):
            ask("PT999")
        with pytest.raises(pt.InvalidValue, match="did you mean 'error'"):
            ask("errors")
    with pytest.raises(pt.InvalidValue, match="then_finds_nothing"):
        given(NO).then_finds()
    with pytest.raises(pt.InvalidValue, match=r"\['PT104'\].*pass several codes separately"):
        given(NO).then_finds(["PT104"])


# Errors


def test_an_error_that_is_not_the_one_expected_is_told():
    slip = given({"kind": "meeting-refused", "occurred": "x"})
    told = fails(lambda: slip.then_raises(pt.StaleStream)).splitlines()
    assert told[0] == "expected StaleStream"
    assert told[1].startswith("raised   ReadError: $.occurred: not a date: 'x'")
    told = fails(lambda: slip.then_raises(pt.ReadError, match="no such text"))
    assert told.startswith("expected ReadError with 'no such text' in its text\n")
    told = fails(lambda: given(NO).then_raises(ValueError))
    assert told.startswith("expected ValueError, but nothing was raised\n\nAzerbaijan")


@pytest.mark.parametrize(
    "error", ["ValueError", None, (ValueError, KeyError), ValueError("x"), int]
)
def test_what_is_no_class_of_errors_is_refused(error):
    with pytest.raises(pt.InvalidValue, match="not an exception class"):
        given(NO).then_raises(error)


@pytest.mark.parametrize("match", ["(", 3, re.compile("x")])
def test_what_is_no_regular_expression_is_refused(match):
    with pytest.raises(pt.InvalidValue, match="not a regular expression"):
        given(NO).then_raises(ValueError, match=match)


def test_an_error_of_ones_own_fold_is_raised():
    divide = {pt.MeetingRefused: lambda number, _: 1 // number}
    story = given(NO).folding(divide, initial=0)
    story.then_raises(ZeroDivisionError)
    with pytest.raises(ZeroDivisionError):
        story.then(1)


# Projections


def test_a_projection_is_of_what_counts():
    corrected = pt.EventRetracted(occurred="2023-11-20", target="no")
    given(ASK, NO).folding(COUNT, initial=0).then(1).on("2023-11-01").then(0)
    given(NO, corrected).folding(COUNT, initial=0).then(0)


def test_a_projection_that_differs_shows_where_and_what_was_folded():
    def note(found, event):
        return {**found, event.by[0]: 1}

    told = fails(
        lambda: given(ASK, NO).folding({pt.MeetingRefused: note}, initial=dict).then({"ARM": 1})
    )
    assert told.splitlines()[:5] == [
        "the projection differs, expected → found:",
        "  ['ARM']: 1 → nothing",
        "  ['AZE']: nothing → 1",
        "",
        "folded:",
    ]
    assert [codec.decode(line).id for line in told.splitlines()[5:]] == ["ask", "no"]


def test_a_projection_that_is_one_value_is_shown_whole():
    told = fails(lambda: given().folding(COUNT, initial=0).then(2))
    assert told == ("the projection differs, expected → found:\n  it: 2 → 0\n\nfolded: no events")


def test_a_projection_of_attrs_is_shown_by_fields():
    @attrs.frozen
    class Tally:
        number: int = 0
        last: str = ""

    fold = {pt.MeetingRefused: lambda tally, e: Tally(tally.number + 1, e.meeting)}
    scenario = given(NO).folding(fold, initial=Tally())
    assert first_lines(lambda: scenario.then(Tally(2, "washington")))[1:] == ["  number: 2 → 1"]


def test_a_value_wants_a_projection_and_is_one():
    with pytest.raises(pt.InvalidValue, match="folding"):
        given(NO).then(1)
    with pytest.raises(pt.InvalidValue, match="one value"):
        given(NO).folding(COUNT, initial=0).then(1, 2)
    with pytest.raises(pt.InvalidValue, match="not a kind"):
        given(NO).folding({"meeting-refused": print}, initial=0)
    for wrong in (3, lambda events: events):
        with pytest.raises(pt.InvalidValue, match="not handlers by kind"):
            given(NO).folding(wrong, initial=0)
    with pytest.raises(pt.InvalidValue, match=r"with the signature \(event\)"):
        given(NO).folding({pt.MeetingRefused: lambda event: event}, initial=0)


def test_a_failure_names_what_is_given_of_a_kind_that_there_is_not():
    misspelt = given({"kind": "meeting-refusd", "occurred": "2023", "meeting": "granada"})
    told = "an event of an unknown kind: 'meeting-refusd' (did you mean 'meeting-refused'?)"
    assert first_lines(lambda: misspelt.then(refusals=1))[1] == told
    assert told in fails(lambda: misspelt.then_finds("PT104"))
    assert told in fails(lambda: misspelt.then_raises(ValueError))
    assert told in fails(lambda: misspelt.folding(COUNT, initial=0).then(1))
    assert "no known kind" not in fails(lambda: given(NO).then(refusals=2))


def test_a_scenario_says_what_it_is():
    assert repr(given(NO).when(ASK).on("2023-11-17")) == (
        "<Scenario of 2 events, on 2023-11-17, knowing what is on record now>"
    )
    assert testing.given is given
