"""Check events again that their constructors checked: ``object.__setattr__`` can change any of them.

A constructor keeps a fingerprint of the values that it checked, which is their hash: computing it
takes a tenth of the time of a check. An event with another fingerprint, or without one (it was
decoded or unpickled), is checked whole. Numbers are always checked, because 1, 1.0 and True have the
same hash, and so are objects of user-defined classes, which may compute a hash as they like.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final, cast

from peacetalks.errors import InvalidEvent, InvalidValue
from peacetalks.fields import shape as shapes
from peacetalks.fields.check import (
    Check,
    Checks,
    check_with,
    checks_of,
    compiled,
    fingerprint,
    getter,
)
from peacetalks.primitives.when import When, when_of

__all__ = ["check_again", "check_deeply", "is_unchanged"]

# Any, here and below: instances of any attrs class.

_LOOSE: Final = {
    shapes.Simple.WHOLE_NUMBER,
    shapes.Simple.NUMBER,
    shapes.Simple.FLAG,
    shapes.Simple.ANYTHING,
}
"""Shapes of values that can be equal and have different types."""
_bounds_of: Final = attrgetter("lo", "hi", "opens_by", "precision")


def is_unchanged(instance: Any) -> bool:
    """Return whether the fields of an instance are as its constructor checked them."""
    get, _ = _plan(type(instance))
    try:
        return _is_fingerprint(instance, get(instance))
    except AttributeError:
        return False


def check_again(instance: Any) -> bool:
    """Check an instance unless it is as its constructor checked it; return whether it is.

    Raises:
        InvalidEvent: if a value does not have the declared type; names the first such field.
    """
    get, numbers = _plan(type(instance))
    try:
        values = get(instance)
    except AttributeError:
        values = ()
    if not _is_fingerprint(instance, values):
        check_deeply(instance)
        return False
    try:
        for at, default, check in numbers:
            if values[at] is not default:
                check(values[at])
    except InvalidValue:
        check_deeply(instance)  # raises the error that names the field
    return True


def _is_fingerprint(instance: Any, values: tuple[Any, ...]) -> bool:
    checked = getattr(instance, "_checked", None)
    return checked is not None and fingerprint(values) == checked


def check_deeply(instance: Any) -> None:
    """Check an event or value and every value inside it, as if all of them were made now.

    Raises:
        InvalidEvent: if a value does not have the declared type; names the first such field.
    """
    if type(instance) is When:
        _check_date(instance)
    else:
        check_with(_deep_checks(cast("type[object]", type(instance))), instance)


def _check_date(when: When) -> None:
    try:
        parsed = when_of(when.text)
    except (AttributeError, TypeError, InvalidValue):
        parsed = None
    # Equal texts are the same object, unless one was changed or is no longer cached.
    if parsed is not when and (parsed is None or _bounds_of(parsed) != _bounds_of(when)):
        raise InvalidEvent("a date that was changed after it was made", value=when)


@shapes.by_class
def _plan(cls: Any) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[int, Any, Check], ...]]:
    """Return a getter of all fields, and place, default and check of those with numbers."""
    fields = shapes.fields_of(cls)
    numbers = [
        (at, field.default, _compiled(shape))
        for at, (field, shape) in enumerate(fields)
        if _may_be_loose(shape)
    ]
    return getter([field.name for field, _ in fields]), tuple(numbers)


@shapes.by_class
def _deep_checks(cls: type) -> Checks:
    return checks_of(cls, shapes.fields_of(cls), _compiled)


def _compiled(shape: shapes.Shape) -> Check:
    return compiled(shape, check_deeply)


def _may_be_loose(shape: shapes.Shape) -> bool:
    """Return whether a value of a shape, or one inside it, can change and keep its hash."""
    held = {*shapes.within(shape)}
    classes = [one.cls for one in held if isinstance(one, shapes.Value)]
    return (
        not held.isdisjoint(_LOOSE)
        or any(map(shapes.is_user_defined, classes))
        or any(_may_be_loose(one) for cls in classes for _, one in shapes.fields_of(cls))
    )
