"""``peacetalks release``: a past release of a data set, as it was."""

from __future__ import annotations

import csv
import io
import sys

import click

from peacetalks import importers
from peacetalks.cli import options
from peacetalks.cli.importers import words
from peacetalks.cli.log.words import place
from peacetalks.cli.page import show_json, show_json_line
from peacetalks.cli.table import show_table
from peacetalks.importers import Release
from peacetalks.log import open_log
from peacetalks.views.imports import mark_to_plain

__all__ = ["release"]


@click.command()
@place
@click.argument("name", required=False)
@click.option("--row", metavar="ID", help="Only the row of this id, a column a line.")
@words.dataset
@options.as_json
def release(
    place: str, name: str | None, row: str | None, dataset: str | None, *, as_json: bool
) -> None:
    """List the releases a log has taken in, or print that of NAME.

    It is printed as it was, as CSV, row by row, or with --json as JSON Lines.

    \b
    Examples:
      peacetalks release talks.db
      peacetalks release talks.db 23.1 > ged231-as-it-was.csv
      peacetalks release talks.db 23.1 --row 257655
    """
    with open_log(place, create=False) as log:
        if name is None:
            if row is not None:
                raise click.UsageError("--row wants the NAME of a release")
            _list(importers.releases(log), as_json=as_json)
            return
        found = importers.release(log, name, dataset=dataset)
    if row is not None:
        _row(found.row(row), as_json=as_json)
    elif as_json:
        for fields in found:
            show_json_line(fields)
    else:
        _csv(found)


def _list(found: tuple[tuple[str, importers.Mark], ...], *, as_json: bool) -> None:
    if as_json:
        show_json([mark_to_plain(of, mark) for of, mark in found])
        return
    rows = (
        (
            of,
            mark.release,
            f"{mark.rows:,}{' added' if mark.part else ''}",
            str(mark.published or "not stated"),
            str(mark.recorded_at),
        )
        for of, mark in found
    )
    lines = (
        f"{of} {mark.release}  {mark.rows:,} rows{' added' if mark.part else ''}, published "
        f"{mark.published or 'on a day not stated'}, recorded {mark.recorded_at}"
        for of, mark in found
    )
    show_table(("data set", "release", "rows", "published", "recorded"), rows, lines)


def _row(fields: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        show_json(fields)
        return
    width = max(map(len, fields), default=0)
    lines = (f"{name:{width}}  {value}" for name, value in fields.items())
    show_table(("column", "value"), fields.items(), lines, prose=("value",))


def _csv(found: Release) -> None:
    columns = found.columns or tuple(dict.fromkeys(name for row in found for name in row))
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(out)
    writer.writerow(columns)
    if found.hxl:
        writer.writerow(found.hxl)
    for row in found:
        if row.keys() == {""} and columns != ("",):
            # It could not be split, so it stands as it stood.
            out.write(f"{row['']}\n")
        else:
            writer.writerow([row.get(name, "") for name in columns])
    out.flush()
    out.detach()
