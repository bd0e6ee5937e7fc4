"""The standing of a mediator with a party: every cell of the table, and the role beside it."""

import attrs
import pytest

from peacetalks.events.agreements import (
    AgreementStageReached,
    PreconditionResolved,
    PreconditionStated,
)
from peacetalks.events.law import RelationsMeasureTaken
from peacetalks.events.mediation import (
    MediationAccepted,
    MediationEnded,
    MediationOffered,
    MediationRejected,
    MediatorBiasClaimed,
    MediatorStandingRestored,
    MediatorStandingWarned,
)
from peacetalks.events.meetings import ContactHeld, MeetingPostponed, MeetingsHeld
from peacetalks.events.talks import NegotiationResumed, TalksOpened
from peacetalks.reducer.folding import fold
from peacetalks.values.facts import Condition, Participant, Reason
from stories import (
    BEFORE,
    BOTH,
    LEVELS,
    OPEN,
    about,
    accepted,
    held,
    met,
    proposed,
    refused,
    standing,
)

HALF_OPEN = (OPEN, Condition("visits again", satisfied_by="visits"))


def stated(by="AZE"):
    return PreconditionStated(occurred="2023-01-15", precondition="ban-lifted", by=by)


def resolved(how, on="2023-03-01"):
    return PreconditionResolved(occurred=on, precondition="ban-lifted", how=how)


BIAS = Reason("mediator_bias", against="USA")
COMPOSITION = Reason("mediator_composition", against="USA")
STAYS = dict(zip(LEVELS, LEVELS, strict=True))


def talks_under(role, parties=BOTH):
    return TalksOpened(
        occurred="2023-02-01", talks="t", parties=parties, mediators=[Participant("USA", role)]
    )


def signed_before(stage, parties=BOTH):
    return AgreementStageReached(
        occurred="2023-02-01", agreement="a", stage=stage, parties=parties, witnesses="USA"
    )


ACTS = {
    "bias claimed": about(MediatorBiasClaimed),
    "bias in a refusal": refused(on="2023-02-01", reasons=BIAS),
    "warned": about(MediatorStandingWarned),
    "rejected, scope not stated": about(MediationRejected),
    "rejected, scope all": about(MediationRejected, scope="all"),
    "accepted": about(MediationAccepted),
    "accepted, no conditions": about(MediationAccepted, conditions=()),
    "restored": about(MediatorStandingRestored),
    "accepted on condition": about(MediationAccepted, conditions=OPEN),
    "met under it": met(["mediator"]),
    "met under it, named apart": held(on="2023-02-01", mediators="USA"),
    "several rounds under it": MeetingsHeld(
        occurred="2023-02", participants=BOTH, mediators=(Participant("USA", "mediator"),)
    ),
    "met, co-mediated": met(["co_mediator"]),
    "came to talks under it": talks_under("mediator"),
    "came to talks under several": talks_under("co_mediator"),
    "came to talks that it hosts": talks_under("host"),
    "signed before it": signed_before("signed"),
    "initialled before it": signed_before("initialled"),
    "signed alone before it": signed_before("signed", parties="AZE"),
    "a meeting proposed": proposed(on="2023-02-01", mediators="USA"),
    "mediation offered": MediationOffered(occurred="2023-02-01", mediator="USA", parties=BOTH),
    "composition": refused(on="2023-02-01", reasons=COMPOSITION),
    "rejected for a format": about(MediationRejected, scope="format", limited_to="trilateral"),
    "rejected for a meeting": about(MediationRejected, scope="meeting", limited_to="m"),
    "only host": met(["host"]),
    "only witness and observer": met(["witness", "observer"]),
    "ended by the party": about(MediationEnded),
    "ended for all": about(MediationEnded, by=None),
    "postponed over bias": MeetingPostponed(
        occurred="2023-02-01", meeting="m", by="AZE", reasons=BIAS
    ),
    "a visit to one party": held(["AZE", Participant("USA", "mediator")], on="2023-02-01"),
    "a call": ContactHeld(occurred="2023-02-01", parties=("USA", "AZE"), channel="call"),
}
AFTER = {
    "bias claimed": dict.fromkeys(LEVELS, "doubted") | {"warned": "warned", "rejected": "rejected"},
    "warned": dict.fromkeys(LEVELS, "warned") | {"rejected": "rejected"},
    "rejected, scope all": dict.fromkeys(LEVELS, "rejected"),
    "accepted": dict.fromkeys(LEVELS, "accepted"),
    "accepted on condition": dict.fromkeys(LEVELS, "conditional"),
    "met under it": dict.fromkeys(LEVELS, "accepted") | {"conditional": "conditional"},
    "met, co-mediated": STAYS | {"unknown": "accepted", "rejected": "doubted"},
}
AFTER["came to talks under it"] = AFTER["signed before it"] = AFTER["met under it"]
AFTER["came to talks under several"] = AFTER["met, co-mediated"]
AFTER["bias in a refusal"] = AFTER["bias claimed"]
AFTER["rejected, scope not stated"] = AFTER["rejected, scope all"]
AFTER["accepted, no conditions"] = AFTER["restored"] = AFTER["accepted"]
AFTER["met under it, named apart"] = AFTER["several rounds under it"] = AFTER["met under it"]


# The table


@pytest.mark.parametrize("before", LEVELS)
@pytest.mark.parametrize("act", ACTS)
def test_every_cell_of_the_table_of_standing(before, act):
    assert standing(*BEFORE[before]).level == before
    after = standing(*BEFORE[before], ACTS[act])
    assert after.level == AFTER.get(act, STAYS)[before]


BEARING = (
    *AFTER,
    "a meeting proposed",
    "mediation offered",
    "composition",
    "rejected for a format",
    "rejected for a meeting",
    "ended by the party",
    "ended for all",
)


@pytest.mark.parametrize("before", LEVELS)
@pytest.mark.parametrize("act", BEARING)
def test_a_provisional_fact_moves_no_standing_and_is_listed_as_unconfirmed(before, act):
    rumour = attrs.evolve(ACTS[act], certainty="provisional")
    was, now = standing(*BEFORE[before]), standing(*BEFORE[before], rumour)
    assert (now.level, now.role, now.history) == (was.level, was.role, was.history)
    assert now.rejected_for == ()
    assert [change.event for change in now.unconfirmed] == [rumour]


@pytest.mark.parametrize("before", ["unknown", "doubted", "warned", "rejected"])
def test_what_is_read_off_conduct_is_shown_as_inferred(before):
    after = standing(*BEFORE[before], ACTS["met under it"])
    assert (after.level, after.inferred, after.since.text) == ("accepted", True, "2023-02-01")


@pytest.mark.parametrize("before", ["unknown", "rejected"])
def test_what_co_mediation_shows_is_inferred_too(before):
    assert standing(*BEFORE[before], ACTS["met, co-mediated"]).inferred


def test_an_acceptance_in_words_takes_the_mark_of_inference_away():
    assert not standing(ACTS["met under it"], about(MediationAccepted, "2023-03-01")).inferred


def test_an_acceptance_in_words_is_not_made_inferred_by_conduct():
    assert not standing(*BEFORE["accepted"], ACTS["met under it"]).inferred


def test_bias_coded_in_the_refusal_and_beside_it_counts_once():
    once = standing(ACTS["bias in a refusal"])
    twice = standing(ACTS["bias in a refusal"], ACTS["bias claimed"])
    assert once.level == twice.level == "doubted"


def test_refusing_over_bias_again_and_again_never_makes_rejected():
    refusals = [refused(on=f"2023-{month:02}-01", reasons=BIAS) for month in range(1, 12)]
    assert standing(*refusals).level == "doubted"


def test_nothing_decays_with_time():
    assert standing(*BEFORE["warned"], accepted("ARM", on="2043-01-01")).level == "warned"


def test_bias_claimed_against_nobody_named_moves_nobody():
    state = fold([proposed(mediators="USA"), refused(reasons="mediator_bias")])
    assert state.standing("USA", "AZE").level == "unknown"


def test_standing_is_with_the_party_that_acts_and_no_other():
    state = fold([refused(reasons=BIAS)])
    assert state.standing("USA", "ARM").level == "unknown"
    assert state.standing("FRA", "AZE").level == "unknown"


# Fewer than two parties


@pytest.mark.parametrize(
    "there",
    [
        [],
        ["AZE"],
        ["AZE", "AZE"],
        ["AZE", Participant("ARM", "observer")],
        ["AZE", "USA"],
    ],
)
def test_a_meeting_of_fewer_than_two_parties_moves_no_standing(there):
    state = fold([*BEFORE["warned"], held(there, on="2023-02-01", mediators="USA")])
    assert state.standing("USA", "AZE").level == "warned"
    assert state.standing("USA", "ARM").level == "unknown"
    assert state.standing("USA", "USA").level == "unknown"


# Limited rejections


def test_a_rejection_for_a_format_is_kept_beside_the_level():
    found = standing(*BEFORE["accepted"], ACTS["rejected for a format"])
    assert (found.level, found.rejected_for) == ("accepted", ("trilateral",))


def test_a_complaint_about_the_composition_rejects_for_that_meeting():
    found = standing(refused(reasons=COMPOSITION))
    assert (found.level, found.rejected_for) == ("unknown", ("m",))


def test_a_rejection_limited_to_something_is_limited_even_without_a_scope():
    found = standing(about(MediationRejected, limited_to="trilateral"))
    assert (found.level, found.rejected_for) == ("unknown", ("trilateral",))


def test_accepted_for_the_format_again_lifts_that_rejection_only():
    found = standing(
        ACTS["rejected for a format"],
        ACTS["rejected for a meeting"],
        about(MediationAccepted, "2023-03-01", scope="format", limited_to="trilateral"),
    )
    assert found.rejected_for == ("m",)


def test_a_limited_rejection_of_the_rejected_leaves_it_rejected():
    found = standing(*BEFORE["rejected"], ACTS["composition"])
    assert (found.level, found.rejected_for) == ("rejected", ("m",))


# Conditions


@pytest.mark.parametrize("how", ["fulfilled", "waived", "withdrawn"])
def test_its_last_condition_met_makes_it_accepted(how):
    found = standing(stated(), *BEFORE["conditional"], resolved(how))
    assert found.level == "accepted"


@pytest.mark.parametrize("how", ["refused", "lapsed"])
@pytest.mark.parametrize("before", ["unknown", "accepted", "doubted", "warned", "rejected"])
def test_its_condition_refused_or_lapsed_brings_back_what_stood_before(before, how):
    found = standing(*BEFORE[before], stated(), ACTS["accepted on condition"], resolved(how))
    assert found.level == before


def test_what_comes_back_is_inferred_if_it_was():
    found = standing(
        met(["mediator"], on="2023-01-20"), ACTS["accepted on condition"], resolved("refused")
    )
    assert (found.level, found.inferred) == ("accepted", True)


def test_one_condition_of_two_met_leaves_it_conditional():
    both = about(MediationAccepted, conditions=HALF_OPEN)
    assert standing(stated(), both, resolved("fulfilled")).level == "conditional"


def test_an_event_on_record_meets_the_condition_that_names_it():
    lifted = RelationsMeasureTaken(
        id="ban-lifted",
        occurred="2023-03-01",
        relations_measure="visits",
        measure="visits_cancelled",
        status="lifted",
    )
    assert standing(*BEFORE["conditional"]).level == "conditional"
    assert standing(*BEFORE["conditional"], lifted).level == "accepted"


def test_a_condition_that_nothing_is_known_to_meet_stays_open():
    vague = about(MediationAccepted, conditions="when the time is right")
    assert standing(vague, resolved("fulfilled")).level == "conditional"


@pytest.mark.parametrize("before", ["doubted", "warned", "rejected"])
def test_a_condition_met_after_the_acceptance_was_withdrawn_changes_nothing(before):
    later = attrs.evolve(*BEFORE[before], occurred="2023-02-15")
    found = standing(stated(), ACTS["accepted on condition"], later, resolved("fulfilled"))
    assert found.level == before


def test_conditions_laid_down_anew_remember_what_stood_before_the_first():
    again = about(MediationAccepted, "2023-02-10", conditions=OPEN)
    found = standing(*BEFORE["warned"], ACTS["accepted on condition"], again, resolved("refused"))
    assert found.level == "warned"


def test_meeting_under_a_conditional_mediator_leaves_the_condition_standing():
    found = standing(*BEFORE["conditional"], ACTS["met under it"])
    assert (found.level, found.inferred) == ("conditional", False)


def test_a_mediator_whose_condition_was_refused_is_not_acceptable():
    state = fold([stated(), *BEFORE["conditional"], resolved("refused")])
    assert state.acceptable_mediators("AZE") == ()


# Roles


@pytest.mark.parametrize(
    ("events", "role"),
    [
        ([], "none"),
        ([ACTS["bias claimed"]], "none"),
        ([ACTS["a meeting proposed"]], "offered"),
        ([ACTS["mediation offered"]], "offered"),
        ([talks_under("facilitator")], "offered"),
        ([talks_under("mediator", parties="AZE")], "offered"),
        ([ACTS["came to talks under it"]], "active"),
        ([ACTS["signed before it"]], "none"),
        ([ACTS["accepted"]], "active"),
        ([ACTS["accepted on condition"]], "none"),
        ([ACTS["met under it"]], "active"),
        ([ACTS["met, co-mediated"]], "active"),
        ([ACTS["only host"]], "none"),
        ([proposed(mediators=Participant("USA", "host"))], "none"),
        ([ACTS["accepted"], about(MediationRejected, "2023-03-01")], "suspended"),
        ([ACTS["mediation offered"], about(MediationRejected, "2023-03-01")], "offered"),
        ([ACTS["accepted"], ACTS["ended by the party"]], "ended"),
        ([ACTS["accepted"], ACTS["ended for all"]], "ended"),
        ([ACTS["accepted"], ACTS["mediation offered"]], "active"),
        ([ACTS["accepted"], ACTS["ended by the party"], ACTS["mediation offered"]], "offered"),
        ([ACTS["accepted"], ACTS["ended for all"], ACTS["mediation offered"]], "offered"),
        ([ACTS["accepted"], ACTS["ended for all"], ACTS["accepted"]], "active"),
        ([ACTS["ended for all"], ACTS["bias claimed"]], "ended"),
    ],
)
def test_the_role_of_a_mediator_follows_from_its_acts(events, role):
    assert standing(*events).role == role


def test_restored_after_a_rejection_it_is_active_again():
    found = standing(
        ACTS["accepted"],
        about(MediationRejected, "2023-03-01"),
        about(MediatorStandingRestored, "2023-04-01"),
    )
    assert (found.level, found.role) == ("accepted", "active")


def test_who_brought_them_back_to_the_table_is_active():
    resumed = NegotiationResumed(occurred="2023-05-01", talks="t", by=BOTH, mediators="USA")
    assert standing(*BEFORE["warned"], resumed).role == "active"
    assert standing(*BEFORE["warned"], resumed).level == "warned"


def test_ended_by_one_party_it_goes_on_for_the_other():
    state = fold([met(["mediator"]), about(MediationEnded, "2023-03-01")])
    assert (state.standing("USA", "AZE").role, state.standing("USA", "ARM").role) == (
        "ended",
        "active",
    )
