"""What callers give of stories, looked at before anything is told."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import TypeVar, cast

from peacetalks.construction import Codes, many_codes
from peacetalks.errors import InvalidValue
from peacetalks.identifiers import check_code

__all__ = ["checked_flags", "checked_pair", "is_number", "listed_codes"]

T = TypeVar("T")


def checked_flags(**flags: bool) -> None:
    """Refuse what is neither true nor false.

    Raises:
        InvalidValue: for the first that is not, by its name.
    """
    for name, flag in flags.items():
        if type(flag) is not bool:
            raise InvalidValue(f"{name} is said or not", value=flag, accepted="True, False")


def is_number(value: object) -> bool:
    """Return whether a value is a number, whole or not; true and false are none."""
    return not isinstance(value, bool) and isinstance(value, Real)


def checked_pair(between: tuple[T, T], example: str) -> tuple[T, T]:
    """Return the two dates between which something happens.

    Args:
        between: a first and a last.
        example: how they are written.

    Raises:
        InvalidValue: for one date, or three.
    """
    if not isinstance(between, (tuple, list)) or len(between) != 2:  # pyright: ignore[reportUnnecessaryIsInstance, reportUnnecessaryComparison] # callers may be untyped  # noqa: PLR2004 # a first and a last
        raise InvalidValue(
            "not two dates", value=between, accepted=f"a first and a last, as {example}"
        )
    return between


def listed_codes(actors: str | Iterable[str]) -> Codes:
    """Return codes of actors, in their order.

    Raises:
        InvalidValue: for what is no list of anything, or has what is no code in it.
    """
    if not isinstance(actors, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a list of actors", value=actors, accepted="codes, as ['ARM']")
    given = many_codes(actors)
    for place, code in enumerate(cast("tuple[object, ...]", given)):
        if not isinstance(code, str):
            raise InvalidValue("not an actor's code", value=code, path=f"$.actors[{place}]")
        try:
            check_code(code)
        except InvalidValue as error:
            raise error.under(f".actors[{place}]") from None
    return given
