"""What differs between two viewpoints, and which events made the difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

import attrs
from attrs import field, frozen

from peacetalks.events import Event
from peacetalks.history.chronicle import Chronicle
from peacetalks.history.explanation import address, why
from peacetalks.history.wording import address_in_words, codes_of_parts, in_words
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.state.queries.by_day import answers, subject
from peacetalks.state.queries.phases.dyads import dyads_of
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["Change", "Diff", "Difference", "Turn", "diff"]


@final
@frozen
class Change:
    """A value that differs.

    Attributes:
        field: its name in the part.
        before: the value from the first viewpoint; None: there is no value.
        after: the value from the second; None: there is no value.

    >>> from peacetalks import History, Viewpoint, datasets
    >>> history = History(datasets.south_caucasus())
    >>> diff = history.diff(Viewpoint(on="2023-11-15"), Viewpoint(on="2023-11-17"))
    >>> diff.differences[0].changes[0]
    Change(field='meeting', before=None, after='washington-2023-11')
    """

    field: str
    before: object
    after: object


@final
@frozen
class Difference:
    """A part that differs.

    Attributes:
        part: its address.
        before: the part from the first viewpoint; None: it does not exist.
        after: the part from the second.
        changes: the values that differ.
        by: the events on which only one of the two rests, or that count in only one of them.
        title: its address with the names of actors, for readers.

    >>> from peacetalks import History, Viewpoint, datasets
    >>> history = History(datasets.south_caucasus())
    >>> diff = history.diff(Viewpoint(on="2023-11-15"), Viewpoint(on="2023-11-17"))
    >>> first = diff.differences[0]
    >>> first.before, [event.kind for event in first.by]
    (None, ['meeting-proposed', 'meeting-refused'])
    """

    part: str
    before: Part | None
    after: Part | None
    changes: tuple[Change, ...]
    by: tuple[Event, ...]
    title: str = field(default="", eq=False, repr=False)


@final
@frozen
class Turn:
    """An answer that differs, because of a fact or only because of the day.

    Attributes:
        about: what it is about: ``"phase/ARM-AZE"``, ``"ceasefires/may"``, ``"deadlines/reply"``.
        before: the answer from the first viewpoint; None: there was no answer.
        after: the answer from the second.
        said: both answers, as a sentence.

    >>> from peacetalks import CeasefireDeclared, History, Viewpoint
    >>> truce = CeasefireDeclared(
    ...     occurred="2023-05-20", ceasefire="may", parties=("ARM", "AZE"), expires="2023-06-01"
    ... )
    >>> diff = History([truce]).diff(Viewpoint(on="2023-06-01"), Viewpoint(on="2023-06-02"))
    >>> print(diff.turns[-1].said)
    the ceasefire may: in force → lapsed (its last day was 2023-06-01)
    """

    about: str
    before: str | None
    after: str | None
    said: str


@final
@frozen
class Diff:
    """What differs between two viewpoints; it is true in a condition if anything differs.

    Counts of days (days left, days since) change every day, so they are not differences.

    Attributes:
        a: the first viewpoint.
        b: the second.
        differences: the parts that differ.
        turns: the answers that differ: phases, what is overdue, lapsed, expired or disputed, and
            which actors merged or split.

    >>> from peacetalks import History, Viewpoint, datasets
    >>> history = History(datasets.south_caucasus())
    >>> diff = history.diff(Viewpoint(on="2023-11-15"), Viewpoint(on="2023-11-17"))
    >>> [each.part for each in diff.differences][:2]
    ['meetings/washington-2023-11', 'standings/USA/ARM']
    """

    a: Viewpoint
    b: Viewpoint
    differences: tuple[Difference, ...]
    turns: tuple[Turn, ...] = ()
    _actors: Register = field(default=Register(), eq=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.differences or self.turns)

    def __str__(self) -> str:
        a, b = (viewpoint.in_words(self._actors) for viewpoint in (self.a, self.b))
        lines = [f"from  {a}", f"to    {b}", *(turn.said for turn in self.turns)]
        for difference in self.differences:
            lines.append(difference.title)
            codes = codes_of_parts(difference.before, difference.after)
            lines += [
                f"  {change.field}: {in_words(change.before, self._actors, codes)}"
                f" → {in_words(change.after, self._actors, codes)}"
                for change in difference.changes
            ]
            lines += [f"  by {event.occurred}  {event.kind}  {event.id}" for event in difference.by]
        if not self:
            lines.append("no difference")
        return "\n".join(lines)


def diff(history: Chronicle, a: Viewpoint, b: Viewpoint) -> Diff:
    """Return what differs between two viewpoints."""
    first_state, second_state = history.at(a), history.at(b)
    before, after, actors = first_state.parts, second_state.parts, second_state.actors
    differences: list[Difference] = []
    for table in attrs.fields(Parts):
        first, second = getattr(before, table.name), getattr(after, table.name)
        for key in dict.fromkeys((*first, *second)):
            old, new = first.get(key), second.get(key)
            if old != new:
                where = address(table.name, key)
                by = _events(history, where, a, b)
                changes = _changes(new if old is None else old, old, new)
                title = address_in_words(table.name, key, actors, codes_of_parts(old, new))
                differences.append(Difference(where, old, new, changes, by, title))
    return Diff(a, b, tuple(differences), tuple(_turns(first_state, second_state)), actors)


def _turns(a: NegotiationState, b: NegotiationState) -> Iterator[Turn]:
    """Yield the answers that differ; if only one state has an answer, only if it is news."""
    # If only the name of an actor differs, the answer is the same.
    a = a.evolve(actors=attrs.evolve(a.actors, worded=b.actors))
    dyads = [dyads_of(state) for state in (a, b)]
    pairs = {"-".join(pair): b.actors.listed(pair) for of_state in dyads for pair in of_state}
    before, after = (answers(*state) for state in zip((a, b), dyads, strict=True))
    for about in dict.fromkeys((*before, *after)):
        old, new = before.get(about), after.get(about)
        both = old is not None and new is not None
        news = about[0] == "phase" or any(one is not None and one.alarming for one in (old, new))
        if old != new and (both or news):
            yield _turn("/".join(about), subject(about, pairs), old, new)
    for name in dict.fromkeys((*a.disputes, *b.disputes)):
        disputing = [state.disputes.get(name) for state in (a, b)]
        if disputing[0] != disputing[1]:
            shown = [by and f"disputed by {b.actors.listed(by)}" for by in disputing]
            yield _turn(f"disputes/{name}", f"the fact {name}", *shown)
    yield from _changed_actors(a.actors, b.actors)
    first, second = ({event.id: event for event in state.unsettled} for state in (a, b))
    for name, event in {**first, **second}.items():
        if (name in first) != (name in second) and not (a.event(name) or b.event(name)):
            shown = [
                f"may have happened, {event.occurred}" if name in unsettled else None
                for unsettled in (first, second)
            ]
            yield _turn(f"unsettled/{name}", f"the fact {name}", *shown)


def _changed_actors(before: Register, after: Register) -> Iterator[Turn]:
    """Yield the actors that merged, split or became another according to only one register."""
    for code in dict.fromkeys((*before, *after)):
        became = [register[code].became if code in register else () for register in (before, after)]
        if became[0] != became[1]:
            shown = [
                f"became {after.listed(into for _, into in changes)} on {changes[-1][0]}"
                if changes
                else None
                for changes in became
            ]
            yield _turn(f"actors/{code}", f"the actor {after.shown(code)}", *shown)


def _turn(about: str, title: str, old: object, new: object) -> Turn:
    before, after = (None if answer is None else str(answer) for answer in (old, new))
    said = f"{title}: {before or 'not on record'} → {after or 'not on record'}"
    return Turn(about, before, after, said)


def _changes(some: Part, before: Part | None, after: Part | None) -> tuple[Change, ...]:
    return tuple(
        Change(field.name, old, new)
        for field in attrs.fields(type(some))
        if field.name != "_because"
        and not (None in (before, after) and getattr(some, field.name) == field.default)
        and (old := getattr(before, field.name, None)) != (new := getattr(after, field.name, None))
    )


def _events(history: Chronicle, where: str, a: Viewpoint, b: Viewpoint) -> tuple[Event, ...]:
    """Return the events behind a part that differ between two viewpoints."""
    first, second = (_behind(history, where, viewpoint) for viewpoint in (a, b))
    changed = {
        name: event
        for name, (event, _) in {**first, **second}.items()
        if first.get(name) != second.get(name)
    }
    return tuple(history.order.sorted(changed.values()))


def _behind(history: Chronicle, where: str, viewpoint: Viewpoint) -> dict[str, tuple[Event, bool]]:
    """Return the events behind a part by id, with whether each counts."""
    if where not in {address(table, key) for table, key, _ in history.at(viewpoint).parts}:
        return {}
    basis = why(history, where, viewpoint=viewpoint)
    counting = {event.id for event in (*basis.facts, *basis.bookkeeping)}
    return {event.id: (event, event.id in counting) for event in basis.events}
