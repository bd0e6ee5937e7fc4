"""Findings of a check, and the events behind a part of a state, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, final

import attrs
from attrs import frozen

from peacetalks.errors import Finding
from peacetalks.frames.columns import build_table, columns_of, text_column
from peacetalks.frames.event_table import EventRow, event_columns
from peacetalks.frames.table import Table
from peacetalks.history import Why

__all__ = ["findings", "why"]

_ROLES: Final = ("facts", "accounts", "hidden", "bookkeeping")


def findings(found: Iterable[Finding]) -> Table:
    """Return findings as a table: those of ``pt.check``, of reading a file, or of an import.

    Raises:
        MissingExtra: if pyarrow is not installed.

    >>> import peacetalks as pt
    >>> table = findings(pt.check(pt.datasets.south_caucasus()))
    >>> table.names
    ('code', 'message', 'severity', 'file', 'line', 'column', 'path')
    """
    return build_table(columns_of(Finding), found)


def why(answer: Why) -> Table:
    """Return the events behind a part of a state as a table, one row per event.

    The first column, ``role``, is ``facts``, ``accounts``, ``hidden`` or ``bookkeeping``, as in
    ``history.why``. The other columns are those of ``events``.

    Raises:
        MissingExtra: if pyarrow is not installed.

    >>> import peacetalks as pt
    >>> history = pt.History(pt.datasets.south_caucasus())
    >>> table = why(history.why("legal_acts/nk-dissolution"))
    >>> table.column("role"), table.column("kind")
    (['facts', 'facts'], ['legal-act-issued', 'legal-act-annulled'])
    """
    role = text_column("role", lambda item: item.role, "what the event is to the part")
    others = (attrs.evolve(column, read=_of(column.read)) for column in event_columns(None))
    return build_table((role, *others), _rows_of(answer))


@final
@frozen
class _RoleRow:
    role: str
    row: EventRow


def _rows_of(answer: Why) -> Iterator[_RoleRow]:
    for role in _ROLES:
        for event in getattr(answer, role):
            yield _RoleRow(role, EventRow(event))


def _of(read: Callable[[EventRow], object]) -> Callable[[_RoleRow], object]:
    return lambda item: read(item.row)
