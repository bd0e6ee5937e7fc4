"""Which modules are public: those that a page of the reference shows, and those these export."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import peacetalks

__all__ = ["PAGES", "every", "public"]

PAGES = Path(__file__).parents[2] / "docs" / "reference" / "api"

_SHOWN = re.compile(r"^\.\. automodule:: (\S+)$", re.MULTILINE)


def every() -> tuple[ModuleType, ...]:
    """Return every module of the library, the package itself first."""
    found = pkgutil.walk_packages(peacetalks.__path__, "peacetalks.")
    return (peacetalks, *(importlib.import_module(module.name) for module in found))


def public() -> tuple[ModuleType, ...]:
    """Return the public modules, by name."""
    shown = {
        name for page in PAGES.glob("*.md") for name in _SHOWN.findall(page.read_text("utf-8"))
    }
    found = {peacetalks.__name__: peacetalks}
    ahead = [importlib.import_module(name) for name in shown]
    while ahead:
        module = ahead.pop()
        found[module.__name__] = module
        values = (getattr(module, name) for name in getattr(module, "__all__", ()))
        ahead += [value for value in values if isinstance(value, ModuleType)]
    return tuple(found[name] for name in sorted(found))
