"""Cases that few streams have, and each of which some line is there for."""

import re
from types import UnionType

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

import peacetalks as pt
from peacetalks.history import Record
from peacetalks.reducer.draft import Draft
from peacetalks.reducer.folding import NEGOTIATION
from peacetalks.state.brief import brief_text
from peacetalks.state.brief.page import Page
from peacetalks.state.figures import Figure
from peacetalks.state.parts import Parts
from peacetalks.state.statements import Demand


@attrs.frozen(kw_only=True)
class Weighed(pt.Event):
    load: int | str | None = attrs.field(default=0)


# Histories


def test_the_earlier_of_two_records_of_a_fact_is_its_record_whichever_comes_first():
    fact = pt.MeetingHeld(id="held", occurred="2023-10-05", meeting="m")
    late, early = Record(fact, 9, "2024-02-02T10:00Z"), Record(fact, 4, "2024-01-02T10:00Z")
    for records in ([late, early], [early, late]):
        state = pt.History(records).state(recorded="2024-01-15")
        assert [event.id for event in state.facts] == ["held"]


def test_what_is_no_event_is_no_part_of_a_history():
    with pytest.raises(pt.InvalidValue, match="neither an event nor a record: 'held'"):
        pt.History(["held"])


def test_a_correction_of_nothing_and_one_of_the_id_are_refused():
    fact = pt.MeetingHeld(id="held", occurred="2023-10-05", meeting="m")
    with pytest.raises(pt.InvalidEvent, match="the correction changes nothing"):
        pt.correct(fact, corrected_on="2023-10-06", reason="slip", occurred="2023-10-05")
    with pytest.raises(
        pt.InvalidEvent, match="keeps the event's id: 'other'; hint: if it is a different fact"
    ):
        pt.correct(fact, corrected_on="2023-10-06", reason="slip", id="other")


def test_accounts_are_written_by_party_with_what_both_tell_and_what_they_call_it():
    told = [
        pt.OffensiveLaunched(
            id="o", occurred="2023-09-19", offensive="o", by="AZE",
            labels={"AZE": "anti-terrorist measures", "ARM": "ethnic cleansing"}, act="o",
        ),
        pt.MeetingRefused(id="r", occurred="2023-11-16", meeting="m", by="AZE", claimed_by="ARM"),
        pt.EventDisputed(id="d", occurred="2023-11-17", target="r", by="AZE"),
    ]  # fmt: skip
    assert str(pt.History(told).accounts("ARM", "AZE")).split("\n") == [
        "shared by Armenia and Azerbaijan: 1 fact",
        "told by Armenia only:",
        "  2023-11-16  meeting-refused  r",
        "disputed by Armenia:",
        "told by Azerbaijan only:",
        "disputed by Azerbaijan:",
        "  2023-11-16  meeting-refused  r",
        "o: Armenia: ethnic cleansing; Azerbaijan: anti-terrorist measures",
    ]


def test_a_slip_in_a_filter_is_an_error_and_no_empty_answer():
    history = pt.History(pt.datasets.south_caucasus())
    with pytest.raises(pt.InvalidValue, match=r"no such kind: .*did you mean 'meeting-refused'"):
        history.timeline(kind="meeting-refusd")
    with pytest.raises(pt.InvalidValue, match="did you mean 'AZE'"):
        history.timeline(actor="azerbajan")
    with pytest.raises(
        pt.InvalidValue, match="since is after until: '2024'; accepted: a day up to 2023"
    ):
        history.timeline(since="2024", until="2023")
    assert len(history.timeline(since="2023", until="2023")) == 89
    named, coded = (history.timeline(actor=code) for code in ("Azerbaijan", "AZE"))
    assert named == coded != ()


@pytest.mark.parametrize(
    "ask",
    [
        lambda history: history.at("2023-11-17"),
        lambda history: history.diff("2023-11-17", pt.Viewpoint()),
        lambda history: history.why("meetings/granada-2023-10", viewpoint="2023-11-17"),
        lambda history: history.effective("2023-11-17"),
    ],
)
def test_a_day_where_a_viewpoint_is_meant_is_told_what_to_write(ask):
    with pytest.raises(
        pt.InvalidValue, match=r"not a viewpoint: '2023-11-17'; hint: pt\.Viewpoint"
    ):
        ask(pt.History(pt.datasets.south_caucasus()))


@pytest.mark.parametrize(
    ("ask", "meant"),
    [
        (lambda state: state.commitments(status="brokn"), "broken"),
        (lambda state: state.casualties(measure="kiled"), "killed"),
        (lambda state: state.agreements(stage="signd"), "signed"),
        (lambda state: state.refusals(category="mediator_bia"), "mediator_bias"),
    ],
)
def test_a_slip_in_a_word_of_a_question_is_an_error_and_no_empty_answer(ask, meant):
    with pytest.raises(pt.InvalidValue, match=f"did you mean '{meant}'"):
        ask(pt.NegotiationState())


@pytest.mark.parametrize(
    "ask",
    [
        lambda state: state.refusals(by=""),
        lambda state: state.commitments(by=""),
        lambda state: state.violations(alleged_by=""),
        lambda state: state.standing(5, "AZE"),
        lambda state: state.control(5),
        lambda state: state.populations(5),
    ],
)
def test_a_question_about_what_is_no_name_is_never_answered_with_nothing(ask):
    with pytest.raises(pt.InvalidValue, match="not a"):
        ask(pt.History(pt.datasets.south_caucasus()).state())


def test_sides_and_counting_bodies_go_by_their_names_too():
    state = pt.History(pt.datasets.south_caucasus()).state()
    assert state.casualties(side="Azerbaijan") == state.casualties(side="AZE") != ()
    named = state.casualties(counting_body="Azerbaijan")
    assert named == state.casualties(counting_body="AZE") != ()


@pytest.mark.parametrize("slip", [{"actor": 5}, {"kind": 5}, {"kind": int}, {"text": 5}])
def test_facts_are_not_asked_for_by_what_is_no_name(slip):
    with pytest.raises(pt.InvalidValue, match="not a"):
        pt.History(pt.datasets.south_caucasus()).timeline(**slip)


def test_facts_are_asked_for_by_a_kind_of_ones_own():
    weighed = Weighed(occurred="2023", load=3)
    assert pt.History([weighed]).timeline(kind=weighed.kind) == (weighed,)


def test_a_fact_of_a_kind_of_ones_own_stays_on_record_moves_the_day_and_is_printed():
    weighed = Weighed(occurred="2024-01-02", load=3, id="w")
    state = pt.fold([pt.MeetingRefused(occurred="2023-11-16", meeting="m", by="AZE"), weighed])
    assert state.parts.on_record["weighed", "w"].event is weighed
    assert (str(state.on), state.fact_count) == ("2024-01-02", 2)
    assert "2024-01-02 weighed: load 3" in state.summary()


# Why


def test_a_part_can_be_given_itself_and_one_of_another_state_is_not_found():
    history = pt.History([pt.MeetingHeld(id="held", occurred="2023-10-05", meeting="m")])
    part = history.state().meeting("m")
    assert history.why(part).part == "meetings/m"
    other = pt.fold([pt.MeetingHeld(occurred="2024", meeting="other")]).meeting("other")
    with pytest.raises(pt.NotFound, match="no such part in the state from this viewpoint"):
        history.why(other)


def test_an_address_that_nothing_is_behind_is_not_found_and_the_nearest_is_named():
    history = pt.History([pt.MeetingHeld(id="held", occurred="2023-10-05", meeting="granada")])
    with pytest.raises(
        pt.NotFound, match=r"on record about 'meetings/grenada'; hint: .*granada'\?"
    ):
        history.why("meetings/grenada")
    with pytest.raises(pt.NotFound, match=r"on record about 'meetings/zzzzzzzzzzzz'$"):
        history.why("meetings/zzzzzzzzzzzz")
    with pytest.raises(pt.NotFound, match=r"no part 'gatherings/granada'; hint: "):
        history.why("gatherings/granada")


# Folding


@pytest.mark.parametrize("kind", [pt.Checkpoint, pt.Annotation, pt.ActorAliased, pt.UnknownEvent])
def test_the_handler_of_what_a_fold_passes_over_can_be_called_and_writes_nothing(kind):
    draft = Draft({})
    assert NEGOTIATION[kind](draft, object()) is draft
    assert draft.sealed() == {}


def test_what_may_be_so_makes_no_mediator_active_again():
    told = [
        pt.MediationEnded(occurred="2023-01-01", mediator="EU", by="AZE"),
        pt.NegotiationResumed(
            occurred="2023-02-01", talks="t", by="AZE", mediators="EU", certainty="provisional"
        ),
    ]
    assert pt.fold(told[:1]).standing("EU", "AZE").role == "ended"
    assert pt.fold(told).standing("EU", "AZE").role == "ended"
    sure = attrs.evolve(told[1], certainty="reported")
    assert pt.fold([told[0], sure]).standing("EU", "AZE").role == "active"


def test_a_part_cannot_be_written_to():
    meeting = pt.fold([pt.MeetingHeld(occurred="2023", meeting="m")]).meeting("m")
    with pytest.raises(FrozenInstanceError):
        meeting.write(pt.MeetingHeld(occurred="2024", meeting="m"), held=pt.When("2024"))


def test_a_figure_that_no_event_dates_closed_before_all_others():
    undated, dated = (Figure("casualties", "s", occurred=day) for day in (None, pt.When("1900")))
    assert undated.closed < dated.closed


# Checks


def test_only_findings_are_taken_for_findings_of_a_file():
    class Theirs(list):
        findings = ("two commas", pt.Finding(code="PT001", message="said by a file"))

    assert [finding.message for finding in pt.check(Theirs())] == ["said by a file"]


# Kinds of one's own


def test_a_field_that_may_be_empty_may_be_empty_whatever_else_it_holds():
    assert isinstance(Weighed.__annotations__["load"], UnionType)
    assert Weighed(occurred="2023", load=None).load is None
    with pytest.raises(pt.InvalidEvent, match="not an int or str"):
        Weighed(occurred="2023", load=1.5)


# Briefs and cards


def test_an_eleventh_promise_is_counted_and_not_written_out():
    told = [
        pt.CommitmentMade(occurred="2023-12-07", commitment=f"promise-{n}", by="AZE")
        for n in range(12)
    ]
    text = brief_text(pt.fold(told), "now")
    assert text.count("Azerbaijan promised") == 10
    assert "and 2 more" in text


def test_a_card_shows_what_is_overdue_and_by_how_many_days():
    vow = pt.CommitmentMade(occurred="2023-12-07", commitment="release", by="AZE", due="2023-12-31")
    shown = pt.History([vow]).state(on="2024-01-03")._repr_html_()
    assert re.search(r">release<.*>2023-12-31<.*>3<", shown)


def test_what_a_state_made_by_hand_does_not_date_is_undated_and_comes_last():
    demands = Demand("first"), Demand("second", made=pt.When("1900"))
    parts = Parts(demands=pt.FrozenMap({each.demand: each for each in demands}))
    heldback = pt.MeetingHeld(occurred="2023", meeting="m")
    text = brief_text(pt.fold([heldback], initial=pt.NegotiationState(parts=parts)), "now")
    assert re.search(r"1900 +demand, not stated: second.*undated +demand", text, re.DOTALL)


def test_an_act_with_rival_accounts_shows_each_and_another_shows_none():
    refused = pt.MeetingRefused(occurred="2023-11-16", meeting="m", by="AZE", act="no")
    assert "accounts " not in brief_text(pt.fold([refused]), "now")
    one = pt.MeetingRefused(
        occurred="2023-11-16", meeting="m", by="AZE", act="no", claimed_by="ARM"
    )
    other = pt.MeetingPostponed(occurred="2023-11-16", meeting="m", act="no", claimed_by="AZE")
    rivals = brief_text(pt.fold([one, other]), "now")
    assert "accounts Armenia: meeting refused; Azerbaijan: meeting postponed" in rivals


def test_a_page_begins_without_an_empty_line_and_has_no_two_in_a_row():
    page = Page()
    page.blank()
    page.heading("title", "right")
    page.blank()
    page.blank()
    page.line("a", "b")
    assert page.text().split("\n\n")[1:] == ["ab"]


def test_a_section_in_which_nothing_is_written_is_left_out():
    page = Page()
    page.heading("title", "right")
    before = page.text()
    page.section("EMPTY")
    page.rows((), page.blank)
    assert page.text() == before


def test_the_doubt_about_a_phase_stands_below_its_rule():
    launched = pt.OffensiveLaunched(occurred="2023-01-01", offensive="o", by="AZE", against="ARM")
    state = pt.History([launched]).state(on="2023-06-01")
    assert state.phase.doubt
    assert f"\n{' ' * 13}{state.phase.doubt}\n" in brief_text(state, "now")


def test_a_brief_that_has_all_that_people_ask_about_is_silent_on_nothing():
    told = [
        pt.MeetingProposed(occurred="2023-10-01", meeting="m", by="EU", agenda="borders"),
        pt.MeetingHeld(
            occurred="2023-10-05", meeting="m",
            participants=[pt.Participant("ARM"), pt.Participant("AZE")],
        ),
        pt.CeasefireDeclared(occurred="2023-09-20", ceasefire="c", parties=("ARM", "AZE")),
        pt.CasualtiesReported(occurred="2023-09-20", series="s", measure="killed", count=3),
        pt.DisplacementReported(occurred="2023-09-24", series="d", measure="cumulative", count=9),
        pt.PrisonersReleased(occurred="2023-12-13", by="AZE"),
        pt.AttackReported(occurred="2023-09-19", by="AZE", against="NK"),
    ]  # fmt: skip
    assert "SILENT ON" not in brief_text(pt.fold(told), "now")
    for missing in range(len(told)):
        assert "SILENT ON" in brief_text(pt.fold(told[:missing] + told[missing + 1 :]), "now")


def test_no_hint_is_sought_for_what_is_longer_than_any_date():
    for text, hinted in (("2023-1", True), ("2023-1-" + "1" * 40, False)):
        with pytest.raises(pt.InvalidWhen) as caught:
            pt.When(text)
        assert (caught.value.hint is not None) is hinted
