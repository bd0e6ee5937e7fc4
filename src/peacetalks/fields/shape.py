"""The shape of a field: what its annotation says, in a few words.

``fields_of`` reads the annotations of an attrs class once. Whatever depends on the types of fields
reads their shapes: the check of a new object, files, rows of a log, tables, strategies, and the
comparison of events. It does so in a ``match`` that ends with ``assert_never``. A new sort of
annotation is a new member of ``Shape``; type checkers then name each reader that must handle it.

>>> from peacetalks.events import ActorSplit
>>> for field, shape in fields_of(ActorSplit)[-2:]:
...     print(field.name, shape)
actor Text(form=Form("an actor's code"))
into ListOf(item=Text(form=Form("an actor's code")))
"""

from __future__ import annotations

import enum
import functools
import inspect
import types
import typing
from collections.abc import Callable, Iterator
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeAlias,
    TypeVar,
    Union,
    assert_never,
    cast,
)

import attrs

from peacetalks.actors.code import Code
from peacetalks.errors import InvalidVocabulary
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Area, Form, Slug
from peacetalks.primitives.when import When

__all__ = [
    "AREA",
    "CODE",
    "SLUG",
    "TEXT",
    "ListOf",
    "MapOf",
    "OneOf",
    "Other",
    "Shape",
    "Simple",
    "Text",
    "Value",
    "Words",
    "by_class",
    "fields_of",
    "inside",
    "is_optional",
    "is_user_defined",
    "options",
    "shape_of",
    "shapes_in",
    "within",
]

C = TypeVar("C")
T = TypeVar("T")

# Any, here and below: annotations have no common type.
# The shapes are tuples, because every import makes these classes, and attrs takes four times as
# long. No two of them have equal items.


class Text(NamedTuple):
    """A text; ``form``: the form it must have."""

    form: Form | None = None


class Words(NamedTuple):
    """One of a few words."""

    words: tuple[str, ...]


class Simple(enum.Enum):
    """A value without parts."""

    WHOLE_NUMBER = "int"
    NUMBER = "float"
    FLAG = "bool"
    DATE = "When"
    ANYTHING = "object"
    """Texts, numbers, tuples and maps, nested in any way."""


class ListOf(NamedTuple):
    """A tuple of any length."""

    item: Shape


class MapOf(NamedTuple):
    """A frozen map."""

    key: Shape
    value: Shape


class OneOf(NamedTuple):
    """A value of one of several shapes, or of one shape or None.

    Attributes:
        members: the shapes, without None.
        optional: whether it may be None.
        name: what errors call such a value.
    """

    members: tuple[Shape, ...]
    optional: bool
    name: str


class Value(NamedTuple):
    """An object of an attrs class: a value type, or a kind of event."""

    cls: type[Any]


class Other(NamedTuple):
    """Something that an event cannot hold; parts of a state and findings can."""

    hint: Any


Shape: TypeAlias = Text | Words | Simple | ListOf | MapOf | OneOf | Value | Other
Field: TypeAlias = tuple["attrs.Attribute[Any]", Shape]


def by_class(function: Callable[[C], T]) -> Callable[[C], T]:
    """Return a function of a class that computes each result once."""
    # A cast: functools.cache needs hashable arguments, and mypy does not see that classes are.
    return cast("Callable[[C], T]", functools.cache(function))


@by_class
def fields_of(cls: type) -> tuple[Field, ...]:
    """Return the fields of an attrs class in their order, each with its shape.

    Raises:
        InvalidVocabulary: if the type of a field is not defined.
    """
    try:
        hints = typing.get_type_hints(cls, include_extras=True)
    except NameError as error:
        raise InvalidVocabulary(
            f"{cls.__name__}: the type of a field is not defined: {error}; "
            "hint: define or import it at the top of the module"
        ) from None
    return tuple((field, shape_of(hints[field.name])) for field in attrs.fields(cls))


def shape_of(hint: Any) -> Shape:
    """Return the shape of an annotation.

    >>> shape_of(tuple[When, ...]), shape_of(Literal["yes", "no"])
    (ListOf(item=<Simple.DATE: 'When'>), Words(words=('yes', 'no')))
    """
    if isinstance(hint, TypeVar) and hint.__bound__ is not None:
        return shape_of(hint.__bound__)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        form = next((one for one in arguments[1:] if isinstance(one, Form)), None)
        return shape_of(arguments[0]) if form is None else Text(form)
    if origin is Literal and all(type(word) is str for word in arguments):
        return Words(arguments)
    if origin in {Union, types.UnionType}:
        return _one_of(arguments)
    if origin is tuple and arguments[1:] == (...,):
        return ListOf(shape_of(arguments[0]))
    if origin is FrozenMap:
        return MapOf(shape_of(arguments[0]), shape_of(arguments[1]))
    if origin is None and hint in _SIMPLE:
        return _SIMPLE[hint]
    return Value(hint) if isinstance(hint, type) and attrs.has(hint) else Other(hint)


def _one_of(hints: tuple[Any, ...]) -> OneOf:
    stated = [hint for hint in hints if hint is not types.NoneType]
    shapes = [shape_of(hint) for hint in stated]
    return OneOf(
        members=tuple(member for shape in shapes for member in options(shape)),
        optional=len(stated) < len(hints) or any(map(is_optional, shapes)),
        name=" or ".join(inspect.formatannotation(hint, "peacetalks") for hint in stated),
    )


def is_optional(shape: Shape) -> bool:
    """Return whether a value of this shape may be None."""
    return isinstance(shape, OneOf) and shape.optional


def options(shape: Shape) -> tuple[Shape, ...]:
    """Return the shapes that a value can have if it is not None."""
    return shape.members if isinstance(shape, OneOf) else (shape,)


def inside(shape: Shape) -> tuple[Shape, ...]:
    """Return the shapes directly inside a shape; the fields of a class are not."""
    match shape:
        case ListOf(item):
            return (item,)
        case MapOf(key, value):
            return (key, value)
        case OneOf(members):
            return members
        case Text() | Words() | Simple() | Value() | Other():
            return ()
        case _:
            assert_never(shape)


def within(shape: Shape) -> Iterator[Shape]:
    """Yield a shape and all shapes inside it; the fields of a class are not."""
    yield shape
    for one in inside(shape):
        yield from within(one)


@by_class
def shapes_in(cls: type) -> frozenset[Shape]:
    """Return all shapes in a class: of its fields, and of the fields of the values in them."""
    found: set[Shape] = set()
    waiting = [cls]
    while waiting:
        new = {one for _, shape in fields_of(waiting.pop()) for one in within(shape)} - found
        found |= new
        waiting += [one.cls for one in new if isinstance(one, Value)]
    return frozenset(found)


def is_user_defined(cls: type) -> bool:
    """Return whether a class is not one of this library, so that it may not check its fields."""
    return not cls.__module__.startswith("peacetalks.")


TEXT: Final = Text()
_SIMPLE: Final[dict[Any, Text | Simple]] = {
    str: TEXT,
    int: Simple.WHOLE_NUMBER,
    float: Simple.NUMBER,
    bool: Simple.FLAG,
    When: Simple.DATE,
    object: Simple.ANYTHING,
    Any: Simple.ANYTHING,
}
SLUG, CODE, AREA = (Text(typing.get_args(hint)[1]) for hint in (Slug, Code, Area))
