"""Columns that CSV can hold: nested ones are laid out, or written as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from peacetalks.errors import InvalidValue
from peacetalks.extras import needed

__all__ = ["BETWEEN", "flattened"]

BETWEEN = "; "
"""What stands between the texts of a list."""


def flattened(table: Any) -> Any:
    """Return a table without nested columns.

    Any, here and below: pyarrow has no types.

    Raises:
        InvalidValue: for columns of one's own that would have one name, or whose values are bytes.
    """
    pa = needed("frames", "pyarrow")
    columns = [
        column
        for field in table.schema
        for column in _flat(field, table.column(field.name).combine_chunks())
    ]
    schema = pa.schema([field for field, _ in columns])
    for name in schema.names:
        if schema.names.count(name) > 1:
            hint = "give a column of your own another name"
            raise InvalidValue("two columns of one name in CSV", value=name, hint=hint)
    return pa.table([array for _, array in columns], schema)


def _flat(field: Any, array: Any) -> Iterator[tuple[Any, Any]]:
    pa = needed("frames", "pyarrow")
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
        hint = "to_parquet, or a text that says the bytes"
        raise InvalidValue("bytes in a column of CSV", value=field.name, hint=hint)
    elif pa.types.is_timestamp(field.type):
        # ISO 8601 with its T and Z, which every reader of CSV takes for one instant.
        compute = needed("frames", "pyarrow.compute")
        yield field.with_type(pa.string()), compute.strftime(array, format="%Y-%m-%dT%H:%M:%SZ")
    else:
        yield field, array


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
