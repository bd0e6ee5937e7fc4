"""The schema in SQLite: the triggers and the view of each version, and the steps between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from peacetalks.log.sql.schema import (
    FIRST_RECORDS,
    LOG,
    RECORDS,
    REFUSED,
    WRITER,
    Created,
    events_view,
)
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["CREATED", "STEPS"]


def _instant(column: str) -> str:
    """Return SQL for an instant as text, in whole seconds, or null if the date is open."""
    return (
        f"CASE WHEN abs({column}) < 253402300800000000 THEN "
        f"strftime('%Y-%m-%dT%H:%M:%SZ', "
        # Division rounds towards 1970; this also rounds earlier instants down.
        f"({column} - 999999 * ({column} < 0)) / 1000000, 'unixepoch') END"
    )


_UNCHANGED: Final = (
    f"""CREATE TRIGGER peacetalks_no_update BEFORE UPDATE ON peacetalks_records
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER peacetalks_no_delete BEFORE DELETE ON peacetalks_records
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER peacetalks_log_no_delete BEFORE DELETE ON peacetalks_log
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER peacetalks_log_no_insert BEFORE INSERT ON peacetalks_log
    WHEN EXISTS (SELECT 1 FROM peacetalks_log)
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER peacetalks_log_no_update BEFORE UPDATE OF one, log_id ON peacetalks_log
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
)
"""The triggers that every version has."""

_ONLY_APPEND: Final = f"""CREATE TRIGGER peacetalks_only_append BEFORE INSERT ON peacetalks_records
    WHEN (SELECT appending FROM peacetalks_writer) IS NOT 1
    BEGIN SELECT RAISE(FAIL, '{REFUSED}'); END"""
"""Refuses every insert except those of a writer, which says so in its transaction.

REPLACE does not fire delete triggers (unless recursive_triggers is on), so without this it would
remove records. FAIL, here and in ``INSERT``: before a statement that may ABORT, SQLite copies each
page that a row changes, which doubles the time; a writer rolls its whole transaction back instead."""

_FIRST_ONLY_APPEND: Final = f"""CREATE TRIGGER peacetalks_only_append BEFORE INSERT ON peacetalks_records
    WHEN new.global_position <> 1 +
            coalesce((SELECT max(global_position) FROM peacetalks_records), 0)
        OR new.position <> 1 + coalesce(
            (SELECT max(position) FROM peacetalks_records WHERE stream = new.stream), 0)
        OR EXISTS (SELECT 1 FROM peacetalks_records WHERE stream = new.stream AND id = new.id)
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"""

_WRITER: Final = "INSERT INTO peacetalks_writer (one, appending) VALUES (1, 0)"
_VIEW: Final = events_view(_instant, "payload AS fields, packed")

CREATED: Final[Mapping[int, Created]] = FrozenMap(
    {
        1: Created(
            (FIRST_RECORDS, LOG),
            (*_UNCHANGED, _FIRST_ONLY_APPEND, events_view(_instant, "payload AS fields")),
        ),
        2: Created((RECORDS, LOG, WRITER), (*_UNCHANGED, _WRITER, _ONLY_APPEND, _VIEW)),
    }
)
"""What each version of the schema creates."""

STEPS: Final[Mapping[int, tuple[str | sa.schema.DDLElement, ...]]] = FrozenMap(
    {
        1: (
            "ALTER TABLE peacetalks_records ADD COLUMN packed BLOB",
            sa.schema.CreateTable(WRITER),
            _WRITER,
            "DROP TRIGGER peacetalks_only_append",
            _ONLY_APPEND,
            "DROP VIEW peacetalks_events",
            _VIEW,
        )
    }
)
"""The statements that bring a log to the next version, by the version that it has."""
