"""The brief: who proposed and who accepted, what is cut short, and what else is on record."""

import pytest

from peacetalks import datasets
from peacetalks.events.agreements import PreconditionStated
from peacetalks.events.bookkeeping import EventRetracted
from peacetalks.events.force import CasualtiesReported, OffensiveLaunched
from peacetalks.events.law import RulingIssued
from peacetalks.events.mediation import MediationOffered
from peacetalks.events.security import (
    BlockadeEased,
    BlockadeImposed,
    CeasefireViolationAlleged,
    PrisonersReleased,
)
from peacetalks.events.statements import AllegationMade, DemandMade, ExpectationStated
from peacetalks.events.talks import TalksOpened
from peacetalks.events.territory import DisplacementReported, PopulationReported
from peacetalks.history import History
from peacetalks.reducer.folding import fold
from peacetalks.values.count import Count
from peacetalks.values.facts import Source
from stories import BOTH, accepted, flat, held, proposed, reached, refused, said, text

FOUR = ("ARM", "AZE", "GEO", "TUR")


# Facts that do not count


def test_facts_that_are_all_unsettled_are_named_and_not_printed_as_nothing():
    brief = flat(refused(id="no", on="2023-11"), on="2023-11-10")
    assert brief.startswith("NOTHING SETTLED on 2023-11-10")
    assert "CHECK 1 fact may have happened by then and does not count" in brief
    assert "meeting-refused no (November 2023)" in brief
    assert "no fact has an exact day" not in brief


def test_of_many_unsettled_facts_three_are_named():
    facts = [refused(id=f"no-{n}", meeting=f"m{n}", on="2023-11") for n in range(5)]
    brief = flat(*facts, on="2023-11-10")
    assert "5 facts may have happened by then and do not count" in brief
    assert brief.count("meeting-refused no-") == 3
    assert "and 2 more" in brief


def test_bookkeeping_that_was_not_applied_is_not_printed_as_nothing():
    brief = flat(EventRetracted(occurred="2024", target="x"))
    assert brief.startswith("NOTHING SETTLED")
    assert "CHECK 1 event about other events not applied" in brief


# Meetings


def test_one_who_only_proposed_did_not_accept():
    assert "m proposed by Azerbaijan" in flat(proposed(by="AZE"))
    assert "accepted by" not in flat(proposed(by="AZE"))


def test_a_proposer_and_one_who_accepted_are_told_apart():
    brief = flat(proposed(by="AZE"), accepted("ARM"))
    assert "m agreed, proposed by Azerbaijan, accepted by Armenia" in brief


def test_a_refused_meeting_names_who_proposed_and_who_accepted_it():
    brief = flat(proposed(by="USA"), accepted("ARM"), refused())
    assert "REFUSED by Azerbaijan on 10 November 2023" in brief
    assert "proposed by United States; accepted by Armenia" in brief


def test_a_conditional_yes_is_told_with_its_condition():
    brief = flat(proposed(by="USA"), accepted("AZE", conditions="the ban is lifted"))
    assert "accepted by Azerbaijan if: the ban is lifted" in brief


def test_the_visit_of_december_2023_was_accepted_on_a_condition():
    state = History(datasets.south_caucasus()).state(on="2023-12-31")
    brief = " ".join(state.summary().split())
    assert "2023-12 Azerbaijan, envoys proposed by United States" in brief
    assert "accepted by Azerbaijan if: the ban on visits of high Azerbaijani officials" in brief
    assert "accepted by United States" not in brief


def test_the_mediators_of_a_meeting_not_held_are_expected():
    assert "expected mediators European Union" in flat(proposed(mediators="EU"))
    after_all = flat(proposed(mediators="EU"), refused(), held(["ARM", "GEO"], mediators="EU"))
    assert "mediators European Union" in after_all
    assert "expected mediators" not in after_all


def test_whether_a_refused_meeting_was_held_without_them_is_not_stated_once_its_day_passed():
    events = [proposed(planned_for="2023-11-20"), refused()]
    silent = "whether it was held without Azerbaijan"
    assert silent in flat(*events, on="2023-12-01")
    assert silent not in flat(*events, on="2023-11-15")
    absent = held(["ARM", "GEO"])
    assert silent not in flat(*events, absent, on="2023-12-01")


@pytest.mark.parametrize(
    ("on", "silent"),
    [
        ("2023-11-20", False),
        ("2023-11-20T10:00+04:00", False),
        ("2023-11", True),
        ("[2023-11-19..2023-11-20]", True),
        ("2023-11-19/2023-11-21", True),
    ],
)
def test_the_day_of_last_contact_is_known_only_if_it_is_one_day(on, silent):
    assert ("day of last contact" in flat(held(on=on))) is silent


# Parties and mediators


def test_up_to_four_parties_are_in_the_title_and_beside_each_mediator():
    brief = flat(held(FOUR, mediators="EU"))
    assert brief.startswith("Armenia - Azerbaijan - Georgia - Türkiye on")
    for name in ("Armenia", "Azerbaijan", "Georgia", "Türkiye"):
        assert f"{name} accepted ~by conduct" in brief


def test_of_more_parties_four_are_named_and_the_rest_counted():
    brief = text(held([*FOUR, "IRN", "RUS"], mediators="EU"))
    assert " and 2 more" in brief.splitlines()[0]
    assert "and with 2 more parties" in brief
    assert max(map(len, brief.splitlines())) <= 80


def test_one_who_comes_to_a_single_meeting_is_no_third_party():
    meetings = [held(on=f"2023-01-0{n}", meeting=f"m{n}") for n in range(1, 5)]
    brief = flat(*meetings, held(["AZE", "GEO"], meeting="once"))
    assert brief.startswith("Armenia - Azerbaijan on")


def test_a_mediator_that_only_offered_is_shown_so():
    offer = MediationOffered(occurred="2023-10", mediator="IRN", parties=BOTH, sources=Source("a"))
    brief = flat(proposed(), offer)
    assert "Iran Armenia offered [1] Azerbaijan offered [1]" in brief


# Dates


@pytest.mark.parametrize(
    ("imposed", "eased", "printed"),
    [
        ("2023-01-05", "2023-02-01", "2023-01-05 b closed by Armenia, eased on 1 February 2023"),
        ("2023-01~", "2023-02?", "about 2023-01 b closed by Armenia, eased in February 2023"),
        ("[..2023-01-05]", "[..2023-02-01]", "by 2023-01-05 b closed by Armenia, eased by 1"),
        ("/2023-01-05", "2023", "until 2023-01-05 b closed by Armenia, eased in 2023"),
        (
            "2023-01-05/2023-01-07",
            "[2023-02-01..2023-02-03]",
            "2023-01-05 to 2023-01-07 b closed by Armenia, eased between 1 and 3 February 2023",
        ),
        ("[2023-01-05,2023-01-07]", "2024", "2023-01-05 or 2023-01-07 b closed by Armenia"),
        ("[2023-01-05..]", "2024", "2023-01-05 or later b closed by Armenia"),
        (
            "2023-01-05",
            "2023-02-01T09:30Z",
            "b closed by Armenia, eased on 1 February 2023, 09:30 UTC",
        ),
    ],
)
def test_dates_are_written_for_readers_and_not_in_edtf(imposed, eased, printed):
    closed = BlockadeImposed(occurred=imposed, blockade="b", by="ARM")
    opened = BlockadeEased(occurred=eased, blockade="b")
    assert printed in flat(closed, opened)


# Figures


def casualties(number):
    return [
        CasualtiesReported(occurred="2023-09-20", series=f"s{n}", measure="killed", count=n)
        for n in range(1, number + 1)
    ]


def displaced(number):
    return [
        DisplacementReported(occurred="2023-09-20", series=f"s{n}", count=n)
        for n in range(1, number + 1)
    ]


def test_figures_beyond_ten_are_counted():
    assert "more figure" not in flat(*displaced(10))
    assert "and 1 more figure " in flat(*displaced(11))
    assert "and 2 more figures" in flat(*displaced(12))
    assert "and 2 more casualty figures" in flat(*casualties(12))


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (Count.more_than(100_000), "(over 83 %)"),
        (Count.exactly(100_490), "(83 %)"),
        (Count.at_least(60_000), "(at least 50 %)"),
        (Count(low=60_000, high=100_490), "(50 to 83 %)"),
        (Count(high=100_000), "(under 84 %)"),
        (Count(high=60_000), "(at most 50 %)"),
    ],
)
def test_a_share_is_rounded_down_and_never_says_more_than_the_figure(count, told):
    base = PopulationReported(id="base", occurred="2023-09", area="NK", count=120_000)
    fled = DisplacementReported(
        occurred="2023-10-01", series="s", count=count, population_base="base"
    )
    assert told in flat(base, fled)


# Agreements


@pytest.mark.parametrize(
    ("event", "spoken_of"),
    [
        (ExpectationStated(occurred="2023", expectation="e", outcome="no waiver"), False),
        (ExpectationStated(occurred="2023", expectation="e", agreement="treaty"), True),
        (ExpectationStated(occurred="2023", expectation="e", stage="signed"), True),
        (TalksOpened(occurred="2023", talks="t", parties=BOTH), False),
        (PreconditionStated(occurred="2023", precondition="p", by="AZE"), False),
    ],
)
def test_that_there_is_no_agreement_is_said_only_where_one_is_spoken_of(event, spoken_of):
    assert ("no text, no stage on record" in flat(event)) is spoken_of


def test_what_is_missing_to_a_signature_names_the_preconditions_and_whose_they_are():
    wants = PreconditionStated(
        occurred="2025-03-13",
        precondition="constitution",
        by="AZE",
        needed_for="a",
        content="Armenia changes its constitution",
        sources=Source("one"),
    )
    brief = flat(reached("text_concluded"), wants)
    assert "still missing: " in brief
    assert "preconditions: Armenia changes its constitution (Azerbaijan) [1]" in brief


# Sources and actors


def test_a_line_whose_fact_has_no_source_says_so():
    assert "REFUSED by Azerbaijan on 10 November 2023 [no source]" in flat(refused())
    assert "[no source]" not in flat(refused(sources=Source("one")))


def test_what_parties_call_an_offensive_cites_who_tells_it():
    launched = OffensiveLaunched(
        occurred="2023", offensive="o", by="AZE", labels={"ARM": "war"}, sources=Source("one")
    )
    assert 'Armenia calls it "war" [1]' in flat(launched)


def test_codes_that_the_registry_does_not_know_are_named():
    assert "1 actor not in the registry: AZR" in flat(proposed(), refused("AZR"))
    assert "2 actors not in the registry: AZR, QQQ" in flat(refused(["AZR", "QQQ"]))
    assert "registry" not in flat(proposed(mediators="EU"), refused())


# What else is on record


def test_what_no_other_section_prints_is_listed_at_the_end():
    source = {"sources": Source("one")}
    brief = text(
        RulingIssued(
            occurred="2023-02-22", ruling="r", court="ICJ", subject="the corridor", **source
        ),
        AllegationMade(occurred="2023-09-19", by="ARM", against="AZE", alleged="war", **source),
        PrisonersReleased(occurred="2023-12-13", by="AZE", to="ARM", count=32, **source),
        CeasefireViolationAlleged(occurred="2023-12-14", ceasefire="c", by="ARM", against="AZE"),
        DemandMade(occurred="2023-12-15", demand="d", by="AZE", of="ARM", content="leave"),
        said("2023-12-16", by="ARM"),
    )
    section = brief.partition("ALSO ON RECORD\n")[2].partition("\n\n")[0]
    lines = [" ".join(line.split()) for line in section.splitlines()]
    assert lines == [
        "2023-12-15 demand, Azerbaijan of Armenia: leave [no source]",
        "2023-12-14 violation alleged, Armenia against Azerbaijan: c [no source]",
        "2023-12-13 prisoners released, Azerbaijan to Armenia: 32 [1]",
        "2023-09-19 allegation made, Armenia against Azerbaijan: war [1]",
        "2023-02-22 ruling issued, International Court of Justice: the corridor [1]",
    ]


def test_the_latest_ten_are_listed_in_two_lines_each_and_the_rest_counted():
    rulings = [
        RulingIssued(occurred=f"2023-02-{n:02}", ruling=f"r{n}", court="ICJ", subject="long " * 40)
        for n in range(1, 14)
    ]
    section = fold(rulings).summary().partition("ALSO ON RECORD\n")[2].partition("\n\n")[0]
    lines = section.splitlines()
    assert len(lines) == 21
    assert lines[0].startswith("  2023-02-13 ruling issued, International Court of Justice: long")
    assert lines[-1] == "  and 3 more"
    assert max(map(len, lines)) <= 80
