"""The questions that a state answers, one module per family, and what the answers are made of.

Each question is a function of a state; ``NegotiationState`` offers them as methods. A query may
read several parts, which a handler of the reducer may not.
"""

from peacetalks.state.queries.agreements import Missing
from peacetalks.state.queries.figures import FigureLine
from peacetalks.state.queries.phases.phase import Phase
from peacetalks.state.queries.phases.rules import PhaseName
from peacetalks.state.queries.words import Awaited, OpenProposal, Overdue

__all__ = [
    "Awaited",
    "FigureLine",
    "Missing",
    "OpenProposal",
    "Overdue",
    "Phase",
    "PhaseName",
]
