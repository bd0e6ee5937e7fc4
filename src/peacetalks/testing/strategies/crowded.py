"""Facts of any kind that name few things and fall on few days, so that they meet in a fold."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from peacetalks.construction import Area, Code, Codes, Slug
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.testing.strategies.fields import Drawing
from peacetalks.testing.strategies.kinds import Actors, kinds_of
from peacetalks.testing.strategies.leaves import actors_of, leaves_of
from peacetalks.when import When

__all__ = ["FIRST_DAY", "PARTIES", "crowded", "few"]

PARTIES: Final = ("ARM", "AZE", "FRA")
FIRST_DAY: Final = dt.date(2023, 9, 1)


def crowded(
    kinds: type[Event] | Iterable[type[Event]] | None = None, *, actors: Actors | None = None
) -> st.SearchStrategy[Event]:
    """Draw facts that name few things and fall on few days, so that they meet in a fold.

    Args:
        kinds: a kind or several, of your own too; None: every kind that peacetalks has.
        actors: every code in a fact is one of these; None: of three.

    Raises:
        InvalidVocabulary: for what is no finished kind, or has a field that cannot be drawn.
        InvalidValue: for no kinds, no actors or what is no code.
    """
    drawing = few(actors_of(actors) or PARTIES)
    wanted = CORE.kinds if kinds is None else kinds_of(kinds)
    # Ids are given now and then, and few enough that events can be about one another.
    ids = st.none() | st.integers(1, 9).map("e{}".format)
    return st.builds(_with_id, st.sampled_from(wanted).flatmap(drawing.of), ids)


def _with_id(event: Event, name: str | None) -> Event:
    return attrs.evolve(event, id=name)


@functools.lru_cache(maxsize=64)
def few(actors: Codes) -> Drawing:
    """Return how facts are drawn that name few things and fall on few days."""
    few: dict[Any, st.SearchStrategy[Any]] = {
        Slug: st.sampled_from(["a", "b", "peace-treaty"]),
        Code: st.sampled_from(actors),
        Area: st.sampled_from(["NK", "Nagorno-Karabakh", "Kalbajar"]),
        When: _few_whens(),
        str: st.sampled_from(["x", "", "proximity"]),
        int: st.integers(0, 5),
    }
    return Drawing({**leaves_of(), **few})


def _few_whens() -> st.SearchStrategy[When]:
    day = st.integers(0, 60).map(_day)
    later = st.integers(61, 121).map(_day)
    forms = st.sampled_from(["{0}", "{0}", "{0}", "{0}/{1}", "[{0}..{1}]", "{0}/..", "[..{1}]"])
    wide = st.builds(str.format, forms, day, later)
    return (wide | day.map(lambda text: text[:7]) | st.just("../..")).map(When)


def _day(number: int) -> str:
    return str(FIRST_DAY + dt.timedelta(days=number))
