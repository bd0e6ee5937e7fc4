"""A move for a kind that has none of its own, made from the fields of the kind."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final, TypeAlias, assert_never

import attrs

from peacetalks.errors import InvalidVocabulary
from peacetalks.events import Event
from peacetalks.fields import shape as shapes
from peacetalks.testing.simulation.moves.base import Move
from peacetalks.testing.simulation.moves.territory import AREAS, counted
from peacetalks.testing.simulation.world import World
from peacetalks.values.count import Count

__all__ = ["move_from_fields"]

_Value: TypeAlias = Callable[[World], Any]
# Any: values of fields have no common type.

_COMMON: Final = frozenset(field.name for field in attrs.fields(Event))
_PLANNED: Final = frozenset({"planned_for", "due", "effective_from", "expires", "until"})
"""The fields for a day in the future, as ``events/base.py`` has them."""


def move_from_fields(kind: type[Event]) -> Move:
    """Return a move that fills the required fields of a kind, and some of the others.

    Raises:
        InvalidVocabulary: if a required field has a type that needs a move of its own.

    >>> from peacetalks.events.law import RulingIssued
    >>> from peacetalks.testing.simulation.dice import SeededDice
    >>> world = World(SeededDice(3), ("ARM", "AZE"), ("USA", "EU"), 738_000)
    >>> event = move_from_fields(RulingIssued)(world)
    >>> event.ruling, event.court
    ('ruling-1', 'USA')
    """
    required: dict[str, _Value] = {}
    optional: dict[str, _Value] = {}
    for field, shape in shapes.fields_of(kind):
        if field.name in _COMMON:
            continue
        value = _value(field.name, shape)
        if field.name in kind.last_word[:1] and shape == shapes.SLUG:
            value = functools.partial(_thing, field.name)
        if value is not None:
            group = required if field.default is attrs.NOTHING else optional
            group[field.alias or field.name] = value
        elif field.default is attrs.NOTHING:
            raise InvalidVocabulary(
                f"{kind.__name__}.{field.name}: stories cannot fill a field of this type; hint: "
                f"write a move for {kind.__name__} in testing/simulation/moves/{kind.family}.py"
            )

    def make(world: World) -> Event:
        chosen = world.details(len(optional))
        some = [name for bit, name in enumerate(optional) if chosen >> bit & 1]
        values = {**required, **{name: optional[name] for name in some}}
        return kind(**world.now(), **{name: value(world) for name, value in values.items()})

    return Move(make, kind, "seldom", 1, kind.kind)


def _thing(noun: str, world: World) -> str:
    """Return a new thing, or one that an earlier fact named: a later fact may replace it."""
    return (world.details(1) and world.open(noun)) or world.start(noun)


def _named(noun: str, world: World) -> str:
    """Return a thing on record, or a new one if there is none."""
    on_record = {
        "meeting": [meeting.name for meeting in world.meetings],
        "agreement": [agreement.name for agreement in world.agreements],
        "talks": [world.talks] if world.talks else [],
    }
    things = on_record.get(noun)
    return (world.dice.pick(things) if things else world.open(noun)) or world.start(noun)


def _value(name: str, shape: shapes.Shape) -> _Value | None:
    """Return what fills a field; None: nothing does."""
    match shape:
        case shapes.Text():
            return _TEXTS.get(shape, _in_words)(name)
        case shapes.Simple():
            return None if shape is shapes.Simple.ANYTHING else _SIMPLE[shape](name)
        case shapes.Words(words):
            return lambda world: world.dice.pick(words)
        case shapes.OneOf(members):
            values = (_value(name, member) for member in members)
            return next((value for value in values if value is not None), None)
        case shapes.ListOf(item):
            value = _value(name, item)
            return None if value is None else lambda world: (value(world),)
        case shapes.Value(cls):
            return (lambda world: counted(world, 500)) if cls is Count else None
        case shapes.MapOf() | shapes.Other():
            return None
        case _:
            assert_never(shape)


def _in_words(name: str) -> _Value:
    words = name.strip("_").replace("_", " ")
    return lambda _: f"the {words}"


_TEXTS: Final[dict[shapes.Text, Callable[[str], _Value]]] = {
    shapes.SLUG: lambda name: functools.partial(_named, name),
    shapes.CODE: lambda name: World.party if name == "by" else World.third,
    shapes.AREA: lambda _: lambda world: world.dice.pick(AREAS),
}
_SIMPLE: Final[dict[shapes.Simple, Callable[[str], _Value]]] = {
    shapes.Simple.DATE: lambda name: World.ahead if name in _PLANNED else lambda world: world.on(0),
    shapes.Simple.FLAG: lambda _: lambda world: bool(world.details(1)),
    shapes.Simple.WHOLE_NUMBER: lambda _: lambda world: world.dice.number(1, 60),
    shapes.Simple.NUMBER: lambda _: lambda world: world.dice.number(1, 600) / 10,
}
"""By shape, what fills a field of a name."""
