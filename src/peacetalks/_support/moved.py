"""Modules that moved: their old names can still be imported, with a warning.

Programs name modules, and so do pickles: a state that an earlier build pickled names the module
of every class in it. An old name gives a module that looks each attribute up where it is now.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Final, cast

from peacetalks._support.deprecation import Deprecation

if TYPE_CHECKING:
    from importlib.abc import Loader

__all__ = ["MOVED", "find_moved_modules", "moved_module"]

MOVED: Final = {
    "checks.findings": "findings",
    "checks.rule": "findings",
    "counts": "values",
    "due": "values",
    "events.ground": "events",
    "events.texts": "events",
    "events.words": "events",
    "frames.panels.panel": "frames",
    "frozenmap": "primitives",
    "history.accounts": "history",
    "history.diff": "history",
    "history.resolve": "history.resolution",
    "history.walk": "history",
    "history.why": "history",
    "identifiers": "fields primitives actors",
    "importers.codes": "findings.imports",
    "importers.duplicates": "importers",
    "importers.reading": "importers",
    "importers.releases": "importers",
    "importers.releases.appended": "importers",
    "importers.releases.changes": "importers",
    "importers.releases.held": "importers",
    "importers.releases.kept": "importers",
    "importers.row": "importers",
    "log.terms": "log",
    "reducer.fold": "reducer.folding",
    "simulation": "testing.simulation",
    "simulation.simulate": "testing.simulation",
    "state.ground": "state.territory state.figures state.law state.record",
    "state.queries.phases.phase": "state.queries",
    "state.queries.words": "state.queries",
    "state.texts": "state.agreements state.talks",
    "state.words": "state.statements",
    "when": "primitives",
}
"""Old names of modules in ``peacetalks``; for each, in one text, where its names are now."""


def moved_module(old: str) -> Deprecation:
    """Return what to use instead of an old name of a module.

    >>> print(moved_module("when").new)
    peacetalks.primitives
    """
    homes = (f"peacetalks.{home}" for home in MOVED[old].split())
    return Deprecation(f"peacetalks.{old}", ", ".join(homes), "0.1")


class MovedModules:
    """Finds and loads modules under their old names; the import system asks it last."""

    @staticmethod
    def find_spec(
        name: str,
        path: Sequence[str] | None = None,  # noqa: ARG004 # the import system gives it
        target: ModuleType | None = None,  # noqa: ARG004 # the import system gives it
    ) -> ModuleSpec | None:
        """Return how a module that moved is loaded; None for any other name."""
        if name.removeprefix("peacetalks.") not in MOVED or not name.startswith("peacetalks."):
            return None
        # A base class is not needed, and importing ``importlib.abc`` takes 8 ms.
        return ModuleSpec(name, cast("Loader", MovedModules()), is_package=True)

    def create_module(self, spec: ModuleSpec) -> None:
        """Return None: an ordinary empty module will do."""

    def exec_module(self, module: ModuleType) -> None:
        """Let the module look its names up in those that replace it, and warn."""
        moved = moved_module(module.__name__.removeprefix("peacetalks."))
        homes = moved.new.split(", ")
        package, _, old = module.__name__.rpartition(".")
        above = vars(sys.modules[package])
        # A package may have a function of this name, which is what others mean by it: the import
        # system puts this module in its place, and the first look into the module puts it back.
        public = above.get(old)

        def lookup(name: str) -> object:
            if public is not None:
                above[old] = public
            for home in homes:
                if hasattr(there := import_module(home), name):
                    value: object = getattr(there, name)
                    return value
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")

        vars(module)["__getattr__"] = lookup
        warnings.warn(str(moved), DeprecationWarning, stacklevel=2)


def find_moved_modules() -> None:
    """Let the import system find modules under their old names; a second call changes nothing."""
    if MovedModules not in sys.meta_path:
        sys.meta_path.append(MovedModules)
