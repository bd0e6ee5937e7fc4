"""``peacetalks convert``: the same events in another file format."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from peacetalks import codec, interchange
from peacetalks._support.wording import count_noun
from peacetalks._text.characters import one_line
from peacetalks.cli import options
from peacetalks.cli.output import show_json
from peacetalks.cli.question import Question, Read, findings_json, gathered, read_file
from peacetalks.cli.stored import Stored
from peacetalks.errors import ReadError

__all__ = ["convert_command"]


@click.command("convert")
@click.argument("stream", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
@click.option(
    "--to",
    "form",
    type=click.Choice(get_args(interchange.Form)),
    help="The format to write, whatever the name of TARGET.",
)
@click.option(
    "--uri", metavar="URI", help="The URI of the stream, for CloudEvents, PROV and iCalendar."
)
@options.on
@options.known
@options.recorded
@options.of_stream
@options.vocabulary
@options.force
@options.as_json
@gathered
def convert_command(
    question: Question,
    target: str,
    form: interchange.Form | None,
    uri: str | None,
    *,
    force: bool,
) -> None:
    """Convert events to another file format.

    SOURCE is a file of events, or the name of a stream included in peacetalks. The
    suffix of TARGET decides its format.

    \b
    .jsonl .ndjson .json   JSON Lines
    .yaml .yml             YAML, which is easier to write by hand
    .cloudevents.json      CloudEvents 1.0, a batch in JSON
    .prov.json             W3C PROV-JSON: who said what, what was corrected
    .ics                   iCalendar: meetings and deadlines, as on the day --on

    Only events are converted: the comments of a file are lost, an event that appears
    twice is written once, and YAML aliases are written out. For the last three
    formats SOURCE can also be a log; .prov.json and .ics need peacetalks[interchange].
    If anything in SOURCE cannot be read, nothing is written.

    \b
    Examples:
      peacetalks convert south-caucasus talks.yaml
      peacetalks convert talks.yaml talks.jsonl --force
      peacetalks convert talks.db talks.cloudevents.json --stream aze-arm
      peacetalks convert south-caucasus talks.ics --on 2023-11-17
    """
    source, on, known = question.stream, question.on, question.known
    options.refuse_to_overwrite(target, source, force=force)
    kind = form or interchange.form_of(target)
    if kind is None:
        _refuse(("--uri", uri), ("--on", on), ("--known", known))
        _refuse(("--recorded", question.recorded), ("--stream", question.of_stream))
        events = read_file(source, vocabulary=question.vocabulary)
        codec.write(target, events)
        _report(question, target, events, None)
        return
    if kind != "icalendar":
        _refuse(("--on", on), ("--known", known))
    reading = _read_whole(question)
    written = interchange.write(
        target,
        reading,
        form=kind,
        on=(on or options.today()) if kind == "icalendar" else None,
        known=known,
        source=uri or _stream_uri(source, reading),
    )
    _report(question, target, reading, written)


def _refuse(*unsupported: tuple[str, object]) -> None:
    """Refuse options that the format does not support."""
    for name, value in unsupported:
        if value is not None:
            suffixes = ".ics" if name in {"--on", "--known"} else ", ".join(interchange.SUFFIXES)
            raise click.UsageError(f"{name} works only with {suffixes}")


def _read_whole(question: Question) -> Read:
    """Return the contents of a file or log, all of which must be readable."""
    reading = question.read()
    if any(finding.severity == "error" for finding in reading.findings):
        raise ReadError(reading.findings)
    return reading


def _stream_uri(source: str, reading: Read) -> str | None:
    """Return the URI of a file or stream; None for a log, whose records name their stream."""
    return None if isinstance(reading, Stored) else interchange.stream_uri(Path(source).stem)


def _report(
    question: Question, target: str, reading: Read, written: interchange.Written | None
) -> None:
    undated = () if written is None else written.undated
    if question.as_json:
        answer: dict[str, object] = {
            "source": question.stream,
            "target": target,
            "events": len(reading),
        }
        if written is not None:
            answer |= {"form": written.form, "entries": written.entries, "undated": list(undated)}
        show_json(answer | findings_json(reading))
        return
    options.print_findings(reading.findings)
    for address in undated:
        click.echo(one_line(f"{address} has no day and is left out"), err=True)
    events = count_noun(len(reading), "event", thousands="")
    number = len(reading.findings)
    findings = f"; {count_noun(number, 'finding', thousands='')}" if number else ""
    click.echo(one_line(f"{events} of {question.stream} written to {target}{findings}"), err=True)
