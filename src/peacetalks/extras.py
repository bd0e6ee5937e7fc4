"""Packages of extras, imported where they are used."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

from peacetalks.errors import MissingExtra

__all__ = ["needed"]


def needed(extra: str, name: str) -> Any:
    """Return a module that an extra brings.

    Args:
        extra: the extra, as ``"scale"``.
        name: the module, as ``"pyarrow.parquet"``.

    Any: what it offers is typed by itself, or not at all.

    Raises:
        MissingExtra: if it is not installed.

    >>> needed("frames", "no_such_package")
    Traceback (most recent call last):
    peacetalks.errors.MissingExtra: no_such_package is not installed; hint: pip install 'peacetalks[frames]'
    """
    try:
        module: ModuleType = importlib.import_module(name)
    except ModuleNotFoundError as error:
        package = name.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise MissingExtra(extra, package) from None
    return module
