"""``Limits``: what a user states that a release covers, as ``--covers PLACES:PERIOD`` gives it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, TypeAlias, final

from attrs import frozen

from peacetalks.actors import Registry, world
from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.events.clocks import NEVER
from peacetalks.primitives.when import When, WhenLike

__all__ = ["EVERYWHERE", "Limits", "LimitsLike", "limits_of"]

EVERYWHERE: Final = "everywhere"
"""The name of all places."""
_ACCEPTED: Final = (
    "PLACES:PERIOD, PERIOD or PLACES:, as in 'UKR,SYR:2015/2018', '2018-01', 'UKR:' or "
    "'everywhere:2018'"
)


@final
@frozen
class Limits:
    """What a user states that a release covers.

    Attributes:
        places: the places; empty: everywhere; None: as the file says.
        period: the days; None: as the file says.

    >>> Limits(("UKR",), When("2015/2018")).places
    ('UKR',)
    """

    places: tuple[str, ...] | None = None
    period: When | None = None


LimitsLike: TypeAlias = "str | tuple[str | Iterable[str] | None, WhenLike | None] | Limits"
"""What a release covers: a text as ``--covers`` takes it, or the places and the period."""


def limits_of(value: LimitsLike, registry: Registry | None = None) -> Limits:
    """Return what a user states that a release covers.

    Args:
        value: ``"UKR,SYR:2015/2018"``, ``"2018-01"`` (the places of the file), ``"UKR:"`` (the
            period of the file), ``"everywhere:2018"``; or the places and the period as a pair.
        registry: the actors that are known; None: ``peacetalks.world()``.

    Raises:
        InvalidValue: if it has not this form, if a place is unknown, or if the period has an
            unknown or open end.

    >>> limits = limits_of("Ukraine,SYR:2015/2018")
    >>> limits.places, str(limits.period)
    (('UKR', 'SYR'), '2015/2018')
    >>> limits_of("2018-01").places is None
    True
    >>> limits_of("Ukraine")
    Traceback (most recent call last):
    peacetalks.errors.InvalidValue: not a period: 'Ukraine'; accepted: PLACES:PERIOD, PERIOD or PLACES:, as in 'UKR,SYR:2015/2018', '2018-01', 'UKR:' or 'everywhere:2018'; hint: for a place: 'Ukraine:'
    """
    if isinstance(value, Limits):
        return value
    if not isinstance(value, str):
        places, period = value
        named = places.split(",") if isinstance(places, str) else places
        return Limits(
            None if named is None else _places(list(named), registry),
            None if period is None else _period(period),
        )
    text = value.strip()
    before, colon, after = text.rpartition(":")
    if not text or text == ":":
        raise InvalidValue("no places and no period", value=value, accepted=_ACCEPTED)
    listed = before.split(",") if before.strip() else None
    if listed and _resolved(before, registry):
        listed = [before]  # a name with a comma
    return Limits(
        None if listed is None else _places(listed, registry),
        _period(after.strip() if colon else text) if after.strip() else None,
    )


def _places(names: Collection[str], registry: Registry | None) -> tuple[str, ...]:
    if [name.strip().lower() for name in names] == [EVERYWHERE]:
        return ()
    codes: dict[str, None] = {}
    for name in names:
        code = _resolved(name, registry)
        if code is None:
            known = [actor.name for actor in registry or world()]
            raise InvalidValue(
                "no such place",
                value=name.strip(),
                accepted="a country by its name or code, or 'everywhere'",
                hint=did_you_mean(name.strip(), known) or "peacetalks actors search NAME",
            )
        codes[code] = None
    if not codes:
        raise InvalidValue("no places", value=tuple(names), accepted=_ACCEPTED)
    return tuple(codes)


def _resolved(name: str, registry: Registry | None) -> str | None:
    return (registry or world()).resolve(name.strip())


def _period(value: WhenLike) -> When:
    try:
        period = When(value)
    except InvalidValue as error:
        is_place = isinstance(value, str) and _resolved(value, None) is not None
        hint = f"for a place: '{value}:'" if is_place else error.hint
        raise InvalidValue("not a period", value=value, accepted=_ACCEPTED, hint=hint) from error
    if not (period.first_day > -NEVER and period.last_day < NEVER):
        raise InvalidValue("a period with an open end", value=period.text, accepted=_ACCEPTED)
    return period
