"""What a check found, and what stands behind a part, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, final

import attrs
from attrs import frozen

from peacetalks.errors import Finding
from peacetalks.frames.columns import columns_of, made, text_column
from peacetalks.frames.events import Told, event_columns
from peacetalks.frames.table import Table
from peacetalks.history import Why

__all__ = ["findings", "why"]

_ROLES: Final = ("facts", "accounts", "hidden", "bookkeeping")


def findings(found: Iterable[Finding]) -> Table:
    """Return findings as a table, a row each: of ``pt.check``, of a file, of an import.

    Raises:
        MissingExtra: without pyarrow.

    >>> import peacetalks as pt
    >>> table = findings(pt.check(pt.datasets.south_caucasus()))
    >>> table.names
    ('code', 'message', 'severity', 'file', 'line', 'column', 'path')
    """
    return made(columns_of(Finding), found)


def why(answer: Why) -> Table:
    """Return what stands behind a part as a table: an event a row, and what it is to the part.

    The first column, ``role``, has ``facts``, ``accounts``, ``hidden`` or ``bookkeeping``, as
    ``history.why`` tells them apart; the others are those of ``events``.

    Raises:
        MissingExtra: without pyarrow.

    >>> import peacetalks as pt
    >>> history = pt.History(pt.datasets.south_caucasus())
    >>> table = why(history.why("legal_acts/nk-dissolution"))
    >>> table.column("role"), table.column("kind")
    (['facts', 'facts'], ['legal-act-issued', 'legal-act-annulled'])
    """
    role = text_column("role", lambda item: item.role, "what the event is to the part")
    others = (attrs.evolve(column, read=_of(column.read)) for column in event_columns(None))
    return made((role, *others), _told(answer))


@final
@frozen
class _Behind:
    role: str
    told: Told


def _told(answer: Why) -> Iterator[_Behind]:
    for role in _ROLES:
        for event in getattr(answer, role):
            yield _Behind(role, Told(event))


def _of(read: Callable[[Told], object]) -> Callable[[_Behind], object]:
    return lambda item: read(item.told)
