"""An actor: its code, its names, its codes in other schemes, and the actor it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias, final, get_args

import attrs

from peacetalks.errors import InvalidValue, none_of
from peacetalks.primitives.when import When, WhenLike

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
organisations in GDELT, ICEWS and related data sets; ``fips``: FIPS 10-4, places in GDELT;
``unhcr``; ``ucdp-actor``: ids of actors in the data sets of the Uppsala Conflict Data Program.
"""

_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(?:[-.:][A-Z0-9]+)*")


def is_code(text: str) -> bool:
    """Return whether a text has the form of an actor code.

    >>> is_code("AZE-MOD"), is_code("Azerbaijan")
    (True, False)
    """
    return _CODE.fullmatch(text) is not None


def to_when(value: WhenLike | None) -> When | None:
    """Convert a date to a ``When``, a day or a span of days; None stays None."""
    return None if value is None else When(value)


def share_a_day(one: When | None, other: When | None) -> bool:
    """Return whether two spans of days overlap; None means always."""
    return one is None or other is None or (one.lo <= other.hi and other.lo <= one.hi)


def _scheme(value: str) -> str:
    if value not in SCHEMES:
        raise none_of("no such scheme of actor codes", value, SCHEMES)
    return value


def _group(value: Group) -> Group:
    if value not in GROUPS:
        raise none_of("no such group of actors", value, GROUPS)
    return value


def _code(value: str) -> str:
    if not is_code(value):
        accepted = "capital letters and digits, parts joined by a hyphen"
        raise InvalidValue("not an actor code", value=value, accepted=accepted)
    return value


def _scheme_code(value: str) -> str:
    """Return a scheme's code in the form used for comparison: in capitals, without blanks."""
    if not value.strip():
        raise InvalidValue("an empty code", value=value)
    return value.strip().upper()


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@final
@attrs.frozen
class Alias:
    """An actor's ``code`` in a ``scheme``, and the days on which it is ``valid`` (None: always).

    >>> Alias("gw", "365", "1991-12-26/..")
    Alias(scheme='gw', code='365', valid=When('1991-12-26/..'))
    """

    scheme: str = attrs.field(converter=_scheme)
    code: str = attrs.field(converter=_scheme_code)
    valid: When | None = attrs.field(default=None, converter=to_when)


def _aliases(value: Iterable[Alias]) -> tuple[Alias, ...]:
    return tuple(value)


@final
@attrs.frozen
class Actor:
    """Someone who can act in a negotiation, under the code that events use.

    Args:
        code: its code in this library: ISO 3166-1 alpha-3 for states and territories.
        name: the short English name.
        group: the list it is on; this implies nothing about recognition.
        names: other names that people and data sets use, in any script.
        aliases: its codes in other schemes.
        valid: when it existed under this code; ``None`` if not recorded.
        part_of: the code of the actor it is part of: that of ``organ_of``, or the one that its
            own code begins with ("AZE" for "AZE-OPP").
        organ_of: the code of the actor whose acts its acts count as: for a ministry, the state.
        within: the code of the actor that contains it without being responsible for its acts:
            for a faction or a de facto authority, the state.
        continues: the code of the actor that it continues from the first day of ``valid``: for
            Russia, the Soviet Union. A name or code of either means the one of the given day.

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
        """Make an organ a part of the actor it belongs to."""
        if self.part_of is None and self.organ_of is not None:
            object.__setattr__(self, "part_of", self.organ_of)
