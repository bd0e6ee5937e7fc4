"""``peacetalks check``: what in a stream contradicts itself or is missing."""

from __future__ import annotations

import sys

import click

from peacetalks.checks import Findings
from peacetalks.checks import check as checked
from peacetalks.checks.findings import line_of
from peacetalks.cli import options, own_actors
from peacetalks.cli.own_actors import OwnActors
from peacetalks.cli.page import show, show_json
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.plural import many
from peacetalks.views import finding_to_plain
from peacetalks.when import When

__all__ = ["check"]


@click.command()
@options.stream
@click.option("--on", type=options.DAY, help="The day of the check; left out: the last on record.")
@options.recorded
@own_actors.checked_actors
@options.of_stream
@options.vocabulary
@options.as_json
def check(
    stream: str,
    on: When | None,
    recorded: When | int | None,
    own: OwnActors | None,
    of_stream: str | None,
    vocabulary: Vocabulary,
    *,
    as_json: bool,
) -> None:
    """Look for what contradicts itself, is missing or stands out.

    FILE is a file of events, a log, or the name of a stream that comes with peacetalks.
    Each finding is a line, as file:line: code message; lines that cannot be read are
    findings too. The exit code is 1 when any of them is an error.

    \b
    Examples:
      peacetalks check south-caucasus
      peacetalks check talks.db --recorded @100
    """
    reading = options.collect(stream, of_stream, recorded, vocabulary)
    found = checked(
        reading,
        on=on,
        registry=None if own is None else own.registry,
        vocabulary=vocabulary,
        actors=() if own is None else own.statements,
    )
    if as_json:
        show_json(_plain(found, len(reading)))
    else:
        events = many(len(reading), "event", thousands="")
        show([*map(line_of, found), f"{found.counts} in {events}"])
    sys.exit(1 if found.errors else 0)


def _plain(found: Findings, events: int) -> dict[str, object]:
    return {
        "events": events,
        "errors": len(found.errors),
        "warnings": len(found.warnings),
        "notes": len(found.notes),
        "findings": [finding_to_plain(finding) for finding in found],
    }
