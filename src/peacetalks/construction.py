"""What a construction checks: every value against the declared type of its field.

Events and value types are attrs classes under ``@checked``. Their converters make the forms
people write into the forms that are kept (a text into a ``When``, one code into a tuple of
codes); then each field is compared with its annotation, so that what is declared for the type
checker is what holds at run time. Checks compiled from an annotation are made once per class,
on the first construction.

The checks stand here and not in attrs validators because decoders of rows that were checked
when they were written would run validators again for every row.
"""

from __future__ import annotations

import functools
import math
import re
import sys
import types
import typing
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar, Union, cast

import attrs

from peacetalks.errors import InvalidEvent, InvalidValue, did_you_mean
from peacetalks.frozenmap import FrozenMap
from peacetalks.when import When, WhenLike

__all__ = [
    "Area",
    "Code",
    "Codes",
    "Slug",
    "Texts",
    "as_codes",
    "as_texts",
    "as_when",
    "checked",
    "many_codes",
    "many_texts",
]

T = TypeVar("T")

PRESS: Final = "press"
"""Stands where a code is meant and nobody's side speaks: reporters, the press."""


class _Form:
    """How a text must be formed; stands in ``Annotated`` and is compiled into a check."""

    def __init__(self, name: str, check: Callable[[str], None]) -> None:
        self.name = name
        self.check = check


_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(?:[-.:][A-Z0-9]+)*")
_WORD: Final = re.compile(r"[\w-]+")
_MAX_SLUG: Final = 200
_MAX_INT: Final = 1 << 63


def _check_text(value: str) -> None:
    if value.isascii():
        if "\x00" in value:
            raise InvalidEvent("a text with a NUL character", value=value)
        return
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidEvent(
            "a text with a NUL character or half a surrogate pair",
            value=value,
            hint="the text was cut or decoded with the wrong encoding",
        )


def _check_slug(value: str) -> None:
    _check_text(value)
    if not value or len(value) > _MAX_SLUG or any(map(str.isspace, value)):
        raise InvalidEvent(
            "not an identifier",
            value=value,
            accepted=f"1 to {_MAX_SLUG} characters without white space, as in 'washington-2023-11'",
        )
    if not value.isascii() and not unicodedata.is_normalized("NFC", value):
        raise InvalidEvent(
            "an identifier that is not in Unicode form NFC",
            value=value,
            hint=f"write {unicodedata.normalize('NFC', value)!r}",
        )


def _check_code(value: str) -> None:
    if not _CODE.fullmatch(value) and value != PRESS:
        from peacetalks.actors import world  # noqa: PLC0415 # only needed to say what is meant

        known = world().resolve(value)
        near = (known,) if known else world().suggest(value)
        raise InvalidEvent(
            "not an actor's code",
            value=value,
            accepted="capital letters and digits, as in 'AZE', 'EU', 'AZE-MOD'",
            hint=f"did you mean {near[0]!r}?" if near else None,
        )


def _check_area(value: str) -> None:
    _check_text(value)
    if not value or value != value.strip():
        raise InvalidEvent("not an area's name or code", value=value, accepted="'NK', 'Kalbajar'")


Slug: TypeAlias = Annotated[str, _Form("an identifier", _check_slug)]
"""A short identifier chosen by the writer: ``"washington-2023-11"``."""
Code: TypeAlias = Annotated[str, _Form("an actor's code", _check_code)]
"""The code of an actor: ``"AZE"``, ``"EU"``, ``"NK"``, a part of one as ``"AZE-MOD"``."""
Area: TypeAlias = Annotated[str, _Form("an area", _check_area)]
"""The name or code of an area; ``"Nagorno-Karabakh"`` and ``"NK"`` are the same area."""
Codes: TypeAlias = tuple[Code, ...]
Texts: TypeAlias = tuple[str, ...]

Check: TypeAlias = Callable[[Any], None]
# Any: a check is there to find out what a value is.


def as_when(value: WhenLike | None) -> When | None:
    """Return the ``When`` of a date or text; None stays None."""
    return None if value is None else When(value)


def many_codes(value: str | Iterable[str]) -> Codes:
    """Return a tuple of actor codes; one code is accepted where several may stand."""
    if isinstance(value, str):
        return (sys.intern(str(value)),)
    return tuple(sys.intern(item) if type(item) is str else item for item in value)


def many_texts(value: str | Iterable[str]) -> Texts:
    """Return a tuple of texts or identifiers; one is accepted where several may stand."""
    return (value,) if isinstance(value, str) else tuple(value)


def as_codes(value: str | Iterable[str] | None) -> Codes | None:
    """Return a tuple of actor codes; None stays None."""
    return None if value is None else many_codes(value)


def as_texts(value: str | Iterable[str] | None) -> Texts | None:
    """Return a tuple of texts or identifiers; None stays None."""
    return None if value is None else many_texts(value)


def checked(cls: type[T]) -> type[T]:
    """Make an attrs class check each new object whole; errors name the field."""
    generated: Callable[..., None] = cls.__init__

    @functools.wraps(generated)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 # it is the class's own
        # Any: the signature is that of the attrs class, which type checkers know.
        try:
            generated(self, *args, **kwargs)
        except InvalidValue as error:
            raise _placed(cls, kwargs, error) from None
        except TypeError as error:
            raise _misuse(cls, kwargs, error) from None
        check(self)

    cls.__init__ = __init__  # type: ignore[method-assign] # the generated one, then the check
    return cls


def check(instance: Any) -> None:
    """Compare each field of an event or value with its declared type.

    Args:
        instance: an object of an attrs class. (Any: of any such class.)

    Raises:
        InvalidEvent: for the first field that does not hold what it declares.
    """
    for name, default, field_check in _field_checks(type(instance)):
        value = getattr(instance, name)
        if value is not default:
            try:
                field_check(value)
            except InvalidValue as error:
                raise _event_error(type(instance), error.under(f".{name.lstrip('_')}")) from None


def field_types(cls: type) -> dict[str, Any]:
    """Return the resolved annotations of an attrs class, by field name, in order."""
    hints = _hints(cls)
    return {field.name: hints[field.name] for field in attrs.fields(cls)}


def _resolved(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls, include_extras=True)


def _compiled_fields(cls: type) -> tuple[tuple[str, object, Check], ...]:
    hints = field_types(cls)
    return tuple(
        (field.name, field.default, compiled(hints[field.name])) for field in attrs.fields(cls)
    )


# Casts: mypy does not take classes for hashable, which functools.cache asks for.
_hints = cast("Callable[[type], dict[str, Any]]", functools.cache(_resolved))
_field_checks = cast(
    "Callable[[type], tuple[tuple[str, object, Check], ...]]", functools.cache(_compiled_fields)
)


def _event_error(cls: type, error: InvalidValue) -> InvalidEvent:
    return InvalidEvent(
        f"{cls.__name__}: {error.what}" if not error.what.startswith(cls.__name__) else error.what,
        value=error.value,
        accepted=error.accepted,
        hint=error.hint,
        path=error.path,
    )


def _placed(cls: type, kwargs: dict[str, Any], error: InvalidValue) -> InvalidEvent:
    """Find the field whose converter refused its value."""
    for field in attrs.fields(cls):
        name = field.alias or field.name
        if field.converter is not None and name in kwargs:
            try:
                cast("Callable[[Any], Any]", field.converter)(kwargs[name])
            except InvalidValue as found:
                return _event_error(cls, found.under(f".{name}"))
    return _event_error(cls, error)


def _misuse(cls: type, kwargs: dict[str, Any], error: TypeError) -> InvalidEvent:
    """Say which field is missing or unknown, or which value no converter could take."""
    fields = {field.alias or field.name: field for field in attrs.fields(cls)}
    for name in kwargs:
        if name not in fields:
            return InvalidEvent(
                f"{cls.__name__} has no field {name!r}",
                value=kwargs[name],
                accepted=", ".join(fields),
                hint=did_you_mean(name, fields),
            )
    missing = [
        name
        for name, field in fields.items()
        if field.default is attrs.NOTHING and name not in kwargs
    ]
    for name, value in kwargs.items():
        converter = fields[name].converter
        try:
            if converter is not None:
                cast("Callable[[Any], Any]", converter)(value)
        except TypeError:
            return InvalidEvent(
                f"{cls.__name__}: not of the form this field takes", value=value, path=f"$.{name}"
            )
    if missing:
        return InvalidEvent(
            f"{cls.__name__} needs {missing[0]!r}, which is missing; given",
            value=sorted(kwargs),
            path=f"$.{missing[0]}",
        )
    return InvalidEvent(f"{cls.__name__}: {error}", value=kwargs)


def compiled(hint: Any) -> Check:
    """Return the check of one annotation. (Any: annotations have no common type.)"""
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin is Annotated:
        return next((_formed(form) for form in arguments[1:] if isinstance(form, _Form)), None) or (
            compiled(arguments[0])
        )
    if origin is Literal:
        return _one_of(arguments)
    if origin in {Union, types.UnionType}:
        return _union(arguments)
    if origin is tuple:
        return _tuple(compiled(arguments[0]))
    if origin is FrozenMap:
        return _map(compiled(arguments[0]), compiled(arguments[1]))
    return _SIMPLE[hint] if hint in _SIMPLE else _instance(hint)


def _formed(form: _Form) -> Check:
    def check_form(value: Any) -> None:
        if type(value) is not str:
            raise InvalidEvent(f"not {form.name}", value=value, accepted="a text")
        form.check(value)

    return check_form


def _one_of(words: tuple[str, ...]) -> Check:
    accepted = frozenset(words)

    def check_word(value: Any) -> None:
        if type(value) is not str or value not in accepted:
            raise InvalidEvent(
                "not an accepted word",
                value=value,
                accepted=", ".join(words),
                hint=did_you_mean(value, words),
            )

    return check_word


def _union(members: tuple[Any, ...]) -> Check:
    wanted = [member for member in members if member is not type(None)]
    optional = len(wanted) < len(members)
    inner = compiled(wanted[0]) if len(wanted) == 1 else _instance(*wanted)

    def check_union(value: Any) -> None:
        if value is None and optional:
            return
        inner(value)

    return check_union


def _tuple(inner: Check) -> Check:
    def check_tuple(value: Any) -> None:
        if type(value) is not tuple:
            raise InvalidEvent("not a tuple", value=value)
        for index, item in enumerate(cast("Iterable[Any]", value)):
            try:
                inner(item)
            except InvalidValue as error:
                raise error.under(f"[{index}]") from None

    return check_tuple


def _map(key: Check, inner: Check) -> Check:
    def check_map(value: Any) -> None:
        if type(value) is not FrozenMap:
            raise InvalidEvent("not a mapping", value=value)
        for name, item in cast("Mapping[Any, Any]", value).items():
            try:
                key(name)
                inner(item)
            except InvalidValue as error:
                raise error.under(step(name)) from None

    return check_map


def step(key: object) -> str:
    """Return how a path goes on into a key; a key that is no plain word is quoted."""
    return f".{key}" if isinstance(key, str) and _WORD.fullmatch(key) else f"[{key!r}]"


def _instance(*classes: type) -> Check:
    names = " or ".join(item.__name__ for item in classes)

    def check_instance(value: Any) -> None:
        if not isinstance(value, classes):
            raise InvalidEvent(f"not a {names}", value=value)

    return check_instance


def _check_plain_text(value: Any) -> None:
    if type(value) is not str:
        raise InvalidEvent("not a text", value=value)
    _check_text(value)


def _check_int(value: Any) -> None:
    if type(value) is not int:
        raise InvalidEvent("not a whole number", value=value)
    if not -_MAX_INT <= value < _MAX_INT:
        raise InvalidEvent("a number beyond 64 bits", value=value)


def _check_float(value: Any) -> None:
    if type(value) not in {float, int} or not math.isfinite(value):
        raise InvalidEvent("not a finite number", value=value)


def _check_bool(value: Any) -> None:
    if type(value) is not bool:
        raise InvalidEvent("neither true nor false", value=value)


def _check_anything(value: Any) -> None:
    """Check a payload: nested texts, numbers, tuples and maps, all of them immutable."""
    if value is None or type(value) is bool:
        return
    if type(value) is tuple:
        _tuple(_check_anything)(value)
    elif type(value) is FrozenMap:
        _map(_check_plain_text, _check_anything)(value)
    elif type(value) is int:
        _check_int(value)
    elif type(value) is float:
        _check_float(value)
    else:
        _check_plain_text(value)


_SIMPLE: Final[dict[Any, Check]] = {
    str: _check_plain_text,
    int: _check_int,
    float: _check_float,
    bool: _check_bool,
    object: _check_anything,
}
