"""Strategies of facts that interact: few things, days and parties, with bookkeeping among them.

The facts need not make sense: a meeting is cancelled before it is proposed, retractions form a
circle, a correction is of another kind than its target. All code that folds, resolves or checks
events has to cope with this.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Sequence
from typing import Any, Final, TypeVar, final

import attrs
from attrs import frozen
from hypothesis import strategies as st

from peacetalks.actors.code import Codes
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import (
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
    EventsMerged,
)
from peacetalks.events.force import CasualtiesReported, OffensiveLaunched
from peacetalks.events.kinds import CORE
from peacetalks.events.meetings import (
    MeetingAccepted,
    MeetingCancelled,
    MeetingProposed,
    MeetingRefused,
    ReadoutIssued,
)
from peacetalks.history.bookkeeping import BOOKKEEPING
from peacetalks.testing.strategies.crowds import FIRST_DAY, PARTIES, few
from peacetalks.values.count import Count
from peacetalks.values.facts import ExternalId, Source

__all__ = [
    "Setting",
    "bookkeeping_ids",
    "days",
    "fact_ids",
    "facts",
    "jumbles",
    "replacements",
]

T = TypeVar("T")

_USUAL: Final = 20
"""The most events by default."""
_DAYS: Final = 10
_PIECE: Final = 8
_FAR: Final = 15
"""The largest distance from bookkeeping to its target."""
_FACTS: Final = tuple(kind for kind in CORE.kinds if not issubclass(kind, BOOKKEEPING))


@final
@frozen
class Setting:
    """The options of a jumble.

    Attributes:
        actors: the codes in it.
        corrections: whether facts are corrected, retracted and merged.
        disputes: whether facts are claimed, confirmed and disputed, and acts have two accounts.
        late_reports: whether facts say when they became public.
    """

    actors: Codes = PARTIES
    corrections: bool = True
    disputes: bool = True
    late_reports: bool = True


_ANYTHING: Final = Setting()


def fact_ids(number: int) -> tuple[str, ...]:
    """Return the ids of the facts of a jumble."""
    return tuple(f"e{place}" for place in range(1, number + 1))


def bookkeeping_ids(number: int) -> tuple[str, ...]:
    """Return the ids of the bookkeeping of a jumble."""
    return tuple(f"b{place}" for place in range(1, number + 1))


@functools.cache
def days() -> st.SearchStrategy[str]:
    """Draw one of the few days of the facts of a jumble."""
    return st.sampled_from([str(FIRST_DAY + dt.timedelta(days=day)) for day in range(_DAYS)])


@functools.cache
def _maybe_days() -> st.SearchStrategy[str | None]:
    return st.none() | days()


# Facts


@st.composite
def facts(draw: st.DrawFn, name: str, setting: Setting = _ANYTHING) -> Event:
    """Draw a fact of a few kinds, about few things and on few days.

    Args:
        draw: passed by Hypothesis.
        name: its id.
        setting: the options.
    """
    common: dict[str, Any] = {"id": name, "occurred": draw(days()), **_common_fields(draw, setting)}
    about, kind = draw(_ABOUT), draw(_KINDS)
    by = draw(_parties(setting.actors))
    if kind is MeetingProposed:
        return MeetingProposed(meeting=about, invitees=setting.actors[:2], **common)
    if kind is OffensiveLaunched:
        return OffensiveLaunched(offensive=about, by=by, **common)
    if kind is ReadoutIssued:
        return ReadoutIssued(subject=about, by=by, **common)
    if kind is CasualtiesReported:
        return CasualtiesReported(
            series=about,
            measure="killed",
            count=Count.exactly(draw(st.integers(1, 4))),
            counting_body=draw(_bodies(setting.actors)),
            as_of=draw(_maybe_days()),
            **common,
        )
    answered: Event = kind(meeting=about, by=by, **common)
    return answered


_ABOUT: Final = st.sampled_from("mn")
_KINDS: Final[st.SearchStrategy[Any]] = st.sampled_from(
    [
        MeetingProposed,
        MeetingRefused,
        MeetingAccepted,
        MeetingCancelled,
        OffensiveLaunched,
        ReadoutIssued,
        CasualtiesReported,
    ]
)
_ACTS: Final = st.sampled_from([None, None, None, "one", "two"])


@functools.cache
def _parties(actors: Codes) -> st.SearchStrategy[str]:
    return st.sampled_from(actors[:2])


@functools.cache
def _bodies(actors: Codes) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, actors[0], actors[-1]])


def _common_fields(draw: st.DrawFn, setting: Setting) -> dict[str, Any]:
    """Return the common fields of a fact, as far as the options allow them."""
    fields: dict[str, Any] = {"sources": draw(_sources(setting)), "external_ids": draw(_OUTSIDE)}
    if setting.late_reports:
        fields["reported"] = draw(_maybe_days())
    if setting.disputes:
        fields["claimed_by"] = draw(_claims(setting))
        fields["act"] = draw(_ACTS)
    return fields


_OUTSIDE: Final = st.sampled_from([(), (), (ExternalId(scheme="pa-x", id="1"),)])
_ONE: Final = (Source(publisher="one"),)
_DATED: Final = (Source(publisher="two", published=str(FIRST_DAY + dt.timedelta(days=3))),)


@functools.cache
def _sources(setting: Setting) -> st.SearchStrategy[tuple[Source, ...]]:
    return st.sampled_from([(), (), _ONE, _DATED] if setting.late_reports else [(), _ONE])


@functools.cache
def _claims(setting: Setting) -> st.SearchStrategy[Codes]:
    one, *_, other = setting.actors[:2]
    return st.sampled_from([(), (), (), (one,), (other,), (other, one)])


@st.composite
def replacements(draw: st.DrawFn, fact: Event, setting: Setting = _ANYTHING) -> Event:
    """Draw a replacement of a fact: of the same kind and id, usually with small changes.

    Args:
        draw: passed by Hypothesis.
        fact: the fact to replace.
        setting: the options.
    """
    other = draw(facts(fact.id, setting))
    if type(other) is type(fact):
        return other
    changing = ["occurred", "sources"]
    changing += ["reported"] if setting.late_reports else []
    changing += ["claimed_by", "act"] if setting.disputes else []
    names = draw(st.sets(st.sampled_from(changing)))
    changes = {name: getattr(other, name) for name in changing if name in names}
    return attrs.evolve(fact, id=fact.id, **changes)


# Bookkeeping


@st.composite
def _bookkeeping(
    draw: st.DrawFn,
    name: str,
    aim: tuple[int, int],
    present: Sequence[Event],
    others: Sequence[str],
    setting: Setting,
) -> Event:
    """Draw bookkeeping about facts, about other bookkeeping, or about a missing event."""
    common: dict[str, Any] = {"id": name, "occurred": draw(days())}
    if setting.late_reports:
        common["reported"] = draw(_maybe_days())
    if setting.disputes:
        common["claimed_by"] = draw(_claims(setting))
    names = [fact.id for fact in present]
    anything = _AIMS.map(lambda other: _aimed_at(other, name, names, others))
    return draw(_book(_aimed_at(aim, name, names, others), anything, present, setting, common))


@st.composite
def _book(
    draw: st.DrawFn,
    target: str,
    anything: st.SearchStrategy[str],
    present: Sequence[Event],
    setting: Setting,
    common: dict[str, Any],
) -> Event:
    kind = draw(_books(setting))
    if kind is EventsMerged:
        duplicates = draw(st.lists(anything, min_size=1, max_size=3, unique=True))
        return EventsMerged(canonical=target, duplicates=tuple(duplicates), **common)
    by = draw(_makers(setting))
    if kind is EventCorrected:
        return EventCorrected(
            target=target,
            replacement=draw(_replacing(target, present, setting)),
            origin=draw(st.sampled_from([None, "source", "record", "record"])),
            by=by,
            **common,
        )
    book: Event = kind(target=target, by=by, **common)
    return book


# The draw does not depend on the number of events, so that removing one does not change others.
_AIMS: Final = st.tuples(st.integers(0, 11), st.integers(0, _FAR))
"""The type of thing that bookkeeping is about, and its distance."""


def _aimed_at(aim: tuple[int, int], name: str, names: Sequence[str], others: Sequence[str]) -> str:
    # Counted from its own place, so that removing other events does not change the target.
    own = others.index(name)
    facts_before, before, after = names[::-1], others[:own][::-1], others[own + 1 :]
    groups = [facts_before] * 6 + [before, after] * 2 + [(), [name]]
    sort, place = aim
    aimed = groups[sort]
    return aimed[place % len(aimed)] if aimed else "nothing"


@functools.cache
def _books(setting: Setting) -> st.SearchStrategy[Any]:  # Any: classes with different fields
    corrections = [EventRetracted] * 3 + [EventCorrected] * 3 + [EventsMerged]
    disputes = [EventConfirmed, EventDisputed]
    return st.sampled_from(corrections * setting.corrections + disputes * setting.disputes)


@functools.cache
def _makers(setting: Setting) -> st.SearchStrategy[Codes | None]:
    if not setting.disputes:
        return st.none()
    return st.sampled_from([None, None, *((code,) for code in setting.actors[:3])])


@st.composite
def _replacing(draw: st.DrawFn, target: str, present: Sequence[Event], setting: Setting) -> Event:
    fact = next((fact for fact in present if fact.id == target), None)
    if fact is not None and draw(st.integers(0, 9)) < 9:  # noqa: PLR2004 # nine of ten are valid
        return draw(replacements(fact, setting))
    return draw(facts(target, setting))


# Jumbles


def jumbles(
    min_size: int = 0,
    max_size: int | None = None,
    *,
    actors: Codes = PARTIES,
    with_corrections: bool = False,
    with_disputes: bool = False,
    with_late_reports: bool = False,
) -> st.SearchStrategy[tuple[Event, ...]]:
    """Draw facts that interact, and bookkeeping about them and about itself, in any order.

    Args:
        min_size: the least number of events.
        max_size: the most events; None: a few.
        actors: the codes to draw from.
        with_corrections: whether facts are corrected, retracted and merged.
        with_disputes: whether facts are claimed, confirmed and disputed, and acts have two
            accounts.
        with_late_reports: whether facts say when they became public.
    """
    setting = Setting(actors, with_corrections, with_disputes, with_late_reports)
    return _jumble(min_size, max(min_size, _USUAL) if max_size is None else max_size, setting)


@st.composite
def _jumble(draw: st.DrawFn, least: int, most: int, setting: Setting) -> tuple[Event, ...]:
    most_books = most // 2 if setting.corrections or setting.disputes else 0
    # The aims are a list, so that Hypothesis can remove any of them.
    aims = draw(_several(_AIMS, 0, most_books))
    others = bookkeeping_ids(len(aims))
    fewest = max(0, least - len(others))
    kinds = draw(_KINDS_THAT_MEET)
    drawn = draw(_several(_fact("e", kinds, setting), fewest, max(fewest, most - most_books)))
    # Facts get their ids at the end, so that Hypothesis can remove any of them.
    numbered = [
        attrs.evolve(fact, id=name) for fact, name in zip(drawn, fact_ids(len(drawn)), strict=True)
    ]
    books = [
        draw(_bookkeeping(name, aim, numbered, others, setting))
        for name, aim in zip(others, aims, strict=True)
    ]
    return tuple(draw(st.permutations([*numbered, *books])))


def _several(one: st.SearchStrategy[T], least: int, most: int) -> st.SearchStrategy[tuple[T, ...]]:
    """Draw half of ``most`` on average; a single long list of Hypothesis averages only five."""
    pieces = [
        st.lists(
            one,
            min_size=max(0, min(least - start, _PIECE)),
            max_size=min(most - start, _PIECE),
        )
        for start in range(0, most, _PIECE)
    ]
    return st.tuples(*pieces).map(lambda lists: tuple(itertools.chain.from_iterable(lists)))


def _family(kinds: Sequence[type[Event]]) -> tuple[type[Event], ...]:
    families = {kind.family for kind in kinds}
    return tuple(kind for kind in _FACTS if kind.family in families)


_FAMILIES: Final = st.lists(st.sampled_from(_FACTS), min_size=1, max_size=3).map(_family)
_KINDS_THAT_MEET: Final = st.sampled_from([st.just(()), st.just(()), _FAMILIES]).flatmap(
    lambda kinds: kinds
)


@st.composite
def _fact(draw: st.DrawFn, name: str, kinds: tuple[type[Event], ...], setting: Setting) -> Event:
    if not kinds:
        return draw(facts(name, setting))
    fact = draw(few(setting.actors).of(draw(st.sampled_from(kinds))))
    return attrs.evolve(fact, id=name, **_left_out(setting))


def _left_out(setting: Setting) -> dict[str, Any]:
    left_out: dict[str, Any] = {}
    if not setting.late_reports:
        left_out |= {"reported": None, "sources": ()}
    if not setting.disputes:
        left_out |= {"claimed_by": (), "act": None}
    return left_out
