"""``peacetalks log``: the commands about logs, one module per command."""

from __future__ import annotations

import click

from peacetalks.cli.log.append import append_command
from peacetalks.cli.log.copies import backup, redact
from peacetalks.cli.log.export import export_command
from peacetalks.cli.log.init import init_command
from peacetalks.cli.log.streams import streams_command
from peacetalks.cli.log.tail import tail_command
from peacetalks.cli.log.verify import verify_command

__all__ = ["log_group", "verify_command"]


@click.group("log")
def log_group() -> None:
    """Keep events in a log that reveals every alteration.

    LOG is a file such as talks.db, or the address of a PostgreSQL database such as
    postgresql+psycopg://user@host/database. Leave the password out of the address, where
    others could see it: put it into ~/.pgpass or PGPASSWORD.

    A log holds streams of events. Each event is recorded once, and the order is fixed.
    The commands state, check, why, diff and timeline accept a log in place of a file.

    \b
    Examples:
      peacetalks log append talks.db aze-arm south-caucasus
      peacetalks log tail talks.db
      peacetalks log verify talks.db
      peacetalks state talks.db --on 2023-11-17
    """


for _one in (
    init_command,
    append_command,
    streams_command,
    tail_command,
    verify_command,
    export_command,
    backup,
    redact,
):
    log_group.add_command(_one)
