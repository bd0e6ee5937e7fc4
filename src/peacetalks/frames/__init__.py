"""Events, actors, states, findings and panels as tables, for data frames and for publishing.

::

    from peacetalks import frames

    frames.panel(history, every="month").to_pandas()

Each function returns a ``Table``: ``to_pandas`` and ``to_polars`` make it a data frame, and
``duckdb.sql("FROM t")`` and ``pyarrow.table`` read it directly. Needs ``peacetalks[frames]``.
"""

from peacetalks._support.public_names import publish_all
from peacetalks.frames.actor_table import actors
from peacetalks.frames.diagnostics import findings, why
from peacetalks.frames.event_table import events
from peacetalks.frames.package import Contributor, data_package
from peacetalks.frames.panels import (
    COLUMNS,
    Bound,
    Count,
    FoldColumn,
    Panel,
    Spread,
    Universe,
    fold_column,
    panel,
)
from peacetalks.frames.state_tables import parts, states
from peacetalks.frames.table import Table

__all__ = [
    "COLUMNS",
    "Bound",
    "Contributor",
    "Count",
    "FoldColumn",
    "Panel",
    "Spread",
    "Table",
    "Universe",
    "actors",
    "data_package",
    "events",
    "findings",
    "fold_column",
    "panel",
    "parts",
    "states",
    "why",
]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
