"""Facts that share an act: which are rival tellings of one thing, and which are not."""

import pytest
from hypothesis import find

import peacetalks as pt
from drawing import drawing
from peacetalks.events import KINDS
from peacetalks.events.tellings import identifiers_of, telling
from peacetalks.testing.strategies import events
from stories import BOTH, accepted, held, proposed, reached, refused
from viewpoint_model import BOOKS as BOOKKEEPING
from viewpoint_model import NAMED_BY

ACT = {"act": "x"}
BOOKS = {kind.kind for kind in BOOKKEEPING}


def blockade(party, **more):
    return pt.BlockadeImposed(
        id=f"as-{party}",
        occurred="2023-01-01",
        blockade="road",
        claimed_by=party or (),
        **ACT,
        **more,
    )


def put_off(**more):
    return pt.MeetingPostponed(occurred="2023-11-10", meeting="m", **more)


RIVALS = {
    "one kind, two sides": (refused(claimed_by="ARM", **ACT), refused(claimed_by="AZE", **ACT)),
    "a refusal to one side is a postponement to the other": (
        refused(claimed_by="ARM", **ACT),
        put_off(by="AZE", claimed_by="AZE", **ACT),
    ),
    "one side and the press": (refused(claimed_by="ARM", **ACT), put_off(**ACT)),
    "who imposed it, as each side tells it": (blockade("ARM", by="AZE"), blockade("AZE", by="ARM")),
    "a signature dated by each side": (
        reached("signed", by=BOTH, claimed_by="ARM", **ACT),
        reached("signed", "2024-01-02", by=("AZE", "FRA"), claimed_by="AZE", **ACT),
    ),
}
NO_RIVALS = {
    "a proposal and its refusal": (
        proposed(claimed_by="ARM", **ACT),
        refused(claimed_by="AZE", **ACT),
    ),
    "a proposal and its refusal, as fact": (proposed(**ACT), refused(**ACT)),
    "the answers of two parties": (
        accepted("ARM", claimed_by="ARM", **ACT),
        refused("AZE", claimed_by="AZE", **ACT),
    ),
    "one side tells it twice": (refused(claimed_by="ARM", **ACT), put_off(claimed_by="ARM", **ACT)),
    "one side tells it, then both": (
        refused(claimed_by="ARM", **ACT),
        refused(claimed_by=BOTH, **ACT),
    ),
    "two meetings": (
        refused(claimed_by="ARM", **ACT),
        refused(meeting="n", claimed_by="AZE", **ACT),
    ),
    "two stages": (
        reached("draft", claimed_by="ARM", **ACT),
        reached("signed", claimed_by="AZE", **ACT),
    ),
    "two parties sign": (
        reached("signed", by="ARM", claimed_by="ARM", **ACT),
        reached("signed", by="AZE", claimed_by="AZE", **ACT),
    ),
    "held to one side, refused to the other": (
        held(claimed_by="ARM", **ACT),
        refused(claimed_by="AZE", **ACT),
    ),
    "two bodies count": tuple(
        pt.CasualtiesReported(
            occurred="2023-01-01",
            series="s",
            measure="killed",
            count=9,
            claimed_by=party,
            counting_body=party,
            **ACT,
        )
        for party in BOTH
    ),
    "statements": tuple(
        pt.StatementMade(occurred="2023-01-01", by=party, claimed_by=party, **ACT) for party in BOTH
    ),
    "attacks": tuple(
        pt.AttackReported(occurred="2023-01-01", by="ARM", claimed_by=party, **ACT)
        for party in BOTH
    ),
}


def folded(*events):
    """Return which facts of an act write to anything but the act."""
    state = pt.fold(events)
    writers = [e for table, _, part in state.parts if table != "acts" for e in part.because]
    return [any(event is writer for writer in writers) for event in events]


@pytest.mark.parametrize("case", RIVALS)
def test_of_rival_tellings_the_first_is_folded(case):
    one, other = RIVALS[case]
    assert telling(one).rivals(telling(other))
    assert telling(other).rivals(telling(one))
    assert folded(one, other) == folded(other, one) == [True, False]
    assert "PT187" not in [f.code for f in pt.check([one, other])]


@pytest.mark.parametrize("case", NO_RIVALS)
def test_what_is_no_rival_telling_is_folded_and_found(case):
    one, other = NO_RIVALS[case]
    assert pt.fold([one, other]).disputed() == ()
    alone = {key for event in (one, other) for key, _ in _keys(pt.fold([event]))}
    assert {key for key, _ in _keys(pt.fold([one, other]))} == alone
    assert "PT187" in [f.code for f in pt.check([one, other])]


def _keys(state):
    return [((table, key), part) for table, key, part in state.parts]


def test_a_telling_hides_behind_those_that_are_folded_and_no_others():
    # The second hides behind the first, so the third, another word of the first's side, does not.
    told = [
        refused(on=f"2023-11-1{n}", claimed_by=by, **ACT)
        for n, by in enumerate(("ARM", "AZE", "ARM"))
    ]
    assert [str(refusal.on) for refusal in pt.fold(told).refusals()] == ["2023-11-10", "2023-11-12"]


FIGURES = (pt.CasualtiesReported, pt.DisplacementReported, pt.ReturnReported)


@pytest.mark.parametrize("kind", [k for k in KINDS if k.kind not in BOOKS], ids=lambda k: k.kind)
def test_the_thing_of_a_kind_is_what_its_required_identifier_names(kind):
    names = () if kind in FIGURES else identifiers_of(kind)
    assert names == ((NAMED_BY[kind.kind],) if kind.kind in NAMED_BY else ())


@pytest.mark.parametrize("kind", FIGURES)
def test_figures_of_one_series_are_never_rivals(kind):
    assert identifiers_of(kind) == ("series",)
    assert telling(find(events(kind), lambda _: True, settings=drawing(1))) is None


def test_the_labels_of_an_act_are_those_of_what_is_told_in_several_ways():
    told = [
        pt.StatementMade(occurred="2022-01-01", by="FRA", **ACT),
        refused(claimed_by="ARM", **ACT),
        put_off(claimed_by="AZE", **ACT),
    ]
    state = pt.fold(told)
    assert state.labels("x") == {"ARM": "meeting-refused", "AZE": "meeting-postponed"}
    assert [part.meeting for part in state.disputed()] == ["m"]


def test_facts_of_one_act_that_are_no_rivals_are_no_labels_of_one_another():
    state = pt.fold([proposed(claimed_by="ARM", **ACT), refused(claimed_by="AZE", **ACT)])
    assert state.labels("x") == {"ARM": "meeting-proposed"}


def test_an_account_keeps_what_shares_an_act_with_its_own_telling():
    events = [refused(claimed_by="ARM", **ACT), proposed(**ACT), put_off(by="AZE", **ACT)]
    state = pt.History(events).state(told_by="ARM")
    meeting = state.meeting("m")
    assert (meeting.status, meeting.invitees, meeting.postponed) == ("refused", BOTH, None)
    assert state.event(events[2].id).id == events[0].id
