"""States on random days of a long history, and after facts that arrive late.

Of so many *things* (meetings, offensives, series and standings) the facts tell. What is asked is
warm: the history has been asked about random days before.
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

ASKED = 20
FOLD, DAY = "a full fold", "a state on a random day, warm"
LATE, ANY = "a fact at most 1,000 late, and the state", "a fact at any place, and the state"
_NUMBERS = itertools.count()


def history_section(number: int, things: int, *, judged: bool) -> Section:
    """Return the questions for so many things; what counts is questions.

    Args:
        number: of events.
        things: of which they tell.
        judged: whether these are the number and the things that the goals speak of.
    """
    made = events(number, parts=things)
    history = pt.History(made)
    dice = random.Random(3)
    days = [event.occurred.text for event in dice.sample(made, min(number, 400))]
    for day in days[:100]:
        history.state(on=day)
    facts = history.resolved().events

    def asked() -> None:
        for day in dice.sample(days, ASKED):
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
            Case(DAY, ASKED, lambda: asked),
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
    """Return what adds a fact beside one of some, and asks for the state again."""
    late = [attrs.evolve(dice.choice(facts), id=f"late-{next(_NUMBERS)}")]
    history.state()

    def run() -> Any:
        history.extend(late)
        return history.state()

    return run
