"""States as people and programs want to have them."""

from peacetalks.views.answers import (
    diff_to_plain,
    event_to_plain,
    finding_to_plain,
    why_to_plain,
)
from peacetalks.views.logs import (
    receipt_to_plain,
    record_to_plain,
    summary_to_plain,
    verification_to_plain,
)
from peacetalks.views.plain import state_to_plain
from peacetalks.views.report import report

__all__ = [
    "diff_to_plain",
    "event_to_plain",
    "finding_to_plain",
    "receipt_to_plain",
    "record_to_plain",
    "report",
    "state_to_plain",
    "summary_to_plain",
    "verification_to_plain",
    "why_to_plain",
]
