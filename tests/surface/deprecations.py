"""Every deprecated name: those in modules and of modules from their tables, those of methods from the classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peacetalks._support.deprecation import DEPRECATED, Deprecation
from peacetalks._support.moved import MOVED, moved_module
from surface.docstrings import documented
from surface.modules import public

__all__ = ["every", "modules", "table"]

_TEXT = re.compile(
    r"\S+ is deprecated since peacetalks (\S+) and will be removed in \S+; use (\S+)"
)


def every() -> tuple[Deprecation, ...]:
    """Return all deprecated names in modules and classes, by old name."""
    return tuple(sorted([*DEPRECATED.values(), *_methods()], key=lambda each: each.old))


def modules() -> tuple[Deprecation, ...]:
    """Return the old names of modules whose names are in public modules now.

    The others are private: they only let old pickles be read.
    """
    shown = {module.__name__ for module in public()}
    moved = map(moved_module, MOVED)
    return tuple(each for each in moved if shown.issuperset(each.new.split(", ")))


def _methods() -> Iterator[Deprecation]:
    for name, value in documented().items():
        module, _, cls = name.rpartition(".")
        members = vars(value).items() if isinstance(value, type) else ()
        inherited = [
            item for base in getattr(value, "__mro__", ())[1:] for item in vars(base).items()
        ]
        for member, method in dict([*inherited, *members]).items():
            found = _TEXT.fullmatch(getattr(method, "__deprecated__", ""))
            if found:
                since, new = found.groups()
                yield Deprecation(f"{module}.{cls}.{member}", f"{module}.{new}", since)


def table() -> str:
    """Return them as rows of the page on stability."""
    listed = sorted([*every(), *modules()], key=lambda each: each.old)
    rows = (
        f"| `{e.old}` | `{e.new.replace(', ', '`, `')}` | {e.since} | {e.removed_in} |\n"
        for e in listed
    )
    return "| old name | use | deprecated in | removed in |\n|---|---|---|---|\n" + "".join(rows)
