"""The questions that a state answers, one module per family, and the types of the answers.

Each question is a function that takes a state; ``NegotiationState`` offers them as methods. A query
may read several parts; a handler of the reducer may not.
"""

from peacetalks._support.public_names import publish_all
from peacetalks.state.coverage import Basis, Covered
from peacetalks.state.queries.agreements import Missing, OpenProposal
from peacetalks.state.queries.figures import FigureLine
from peacetalks.state.queries.phases.pair_phase import Phase
from peacetalks.state.queries.phases.rules import PhaseName
from peacetalks.state.queries.statements import Awaited, Overdue

__all__ = [
    "Awaited",
    "Basis",
    "Covered",
    "FigureLine",
    "Missing",
    "OpenProposal",
    "Overdue",
    "Phase",
    "PhaseName",
]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
