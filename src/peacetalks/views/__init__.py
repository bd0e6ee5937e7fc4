"""States and histories for people and programs: plain values, figures, a report."""

from typing import TYPE_CHECKING

from peacetalks._support.deprecation import deprecated
from peacetalks.views.answers import (
    diff_to_plain,
    finding_to_plain,
    receipt_to_plain,
    record_to_plain,
    roster_to_plain,
    state_to_plain,
    summary_to_plain,
    verification_to_plain,
    why_to_plain,
)
from peacetalks.views.figures import (
    plot_accounts,
    plot_counts,
    plot_phases,
    plot_series,
    plot_standing,
    plot_timeline,
)
from peacetalks.views.html_report import report
from peacetalks.views.plain import event_to_plain

__all__ = [
    "diff_to_plain",
    "event_to_plain",
    "finding_to_plain",
    "plot_accounts",
    "plot_counts",
    "plot_phases",
    "plot_series",
    "plot_standing",
    "plot_timeline",
    "receipt_to_plain",
    "record_to_plain",
    "report",
    "roster_to_plain",
    "state_to_plain",
    "summary_to_plain",
    "verification_to_plain",
    "why_to_plain",
]


def __dir__() -> list[str]:
    return sorted(__all__)


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        return deprecated(__name__, name)
