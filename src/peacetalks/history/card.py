"""A history for notebooks: as a card of how much there is, of what kinds; as its Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from peacetalks.events import Event
from peacetalks.history.narrative import actors_of
from peacetalks.history.record import Record
from peacetalks.markup import Table, card
from peacetalks.plural import many
from peacetalks.when import day_text

if TYPE_CHECKING:
    from peacetalks.history.history import History

__all__ = ["card_of", "print_python"]


def card_of(history: History) -> str:
    """Return a history as HTML, for a notebook."""
    kinds = Counter(event.kind for event in history.events)
    actors = Counter(code for event in history.events for code in actors_of(event))
    return card(
        f"History of {many(len(history), 'event')}{_span(history)}",
        tables=[_counted("Kinds", "kind", kinds), _counted("Actors", "actor", actors)],
    )


def print_python(printer: Any, items: Iterable[Event | Record]) -> None:
    """Print the Python that makes a history, an event a line.

    Any: IPython and Hypothesis have a printer of their own, with these methods.
    """
    with printer.group(4, "History([", ""):
        for item in items:
            printer.break_()
            printer.text(f"{item!r},")
    printer.break_()
    printer.text("])")


def _span(history: History) -> str:
    span = history.span()
    if span is None:
        return ""
    first, last = map(day_text, span)
    return f", {first}" if first == last else f", {first} to {last}"


def _counted(title: str, head: str, counts: Counter[str]) -> Table:
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Table(title, (head, "events"), tuple((name, f"{count:,}") for name, count in most))
