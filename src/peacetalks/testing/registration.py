"""Tells Hypothesis how the types of peacetalks are drawn, so that ``st.from_type`` knows them.

``register`` is called as soon as both are imported: by the entry point of Hypothesis
(``_peacetalks_hypothesis``, beside this package) or, where Hypothesis came first, at the end of
``import peacetalks``. It registers functions alone: no strategy is made, and none of the kit is
imported, before a type is asked for. That also lets the kit import Hypothesis, whose import then
comes here before the kit stands.
"""

from __future__ import annotations

import typing
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, cast

from peacetalks.events import CORE, Event, UnknownEvent
from peacetalks.frozenmap import FrozenMap
from peacetalks.history import History, Record
from peacetalks.log import Log
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values import (
    After,
    Condition,
    Count,
    ExternalId,
    Participant,
    Place,
    Reason,
    Source,
)
from peacetalks.when import When

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
"""The strategy of each type but the kinds, by its name in ``strategies``."""


def register() -> None:
    """Register every kind and value type; called by Hypothesis.

    Whatever goes wrong is a warning: nobody's import of Hypothesis fails on our account.
    """
    try:
        _register()
    except Exception as error:  # noqa: BLE001 # of whatever version of Hypothesis
        warnings.warn(f"peacetalks has not told Hypothesis its types: {error}", stacklevel=2)


def _register() -> None:
    from hypothesis import strategies as st  # noqa: PLC0415 # whoever calls this has it

    for kind in CORE.kinds:
        st.register_type_strategy(kind, _events_of)
    for cls in _NAMES:
        st.register_type_strategy(cls, _named)
    st.register_type_strategy(FrozenMap, _maps_of)


# Any: what a strategy draws is of the type that was asked for.


def _events_of(kind: type[Any]) -> SearchStrategy[Any]:
    from peacetalks.testing.strategies import events  # noqa: PLC0415 # see above

    return events(kind)


def _named(cls: type[Any]) -> SearchStrategy[Any]:
    from peacetalks.testing import strategies  # noqa: PLC0415 # see above

    make = cast("Callable[[], SearchStrategy[Any]]", getattr(strategies, _NAMES[cls]))
    return make()


def _maps_of(hint: type[Any]) -> SearchStrategy[Any]:
    from hypothesis import strategies as st  # noqa: PLC0415 # whoever calls this has it

    from peacetalks.testing.strategies import payloads, texts  # noqa: PLC0415 # see above

    key, value = typing.get_args(hint) or (None, None)
    keys = texts(max_size=12) if key is None else st.from_type(key)
    values = payloads() if value is None else st.from_type(value)
    return st.dictionaries(keys, values, max_size=3).map(FrozenMap)
