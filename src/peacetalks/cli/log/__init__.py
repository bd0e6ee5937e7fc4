"""``peacetalks log``: logs, in which events are kept for years; a module a command."""

from __future__ import annotations

import click

from peacetalks.cli.log.append import append
from peacetalks.cli.log.copies import backup, redact
from peacetalks.cli.log.export import export
from peacetalks.cli.log.init import init
from peacetalks.cli.log.streams import streams
from peacetalks.cli.log.tail import tail
from peacetalks.cli.log.verify import verify

__all__ = ["log", "verify"]


@click.group()
def log() -> None:
    """Keep events in a log, where no change goes unseen.

    LOG is a file, as talks.db, or the address of a PostgreSQL database, as
    postgresql+psycopg://user@host/database. Leave a password out of it, where others
    could see it: ~/.pgpass or PGPASSWORD tells it.

    A log holds streams of events, each recorded once, in one order. The commands
    state, check, why, diff and timeline take a log where they take a file.

    \b
    Examples:
      peacetalks log append talks.db aze-arm south-caucasus
      peacetalks log tail talks.db
      peacetalks log verify talks.db
      peacetalks state talks.db --on 2023-11-17
    """


for _one in (init, append, streams, tail, verify, export, backup, redact):
    log.add_command(_one)
