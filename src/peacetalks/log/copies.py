"""Copy a log record by record, completely or with the content of some records erased."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from peacetalks._text.secrets import address_shown
from peacetalks.codec.rows import OLD_FORMS
from peacetalks.errors import InvalidValue, LogError, LogUnavailable, NotFound
from peacetalks.log import chain, erasures, first_chain
from peacetalks.log.appending import append_trace
from peacetalks.log.chain import Row
from peacetalks.log.opening import is_url, open_store
from peacetalks.log.results import Head, Verification
from peacetalks.log.store import Query, Store, Taken, pages
from peacetalks.log.verification import Progress, verify

__all__ = ["copy"]


_SUFFIXES: Final = ("", "-wal", "-shm", "-journal")
"""The files of an SQLite database; a leftover write-ahead log would be replayed into a new one."""


class _NotARecord(Exception):  # never leaves this module
    """A column of a damaged row has another type."""


def copy(
    source: Store,
    into: str | os.PathLike[str],
    *,
    erased: Iterable[tuple[str, str]] = (),
    progress: Progress | None = None,
) -> Verification:
    """Copy the current log into a new one, with its positions and its chain.

    Args:
        source: the log to copy; it may be in use.
        into: the path of a new file, or the address of an empty database.
        erased: the events whose payload to leave out, as pairs of stream and id.
        progress: called at intervals with the number of records of the copy verified.

    Raises:
        NotFound: if an event to erase or the folder does not exist.
        InvalidValue: if the file or log already exists, or ``into`` or a pair is not valid.
        LogError: if the copy does not verify, because the log does not.
        LogUnavailable: if the copy cannot be written.
    """
    positions = frozenset(_position(source, pair) for pair in erased)
    if is_url(into):
        with contextlib.closing(open_store(into, log_id=source.log_id)) as target:
            verified = _copy_rows(source, target, positions, progress)
    else:
        verified = _to_file(source, Path(into), positions, progress)
    if positions:
        source.settle()
    return verified


def _to_file(
    source: Store, path: Path, erased: AbstractSet[int], progress: Progress | None
) -> Verification:
    for suffix in _SUFFIXES:
        if os.path.lexists(f"{path}{suffix}"):
            raise InvalidValue(
                "a file that already exists",
                value=address_shown(f"{path}{suffix}"),
                hint="name a new one",
            )
    if path.parent.is_dir() and not os.access(path.parent, os.W_OK):
        raise LogUnavailable(address_shown(str(path)), "read-only", "the folder is not writable")
    temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        with contextlib.closing(open_store(temporary, log_id=source.log_id)) as target:
            verified = _copy_rows(source, target, erased, progress)
        # A link fails if a file of that name has appeared meanwhile; a rename would overwrite it.
        path.hardlink_to(temporary)
    except OSError as error:
        raise LogUnavailable(
            address_shown(str(path)), "storage", f"the copy cannot be created: {error.strerror}"
        ) from None
    finally:
        for suffix in _SUFFIXES:
            Path(f"{temporary}{suffix}").unlink(missing_ok=True)
    return verified


def _copy_rows(
    source: Store, target: Store, erased: AbstractSet[int], progress: Progress | None
) -> Verification:
    with source.reading() as reader:
        upto, digest, _, form = reader.head()
        before = frozenset(reader.erased())
    fresh = erased - before
    try:
        with target.writing() as writer:
            if writer.head()[0] or target.log_id != source.log_id:
                raise InvalidValue(
                    "a log that is not empty", value=target.name, hint="name a new one"
                )
            writer.insert(_erased(pages(source, Query(), 0, upto), erased))
            if fresh:
                # Only records of older versions are erased without a trace of their own.
                append_trace(writer, fresh | before if form in OLD_FORMS else fresh, writer.head())
    except (Taken, UnicodeError, _NotARecord):
        raise _damaged(source, "a record is missing, duplicated or not a text") from None
    verified = verify(
        pages(target, Query(), 0, upto + bool(fresh)),
        name=target.name,
        log_id=source.log_id,
        kept=Head(upto, digest.hex()),
        progress=progress,
    )
    if not verified:
        raise _damaged(source, str(verified))
    return verified


def _damaged(source: Store, problem: str) -> LogError:
    return LogError(
        f"{source.name}: the log does not verify, and neither does its copy: {problem}; "
        "hint: run peacetalks verify, and repair or restore the log first"
    )


def _erased(rows: Iterable[Row], positions: AbstractSet[int]) -> Iterator[Row]:
    for row in rows:
        if row.global_position in positions and row.payload is not None and row.salt is not None:
            try:
                if row.form in OLD_FORMS and isinstance(row.payload, str):
                    sealed = first_chain.seal(row.salt, row.payload)
                else:
                    sealed = chain.seal(row.salt, row.payload)
            except (AttributeError, TypeError):
                raise _NotARecord from None
            yield row._replace(payload=None, salt=None, sealed=sealed)
        else:
            yield row


def _position(source: Store, pair: tuple[str, str]) -> int:
    if not isinstance(pair, tuple) or [type(part) for part in pair] != [str, str]:  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a pair of stream and id", value=pair)
    stream, event_id = pair
    if stream == erasures.STREAM:
        raise InvalidValue("the trace of an erasure, which stays", value=pair)
    with source.reading() as reader:
        held = reader.held(stream, [event_id])
    if event_id not in held:
        raise NotFound(f"{source.name}: no event {event_id!r} in stream {stream!r}")
    return held[event_id].global_position
