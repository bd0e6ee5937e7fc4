"""Compile the reading and writing of rows for each class, by way of Structs of msgspec.

A Struct has the fields of an attrs class. msgspec writes it without the fields at their default, and
reads it in a third of the time that an attrs class with missing fields takes; its values are then put
into the slots of an object without a constructor.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from peacetalks.codec.packing import text_of
from peacetalks.codec.plain import key_of
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.fields import shape as shapes
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When, when_of
from peacetalks.values.facts import Place

if TYPE_CHECKING:
    import msgspec

__all__ = [
    "Reader",
    "Shared",
    "is_compiled",
    "reader_of",
    "reader_of_some",
    "writable",
    "writer_of",
]

# Any: values of any class, and their plain values.

Shared: TypeAlias = dict[Any, Any]
"""Codes of actors that were read; equal ones become one object."""

Reader: TypeAlias = Callable[[Any, str], Event]
"""Makes an event from a payload and an id."""
_Made: TypeAlias = tuple[str, Any]
"""The code that makes a value, and a function that it calls."""

_KEPT_AT_MOST: Final = 10_000
_CODES: Final = (shapes.CODE, shapes.ListOf(shapes.CODE))


@shapes.by_class
def is_compiled(kind: type[Event]) -> bool:
    """Return whether Structs write and read the fields of a kind, and of its values, unchanged."""
    inside = (shape.cls for shape in shapes.shapes_in(kind) if isinstance(shape, shapes.Value))
    return kind is not UnknownEvent and all(map(_fields_fit, (kind, *inside)))


@shapes.by_class
def writer_of(kind: type[Event]) -> Callable[[Event], bytes]:
    """Return a function that writes the fields of events of a kind that differ from their default."""
    import msgspec  # noqa: PLC0415 # costs 50 ms, and only logs need it

    encode, plain = msgspec.json.Encoder().encode, _plain_object(kind)
    return lambda event: encode(plain(event))


def reader_of(kind: type[Event], shared: Shared) -> Reader:
    """Return a function that reads events of a kind; it raises the errors of msgspec."""
    return _event_reader(kind, _struct(kind), _fields(kind), shared, _made)


def reader_of_some(kind: type[Event], only: frozenset[str], shared: Shared) -> Reader:
    """Return a function that reads some fields of events; their other slots stay empty.

    Places have the country alone, and sources the date alone.
    """
    import msgspec  # noqa: PLC0415 # see ``writer_of``

    dated = msgspec.defstruct("Dated", [("published", When | None, None)])
    country = msgspec.defstruct("Country", [("country", str | None, None)])
    shorter = {"sources": tuple[dated, ...], "place": country | None}  # type: ignore[valid-type] # made above
    fields = tuple((field, shape) for field, shape in _fields(kind) if field.name in only)
    part = msgspec.defstruct(
        "Part",
        [_declared(field, shorter.get(field.name) or _hint(shape)) for field, shape in fields],
    )
    return _event_reader(
        kind, part, fields, shared, lambda one: None if _is_object(one) else _made(one)
    )


def _event_reader(
    kind: type[Event],
    struct: type[msgspec.Struct],
    fields: tuple[shapes.Field, ...],
    shared: Shared,
    made: Callable[[shapes.Shape], _Made | None],
) -> Reader:
    import msgspec  # noqa: PLC0415 # see ``writer_of``

    decode = msgspec.json.Decoder(struct, dec_hook=lambda _, text: when_of(text)).decode
    lines = [
        "if type(payload) is bytes:",
        "    payload = text_of(payload)",
        "struct = decode(payload)",
    ]
    names = {"decode": decode, "text_of": text_of, "shared": shared}
    read: Reader = _function(
        "payload, event_id", lines + _building(kind, fields, made, names, "event_id"), names
    )
    return read


@shapes.by_class
def _builder(cls: type) -> Callable[[Any, Shared], Any]:
    """Return a function that makes an object of a class from its Struct."""
    names: dict[str, Any] = {}
    lines = _building(cls, _fields(cls), _made, names, None)
    build: Callable[[Any, Shared], Any] = _function("struct, shared", lines, names)
    return build


def _building(
    cls: type,
    fields: tuple[shapes.Field, ...],
    made: Callable[[shapes.Shape], _Made | None],
    names: dict[str, Any],
    own_id: str | None,
) -> list[str]:
    """Return the code that makes an object from ``struct``, and add the names that it needs."""
    import msgspec  # noqa: PLC0415 # see ``writer_of``

    draft = writable(cls)
    names |= {
        "astuple": msgspec.structs.astuple, "new": object.__new__, "draft": draft, "cls": cls,
        "put": object.__setattr__, "when_of": when_of, "FrozenMap": FrozenMap, "equal": _equal,
    }  # fmt: skip
    lines = [f"{''.join(f'value_{index}, ' for index in range(len(fields)))} = astuple(struct)"]
    for index, (field, shape) in enumerate(fields):
        make = made(shape)
        if make is not None:
            code, build = make
            names |= {f"default_{index}": field.default, f"build_{index}": build}
            # A null is stated where the default is another value.
            stated = f"value_{index} is not default_{index}"
            if shapes.is_optional(shape) and field.default is not None:
                stated += f" and value_{index} is not None"
            lines += [
                f"if {stated}:",
                f"    value_{index} = {code.format(value=f'value_{index}', build=f'build_{index}')}",
            ]
    values = [(field.name, f"value_{index}") for index, (field, _) in enumerate(fields)]
    if own_id is not None:
        values.append(("_id", own_id))
    lines.append("one = new(draft)")
    if draft is cls:
        lines += [f"put(one, {name!r}, {value})" for name, value in values]
    else:
        lines += [f"one.{name} = {value}" for name, value in values]
        lines.append("one.__class__ = cls")
    return [*lines, "return one"]


@shapes.by_class
def writable(cls: type) -> type:
    """Return a class with the slots of a frozen one, in which they can be set.

    An object of it becomes one of the frozen class by its ``__class__``: to set a slot takes a tenth
    of the time that ``object.__setattr__`` takes. A class without slots is returned as it is.
    """
    slots: Any = vars(cls).get("__slots__")
    if slots is None:
        return cls
    # With both, CPython sets slots directly and does not look a method up.
    plain = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    base: Any = cls.__base__
    generic = {name: vars(cls)[name] for name in ("__orig_bases__",) if name in vars(cls)}
    made: Any = type("Writable", (base,), {"__slots__": slots, **plain, **generic})
    try:
        made.__new__(made).__class__ = cls
    except TypeError:  # CPython says that the layouts differ
        return cls
    draft: type = made
    return draft


def _function(arguments: str, lines: list[str], names: dict[str, Any]) -> Any:
    """Compile a function: a loop over the fields would take three times as long."""
    source = "\n    ".join([f"def function({arguments}):", *lines])
    exec(source, names)  # noqa: S102 # of names of fields, which are identifiers
    return names["function"]


@shapes.by_class
def _fields(cls: type) -> tuple[shapes.Field, ...]:
    """Return the fields of a class except the id, those without a default first."""
    fields = (pair for pair in shapes.fields_of(cls) if pair[0].name != "_id")
    return tuple(sorted(fields, key=lambda pair: _has_plain_default(pair[0])))


@shapes.by_class
def _struct(cls: type) -> type[msgspec.Struct]:
    import msgspec  # noqa: PLC0415 # see ``writer_of``

    fields = [_declared(field, _hint(shape)) for field, shape in _fields(cls)]
    return msgspec.defstruct(cls.__name__, fields, omit_defaults=True, gc=False)


def _has_plain_default(field: attrs.Attribute[Any]) -> bool:
    """Return whether a field has a default that can be left out: others are always written."""
    default = field.default
    return default is None or default == () or type(default) in {str, bool, int, float}


def _declared(field: attrs.Attribute[Any], hint: Any) -> tuple[Any, ...]:
    return (field.name, hint, *([field.default] if _has_plain_default(field) else ()))


def _hint(shape: shapes.Shape) -> Any:
    """Return the type of a field of a Struct."""
    hint = _hint_of(shapes.options(shape)[0])
    return hint | None if shapes.is_optional(shape) else hint


def _hint_of(shape: shapes.Shape) -> Any:
    match shape:
        case shapes.Value(cls):
            return _struct(cls)
        case shapes.Words(words):
            return Literal[words]
        case shapes.Simple.WHOLE_NUMBER:
            return int
        case shapes.Simple.NUMBER:
            return float
        case shapes.Simple.FLAG:
            return bool
        case shapes.ListOf(item):
            return tuple[_hint_of(item), ...]  # type: ignore[misc] # found at run time
        case shapes.MapOf():
            return dict[str, str]
        case _:
            return str


def _is_object(shape: shapes.Shape) -> bool:
    return any(isinstance(one, shapes.Value) for one in shapes.within(shape))


def _plain(shape: shapes.Shape) -> Callable[[Any], Any] | None:
    """Return what makes a value of a shape plain; None: it is plain."""
    match shapes.options(shape)[0]:
        case shapes.Simple.DATE:
            return _text_of
        case shapes.MapOf():
            return dict
        case shapes.Value(cls):
            return _plain_object(cls)
        case shapes.ListOf(item) if (plain := _plain(item)) is not None:
            return lambda items: [plain(one) for one in items]
        case _:
            return None


def _argument(index: int, field: attrs.Attribute[Any], shape: shapes.Shape) -> str:
    """Return the code for a field of a Struct."""
    value = f"one.{field.name}"
    if _plain(shape) is None:
        return value
    is_date = shapes.options(shape)[0] is shapes.Simple.DATE
    plain = f"{value}.text" if is_date else f"plain_{index}({value})"
    return f"{value} if {value} is default_{index} else {plain}"


def _text_of(when: When) -> str:
    return when.text


@shapes.by_class
def _plain_object(cls: type) -> Callable[[Any], Any]:
    names: dict[str, Any] = {"struct": _struct(cls)}
    arguments: list[str] = []
    for index, (field, shape) in enumerate(_fields(cls)):
        names |= {f"default_{index}": field.default, f"plain_{index}": _plain(shape)}
        arguments.append(_argument(index, field, shape))
    lines = [f"return struct({', '.join(arguments)})"]
    make: Callable[[Any], Any] = _function("one", lines, names)
    return make


def _made(shape: shapes.Shape) -> _Made | None:
    """Return what makes a value of a shape from a value of a Struct; None: it is one."""
    option = shapes.options(shape)[0]
    if option in _CODES:
        return "shared.get({value}) or equal({value}, shared)", None
    match option:
        case shapes.Simple.DATE:
            return "when_of({value})", None
        case shapes.MapOf():
            return "FrozenMap({value})", None
        case shapes.Value(cls):
            return "{build}({value}, shared)", _builder(cls)
        case shapes.ListOf(item) if (made := _made(item)) is not None and item not in _CODES:
            code, build = made
            return f"tuple([{code.replace('{value}', 'each')} for each in {{value}}])", build
        case _:
            return None


def _equal(codes: Any, shared: Shared) -> Any:
    if len(shared) >= _KEPT_AT_MOST:
        shared.clear()
    return shared.setdefault(codes, codes)


def _fields_fit(cls: type) -> bool:
    return cls is Place or all(
        # A field that begins with an underscore has another name in files.
        field.name == "_id" or (not field.name.startswith("_") and _fits(shape))
        for field, shape in shapes.fields_of(cls)
    )


def _fits(shape: shapes.Shape) -> bool:
    match shape:
        case shapes.Text() | shapes.Words():
            return True
        case shapes.Simple():
            return shape not in {shapes.Simple.NUMBER, shapes.Simple.ANYTHING}
        case shapes.ListOf(item):
            return _fits(item)
        case shapes.MapOf(key, value):
            return isinstance(key, shapes.Text) and isinstance(value, shapes.Text)
        case shapes.OneOf(members):
            return len(members) == 1 and _fits(members[0])
        case shapes.Value(cls):
            keys_fit = all(key_of(field) == field.name for field in attrs.fields(cls))
            contains_itself = shape in shapes.shapes_in(cls)
            return not issubclass(cls, Event) and keys_fit and not contains_itself
        case _:
            return False
