"""Simulated negotiations: stories that dice tell, as long as one likes.

``dice`` say what happens, ``world`` what has been told so far, ``moves`` how each thing comes
about, ``story`` tells one negotiation, ``simulate`` many.
"""

from peacetalks.simulation.dice import Dice, SeededDice
from peacetalks.simulation.simulate import Simulation, simulate
from peacetalks.simulation.story import Story

__all__ = ["Dice", "SeededDice", "Simulation", "Story", "simulate"]
