"""``peacetalks diff``: what differs between two viewpoints."""

from __future__ import annotations

import re
from typing import Any, Final

import click

from peacetalks.actors import Registry
from peacetalks.cli import options, own_actors
from peacetalks.cli.page import show, show_json
from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views import diff_to_plain

__all__ = ["diff"]

_BETWEEN: Final = re.compile(r",(?=\s*[a-z_-]+=)")
_WORDS: Final = ("on", "known", "recorded", "told_by")
_ACCEPTED: Final = "a day, or on=DAY,known=DAY,recorded=DAY|@N,told_by=CODE in any selection"


def _viewpoint(text: str) -> Viewpoint:
    """Return the viewpoint of a text.

    Raises:
        InvalidValue: for words and values that say no viewpoint.
    """
    if "=" not in text:
        return Viewpoint(on=text, known=text)
    # Any: days and codes, which the viewpoint checks.
    said: dict[str, Any] = {}
    for item in _BETWEEN.split(text):
        word, _, value = item.strip().partition("=")
        name = word.replace("-", "_")
        if name not in _WORDS:
            hint = did_you_mean(name, _WORDS)
            raise InvalidValue("no viewpoint", value=item, accepted=_ACCEPTED, hint=hint)
        if name == "told_by":
            said["told_by"] = (*said.get("told_by", ()), value)
        elif name in said:
            raise InvalidValue(f"{name} said twice", value=text, accepted=_ACCEPTED)
        else:
            said[name] = options.recorded_of(value) if name == "recorded" else value
    return Viewpoint(**said)


_VIEW: Final = options.Parsed("view", _viewpoint)


@click.command()
@options.stream
@click.option("--from", "before", type=_VIEW, required=True, help="The one viewpoint.")
@click.option("--to", "after", type=_VIEW, required=True, help="The other.")
@own_actors.actors
@options.of_stream
@options.vocabulary
@options.as_json
def diff(
    stream: str,
    before: Viewpoint,
    after: Viewpoint,
    registry: Registry | None,
    of_stream: str | None,
    vocabulary: Vocabulary,
    *,
    as_json: bool,
) -> None:
    """Print what differs between two viewpoints, and by what.

    FILE is a file of events, a log, or the name of a stream that comes with peacetalks.
    A viewpoint is a day, as it was known that day; or on=DAY, known=DAY, recorded=DAY
    and told_by=CODE with commas between, as many of them as are wanted. What is left out
    is not restricted: on, the last day on record; known, all. Of a log, recorded is what
    it held by a day, or by position N of the stream, as @N.

    \b
    Examples:
      peacetalks diff south-caucasus --from 2023-11-01 --to 2023-11-17
      peacetalks diff south-caucasus --from on=2023-11-17,known=2023-11-17 \\
          --to on=2023-11-17,known=2023-12-23
      peacetalks diff talks.db --from recorded=@100 --to recorded=@182
    """
    reading = options.read(stream, of_stream, as_json=as_json, vocabulary=vocabulary)
    for viewpoint in (before, after):
        options.only_of_logs(stream, reading, viewpoint.recorded)
    history = History(reading, vocabulary=vocabulary, registry=registry)
    told = history.diff(before, after)
    if as_json:
        show_json(diff_to_plain(told, history.at(after).actors) | options.findings(reading))
    else:
        show(str(told).split("\n"))
