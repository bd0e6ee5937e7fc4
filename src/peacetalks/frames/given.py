"""What callers may give, in one form."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.events import CORE, Event
from peacetalks.history import History
from peacetalks.importers.releases.kept import PREFIX
from peacetalks.log import Log, open_log

__all__ = ["Negotiations", "negotiations", "one_kind"]

Negotiations: TypeAlias = History | Log | str | os.PathLike[str] | Mapping[str, History]
"""A history, several of them by the names of their streams, a log, or the place of a log."""


def negotiations(source: Negotiations) -> Iterator[tuple[str | None, History]]:
    """Yield histories with the names of their streams; None: of a single one.

    The rows of a data set that a log keeps beside its facts are no negotiation.

    Raises:
        InvalidValue: for what has no histories.
        LogError: if a log cannot be read.
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
        accepted="a history, a log or its place, {stream: history}",
        hint="pt.History(events)",
    )


def one_kind(kind: str | type[Event]) -> type[Event]:
    """Return a kind by its tag; a class stays as it is.

    Raises:
        InvalidValue: for what is none.
    """
    if isinstance(kind, type) and issubclass(kind, Event):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        return kind
    found = next((k for k in CORE.kinds if k.kind == kind), None)
    if found is None:
        hint = did_you_mean(kind, CORE.tags) if isinstance(kind, str) else None  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a kind", value=kind, accepted="a tag or an event class", hint=hint)
    return found
