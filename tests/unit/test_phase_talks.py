"""The phase of a pair that signs, talks, meets or keeps a ceasefire, and what makes it doubtful."""

import pytest

from peacetalks.events.agreements import MonitoringReported
from peacetalks.events.meetings import ContactHeld, MeetingCancelled, MeetingsHeld
from peacetalks.events.statements import StatementMade
from peacetalks.events.talks import NegotiationResumed, TalksEnded
from peacetalks.values.facts import Participant
from phase_scenes import SCENES, alleged, between, name_of, suspended, talks, text, truce
from stories import BOTH, accepted, at, held, proposed, refused

# Agreements


@pytest.mark.parametrize("stage", ["signed", "ratified"])
@pytest.mark.parametrize("scope", ["comprehensive", None])
def test_signed_or_ratified_is_signed(stage, scope):
    assert name_of([text(stage, scope)]) == "signed"


def test_in_force_from_a_later_day_is_signed_until_then():
    events = [text("in_force", effective_from="2024-07-01")]
    days = ("2024-06-30", "2024-07-01")
    assert [name_of(events, on) for on in days] == ["signed", "implementing"]


@pytest.mark.parametrize("stage", ["draft", "partly_agreed", "rejected", "unspecified"])
def test_less_than_a_concluded_text_is_dormant(stage):
    assert name_of([text(stage)]) == "dormant"


SMALL = ["partial", "procedural", "ceasefire", "statement", "renewal", "implementation"]


@pytest.mark.parametrize("scope", [*SMALL, "framework", "process"])
@pytest.mark.parametrize("stage", ["signed", "in_force"])
def test_what_settles_less_is_no_full_agreement(scope, stage):
    assert name_of([text(stage, scope)]) == "dormant"


@pytest.mark.parametrize("scope", SMALL)
def test_what_settles_less_is_no_full_agreement_though_the_talks_aim_at_it(scope):
    assert name_of([talks(), text("signed", scope)]) == "dormant"


def test_a_framework_is_full_as_the_aim_of_the_talks():
    assert name_of([talks(), text("signed", "framework")]) == "signed"


def test_that_no_scope_is_stated_is_a_doubt_unless_the_talks_aim_at_it():
    assert between([text("signed", None)]).doubt == "the scope of a is not stated"
    assert between([talks(), text("signed", None)]).doubt is None


def test_with_an_aim_no_other_agreement_makes_a_phase():
    other = text("in_force", agreement="b")
    assert name_of([talks(), text("initialled"), other]) == "concluding"
    assert name_of([talks(), other]) == "dormant"


def test_the_aim_of_talks_of_other_parties_says_nothing_of_these_two():
    others = talks(parties=("GEO", "RUS"), aim="b")
    assert name_of([others, text("signed")]) == "signed"


def test_of_several_agreements_the_last_signed_is_named():
    events = [text("signed", on="2023-05-01", agreement="b"), text("signed", on="2023-04-01")]
    assert between(events).rule == "b is signed"


def test_an_agreement_denounced_or_superseded_is_signed_no_more():
    assert name_of([text("signed"), text("denounced", on="2024-01-20")]) == "dormant"


def test_an_agreement_without_parties_is_between_those_who_sign_or_talk_about_it():
    assert name_of([text("signed", parties=None, by=BOTH)]) == "signed"
    assert name_of([talks(), text("initialled", parties=None)]) == "concluding"


def test_that_one_of_the_two_suspended_the_agreement_is_a_doubt():
    events = [text("in_force"), text("suspended", on="2024-01-20", by="AZE")]
    assert between(events).doubt == "Azerbaijan has suspended it"


# Talks and meetings


def test_suspended_talks_are_suspended_until_they_resume_or_end():
    events = SCENES["suspended"]
    back = NegotiationResumed(occurred="2024-01-20", talks="t", by="AZE")
    assert name_of([*events, back]) == "dormant"
    assert name_of([*events, TalksEnded(occurred="2024-01-20", talks="t")]) == "dormant"


def test_talks_that_a_third_party_left_are_not_suspended_between_the_two():
    events = [talks(aim=None, parties=(*BOTH, "GEO")), suspended(by="GEO", scope="party")]
    assert [name_of(events, pair=pair) for pair in (BOTH, ("AZE", "GEO"))] == [
        "dormant",
        "suspended",
    ]
    assert name_of([events[0], suspended(by="GEO", scope="all")]) == "suspended"


def test_a_refusal_blocks_only_while_no_meeting_is_open():
    elsewhere = proposed(on="2024-01-12", meeting="other")
    assert name_of([*SCENES["blocked"], elsewhere]) == "talking"
    assert name_of([*SCENES["blocked"], elsewhere], "2024-05-01") == "blocked"


def test_a_refusal_blocks_only_while_it_is_the_last_word():
    events = SCENES["blocked"]
    assert name_of([*events, held(on="2024-01-20", meeting="other")]) == "talking"
    assert name_of([*events, accepted("AZE", on="2024-01-12")]) == "talking"


def test_an_invitee_who_calls_off_refuses_and_a_host_does_not():
    asked = proposed(on="2024-01-01")
    called_off = [
        MeetingCancelled(occurred="2024-01-10", meeting="m", by=by) for by in ("AZE", "USA")
    ]
    assert [name_of([asked, each]) for each in called_off] == ["blocked", "dormant"]


def test_a_refusal_of_another_guest_blocks_nothing_between_the_two():
    asked = proposed(on="2024-01-01", invitees=(*BOTH, "GEO"))
    state = at([asked, refused("GEO", on="2024-01-10")], "2024-01-31")
    assert [state.phase_between(*pair).name for pair in (BOTH, ("ARM", "GEO"))] == [
        "dormant",
        "blocked",
    ]


@pytest.mark.parametrize(("on", "doubted"), [("2025-01-09", False), ("2025-01-10", True)])
def test_a_refusal_older_than_a_year_is_a_doubt(on, doubted):
    found = between(SCENES["blocked"], on)
    assert found.name == "blocked"
    assert found.doubt == ("the refusal is older than a year" if doubted else None)


def test_a_refusal_alone_blocks_the_parties_of_its_talks():
    no = refused(on="2024-01-10", talks="t")
    assert name_of([talks(aim=None), no]) == "blocked"
    assert at([refused(on="2024-01-10")], "2024-01-31").phases() == ()


@pytest.mark.parametrize(("on", "name"), [("2024-04-08", "talking"), ("2024-04-09", "dormant")])
def test_a_meeting_counts_as_talking_for_ninety_days(on, name):
    assert name_of(SCENES["talking"], on) == name


@pytest.mark.parametrize(
    ("nothing", "name"),
    [
        (MeetingsHeld(occurred="2024-01-09", participants=BOTH), "dormant"),
        (held(on="2023-11-01/2024-01-09"), "dormant"),
        (held(on="2024-01-09/.."), "dormant"),
        (ContactHeld(occurred="2024-01-09", parties=BOTH, channel="call"), "unrecorded"),
        (held(["AZE"], on="2024-01-09"), "unrecorded"),
        (held(["AZE", "ARM"], on="2024-01-09", mediators="ARM"), "unrecorded"),
        (held(["AZE", Participant("ARM", "mediator")], on="2024-01-09"), "unrecorded"),
        (held(None, on="2024-01-09"), "unrecorded"),
        (proposed(on="2024-01-09", invitees="AZE", by="USA", mediators="USA"), "unrecorded"),
        (StatementMade(occurred="2024-01-09", by=BOTH), "unrecorded"),
    ],
)
def test_rounds_without_a_day_long_spans_calls_and_visits_are_no_talking(nothing, name):
    assert name_of([nothing]) == name


def test_who_was_absent_did_not_meet():
    asked = proposed(on="2024-01-01")
    assert name_of([asked, held(None, on="2024-01-09")]) == "talking"
    assert name_of([asked, held(None, on="2024-01-09", absent="AZE")]) == "dormant"


def test_who_invites_one_other_alone_is_the_other_party():
    asked = proposed(on="2024-01-09", invitees="AZE", by="ARM")
    assert name_of([asked]) == "talking"
    assert name_of([asked, refused("AZE", on="2024-01-12")]) == "blocked"


def test_a_refusal_still_blocks_once_others_have_met_without_the_one_who_refused():
    asked = proposed(on="2024-01-05", invitees=(*BOTH, "GEO"))
    events = [asked, refused("GEO", on="2024-01-10"), held(BOTH, on="2024-01-20", absent="GEO")]
    assert name_of(events, pair=("ARM", "GEO")) == "blocked"
    assert name_of(events) == "talking"


@pytest.mark.parametrize(
    ("span", "name"),
    [("2023-12-10/2024-01-09", "talking"), ("2023-12-09/2024-01-09", "dormant")],
)
def test_a_meeting_that_spans_more_than_thirty_one_days_is_no_one_meeting(span, name):
    assert name_of([held(on=span)], "2024-01-10") == name


# Ceasefires


@pytest.mark.parametrize(("on", "doubted"), [("2024-12-31", False), ("2025-01-01", True)])
def test_a_ceasefire_of_which_nothing_was_heard_for_a_year_is_doubted(on, doubted):
    state = at([truce()], on)
    found = state.phase
    assert found.name == "ceasefire"
    assert (found.doubt is not None) == doubted
    names = ([c.ceasefire for c in state.ceasefires_in_force()], ["c"] if doubted else [])
    assert names == (
        [] if doubted else ["c"],
        [c.ceasefire for c in state.ceasefires_without_end()],
    )


@pytest.mark.parametrize(
    "news",
    [
        alleged("2024-06-01"),
        MonitoringReported(occurred="2024-06-01", monitor="OSCE", subject="c"),
        truce("2024-06-01"),
    ],
)
def test_a_ceasefire_that_was_heard_of_is_in_force(news):
    state = at([truce(), news], "2025-05-31")
    assert [c.ceasefire for c in state.ceasefires_in_force()] == ["c"]
    assert not at([truce(), news], "2025-06-02").ceasefires_in_force()


def test_a_ceasefire_with_a_term_is_in_force_until_then():
    state = at([truce(expires="2030-01-01")], "2029-12-31")
    assert state.ceasefires_in_force()
    assert state.phase.doubt is None


def test_an_alleged_violation_is_a_doubt_and_no_war():
    found = between([truce(), alleged()])
    assert (found.name, found.doubt) == (
        "ceasefire",
        "Armenia alleges violations of c, the last on 2024-01-30",
    )
