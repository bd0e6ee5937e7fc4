"""``peacetalks log tail``: the last records of a log, and those to come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

import click

from peacetalks.cli import options
from peacetalks.cli.log import words
from peacetalks.cli.page import fact_line, plain, show, show_json_line
from peacetalks.errors import Finding
from peacetalks.events import CORE
from peacetalks.history import Record
from peacetalks.log import Log, Records, open_log
from peacetalks.views import record_to_plain

__all__ = ["tail"]

_SHOWN: Final = 10
_FURTHER: Final = 8
"""So many times further back is looked when there was not enough."""

_POLL: Final = 0.5

After: TypeAlias = Callable[[int], Records]
"""Reads the records after a position."""


@click.command()
@words.place
@click.option("--stream", type=words.STREAM, metavar="NAME", help="Only records of this stream.")
@click.option(
    "-n",
    "--number",
    type=click.IntRange(min=0),
    metavar="N",
    help="At most the last so many; left out: 10, or with --after all.",
)
@click.option(
    "--after",
    type=click.IntRange(min=0),
    metavar="N",
    help="Only those after this position: of the stream, if one is named, else of the log.",
)
@click.option("--kind", metavar="KIND", help="Only events of this kind, as meeting-refused.")
@click.option("--follow", "-f", is_flag=True, help="Wait for more, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines: an object a record.")
def tail(
    place: str,
    stream: str | None,
    number: int | None,
    after: int | None,
    kind: str | None,
    *,
    follow: bool,
    as_json: bool,
) -> None:
    """Print the last records of a log, one a line, the newest last.

    A line has the position in the log, the stream, the position in the stream and when it
    was recorded; then the event, as `peacetalks timeline` prints it. Records that were
    erased or cannot be read are told on standard error.

    Ctrl-C is the way to end --follow, and the exit code then is 0. To go on where you
    stopped, give the position of the last line as --after.

    \b
    Examples:
      peacetalks log tail talks.db
      peacetalks log tail talks.db --stream aze-arm --kind meeting-refused -n 3
      peacetalks log tail talks.db --follow --json
    """
    _note(kind)
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
    """Return the records that are there."""
    kinds = () if kind is None else (kind,)

    def read(position: int) -> Records:
        if stream is None:
            return log.follow(position, kinds=kinds)
        return log.read(stream, after=position, kinds=kinds)

    if after is not None and number is None:
        return _told(read(after))
    wanted = _SHOWN if number is None else number
    return _last(read, wanted, after or 0, _end(log, stream), every=kind is None)


def _end(log: Log, stream: str | None) -> int:
    """Return the last position, of the log or of a stream."""
    if stream is None:
        return log.head().position
    return next((one.records for one in log.streams() if one.stream == stream), 0)


def _last(read: After, number: int, first: int, end: int, *, every: bool) -> Iterable[Record]:
    """Return the last records, looking further back until there are enough.

    Nothing but those is kept, and no more is read than a few times what has to be.
    """
    back = number
    while True:
        start = max(first, end - back)
        records = read(start)
        found = deque(records, maxlen=number)
        if every or start == first or len(found) == number:
            break
        back = max(back, number) * _FURTHER
    oldest = found[0].global_position or 0 if found and not every else 0
    options.tell(finding for finding in records.findings if (finding.line or 0) >= oldest)
    return found


def _told(records: Records) -> Iterator[Record]:
    """Yield records, and tell what is found on the way."""
    for record in records:
        _tell_new(records.findings)
        yield record
    _tell_new(records.findings)


def _tell_new(findings: list[Finding]) -> None:
    options.tell(findings)
    findings.clear()


def _follow(log: Log, seen: int, stream: str | None, kind: str | None, *, as_json: bool) -> None:
    kinds = () if kind is None else (kind,)
    for record in _told(log.follow(seen, kinds=kinds, poll=_POLL)):
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


def _note(kind: str | None) -> None:
    """Tell of a kind that is not known, since a log may hold it; what resembles one is refused."""
    if kind is not None and kind not in CORE.tags and CORE.nearest(kind) is None:
        hint = "peacetalks kinds lists those that are known"
        click.echo(plain(f"a kind that is not known: {kind!r}; hint: {hint}"), err=True)
