"""``--actors FILE``: a study's own actors, as a registry."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from peacetalks import codec
from peacetalks.actors import SCHEMES, Actor, Alias, Registry, world
from peacetalks.cli.options import Option, Parsed
from peacetalks.codec.files import SUFFIXES
from peacetalks.errors import InvalidValue
from peacetalks.state.on_record import STATEMENTS, OnRecord
from peacetalks.state.register import Register

__all__ = ["actors", "registry_of"]

_SHEETS: Final = (".csv",)


def registry_of(path: str) -> Registry:
    """Return the registry of the world with the actors that a file names.

    Args:
        path: a sheet (``.csv``), or a file of events, as one of YAML with ``actors:`` at its head.

    Raises:
        InvalidValue: for another form of file, one that names nobody, or an id that is another's.
        ReadError: where anything in it is wrong.
        NotFound: if there is no such file.
    """
    end = Path(path).suffix.lower()
    if end in _SHEETS:
        return world().with_actors(path)
    if end not in SUFFIXES:
        raise InvalidValue(
            "not a file of actors", value=path, accepted=", ".join((*_SHEETS, *SUFFIXES))
        )
    register = Register(event for event in codec.read(path) if isinstance(event, STATEMENTS))
    named = [_actor(one, one.name) for one in register.values() if one.name is not None]
    if not named:
        hint = "write 'actors:' at its head, with the name of each under its code"
        raise InvalidValue("a file that names no actors", value=path, hint=hint)
    return world().with_actors(*named)


def _actor(one: OnRecord, name: str) -> Actor:
    aliases = [
        Alias(scheme, i) for scheme, ids in one.ids.items() if scheme in SCHEMES for i in ids
    ]
    return Actor(
        one.code,
        name,
        one.sort or "other",
        one.names,
        aliases,
        one.valid,
        organ_of=one.organ_of,
        within=one.within,
    )


actors: Option = click.option(
    "--actors",
    "registry",
    type=Parsed("file", registry_of),
    metavar="FILE",
    help="Your own actors: a .csv sheet, or YAML with actors: at its head.",
)
