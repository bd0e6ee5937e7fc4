"""``read`` gives the events of a data file, row by row, in flat memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final, final

from attrs import evolve

from peacetalks._support.wording import count_noun
from peacetalks.actors import Registry
from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.events import Event
from peacetalks.events.bookkeeping import CoverageStated
from peacetalks.findings import Rule
from peacetalks.findings.imports import HEADLESS, HXL, NO_EVENT, NO_ID, NOTHING
from peacetalks.importers.actors.in_rows import named_in
from peacetalks.importers.actors.unstated import Unstated
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Covered, Seen, covered
from peacetalks.importers.coverage_statements import name_of_file, statements
from peacetalks.importers.detect import recognise
from peacetalks.importers.format import Format, Rows, StreamRule
from peacetalks.importers.limits import Limits, limits_of
from peacetalks.importers.registry import format_of, formats
from peacetalks.importers.report import LostRows, Outcome, Report, Tally
from peacetalks.importers.rows_of_files import (
    NEVER_PUBLIC,
    day_of_publication,
    name_of,
    rows_of,
)
from peacetalks.importers.rows_of_files import File as _File
from peacetalks.importers.tables.files import known_encoding
from peacetalks.importers.tables.row import Row, Said
from peacetalks.primitives.when import When, WhenLike
from peacetalks.values.facts import Source

__all__ = ["UNSAID", "Import", "Streams", "read"]

UNSAID: Final = "the format makes no event of it and gives no reason"
"""The finding of a row of which a format makes neither an event nor a finding."""


@final
class Import(Iterator[Event]):
    """The events of a file, made lazily, with a running report.

    Before the first facts that name an actor it yields an ``ActorNamed`` with the name in the file,
    and again where the file says something else about it; after the last fact, a
    ``CoverageStated`` with what the release covers, if that is known. It can be read once:
    iterate over it for the events, or over ``outcomes()`` for the result of each row. ``again()``
    starts over.

    Attributes:
        format: the format of the file.
        columns: the columns as named in the file; empty for JSON, where rows name their own.
        hxl: the second header of HXL tags, once it has been read; empty if there is none.
        context: what the converter gets in addition to the row.
        seen: what the rows say about places and days, so far.
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
        self.seen: Seen = Seen(self.format.scope, file.release, self.published)
        self._events = self._with_statements()

    @property
    def path(self) -> str:
        """The file, as it was passed."""
        return str(self._file.path)

    @property
    def release(self) -> str:
        """The release of the data set: as passed, or else the name of the file."""
        return self._file.release

    @property
    def published(self) -> When | None:
        """When the release was published; None: not stated, or not known."""
        published = self._file.published
        return None if published == NEVER_PUBLIC else published

    @property
    def report(self) -> Report:
        """The results of the rows so far."""
        context = self.context
        unknown = tuple(context.unknown.values())
        return self._tally.report(
            self.path,
            self.format.name,
            self.release,
            unknown,
            context.statements,
            self.covered() if self._tally.is_whole and self.format.withdraws is None else None,
        )

    def covered(self) -> tuple[Covered, ...]:
        """Return the places and days that the file covers; empty: it is unknown.

        The file has to be read to its end first.
        """
        if not self._tally.is_whole or self.format.withdraws is not None:
            return ()
        return covered(self.format.scope, self.seen, self._file.limits)

    def coverage(
        self, dataset: str | None = None, name: str | None = None
    ) -> tuple[CoverageStated, ...]:
        """Return the statements of what the file covers; empty: it is unknown.

        The file has to be read to its end first.

        Args:
            dataset: the name of the data set; None: the name of the format.
            name: the name of the statement; None: made from the release, the places and the days.
        """
        areas = self.covered()
        dataset = dataset or self.format.name
        return statements(
            areas,
            self.seen,
            self.format.scope,
            dataset=dataset,
            published=self._file.published or NEVER_PUBLIC,
            name=name or name_of_file(dataset, self.release, areas),
        )

    def outcomes(self) -> Iterator[Outcome]:
        """Return the result of each row, in order."""
        return self._outcomes

    def feed(self, by: str | None = None) -> Streams:
        """Return each event with the name of its stream, as ``peacetalks.scale`` takes them.

        Args:
            by: the rule that names the streams, one of the format's; None: its default.

        Raises:
            InvalidValue: if the format has no such rule.
        """
        return Streams(self, self._file, by)

    def units(self) -> Iterator[Rows]:
        """Return the rows, grouped by the facts that they report, without converting them."""
        return self._grouped()

    def made_of(self, rows: Rows) -> Outcome:
        """Return the result of rows that report one fact; the report does not count them."""
        return self._outcome(rows)

    def again(self, *, published: When | None = None) -> Import:
        """Return a new import of the same file, from the first row.

        Args:
            published: when the release was published; None: as before.
        """
        file = self._file if published is None else evolve(self._file, published=published)
        return Import(file)

    def rule(self, by: str | None = None) -> StreamRule:
        """Return the rule that names the stream of rows.

        Args:
            by: the name of a rule, one of the format's ``streams``; None: its default.

        Raises:
            InvalidValue: if the format has no such rule.
        """
        rules = self.format.streams
        name = self.format.default_stream if by is None else by
        if name not in rules:
            raise InvalidValue(
                f"{self.format.name} has no such rule for streams",
                value=name,
                accepted=", ".join(rules),
                hint=did_you_mean(name, rules) or "or pass a function of an Outcome",
            )
        return rules[name]

    def __next__(self) -> Event:
        return next(self._events)

    def __repr__(self) -> str:
        return f"<Import of {self.path}: {self.format.name}, {count_noun(self._tally.rows, 'row')} read>"

    # Inside

    def _with_statements(self) -> Iterator[Event]:
        if self._tally.is_whole:
            return  # outcomes() has read it
        stated = Unstated()
        yield from chain.from_iterable(stated.then_facts("", one) for one in self._outcomes)
        yield from self.coverage()

    def _read(self) -> Iterator[Outcome]:
        if self._file.published is None:
            raise InvalidValue(
                "the day on which the release was published is required",
                value=self.path,
                accepted="published=DAY (--published DAY), or published='unknown'",
                hint="facts are known from that day on; if it is unknown, they count in hindsight "
                "only",
            )
        for rows in self._grouped():
            outcome = self._outcome(rows)
            self._tally.count(outcome)
            self.seen.add(rows, outcome.events, self.context)
            yield outcome
        self._tally.is_whole = True
        report = self.report
        if not report.balances:
            raise LostRows(
                f"{self.path}: {count_noun(report.rows, 'row', thousands='')} read, but only "
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
                converted = tuple(self.format.convert(rows, self.context))
                if converted:
                    said = named_in(rows, self.context, converted[0].occurred)
                events = converted
            except InvalidValue as error:
                first.find(NO_EVENT, str(error))
            except Exception as error:
                error.add_note(f"while converting {first.file}:{first.line}")
                raise
            if not events and not any(row.findings for row in rows):
                first.find(NOTHING, UNSAID)
        elif first.text is None:
            first.find(NO_ID, "a row without an id; no event is made")
        findings = tuple(first.findings)
        for row in rows[1:]:
            findings += tuple(row.findings)
        return Outcome(rows, events, findings, first.key, said, self.context)

    def _rows(self) -> Iterator[Row]:
        layout, key, tally = self._file.layout, self.format.key, self._tally
        if layout.headless is not None:
            line = layout.first
            self._note(HEADLESS, f"no header; the first row looks like {layout.headless}", line)
        for row in rows_of(self._file, self._keep_tags):
            tally.rows += 1
            if row.text is None:
                row.key = key(row)
            yield row

    def _keep_tags(self, row: Row) -> None:
        """Keep a second header."""
        self.hxl = tuple(row.values)
        self._note(HXL, "a second header, of HXL tags", row.line)

    def _note(self, rule: Rule, message: str, line: int | None) -> None:
        self._tally.find(rule.finding(message, file=self.path, line=line))


@final
class Streams(Iterator[tuple[str, Event]]):
    """The events of a file, each with the name of its stream, made lazily.

    Each stream states its own actors, before the first facts that name them. When all rows have
    been read, each states what the release covers, the same for all streams.
    """

    def __init__(self, source: Import, file: _File, by: str | None) -> None:
        self._source = source
        self._file = file
        self._by = by
        self._pairs = self._with_streams(source.rule(by))

    @property
    def path(self) -> str:
        """The file, as it was passed."""
        return self._source.path

    def whole(self) -> Streams:
        """Return the same streams from the first row on: itself, if no row has been read."""
        return self._source.again().feed(self._by) if self._source.report.rows else self

    @property
    def signature(self) -> str:
        """A digest of the file and the options it is read with."""
        file, stat = self._file, self._file.path.stat()
        known = None if file.registry is None else list(file.registry)
        read_as = (
            self._source.format.name,
            self._by,
            file.member,
            file.encoding,
            file.release,
            file.limits,
        )
        seen = (str(file.path.absolute()), stat.st_size, stat.st_mtime_ns)
        return sha256(repr((seen, read_as, file.published, known)).encode()).hexdigest()

    def __next__(self) -> tuple[str, Event]:
        return next(self._pairs)

    def _with_streams(self, rule: StreamRule) -> Iterator[tuple[str, Event]]:
        stated = Unstated()
        streams: dict[str, None] = {}
        for outcome in self._source.outcomes():
            stream = ""
            if outcome.events:
                stream = rule(outcome.rows, self._source.context)
                streams[stream] = None
            yield from ((stream, event) for event in stated.then_facts(stream, outcome))
        coverage = self._source.coverage()
        yield from ((stream, event) for stream in streams for event in coverage)


def read(
    path: str | os.PathLike[str],
    format: str | Format | None = None,  # noqa: A002 # the word of those who use data sets
    *,
    release: str | None = None,
    published: WhenLike | None = None,
    covers: str | tuple[str | Iterable[str] | None, WhenLike | None] | Limits | None = None,
    registry: Registry | None = None,
    member: str | None = None,
    encoding: str | None = None,
) -> Import:
    r"""Return the events of a data file, as it was downloaded.

    Args:
        path: the file; ``.gz`` and ``.zip`` are unpacked while reading.
        format: its format, or the name of one; None: recognise it by its columns.
        release: the name of the release; None: the name of the file without its extension.
        published: when the release was published: its facts count as known from then on.
            "unknown": they count in hindsight only, and as known on no day. Events are made only
            if it is passed; ``sync`` takes it itself.
        covers: the places and the period that the file covers, if its rows and the name of the
            release do not say, or say less or more: ``"UKR,SYR:2015/2018"``, ``"2018-01"`` (the
            places of the file), ``"UKR:"`` (its period), ``"everywhere:2018"``, or a pair of
            places and period.
        registry: the actors that are known; None: ``peacetalks.world()``.
        member: which file to read, if a ``.zip`` has several.
        encoding: the encoding of the file; None: UTF-8, with Windows-1252 for lines that are not.

    Raises:
        NotFound: if there is no such file or format.
        InvalidValue: if the columns fit no format, or several; if Python does not know the
            encoding; if ``published`` or ``covers`` has not the form above; while reading, if
            ``published`` was not passed.
        ReadError: if the file is cut off or damaged as a whole; also while reading.

    >>> import tempfile
    >>> rows = "year,coo,coo_iso,coa,coa_iso,refugees\n2023,AZE,AZE,ARM,ARM,143054\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "population.csv")
    ...     _ = path.write_text(rows)
    ...     imported = read(path, release="2024", published="2024-06-13")
    ...     [event.kind for event in imported], imported.report.rows
    (['displacement-reported', 'coverage-stated'], 1)
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
            name_of(file) if release is None else release,
            None if published is None else day_of_publication(published),
            registry,
            None if covers is None else limits_of(covers, registry),
        )
    )
