"""Compile the reading and writing of rows for each class, by way of Structs of msgspec.

A Struct has the fields of an attrs class. msgspec writes it without the fields at their default, and
reads it in a third of the time that an attrs class with missing fields takes; its values are then put
into the slots of an object without a constructor. Values of an event (its sources, its place) stay
raw texts at first: equal texts become one object, and an object that several events have is written
once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from peacetalks.codec.plain import key_of
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.fields import shape as shapes
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When, when_of
from peacetalks.values.facts import ExternalId, Place, Source

if TYPE_CHECKING:
    import msgspec

__all__ = [
    "Shared",
    "Written",
    "is_compiled",
    "reader_of",
    "reader_of_some",
    "writable",
    "writer_of",
]

# Any: values of any class, and their plain values.

Shared: TypeAlias = dict[Any, Any]
"""Values that were read, by their texts; equal texts become one object."""
Written: TypeAlias = dict[int, tuple[Any, Any]]
"""Values that were written, by their identity, with their texts. It holds them, so no other value
gets the identity of one."""

_KEPT_AT_MOST: Final = 10_000
_SHARED: Final = (shapes.Value(Source), shapes.Value(Place), shapes.Value(ExternalId))
"""The values that the facts of one row or article mostly have together."""
_CODES: Final = (shapes.CODE, shapes.ListOf(shapes.CODE))


@shapes.by_class
def is_compiled(kind: type[Event]) -> bool:
    """Return whether Structs write and read the fields of a kind, and of its values, unchanged."""
    inside = (shape.cls for shape in shapes.shapes_in(kind) if isinstance(shape, shapes.Value))
    return kind is not UnknownEvent and all(map(_fields_fit, (kind, *inside)))


@shapes.by_class
def writer_of(kind: type[Event]) -> Callable[[Event, Written], bytes]:
    """Return a function that writes the fields of events of a kind that differ from their default."""
    import msgspec  # noqa: PLC0415 # costs 50 ms, and only logs need it

    encode = msgspec.json.Encoder().encode

    def raw(value: Any, plain: Callable[[Any], Any], written: Written) -> Any:
        if len(written) >= _KEPT_AT_MOST:
            written.clear()
        text = msgspec.Raw(encode(plain(value)))
        written[id(value)] = (value, text)
        return text

    names: dict[str, Any] = {"encode": encode, "struct": _struct(kind), "raw": raw}
    arguments: list[str] = []
    for index, (field, shape) in enumerate(_fields(kind)):
        option = shapes.options(shape)[0]
        item = option.item if isinstance(option, shapes.ListOf) else option
        names |= {f"default_{index}": field.default, f"plain_{index}": _plain(shape)}
        if item not in _SHARED:
            arguments.append(_argument(index, field, shape))
            continue
        names[f"plain_{index}"] = _plain(item)
        get = f"known[1] if (known := written.get(id(it))) else raw(it, plain_{index}, written)"
        value = f"one.{field.name}"
        text = (
            f"[{get} for it in {value}]" if item is not option else get.replace("(it", f"({value}")
        )
        arguments.append(f"{value} if {value} is default_{index} else {text}")
    code = f"return encode(struct({', '.join(arguments)}))"
    write: Callable[[Event, Written], bytes] = _function("one, written", [code], names)
    return write


@shapes.by_class
def reader_of(cls: type) -> Callable[[Any, Shared], Any]:
    """Return a function that reads objects of a class from texts; it raises the errors of msgspec."""
    return _reader(_struct(cls), _builder(cls))


def reader_of_some(kind: type[Event], only: frozenset[str]) -> Callable[[Any, Shared], Any]:
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
    return _reader(part, _build(kind, fields, lambda one: None if _is_object(one) else _made(one)))


def _reader(
    struct: type[msgspec.Struct], build: Callable[[Any, Shared], Any]
) -> Callable[[Any, Shared], Any]:
    import msgspec  # noqa: PLC0415 # see ``writer_of``

    decode = msgspec.json.Decoder(struct, dec_hook=lambda _, text: when_of(text)).decode
    return lambda text, shared: build(decode(text), shared)


@shapes.by_class
def _builder(cls: type) -> Callable[[Any, Shared], Any]:
    """Return a function that makes an object of a class from its Struct."""
    return _build(cls, _fields(cls), _made)


def _build(
    cls: type,
    fields: tuple[shapes.Field, ...],
    made: Callable[[shapes.Shape], Callable[[Any, Shared], Any] | None],
) -> Callable[[Any, Shared], Any]:
    import msgspec  # noqa: PLC0415 # see ``writer_of``

    draft = writable(cls)
    names: dict[str, Any] = {
        "astuple": msgspec.structs.astuple, "new": object.__new__,
        "draft": draft, "cls": cls, "put": object.__setattr__,
    }  # fmt: skip
    values = [f"value_{index}" for index in range(len(fields))]
    lines = [f"{''.join(f'{value}, ' for value in values)} = astuple(struct)"]
    for index, (field, shape) in enumerate(fields):
        make = made(shape)
        if make is not None:
            names |= {f"default_{index}": field.default, f"make_{index}": make}
            lines += [
                f"if value_{index} is not default_{index}:",
                f"    value_{index} = make_{index}(value_{index}, shared)",
            ]
    lines.append("one = new(draft)")
    if draft is cls:
        lines += [f"put(one, {field.name!r}, value_{i})" for i, (field, _) in enumerate(fields)]
    else:
        lines += [f"one.{field.name} = value_{i}" for i, (field, _) in enumerate(fields)]
        lines.append("one.__class__ = cls")
    build: Callable[[Any, Shared], Any] = _function("struct, shared", [*lines, "return one"], names)
    return build


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
    import msgspec  # noqa: PLC0415 # see ``writer_of``

    if _is_object(shape):
        return msgspec.Raw  # also for null
    hint = _hint_of(shapes.options(shape)[0])
    return hint | None if shapes.is_optional(shape) else hint


def _hint_of(shape: shapes.Shape) -> Any:
    match shape:
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
            return lambda one: _plain_object(cls)(one)  # noqa: PLW0108 # later: a class may contain itself
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


def _made(shape: shapes.Shape) -> Callable[[Any, Shared], Any] | None:
    """Return what makes a value of a shape from a value of a Struct; None: it is one."""
    if _is_object(shape):
        return _made_object(shape)
    option = shapes.options(shape)[0]
    if option in _CODES:
        return _one_of_equals
    match option:
        case shapes.Simple.DATE:
            return lambda text, _: None if text is None else when_of(text)
        case shapes.ListOf(shapes.Simple.DATE):
            return lambda texts, _: tuple(map(when_of, texts))
        case shapes.MapOf():
            return lambda pairs, _: None if pairs is None else FrozenMap(pairs)
        case _:
            return None


def _one_of_equals(codes: Any, shared: Shared) -> Any:
    if codes is None:
        return None
    if len(shared) >= _KEPT_AT_MOST:
        shared.clear()
    return shared.setdefault(codes, codes)


def _made_object(shape: shapes.Shape) -> Callable[[Any, Shared], Any]:
    """Return what makes an object, or a tuple of objects, from a raw text."""
    option = shapes.options(shape)[0]
    read = _object_reader(option)
    key = object()  # the same text may be of another class

    def make(raw: Any, shared: Shared) -> Any:
        text = bytes(raw)
        try:
            return shared[key, text]
        except KeyError:
            pass
        made = None if text == b"null" and shapes.is_optional(shape) else read(text, shared)
        if len(shared) >= _KEPT_AT_MOST:
            shared.clear()
        return shared.setdefault((key, text), made)

    return make


def _object_reader(shape: shapes.Shape) -> Callable[[Any, Shared], Any]:
    import msgspec  # noqa: PLC0415 # see ``writer_of``

    if isinstance(shape, shapes.Value):
        cls = shape.cls
        return lambda text, shared: reader_of(cls)(text, shared)  # noqa: PLW0108 # later, because a class may contain itself
    if isinstance(shape, shapes.ListOf) and isinstance(shape.item, shapes.Value):
        item_cls = shape.item.cls
        decode: Callable[[Any], list[Any]] = msgspec.json.Decoder(
            list[_struct(shape.item.cls)]  # type: ignore[misc] # found at run time
        ).decode
        return lambda text, shared: tuple(
            [build(one, shared) for build in (_builder(item_cls),) for one in decode(text)]
        )
    if isinstance(shape, shapes.ListOf):
        items = msgspec.json.Decoder(list[msgspec.Raw]).decode
        item = _made_object(shape.item)
        return lambda text, shared: tuple(item(raw, shared) for raw in items(text))
    raise TypeError(f"not a shape of objects: {shape}")


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
            return not issubclass(cls, Event) and keys_fit
        case _:
            return False
