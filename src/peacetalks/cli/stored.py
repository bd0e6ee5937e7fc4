"""Read the streams of a log, for the commands that answer questions about events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, final, overload

from attrs import frozen

from peacetalks._support.wording import first_few
from peacetalks.errors import Finding, NotFound
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import Record
from peacetalks.history.record import recorded_by
from peacetalks.importers.syncing.storage import PREFIX
from peacetalks.log import Log, open_log
from peacetalks.primitives.when import When

__all__ = ["Stored", "is_log", "read", "read_all"]

_SUFFIXES: Final = (".db", ".sqlite", ".sqlite3")
_SQLITE: Final = b"SQLite format 3\0"
_MOST_LISTED: Final = 10


@final
@frozen(repr=False)
class Stored(Sequence[Record]):
    """The records of a stream with their places and findings, in the manner of a ``Reading``.

    Attributes:
        records: the records.
        findings: the findings of reading them.
        path: the name of the log.
        position: the position of the last record of the stream.
    """

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    path: str
    position: int

    @property
    def lines(self) -> tuple[int, ...]:
        """The global position of each record, which findings give as its line."""
        return tuple(record.global_position or 0 for record in self.records)

    def where(self, index: int) -> str:
        """Return the log and the global position of a record: ``"talks.db:17"``."""
        return f"{self.path}:{self.records[index].global_position}"

    def within(self, recorded: When | int | None) -> Stored:
        """Return the records made by a day, or up to a position; None: all of them.

        Raises:
            InvalidValue: if the stream has not reached the position ``recorded``.
        """
        if recorded is None:
            return self
        kept = tuple(recorded_by(self.records, recorded, self.position))
        positions = {record.global_position for record in kept}
        findings = tuple(one for one in self.findings if one.line is None or one.line in positions)
        return Stored(kept, findings, self.path, self.position)

    def __len__(self) -> int:
        return len(self.records)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Record, ...]: ...
    def __getitem__(self, index: int | slice) -> Record | tuple[Record, ...]:
        return self.records[index]


def is_log(name: str) -> bool:
    """Return whether a name is that of a log: an address, or a file with its suffix or content."""
    if "://" in name or name.lower().endswith(_SUFFIXES):
        return True
    try:
        with Path(name).open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except (OSError, ValueError):
        # Reading it as a file of events will report what is wrong.
        return False


def read(place: str, stream: str | None, vocabulary: Vocabulary = CORE) -> Stored:
    """Return the records of a stream of a log, or of its only stream.

    Raises:
        NotFound: if there is no such log or stream, or the log has several and none is named.
    """
    with open_log(place, create=False, vocabulary=vocabulary) as log:
        return _read(log, _only(log) if stream is None else stream)


def read_all(place: str, vocabulary: Vocabulary = CORE) -> dict[str, Stored]:
    """Return the records of every stream of facts of a log, by the name of the stream.

    Raises:
        NotFound: if there is no such log, or the log is empty.
    """
    with open_log(place, create=False, vocabulary=vocabulary) as log:
        return {name: _read(log, name) for name in _streams(log)}


def _read(log: Log, stream: str) -> Stored:
    records = log.read(stream)
    kept = tuple(records)
    return Stored(kept, tuple(records.findings), log.name, records.position or len(kept))


def _streams(log: Log) -> list[str]:
    """Return the streams of facts, without those that keep the rows of data sets."""
    streams = [summary.stream for summary in log.streams()]
    names = [name for name in streams if not name.startswith(PREFIX)] or streams
    if not names:
        raise NotFound(f"{log.name}: the log is empty; hint: peacetalks log append")
    return names


def _only(log: Log) -> str:
    names = _streams(log)
    if len(names) == 1:
        return names[0]
    listed = first_few(names, _MOST_LISTED, thousands="")
    raise NotFound(f"{log.name} has several streams; hint: --stream NAME, one of {listed}")
