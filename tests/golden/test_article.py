"""What one article of November 2023 says, and what it leaves unsaid."""

import pytest

import peacetalks as pt


@pytest.fixture(scope="module")
def state():
    return pt.History(pt.datasets.article_2023_11_16()).state(on="2023-11-17")


@pytest.mark.parametrize(
    ("mediator", "level", "inferred"),
    [
        ("FRA", "doubted", False),
        ("USA", "warned", False),
        ("EU", "accepted", True),
        ("DEU", "unknown", False),
    ],
)
def test_standing_with_azerbaijan_by_the_article_alone(state, mediator, level, inferred):
    standing = state.standing(mediator, "AZE")
    assert (standing.level, standing.inferred) == (level, inferred)


def test_two_refusals_with_their_reasons_and_the_trigger(state):
    spain, washington = state.refusals(by="AZE")
    assert spain.against == ("FRA",)
    assert washington.against == ("USA",)
    triggers = {*washington.trigger, *(t for r in washington.reasons for t in r.trigger or ())}
    assert {state.event(trigger).speaker for trigger in triggers} == {"J. O'Brien"}


def test_the_mediators_expected_in_spain_are_the_eu_france_and_germany(state):
    spain = state.meeting(state.refusals(by="AZE")[0].meeting)
    assert [(m.actor, m.role) for m in spain.mediators] == [
        ("EU", "mediator"),
        ("FRA", "co_mediator"),
        ("DEU", "co_mediator"),
    ]


def test_what_the_article_does_not_say_is_not_stated(state):
    washington = state.meeting("washington-2023-11")
    assert washington.proposed_by is None
    assert washington.answer_of("ARM") is None
    assert state.casualties() == ()
    assert state.ceasefires_in_force() == ()


def test_more_than_100_000_of_120_000(state):
    (line,) = state.displacement()
    assert str(line.figure.count) == "more than 100,000"
    assert line.base.count.figure == 120_000
    assert line.share == (pytest.approx(100_000 / 120_000), None)
    assert line.figure.counting_body is None


def test_the_brief_reads_as_its_model(state):
    brief = state.summary()
    for line in (
        "Armenia - Azerbaijan",
        "BLOCKED      Armenia and Azerbaijan: the last answer is a refusal and no meeting",
        "Washington, foreign ministers",
        "REFUSED by Azerbaijan on 16 November",
        "bias of United States",
        "trigger  according to Azerbaijan: J. O'Brien",
        "Spain, leaders",
        "European Union, joined by France and Germany",
        "several rounds, leaders, under European Union  HELD",
        "WARNED 2023-11-16",
        "DOUBTED 2023-10",
        "accepted ~by conduct",
        "acceptable to Armenia and Azerbaijan: European Union ~",
        "no text, no stage on record",
        "44 days",
        "more than 100,000 of 120,000 recorded (over 83 %)",
        "SILENT ON",
        "every fact rests on one source",
        '"Azerbaijan rejects planned US peace talks with Armenia", site-59',
    ):
        assert line in brief, line


def test_every_fact_of_the_article_names_its_paragraph():
    for event in pt.History(pt.datasets.article_2023_11_16()).timeline():
        (source,) = {source.publisher for source in event.sources}
        assert source == "site-59"
        assert all(source.locator for source in event.sources)
