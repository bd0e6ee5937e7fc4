"""The schema in PostgreSQL: the triggers and the view of each version, and the steps between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from peacetalks.log.sql.schema import (
    FIRST_RECORDS,
    LOG,
    RECORDS,
    REFUSED,
    Created,
    events_view,
)
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["CREATED", "FUNCTIONS", "STEPS", "TRIGGERS"]


def _instant(column: str) -> str:
    """Return SQL for an instant with its zone, in whole seconds, or null if the date is open."""
    return (
        f"CASE WHEN abs({column}) < 253402300800000000 "
        f"THEN to_timestamp(floor({column} / 1000000.0)::double precision) END"
    )


FUNCTIONS: Final[Mapping[str, str]] = FrozenMap(
    {
        "peacetalks_refuse": f" BEGIN RAISE EXCEPTION '{REFUSED}'; END ",
        # One check per statement, because one per row would double the time of a COPY. The new
        # rows must continue the existing positions without gaps, in the log and in each stream.
        "peacetalks_only_append": f""" BEGIN
        IF EXISTS (
            SELECT 1 FROM (SELECT min(global_position) AS a, max(global_position) AS z,
                count(*) AS n FROM fresh) s
            WHERE z - a + 1 <> n OR (a > 1 AND NOT EXISTS (
                SELECT 1 FROM peacetalks_records r WHERE r.global_position = a - 1))
        ) OR EXISTS (
            SELECT 1 FROM (SELECT stream, min(position) AS a, max(position) AS z,
                count(*) AS n FROM fresh GROUP BY stream) s
            WHERE z - a + 1 <> n OR (a > 1 AND NOT EXISTS (
                SELECT 1 FROM peacetalks_records r
                WHERE r.stream = s.stream AND r.position = a - 1))
        ) THEN RAISE EXCEPTION '{REFUSED}'; END IF;
        RETURN NULL;
    END """,
    }
)
"""The bodies of the functions that triggers call."""

TRIGGERS: Final[Mapping[str, str]] = FrozenMap(
    {
        "peacetalks_no_change": "BEFORE DELETE OR UPDATE OR TRUNCATE ON peacetalks_records "
        "FOR EACH STATEMENT EXECUTE FUNCTION peacetalks_refuse()",
        "peacetalks_log_no_change": "BEFORE DELETE OR UPDATE OF one, log_id OR TRUNCATE "
        "ON peacetalks_log FOR EACH STATEMENT EXECUTE FUNCTION peacetalks_refuse()",
        "peacetalks_only_append": "AFTER INSERT ON peacetalks_records REFERENCING NEW TABLE AS fresh "
        "FOR EACH STATEMENT EXECUTE FUNCTION peacetalks_only_append()",
    }
)
"""The triggers, in the words in which the server repeats them."""

_GUARDS: Final = (
    *(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in FUNCTIONS.items()
    ),
    *(f"CREATE TRIGGER {name} {when}" for name, when in TRIGGERS.items()),
)
_VIEW: Final = events_view(_instant, "payload::json AS fields, packed")

CREATED: Final[Mapping[int, Created]] = FrozenMap(
    {
        1: Created(
            (FIRST_RECORDS, LOG), (*_GUARDS, events_view(_instant, "payload::json AS fields"))
        ),
        2: Created((RECORDS, LOG), (*_GUARDS, _VIEW)),
    }
)
"""What each version of the schema creates."""

STEPS: Final[Mapping[int, tuple[str, ...]]] = FrozenMap(
    {
        1: (
            "ALTER TABLE peacetalks_records ADD COLUMN packed BYTEA",
            _VIEW.replace("CREATE VIEW", "CREATE OR REPLACE VIEW"),
        )
    }
)
"""The statements that bring a log to the next version, by the version that it has."""
