"""``peacetalks log streams``: list the streams of a log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from peacetalks.cli import options
from peacetalks.cli.log import parameters
from peacetalks.cli.output import show_json
from peacetalks.cli.table import show_table
from peacetalks.log import StreamSummary, open_log
from peacetalks.views.plain import to_plain

__all__ = ["streams_command"]


@click.command("streams")
@parameters.place
@options.as_json
def streams_command(place: str, *, as_json: bool) -> None:
    """List the streams of a log.

    Each line has the name, the number of records, and when the last one was recorded.

    \b
    Example:
      peacetalks log streams talks.db
    """
    with open_log(place, create=False) as log:
        summaries, name = log.streams(), log.name
    if as_json:
        show_json({"log": name, "streams": to_plain(summaries)})
    elif summaries:
        rows = ((one.stream, f"{one.records:,}", str(one.recorded_at)) for one in summaries)
        show_table(("stream", "records", "last recorded"), rows, _lines(summaries))
    else:
        click.echo(f"{name}: the log is empty", err=True)


def _lines(summaries: Sequence[StreamSummary]) -> Iterator[str]:
    width = max(len(one.stream) for one in summaries)
    digits = max(len(str(one.records)) for one in summaries)
    for one in summaries:
        yield f"{one.stream:{width}}  {one.records:{digits}}  {one.recorded_at}"
