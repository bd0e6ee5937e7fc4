"""Structure events from plain JSON values: cattrs reads objects, and shapes say how to read fields.

Each field of a value goes through three steps: its *shape* (a list becomes a tuple, an object
becomes its value type), the field's own converter, so that a file can use every shorthand that
the constructor accepts, and the check of its declared type.

A structurer works in one of two ways. **Swift**: it makes the shapes, and the constructor does the
rest; it stops at the first problem. **Thorough**: each field, and each item of a list, goes
through the three steps separately, so that every problem is found with its path. Lines are read
swiftly, and again thoroughly if that fails.

Hooks are built on first use.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard, assert_never, final

import attrs

from peacetalks.codec.plain import key_of
from peacetalks.codec.problems import class_problems, each, grouped, like, problems_of
from peacetalks.errors import InvalidEvent, InvalidValue
from peacetalks.events.base import Event
from peacetalks.fields import shape as shapes
from peacetalks.fields.check import compiled, step
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = ["Reader", "Structurer"]

Hook: TypeAlias = Callable[[Any, Any], Any]
"""A function as cattrs calls it, with a value and its type; these have no use for the type."""
Reader: TypeAlias = Callable[[Any], Any]
# Any: a hook finds out what a value is.


@final
class Structurer:
    """Makes kinds and value types from plain values.

    Args:
        read_event: makes an event from an object inside another event.
        thorough: whether to find every problem, with its path.
    """

    def __init__(self, read_event: Reader, *, thorough: bool) -> None:
        from cattrs import Converter  # noqa: PLC0415 # costs 20 ms, and only reading needs it

        self._converter = Converter(
            forbid_extra_keys=True, use_alias=True, detailed_validation=thorough
        )
        self._read_event = read_event
        self._thorough = thorough
        self.reader_of: Callable[[Any], Reader] = shapes.by_class(self._reader_of)

    def _reader_of(self, cls: Any) -> Reader:
        """Return a function that makes a kind or value type from an object's fields.

        A thorough one raises an ``ExceptionGroup`` of ``InvalidValue`` with paths within the
        object; a swift one raises the first error.
        """
        from cattrs.errors import ClassValidationError  # noqa: PLC0415 # see ``__init__``
        from cattrs.gen import make_dict_structure_fn, override  # noqa: PLC0415 # see ``__init__``

        # Constructors of user-defined classes may not check anything.
        checks_itself = issubclass(cls, Event) or not shapes.is_user_defined(cls)
        swift = checks_itself and not self._thorough
        overrides = {
            field.name: override(
                rename=key_of(field),
                struct_hook=self._hook(shape) if swift else self.field_hook(field, shape),
            )
            for field, shape in shapes.fields_of(cls)
        }
        generated = make_dict_structure_fn(cls, self._converter, **overrides)  # type: ignore[arg-type] # mypy matches the overrides to the options before them

        def read(value: Any) -> Any:
            try:
                return generated(value, cls)
            except ClassValidationError as errors:
                raise grouped(class_problems(cls, value, errors)) from None

        return read

    def field_hook(self, field: Attribute[Any], shape: shapes.Shape) -> Hook:
        """Return the thorough hook of one field: shape, converter, check."""
        make = self._hook(shape)
        convert: Reader = getattr(field, "converter", None) or _identity
        check = compiled(shape)
        takes_list = any(isinstance(one, shapes.ListOf) for one in shapes.options(shape))
        takes_map = any(isinstance(one, shapes.MapOf) for one in shapes.options(shape))

        def finish(shaped: Any) -> Any:
            converted = convert(shaped)
            check(converted)
            return converted

        def read_one(value: Any) -> Any:
            try:
                return finish(make(value, None))
            except Exception as error:  # noqa: BLE001 # converters of user-defined kinds raise anything
                raise grouped(map(_without_index, problems_of(error, value))) from None

        def read(value: Any, _: Any) -> Any:
            if takes_list and _is_list(value):
                parts = each(((f"[{i}]", [item]) for i, item in enumerate(value)), read_one)
                return finish(tuple(chain.from_iterable(parts)))
            if takes_map and _is_object(value):
                maps = each((("", {key: item}) for key, item in value.items()), read_one)
                return finish(FrozenMap({key: item for part in maps for key, item in part.items()}))
            try:
                return read_one(value)
            except ExceptionGroup as error:
                problems = problems_of(error, value)
                raise grouped(_with_accepted(problem, shape) for problem in problems) from None

        return read

    def _hook(self, shape: shapes.Shape) -> Hook:
        """Return the hook that makes a value of a shape."""
        match shape:
            case shapes.Text() | shapes.Words() | shapes.Other():
                return _as_is
            case shapes.Simple():
                return _simple_hook(shape)
            case shapes.ListOf(item):
                return self._list_hook(self._hook(item))
            case shapes.MapOf(_, value):
                return self._map_hook(self._hook(value))
            case shapes.OneOf(members):
                return _union_hook({member: self._hook(member) for member in members})
            case shapes.Value(cls):
                return self._object_hook(cls)
            case _:
                assert_never(shape)

    def _list_hook(self, inner: Hook) -> Hook:
        def read(value: Any, _: Any) -> Any:
            if _is_list(value):
                return read_all(value)
            if isinstance(value, str) or _is_object(value):
                return inner(value, None)
            raise InvalidEvent("not a list", value=value, accepted="a list, or one of its items")

        def read_all(value: list[Any]) -> tuple[Any, ...]:
            if inner is _as_is:
                return tuple(value)
            if not self._thorough:
                return tuple([inner(part, None) for part in value])
            parts = ((f"[{i}]", part) for i, part in enumerate(value))
            return tuple(each(parts, lambda part: inner(part, None)))

        return read

    def _map_hook(self, inner: Hook) -> Hook:
        def read(value: Any, _: Any) -> Any:
            if not _is_object(value):
                raise InvalidEvent("not an object", value=value, accepted='{"key": value, ...}')
            if not self._thorough:
                return FrozenMap({key: inner(part, None) for key, part in value.items()})
            parts = ((step(key), part) for key, part in value.items())
            values = each(parts, lambda part: inner(part, None))
            return FrozenMap(dict(zip(value, values, strict=True)))

        return read

    def _object_hook(self, cls: Any) -> Hook:
        if issubclass(cls, Event):
            return lambda value, _: self._read_event(value) if _is_object(value) else value
        # The reader of a value type is built when its first object is read.
        return lambda value, _: self.reader_of(cls)(value) if _is_object(value) else value


def _without_index(problem: InvalidValue) -> InvalidValue:
    """Return the problem of a tuple's only item with the path of the item itself."""
    return like(problem, path=f"${problem.path[1:].removeprefix('[0]')}")


def _with_accepted(problem: InvalidValue, shape: shapes.Shape) -> InvalidValue:
    """Return the problem of a field's whole value with the objects that are accepted."""
    if problem.path != "$" or problem.accepted is not None:
        return problem
    classes = [one.cls for one in (shape, *shapes.inside(shape)) if isinstance(one, shapes.Value)]
    objects = " or ".join("an object with " + ", ".join(_keys(cls)) for cls in classes)
    return like(problem, accepted=objects or None)


def _is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _keys(cls: Any) -> list[str]:
    """Return the keys of an object, including ``kind`` for an event."""
    return ["kind"] * (cls is Event) + [key_of(field) for field in attrs.fields(cls)]


def _identity(value: Any) -> Any:
    return value


def _as_is(value: Any, _: Any) -> Any:
    return value


def _simple_hook(shape: shapes.Simple) -> Hook:
    match shape:
        case shapes.Simple.WHOLE_NUMBER | shapes.Simple.NUMBER | shapes.Simple.FLAG:
            return _as_is
        case shapes.Simple.DATE:
            return _when
        case shapes.Simple.ANYTHING:
            return _frozen
        case _:
            assert_never(shape)


def _when(value: Any, _: Any) -> Any:
    return When(value) if isinstance(value, str) else value


def _frozen(value: Any, _: Any) -> Any:
    if _is_object(value):
        return FrozenMap({key: _frozen(item, None) for key, item in value.items()})
    return tuple(_frozen(item, None) for item in value) if _is_list(value) else value


def _union_hook(hooks: dict[shapes.Shape, Hook]) -> Hook:
    if set(hooks.values()) == {_as_is}:
        return _as_is
    members = tuple(hooks)
    only = hooks[members[0]] if len(members) == 1 else None

    def read(value: Any, _: Any) -> Any:
        if value is None:
            return None
        return (only or hooks[_best_member(members, value)])(value, None)

    return read


def _best_member(members: tuple[shapes.Shape, ...], value: Any) -> shapes.Shape:
    """Return the member of a union that best fits the form of a value."""
    if _is_object(value):
        objects = [member for member in members if isinstance(member, shapes.Value)]
        if objects:
            return max(objects, key=lambda one: len(value.keys() & _keys(one.cls)))
    if isinstance(value, str) and shapes.Simple.DATE in members and shapes.TEXT not in members:
        return shapes.Simple.DATE
    return next((member for member in members if not isinstance(member, shapes.Value)), members[0])
