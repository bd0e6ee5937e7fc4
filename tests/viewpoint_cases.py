"""The histories and viewpoints of which the laws of viewpoints are asked."""

from __future__ import annotations

import datetime as dt

import attrs
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.testing.strategies import viewpoints
from peacetalks.testing.strategies.crowds import PARTIES
from peacetalks.testing.strategies.jumbled import (
    bookkeeping_ids,
    days,
    fact_ids,
    facts,
    jumbles,
    replacements,
)
from viewpoint_model import is_fact

__all__ = [
    "BOOK_IDS",
    "EVERY_DAY",
    "IDS",
    "corrected_logs",
    "histories",
    "knowns",
    "scripts",
    "seens",
    "small",
    "undisputed",
    "with_conflicts",
]

IDS, BOOK_IDS = fact_ids(8), bookkeeping_ids(8)
DAYS = [str(dt.date(2023, 9, 1) + dt.timedelta(days=day)) for day in range(10)]
# Somebody says something on each of the days on which jumbled facts fall.
EVERY_DAY = pt.History([pt.StatementMade(occurred=day, by=PARTIES) for day in DAYS])

histories = jumbles(with_corrections=True, with_disputes=True, with_late_reports=True)
small = jumbles(max_size=10, with_corrections=True, with_disputes=True, with_late_reports=True)
undisputed = jumbles(with_corrections=True, with_late_reports=True)
seens = viewpoints(EVERY_DAY)
knowns = st.none() | days()


@st.composite
def with_conflicts(draw):
    """Draw a history, some of whose facts are told again under the same id in other words."""
    events = draw(histories)
    again = draw(st.lists(st.sampled_from(IDS), max_size=2, unique=True))
    present = {e.id: e for e in events if is_fact(e)}
    return events, [draw(replacements(present[name])) for name in again if name in present]


@st.composite
def corrected_logs(draw):
    """Draw a log that had a fact right from the start, and one that had it wrong first."""
    right = draw(histories)
    right = [e for e in right if not (isinstance(e, EventCorrected) and e.target == "e1")]
    told = next((e for e in right if e.id == "e1"), None) or draw(facts("e1"))
    right = [*(e for e in right if e.id != "e1"), told]
    wrong = draw(replacements(told))
    same_word = ("claimed_by", *(["counting_body"] if hasattr(told, "counting_body") else []))
    wrong = attrs.evolve(wrong, id="e1", **{name: getattr(told, name) for name in same_word})
    if wrong == told:
        wrong = attrs.evolve(wrong, id="e1", note="misread")
    changes = {
        f.alias: getattr(told, f.name)
        for f in attrs.fields(type(told))
        if f.name != "_id" and getattr(told, f.name) != getattr(wrong, f.name)
    }
    origin = draw(st.sampled_from(["source", "record"]))
    correction = pt.correct(wrong, corrected_on=draw(days()), origin=origin, **changes)
    return right, [*(e for e in right if e.id != "e1"), wrong, correction]


@st.composite
def scripts(draw):
    """Draw what happens to a history: events come in, and it is asked from viewpoints."""
    events = draw(histories)
    few = draw(st.lists(seens, min_size=1, max_size=3))
    steps = []
    while events or not steps:
        asked = draw(st.lists(st.sampled_from(few), max_size=3))
        taken = draw(st.integers(1, 4))
        steps.append((events[:taken], asked))
        events = events[taken:]
    return [*steps, ([], few)]
