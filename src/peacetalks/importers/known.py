"""The formats that are known: those that come with the library, and those of installed packages."""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from peacetalks.errors import NotFound, did_you_mean
from peacetalks.importers.format import Format
from peacetalks.importers.formats import BUILT_IN

__all__ = ["GROUP", "format_of", "formats"]

GROUP: Final = "peacetalks.importers"
"""The group of entry points in which packages offer formats."""


def formats() -> tuple[Format, ...]:
    """Return the formats that are known, by name.

    A package of yours offers one by an entry point in the group ``peacetalks.importers`` that
    leads to a ``Format``. One that cannot be loaded is left out, with a warning. What is installed
    while a program runs is seen by the next one.

    >>> "ucdp-ged" in [format.name for format in formats()]
    True
    """
    known = {format_.name: format_ for format_ in BUILT_IN}
    for point in _offered(tuple(sys.path)):
        for found in _loaded(point):
            if known.setdefault(found.name, found) is not found:
                _warn(point, f"there is a format {found.name!r} already")
    return tuple(known[name] for name in sorted(known))


def format_of(name: str | Format) -> Format:
    """Return the format of a name; a format stays as it is.

    Raises:
        NotFound: if no format has this name.
    """
    if isinstance(name, Format):
        return name
    known = {format_.name: format_ for format_ in formats()}
    if name not in known:
        hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
        raise NotFound(f"no format {name!r}; hint: {hint}")
    return known[name]


@functools.lru_cache(maxsize=4)
def _offered(path: tuple[str, ...]) -> tuple[EntryPoint, ...]:  # noqa: ARG001 # what is found hangs on it
    # Looking through all that is installed takes 15 ms, which reading a small file does not.
    return tuple(entry_points(group=GROUP))


def _loaded(point: EntryPoint) -> Iterator[Format]:
    try:
        found = point.load()
    except (Exception, SystemExit) as error:  # noqa: BLE001 # a stranger's module can fail in any way
        _warn(point, f"it cannot be loaded: {error}")
        return
    if isinstance(found, Format):
        yield found
    else:
        _warn(point, f"it is no Format but a {type(found).__name__}")


def _warn(point: EntryPoint, what: str) -> None:
    warnings.warn(f"the format {point.name!r} of {point.value} is left out: {what}", stacklevel=4)
