"""``--actors FILE``: the user's own actors, as statements to check and as a registry."""

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
from peacetalks.events import Event
from peacetalks.events.bookkeeping import ActorAliased, ActorNamed
from peacetalks.primitives.when import When
from peacetalks.state.membership import circles
from peacetalks.state.on_record import ABOUT_ACTORS, OnRecord
from peacetalks.state.register import Register

__all__ = ["OwnActors", "actors", "read_own_actors"]

_SHEETS: Final = (".csv",)
_ALWAYS: Final = "../.."


@final
@attrs.frozen
class OwnActors:
    """The actors of a file.

    Attributes:
        statements: what the file says about them, with its lines, as if they were at the head
            of a file of events; ``check`` reports contradictions in them.
        registry: the registry of the world with these actors, without their contradictions.
    """

    statements: Reading
    registry: Registry


def read_own_actors(path: str) -> OwnActors:
    """Return the actors in a file.

    Args:
        path: a sheet (``.csv``), or a file of events, such as YAML with ``actors:`` at the top.

    Raises:
        InvalidValue: if the file type is not supported, or the file names no actors.
        ReadError: if anything in the file cannot be read.
        NotFound: if there is no such file.
    """
    suffix = Path(path).suffix.lower()
    if suffix in _SHEETS:
        numbered = sheet.read_file(path)
        statements = [(line, event) for line, row in numbered for event in _statements(row)]
        rows = [row for _, row in numbered]
    elif suffix in SUFFIXES:
        reading = codec.read(path)
        events_by_line = zip(reading.lines, reading.events, strict=True)
        statements = [
            (line, event) for line, event in events_by_line if isinstance(event, ABOUT_ACTORS)
        ]
        register = Register(event for _, event in statements)
        rows = [_actor(one, one.name) for one in register.values() if one.name is not None]
    else:
        accepted = ", ".join((*_SHEETS, *SUFFIXES))
        raise InvalidValue("unsupported file type for actors", value=path, accepted=accepted)
    if not rows:
        hint = "write 'actors:' at the top, with a code and a name for each actor"
        raise InvalidValue("the file names no actors", value=path, hint=hint)
    lines, events = tuple(line for line, _ in statements), tuple(event for _, event in statements)
    return OwnActors(Reading(events, lines, path=path), _registry(rows))


def _statements(row: Actor) -> Iterator[Event]:
    """Yield the parts of a row that can contradict another row, as statements."""
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
    """Return the registry of the world with some actors, without contradictions among them."""
    known, own = world(), dict[str, Actor]()
    for row in rows:
        before = own.get(row.code) or known.get(row.code)
        is_part = row.code not in own and known.is_part(row.code)
        own[row.code] = sheet.merged(before, row, is_part=is_part)
    own = {one.code: one for one in _without_taken_ids(own.values(), known)}
    extended = known.with_actors(*own.values())
    circular = {
        code for circle in circles(own, lambda code: _above(extended, code)) for code in circle
    }
    detached = [
        attrs.evolve(own[code], organ_of=None, within=None, part_of=None)
        for code in own
        if code in circular
    ]
    return extended.with_actors(*detached) if detached else extended


def _above(registry: Registry, code: str) -> Iterator[str]:
    actor = registry.get(code)
    if actor is not None:
        yield from filter(None, (actor.organ_of, actor.within))


def _without_taken_ids(own: Iterable[Actor], known: Registry) -> Iterator[Actor]:
    """Yield actors without ids that another has on the same day; the first owner keeps an id."""
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
            others = owners[alias.scheme, alias.code]
            if all(code == actor.code or not share_a_day(v, alias.valid) for code, v in others):
                others.append((actor.code, alias.valid))
                kept.append(alias)
        yield attrs.evolve(actor, aliases=kept)


actors: Option = click.option(
    "--actors",
    "own",
    type=Parsed("file", read_own_actors),
    metavar="FILE",
    help="Your own actors: a .csv sheet, or a YAML file with actors: at the top.",
)
