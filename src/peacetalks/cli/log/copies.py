"""``peacetalks log backup`` and ``redact``: copy a log, complete or with content erased."""

from __future__ import annotations

import click

from peacetalks.cli import options
from peacetalks.cli.log import parameters
from peacetalks.cli.output import show, show_json
from peacetalks.cli.progress import bar
from peacetalks.log import open_log
from peacetalks.views import verification_to_plain

__all__ = ["backup", "redact"]


@click.command()
@parameters.place
@click.argument("into", metavar="FILE")
@options.as_json
def backup(place: str, into: str, *, as_json: bool) -> None:
    """Copy a log to a new file, and verify the copy.

    The log may be in use meanwhile. FILE appears when it is complete and verified; an
    existing file is never replaced. FILE is a log with the same id, positions and head.
    It can also be the address of an empty database, to move a log to PostgreSQL or back.

    \b
    Example:
      peacetalks log backup talks.db talks-2024-01-31.db
    """
    with (
        open_log(place, create=False) as log,
        bar("copying", log.head().position) as done,
    ):
        name = log.name
        verification = log.backup(into, progress=done)
    if as_json:
        show_json({"log": name} | verification_to_plain(verification))
    else:
        show(
            [
                f"a verified copy of {name}: {parameters.record_count(verification.records)}",
                f"head {verification.head}",
            ]
        )


@click.command()
@parameters.place
@click.argument("into", metavar="NEWLOG")
@click.option(
    "--event",
    "events",
    type=(parameters.STREAM, str),
    multiple=True,
    required=True,
    metavar="STREAM ID",
    help="An event to erase, by its stream and id; repeatable.",
)
@options.as_json
def redact(place: str, into: str, events: tuple[tuple[str, str], ...], *, as_json: bool) -> None:
    """Copy a log with the content of some events erased.

    Use it for personal data that must be erased. The copy keeps the ids, kinds, dates and
    positions of these events and who recorded them, so that the gaps are visible. It also
    keeps the chain: the copy verifies, even against heads from before. The id of an event
    is never erased, whatever it reveals.

    If other events repeat the content, as the replacement in a correction does, name them
    too. LOG does not change and still holds the content: close it everywhere, and delete
    it, its -wal and -shm files, and its backups.

    \b
    Example:
      peacetalks log redact talks.db talks-new.db --event aze-arm statement-7
    """
    with (
        open_log(place, create=False) as log,
        bar("copying", log.head().position) as done,
    ):
        name = log.name
        verification = log.redact(into, events, progress=done)
    if as_json:
        show_json({"log": name} | verification_to_plain(verification))
        return
    gaps = ", ".join(map(str, verification.redacted))
    show(
        [
            f"a verified copy of {name}: {parameters.record_count(verification.records)}, without content: {gaps}",
            "kept of those: positions, ids, kinds, dates, who recorded them, and the chain",
            f"head {verification.head}",
            f"{name} still holds the content: delete it, its -wal and -shm files, and its backups",
        ]
    )
