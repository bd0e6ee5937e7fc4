"""What is wrong with a value, all of it, each thing with its place.

Hooks raise an ``ExceptionGroup`` of ``InvalidValue``, placed within what they were given; what
the converter itself raises, and what converters of people's own kinds raise, is turned into
that here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from peacetalks.codec.plain import key_of
from peacetalks.construction import step
from peacetalks.errors import InvalidEvent, InvalidValue, did_you_mean

if TYPE_CHECKING:
    from cattrs.errors import ClassValidationError

__all__ = ["class_problems", "each", "grouped", "like", "problems_of"]

T = TypeVar("T")
# Any: classes of attrs, and JSON values.


def problems_of(error: Exception, value: object) -> list[InvalidValue]:
    """Return every problem that an error of a hook stands for."""
    if isinstance(error, RecursionError):
        raise error
    if isinstance(error, ExceptionGroup):
        inside = cast("ExceptionGroup[Exception]", error).exceptions
        return [problem for one in inside for problem in problems_of(one, value)]
    if isinstance(error, InvalidValue):
        return [error]
    told = f" ({error})" if isinstance(error, ValueError) else ""
    return [InvalidEvent(f"not of the form this field takes{told}", value=value)]


def grouped(problems: Iterable[InvalidValue]) -> ExceptionGroup[InvalidValue]:
    """Return problems as one error."""
    return ExceptionGroup("problems", list(problems))


def each(parts: Iterable[tuple[str, Any]], read: Callable[[Any], T]) -> list[T]:
    """Return each part as read; the problems of all parts, placed, are raised together."""
    kept: list[T] = []
    problems: list[InvalidValue] = []
    for place, value in parts:
        try:
            kept.append(read(value))
        except Exception as error:  # noqa: BLE001 # converters of people's own kinds raise anything
            problems += [problem.under(place) for problem in problems_of(error, value)]
    if problems:
        raise grouped(problems)
    return kept


def like(
    problem: InvalidValue,
    *,
    path: str | None = None,
    accepted: str | None = None,
    hint: str | None = None,
) -> InvalidValue:
    """Return the same problem in another place, with what is accepted, or with a hint."""
    return type(problem)(
        problem.what,
        value=problem.value,
        accepted=accepted or problem.accepted,
        hint=hint or problem.hint,
        path=path or problem.path,
    )


def class_problems(
    cls: Any, value: dict[str, Any], errors: ClassValidationError
) -> Iterator[InvalidValue]:
    """Yield the problems of an object whose fields were read one by one."""
    from cattrs.errors import ForbiddenExtraKeysError  # noqa: PLC0415 # costs 20 ms

    keys = {field.name: key_of(field) for field in attrs.fields(cls)}
    for error in errors.exceptions:
        key = keys.get(_attribute(error))
        if isinstance(error, ForbiddenExtraKeysError):
            extra = [name for name in value if name in error.extra_fields]
            yield from (_no_field(cls, value, name) for name in extra)
        elif key is None:
            yield from problems_of(error, value)
        elif isinstance(error, KeyError):
            yield _missing(cls, value, key)
        else:
            yield from (item.under(step(key)) for item in problems_of(error, value.get(key)))


def _attribute(error: Exception) -> str:
    """Return the name of the field that the converter notes on an error, or nothing."""
    from cattrs.errors import AttributeValidationNote  # noqa: PLC0415 # costs 20 ms

    notes: list[object] = getattr(error, "__notes__", [])
    return next((note.name for note in notes if isinstance(note, AttributeValidationNote)), "")


def _no_field(cls: Any, value: dict[str, Any], key: str) -> InvalidEvent:
    fields = [key_of(field) for field in attrs.fields(cls)]
    return InvalidEvent(
        f"{cls.__name__} has no field {key!r}",
        value=value[key],
        accepted=", ".join(fields),
        hint=did_you_mean(key, fields),
        path=f"${step(key)}",
    )


def _missing(cls: Any, value: dict[str, Any], key: str) -> InvalidEvent:
    return InvalidEvent(
        f"{cls.__name__} needs {key!r}, which is missing; given",
        value=list(value),
        path=f"${step(key)}",
    )
