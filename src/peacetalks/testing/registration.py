"""Registers the types of peacetalks with Hypothesis, so that ``st.from_type`` can draw them.

``register`` is called once both are imported: by the Hypothesis entry point
(``_peacetalks_hypothesis``, next to this package), or, if Hypothesis was imported first, at the end
of ``import peacetalks``. It registers only functions. No strategy is made, and no module of
``testing`` is imported, until a type is drawn. So those modules can import Hypothesis, whose
import calls this before they are complete.
"""

from __future__ import annotations

import typing
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, cast

from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.history import History, Record
from peacetalks.log import Log
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values.count import Count
from peacetalks.values.due import After
from peacetalks.values.facts import Condition, ExternalId, Participant, Place, Reason, Source

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["register"]

_NAMES: Final[dict[type, str]] = {
    After: "periods",
    Condition: "conditions",
    Count: "counts",
    Event: "events",
    ExternalId: "external_ids",
    History: "histories",
    Log: "logs",
    Participant: "participants",
    Place: "places",
    Reason: "reasons",
    Record: "records",
    Source: "sources",
    UnknownEvent: "unknown_events",
    Viewpoint: "viewpoints",
    When: "whens",
}
"""The name in ``strategies`` of the strategy of each type, except kinds."""


def register() -> None:
    """Register every kind and value type; Hypothesis calls this.

    Any error becomes a warning, so that importing Hypothesis never fails because of peacetalks.
    """
    try:
        _register()
    except Exception as error:  # noqa: BLE001 # other versions of Hypothesis may raise anything
        warnings.warn(f"peacetalks could not register its types: {error}", stacklevel=2)


def _register() -> None:
    from hypothesis import strategies as st  # noqa: PLC0415 # Hypothesis calls this

    for kind in CORE.kinds:
        st.register_type_strategy(kind, _events_of)
    for cls in _NAMES:
        st.register_type_strategy(cls, _named)
    st.register_type_strategy(FrozenMap, _maps_of)


# Any: a strategy draws values of the type that is passed.


def _events_of(kind: type[Any]) -> SearchStrategy[Any]:
    from peacetalks.testing.strategies import events  # noqa: PLC0415 # see above

    return events(kind)


def _named(cls: type[Any]) -> SearchStrategy[Any]:
    from peacetalks.testing import strategies  # noqa: PLC0415 # see above

    make = cast("Callable[[], SearchStrategy[Any]]", getattr(strategies, _NAMES[cls]))
    return make()


def _maps_of(hint: type[Any]) -> SearchStrategy[Any]:
    from hypothesis import strategies as st  # noqa: PLC0415 # Hypothesis calls this

    from peacetalks.testing.strategies import payloads, texts  # noqa: PLC0415 # see above

    key, value = typing.get_args(hint) or (None, None)
    keys = texts(max_size=12) if key is None else st.from_type(key)
    values = payloads() if value is None else st.from_type(value)
    return st.dictionaries(keys, values, max_size=3).map(FrozenMap)
