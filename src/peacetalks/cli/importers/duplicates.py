"""``peacetalks duplicates``: find facts that a data set recorded several times."""

from __future__ import annotations

from itertools import chain
from typing import Final

import click

from peacetalks import importers
from peacetalks.cli import options
from peacetalks.cli.log.parameters import STREAM, place
from peacetalks.cli.output import show, show_json
from peacetalks.cli.table import show_table
from peacetalks.importers import Duplicates
from peacetalks.importers.duplication import By
from peacetalks.importers.syncing.storage import PREFIX
from peacetalks.log import Log, open_log
from peacetalks.primitives.when import When
from peacetalks.views.imports import import_to_plain

__all__ = ["duplicates_command"]

_BY: Final = click.Choice(["article", "place"])


@click.command("duplicates")
@place
@click.option(
    "--stream",
    "streams",
    multiple=True,
    type=STREAM,
    metavar="NAME",
    help="The stream to search; default: all streams of facts.",
)
@click.option(
    "--by",
    type=_BY,
    default="article",
    show_default=True,
    help="What events of one fact share, besides day, kind, code and actors.",
)
@click.option(
    "--append", "append", is_flag=True, help="Append the proposed merges to their streams."
)
@click.option(
    "--on", type=options.DAY, metavar="DAY", help="The day of the decision; default: today."
)
@options.as_json
def duplicates_command(
    place: str,
    streams: tuple[str, ...],
    by: By,
    on: When | None,
    *,
    append: bool,
    as_json: bool,
) -> None:
    """Find facts that a data set recorded several times.

    Machine-coded data sets record an act again for every sentence that mentions it and
    every hour in which an article is read. The command proposes merges. With --append it also
    appends them to the log, as events that can be retracted like any other.

    \b
    Examples:
      peacetalks duplicates gdelt.db
      peacetalks duplicates gdelt.db --stream ARM-AZE --by place --json
      peacetalks duplicates gdelt.db --stream ARM-AZE --append
    """
    day = on or options.today()
    with open_log(place, create=False) as log:
        by_stream = {name: _find(log, name, by, day) for name in streams or _all(log)}
        if append:
            for name, proposals in by_stream.items():
                log.append(name, proposals, cause=f"duplicates by {by}")
    if as_json:
        show_json(import_to_plain(by_stream))
        return
    listed = [(name, one) for name, one in by_stream.items() if one.proposals or streams]
    show_table(
        ("stream", "events", "repetitions", "repeated facts", f"without {by}"),
        (_row(name, one) for name, one in listed),
        chain.from_iterable(_lines(name, one) for name, one in listed),
    )
    total = sum(len(one) for one in by_stream.values())
    done = "appended" if append else "proposed; nothing was appended"
    show([f"{total:,} merges {done}"])


def _row(name: str, result: Duplicates) -> tuple[str, ...]:
    numbers = (result.events, result.repetitions, result.facts, result.without)
    return (name, *(f"{number:,}" for number in numbers))


def _lines(name: str, result: Duplicates) -> list[str]:
    return [f"{name}:", *(f"  {line}" for line in str(result).splitlines())]


def _all(log: Log) -> list[str]:
    names = [summary.stream for summary in log.streams()]
    return [name for name in names if not name.startswith(PREFIX)]


def _find(log: Log, name: str, by: By, day: When) -> Duplicates:
    # Of the current facts: what is already merged, retracted or corrected is not proposed again.
    facts = log.history(name).effective().facts
    return importers.duplicates((fact.event for fact in facts), occurred=day, by=by)
