"""The inputs that tables accept: histories, logs and kinds, each in one form."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import KindLike, not_a_kind, tag_of
from peacetalks.history import History
from peacetalks.importers.syncing.storage import PREFIX
from peacetalks.log import Log, open_log

__all__ = ["Negotiations", "negotiations", "one_kind"]

Negotiations: TypeAlias = History | Log | str | os.PathLike[str] | Mapping[str, History]
"""A history, a mapping of stream names to histories, a log, or the path or URL of a log."""


def negotiations(source: Negotiations) -> Iterator[tuple[str | None, History]]:
    """Yield histories with the names of their streams; the name of a single history is None.

    Skips the streams in which a log keeps the rows of synced data sets.

    Raises:
        InvalidValue: if ``source`` is not one of the inputs of ``Negotiations``.
        LogError: if the log cannot be read.
    """
    if isinstance(source, History):
        yield None, source
    elif isinstance(source, (str, os.PathLike)):
        with open_log(source, create=False) as log:
            yield from negotiations(log)
    elif isinstance(source, Log):
        for summary in source.streams():
            if not summary.stream.startswith(PREFIX):
                yield summary.stream, source.history(summary.stream)
    elif isinstance(source, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        for stream, history in cast("Mapping[object, object]", source).items():
            if not isinstance(stream, str) or not isinstance(history, History):
                raise _no_history({stream: history})
            yield stream, history
    else:
        raise _no_history(source)


def _no_history(value: object) -> InvalidValue:
    return InvalidValue(
        "neither a history nor a log",
        value=value,
        accepted="a history, a log, the path or URL of a log, {stream: history}",
        hint="pt.History(events)",
    )


def one_kind(kind: KindLike) -> type[Event]:
    """Return the event class of a tag; return a class unchanged.

    Raises:
        InvalidValue: if ``kind`` is neither a tag nor an event class.
    """
    tag = tag_of(kind)
    match = CORE.kind_of(tag) if isinstance(kind, str) else kind
    if match is None:
        raise not_a_kind(tag, CORE.tags)
    return match
