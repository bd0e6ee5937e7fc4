"""Results as Arrow tables: one per bucket, all with the same columns.

A column has the type that most streams give it; streams with another type are set aside. So an odd
value costs only its own stream. This holds among rows that become a table together, within a
bucket, and between buckets.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias, cast, final

from peacetalks.errors import InvalidValue
from peacetalks.scale.arrow import as_stream, from_stream, parquet, pyarrow, read_table, write_table

__all__ = ["Results", "Row", "Unlike", "short_text", "unify"]

Row: TypeAlias = dict[str, object]
Unlike: TypeAlias = dict[str, str]
"""Streams whose rows do not fit into a table with those of others, and why."""
_Tables: TypeAlias = Callable[[int], Any]
"""Returns a table by its number; tables are opened only if their values count."""

_FIRST, _MOST = 128, 4_096
_BYTES: Final = 16_000_000
"""The first and the most rows, and about the most bytes, that become a table at a time."""
_ASIDE: Final = b"peacetalks.aside"
_DIGITS: Final = 20
"""The digits of the largest integer."""
_LONGEST: Final = 500
"""The most characters of the text of an exception in a finding."""
_WIDE, _WIDEST = 38, 76
"""The most digits of decimals of 128 and of 256 bits."""


@final
class Results:
    """The results of a bucket, kept as compressed tables.

    Args:
        schema: the columns; None: infer them. (Any, here and below: pyarrow is not typed.)
    """

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._waiting: list[tuple[str, list[Row]]] = []
        self._rows = 0
        self._most = _FIRST
        self._tables: list[bytes] = []
        self._unlike: Unlike = {}

    def add(self, stream: str, rows: list[Row]) -> None:
        """Add the rows of a stream."""
        self._waiting.append((stream, rows))
        self._rows += len(rows)
        if self._rows >= self._most:
            self._compact()

    def finish(self) -> tuple[bytes | None, Unlike]:
        """Return all rows as an Arrow stream, and the streams whose rows are not in it."""
        self._compact()
        schemas = [from_stream(data).schema for data in self._tables]
        whole = _agreed(schemas, lambda n: from_stream(self._tables[n]))
        data = as_stream(self._batches(whole))
        return data or None, self._unlike

    def _batches(self, schema: Any) -> Iterator[Any]:
        for data in self._tables:
            table, unlike = _fitted(from_stream(data), schema)
            self._unlike |= unlike
            yield from table.to_batches()

    def _compact(self) -> None:
        table, unlike = _as_table(self._waiting, self._schema)
        self._unlike |= unlike
        if table.num_rows:
            self._tables.append(as_stream(table.to_batches()))
            self._most = max(1, min(_MOST, _BYTES * table.num_rows // table.nbytes))
        self._waiting, self._rows = [], 0


def unify(files: Sequence[Path]) -> dict[Path, Unlike]:
    """Give all files of results the same columns, and return the streams that are lost by this.

    Only files that differ are written again. Each file lists the streams that it has lost, so that
    they are known after an interruption too.
    """
    schemas: list[Any] = [_schema_of(file) for file in files]
    whole = _agreed(schemas, lambda n: read_table(files[n]))
    lost: dict[Path, Unlike] = {}
    for file, schema in zip(files, schemas, strict=True):
        lost[file] = _lost_before(schema.metadata or {})
        if not schema.equals(whole):
            table, unlike = _fitted(read_table(file), whole)
            lost[file] |= unlike
            write_table(table.replace_schema_metadata({_ASIDE: json.dumps(lost[file])}), file)
    return lost


def _lost_before(metadata: dict[bytes, bytes]) -> Unlike:
    lost: Unlike = json.loads(metadata.get(_ASIDE, b"{}"))
    return lost


def _schema_of(file: Path) -> Any:
    return parquet().read_schema(file)


def _as_table(results: Sequence[tuple[str, list[Row]]], schema: Any) -> tuple[Any, Unlike]:
    """Return rows as a table, without the streams whose rows do not fit."""
    try:
        return _of_rows(results, schema), {}
    except Exception:  # noqa: BLE001 # values can raise anything; _of_each finds their stream
        tables, unlike = _of_each(results, schema)
    whole = _agreed([table.schema for table in tables], tables.__getitem__)
    fitted = [_fitted(table, whole) for table in tables]
    for _, more in fitted:
        unlike |= more
    return pyarrow().concat_tables([whole.empty_table(), *(t for t, _ in fitted)]), unlike


def _of_each(results: Iterable[tuple[str, list[Row]]], schema: Any) -> tuple[list[Any], Unlike]:
    tables: list[Any] = []
    unlike: Unlike = {}
    for stream, rows in results:
        try:
            tables.append(_of_rows([(stream, rows)], schema))
        except Exception as error:  # noqa: BLE001 # whatever a value raises is a finding
            unlike[stream] = _reason(error)
    return tables, unlike


def _reason(error: Exception) -> str:
    return f"its rows do not fit into a table with others: {short_text(error)}"


def short_text(error: BaseException, longest: int = _LONGEST) -> str:
    """Return the text of an exception, shortened to ``longest`` characters."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 # str() of a foreign exception can itself raise
        return "a text that cannot be shown"
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def _of_rows(results: Iterable[tuple[str, list[Row]]], schema: Any) -> Any:
    rows = [{"stream": stream, **row} for stream, listed in results for row in listed]
    return _inferred(rows) if schema is None else _with_schema(rows, schema)


def _with_schema(rows: list[Row], schema: Any) -> Any:
    if more := sorted({name for row in rows for name in row} - {"stream", *schema.names}):
        raise InvalidValue("columns that the schema does not have", value=more)
    whole = pyarrow().schema([("stream", pyarrow().string()), *((f.name, f.type) for f in schema)])
    _check_can_be_written(whole)
    return pyarrow().Table.from_pylist(rows, schema=whole)


def _inferred(rows: list[Row]) -> Any:
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    table = pyarrow().table({name: pyarrow().array(values) for name, values in columns.items()})
    _check_can_be_written(table.schema)
    for field in table.schema:
        # Arrow would convert mixed values to one of these types and lose a part of them.
        if any(word in str(field.type) for word in ("date", "timestamp", "binary")):
            _check_is_of_one_kind(columns[field.name])
    return table


@functools.lru_cache(maxsize=64)
def _check_can_be_written(schema: Any) -> None:
    pyarrow().RecordBatch.from_pylist([], schema=schema).serialize()
    parquet().write_table(schema.empty_table(), io.BytesIO())


def _check_is_of_one_kind(values: list[object]) -> None:
    kinds: dict[str, str] = {}
    for place, kind in _kinds(values, ""):
        if kinds.setdefault(place, kind) != kind:
            raise InvalidValue("values of two types", value=sorted({kinds[place], kind}))


def _kinds(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in cast("Row", value).items():
            yield from _kinds(item, f"{place}.{name}")
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _kinds(item, f"{place}[]")
    elif isinstance(value, dt.datetime):
        yield place, "time" if value.tzinfo is None else "time of a zone"
    elif isinstance(value, dt.date):
        yield place, "date"
    elif isinstance(value, (str, bytes)):
        yield place, "text" if isinstance(value, str) else "bytes"


def _agreed(schemas: Sequence[Any], tables: _Tables) -> Any:
    """Return the columns, with the types that fit most streams."""
    where: dict[str, dict[Any, list[int]]] = {}
    for number, schema in enumerate(schemas):
        for field in schema:
            where.setdefault(field.name, {}).setdefault(field.type, []).append(number)
    return pyarrow().schema(
        [(name, _type_of_most(name, types, tables)) for name, types in where.items()]
    )


def _type_of_most(name: str, types: dict[Any, list[int]], tables: _Tables) -> Any:
    families: list[tuple[Any, list[int]]] = []
    for kind, numbers in types.items():
        for place, (held, others) in enumerate(families):
            if (both := _joined(held, kind)) is not None:
                families[place] = both, others + numbers
                break
        else:
            families.append((kind, numbers))
    if len(families) == 1:
        return families[0][0]
    return max(families, key=lambda family: sum(_votes(tables(n), name) for n in family[1]))[0]


def _votes(table: Any, name: str) -> int:
    has_value = table.column(name).is_valid()
    return len(table.column("stream").filter(has_value).unique())


def _joined(one: Any, other: Any) -> Any:
    """Return a type for the values of both types; None if there is none."""
    kinds = pyarrow().types
    if one == other or kinds.is_null(other):
        return one
    if kinds.is_null(one):
        return other
    if kinds.is_timestamp(one) and kinds.is_timestamp(other):
        return _joined_times(one, other)
    if kinds.is_list(one) and kinds.is_list(other):
        item = _joined(one.value_type, other.value_type)
        return None if item is None else pyarrow().list_(item)
    if kinds.is_struct(one) and kinds.is_struct(other):
        return _joined_structs(one, other)
    return _joined_numbers(one, other)


def _joined_times(one: Any, other: Any) -> Any:
    if (one.tz is None) != (other.tz is None):
        return None
    unit = max(one.unit, other.unit, key=["s", "ms", "us", "ns"].index)
    return pyarrow().timestamp(unit, one.tz if one.tz == other.tz else "UTC")


def _joined_structs(one: Any, other: Any) -> Any:
    types = {field.name: field.type for field in one}
    for field in other:
        both = _joined(types.get(field.name, field.type), field.type)
        if both is None:
            return None
        types[field.name] = both
    return pyarrow().struct(list(types.items()))


def _joined_numbers(one: Any, other: Any) -> Any:
    kinds, both = pyarrow().types, (one, other)
    if all(kinds.is_integer(t) or kinds.is_floating(t) for t in both):
        if any(map(kinds.is_floating, both)):
            return pyarrow().float64()
        return (
            pyarrow().uint64() if all(map(kinds.is_unsigned_integer, both)) else pyarrow().int64()
        )
    if not all(kinds.is_integer(t) or kinds.is_decimal(t) for t in both):
        return None
    return _decimal(*(_digits(t) for t in both))


def _digits(kind: Any) -> tuple[int, int]:
    """Return the number of digits before the decimal point, and after it."""
    if pyarrow().types.is_integer(kind):
        return _DIGITS, 0
    return kind.precision - kind.scale, kind.scale


def _decimal(one: tuple[int, int], other: tuple[int, int]) -> Any:
    after = max(one[1], other[1])
    digits = max(one[0], other[0]) + after
    if digits > _WIDEST:
        return None
    return (
        pyarrow().decimal128(digits, after)
        if digits <= _WIDE
        else pyarrow().decimal256(digits, after)
    )


def _fitted(table: Any, schema: Any) -> tuple[Any, Unlike]:
    """Return a table with the columns of a schema, without the streams that do not fit."""
    if table.schema.equals(schema):
        return table, {}
    try:
        return _cast(table, schema), {}
    except (InvalidValue, pyarrow().ArrowException):
        pass
    fitted: list[Any] = [schema.empty_table()]
    unlike: Unlike = {}
    for stream, rows in _by_stream(table):
        try:
            fitted.append(_cast(rows, schema))
        except (InvalidValue, pyarrow().ArrowException) as error:
            unlike[stream] = _reason(error)
    return pyarrow().concat_tables(fitted), unlike


def _by_stream(table: Any) -> Iterator[tuple[str, Any]]:
    names = table.column("stream").combine_chunks()
    begin = 0
    for end in pyarrow().compute.run_end_encode(names).run_ends.to_pylist():
        yield names[begin].as_py(), table.slice(begin, end - begin)
        begin = end


def _cast(table: Any, schema: Any) -> Any:
    columns = [_column(table, field) for field in schema]
    return pyarrow().table(columns, schema=schema)


def _column(table: Any, field: Any) -> Any:
    have = table.column(field.name) if field.name in table.column_names else None
    if have is None or have.null_count == table.num_rows:
        return pyarrow().nulls(table.num_rows, field.type)
    if _joined(field.type, have.type) != field.type:
        raise InvalidValue(
            f"the column {field.name!r} is {field.type} in most streams",
            value=str(have.type),
            hint="use one type in all rows, or pass schema=",
        )
    return have.cast(field.type)
