"""What can be done to the schema of a log behind its back; ``altered_schemas.py`` has more."""

import re

from tampering_hands import ALL, RECORDS, listing

__all__ = ["TAMPERINGS"]

TAMPERINGS, tampering = listing()

# What is around the records


@tampering("A trigger is dropped", "is missing", past_guards=False, on=ALL)
def _(hand):
    on = "" if hand.is_sqlite else " ON peacetalks_records"
    hand.run(f"DROP TRIGGER peacetalks_only_append{on}")


@tampering("A trigger is disabled, or does nothing", "altered or disabled", past_guards=False)
def _(hand):
    if not hand.is_sqlite:
        hand.run("ALTER TABLE peacetalks_records DISABLE TRIGGER peacetalks_no_change")
        return
    hand.run("DROP TRIGGER peacetalks_no_delete")
    hand.run(
        "CREATE TRIGGER peacetalks_no_delete BEFORE DELETE ON peacetalks_records "
        "WHEN 0 BEGIN SELECT 1; END"
    )


@tampering(
    "A trigger of somebody else is added", "does not belong to the log", past_guards=False, on=ALL
)
def _(hand):
    name, on = "swallow", "BEFORE INSERT ON peacetalks_records"
    if hand.is_sqlite:
        hand.run(f"CREATE TRIGGER {name} {on} BEGIN SELECT raise(ignore); END")
    else:
        hand.run(
            f"CREATE TRIGGER {name} {on} FOR EACH ROW EXECUTE FUNCTION "
            "suppress_redundant_updates_trigger()"
        )


@tampering("The view gives other answers", "gives other answers", past_guards=False, on=ALL)
def _(hand):
    hand.run("DROP VIEW peacetalks_events")
    hand.run("CREATE VIEW peacetalks_events AS SELECT 1 AS global_position")


@tampering("A column is added", "altered|does not belong", past_guards=False, on=ALL)
def _(hand):
    hand.run("ALTER TABLE peacetalks_records ADD COLUMN reviewed TEXT")


@tampering(
    "The log says that a writer is inserting, so that anybody can",
    "the row of peacetalks_writer",
    past_guards=False,
    only="sqlite",
)
def _(hand):
    hand.run("UPDATE peacetalks_writer SET appending = 1")


@tampering(
    "The log says that its schema is of an older version",
    "is missing|altered|does not belong",
    past_guards=False,
    on=("new", "continued"),
)
def _(hand):
    hand.run("UPDATE peacetalks_log SET schema_version = 1")


@tampering("A unique index is dropped", "is missing|altered|missing from index", past_guards=False)
def _(hand):
    if hand.is_sqlite:
        hand.run("PRAGMA writable_schema = ON")
        hand.run(
            "UPDATE sqlite_master SET sql = replace(sql, ?, '') WHERE name = ?",
            "UNIQUE (stream, id)",
            RECORDS,
        )
        sql = hand.rows("SELECT sql FROM sqlite_master WHERE name = ?", RECORDS)[0][0]
        hand.run(
            "UPDATE sqlite_master SET sql = ? WHERE name = ?",
            re.sub(r",\s*\)", ")", sql),
            RECORDS,
        )
        hand.run("DELETE FROM sqlite_master WHERE name = ?", f"sqlite_autoindex_{RECORDS}_2")
        hand.run("PRAGMA writable_schema = RESET")
    else:
        hand.run("ALTER TABLE peacetalks_records DROP CONSTRAINT peacetalks_records_stream_id_key")
