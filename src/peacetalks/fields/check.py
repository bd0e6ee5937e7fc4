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
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final, TypeAlias, TypeVar, assert_never, cast

from peacetalks.errors import InvalidEvent, InvalidValue, InvalidVocabulary, did_you_mean
from peacetalks.fields import shape as shapes
from peacetalks.fields.convert import shared_text
from peacetalks.fields.explain import event_error, explain_type_error, with_path
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Form, check_text
from peacetalks.primitives.when import When

__all__ = [
    "Check",
    "Checks",
    "check_fields",
    "check_slug",
    "check_with",
    "checked",
    "checks_of",
    "compiled",
    "fingerprint",
    "getter",
    "step",
]

T = TypeVar("T")

_WORD: Final = re.compile(r"[\w-]+")
_MAX_INT: Final = 1 << 63

Check: TypeAlias = Callable[[Any], None]
# Any: a check finds out what a value is.
Checks: TypeAlias = tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[object, str, Check], ...]]
"""A getter of the values of some fields, and for each its default, its name and its check."""


def checked(cls: type[T]) -> type[T]:
    """Make an attrs class check every new object; errors name the field."""
    generated: Callable[..., None] = cls.__init__
    remembers = hasattr(cls, "_checked")

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
        values = check_with(_own_checks(cls), self)
        if remembers:
            object.__setattr__(self, "_checked", fingerprint(values))
            for name in _names_of_things(cast("type[object]", type(self))):
                text = getattr(self, name)
                if text is not None:
                    object.__setattr__(self, name, shared_text(text))

    cls.__init__ = __init__  # type: ignore[method-assign] # the generated one, then the check
    return cls


def check_fields(instance: Any) -> None:
    """Check each field of an event or value against its declared type.

    The values of this library inside it checked their own fields when they were made.

    Args:
        instance: an instance of an attrs class. (Any: of any such class.)

    Raises:
        InvalidEvent: if a value does not have the declared type; names the first such field.
    """
    check_with(_own_checks(cast("type[object]", type(instance))), instance)


def check_with(checks: Checks, instance: Any) -> tuple[Any, ...]:
    """Check each field of an instance, and return the values of its fields.

    Raises:
        InvalidEvent: if a value does not have the declared type; names the first such field.
    """
    get, rows = checks
    try:
        values = get(instance)
    except AttributeError as error:
        raise _no_value(instance, error) from None
    for value, (default, name, field_check) in zip(values, rows, strict=False):
        if value is not default:
            try:
                field_check(value)
            except InvalidValue as error:
                inside = error.under(f".{name.lstrip('_')}")
                raise event_error(cast("type[object]", type(instance)), inside) from None
    whole = getattr(instance, "check_whole", None)
    if whole is not None:
        whole()
    return values


def fingerprint(values: tuple[Any, ...]) -> int | None:
    """Return a number that changes when a value, or a value inside it, changes; None: unknown.

    Numbers and flags that are equal in Python (1, 1.0, True) have the same.
    """
    try:
        return hash(values)
    except Exception:  # noqa: BLE001 # a user-defined class can raise anything
        return None


def _no_value(instance: Any, error: AttributeError) -> InvalidEvent:
    name = str(error.name or error).lstrip("_")
    what = "a field without a value, which no constructor leaves"
    return InvalidEvent(what, value=type(instance).__name__, path=f"$.{name}")


@shapes.by_class
def _own_checks(cls: type) -> Checks:
    return checks_of(cls, shapes.fields_of(cls), compiled)


def checks_of(
    cls: type, fields: Iterable[shapes.Field], compile_: Callable[[shapes.Shape], Check]
) -> Checks:
    """Return the checks of some fields of a class."""
    rows: list[tuple[object, str, Check]] = []
    for field, shape in fields:
        try:
            rows.append((field.default, field.name, compile_(shape)))
        except InvalidVocabulary as error:
            raise InvalidVocabulary(f"{cls.__name__}.{field.name}: {error}") from None
    return getter([name for _, name, _ in rows]), tuple(rows)


@shapes.by_class
def _names_of_things(cls: type) -> tuple[str, ...]:
    """Return the fields that name what an event is about: several events name the same thing."""
    return tuple(
        field.name
        for field, shape in shapes.fields_of(cls)
        if shapes.options(shape) == (shapes.SLUG,) and field.name != "_id"
    )


def getter(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that returns the values of some attributes of an object."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


def compiled(shape: shapes.Shape, inside: Check | None = None) -> Check:
    """Compile the check of values of a shape.

    Args:
        shape: the shape.
        inside: checks dates and objects with fields again; None: their constructors did it.

    Raises:
        InvalidVocabulary: if values of the shape are mutable or cannot be written to a file.
    """
    match shape:
        case shapes.Text(form):
            return _check_plain_text if form is None else _form_check(form)
        case shapes.Words(words):
            return _word_check(words)
        case shapes.Simple():
            return _simple_check(shape, inside)
        case shapes.ListOf(item):
            return _tuple_check(compiled(item, inside))
        case shapes.MapOf(key, value):
            return _map_check(compiled(key, inside), compiled(value, inside))
        case shapes.OneOf():
            return _union_check(shape, inside)
        case shapes.Value(cls):
            if not _is_immutable(cls):
                raise _not_held(cls)
            return _instance_check(cls, inside)
        case shapes.Other(hint):
            raise _not_held(hint)
        case _:
            assert_never(shape)


def _simple_check(shape: shapes.Simple, inside: Check | None) -> Check:
    match shape:
        case shapes.Simple.WHOLE_NUMBER:
            return _check_int
        case shapes.Simple.NUMBER:
            return _check_float
        case shapes.Simple.FLAG:
            return _check_bool
        case shapes.Simple.DATE:
            return _instance_check(When, inside)
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


def _union_check(union: shapes.OneOf, inside: Check | None) -> Check:
    checks = [compiled(member, inside) for member in union.members]
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


def _instance_check(cls: type, inside: Check | None) -> Check:
    # A user-defined class does not check its own fields, so the event that holds it does.
    check_inside = inside or (check_fields if shapes.is_user_defined(cls) else None)
    # A file does not say of which subclass a value is, so the value types of this library are final.
    is_final = "__final__" in vars(cls)

    def check_instance(value: Any) -> None:
        if type(value) is not cls and (is_final or not isinstance(value, cls)):
            raise InvalidEvent(f"not {_with_article(cls.__name__)}", value=value)
        if check_inside is not None:
            check_inside(value)

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
