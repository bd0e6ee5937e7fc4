"""Events, actors, states, findings and panels as tables for data frames, and for publishing.

::

    import polars
    from peacetalks import frames

    polars.DataFrame(frames.panel(history, every="month"))

Each function returns a ``Table``, which ``polars.DataFrame``, ``pandas.DataFrame.from_arrow``,
``duckdb.sql("FROM t")`` and ``pyarrow.table`` take as it is. Needs ``peacetalks[frames]``.
"""

from peacetalks.frames.actors import actors
from peacetalks.frames.events import events
from peacetalks.frames.found import findings, why
from peacetalks.frames.package import Contributor, data_package
from peacetalks.frames.panels import COLUMNS, Panel, panel
from peacetalks.frames.states import parts, states
from peacetalks.frames.table import Table

__all__ = [
    "COLUMNS",
    "Contributor",
    "Panel",
    "Table",
    "actors",
    "data_package",
    "events",
    "findings",
    "panel",
    "parts",
    "states",
    "why",
]
