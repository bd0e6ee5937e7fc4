"""Columns of values: the Arrow columns and types of each of our types.

==========================  ====================================================================
value                       columns
==========================  ====================================================================
a date, ``When``            ``x`` as it was written; ``x_first`` and ``x_last``, the first and
                            last day that it can be, or null if there is none
a figure, ``Count``         ``x_low``, ``x_best``, ``x_high``; ``x_text`` in words
a list of texts or codes    a list
a place, a source, …        a struct of its fields, with dates as they were written
a map of texts              a map
anything else               JSON
==========================  ====================================================================
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Final, TypeAlias, assert_never, cast, final

from attrs import frozen

from peacetalks._support.optional import import_extra
from peacetalks.codec.plain import key_of, to_plain
from peacetalks.events import Event
from peacetalks.events.clocks import NEVER
from peacetalks.fields import shape as shapes
from peacetalks.frames.table import DESCRIPTION, Table, table_of
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.count import Count
from peacetalks.values.due import After

__all__ = ["Column", "build_table", "columns_of", "day_of", "text_column", "value_columns"]

_Form: TypeAlias = tuple[Any, Callable[[Any], object]]
"""An Arrow type, and the function that converts values to it. (Any: pyarrow is not typed.)"""
_AS_TEXT: Final[frozenset[shapes.Shape]] = frozenset(
    {shapes.TEXT, shapes.Simple.DATE, shapes.Value(After)}
)


@final
@frozen
class Column:
    """A column of a table.

    Attributes:
        name: its name.
        type: its Arrow type. (Any: pyarrow is not typed.)
        read: a function that returns its value for the object of a row.
        description: what it means.
    """

    name: str
    type: Any
    read: Callable[[Any], object]
    description: str = ""


def build_table(
    columns: Sequence[Column], items: Iterable[object], metadata: Iterable[tuple[str, str]] = ()
) -> Table:
    """Return a table with one row per object."""
    pa = import_extra("frames", "pyarrow")
    listed = list(items)
    fields = [
        pa.field(c.name, c.type, metadata={DESCRIPTION: c.description} if c.description else None)
        for c in columns
    ]
    values = {c.name: [c.read(item) for item in listed] for c in columns}
    return table_of(values, pa.schema(fields), metadata)


def text_column(name: str, read: Callable[[Any], object], description: str) -> Column:
    """Return a column of texts."""
    return Column(name, import_extra("frames", "pyarrow").string(), read, description)


def day_of(days: int) -> int | None:
    """Return a day as days since 1970, as Arrow counts them; None if the date is unbounded."""
    return days if abs(days) < NEVER else None


def columns_of(kind: type[Any], leave_out: Iterable[str] = ()) -> tuple[Column, ...]:
    """Return the columns of an attrs class, in the order of its fields.

    Any: instances of any class.
    """
    left_out = frozenset(leave_out)
    return tuple(
        column
        for field, shape in shapes.fields_of(kind)
        if field.name not in left_out
        for column in _columns(key_of(field), shape, attrgetter(field.name))
    )


def value_columns(name: str, hint: Any, read: Callable[[Any], Any]) -> Iterator[Column]:
    """Yield the columns of a value.

    Args:
        name: the name of the columns, or what their names begin with.
        hint: the type of the value, as an annotation. (Any: annotations have no common type.)
        read: a function that returns the value from the object of a row.
    """
    yield from _columns(name, shapes.shape_of(hint), read)


def _columns(name: str, shape: shapes.Shape, read: Callable[[Any], Any]) -> Iterator[Column]:
    pa = import_extra("frames", "pyarrow")
    if shapes.options(shape) == (shapes.Simple.DATE,):
        yield Column(name, pa.string(), lambda item: _text(read(item)), "as it was written")
        yield Column(
            f"{name}_first", pa.date32(), lambda item: _first(read(item)), "the first day it can be"
        )
        yield Column(
            f"{name}_last", pa.date32(), lambda item: _last(read(item)), "the last day it can be"
        )
    elif shapes.options(shape) == (shapes.Value(Count),):
        for bound in ("low", "best", "high"):
            yield Column(f"{name}_{bound}", pa.int64(), _bound(read, bound))
        yield Column(f"{name}_text", pa.string(), lambda item: _text(read(item)), "in words")
    else:
        type_, convert = _arrow_form(shape)
        yield Column(name, type_, lambda item: convert(read(item)))


def _bound(read: Callable[[Any], Count | None], bound: str) -> Callable[[Any], object]:
    return lambda item: None if (count := read(item)) is None else getattr(count, bound)


def _arrow_form(shape: shapes.Shape) -> _Form:
    """Return the Arrow type for a shape, and the function that converts its values."""
    pa = import_extra("frames", "pyarrow")
    match shape:
        case shapes.Text() | shapes.Words():
            return pa.string(), _text
        case shapes.Simple():
            return _simple_form(shape)
        case shapes.OneOf(members):
            forms = {
                shapes.TEXT if isinstance(one, (shapes.Text, shapes.Words)) else one
                for one in members
            }
            if forms <= _AS_TEXT:
                return pa.string(), _text
            return _arrow_form(forms.pop()) if len(forms) == 1 else (pa.string(), _as_json)
        case shapes.ListOf(item):
            of, convert = _arrow_form(item)
            return pa.list_(of), _each(convert)
        case shapes.MapOf(shapes.Text(), shapes.Text()):
            return pa.map_(pa.string(), pa.string()), lambda value: value and list(value.items())
        case shapes.Value(cls) if cls is After:
            return pa.string(), _text
        case shapes.Value(cls) if not issubclass(cls, Event) and shape not in shapes.shapes_in(cls):
            return _struct(cls)
        case shapes.MapOf() | shapes.Value() | shapes.Other():
            return pa.string(), _as_json
        case _:
            assert_never(shape)


def _simple_form(shape: shapes.Simple) -> _Form:
    pa = import_extra("frames", "pyarrow")
    match shape:
        case shapes.Simple.WHOLE_NUMBER:
            return pa.int64(), _as_is
        case shapes.Simple.NUMBER:
            return pa.float64(), _as_is
        case shapes.Simple.FLAG:
            return pa.bool_(), _as_is
        case shapes.Simple.DATE:
            return pa.string(), _text
        case shapes.Simple.ANYTHING:
            return pa.string(), _as_json
        case _:
            assert_never(shape)


def _as_is(value: object) -> object:
    return value


def _each(convert: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda value: None if value is None else [convert(item) for item in value]


def _struct(of: type[Any]) -> _Form:
    parts = [
        (field.name, key_of(field), *_arrow_form(shape)) for field, shape in shapes.fields_of(of)
    ]

    def as_dict(value: Any) -> object:
        if value is None:
            return None
        return {key: convert(getattr(value, name)) for name, key, _, convert in parts}

    struct = import_extra("frames", "pyarrow").struct([(key, type_) for _, key, type_, _ in parts])
    return struct, as_dict


def _as_json(value: object) -> str | None:
    return value if value is None else json.dumps(value, ensure_ascii=False, default=_json_default)


def _json_default(value: object) -> object:
    if isinstance(value, Event):
        return to_plain(value)
    if isinstance(value, FrozenMap):
        return dict(cast("FrozenMap[str, object]", value))
    return str(value)


def _text(value: object) -> str | None:
    if isinstance(value, When):
        return value.text
    return None if value is None else str(value)


def _first(when: When | None) -> int | None:
    return None if when is None else day_of(when.first_day)


def _last(when: When | None) -> int | None:
    return None if when is None else day_of(when.last_day)
