"""``read``: a file of a data set as events, row by row, in flat memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, final

from attrs import evolve, frozen

from peacetalks.actors import Registry
from peacetalks.errors import Finding, InvalidValue, did_you_mean
from peacetalks.events.base import Event
from peacetalks.importers.codes import (
    DAMAGED,
    HEADLESS,
    HXL,
    NO_EVENT,
    NO_ID,
    NOTHING,
    RECODED,
    severity,
)
from peacetalks.importers.context import Context
from peacetalks.importers.files import opened
from peacetalks.importers.format import Format, Rows, StreamRule
from peacetalks.importers.known import format_of, formats
from peacetalks.importers.objects import objects
from peacetalks.importers.recognise import Layout, recognise, unique
from peacetalks.importers.report import LostRows, Outcome, Report, Tally
from peacetalks.importers.row import Row
from peacetalks.importers.tables import records
from peacetalks.when import When, WhenLike

__all__ = ["Import", "read"]

_PACKED: Final = frozenset({".gz", ".zip"})


@final
@frozen
class _File:
    """A file, and how it is to be read."""

    path: Path
    layout: Layout
    member: str | None
    encoding: str | None
    release: str
    published: When | None
    registry: Registry | None


@final
class Import(Iterator[Event]):
    """The events of a file, made while they are asked for, with a running report.

    It is read once: iterate it for the events, or over ``outcomes()`` for what became of each
    row; ``again()`` reads the file anew.

    Attributes:
        format: the format of the file.
        columns: the columns as the file names them; empty for JSON, where rows name their own.
        hxl: the second header of HXL tags, once it has been read; empty: there is none.
        context: what the converter is told.
    """

    def __init__(self, file: _File) -> None:
        self._file = file
        self._tally = Tally()
        self.format = file.layout.format
        self.columns = file.layout.columns
        self.hxl: tuple[str, ...] = ()
        self.context = Context(
            self.format.name,
            release=file.release,
            published=file.published,
            registry=file.registry,
        )
        self._outcomes = self._read()
        self._events = chain.from_iterable(outcome.events for outcome in self._outcomes)

    @property
    def path(self) -> str:
        """The file, as it was named."""
        return str(self._file.path)

    @property
    def release(self) -> str:
        """The release of the data set: as given, else the name of the file."""
        return self._file.release

    @property
    def published(self) -> When | None:
        """When the release was published; None: not stated."""
        return self._file.published

    @property
    def report(self) -> Report:
        """What became of the rows so far."""
        unknown = tuple(self.context.unknown.values())
        return self._tally.report(self.path, self.format.name, self.release, unknown)

    def outcomes(self) -> Iterator[Outcome]:
        """Return what becomes of each row, in their order."""
        return self._outcomes

    def units(self) -> Iterator[Rows]:
        """Return the rows by what they tell together, read anew and made into nothing."""
        fresh = Import(self._file)
        return fresh._grouped()  # noqa: SLF001 # its own class

    def again(self, *, published: When | None = None) -> Import:
        """Return the same file, to be read anew.

        Args:
            published: when the release was published; None: as it was.
        """
        file = self._file if published is None else evolve(self._file, published=published)
        return Import(file)

    def rule(self, by: str | None = None) -> StreamRule:
        """Return the rule that names the stream of rows.

        Args:
            by: one of the format's ``streams``; None: its default.

        Raises:
            InvalidValue: if the format has no such rule.
        """
        rules = self.format.streams
        name = self.format.default_stream if by is None else by
        if name not in rules:
            raise InvalidValue(
                f"no way to divide {self.format.name} into streams",
                value=name,
                accepted=", ".join(rules),
                hint=did_you_mean(name, rules) or "or a function of the outcome of a row",
            )
        return rules[name]

    def __next__(self) -> Event:
        return next(self._events)

    def __repr__(self) -> str:
        return f"<Import of {self.path}: {self.format.name}, {self._tally.rows:,} rows read>"

    # Inside

    def _read(self) -> Iterator[Outcome]:
        for together in self._grouped():
            outcome = self._outcome(together)
            self._tally.count(outcome)
            yield outcome
        self._tally.is_whole = True
        report = self.report
        if not report.balances:
            raise LostRows(
                f"{self.path}: {report.rows} rows were read, and {report.made + report.nothing} "
                f"made an event or a finding; the format {self.format.name} loses rows"
            )

    def _grouped(self) -> Iterator[Rows]:
        group = self.format.group
        rows = self._rows()
        return ((row,) for row in rows) if group is None else group(rows)

    def _outcome(self, rows: Rows) -> Outcome:
        first = rows[0]
        events: tuple[Event, ...] = ()
        if first.key is not None:
            try:
                events = tuple(self.format.convert(rows, self.context))
            except InvalidValue as error:
                first.find(NO_EVENT, str(error))
            if not events and not any(row.findings for row in rows):
                first.find(NOTHING, "the format makes nothing of it, and gives no reason")
        elif first.text is None:
            first.find(NO_ID, "a row without an id, so no event is made of it")
        findings = tuple(finding for row in rows for finding in row.findings)
        return Outcome(rows, events, findings, first.key)

    def _rows(self) -> Iterator[Row]:
        layout = self._file.layout
        if layout.headless is not None:
            self._note(HEADLESS, f"no header; its first row is one of {layout.headless}", 1)
        found = self._of_objects() if layout.dialect is None else self._of_table()
        for number, row in enumerate(found):
            if number == 0 and _is_hxl(row.values):
                self.hxl = tuple(row.values)
                self._note(HXL, "a second header, of HXL tags", row.line)
                continue
            self._tally.rows += 1
            if row.text is None:
                row.key = self.format.key(row)
            yield row

    def _of_table(self) -> Iterator[Row]:
        layout, path = self._file.layout, self.path
        columns, names = layout.columns, layout.names
        if layout.dialect is None:
            return
        with opened(
            self._file.path, member=self._file.member, encoding=self._file.encoding
        ) as data:
            for _ in range(layout.first - 1):
                data.readline()
            for line, values, text, problem, recoded in records(
                data, layout.dialect, len(columns), layout.first
            ):
                row = Row(columns, values, names=names, file=path, line=line, text=text)
                if problem is not None:
                    row.find(DAMAGED, f"a damaged row: {problem}")
                if recoded is not None:
                    row.find(RECODED, recoded)
                yield row

    def _of_objects(self) -> Iterator[Row]:
        layouts: dict[tuple[str, ...], Sequence[str]] = {}
        with opened(
            self._file.path, member=self._file.member, encoding=self._file.encoding
        ) as data:
            for line, fields in objects(data, self.path):
                columns = tuple(fields)
                if columns not in layouts:
                    layouts[columns] = unique(self.format.names(columns))
                names = layouts[columns]
                yield Row(columns, [*fields.values()], names=names, file=self.path, line=line)

    def _note(self, code: str, message: str, line: int | None) -> None:
        self._tally.find(
            Finding(code=code, message=message, severity=severity(code), file=self.path, line=line)
        )


def _is_hxl(values: Sequence[str]) -> bool:
    """Whether a row has tags (https://hxlstandard.org) instead of values."""
    told = [value.strip() for value in values if value.strip()]
    return bool(told) and all(value.startswith("#") for value in told)


def read(
    path: str | os.PathLike[str],
    format: str | Format | None = None,  # noqa: A002 # the word of those who use data sets
    *,
    release: str | None = None,
    published: WhenLike | None = None,
    registry: Registry | None = None,
    member: str | None = None,
    encoding: str | None = None,
) -> Import:
    r"""Return the events of a file of a data set, as it was downloaded.

    Args:
        path: the file; ``.gz`` and ``.zip`` are unpacked while reading.
        format: its format, or the name of one; None: by its columns.
        release: what the release is called; None: the name of the file without its ending.
        published: when the release was published: from then on its facts count as known.
            None: when their sources were.
        registry: the actors that are known; None: ``peacetalks.world()``.
        member: which file of a ``.zip`` that has several.
        encoding: how the file is encoded; None: UTF-8, and lines that are not as Windows-1252.

    Raises:
        NotFound: if there is no such file or format.
        InvalidValue: if the columns are those of no format, or of several.
        ReadError: if the file is cut off or damaged as a whole; also while reading.

    >>> import tempfile
    >>> rows = "year,coo,coo_iso,coa,coa_iso,refugees\n2023,AZE,AZE,ARM,ARM,143054\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "population.csv")
    ...     _ = path.write_text(rows)
    ...     imported = read(path, release="2024")
    ...     [str(event.count) for event in imported], imported.report.rows
    (['143,054'], 1)
    """
    file = Path(path)
    accepted = formats() if format is None else (format_of(format),)
    layout = recognise(file, accepted, member=member, encoding=encoding)
    return Import(
        _File(
            file,
            layout,
            member,
            encoding,
            _name(file) if release is None else release,
            None if published is None else When(published),
            registry,
        )
    )


def _name(path: Path) -> str:
    """Return the name of a file without its ending."""
    while path.suffix.lower() in _PACKED:
        path = path.with_suffix("")
    return path.stem
