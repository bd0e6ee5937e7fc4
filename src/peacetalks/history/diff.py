"""What differs between two viewpoints, and which events did it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, final

import attrs
from attrs import field, frozen

from peacetalks.events import Event
from peacetalks.history.why import address, why
from peacetalks.history.wording import address_in_words, codes_of_parts, in_words
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.state.queries.by_day import answers, subject
from peacetalks.state.queries.phases.dyads import dyads_of
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

if TYPE_CHECKING:
    from peacetalks.history.history import History

__all__ = ["Change", "Diff", "Difference", "Turn", "diff"]


@final
@frozen
class Change:
    """A value that differs.

    Attributes:
        field: its name in the part.
        before: the value from the first viewpoint; None: there is none.
        after: the value from the second; None: there is none.

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
        before: the part from the first viewpoint; None: there is none.
        after: the part from the second.
        changes: the values that differ.
        by: the events that stand behind one of them and not behind the other, or count in one.
        title: its address with the names of actors, as people read it.

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
    """An answer that differs, whether a fact or the day alone made it so.

    Attributes:
        about: what it is about: ``"phase/ARM-AZE"``, ``"ceasefires/may"``, ``"deadlines/reply"``.
        before: the answer from the first viewpoint; None: there was none.
        after: the answer from the second.
        said: both, as a sentence.

    >>> from peacetalks import CeasefireDeclared, History, Viewpoint
    >>> truce = CeasefireDeclared(
    ...     occurred="2023-05-20", ceasefire="may", parties=("ARM", "AZE"), expires="2023-06-01"
    ... )
    >>> diff = History([truce]).diff(Viewpoint(on="2023-06-01"), Viewpoint(on="2023-06-02"))
    >>> print(diff.turns[-1].said)
    the ceasefire may: in force → lapsed (it was to last until 2023-06-01)
    """

    about: str
    before: str | None
    after: str | None
    said: str


@final
@frozen
class Diff:
    """What differs between two viewpoints; true in a condition where anything does.

    Counters of days (days left, days since) differ every day and are no difference.

    Attributes:
        a: the first viewpoint.
        b: the second.
        differences: the parts that differ.
        turns: the answers that differ: phases, what is overdue, lapsed, expired, disputed, and
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


def diff(history: History, a: Viewpoint, b: Viewpoint) -> Diff:
    """Return what differs between two viewpoints."""
    first_state, second_state = history.at(a), history.at(b)
    before, after, actors = first_state.parts, second_state.parts, second_state.actors
    found: list[Difference] = []
    for table in attrs.fields(Parts):
        first, second = getattr(before, table.name), getattr(after, table.name)
        for key in dict.fromkeys((*first, *second)):
            old, new = first.get(key), second.get(key)
            if old != new:
                where = address(table.name, key)
                by = _events(history, where, a, b)
                changes = _changes(new if old is None else old, old, new)
                title = address_in_words(table.name, key, actors, codes_of_parts(old, new))
                found.append(Difference(where, old, new, changes, by, title))
    return Diff(a, b, tuple(found), tuple(_turns(first_state, second_state)), actors)


def _turns(a: NegotiationState, b: NegotiationState) -> Iterator[Turn]:
    """Yield the answers that differ; of what is on record in one only, those that are news."""
    # Another name of an actor is no other answer.
    a = a.having(actors=attrs.evolve(a.actors, worded=b.actors))
    dyads = [dyads_of(state) for state in (a, b)]
    pairs = {"-".join(pair): b.actors.listed(pair) for found in dyads for pair in found}
    before, after = (answers(*told) for told in zip((a, b), dyads, strict=True))
    for about in dict.fromkeys((*before, *after)):
        old, new = before.get(about), after.get(about)
        both = old is not None and new is not None
        news = about[0] == "phase" or any(one is not None and one.alarming for one in (old, new))
        if old != new and (both or news):
            yield _turn("/".join(about), subject(about, pairs), old, new)
    for name in dict.fromkeys((*a.disputes, *b.disputes)):
        disputing = [state.disputes.get(name) for state in (a, b)]
        if disputing[0] != disputing[1]:
            told = [by and f"disputed by {b.actors.listed(by)}" for by in disputing]
            yield _turn(f"disputes/{name}", f"the fact {name}", *told)
    yield from _ends(a.actors, b.actors)
    here, there = ({event.id: event for event in state.unsettled} for state in (a, b))
    for name, event in {**here, **there}.items():
        if (name in here) != (name in there) and not (a.event(name) or b.event(name)):
            told = [
                f"may have happened, {event.occurred}" if name in s else None for s in (here, there)
            ]
            yield _turn(f"unsettled/{name}", f"the fact {name}", *told)


def _ends(before: Register, after: Register) -> Iterator[Turn]:
    """Yield the actors of which it is on record in one only that they merged, split or ended so."""
    for code in dict.fromkeys((*before, *after)):
        became = [one[code].became if code in one else () for one in (before, after)]
        if became[0] != became[1]:
            told = [
                f"became {after.listed(into for _, into in several)} on {several[-1][0]}"
                if several
                else None
                for several in became
            ]
            yield _turn(f"actors/{code}", f"the actor {after.shown(code)}", *told)


def _turn(about: str, what: str, old: object, new: object) -> Turn:
    before, after = (None if one is None else str(one) for one in (old, new))
    said = f"{what}: {before or 'not on record'} → {after or 'not on record'}"
    return Turn(about, before, after, said)


def _changes(some: Part, before: Part | None, after: Part | None) -> tuple[Change, ...]:
    return tuple(
        Change(field.name, old, new)
        for field in attrs.fields(type(some))
        if field.name != "_because"
        and not (None in (before, after) and getattr(some, field.name) == field.default)
        and (old := getattr(before, field.name, None)) != (new := getattr(after, field.name, None))
    )


def _events(history: History, where: str, a: Viewpoint, b: Viewpoint) -> tuple[Event, ...]:
    """Return what stands behind a part from one viewpoint and not, or otherwise, from the other."""
    first, second = (_behind(history, where, viewpoint) for viewpoint in (a, b))
    changed = {
        name: event
        for name, (event, _) in {**first, **second}.items()
        if first.get(name) != second.get(name)
    }
    return tuple(history.order.sorted(changed.values()))


def _behind(history: History, where: str, viewpoint: Viewpoint) -> dict[str, tuple[Event, bool]]:
    """Return the events behind a part by id, with whether each counts."""
    if where not in {address(table, key) for table, key, _ in history.at(viewpoint).parts}:
        return {}
    told = why(history, where, viewpoint=viewpoint)
    counting = {event.id for event in (*told.facts, *told.bookkeeping)}
    return {event.id: (event, event.id in counting) for event in told.events}
