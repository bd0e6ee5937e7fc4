"""Questions about talks that end in peace, answered by hand from the rules before they were run."""

import pytest

import peacetalks as pt
from golden_streams import stream


@pytest.fixture(scope="module")
def history():
    return pt.History(stream("peace-implemented"))


# 1. In what phase are HIGHLAND and COAST?
@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2031-01-31", "unrecorded"),
        ("2031-02-01", "fighting"),  # hostilities without an end
        ("2031-03-19", "fighting"),  # the truce is declared, but holds from the 20th
        ("2031-03-20", "ceasefire"),
        ("2031-05-04", "ceasefire"),  # talks alone, without a meeting, are no row above it
        ("2031-05-05", "talking"),  # met
        ("2031-07-01", "talking"),  # what was signed is partial: never a full agreement
        ("2031-08-03", "talking"),  # 90 days after the meeting
        ("2031-08-04", "ceasefire"),  # 91; a signature is a contact, but no meeting
        ("2031-09-01", "talking"),  # a meeting is proposed
        ("2031-11-14", "talking"),  # it was held on 10 October
        ("2031-11-15", "concluding"),  # the text of the aim is concluded, its scope unstated
        ("2031-12-01", "concluding"),  # initialled is not signed
        ("2032-01-15", "concluding"),  # signed by one: the whole stands at the lowest
        ("2032-01-20", "signed"),  # signed by both
        ("2032-02-04", "signed"),
        ("2032-02-05", "fighting"),  # force after the truce, whatever was signed
        ("2032-03-06", "fighting"),  # 30 days
        ("2032-03-07", "signed"),  # the truce still silences the war that nobody ended
        ("2032-03-28", "signed"),  # a vote that does not bind: the stage is kept
        ("2032-04-10", "signed"),  # ratified; in force from a later day
        ("2032-04-30", "signed"),
        ("2032-05-01", "implementing"),  # in force
        ("2032-08-01", "implementing"),  # an alleged violation of an agreement is no force
        ("2033-06-01", "implementing"),
    ],
)
def test_the_phase_of_highland_and_coast(history, day, phase):
    assert history.state(on=day).phase_between("HIGHLAND", "COAST").name == phase


# 2. Whose phase is that of the stream, and who else is a pair?
@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2031-12-19", "unrecorded"),
        ("2031-12-20", "fighting"),
        ("2032-01-19", "fighting"),  # 30 days
        ("2032-01-20", "dormant"),
    ],
)
def test_a_bomb_of_a_third_party_is_its_own_pair(history, day, phase):
    state = history.state(on=day)
    assert state.phase_between("COAST", "SHORE-LEAGUE").name == phase
    assert state.phase.pair == ("COAST", "HIGHLAND")  # the two parties of the talks


# 3. How far has the treaty come, and what is missing?
@pytest.mark.parametrize(
    ("day", "stage", "missing"),
    [
        ("2031-11-15", "text_concluded", ("initialled", "signed")),
        ("2031-12-01", "initialled", ("signed",)),
        ("2032-01-15", "initialled", ("signed",)),  # partly signed
        ("2032-01-20", "signed", ()),
        ("2032-03-20", "signed", ()),  # the senate's approval is outstanding
        ("2032-03-28", "signed", ()),
        ("2032-04-02", "ratified", ()),  # every required body approved
        ("2032-04-30", "ratified", ()),  # in force from a future day: ratified until that day
        ("2032-05-01", "in_force", ()),
        ("2032-08-01", "in_force", ()),
    ],
)
def test_the_stage_of_the_treaty_and_what_is_missing_to_signature(history, day, stage, missing):
    state = history.state(on=day)
    assert state.stage("pier-treaty") == stage
    assert state.missing_to("signed", "pier-treaty").stages == missing


def test_one_signature_is_partly_signed(history):
    treaty = history.state(on="2032-01-15").agreement("pier-treaty")
    assert (treaty.partly, treaty.signed_by) == ("signed", ("HIGHLAND",))


def test_a_vote_that_does_not_bind_rejects_politically(history):
    assert not history.state(on="2032-03-27").agreement("pier-treaty").rejected_politically
    assert history.state(on="2032-03-28").agreement("pier-treaty").rejected_politically


# 4. Which agreements were signed on a day?
def test_a_partial_agreement_is_signed_and_no_phase(history):
    state = history.state(on="2031-07-10")
    assert [each.agreement for each in state.agreements(stage="signed")] == ["fish-accord"]
    assert state.phase.name == "talking"


# 5. How does the mediator stand with COAST, which accepted it on a condition?
@pytest.mark.parametrize(
    ("day", "level"),
    [
        ("2031-04-10", "unknown"),  # an offer moves nothing
        ("2031-04-18", "conditional"),
        ("2031-05-05", "conditional"),  # talks and a meeting under it: conditional stays
        ("2031-05-20", "accepted"),  # its last condition is satisfied
        ("2033-06-01", "accepted"),  # nothing decays with time
    ],
)
def test_the_standing_of_a_mediator_accepted_on_a_condition(history, day, level):
    assert history.state(on=day).standing("ISLES", "COAST").level == level


# 6. Who is acceptable to both?
@pytest.mark.parametrize(
    ("day", "acceptable"),
    [
        ("2031-04-17", ()),  # COAST has not accepted
        ("2031-04-18", ("ISLES",)),  # conditional is acceptable
        ("2031-05-20", ("ISLES",)),
    ],
)
def test_who_is_acceptable_to_both(history, day, acceptable):
    assert history.state(on=day).acceptable_mediators("HIGHLAND", "COAST") == acceptable


# 7. Was anything refused?
def test_a_postponement_is_no_refusal_and_the_meeting_was_held(history):
    state = history.state(on="2031-12-31")
    assert state.refusals() == ()
    assert state.meeting("pier-2").status == "held"
    # Between the two postponements it had no day; then it was set for 10 October.
    assert history.state(on="2031-09-20").meeting("pier-2").status == "postponed"
    assert history.state(on="2031-09-30").meeting("pier-2").planned_for.text == "2031-10-10"


# 8. Which proposals wait for an answer?
@pytest.mark.parametrize(
    ("day", "waiting"),
    [
        ("2031-07-01", [("draft-a", 21)]),  # tabled on 10 June; COAST has not answered
        ("2031-08-19", [("draft-a", 70)]),
        ("2031-08-20", []),  # countered: answered
    ],
)
def test_which_proposals_wait(history, day, waiting):
    proposals = history.state(on=day).open_proposals()
    assert [(each.proposal.proposal, each.days) for each in proposals] == waiting


# 9. How many days since HIGHLAND and COAST were in contact?
@pytest.mark.parametrize(
    ("day", "days"),
    [
        ("2031-05-04", None),  # talks opened, and they have not met
        ("2031-06-30", (56, 56)),  # met on 5 May
        ("2031-08-10", (40, 40)),  # both signed the accord on 1 July
        ("2031-10-20", (10, 10)),
    ],
)
def test_days_since_contact(history, day, days):
    assert history.state(on=day).days_since_contact("HIGHLAND", "COAST") == days


# 10. Which ceasefires are in force?
@pytest.mark.parametrize(
    ("day", "in_force", "without_end"),
    [
        ("2031-03-19", set(), set()),  # from the 20th
        ("2031-03-20", {"islet-truce"}, set()),
        ("2032-02-10", {"islet-truce"}, set()),
        # No end on record, and nothing heard of it since March 2031.
        ("2032-06-01", set(), {"islet-truce"}),
    ],
)
def test_ceasefires_in_force_and_those_without_an_end(history, day, in_force, without_end):
    state = history.state(on=day)
    assert {each.ceasefire for each in state.ceasefires_in_force()} == in_force
    assert {each.ceasefire for each in state.ceasefires_without_end()} == without_end


# 11. What was overdue?
@pytest.mark.parametrize(
    ("day", "late"),
    [("2032-06-01", []), ("2032-06-11", [("return-boats", 10)]), ("2032-06-20", [])],
)
def test_what_is_overdue(history, day, late):
    overdue = history.state(on=day).overdue()
    assert [(each.part.commitment, each.days) for each in overdue] == late


# 12. What did one know on 10 February 2032 of the boat sunk on the 5th?
def test_the_boat_became_known_two_weeks_later(history):
    then = history.state(on="2032-02-10", known="2032-02-10")
    assert (then.phase.name, len(then.attacks(by="COAST"))) == ("signed", 0)
    assert history.state(on="2032-02-10").phase.name == "fighting"
    # On the 20th it is public, and 15 days old.
    assert history.state(on="2032-02-20", known="2032-02-20").phase.name == "fighting"


# 13. How many attacks were there?
@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["league-bomb", "boat-sunk"]),
        ({"between": ("HIGHLAND", "COAST")}, ["boat-sunk"]),
        ({"against": "COAST"}, ["league-bomb"]),
        ({"since": "2032-01-01"}, ["boat-sunk"]),
    ],
)
def test_attacks_are_counted(history, asked, ids):
    attacks = history.state(on="2033-06-01").attacks(**asked)
    assert [attack.id for attack in attacks] == ids
