"""Laws of names and of organs: whom a person reads of has a name, whose act it is has one answer.

``LAWS`` holds each under its name, with the strategy of its cases, so that the same functions run
on the library as it is and on broken ones.
"""

from __future__ import annotations

import re
from collections import Counter

import attrs
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.events.kinds import CORE
from peacetalks.primitives.when import day_text
from peacetalks.testing.strategies.crowds import crowded
from peacetalks.testing.strategies.jumbled import days, jumbles
from phase_model import as_counted, phase_of
from phase_stories import days_to_ask, phase_stories

__all__ = ["LAWS", "ORGANS", "with_organs"]

CODES = ("QXZ1", "QXZ2", "QXZ3")
"""In no word, and no identifier that the strategies draw."""
FACTS = tuple(kind for kind in CORE.kinds if not kind.__name__.startswith("Actor"))
NAMED = tuple(
    pt.ActorNamed(
        occurred="2023-09-01", reported="1990-01-01", id=f"n{code}", actor=code, names=name
    )
    for code, name in zip(CODES, ("Northern Side", "Front of the South", "Eastland"), strict=True)
)
stories = jumbles(
    actors=CODES, with_corrections=True, with_disputes=True, with_late_reports=True
) | st.lists(crowded(FACTS, actors=CODES), max_size=10).map(tuple)
LAWS = {}


def law(**parts):
    """Keep a law under its name, with the strategies of the parts of its cases."""

    def keep(says):
        LAWS[says.__name__] = (says, st.fixed_dictionaries(parts))
        return says

    return keep


# Names


def codes_in(text):
    return sorted(set(re.findall("QXZ[123]", text)))


@law(story=stories, days=st.lists(days(), min_size=2, max_size=2))
def what_a_person_reads_names_nobody_by_a_code(case):
    history = pt.History([*case["story"], *NAMED])
    first, second = (pt.Viewpoint(on=day) for day in case["days"])
    told = history.state(on=case["days"][0], told_by=CODES[0])
    for state in (history.at(first), history.at(second), history.state(), told):
        assert codes_in(state.summary()) == []
        assert codes_in(state._repr_html_()) == []
        for phase in state.phases():
            assert codes_in(f"{phase.rule} {phase.doubt}") == []
    # Ids of events are identifiers, and those made of content may hold anything.
    assert codes_in(str(history.diff(first, second))) == []
    assert codes_in(history._repr_html_()) == []
    assert codes_in(str(history.accounts(*CODES[:2]))) == []
    for table, key, _ in list(history.state().parts)[:3]:
        told = str(history.why("/".join([table, *address(key)])))
        assert codes_in(told.partition("\n")[2]) == []


def address(key):
    parts = key if isinstance(key, tuple) else (key,)
    return ["" if part is None else str(part) or "''" for part in parts]


@law(story=stories, day=days())
def a_name_asks_what_its_code_asks(case):
    history = pt.History([*case["story"], *NAMED])
    state = history.state(on=case["day"])
    for event in NAMED:
        code, name = event.actor, event.names["en"]
        assert state.refusals(by=name) == state.refusals(by=code)
        assert state.commitments(by=name) == state.commitments(by=code)
        assert state.awaiting(name) == state.awaiting(code)
        assert state.violations(alleged_by=name) == state.violations(alleged_by=code)
        assert state.statements(by=name) == state.statements(by=code)
        assert history.timeline(actor=name) == history.timeline(actor=code)
        assert history.state(told_by=name) == history.state(told_by=code)


@law(story=stories, day=days())
def a_statement_of_a_name_changes_no_answer(case):
    named, plain = pt.History([*case["story"], *NAMED]), pt.History(case["story"])
    a, b = (history.state(on=case["day"]) for history in (named, plain))
    everybody = those_of(CODES, plain)
    assert answers(a, everybody) == answers(b, everybody)
    assert [(p.pair, p.name) for p in a.phases()] == [(p.pair, p.name) for p in b.phases()]


# Organs

ORGANS = {"NORTH-ARMY": "NORTH", "FLEET": "SOUTH", "GUARD": "EAST", "MARINES": "FLEET"}
MINISTRIES = tuple(
    pt.ActorNamed(occurred="2031", reported="2001", actor=code, names=code.title(), organ_of=of)
    for code, of in ORGANS.items()
)
SPELT = {"NORTH": ("NORTH-ARMY",), "SOUTH": ("FLEET", "MARINES"), "EAST": ("GUARD",), "WEST": ()}
THINGS = ("meeting", "talks", "agreement", "ceasefire", "hostilities", "offensive")


@st.composite
def with_organs(draw, story):
    """Spell some of the parties of a story by their organs, in each thing in one way.

    Whether an organ may take back what its state said of one thing is no question of counting.
    """
    spelt = {}
    told = []
    for event in story:
        thing = next((n for f in THINGS if (n := getattr(event, f, None))), event.id)
        codes = spelt.get(thing)
        if codes is None:
            drawn = {code: draw(st.sampled_from((code, *SPELT[code]))) for code in SPELT}
            codes = spelt[thing] = {code: one for code, one in drawn.items() if code != one}
        told.append(as_counted(event, codes))
    return told


@st.composite
def stories_with_organs(draw):
    story = draw(phase_stories())
    return draw(with_organs(story)), draw(days_to_ask(story))


@law(drawn=stories_with_organs())
def the_phase_of_a_pair_counts_organs_for_their_state(case):
    story, days_asked = case["drawn"]
    history = pt.History([*story, *MINISTRIES])
    counted = [as_counted(event, ORGANS) for event in story]
    for day in days_asked[:3]:
        state = history.state(on=day_text(day))
        found = {phase.pair: phase.name for phase in state.phases()}
        assert not {code for pair in found for code in pair} & set(ORGANS)
        for (a, b), name in found.items():
            assert name == phase_of(counted, a, b, day), (a, b, day_text(day))
        assert state.phase_between("MARINES", "NORTH").name == phase_of(
            counted, "NORTH", "SOUTH", day
        )


@law(drawn=stories_with_organs())
def a_question_about_a_state_is_one_about_its_organs_too(case):
    story, days_asked = case["drawn"]
    plain = [as_counted(event, ORGANS) for event in story]
    history, counted = pt.History([*story, *MINISTRIES]), pt.History(plain)
    everybody = those_of(PARTIES, counted)
    for day in days_asked[:3]:
        a, b = (told.state(on=day_text(day)) for told in (history, counted))
        assert answers(a, everybody) == answers(b, everybody)


@law(drawn=stories_with_organs())
def a_faction_counts_for_nobody_but_itself(case):
    story, days_asked = case["drawn"]
    factions = [attrs.evolve(e, organ_of=None, within=e.organ_of, id=None) for e in MINISTRIES]
    history, unnamed = pt.History([*story, *factions]), pt.History(story)
    everybody = those_of(PARTIES, unnamed)
    for day in days_asked[:3]:
        a, b = (told.state(on=day_text(day)) for told in (history, unnamed))
        assert answers(a, everybody) == answers(b, everybody)
        assert [(p.pair, p.name) for p in a.phases()] == [(p.pair, p.name) for p in b.phases()]


PARTIES = ("NORTH", "SOUTH", "EAST", "WEST")


def those_of(codes, history):
    return [code for code in codes if history.names.has("actor", code)]


def answers(state, parties):
    """Return what is counted for each of some parties, by the ids of the facts behind it."""

    def ids(parts):
        return Counter(tuple(event.id for event in part.because) for part in parts)

    told = {"mediators": sorted(state.mediators())}
    for code in parties:
        told[code] = (
            Counter(refusal.event.id for refusal in state.refusals(by=code)),
            Counter(refusal.event.id for refusal in state.refusals(mediator=code)),
            Counter(attack.id for attack in state.attacks(by=code)),
            Counter(attack.id for attack in state.attacks(against=code)),
            Counter(said.id for said in state.statements(by=code)),
            ids(state.awaiting(code)),
            ids(state.commitments(by=code)),
            ids(state.violations(alleged_by=code)),
            {m: state.standing(m, code).level for m in state.mediators()},
            sorted(state.acceptable_mediators(code)),
        )
        for other in parties:
            if other > code and len(state.actors.principals((code, other))) > 1:
                told[code, other] = (
                    state.last_contact(code, other),
                    Counter(a.id for a in state.attacks(between=(code, other))),
                    state.phase_between(code, other).name,
                )
    return told
