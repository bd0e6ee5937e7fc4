"""``peacetalks why``: the events and sources behind a part of a state."""

from __future__ import annotations

import click

from peacetalks.cli import options
from peacetalks.cli.output import show
from peacetalks.cli.parts import match_address
from peacetalks.cli.question import Question, viewpoint
from peacetalks.history import History
from peacetalks.history.explanation import address
from peacetalks.reducer.folding import fold
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views import why_to_plain

__all__ = ["why_command"]


@click.command("why")
@options.stream
@click.argument("part", metavar="PART")
@viewpoint(options.on, options.known, options.recorded, options.told_by)
def why_command(question: Question, part: str) -> None:
    """Show the events and sources behind a part of a state.

    FILE is a file of events, a log, or the name of a stream included in peacetalks.
    PART is an address, such as meetings/granada-2023-10, standings/FRA/AZE or
    phase/ARM-AZE, or any piece of one that matches no other. If every fact of a part
    was withdrawn, give the whole address.

    \b
    Examples:
      peacetalks why south-caucasus granada --on 2023-11-17
      peacetalks why south-caucasus standings/FRA/AZE
      peacetalks why south-caucasus phase/ARM-AZE --on 2023-11-17
      peacetalks why talks.db granada --recorded 2024-01-31
    """
    history = question.history
    seen = question.viewpoint(on=question.on or options.today())
    reasons = history.why(_address(history, part, seen), viewpoint=seen)
    if question.as_json:
        question.show_json(why_to_plain(reasons, history.at(seen).actors))
    else:
        show(str(reasons).split("\n"))


def _address(history: History, part: str, viewpoint: Viewpoint) -> str:
    """Return the address of a part on record, or of a part that was withdrawn."""
    if part.partition("/")[0] == "phase":
        return part
    on_record = [address(table, key) for table, key, _ in history.at(viewpoint).parts]
    withdrawn = {
        address(table, key)
        for effective in history.effective(viewpoint).hidden
        for table, key, _ in fold([effective.original]).parts
    }
    return part if part in withdrawn else match_address(part, on_record)
