"""The report: a negotiation as one HTML file that can be mailed."""

from peacetalks.views.report.page import report

__all__ = ["report"]
