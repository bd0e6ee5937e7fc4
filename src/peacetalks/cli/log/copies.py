"""``peacetalks log backup`` and ``redact``: copies of a log, whole or with content erased."""

from __future__ import annotations

import click

from peacetalks.cli import options
from peacetalks.cli.log import words
from peacetalks.cli.page import show, show_json
from peacetalks.cli.progress import bar
from peacetalks.log import open_log
from peacetalks.views import verification_to_plain

__all__ = ["backup", "redact"]


@click.command()
@words.place
@click.argument("into", metavar="FILE")
@options.as_json
def backup(place: str, into: str, *, as_json: bool) -> None:
    """Copy a log, as it stands, to a new file, and verify the copy.

    The log may be in use meanwhile. FILE appears when it is whole and verified; a file
    that is there is never replaced. It is a log, with the same id, positions and head.
    The address of an empty database is taken too: so a log moves to PostgreSQL, or back.

    \b
    Example:
      peacetalks log backup talks.db talks-2024-01-31.db
    """
    with (
        open_log(place, create=False) as log,
        bar("copying", log.head().position) as done,
    ):
        name = log.name
        found = log.backup(into, progress=done)
    if as_json:
        show_json({"log": name} | verification_to_plain(found))
    else:
        show([f"a verified copy of {name}: {words.counted(found.records)}", f"head {found.head}"])


@click.command()
@words.place
@click.argument("into", metavar="NEWLOG")
@click.option(
    "--event",
    "events",
    type=(words.STREAM, str),
    multiple=True,
    required=True,
    metavar="STREAM ID",
    help="An event to erase, by its stream and id; given again: another.",
)
@options.as_json
def redact(place: str, into: str, events: tuple[tuple[str, str], ...], *, as_json: bool) -> None:
    """Copy a log with the content of some events erased.

    For personal data that must go. Erased is what the events say. Kept are their ids,
    kinds, dates, positions and who recorded them, so that the gaps show, and the chain:
    the copy verifies, also against heads kept before. An id that tells something itself
    stays.

    The same words elsewhere, as in the replacement of a correction, have to be named
    too. LOG is not touched, and holds the content still: close it everywhere, and delete
    it and its backups, with the files beside it that end in -wal and -shm.

    \b
    Example:
      peacetalks log redact talks.db talks-new.db --event aze-arm statement-7
    """
    with (
        open_log(place, create=False) as log,
        bar("copying", log.head().position) as done,
    ):
        name = log.name
        found = log.redact(into, events, progress=done)
    if as_json:
        show_json({"log": name} | verification_to_plain(found))
        return
    gaps = ", ".join(map(str, found.redacted))
    show(
        [
            f"a verified copy of {name}: {words.counted(found.records)}, without content: {gaps}",
            "kept of those: positions, ids, kinds, dates, who recorded them, and the chain",
            f"head {found.head}",
            f"{name} holds the content still: delete it, its -wal and -shm, and its backups",
        ]
    )
