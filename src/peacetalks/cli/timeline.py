"""``peacetalks timeline``: the facts in order, filtered."""

from __future__ import annotations

import click

from peacetalks.actors import Registry
from peacetalks.cli import options, own_actors
from peacetalks.cli.page import by_of, fact_line, show_json
from peacetalks.cli.table import show_table
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views import event_to_plain
from peacetalks.views.plain import names_of
from peacetalks.when import When

__all__ = ["timeline"]


@click.command()
@options.stream
@click.option(
    "--kind", type=options.KIND_ON_RECORD, help="Only facts of this kind, as meeting-refused."
)
@click.option("--actor", metavar="CODE", help="Only facts that name this actor.")
@click.option("--meeting", metavar="ID", help="Only facts about this meeting.")
@click.option("--since", type=options.DAY, help="Only facts of this day or later.")
@click.option("--until", type=options.DAY, help="Only facts of this day or earlier.")
@click.option("--text", metavar="WORDS", help="Only facts in which these words stand.")
@options.known
@options.recorded
@options.told_by
@own_actors.actors
@options.of_stream
@options.vocabulary
@options.as_json
def timeline(
    stream: str,
    kind: str | None,
    actor: str | None,
    meeting: str | None,
    since: When | None,
    until: When | None,
    text: str | None,
    known: When | None,
    recorded: When | int | None,
    told_by: tuple[str, ...],
    registry: Registry | None,
    of_stream: str | None,
    vocabulary: Vocabulary,
    *,
    as_json: bool,
) -> None:
    """Print the facts in order, as they stand after corrections.

    FILE is a file of events, a log, or the name of a stream that comes with peacetalks.

    \b
    Examples:
      peacetalks timeline south-caucasus --kind meeting-refused --actor AZE
      peacetalks timeline south-caucasus --since 2023-09-19 --until 2023-09-20
      peacetalks timeline talks.db --recorded 2024-01-31
    """
    reading = options.read(
        stream, of_stream, as_json=as_json, recorded=recorded, vocabulary=vocabulary
    )
    history = History(reading, vocabulary=vocabulary, registry=registry)
    viewpoint = Viewpoint(known=known, recorded=recorded, told_by=told_by)
    facts = history.timeline(
        kind=kind,
        actor=actor,
        meeting=meeting,
        since=since,
        until=until,
        text=text,
        viewpoint=viewpoint,
    )
    actors = history.resolved(viewpoint).actors
    if as_json:
        told: dict[str, object] = {
            "facts": [event_to_plain(event) for event in facts],
            "actors": names_of(facts, actors),
        }
        show_json(told | options.findings(reading))
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
