"""``peacetalks panel``: a row for each negotiation, or pair of parties, and period."""

from __future__ import annotations

from pathlib import Path

import click

from peacetalks import frames
from peacetalks.actors import Registry
from peacetalks.cli import options, own_actors
from peacetalks.cli.page import plain, show_json
from peacetalks.errors import InvalidValue
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History
from peacetalks.plural import many
from peacetalks.when import When

__all__ = ["panel"]

_WRITERS = {".csv": frames.Table.to_csv, ".parquet": frames.Table.to_parquet}


@click.command()
@options.stream
@click.option("-o", "--output", required=True, metavar="PATH", help="A .csv or .parquet file.")
@click.option(
    "--every", default="month", metavar="PERIOD", help="week, month, quarter, year, or as P14D."
)
@click.option(
    "--by", type=click.Choice(["stream", "dyad"]), default="stream", help="A row of what."
)
@click.option("--column", "columns", multiple=True, metavar="NAME", help="Only these columns.")
@options.known
@click.option("--hindsight", is_flag=True, help="Count in every row all that is on record.")
@options.recorded
@options.force
@own_actors.actors
@options.of_stream
@options.vocabulary
@options.as_json
def panel(
    stream: str,
    output: str,
    every: str,
    by: str,
    columns: tuple[str, ...],
    known: When | None,
    recorded: When | int | None,
    registry: Registry | None,
    of_stream: str | None,
    vocabulary: Vocabulary,
    *,
    hindsight: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write a panel: a row a period, for a data frame or regression.

    FILE is a file of events, a log, or the name of a stream that comes with peacetalks.
    A row knows what was public at the end of its period, so that nothing of the future
    leaks into a forecast; --known and --hindsight count otherwise. Needs
    peacetalks[frames].

    \b
    Example:
      peacetalks panel south-caucasus -o panel.csv --every quarter
    """
    if known is not None and hindsight:
        raise click.UsageError("--known and --hindsight say different things")
    write = _WRITERS.get(Path(output).suffix.lower())
    if write is None:
        raise InvalidValue("no such form of a panel", value=output, accepted=", ".join(_WRITERS))
    options.free(output, stream, force=force)
    reading = options.read(
        stream, of_stream, as_json=as_json, recorded=recorded, vocabulary=vocabulary
    )
    counting = None if hindsight else known or "then"
    made = frames.panel(
        History(reading, vocabulary=vocabulary, registry=registry),
        every=every,
        columns=columns or None,
        known=counting,
        by="dyad" if by == "dyad" else "stream",
    )
    write(made, output)
    if as_json:
        told: dict[str, object] = {"path": output, "rows": len(made), "columns": list(made.names)}
        show_json(told | options.findings(reading))
    else:
        click.echo(plain(f"{many(len(made), 'row')} written to {output}"), err=True)
