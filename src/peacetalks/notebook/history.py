"""A history as a card for notebooks: the number of events by kind and by actor."""

from __future__ import annotations

from collections.abc import Mapping

from peacetalks._support.wording import count_noun
from peacetalks.notebook.markup import Table, card
from peacetalks.primitives.when import day_text

__all__ = ["card_of"]


def card_of(
    events: int,
    span: tuple[int, int] | None,
    kinds: Mapping[str, int],
    actors: Mapping[str, int],
) -> str:
    """Return a history as HTML, for a notebook.

    Args:
        events: the number of events.
        span: the first and the last day, in days since 1970-01-01; None: there are no days.
        kinds: the number of events of each kind.
        actors: the number of events that name each actor, by the name to show.
    """
    return card(
        f"History of {count_noun(events, 'event')}{_from_to(span)}",
        tables=[_counted("Kinds", "kind", kinds), _counted("Actors", "actor", actors)],
    )


def _from_to(span: tuple[int, int] | None) -> str:
    if span is None:
        return ""
    first, last = map(day_text, span)
    return f", {first}" if first == last else f", {first} to {last}"


def _counted(title: str, head: str, counts: Mapping[str, int]) -> Table:
    largest_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = tuple((name, f"{count:,}") for name, count in largest_first)
    return Table(title, (head, "events"), rows)
