"""Values as the Python code that makes them, as short as possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

import attrs

from peacetalks._support.wording import count_noun
from peacetalks.primitives.when import When

__all__ = ["call_of", "print_history", "python_of"]

_MOST_PRINTED: Final = 50


def python_of(value: object) -> str:
    """Return the Python code that makes a value, without arguments that have their default.

    >>> from peacetalks.values import Source
    >>> python_of(((), Source(publisher="OSCE", published="2023-10-05")))
    "((), Source(publisher='OSCE', published='2023-10-05'))"
    """
    if isinstance(value, When):
        return repr(str(value))
    if isinstance(value, tuple):
        inside = [python_of(item) for item in cast("tuple[object, ...]", value)]
        return f"({', '.join(inside)}{',' if len(inside) == 1 else ''})"
    if not attrs.has(type(value)):  # pyright: ignore[reportUnknownArgumentType] # any class
        return repr(value)
    return call_of(cast("attrs.AttrsInstance", value))


def call_of(value: attrs.AttrsInstance) -> str:
    """Return the call that makes an instance of an attrs class, as ``python_of`` does."""
    arguments = (
        f"{f.alias}={python_of(getattr(value, f.name))}"
        for f in attrs.fields(type(value))
        if f.default is attrs.NOTHING or getattr(value, f.name) != f.default
    )
    return f"{type(value).__name__}({', '.join(arguments)})"


def print_history(printer: Any, items: Sequence[object]) -> None:
    """Print the Python code that makes a history, one event per line, or the size of a long one.

    Any: IPython and Hypothesis each have their own printer class with these methods.
    """
    if not items or len(items) > _MOST_PRINTED:
        printer.text(f"<History of {count_noun(len(items), 'event')}>" if items else "History([])")
        return
    with printer.group(4, "History([", ""):
        for item in items:
            printer.break_()
            printer.text(f"{item!r},")
    printer.break_()
    printer.text("])")
