"""Simulated negotiations of any length, driven by dice.

``dice`` makes the choices, ``world`` keeps what has happened so far, ``moves`` has a function for
each thing that can happen, ``story`` makes the events of one negotiation, and ``simulate`` those of
many.
"""

from peacetalks._support.public_names import publish_all
from peacetalks.testing.simulation.dice import Dice, SeededDice
from peacetalks.testing.simulation.story import Story
from peacetalks.testing.simulation.streams import Simulation, simulate

__all__ = ["Dice", "SeededDice", "Simulation", "Story", "simulate"]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
