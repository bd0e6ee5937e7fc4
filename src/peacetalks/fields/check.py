"""Check every new event and value against the declared types of its fields.

Events and value types are attrs classes decorated with ``@checked``. Their converters turn what
people write into what is stored (a text into a ``When``, one code into a tuple of codes). Each
field is then compared with its annotation, so that the types declared for the type checker also
hold at run time. The checks of a class are compiled from the shapes of its fields once, on the first
construction.

These are not attrs validators, because decoders would run validators again for every row, and
rows were already checked when they were written.
"""

from __future__ import annotations

import functools
import inspect
import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, TypeVar, assert_never, cast

from peacetalks.errors import InvalidEvent, InvalidValue, InvalidVocabulary, did_you_mean
from peacetalks.fields import shape as shapes
from peacetalks.fields.convert import shared_text
from peacetalks.fields.explain import event_error, explain_type_error, with_path
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Form, check_text
from peacetalks.primitives.when import When

__all__ = ["Check", "check_fields", "check_slug", "checked", "compiled", "step"]

T = TypeVar("T")

_WORD: Final = re.compile(r"[\w-]+")
_MAX_INT: Final = 1 << 63

Check: TypeAlias = Callable[[Any], None]
# Any: a check finds out what a value is.


def checked(cls: type[T]) -> type[T]:
    """Make an attrs class check every new object; errors name the field."""
    generated: Callable[..., None] = cls.__init__
    remembers = hasattr(cls, "_was_checked")

    @functools.wraps(generated)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 # becomes the class's __init__
        # Any: type checkers know the signature from the attrs class.
        try:
            generated(self, *args, **kwargs)
        except InvalidValue as error:
            raise with_path(cls, args, kwargs, error) from None
        except TypeError:
            wrong = explain_type_error(cls, args, kwargs)
            if wrong is None:
                raise
            raise wrong from None
        check_fields(self)
        if remembers:
            object.__setattr__(self, "_was_checked", True)
            for name in _names_of_things(cast("type[object]", type(self))):
                text = getattr(self, name)
                if text is not None:
                    object.__setattr__(self, name, shared_text(text))

    cls.__init__ = __init__  # type: ignore[method-assign] # the generated one, then the check
    return cls


def check_fields(instance: Any) -> None:
    """Check each field of an event or value against its declared type.

    Args:
        instance: an instance of an attrs class. (Any: of any such class.)

    Raises:
        InvalidEvent: if a value does not have the declared type; names the first such field.
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


@shapes.by_class
def _field_checks(cls: type) -> tuple[tuple[str, object, Check], ...]:
    checks: list[tuple[str, object, Check]] = []
    for field, shape in shapes.fields_of(cls):
        try:
            checks.append((field.name, field.default, compiled(shape)))
        except InvalidVocabulary as error:
            raise InvalidVocabulary(f"{cls.__name__}.{field.name}: {error}") from None
    return tuple(checks)


@shapes.by_class
def _names_of_things(cls: type) -> tuple[str, ...]:
    """Return the fields that name what an event is about: several events name the same thing."""
    return tuple(
        field.name
        for field, shape in shapes.fields_of(cls)
        if shapes.options(shape) == (shapes.SLUG,) and field.name != "_id"
    )


def compiled(shape: shapes.Shape) -> Check:
    """Compile the check of values of a shape.

    Raises:
        InvalidVocabulary: if values of the shape are mutable or cannot be written to a file.
    """
    match shape:
        case shapes.Text(form):
            return _check_plain_text if form is None else _form_check(form)
        case shapes.Words(words):
            return _word_check(words)
        case shapes.Simple():
            return _simple_check(shape)
        case shapes.ListOf(item):
            return _tuple_check(compiled(item))
        case shapes.MapOf(key, value):
            return _map_check(compiled(key), compiled(value))
        case shapes.OneOf():
            return _union_check(shape)
        case shapes.Value(cls):
            if not _is_immutable(cls):
                raise _not_held(cls)
            return _instance_check(cls)
        case shapes.Other(hint):
            raise _not_held(hint)
        case _:
            assert_never(shape)


def _simple_check(shape: shapes.Simple) -> Check:
    match shape:
        case shapes.Simple.WHOLE_NUMBER:
            return _check_int
        case shapes.Simple.NUMBER:
            return _check_float
        case shapes.Simple.FLAG:
            return _check_bool
        case shapes.Simple.DATE:
            return _instance_check(When)
        case shapes.Simple.ANYTHING:
            return _check_anything
        case _:
            assert_never(shape)


def _not_held(hint: Any) -> InvalidVocabulary:
    return InvalidVocabulary(
        f"not a type that an event can hold: {inspect.formatannotation(hint)}; "
        "hint: use tuple[str, ...] for a list, FrozenMap[str, str] for a dict, When for a "
        "date, Literal for a choice of words, an attrs.frozen class for a value with parts"
    )


def _is_immutable(cls: Any) -> bool:
    # An attrs.define class with a converter also has its own __setattr__, but no hash.
    return cls.__setattr__ is not object.__setattr__ and cls.__hash__ is not None  # pyright: ignore[reportUnnecessaryComparison] # it is None for a mutable class with __eq__


def _form_check(form: Form) -> Check:
    def check_form(value: Any) -> None:
        if type(value) is not str:
            raise InvalidEvent(f"not {form.name}", value=value, accepted="a text")
        form.check(value)

    return check_form


def _word_check(words: tuple[str, ...]) -> Check:
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


def _union_check(union: shapes.OneOf) -> Check:
    checks = [compiled(member) for member in union.members]
    if len(checks) == 1:
        return _optional_check(checks[0])

    def check_union(value: Any) -> None:
        if value is None and union.optional:
            return
        if not any(_passes(check, value) for check in checks):
            raise InvalidEvent(f"not {_with_article(union.name)}", value=value)

    return check_union


def _optional_check(check: Check) -> Check:
    def check_optional(value: Any) -> None:
        if value is not None:
            check(value)

    return check_optional


def _passes(check: Check, value: Any) -> bool:
    try:
        check(value)
    except InvalidValue:
        return False
    return True


def _tuple_check(inner: Check) -> Check:
    def check_tuple(value: Any) -> None:
        if type(value) is not tuple:
            raise InvalidEvent("not a tuple", value=value)
        for index, item in enumerate(cast("Iterable[Any]", value)):
            try:
                inner(item)
            except InvalidValue as error:
                raise error.under(f"[{index}]") from None

    return check_tuple


def _map_check(check_key: Check, check_value: Check) -> Check:
    def check_map(value: Any) -> None:
        if type(value) is not FrozenMap:
            raise InvalidEvent("not a mapping", value=value)
        for name, item in cast("Mapping[Any, Any]", value).items():
            try:
                check_key(name)
                check_value(item)
            except InvalidValue as error:
                raise error.under(step(name)) from None

    return check_map


def step(key: object) -> str:
    """Return the part of an error's path that names a key; keys that are not words are quoted."""
    return f".{key}" if isinstance(key, str) and _WORD.fullmatch(key) else f"[{key!r}]"


def _instance_check(cls: type) -> Check:
    # A user-defined class does not check its own fields, so the event that holds it does.
    checks_itself = not shapes.is_user_defined(cls)
    # A file does not say of which subclass a value is, so the value types of this library are final.
    is_final = "__final__" in vars(cls)

    def check_instance(value: Any) -> None:
        if type(value) is not cls and (is_final or not isinstance(value, cls)):
            raise InvalidEvent(f"not {_with_article(cls.__name__)}", value=value)
        if not checks_itself:
            check_fields(value)

    return check_instance


def _with_article(name: str) -> str:
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
    """Check a payload: nested texts, numbers, tuples and maps, all immutable."""
    if value is None or type(value) is bool:
        return
    if type(value) is tuple:
        _tuple_check(_check_anything)(value)
    elif type(value) is FrozenMap:
        _map_check(_check_plain_text, _check_anything)(value)
    elif type(value) is int:
        _check_int(value)
    elif type(value) is float:
        _check_float(value)
    elif type(value) is str:
        check_text(value)
    else:
        raise InvalidEvent("not a text, number, tuple or map", value=value)


check_slug: Final = compiled(shapes.SLUG)
"""Refuse a value that is not an identifier."""
