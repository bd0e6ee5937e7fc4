"""The brief: what it says where the sources are silent, and how what it says is marked."""

import pytest

from peacetalks.events.agreements import PreconditionStated, ProposalTabled
from peacetalks.events.bookkeeping import EventRetracted
from peacetalks.events.force import CasualtiesReported, HostilitiesStarted, OffensiveLaunched
from peacetalks.events.law import LegalActIssued, RelationsMeasureTaken
from peacetalks.events.mediation import MediationAccepted, MediationRejected, MediatorStandingWarned
from peacetalks.events.meetings import MeetingCancelled, MeetingsHeld
from peacetalks.events.security import BlockadeImposed, CeasefireDeclared, PeacekeepersDeployed
from peacetalks.events.statements import CommitmentMade, ExpectationStated
from peacetalks.events.talks import AssessmentMade
from peacetalks.events.territory import DisplacementReported, TerritorialControlChanged
from peacetalks.history import History
from peacetalks.reducer.folding import fold
from peacetalks.state.negotiation import NegotiationState
from peacetalks.values.facts import Participant, Reason, Source
from stories import BOTH, accepted, flat, held, proposed, refused, said, text

# Nothing on record


def test_a_state_of_nothing_says_so_and_no_more():
    assert " ".join(NegotiationState().summary().split()) == "NOTHING ON RECORD no day"


def test_a_state_of_nothing_on_a_day_names_the_day():
    brief = History([]).state(on="2023-11-17", known="2023-11-17").summary()
    assert brief.startswith("NOTHING ON RECORD")
    assert "on 2023-11-17, knowing what was public then" in brief


def test_a_fact_that_names_no_party_is_not_printed_as_nothing():
    brief = text(OffensiveLaunched(occurred="2023-09-19", offensive="o"))
    assert brief.startswith("PARTIES NOT STATED")
    assert "1 fact" in brief


def test_printing_a_state_prints_its_brief():
    state = fold([refused()])
    assert str(state) == state.summary()


def test_those_whom_a_mediator_stands_with_are_the_subject_where_nobody_met():
    brief = flat(MediationRejected(occurred="2022-11-25", by="AZE", mediator="FRA"))
    assert brief.startswith("Azerbaijan")
    assert "France Azerbaijan REJECTED 2022-11-25" in brief


# Where the sources are silent


def test_of_a_refused_meeting_it_names_all_that_is_not_stated():
    brief = flat(proposed(), refused())
    silent = "not stated: who proposed it, Armenia's answer, why Azerbaijan refused, an alternative"
    assert silent in brief


def test_what_is_stated_is_not_called_silent():
    brief = flat(
        proposed(by="USA"),
        accepted("ARM"),
        refused(reasons="venue", alternatives_offered=()),
    )
    assert "not stated" not in brief.partition("SILENT ON")[0]


@pytest.mark.parametrize(
    ("event", "printed"),
    [
        (
            TerritorialControlChanged(occurred="2023", area="NK"),
            "Nagorno-Karabakh: control passed, to whom is not stated",
        ),
        (OffensiveLaunched(occurred="2023", offensive="o"), "offensive of not stated"),
        (OffensiveLaunched(occurred="2023", offensive="o"), "no end on record"),
        (HostilitiesStarted(occurred="2023", hostilities="h"), "fighting, h, no end on record"),
        (BlockadeImposed(occurred="2023", blockade="b"), "b closed by not stated, not eased"),
        (PeacekeepersDeployed(occurred="2023", force="f"), "number not stated"),
        (DisplacementReported(occurred="2023", series="s"), "number not stated"),
        (DisplacementReported(occurred="2023", series="s", count=5), "date of the count not given"),
        (
            DisplacementReported(occurred="2023", series="s", count=5),
            "source of the count not given",
        ),
        (LegalActIssued(occurred="2023", legal_act="decree"), "decree (not stated): in force"),
        (AssessmentMade(occurred="2023", judgement="progress"), '"progress" (not stated)'),
        (ExpectationStated(occurred="2023", expectation="e"), "not stated outcome not stated"),
        (ExpectationStated(occurred="2023", expectation="e"), "no date"),
        (ProposalTabled(occurred="2023", proposal="p"), "p, to not stated"),
        (PreconditionStated(occurred="2023", precondition="p"), "precondition of not stated p"),
        (CommitmentMade(occurred="2023", commitment="c"), "no day set"),
        (
            RelationsMeasureTaken(occurred="2023", relations_measure="r", measure="sanctions"),
            "not stated: sanctions; still in force, as far as known",
        ),
    ],
)
def test_it_says_not_stated_and_never_guesses(event, printed):
    assert printed in flat(event)


def test_it_names_what_nothing_on_record_speaks_of():
    silent = flat(refused()).partition("SILENT ON")[2]
    for what in ("agenda", "casualties", "ceasefire", "displacement", "prisoners", "last contact"):
        assert what in silent


def test_what_is_on_record_is_not_among_what_it_is_silent_on():
    events = [
        proposed(agenda="the border"),
        held(),
        CeasefireDeclared(occurred="2023", ceasefire="c"),
        CasualtiesReported(occurred="2023", series="s", measure="killed", count=1),
    ]
    silent = flat(*events).partition("SILENT ON")[2]
    assert "displacement" in silent
    for what in ("agenda", "casualties", "ceasefire", "last contact"):
        assert what not in silent


def test_without_an_agreement_it_says_that_there_is_none():
    brief = flat(AssessmentMade(occurred="2023", judgement="progress"))
    assert "peace agreement: no text, no stage on record" in brief


def test_a_day_that_passed_in_silence_is_said():
    events = [proposed(planned_for="2023-11-20", place="Washington")]
    assert "2023-11-20 Washington date passed, outcome not recorded" in flat(
        *events, on="2023-12-01"
    )


# Marks


@pytest.mark.parametrize(("certainty", "mark"), [("inferred", " ~"), ("provisional", " ?")])
def test_what_is_inferred_or_provisional_is_marked_on_its_line(certainty, mark):
    took = {"occurred": "2023-09-20", "area": "NK", "to": "AZE"}
    plain = TerritorialControlChanged(**took)
    marked = TerritorialControlChanged(**took, certainty=certainty, note="read off a map")
    line = "Nagorno-Karabakh: Azerbaijan took over"
    assert f"{line}{mark}" in text(marked)
    assert f"{line} ~" not in text(plain)
    assert f"{line} ?" not in text(plain)


def test_what_is_read_off_conduct_is_marked():
    brief = flat(held(mediators="EU"))
    assert "accepted ~by conduct" in brief
    assert "acceptable to Armenia and Azerbaijan: European Union ~" in brief


def test_an_acceptance_in_words_carries_no_mark():
    accepts = [MediationAccepted(occurred="2023", by=code, mediator="EU") for code in BOTH]
    assert "~by conduct" not in text(*accepts)
    assert "acceptable to Armenia and Azerbaijan: European Union" in flat(*accepts)


def test_a_provisional_rejection_is_printed_as_unconfirmed_beside_the_level_that_stands():
    rumour = MediationRejected(
        occurred="2024-01", by="AZE", mediator="USA", certainty="provisional"
    )
    warned = MediatorStandingWarned(occurred="2023-11-16", by="AZE", mediator="USA")
    brief = flat(warned, rumour)
    assert "Azerbaijan WARNED 2023-11-16" in brief
    assert "unconfirmed: rejected in January 2024 ?" in brief


def test_the_marks_are_explained():
    assert "~ inferred ? provisional" in flat(refused())


# Meetings


def test_a_refusal_names_who_when_why_and_the_mediators():
    brief = flat(
        proposed(planned_for="2023-11-20", place="Washington", level="foreign_ministers"),
        proposed(
            on="2023-11-02", invitees=None, mediators=("EU", Participant("FRA", "co_mediator"))
        ),
        refused(reasons=Reason("mediator_bias", against="FRA", quote="biased")),
    )
    assert (
        "2023-11-20 Washington, foreign ministers REFUSED by Azerbaijan on 10 November 2023"
        in brief
    )
    assert 'why alleged bias of France: "biased"' in brief
    assert "expected mediators European Union, joined by France" in brief


def test_a_host_who_calls_off_what_another_refused_is_not_blamed_for_the_refusal():
    called_off = MeetingCancelled(occurred="2023-11-12", meeting="m", by="EU")
    brief = flat(proposed(), refused(), called_off)
    assert "CANCELLED by European Union on 12 November 2023" in brief
    assert "refused by Azerbaijan on 10 November 2023" in brief
    assert "CANCELLED by Azerbaijan" not in brief


def test_a_refusal_of_an_earlier_attempt_is_told_as_one():
    brief = flat(proposed(), refused(reasons="venue"), proposed(on="2023-12-01"))
    assert "undated m proposed" in brief
    assert "refused by Azerbaijan on 10 November 2023" in brief


def test_a_meeting_held_without_the_one_who_refused_says_so():
    brief = flat(proposed(), refused(), held(["ARM", "GEO"], mediators="EU"))
    assert "REFUSED by Azerbaijan on 10 November 2023, HELD without Azerbaijan" in brief


# Singular and plural


@pytest.mark.parametrize(
    ("events", "on", "printed"),
    [
        ([refused()], None, "1 fact, 0 sources."),
        ([refused(sources=Source("one"))], None, "1 fact, 1 source."),
        ([refused(), refused(meeting="n")], None, "2 facts, 0 sources."),
        (
            [ProposalTabled(occurred="2024-01-01", proposal="p")],
            "2024-01-02",
            "not stated, open for 1 day",
        ),
        ([ProposalTabled(occurred="2024-01-01", proposal="p")], "2024-01-03", ", open for 2 days"),
        (
            [ExpectationStated(occurred="2024", expectation="e", due="2024-12-31")],
            "2025-01-01",
            "LAPSED 1 day ago",
        ),
        (
            [ExpectationStated(occurred="2024-01", expectation="e", due="2024-03-02")],
            "2024-03-01",
            "open, 1 day left",
        ),
        (
            [ExpectationStated(occurred="2024-01", expectation="e", due="2024-03-02")],
            "2024-03-02",
            "open, 0 days left",
        ),
        (
            [CommitmentMade(occurred="2024-01-01", commitment="c", due="2024-01-02")],
            "2024-01-03",
            "OVERDUE c, due 2 January 2024, 1 day ago",
        ),
        (
            [refused(), EventRetracted(occurred="2024", target="x")],
            None,
            "1 event about other events not applied",
        ),
        (
            [held(on=f"2023-01-{n:02}", meeting=f"m{n}") for n in range(1, 12)],
            None,
            "and 1 more earlier meeting",
        ),
        (
            [held(on=f"2023-01-{n:02}", meeting=f"m{n}") for n in range(1, 13)],
            None,
            "and 2 more earlier meetings",
        ),
        ([MeetingsHeld(occurred="2023", count=1)], None, "1 round HELD"),
        ([MeetingsHeld(occurred="2023", count=3)], None, "3 rounds HELD"),
        ([MeetingsHeld(occurred="2023")], None, "several rounds HELD"),
    ],
)
def test_one_is_singular_and_others_are_plural(events, on, printed):
    assert printed in flat(*events, on=on)


def test_a_promise_that_is_the_only_fact_is_printed():
    assert "promised c" in flat(CommitmentMade(occurred="2024", commitment="c", by="ARM"))


def test_facts_that_only_may_have_happened_are_counted_apart():
    brief = flat(*[refused(), said("2023-11", by="ARM")], on="2023-11-10")
    assert "1 fact may have happened by then and does not count: statement-made" in brief


# Sources


def test_each_document_has_one_number_and_paragraphs_stand_behind_it():
    first = Source("one", url="https://one.example", locator="paragraph 9")
    brief = text(
        refused(sources=first),
        refused(meeting="n", sources=(Source("two"), Source("one", url="https://one.example"))),
    )
    assert "2 sources." in brief
    assert "[1] " in brief
    assert "[3] " not in brief
    assert ".9]" in brief
    assert "no url" in brief


def test_many_sources_of_one_line_are_cut_short():
    brief = text(refused(sources=tuple(Source(f"paper-{n}") for n in range(9))))
    assert "[1, 2, 3, …]" in brief
    assert "9 sources." in brief
    assert brief.count("paper-") == 3
