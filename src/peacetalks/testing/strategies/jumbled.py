"""Strategies of facts that meet: few things, few days, few parties, and bookkeeping among them.

Nothing here need make sense: a meeting is cancelled before it is proposed, a retraction is
retracted in a circle, a correction is of another kind than its target. Whatever folds, resolves
or checks events must bear it.
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

from peacetalks.construction import Codes
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import (
    EventConfirmed,
    EventCorrected,
    EventDisputed,
    EventRetracted,
    EventsMerged,
)
from peacetalks.events.force import CasualtiesReported, OffensiveLaunched
from peacetalks.events.meetings import (
    MeetingAccepted,
    MeetingCancelled,
    MeetingProposed,
    MeetingRefused,
    ReadoutIssued,
)
from peacetalks.history.bookkeeping import BOOKKEEPING
from peacetalks.testing.strategies.crowded import FIRST_DAY, PARTIES, few
from peacetalks.values import Count, ExternalId, Source

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
"""How many events at most, unless one says."""
_DAYS: Final = 10
_PIECE: Final = 8
_FAR: Final = 15
"""So far away may stand what bookkeeping is about."""
_FACTS: Final = tuple(kind for kind in CORE.kinds if not issubclass(kind, BOOKKEEPING))


@final
@frozen
class Setting:
    """What may stand in a jumble.

    Attributes:
        actors: the codes in it.
        corrections: whether facts are corrected, withdrawn and merged.
        disputes: whether facts are claimed, confirmed and disputed, and acts told twice.
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
    """Draw one of the few days on which the facts of a jumble fall."""
    return st.sampled_from([str(FIRST_DAY + dt.timedelta(days=day)) for day in range(_DAYS)])


@functools.cache
def _maybe_days() -> st.SearchStrategy[str | None]:
    return st.none() | days()


# Facts


@st.composite
def facts(draw: st.DrawFn, name: str, setting: Setting = _ANYTHING) -> Event:
    """Draw a fact of a few kinds, about few things and on few days.

    Args:
        draw: given by Hypothesis.
        name: its id.
        setting: what may stand in it.
    """
    common: dict[str, Any] = {"id": name, "occurred": draw(days()), **_told(draw, setting)}
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


def _told(draw: st.DrawFn, setting: Setting) -> dict[str, Any]:
    """Return the common fields of a fact, as far as the setting lets them stand."""
    told: dict[str, Any] = {"sources": draw(_sources(setting)), "external_ids": draw(_OUTSIDE)}
    if setting.late_reports:
        told["reported"] = draw(_maybe_days())
    if setting.disputes:
        told["claimed_by"] = draw(_claims(setting))
        told["act"] = draw(_ACTS)
    return told


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
    """Draw a fact as it should read: of its kind and id, mostly with little changed.

    Args:
        draw: given by Hypothesis.
        fact: the fact as it was told.
        setting: what may stand in it.
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
    """Draw bookkeeping about facts that are present, other bookkeeping, or nothing there."""
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


# Drawn alike of many, one and none: else what is taken away would change what comes after.
_AIMS: Final = st.tuples(st.integers(0, 11), st.integers(0, _FAR))
"""At what sort of thing bookkeeping is aimed, and how far from itself."""


def _aimed_at(aim: tuple[int, int], name: str, names: Sequence[str], others: Sequence[str]) -> str:
    # Counted from where it stands, so that what is taken away elsewhere changes no target.
    own = others.index(name)
    facts_before, before, after = names[::-1], others[:own][::-1], others[own + 1 :]
    groups = [facts_before] * 6 + [before, after] * 2 + [(), [name]]
    sort, place = aim
    aimed = groups[sort]
    return aimed[place % len(aimed)] if aimed else "nothing"


@functools.cache
def _books(setting: Setting) -> st.SearchStrategy[Any]:  # Any: classes with fields of their own
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
    told = next((fact for fact in present if fact.id == target), None)
    if told is not None and draw(st.integers(0, 9)) < 9:  # noqa: PLR2004 # nine of ten are sound
        return draw(replacements(told, setting))
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
    """Draw facts that meet, and bookkeeping about them and about itself, in any order.

    Args:
        min_size: how many events at least.
        max_size: how many events at most; None: a few.
        actors: every code in it is one of these.
        with_corrections: whether facts are corrected, withdrawn and merged.
        with_disputes: whether facts are claimed, confirmed and disputed, and acts told twice.
        with_late_reports: whether facts say when they became public.
    """
    setting = Setting(actors, with_corrections, with_disputes, with_late_reports)
    return _jumble(min_size, max(min_size, _USUAL) if max_size is None else max_size, setting)


@st.composite
def _jumble(draw: st.DrawFn, least: int, most: int, setting: Setting) -> tuple[Event, ...]:
    most_books = most // 2 if setting.corrections or setting.disputes else 0
    # The aims are a list, so that Hypothesis takes away any of them.
    aims = draw(_several(_AIMS, 0, most_books))
    others = bookkeeping_ids(len(aims))
    fewest = max(0, least - len(others))
    kinds = draw(_KINDS_THAT_MEET)
    drawn = draw(_several(_fact("e", kinds, setting), fewest, max(fewest, most - most_books)))
    # They get their names when all are there, so that Hypothesis takes away any of them.
    told = [
        attrs.evolve(fact, id=name) for fact, name in zip(drawn, fact_ids(len(drawn)), strict=True)
    ]
    books = [
        draw(_bookkeeping(name, aim, told, others, setting))
        for name, aim in zip(others, aims, strict=True)
    ]
    return tuple(draw(st.permutations([*told, *books])))


def _several(one: st.SearchStrategy[T], least: int, most: int) -> st.SearchStrategy[tuple[T, ...]]:
    """Draw so many, half the most on average: a longer list of Hypothesis has five on average."""
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
    modules = {kind.__module__ for kind in kinds}
    return tuple(kind for kind in _FACTS if kind.__module__ in modules)


_FAMILIES: Final = st.lists(st.sampled_from(_FACTS), min_size=1, max_size=3).map(_family)
_KINDS_THAT_MEET: Final = st.sampled_from([st.just(()), st.just(()), _FAMILIES]).flatmap(
    lambda kinds: kinds
)


@st.composite
def _fact(draw: st.DrawFn, name: str, kinds: tuple[type[Event], ...], setting: Setting) -> Event:
    if not kinds:
        return draw(facts(name, setting))
    crowding = draw(few(setting.actors).of(draw(st.sampled_from(kinds))))
    return attrs.evolve(crowding, id=name, **_left_out(setting))


def _left_out(setting: Setting) -> dict[str, Any]:
    left_out: dict[str, Any] = {}
    if not setting.late_reports:
        left_out |= {"reported": None, "sources": ()}
    if not setting.disputes:
        left_out |= {"claimed_by": (), "act": None}
    return left_out
