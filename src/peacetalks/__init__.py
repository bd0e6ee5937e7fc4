"""peacetalks: peace negotiations as immutable, cited events.

Every fact is an event with its source. A history chooses which events count: on a day, as known
on a day, as told by a party. A pure fold turns them into a negotiation state that answers
questions::

    import peacetalks as pt

    history = pt.History(pt.datasets.south_caucasus())
    state = history.state(on="2023-11-17", known="2023-11-17")
    state.refusals(by="AZE")
"""

import sys as _sys
import typing as _typing
from importlib import import_module as _import_module

from peacetalks import events
from peacetalks._support.deprecation import deprecated as _deprecated
from peacetalks._support.moved import find_moved_modules as _find_moved_modules
from peacetalks.errors import (
    ConflictingEvent,
    Finding,
    InvalidEvent,
    InvalidValue,
    InvalidVocabulary,
    InvalidWhen,
    LogError,
    LogUnavailable,
    MissingExtra,
    NotALog,
    NotFound,
    PeacetalksError,
    ReadError,
    RunStopped,
    StaleStream,
)
from peacetalks.events import Event, Vocabulary
from peacetalks.events import kinds as _kinds
from peacetalks.events.kinds import *  # noqa: F403 # every kind, by the list in events/kinds.py
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.count import Count
from peacetalks.values.due import After, Due
from peacetalks.values.facts import (
    Condition,
    ExternalId,
    Participant,
    Place,
    Reason,
    Source,
)

if _typing.TYPE_CHECKING:
    from peacetalks import datasets
    from peacetalks.actors import Actor, Registry, world
    from peacetalks.checks import check
    from peacetalks.codec import read, schema, to_plain, write
    from peacetalks.history import History, Record, correct
    from peacetalks.log import ANY, EXISTS, NO_STREAM, Log, MemoryLog, open_log
    from peacetalks.reducer.folding import evolve, fold
    from peacetalks.state.negotiation import NegotiationState
    from peacetalks.state.viewpoint import Viewpoint
    from peacetalks.testing.simulation import simulate

__all__ = [
    "ANY",
    "EXISTS",
    "NO_STREAM",
    "Actor",
    "After",
    "Condition",
    "ConflictingEvent",
    "Count",
    "Due",
    "Event",
    "ExternalId",
    "Finding",
    "FrozenMap",
    "History",
    "InvalidEvent",
    "InvalidValue",
    "InvalidVocabulary",
    "InvalidWhen",
    "Log",
    "LogError",
    "LogUnavailable",
    "MemoryLog",
    "MissingExtra",
    "NegotiationState",
    "NotALog",
    "NotFound",
    "Participant",
    "PeacetalksError",
    "Place",
    "ReadError",
    "Reason",
    "Record",
    "Registry",
    "RunStopped",
    "Source",
    "StaleStream",
    "Viewpoint",
    "Vocabulary",
    "When",
    "check",
    "correct",
    "datasets",
    "events",
    "evolve",
    "fold",
    "open_log",
    "read",
    "schema",
    "simulate",
    "to_plain",
    "world",
    "write",
]
__all__ += _kinds.__all__

__version__: str
"""The version of the library; it is read from the installed package when it is first needed."""


_HOMES: _typing.Final = {
    "actors": "Actor Registry world",
    "checks": "check",
    "codec": "read schema to_plain write",
    "history": "History Record correct",
    "log": "ANY EXISTS NO_STREAM Log MemoryLog open_log",
    "reducer.folding": "evolve fold",
    "state.negotiation": "NegotiationState",
    "state.viewpoint": "Viewpoint",
    "testing.simulation": "simulate",
}
"""The modules that are loaded when one of their names is first used, with those names."""
_HOME: _typing.Final = {name: home for home, names in _HOMES.items() for name in names.split()}
_PACKAGES: _typing.Final = frozenset(
    ("actors", "checks", "codec", "datasets", "history", "log", "reducer", "state")
)
"""The packages that are loaded when they are first used."""

if not _typing.TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name == "__version__":
            # importlib.metadata takes 30 ms to import, and few programs need the version.
            return _import_module("importlib.metadata").version("peacetalks")
        if name in _PACKAGES:
            return _import_module(f"peacetalks.{name}")
        if name not in _HOME:
            return _deprecated(__name__, name)
        loaded = getattr(_import_module(f"peacetalks.{_HOME[name]}"), name)
        globals()[name] = loaded
        return loaded


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


_find_moved_modules()

if _sys.modules.get("hypothesis"):
    # Hypothesis was imported first, when its entry point could not register these types.
    _import_module("peacetalks.testing.registration").register()
