"""The reference stream from several viewpoints: what was known when, and as told by whom."""

import pytest

import peacetalks as pt
from peacetalks.history import correct
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values.count import Count

DEPOT = "stepanakert-depot-2023"
BY_ARMENIA = f"figures/casualties/{DEPOT}/killed/NK///ARM-MOH"
BY_KARABAKH = f"figures/casualties/{DEPOT}/killed/NK///NK"


@pytest.fixture(scope="module")
def history():
    return pt.History(pt.datasets.south_caucasus())


def dead_of_the_depot(state):
    figures = state.casualties(series=DEPOT, measure="killed")
    return {figure.counting_body: figure.count.figure for figure in figures}


# What was known when


@pytest.mark.parametrize(
    ("known", "status"),
    [("2023-10-18", "in_force"), ("2023-10-19", "in_force"), ("2023-12-21", "in_force")],
)
def test_a_decree_annulled_in_secret_is_in_force_to_all_who_can_know(history, known, status):
    state = history.state(on=known, known=known)
    assert state.legal_act("nk-dissolution").status_on(state.day) == status


def test_the_annulment_counts_from_its_own_day_once_it_is_public(history):
    state = history.state(on="2023-10-19", known="2023-12-22")
    assert state.legal_act("nk-dissolution").status_on(state.day) == "annulled"
    day_before = history.state(on="2023-10-18", known="2023-12-22")
    assert day_before.legal_act("nk-dissolution").status_on(day_before.day) == "in_force"


def test_a_diff_of_what_was_known_names_the_annulment_and_nothing_else(history):
    diff = history.diff(
        Viewpoint(on="2023-11-17", known="2023-12-21"),
        Viewpoint(on="2023-11-17", known="2023-12-22"),
    )
    assert [(d.part, [e.id for e in d.by]) for d in diff.differences] == [
        ("legal_acts/nk-dissolution", ["nk-dissolution-annulled"])
    ]


@pytest.mark.parametrize(
    ("known", "dead"),
    [
        ("2023-09-25", {}),
        ("2023-09-26", {"NK": 20, "ARM-MOH": 125}),
        ("2023-09-27", {"NK": 68}),
        ("2023-09-28", {"NK": 68}),
        ("2023-09-29", {"NK": 170}),
        (None, {"NK": 170}),
    ],
)
def test_the_dead_of_the_fuel_depot_as_known_day_by_day(history, known, dead):
    assert dead_of_the_depot(history.state(known=known)) == dead


def test_why_names_the_withdrawal_of_the_figure_that_counted_others_too(history):
    why = history.why(BY_ARMENIA)
    assert why.facts == ()
    assert [event.id for event in why.hidden] == ["depot-killed-arm-125"]
    assert [event.id for event in why.bookkeeping] == ["depot-125-withdrawn"]
    assert "those of the offensive too" in str(why)


def test_why_on_the_day_of_the_withdrawn_figure_knows_of_no_withdrawal(history):
    why = history.why(BY_ARMENIA, viewpoint=Viewpoint(known="2023-09-26"))
    assert [event.id for event in why.facts] == ["depot-killed-arm-125"]
    assert why.hidden == why.bookkeeping == ()


def test_the_text_of_the_treaty_was_tabled_long_before_anyone_could_know(history):
    proposal = "treaty-text-2023-09"
    assert proposal not in history.state(known="2023-11-20").parts.proposals
    answered = history.state(known="2023-11-26").parts.proposals[proposal]
    assert (answered.tabled, dict(answered.answers)) == (None, {"ARM": "countered"})
    informed = history.state(known="2023-11-27")
    assert informed.parts.proposals[proposal].tabled.text == "2023-09-11"
    looking_back = history.state(on="2023-09-11", known="2023-11-27")
    assert looking_back.parts.proposals[proposal].unanswered_by == ("ARM",)
    assert proposal not in history.state(on="2023-09-11", known="2023-09-11").parts.proposals


# As told by whom


ABSENCE = "moscow-2022-12-absence"


def test_one_absence_is_a_refusal_to_russia_and_a_postponement_to_armenia(history):
    assert history.state().labels(ABSENCE) == {"RUS": "meeting-refused", "ARM": "meeting-postponed"}
    russia, armenia = history.state(told_by="RUS"), history.state(told_by="ARM")
    assert russia.meeting("moscow-2022-12").refused_by == ("ARM",)
    assert russia.labels(ABSENCE) == {"RUS": "meeting-refused"}
    assert armenia.meeting("moscow-2022-12").refused_by == ()
    assert armenia.meeting("moscow-2022-12").status == "postponed"
    assert armenia.labels(ABSENCE) == {"ARM": "meeting-postponed"}


def test_azerbaijan_and_what_both_sides_share_know_of_no_answer_to_moscow(history):
    for told_by in ("AZE", ("ARM", "RUS")):
        meeting = history.state(told_by=told_by).meeting("moscow-2022-12")
        assert (meeting.status, meeting.refused_by, meeting.postponed) == ("proposed", (), None)


def test_side_by_side_the_accounts_of_the_absence_differ_in_its_name(history):
    accounts = history.accounts("RUS", "ARM")
    assert accounts.labels[ABSENCE] == {"RUS": "meeting-refused", "ARM": "meeting-postponed"}
    assert "moscow-2022-12-as-refusal" in {event.id for event in accounts.only["RUS"]}
    assert "moscow-2022-12-as-postponement" in {event.id for event in accounts.only["ARM"]}


def test_why_shows_the_telling_that_counts_and_the_other_one(history):
    why = history.why("meetings/moscow-2022-12")
    assert "moscow-2022-12-as-refusal" in {event.id for event in why.facts}
    assert [event.id for event in why.accounts] == ["moscow-2022-12-as-postponement"]


@pytest.mark.parametrize(
    ("told_by", "day"),
    [((), "2020-11-09"), ("ARM", "2020-11-09"), ("RUS", "2020-11-09"), ("AZE", "2020-11-10")],
)
def test_the_statement_was_signed_on_the_ninth_or_the_tenth(history, told_by, day):
    agreement = history.state(told_by=told_by).agreement("statement-2020-11")
    assert agreement.stages["signed"].text == day
    assert agreement.signed_by == ("ARM", "AZE", "RUS")


def test_the_two_days_of_the_signing_make_the_agreement_disputed(history):
    state = history.state(on="2020-11-10")
    assert state.agreement("statement-2020-11") in state.disputed()
    azerbaijan = history.state(on="2020-11-10", told_by="AZE")
    assert azerbaijan.agreement("statement-2020-11") not in azerbaijan.disputed()


def test_the_offensive_is_an_operation_to_one_side_and_aggression_to_the_other(history):
    told = history.accounts("AZE", "ARM").labels["nk-2023-09"]
    assert told == {"AZE": "local anti-terrorist measures", "ARM": "large-scale aggression"}
    for party, words in told.items():
        assert history.state(told_by=party).labels("nk-2023-09")[party] == words


def test_the_closing_of_the_road_is_no_part_of_the_account_of_who_denies_it(history):
    told = {e.id for e in history.effective(Viewpoint(told_by="AZE")).events}
    assert "lachin-road-closed" not in told
    assert "lachin-road-closed" in {e.id for e in history.accounts("AZE", "ARM").disputed["AZE"]}


# After which corrections


def test_a_figure_corrected_by_its_source_counts_from_the_day_of_the_correction():
    stream = pt.datasets.south_caucasus()
    said = next(event for event in stream if event.id == "depot-killed-nk-170")
    fewer = correct(
        said, corrected_on="2023-10-05", count=Count.exactly(160), reason="counted anew"
    )
    history = pt.History([*stream, fewer])
    assert dead_of_the_depot(history.state(known="2023-10-04"))["NK"] == 170
    assert dead_of_the_depot(history.state(known="2023-10-05"))["NK"] == 160
    assert dead_of_the_depot(history.state(on="2023-09-30"))["NK"] == 160
    assert fewer.id in {event.id for event in history.why(BY_KARABAKH).bookkeeping}


def test_a_slip_of_our_own_was_never_what_the_world_knew():
    stream = pt.datasets.south_caucasus()
    said = next(event for event in stream if event.id == "depot-killed-nk-68")
    slip = correct(said, corrected_on="2024-03-01", origin="record", count=Count.exactly(86))
    history = pt.History([*stream, slip])
    assert dead_of_the_depot(history.state(known="2023-09-26"))["NK"] == 20
    assert dead_of_the_depot(history.state(known="2023-09-27"))["NK"] == 86
