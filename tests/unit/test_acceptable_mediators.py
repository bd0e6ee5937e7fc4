"""How a mediator came to stand where it stands, and which mediators all accept."""

import attrs
import pytest

from peacetalks.events.mediation import (
    MediationRejected,
    MediatorBiasClaimed,
    MediatorStandingWarned,
)
from peacetalks.reducer.folding import fold
from peacetalks.values.facts import Participant
from stories import (
    BEFORE,
    BOTH,
    LEVELS,
    about,
    held,
    met,
    standing,
)

# History


def test_complaints_stay_in_the_history_after_conduct_has_lifted_them():
    events = [
        about(MediatorBiasClaimed, "2023-01-01"),
        about(MediatorStandingWarned, "2023-01-10"),
        met(["mediator"]),
    ]
    history = fold(events).standing_history("USA", "AZE")
    assert [(c.on.text, c.before, c.after, c.by_conduct) for c in history] == [
        ("2023-01-01", "unknown", "doubted", False),
        ("2023-01-10", "doubted", "warned", False),
        ("2023-02-01", "warned", "accepted", True),
    ]
    assert [c.event for c in history] == events


def test_an_empty_history_for_those_nobody_spoke_of():
    assert fold([]).standing_history("USA", "AZE") == ()
    assert fold([]).standing("USA", "AZE").level == "unknown"


def test_the_french_mediation_as_the_article_and_the_years_tell_it():
    france = {"mediator": "FRA"}
    events = [about(MediationRejected, "2022-11-25", **france)]
    assert standing(*events, **france).level == "rejected"
    chisinau = [*BOTH, Participant("EU", "mediator"), Participant("FRA", "co_mediator")]
    events.append(held(chisinau, on="2023-06-01"))
    found = standing(*events, **france)
    assert (found.level, found.inferred) == ("doubted", True)
    events.append(about(MediationRejected, "2023-10-05", **france))
    assert standing(*events, **france).level == "rejected"


# Acceptable to all


@pytest.mark.parametrize("arm", LEVELS)
@pytest.mark.parametrize("aze", LEVELS)
def test_acceptable_to_several_is_acceptable_to_each(arm, aze):
    events = [
        attrs.evolve(event, by=code)
        for code, level in (("ARM", arm), ("AZE", aze))
        for event in BEFORE[level]
    ]
    good = {"accepted", "conditional"}
    state = fold(events)
    assert state.acceptable_mediators(*BOTH) == (("USA",) if {arm, aze} <= good else ())
    assert state.acceptable_mediators("AZE") == (("USA",) if aze in good else ())


def test_asked_for_no_party_no_mediator_is_acceptable():
    assert fold(BEFORE["accepted"]).acceptable_mediators() == ()
