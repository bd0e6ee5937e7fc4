"""What is said of an actor: its code, its names, its codes elsewhere, and to whom it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias, final, get_args

import attrs

from peacetalks.errors import InvalidValue, none_of
from peacetalks.when import When, WhenLike

__all__ = ["GROUPS", "SCHEMES", "Actor", "Alias", "Group", "is_code", "share_a_day", "to_when"]

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

GROUPS: Final[tuple[str, ...]] = get_args(Group)

SCHEMES: Final = (
    "iso3",
    "iso2",
    "isonum",
    "gw",
    "cow",
    "cowc",
    "cameo",
    "fips",
    "unhcr",
    "ucdp-actor",
)
"""The schemes of actor codes.

``iso3``, ``iso2``, ``isonum``: ISO 3166-1 with its withdrawn codes; ``gw``: Gleditsch-Ward
numbers; ``cow``, ``cowc``: Correlates of War numbers and letters; ``cameo``: countries and
organisations in GDELT, ICEWS and their kin; ``fips``: FIPS 10-4, places in GDELT; ``unhcr``;
``ucdp-actor``: ids of actors in the data sets of the Uppsala Conflict Data Program.
"""

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(?:[-.:][A-Z0-9]+)*")


def is_code(text: str) -> bool:
    """Return whether a text has the form of an actor code.

    >>> is_code("AZE-MOD"), is_code("Azerbaijan")
    (True, False)
    """
    return _CODE.fullmatch(text) is not None


def to_when(value: WhenLike | None) -> When | None:
    """Return a day or a span of days; None stays None."""
    return None if value is None else When(value)


def share_a_day(one: When | None, other: When | None) -> bool:
    """Return whether two spans of days overlap; None is always."""
    return one is None or other is None or (one.lo <= other.hi and other.lo <= one.hi)


def _one_of(what: str, value: str, accepted: tuple[str, ...]) -> str:
    if value not in accepted:
        raise none_of(what, value, accepted)
    return value


def _scheme(value: str) -> str:
    return _one_of("no such scheme of actor codes", value, SCHEMES)


def _group(value: Group) -> Group:
    _one_of("no such group of actors", value, GROUPS)
    return value


def _code(value: str) -> str:
    if not is_code(value):
        accepted = "capital letters and digits, parts joined by a hyphen"
        raise InvalidValue("not an actor code", value=value, accepted=accepted)
    return value


def _spelt(value: str) -> str:
    """Return a scheme's code as it is compared: no blanks around it, in capitals."""
    if not value.strip():
        raise InvalidValue("an empty code", value=value)
    return value.strip().upper()


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
    valid: When | None = attrs.field(default=None, converter=to_when)


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
        names: other names that people and data sets write, in any script.
        aliases: its codes in other schemes.
        valid: when it existed under this code; ``None`` where that is not recorded.
        part_of: the code of the actor of which it is a part: that of ``organ_of``, or the one
            with which its own code begins ("AZE" of "AZE-OPP").
        organ_of: the code of the actor for which its acts count: of a ministry, the state.
        within: the code of the actor within which it stands, and for which its acts do not
            count: of a faction or a de facto authority, the state.
        continues: the code of the actor that it continues from the first day of ``valid`` on:
            of Russia, the Soviet Union. One of the two is meant on each day, whatever the text.

    >>> Actor("EUMA", "EU Mission in Armenia", "organ", organ_of="EU").part_of
    'EU'
    """

    code: str = attrs.field(converter=_code)
    name: str
    group: Group = attrs.field(converter=_group)
    names: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    aliases: tuple[Alias, ...] = attrs.field(default=(), converter=_aliases)
    valid: When | None = attrs.field(default=None, converter=to_when)
    part_of: str | None = None
    organ_of: str | None = None
    within: str | None = None
    continues: str | None = None

    def __attrs_post_init__(self) -> None:
        """Make an organ a part of the actor of which it is one."""
        if self.part_of is None and self.organ_of is not None:
            object.__setattr__(self, "part_of", self.organ_of)
