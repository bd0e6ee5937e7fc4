"""Collect all problems of a value, each with its path.

Hooks raise an ``ExceptionGroup`` of ``InvalidValue`` with paths relative to their value. This
module converts the errors of cattrs, and those of the converters of user-defined kinds, to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from peacetalks.codec.plain import key_of
from peacetalks.errors import InvalidEvent, InvalidValue, did_you_mean
from peacetalks.fields.check import step

if TYPE_CHECKING:
    from cattrs.errors import ClassValidationError

__all__ = ["class_problems", "each", "grouped", "like", "problems_of"]

T = TypeVar("T")
# Any: classes of attrs, and JSON values.


def problems_of(error: Exception, value: object) -> list[InvalidValue]:
    """Return all problems that the error of a hook contains."""
    if isinstance(error, RecursionError):
        raise error
    if isinstance(error, ExceptionGroup):
        inside = cast("ExceptionGroup[Exception]", error).exceptions
        return [problem for one in inside for problem in problems_of(one, value)]
    if isinstance(error, InvalidValue):
        return [error]
    reason = f" ({error})" if isinstance(error, ValueError) else ""
    return [InvalidEvent(f"not a value that this field accepts{reason}", value=value)]


def grouped(problems: Iterable[InvalidValue]) -> ExceptionGroup[InvalidValue]:
    """Return problems as one error."""
    return ExceptionGroup("problems", list(problems))


def each(parts: Iterable[tuple[str, Any]], read: Callable[[Any], T]) -> list[T]:
    """Read each part; the problems of all parts are raised together, with their paths."""
    results: list[T] = []
    problems: list[InvalidValue] = []
    for place, value in parts:
        try:
            results.append(read(value))
        except Exception as error:  # noqa: BLE001 # converters of user-defined kinds raise anything
            problems += [problem.under(place) for problem in problems_of(error, value)]
    if problems:
        raise grouped(problems)
    return results


def like(
    problem: InvalidValue,
    *,
    path: str | None = None,
    accepted: str | None = None,
    hint: str | None = None,
) -> InvalidValue:
    """Return the same problem with another path, another text for ``accepted``, or a hint."""
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
    """Return the name of the field in the note that cattrs adds to an error, or an empty text."""
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
