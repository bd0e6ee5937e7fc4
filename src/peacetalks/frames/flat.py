"""Columns that CSV can hold: structs become columns, lists become text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from peacetalks._support.optional import import_extra
from peacetalks._text.characters import escaped_in_json, without_hidden
from peacetalks.errors import InvalidValue

__all__ = ["BETWEEN", "flattened"]

BETWEEN = "; "
"""The separator between the texts of a list."""


def flattened(table: Any) -> Any:
    """Return a table without nested columns.

    Any, here and below: pyarrow is not typed.

    Raises:
        InvalidValue: if two columns would have the same name, or a user's column holds bytes.
    """
    pa = import_extra("frames", "pyarrow")
    columns = [
        column
        for field in table.schema
        for column in _flat(field, table.column(field.name).combine_chunks())
    ]
    schema = pa.schema([field for field, _ in columns])
    for name in schema.names:
        if schema.names.count(name) > 1:
            hint = "rename one of your own columns"
            raise InvalidValue("two columns of the same name in CSV", value=name, hint=hint)
    return pa.table([_without_hidden(array) for _, array in columns], schema)


def _flat(field: Any, array: Any) -> Iterator[tuple[Any, Any]]:
    pa = import_extra("frames", "pyarrow")
    if pa.types.is_struct(field.type):
        for inner, values in zip(field.type, array.flatten(), strict=True):
            named = inner.with_name(f"{field.name}.{inner.name}").with_metadata(field.metadata)
            yield from _flat(named, values)
    elif pa.types.is_list(field.type) and pa.types.is_string(field.type.value_type):
        texts = [None if item is None else BETWEEN.join(item) for item in array.to_pylist()]
        yield field.with_type(pa.string()), pa.array(texts, pa.string())
    elif pa.types.is_nested(field.type):
        texts = [None if item is None else _as_json(item) for item in array.to_pylist()]
        yield field.with_type(pa.string()), pa.array(texts, pa.string())
    elif pa.types.is_binary(field.type):
        hint = "use to_parquet, or encode the bytes as text"
        raise InvalidValue("CSV cannot hold a column of bytes", value=field.name, hint=hint)
    elif pa.types.is_timestamp(field.type):
        # Every reader of CSV parses ISO 8601 with T and Z as the same instant.
        compute = import_extra("frames", "pyarrow.compute")
        yield field.with_type(pa.string()), compute.strftime(array, format="%Y-%m-%dT%H:%M:%SZ")
    else:
        yield field, array


def _without_hidden(array: Any) -> Any:
    """Return a column whose texts have no hidden characters, which CSV cannot escape."""
    pa = import_extra("frames", "pyarrow")
    if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
        return array
    texts = array.to_pylist()
    shown = [None if text is None else without_hidden(text) for text in texts]
    return array if shown == texts else pa.array(shown, array.type)


def _as_json(value: object) -> str:
    return escaped_in_json(json.dumps(value, ensure_ascii=False, default=str))
