"""What to say of a call that failed: which field or argument, which value, which way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from peacetalks.errors import InvalidEvent, InvalidValue, did_you_mean

__all__ = ["event_error", "misuse", "placed", "several_events"]

T = TypeVar("T")

_LONGEST_NAME = 80
Given: TypeAlias = dict[str, Any]
"""What a constructor was given, by the names of the fields. (Any: nothing has checked it.)"""


def several_events(given: Iterable[T]) -> Iterable[T]:
    """Return what was given where events are wanted, if one can go over it.

    A text would be taken for its letters.

    Raises:
        InvalidValue: for a path, a text, a single event, and what holds no events.

    >>> try:
    ...     several_events("talks.jsonl")
    ... except InvalidValue as error:
    ...     print(error)
    a file's name, where its events are wanted: 'talks.jsonl'; hint: pt.read('talks.jsonl')
    """
    if isinstance(given, str) or hasattr(given, "__fspath__"):
        name = str(given)
        raise InvalidValue(
            "a file's name, where its events are wanted",
            value=given,
            hint=f"pt.read({name!r})" if len(name) <= _LONGEST_NAME else "pt.loads reads a text",
        )
    if isinstance(given, bytes) or not isinstance(given, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a list of events", value=given, hint="write a list, as [event]")
    return given


def event_error(cls: type, error: InvalidValue) -> InvalidEvent:
    """Return the same error, of an event or value of this class."""
    return InvalidEvent(
        error.what if error.what.startswith(cls.__name__) else f"{cls.__name__}: {error.what}",
        value=error.value,
        accepted=error.accepted,
        hint=error.hint,
        path=error.path,
    )


def placed(cls: type, args: tuple[Any, ...], kwargs: Given, error: InvalidValue) -> InvalidEvent:
    """Return the error of a converter, placed in the field whose value it refused."""
    return _refused(cls, _given(cls, args, kwargs)) or event_error(cls, error)


def misuse(cls: type, args: tuple[Any, ...], kwargs: Given) -> InvalidEvent | None:
    """Return what is wrong with the arguments of a constructor that raised a ``TypeError``.

    None: nothing is; the error is one of a class of people's own, and theirs to see.
    """
    given = _given(cls, args, kwargs)
    return (
        _unknown(cls, kwargs)
        or _by_wrong_position(cls, args, kwargs)
        or _refused(cls, given)
        or _missing(cls, given)
    )


def _fields(cls: type) -> dict[str, attrs.Attribute[Any]]:
    return {str(field.alias): field for field in attrs.fields(cls) if field.init}


def _positions(cls: type) -> list[str]:
    return [name for name, field in _fields(cls).items() if not field.kw_only]


def _given(cls: type, args: tuple[Any, ...], kwargs: Given) -> Given:
    return {**dict(zip(_positions(cls), args, strict=False)), **kwargs}


def _unknown(cls: type, kwargs: Given) -> InvalidEvent | None:
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


def _by_wrong_position(cls: type, args: tuple[Any, ...], kwargs: Given) -> InvalidEvent | None:
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


def _refused(cls: type, given: Given) -> InvalidEvent | None:
    """Find the field whose converter cannot take its value."""
    for name, field in _fields(cls).items():
        converter = cast("Callable[[Any], Any] | None", field.converter)  # pyright: ignore[reportUnknownMemberType] # converters of any field
        if converter is None or name not in given:
            continue
        try:
            converter(given[name])
        except InvalidValue as error:
            return event_error(cls, error.under(f".{name}"))
        except TypeError:
            return InvalidEvent(
                f"{cls.__name__}: not of the form this field takes",
                value=given[name],
                path=f"$.{name}",
            )
    return None


def _missing(cls: type, given: Given) -> InvalidEvent | None:
    for name, field in _fields(cls).items():
        if field.default is attrs.NOTHING and name not in given:
            return InvalidEvent(
                f"{cls.__name__} needs {name!r}, which is missing; given",
                value=sorted(given),
                path=f"$.{name}",
            )
    return None
