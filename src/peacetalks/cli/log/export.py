"""``peacetalks log export``: write the events of a stream to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from peacetalks import codec
from peacetalks.cli import options
from peacetalks.cli.log import parameters
from peacetalks.cli.progress import bar, track
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.log import Log, open_log

__all__ = ["export_command"]


@click.command("export")
@parameters.place
@parameters.stream
@click.option("-o", "--output", metavar="FILE", help="Write to this file; default: print.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
def export_command(place: str, stream: str, output: str | None, *, force: bool) -> None:
    """Write the events of a stream to a file, or print them.

    The events are in the order in which they were recorded. They are printed as JSON
    Lines; in a file, the suffix decides the format (.jsonl or .yaml). FILE is written
    completely or not at all. The envelopes (when an event was recorded, and by whom) stay
    in the log: `peacetalks log tail --after 0 --json` prints them, and `peacetalks log
    backup` copies the whole log.

    Events that were redacted or cannot be read are reported on standard error. The exit
    code is 1 if anything could not be read.

    \b
    Examples:
      peacetalks log export talks.db aze-arm > aze-arm.jsonl
      peacetalks log export talks.db aze-arm -o aze-arm.jsonl
    """
    if output is not None and not force and Path(output).exists():
        raise InvalidValue("the file already exists", value=output, hint="--force overwrites it")
    with open_log(place, create=False) as log:
        records = log.read(stream)
        with bar("exporting", _total(log, stream, output)) as done:
            _write((record.event for record in track(records, done)), output)
    options.print_findings(records.findings)
    sys.exit(1 if any(finding.severity == "error" for finding in records.findings) else 0)


def _total(log: Log, stream: str, output: str | None) -> int:
    """Return the number of records; 0, for no bar, if the lines go to the terminal."""
    if output is None and sys.stdout.isatty():
        return 0
    return next((one.records for one in log.streams() if one.stream == stream), 0)


def _write(events: Iterable[Event], output: str | None) -> None:
    if output is not None:
        codec.write(output, events)
        return
    out = sys.stdout.buffer
    for event in events:
        out.write(f"{codec.encode(event)}\n".encode())
    # Flushed here, where a closed pipe can still be handled.
    out.flush()
