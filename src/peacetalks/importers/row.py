"""``Row``: one row of a data set, asked for its values by column; what is wrong with it is kept.

A value is read by what its column means: ``row.whole("best")`` is a number or None, and a text
that is no number is a finding of the row, with the line. So a converter reads straight on, and
nothing is lost in silence.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, final

from attrs import frozen

from peacetalks.errors import Finding, shown
from peacetalks.events import ActorSort
from peacetalks.importers import spellings
from peacetalks.importers.codes import (
    BOUNDS,
    DATES_SWAPPED,
    NO_DATE,
    NO_NUMBER,
    ODD_VALUE,
    finding,
)
from peacetalks.importers.names import listed
from peacetalks.values import Count

__all__ = ["Named", "Row", "Said", "UnknownActor"]

_SILENT: Final = frozenset({""})
_UNKNOWN: Final = (None, None, None)


@functools.lru_cache(maxsize=1 << 12)
def _count(low: int | None, best: int | None, high: int | None) -> tuple[Count, bool]:
    """Return a figure, which many rows have, and whether its bounds are in order."""
    count = Count(low, best, high)
    return count, count.is_ordered


@final
class Said(NamedTuple):
    """What a row says of an actor, and the registry does not.

    Attributes:
        code: the code of the actor.
        name: what the data set calls it; empty: the registry has its name.
        sort: what sort of actor it is.
        organ_of: the actor for which its acts count.
        within: the actor within which it stands.
        ids: pairs of a scheme and its id there.
        also: what the data set calls it, where ``name`` is what the registry of a study does.

    >>> Said("YEM-NORTHLAND", "Military Forces of Yemen (2016-) Northland", within="YEM").within
    'YEM'
    """

    code: str
    name: str
    sort: ActorSort | None = None
    organ_of: str | None = None
    within: str | None = None
    ids: tuple[tuple[str, str], ...] = ()
    also: str = ""


@final
class Named(NamedTuple):
    """An actor that a row names.

    Attributes:
        slot: as what it is named, as ``"side a"``; None: not as somebody who acts.
        text: the name, as the row has it.
        code: the code it got.
        said: what the row says of it; None: nothing that the registry does not have.

    >>> Named("side a", "Government of Yemen", "YEM", None).code
    'YEM'
    """

    slot: str | None
    text: str
    code: str
    said: Said | None


@final
@frozen
class UnknownActor:
    """An actor of a data set that the registry does not know.

    Attributes:
        code: the code it was given.
        name: what the data set calls it.
        line: the first line that names it.
    """

    code: str
    name: str
    line: int | None


@final
class Row:
    """A row of a data set.

    Attributes:
        fields: its texts by the names that the format gives its columns.
        columns: the names of the columns as the file has them.
        values: the texts as the file has them, one a column.
        file: the file.
        line: the line on which it begins, counted from 1.
        findings: what is wrong with it, or worth knowing.
        key: its id in the data set, set by the reading; None: it has none.
        text: the row as it stands in the file, if it could not be split.
        named: the actors that it names, as far as the converter asked the context for them.

    >>> row = Row(["id", "best"], ["7", "many"], file="ged.csv", line=2)
    >>> row.whole("best")
    >>> print(row.findings[0])
    ged.csv:2: best: not a number: 'many'
    """

    __slots__ = ("columns", "fields", "file", "findings", "key", "line", "named", "text", "values")

    def __init__(
        self,
        columns: Sequence[str],
        values: Sequence[str],
        *,
        names: Sequence[str] | None = None,
        file: str | None = None,
        line: int | None = None,
        text: str | None = None,
    ) -> None:
        self.columns: Sequence[str] = columns
        self.values: Sequence[str] = values
        self.fields: dict[str, str] = dict(zip(names or columns, values, strict=False))
        self.file: str | None = file
        self.line: int | None = line
        self.text: str | None = text
        self.key: str | None = None
        self.findings: list[Finding] = []
        self.named: list[Named] = []

    @property
    def raw(self) -> dict[str, str]:
        """The row as the file has it: its texts by its own names of columns, in its order."""
        return dict(zip(self.columns, self.values, strict=False))

    def find(self, code: str, message: str, *, column: str | None = None) -> None:
        """Add a finding.

        Args:
            code: one of ``peacetalks.importers.codes``.
            message: what was found, with the value.
            column: the column it is about.
        """
        told = f"{column}: {message}" if column else message
        self.findings.append(finding(code, told, self.file, self.line))

    def has(self, name: str) -> bool:
        """Whether the file has a column."""
        return name in self.fields

    def text_of(self, name: str, silent: frozenset[str] = _SILENT) -> str | None:
        """Return the text of a column without blanks around it.

        Args:
            name: the column.
            silent: the texts by which the data set says nothing in this column.

        Returns:
            None if the file has no such column, or it says nothing.
        """
        value = self.fields.get(name)
        if not value:
            return None
        value = value.strip()
        return value if value and value not in silent else None

    def whole(self, name: str, silent: frozenset[str] = _SILENT) -> int | None:
        """Return the whole number of a column; None, with a finding, where it is none."""
        value = self.fields.get(name)
        if not value:
            return None
        found = spellings.whole(value)
        if found is not None and value not in silent:
            return found
        value = self.text_of(name, silent)
        if value is None:
            return None
        found = spellings.whole(value)
        if found is None:
            self.find(NO_NUMBER, f"not a number: {shown(value)}", column=name)
        return found

    def persons(self, name: str, silent: frozenset[str] = _SILENT) -> int | None:
        """Return a number of persons: whole, and not below zero."""
        found = self.whole(name, silent)
        if found is not None and found < 0:
            self.find(NO_NUMBER, f"not a number of persons: {found}", column=name)
            return None
        return found

    def number(
        self, name: str, low: float, high: float, silent: frozenset[str] = _SILENT
    ) -> float | None:
        """Return the number of a column if it lies between two bounds, as degrees must."""
        value = self.fields.get(name)
        if not value:
            return None
        found = spellings.number(value)
        if found is not None and low <= found <= high and value not in silent:
            return found
        value = self.text_of(name, silent)
        if value is None:
            return None
        found = spellings.number(value)
        if found is None or not low <= found <= high:
            accepted = f"accepted: a number from {low:g} to {high:g}"
            self.find(NO_NUMBER, f"not such a number: {shown(value)}; {accepted}", column=name)
            return None
        return found

    def day(
        self,
        name: str,
        spelt: Callable[[str], str | None] = spellings.iso_day,
        silent: frozenset[str] = _SILENT,
    ) -> str | None:
        """Return the day of a column as ``2023-11-16``; None, with a finding, where it is none."""
        value = self.text_of(name, silent)
        if value is None:
            return None
        found = spelt(value)
        if found is None:
            self.find(NO_DATE, f"not a date: {shown(value)}", column=name)
        return found

    def range_of_days(
        self,
        first: str,
        last: str,
        spelt: Callable[[str], str | None] = spellings.iso_day,
    ) -> tuple[str, str] | None:
        """Return the days of two columns in their order; one stands for both where one is missing."""
        start, end = self.day(first, spelt), self.day(last, spelt)
        if start is None or end is None:
            either = start or end
            return None if either is None else (either, either)
        if start <= end:
            return start, end
        self.find(DATES_SWAPPED, f"{first} {start} is after {last} {end}; read the other way")
        return end, start

    def count(self, low: str, best: str, high: str) -> Count | None:
        """Return the figure of three columns; all three are kept when they are out of order."""
        bounds = (self.persons(low), self.persons(best), self.persons(high))
        if bounds == _UNKNOWN:
            return None
        count, is_ordered = _count(*bounds)
        if not is_ordered:
            figures = ", ".join(f"{n} {self.text_of(n)}" for n in (low, best, high))
            self.find(BOUNDS, f"low ≤ best ≤ high fails: {figures}")
        return count

    def choice(self, name: str, accepted: Mapping[str, str]) -> str | None:
        """Return what a coded value stands for; None where it says nothing.

        A value that the codebook does not have is a finding, and None.
        """
        value = self.text_of(name)
        if value is None:
            return None
        try:
            return accepted[spellings.coded(value) if "." in value else value]
        except KeyError:
            what = f"not in the codebook: {shown(value)}; accepted: {listed(accepted)}"
            self.find(ODD_VALUE, what, column=name)
            return None

    def __repr__(self) -> str:
        return f"<Row {self.file or ''}:{self.line} of {len(self.values)} values>"
