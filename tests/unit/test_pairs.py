"""Between which parties an event is: the pairs that it names, by the field that names them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.frames import Panel
from peacetalks.state.pairs import pairs_of
from peacetalks.values.facts import Participant

A, B, C, M = "NORTH", "SOUTH", "EAST", "USA"
AB, AC, BC = ("NORTH", "SOUTH"), ("EAST", "NORTH"), ("EAST", "SOUTH")
DAY = "2031-10-01"


@pytest.mark.parametrize(
    ("event", "pairs"),
    [
        (pt.AttackReported(occurred=DAY, by=B, against=A), (AB,)),
        (pt.AttackReported(occurred=DAY, by=(A, B)), (AB,)),
        (pt.AttackReported(occurred=DAY, by=(A, B), against=()), (AB,)),
        (pt.AttackReported(occurred=DAY, by=(A, B), against=C), (AC, BC)),
        (pt.AttackReported(occurred=DAY, by=A, against=A), ()),
        (pt.AttackReported(occurred=DAY, by=A), ()),
        (pt.AttackReported(occurred=DAY, against=(A, B)), ()),
        (pt.OffensiveLaunched(occurred=DAY, offensive="o", by=(A, B)), ()),
        (pt.HostilitiesStarted(occurred=DAY, hostilities="h", parties=(A, B, C)), (AB, AC, BC)),
        (pt.CeasefireDeclared(occurred=DAY, ceasefire="c", parties=A), ()),
        (pt.TerritorialControlChanged(occurred=DAY, area="port", from_=A, to=B), (AB,)),
        (pt.TerritorialControlChanged(occurred=DAY, area="port", to=B), ()),
        (pt.MeetingProposed(occurred=DAY, meeting="m", by=M, invitees=(A, B)), (AB,)),
        (
            pt.MeetingProposed(occurred=DAY, meeting="m", invitees=(A, B, M), mediators=M),
            (AB,),
        ),
        (
            pt.MeetingHeld(
                occurred=DAY, meeting="m", participants=(A, B, Participant(C, "witness"))
            ),
            (AB,),
        ),
        (pt.MeetingsHeld(occurred=DAY, participants=(A, B), mediators=B), ()),
        (
            pt.AgreementStageReached(occurred=DAY, agreement="a", stage="signed", by=(A, B)),
            (AB,),
        ),
        (
            pt.AgreementStageReached(
                occurred=DAY, agreement="a", stage="signed", by=(A, B), parties=(A, C)
            ),
            (AC,),
        ),
        (
            pt.AgreementStageReached(
                occurred=DAY, agreement="a", stage="signed", parties=(A, B, M), witnesses=M
            ),
            (AB,),
        ),
        (pt.MediationOffered(occurred=DAY, mediator=M, parties=(A, B), by=M), (AB,)),
        (pt.StatementMade(occurred=DAY, by=(A, B)), ()),
        (pt.PrisonersReleased(occurred=DAY, by=A, to=B), ()),
        (pt.VoteHeld(occurred=DAY, vote="v", for_=3, against=2), ()),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_the_pairs_of_an_event_are_those_of_its_parties(event, pairs):
    assert sorted(pairs_of(event)) == sorted(pairs)


codes = st.lists(st.sampled_from([A, B, C, M]), max_size=4).map(tuple)


@given(codes, codes)
def test_a_pair_is_two_codes_in_order_and_stands_once(by, against):
    pairs = pairs_of(pt.AttackReported(occurred=DAY, by=by, against=against))
    assert all(a < b for a, b in pairs)
    assert len(set(pairs)) == len(pairs)
    if against:
        assert set(pairs) == {tuple(sorted((a, b))) for a in by for b in against if a != b}


ORGANS = {"ARMY": A, "POLICE": A}


def counted(code):
    return ORGANS.get(code, code)


@pytest.mark.parametrize(
    ("event", "pairs"),
    [
        (pt.AttackReported(occurred=DAY, by="ARMY", against=A), (("ARMY", A),)),
        (pt.AttackReported(occurred=DAY, by="ARMY", against="POLICE"), (("ARMY", "POLICE"),)),
        (pt.AttackReported(occurred=DAY, by=("ARMY", B), against=A), (("ARMY", A), AB)),
        (pt.AttackReported(occurred=DAY, by=("ARMY", "POLICE")), (("ARMY", "POLICE"),)),
        (pt.AttackReported(occurred=DAY, by=("ARMY", A, B)), (AB,)),
        (pt.HostilitiesStarted(occurred=DAY, hostilities="h", parties=("ARMY", A, B)), (AB,)),
        (
            pt.HostilitiesStarted(occurred=DAY, hostilities="h", parties=("ARMY", A)),
            (("ARMY", A),),
        ),
        (pt.OffensiveLaunched(occurred=DAY, offensive="o", by="ARMY", against=A), (("ARMY", A),)),
        (
            pt.TerritorialControlChanged(
                occurred=DAY, area="port", from_=A, to="ARMY", mode="force"
            ),
            (("ARMY", A),),
        ),
        (pt.TerritorialControlChanged(occurred=DAY, area="port", from_=A, to="ARMY"), ()),
        (pt.CeasefireDeclared(occurred=DAY, ceasefire="c", parties=("ARMY", A)), ()),
        (pt.MeetingHeld(occurred=DAY, meeting="m", participants=("ARMY", A, B)), (AB,)),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_two_of_one_state_are_a_pair_where_they_fought_and_nowhere_else(event, pairs):
    assert sorted(pairs_of(event, counted)) == sorted(pairs)


@pytest.mark.parametrize(
    "event",
    [
        pt.AttackReported(occurred=DAY, by="ARMY", against=A),
        pt.HostilitiesStarted(occurred=DAY, hostilities="h", parties=("ARMY", A)),
        pt.OffensiveLaunched(occurred=DAY, offensive="o", by="ARMY", against=A),
    ],
    ids=lambda event: event.kind,
)
def test_phases_and_panels_have_the_pair_of_two_of_one_state_that_fought(event):
    army = pt.ActorNamed(occurred=DAY, actor="ARMY", names="Northern army", organ_of=A)
    history = pt.History([event, army])
    assert [phase.pair for phase in history.state(on=DAY).phases()] == [("ARMY", A)]
    rows = list(Panel(by="dyad", columns=["phase"], known=None).rows(history))
    assert [(row["a"], row["b"], row["phase"]) for row in rows] == [("ARMY", A, "fighting")]


def test_a_state_counts_its_facts_by_pair_once_for_all_that_ask(monkeypatch):
    asked = []

    def counting(event, principal):
        asked.append(event)
        return pairs_of(event, principal)

    monkeypatch.setattr("peacetalks.state.carried.pairs_of", counting)
    raids = [
        pt.AttackReported(occurred=DAY, id=str(n), by=A, against=one)
        for n, one in enumerate((B, B, C))
    ]
    state = pt.History(raids).state(on=DAY)
    state.summary()
    assert (state.facts_by_pair, state.phase.pair) == ({AB: 2, AC: 1}, AB)
    assert len(asked) == len(raids)
