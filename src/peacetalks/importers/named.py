"""The actors that rows name: what is stated of them, and where two of their names became one.

Whether a format has looked well is not asked of the format: the context keeps with each row whom
it was asked for, and here is one check of that for all formats.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import final

from peacetalks.errors import shown
from peacetalks.events import ActorNamed, Event
from peacetalks.importers.actors import same_text
from peacetalks.importers.codes import ONE_ACTOR
from peacetalks.importers.context import Context
from peacetalks.importers.report import Outcome
from peacetalks.importers.row import Row
from peacetalks.when import When

__all__ = ["Unstated", "keep_apart", "named_in"]


def named_in(rows: tuple[Row, ...], context: Context, occurred: When) -> tuple[ActorNamed, ...]:
    """Return what is stated of the actors of rows; two names of one actor in a row are a finding.

    Args:
        rows: the rows, of which events were made.
        context: the import.
        occurred: when the first of the events occurred.
    """
    stated: dict[str, ActorNamed] = {}
    for row in rows:
        if len(row.named) > 1:
            _find_one_actor(row)
        for named in row.named:
            if named.said is not None:
                event = context.statement(named.said, occurred)
                if event is not None:
                    stated[event.id] = event
    return tuple(stated.values())


def _find_one_actor(row: Row) -> None:
    first: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for slot, text, code, _ in row.named:
        if slot is not None and first.setdefault(code, text) != text:
            others.setdefault(code, []).append(text)
    for code, texts in others.items():
        names = [first[code]]
        for text in texts:
            if not any(same_text(text, name) for name in names):
                names.append(text)
        if len(names) > 1:
            row.find(ONE_ACTOR, f"{_and(map(shown, names))} are one actor here: {code!r}")


def keep_apart(
    row: Row, context: Context, one: str, other: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of both sides of an act of force, so that nobody is on both.

    Two names that are one actor are kept apart, each with a code of its own within that actor,
    and a finding. One name that stands on both sides is what the file says, and stays. Who fights
    the actor that it is an organ of is none of its organs.

    Args:
        row: the row.
        context: the import.
        one: the slot of the one side.
        other: the slot of the other side.
    """
    sides = (_codes(row, one), _codes(row, other))
    shared = [code for code in sides[0] if code in sides[1]]
    for code in shared:
        _split(row, context, code, (one, other))
    for at, named in enumerate(row.named):
        of = named.said and named.said.organ_of
        if of is not None and any(of in side for side in sides):
            row.named[at] = context.fell_out(named)
    return (_codes(row, one), _codes(row, other)) if shared else sides


def _split(row: Row, context: Context, code: str, slots: tuple[str, str]) -> None:
    """Give each of several names of one actor, on both sides, a code of its own."""
    there = [named for named in row.named if named.code == code and named.slot in slots]
    if all(same_text(there[0].text, named.text) for named in there):
        return
    apart = {named: context.kept_apart(row, named) for named in there}
    row.named[:] = [apart.get(named, named) for named in row.named]
    told = dict.fromkeys(f"{shown(named.text)} as {named.code!r}" for named in apart.values())
    row.find(
        ONE_ACTOR, f"two names of {code!r} that fought each other are kept apart: {_and(told)}"
    )


def _codes(row: Row, slot: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([named.code for named in row.named if named.slot == slot]))


def _and(texts: Iterable[str]) -> str:
    return " and ".join(texts)


@final
class Unstated:
    """Tells which actors a stream has not stated yet, of those that rows name."""

    def __init__(self) -> None:
        self._stated: dict[str, set[str]] = {}

    def then_facts(self, stream: str, outcome: Outcome) -> tuple[Event, ...]:
        """Return the facts of rows, after the actors that their stream has not stated before."""
        there = self._stated.get(stream)
        if there is None:
            there = self._stated[stream] = set()
        fresh = [actor for actor in outcome.actors if actor.id not in there]
        if not fresh:
            return outcome.events
        there.update([actor.id for actor in fresh])
        return (*fresh, *outcome.events)
