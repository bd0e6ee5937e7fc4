"""Panels: one row for each negotiation, or pair of parties, and period."""

from peacetalks.frames.panels.builtin import COLUMNS
from peacetalks.frames.panels.panel import Panel, panel

__all__ = ["COLUMNS", "Panel", "panel"]
