"""How the schema of a log can be altered, and what verify says of it."""

from peacetalks.log.sql import postgres_schema, sqlite_schema
from peacetalks.log.sql.schema import VERSION

__all__ = ["IN_A_FILE", "ON_A_SERVER"]

DROP_ALL = "".join(
    f"DROP TRIGGER peacetalks_{name};"
    for name in (
        "no_update", "no_delete", "only_append", "log_no_delete", "log_no_insert", "log_no_update"
    )
)  # fmt: skip
REMADE = """
    CREATE TABLE kept AS SELECT * FROM peacetalks_records;
    DROP TABLE peacetalks_records;
    CREATE TABLE peacetalks_records ({columns}) {options};
    INSERT INTO peacetalks_records SELECT * FROM kept;
    DROP TABLE kept;
"""
COLUMNS = """
    global_position INTEGER NOT NULL, stream TEXT NOT NULL, position INTEGER NOT NULL,
    id TEXT NOT NULL, kind TEXT NOT NULL, kind_version INTEGER NOT NULL, form TEXT NOT NULL,
    recorded_at INTEGER NOT NULL, recorded_by TEXT, cause TEXT, payload TEXT,
    occurred TEXT NOT NULL, occurred_from INTEGER NOT NULL, occurred_to INTEGER NOT NULL,
    public INTEGER NOT NULL, salt BLOB, sealed BLOB, digest BLOB NOT NULL, packed BLOB,
    CHECK (global_position > 0 AND position > 0),
    PRIMARY KEY (global_position), UNIQUE (stream, position), UNIQUE (stream, id)
"""


def remade(old="", new="", options="STRICT"):
    """Return a script that makes the table of records again, with its triggers."""
    columns = COLUMNS.replace(old, new, 1)
    triggers = ";".join(
        sql
        for sql in sqlite_schema.CREATED[VERSION].extras
        if "TRIGGER" in sql and "ON peacetalks_records" in sql
    )
    return f"{REMADE.format(columns=columns, options=options)} {triggers};"


def in_catalogue(old, new):
    """Return a script that alters a text of the catalogue by hand."""
    return f"""
        PRAGMA writable_schema = ON;
        UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}');
        PRAGMA writable_schema = RESET;
    """


NEW_TRIGGER = (
    "CREATE TRIGGER foreign_one BEFORE INSERT ON {} BEGIN SELECT raise(ignore); END;".format
)
NEW_VIEW = "DROP VIEW peacetalks_events; CREATE VIEW peacetalks_events AS SELECT {};".format
IN_A_FILE = {
    "all triggers dropped": (DROP_ALL, "the trigger peacetalks_no_update is missing"),
    "a trigger dropped": (
        "DROP TRIGGER peacetalks_log_no_update",
        "the trigger peacetalks_log_no_update is missing",
    ),
    "a trigger that never fires": (
        """DROP TRIGGER peacetalks_no_delete; CREATE TRIGGER peacetalks_no_delete
        BEFORE DELETE ON peacetalks_records WHEN 0 BEGIN SELECT 1; END""",
        "the trigger peacetalks_no_delete was altered",
    ),
    "a trigger of somebody else": (
        NEW_TRIGGER("peacetalks_records"),
        "a trigger that does not belong to the log: foreign_one",
    ),
    "a trigger of somebody else on the flag": (
        NEW_TRIGGER("Peacetalks_Writer"),
        "a trigger that does not belong to the log: foreign_one",
    ),
    "the view replaced": (
        NEW_VIEW("1 AS global_position"),
        "the view peacetalks_events gives other answers than this version's",
    ),
    "the view dropped": ("DROP VIEW peacetalks_events", "the view peacetalks_events is missing"),
    "the view filtered": (
        in_catalogue("FROM peacetalks_records", "FROM peacetalks_records WHERE position > 1"),
        "gives other answers",
    ),
    "another view": (
        "CREATE VIEW Peacetalks_all AS SELECT * FROM peacetalks_records",
        "a view that does not belong to the log: Peacetalks_all",
    ),
    "another table": (
        "CREATE TABLE peacetalks_more (x)",
        "a table that does not belong to the log: peacetalks_more",
    ),
    "a column added": (
        "ALTER TABLE peacetalks_records ADD COLUMN reviewed TEXT",
        "the table peacetalks_records was altered",
    ),
    "a column added to the row of the log": (
        "ALTER TABLE peacetalks_log ADD COLUMN reviewed TEXT",
        "the table peacetalks_log was altered",
    ),
    "a type": (remade("kind_version INTEGER", "kind_version ANY"), "peacetalks_records was altered"),
    "types that are not kept": (remade(options=""), "peacetalks_records was altered"),
    "a constraint": (remade("UNIQUE (stream, id)", "UNIQUE (id)"), "peacetalks_records was altered"),
    "a constraint that replaces": (
        remade("UNIQUE (stream, id)", "UNIQUE (stream, id) ON CONFLICT REPLACE"),
        "peacetalks_records was altered",
    ),
    "a check of the same words": (
        remade("global_position > 0 AND position > 0", "position > 0 AND 0 < global_position"),
        "peacetalks_records was altered",
    ),
    "another order of columns": (
        remade("payload TEXT,\n    occurred TEXT NOT NULL", "occurred TEXT NOT NULL,\n    payload TEXT")
        .replace("SELECT * FROM kept", "SELECT * FROM (SELECT global_position, stream, position,"
            " id, kind, kind_version, form, recorded_at, recorded_by, cause, occurred, payload,"
            " occurred_from, occurred_to, public, salt, sealed, digest, packed FROM kept)"),
        "the column peacetalks_records.payload was altered",
    ),
    "a collation": (remade("id TEXT", "id TEXT COLLATE NOCASE"), "peacetalks_records was altered"),
    "a default": (remade("cause TEXT", "cause TEXT DEFAULT 'x'"), "peacetalks_records was altered"),
    "a unique index": (
        "CREATE UNIQUE INDEX once ON peacetalks_records (stream) WHERE position > 5",
        "a unique index that does not belong to the log: once",
    ),
    "the flag": ("UPDATE peacetalks_writer SET appending = 1", "the row of peacetalks_writer"),
    "no flag": ("DELETE FROM peacetalks_writer", "the row of peacetalks_writer"),
    "a version that is not the log's": (
        "UPDATE peacetalks_log SET schema_version = 1",
        "the payload is missing",
    ),
    "another id": (
        "DROP TRIGGER peacetalks_log_no_update; UPDATE peacetalks_log SET log_id = 'x';",
        "the record was altered",
    ),
}  # fmt: skip
ADDED = """CREATE FUNCTION foreign_one() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RETURN NULL; END $$; CREATE TRIGGER foreign_one BEFORE INSERT ON peacetalks_records
    FOR EACH ROW EXECUTE FUNCTION foreign_one()"""
ON_A_SERVER = {
    "a trigger dropped": (
        "DROP TRIGGER peacetalks_no_change ON peacetalks_records",
        "the trigger peacetalks_no_change is missing",
    ),
    "triggers disabled": (
        "ALTER TABLE peacetalks_records DISABLE TRIGGER ALL",
        "the trigger peacetalks_no_change was altered or disabled",
    ),
    "a trigger for replicas alone": (
        "ALTER TABLE peacetalks_log ENABLE REPLICA TRIGGER peacetalks_log_no_change",
        "the trigger peacetalks_log_no_change was altered or disabled",
    ),
    "a trigger that does less": (
        """DROP TRIGGER peacetalks_no_change ON peacetalks_records; CREATE TRIGGER
        peacetalks_no_change BEFORE DELETE ON peacetalks_records FOR EACH STATEMENT
        EXECUTE FUNCTION peacetalks_refuse()""",
        "the trigger peacetalks_no_change was altered or disabled",
    ),
    "a function that refuses nothing": (
        """CREATE OR REPLACE FUNCTION peacetalks_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RETURN NULL; END $$""",
        "was altered or disabled",
    ),
    "a function that looks elsewhere": (
        "ALTER FUNCTION peacetalks_only_append() SET search_path = pg_temp",
        "the trigger peacetalks_only_append was altered or disabled",
    ),
    "a trigger of somebody else": (ADDED, "a trigger that does not belong to the log: foreign_one"),
    "a rule": (
        "CREATE RULE swallow AS ON INSERT TO peacetalks_records DO INSTEAD NOTHING",
        "a rule that does not belong to the log: swallow on peacetalks_records",
    ),
    "a rule of the view": (
        "CREATE RULE swallow AS ON INSERT TO peacetalks_events DO INSTEAD NOTHING",
        "a rule that does not belong to the log: swallow on peacetalks_events",
    ),
    "row level security": (
        "ALTER TABLE peacetalks_records ENABLE ROW LEVEL SECURITY",
        "the table peacetalks_records was altered",
    ),
    "a table that a crash empties": (
        "ALTER TABLE peacetalks_records SET UNLOGGED",
        "the table peacetalks_records was altered",
    ),
    "a table that inherits": (
        "CREATE TABLE child () INHERITS (peacetalks_records)",
        "a table that inherits that does not belong to the log: child from peacetalks_records",
    ),
    "the view replaced": (
        NEW_VIEW("1 AS global_position"),
        "the view peacetalks_events gives other answers than this version's",
    ),
    "the view filtered": (
        "CREATE OR REPLACE VIEW peacetalks_events AS"
        + postgres_schema.CREATED[VERSION].extras[-1].partition(" AS")[2]
        + " WHERE position > 1",
        "the view peacetalks_events gives other answers than this version's",
    ),
    "the view dropped": ("DROP VIEW peacetalks_events", "the view peacetalks_events is missing"),
    "another table": (
        "CREATE TABLE peacetalks_more (x INTEGER)",
        "a table that does not belong to the log: peacetalks_more",
    ),
    "another function": (
        "CREATE FUNCTION peacetalks_refuse(x integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "a function that does not belong to the log: peacetalks_refuse(x integer)",
    ),
    "a column added": (
        "ALTER TABLE peacetalks_records ADD COLUMN reviewed TEXT",
        "a column that does not belong to the log: peacetalks_records.reviewed",
    ),
    "a default": (
        "ALTER TABLE peacetalks_records ALTER COLUMN cause SET DEFAULT 'x'",
        "the column peacetalks_records.cause was altered",
    ),
    "a column that may be missing": (
        "ALTER TABLE peacetalks_records ALTER COLUMN digest DROP NOT NULL",
        "the column peacetalks_records.digest was altered",
    ),
    "a type": (
        "ALTER TABLE peacetalks_log ALTER COLUMN schema_version TYPE bigint",
        "the column peacetalks_log.schema_version was altered",
    ),
    "a constraint dropped": (
        "ALTER TABLE peacetalks_records DROP CONSTRAINT peacetalks_records_stream_id_key",
        "the constraint UNIQUE (stream, id) of peacetalks_records is missing",
    ),
    "a constraint added": (
        "ALTER TABLE peacetalks_records ADD CHECK (position < 5) NOT VALID",
        "a constraint that does not belong to the log: CHECK",
    ),
    "a unique index": (
        "CREATE UNIQUE INDEX once ON peacetalks_records (stream) WHERE position > 5",
        "a unique index that does not belong to the log: once",
    ),
    "a version that is not the log's": (
        "UPDATE peacetalks_log SET schema_version = 1",
        "the payload is missing",
    ),
}  # fmt: skip
