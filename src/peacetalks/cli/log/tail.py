"""``peacetalks log tail``: print the last records of a log, and follow new ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

import click

from peacetalks._text.characters import one_line
from peacetalks.cli import options
from peacetalks.cli.log import parameters
from peacetalks.cli.output import fact_line, show, show_json_line
from peacetalks.errors import Finding
from peacetalks.events.kinds import CORE
from peacetalks.history import Record
from peacetalks.log import Log, Records, open_log
from peacetalks.views import record_to_plain

__all__ = ["tail_command"]

_SHOWN: Final = 10
_FURTHER: Final = 8
"""How many times further back to look when there were not enough records."""

_POLL: Final = 0.5

ReadAfter: TypeAlias = Callable[[int], Records]
"""Returns the records after a position."""


@click.command("tail")
@parameters.place
@click.option(
    "--stream", type=parameters.STREAM, metavar="NAME", help="Only records of this stream."
)
@click.option(
    "-n",
    "--number",
    type=click.IntRange(min=0),
    metavar="N",
    help="At most the last N records; default: 10, or all with --after.",
)
@click.option(
    "--after",
    type=click.IntRange(min=0),
    metavar="N",
    help="Only records after this position of the stream, or of the log if no stream is named.",
)
@click.option("--kind", metavar="KIND", help="Only events of this kind, such as meeting-refused.")
@click.option("--follow", "-f", is_flag=True, help="Wait for new records, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object per record.")
def tail_command(
    place: str,
    stream: str | None,
    number: int | None,
    after: int | None,
    kind: str | None,
    *,
    follow: bool,
    as_json: bool,
) -> None:
    """Print the last records of a log, one per line, the newest last.

    Each line has the position in the log, the stream, the position in the stream, when
    the event was recorded, and the event as `peacetalks timeline` prints it. Records that
    were redacted or cannot be read are reported on standard error.

    End --follow with Ctrl-C; the exit code is then 0. To continue later, give the
    position of the last line as --after.

    \b
    Examples:
      peacetalks log tail talks.db
      peacetalks log tail talks.db --stream aze-arm --kind meeting-refused -n 3
      peacetalks log tail talks.db --follow --json
    """
    _warn_of_unknown_kind(kind)
    with open_log(place, create=False) as log:
        try:
            seen = log.head().position
            for record in _past(log, stream, kind, number, after):
                _show(record, as_json=as_json)
                seen = max(seen, record.global_position or 0)
            if follow:
                _follow(log, seen, stream, kind, as_json=as_json)
        except KeyboardInterrupt:
            if not follow:
                raise


def _past(
    log: Log, stream: str | None, kind: str | None, number: int | None, after: int | None
) -> Iterable[Record]:
    """Return the existing records that were asked for."""
    kinds = () if kind is None else (kind,)

    def read(position: int) -> Records:
        if stream is None:
            return log.follow(position, kinds=kinds)
        return log.read(stream, after=position, kinds=kinds)

    if after is not None and number is None:
        return _with_findings(read(after))
    wanted = _SHOWN if number is None else number
    return _last(read, wanted, after or 0, _end(log, stream), every=kind is None)


def _end(log: Log, stream: str | None) -> int:
    """Return the last position, of the log or of a stream."""
    if stream is None:
        return log.head().position
    return next((one.records for one in log.streams() if one.stream == stream), 0)


def _last(read: ReadAfter, number: int, first: int, end: int, *, every: bool) -> Iterable[Record]:
    """Return the last records, looking further back until there are enough.

    Only those records are kept in memory, and at most a few times as many are read.
    """
    back = number
    while True:
        start = max(first, end - back)
        records = read(start)
        last = deque(records, maxlen=number)
        if every or start == first or len(last) == number:
            break
        back = max(back, number) * _FURTHER
    oldest = last[0].global_position or 0 if last and not every else 0
    options.print_findings(finding for finding in records.findings if (finding.line or 0) >= oldest)
    return last


def _with_findings(records: Records) -> Iterator[Record]:
    """Yield records, and print the findings on the way."""
    for record in records:
        _print_new(records.findings)
        yield record
    _print_new(records.findings)


def _print_new(findings: list[Finding]) -> None:
    options.print_findings(findings)
    findings.clear()


def _follow(log: Log, seen: int, stream: str | None, kind: str | None, *, as_json: bool) -> None:
    kinds = () if kind is None else (kind,)
    for record in _with_findings(log.follow(seen, kinds=kinds, poll=_POLL)):
        if stream is None or record.stream == stream:
            _show(record, as_json=as_json)


def _show(record: Record, *, as_json: bool) -> None:
    if as_json:
        show_json_line(record_to_plain(record))
    else:
        show([_line(record)])


def _line(record: Record) -> str:
    place = f"{record.global_position}  {record.stream} {record.position}  {record.recorded_at}"
    recorded = f"  (recorded by {record.recorded_by})" if record.recorded_by else ""
    return f"{place}  {fact_line(record.event)}{recorded}"


def _warn_of_unknown_kind(kind: str | None) -> None:
    """Warn of an unknown kind, which a log may hold; reading refuses a misspelt known kind."""
    if kind is not None and kind not in CORE.tags and CORE.nearest(kind) is None:
        hint = "peacetalks kinds lists the known kinds"
        click.echo(one_line(f"unknown kind: {kind!r}; hint: {hint}"), err=True)
