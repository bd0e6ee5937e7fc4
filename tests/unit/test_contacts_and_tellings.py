"""Who met whom and when; ceasefires and legal acts; labels, sources, disputes; the day."""

import pytest

from peacetalks.errors import NotFound
from peacetalks.events.bookkeeping import EventDisputed, EventRetracted
from peacetalks.events.force import OffensiveLaunched
from peacetalks.events.law import LegalActAnnulled, LegalActIssued
from peacetalks.events.meetings import ContactHeld
from peacetalks.events.security import (
    CeasefireDeclared,
    CeasefireEnded,
    CeasefireExtended,
    CeasefireViolationAlleged,
)
from peacetalks.history import History
from peacetalks.primitives.when import When
from peacetalks.reducer.folding import fold
from peacetalks.values.facts import Participant, Source
from stories import BOTH, accepted, at, held, reached, refused, said


def offensive(on="2024-01-10", **more):
    return OffensiveLaunched(occurred=on, offensive="o", by="AZE", against="ARM", **more)


# Contacts


def call(on, parties=BOTH, channel="call"):
    return ContactHeld(occurred=on, parties=parties, channel=channel)


@pytest.mark.parametrize("channel", ["call", "letter", "visit"])
def test_calls_letters_and_visits_are_contacts(channel):
    assert fold([call("2024", channel=channel)]).last_contact(*BOTH).text == "2024"


def test_a_shuttle_is_no_contact_between_the_parties():
    assert fold([call("2024", channel="shuttle")]).last_contact(*BOTH) is None


@pytest.mark.parametrize("format_", ["proximity", "shuttle"])
def test_proximity_talks_are_no_contact_between_the_parties(format_):
    assert fold([held(format=format_)]).last_contact(*BOTH) is None


def test_the_last_contact_is_the_latest_of_every_sort():
    state = fold(
        [held(on="2024-01-10"), call("2024-01-05"), reached("signed", "2024-01-08", by=BOTH)]
    )
    assert state.last_contact(*BOTH).text == "2024-01-10"


def test_a_contact_told_late_does_not_replace_a_later_one():
    assert fold([call("2024-01-10"), call("2024-01-05")]).last_contact(*BOTH).text == "2024-01-10"


def test_the_order_of_the_two_does_not_matter():
    state = fold([call("2024-01-10")])
    assert state.last_contact("AZE", "ARM") == state.last_contact("ARM", "AZE")


def test_contacts_are_chosen_by_level_and_by_whether_a_mediator_was_there():
    state = fold(
        [
            held(on="2024-01-01", meeting="one", level="leaders", mediators="EU"),
            held(on="2024-01-02", meeting="two", level="foreign_ministers"),
            held([*BOTH, Participant("USA", "facilitator")], on="2024-01-03", meeting="three"),
        ]
    )
    assert state.last_contact(*BOTH).text == "2024-01-03"
    assert state.last_contact(*BOTH, level="leaders").text == "2024-01-01"
    assert state.last_contact(*BOTH, mediated=False).text == "2024-01-02"
    assert state.last_contact(*BOTH, level="envoys") is None


def test_those_who_only_witnessed_were_in_contact_with_nobody():
    state = fold([held(["ARM", Participant("AZE", "witness")])])
    assert state.last_contact(*BOTH) is None


@pytest.mark.parametrize(
    ("contacts", "days"),
    [
        ([call("2024-01-31")], (1, 1)),
        ([call("2024-01")], (1, 31)),
        ([call("[2024-01-10,2024-01-20]")], (12, 22)),
        ([call("[..2024-01-20]")], (12, None)),
        ([call("[..2024-01-20]"), call("2024-01-10", channel="letter")], (12, 22)),
        ([call("2024-02-01")], (0, 0)),
    ],
)
def test_days_since_contact_are_a_low_and_a_high(contacts, days):
    assert at([*contacts, said("2024-02-01")], "2024-02-01").days_since_contact(*BOTH) == days


def test_days_since_no_contact_are_not_known():
    assert fold([]).days_since_contact(*BOTH) is None


# Ceasefires, violations, legal acts


def truce(on="2024-01-01", ceasefire="c", parties=BOTH, **more):
    return CeasefireDeclared(occurred=on, ceasefire=ceasefire, parties=parties, **more)


def in_force(events, on):
    return [c.ceasefire for c in at([*events, said(on)], on).ceasefires_in_force()]


def test_a_ceasefire_holds_from_its_day_through_its_last():
    events = [truce(effective_from="2024-01-03", expires="2024-02-01")]
    found = {day: in_force(events, f"2024-{day}") for day in ("01-02", "01-03", "02-01", "02-02")}
    assert found == {"01-02": [], "01-03": ["c"], "02-01": ["c"], "02-02": []}


def test_a_ceasefire_that_names_no_end_holds_until_one_is_on_record_or_a_year_without_news():
    assert in_force([truce()], "2024-12-01") == ["c"]
    assert in_force([truce()], "2034-01-01") == []
    ended = CeasefireEnded(occurred="2024-06-01", ceasefire="c")
    assert in_force([truce(), ended], "2024-12-01") == []


def test_a_ceasefire_extended_holds_longer():
    events = [truce(expires="2024-02-01")]
    later = CeasefireExtended(occurred="2024-01-31", ceasefire="c", expires="2024-03-01")
    assert in_force([*events, later], "2024-02-15") == ["c"]
    silent = CeasefireExtended(occurred="2024-01-31", ceasefire="c")
    assert in_force([*events, silent], "2024-02-15") == []


def test_a_violation_alleged_ends_no_ceasefire():
    alleged = CeasefireViolationAlleged(occurred="2024-01-05", ceasefire="c", by="ARM")
    assert in_force([truce(), alleged], "2024-02-01") == ["c"]


@pytest.mark.parametrize("end", [[], [CeasefireEnded(occurred="2024-02-01", ceasefire="c")]])
def test_declared_anew_after_its_end_it_does_not_end_on_the_old_day(end):
    events = [truce(effective_from="2024-01-02", expires="2024-02-01"), *end, truce("2024-06-01")]
    assert in_force(events, "2024-06-02") == ["c"]
    assert at(events, "2024-06-02").parts.ceasefires["c"].effective_from is None


def test_a_legal_act_is_issued_in_force_and_annulled():
    decree = LegalActIssued(occurred="2023-09-28", legal_act="d", effective="2024-01-01")
    undone = LegalActAnnulled(occurred="2023-10-19", legal_act="d", effective="2024-03-01")
    found = fold([decree, undone]).legal_act("d")
    days = ("2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01")
    assert [found.status_on(When(day).first_day) for day in days] == [
        "issued",
        "in_force",
        "in_force",
        "annulled",
    ]


def test_an_annulment_that_became_known_late_counts_only_for_those_who_know_it():
    decree = LegalActIssued(occurred="2023-09-28", legal_act="d")
    undone = LegalActAnnulled(occurred="2023-10-19", legal_act="d", reported="2023-12-22")
    history = History([decree, undone])

    def status(known):
        state = history.state(on="2023-11-17", known=known)
        return state.legal_act("d").status_on(state.day)

    assert (status("2023-11-17"), status("2023-12-23")) == ("in_force", "annulled")


# Told in several ways, by whom, from how many sources


def test_what_each_party_calls_an_offensive():
    words = {"ARM": "aggression", "AZE": "anti-terrorist measures", "press": "offensive"}
    state = fold([offensive(labels=words, act="x")])
    assert state.labels("o") == words
    assert state.labels("x") == words
    with pytest.raises(NotFound):
        state.labels("unknown")
    assert state.disputed() == ()


def test_a_telling_as_fact_is_labelled_as_nobodys_side():
    assert fold([refused(act="x")]).labels("x") == {"press": "meeting-refused"}


def test_labels_of_an_offensive_are_kept_side_by_side():
    state = fold([offensive(labels={"ARM": "aggression"}), offensive(labels={"AZE": "measures"})])
    assert state.labels("o") == {"ARM": "aggression", "AZE": "measures"}


ONE = Source("one", url="https://one.example", published="2024-01-02")
ELSEWHERE_IN_ONE = Source("one", url="https://one.example", published="2024-01-02", locator="p. 2")
TWO = Source("two", published="2024-01-02")


def test_single_sourced_is_what_rests_on_one_document():
    state = fold(
        [
            refused(meeting="one", sources=ONE),
            refused(meeting="twice-in-one", sources=(ONE, ELSEWHERE_IN_ONE)),
            refused(meeting="two", sources=(ONE, TWO)),
            refused(meeting="none"),
        ]
    )
    assert [part.meeting for part in state.single_sourced()] == ["one", "twice-in-one"]


def test_one_sided_is_what_rests_on_one_partys_word():
    state = fold(
        [
            refused(meeting="one", claimed_by="ARM"),
            refused(meeting="both", claimed_by=BOTH),
            refused(meeting="fact"),
            refused(meeting="mixed", claimed_by="ARM", reasons="venue"),
            accepted("ARM", meeting="mixed"),
        ]
    )
    assert [part.meeting for part in state.one_sided()] == ["one"]


def test_a_dispute_that_was_resolved_marks_the_parts_it_is_about():
    state = fold([refused(id="no"), refused(id="yes", meeting="other")])
    disputed = state.evolve(disputes={"no": ("AZE",)}).disputed()
    assert [part.meeting for part in disputed] == ["m"]


def test_bookkeeping_is_listed_and_not_applied_and_does_not_move_the_day():
    events = [
        refused(id="no"),
        EventRetracted(occurred="2024-06-01", target="no"),
        EventDisputed(occurred="2024-06-02", target="no", by="AZE"),
    ]
    state = fold(events)
    assert len(state.refusals()) == 1
    assert state.unresolved == tuple(events[1:])
    assert state.on.text == "2023-11-10"


# The day


@pytest.mark.parametrize(
    ("occurred", "on"),
    [
        ("2023-11", "2023-11-30"),
        ("2023-11-01/2023-12-01", "2023-11-01"),
        ("[2023-11-01..]", "2023-11-01"),
        ("../..", "1970-01-01"),
        ("[1948-01-01..]", "1948-01-01"),
    ],
)
def test_the_day_of_a_state_is_one_of_the_calendar(occurred, on):
    state = fold([said(occurred, by="ARM")])
    assert state.on.text == on
    assert state.summary()


def test_a_fact_without_a_last_day_does_not_move_the_day_of_the_others():
    assert fold([refused(), said("[2020..]")]).on.text == "2023-11-10"


def test_asked_for_a_day_without_end_it_speaks_for_the_first():
    assert at([refused()], "2024-01-01/..").on.text == "2024-01-01"


def test_a_claimant_named_twice_counts_alike_whether_the_fact_comes_first_or_late():
    told = said("2023-10-01", id="said", claimed_by=("ARM", "ARM"))
    late, whole = History([said("2023-09-01")]), History([said("2023-09-01"), told])
    assert late.state()  # what comes after it is put into what stands
    late.extend([told])
    assert late.state() == whole.state()
    assert late.effective().events == whole.effective().events
