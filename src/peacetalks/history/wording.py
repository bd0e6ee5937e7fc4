"""The values of parts in words, with the names of actors in place of their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import attrs

from peacetalks.events import Event
from peacetalks.history.why import address
from peacetalks.state.ground import OnRecord
from peacetalks.state.names import named_in
from peacetalks.state.part import Part
from peacetalks.state.parts import Key
from peacetalks.state.register import Register
from peacetalks.values import Participant

__all__ = ["address_in_words", "codes_of_parts", "in_words"]

_ACTORS = frozenset({"actor", "area", "group", "mediator"})


def codes_of_parts(*parts: Part | None) -> frozenset[str]:
    """Return the codes of actors and areas that parts name."""
    told = (part.event if isinstance(part, OnRecord) else part for part in parts)
    return frozenset(
        name for one in told if one is not None for what, name in named_in(one) if what in _ACTORS
    )


def in_words(value: object, actors: Register, codes: frozenset[str]) -> str:
    """Return a value as people read it: names for codes, what is stated of others.

    Args:
        value: a value of a part.
        actors: who is on record.
        codes: the texts that are codes.

    >>> from peacetalks.values import Participant
    >>> in_words((Participant("ARM"), Participant("USA")), Register(), frozenset({"ARM", "USA"}))
    'Armenia, United States'
    >>> in_words(None, Register(), frozenset()), in_words((), Register(), frozenset())
    ('not stated', 'none')
    """

    def told(inside: object) -> str:
        return in_words(inside, actors, codes)

    if value is None:
        return "not stated"
    if isinstance(value, str):
        return actors.shown(value) if value in codes else value
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return ", ".join(f"{told(key)} {told(item)}" for key, item in items) or "none"
    if isinstance(value, tuple):
        return ", ".join(map(told, cast("tuple[object, ...]", value))) or "none"
    if isinstance(value, Event):
        return f"{value.kind} {value.id}"
    if isinstance(value, Participant):
        name = told(value.actor)
        return f"{name} ({value.person})" if value.person else name
    if not attrs.has(type(value)) or type(value).__str__ is not object.__str__:
        return str(value)
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
    stated = ((f, getattr(value, f.name)) for f in fields if f.repr)
    return ", ".join(
        f"{f.alias.replace('_', ' ')} {told(inside)}" for f, inside in stated if inside != f.default
    )


def address_in_words(table: str, key: Key, actors: Register, codes: frozenset[str]) -> str:
    """Return the address of a part with names for codes, as ``"standings/France/Azerbaijan"``.

    >>> address_in_words("standings", ("FRA", "AZE"), Register(), frozenset({"FRA", "AZE"}))
    'standings/France/Azerbaijan'
    """
    parts = key if isinstance(key, tuple) else (key,)
    return address(table, tuple(_told(part, actors, codes) for part in parts))


def _told(part: object, actors: Register, codes: frozenset[str]) -> object:
    stated = part is not None and part != ""
    return in_words(part, actors, codes) if stated else part
