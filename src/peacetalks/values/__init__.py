"""The values that events are made of: counts, sources, reasons, conditions, places, days to come.

All are frozen, compare by value, hash and pickle, and are checked on construction.
**None means that the source says nothing; an empty tuple, that it says there were none.**
"""

from peacetalks._support.public_names import publish_all
from peacetalks.values.count import Count, Qualifier, as_count, one_count
from peacetalks.values.due import After, Due, as_due
from peacetalks.values.facts import (
    Condition,
    ExternalId,
    Level,
    Participant,
    Place,
    Reason,
    ReasonCategory,
    Role,
    Source,
)

__all__ = [
    "After",
    "Condition",
    "Count",
    "Due",
    "ExternalId",
    "Level",
    "Participant",
    "Place",
    "Qualifier",
    "Reason",
    "ReasonCategory",
    "Role",
    "Source",
    "as_count",
    "as_due",
    "one_count",
]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
