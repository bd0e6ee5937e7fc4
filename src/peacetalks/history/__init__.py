"""Which events count, seen from where, and in which order; and the states they fold into."""

from peacetalks.history.accounts import Accounts
from peacetalks.history.correct import correct
from peacetalks.history.diff import Change, Diff, Difference, Turn
from peacetalks.history.history import History
from peacetalks.history.order import Order, in_order
from peacetalks.history.record import Record
from peacetalks.history.walk import Step
from peacetalks.history.who import Listed, Roster, Unnamed, roster
from peacetalks.history.why import Why

__all__ = [
    "Accounts",
    "Change",
    "Diff",
    "Difference",
    "History",
    "Listed",
    "Order",
    "Record",
    "Roster",
    "Step",
    "Turn",
    "Unnamed",
    "Why",
    "correct",
    "in_order",
    "roster",
]
