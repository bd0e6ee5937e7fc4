"""The code of an actor: how it is written, and suggestions for other texts."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from peacetalks.actors.actor import is_code
from peacetalks.actors.registry import world
from peacetalks.errors import InvalidEvent
from peacetalks.primitives.identifiers import Form

__all__ = ["NO_CODE", "PRESS", "Code", "Codes", "check_code"]

PRESS: Final = "press"
"""Used in place of a code for a speaker who is on no side: reporters, the press."""

NO_CODE: Final = "not an actor's code"
"""The error text for a text that is not an actor's code."""


def check_code(value: str) -> None:
    """Refuse a text that is not an actor's code, and suggest the code that may be meant.

    Raises:
        InvalidEvent: if ``value`` is not capital letters and digits.

    >>> check_code("AZE-MOD")
    >>> try:
    ...     check_code("Azerbaijan")
    ... except InvalidEvent as error:
    ...     print(error.hint)
    did you mean 'AZE'?
    """
    if not is_code(value) and value != PRESS:
        resolved = world().resolve(value)
        suggestions = (resolved,) if resolved else world().suggest(value)
        raise InvalidEvent(
            NO_CODE,
            value=value,
            accepted="capital letters and digits, as in 'AZE', 'EU', 'AZE-MOD'",
            hint=f"did you mean {suggestions[0]!r}?" if suggestions else None,
        )


Code: TypeAlias = Annotated[str, Form("an actor's code", check_code)]
"""The code of an actor: ``"AZE"``, ``"EU"``, ``"NK"``; of a part of one: ``"AZE-MOD"``."""
Codes: TypeAlias = tuple[Code, ...]
"""The codes of several actors."""
