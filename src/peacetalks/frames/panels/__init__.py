"""Panels: one row per period and negotiation, or per period and pair of parties.

The words *coverage* and *panel* are defined in ``docs/reference/glossary.md``.
"""

from peacetalks.frames.panels.builtin import COLUMNS
from peacetalks.frames.panels.counts import Bound, Count, Spread
from peacetalks.frames.panels.folded import FoldColumn, fold_column
from peacetalks.frames.panels.panel_rows import Panel, panel
from peacetalks.frames.panels.units import Universe

__all__ = [
    "COLUMNS",
    "Bound",
    "Count",
    "FoldColumn",
    "Panel",
    "Spread",
    "Universe",
    "fold_column",
    "panel",
]
