"""``peacetalks state``: the state of a negotiation on a day."""

from __future__ import annotations

import click

from peacetalks.cli import options
from peacetalks.cli.question import Question, viewpoint
from peacetalks.views import state_to_plain

__all__ = ["state_command"]


@click.command("state")
@options.stream
@viewpoint(options.on, options.known, options.recorded, options.told_by)
def state_command(question: Question) -> None:
    """Show the state of a negotiation on a day.

    FILE is a file of events in JSON Lines (.jsonl) or YAML (.yaml), a log, or the name
    of a stream included in peacetalks (south-caucasus, article-2023-11-16).

    A JSON Lines file has one event per line:

    \b
    {"kind":"meeting-refused", "occurred":"2023-11-16", "meeting":"m", "by":"AZE"}

    To add an event, append such a line to the file and run the command again.
    `peacetalks kinds` lists the kinds; `peacetalks kinds meeting-refused` lists the
    fields of that kind, such as reasons and sources. Days are written 2023, 2023-10,
    2023-11-16 or 2023-09-20T13:00+04:00.

    \b
    Examples:
      peacetalks state south-caucasus --on 2023-11-17 --known 2023-11-17
      peacetalks state south-caucasus --on 2023-11-17 --told-by AZE
      peacetalks state talks.db --stream aze-arm --recorded 2024-01-31
    """
    negotiation = question.history.state(
        on=question.on or options.today(),
        known=question.known,
        recorded=question.recorded,
        told_by=question.told_by,
    )
    if question.as_json:
        question.show_json(state_to_plain(negotiation))
    else:
        click.echo(negotiation.summary())
