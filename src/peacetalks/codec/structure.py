"""Events from plain JSON values: the converter, which is the definition of the file form.

Each field of a value goes three steps: its *shape* (a list becomes a tuple, an object the value
type it stands for), the field's own converter, so that a file may use every shorthand that a
constructor takes, then the check of its declared type.

A converter reads in one of two ways. **Swift**: shapes are made and the constructor does the
rest; it stops at the first problem. **Thorough**: each field goes the three steps by itself and
each item of a list too, so that every problem is found, with its place. Lines are read swiftly,
and once more thoroughly where that fails.

Hooks are built on first use.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard, Union

import attrs

from peacetalks.codec.plain import key_of
from peacetalks.codec.problems import class_problems, each, grouped, like, problems_of
from peacetalks.construction import compiled, field_types, step
from peacetalks.errors import InvalidEvent, InvalidValue
from peacetalks.events.base import Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.when import When

if TYPE_CHECKING:
    from attrs import Attribute
    from cattrs import Converter

__all__ = ["Reader", "converter", "field_hook", "is_event", "object_reader"]

Hook: TypeAlias = Callable[[Any, Any], Any]
Reader: TypeAlias = Callable[[Any], Any]
Each: TypeAlias = Callable[[Iterable[tuple[str, Any]], Reader], list[Any]]
# Any: hooks are there to find out what a value is.


def converter(read_event: Reader, *, thorough: bool) -> Converter:
    """Return a new converter that reads the value types and, by ``read_event``, events inside."""
    from cattrs import Converter  # noqa: PLC0415 # costs 20 ms, and only those who read pay

    made = Converter(forbid_extra_keys=True, use_alias=True, detailed_validation=thorough)
    read_each = each if thorough else _each_swiftly
    made.register_structure_hook_func(lambda _: True, _as_is)
    for primitive in (str, int, float, bool):
        made.register_structure_hook(primitive, _as_is)
    made.register_structure_hook_func(lambda hint: hint is object, lambda value, _: _frozen(value))
    made.register_structure_hook_func(lambda hint: hint is When, _when)
    for origins, build in (
        ((tuple,), functools.partial(_tuple, made, read_each)),
        ((FrozenMap,), functools.partial(_map, made, read_each)),
        ((Union, types.UnionType), functools.partial(_union, made)),
    ):
        made.register_structure_hook_factory(_is(*origins), build)
    made.register_structure_hook_factory(_is_class, functools.partial(_class, made))
    made.register_structure_hook_func(
        is_event, lambda value, _: read_event(value) if _is_object(value) else value
    )
    return made


def object_reader(made: Converter, cls: Any) -> Reader:
    """Return what makes a kind or value type of an object's fields.

    A thorough one raises an ``ExceptionGroup`` of ``InvalidValue``, placed within the object; a
    swift one raises whatever it meets first.
    """
    from cattrs.errors import ClassValidationError  # noqa: PLC0415 # see ``converter``
    from cattrs.gen import make_dict_structure_fn, override  # noqa: PLC0415 # see ``converter``

    hints = field_types(cls)
    # Constructors of people's own classes may check nothing.
    checks_itself = is_event(cls) or cls.__module__.startswith("peacetalks.")
    read_field = _shape_hook if checks_itself and not made.detailed_validation else field_hook
    overrides = {
        field.name: override(
            rename=key_of(field), struct_hook=read_field(made, field, hints[field.name])
        )
        for field in attrs.fields(cls)
    }
    generated = make_dict_structure_fn(cls, made, **overrides)  # type: ignore[arg-type] # mypy takes the overrides for the options before them

    def structure(value: Any) -> Any:
        try:
            return generated(value, cls)
        except ClassValidationError as errors:
            raise grouped(class_problems(cls, value, errors)) from None

    return structure


def _shape_hook(made: Converter, _: Attribute[Any], hint: Any) -> Hook:
    return made.get_structure_hook(hint)


def field_hook(made: Converter, field: Attribute[Any], hint: Any) -> Hook:
    """Return the thorough hook of one field: shape, converter, check."""
    shape = made.get_structure_hook(hint)
    convert: Reader = getattr(field, "converter", None) or _kept
    check = compiled(hint)
    many = _holds(hint, tuple)
    mapped = _holds(hint, FrozenMap)

    def finished(shaped: Any) -> Any:
        kept = convert(shaped)
        check(kept)
        return kept

    def one(value: Any) -> Any:
        try:
            return finished(shape(value, hint))
        except Exception as error:  # noqa: BLE001 # converters of people's own kinds raise anything
            raise grouped(map(_without_index, problems_of(error, value))) from None

    def structure(value: Any, _: Any) -> Any:
        if many and _is_list(value):
            parts = each(((f"[{i}]", [item]) for i, item in enumerate(value)), one)
            return finished(tuple(chain.from_iterable(parts)))
        if mapped and _is_object(value):
            maps = each((("", {key: item}) for key, item in value.items()), one)
            return finished(FrozenMap({key: item for part in maps for key, item in part.items()}))
        try:
            return one(value)
        except ExceptionGroup as error:
            raise grouped(_told(item, hint) for item in problems_of(error, value)) from None

    return structure


def _without_index(problem: InvalidValue) -> InvalidValue:
    """Return a problem of the only item of a tuple, placed as one of the item itself."""
    return like(problem, path=f"${problem.path[1:].removeprefix('[0]')}")


def _told(problem: InvalidValue, hint: Any) -> InvalidValue:
    """Return a problem of a field's whole value that says which objects are accepted."""
    if problem.path != "$" or problem.accepted is not None:
        return problem
    classes = [member for member in (hint, *typing.get_args(hint)) if _is_class(member)]
    objects = " or ".join("an object with " + ", ".join(_keys(cls)) for cls in classes)
    return like(problem, accepted=objects or None)


def _each_swiftly(parts: Iterable[tuple[str, Any]], read: Reader) -> list[Any]:
    return [read(value) for _, value in parts]


def _is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _is(*origins: Any) -> Callable[[Any], bool]:
    return lambda hint: typing.get_origin(hint) in origins


def is_event(hint: Any) -> bool:
    """Return whether an annotation is a kind of event."""
    return isinstance(hint, type) and issubclass(hint, Event)


def _is_class(hint: Any) -> bool:
    return isinstance(hint, type) and attrs.has(hint)


def _keys(cls: Any) -> list[str]:
    """Return the keys of an object; of an event with its kind."""
    return ["kind"] * (cls is Event) + [key_of(field) for field in attrs.fields(cls)]


def _holds(hint: Any, origin: Any) -> bool:
    """Return whether a field of this annotation may hold a value of this generic type."""
    return origin in {typing.get_origin(hint), *map(typing.get_origin, typing.get_args(hint))}


def _kept(value: Any) -> Any:
    return value


def _as_is(value: Any, _: Any) -> Any:
    return value


def _when(value: Any, _: Any) -> Any:
    return When(value) if isinstance(value, str) else value


def _frozen(value: Any) -> Any:
    if _is_object(value):
        return FrozenMap({key: _frozen(item) for key, item in value.items()})
    return tuple(map(_frozen, value)) if _is_list(value) else value


def _tuple(made: Converter, read_each: Each, hint: Any) -> Hook:
    item = typing.get_args(hint)[0]
    inner = made.get_structure_hook(item)

    def shape(value: Any, _: Any) -> Any:
        if _is_list(value):
            if inner is _as_is:
                return tuple(value)
            parts = ((f"[{i}]", part) for i, part in enumerate(value))
            return tuple(read_each(parts, lambda part: inner(part, item)))
        if isinstance(value, str) or _is_object(value):
            return inner(value, item)
        raise InvalidEvent("not a list", value=value, accepted="a list, or one of its items")

    return shape


def _map(made: Converter, read_each: Each, hint: Any) -> Hook:
    item = typing.get_args(hint)[1]
    inner = made.get_structure_hook(item)

    def shape(value: Any, _: Any) -> Any:
        if not _is_object(value):
            raise InvalidEvent("not an object", value=value, accepted='{"key": value, ...}')
        parts = ((step(key), part) for key, part in value.items())
        kept = read_each(parts, lambda part: inner(part, item))
        return FrozenMap(dict(zip(value, kept, strict=True)))

    return shape


def _union(made: Converter, hint: Any) -> Hook:
    members = [member for member in typing.get_args(hint) if member is not types.NoneType]
    hooks = {member: made.get_structure_hook(member) for member in members}
    if set(hooks.values()) == {_as_is}:
        return _as_is

    def shape(value: Any, _: Any) -> Any:
        if value is None:
            return None
        meant = members[0] if len(members) == 1 else _meant(members, value)
        return hooks[meant](value, meant)

    return shape


def _meant(members: list[Any], value: Any) -> Any:
    """Return the member of a union that a value of this form can only stand for."""
    if _is_object(value):
        classes = [member for member in members if _is_class(member)]
        if classes:
            return max(classes, key=lambda cls: len(value.keys() & _keys(cls)))
    if isinstance(value, str) and When in members and str not in members:
        return When
    return next((member for member in members if not _is_class(member)), members[0])


def _class(made: Converter, cls: Any) -> Hook:
    """Return the hook of a value type, built when its first object comes."""
    build = functools.cache(lambda: object_reader(made, cls))

    def structure(value: Any, _: Any) -> Any:
        return build()(value) if _is_object(value) else value

    return structure
