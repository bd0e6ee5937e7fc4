"""Which events count, seen from where, and in which order; and the states they fold into."""

from peacetalks.history.history import History
from peacetalks.history.order import in_order

__all__ = ["History", "in_order"]
