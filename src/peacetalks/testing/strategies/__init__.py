"""Strategies for Hypothesis: facts, values, histories, logs and viewpoints.

``histories`` draws coherent stories, or anything with ``coherent=False``. ``events`` draws single
facts of any kind, including user-defined kinds::

    from hypothesis import given
    from peacetalks.testing import strategies as pts

    @given(pts.histories(max_size=8, with_corrections=True))
    def test_my_reducer(history): ...

Bounds are the first arguments; all others are optional keywords. Examples shrink to few events,
near 2000-01-01 or the first day of the story, with simple names. ``st.from_type`` draws every kind
and value type of peacetalks without importing this module.
"""

from peacetalks.testing.strategies.dates import whens
from peacetalks.testing.strategies.history_strategies import histories, logs, meetings, viewpoints
from peacetalks.testing.strategies.kinds import events, unknown_events
from peacetalks.testing.strategies.leaves import areas, codes, payloads, slugs, texts
from peacetalks.testing.strategies.values import (
    conditions,
    counts,
    external_ids,
    participants,
    periods,
    places,
    reasons,
    records,
    sources,
)

__all__ = [
    "areas",
    "codes",
    "conditions",
    "counts",
    "events",
    "external_ids",
    "histories",
    "logs",
    "meetings",
    "participants",
    "payloads",
    "periods",
    "places",
    "reasons",
    "records",
    "slugs",
    "sources",
    "texts",
    "unknown_events",
    "viewpoints",
    "whens",
]


def __dir__() -> list[str]:
    return sorted(__all__)
