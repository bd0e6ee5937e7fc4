"""``peacetalks log init``: an empty log."""

from __future__ import annotations

import click

from peacetalks.cli import options
from peacetalks.cli.log import words
from peacetalks.cli.page import show, show_json
from peacetalks.errors import InvalidValue, NotFound
from peacetalks.log import Log, open_log

__all__ = ["init"]


@click.command()
@words.place
@click.option("--exist-ok", is_flag=True, help="Where there is a log already, leave it so.")
@options.as_json
def init(place: str, *, exist_ok: bool, as_json: bool) -> None:
    """Make an empty log, and tell its id.

    Where there is a log already, nothing is changed, and the exit code is 2; with
    --exist-ok it is 0. The id tells the log, and copies of it, from other logs.

    \b
    Examples:
      peacetalks log init talks.db
      peacetalks log init postgresql+psycopg://user@host/database
    """
    try:
        with open_log(place, create=False) as log:
            if not exist_ok:
                raise InvalidValue(
                    "a log that is there already",
                    value=log.name,
                    hint="name another; or --exist-ok",
                )
            _show(log, made=False, as_json=as_json)
    except NotFound:
        with open_log(place) as log:
            _show(log, made=True, as_json=as_json)


def _show(log: Log, *, made: bool, as_json: bool) -> None:
    if as_json:
        show_json({"log": log.name, "log_id": log.log_id, "made": made})
    else:
        told = "an empty log" if made else "a log that is there already"
        show([f"{log.name}: {told}, id {log.log_id}"])
