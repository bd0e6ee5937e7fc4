"""Columns of values: which Arrow type each of our types has, and how its values are laid out.

==========================  ====================================================================
a value                     its columns
==========================  ====================================================================
a date, ``When``            ``x`` as it was written; ``x_first``, ``x_last``: the first and last
                            day it can be; null where there is none
a figure, ``Count``         ``x_low``, ``x_best``, ``x_high``; ``x_text``: in words
a list of texts or codes    a list
a place, a source, …        a struct of its fields, dates in it as they were written
a map of texts              a map
anything else               its JSON
==========================  ====================================================================
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, cast, final, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from peacetalks.codec.plain import key_of, to_plain
from peacetalks.due import After
from peacetalks.events import Event
from peacetalks.events.clocks import NEVER
from peacetalks.extras import needed
from peacetalks.frames.table import DESCRIPTION, Table, table_of
from peacetalks.frozenmap import FrozenMap
from peacetalks.values import Count
from peacetalks.when import When

__all__ = ["Column", "columns_of", "day_of", "made", "text_column", "values_of"]

_SIMPLE: Final[FrozenMap[Any, str]] = FrozenMap[Any, str](
    {str: "string", int: "int64", float: "float64", bool: "bool_"}
)


@final
@frozen
class Column:
    """A column of a table.

    Attributes:
        name: its name.
        type: its Arrow type. (Any: pyarrow has no types.)
        read: what makes its value of a row's object.
        description: what it means.
    """

    name: str
    type: Any
    read: Callable[[Any], object]
    description: str = ""


def made(
    columns: Sequence[Column], items: Iterable[object], metadata: Iterable[tuple[str, str]] = ()
) -> Table:
    """Return the table of some objects, a row each."""
    pa = needed("frames", "pyarrow")
    listed = list(items)
    fields = [
        pa.field(c.name, c.type, metadata={DESCRIPTION: c.description} if c.description else None)
        for c in columns
    ]
    values = {c.name: [c.read(item) for item in listed] for c in columns}
    return table_of(values, pa.schema(fields), metadata)


def text_column(name: str, read: Callable[[Any], object], description: str) -> Column:
    """Return a column of texts."""
    return Column(name, needed("frames", "pyarrow").string(), read, description)


def day_of(days: int) -> int | None:
    """Return a day as Arrow counts them, in days since 1970; None: there is no such day."""
    return days if abs(days) < NEVER else None


def columns_of(kind: type[Any], leave_out: Iterable[str] = ()) -> tuple[Column, ...]:
    """Return the columns of an attrs class, in the order of its fields.

    Any: of any class.
    """
    left_out = frozenset(leave_out)
    hints = _hints(kind)
    return tuple(
        column
        for field in attrs.fields(kind)
        if field.name not in left_out
        for column in values_of(key_of(field), hints[field.name], _getter(field.name))
    )


def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _getter(name: str) -> Callable[[Any], object]:
    return lambda item: getattr(item, name)


def values_of(name: str, hint: Any, read: Callable[[Any], Any]) -> Iterator[Column]:
    """Yield the columns of a value.

    Args:
        name: what they are called, or begin with.
        hint: its type, as it is written in an annotation. (Any: types have no type of their own.)
        read: what finds the value in a row's object.
    """
    pa = needed("frames", "pyarrow")
    options = _options(hint)
    if options == (When,):
        yield Column(name, pa.string(), lambda item: _text(read(item)), "as it was written")
        yield Column(
            f"{name}_first", pa.date32(), lambda item: _first(read(item)), "the first day it can be"
        )
        yield Column(
            f"{name}_last", pa.date32(), lambda item: _last(read(item)), "the last day it can be"
        )
    elif options == (Count,):
        for bound in ("low", "best", "high"):
            yield Column(f"{name}_{bound}", pa.int64(), _bound(read, bound))
        yield Column(f"{name}_text", pa.string(), lambda item: _text(read(item)), "in words")
    else:
        is_of, form = _form(hint)
        yield Column(name, is_of, lambda item: form(read(item)))


def _bound(read: Callable[[Any], Count | None], bound: str) -> Callable[[Any], object]:
    return lambda item: None if (count := read(item)) is None else getattr(count, bound)


def _options(hint: Any) -> tuple[Any, ...]:
    """Return the types that a value can be of, but for None."""
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return tuple(o for h in get_args(hint) if h is not NoneType for o in _options(h))
    return (str,) if origin is Literal else (hint,)


def _form(hint: Any) -> tuple[Any, Callable[[Any], object]]:
    """Return the Arrow type of values of a type, and what makes of such a value what it holds."""
    pa = needed("frames", "pyarrow")
    options = set(_options(hint))
    if options <= {When, After, str}:
        return pa.string(), _text
    (only,) = options if len(options) == 1 else (object,)
    if only in _SIMPLE:
        return getattr(pa, _SIMPLE[only])(), lambda value: value
    if get_origin(only) is tuple:
        of, form = _form(get_args(only)[0])
        return pa.list_(of), lambda value: None if value is None else [form(v) for v in value]
    if get_origin(only) is FrozenMap and get_args(only) == (str, str):
        return pa.map_(pa.string(), pa.string()), lambda value: value and list(value.items())
    if attrs.has(only) and not issubclass(only, Event):
        return _struct(only)
    return pa.string(), lambda value: None if value is None else _as_json(value)


def _struct(of: type[Any]) -> tuple[Any, Callable[[Any], object]]:
    hints = _hints(of)
    forms = [(f.name, key_of(f), *_form(hints[f.name])) for f in attrs.fields(of)]

    def laid_out(value: Any) -> object:
        if value is None:
            return None
        return {key: form(getattr(value, name)) for name, key, _, form in forms}

    struct = needed("frames", "pyarrow").struct([(key, is_of) for _, key, is_of, _ in forms])
    return struct, laid_out


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_of_ours)


def _of_ours(value: object) -> object:
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
