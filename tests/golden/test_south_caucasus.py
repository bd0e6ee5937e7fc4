"""What the reference stream must answer: reviewed outcomes of the talks of 2020 to 2025."""

import pytest

import peacetalks as pt
from peacetalks.history.explanation import address


@pytest.fixture(scope="module")
def history():
    return pt.History(pt.datasets.south_caucasus())


@pytest.fixture(scope="module")
def then(history):
    """The negotiation on 17 November 2023, knowing what was public that day."""
    return history.state(on="2023-11-17", known="2023-11-17")


def test_every_fact_is_cited_or_provisional_with_a_note():
    facts = [e for e in pt.datasets.south_caucasus() if not isinstance(e, pt.CoverageStated)]
    for event in facts:
        assert event.sources or (event.certainty == "provisional" and event.note), event.id
        assert event.has_own_id


def test_reading_the_stream_leaves_no_finding():
    assert pt.datasets.south_caucasus().findings == ()
    assert pt.datasets.article_2023_11_16().findings == ()


def test_azerbaijan_refused_brussels_granada_and_washington_and_nothing_else(then):
    told = [
        (
            refusal.meeting,
            refusal.on.text,
            then.meeting(refusal.meeting).planned_for.text,
            then.meeting(refusal.meeting).level,
        )
        for refusal in then.refusals(by="AZE")
    ]
    assert told == [
        ("brussels-2022-12", "2022-11-25", "2022-12-07", "leaders"),
        ("granada-2023-10", "2023-10-04", "2023-10-05", "leaders"),
        ("washington-2023-11", "2023-11-16", "2023-11-20", "foreign_ministers"),
    ]


def test_each_refusal_of_azerbaijan_cites_the_bias_of_a_mediator(then):
    against = [
        [reason.against for reason in refusal.reasons if reason.category == "mediator_bias"]
        for refusal in then.refusals(by="AZE", category="mediator_bias")
    ]
    assert against == [[("FRA",)], [("FRA",)], [("USA",)]]


def test_a_postponed_round_that_was_held_is_no_refusal(then):
    assert "washington-2023-06" not in {refusal.meeting for refusal in then.refusals()}
    assert then.meeting("washington-2023-06").status == "held"
    assert then.meeting("washington-2023-06").held.text == "2023-06-27/2023-06-29"


def test_granada_was_held_without_azerbaijan(then):
    assert then.meeting("granada-2023-10").status == "held"
    assert "AZE" in then.meeting("granada-2023-10").missed_by
    assert not then.refusals(by="AZE")[1].held_later


@pytest.mark.parametrize(
    ("mediator", "level"), [("FRA", "rejected"), ("USA", "warned"), ("EU", "accepted")]
)
def test_standing_with_azerbaijan_in_november_2023(then, mediator, level):
    assert then.standing(mediator, "AZE").level == level


@pytest.mark.parametrize(
    ("day", "mediator", "level", "inferred"),
    [
        ("2022-10-07", "FRA", "accepted", True),
        ("2022-11-26", "FRA", "rejected", False),
        ("2023-06-02", "FRA", "doubted", True),
        ("2023-10-05", "FRA", "rejected", False),
        ("2023-05-05", "USA", "accepted", True),
        ("2023-11-15", "USA", "accepted", True),
        ("2023-11-16", "USA", "warned", False),
        ("2023-12-31", "USA", "warned", False),
        ("2024-02-28", "USA", "warned", False),
        ("2025-08-09", "USA", "accepted", True),
    ],
)
def test_standing_with_azerbaijan_over_time(history, day, mediator, level, inferred):
    standing = history.state(on=day).standing(mediator, "AZE")
    assert (standing.level, standing.inferred) == (level, inferred)


def test_an_unconfirmed_rejection_is_listed_and_moves_nothing(history):
    standing = history.state(on="2024-02-28").standing("USA", "AZE")
    assert [change.what for change in standing.unconfirmed] == ["rejected"]


def test_figures_of_the_exodus_stand_side_by_side(then):
    lines = then.displacement("nk-exodus-2023")
    told = {
        line.figure.counting_body: (str(line.figure.count), str(line.base.count)) for line in lines
    }
    assert told["ARM"] == ("100,490", "120,000")
    assert told["UNHCR"] == ("more than 100,000", "120,000")
    assert len(lines) == len({line.figure.counting_body for line in lines})


def test_the_year_end_stock_stands_beside_the_arrivals_and_replaces_none(history):
    lines = history.state(on="2024-12-31").displacement("nk-exodus-2023")
    told = {
        (line.figure.counting_body, line.figure.measure): line.figure.count.figure for line in lines
    }
    assert told["UNHCR", "stock"] == 143_054
    assert told["UNHCR", "flow"] == 141_942
    assert told["UNHCR", "cumulative"] == 100_000
    assert told["ARM", "cumulative"] == 100_490


def test_population_bases_are_kept_side_by_side(history):
    lines = history.state(on="2024-12-31").populations("Nagorno-Karabakh")
    assert {line.figure.count.figure for line in lines} == {120_000, 145_000, 50_000}


def test_azerbaijan_holds_nagorno_karabakh_since_20_september_at_the_latest(then):
    control = then.control("Nagorno-Karabakh")
    assert control.holder == "AZE"
    assert control.from_ == "NK"
    assert control.since.latest.isoformat() == "2023-09-20"


def test_the_expected_deal_is_open_in_november_and_lapsed_in_january(history, then):
    assert "deal-2023" in {e.expectation for e in then.open_expectations()}
    assert "deal-2023" not in {e.expectation for e in then.lapsed_expectations()}
    january = history.state(on="2024-01-02")
    assert "deal-2023" in {e.expectation for e in january.lapsed_expectations()}
    assert "treaty-in-coming-months" in {e.expectation for e in january.open_expectations()}


def test_the_decree_is_in_force_until_its_annulment_is_known(history, then):
    decree = then.legal_act("nk-dissolution")
    assert decree.issued.text == "2023-09-28"
    assert decree.status_on(then.day) == "in_force"
    informed = history.state(on="2023-11-17", known="2023-12-23")
    decree = informed.legal_act("nk-dissolution")
    assert decree.status_on(informed.day) == "annulled"
    assert decree.annulled.text == "2023-10-19"


def test_initialled_is_not_signed(history):
    state = history.state(on="2025-08-09")
    assert state.stage("peace-treaty") == "initialled"
    assert state.stage("joint-declaration-2025") == "signed"
    missing = state.missing_to("signed", "peace-treaty")
    assert missing.stages == ("signed",)
    assert {p.precondition for p in missing.preconditions} == {"constitution", "minsk-group"}
    assert state.phase.name == "concluding"


def test_the_minsk_precondition_is_met_later(history):
    state = history.state(on="2025-12-01")
    wanted = {p.precondition for p in state.missing_to("signed", "peace-treaty").preconditions}
    assert wanted == {"constitution"}


@pytest.mark.parametrize(("known", "dead"), [("2023-09-27", 68), ("2023-09-30", 170)])
def test_the_dead_of_the_fuel_depot_as_counted_by_the_karabakh_side(history, known, dead):
    figures = history.state(known=known).casualties(
        series="stepanakert-depot-2023", counting_body="NK", measure="killed"
    )
    assert [figure.count.figure for figure in figures] == [dead]


def test_one_absence_from_moscow_has_two_names(then):
    assert then.labels("moscow-2022-12-absence") == {
        "RUS": "meeting-refused",
        "ARM": "meeting-postponed",
    }


def test_the_offensive_has_a_name_for_each_side(then):
    labels = then.labels("nk-2023-09")
    assert "anti-terrorist" in labels["AZE"]
    assert "aggression" in labels["ARM"]


def test_the_commitments_of_2020_were_kept_and_the_extension_is_on_record(history):
    state = history.state(on="2020-11-20")
    assert "kalbajar-handover" not in {
        getattr(item.part, "commitment", None) for item in state.overdue()
    }
    assert state.parts.deadlines["kalbajar-handover"].due.text == "2020-11-25"
    assert state.parts.deadlines["kalbajar-handover"].first_due.text == "2020-11-15"


def test_the_negotiation_is_blocked_in_november_2023(then):
    assert then.phase.name == "blocked"


def test_every_part_of_the_state_leads_to_the_events_and_sources_behind_it(history, then):
    parts = [address(table, key) for table, key, _ in then.parts]
    assert len(parts) > 50
    for part in parts:
        told = history.why(part, viewpoint=then.viewpoint)
        assert told.facts, part
        assert all(event.sources or event.certainty == "provisional" for event in told.facts), part
