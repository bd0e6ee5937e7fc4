"""A hand that reaches past the guards of a log, and what it does: one tampering after the other.

Logs: ``new`` has records of this version, plain and packed; ``redacted`` is a copy without record 3,
with its trace; ``old`` is what version 0.1 wrote; ``continued`` is an old log to which this version
appended.
"""

import contextlib
import sqlite3

from attrs import frozen

from peacetalks.codec.rows import OLD_FORMS
from peacetalks.log import chain, first_chain
from peacetalks.log.chain import Row
from peacetalks.log.sql.schema import STORED

__all__ = ["ALL", "FOUND", "NEW", "RECORDS", "hand_in", "linked", "listing"]

RECORDS = "peacetalks_records"
NEW, ALL = ("new",), ("new", "old", "continued")
FOUND = "was altered after it was written"


@frozen
class Tampering:
    """One thing that can be done.

    ``alone`` and ``kept`` are parts of what ``verify`` says without a head and with one that was kept
    elsewhere; None: it finds nothing. ``why`` says why it cannot. ``on``: the logs to do it to.
    """

    what: str
    do: object
    alone: str | None = FOUND
    kept: str | None = FOUND
    why: str = ""
    on: tuple[str, ...] = NEW
    past_guards: bool = True
    only: str | None = None


def listing():
    """Return a list of tamperings, and the decorator that puts a function into it."""
    listed = []

    def tampering(what, alone=FOUND, kept="", **more):
        """Without another text for ``kept``, a head changes nothing."""

        def keep(do):
            listed.append(Tampering(what, do, alone, alone if kept == "" else kept, **more))
            return do

        return keep

    return listed, tampering


class Hand:
    """Runs statements in a database; values stand for question marks.

    ``refusals`` is the class of the errors with which the database refuses one.
    """

    def __init__(self, connection, log_id, refusals):
        self.connection = connection
        self.refusals = refusals
        self.log_id = log_id
        self.is_sqlite = isinstance(connection, sqlite3.Connection)

    def run(self, statement, *values):
        sql = statement if self.is_sqlite else statement.replace("?", "%s")
        return self.connection.execute(sql, values or None if not self.is_sqlite else values)

    def rows(self, statement, *values):
        return self.run(statement, *values).fetchall()

    def columns(self):
        """Return the columns of the records, which older versions have one fewer of."""
        found = self.run(f"SELECT * FROM {RECORDS} LIMIT 0").description
        return [name for name in STORED if name in {column[0] for column in found}]

    def row(self, at):
        """Return a record as a dictionary of its columns."""
        names = self.columns()
        (row,) = self.rows(
            f"SELECT {', '.join(names)} FROM {RECORDS} WHERE global_position = ?", at
        )
        return {"packed": None} | dict(zip(names, row, strict=True))

    def last(self):
        return self.rows(f"SELECT max(global_position) FROM {RECORDS}")[0][0]

    def set(self, at, **values):
        names = ", ".join(f"{name} = ?" for name in values)
        self.run(f"UPDATE {RECORDS} SET {names} WHERE global_position = ?", *values.values(), at)

    def insert(self, **values):
        names = [name for name in values if name in self.columns()]
        marks = ", ".join("?" * len(names))
        self.run(
            f"INSERT INTO {RECORDS} ({', '.join(names)}) VALUES ({marks})",
            *(values[name] for name in names),
        )

    def remove(self, where):
        self.run(f"DELETE FROM {RECORDS} WHERE {where}")

    def previous(self, at):
        return self.row(at - 1)["digest"] if at > 1 else chain.genesis(self.log_id)

    def erase(self, at):
        """Erase a payload as ``redact`` does, and leave no trace."""
        self.set(at, sealed=sealed(self.row(at)), salt=None, payload=None)
        if self.row(at)["packed"] is not None:
            self.set(at, packed=None)

    def seal_anew(self, first, last):
        """Compute the digests of records again, as the library does."""
        for at in range(first, last + 1):
            self.set(at, digest=linked(self.previous(at), self.row(at)))


def sealed(row):
    """Return the seal of a record that has its payload, or the seal that it keeps."""
    payload = row["payload"] if row["packed"] is None else row["packed"]
    if payload is None:
        return row["sealed"]
    return (first_chain if row["form"] in OLD_FORMS else chain).seal(row["salt"], payload)


def linked(previous, row):
    """Return the digest that a record should have."""
    plain = Row(**{name: row[name] for name in Row._fields})
    if row["form"] in OLD_FORMS:
        return first_chain.link(previous, sealed(row), first_chain.envelope(plain))
    return chain.link(previous, sealed(row), plain[:10] + plain[11:15])


@contextlib.contextmanager
def hand_in(place, log_id, *, past_guards=True):
    """Give a hand in the database of a log; triggers are switched off meanwhile."""
    opened = _in_file if str(place).endswith(".db") else _on_server
    with opened(place, past_guards) as (connection, refusals):
        yield Hand(connection, log_id, refusals)


@contextlib.contextmanager
def _in_file(place, past_guards):
    with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as connection:
        made = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in made if past_guards else ():
            connection.execute(f"DROP TRIGGER {name}")
        try:
            yield connection, sqlite3.Error
        finally:
            for _, sql in made if past_guards else ():
                connection.execute(sql)


@contextlib.contextmanager
def _on_server(place, past_guards):
    import psycopg  # noqa: PLC0415 # only those tests that need a server pay

    with psycopg.connect(place.replace("+psycopg", ""), autocommit=True) as connection:
        for table in ("records", "log") if past_guards else ():
            connection.execute(f"ALTER TABLE peacetalks_{table} DISABLE TRIGGER ALL")
        try:
            yield connection, psycopg.Error
        finally:
            for table in ("records", "log") if past_guards else ():
                connection.execute(f"ALTER TABLE peacetalks_{table} ENABLE TRIGGER ALL")
