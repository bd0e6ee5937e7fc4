"""The report: a negotiation as a single HTML file."""

from peacetalks.views.html_report.page import report

__all__ = ["report"]
