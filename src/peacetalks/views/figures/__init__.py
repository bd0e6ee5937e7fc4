"""Figures of a history (``peacetalks[plot]``): drawn on axes of matplotlib, which they return.

Every figure can be read at 800 pixels, in print, and by the colour-blind: colours are those of
Okabe and Ito, and no difference is told by a colour alone.
"""

from peacetalks.views.figures.over_time import timeline
from peacetalks.views.figures.pairs import phases
from peacetalks.views.figures.ranges import series
from peacetalks.views.figures.sides import accounts
from peacetalks.views.figures.standings import standing

__all__ = ["accounts", "phases", "series", "standing", "timeline"]
