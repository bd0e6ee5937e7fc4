"""Straight code for what a fold does most, generated from a list of fields.

A fold makes several small values for each refusal, and writes a dozen fields for each proposal. In
a loop over the fields, or with the constructor of a frozen class, which makes a call for each of
them, that is most of its time. So the code is generated, as attrs generates constructors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeAlias, TypeVar, cast

import attrs

from peacetalks.state.part import Part

__all__ = ["maker", "writer"]

A = ParamSpec("A")
V = TypeVar("V")


def maker(cls: Callable[A, V]) -> Callable[A, V]:
    """Return a function that does what the constructor of a frozen class does, in a third of the time.

    It sets the fields of an object of another class with the same slots, which is not frozen, and
    then changes the class of the object. Values are taken as they are.

    Args:
        cls: a frozen attrs class with slots, whose fields have no converter, validator or factory,
            and which has no slot for weak references.

    >>> from peacetalks.state.meetings import Answer
    >>> make = maker(Answer)
    >>> make("no", None) == Answer("no", None)
    True
    """
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", cls))
    names = [field.name for field in fields]
    thawed = type(f"{getattr(cls, '__name__', '')}Thawed", (), {"__slots__": names})
    scope: dict[str, Any] = {"frozen": cls, "thawed": thawed}
    parameters: list[str] = []
    for field in fields:
        stated = field.default is attrs.NOTHING
        parameters.append(field.name if stated else f"{field.name}=default_{field.name}")
        scope[f"default_{field.name}"] = field.default
    lines = [
        f"def make({', '.join(parameters)}):",
        "    value = thawed()",
        *(f"    value.{name} = {name}" for name in names),
        "    value.__class__ = frozen",
        "    return value",
    ]
    return cast("Callable[A, V]", _compiled(lines, "make", scope))


Write: TypeAlias = Callable[[Part, Any], None]
"""Writes what an event states to a part. (Any: the event is of any kind that has the fields.)"""


def writer(*fields: str, clears: tuple[str, ...] = ()) -> Write:
    """Return a function that does what ``Part.clear`` and then ``Part.write`` do, in a third of the time.

    Args:
        fields: the fields of the event, each with the name of its value in the part if that has
            another name: ``"occurred as proposed"``.
        clears: the values of the part that are not stated any more, whatever they were.

    >>> from peacetalks.events import OffensiveEnded
    >>> from peacetalks.state.force import OffensiveDraft
    >>> end = writer("occurred as ended")
    >>> offensive = OffensiveDraft("o")
    >>> end(offensive, OffensiveEnded(occurred="2023-09-20", offensive="o"))
    >>> offensive.ended, list(offensive.writers)
    (When('2023-09-20'), ['ended'])
    """
    lines = ["def write(part, event):", "    because, only_named = part._because, True"]
    for name in clears:
        lines += [
            f"    if part.{name} is not None:",
            f"        part.{name} = None",
            f"        because[{name!r}] = event",
        ]
    for field in fields:
        name, _, other = field.partition(" as ")
        written = other or name
        lines += [
            f"    value = event.{name}",
            "    if value is not None:",
            f"        part.{written} = value",
            f"        because[{written!r}] = event",
            "        only_named = False",
        ]
    if fields:
        lines += ["    if only_named:", "        because['named'] = event"]
    return cast("Write", _compiled(lines, "write", {}))


def _compiled(lines: list[str], name: str, scope: dict[str, Any]) -> object:
    # Any: the names that the code uses, of any type.
    exec("\n".join(lines), scope)  # noqa: S102 # only names of fields are put into the code
    return scope[name]
