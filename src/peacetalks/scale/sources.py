"""Where events come from, as Parquet files of rows: what stands there is taken as it is.

The sorted events keep the payloads of a source, and ``aside.parquet`` those of the streams that
were set aside: a redaction of the log they came from does not reach them.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final, Protocol, TypeAlias, cast, final, runtime_checkable

from attrs import frozen

from peacetalks.errors import InvalidValue, NotFound
from peacetalks.events import Event
from peacetalks.importers.reading import Import, Streams
from peacetalks.importers.releases.kept import PREFIX
from peacetalks.log import Head, Log, open_log
from peacetalks.scale.rows import EventRow, rows_of_feed, write_rows
from peacetalks.simulation import Simulation

__all__ = ["Feed", "Material", "Source", "material", "signature_of"]


@runtime_checkable
class Feed(Protocol):
    """What yields events with their streams: ``pt.simulate(...)``, ``importers.read(...)``."""

    def feed(self) -> Iterator[tuple[str, Event]]:
        """Return each event with the name of its stream."""
        ...


Source: TypeAlias = (
    str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | Log | Feed
    | Iterable[tuple[str, Event]]
)  # fmt: skip
"""Parquet files as ``write_events`` makes them (a path, a pattern, a folder, several of them), a
log or its place, a feed, or pairs of a stream's name and an event."""

_NOT_FOUND: Final = "Parquet files, a log, a feed, or pairs of a stream's name and an event"
_OF_A_RUN: Final = (
    (re.compile(r"events-[0-9a-f]{32}\.parquet"), "buckets.json"),
    (re.compile(r"aside\.parquet"), "run.json"),
    (re.compile(r"\d{5,}\.parquet"), "../run.json"),
)
"""The files that a run writes, each with what stands where it does."""


@final
@frozen
class Material:
    """The events of a source.

    Attributes:
        files: the Parquet files.
        signature: what tells them from others; None: nothing does.
        is_ours: whether the files were written for this and are removed afterwards.
    """

    files: tuple[Path, ...]
    signature: str | None
    is_ours: bool


def material(source: Source, into: Path) -> Material:
    """Return the events of a source, written into a file where they are in no Parquet file.

    Raises:
        InvalidValue: for what is no source.
        NotFound: for files that are not there.
        LogError: if a log cannot be read.
    """
    if (files := _files(source)) is not None:
        return Material(files, _of_files(files), is_ours=False)
    if isinstance(source, (str, os.PathLike)):
        with open_log(cast("str", source), create=False) as log:
            return _of_log(log, into)
    if isinstance(source, Log):
        return _of_log(source, into)
    if isinstance(source, (Import, Streams)):
        source = _streams(source)
    signature = signature_of(source)
    listed = source.feed() if isinstance(source, Feed) else source
    if not isinstance(listed, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a source", value=source, accepted=_NOT_FOUND)
    write_rows(rows_of_feed(listed), into)
    return Material((into,), signature, is_ours=True)


def signature_of(source: object) -> str | None:
    """Return what tells a source from others, if it can be told without keeping it whole."""
    if (files := _files(source)) is not None:
        return _of_files(files)
    if isinstance(source, (str, os.PathLike)):
        with open_log(cast("str", source), create=False) as log:
            return _signature_of_log(log)
    if isinstance(source, Log):
        return _signature_of_log(source)
    # What makes events may make others in another version.
    if isinstance(source, Simulation):
        return f"simulation {source!r} {version('peacetalks')}"
    if isinstance(source, (Import, Streams)):
        return f"import {_streams(source).signature} {version('peacetalks')}"
    return None


def _streams(source: Import | Streams) -> Streams:
    """Return the streams of a file from its first row on."""
    streams = source.feed() if isinstance(source, Import) else source
    return streams.whole()


def _files(source: object) -> tuple[Path, ...] | None:
    """Return the Parquet files of a source; None: it is none of such."""
    if isinstance(source, (str, os.PathLike)):
        text = os.fspath(cast("str", source))
        texts = [text] if _names_parquet(text) else []
    else:
        texts = _paths(source)
    if not texts:
        return None
    found = [file.absolute() for text in texts for file in _named(text)]
    return tuple({file.resolve(): file for file in found}.values())


def _paths(source: object) -> list[str]:
    """Return the paths of a list of paths; of anything else none."""
    if not isinstance(source, (list, tuple)):
        return []
    items = cast("list[object]", source)
    if not all(isinstance(item, (str, os.PathLike)) for item in items):
        return []
    return [os.fspath(cast("str", item)) for item in items]


def _names_parquet(text: str) -> bool:
    if "://" in text:
        return False
    # A file whose name holds a bracket is that file, and no pattern.
    pattern = glob.has_magic(text) and not Path(text).exists()
    return text.endswith(".parquet") or pattern or Path(text).is_dir()


def _named(text: str) -> list[Path]:
    path = Path(text)
    if path.is_dir():
        found = [file for file in sorted(path.glob("**/*.parquet")) if not _is_of_a_run(file)]
    elif path.exists():
        found = [path]
    else:
        matched = sorted(map(Path, glob.glob(text)))  # noqa: PTH207 # a pattern may be absolute
        found = [file for file in matched if file.name == path.name or not _is_of_a_run(file)]
    if not found:
        raise NotFound(f"{text}: there are no Parquet files of events")
    return found


def _is_of_a_run(file: Path) -> bool:
    """Return whether a run wrote a file: its events stand in the source of that run too."""
    return any(
        name.fullmatch(file.name) and (file.parent / beside).exists() for name, beside in _OF_A_RUN
    )


def _of_files(files: Iterable[Path]) -> str:
    told = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files]
    return f"files {told}"


def _of_log(log: Log, into: Path) -> Material:
    erased: list[int] = []
    before = log.head()
    write_rows(_rows_of(log, erased), into)
    return Material((into,), _told_of(log, before, erased), is_ours=True)


def _rows_of(log: Log, erased: list[int]) -> Iterator[EventRow]:
    """Yield the rows of all negotiations; those that keep the rows of data sets are none."""
    for row in log.rows():
        if row.payload is None:
            erased.append(row.global_position)
        if not row.stream.startswith(PREFIX):
            kind = (row.kind, row.kind_version, row.form)
            yield row.stream, row.id, *kind, row.position, row.payload


def _signature_of_log(log: Log) -> str:
    before = log.head()
    return _told_of(log, before, [row.global_position for row in log.rows() if row.payload is None])


def _told_of(log: Log, head: Head, erased: list[int]) -> str:
    # A redaction keeps the chain of digests: a log and its redacted copy have one id and one head.
    return f"log {log.log_id} {head} without {erased}"
