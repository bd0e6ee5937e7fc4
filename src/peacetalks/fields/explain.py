"""Explain a failed call: which field or argument is wrong, its value, and how to correct it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from peacetalks.errors import InvalidEvent, InvalidValue, did_you_mean

__all__ = ["event_error", "explain_type_error", "several_events", "with_path"]

T = TypeVar("T")

_LONGEST_NAME = 80
Arguments: TypeAlias = dict[str, Any]
"""The arguments of a constructor, by field name. (Any: nothing has checked them.)"""


def several_events(events: Iterable[T]) -> Iterable[T]:
    """Return an argument that should be several events, if it is an iterable but not a text.

    Iterating over a text would yield its characters.

    Raises:
        InvalidValue: if ``events`` is a path, a text, a single event or not iterable.

    >>> try:
    ...     several_events("talks.jsonl")
    ... except InvalidValue as error:
    ...     print(error)
    a file name where events are expected: 'talks.jsonl'; hint: pt.read('talks.jsonl')
    """
    if isinstance(events, str) or hasattr(events, "__fspath__"):
        name = str(events)
        raise InvalidValue(
            "a file name where events are expected",
            value=events,
            hint=f"pt.read({name!r})"
            if len(name) <= _LONGEST_NAME
            else "peacetalks.codec.loads reads a text",
        )
    if isinstance(events, bytes) or not isinstance(events, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a list of events", value=events, hint="write a list: [event]")
    return events


def event_error(cls: type, error: InvalidValue) -> InvalidEvent:
    """Return the same error as one of this class of event or value."""
    return InvalidEvent(
        error.what if error.what.startswith(cls.__name__) else f"{cls.__name__}: {error.what}",
        value=error.value,
        accepted=error.accepted,
        hint=error.hint,
        path=error.path,
    )


def with_path(
    cls: type, args: tuple[Any, ...], kwargs: Arguments, error: InvalidValue
) -> InvalidEvent:
    """Return a converter's error with the path of the field whose value it refused."""
    return _unconvertible(cls, _by_name(cls, args, kwargs)) or event_error(cls, error)


def explain_type_error(cls: type, args: tuple[Any, ...], kwargs: Arguments) -> InvalidEvent | None:
    """Return what is wrong with the arguments of a constructor that raised a ``TypeError``.

    None: the arguments are right. The error came from a user-defined class and is left as it is.
    """
    arguments = _by_name(cls, args, kwargs)
    return (
        _unknown(cls, kwargs)
        or _by_wrong_position(cls, args, kwargs)
        or _unconvertible(cls, arguments)
        or _missing(cls, arguments)
    )


def _fields(cls: type) -> dict[str, attrs.Attribute[Any]]:
    return {str(field.alias): field for field in attrs.fields(cls) if field.init}


def _positions(cls: type) -> list[str]:
    return [name for name, field in _fields(cls).items() if not field.kw_only]


def _by_name(cls: type, args: tuple[Any, ...], kwargs: Arguments) -> Arguments:
    return {**dict(zip(_positions(cls), args, strict=False)), **kwargs}


def _unknown(cls: type, kwargs: Arguments) -> InvalidEvent | None:
    fields = _fields(cls)
    name = next((name for name in kwargs if name not in fields), None)
    if name is None:
        return None
    return InvalidEvent(
        f"{cls.__name__} has no field {name!r}",
        value=kwargs[name],
        accepted=", ".join(fields),
        hint=did_you_mean(name, fields),
    )


def _by_wrong_position(cls: type, args: tuple[Any, ...], kwargs: Arguments) -> InvalidEvent | None:
    positions = _positions(cls)
    if len(args) > len(positions):
        by_name = [name for name in _fields(cls) if name not in positions]
        return InvalidEvent(
            f"{cls.__name__} takes {', '.join(positions) or 'nothing'} by position; given",
            value=args,
            accepted=f"by name: {', '.join(by_name)}" if by_name else None,
        )
    twice = next((name for name in positions[: len(args)] if name in kwargs), None)
    if twice is None:
        return None
    return InvalidEvent(
        f"{cls.__name__} was given {twice!r} twice, by position and by name",
        value=kwargs[twice],
        path=f"$.{twice}",
    )


def _unconvertible(cls: type, arguments: Arguments) -> InvalidEvent | None:
    """Find the field whose converter refuses its value."""
    for name, field in _fields(cls).items():
        converter = cast("Callable[[Any], Any] | None", field.converter)  # pyright: ignore[reportUnknownMemberType] # converters of any field
        if converter is None or name not in arguments:
            continue
        try:
            converter(arguments[name])
        except InvalidValue as error:
            return event_error(cls, error.under(f".{name}"))
        except TypeError:
            return InvalidEvent(
                f"{cls.__name__}: not a value that this field accepts",
                value=arguments[name],
                path=f"$.{name}",
            )
    return None


def _missing(cls: type, arguments: Arguments) -> InvalidEvent | None:
    for name, field in _fields(cls).items():
        if field.default is attrs.NOTHING and name not in arguments:
            return InvalidEvent(
                f"{cls.__name__} needs {name!r}, which is missing; given",
                value=sorted(arguments),
                path=f"$.{name}",
            )
    return None
