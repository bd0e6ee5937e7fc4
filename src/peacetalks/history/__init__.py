"""Which events count from a viewpoint, and in which order; and the states they fold into.

The words *effective*, *settled* and *viewpoint* are defined in ``docs/reference/glossary.md``.
"""

from typing import TYPE_CHECKING

from peacetalks._support.deprecation import deprecated
from peacetalks._support.public_names import publish_all
from peacetalks.history.comparison import Accounts
from peacetalks.history.correction import correct
from peacetalks.history.daily import Day
from peacetalks.history.differences import Change, Diff, Difference, Turn
from peacetalks.history.explanation import Why
from peacetalks.history.history import History
from peacetalks.history.order import Order, in_order
from peacetalks.history.record import Record
from peacetalks.history.who import Listed, Roster, Unnamed, roster

__all__ = [
    "Accounts",
    "Change",
    "Day",
    "Diff",
    "Difference",
    "History",
    "Listed",
    "Order",
    "Record",
    "Roster",
    "Turn",
    "Unnamed",
    "Why",
    "correct",
    "in_order",
    "roster",
]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)

if not TYPE_CHECKING:  # so that type checkers report old names

    def __getattr__(name: str) -> object:
        return deprecated(__name__, name)
