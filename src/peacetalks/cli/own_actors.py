"""``--actors FILE``: a study's own actors, as statements to check and as a registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, final

import attrs
import click

from peacetalks import codec
from peacetalks.actors import SCHEMES, Actor, Alias, Registry, sheet, world
from peacetalks.actors.actor import share_a_day
from peacetalks.cli.options import Option, Parsed
from peacetalks.codec import Reading
from peacetalks.codec.files import SUFFIXES
from peacetalks.errors import InvalidValue
from peacetalks.events import ActorAliased, ActorNamed, Event
from peacetalks.state.circles import circles
from peacetalks.state.on_record import STATEMENTS, OnRecord
from peacetalks.state.register import Register
from peacetalks.when import When

__all__ = ["OwnActors", "actors", "checked_actors", "own_actors_of", "registry_of"]

_SHEETS: Final = (".csv",)
_ALWAYS: Final = "../.."


@final
@attrs.frozen
class OwnActors:
    """The actors of a file.

    Attributes:
        statements: what the file says of them, with its lines, as if it stood at the head of a
            file of events: what contradicts itself is for ``check`` to find.
        registry: the registry of the world with them, as far as they do not contradict each other.
    """

    statements: Reading
    registry: Registry


def own_actors_of(path: str) -> OwnActors:
    """Return the actors that a file names.

    Args:
        path: a sheet (``.csv``), or a file of events, as one of YAML with ``actors:`` at its head.

    Raises:
        InvalidValue: for another form of file, and for one that names nobody.
        ReadError: where anything in it cannot be read.
        NotFound: if there is no such file.
    """
    end = Path(path).suffix.lower()
    if end in _SHEETS:
        placed = sheet.read_file(path)
        stated = [(line, event) for line, row in placed for event in _statements(row)]
        rows = [row for _, row in placed]
    elif end in SUFFIXES:
        reading = codec.read(path)
        read = zip(reading.lines, reading.events, strict=True)
        stated = [(line, event) for line, event in read if isinstance(event, STATEMENTS)]
        register = Register(event for _, event in stated)
        rows = [_actor(one, one.name) for one in register.values() if one.name is not None]
    else:
        accepted = ", ".join((*_SHEETS, *SUFFIXES))
        raise InvalidValue("not a file of actors", value=path, accepted=accepted)
    if not rows:
        hint = "write 'actors:' at its head, with the name of each under its code"
        raise InvalidValue("a file that names no actors", value=path, hint=hint)
    lines, events = tuple(line for line, _ in stated), tuple(event for _, event in stated)
    return OwnActors(Reading(events, lines, path=path), _registry(rows))


def registry_of(path: str) -> Registry:
    """Return the registry of the world with the actors that a file names, as ``own_actors_of`` does."""
    return own_actors_of(path).registry


def _statements(row: Actor) -> Iterator[Event]:
    """Yield what of a row of a sheet can contradict another, as a file of events says it."""
    yield ActorNamed(
        occurred=_ALWAYS,
        actor=row.code,
        names=row.name,
        organ_of=row.organ_of,
        within=row.within,
        valid=row.valid,
    )
    for alias in row.aliases:
        yield ActorAliased(
            occurred=_ALWAYS,
            actor=row.code,
            scheme=alias.scheme,
            code=alias.code,
            valid=alias.valid,
        )


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


def _registry(rows: Iterable[Actor]) -> Registry:
    """Return the registry with some actors; what contradicts itself counts for nobody."""
    known, own = world(), dict[str, Actor]()
    for row in rows:
        before = own.get(row.code) or known.get(row.code)
        is_part = row.code not in own and known.is_part(row.code)
        own[row.code] = sheet.merged(before, row, is_part=is_part)
    own = {one.code: one for one in _free(own.values(), known)}
    larger = known.with_actors(*own.values())
    around = {code for circle in circles(own, lambda code: _above(larger, code)) for code in circle}
    apart = [
        attrs.evolve(own[code], organ_of=None, within=None, part_of=None)
        for code in own
        if code in around
    ]
    return larger.with_actors(*apart) if apart else larger


def _above(registry: Registry, code: str) -> Iterator[str]:
    actor = registry.get(code)
    if actor is not None:
        yield from filter(None, (actor.organ_of, actor.within))


def _free(own: Iterable[Actor], known: Registry) -> Iterator[Actor]:
    """Yield actors without the ids that another has on the same day: who has it first keeps it."""
    own = tuple(own)
    replaced = {one.code for one in own}
    owners: defaultdict[tuple[str, str], list[tuple[str, When | None]]] = defaultdict(list)
    for actor in known:
        if actor.code not in replaced:
            for alias in actor.aliases:
                owners[alias.scheme, alias.code].append((actor.code, alias.valid))
    for actor in own:
        kept: list[Alias] = []
        for alias in actor.aliases:
            held = owners[alias.scheme, alias.code]
            if all(code == actor.code or not share_a_day(v, alias.valid) for code, v in held):
                held.append((actor.code, alias.valid))
                kept.append(alias)
        yield attrs.evolve(actor, aliases=kept)


actors: Option = click.option(
    "--actors",
    "registry",
    type=Parsed("file", registry_of),
    metavar="FILE",
    help="Your own actors: a .csv sheet, or YAML with actors: at its head.",
)
checked_actors: Option = click.option(
    "--actors",
    "own",
    type=Parsed("file", own_actors_of),
    metavar="FILE",
    help="Your own actors: a .csv sheet, or YAML with actors: at its head.",
)
"""The same for commands that tell what in the file contradicts itself."""
