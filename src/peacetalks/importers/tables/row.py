"""``Row``: one row of a data set; it gives typed values by column and keeps its own findings.

A value is read by the meaning of its column: ``row.whole("best")`` is a number or None, and a text
that is not a number adds a finding with the line. So a converter needs no error handling, and
nothing is lost silently.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, final

from attrs import frozen

from peacetalks.errors import Finding, shown
from peacetalks.events import ActorSort
from peacetalks.findings import Rule, imports
from peacetalks.findings.imports import (
    BOUNDS,
    DATES_SWAPPED,
    NO_DATE,
    NO_NUMBER,
    ODD_VALUE,
)
from peacetalks.findings.rule import rules_in
from peacetalks.importers.identifiers import listed
from peacetalks.importers.tables import spellings
from peacetalks.values.count import Count

__all__ = ["Named", "Row", "Said", "UnknownActor"]

_SILENT: Final = frozenset({""})
_UNKNOWN: Final = (None, None, None)
_RULES: Final = rules_in(imports)


@functools.lru_cache(maxsize=1 << 12)
def _count(low: int | None, best: int | None, high: int | None) -> tuple[Count, bool]:
    """Return a count, cached because many rows share it, and whether its bounds are in order."""
    count = Count(low, best, high)
    return count, count.is_ordered


def _rule_of(code: Rule | str) -> Rule:
    return code if isinstance(code, Rule) else _RULES.get(code) or Rule(code, "note", code)


@final
class Said(NamedTuple):
    """What a row says about an actor that the registry does not.

    Attributes:
        code: the code of the actor.
        name: its name in the data set; empty if the registry has its name.
        sort: what sort of actor it is.
        organ_of: the actor for which its acts count.
        within: the actor that it is a part of.
        ids: pairs of a scheme and its id in that scheme.
        also: its name in the data set, where ``name`` comes from the registry of a study.

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
        slot: its role in the row, as ``"side a"``; None if it does not act.
        text: the name as written in the row.
        code: the code it got.
        said: what the row says about it; None if the registry has all of it.

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
    """An actor of a data set that is not in the registry.

    Attributes:
        code: the code it got.
        name: its name in the data set.
        line: the first line that names it.
    """

    code: str
    name: str
    line: int | None


@final
class Row:
    """A row of a data set.

    Attributes:
        fields: its texts by the format's names of the columns.
        columns: the names of the columns as written in the file.
        values: the texts as written in the file, one per column.
        file: the file.
        line: the line on which it begins, counted from 1.
        findings: what is wrong with it, or worth knowing.
        key: its id in the data set, set by the reader; None if it has none.
        text: the line as written in the file, if it could not be split.
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
        """The row as written in the file: texts by the file's own column names, in its order."""
        return dict(zip(self.columns, self.values, strict=False))

    def find(self, code: Rule | str, message: str, *, column: str | None = None) -> None:
        """Add a finding.

        Args:
            code: a rule of imports, or its code (``"PT208"``); a code that no rule of imports has
                makes a note.
            message: what is wrong, with the value.
            column: the column it is about.
        """
        text = f"{column}: {message}" if column else message
        self.findings.append(_rule_of(code).finding(text, file=self.file, line=self.line))

    def has(self, name: str) -> bool:
        """Whether the file has a column."""
        return name in self.fields

    def text_of(self, name: str, silent: frozenset[str] = _SILENT) -> str | None:
        """Return the stripped text of a column.

        Args:
            name: the column.
            silent: the texts that mean "no value" in this column.

        Returns:
            None if the file has no such column, or it has no value.
        """
        value = self.fields.get(name)
        if not value:
            return None
        value = value.strip()
        return value if value and value not in silent else None

    def whole(self, name: str, silent: frozenset[str] = _SILENT) -> int | None:
        """Return the whole number of a column; if it is not one, add a finding and return None."""
        value = self.fields.get(name)
        if not value:
            return None
        number = spellings.whole(value)
        if number is not None and value not in silent:
            return number
        value = self.text_of(name, silent)
        if value is None:
            return None
        number = spellings.whole(value)
        if number is None:
            self.find(NO_NUMBER, f"not a number: {shown(value)}", column=name)
        return number

    def persons(self, name: str, silent: frozenset[str] = _SILENT) -> int | None:
        """Return a number of persons: whole, and not negative."""
        number = self.whole(name, silent)
        if number is not None and number < 0:
            self.find(NO_NUMBER, f"not a number of persons: {number}", column=name)
            return None
        return number

    def number(
        self, name: str, low: float, high: float, silent: frozenset[str] = _SILENT
    ) -> float | None:
        """Return the number of a column if it is between two bounds, as degrees must be."""
        value = self.fields.get(name)
        if not value:
            return None
        number = spellings.number(value)
        if number is not None and low <= number <= high and value not in silent:
            return number
        value = self.text_of(name, silent)
        if value is None:
            return None
        number = spellings.number(value)
        if number is None or not low <= number <= high:
            what = f"not a number from {low:g} to {high:g}: {shown(value)}"
            self.find(NO_NUMBER, what, column=name)
            return None
        return number

    def day(
        self,
        name: str,
        spelt: Callable[[str], str | None] = spellings.iso_day,
        silent: frozenset[str] = _SILENT,
    ) -> str | None:
        """Return the day of a column as ``2023-11-16``; if it is not one, add a finding."""
        value = self.text_of(name, silent)
        if value is None:
            return None
        day = spelt(value)
        if day is None:
            self.find(NO_DATE, f"not a date: {shown(value)}", column=name)
        return day

    def range_of_days(
        self,
        first: str,
        last: str,
        spelt: Callable[[str], str | None] = spellings.iso_day,
    ) -> tuple[str, str] | None:
        """Return the days of two columns in order; if one is missing, the other is used twice."""
        start, end = self.day(first, spelt), self.day(last, spelt)
        if start is None or end is None:
            either = start or end
            return None if either is None else (either, either)
        if start <= end:
            return start, end
        self.find(DATES_SWAPPED, f"{first} {start} is after {last} {end}; they were swapped")
        return end, start

    def count(self, low: str, best: str, high: str) -> Count | None:
        """Return the count of three columns; all three are kept when they are out of order."""
        bounds = (self.persons(low), self.persons(best), self.persons(high))
        if bounds == _UNKNOWN:
            return None
        count, is_ordered = _count(*bounds)
        if not is_ordered:
            figures = ", ".join(f"{n} {self.text_of(n)}" for n in (low, best, high))
            self.find(BOUNDS, f"not low ≤ best ≤ high: {figures}")
        return count

    def choice(self, name: str, accepted: Mapping[str, str]) -> str | None:
        """Return the meaning of a coded value; None if there is no value.

        A value that is not in the codebook adds a finding and gives None.
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
        return f"<Row {self.file or ''}:{self.line} with {len(self.values)} values>"
