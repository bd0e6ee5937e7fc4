"""A history for notebooks: as a card of how much there is, of what kinds; as its Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from peacetalks.events import Event
from peacetalks.history.narrative import actors_of
from peacetalks.history.record import Record
from peacetalks.markup import Table, card
from peacetalks.plural import many
from peacetalks.when import day_text

if TYPE_CHECKING:
    from peacetalks.history.history import History

__all__ = ["card_of", "print_python"]

_MOST_PRINTED: Final = 50


def card_of(history: History) -> str:
    """Return a history as HTML, for a notebook."""
    kinds = Counter(event.kind for event in history.events)
    codes = Counter(code for event in history.events for code in actors_of(event))
    actors = {history.actors.shown(code): count for code, count in codes.items()}
    return card(
        f"History of {many(len(history), 'event')}{_span(history)}",
        tables=[_counted("Kinds", "kind", kinds), _counted("Actors", "actor", actors)],
    )


def print_python(printer: Any, items: Sequence[Event | Record]) -> None:
    """Print the Python that makes a history, one event per line; of a long one its size.

    Any: IPython and Hypothesis have a printer of their own, with these methods.
    """
    if not items or len(items) > _MOST_PRINTED:
        told = f"<History of {many(len(items), 'event')}>" if items else "History([])"
        printer.text(told)
        return
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


def _counted(title: str, head: str, counts: Mapping[str, int]) -> Table:
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Table(title, (head, "events"), tuple((name, f"{count:,}") for name, count in most))
