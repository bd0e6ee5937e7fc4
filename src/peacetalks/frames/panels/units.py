"""What the rows of a panel are about: streams, countries or pairs, as they were asked for.

Rows come from the question, never from where something happened: a panel of what happened only is a
selection on the outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final, Literal, TypeAlias, cast, get_args

from peacetalks.actors import world
from peacetalks.actors.actor import share_a_day
from peacetalks.errors import InvalidValue
from peacetalks.frames.panels.period import Period
from peacetalks.frames.panels.view import Pair
from peacetalks.primitives.when import When
from peacetalks.state.queries.arguments import code

__all__ = [
    "GW",
    "By",
    "Members",
    "Universe",
    "checked_by",
    "checked_universe",
    "countries_in",
    "pairs_in",
    "parties_of_rows",
]

By: TypeAlias = Literal["stream", "country", "dyad"]
"""What a row is about: a negotiation, a country, or a pair of parties in a negotiation."""
GW: Final = "gw"
"""The states in the system by the list of Gleditsch and Ward, as they were in each period."""
Universe: TypeAlias = Literal["gw"] | Iterable[str] | Iterable[Pair] | None
"""Which countries or pairs have rows: those of your own list (of codes or names, or of pairs
of these), or ``"gw"``; None: those on record or covered."""
Members: TypeAlias = Literal["gw"] | tuple[str, ...] | tuple[Pair, ...] | None
"""A universe in its one form: codes, or pairs of codes in alphabetical order."""
_BY: Final[dict[str, By]] = {by: by for by in get_args(By)}
_PAIR: Final = 2


def checked_by(value: str) -> By:
    """Return what rows are about, unchanged.

    Raises:
        InvalidValue: if it is not one of ``By``.
    """
    if value not in _BY:
        raise InvalidValue("not a unit of rows", value=value, accepted=", ".join(_BY))
    return _BY[value]


def checked_universe(value: Universe) -> Members:
    """Return the members of a universe, as codes or as pairs of codes in alphabetical order.

    Raises:
        InvalidValue: if it is not one of ``Universe``.

    >>> checked_universe(["Armenia", "Azerbaijan"]), checked_universe([("AZE", "ARM")])
    (('ARM', 'AZE'), (('ARM', 'AZE'),))
    """
    if value is None or (isinstance(value, str) and value.lower() == GW):
        return None if value is None else GW
    if isinstance(value, str) or not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a universe", value=value, accepted="'gw', or a list")
    listed = list(value)
    if all(isinstance(one, str) for one in listed):
        return tuple(dict.fromkeys(code(cast("str", one)) for one in listed))
    pairs: dict[Pair, None] = {}
    for one in listed:
        codes = [one] if isinstance(one, str) else [code(each) for each in one]
        if len(set(codes)) != _PAIR:
            raise InvalidValue("not a pair", value=one, accepted="two parties")
        pairs[min(codes), max(codes)] = None
    return tuple(pairs)


def parties_of_rows(value: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of parties.

    Raises:
        InvalidValue: if it is a single party.
    """
    names = (value,) if isinstance(value, str) else tuple(value)
    codes = tuple(dict.fromkeys(map(code, names)))
    if len(codes) == 1:
        raise InvalidValue("a single party", value=names, accepted="two or more, or none")
    return codes


def countries_in(universe: Members, periods: Sequence[Period]) -> list[tuple[str, list[int]]]:
    """Return the countries of a universe, each with the numbers of the periods in which it is one.

    Raises:
        InvalidValue: if the universe is one of pairs.

    >>> import datetime as dt
    >>> year = Period(dt.date(2010, 1, 1), dt.date(2010, 12, 31))
    >>> [c for c, _ in countries_in("gw", [year]) if c in {"SSD", "SDN"}]
    ['SDN']
    """
    if universe != GW:
        everywhere = list(range(len(periods)))
        listed = universe or ()
        if any(not isinstance(one, str) for one in listed):
            raise InvalidValue(
                "a universe of pairs for countries", value=universe, accepted="codes"
            )
        return [(cast("str", one), everywhere) for one in listed]
    days = [When(f"{period.first}/{period.last}") for period in periods]
    members: list[tuple[str, list[int]]] = []
    for actor in world():
        valid = [alias.valid for alias in actor.aliases if alias.scheme == GW]
        numbers = [
            number for number, day in enumerate(days) if any(share_a_day(one, day) for one in valid)
        ]
        if numbers:
            members.append((actor.code, numbers))
    return sorted(members)


def pairs_in(universe: Members, periods: Sequence[Period]) -> list[list[Pair]]:
    """Return the pairs of a universe in each period."""
    if universe != GW and any(not isinstance(one, str) for one in universe or ()):
        return [sorted(cast("tuple[Pair, ...]", universe))] * len(periods)
    members: list[list[str]] = [[] for _ in periods]
    for country, numbers in countries_in(universe, periods):
        for number in numbers:
            members[number].append(country)
    return [list(combinations(sorted(codes), 2)) for codes in members]
