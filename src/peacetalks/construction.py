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
import inspect
import math
import re
import sys
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar, Union, cast

import attrs

from peacetalks.errors import InvalidEvent, InvalidValue, InvalidVocabulary, did_you_mean
from peacetalks.frozenmap import FrozenMap
from peacetalks.identifiers import PRESS, Area, Code, Codes, Form, Slug, Texts, check_text
from peacetalks.misuse import event_error, misuse, placed
from peacetalks.when import When, WhenLike

__all__ = [
    "PRESS",
    "Area",
    "Code",
    "Codes",
    "Slug",
    "Texts",
    "as_codes",
    "as_texts",
    "as_when",
    "checked",
    "listed",
    "many_codes",
    "many_texts",
]

T = TypeVar("T")

_WORD: Final = re.compile(r"[\w-]+")
_MAX_INT: Final = 1 << 63

Check: TypeAlias = Callable[[Any], None]
# Any: a check is there to find out what a value is.


def as_when(value: WhenLike | None) -> When | None:
    """Return the ``When`` of a date or text; None stays None."""
    return None if value is None else When(value)


def listed(value: Any, single: type | tuple[type, ...]) -> tuple[Any, ...]:
    """Return a tuple of what stands where several may stand; one is accepted.

    Sets are refused, because their order, and so an event's computed id, changes from run to
    run; mappings, because they are a thing written as plain JSON. (Any: what a field's checks
    have not seen yet.)
    """
    if isinstance(value, single):
        return (value,)
    if isinstance(value, (set, frozenset)):
        raise InvalidEvent(
            "a set, which has no order", value=cast("object", value), hint="write a tuple or a list"
        )
    if isinstance(value, Mapping):
        raise InvalidEvent(
            "a mapping, where one value or several are meant", value=cast("object", value)
        )
    return tuple(value)


def many_codes(value: str | Iterable[str]) -> Codes:
    """Return a tuple of actor codes; one code is accepted where several may stand."""
    return tuple(sys.intern(item) if type(item) is str else item for item in listed(value, str))


def many_texts(value: str | Iterable[str]) -> Texts:
    """Return a tuple of texts or identifiers; one is accepted where several may stand."""
    return listed(value, str)


def as_codes(value: str | Iterable[str] | None) -> Codes | None:
    """Return a tuple of actor codes; None stays None."""
    return None if value is None else many_codes(value)


def as_texts(value: str | Iterable[str] | None) -> Texts | None:
    """Return a tuple of texts or identifiers; None stays None."""
    return None if value is None else many_texts(value)


def checked(cls: type[T]) -> type[T]:
    """Make an attrs class check each new object whole; errors name the field."""
    generated: Callable[..., None] = cls.__init__
    remembers = hasattr(cls, "_was_checked")

    @functools.wraps(generated)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 # it is the class's own
        # Any: the signature is that of the attrs class, which type checkers know.
        try:
            generated(self, *args, **kwargs)
        except InvalidValue as error:
            raise placed(cls, args, kwargs, error) from None
        except TypeError:
            wrong = misuse(cls, args, kwargs)
            if wrong is None:
                raise
            raise wrong from None
        check(self)
        if remembers:
            object.__setattr__(self, "_was_checked", True)

    cls.__init__ = __init__  # type: ignore[method-assign] # the generated one, then the check
    return cls


def check(instance: Any) -> None:
    """Compare each field of an event or value with its declared type.

    Args:
        instance: an object of an attrs class. (Any: of any such class.)

    Raises:
        InvalidEvent: for the first field that does not hold what it declares.
    """
    cls = cast("type[object]", type(instance))
    for name, default, field_check in _field_checks(cls):
        value = getattr(instance, name)
        if value is not default:
            try:
                field_check(value)
            except InvalidValue as error:
                raise event_error(cls, error.under(f".{name.lstrip('_')}")) from None
    whole = getattr(instance, "check_whole", None)
    if whole is not None:
        whole()


def field_types(cls: type) -> dict[str, Any]:
    """Return the resolved annotations of an attrs class, by field name, in order."""
    hints = _hints(cls)
    return {field.name: hints[field.name] for field in attrs.fields(cls)}


def _resolved(cls: type) -> dict[str, Any]:
    try:
        return typing.get_type_hints(cls, include_extras=True)
    except NameError as error:
        raise InvalidVocabulary(
            f"{cls.__name__}: a field's type cannot be found: {error}; "
            "hint: define it, or import it, at the top of the module"
        ) from None


def _compiled_fields(cls: type) -> tuple[tuple[str, object, Check], ...]:
    checks: list[tuple[str, object, Check]] = []
    for name, hint in field_types(cls).items():
        try:
            checks.append((name, attrs.fields_dict(cls)[name].default, compiled(hint)))
        except InvalidVocabulary as error:
            raise InvalidVocabulary(f"{cls.__name__}.{name}: {error}") from None
    return tuple(checks)


# Casts: mypy does not take classes for hashable, which functools.cache asks for.
_hints = cast("Callable[[type], dict[str, Any]]", functools.cache(_resolved))
_field_checks = cast(
    "Callable[[type], tuple[tuple[str, object, Check], ...]]", functools.cache(_compiled_fields)
)


def compiled(hint: Any) -> Check:
    """Return the check of one annotation (Any: annotations have no common type).

    Raises:
        InvalidVocabulary: for a type whose values can change, or that no file could hold.
    """
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin is Annotated:
        return next((_formed(form) for form in arguments[1:] if isinstance(form, Form)), None) or (
            compiled(arguments[0])
        )
    if origin is Literal and all(type(word) is str for word in arguments):
        return _one_of(arguments)
    if origin in {Union, types.UnionType}:
        return _union(arguments)
    if origin is tuple and arguments[1:] == (...,):
        return _tuple(compiled(arguments[0]))
    if origin is FrozenMap:
        return _map(compiled(arguments[0]), compiled(arguments[1]))
    if origin is None and hint in _SIMPLE:
        return _SIMPLE[hint]
    if origin is not None or not _keeps_still(hint):
        raise InvalidVocabulary(
            f"a type that facts cannot hold: {inspect.formatannotation(hint)}; "
            "hint: tuple[str, ...] for a list, FrozenMap[str, str] for a dict, When for a date, "
            "Literal for words, a class of attrs.frozen for what has parts"
        )
    return _instance(hint)


def _keeps_still(hint: Any) -> bool:
    # A class of attrs.define with a converter has a __setattr__ too, but no hash.
    return isinstance(hint, type) and (
        hint is When
        or (
            attrs.has(hint)
            and hint.__setattr__ is not object.__setattr__
            and hint.__hash__ is not None  # pyright: ignore[reportUnnecessaryComparison] # it is None where a class compares and can change
        )
    )


def _formed(form: Form) -> Check:
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
    checks = [compiled(member) for member in wanted]
    names = " or ".join(inspect.formatannotation(member, "peacetalks") for member in wanted)

    def check_union(value: Any) -> None:
        if value is None and optional:
            return
        if len(checks) == 1:
            checks[0](value)
        elif not any(_passes(check, value) for check in checks):
            raise InvalidEvent(f"not {_a(names)}", value=value)

    return check_union


def _passes(check: Check, value: Any) -> bool:
    try:
        check(value)
    except InvalidValue:
        return False
    return True


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


def _instance(cls: type) -> Check:
    # A class of people's own does not check what it is made of; a fact that holds it does.
    checks_itself = cls.__module__.startswith("peacetalks.")

    def check_instance(value: Any) -> None:
        if not isinstance(value, cls):
            raise InvalidEvent(f"not {_a(cls.__name__)}", value=value)
        if not checks_itself:
            check(value)

    return check_instance


def _a(name: str) -> str:
    return f"an {name}" if name[0] in "AEIOUaeiou" else f"a {name}"


def _check_plain_text(value: Any) -> None:
    if type(value) is not str:
        raise InvalidEvent("not a text", value=value)
    check_text(value)


def _check_int(value: Any) -> None:
    if type(value) is not int:
        raise InvalidEvent("not a whole number", value=value)
    if not -_MAX_INT <= value < _MAX_INT:
        raise InvalidEvent("a number beyond 64 bits", value=value)


def _check_float(value: Any) -> None:
    if type(value) is int:
        _check_int(value)
    elif type(value) is not float or not math.isfinite(value):
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
    elif type(value) is str:
        check_text(value)
    else:
        raise InvalidEvent("neither text, number, tuple nor map", value=value)


_SIMPLE: Final[dict[Any, Check]] = {
    str: _check_plain_text,
    int: _check_int,
    float: _check_float,
    bool: _check_bool,
    object: _check_anything,
    Any: _check_anything,
}
