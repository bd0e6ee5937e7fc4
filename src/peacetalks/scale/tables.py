"""Results as Arrow tables: one for each bucket, and all of them with the same columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from peacetalks.errors import InvalidValue
from peacetalks.scale.extras import needed

__all__ = ["Row", "as_table", "as_tables", "unify"]

Row: TypeAlias = dict[str, object]


def as_table(
    results: Sequence[tuple[str, list[Row]]], schema: Any
) -> tuple[bytes | None, dict[str, str]]:
    """Return results as an Arrow stream, and what is wrong with those of some streams.

    Args:
        results: the rows of each stream.
        schema: the columns; None: as they come. (Any, here and below: pyarrow has no types.)
    """
    arrow = needed("pyarrow")
    try:
        table = _table(results, schema)
    except (arrow.ArrowException, TypeError, ValueError, OverflowError):
        unlike = _unlike(results, schema)
        table = _table([pair for pair in results if pair[0] not in unlike], schema)
        return _streamed(table), unlike
    return _streamed(table), {}


def _table(results: Iterable[tuple[str, list[Row]]], schema: Any) -> Any:
    arrow = needed("pyarrow")
    rows = [{"stream": stream, **row} for stream, listed in results for row in listed]
    if schema is not None:
        known = {"stream", *schema.names}
        if more := sorted({name for row in rows for name in row} - known):
            raise ValueError(f"the columns {', '.join(more)} are not in the schema")
        whole = arrow.schema([("stream", arrow.string()), *((f.name, f.type) for f in schema)])
        return arrow.Table.from_pylist(rows, schema=whole)
    names = dict.fromkeys(name for row in rows for name in row)
    return arrow.table({name: arrow.array([row.get(name) for row in rows]) for name in names})


def _unlike(results: Iterable[tuple[str, list[Row]]], schema: Any) -> dict[str, str]:
    """Return the streams whose rows cannot stand in a table with those before them."""
    arrow = needed("pyarrow")
    found: dict[str, str] = {}
    columns = arrow.schema([])
    for stream, rows in results:
        try:
            columns = _joined([columns, _table([(stream, rows)], schema).schema])
        except (arrow.ArrowException, TypeError, ValueError, OverflowError) as error:
            found[stream] = f"its rows cannot stand in a table with others: {error}"
    return found


def _joined(schemas: list[Any]) -> Any:
    return needed("pyarrow").unify_schemas(schemas, promote_options="permissive")


def _streamed(table: Any) -> bytes | None:
    return as_tables(table.to_batches()) if table.num_rows else None


def as_tables(batches: Iterable[Any]) -> bytes:
    """Return batches as an Arrow stream."""
    arrow = needed("pyarrow")
    sink = arrow.BufferOutputStream()
    writer = None
    for batch in batches:
        writer = writer or arrow.ipc.new_stream(sink, batch.schema)
        writer.write_batch(batch)
    if writer is not None:
        writer.close()
    data: bytes = sink.getvalue().to_pybytes()
    return data


def unify(files: Sequence[Path]) -> None:
    """Give all files of results the same columns; only those that differ are written again.

    Raises:
        InvalidValue: if a column is of one type in one file, and of another in another.
    """
    if not files:
        return
    parquet = needed("pyarrow.parquet")
    schemas = {file: parquet.read_schema(file) for file in files}
    try:
        whole = _joined(list(dict.fromkeys(schemas.values())))
    except needed("pyarrow").ArrowException as error:
        raise InvalidValue(
            "a column that is of several types in the rows of different streams",
            value=str(error),
            hint="one type in all rows, or schema=",
        ) from None
    for file in files:
        if schemas[file] != whole:
            _write(_with_columns(parquet.read_table(file), whole), file)


def _with_columns(table: Any, schema: Any) -> Any:
    arrow = needed("pyarrow")
    columns = [
        table.column(field.name).cast(field.type)
        if field.name in table.column_names
        else arrow.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return arrow.table(columns, schema=schema)


def _write(table: Any, file: Path) -> None:
    part = file.with_name(f"{file.name}.part")
    needed("pyarrow.parquet").write_table(table, part, compression="zstd")
    part.replace(file)
