"""Facts of any kind that name few things on few days, so that they interact in a fold."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from peacetalks.actors.code import Codes
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.fields.shape import AREA, CODE, SLUG, TEXT, Shape, Simple
from peacetalks.primitives.when import When
from peacetalks.testing.strategies.fields import Drawing
from peacetalks.testing.strategies.kinds import Actors, kinds_of
from peacetalks.testing.strategies.leaves import actors_of, leaves_of

__all__ = ["FIRST_DAY", "PARTIES", "crowded", "few"]

PARTIES: Final = ("ARM", "AZE", "FRA")
FIRST_DAY: Final = dt.date(2023, 9, 1)


def crowded(
    kinds: type[Event] | Iterable[type[Event]] | None = None, *, actors: Actors | None = None
) -> st.SearchStrategy[Event]:
    """Draw facts that name few things on few days, so that they interact in a fold.

    Args:
        kinds: one or several kinds, including user-defined ones; None: all kinds of peacetalks.
        actors: the codes to draw from; None: three codes.

    Raises:
        InvalidVocabulary: if an item is not a kind, or has a field that cannot be drawn.
        InvalidValue: if ``kinds`` or ``actors`` is empty, or an actor is not a code.
    """
    drawing = few(actors_of(actors) or PARTIES)
    wanted = CORE.kinds if kinds is None else kinds_of(kinds)
    # Some events have ids, from a small set, so that events can be about one another.
    ids = st.none() | st.integers(1, 9).map("e{}".format)
    return st.builds(_with_id, st.sampled_from(wanted).flatmap(drawing.of), ids)


def _with_id(event: Event, name: str | None) -> Event:
    return attrs.evolve(event, id=name)


@functools.lru_cache(maxsize=64)
def few(actors: Codes) -> Drawing:
    """Return the drawing of facts that name few things on few days."""
    few: dict[Shape, st.SearchStrategy[Any]] = {
        SLUG: st.sampled_from(["a", "b", "peace-treaty"]),
        CODE: st.sampled_from(actors),
        AREA: st.sampled_from(["NK", "Nagorno-Karabakh", "Kalbajar"]),
        Simple.DATE: _few_whens(),
        TEXT: st.sampled_from(["x", "", "proximity"]),
        Simple.WHOLE_NUMBER: st.integers(0, 5),
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
