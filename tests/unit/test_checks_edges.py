"""What checks find at the edges: a figure that is equal, a day that is the last, a share that is all."""

import pytest

import peacetalks as pt


def codes_of(events, **more):
    return [finding.code for finding in pt.check(events, **more)]


def fled(on, count, **more):
    told = {"series": "s", "measure": "cumulative"} | more
    return pt.DisplacementReported(occurred=on, count=count, **told)


BASE = pt.PopulationReported(id="base", occurred="2023-09", area="NK", count=100)


@pytest.mark.parametrize(
    ("count", "found"),
    [
        (100, []),
        (101, ["PT133"]),
        (pt.Count(90, None, 120), []),
        (pt.Count(101, None, 120), ["PT133"]),
        (pt.Count.about(110), []),
        (pt.Count.about(112), ["PT133"]),
        (pt.Count.at_most(200), []),
        (pt.Count.at_least(101), ["PT133"]),
    ],
)
def test_more_than_the_base_is_what_is_above_it_at_the_least(count, found):
    assert codes_of([BASE, fled("2023-09-26", count, population_base="base")]) == found


def test_a_base_of_a_range_is_as_large_as_it_can_be():
    wide = pt.PopulationReported(
        id="base", occurred="2023-09", area="NK", count=pt.Count(100, 120, 150)
    )
    assert codes_of([wide, fled("2023-09-26", 150, population_base="base")]) == []
    assert codes_of([wide, fled("2023-09-26", 151, population_base="base")]) == ["PT133"]


@pytest.mark.parametrize(
    ("later", "count", "found"),
    [
        ("2023-09-25", 95, ["PT185"]),  # of one day: which one is later nobody says
        ("2023-09-26", 95, ["PT132"]),
        ("2023-09-26", 100, []),
        ("2023-09-26", pt.Count(90, None, 100), []),
        ("2023-09-26", pt.Count(90, None, 99), ["PT132"]),
    ],
)
def test_a_sum_falls_only_below_what_it_was_at_the_least_on_an_earlier_day(later, count, found):
    assert codes_of([fled("2023-09-25", 100), fled(later, count)]) == found


def test_a_sum_that_fell_is_held_against_the_highest_before_it_and_not_the_last():
    told = [fled("2023-09-25", 100), fled("2023-09-26", 90), fled("2023-09-27", 95)]
    assert codes_of(told) == ["PT132", "PT132"]


@pytest.mark.parametrize(("turnout", "found"), [(1, []), (1.5, ["PT134"]), (2, ["PT134"]), (0, [])])
def test_a_share_is_at_most_all(turnout, found):
    assert codes_of([pt.VoteHeld(occurred="2023", vote="v", turnout=turnout)]) == found


def stage(name, on, **more):
    return pt.AgreementStageReached(occurred=on, agreement="a", stage=name, **more)


def test_a_stage_of_one_party_is_behind_only_what_that_party_had_reached():
    signed = stage("signed", "2024-01-01", by="ARM", parties=("ARM", "AZE"), scope="partial")
    assert codes_of([signed, stage("initialled", "2024-02-01", by="AZE")]) == []
    assert codes_of([signed, stage("initialled", "2024-02-01", by="ARM")]) == ["PT124"]


def test_the_finding_of_a_stage_names_the_version_if_there_is_one():
    def told(**more):
        back = [stage("signed", "2024-01-01", **more), stage("draft", "2024-02-01", **more)]
        return pt.check(back)[0].message

    assert "'a' (version 2) had already reached 'signed'" in told(version="2")
    assert "'a' had already reached 'signed'" in told()


@pytest.mark.parametrize(
    ("said", "found"), [("2023-10-19", []), ("2023-10-20", ["PT191"])]
)  # thirty days after the last use of force
def test_an_offensive_is_quiet_from_the_last_use_of_force_that_has_happened(said, found):
    offensive = pt.OffensiveLaunched(occurred="2023-09-19", offensive="o", by="AZE")
    later = pt.StatementMade(occurred=said, by="ARM")
    assert codes_of([offensive, later]) == found
    same_day = pt.AttackReported(occurred=said, by="AZE")
    assert codes_of([offensive, later, same_day]) == []


def test_a_base_said_to_be_approximate_may_be_a_tenth_larger():
    about = pt.PopulationReported(
        id="base", occurred="2023-09", area="NK", count=pt.Count.about(100)
    )
    assert codes_of([about, fled("2023-09-26", 110, population_base="base")]) == []
    assert codes_of([about, fled("2023-09-26", 111, population_base="base")]) == ["PT133"]


@pytest.mark.parametrize(
    ("claims", "found"),
    [(("AZE", "AZE"), ["PT182"]), (("AZE", ()), ["PT182"]), (("AZE", "ARM"), [])],
)
def test_a_fact_is_told_twice_unless_two_parties_tell_it(claims, found):
    told = [
        pt.DemandMade(id=name, occurred="2023-10-08", demand="d", by="AZE", claimed_by=claim)
        for name, claim in zip("ab", claims, strict=True)
    ]
    assert codes_of(told) == found


@pytest.mark.parametrize(
    ("answered", "asked", "found"),
    [
        ("2023-10-02", "2023-10-03", ["PT104"]),
        ("2023-10-02", "2023-10-03T10:00+04:00", []),  # it may be the same day elsewhere
        ("2023-10-01", "2023-10-03T10:00+04:00", ["PT104"]),
    ],
)
def test_an_answer_is_before_the_proposal_if_it_is_wherever_on_earth_it_was(answered, asked, found):
    told = [
        pt.MeetingAccepted(occurred=answered, meeting="m", by="ARM"),
        pt.MeetingProposed(occurred=asked, meeting="m", invitees=("ARM", "AZE")),
    ]
    assert codes_of(told, on="2023-10-05") == found


def test_a_stage_that_is_told_again_is_no_step_back():
    assert codes_of([stage("initialled", "2024-01-01"), stage("initialled", "2024-02-01")]) == []


def test_what_was_passed_over_is_counted_from_the_stage_on_record():
    (found,) = pt.check([stage("draft", "2024-01-01"), stage("signed", "2024-02-01")])
    assert found.code == "PT123"
    assert "partly agreed" in found.message
