"""The brief: how wide it is, and that no text breaks, widens or loses a line."""

import pytest

from peacetalks import datasets
from peacetalks.events.agreements import PreconditionStated, ProposalTabled
from peacetalks.events.force import CasualtiesReported, HostilitiesStarted, OffensiveLaunched
from peacetalks.events.law import LegalActIssued, RelationsMeasureTaken
from peacetalks.events.mediation import MediationAccepted, MediationRejected
from peacetalks.events.meetings import MeetingsHeld
from peacetalks.events.security import BlockadeImposed, CeasefireDeclared, PeacekeepersDeployed
from peacetalks.events.statements import CommitmentMade, ExpectationStated, StatementMade
from peacetalks.events.talks import AssessmentMade
from peacetalks.events.territory import (
    DisplacementReported,
    PopulationReported,
    TerritorialControlChanged,
)
from peacetalks.history import History
from peacetalks.primitives.when import When
from peacetalks.values.count import Count
from peacetalks.values.facts import Place, Reason, Source
from stories import BOTH, at, flat, held, proposed, reached, refused, text

WIDTH = 80


def too_wide(brief):
    return [line for line in brief.splitlines() if len(line) > WIDTH]


# Hostile texts


HOSTILE = {
    "one very long word": "x" * 300,
    "many words": "word " * 90,
    "new lines": "one\ntwo\r\nthree\x0bfour\x0cfive\x85six\u2028seven\u2029eight\tnine",
    "control characters": "a\x1b[31mred\x1b[0m\x07\x08b",
    "right to left": "\u0634\u0648\u0634\u0627 " * 40,
    "overridden direction": "abc \u202e dlrow \u2066 def " * 10,
    "hyphens": "-".join(["anti"] * 60),
    "nothing": "",
    "only spaces": "   \n  ",
    "braces and brackets": "{0} %s [1] {x!r} " * 12,
}


def everything(words):
    """Return facts of every part that a brief prints, with some words wherever words may stand."""
    press = Source(
        words or "press", title=words, published="2023-11-16", locator=words, quote=words
    )
    linked = Source("press", url=f"https://example.org/{'y' * 120}")
    more = {"sources": (press, linked), "certainty": "inferred", "note": words}
    why = Reason("mediator_bias", words, against=BOTH, quote=words, according_to=BOTH)
    long = ("ARM-" + "X" * 90, "AZE-" + "Y" * 90)
    return [
        proposed(place=Place(words or "somewhere"), agenda=words, planned_for="2024-02-01", **more),
        refused(reasons=(why, "venue"), alternatives_offered=(words, words), **more),
        refused("ARM", meeting="c" * 200, reasons=why, speaker=words),
        proposed(meeting="l", invitees=long, by=long, mediators=long),
        refused(long, meeting="l", reasons=why),
        held(on="2023-12-01", meeting="h", format=words, outcome=words, mediators=BOTH, **more),
        held(long, on="2023-12-02", meeting="i", absent=long, mediators=long),
        MeetingsHeld(occurred="2023", count=Count.some(words), **more),
        MediationAccepted(occurred="2023", by=BOTH, mediator="EU", conditions=words),
        MediationRejected(
            occurred="2023", by=BOTH, mediator="USA", scope="format", limited_to=words or "x"
        ),
        reached("initialled", title=words, parties=BOTH, **more),
        reached("draft", agreement="b" * 200),
        reached("signed", agreement="s", by="ARM", parties=(*BOTH, *long)),
        reached("suspended", agreement="s", by=long),
        AssessmentMade(occurred="2023", by=long, judgement="stalemate"),
        ExpectationStated(
            occurred="2023", expectation="e", by=long, outcome=words, due_text=words, due="2024"
        ),
        ExpectationStated(occurred="2023", expectation="f", outcome=words, due_text=words),
        ProposalTabled(occurred="2023", proposal="p" * 200, to=long, title=words),
        PreconditionStated(occurred="2023", precondition="q", by=long, content=words),
        CommitmentMade(occurred="2023", commitment="c" * 200, by=long, content=words),
        CommitmentMade(occurred="2023", commitment="o" * 200, by=long, due="2023-12-01"),
        StatementMade(occurred="2023", by=long, text=words, conditions=words),
        TerritorialControlChanged(
            occurred="2023", area=(words.strip() or "NK"), to=long[0], from_=long[1]
        ),
        OffensiveLaunched(occurred="2023", offensive="o", by=long, labels={"ARM": words}),
        HostilitiesStarted(occurred="2023", hostilities="h", parties=long),
        CeasefireDeclared(occurred="2023", ceasefire="c", parties=long),
        BlockadeImposed(occurred="2023", blockade="b", route=words, by=long, claimed_by=long),
        PeacekeepersDeployed(occurred="2023", force="f", form=words, count=Count.some(words)),
        PopulationReported(id="base", occurred="2023", area="NK", count=120_000),
        DisplacementReported(
            occurred="2023",
            series="s",
            count=Count.more_than(100_000),
            population_base="base",
            share_text=words,
            destination=words.strip() or None,
            counting_body=long[0],
        ),
        CasualtiesReported(
            occurred="2023", series="s" * 200, measure="killed", count=1, group=words
        ),
        LegalActIssued(occurred="2023", legal_act="l", content=words, by=long),
        RelationsMeasureTaken(
            occurred="2023",
            relations_measure="r",
            measure="sanctions",
            by=long,
            against=long,
            count=Count.some(words),
            until="[2024-01-01,2024-02-01,2024-03-01,2024-04-01,2024-05-01,2024-06-01]",
        ),
    ]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_text_makes_a_line_wider_than_eighty_or_breaks_one(words):
    brief = at(everything(words), "2024-01-15").summary()
    listed = brief.index("\n[1] ")
    assert too_wide(brief[:listed]) == []
    assert all("https://" in line for line in too_wide(brief[listed:]))
    for character in "\x1b\x07\x08\x0b\x0c\x85\u2028\u2029\u202e\u2066\r\t":
        assert character not in brief
    assert brief.splitlines() == brief.split("\n")
    assert brief == brief.rstrip()


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_lost_from_a_line_for_being_long(words):
    letters = "".join(c for c in words if c.isalnum() and c.isascii())
    printed = flat(refused(reasons=Reason("venue", words))).replace(" ", "")
    assert letters in "".join(c for c in printed if c.isalnum())


def test_an_address_is_never_broken():
    url = f"https://example.org/{'y' * 200}"
    assert url in text(refused(sources=Source("press", url=url)))


def test_an_address_with_line_breaks_stays_in_its_line():
    brief = text(refused(sources=Source("press", url="https://x.example/\nCHECK  all is well")))
    assert not any(line.startswith("CHECK  all") for line in brief.split("\n"))


def test_the_longest_names_of_actors_are_wrapped():
    brief = text(held(["GBR", "BIH-" + "A" * 120]))
    assert too_wide(brief) == []


def test_a_long_viewpoint_is_wrapped():
    brief = History([refused()]).state(on="2023-11-17", known="2023-11-20T13:00:00.000001+04:00")
    assert too_wide(brief.summary()) == []


def test_many_facts_and_sources_do_not_widen_the_count():
    events = [
        refused(meeting=f"m{n}", sources=Source(f"paper-{n}", locator="paragraph 1234"))
        for n in range(1100)
    ]
    assert too_wide(text(*events)) == []
    assert "1,100 facts, 1,100 sources." in text(*events)


# The reference stream


@pytest.mark.parametrize("day", ["2020-11-10", "2022-12-31", "2023-09-30", "2023-11-17", "2025-12"])
def test_the_brief_of_the_reference_stream_keeps_its_width_on_any_day(day):
    state = History(datasets.south_caucasus()).state(on=day, known=When(day))
    brief = state.summary()
    listed = brief.index("\n[1] ")
    assert too_wide(brief[:listed]) == []
    assert brief.startswith("Armenia - Azerbaijan")
