"""Strategies for every kind of event, made from the annotations that constructions check.

``events()`` draws any fact of the vocabulary, ``whens()`` any date. What a field may hold is
read off ``construction.field_types``, so that a new kind or field is drawn without a change here.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import types
import typing
import unicodedata
from typing import Annotated, Any, Literal, Union

import attrs
from hypothesis import strategies as st

from peacetalks.construction import Area, Code, Slug, field_types
from peacetalks.errors import InvalidWhen
from peacetalks.events import CORE, Event, EventCorrected, UnknownEvent
from peacetalks.frozenmap import FrozenMap
from peacetalks.values import After
from peacetalks.when import When

Leaves = dict[Any, st.SearchStrategy[Any]]

__all__ = [
    "codes",
    "crowded",
    "events",
    "payloads",
    "slugs",
    "texts",
    "unknown_events",
    "values",
    "whens",
]


def texts(min_size: int = 0) -> st.SearchStrategy[str]:
    """Draw any text that a fact may hold: no NUL, no half of a surrogate pair."""
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
    return st.text(letters, min_size=min_size, max_size=12)


def slugs() -> st.SearchStrategy[str]:
    plain = st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,6})?", fullmatch=True)
    other = texts(min_size=1).map(lambda text: unicodedata.normalize("NFC", text))
    return plain | other.filter(lambda text: not any(map(str.isspace, text)))


def codes() -> st.SearchStrategy[str]:
    usual = st.sampled_from(["ARM", "AZE", "RUS", "FRA", "USA", "EU", "NK", "press"])
    return usual | st.from_regex(r"[A-Z][A-Z0-9]{0,4}([-.:][A-Z0-9]{1,3})?", fullmatch=True)


def areas() -> st.SearchStrategy[str]:
    return texts(min_size=1).filter(lambda text: bool(text) and text == text.strip())


def _moments() -> st.SearchStrategy[str]:
    days = st.dates().map(str)
    offsets = st.sampled_from(["Z", "+04:00", "-03:30"])
    clocks = st.times().map(lambda time: time.isoformat())
    minutes = st.times().map(lambda time: time.isoformat("minutes"))
    points = st.one_of(
        days,
        days.map(lambda day: day[:7]),
        days.map(lambda day: day[:4]),
        st.builds("{}T{}{}".format, days, clocks | minutes, offsets),
    )
    return st.builds("{}{}".format, points, st.sampled_from(["", "", "", "~", "?", "%"]))


def _is_when(text: str) -> bool:
    try:
        When(text)
    except InvalidWhen:
        return False
    return True


def whens() -> st.SearchStrategy[When]:
    """Draw dates of the whole grammar: points, spans, choices, open ends."""
    points = _moments()
    two = st.tuples(points, points).map(sorted)
    ends = st.sampled_from(["{0}/{1}", "[{0},{1}]", "[{0}..{1}]", "{0}/..", "{0}/", "../{1}"])
    more = st.sampled_from(["/{1}", "[{0}..]", "[..{1}]", "../.."])
    wide = st.builds(lambda form, pair: form.format(*pair), ends | more, two)
    return (points | wide).filter(_is_when).map(When)


def payloads() -> st.SearchStrategy[object]:
    """Draw what JSON can hold, frozen."""
    leaves = st.none() | st.booleans() | integers() | numbers() | texts()
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=3).map(tuple)
            | st.dictionaries(texts(), inner, max_size=3).map(FrozenMap)
        ),
        max_leaves=6,
    )


def integers() -> st.SearchStrategy[int]:
    return st.integers(-(1 << 63), (1 << 63) - 1)


def numbers() -> st.SearchStrategy[float]:
    return st.floats(allow_nan=False, allow_infinity=False)


def values(cls: type, leaves: Leaves | None = None) -> st.SearchStrategy[Any]:
    """Draw objects of a value type or of a kind. (Any: of that class.)"""
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    hints = field_types(cls)
    for field in attrs.fields(cls):
        own = _OWN.get((cls, field.name))
        drawn = _of(hints[field.name], leaves) if own is None else own
        group = required if field.default is attrs.NOTHING else optional
        group[field.alias or field.name] = drawn
    return st.fixed_dictionaries(required, optional=optional).map(lambda given: cls(**given))


def events(kinds: tuple[type[Event], ...] | None = None) -> st.SearchStrategy[Event]:
    """Draw events of the kinds given, or of every kind of the vocabulary."""
    return st.sampled_from(kinds or CORE.kinds).flatmap(_drawn)


def crowded(kinds: tuple[type[Event], ...] | None = None) -> st.SearchStrategy[Event]:
    """Draw events that name few things and fall on few days, so that they meet in a fold."""
    return st.sampled_from(kinds or CORE.kinds).flatmap(_crowded)


def unknown_events() -> st.SearchStrategy[UnknownEvent]:
    """Draw events of kinds that no vocabulary here has, with texts laid out in several ways."""
    tags = slugs().filter(lambda tag: CORE.kind_of(tag) is None)
    inside = st.dictionaries(texts(), st.none() | integers() | texts(), max_size=3)
    layouts = st.sampled_from([None, (",", ":"), (" , ", " :  ")])
    return st.builds(_unknown, tags, inside, layouts, st.booleans())


def _unknown(
    tag: str, inside: dict[str, Any], separators: tuple[str, str] | None, escaped: bool
) -> UnknownEvent:
    raw = json.dumps({**inside, "kind": tag}, separators=separators, ensure_ascii=escaped)
    return UnknownEvent(tag=tag, raw=raw)


_drawn = functools.cache(values)


def _few_whens() -> st.SearchStrategy[When]:
    day = st.integers(0, 60).map(lambda n: str(dt.date(2023, 9, 1) + dt.timedelta(days=n)))
    later = st.integers(0, 60).map(lambda n: str(dt.date(2023, 11, 1) + dt.timedelta(days=n)))
    forms = st.sampled_from(["{0}", "{0}", "{0}", "{0}/{1}", "[{0}..{1}]", "{0}/..", "[..{1}]"])
    wide = st.builds(lambda form, a, b: form.format(a, b), forms, day, later)
    return (wide | day.map(lambda text: text[:7]) | st.just("../..")).map(When)


_FEW_SLUGS = st.sampled_from(["a", "b", "peace-treaty"])
_FEW: Leaves = {
    Slug: _FEW_SLUGS,
    Code: st.sampled_from(["ARM", "AZE", "FRA"]),
    Area: st.sampled_from(["NK", "Nagorno-Karabakh", "Kalbajar"]),
    When: _few_whens(),
    str: st.sampled_from(["", "x", "proximity"]),
    int: st.integers(0, 5),
}


def _few_values(cls: type) -> st.SearchStrategy[Any]:
    drawn = values(cls, _FEW)
    if not issubclass(cls, Event):
        return drawn
    # Ids are given now and then, and few enough that events can be about one another.
    ids = st.none() | st.integers(0, 9).map("e{}".format)
    return st.builds(lambda event, own: attrs.evolve(event, id=own), drawn, ids)


_crowded = functools.cache(_few_values)

_OWN: dict[tuple[type, str], st.SearchStrategy[Any]] = {
    (After, "period"): st.from_regex(r"P([1-9][0-9]?[YMWD]|T[1-9][0-9]?[HMS])", fullmatch=True),
}
_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    Slug: slugs(),
    Code: codes(),
    Area: areas(),
    When: whens(),
    str: texts(),
    int: integers(),
    float: numbers(),
    bool: st.booleans(),
    object: payloads(),
    types.NoneType: st.none(),
}


def _of(hint: Any, leaves: Leaves | None = None) -> st.SearchStrategy[Any]:
    if leaves and hint in leaves:
        return leaves[hint]
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if hint is Event:
        return st.deferred(lambda: events(tuple(k for k in CORE.kinds if k is not EventCorrected)))
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is Annotated:
        return _of(arguments[0], leaves)
    if origin in {Union, types.UnionType}:
        return st.one_of(*(_of(item, leaves) for item in arguments))
    if origin is tuple:
        return st.lists(_of(arguments[0], leaves), max_size=3).map(tuple)
    if origin is FrozenMap:
        return st.dictionaries(
            _of(arguments[0], leaves), _of(arguments[1], leaves), max_size=3
        ).map(FrozenMap)
    return _drawn(hint) if leaves is None else values(hint, leaves)
