"""The packages of the extra ``scale``, imported where they are used."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

from peacetalks.errors import MissingExtra

__all__ = ["needed"]


def needed(name: str) -> Any:
    """Return a module of the extra.

    Any: what it offers is typed by itself, or not at all.

    Raises:
        MissingExtra: if it is not installed.
    """
    try:
        module: ModuleType = importlib.import_module(name)
    except ModuleNotFoundError as error:
        package = name.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise MissingExtra("scale", package) from None
    return module
