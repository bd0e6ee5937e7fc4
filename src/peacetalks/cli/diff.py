"""``peacetalks diff``: what differs between two viewpoints."""

from __future__ import annotations

import re
from typing import Any, Final

import click

from peacetalks.cli import options
from peacetalks.cli.output import show
from peacetalks.cli.question import Question, viewpoint
from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views import diff_to_plain

__all__ = ["diff_command"]

_SEPARATOR: Final = re.compile(r",(?=\s*[a-z_-]+=)")
_NAMES: Final = ("on", "known", "recorded", "told_by")
_ACCEPTED: Final = "a day, or any of on=DAY,known=DAY,recorded=DAY|@N,told_by=CODE"


def _viewpoint(text: str) -> Viewpoint:
    """Return the viewpoint that a text describes.

    Raises:
        InvalidValue: if ``text`` does not describe a viewpoint.
    """
    if "=" not in text:
        return Viewpoint(on=text, known=text)
    # Any: days and codes, which the viewpoint checks.
    fields: dict[str, Any] = {}
    for item in _SEPARATOR.split(text):
        word, _, value = item.strip().partition("=")
        name = word.replace("-", "_")
        if name not in _NAMES:
            hint = did_you_mean(name, _NAMES)
            raise InvalidValue("not a viewpoint", value=item, accepted=_ACCEPTED, hint=hint)
        if name == "told_by":
            fields["told_by"] = (*fields.get("told_by", ()), value)
        elif name in fields:
            raise InvalidValue(f"{name} is given twice", value=text, accepted=_ACCEPTED)
        else:
            fields[name] = options.recorded_of(value) if name == "recorded" else value
    return Viewpoint(**fields)


_VIEW: Final = options.Parsed("view", _viewpoint)


@click.command("diff")
@options.stream
@click.option("--from", "before", type=_VIEW, required=True, help="The first viewpoint.")
@click.option("--to", "after", type=_VIEW, required=True, help="The second viewpoint.")
@viewpoint()
def diff_command(question: Question, before: Viewpoint, after: Viewpoint) -> None:
    """Show what differs between two viewpoints, and why.

    FILE is a file of events, a log, or the name of a stream included in peacetalks.
    A viewpoint is a day, as it was known that day; or any of on=DAY, known=DAY,
    recorded=DAY and told_by=CODE, separated by commas. What you leave out is not
    restricted: on is then the last day on record, and known is everything. For a log,
    recorded counts what it held by a day, or up to position N of the stream (@N).

    \b
    Examples:
      peacetalks diff south-caucasus --from 2023-11-01 --to 2023-11-17
      peacetalks diff south-caucasus --from on=2023-11-17,known=2023-11-17 \\
          --to on=2023-11-17,known=2023-12-23
      peacetalks diff talks.db --from recorded=@100 --to recorded=@182
    """
    history = question.history
    for seen in (before, after):
        question.require_log_for(seen.recorded)
    difference = history.diff(before, after)
    if question.as_json:
        question.show_json(diff_to_plain(difference, history.at(after).actors))
    else:
        show(str(difference).split("\n"))
