"""peacetalks: peace negotiations as immutable, cited events.

Every fact is an event with its source; a history chooses which events count, seen from a day,
as known on a day, as told by a party; a pure fold makes them a negotiation state that can be
queried::

    import peacetalks as pt

    history = pt.History(pt.datasets.south_caucasus())
    state = history.state(on="2023-11-17", known="2023-11-17")
    state.refusals(by="AZE")
"""

import sys as _sys
from importlib import import_module as _import_module
from typing import TYPE_CHECKING as _TYPE_CHECKING

from peacetalks import datasets, events
from peacetalks.actors import Actor, Alias, Registry, world
from peacetalks.checks import Findings, check
from peacetalks.codec import (
    Reading,
    decode,
    dumps,
    encode,
    loads,
    read,
    schema,
    to_plain,
    write,
)
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
from peacetalks.events import *  # noqa: F403 # every kind, by the list in events/__init__.py
from peacetalks.frozenmap import FrozenMap
from peacetalks.history import Accounts, Diff, History, Record, Why, correct
from peacetalks.log import (
    ANY,
    EXISTS,
    NO_STREAM,
    Head,
    Log,
    MemoryLog,
    Receipt,
    Records,
    Verification,
    open_log,
)
from peacetalks.reducer.fold import NEGOTIATION, evolve, fold
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.on_record import OnRecord
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.values import (
    After,
    Condition,
    Count,
    Due,
    ExternalId,
    Level,
    Participant,
    Place,
    Qualifier,
    Reason,
    ReasonCategory,
    Role,
    Source,
)
from peacetalks.when import When

if _TYPE_CHECKING:
    from peacetalks.simulation import Simulation, simulate

__all__ = [
    "ANY",
    "EXISTS",
    "NEGOTIATION",
    "NO_STREAM",
    "Accounts",
    "Actor",
    "After",
    "Alias",
    "Condition",
    "ConflictingEvent",
    "Count",
    "Diff",
    "Due",
    "ExternalId",
    "Finding",
    "Findings",
    "FrozenMap",
    "Head",
    "History",
    "InvalidEvent",
    "InvalidValue",
    "InvalidVocabulary",
    "InvalidWhen",
    "Level",
    "Log",
    "LogError",
    "LogUnavailable",
    "MemoryLog",
    "MissingExtra",
    "NegotiationState",
    "NotALog",
    "NotFound",
    "OnRecord",
    "Participant",
    "PeacetalksError",
    "Place",
    "Qualifier",
    "ReadError",
    "Reading",
    "Reason",
    "ReasonCategory",
    "Receipt",
    "Record",
    "Records",
    "Register",
    "Registry",
    "Role",
    "RunStopped",
    "Simulation",
    "Source",
    "StaleStream",
    "Verification",
    "Viewpoint",
    "When",
    "Why",
    "check",
    "correct",
    "datasets",
    "decode",
    "dumps",
    "encode",
    "evolve",
    "fold",
    "loads",
    "open_log",
    "read",
    "schema",
    "simulate",
    "to_plain",
    "world",
    "write",
]
__all__ += events.__all__

__version__: str
"""The version of the library; read from what is installed when it is first asked for."""


def __getattr__(name: str) -> object:
    if name == "__version__":
        # importlib.metadata takes 30 ms, and few programs ask.
        return _import_module("importlib.metadata").version("peacetalks")
    # Few programs simulate; the others need not load a story and its moves.
    if name in {"Simulation", "simulate"}:
        return getattr(_import_module("peacetalks.simulation"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


if _sys.modules.get("hypothesis"):
    # Imported before this, its entry point could not tell it our types.
    _import_module("peacetalks.testing.registration").register()
