"""``read``: a file of a data set as events, row by row, in flat memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import IO, Final, final

from attrs import evolve, frozen

from peacetalks.actors import Registry
from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.events import Event
from peacetalks.importers.codes import (
    DAMAGED,
    HEADLESS,
    HXL,
    NO_EVENT,
    NO_ID,
    NOTHING,
    RECODED,
    finding,
)
from peacetalks.importers.context import Context
from peacetalks.importers.files import known_encoding, opened
from peacetalks.importers.format import Format, Rows, StreamRule
from peacetalks.importers.known import format_of, formats
from peacetalks.importers.named import named_in
from peacetalks.importers.names import unique
from peacetalks.importers.objects import objects
from peacetalks.importers.recognise import Layout, recognise
from peacetalks.importers.report import LostRows, Outcome, Report, Tally
from peacetalks.importers.row import Row, Said
from peacetalks.importers.stated import Unstated
from peacetalks.importers.tables import Dialect, lines_of, records
from peacetalks.plural import many
from peacetalks.values import Source
from peacetalks.when import When, WhenLike

__all__ = ["UNSAID", "Import", "Streams", "read"]

UNSAID: Final = "the format makes nothing of it, and gives no reason"
"""What is found in a row of which a format makes nothing and says nothing."""

_PACKED: Final = frozenset({".gz", ".zip"})
_LAYOUTS: Final = 1_000
"""Of how many sets of columns the names are kept, in a file where rows name their own."""


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

    Before the first facts that name an actor it yields what the file calls it, an ``ActorNamed``,
    and again where the file says something else of it. It is read once: iterate it for the
    events, or over ``outcomes()`` for what became of each row; ``again()`` reads the file anew.

    Attributes:
        format: the format of the file.
        columns: the columns as the file names them; empty for JSON, where rows name their own.
        hxl: the second header of HXL tags, once it has been read; empty: there is none.
        context: what the converter is told.
    """

    def __init__(self, file: _File) -> None:
        self._file = file
        self._tally = Tally()
        self.format: Format = file.layout.format
        self.columns: tuple[str, ...] = file.layout.columns
        self.hxl: tuple[str, ...] = ()
        self.context: Context = Context(
            self.format.name,
            release=file.release,
            published=file.published,
            registry=file.registry,
            source=Source(self.format.publisher, title=self.format.title),
        )
        self._outcomes = self._read()
        stated = Unstated()
        self._events = chain.from_iterable(stated.then_facts("", one) for one in self._outcomes)

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
        context = self.context
        unknown = tuple(context.unknown.values())
        return self._tally.report(
            self.path, self.format.name, self.release, unknown, context.statements
        )

    def outcomes(self) -> Iterator[Outcome]:
        """Return what becomes of each row, in their order."""
        return self._outcomes

    def feed(self, by: str | None = None) -> Streams:
        """Return each event with the name of its stream, as ``peacetalks.scale`` takes them.

        Args:
            by: one of the format's ways to divide it into streams; None: its default.

        Raises:
            InvalidValue: if the format has no such way.
        """
        return Streams(self, self._file, by)

    def units(self) -> Iterator[Rows]:
        """Return the rows by what they tell together; they are read, and nothing is made of them."""
        return self._grouped()

    def made_of(self, rows: Rows) -> Outcome:
        """Return what becomes of rows that tell one fact; the report does not count them."""
        return self._outcome(rows)

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
        return f"<Import of {self.path}: {self.format.name}, {many(self._tally.rows, 'row')} read>"

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
                f"{self.path}: of {many(report.rows, 'row', thousands='')} that this file has, "
                f"{report.made + report.nothing} made an event or a finding; the format "
                f"{self.format.name} loses rows"
            )

    def _grouped(self) -> Iterator[Rows]:
        group = self.format.group
        rows = self._rows()
        return ((row,) for row in rows) if group is None else group(rows)

    def _outcome(self, rows: Rows) -> Outcome:
        first = rows[0]
        events: tuple[Event, ...] = ()
        said: tuple[Said, ...] = ()
        if first.key is not None:
            try:
                made = tuple(self.format.convert(rows, self.context))
                if made:
                    said = named_in(rows, self.context, made[0].occurred)
                events = made
            except InvalidValue as error:
                first.find(NO_EVENT, str(error))
            except Exception as error:
                error.add_note(f"while events were made of {first.file}:{first.line}")
                raise
            if not events and not any(row.findings for row in rows):
                first.find(NOTHING, UNSAID)
        elif first.text is None:
            first.find(NO_ID, "a row without an id, so no event is made of it")
        findings = tuple(first.findings)
        for row in rows[1:]:
            findings += tuple(row.findings)
        return Outcome(rows, events, findings, first.key, said, self.context)

    def _rows(self) -> Iterator[Row]:
        layout, key, tally = self._file.layout, self.format.key, self._tally
        if layout.headless is not None:
            line = layout.first
            self._note(HEADLESS, f"no header; its first row is one of {layout.headless}", line)
        found = self._of_objects() if layout.dialect is None else self._of_table(layout.dialect)
        for row in _and_tags(found, self._tags):
            tally.rows += 1
            if row.text is None:
                row.key = key(row)
            yield row

    def _tags(self, row: Row) -> None:
        """Take a second header."""
        self.hxl = tuple(row.values)
        self._note(HXL, "a second header, of HXL tags", row.line)

    def _of_table(self, dialect: Dialect) -> Iterator[Row]:
        layout, path = self._file.layout, self.path
        columns, names = layout.columns, layout.names
        with self._opened() as data:
            for _ in range(layout.first - 1):
                data.readline()
            for line, values, text, problem, recoded in records(
                lines_of(data), dialect, len(columns), layout.first
            ):
                row = Row(columns, values, names=names, file=path, line=line, text=text)
                _told(row, problem, recoded)
                yield row

    def _of_objects(self) -> Iterator[Row]:
        layouts: dict[tuple[str, ...], Sequence[str]] = {}
        with self._opened() as data:
            for line, fields, text, problem, recoded in objects(data, self.path):
                columns = tuple(fields)
                names = layouts.get(columns)
                if names is None:
                    names = unique(self.format.names(columns))
                    if len(layouts) < _LAYOUTS:
                        layouts[columns] = names
                values = [*fields.values()]
                row = Row(columns, values, names=names, file=self.path, line=line, text=text)
                _told(row, problem, recoded)
                yield row

    def _opened(self) -> AbstractContextManager[IO[bytes]]:
        file = self._file
        return opened(file.path, member=file.member, encoding=file.encoding)

    def _note(self, code: str, message: str, line: int | None) -> None:
        self._tally.find(finding(code, message, self.path, line))


@final
class Streams(Iterator[tuple[str, Event]]):
    """The events of a file, each with the name of its stream, made while they are asked for.

    Each stream states its actors itself, before the first facts that name them.
    """

    def __init__(self, source: Import, file: _File, by: str | None) -> None:
        self._source = source
        self._file = file
        self._by = by
        self._pairs = self._named(source.rule(by))

    @property
    def path(self) -> str:
        """The file, as it was named."""
        return self._source.path

    def whole(self) -> Streams:
        """Return the same from the first row on: itself, if no row has been read."""
        return self._source.again().feed(self._by) if self._source.report.rows else self

    @property
    def signature(self) -> str:
        """What tells these events from those of another file, or of this one read otherwise."""
        file, told = self._file, self._file.path.stat()
        known = None if file.registry is None else list(file.registry)
        read_as = (self._source.format.name, self._by, file.member, file.encoding, file.release)
        seen = (str(file.path.absolute()), told.st_size, told.st_mtime_ns)
        return sha256(repr((seen, read_as, file.published, known)).encode()).hexdigest()

    def __next__(self) -> tuple[str, Event]:
        return next(self._pairs)

    def _named(self, rule: StreamRule) -> Iterator[tuple[str, Event]]:
        stated = Unstated()
        for outcome in self._source.outcomes():
            stream = rule(outcome.rows, self._source.context) if outcome.events else ""
            yield from ((stream, event) for event in stated.then_facts(stream, outcome))


def _told(row: Row, problem: str | None, recoded: str | None) -> None:
    """Add what was found while the row was read."""
    if problem is not None:
        row.find(DAMAGED, f"a damaged row: {problem}")
    if recoded is not None:
        row.find(RECODED, recoded)


def _and_tags(rows: Iterator[Row], take: Callable[[Row], None]) -> Iterator[Row]:
    """Yield rows; the first one is taken out if it has tags (https://hxlstandard.org)."""
    for row in rows:
        told = [value.strip() for value in row.values if value.strip()]
        if told and all(value.startswith("#") for value in told):
            take(row)
        else:
            yield row
        break
    yield from rows


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
        InvalidValue: if the columns are those of no format, or of several; for an encoding that
            Python does not know.
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
    if encoding is not None:
        known_encoding(encoding)
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
