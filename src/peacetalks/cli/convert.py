"""``peacetalks convert``: the same events in another form of file."""

from __future__ import annotations

from pathlib import Path

import click

from peacetalks import codec
from peacetalks.cli import options
from peacetalks.cli.page import plain, show_json
from peacetalks.errors import InvalidValue

__all__ = ["convert"]


@click.command()
@click.argument("source", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
@click.option("--force", is_flag=True, help="Replace TARGET where it is there already.")
@options.as_json
def convert(source: str, target: str, *, force: bool, as_json: bool) -> None:
    """Write the events of a file in another form.

    SOURCE is a file of events, or the name of a stream that comes with peacetalks.
    The end of the name of TARGET says its form: JSON Lines (.jsonl, .ndjson, .json) or
    YAML (.yaml, .yml), which is easier to write by hand.

    Only events go over. Comments are lost, an event that stands twice is written once,
    and what YAML repeats by an alias is written out. Where anything in SOURCE cannot be
    read, nothing is written.

    \b
    Examples:
      peacetalks convert south-caucasus talks.yaml
      peacetalks convert talks.yaml talks.jsonl --force
    """
    if not force and Path(target).is_file():
        hint = "--force replaces it"
        raise InvalidValue("a file that is there already", value=target, hint=hint)
    reading = options.read_file(source)
    codec.write(target, reading)
    if as_json:
        told: dict[str, object] = {"source": source, "target": target, "events": len(reading)}
        show_json(told | options.findings(reading))
        return
    options.tell(reading.findings)
    events = "event" if len(reading) == 1 else "events"
    number = len(reading.findings)
    found = f"; {number} {'finding' if number == 1 else 'findings'}" if number else ""
    click.echo(plain(f"{len(reading)} {events} of {source} written to {target}{found}"), err=True)
