"""``peacetalks convert``: the same events in another form of file."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from peacetalks import codec, interchange
from peacetalks.cli import options
from peacetalks.cli.options import Read
from peacetalks.cli.page import plain, show_json
from peacetalks.cli.stored import Stored
from peacetalks.errors import ReadError
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.plural import many
from peacetalks.when import When

__all__ = ["convert"]


@click.command()
@click.argument("source", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
@click.option(
    "--to",
    "form",
    type=click.Choice(get_args(interchange.Form)),
    help="The form of others to write, whatever the name of TARGET.",
)
@click.option("--uri", metavar="URI", help="The URI of the stream, in a form of others.")
@options.on
@options.known
@options.recorded
@options.of_stream
@options.vocabulary
@options.force
@options.as_json
def convert(
    source: str,
    target: str,
    form: interchange.Form | None,
    uri: str | None,
    on: When | None,
    known: When | None,
    recorded: When | int | None,
    of_stream: str | None,
    vocabulary: Vocabulary,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Write the events of a file in another form.

    SOURCE is a file of events, or the name of a stream that comes with peacetalks. The
    end of the name of TARGET says its form.

    \b
    .jsonl .ndjson .json   JSON Lines
    .yaml .yml             YAML, which is easier to write by hand
    .cloudevents.json      CloudEvents 1.0, a batch in JSON
    .prov.json             W3C PROV-JSON: who told what, what was corrected
    .ics                   iCalendar: meetings and deadlines, as on the day --on

    Of JSON Lines and YAML only events go over. Comments are lost, an event that stands
    twice is written once, and what YAML repeats by an alias is written out. The last
    three take a log as SOURCE too; .prov.json and .ics need peacetalks[interchange].
    Where anything in SOURCE cannot be read, nothing is written.

    \b
    Examples:
      peacetalks convert south-caucasus talks.yaml
      peacetalks convert talks.yaml talks.jsonl --force
      peacetalks convert talks.db talks.cloudevents.json --stream aze-arm
      peacetalks convert south-caucasus talks.ics --on 2023-11-17
    """
    options.free(target, source, force=force)
    kind = form or interchange.form_of(target)
    if kind is None:
        _refuse(("--uri", uri), ("--on", on), ("--known", known))
        _refuse(("--recorded", recorded), ("--stream", of_stream))
        events = options.read_file(source, vocabulary=vocabulary)
        codec.write(target, events)
        _tell(source, target, events, None, as_json=as_json)
        return
    if kind != "icalendar":
        _refuse(("--on", on), ("--known", known))
    reading = _read_whole(source, of_stream, recorded, vocabulary)
    written = interchange.write(
        target,
        reading,
        form=kind,
        on=(on or options.today()) if kind == "icalendar" else None,
        known=known,
        source=uri or _named(source, reading),
    )
    _tell(source, target, reading, written, as_json=as_json)


def _refuse(*given: tuple[str, object]) -> None:
    """Refuse options that the form has no room for."""
    for name, value in given:
        if value is not None:
            ends = ".ics" if name in {"--on", "--known"} else ", ".join(interchange.SUFFIXES)
            raise click.UsageError(f"{name} is for {ends}")


def _read_whole(
    source: str, of_stream: str | None, recorded: When | int | None, vocabulary: Vocabulary
) -> Read:
    """Return what is in a file or log, of which nothing may be unreadable."""
    reading = options.read(
        source, of_stream, as_json=True, recorded=recorded, vocabulary=vocabulary
    )
    if any(finding.severity == "error" for finding in reading.findings):
        raise ReadError(reading.findings)
    return reading


def _named(source: str, reading: Read) -> str | None:
    """Return the URI of a file or stream; of a log None: its records say their stream."""
    return None if isinstance(reading, Stored) else interchange.stream_uri(Path(source).stem)


def _tell(
    source: str,
    target: str,
    reading: Read,
    written: interchange.Written | None,
    *,
    as_json: bool,
) -> None:
    undated = () if written is None else written.undated
    if as_json:
        told: dict[str, object] = {"source": source, "target": target, "events": len(reading)}
        if written is not None:
            told |= {"form": written.form, "entries": written.entries, "undated": list(undated)}
        show_json(told | options.findings(reading))
        return
    options.tell(reading.findings)
    for address in undated:
        click.echo(plain(f"{address} has no day, left out"), err=True)
    events = many(len(reading), "event", thousands="")
    number = len(reading.findings)
    found = f"; {many(number, 'finding', thousands='')}" if number else ""
    click.echo(plain(f"{events} of {source} written to {target}{found}"), err=True)
