"""``peacetalks timeline``: the facts in order, filtered."""

from __future__ import annotations

from typing import Any, Final

import click

from peacetalks.cli import options
from peacetalks.cli.output import by_of, fact_line
from peacetalks.cli.question import Question, viewpoint
from peacetalks.cli.table import show_table
from peacetalks.primitives.when import When
from peacetalks.state.brief.coverage import coverage_in_words
from peacetalks.state.coverage import basis
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.queries.coverage import looked_for
from peacetalks.views import event_to_plain
from peacetalks.views.answers import names_of

__all__ = ["timeline_command"]

_LIMITS: Final = ("since", "until")
# Any: the options of the command, each a filter of ``History.timeline`` under the same name.


@click.command("timeline")
@options.stream
@click.option(
    "--kind", type=options.KIND_ON_RECORD, help="Only facts of this kind, such as meeting-refused."
)
@click.option("--actor", metavar="CODE", help="Only facts that name this actor.")
@click.option("--meeting", metavar="ID", help="Only facts about this meeting.")
@click.option("--since", type=options.DAY, help="Only facts of this day or later.")
@click.option("--until", type=options.DAY, help="Only facts of this day or earlier.")
@click.option("--text", metavar="WORDS", help="Only facts that contain these words.")
@viewpoint(options.known, options.recorded, options.told_by)
def timeline_command(question: Question, **filters: Any) -> None:
    """List the facts in order, with corrections applied.

    FILE is a file of events, a log, or the name of a stream included in peacetalks.

    \b
    Examples:
      peacetalks timeline south-caucasus --kind meeting-refused --actor AZE
      peacetalks timeline south-caucasus --since 2023-09-19 --until 2023-09-20
      peacetalks timeline talks.db --recorded 2024-01-31
    """
    history, seen = question.history, question.viewpoint()
    facts = history.timeline(viewpoint=seen, **filters)
    actors = history.effective(seen).actors
    kind: str | None = filters["kind"]
    if kind and not facts and not question.as_json:
        told = coverage_in_words(history.at(seen), kind)
        click.echo(f"no {kind} on record here; {told}", err=True)
    if question.as_json:
        question.show_json(
            {
                "facts": [event_to_plain(event) for event in facts],
                "actors": names_of(facts, actors),
                "covered": None if kind is None else _covered(history.at(seen), kind, filters),
            }
        )
    else:
        rows = (
            (
                *(str(one.occurred), one.kind, one.id, by_of(one, actors.shown)),
                ", ".join(map(actors.shown, one.claimed_by)),
            )
            for one in facts
        )
        lines = (fact_line(one, actors.shown) for one in facts)
        show_table(("day", "kind", "id", "by", "claimed by"), rows, lines)


def _covered(state: NegotiationState, kind: str, filters: dict[str, Any]) -> str | None:
    """Return why no fact of a kind means that there was none; None: it does not mean that."""
    since, until = (None if filters[name] is None else When(filters[name]) for name in _LIMITS)
    first = min((e.occurred.first_day for e in state.facts), default=state.day)
    window = (since.first_day if since else first, until.last_day if until else state.day)
    return basis(looked_for(state), kind, window)
