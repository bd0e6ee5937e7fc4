"""Copies of a log, record by record: whole, or with the content of some records erased."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from peacetalks.errors import InvalidValue, LogError, LogUnavailable, NotFound
from peacetalks.log import chain
from peacetalks.log.chain import Row
from peacetalks.log.opening import is_url, open_store
from peacetalks.log.store import Query, Store, Taken, pages
from peacetalks.log.terms import Head, Verification
from peacetalks.log.verify import Progress, verify

__all__ = ["copy"]


_BESIDE: Final = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps a database in; the log of writes of an old one would be replayed into a new."""


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
        progress: is told now and then how many records of the copy are verified.

    Raises:
        NotFound: if an event to erase, or the folder, is not there.
        InvalidValue: if there is something already, or what is no place or no pair.
        LogError: if the copy does not verify, because the log does not.
        LogUnavailable: if the copy cannot be written.
    """
    places = frozenset(_place(source, pair) for pair in erased)
    if is_url(into):
        with contextlib.closing(open_store(into, log_id=source.log_id)) as target:
            found = _copied(source, target, places, progress)
    else:
        found = _to_file(source, Path(into), places, progress)
    if places:
        source.settle()
    return found


def _to_file(
    source: Store, path: Path, places: AbstractSet[int], progress: Progress | None
) -> Verification:
    for end in _BESIDE:
        if os.path.lexists(f"{path}{end}"):
            raise InvalidValue(
                "a file that is there already", value=f"{path}{end}", hint="name a new one"
            )
    if path.parent.is_dir() and not os.access(path.parent, os.W_OK):
        raise LogUnavailable(str(path), "read-only", "the folder cannot be written")
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        with contextlib.closing(open_store(beside, log_id=source.log_id)) as target:
            found = _copied(source, target, places, progress)
        # A link fails where a file of that name has appeared meanwhile; a rename would not.
        path.hardlink_to(beside)
    except OSError as error:
        raise LogUnavailable(
            str(path), "storage", f"the copy cannot be put there: {error}"
        ) from None
    finally:
        for end in _BESIDE:
            Path(f"{beside}{end}").unlink(missing_ok=True)
    return found


def _copied(
    source: Store, target: Store, places: AbstractSet[int], progress: Progress | None
) -> Verification:
    with source.reading() as reader:
        upto, digest, _ = reader.head()
    try:
        with target.writing() as writer:
            if writer.head()[0] or target.log_id != source.log_id:
                raise InvalidValue(
                    "a log that is not empty",
                    value=target.name,
                    hint="name one that is not there yet",
                )
            writer.insert(_erased(pages(source, Query(), 0, upto), places))
    except (Taken, UnicodeError):
        raise _unsound(source, "a record is missing, doubled or no text") from None
    found = verify(
        pages(target, Query(), 0, upto),
        name=target.name,
        log_id=source.log_id,
        kept=Head(upto, digest.hex()),
        progress=progress,
    )
    if not found:
        raise _unsound(source, str(found))
    return found


def _unsound(source: Store, told: str) -> LogError:
    return LogError(
        f"{source.name}: the log does not verify, and neither does its copy: {told}; "
        "hint: peacetalks verify; mend or restore the log first"
    )


def _erased(rows: Iterable[Row], places: AbstractSet[int]) -> Iterator[Row]:
    for row in rows:
        if row.global_position in places and row.payload is not None and row.salt is not None:
            sealed = chain.seal(row.salt, row.payload.encode())
            yield row._replace(payload=None, salt=None, sealed=sealed)
        else:
            yield row


def _place(source: Store, pair: tuple[str, str]) -> int:
    if not isinstance(pair, tuple) or [type(part) for part in pair] != [str, str]:  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a pair of stream and id", value=pair)
    stream, event_id = pair
    with source.reading() as reader:
        held = reader.held(stream, [event_id])
    if event_id not in held:
        raise NotFound(f"{source.name}: no event {event_id!r} in stream {stream!r}")
    return held[event_id].global_position
