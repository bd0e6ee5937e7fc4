"""What a fact states reaches its part; talks, blockades, peacekeepers, measures, demands."""

import attrs
import pytest

from peacetalks.events.agreements import PreconditionStated, ProposalTabled
from peacetalks.events.force import CasualtiesReported, HostilitiesStarted, OffensiveLaunched
from peacetalks.events.law import LegalActIssued, RelationsMeasureTaken
from peacetalks.events.security import (
    BlockadeEased,
    BlockadeImposed,
    CeasefireDeclared,
    PeacekeepersDeployed,
    PeacekeepersWithdrawn,
)
from peacetalks.events.statements import (
    CommitmentMade,
    DeadlineExtended,
    DemandMade,
    ExpectationStated,
)
from peacetalks.events.talks import (
    DelegationNamed,
    NegotiationResumed,
    NegotiationSuspended,
    TalksEnded,
    TalksOpened,
)
from peacetalks.events.territory import DisplacementReported, TerritorialControlChanged
from peacetalks.reducer.folding import fold
from peacetalks.values.facts import Condition, Place
from stories import BOTH, held, proposed, reached, refused

WHOLE = [
    proposed(
        by="ARM",
        level="leaders",
        place=Place("Granada"),
        planned_for="2023-10-05",
        mediators="EU",
        format="trilateral",
        agenda="the border",
        talks="t",
        round=2,
    ),
    held(
        mediators="EU",
        absent="TUR",
        level="leaders",
        place=Place("Granada"),
        format="trilateral",
        outcome="a statement",
        talks="t",
        round=2,
    ),
    TalksOpened(
        occurred="2023",
        talks="t",
        parties=BOTH,
        mediators="EU",
        format="trilateral",
        mode="direct",
        agenda="the border",
        aim="a",
        parent="peace",
        round=1,
    ),
    ProposalTabled(
        occurred="2023", proposal="p", by="ARM", to="AZE", title="T", version="2", agreement="a"
    ),
    PreconditionStated(
        occurred="2023", precondition="p", by="AZE", to="ARM", needed_for="a", content="first"
    ),
    reached(
        "draft",
        title="Treaty",
        part_of="whole",
        version="2",
        supersedes="old",
        scope="comprehensive",
        parties=BOTH,
        witnesses="USA",
        approved_by="ARM",
        provisions=("one", "two"),
    ),
    ExpectationStated(
        occurred="2023",
        expectation="e",
        by="ARM",
        outcome="a deal",
        modality="possible",
        jointly=False,
        agreement="a",
        stage="signed",
        due="2023-12-31",
        due_text="by the end of the year",
    ),
    CommitmentMade(
        occurred="2023",
        commitment="c",
        by="ARM",
        to="AZE",
        under="a",
        content="maps",
        due="2023-12",
        conditions=(Condition("calm"),),
    ),
    DeadlineExtended(
        occurred="2023",
        deadline="d",
        due="2023-12-31",
        granted_by="AZE",
        reasons="security_or_humanitarian",
    ),
    DemandMade(
        occurred="2023", demand="d", by="AZE", of="ARM", force="ultimatum", content="withdraw"
    ),
    HostilitiesStarted(occurred="2023", hostilities="h", parties=BOTH),
    OffensiveLaunched(
        occurred="2023",
        offensive="o",
        by="AZE",
        against="NK",
        area="NK",
        labels={"AZE": "measures"},
    ),
    CeasefireDeclared(
        occurred="2023",
        ceasefire="c",
        parties=BOTH,
        effective_from="2023-09-20",
        expires="2024",
        scope="the border",
        purpose="humanitarian",
        terms="no shelling",
        announced_by="RUS",
        brokered_by="RUS",
        monitor="OSCE",
    ),
    BlockadeImposed(occurred="2023", blockade="b", route="Lachin road", by="AZE"),
    PeacekeepersDeployed(occurred="2023", force="f", by="RUS", count=1960, form="observers"),
    TerritorialControlChanged(
        occurred="2023",
        area="NK",
        offensive="o",
        from_="NK",
        mode="force",
        contested_by="ARM",
    ),
    DisplacementReported(
        occurred="2023",
        series="s",
        group="all",
        origin="NK",
        destination="ARM",
        population_base="base",
        share_text="almost all",
        count=7,
        measure="cumulative",
        as_of="2023-10-01",
        counting_body="UN",
    ),
    CasualtiesReported(
        occurred="2023",
        series="s",
        incident="i",
        group="civilians",
        measure="killed",
        count=7,
        as_of="2023-10-01",
        counting_body="NK",
    ),
    LegalActIssued(
        occurred="2023", legal_act="l", by="NK", content="dissolution", effective="2024-01-01"
    ),
    RelationsMeasureTaken(
        occurred="2023",
        relations_measure="r",
        by="USA",
        against="AZE",
        measure="visits_cancelled",
        status="imposed",
        count=3,
        until="2024",
        linked_to="peace",
    ),
]
OTHERWISE = {"by", "to", "from_", "force"}
"""Kept under the name of what it is in the part."""


@pytest.mark.parametrize("event", WHOLE, ids=lambda event: event.kind)
def test_all_that_a_fact_states_reaches_its_part(event):
    state = fold([event])
    found = [part for _, _, part in state.parts if event in part.because]
    stated = {f.name for f in attrs.fields(type(event)) if getattr(event, f.name) != f.default}
    stated -= {"occurred"}
    part = max(found, key=lambda part: len(stated & set(attrs.fields_dict(type(part)))))
    for name in stated:
        value = getattr(event, name)
        if hasattr(part, name):
            assert getattr(part, name) == value, name
        else:
            assert name in OTHERWISE, name
            assert any(getattr(part, f.name) == value for f in attrs.fields(type(part))), (
                f"{name} is nowhere"
            )


# The next change of control, and the next count, is a whole of its own.
FORGETFUL = (TerritorialControlChanged, DisplacementReported, CasualtiesReported)


@pytest.mark.parametrize(
    "event", [e for e in WHOLE if not isinstance(e, FORGETFUL)], ids=lambda event: event.kind
)
def test_a_fact_that_is_silent_takes_nothing_away(event):
    needed = {
        f.alias: getattr(event, f.name)
        for f in attrs.fields(type(event))
        if f.default is attrs.NOTHING
    }
    silent = type(event)(**needed)
    assert fold([event, silent]) == fold([event])


# Talks


def talks(*events):
    return fold(events).parts.talks["t"]


OPENED = TalksOpened(occurred="2023-01-01", talks="t", parties=BOTH)


def suspended(by=None, **more):
    return NegotiationSuspended(occurred="2023-02-01", talks="t", by=by, **more)


def resumed(by=None):
    return NegotiationResumed(occurred="2023-03-01", talks="t", by=by)


def test_talks_known_only_by_a_delegation_are_mentioned():
    named = DelegationNamed(occurred="2023", talks="t", by=BOTH, persons=("A", "B"))
    assert talks(named).status == "mentioned"
    assert talks(named).delegations == {"ARM": ("A", "B"), "AZE": ("A", "B")}


def test_a_delegation_of_nobody_named_does_not_replace_one():
    events = [
        DelegationNamed(occurred="2023", talks="t", by="ARM", persons="A"),
        DelegationNamed(occurred="2024", talks="t", by="ARM"),
    ]
    assert talks(*events).delegations == {"ARM": ("A",)}


def test_talks_stay_suspended_until_each_who_left_is_back():
    events = [OPENED, suspended("ARM"), suspended("AZE", resume_if="calm")]
    assert talks(*events).suspended_by == BOTH
    assert talks(*events, resumed("ARM")).status == "suspended"
    assert talks(*events, resumed("ARM"), resumed("AZE")).status == "open"
    assert talks(*events, resumed()).status == "open"
    assert talks(*events, resumed()).resume_if is None


@pytest.mark.parametrize("event", [suspended(), suspended("ARM", scope="all")])
def test_talks_suspended_for_all_are_suspended(event):
    found = talks(OPENED, event)
    assert (found.status, found.suspended_for_all) == ("suspended", True)
    assert talks(OPENED, event, resumed()).status == "open"


def test_one_party_that_stays_away_does_not_suspend_for_all():
    found = talks(OPENED, suspended("ARM", scope="party"))
    assert (found.suspended_by, found.suspended_for_all) == (("ARM",), False)


def test_talks_ended_are_ended_and_opened_again_are_open():
    ended = TalksEnded(occurred="2023-06-01", talks="t", outcome="a treaty")
    assert (talks(OPENED, ended).status, talks(OPENED, ended).outcome) == ("ended", "a treaty")
    again = attrs.evolve(OPENED, occurred="2024-01-01")
    assert (talks(OPENED, ended, again).status, talks(OPENED, ended, again).outcome) == (
        "open",
        None,
    )


# Blockades, peacekeepers, measures


def test_a_blockade_eased_and_imposed_again_is_not_eased():
    imposed = BlockadeImposed(occurred="2022-12-12", blockade="b", route="road", by="AZE")
    eased = BlockadeEased(occurred="2023-09-24", blockade="b")
    assert fold([imposed, eased]).parts.blockades["b"].eased.text == "2023-09-24"
    again = attrs.evolve(imposed, occurred="2023-10-01")
    assert fold([imposed, eased, again]).parts.blockades["b"].eased is None


def test_who_opens_a_road_is_not_the_one_who_closed_it():
    events = [
        BlockadeImposed(occurred="2022", blockade="b", by="AZE"),
        BlockadeEased(occurred="2023", blockade="b", by="RUS", route="road"),
    ]
    found = fold(events).parts.blockades["b"]
    assert (found.by, found.route) == (("AZE",), "road")


def test_peacekeepers_that_left_and_came_back_are_there():
    came = PeacekeepersDeployed(occurred="2020", force="f", by="RUS", count=1960)
    left = PeacekeepersWithdrawn(occurred="2024", force="f", count=1960, form="observers")
    gone = fold([came, left]).parts.peacekeepers["f"]
    assert (gone.withdrawn.text, gone.by, gone.form) == ("2024", ("RUS",), "observers")
    assert fold([came, left, came]).parts.peacekeepers["f"].withdrawn is None


def test_a_measure_moves_from_status_to_status():
    imposed = RelationsMeasureTaken(
        occurred="2023", relations_measure="r", measure="sanctions", by="USA", status="imposed"
    )
    lifted = attrs.evolve(imposed, occurred="2024", status="lifted", by=None)
    found = fold([imposed, lifted]).parts.relations_measures["r"]
    assert (found.status, found.since.text, found.by) == ("lifted", "2024", ("USA",))


def test_a_part_names_the_sources_and_the_claimants_of_its_facts():
    events = [proposed(claimed_by="ARM"), refused(claimed_by=("AZE", "ARM"))]
    found = fold(events).meeting("m")
    assert set(found.claimed_by) == {"ARM", "AZE"}
    assert fold([*events, held()]).meeting("m").claimed_by == ()
