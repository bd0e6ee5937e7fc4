"""The sources of events, as Parquet files of rows. Existing Parquet files are used unchanged.

The sorted events have the payloads of a source, and ``aside.parquet`` those of the streams that
were set aside. A redaction of the log that they came from does not remove them there.
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

from peacetalks.codec.packing import text_of
from peacetalks.errors import InvalidValue, NotFound
from peacetalks.events import Event
from peacetalks.importers.api import Import, Streams
from peacetalks.importers.syncing.storage import PREFIX
from peacetalks.log import Head, Log, erasures, open_log
from peacetalks.scale.rows import EventRow, rows_of_feed, write_rows

__all__ = ["Feed", "Material", "Source", "material", "signature_of"]


@runtime_checkable
class Feed(Protocol):
    """Something that yields events: ``pt.simulate(...)``, ``importers.read(...)``."""

    def feed(self) -> Iterator[tuple[str, Event]]:
        """Return the name of the stream and the event, for each event."""
        ...


@runtime_checkable
class SignedFeed(Feed, Protocol):
    """A feed that says which events it yields without yielding them: ``pt.simulate(...)``."""

    @property
    def signature(self) -> str:
        """A text that differs from that of a feed of other events."""
        ...


Source: TypeAlias = (
    str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | Log | Feed
    | Iterable[tuple[str, Event]]
)  # fmt: skip
"""Parquet files from ``write_events`` (a path, a pattern, a folder, or several), a log, the path or
URL of a log, a feed, or pairs of the name of a stream and an event."""

_ACCEPTED: Final = "Parquet files, a log, a feed, or pairs of the name of a stream and an event"
_OF_A_RUN: Final = (
    (re.compile(r"events-[0-9a-f]{32}\.parquet"), "buckets.json"),
    (re.compile(r"aside\.parquet"), "run.json"),
    (re.compile(r"\d{5,}\.parquet"), "../run.json"),
)
"""The files that a run writes, each with another file that marks its folder as that of a run."""


@final
@frozen
class Material:
    """The events of a source.

    Attributes:
        files: the Parquet files.
        signature: a text that differs from that of other events; None: there is none.
        is_ours: whether the files are temporary, to be removed afterwards.
    """

    files: tuple[Path, ...]
    signature: str | None
    is_ours: bool


def material(source: Source, into: Path) -> Material:
    """Return the events of a source, written to a file if they are not in Parquet files already.

    Raises:
        InvalidValue: if ``source`` is not a source.
        NotFound: if there are no such files.
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
        raise InvalidValue("not a source", value=source, accepted=_ACCEPTED)
    write_rows(rows_of_feed(listed), into)
    return Material((into,), signature, is_ours=True)


def signature_of(source: object) -> str | None:
    """Return the signature of a source; None if it would take reading all its events."""
    if (files := _files(source)) is not None:
        return _of_files(files)
    if isinstance(source, (str, os.PathLike)):
        with open_log(cast("str", source), create=False) as log:
            return _signature_of_log(log)
    if isinstance(source, Log):
        return _signature_of_log(source)
    # Another version of peacetalks may simulate or import other events.
    if isinstance(source, (Import, Streams)):
        return f"import {_streams(source).signature} {version('peacetalks')}"
    if isinstance(source, SignedFeed):
        return f"{source.signature} {version('peacetalks')}"
    return None


def _streams(source: Import | Streams) -> Streams:
    """Return the streams of a file, starting at its first row."""
    streams = source.feed() if isinstance(source, Import) else source
    return streams.whole()


def _files(source: object) -> tuple[Path, ...] | None:
    """Return the Parquet files of a source; None if it does not consist of Parquet files."""
    if isinstance(source, (str, os.PathLike)):
        text = os.fspath(cast("str", source))
        texts = [text] if _names_parquet(text) else []
    else:
        texts = _paths(source)
    if not texts:
        return None
    files = [file.absolute() for text in texts for file in _matching(text)]
    return tuple({file.resolve(): file for file in files}.values())


def _paths(source: object) -> list[str]:
    """Return the paths of a list of paths; an empty list for anything else."""
    if not isinstance(source, (list, tuple)):
        return []
    items = cast("list[object]", source)
    if not all(isinstance(item, (str, os.PathLike)) for item in items):
        return []
    return [os.fspath(cast("str", item)) for item in items]


def _names_parquet(text: str) -> bool:
    if "://" in text:
        return False
    # A file whose name has a bracket is that file, not a pattern.
    pattern = glob.has_magic(text) and not Path(text).exists()
    return text.endswith(".parquet") or pattern or Path(text).is_dir()


def _matching(text: str) -> list[Path]:
    path = Path(text)
    if path.is_dir():
        files = [file for file in sorted(path.glob("**/*.parquet")) if not _is_of_a_run(file)]
    elif path.exists():
        files = [path]
    else:
        matched = sorted(map(Path, glob.glob(text)))  # noqa: PTH207 # a pattern may be absolute
        files = [file for file in matched if file.name == path.name or not _is_of_a_run(file)]
    if not files:
        raise NotFound(f"{text}: no Parquet files of events")
    return files


def _is_of_a_run(file: Path) -> bool:
    """Return whether a run wrote a file; if so, its events are in the source of that run too."""
    return any(
        name.fullmatch(file.name) and (file.parent / marker).exists() for name, marker in _OF_A_RUN
    )


def _of_files(files: Iterable[Path]) -> str:
    stats = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files]
    return f"files {stats}"


def _of_log(log: Log, into: Path) -> Material:
    erased: list[int] = []
    before = log.head()
    write_rows(_rows_of(log, erased), into)
    return Material((into,), _log_signature(log, before, erased), is_ours=True)


def _rows_of(log: Log, erased: list[int]) -> Iterator[EventRow]:
    """Yield the rows of all negotiations, without the streams that keep rows of data sets."""
    for row in log.rows():
        if row.payload is None:
            erased.append(row.global_position)
        if not row.stream.startswith(PREFIX) and row.stream != erasures.STREAM:
            kind = (row.kind, row.kind_version, row.form)
            payload = None if row.payload is None else text_of(row.payload)
            yield row.stream, row.id, *kind, row.position, payload


def _signature_of_log(log: Log) -> str:
    before = log.head()
    erased = [row.global_position for row in log.rows() if row.payload is None]
    return _log_signature(log, before, erased)


def _log_signature(log: Log, head: Head, erased: list[int]) -> str:
    # A redaction keeps the chain of digests: a log and its redacted copy have the same id and head.
    return f"log {log.log_id} {head} without {erased}"
