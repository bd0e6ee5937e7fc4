"""The registry: actors found by code, by name, or by what a scheme calls them on a day."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeAlias, final

import attrs

from peacetalks.actors import near, sheet
from peacetalks.actors.actor import SCHEMES, Actor, Alias, is_code, share_a_day, to_when
from peacetalks.actors.parts import made_up
from peacetalks.actors.shipped import shipped
from peacetalks.actors.spelling import plain
from peacetalks.errors import InvalidValue, NotFound, none_of
from peacetalks.when import When, WhenLike

__all__ = ["Registry", "world"]

_Dated: TypeAlias = tuple[str, When | None]
_Aliases: TypeAlias = dict[tuple[str, str], tuple[_Dated, ...]]
_Names: TypeAlias = dict[str, tuple[str, ...]]


class _Path(Protocol):
    """The path of a file, as ``os.PathLike`` has it."""

    def __fspath__(self) -> str: ...


@final
class Registry:
    """An immutable set of actors, found by code, by name or by what a scheme calls them.

    ``in`` takes codes, iteration gives actors in their order, equal registries hold equal actors.

    Args:
        actors: the actors. Two with one code, two with a scheme's code on one day, and one that
            ``continues`` itself raise InvalidValue.

    >>> registry = world()
    >>> registry.name("AZE"), "AZE-MOD" in registry, "XYZ" in registry
    ('Azerbaijan', True, False)
    """

    __slots__ = ("_actors", "_aliases", "_lines", "_names")
    _actors: dict[str, Actor]
    _aliases: _Aliases
    _lines: dict[str, tuple[Actor, ...]]
    _names: _Names

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        by_code: dict[str, Actor] = {}
        for actor in actors:
            if by_code.setdefault(actor.code, actor) is not actor:
                raise InvalidValue("two actors under one code", value=actor.code)
        known = by_code.values()
        _hold(self, by_code, _indexed_aliases(known, {}, {}), _indexed_names(known, {}))

    def get(self, code: str) -> Actor | None:
        """Return the actor of a code, or ``None``; a part of a known actor is made up on demand.

        >>> world().get("AZE-MOD").organ_of, world().get("AZE-OPP").within
        ('AZE', 'AZE')
        """
        whole = None if code in self._actors else self._parent(code)
        return self._actors.get(code) if whole is None else made_up(code, whole)

    def is_part(self, code: str) -> bool:
        """Return whether an actor is known only as a part of another, with whose code its own begins.

        >>> world().is_part("AZE-MOD"), world().is_part("AZE")
        (True, False)
        """
        return code not in self._actors and self._parent(code) is not None

    def principal(self, code: str) -> str:
        """Return the code of the actor for which the acts of another count.

        An organ acts for the actor of which it is one; everybody else, known or not, for himself.

        >>> world().principal("AZE-MOD"), world().principal("AZE-OPP"), world().principal("UNSC")
        ('AZE', 'AZE-OPP', 'UN')
        """
        seen: list[str] = []
        while code not in seen:
            seen.append(code)
            actor = self.get(code)
            code = code if actor is None or actor.organ_of is None else actor.organ_of
        return code

    def name(self, code: str) -> str:
        """Return the name to show for a code: the code itself when it is unknown.

        >>> world().name("EU"), world().name("AZE-MOD"), world().name("WAGNER")
        ('European Union', 'Azerbaijan (MOD)', 'WAGNER')
        """
        return code if (actor := self.get(code)) is None else actor.name

    def resolve(
        self, text: str, scheme: str | None = None, on: WhenLike | None = None
    ) -> str | None:
        """Return the code of the actor a text means, or ``None``; never a guess.

        Args:
            text: a code of ``scheme``; without one, a code of this registry or else a name,
                whose capitals, accents, punctuation and leading "the" do not matter.
            scheme: one of ``SCHEMES``.
            on: the day it is about, which tells apart those who had one code or name in turn:
                of two states that continue each other, the one of that day is meant. ``None``
                where a code was not in use then.

        Raises:
            InvalidValue: for a scheme that is none of ``SCHEMES``.

        >>> world().resolve("AS", scheme="fips"), world().resolve("AS", scheme="iso2")
        ('AUS', 'ASM')
        >>> world().resolve("365", scheme="gw", on="1985"), world().resolve("Russia", on="1985")
        ('SUN', 'SUN')
        >>> print(world().resolve("Congo"), world().resolve("365", scheme="gw"))
        None None
        """
        if scheme is None:
            code = text.strip()
            if code in self._actors:
                return code if on is None or code not in self._lines else self._on_the_day(code, on)
            # "FARC-EP" is a name before it could be a part of FARC.
            meant = self.meanings(text, on) or ((code,) if code in self else ())
            return meant[0] if len(meant) == 1 else None
        held = self._aliases.get((scheme, _key(scheme, text)), ())
        if not held and scheme not in SCHEMES:
            raise none_of("no such scheme of actor codes", scheme, SCHEMES)
        day = to_when(on)
        codes = {code for code, valid in held if share_a_day(valid, day)}
        return self._on_the_day(codes.pop(), day) if len(codes) == 1 else None

    def named(self, text: str, on: WhenLike | None = None) -> str | None:
        """Return the code of the actor that has a name, or ``None``: a code is no name here.

        Prose is read by it, where "AND" is no Andorra.

        >>> print(world().named("AND"), world().named("Andorra"))
        None AND
        """
        found = self.meanings(text, on)
        return found[0] if len(found) == 1 else None

    def meanings(self, text: str, on: WhenLike | None = None) -> tuple[str, ...]:
        """Return the codes of all actors that a name can mean on a day, in alphabetical order.

        >>> world().meanings("Congo"), world().meanings("Nobody")
        (('COD', 'COG'), ())
        """
        found = self._names.get(plain(text), ())
        if on is None or (len(found) == 1 and found[0] not in self._lines):
            # A name that one actor has is not doubted: people speak of the past and the future.
            return found
        day = to_when(on)
        codes = sorted({self._on_the_day(code, day) for code in found})
        one = len(codes) == 1
        return tuple(c for c in codes if one or share_a_day(self._actors[c].valid, day))

    def _on_the_day(self, code: str, on: WhenLike | None) -> str:
        """Return which one of a line of actors that continue each other is meant on a day."""
        line = self._lines.get(code)
        if line is None or on is None:
            return code
        day = to_when(on)
        if share_a_day(self._actors[code].valid, day):
            return code
        there = [actor.code for actor in line if share_a_day(actor.valid, day)]
        return there[0] if len(there) == 1 else code

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return at most three codes that were perhaps meant, the nearest first; never the text.

        Words that many names have, as "republic of", do not make two names alike.

        >>> world().suggest("Azerbaijn"), world().suggest("Congo"), world().suggest("Republik of Chad")
        (('AZE',), ('COD', 'COG'), ('TCD',))
        """
        head, hyphen, part = text.partition("-")
        parts = [f"{code}-{part}" for code in self._nearest(head) if hyphen]
        meant = near.nearest(text, self._actors, self._names) or parts
        return tuple(code for code in meant if code != text)

    def with_actors(self, *actors: Actor | str | _Path) -> Registry:
        """Return a registry that knows these actors too.

        Args:
            actors: actors, and paths of sheets of them. An ``Actor`` of a known code replaces
                it. Sheets are CSV files with the columns ``code``, ``name`` and, where there is
                something to say, ``names`` (separated by ``;``), ``group``, ``organ_of``,
                ``within``, ``valid`` and ``ids`` ("ucdp-actor:234 gw:652"). A row of a known code
                replaces what it says of the actor, and keeps its other names and ids.

        Raises:
            InvalidValue: if a sheet is not such a file, with its line and column.
            NotFound: if there is no such file.

        >>> larger = world().with_actors(Actor("HDC", "Centre for Humanitarian Dialogue", "entity"))
        >>> "HDC" in larger, "HDC" in world()
        (True, False)
        """
        added: dict[str, Actor] = {}
        places: dict[str, str] = {}
        for given in actors:
            if isinstance(given, Actor):
                added[given.code] = given
                continue
            path = given if isinstance(given, str) else given.__fspath__()
            placed, before = sheet.read_file(path), _Both(dict(added), self)
            sheet.check(placed, path, before)
            for line, row in placed:
                is_part = row.code not in added and self.is_part(row.code)
                added[row.code] = sheet.merged(before.get(row.code), row, is_part=is_part)
                places[row.code] = f"{path}:{line}"
        known = {**self._actors, **added}
        # What is indexed is not indexed again, as a study adds few to many.
        replaces = bool(added.keys() & self._actors.keys())
        new = known if replaces else added
        aliases, names = ({}, {}) if replaces else (self._aliases, self._names)
        larger = object.__new__(Registry)
        _hold(
            larger,
            known,
            _indexed_aliases(new.values(), aliases, places),
            _indexed_names(new.values(), names),
        )
        return larger

    def with_alias(
        self, code: str, scheme: str, alias_code: str, valid: WhenLike | None = None
    ) -> Registry:
        """Return a registry in which a scheme's code stands for an actor as well.

        Args:
            code: an actor of this registry, or a part of one ("AZE-MOD").
            scheme: one of ``SCHEMES``.
            alias_code: what that scheme calls it; an error if that is another actor's code.
            valid: when it does; ``None`` is always.

        Raises:
            NotFound: if the actor is unknown.

        >>> larger = world().with_alias("NK", "cameo", "AZEREB", valid="../2023")
        >>> larger.resolve("AZEREB", scheme="cameo", on="2020-10-10")
        'NK'
        """
        actor = self.get(code)
        if actor is None:
            meant = " or ".join(map(repr, self.suggest(code)))
            hint = f"did you mean {meant}?" if meant else "add it by with_actors"
            raise NotFound(f"no actor of this code: {code!r}; hint: {hint}")
        aliases = dict.fromkeys((*actor.aliases, Alias(scheme, alias_code, valid)))
        return self.with_actors(attrs.evolve(actor, aliases=aliases))

    def _parent(self, code: str) -> Actor | None:
        head = code.rpartition("-")[0] if is_code(code) else ""
        while head and head not in self._actors:
            head = head.rpartition("-")[0]
        return self._actors.get(head)

    def _nearest(self, text: str) -> tuple[str, ...]:
        return near.spelt_like(text, self._actors, self._names)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and (code in self._actors or self._parent(code) is not None)

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def __len__(self) -> int:
        return len(self._actors)

    def __eq__(self, other: object) -> bool:
        return self._actors == other._actors if isinstance(other, Registry) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._actors.values()))

    def __repr__(self) -> str:
        return f"<Registry of {len(self)} actors>"

    def __reduce__(self) -> tuple[object, ...]:
        return (Registry, (tuple(self),))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Registry cannot change: {name}; hint: with_actors, with_alias")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Registry cannot change: {name}")


@final
@attrs.frozen
class _Both:
    """Those who were given before a sheet, and those of the registry."""

    added: Mapping[str, Actor]
    registry: Registry

    def get(self, code: str) -> Actor | None:
        return self.added.get(code) or self.registry.get(code)

    def suggest(self, text: str) -> tuple[str, ...]:
        return self.registry.suggest(text)


def _key(scheme: str, text: str) -> str:
    code = text.strip().upper()
    # Spreadsheets and readers of integers take the leading zeros from ISO's numbers.
    return code.zfill(3) if scheme == "isonum" and code.isdigit() else code


def _hold(
    registry: Registry,
    actors: dict[str, Actor],
    aliases: _Aliases,
    names: _Names,
) -> None:
    object.__setattr__(registry, "_actors", actors)
    object.__setattr__(registry, "_aliases", aliases)
    object.__setattr__(registry, "_lines", _lines(actors))
    object.__setattr__(registry, "_names", names)


def _indexed_names(actors: Iterable[Actor], before: _Names) -> _Names:
    index = dict(before)
    for actor in actors:
        for text in {plain(name) for name in (actor.name, *actor.names)}:
            there = index.get(text)
            index[text] = (actor.code,) if there is None else tuple(sorted({*there, actor.code}))
    return index


def _indexed_aliases(
    actors: Iterable[Actor], before: _Aliases, places: Mapping[str, str]
) -> _Aliases:
    index = dict(before)
    for actor in actors:
        for alias in actor.aliases:
            key = (alias.scheme, _key(alias.scheme, alias.code))
            there = index.get(key, ())
            for code, valid in there:
                if code != actor.code and share_a_day(valid, alias.valid):
                    what = f"a code of the scheme {alias.scheme} that is already {code}"
                    hint = "give each the days on which it counts, by valid"
                    place = places.get(actor.code) or places.get(code)
                    path = "$" if place is None else f"{place}:ids"
                    raise InvalidValue(what, value=alias.code, hint=hint, path=path)
            index[key] = (*there, (actor.code, alias.valid))
    return index


def _lines(actors: dict[str, Actor]) -> dict[str, tuple[Actor, ...]]:
    """Return those who continue each other, under the code of each of them."""
    after: dict[str, Actor] = {}
    for actor in actors.values():
        if actor.continues is not None and after.setdefault(actor.continues, actor) is not actor:
            raise InvalidValue("an actor that two others continue", value=actor.continues)
    lines: dict[str, tuple[Actor, ...]] = {}
    for first in (actors[code] for code in after if code in actors):
        line = [first]
        while (later := after.get(line[-1].code)) is not None:
            if later in line:
                raise InvalidValue("an actor that continues itself", value=later.code)
            line.append(later)
        for actor in line:
            lines[actor.code] = max(lines.get(actor.code, ()), tuple(line), key=len)
    return lines


@functools.cache
def world() -> Registry:
    """Return the registry of this library: states, territories, organisations and others.

    >>> len([actor for actor in world() if actor.group in ("state", "territory")])
    249
    """
    return Registry(shipped())
