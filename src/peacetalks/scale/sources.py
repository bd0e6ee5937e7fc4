"""Where events come from, as Parquet files of rows: what stands there is taken as it is."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Protocol, TypeAlias, cast, final, runtime_checkable

from attrs import frozen

from peacetalks.errors import InvalidValue, NotFound
from peacetalks.events import Event
from peacetalks.importers.reading import Import
from peacetalks.importers.releases.kept import PREFIX
from peacetalks.log import Log, open_log
from peacetalks.scale.rows import EventRow, as_row, pairs, write_rows
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

_WRITTEN: Final = "events.source.parquet"
_NOT_FOUND: Final = "Parquet files, a log, a feed, or pairs of a stream's name and an event"


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


def material(source: Source, folder: Path) -> Material:
    """Return the events of a source, written into a folder where they are in no Parquet file.

    Raises:
        InvalidValue: for what is no source.
        NotFound: for files that are not there.
        LogError: if a log cannot be read.
    """
    if isinstance(source, (str, os.PathLike)):
        text = os.fspath(source)
        if not _names_parquet(text):
            with open_log(text, create=False) as log:
                return _of_log(log, folder)
        return _of_files(_named(text))
    if isinstance(source, Log):
        return _of_log(source, folder)
    if isinstance(source, Feed):
        rows = (as_row(*pair) for pair in pairs(source.feed()))
        return _written(rows, folder, signature_of(source))
    if not isinstance(source, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a source", value=source, accepted=_NOT_FOUND)
    paths = _paths(source)
    if paths:
        return _of_files([file for path in paths for file in _named(path)])
    listed = cast("Iterable[tuple[str, Event]]", source)
    return _written((as_row(*pair) for pair in pairs(listed)), folder, None)


def signature_of(source: object) -> str | None:
    """Return what tells a source from others, if it can be told without reading it whole."""
    if isinstance(source, (str, os.PathLike)):
        text = os.fspath(cast("str", source))
        if _names_parquet(text):
            return _of_files(_named(text)).signature
        with open_log(text, create=False) as log:
            return _head(log)
    if paths := _paths(source):
        return _of_files([file for path in paths for file in _named(path)]).signature
    if isinstance(source, Log):
        return _head(source)
    if isinstance(source, Simulation):
        return f"simulation {source!r}"
    if isinstance(source, Import):
        told = Path(source.path).stat()
        return f"{source!s} {source.release} {source.published} {told.st_size} {told.st_mtime_ns}"
    return None


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
    return text.endswith(".parquet") or glob.has_magic(text) or Path(text).is_dir()


def _named(text: str) -> list[Path]:
    if Path(text).is_dir():
        found = sorted(Path(text).glob("**/*.parquet"))
    else:
        found = [Path(text)] if Path(text).exists() else sorted(map(Path, glob.glob(text)))  # noqa: PTH207 # a pattern may be absolute
    if not found:
        raise NotFound(f"{text}: there are no Parquet files")
    return found


def _of_files(files: Iterable[Path]) -> Material:
    listed = tuple(file.absolute() for file in files)
    told = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in listed]
    return Material(listed, f"files {told}", is_ours=False)


def _head(log: Log) -> str:
    return f"log {log.log_id} {log.head()}"


def _of_log(log: Log, folder: Path) -> Material:
    return _written(_rows_of(log), folder, _head(log))


def _rows_of(log: Log) -> Iterator[EventRow]:
    """Yield the rows of all negotiations; those that keep the rows of data sets are none."""
    for row in log.rows():
        if not row.stream.startswith(PREFIX):
            yield row.stream, row.id, row.kind, row.kind_version, row.form, row.payload


def _written(rows: Iterable[EventRow], folder: Path, signature: str | None) -> Material:
    path = folder / _WRITTEN
    write_rows(rows, path)
    return Material((path,), signature, is_ours=True)
