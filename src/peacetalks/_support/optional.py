"""Import the packages of extras where they are used."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

from peacetalks.errors import MissingExtra

__all__ = ["import_extra"]


def import_extra(extra: str, name: str) -> Any:
    """Import and return a module that an extra installs.

    Args:
        extra: the extra, such as ``"scale"``.
        name: the module, such as ``"pyarrow.parquet"``.

    Any: the module has its own types, or none.

    Raises:
        MissingExtra: if the module is not installed.

    >>> import_extra("frames", "no_such_package")
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
