"""Identifiers: how the code of an actor, a chosen identifier and an area are written.

Each is a text with a form. The form stands in ``Annotated``, so that what a field declares for
its readers is what ``peacetalks.construction`` checks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Final, TypeAlias, final

from peacetalks.errors import InvalidEvent

__all__ = [
    "NO_CODE",
    "PRESS",
    "Area",
    "Code",
    "Codes",
    "Form",
    "Slug",
    "Texts",
    "check_code",
    "check_text",
]

PRESS: Final = "press"
"""Stands where a code is meant and nobody's side speaks: reporters, the press."""


NO_CODE: Final = "not an actor's code"
"""How an error names a text that is not an actor's code."""


@final
class Form:
    """How a text must be formed; stands in ``Annotated`` and is compiled into a check.

    Attributes:
        name: what such a text is called in an error: ``"an actor's code"``.
        check: what refuses any other text.

    >>> from typing import get_args
    >>> get_args(Code)[1].name
    "an actor's code"
    """

    def __init__(self, name: str, check: Callable[[str], None]) -> None:
        self.name = name
        self.check = check

    def __repr__(self) -> str:
        return f"Form({self.name!r})"


_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(?:[-.:][A-Z0-9]+)*")
_MAX_SLUG: Final = 200
_HALVES: Final = re.compile("[\ud800-\udfff]")


def check_text(value: str) -> None:
    r"""Refuse a text that cannot be written and read everywhere.

    Raises:
        InvalidEvent: for a NUL character and for half a surrogate pair.

    >>> try:
    ...     check_text("Nikol\x00")
    ... except InvalidEvent as error:
    ...     print(error)
    a text with a NUL character: 'Nikol\x00'
    """
    if "\x00" in value:
        raise InvalidEvent("a text with a NUL character", value=value)
    # As a pattern: going over the characters took as long as all else in a construction.
    if not value.isascii() and _HALVES.search(value):
        raise InvalidEvent(
            "a text with half a surrogate pair",
            value=value,
            hint="the text was cut or decoded with the wrong encoding",
        )


def _check_slug(value: str) -> None:
    check_text(value)
    if not value or len(value) > _MAX_SLUG or any(map(str.isspace, value)):
        raise InvalidEvent(
            "not an identifier",
            value=value,
            accepted=f"1 to {_MAX_SLUG} characters without white space, as in 'washington-2023-11'",
        )
    if not value.isascii() and not unicodedata.is_normalized("NFC", value):
        raise InvalidEvent(
            "an identifier that is not in Unicode form NFC",
            value=value,
            hint=f"write {unicodedata.normalize('NFC', value)!r}",
        )


def check_code(value: str) -> None:
    """Refuse what is no actor's code, and say which is meant.

    Raises:
        InvalidEvent: for anything else than capital letters and digits.

    >>> check_code("AZE-MOD")
    >>> try:
    ...     check_code("Azerbaijan")
    ... except InvalidEvent as error:
    ...     print(error.hint)
    did you mean 'AZE'?
    """
    if not _CODE.fullmatch(value) and value != PRESS:
        from peacetalks.actors import world  # noqa: PLC0415 # only needed to say what is meant

        known = world().resolve(value)
        near = (known,) if known else world().suggest(value)
        raise InvalidEvent(
            NO_CODE,
            value=value,
            accepted="capital letters and digits, as in 'AZE', 'EU', 'AZE-MOD'",
            hint=f"did you mean {near[0]!r}?" if near else None,
        )


def _check_area(value: str) -> None:
    check_text(value)
    if not value or value != value.strip():
        raise InvalidEvent("not an area's name or code", value=value, accepted="'NK', 'Kalbajar'")


Slug: TypeAlias = Annotated[str, Form("an identifier", _check_slug)]
"""A short identifier chosen by the writer: ``"washington-2023-11"``."""
Code: TypeAlias = Annotated[str, Form("an actor's code", check_code)]
"""The code of an actor: ``"AZE"``, ``"EU"``, ``"NK"``, a part of one as ``"AZE-MOD"``."""
Area: TypeAlias = Annotated[str, Form("an area", _check_area)]
"""The name or code of an area; ``"Nagorno-Karabakh"`` and ``"NK"`` are the same area."""
Codes: TypeAlias = tuple[Code, ...]
"""The codes of several actors."""
Texts: TypeAlias = tuple[str, ...]
"""Several texts."""
