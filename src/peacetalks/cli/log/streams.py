"""``peacetalks log streams``: what streams a log has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from peacetalks.cli import options
from peacetalks.cli.log import words
from peacetalks.cli.page import show_json
from peacetalks.cli.table import show_table
from peacetalks.log import StreamSummary, open_log
from peacetalks.views import summary_to_plain

__all__ = ["streams"]


@click.command()
@words.place
@options.as_json
def streams(place: str, *, as_json: bool) -> None:
    """List the streams of a log.

    A line has the name, how many records there are, and when the last was recorded.

    \b
    Example:
      peacetalks log streams talks.db
    """
    with open_log(place, create=False) as log:
        found, name = log.streams(), log.name
    if as_json:
        show_json({"log": name, "streams": [summary_to_plain(one) for one in found]})
    elif found:
        rows = ((one.stream, f"{one.records:,}", str(one.recorded_at)) for one in found)
        show_table(("stream", "records", "last recorded"), rows, _lines(found))
    else:
        click.echo(f"{name}: the log is empty", err=True)


def _lines(found: Sequence[StreamSummary]) -> Iterator[str]:
    width = max(len(one.stream) for one in found)
    digits = max(len(str(one.records)) for one in found)
    for one in found:
        yield f"{one.stream:{width}}  {one.records:{digits}}  {one.recorded_at}"
