"""Shared by all file formats: turn parsed items into a ``Reading``, and write events to a file.

An item is one event in a file: a line of JSON Lines, or an entry of a YAML list. An invalid item
never hides the others: each adds findings, and with ``errors="raise"`` one ``ReadError`` lists
them all. A reading has each event once: an item that repeats an event is left out with a warning,
and an item that gives its id to a different event is left out with an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeAlias

import attrs

from peacetalks.codec.reading import Reading
from peacetalks.errors import Finding, InvalidValue, ReadError
from peacetalks.events.base import Event
from peacetalks.events.identity import same_content
from peacetalks.fields.explain import several_events
from peacetalks.findings import files

__all__ = ["Errors", "ParsedItem", "Place", "check_choice", "reading_of", "written"]

Errors: TypeAlias = Literal["raise", "collect"]
"""How to handle invalid items: raise one error for all, or return findings with the valid ones."""
Place: TypeAlias = Callable[[str], tuple[int, int]]
"""Finds the line and the column, both from 1, of a path inside an item."""


@attrs.frozen
class ParsedItem:
    """A parsed item of a file, which should be an event.

    Attributes:
        line: the line on which it starts, counted from 1.
        event: the event, or None if the item is invalid.
        findings: the findings about it; those without a line are located by their paths.
        place: finds the position of a path, in formats in which items span several lines.
    """

    line: int
    event: Event | None
    findings: tuple[Finding, ...]
    place: Place | None = None

    def locate(self, finding: Finding, file: str) -> Finding:
        """Return a finding about this item with its file, line and column."""
        if finding.line is not None:
            return attrs.evolve(finding, file=file)
        line, column = self.place(finding.path) if self.place else (self.line, None)
        return attrs.evolve(finding, file=file, line=line, column=column)


def reading_of(items: Iterable[ParsedItem], name: str, errors: Errors) -> Reading:
    """Return the events of a file, each once.

    Raises:
        ReadError: with ``errors="raise"``, if any item is invalid; it lists all errors and
            warnings.
    """
    kept: dict[str, ParsedItem] = {}
    findings: list[Finding] = []
    for item in items:
        findings += [item.locate(finding, name) for finding in item.findings]
        if item.event is not None:
            earlier = kept.setdefault(item.event.id, item)
            if earlier.event is not None and earlier is not item:
                again = _same_id(item.event, earlier.line, earlier.event)
                findings.append(item.locate(again, name))
    problems = [finding for finding in findings if finding.severity != "note"]
    if errors == "raise" and any(finding.severity == "error" for finding in problems):
        raise ReadError(problems)
    return Reading(
        events=tuple(item.event for item in kept.values() if item.event is not None),
        lines=tuple(item.line for item in kept.values()),
        findings=tuple(findings),
        path=name,
    )


def written(events: Iterable[Event], text_of: Callable[[Event], str]) -> Iterator[str]:
    """Yield the text of each event in a format, which refuses anything else.

    Raises:
        InvalidValue: if two events with the same id differ.
    """
    seen: dict[str, Event] = {}
    for event in several_events(events):
        text = text_of(event)
        if not _same(seen.setdefault(event.id, event), event):
            raise InvalidValue("two different events with the same id", value=event.id)
        yield text


def check_choice(errors: str) -> None:
    """Check the argument ``errors``.

    Raises:
        InvalidValue: if it is neither ``"raise"`` nor ``"collect"``.
    """
    if errors not in {"raise", "collect"}:
        accepted = "'raise', 'collect'"
        raise InvalidValue("not a way to handle errors", value=errors, accepted=accepted)


def _same(one: Event, other: Event) -> bool:
    """Return whether two events with the same id have the same content."""
    return one is other or same_content(one, other)


def _same_id(event: Event, line: int, earlier: Event) -> Finding:
    if _same(earlier, event):
        problem = InvalidValue(f"the same event as on line {line}, left out", value=event.id)
        return files.REPEATED.finding(problem.message)
    problem = InvalidValue(
        f"an id that already belongs to the event on line {line}",
        value=event.id,
        hint="use EventCorrected to change an earlier fact",
    )
    return files.CONFLICT.finding(problem.message, path="$.id")
