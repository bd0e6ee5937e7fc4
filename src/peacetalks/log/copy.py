"""Copies of a log, record by record: whole, or with the content of some records erased."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from peacetalks.errors import InvalidValue, LogError, LogUnavailable, NotFound
from peacetalks.log import chain
from peacetalks.log.chain import Row
from peacetalks.log.opening import is_url, open_store
from peacetalks.log.store import Query, Store, pages
from peacetalks.log.terms import Head, Verification
from peacetalks.log.verify import Progress, verify

__all__ = ["copy"]


def copy(
    source: Store,
    into: str | os.PathLike[str],
    *,
    erased: Iterable[tuple[str, str]] = (),
    progress: Progress | None = None,
) -> Verification:
    """Copy a log as it stands into a new one, with its positions and its chain.

    Args:
        source: the log copied; it may be in use.
        into: the path of a file that is not there yet, or the address of an empty database.
        erased: the events whose payload is left out, as pairs of stream and id.
        progress: is told now and then how many records are done.

    Raises:
        NotFound: if an event to erase, or the folder, is not there.
        InvalidValue: if there is something already.
        LogError: if the copy does not verify, because the log does not.
    """
    places = frozenset(_place(source, stream, event_id) for stream, event_id in erased)
    if is_url(into):
        target = open_store(into, log_id=source.log_id)
        with contextlib.closing(target):
            return _copied(source, target, places, progress)
    return _to_file(source, Path(into), places, progress)


def _to_file(
    source: Store, path: Path, places: AbstractSet[int], progress: Progress | None
) -> Verification:
    if path.exists():
        raise InvalidValue("a file that is there already", value=str(path), hint="name a new one")
    if path.parent.is_dir() and not os.access(path.parent, os.W_OK):
        raise LogUnavailable(str(path), "read-only", "the folder cannot be written")
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        target = open_store(beside, log_id=source.log_id)
        with contextlib.closing(target):
            found = _copied(source, target, places, progress)
        # A link fails where a file of that name has appeared meanwhile; a rename would not.
        path.hardlink_to(beside)
    finally:
        for end in ("", "-wal", "-shm"):
            Path(f"{beside}{end}").unlink(missing_ok=True)
    return found


def _copied(
    source: Store, target: Store, places: AbstractSet[int], progress: Progress | None
) -> Verification:
    with source.reading() as reader:
        upto, digest, _ = reader.head()
    with target.writing() as writer:
        if writer.head()[0] or target.log_id != source.log_id:
            raise InvalidValue(
                "a log that is not empty", value=target.name, hint="name one that is not there yet"
            )
        writer.insert(_erased(pages(source, Query(), 0, upto), places))
    found = verify(
        pages(target, Query(), 0, upto),
        name=target.name,
        log_id=source.log_id,
        kept=Head(upto, digest.hex()),
        progress=progress,
    )
    if not found:
        raise LogError(
            f"{source.name}: the log does not verify, and neither does its copy: {found}; "
            "hint: peacetalks verify; mend or restore the log first"
        )
    return found


def _erased(rows: Iterable[Row], places: AbstractSet[int]) -> Iterator[Row]:
    for row in rows:
        if row.global_position in places and row.payload is not None and row.salt is not None:
            sealed = chain.seal(row.salt, row.payload.encode())
            yield row._replace(payload=None, salt=None, sealed=sealed)
        else:
            yield row


def _place(source: Store, stream: str, event_id: str) -> int:
    with source.reading() as reader:
        held = reader.held(stream, [event_id])
    if event_id not in held:
        raise NotFound(f"{source.name}: no event {event_id!r} in stream {stream!r}")
    return held[event_id].global_position
