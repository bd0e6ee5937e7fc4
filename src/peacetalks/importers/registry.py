"""The formats that come with the library, and those of installed packages."""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from peacetalks.errors import NotFound, did_you_mean
from peacetalks.importers.builtin import BUILT_IN
from peacetalks.importers.format import Format

__all__ = ["GROUP", "format_of", "formats"]

GROUP: Final = "peacetalks.importers"
"""The group of entry points by which packages provide formats."""


def formats() -> tuple[Format, ...]:
    """Return all available formats, in order of name.

    A package provides a format by an entry point in the group ``peacetalks.importers`` that refers
    to a ``Format``. A format that cannot be loaded is left out, with a warning. Packages that are
    installed while a program runs are found when it is started again.

    >>> "ucdp-ged" in [format.name for format in formats()]
    True
    """
    known = {format_.name: format_ for format_ in BUILT_IN}
    for point in _entry_points(tuple(sys.path)):
        for loaded in _load(point):
            if known.setdefault(loaded.name, loaded) is not loaded:
                _warn(point, f"there is already a format {loaded.name!r}")
    return tuple(known[name] for name in sorted(known))


def format_of(name: str | Format) -> Format:
    """Return the format of a name; a ``Format`` is returned as it is.

    Raises:
        NotFound: if there is no format of this name.
    """
    if isinstance(name, Format):
        return name
    known = {format_.name: format_ for format_ in formats()}
    if name not in known:
        hint = did_you_mean(name, known) or f"choose from {', '.join(known)}"
        raise NotFound(f"no format {name!r}; hint: {hint}")
    return known[name]


@functools.lru_cache(maxsize=4)
def _entry_points(path: tuple[str, ...]) -> tuple[EntryPoint, ...]:  # noqa: ARG001 # the key of the cache
    # Looking through all installed packages takes 15 ms, longer than reading a small file.
    return tuple(entry_points(group=GROUP))


def _load(point: EntryPoint) -> Iterator[Format]:
    try:
        loaded = point.load()
    except (Exception, SystemExit) as error:  # noqa: BLE001 # foreign code can fail in any way
        _warn(point, f"it cannot be loaded: {error}")
        return
    if isinstance(loaded, Format):
        yield loaded
    else:
        _warn(point, f"it is not a Format, but of type {type(loaded).__name__}")


def _warn(point: EntryPoint, what: str) -> None:
    warnings.warn(f"the format {point.name!r} of {point.value} is left out: {what}", stacklevel=4)
