"""``peacetalks release``: a past release of a data set, as it was."""

from __future__ import annotations

import csv
import io
import sys

import click

from peacetalks import importers
from peacetalks._text.characters import without_hidden
from peacetalks.cli import options
from peacetalks.cli.importers import parameters
from peacetalks.cli.log.parameters import place
from peacetalks.cli.output import show_json, show_json_line
from peacetalks.cli.table import show_table
from peacetalks.importers import Release
from peacetalks.log import open_log
from peacetalks.views.imports import import_to_plain

__all__ = ["release_command"]


@click.command("release")
@place
@click.argument("name", required=False)
@click.option("--row", metavar="ID", help="Only the row with this id, one column per line.")
@parameters.dataset
@options.as_json
def release_command(
    place: str, name: str | None, row: str | None, dataset: str | None, *, as_json: bool
) -> None:
    """List the releases in a log, or print one as it was.

    The release NAME is printed row by row as CSV, or with --json as JSON Lines.

    \b
    Examples:
      peacetalks release talks.db
      peacetalks release talks.db 23.1 > ged231-as-it-was.csv
      peacetalks release talks.db 23.1 --row 257655
    """
    with open_log(place, create=False) as log:
        if name is None:
            if row is not None:
                raise click.UsageError("--row needs the NAME of a release")
            _list(importers.releases(log), as_json=as_json)
            return
        past = importers.release(log, name, dataset=dataset)
    if row is not None:
        _row(past.row(row), as_json=as_json)
    elif as_json:
        for fields in past:
            show_json_line(fields)
    else:
        _csv(past)


def _list(releases: tuple[tuple[str, importers.Mark], ...], *, as_json: bool) -> None:
    if as_json:
        show_json([{"dataset": dataset, **import_to_plain(mark)} for dataset, mark in releases])
        return
    rows = (
        (
            dataset,
            mark.release,
            f"{mark.rows:,}{' added' if mark.part else ''}",
            str(mark.published or "not stated"),
            str(mark.recorded_at),
        )
        for dataset, mark in releases
    )
    lines = (
        f"{dataset} {mark.release}  {mark.rows:,} rows{' added' if mark.part else ''}, published "
        f"{mark.published or 'on an unknown day'}, recorded {mark.recorded_at}"
        for dataset, mark in releases
    )
    show_table(("data set", "release", "rows", "published", "recorded"), rows, lines)


def _row(fields: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        show_json(fields)
        return
    width = max(map(len, fields), default=0)
    lines = (f"{name:{width}}  {value}" for name, value in fields.items())
    show_table(("column", "value"), fields.items(), lines, prose=("value",))


def _csv(past: Release) -> None:
    columns = past.columns or tuple(dict.fromkeys(name for row in past for name in row))
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(out)
    # A terminal obeys control characters; a file gets the rows as they were.
    shown = without_hidden if sys.stdout.isatty() else str
    writer.writerow(map(shown, columns))
    if past.hxl:
        writer.writerow(map(shown, past.hxl))
    for row in past:
        if row.keys() == {""} and columns != ("",):
            # A row that could not be split is printed as it was.
            out.write(f"{shown(row[''])}\n")
        else:
            writer.writerow([shown(row.get(name, "")) for name in columns])
    out.flush()
    out.detach()
