"""``peacetalks duplicates``: rows that a data set wrote again, counted and proposed."""

from __future__ import annotations

from itertools import chain
from typing import Final

import click

from peacetalks import importers
from peacetalks.cli import options
from peacetalks.cli.log.words import STREAM, place
from peacetalks.cli.page import show, show_json
from peacetalks.cli.table import show_table
from peacetalks.importers import Duplicates
from peacetalks.importers.duplicates import By
from peacetalks.importers.releases.kept import PREFIX
from peacetalks.log import Log, open_log
from peacetalks.views.imports import duplicates_to_plain
from peacetalks.when import When

__all__ = ["duplicates"]

_BY: Final = click.Choice(["article", "place"])


@click.command()
@place
@click.option(
    "--stream",
    "streams",
    multiple=True,
    type=STREAM,
    metavar="NAME",
    help="Left out: all of facts.",
)
@click.option(
    "--by",
    type=_BY,
    default="article",
    show_default=True,
    help="What events of one fact share, beside day, kind, code and actors.",
)
@click.option("--append", "append", is_flag=True, help="Append the proposals to their streams.")
@click.option(
    "--on", type=options.DAY, metavar="DAY", help="The day of the decision; left out: today."
)
@options.as_json
def duplicates(
    place: str,
    streams: tuple[str, ...],
    by: By,
    on: When | None,
    *,
    append: bool,
    as_json: bool,
) -> None:
    """Find facts that a data set wrote several times.

    Machine-coded data write an act again for every sentence and every hour an article
    is read. Merges are proposed. Nothing is merged unless --append says so; then each
    proposal is an event like any other, and what it did can be retracted.

    \b
    Examples:
      peacetalks duplicates gdelt.db
      peacetalks duplicates gdelt.db --stream ARM-AZE --by place --json
      peacetalks duplicates gdelt.db --stream ARM-AZE --append
    """
    day = on or options.today()
    with open_log(place, create=False) as log:
        found = {name: _of(log, name, by, day) for name in streams or _all(log)}
        if append:
            for name, proposals in found.items():
                log.append(name, proposals, cause=f"duplicates by {by}")
    if as_json:
        show_json({name: duplicates_to_plain(one) for name, one in found.items()})
        return
    listed = [(name, one) for name, one in found.items() if one.proposals or streams]
    show_table(
        ("stream", "events", "repetitions", "facts told again", f"without {by}"),
        (_row(name, one) for name, one in listed),
        chain.from_iterable(_lines(name, one) for name, one in listed),
    )
    total = sum(len(one) for one in found.values())
    done = "appended" if append else "proposed, nothing was appended"
    show([f"{total:,} merges {done}"])


def _row(name: str, found: Duplicates) -> tuple[str, ...]:
    numbers = (found.events, found.repetitions, found.facts, found.without)
    return (name, *(f"{number:,}" for number in numbers))


def _lines(name: str, found: Duplicates) -> list[str]:
    return [f"{name}:", *(f"  {line}" for line in str(found).splitlines())]


def _all(log: Log) -> list[str]:
    names = [summary.stream for summary in log.streams()]
    return [name for name in names if not name.startswith(PREFIX)]


def _of(log: Log, name: str, by: By, day: When) -> Duplicates:
    # As the facts stand: what is merged, retracted or corrected already is not proposed again.
    facts = log.history(name).resolution().facts
    return importers.duplicates((fact.event for fact in facts), occurred=day, by=by)
