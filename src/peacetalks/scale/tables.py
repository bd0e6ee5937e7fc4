"""Results as Arrow tables: one for each bucket, and all of them with the same columns.

A column has the type that most streams give it; streams that give it another are set aside. So
one odd value costs its own stream: among the rows that become a table together, in a bucket, and
between the buckets.
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
from peacetalks.extras import needed
from peacetalks.scale import codes

__all__ = ["Results", "Row", "Unlike", "as_tables", "rows_of_file", "unify"]

Row: TypeAlias = dict[str, object]
Unlike: TypeAlias = dict[str, str]
"""Streams whose rows cannot stand in a table with those of others, and why."""
_Voices: TypeAlias = Callable[[int, str], int]
"""How many streams of a table, by its number, have a value in a column."""

_FIRST, _MOST = 128, 4_096
_BYTES: Final = 16_000_000
"""So many rows, and about so many bytes of them, become a table at a time."""
_ASIDE: Final = b"peacetalks.aside"
_DIGITS: Final = 20
"""Of the largest integer."""
_WIDE, _WIDEST = 38, 76
"""The digits of a decimal of 128 bits, and of 256."""


@final
class Results:
    """The results of a bucket: rows as they come, which are kept as compressed tables.

    Args:
        schema: the columns; None: as they come. (Any, here and below: pyarrow has no types.)
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
        schemas = [_opened(data).schema for data in self._tables]
        whole = _agreed(schemas, lambda n, name: _voices(_opened(self._tables[n]), name))
        data = as_tables(self._batches(whole))
        return data or None, self._unlike

    def _batches(self, schema: Any) -> Iterator[Any]:
        for data in self._tables:
            table, unlike = _fitted(_opened(data), schema)
            self._unlike |= unlike
            yield from table.to_batches()

    def _compact(self) -> None:
        table, unlike = _as_table(self._waiting, self._schema)
        self._unlike |= unlike
        if table.num_rows:
            self._tables.append(as_tables(table.to_batches()))
            self._most = max(1, min(_MOST, _BYTES * table.num_rows // table.nbytes))
        self._waiting, self._rows = [], 0


def as_tables(batches: Iterable[Any]) -> bytes:
    """Return batches as a compressed Arrow stream; nothing, if there are none."""
    ipc, sink = needed("scale", "pyarrow").ipc, needed("scale", "pyarrow").BufferOutputStream()
    writer = None
    for batch in batches:
        writer = writer or ipc.new_stream(
            sink, batch.schema, options=ipc.IpcWriteOptions(compression="zstd")
        )
        writer.write_batch(batch)
    if writer is not None:
        writer.close()
    data: bytes = sink.getvalue().to_pybytes()
    return data


def unify(files: Sequence[Path]) -> dict[Path, Unlike]:
    """Give all files of results the same columns, and return the streams that this costs.

    Only files that differ are written again. A file tells itself which streams it has lost, so
    that they are known after a stop in between too.
    """
    schemas: list[Any] = [_schema_of(file) for file in files]
    whole = _agreed(schemas, lambda n, name: _voices(rows_of_file(files[n]), name))
    lost: dict[Path, Unlike] = {}
    for file, schema in zip(files, schemas, strict=True):
        lost[file] = _lost_before(schema.metadata or {})
        if not schema.equals(whole):
            table, unlike = _fitted(rows_of_file(file), whole)
            lost[file] |= unlike
            _write(table.replace_schema_metadata({_ASIDE: json.dumps(lost[file])}), file)
    return lost


def _lost_before(metadata: dict[bytes, bytes]) -> Unlike:
    lost: Unlike = json.loads(metadata.get(_ASIDE, b"{}"))
    return lost


def _schema_of(file: Path) -> Any:
    return needed("scale", "pyarrow.parquet").read_schema(file)


def rows_of_file(file: Path) -> Any:
    """Return a file of results as a table."""
    # read_table would take a folder named ``a=b`` for a column.
    with needed("scale", "pyarrow.parquet").ParquetFile(file) as parquet:
        return parquet.read()


def _write(table: Any, file: Path) -> None:
    part = file.with_name(f"{file.name}.part")
    needed("scale", "pyarrow.parquet").write_table(table, part, compression="zstd")
    part.replace(file)


def _opened(data: bytes) -> Any:
    with needed("scale", "pyarrow").ipc.open_stream(io.BytesIO(data)) as reader:
        return reader.read_all()


def _as_table(results: Sequence[tuple[str, list[Row]]], schema: Any) -> tuple[Any, Unlike]:
    """Return rows as a table, without those of streams that cannot stand in it."""
    try:
        return _of_rows(results, schema), {}
    except Exception:  # noqa: BLE001 # whatever a value does; what is wrong each stream says
        tables, unlike = _of_each(results, schema)
    whole = _agreed([table.schema for table in tables], lambda n, name: _voices(tables[n], name))
    fitted = [_fitted(table, whole) for table in tables]
    for _, more in fitted:
        unlike |= more
    return needed("scale", "pyarrow").concat_tables(
        [whole.empty_table(), *(t for t, _ in fitted)]
    ), unlike


def _of_each(results: Iterable[tuple[str, list[Row]]], schema: Any) -> tuple[list[Any], Unlike]:
    tables: list[Any] = []
    unlike: Unlike = {}
    for stream, rows in results:
        try:
            tables.append(_of_rows([(stream, rows)], schema))
        except Exception as error:  # noqa: BLE001 # whatever a value does is a finding
            unlike[stream] = _told(error)
    return tables, unlike


def _told(error: Exception) -> str:
    return f"its rows cannot stand in a table with others: {codes.shortly(error)}"


def _of_rows(results: Iterable[tuple[str, list[Row]]], schema: Any) -> Any:
    arrow = needed("scale", "pyarrow")
    rows = [{"stream": stream, **row} for stream, listed in results for row in listed]
    if schema is not None:
        known = {"stream", *schema.names}
        if more := sorted({name for row in rows for name in row} - known):
            raise InvalidValue("columns that are not in the schema", value=more)
        whole = arrow.schema([("stream", arrow.string()), *((f.name, f.type) for f in schema)])
        _check_can_be_written(whole)
        return arrow.Table.from_pylist(rows, schema=whole)
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    table = arrow.table({name: arrow.array(values) for name, values in columns.items()})
    _check_can_be_written(table.schema)
    for field in table.schema:
        # Arrow makes one type of these, and drops what it does not have.
        if any(word in str(field.type) for word in ("date", "timestamp", "binary")):
            _check_is_of_one_kind(columns[field.name])
    return table


@functools.lru_cache(maxsize=64)
def _check_can_be_written(schema: Any) -> None:
    arrow, parquet = needed("scale", "pyarrow"), needed("scale", "pyarrow.parquet")
    arrow.RecordBatch.from_pylist([], schema=schema).serialize()
    parquet.write_table(schema.empty_table(), io.BytesIO())


def _check_is_of_one_kind(values: list[object]) -> None:
    kinds: dict[str, str] = {}
    for place, kind in _kinds(values, ""):
        if kinds.setdefault(place, kind) != kind:
            raise InvalidValue("values of two kinds", value=sorted({kinds[place], kind}))


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


def _agreed(schemas: Sequence[Any], voices: _Voices) -> Any:
    """Return the columns that most streams can have."""
    where: dict[str, dict[Any, list[int]]] = {}
    for number, schema in enumerate(schemas):
        for field in schema:
            where.setdefault(field.name, {}).setdefault(field.type, []).append(number)
    return needed("scale", "pyarrow").schema(
        [(name, _type_of_most(name, types, voices)) for name, types in where.items()]
    )


def _type_of_most(name: str, types: dict[Any, list[int]], voices: _Voices) -> Any:
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
    return max(families, key=lambda family: sum(voices(n, name) for n in family[1]))[0]


def _voices(table: Any, name: str) -> int:
    has_value = table.column(name).is_valid()
    return len(table.column("stream").filter(has_value).unique())


def _joined(one: Any, other: Any) -> Any:
    """Return the type that has the values of two types; None: there is none."""
    arrow = needed("scale", "pyarrow")
    kinds = arrow.types
    if one == other or kinds.is_null(other):
        return one
    if kinds.is_null(one):
        return other
    if kinds.is_timestamp(one) and kinds.is_timestamp(other):
        return _joined_times(one, other)
    if kinds.is_list(one) and kinds.is_list(other):
        item = _joined(one.value_type, other.value_type)
        return None if item is None else arrow.list_(item)
    if kinds.is_struct(one) and kinds.is_struct(other):
        return _joined_structs(one, other)
    return _joined_numbers(one, other)


def _joined_times(one: Any, other: Any) -> Any:
    if (one.tz is None) != (other.tz is None):
        return None
    unit = max(one.unit, other.unit, key=["s", "ms", "us", "ns"].index)
    return needed("scale", "pyarrow").timestamp(unit, one.tz if one.tz == other.tz else "UTC")


def _joined_structs(one: Any, other: Any) -> Any:
    types = {field.name: field.type for field in one}
    for field in other:
        both = _joined(types.get(field.name, field.type), field.type)
        if both is None:
            return None
        types[field.name] = both
    return needed("scale", "pyarrow").struct(list(types.items()))


def _joined_numbers(one: Any, other: Any) -> Any:
    arrow = needed("scale", "pyarrow")
    kinds, both = arrow.types, (one, other)
    if all(kinds.is_integer(t) or kinds.is_floating(t) for t in both):
        if any(map(kinds.is_floating, both)):
            return arrow.float64()
        return arrow.uint64() if all(map(kinds.is_unsigned_integer, both)) else arrow.int64()
    if not all(kinds.is_integer(t) or kinds.is_decimal(t) for t in both):
        return None
    return _decimal(*(_digits(t) for t in both))


def _digits(kind: Any) -> tuple[int, int]:
    """Return how many digits numbers have before the point, and after it."""
    if needed("scale", "pyarrow").types.is_integer(kind):
        return _DIGITS, 0
    return kind.precision - kind.scale, kind.scale


def _decimal(one: tuple[int, int], other: tuple[int, int]) -> Any:
    arrow = needed("scale", "pyarrow")
    after = max(one[1], other[1])
    digits = max(one[0], other[0]) + after
    if digits > _WIDEST:
        return None
    return arrow.decimal128(digits, after) if digits <= _WIDE else arrow.decimal256(digits, after)


def _fitted(table: Any, schema: Any) -> tuple[Any, Unlike]:
    """Return a table with other columns, without the streams that cannot have them."""
    if table.schema.equals(schema):
        return table, {}
    try:
        return _cast(table, schema), {}
    except (InvalidValue, needed("scale", "pyarrow").ArrowException):
        pass
    fitted: list[Any] = [schema.empty_table()]
    unlike: Unlike = {}
    for stream, rows in _by_stream(table):
        try:
            fitted.append(_cast(rows, schema))
        except (InvalidValue, needed("scale", "pyarrow").ArrowException) as error:
            unlike[stream] = _told(error)
    return needed("scale", "pyarrow").concat_tables(fitted), unlike


def _by_stream(table: Any) -> Iterator[tuple[str, Any]]:
    names = table.column("stream").combine_chunks()
    begin = 0
    for end in needed("scale", "pyarrow.compute").run_end_encode(names).run_ends.to_pylist():
        yield names[begin].as_py(), table.slice(begin, end - begin)
        begin = end


def _cast(table: Any, schema: Any) -> Any:
    columns = [_column(table, field) for field in schema]
    return needed("scale", "pyarrow").table(columns, schema=schema)


def _column(table: Any, field: Any) -> Any:
    have = table.column(field.name) if field.name in table.column_names else None
    if have is None or have.null_count == table.num_rows:
        return needed("scale", "pyarrow").nulls(table.num_rows, field.type)
    if _joined(field.type, have.type) != field.type:
        raise InvalidValue(
            f"the column {field.name!r} is {field.type} in most streams",
            value=str(have.type),
            hint="one type in all rows, or schema=",
        )
    return have.cast(field.type)
