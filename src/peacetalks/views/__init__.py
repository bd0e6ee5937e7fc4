"""States and histories as people and programs want to have them: plain values, figures, a report."""

from peacetalks.views.answers import (
    diff_to_plain,
    event_to_plain,
    finding_to_plain,
    why_to_plain,
)
from peacetalks.views.figures import accounts, phases, series, standing, timeline
from peacetalks.views.logs import (
    receipt_to_plain,
    record_to_plain,
    summary_to_plain,
    verification_to_plain,
)
from peacetalks.views.plain import state_to_plain
from peacetalks.views.report import report
from peacetalks.views.who import roster_to_plain

__all__ = [
    "accounts",
    "diff_to_plain",
    "event_to_plain",
    "finding_to_plain",
    "phases",
    "receipt_to_plain",
    "record_to_plain",
    "report",
    "roster_to_plain",
    "series",
    "standing",
    "state_to_plain",
    "summary_to_plain",
    "timeline",
    "verification_to_plain",
    "why_to_plain",
]
