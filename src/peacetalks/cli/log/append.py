"""``peacetalks log append``: events of files into a stream of a log."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Final

import click

from peacetalks.cli import options
from peacetalks.cli.log import words
from peacetalks.cli.page import show, show_json
from peacetalks.cli.progress import bar, counted
from peacetalks.cli.stored import is_log
from peacetalks.codec import Reading
from peacetalks.codec.codes import CONFLICT
from peacetalks.datasets import names
from peacetalks.errors import ConflictingEvent, Finding, InvalidValue, LogUnavailable, ReadError
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.log import ANY, NO_STREAM, Expected, Receipt, open_log
from peacetalks.log.append import stamp
from peacetalks.log.opening import TIMEOUT
from peacetalks.views import receipt_to_plain
from peacetalks.when import When

__all__ = ["append"]

_LINE: Final = 300
"""How many bytes an event takes in a file, more or less."""


@click.command()
@words.place
@words.stream
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--expected",
    type=words.EXPECTED,
    default="any",
    show_default=True,
    metavar="WHERE",
    help="Where the stream must stand: any, no-stream, exists, or the position of its last record.",
)
@click.option("--recorded-by", metavar="WHO", help="Who records, in words of your own.")
@click.option("--cause", metavar="TEXT", help="What made them record: a job, a release.")
@click.option("--recorded-at", type=words.INSTANT, help="When they were recorded; left out: now.")
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
def append(
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

    FILE is a file of events, or the name of a stream that comes with peacetalks. All
    files of one call are one batch. Events that the stream holds already are passed
    over, so that a call may be repeated. The log and the stream are made by the first
    event; no log is made where --expected says that the stream is there.

    What is printed has the head of the log: keep it elsewhere, and `peacetalks verify
    --head` proves later that nothing up to it was changed.

    \b
    Examples:
      peacetalks log append talks.db aze-arm south-caucasus
      peacetalks log append talks.db aze-arm january.jsonl february.jsonl \\
          --expected 182 --recorded-by "A. Petrosyan" --cause "weekly review"
    """
    readings = _readings(files, vocabulary)
    # Before the log is opened: a slip leaves no empty log behind.
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
                counted(chain.from_iterable(readings), done),
                expected=expected,
                recorded_at=recorded_at,
                recorded_by=recorded_by,
                cause=cause,
            )
        except ConflictingEvent as error:
            raise _placed(error, readings) from None
        except LogUnavailable as error:
            if error.reason == "locked":
                hint = f"try again, or wait longer: --timeout {max(timeout, TIMEOUT) * 10:g}"
                raise LogUnavailable(error.log, "locked", error.what, hint) from None
            raise
    _show(receipt, readings, as_json=as_json)


def _readings(files: tuple[str, ...], vocabulary: Vocabulary) -> list[Reading]:
    """Return what is in the files.

    Raises:
        ReadError: with the bad lines of all of them.
    """
    readings: list[Reading] = []
    bad: list[Finding] = []
    with bar("reading", sum(map(_size, files)) // _LINE):
        for name in files:
            if name not in names() and is_log(name):
                raise InvalidValue(
                    "a log, where a file of events is meant",
                    value=name,
                    hint="peacetalks log export",
                )
            try:
                readings.append(options.read_file(name, vocabulary=vocabulary))
            except ReadError as error:
                bad += error.findings
    if bad:
        raise ReadError(bad)
    return readings


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except (OSError, ValueError):
        # Whoever reads it tells that.
        return 0


def _placed(error: ConflictingEvent, readings: list[Reading]) -> ReadError:
    """Return a conflict with the file and line of the event, the last of that id."""
    *_, (path, line) = (
        (reading.path, line)
        for reading in readings
        for event, line in zip(reading, reading.lines, strict=True)
        if event.id == error.id
    )
    return ReadError([Finding(code=CONFLICT, message=str(error), file=path, line=line)])


def _show(receipt: Receipt, readings: list[Reading], *, as_json: bool) -> None:
    found = [finding for reading in readings for finding in reading.findings]
    if as_json:
        whole = Reading((), (), tuple(found))
        show_json(receipt_to_plain(receipt) | options.findings(whole))
        return
    options.tell(found)
    recorded = f"recorded at {receipt.recorded_at}" if receipt.recorded_at else "nothing is new"
    show([str(receipt), recorded, f"head {receipt.head}"])
