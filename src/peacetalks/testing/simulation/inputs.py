"""Checks of the arguments for stories."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import TypeVar, cast

from peacetalks.actors.code import Codes, check_code
from peacetalks.errors import InvalidValue
from peacetalks.fields.convert import many_codes

__all__ = ["checked_flags", "checked_pair", "is_number", "listed_codes"]

T = TypeVar("T")


def checked_flags(**flags: bool) -> None:
    """Check that flags are booleans.

    Raises:
        InvalidValue: if a flag is not; the error has its name.
    """
    for name, flag in flags.items():
        if type(flag) is not bool:
            raise InvalidValue(f"{name} is not a boolean", value=flag, accepted="True, False")


def is_number(value: object) -> bool:
    """Return whether a value is a number; booleans are not."""
    return not isinstance(value, bool) and isinstance(value, Real)


def checked_pair(between: tuple[T, T], example: str) -> tuple[T, T]:
    """Return the two dates between which something happens.

    Args:
        between: the first and the last date.
        example: an example for the error.

    Raises:
        InvalidValue: if there are not two dates.
    """
    if not isinstance(between, (tuple, list)) or len(between) != 2:  # pyright: ignore[reportUnnecessaryIsInstance, reportUnnecessaryComparison] # callers may be untyped  # noqa: PLR2004 # a first and a last
        raise InvalidValue(
            "not two dates", value=between, accepted=f"a first and a last date, as in {example}"
        )
    return between


def listed_codes(actors: str | Iterable[str]) -> Codes:
    """Return codes of actors, in their order.

    Raises:
        InvalidValue: if ``actors`` is not a list, or has an item that is not a code.
    """
    if not isinstance(actors, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a list of actors", value=actors, accepted="codes, as in ['ARM']")
    codes = many_codes(actors)
    for place, code in enumerate(cast("tuple[object, ...]", codes)):
        if not isinstance(code, str):
            raise InvalidValue("not an actor's code", value=code, path=f"$.actors[{place}]")
        try:
            check_code(code)
        except InvalidValue as error:
            raise error.under(f".actors[{place}]") from None
    return codes
