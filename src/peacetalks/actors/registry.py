"""The registry: finds actors by code, by name, or by their code in a scheme on a given day."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeAlias, final

import attrs

from peacetalks.actors import near, sheet
from peacetalks.actors.actor import SCHEMES, Actor, Alias, is_code, share_a_day, to_when
from peacetalks.actors.parts import made_up
from peacetalks.actors.shipped_tables import shipped
from peacetalks.actors.spelling import plain
from peacetalks.errors import InvalidValue, NotFound, none_of
from peacetalks.primitives.when import When, WhenLike

__all__ = ["Registry", "world"]

_Dated: TypeAlias = tuple[str, When | None]
_Aliases: TypeAlias = dict[tuple[str, str], tuple[_Dated, ...]]
_Names: TypeAlias = dict[str, tuple[str, ...]]


class _Path(Protocol):
    """The path of a file, like ``os.PathLike``."""

    def __fspath__(self) -> str: ...


@final
class Registry:
    """An immutable set of actors, which finds them by code, by name or by their code in a scheme.

    ``in`` takes codes, iteration yields actors in order, and registries with equal actors are
    equal.

    Args:
        actors: the actors. InvalidValue is raised if two have the same code, if two have the
            same code in a scheme on the same day, or if one ``continues`` itself.

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
                raise InvalidValue("two actors with the same code", value=actor.code)
        known = by_code.values()
        _set_fields(self, by_code, _index_aliases(known, {}, {}), _index_names(known, {}))

    def get(self, code: str) -> Actor | None:
        """Return the actor of a code, or ``None``; parts of known actors are created on demand.

        >>> world().get("AZE-MOD").organ_of, world().get("AZE-OPP").within
        ('AZE', 'AZE')
        """
        whole = None if code in self._actors else self._parent(code)
        return self._actors.get(code) if whole is None else made_up(code, whole)

    def is_part(self, code: str) -> bool:
        """Return whether a code is known only as a part of an actor, whose code it begins with.

        >>> world().is_part("AZE-MOD"), world().is_part("AZE")
        (True, False)
        """
        return code not in self._actors and self._parent(code) is not None

    def principal(self, code: str) -> str:
        """Return the code of the actor on whose behalf an actor acts.

        An organ acts for the actor it belongs to; any other actor, known or not, for itself.

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
        """Return the name to show for a code, or the code itself if it is unknown.

        >>> world().name("EU"), world().name("AZE-MOD"), world().name("WAGNER")
        ('European Union', 'Azerbaijan (MOD)', 'WAGNER')
        """
        return code if (actor := self.get(code)) is None else actor.name

    def resolve(
        self, text: str, scheme: str | None = None, on: WhenLike | None = None
    ) -> str | None:
        """Return the code of the actor that a text means, or ``None``; it never guesses.

        Args:
            text: a code of ``scheme``; without a scheme, a code of this registry or else a name,
                whose capitals, accents, punctuation and leading "the" are ignored.
            scheme: one of ``SCHEMES``.
            on: the day the text is about. It distinguishes actors that had the same code or name
                one after the other: of two states that continue each other, the one of that day
                is returned. The result is ``None`` if the code was not in use on that day.

        Raises:
            InvalidValue: if ``scheme`` is not one of ``SCHEMES``.

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
                return code if on is None or code not in self._lines else self._holder(code, on)
            # A name goes before a part: "FARC-EP" is a name, not a part of FARC.
            codes = self.meanings(text, on) or ((code,) if code in self else ())
            return codes[0] if len(codes) == 1 else None
        dated = self._aliases.get((scheme, _key(scheme, text)), ())
        if not dated and scheme not in SCHEMES:
            raise none_of("no such scheme of actor codes", scheme, SCHEMES)
        day = to_when(on)
        valid_codes = {code for code, valid in dated if share_a_day(valid, day)}
        return self._holder(valid_codes.pop(), day) if len(valid_codes) == 1 else None

    def named(self, text: str, on: WhenLike | None = None) -> str | None:
        """Return the code of the actor that has a name, or ``None``; codes are not names.

        Use it to read prose, in which "AND" does not mean Andorra.

        >>> print(world().named("AND"), world().named("Andorra"))
        None AND
        """
        codes = self.meanings(text, on)
        return codes[0] if len(codes) == 1 else None

    def meanings(self, text: str, on: WhenLike | None = None) -> tuple[str, ...]:
        """Return the codes of all actors that a name can mean on a day, in alphabetical order.

        >>> world().meanings("Congo"), world().meanings("Nobody")
        (('COD', 'COG'), ())
        """
        holders = self._names.get(plain(text), ())
        if on is None or (len(holders) == 1 and holders[0] not in self._lines):
            # A name with one holder is valid on any day: people speak of the past and the future.
            return holders
        day = to_when(on)
        codes = sorted({self._holder(code, day) for code in holders})
        one = len(codes) == 1
        return tuple(c for c in codes if one or share_a_day(self._actors[c].valid, day))

    def _holder(self, code: str, on: WhenLike | None) -> str:
        """Return the code of the actor that existed on a day, among those that continue it."""
        line = self._lines.get(code)
        if line is None or on is None:
            return code
        day = to_when(on)
        if share_a_day(self._actors[code].valid, day):
            return code
        existing = [actor.code for actor in line if share_a_day(actor.valid, day)]
        return existing[0] if len(existing) == 1 else code

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return at most three codes that may be meant, the most similar first; never the text.

        Words common to many names, such as "republic of", do not make two names similar.

        >>> world().suggest("Azerbaijn"), world().suggest("Congo"), world().suggest("Republik of Chad")
        (('AZE',), ('COD', 'COG'), ('TCD',))
        """
        head, hyphen, part = text.partition("-")
        parts = [f"{code}-{part}" for code in self._nearest(head) if hyphen]
        codes = near.nearest(text, self._actors, self._names) or parts
        return tuple(code for code in codes if code != text)

    def with_actors(self, *actors: Actor | str | _Path) -> Registry:
        """Return a registry that also knows these actors.

        Args:
            actors: actors, and paths of actor sheets. An ``Actor`` with a known code replaces the
                known one. Sheets are CSV files with the columns ``code`` and ``name``, and
                optionally ``names`` (separated by ``;``), ``group``, ``organ_of``, ``within``,
                ``valid`` and ``ids`` ("ucdp-actor:234 gw:652"). A row with a known code updates
                the columns that it fills in, and keeps the actor's other names and ids.

        Raises:
            InvalidValue: if a sheet is not such a file; names the line and column.
            NotFound: if a file does not exist.

        >>> larger = world().with_actors(Actor("HDC", "Centre for Humanitarian Dialogue", "entity"))
        >>> "HDC" in larger, "HDC" in world()
        (True, False)
        """
        added: dict[str, Actor] = {}
        places: dict[str, str] = {}
        for item in actors:
            if isinstance(item, Actor):
                added[item.code] = item
                continue
            path = item if isinstance(item, str) else item.__fspath__()
            rows, before = sheet.read_file(path), _Combined(dict(added), self)
            sheet.check(rows, path, before)
            for line, row in rows:
                is_part = row.code not in added and self.is_part(row.code)
                added[row.code] = sheet.merged(before.get(row.code), row, is_part=is_part)
                places[row.code] = f"{path}:{line}"
        known = {**self._actors, **added}
        # Extend the indexes if possible: a study usually adds a few actors to many.
        replaces = bool(added.keys() & self._actors.keys())
        new = known if replaces else added
        aliases, names = ({}, {}) if replaces else (self._aliases, self._names)
        larger = object.__new__(Registry)
        _set_fields(
            larger,
            known,
            _index_aliases(new.values(), aliases, places),
            _index_names(new.values(), names),
        )
        return larger

    def with_alias(
        self, code: str, scheme: str, alias_code: str, valid: WhenLike | None = None
    ) -> Registry:
        """Return a registry in which an actor has a further code in a scheme.

        Args:
            code: an actor of this registry, or a part of one ("AZE-MOD").
            scheme: one of ``SCHEMES``.
            alias_code: the actor's code in that scheme; an error if another actor has it.
            valid: the days on which the code is valid; ``None`` means always.

        Raises:
            NotFound: if the actor is unknown.

        >>> larger = world().with_alias("NK", "cameo", "AZEREB", valid="../2023")
        >>> larger.resolve("AZEREB", scheme="cameo", on="2020-10-10")
        'NK'
        """
        actor = self.get(code)
        if actor is None:
            suggested = " or ".join(map(repr, self.suggest(code)))
            hint = f"did you mean {suggested}?" if suggested else "add it with with_actors"
            raise NotFound(f"no actor with this code: {code!r}; hint: {hint}")
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
        raise AttributeError(f"a Registry cannot change: {name}; hint: use with_actors, with_alias")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Registry cannot change: {name}")


@final
@attrs.frozen
class _Combined:
    """The actors given before a sheet, and those of the registry."""

    added: Mapping[str, Actor]
    registry: Registry

    def get(self, code: str) -> Actor | None:
        return self.added.get(code) or self.registry.get(code)

    def suggest(self, text: str) -> tuple[str, ...]:
        return self.registry.suggest(text)


def _key(scheme: str, text: str) -> str:
    code = text.strip().upper()
    # Spreadsheets and integer columns lose the leading zeros of ISO numbers.
    return code.zfill(3) if scheme == "isonum" and code.isdigit() else code


def _set_fields(
    registry: Registry,
    actors: dict[str, Actor],
    aliases: _Aliases,
    names: _Names,
) -> None:
    object.__setattr__(registry, "_actors", actors)
    object.__setattr__(registry, "_aliases", aliases)
    object.__setattr__(registry, "_lines", _lines(actors))
    object.__setattr__(registry, "_names", names)


def _index_names(actors: Iterable[Actor], before: _Names) -> _Names:
    index = dict(before)
    for actor in actors:
        for text in {plain(name) for name in (actor.name, *actor.names)}:
            codes = index.get(text)
            index[text] = (actor.code,) if codes is None else tuple(sorted({*codes, actor.code}))
    return index


def _index_aliases(
    actors: Iterable[Actor], before: _Aliases, places: Mapping[str, str]
) -> _Aliases:
    index = dict(before)
    for actor in actors:
        for alias in actor.aliases:
            key = (alias.scheme, _key(alias.scheme, alias.code))
            dated = index.get(key, ())
            for code, valid in dated:
                if code != actor.code and share_a_day(valid, alias.valid):
                    what = f"a code of the scheme {alias.scheme} that {code} already has"
                    hint = "state the days on which each is valid"
                    place = places.get(actor.code) or places.get(code)
                    path = "$" if place is None else f"{place}:ids"
                    raise InvalidValue(what, value=alias.code, hint=hint, path=path)
            index[key] = (*dated, (actor.code, alias.valid))
    return index


def _lines(actors: dict[str, Actor]) -> dict[str, tuple[Actor, ...]]:
    """Return the lines of actors that continue each other, by the code of each member."""
    successors: dict[str, Actor] = {}
    for actor in actors.values():
        if actor.continues is None:
            continue
        if successors.setdefault(actor.continues, actor) is not actor:
            raise InvalidValue("an actor that two others continue", value=actor.continues)
    lines: dict[str, tuple[Actor, ...]] = {}
    for first in (actors[code] for code in successors if code in actors):
        line = [first]
        while (later := successors.get(line[-1].code)) is not None:
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
