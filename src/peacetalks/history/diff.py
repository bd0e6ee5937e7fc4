"""What differs between two viewpoints, and which events did it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, final

import attrs
from attrs import frozen

from peacetalks.events import Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.history.why import address, why
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.state.viewpoint import Viewpoint

if TYPE_CHECKING:
    from peacetalks.history.history import History

__all__ = ["Change", "Diff", "Difference", "diff"]


@final
@frozen
class Change:
    """A value that differs.

    Attributes:
        field: its name in the part.
        before: the value from the first viewpoint; None: there is none.
        after: the value from the second; None: there is none.

    >>> from peacetalks import History, Viewpoint, datasets
    >>> history = History(datasets.south_caucasus())
    >>> diff = history.diff(Viewpoint(on="2023-11-15"), Viewpoint(on="2023-11-17"))
    >>> diff.differences[0].changes[0]
    Change(field='meeting', before=None, after='washington-2023-11')
    """

    field: str
    before: object
    after: object


@final
@frozen
class Difference:
    """A part that differs.

    Attributes:
        part: its address.
        before: the part from the first viewpoint; None: there is none.
        after: the part from the second.
        changes: the values that differ.
        by: the events that stand behind one of them and not behind the other, or count in one.

    >>> from peacetalks import History, Viewpoint, datasets
    >>> history = History(datasets.south_caucasus())
    >>> diff = history.diff(Viewpoint(on="2023-11-15"), Viewpoint(on="2023-11-17"))
    >>> first = diff.differences[0]
    >>> first.before, [event.kind for event in first.by]
    (None, ['meeting-proposed', 'meeting-refused'])
    """

    part: str
    before: Part | None
    after: Part | None
    changes: tuple[Change, ...]
    by: tuple[Event, ...]


@final
@frozen
class Diff:
    """What differs between two viewpoints, part by part; true in a condition where anything does.

    Attributes:
        a: the first viewpoint.
        b: the second.
        differences: the parts that differ.

    >>> from peacetalks import History, Viewpoint, datasets
    >>> history = History(datasets.south_caucasus())
    >>> diff = history.diff(Viewpoint(on="2023-11-15"), Viewpoint(on="2023-11-17"))
    >>> [each.part for each in diff.differences][:2]
    ['meetings/washington-2023-11', 'standings/USA/ARM']
    """

    a: Viewpoint
    b: Viewpoint
    differences: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return bool(self.differences)

    def __str__(self) -> str:
        lines = [f"from  {self.a}", f"to    {self.b}"]
        for difference in self.differences:
            lines.append(difference.part)
            lines += [
                f"  {change.field}: {_shown(change.before)} → {_shown(change.after)}"
                for change in difference.changes
            ]
            lines += [f"  by {event.occurred}  {event.kind}  {event.id}" for event in difference.by]
        if not self.differences:
            lines.append("no difference")
        return "\n".join(lines)


def _shown(value: object) -> str:
    if value is None:
        return "not stated"
    if isinstance(value, FrozenMap):
        items = cast("FrozenMap[object, object]", value).items()
        return ", ".join(f"{key} {item}" for key, item in items) or "none"
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or "none"  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] # of anything
    return str(value)


def diff(history: History, a: Viewpoint, b: Viewpoint) -> Diff:
    """Return what differs between two viewpoints."""
    before, after = history.at(a).parts, history.at(b).parts
    found: list[Difference] = []
    for table in attrs.fields(Parts):
        first, second = getattr(before, table.name), getattr(after, table.name)
        for key in dict.fromkeys((*first, *second)):
            old, new = first.get(key), second.get(key)
            if old != new:
                where = address(table.name, key)
                by = _events(history, where, a, b)
                changes = _changes(new if old is None else old, old, new)
                found.append(Difference(where, old, new, changes, by))
    return Diff(a, b, tuple(found))


def _changes(some: Part, before: Part | None, after: Part | None) -> tuple[Change, ...]:
    return tuple(
        Change(field.name, old, new)
        for field in attrs.fields(type(some))
        if field.name != "_because"
        and not (None in (before, after) and getattr(some, field.name) == field.default)
        and (old := getattr(before, field.name, None)) != (new := getattr(after, field.name, None))
    )


def _events(history: History, where: str, a: Viewpoint, b: Viewpoint) -> tuple[Event, ...]:
    """Return what stands behind a part from one viewpoint and not, or otherwise, from the other."""
    first, second = (_behind(history, where, viewpoint) for viewpoint in (a, b))
    changed = {
        name: event
        for name, (event, _) in {**first, **second}.items()
        if first.get(name) != second.get(name)
    }
    return tuple(history.order.sorted(changed.values()))


def _behind(history: History, where: str, viewpoint: Viewpoint) -> dict[str, tuple[Event, bool]]:
    """Return the events behind a part by id, with whether each counts."""
    if where not in {address(table, key) for table, key, _ in history.at(viewpoint).parts}:
        return {}
    told = why(history, where, viewpoint=viewpoint)
    counting = {event.id for event in (*told.facts, *told.bookkeeping)}
    return {event.id: (event, event.id in counting) for event in told.events}
