"""Questions about talks with two rival mediators, answered by hand from the rules first."""

import pytest

import peacetalks as pt
from golden_streams import stream


@pytest.fixture(scope="module")
def history():
    return pt.History(stream("two-mediators"))


# 1. In what phase are PLAIN and MESA, who answer one mediator's meetings and not the other's?
@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2031-01-31", "unrecorded"),  # an offer to mediate is no talks, meeting or agreement
        ("2031-02-01", "talking"),  # a meeting is pending
        ("2031-02-05", "blocked"),  # refused, and no meeting is open
        ("2031-02-09", "blocked"),
        ("2031-02-10", "talking"),  # another is pending
        ("2031-02-19", "talking"),
        ("2031-02-20", "blocked"),  # the last answer is a refusal again
        ("2031-03-31", "blocked"),
        ("2031-04-01", "talking"),  # proposed again: a new attempt, its answers not stated
        # Called off by the mediator, which is no refusal: the last answer is that of 20 February.
        ("2031-04-15", "blocked"),
        ("2031-05-01", "talking"),  # met
        ("2031-07-30", "talking"),  # 90 days
        ("2031-07-31", "dormant"),  # 91; the last word is a meeting held, so not blocked
        ("2031-08-01", "talking"),  # proposed without a day: pending for 90 days
        ("2031-10-30", "talking"),
        ("2031-10-31", "dormant"),
        ("2031-11-10", "blocked"),  # refused after all
        ("2032-01-05", "blocked"),  # a call is no meeting
        ("2032-03-01", "blocked"),  # talks are opened; a refusal is still the last answer
        ("2032-03-10", "suspended"),
        ("2032-03-31", "suspended"),
        ("2032-04-01", "blocked"),
        ("2032-04-21", "blocked"),  # "several rounds" never move the phase
        ("2032-05-01", "blocked"),  # a mediator's visit neither
        ("2032-07-15", "blocked"),  # a framework that is no aim of the talks is no full agreement
        ("2032-11-20", "blocked"),
    ],
)
def test_the_phase_of_plain_and_mesa(history, day, phase):
    assert history.state(on=day).phase_between("PLAIN", "MESA").name == phase


# 2. Are a mediator and a party a pair, and which pair is the stream's?
def test_a_mediator_makes_no_pair_and_the_main_pair_is_that_of_the_parties(history):
    for day in ("2031-06-01", "2032-06-01"):
        state = history.state(on=day)
        assert state.phase_between("EMBER", "MESA").name == "unrecorded"
        assert state.phase_between("PLAIN", "TIDE").name == "unrecorded"
        assert state.phase.pair == ("MESA", "PLAIN")
        told = [each.pair for each in state.phases() if each.name != "unrecorded"]
        assert told == [("MESA", "PLAIN")]
    assert history.state(on="2031-01-09").phase.pair is None  # nothing on record


# 3. How does EMBER stand with MESA?
@pytest.mark.parametrize(
    ("day", "level"),
    [
        ("2031-02-01", "unknown"),  # an offer and a proposal move nothing
        ("2031-02-05", "doubted"),  # a refusal's reason is its bias
        ("2031-03-05", "warned"),
        ("2031-03-08", "warned"),  # bias claimed of one who is warned: warned
        ("2031-05-01", "accepted"),  # met PLAIN under it: accepted by conduct
        ("2031-05-10", "accepted"),  # a provisional rejection: standing kept
        ("2032-02-01", "accepted"),  # the mediation ended: standing kept
    ],
)
def test_the_standing_of_ember_with_mesa(history, day, level):
    assert history.state(on=day).standing("EMBER", "MESA").level == level


def test_what_rests_on_conduct_alone_is_inferred_and_what_is_provisional_unconfirmed(history):
    standing = history.state(on="2031-05-10").standing("EMBER", "MESA")
    assert standing.inferred
    assert [change.what for change in standing.unconfirmed] == ["rejected"]
    assert history.state(on="2032-02-01").standing("EMBER", "MESA").role == "ended"


# 4. And TIDE with PLAIN?
@pytest.mark.parametrize(
    ("day", "level"),
    [
        ("2031-02-20", "unknown"),  # refused for the venue: nothing about TIDE
        ("2031-03-15", "rejected"),
        ("2031-04-01", "rejected"),  # naming it for a meeting moves nothing
        ("2031-05-01", "doubted"),  # met under it as co-mediator though rejected
        ("2031-06-01", "conditional"),
        ("2031-06-30", "conditional"),
        ("2031-07-01", "doubted"),  # the condition is refused: back to what stood before
        ("2032-03-01", "accepted"),  # party to talks opened under it: by conduct
    ],
)
def test_the_standing_of_tide_with_plain(history, day, level):
    assert history.state(on=day).standing("TIDE", "PLAIN").level == level


# 5. Who is acceptable to both?
@pytest.mark.parametrize(
    ("day", "acceptable"),
    [
        ("2031-01-25", set()),  # each accepted another one
        ("2031-03-15", set()),
        ("2031-05-01", {"EMBER"}),
        ("2031-06-01", {"EMBER", "TIDE"}),  # TIDE on a condition of PLAIN
        ("2031-07-01", {"EMBER"}),
        ("2032-02-01", {"EMBER"}),  # its role ended, not its standing
        ("2032-03-01", {"EMBER", "TIDE"}),
    ],
)
def test_who_is_acceptable_to_both(history, day, acceptable):
    assert set(history.state(on=day).acceptable_mediators("PLAIN", "MESA")) == acceptable


# 6. Who refused what, why, and what did it offer instead?
def test_the_refusals_with_their_reasons_and_alternatives(history):
    state = history.state(on="2031-12-31")
    told = [(r.meeting, r.by, r.categories, r.against, r.attempt) for r in state.refusals()]
    # A meeting that its mediator calls off is refused by nobody.
    assert told == [
        ("dune", "MESA", ("mediator_bias",), ("EMBER",), 1),
        ("oasis", "PLAIN", ("venue",), (), 1),
        ("ridge-2", "MESA", ("agenda",), (), 1),
    ]
    dune, oasis, ridge = state.refusals()
    assert dune.alternatives_offered == ("a meeting under TIDE",)
    assert oasis.alternatives_offered is None  # the source is silent
    assert ridge.alternatives_offered == ()  # it offered nothing
    assert not any(refusal.held_later for refusal in state.refusals())


def test_the_refusals_of_meetings_under_one_mediator(history):
    refusals = history.state(on="2031-12-31").refusals(mediator="EMBER")
    assert [refusal.meeting for refusal in refusals] == ["dune", "ridge-2"]


# 7. What became of the meeting that was proposed twice?
@pytest.mark.parametrize(
    ("day", "status", "mesa"),
    [
        ("2031-02-12", "proposed", "yes"),
        ("2031-02-20", "refused", "yes"),
        ("2031-04-01", "proposed", None),  # a new attempt: answers reset
        ("2031-04-15", "cancelled", None),
    ],
)
def test_a_new_attempt_begins_without_answers(history, day, status, mesa):
    meeting = history.state(on=day).meeting("oasis")
    assert (meeting.status, meeting.answer_of("MESA")) == (status, mesa)


# 8. Whose move is it?
def test_whose_move_it_is(history):
    # PLAIN proposed ridge-2 and counts as yes; MESA has not answered, and after 90 days the
    # meeting no longer waits for it.
    state = history.state(on="2031-08-10")
    assert [each.meeting for each in state.awaiting("MESA")] == ["ridge-2"]
    assert state.awaiting("PLAIN") == ()
    assert history.state(on="2031-10-31").awaiting("MESA") == ()


# 9. How many days since they were in contact?
@pytest.mark.parametrize(
    ("day", "days"),
    [
        ("2031-04-30", None),
        ("2031-08-10", (101, 101)),  # met on 1 May
        ("2032-01-15", (10, 10)),  # the call
        ("2032-05-10", (20, 35)),  # several rounds from 5 to 20 April
        ("2032-07-20", (5, 5)),  # both signed the outline
    ],
)
def test_days_since_contact(history, day, days):
    assert history.state(on=day).days_since_contact("PLAIN", "MESA") == days


# 10. What did one know in August 2031 of the refusal to move the seat, published in September?
def test_what_was_known_of_the_condition_then(history):
    then = history.state(on="2031-08-05", known="2031-08-05")
    assert then.standing("TIDE", "PLAIN").level == "conditional"
    assert set(then.acceptable_mediators("PLAIN", "MESA")) == {"EMBER", "TIDE"}
    assert history.state(on="2031-08-05").standing("TIDE", "PLAIN").level == "doubted"
    published = history.state(on="2031-09-15", known="2031-09-15")
    assert published.standing("TIDE", "PLAIN").level == "doubted"


# 11. What is overdue or lapsed?
def test_what_is_overdue_and_what_has_lapsed(history):
    assert history.state(on="2032-07-01").overdue() == ()
    overdue = history.state(on="2032-07-11").overdue()
    assert [(each.part.deadline, each.days) for each in overdue] == [("answer-on-water", 10)]
    assert history.state(on="2032-12-31").lapsed_expectations() == ()
    # The outline is another agreement than the one expected.
    (lapsed,) = history.state(on="2033-01-10").lapsed_expectations()
    assert lapsed.expectation == "deal-2032"


# 12. Which agreements are signed, and what is the phase worth?
def test_the_outline_is_signed_and_the_block_is_old(history):
    state = history.state(on="2032-11-20")
    assert [each.agreement for each in state.agreements(stage="signed")] == ["outline"]
    # The last answer is of 10 November 2031, older than a year.
    assert state.phase_between("PLAIN", "MESA").doubt
    assert not history.state(on="2031-12-01").phase_between("PLAIN", "MESA").doubt
