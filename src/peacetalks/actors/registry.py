"""The registry of actors, and the one that comes with the library."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final, Literal, TypeAlias, final, get_args

import attrs

from peacetalks.actors import table
from peacetalks.errors import InvalidValue, NotFound, none_of
from peacetalks.when import When, WhenLike

__all__ = ["SCHEMES", "Actor", "Alias", "Group", "Registry", "world"]

Group: TypeAlias = Literal[
    "state",
    "territory",
    "organisation",
    "entity",
    "historic",
    "armed_group",
    "faction",
    "organ",
    "office",
    "civilians",
    "other",
]

SCHEMES: Final = table.COUNTRY_SCHEMES
"""The schemes of actor codes.

``iso3``, ``iso2``, ``isonum``: ISO 3166-1 with its withdrawn codes; ``gw``: Gleditsch-Ward
numbers; ``cow``, ``cowc``: Correlates of War numbers and letters; ``cameo``: countries and
organisations in GDELT, ICEWS and their kin; ``fips``: FIPS 10-4, places in GDELT; ``unhcr``.
"""

_GROUPS: Final[tuple[str, ...]] = get_args(Group)
_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(?:[-.:][A-Z0-9]+)*")
_SILENT: Final = re.compile(r"[.'\N{RIGHT SINGLE QUOTATION MARK}]")
_BETWEEN: Final = re.compile(r"[\W_]+")
_SHORT: Final = 4
_LONGEST: Final = 200  # no name is longer, and to compare takes the square of it
_NEAR: Final = 0.8
_NEAR_SHORT: Final = 0.6  # one wrong letter of three leaves 0.67


def _known(what: str, value: str, accepted: tuple[str, ...]) -> None:
    if value not in accepted:
        raise none_of(what, value, accepted)


def _scheme(value: str) -> str:
    _known("no such scheme of actor codes", value, SCHEMES)
    return value


def _group(value: Group) -> Group:
    _known("no such group of actors", value, _GROUPS)
    return value


def _code(value: str) -> str:
    if _CODE.fullmatch(value) is None:
        accepted = "capital letters and digits, parts joined by a hyphen"
        raise InvalidValue("not an actor code", value=value, accepted=accepted)
    return value


def _spelt(value: str) -> str:
    """Return a scheme's code as it is compared: no blanks around it, in capitals."""
    if not value.strip():
        raise InvalidValue("an empty code", value=value)
    return value.strip().upper()


def _when(value: WhenLike | None) -> When | None:
    return None if value is None else When(value)


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@final
@attrs.frozen
class Alias:
    """An actor's ``code`` in a ``scheme``, and the days on which it is ``valid``; None: always.

    >>> Alias("gw", "365", "1991-12-26/..")
    Alias(scheme='gw', code='365', valid=When('1991-12-26/..'))
    """

    scheme: str = attrs.field(converter=_scheme)
    code: str = attrs.field(converter=_spelt)
    valid: When | None = attrs.field(default=None, converter=_when)


def _aliases(value: Iterable[Alias]) -> tuple[Alias, ...]:
    return tuple(value)


@final
@attrs.frozen
class Actor:
    """Someone who can act in a negotiation, under the code that events use.

    Args:
        code: the code of this library: ISO 3166-1 alpha-3 for states and territories.
        name: the short English name.
        group: the list it stands on; it says nothing about recognition.
        names: other names that people and data sets write.
        aliases: its codes in other schemes.
        valid: when it existed under this code; ``None`` where that is not recorded.
        part_of: the code of the actor it belongs to, where it is not stated how.
        organ_of: the code of the actor for which its acts count: of a ministry, the state.
        within: the code of the actor within which it stands, and for which its acts do not
            count: of a faction or a de facto authority, the state.

    >>> Actor("EUMA", "EU Mission in Armenia", "organ", organ_of="EU").name
    'EU Mission in Armenia'
    """

    code: str = attrs.field(converter=_code)
    name: str
    group: Group = attrs.field(converter=_group)
    names: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    aliases: tuple[Alias, ...] = attrs.field(default=(), converter=_aliases)
    valid: When | None = attrs.field(default=None, converter=_when)
    part_of: str | None = None
    organ_of: str | None = None
    within: str | None = None


_Dated: TypeAlias = tuple[str, When | None]


@final
class Registry:
    """An immutable set of actors, found by code, by name or by what a scheme calls them.

    ``in`` takes codes, iteration gives actors in their order, equal registries hold equal actors.

    Args:
        actors: the actors; two with one code, or a scheme's on one day, raise InvalidValue.

    >>> registry = world()
    >>> registry.name("AZE"), "AZE-MOD" in registry, "XYZ" in registry
    ('Azerbaijan', True, False)
    """

    __slots__ = ("_actors", "_aliases", "_names")
    _actors: dict[str, Actor]
    _aliases: dict[tuple[str, str], tuple[_Dated, ...]]
    _names: dict[str, tuple[str, ...]]

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        by_code: dict[str, Actor] = {}
        for actor in actors:
            if by_code.setdefault(actor.code, actor) is not actor:
                raise InvalidValue("two actors under one code", value=actor.code)
        object.__setattr__(self, "_actors", by_code)
        object.__setattr__(self, "_aliases", _indexed_aliases(by_code.values()))
        object.__setattr__(self, "_names", _indexed_names(by_code.values()))

    def get(self, code: str) -> Actor | None:
        """Return the actor of a code, or ``None``; a part of a known actor is made up on demand.

        >>> world().get("AZE-MOD").part_of
        'AZE'
        """
        parent = None if code in self._actors else self._parent(code)
        if parent is None:
            return self._actors.get(code)
        part = code.removeprefix(f"{parent.code}-")
        return Actor(code, f"{parent.name} ({part})", parent.group, part_of=parent.code)

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
            on: the day it is about, which tells apart those who had one code or name in turn.

        >>> world().resolve("AS", scheme="fips"), world().resolve("AS", scheme="iso2")
        ('AUS', 'ASM')
        >>> world().resolve("365", scheme="gw", on="1985"), world().resolve("Turkey")
        ('SUN', 'TUR')
        >>> print(world().resolve("Congo"), world().resolve("365", scheme="gw"))
        None None
        """
        if scheme is not None:
            return _only(self._aliases.get((_scheme(scheme), _key(scheme, text)), ()), on)
        if text.strip() in self:
            return text.strip()
        return self.named(text, on)

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
        codes = self._names.get(_plain(text), ())
        # A name that one actor has is not doubted: people speak of the past and the future.
        day = _when(on) if len(codes) > 1 else None
        return tuple(code for code in codes if _share_a_day(self._actors[code].valid, day))

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return at most three codes that were perhaps meant, the nearest first.

        >>> world().suggest("Azerbaijn"), world().suggest("Congo")
        (('AZE',), ('COD', 'COG'))
        """
        head, hyphen, part = text.partition("-")
        parts = [f"{code}-{part}" for code in self._nearest(head) if hyphen]
        return self._nearest(text) or tuple(parts)

    def with_actors(self, *actors: Actor) -> Registry:
        """Return a registry that knows these actors too; one of a known code replaces it.

        >>> larger = world().with_actors(Actor("HDC", "Centre for Humanitarian Dialogue", "entity"))
        >>> "HDC" in larger, "HDC" in world()
        (True, False)
        """
        changed = {actor.code: actor for actor in actors}
        return Registry({**self._actors, **changed}.values())

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
            near = " or ".join(map(repr, self.suggest(code)))
            hint = f"did you mean {near}?" if near else "add it by with_actors"
            raise NotFound(f"no actor of this code: {code!r}; hint: {hint}")
        aliases = dict.fromkeys((*actor.aliases, Alias(scheme, alias_code, valid)))
        return self.with_actors(attrs.evolve(actor, aliases=aliases))

    def _parent(self, code: str) -> Actor | None:
        head = code.rpartition("-")[0] if _CODE.fullmatch(code) else ""
        while head and head not in self._actors:
            head = head.rpartition("-")[0]
        return self._actors.get(head)

    def _nearest(self, text: str) -> tuple[str, ...]:
        wanted = _plain(text[:_LONGEST])
        spelt = {code.casefold(): (code,) for code in self._actors} | self._names
        if wanted in spelt:
            return spelt[wanted][:3]
        cutoff = _NEAR_SHORT if len(wanted) <= _SHORT else _NEAR
        best: dict[str, float] = {}
        for near in difflib.get_close_matches(wanted, spelt, n=30, cutoff=cutoff):
            score = _likeness(wanted, near)
            best |= {code: max(score, best.get(code, 0.0)) for code in spelt[near]}
        return tuple(sorted(best, key=lambda code: (-best[code], code))[:3])

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


def _plain(text: str) -> str:
    """Return a name as it is compared: small letters without accents or punctuation."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in parts if not unicodedata.combining(c))
    joined = _SILENT.sub("", letters.replace("&", " and "))
    words = _BETWEEN.sub(" ", joined).split()
    return " ".join("saint" if word == "st" else word for word in words).removeprefix("the ")


def _key(scheme: str, text: str) -> str:
    code = text.strip().upper()
    # Spreadsheets and readers of integers take the leading zeros from ISO's numbers.
    return code.zfill(3) if scheme == "isonum" and code.isdigit() else code


def _only(candidates: Iterable[_Dated], on: WhenLike | None) -> str | None:
    day = _when(on)
    codes = {code for code, valid in candidates if _share_a_day(valid, day)}
    return codes.pop() if len(codes) == 1 else None


def _share_a_day(one: When | None, other: When | None) -> bool:
    return one is None or other is None or one.overlaps(other)


def _likeness(wanted: str, spelt: str) -> float:
    """Return how alike two spellings are; a shared beginning counts, as typing starts there."""
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(wanted, spelt, strict=False))
    alike = difflib.SequenceMatcher(None, wanted, spelt).ratio()
    return alike + 0.2 * len(list(shared)) / max(len(wanted), len(spelt))


def _indexed_names(actors: Iterable[Actor]) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for actor in actors:
        for text in {_plain(name) for name in (actor.name, *actor.names)}:
            index[text] = tuple(sorted({*index.get(text, ()), actor.code}))
    return index


def _indexed_aliases(actors: Iterable[Actor]) -> dict[tuple[str, str], tuple[_Dated, ...]]:
    index: dict[tuple[str, str], tuple[_Dated, ...]] = {}
    for actor in actors:
        for alias in actor.aliases:
            key = (alias.scheme, _key(alias.scheme, alias.code))
            there = index.get(key, ())
            for code, valid in there:
                if code != actor.code and _share_a_day(valid, alias.valid):
                    what = f"a code of the scheme {alias.scheme} that is already {code}"
                    hint = "give each the days on which it counts, by valid"
                    raise InvalidValue(what, value=alias.code, hint=hint)
            index[key] = (*there, (actor.code, alias.valid))
    return index


@functools.cache
def world() -> Registry:
    """Return the registry of this library: states, territories, organisations and others.

    >>> len([actor for actor in world() if actor.group in ("state", "territory")])
    249
    """
    return Registry(
        [
            *_countries("state", table.STATES),
            *_countries("territory", table.TERRITORIES),
            *_others("organisation", table.ORGANISATIONS),
            *_others("entity", table.ENTITIES),
            *_others("historic", table.HISTORIC),
        ]
    )


def _countries(group: Group, text: str) -> Iterator[Actor]:
    for line in text.splitlines():
        code, name, *cells, valid, names = line.split("|")
        aliases = [
            _alias(scheme, code if text == "=" else text)
            for scheme, cell in zip(SCHEMES, cells, strict=True)
            for text in cell.split()
        ]
        yield Actor(code, name, group, filter(None, names.split(";")), aliases, valid or None)


def _others(group: Group, text: str) -> Iterator[Actor]:
    for line in text.splitlines():
        code, name, part_of, valid, cell, more = line.split("|")
        aliases = [_alias(*text.split(":", 1)) for text in cell.split()]
        names = filter(None, more.split(";"))
        yield Actor(code, name, group, names, aliases, valid or None, part_of or None)


def _alias(scheme: str, text: str) -> Alias:
    code, _, valid = text.partition("@")
    return Alias(scheme, code, valid or None)
