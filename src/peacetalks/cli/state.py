"""``peacetalks state``: how a negotiation stands."""

from __future__ import annotations

import click

from peacetalks.actors import Registry
from peacetalks.cli import options, own_actors
from peacetalks.cli.page import show_json
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History
from peacetalks.views import state_to_plain
from peacetalks.when import When

__all__ = ["state"]


@click.command()
@options.stream
@options.on
@options.known
@options.recorded
@options.told_by
@own_actors.actors
@options.of_stream
@options.vocabulary
@options.as_json
def state(
    stream: str,
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
    """Print how a negotiation stands on a day.

    FILE is a file of events in JSON Lines (.jsonl) or YAML (.yaml), a log, or the
    name of a stream that comes with peacetalks: south-caucasus, article-2023-11-16.

    A file of JSON Lines has one event a line, as

    \b
    {"kind":"meeting-refused", "occurred":"2023-11-16", "meeting":"m", "by":"AZE"}

    To add your own, write one such line at the end of the file and run the command
    again. `peacetalks kinds` lists the kinds; `peacetalks kinds meeting-refused` the
    fields of one, as reasons and sources. Days are written 2023, 2023-10, 2023-11-16
    or 2023-09-20T13:00+04:00.

    \b
    Examples:
      peacetalks state south-caucasus --on 2023-11-17 --known 2023-11-17
      peacetalks state south-caucasus --on 2023-11-17 --told-by AZE
      peacetalks state talks.db --stream aze-arm --recorded 2024-01-31
    """
    reading = options.read(
        stream, of_stream, as_json=as_json, recorded=recorded, vocabulary=vocabulary
    )
    history = History(reading, vocabulary=vocabulary, registry=registry)
    seen = history.state(on=on or options.today(), known=known, recorded=recorded, told_by=told_by)
    if as_json:
        show_json(state_to_plain(seen) | options.findings(reading))
    else:
        click.echo(seen.summary())
