"""``peacetalks log append``: append events of files to a stream of a log."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Final

import click

from peacetalks.cli import options
from peacetalks.cli.log import parameters
from peacetalks.cli.output import show, show_json
from peacetalks.cli.progress import bar, track
from peacetalks.cli.question import findings_json, read_file
from peacetalks.cli.stored import is_log
from peacetalks.codec import Reading
from peacetalks.datasets import names
from peacetalks.errors import ConflictingEvent, Finding, InvalidValue, LogUnavailable, ReadError
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.findings import files
from peacetalks.log import ANY, NO_STREAM, Expected, Receipt, open_log
from peacetalks.log.appending import stamp
from peacetalks.log.opening import TIMEOUT
from peacetalks.primitives.when import When
from peacetalks.views import receipt_to_plain

__all__ = ["append_command"]

_LINE: Final = 300
"""The approximate size of an event in a file, in bytes."""


@click.command("append")
@parameters.place
@parameters.stream
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--expected",
    type=parameters.EXPECTED,
    default="any",
    show_default=True,
    metavar="WHERE",
    help="Required state of the stream: any, no-stream, exists, or the position of its last record.",
)
@click.option("--recorded-by", metavar="WHO", help="Who records the events, as free text.")
@click.option(
    "--cause", metavar="TEXT", help="Why the events are recorded, such as a job or a release."
)
@click.option(
    "--recorded-at", type=parameters.INSTANT, help="When the events were recorded; default: now."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait while others write.",
)
@options.vocabulary
@options.as_json
def append_command(
    place: str,
    stream: str,
    files: tuple[str, ...],
    expected: Expected,
    recorded_by: str | None,
    cause: str | None,
    recorded_at: When | None,
    timeout: float,
    vocabulary: Vocabulary,
    *,
    as_json: bool,
) -> None:
    """Append the events of files to a stream, all of them or none.

    FILE is a file of events, or the name of a stream included in peacetalks. All files
    of one call are one batch. Events that the stream already holds are skipped, so you
    can repeat a call. The first event creates the log and the stream, unless --expected
    requires the stream to exist.

    The output has the head of the log. Keep it outside the log: `peacetalks verify
    --head` can later prove that nothing up to it was changed.

    \b
    Examples:
      peacetalks log append talks.db aze-arm south-caucasus
      peacetalks log append talks.db aze-arm january.jsonl february.jsonl \\
          --expected 182 --recorded-by "A. Petrosyan" --cause "weekly review"
    """
    readings = _readings(files, vocabulary)
    # Checked before the log is opened, so that a mistake does not leave an empty log behind.
    stamp(recorded_at, recorded_by, cause)
    total = sum(map(len, readings))
    with (
        open_log(
            place, create=expected in {ANY, NO_STREAM, 0}, timeout=timeout, vocabulary=vocabulary
        ) as log,
        bar("appending", total) as done,
    ):
        try:
            receipt = log.append(
                stream,
                track(chain.from_iterable(readings), done),
                expected=expected,
                recorded_at=recorded_at,
                recorded_by=recorded_by,
                cause=cause,
            )
        except ConflictingEvent as error:
            raise _located(error, readings) from None
        except LogUnavailable as error:
            if error.reason == "locked":
                hint = f"try again, or wait longer: --timeout {max(timeout, TIMEOUT) * 10:g}"
                raise LogUnavailable(error.log, "locked", error.what, hint) from None
            raise
    _show(receipt, readings, as_json=as_json)


def _readings(files: tuple[str, ...], vocabulary: Vocabulary) -> list[Reading]:
    """Return the contents of the files.

    Raises:
        InvalidValue: if a file is a log.
        ReadError: if lines cannot be read; it lists those of all files.
    """
    readings: list[Reading] = []
    bad: list[Finding] = []
    with bar("reading", sum(map(_size, files)) // _LINE):
        for name in files:
            if name not in names() and is_log(name):
                raise InvalidValue(
                    "expected a file of events, not a log",
                    value=name,
                    hint="peacetalks log export",
                )
            try:
                readings.append(read_file(name, vocabulary=vocabulary))
            except ReadError as error:
                bad += error.findings
    if bad:
        raise ReadError(bad)
    return readings


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except (OSError, ValueError):
        # Reading the file will report this.
        return 0


def _located(error: ConflictingEvent, readings: list[Reading]) -> ReadError:
    """Return a conflict as an error with the file and line of the last event with that id."""
    *_, (path, line) = (
        (reading.path, line)
        for reading in readings
        for event, line in zip(reading, reading.lines, strict=True)
        if event.id == error.id
    )
    return ReadError([files.CONFLICT.finding(str(error), file=path, line=line)])


def _show(receipt: Receipt, readings: list[Reading], *, as_json: bool) -> None:
    findings = [finding for reading in readings for finding in reading.findings]
    if as_json:
        together = Reading((), (), tuple(findings))
        show_json(receipt_to_plain(receipt) | findings_json(together))
        return
    options.print_findings(findings)
    recorded = f"recorded at {receipt.recorded_at}" if receipt.recorded_at else "nothing new"
    show([str(receipt), recorded, f"head {receipt.head}"])
