"""The values of parts in words, with the names of actors instead of their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import attrs

from peacetalks.events import Event
from peacetalks.history.explanation import address
from peacetalks.state.names import named_in
from peacetalks.state.part import Part
from peacetalks.state.parts import Key
from peacetalks.state.record import OnRecord
from peacetalks.state.register import Register
from peacetalks.values.facts import Participant

__all__ = ["address_in_words", "codes_of_parts", "in_words"]

_ACTORS = frozenset({"actor", "area", "group", "mediator"})


def codes_of_parts(*parts: Part | None) -> frozenset[str]:
    """Return the codes of actors and areas that parts name."""
    values = (part.event if isinstance(part, OnRecord) else part for part in parts)
    return frozenset(
        name
        for value in values
        if value is not None
        for sort, name in named_in(value)
        if sort in _ACTORS
    )


def in_words(value: object, actors: Register, codes: frozenset[str]) -> str:
    """Return a value for readers: names instead of codes, and of objects only the stated fields.

    Args:
        value: a value of a part.
        actors: the actors on record.
        codes: the texts that are codes.

    >>> from peacetalks.values import Participant
    >>> in_words((Participant("ARM"), Participant("USA")), Register(), frozenset({"ARM", "USA"}))
    'Armenia, United States'
    >>> in_words(None, Register(), frozenset()), in_words((), Register(), frozenset())
    ('not stated', 'none')
    """

    def words(inside: object) -> str:
        return in_words(inside, actors, codes)

    if value is None:
        return "not stated"
    if isinstance(value, str):
        return actors.shown(value) if value in codes else value
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return ", ".join(f"{words(key)} {words(item)}" for key, item in items) or "none"
    if isinstance(value, tuple):
        return ", ".join(map(words, cast("tuple[object, ...]", value))) or "none"
    if isinstance(value, Event):
        return f"{value.kind} {value.id}"
    if isinstance(value, Participant):
        name = words(value.actor)
        return f"{name} ({value.person})" if value.person else name
    if not attrs.has(type(value)) or type(value).__str__ is not object.__str__:
        return str(value)
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
    stated = ((f, getattr(value, f.name)) for f in fields if f.repr)
    return ", ".join(
        f"{f.alias.replace('_', ' ')} {words(inside)}"
        for f, inside in stated
        if inside != f.default
    )


def address_in_words(table: str, key: Key, actors: Register, codes: frozenset[str]) -> str:
    """Return the address of a part with names, such as ``"standings/France/Azerbaijan"``.

    >>> address_in_words("standings", ("FRA", "AZE"), Register(), frozenset({"FRA", "AZE"}))
    'standings/France/Azerbaijan'
    """
    parts = key if isinstance(key, tuple) else (key,)
    return address(table, tuple(_key_in_words(part, actors, codes) for part in parts))


def _key_in_words(part: object, actors: Register, codes: frozenset[str]) -> object:
    is_stated = part is not None and part != ""
    return in_words(part, actors, codes) if is_stated else part
