"""``peacetalks sync``: a release of a data set as what it changed."""

from __future__ import annotations

from typing import Final

import click

from peacetalks import importers
from peacetalks.actors import Registry
from peacetalks.cli import options, own_actors
from peacetalks.cli.importers import words
from peacetalks.cli.page import show, show_json
from peacetalks.cli.progress import rate
from peacetalks.log import open_log
from peacetalks.views.imports import synced_to_plain
from peacetalks.when import When

__all__ = ["sync"]

_MOST_TOLD: Final = 20


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--log", "place", metavar="LOG", required=True, help="The log: talks.db, or an address."
)
@click.option(
    "--published",
    type=options.DAY,
    metavar="DAY",
    required=True,
    help="When the release was published.",
)
@click.option(
    "--release", metavar="NAME", help="What the release is called; left out: as the file."
)
@words.format_
@words.dataset
@words.stream
@words.by
@click.option(
    "--allow-withdrawals",
    is_flag=True,
    help="Also if more than half of the rows are missing, or some and others cannot be read.",
)
@own_actors.actors
@words.member
@words.encoding
@words.recorded_by
@options.as_json
def sync(
    file: str,
    place: str,
    published: When,
    release: str | None,
    format_: str | None,
    dataset: str | None,
    stream: str | None,
    by: str | None,
    registry: Registry | None,
    member: str | None,
    encoding: str | None,
    recorded_by: str | None,
    *,
    allow_withdrawals: bool,
    as_json: bool,
) -> None:
    """Take a release of a data set into a log as what it changed.

    Rows that are new are added, rows that say something else are corrected, rows that
    are missing are retracted, all of it known from the day the release was published.
    The difference is printed. A second time nothing is appended. The older release,
    synced again, is a return: known from today.

    \b
    Examples:
      peacetalks sync ged231.csv --log talks.db \\
          --release 23.1 --published 2023-06
      peacetalks sync ged241.csv --log talks.db \\
          --release 24.1 --published 2024-06
      peacetalks release talks.db 23.1 > ged231-as-it-was.csv
    """
    where = words.stream_of(stream, by)
    imported = words.read(file, format_, release, published, member, encoding, registry)
    if stream is None:
        imported.rule(by)
    with open_log(place) as log, rate(f"syncing {file}") as done:
        synced = importers.sync(
            log,
            where,
            imported,
            published=published,
            dataset=dataset,
            allow_withdrawals=allow_withdrawals,
            recorded_by=recorded_by,
            progress=done,
        )
    if as_json:
        show_json(synced_to_plain(synced))
        return
    show(str(synced).splitlines())
    errors = [finding for finding in synced.report.findings if finding.severity == "error"]
    options.tell(errors[:_MOST_TOLD])
