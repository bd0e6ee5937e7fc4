"""``peacetalks log init``: create an empty log."""

from __future__ import annotations

import click

from peacetalks.cli import options
from peacetalks.cli.log import parameters
from peacetalks.cli.output import show, show_json
from peacetalks.errors import InvalidValue, NotFound
from peacetalks.log import Log, open_log

__all__ = ["init_command"]


@click.command("init")
@parameters.place
@click.option("--exist-ok", is_flag=True, help="Accept an existing log, and leave it unchanged.")
@options.as_json
def init_command(place: str, *, exist_ok: bool, as_json: bool) -> None:
    """Create an empty log, and print its id.

    An existing log is not changed; the exit code is then 2, or 0 with --exist-ok. The id
    distinguishes the log, and copies of it, from other logs.

    \b
    Examples:
      peacetalks log init talks.db
      peacetalks log init postgresql+psycopg://user@host/database
    """
    try:
        with open_log(place, create=False) as log:
            if not exist_ok:
                raise InvalidValue(
                    "the log already exists",
                    value=log.name,
                    hint="choose another name, or use --exist-ok",
                )
            _show(log, made=False, as_json=as_json)
    except NotFound:
        with open_log(place) as log:
            _show(log, made=True, as_json=as_json)


def _show(log: Log, *, made: bool, as_json: bool) -> None:
    if as_json:
        show_json({"log": log.name, "log_id": log.log_id, "made": made})
    else:
        what = "a new, empty log" if made else "an existing log"
        show([f"{log.name}: {what}, id {log.log_id}"])
