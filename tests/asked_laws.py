"""The laws of questions and of what they rest on: functions of a case, with the strategy of cases.

``LAWS`` holds each under its name, so that the same functions run on the library as it is and on
broken ones.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import attrs
import pendulum
import pytest
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.actors.code import PRESS
from peacetalks.checks.field_values import values_of
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.clocks import settled
from peacetalks.fields.shape import AREA, CODE, SLUG
from peacetalks.history.filtering import texts_of
from peacetalks.primitives.when import When, day_text
from peacetalks.testing.strategies.crowds import crowded
from peacetalks.testing.strategies.jumbled import days, jumbles

__all__ = ["LAWS", "Law"]

CODES = ("NORTH", "SOUTH", "EAST")
stories = jumbles(
    actors=CODES, with_corrections=True, with_disputes=True, with_late_reports=True
) | st.lists(crowded(actors=CODES), max_size=8).map(tuple)
seen_on = days() | st.sampled_from(["2019-01-01", "2031-12-31"])


class Law(NamedTuple):
    """A law, and the strategy of its cases."""

    says: Any
    cases: Any


LAWS: dict[str, Law] = {}


def law(**parts: Any):
    """Keep a law under its name, with the strategies of the parts of its cases."""

    def keep(says):
        LAWS[says.__name__] = Law(says, st.fixed_dictionaries(parts))
        return says

    return keep


# Names


def named_by(events, what, field=None):
    """Return what events name, as their fields declare it; what replaces them too."""
    everyone = [*events, *(e.replacement for e in events if isinstance(e, EventCorrected))]
    return {
        name
        for event in everyone
        for path, name in values_of(event, what)
        if field is None or path == f"$.{field}"
    }


@law(story=stories, day=seen_on)
def what_any_event_names_is_accepted_on_every_day(case):
    history = pt.History(case["story"])
    events = history.events
    for state in (history.state(on=case["day"]), *history.states([case["day"]], known="then")):
        for code in named_by(events, CODE) - {PRESS}:
            state.refusals(by=code, citing=code, mediator=code)
            state.commitments(by=code)
            state.awaiting(code)
            state.violations(alleged_by=code)
            state.last_contact(code, "AZE")
            state.acceptable_mediators(code)
            state.casualties(side=code, counting_body=code)
            history.timeline(actor=code)
            history.state(told_by=code)
        for area in named_by(events, AREA):
            state.control(area)
            state.populations(area)
        for series in named_by(events, SLUG, "series"):
            state.displacement(series)
            state.casualties(series=series)
        for act in named_by(events, SLUG, "act") | named_by(events, SLUG, "offensive"):
            state.labels(act)
        for agreement in named_by(events, SLUG, "agreement"):
            state.open_preconditions(needed_for=agreement)
        for meeting in named_by(events, SLUG, "meeting"):
            history.timeline(meeting=meeting)


MEDIATING = (
    *(pt.MediationAccepted, pt.MediationRejected, pt.MediatorBiasClaimed, pt.MediationEnded),
    *(pt.MediatorStandingWarned, pt.MeetingHeld, pt.MeetingsHeld, pt.TalksOpened),
    *(pt.PreconditionStated, pt.PreconditionResolved, pt.AgreementStageReached),
    *(pt.NegotiationResumed, pt.MediationOffered, pt.MeetingProposed, pt.MeetingRefused),
)
mediations = st.lists(crowded(MEDIATING, actors=CODES), max_size=6).map(tuple)


@law(story=mediations, day=seen_on)
def a_mediator_and_its_party_are_told_from_a_party_and_its_mediator(case):
    history = pt.History(case["story"])
    state = history.state(on=case["day"])
    # Whoever mediates on any day may be asked for as mediator on every day.
    whole = history.state()
    mediating = {mediator for mediator, _ in whole.parts.standings} & set(CODES)
    for mediator in mediating:
        for party in CODES:
            if party in named_by(history.events, CODE):
                state.standing(mediator, party)


FRESH = {
    "refusals": lambda state, name: state.refusals(by=name),
    "citing": lambda state, name: state.refusals(citing=name),
    "mediator": lambda state, name: state.refusals(mediator=name),
    "commitments": lambda state, name: state.commitments(by=name),
    "awaiting": lambda state, name: state.awaiting(name),
    "violations": lambda state, name: state.violations(alleged_by=name),
    "contact": lambda state, name: state.last_contact(name, "AZE"),
    "days": lambda state, name: state.days_since_contact("AZE", name),
    "standing": lambda state, name: state.standing(name, "AZE"),
    "of a party": lambda state, name: state.standing("EU", name),
    "acceptable": lambda state, name: state.acceptable_mediators(name),
    "control": lambda state, name: state.control(name),
    "populations": lambda state, name: state.populations(name),
    "displacement": lambda state, name: state.displacement(name),
    "returns": lambda state, name: state.returns(name),
    "series": lambda state, name: state.casualties(series=name),
    "side": lambda state, name: state.casualties(side=name),
    "body": lambda state, name: state.casualties(counting_body=name),
    "labels": lambda state, name: state.labels(name),
    "preconditions": lambda state, name: state.open_preconditions(needed_for=name),
}
OF_A_HISTORY = {
    "told by": lambda history, name: history.state(told_by=name),
    "actor": lambda history, name: history.timeline(actor=name),
    "meeting": lambda history, name: history.timeline(meeting=name),
    "accounts": lambda history, name: history.accounts("AZE", name),
}


@law(
    story=stories,
    day=seen_on,
    name=st.sampled_from(["NOBODY", "WEST"]),
    question=st.sampled_from([*FRESH, *OF_A_HISTORY]),
)
def what_no_event_names_is_not_found_on_any_day(case):
    history, question, name = pt.History(case["story"]), case["question"], case["name"]
    ask = OF_A_HISTORY.get(question) or FRESH[question]
    whom = history if question in OF_A_HISTORY else history.state(on=case["day"])
    with pytest.raises(pt.NotFound, match=f"no event names .*'{name}'"):
        ask(whom, name)


@law(first=stories, later=stories, day=seen_on)
def what_a_history_takes_later_is_known_as_if_it_had_it_from_the_start(case):
    history = pt.History(case["first"])
    for code in CODES:
        history.names.has("actor", code)
    history.extend(case["later"])
    whole = pt.History([*case["first"], *case["later"]])
    for what in ("actor", "area", "meeting", "series", "act", "mediator"):
        assert history.names.of(what) >= whole.names.of(what)


# Texts


@law(story=stories, number=st.integers(0, 1_000))
def every_text_that_a_fact_says_finds_it_and_nothing_else_does(case):
    history = pt.History(case["story"])
    facts = history.effective().events
    texts = sorted({text for fact in facts for text in texts_of(fact)})
    if texts:
        text = texts[case["number"] % len(texts)]
        saying = [
            fact
            for fact in facts
            if any(
                " ".join(text.split()).casefold() in " ".join(t.split()).casefold()
                for t in texts_of(fact)
            )
        ]
        assert list(history.timeline(text=text.upper())) == saying
    for name in ("occurred=", "sources=", "claimed_by="):
        assert history.timeline(text=name) == ()


# Days

a_day = st.integers(-40, 40).map(lambda n: str(dt.date(2023, 9, 1) + dt.timedelta(days=n)))


@law(
    kind=st.sampled_from(["CasualtiesReported", "DisplacementReported", "ReturnReported"]),
    occurred=a_day | st.sampled_from(["2023-09", "2023-08-20/2023-09-10", "2023-09-01/.."]),
    as_of=a_day,
    reported=a_day | st.sampled_from(["2023", "2023-10", "2024"]),
)
def a_figure_settles_at_its_closing_with_a_dated_source_and_without(case):
    more = {"measure": "killed"} if case["kind"] == "CasualtiesReported" else {}
    made = getattr(pt, case["kind"])
    figure = made(occurred=case["occurred"], as_of=case["as_of"], series="s", count=1, **more)
    source = pt.Source("x", published=case["reported"])
    for told in (
        figure,
        attrs.evolve(figure, reported=case["reported"]),
        attrs.evolve(figure, sources=source),
    ):
        assert settled(told) == When(case["as_of"]).last_day


@law(start=st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), days=st.integers(0, 9_000))
def a_period_between_two_days_is_as_long_after_any_other(case):
    start = pendulum.date(case["start"].year, case["start"].month, case["start"].day)
    after = pt.After("signature", start.add(days=case["days"]) - start)
    other = pendulum.datetime(2024, 1, 31)
    assert other + after.duration == other.add(days=case["days"])


# Conduct and pictures

ABOUT = {"by": "NORTH", "mediator": "USA"}
BEFORE = st.lists(
    st.sampled_from(
        [
            pt.MediatorBiasClaimed(occurred="2023-01-01", **ABOUT),
            pt.MediatorStandingWarned(occurred="2023-01-01", **ABOUT),
            pt.MediationRejected(occurred="2023-01-01", **ABOUT),
            pt.MediationAccepted(occurred="2023-01-01", **ABOUT),
            pt.MediationAccepted(occurred="2023-01-01", conditions=pt.Condition("c"), **ABOUT),
        ]
    ),
    max_size=4,
)


@law(before=BEFORE, role=st.sampled_from(["mediator", "co_mediator", "host", "witness"]))
def who_comes_to_talks_under_a_mediator_stands_as_who_meets_under_it(case):
    parties, mediators = ("NORTH", "SOUTH"), [pt.Participant("USA", case["role"])]
    common = {"occurred": "2023-02-01", "mediators": mediators}
    met = pt.MeetingHeld(meeting="m", participants=parties, **common)
    came = pt.TalksOpened(talks="t", parties=parties, **common)
    met, came = (pt.fold([*case["before"], one]).standing("USA", "NORTH") for one in (met, came))
    assert (met.level, met.inferred, met.role) == (came.level, came.inferred, came.role)
    text = pt.AgreementStageReached(
        occurred="2023-02-01", agreement="a", stage="signed", parties=parties, witnesses="USA"
    )
    signed = pt.fold([*case["before"], text]).standing("USA", "NORTH")
    before = pt.fold(case["before"]).parts.standings.get(("USA", "NORTH"))
    assert signed.level == (
        "conditional" if before and before.level == "conditional" else "accepted"
    )


UNDER = pt.Condition("c", satisfied_by="p")
whens = days() | st.sampled_from(["[..2023-09-03]", "2023-09", "../..", "2023-09-02/.."])
acts = st.sampled_from(
    [
        *(
            pt.MediatorBiasClaimed(occurred="2023", **ABOUT),
            pt.PreconditionResolved(occurred="2023", precondition="p", how="fulfilled"),
        ),
        pt.MediatorStandingWarned(occurred="2023", **ABOUT),
        pt.MediationRejected(occurred="2023", **ABOUT),
        pt.MediationAccepted(occurred="2023", **ABOUT),
        pt.MediationAccepted(occurred="2023", conditions=UNDER, **ABOUT),
        pt.MeetingHeld(
            occurred="2023", meeting="m", participants=("NORTH", "SOUTH"), mediators="USA"
        ),
    ]
)
about_one = st.lists(
    st.builds(lambda event, when: attrs.evolve(event, occurred=when), acts, whens), max_size=6
)


@law(story=about_one | mediations, day=st.none() | seen_on)
def a_figure_of_standing_says_on_every_day_what_the_state_says(case):
    from peacetalks.views.figures import standings  # noqa: PLC0415 # an extra
    from peacetalks.views.figures.canvas import x_of  # noqa: PLC0415 # as above

    history = pt.History(case["story"])
    last = history.state(on=case["day"])
    pairs = [pair for pair in last.parts.standings if "*" not in pair]
    rows = dict(zip(pairs, standings._rows(history, last, pairs, None), strict=True))
    told = {day for event in history.events for day in (settled(event), settled(event) - 1)}
    calendar = {day for day in told if abs(day) < 10**5 and day <= last.day}
    for day in calendar | {last.day}:
        # What has no day on record is in the last state alone.
        state = last if day == last.day else history.state(on=day_text(day))
        for pair in pairs:
            middle = x_of(day) + 0.5
            drawn = [s.word for s in rows[pair].stretches if s.first <= middle < s.last]
            standing = state.standing(*pair)
            known = [] if standing.level == "unknown" else [(standing.level, standing.inferred)]
            assert drawn == known
