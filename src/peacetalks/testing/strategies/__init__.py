"""Strategies for Hypothesis: facts, values, histories, logs and viewpoints.

``histories`` draws stories that make sense, or with ``coherent=False`` anything; ``events``
draws single facts of any kind, your own included::

    from hypothesis import given
    from peacetalks.testing import strategies as pts

    @given(pts.histories(max_size=8, with_corrections=True))
    def test_my_reducer(history): ...

Bounds come first; all else is by keyword and may be left out. What is drawn shrinks to few
events, near 2000-01-01 or the first day of the story, with plain names. ``st.from_type`` draws
every kind and value type of peacetalks without an import of this.
"""

from peacetalks.testing.strategies.dates import whens
from peacetalks.testing.strategies.histories import histories, logs, meetings, viewpoints
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
