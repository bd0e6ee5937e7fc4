"""States on random days of a long history, and after facts that arrive late.

The facts are about a given number of *things* (meetings, offensives, series and standings). The
history is warm: it has answered questions about random days before.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import attrs
from tests.bench.material import events
from tests.bench.measuring import Case, Goal, Section

import peacetalks as pt

__all__ = ["history_section"]

QUESTIONS = 20
FOLD, DAY = "a full fold", "a state on a random day, warm"
LATE, ANY = "a fact at most 1,000 late, and the state", "a fact at any place, and the state"
_NUMBERS = itertools.count()


def history_section(number: int, things: int, *, judged: bool) -> Section:
    """Return questions to a history; rates are questions, not events.

    Args:
        number: the number of events.
        things: the number of things that they are about.
        judged: whether the goals are for these numbers.
    """
    made = events(number, parts=things)
    history = pt.History(made)
    dice = random.Random(3)
    days = [event.occurred.text for event in dice.sample(made, min(number, 400))]
    for day in days[:100]:
        history.state(on=day)
    facts = history.effective().events

    def ask() -> None:
        for day in dice.sample(days, QUESTIONS):
            history.state(on=day)

    goals = (
        ("a random day, of a full fold", DAY, 100),
        ("a fact at most 1,000 late, of a full fold", LATE, 20),
        ("a fact at any place, of a full fold", ANY, 20),
    )
    return Section(
        f"a history of {number:,} events about {things:,} things (questions a second)",
        [
            Case(FOLD, 1, lambda: lambda: pt.fold(facts)),
            Case(DAY, QUESTIONS, lambda: ask),
            Case(LATE, 1, lambda: _late(history, facts[-1_000:], dice)),
            Case(ANY, 1, lambda: _late(history, facts, dice)),
        ],
        [Goal(what, _times(case), least if judged else None) for what, case, least in goals],
        rounds=5,
    )


def _times(case: str) -> Callable[[Any], float]:
    return lambda per: per[FOLD] / per[case]


def _late(
    history: pt.History, facts: tuple[pt.Event, ...], dice: random.Random
) -> Callable[[], Any]:
    """Return a function that adds a copy of one of the facts, and asks for the state again."""
    late = [attrs.evolve(dice.choice(facts), id=f"late-{next(_NUMBERS)}")]
    history.state()

    def run() -> Any:
        history.extend(late)
        return history.state()

    return run
