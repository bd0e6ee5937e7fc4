"""``peacetalks panel``: one row per period and negotiation, country or pair of parties."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Final

import click

from peacetalks import frames
from peacetalks._support.wording import count_noun, first_few
from peacetalks._text.characters import one_line
from peacetalks.cli import options
from peacetalks.cli.output import show_json
from peacetalks.cli.progress import rate
from peacetalks.cli.question import Question, findings_json, viewpoint
from peacetalks.errors import InvalidValue
from peacetalks.primitives.when import When

__all__ = ["panel_command"]

_MOST_NAMED: Final = 3
_WRITERS = {".csv": frames.Table.to_csv, ".parquet": frames.Table.to_parquet}


@click.command("panel")
@options.stream
@click.option("-o", "--output", required=True, metavar="PATH", help="A .csv or .parquet file.")
@click.option(
    "--every",
    default="month",
    metavar="PERIOD",
    help="The length of a period: week, month, quarter, year, or a duration such as P14D; "
    "default: month.",
)
@click.option(
    "--by",
    type=click.Choice(["stream", "country", "dyad"]),
    default="stream",
    help="One row per period and stream, country, or pair of parties; default: stream.",
)
@click.option("--start", type=options.DAY, metavar="DAY", help="A day of the first period.")
@click.option("--end", type=options.DAY, metavar="DAY", help="A day of the last period.")
@click.option(
    "--party",
    "parties",
    multiple=True,
    metavar="PARTY",
    help="A party that rows are about, by code or name; repeatable; with --by dyad, all pairs.",
)
@click.option(
    "--universe",
    metavar="LIST",
    help="The countries or pairs that have rows: gw (the states in the system by Gleditsch and "
    "Ward), or codes with commas between them; default: those covered or on record.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME",
    help="A column to write, such as deaths_best, deaths_30d_low@UCDP or count:vote-held; "
    "repeatable; default: all built-in columns.",
)
@click.option(
    "--prefer",
    multiple=True,
    metavar="BODY",
    help="Whose numbers of persons to take if several bodies counted; repeatable, the first that "
    "has a number prevails, and a column names it.",
)
@click.option(
    "--spread",
    type=click.Choice(["even", "at_start", "bounds"]),
    default="even",
    help="Where a number counts that was counted over several periods; default: even.",
)
@viewpoint(
    options.known,
    click.option("--hindsight", is_flag=True, help="In every row, count all that is on record."),
    options.recorded,
    options.force,
)
def panel_command(
    question: Question,
    output: str,
    every: str,
    by: str,
    start: When | None,
    end: When | None,
    parties: tuple[str, ...],
    universe: str | None,
    columns: tuple[str, ...],
    prefer: tuple[str, ...],
    spread: str,
    *,
    hindsight: bool,
    force: bool,
) -> None:
    """Write a panel: one row per period, as CSV or Parquet.

    FILE is a file of events, a log, or the name of a stream included in
    peacetalks. Of a log all streams are counted, unless --stream names one. A row
    counts what was public at the end of its period, so that no later knowledge
    leaks into a forecast; --known and --hindsight change that. A cell is zero only
    where somebody is known to have looked, and empty otherwise. Needs
    peacetalks[frames].

    \b
    Examples:
      peacetalks panel south-caucasus -o panel.csv --every quarter
      peacetalks panel ged.db --by country --hindsight -o panel.parquet
    """
    if question.known is not None and hindsight:
        raise click.UsageError("--known and --hindsight contradict each other; use one")
    write = _WRITERS.get(Path(output).suffix.lower())
    if write is None:
        raise InvalidValue(
            "unsupported file type for a panel", value=output, accepted=", ".join(_WRITERS)
        )
    options.refuse_to_overwrite(output, question.stream, force=force)
    definition = frames.Panel(
        every=every,
        columns=columns or None,
        known=None if hindsight else question.known or "then",
        by=by,
        parties=parties,
        universe=universe if universe is None or universe == "gw" else universe.split(","),
        start=start,
        end=end,
        prefer=prefer,
        spread=spread,
    )
    source = question.negotiations
    with warnings.catch_warnings(record=True) as noticed:
        warnings.simplefilter("always", UserWarning)
        with rate("counting") as done:
            table = definition.table(source, progress=done)
    write(table, output)
    notices = [str(notice.message) for notice in noticed]
    if question.as_json:
        read = () if isinstance(source, str) else question.readings.values()
        written = {"path": output, "rows": len(table), "columns": list(table.names)}
        show_json(written | {"notices": notices} | findings_json(*read))
    else:
        for line in [f"{count_noun(len(table), 'row')} written to {output}", *notices]:
            click.echo(one_line(line), err=True)
        assumed = _assumed(table)
        if assumed:
            click.echo(one_line(assumed), err=True)


def _assumed(table: frames.Table) -> str | None:
    """Return that zeros of some columns are assumed, if any are."""
    names = [name for name in table.names if "assumed" in table.zeros_of(name)]
    if not names:
        return None
    return (
        f"zeros of {first_few(names, _MOST_NAMED)} are assumed: the stream states no coverage, and people coded "
        "acts of these kinds in it"
    )
