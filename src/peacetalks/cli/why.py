"""``peacetalks why``: what stands behind a part of a state."""

from __future__ import annotations

import click

from peacetalks.actors import Registry
from peacetalks.cli import options, own_actors
from peacetalks.cli.page import show, show_json
from peacetalks.cli.parts import meant
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History
from peacetalks.history.why import address
from peacetalks.reducer.fold import fold
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views import why_to_plain
from peacetalks.when import When

__all__ = ["why"]


@click.command()
@options.stream
@click.argument("part", metavar="PART")
@options.on
@options.known
@options.recorded
@options.told_by
@own_actors.actors
@options.of_stream
@options.vocabulary
@options.as_json
def why(
    stream: str,
    part: str,
    on: When | None,
    known: When | None,
    recorded: When | int | None,
    told_by: tuple[str, ...],
    registry: Registry | None,
    of_stream: str | None,
    vocabulary: Vocabulary,
    *,
    as_json: bool,
) -> None:
    """Print the events and sources behind a part of a state.

    FILE is a file of events, a log, or the name of a stream that comes with peacetalks.
    PART is an address, as meetings/granada-2023-10, standings/FRA/AZE or phase/ARM-AZE;
    any piece of it will do that only one address of a part has. A part of which every fact was withdrawn is asked
    for by its whole address.

    \b
    Examples:
      peacetalks why south-caucasus granada --on 2023-11-17
      peacetalks why south-caucasus standings/FRA/AZE
      peacetalks why south-caucasus phase/ARM-AZE --on 2023-11-17
      peacetalks why talks.db granada --recorded 2024-01-31
    """
    reading = options.read(
        stream, of_stream, as_json=as_json, recorded=recorded, vocabulary=vocabulary
    )
    history = History(reading, vocabulary=vocabulary, registry=registry)
    day = on or options.today()
    viewpoint = Viewpoint(on=day, known=known, recorded=recorded, told_by=told_by)
    told = history.why(_address(history, part, viewpoint), viewpoint=viewpoint)
    if as_json:
        show_json(why_to_plain(told, history.at(viewpoint).actors) | options.findings(reading))
    else:
        show(str(told).split("\n"))


def _address(history: History, part: str, viewpoint: Viewpoint) -> str:
    """Return the address meant: of a part on record, or of one that was withdrawn."""
    if part.partition("/")[0] == "phase":
        return part
    on_record = [address(table, key) for table, key, _ in history.at(viewpoint).parts]
    withdrawn = {
        address(table, key)
        for effective in history.resolution(viewpoint).hidden
        for table, key, _ in fold([effective.original]).parts
    }
    return part if part in withdrawn else meant(part, on_record)
