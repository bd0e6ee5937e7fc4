"""Rows written again: proposed to be merged, never merged."""

from __future__ import annotations

from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.errors import InvalidValue
from peacetalks.events.bookkeeping import EventsMerged
from peacetalks.events.meetings import MeetingHeld
from peacetalks.importers.duplication import duplicates
from peacetalks.values.facts import ExternalId, Place, Source

FIXTURES = Path(__file__).parents[1] / "fixtures"


def meeting(number, *, who=("ARM", "AZE"), code="046", day="2023-11-16", url="a", place="Tbilisi"):
    return MeetingHeld(
        occurred=day,
        id=f"gdelt:{number}",
        meeting=f"gdelt:{number}",
        participants=who,
        sources=Source("example.org", url=url and f"https://example.org/{url}"),
        place=place and Place(place),
        external_ids=(ExternalId("gdelt", str(number)), ExternalId("cameo-gdelt", code)),
    )


def merged(events, **options):
    found = duplicates(events, occurred="2024-05-01", **options)
    return [(one.canonical, one.duplicates) for one in found]


def test_the_first_stays_and_the_others_are_merged_into_it():
    events = [meeting(1), meeting(2), meeting(3)]
    assert merged(events) == [("gdelt:1", ("gdelt:2", "gdelt:3"))]


def test_the_order_of_those_who_met_does_not_tell_meetings_apart():
    assert merged([meeting(1), meeting(2, who=("AZE", "ARM"))]) == [("gdelt:1", ("gdelt:2",))]


@pytest.mark.parametrize(
    "other",
    [{"who": ("ARM", "GEO")}, {"code": "040"}, {"day": "2023-11-17"}, {"url": "b"}],
)
def test_another_actor_code_day_or_article_is_another_fact(other):
    assert merged([meeting(1), meeting(2, **other)]) == []


def test_by_place_the_article_does_not_matter_and_the_place_does():
    assert merged([meeting(1), meeting(2, url="b")], by="place") == [("gdelt:1", ("gdelt:2",))]
    assert merged([meeting(1), meeting(2, place="Sochi")], by="place") == []
    assert merged([meeting(1), meeting(2, place="Sochi")]) == [("gdelt:1", ("gdelt:2",))]


def test_what_names_no_article_is_like_no_other_and_is_counted():
    found = duplicates([meeting(1, url=None), meeting(2, url=None)], occurred="2024-05-01")
    assert (len(found), found.without, found.events) == (0, 2, 2)


def test_stories_of_icews_do_not_tell_acts_of_one_place_apart():
    first, second = meeting(1), meeting(2)
    told = [
        pt.MeetingHeld(
            occurred=event.occurred,
            id=event.id,
            meeting=event.id,
            participants=event.participants,
            place=event.place,
            external_ids=(*event.external_ids, ExternalId("icews-story", event.id)),
        )
        for event in (first, second)
    ]
    assert merged(told, by="place") == [("gdelt:1", ("gdelt:2",))]
    assert merged(told, by="place", ignoring=()) == []


def test_the_count_says_how_many_facts_and_repetitions_there_are():
    events = [meeting(1), meeting(2), meeting(3, code="040"), meeting(4, code="040"), meeting(5)]
    found = duplicates(events, occurred="2024-05-01")
    assert (found.facts, found.repetitions, found.kinds) == (2, 3, {"meeting-held": 3})
    assert str(found).startswith("3 of 5 events repeat one of 2 facts")


def test_proposals_are_events_of_the_day_of_the_decision():
    (proposal,) = duplicates([meeting(1), meeting(2)], occurred="2024-05-01")
    assert isinstance(proposal, EventsMerged)
    assert proposal.occurred == pt.When("2024-05-01")


def test_nothing_is_merged_until_the_proposals_are_appended():
    events = [meeting(1), meeting(2)]
    found = duplicates(events, occurred="2024-05-01")
    assert len(pt.History(events).state().parts.meetings) == 2
    together = pt.History([*events, *found]).state()
    assert list(together.parts.meetings) == ["gdelt:1"]


def test_a_visit_that_gdelt_wrote_again_elsewhere_is_found_by_its_article():
    imported = list(importers.read(FIXTURES / "gdelt" / "raw-2.0.tsv", published="unknown"))
    assert merged(imported) == [("gdelt:103", ("gdelt:104",))]
    assert merged(imported, by="place") == [("gdelt:125", ("gdelt:127",))]


def test_a_visit_is_one_whichever_side_is_named_first():
    visits = [meeting(1, code="042"), meeting(2, who=("AZE", "ARM"), code="043")]
    assert merged(visits) == [("gdelt:1", ("gdelt:2",))]


def test_sentences_of_one_story_are_other_articles_and_one_place():
    imported = list(importers.read(FIXTURES / "icews" / "published.tab", published="unknown"))
    visits = [("icews:502:2018-06-01", ("icews:504:2018-06-01",))]
    assert merged(imported) == []
    assert merged(imported, by="place") == visits


def test_another_way_to_tell_them_is_refused():
    with pytest.raises(InvalidValue, match="article, place"):
        duplicates([], occurred="2024-05-01", by="title")
