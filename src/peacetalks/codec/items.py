"""What every form of file shares: items become one reading, and events one file.

An item is what stands where an event is meant: a line of JSON Lines, an entry of a YAML list. A
bad item never hides the others: each becomes findings, and with ``errors="raise"`` one
``ReadError`` lists them all. A reading holds each event once: an item that repeats an event is
left out with a warning, an item that gives an id to another event is left out with an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeAlias

import attrs

from peacetalks.codec import codes
from peacetalks.codec.reading import Reading
from peacetalks.errors import Finding, InvalidValue, ReadError
from peacetalks.events.base import Event
from peacetalks.events.identity import content_id
from peacetalks.misuse import several_events

__all__ = ["Errors", "Item", "Place", "check_choice", "reading_of", "written"]

Errors: TypeAlias = Literal["raise", "collect"]
"""What is done about bad items: one error for all of them, or findings beside the good ones."""
Place: TypeAlias = Callable[[str], tuple[int, int]]
"""Finds the line and the column, both from 1, of a path inside an item."""


@attrs.frozen
class Item:
    """What stands where an event is meant.

    Attributes:
        line: the line on which it starts, counted from 1.
        event: the event, or None where none can be made.
        findings: what was found in it; those that name no line are placed by their paths.
        place: where a path inside it stands, where lines hold less than an item.
    """

    line: int
    event: Event | None
    findings: tuple[Finding, ...]
    place: Place | None = None

    def placed(self, finding: Finding, file: str) -> Finding:
        """Return a finding of this item with its file, line and column."""
        if finding.line is not None:
            return attrs.evolve(finding, file=file)
        line, column = self.place(finding.path) if self.place else (self.line, None)
        return attrs.evolve(finding, file=file, line=line, column=column)


def reading_of(items: Iterable[Item], name: str, errors: Errors) -> Reading:
    """Return what a file holds, each event once.

    Raises:
        ReadError: with ``errors="raise"``, if any item is wrong; it lists all that are, and the
            warnings.
    """
    kept: dict[str, Item] = {}
    findings: list[Finding] = []
    for item in items:
        findings += [item.placed(finding, name) for finding in item.findings]
        if item.event is not None:
            earlier = kept.setdefault(item.event.id, item)
            if earlier.event is not None and earlier is not item:
                again = _again(item.event, earlier.line, earlier.event)
                findings.append(item.placed(again, name))
    told = [finding for finding in findings if finding.severity != "note"]
    if errors == "raise" and any(finding.severity == "error" for finding in told):
        raise ReadError(told)
    return Reading(
        events=tuple(item.event for item in kept.values() if item.event is not None),
        lines=tuple(item.line for item in kept.values()),
        findings=tuple(findings),
        path=name,
    )


def written(events: Iterable[Event], form: Callable[[Event], str]) -> Iterator[str]:
    """Yield events as texts of a form, which refuses what is no event.

    Raises:
        InvalidValue: for two events of one id that differ.
    """
    seen: dict[str, Event] = {}
    for event in several_events(events):
        text = form(event)
        if not _same(seen.setdefault(event.id, event), event):
            raise InvalidValue("two events of one id that differ", value=event.id)
        yield text


def check_choice(errors: str) -> None:
    """Refuse what is no way to treat errors.

    Raises:
        InvalidValue: for any other word.
    """
    if errors not in {"raise", "collect"}:
        raise InvalidValue("not a way to treat errors", value=errors, accepted="'raise', 'collect'")


def _same(one: Event, other: Event) -> bool:
    """Return whether two events of one id say the same."""
    return one is other or content_id(one) == content_id(other)


def _again(event: Event, line: int, earlier: Event) -> Finding:
    if _same(earlier, event):
        said = InvalidValue(f"the same event as on line {line}, left out", value=event.id)
        return Finding(code=codes.REPEATED, message=said.message, severity="warning")
    said = InvalidValue(
        f"an id that line {line} gives to another event",
        value=event.id,
        hint="a change of an earlier fact is an EventCorrected",
    )
    return Finding(code=codes.CONFLICT, message=said.message, path="$.id")
