"""``Table``: rows with a typed schema, which every data frame library can read.

A table implements the Arrow PyCapsule interface (``__arrow_c_stream__``), which passes columns on
without converting them to Python objects: ``polars.DataFrame(table)``,
``pandas.DataFrame.from_arrow(table)``, ``duckdb.sql("FROM t")``, ``pyarrow.table(table)``.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, final

from attrs import field, frozen

from peacetalks._support.atomic_file import atomic_write
from peacetalks._support.optional import import_extra
from peacetalks._support.wording import count_noun
from peacetalks.errors import InvalidValue
from peacetalks.frames.flat import flattened

__all__ = ["DESCRIPTION", "ZEROS", "Table", "table_of"]

DESCRIPTION: Final = b"description"
"""The key of a column's description, in the metadata of its field."""
ZEROS: Final = b"coverage"
"""The key of what zeros of a column rest on, likewise."""
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
    # Any, here and below: pyarrow is not typed.

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
            InvalidValue: if there is no column of this name.
        """
        self._require(name)
        values: list[Any] = self.arrow.column(name).to_pylist()
        return values

    def zeros_of(self, name: str) -> str:
        """Return what zeros in a column of a panel rest on; empty: it is not a column that counts.

        It is ``"stated"``, ``"sampled"`` or ``"assumed"``, several of these, or ``"none"``.

        Raises:
            InvalidValue: if there is no column of this name.

        >>> import peacetalks as pt
        >>> from peacetalks import frames
        >>> history = pt.History(pt.datasets.south_caucasus())
        >>> frames.panel(history, every="year", columns=["refusals"]).zeros_of("refusals")
        'sampled'
        """
        self._require(name)
        metadata: dict[bytes, bytes] = self.schema.field(name).metadata or {}
        return metadata.get(ZEROS, b"").decode()

    def _require(self, name: str) -> None:
        if name not in self.names:
            raise InvalidValue("not a column", value=name, accepted=", ".join(self.names))

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as Python objects."""
        rows: list[dict[str, Any]] = self.arrow.to_pylist()
        return rows

    def head(self, n: int = 5) -> Table:
        """Return the first rows.

        Args:
            n: how many; a negative number leaves out as many at the end, as in pandas.

        >>> import peacetalks as pt
        >>> from peacetalks import frames
        >>> len(frames.events(pt.datasets.south_caucasus()).head(3))
        3
        """
        rows = len(self)
        return Table(self.arrow.slice(0, min(n, rows) if n >= 0 else max(rows + n, 0)))

    def to_pandas(self) -> Any:
        """Return the rows as a ``pandas.DataFrame``, whose columns have the types of Arrow.

        So a whole number that is not known is ``NA``, and the others stay whole.

        Raises:
            ModuleNotFoundError: if pandas is not installed; no extra brings it.

        >>> import peacetalks as pt
        >>> from peacetalks import frames
        >>> rows = frames.events(pt.datasets.south_caucasus(), kind="meeting-refused").to_pandas()
        >>> rows["occurred_first"].dt.year.tolist()
        [2022, 2022, 2023, 2023, 2024]
        """
        pandas = importlib.import_module("pandas")
        return self.arrow.to_pandas(types_mapper=pandas.ArrowDtype)

    def to_polars(self) -> Any:
        """Return the rows as a ``polars.DataFrame``.

        Raises:
            ModuleNotFoundError: if polars is not installed; no extra brings it.

        >>> import peacetalks as pt
        >>> from peacetalks import frames
        >>> rows = frames.events(pt.datasets.south_caucasus(), kind="meeting-refused").to_polars()
        >>> rows["occurred_first"].dt.year().to_list()
        [2022, 2022, 2023, 2023, 2024]
        """
        return importlib.import_module("polars").DataFrame(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Export the columns; ``polars``, ``pandas``, ``duckdb`` and others call this."""
        return self.arrow.__arrow_c_stream__(requested_schema)

    def to_parquet(self, path: str | os.PathLike[str]) -> None:
        """Write a Parquet file atomically."""
        parquet = import_extra("frames", "pyarrow.parquet")
        with atomic_write(path) as part:
            parquet.write_table(self.arrow, part, compression="zstd")

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Write a CSV file in UTF-8 atomically.

        A cell of CSV holds one value. So a list of texts is joined with ``; ``, a struct becomes
        one column per field (``place.name``), and a list of structs becomes JSON. Texts are not
        escaped: a spreadsheet takes a text that begins with ``=`` for a formula, unless it
        imports the columns as text.

        Raises:
            InvalidValue: if two columns would have the same name, or a user's column holds bytes.
        """
        csv = import_extra("frames", "pyarrow.csv")
        with atomic_write(path) as part:
            csv.write_csv(flattened(self.arrow), part)

    def __repr__(self) -> str:
        names = self.names[:_MOST_SHOWN]
        more = ", ..." if len(self.names) > len(names) else ""
        return f"<Table of {count_noun(len(self), 'row')}: {', '.join(names)}{more}>"


def table_of(
    columns: Mapping[str, Sequence[object]], schema: Any, metadata: Iterable[tuple[str, str]] = ()
) -> Table:
    """Return a table of columns of Python objects.

    Args:
        columns: the values of each column, by name.
        schema: the columns, as a ``pyarrow.Schema``.
        metadata: metadata of the table as a whole.

    Raises:
        InvalidValue: if a value does not fit into its column, such as a sum beyond 64 bits.
    """
    pa = import_extra("frames", "pyarrow")
    arrays = [_array(column, columns[column.name]) for column in schema]
    return Table(pa.table(arrays, schema.with_metadata(dict(metadata) or None)))


def _array(column: Any, values: Sequence[object]) -> Any:
    # Any: pyarrow is not typed.
    pa = import_extra("frames", "pyarrow")
    try:
        return pa.array(values, column.type)
    except (OverflowError, UnicodeEncodeError, pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise InvalidValue(
            f"a column whose values do not fit ({error})",
            value=column.name,
            accepted=f"values of {column.type}",
        ) from None
