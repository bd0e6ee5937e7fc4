"""``peacetalks report``: a negotiation as one HTML file that can be mailed."""

from __future__ import annotations

import click

from peacetalks import views
from peacetalks._support.wording import count_noun
from peacetalks._text.characters import one_line
from peacetalks.cli import options
from peacetalks.cli.question import Question, viewpoint
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["report_command"]


@click.command("report")
@options.stream
@click.option("-o", "--output", required=True, metavar="PATH", help="The HTML file to write.")
@click.option("--title", metavar="TEXT", help="The title; default: the names of the parties.")
@click.option(
    "--party",
    "parties",
    multiple=True,
    metavar="CODE",
    help="A party whose account is shown side by side with others; repeatable.",
)
@viewpoint(options.known, options.recorded, options.force)
def report_command(
    question: Question,
    output: str,
    title: str | None,
    parties: tuple[str, ...],
    *,
    force: bool,
) -> None:
    """Write a report as one HTML file.

    FILE is a file of events, a log, or the name of a stream included in peacetalks.
    The report has the brief of every day, the timeline, the figures with their
    sources, and the accounts of the parties. It loads nothing from the network. Needs
    peacetalks[report].

    \b
    Examples:
      peacetalks report south-caucasus -o talks.html
      peacetalks report talks.db -o then.html --known 2023-11-17 --force
    """
    options.refuse_to_overwrite(output, question.stream, force=force)
    history = question.history
    written = views.report(history, output, title=title, parties=parties, known=question.known)
    size = written.stat().st_size
    facts = len(history.effective(Viewpoint(known=question.known)).events)
    if question.as_json:
        question.show_json({"path": output, "facts": facts, "bytes": size})
    else:
        click.echo(
            one_line(f"{count_noun(facts, 'fact')} written to {output}, {size:,} bytes"), err=True
        )
