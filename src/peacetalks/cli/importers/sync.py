"""``peacetalks sync``: update a log to a new release of a data set."""

from __future__ import annotations

from typing import Final

import click

from peacetalks import importers
from peacetalks.cli import options
from peacetalks.cli.importers import parameters
from peacetalks.cli.importers.parameters import Source
from peacetalks.cli.output import show, show_json
from peacetalks.cli.progress import rate
from peacetalks.importers.rows_of_files import UNKNOWN
from peacetalks.log import open_log
from peacetalks.views.imports import import_to_plain

__all__ = ["sync_command"]

_MOST_SHOWN: Final = 20


@click.command("sync")
@click.argument("file", metavar="FILE")
@click.option(
    "--log",
    "place",
    metavar="LOG",
    required=True,
    help="The log: a file such as talks.db, or an address.",
)
@parameters.published
@click.option(
    "--release", metavar="NAME", help="The name of the release; default: the name of the file."
)
@parameters.format_
@parameters.dataset
@parameters.stream
@parameters.by
@parameters.packed
@parameters.source(
    click.option(
        "--allow-withdrawals",
        is_flag=True,
        help="Retract missing rows even if they are more than half, or if other rows are unreadable.",
    )
)
def sync_command(
    source: Source,
    file: str,
    place: str,
    dataset: str | None,
    recorded_by: str | None,
    *,
    packed: bool,
    allow_withdrawals: bool,
    as_json: bool,
) -> None:
    """Update a log to a release of a data set.

    New rows are added, changed rows corrected and missing rows retracted, if the release
    covers their places and days. If the file does not say what it covers, --covers does.
    All of this counts as known from the day on which the release was published. Where an
    annual release of UCDP GED and candidate events both cover, the annual release is used,
    also if the two are different data sets in the log. A second sync of the
    same release appends nothing. If you sync an older release again, its return counts
    as known from today. The command prints what changed.

    \b
    Examples:
      peacetalks sync ged231.csv --log talks.db \\
          --release 23.1 --published 2023-06
      peacetalks sync ged241.csv --log talks.db \\
          --release 24.1 --published 2024-06
      peacetalks release talks.db 23.1 > ged231-as-it-was.csv
    """
    where = source.stream_of
    imported = source.read(file)
    if source.stream is None:
        imported.rule(source.by)
    with open_log(place) as log, rate(f"syncing {file}") as done:
        synced = importers.sync(
            log,
            where,
            imported,
            published=imported.published or UNKNOWN,
            dataset=dataset,
            allow_withdrawals=allow_withdrawals,
            recorded_by=recorded_by,
            packed=packed,
            progress=done,
        )
    if as_json:
        show_json(import_to_plain(synced))
        return
    show(str(synced).splitlines())
    errors = [finding for finding in synced.report.findings if finding.severity == "error"]
    options.print_findings(errors[:_MOST_SHOWN])
