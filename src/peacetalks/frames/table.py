"""``Table``: rows with a typed schema, which every data frame library takes as they are.

A table implements the Arrow PyCapsule interface (``__arrow_c_stream__``), by which columns are
handed over without a copy through Python objects: ``polars.DataFrame(table)``,
``pandas.DataFrame.from_arrow(table)``, ``duckdb.sql("FROM t")``, ``pyarrow.table(table)``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, final

from attrs import field, frozen

from peacetalks.appearing import appearing
from peacetalks.errors import InvalidValue
from peacetalks.extras import needed
from peacetalks.frames.flat import flattened
from peacetalks.plural import many

__all__ = ["DESCRIPTION", "Table", "table_of"]

DESCRIPTION: Final = b"description"
"""The key of a column's description, in the metadata of its field."""
_MOST_SHOWN: Final = 6


@final
@frozen(eq=False, repr=False)
class Table:
    """Rows with a typed schema.

    Attributes:
        arrow: the rows, as a ``pyarrow.Table``.

    >>> import peacetalks as pt
    >>> from peacetalks import frames
    >>> table = frames.events([pt.MeetingHeld(occurred="2023-10-05", meeting="granada")])
    >>> len(table), table.column("occurred_first")
    (1, [datetime.date(2023, 10, 5)])
    """

    arrow: Any = field()
    # Any, here and below: pyarrow has no types.

    @property
    def schema(self) -> Any:
        """The columns, as a ``pyarrow.Schema``."""
        return self.arrow.schema

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.arrow.column_names)

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    def column(self, name: str) -> list[Any]:
        """Return the values of a column as Python objects.

        Raises:
            InvalidValue: if there is none of this name.
        """
        if name not in self.names:
            raise InvalidValue("not a column", value=name, accepted=", ".join(self.names))
        values: list[Any] = self.arrow.column(name).to_pylist()
        return values

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as Python objects."""
        rows: list[dict[str, Any]] = self.arrow.to_pylist()
        return rows

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the columns over; ``polars``, ``pandas``, ``duckdb`` and others call this."""
        return self.arrow.__arrow_c_stream__(requested_schema)

    def to_parquet(self, path: str | os.PathLike[str]) -> None:
        """Write a Parquet file, which appears when it is whole."""
        parquet = needed("frames", "pyarrow.parquet")
        with appearing(path) as part:
            parquet.write_table(self.arrow, part, compression="zstd")

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Write a CSV file in UTF-8, which appears when it is whole.

        A cell of CSV holds one value: a list of texts is written with ``; `` between them, a
        struct as one column for each of its fields (``place.name``), a list of structs as JSON.
        Texts stand as they were told: a spreadsheet takes one that begins with ``=`` for a
        formula, unless it imports the columns as text.

        Raises:
            InvalidValue: for columns of one's own that would have one name, or hold bytes.
        """
        csv = needed("frames", "pyarrow.csv")
        with appearing(path) as part:
            csv.write_csv(flattened(self.arrow), part)

    def __repr__(self) -> str:
        names = self.names[:_MOST_SHOWN]
        more = ", ..." if len(self.names) > len(names) else ""
        return f"<Table of {many(len(self), 'row')}: {', '.join(names)}{more}>"


def table_of(
    columns: Mapping[str, Sequence[object]], schema: Any, metadata: Iterable[tuple[str, str]] = ()
) -> Table:
    """Return a table of columns of Python objects.

    Args:
        columns: the values of each column, by name.
        schema: the columns, as a ``pyarrow.Schema``.
        metadata: what is to be known of the table as a whole.

    Raises:
        InvalidValue: for values that a column cannot hold, as sums beyond 64 bits.
    """
    pa = needed("frames", "pyarrow")
    arrays = [_array(column, columns[column.name]) for column in schema]
    return Table(pa.table(arrays, schema.with_metadata(dict(metadata) or None)))


def _array(column: Any, values: Sequence[object]) -> Any:
    # Any: pyarrow has no types.
    pa = needed("frames", "pyarrow")
    try:
        return pa.array(values, column.type)
    except (OverflowError, UnicodeEncodeError, pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise InvalidValue(
            f"a column that cannot hold its values ({error})",
            value=column.name,
            accepted=f"values of {column.type}",
        ) from None
