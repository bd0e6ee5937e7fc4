"""``peacetalks log export``: the events of a stream as a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from peacetalks import codec
from peacetalks.cli import options
from peacetalks.cli.log import words
from peacetalks.cli.progress import bar, counted
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.log import Log, open_log

__all__ = ["export"]


@click.command()
@words.place
@words.stream
@click.option("-o", "--output", metavar="FILE", help="Write to this file; left out: print.")
@click.option("--force", is_flag=True, help="Replace the file, if it is there.")
def export(place: str, stream: str, output: str | None, *, force: bool) -> None:
    """Write the events of a stream to a file, or print them.

    They stand in the order in which they were recorded; printed, they are JSON Lines.
    FILE is written whole or not at all; the end of its name says its form: .jsonl or
    .yaml. The envelopes (when an event was recorded, and by whom) stay in the log:
    `peacetalks log tail --after 0 --json` prints them, and `peacetalks log backup`
    copies the whole log.

    What was erased by redaction, or cannot be read, is told on standard error; the exit
    code is 1 if anything could not be read.

    \b
    Examples:
      peacetalks log export talks.db aze-arm > aze-arm.jsonl
      peacetalks log export talks.db aze-arm -o aze-arm.jsonl
    """
    if output is not None and not force and Path(output).exists():
        raise InvalidValue("a file that is there already", value=output, hint="--force replaces it")
    with open_log(place, create=False) as log:
        records = log.read(stream)
        with bar("exporting", _total(log, stream, output)) as done:
            _write((record.event for record in counted(records, done)), output)
    options.tell(records.findings)
    sys.exit(1 if any(finding.severity == "error" for finding in records.findings) else 0)


def _total(log: Log, stream: str, output: str | None) -> int:
    """Return how many records there are; 0, for no bar, where lines run over the terminal."""
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
    # Here, so that a reader who has seen enough is noticed while it can be handled.
    out.flush()
