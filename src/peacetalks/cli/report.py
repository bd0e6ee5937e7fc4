"""``peacetalks report``: a negotiation as one HTML file that can be mailed."""

from __future__ import annotations

import click

from peacetalks import views
from peacetalks.actors import Registry
from peacetalks.cli import options, own_actors
from peacetalks.cli.page import plain, show_json
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History
from peacetalks.plural import many
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import When

__all__ = ["report"]


@click.command()
@options.stream
@click.option("-o", "--output", required=True, metavar="PATH", help="The HTML file to write.")
@click.option("--title", metavar="TEXT", help="The title; left out: the names of the parties.")
@click.option(
    "--party",
    "parties",
    multiple=True,
    metavar="CODE",
    help="Whose accounts stand side by side; given once for each.",
)
@options.known
@options.recorded
@options.force
@own_actors.actors
@options.of_stream
@options.vocabulary
@options.as_json
def report(
    stream: str,
    output: str,
    title: str | None,
    parties: tuple[str, ...],
    known: When | None,
    recorded: When | int | None,
    registry: Registry | None,
    of_stream: str | None,
    vocabulary: Vocabulary,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Write a report: one HTML file for a browser or by mail.

    FILE is a file of events, a log, or the name of a stream that comes with peacetalks.
    The report has the brief of every day, the timeline, the figures with their
    sources, and the accounts of the parties. Nothing is fetched from the network. Needs peacetalks[report].

    \b
    Examples:
      peacetalks report south-caucasus -o talks.html
      peacetalks report talks.db -o then.html --known 2023-11-17 --force
    """
    options.free(output, stream, force=force)
    reading = options.read(
        stream, of_stream, as_json=as_json, recorded=recorded, vocabulary=vocabulary
    )
    history = History(reading, vocabulary=vocabulary, registry=registry)
    written = views.report(history, output, title=title, parties=parties, known=known)
    size = written.stat().st_size
    facts = len(history.resolved(Viewpoint(known=known)).events)
    if as_json:
        told: dict[str, object] = {"path": output, "facts": facts, "bytes": size}
        show_json(told | options.findings(reading))
    else:
        told_of = many(facts, "fact")
        click.echo(plain(f"{told_of} written to {output}, {size:,} bytes"), err=True)
