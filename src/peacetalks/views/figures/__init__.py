"""Figures of a history (``peacetalks[plot]``). Each draws on matplotlib axes and returns them.

Every figure is legible at 800 pixels, in print, and to colour-blind readers: the colours are those
of Okabe and Ito, and no difference is shown by colour alone.
"""

from peacetalks.views.figures.counts import plot_counts
from peacetalks.views.figures.over_time import plot_timeline
from peacetalks.views.figures.pairs import plot_phases
from peacetalks.views.figures.ranges import plot_series
from peacetalks.views.figures.sides import plot_accounts
from peacetalks.views.figures.standings import plot_standing

__all__ = [
    "plot_accounts",
    "plot_counts",
    "plot_phases",
    "plot_series",
    "plot_standing",
    "plot_timeline",
]
