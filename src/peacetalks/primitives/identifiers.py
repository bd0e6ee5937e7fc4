"""How identifiers chosen by the writer, and areas, are written.

Each is a text with a ``Form``, given in ``Annotated``. ``peacetalks.fields.check`` checks the
same form that a field's type shows to its readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Final, TypeAlias, final

from peacetalks.errors import InvalidEvent

__all__ = ["Area", "Form", "Slug", "Texts", "check_text"]


@final
class Form:
    """The form a text must have; used in ``Annotated`` and compiled into a check.

    Attributes:
        name: what errors call such a text: ``"an identifier"``.
        check: raises an error for any other text.

    >>> from typing import get_args
    >>> get_args(Slug)[1].name
    'an identifier'
    """

    def __init__(self, name: str, check: Callable[[str], None]) -> None:
        self.name = name
        self.check = check

    def __repr__(self) -> str:
        return f"Form({self.name!r})"


_MAX_SLUG: Final = 200
_HALVES: Final = re.compile("[\ud800-\udfff]")


def check_text(value: str) -> None:
    r"""Refuse a text that some formats cannot store.

    Raises:
        InvalidEvent: if it contains a NUL character or half a surrogate pair.

    >>> try:
    ...     check_text("Nikol\x00")
    ... except InvalidEvent as error:
    ...     print(error)
    a text with a NUL character: 'Nikol\x00'
    """
    if "\x00" in value:
        raise InvalidEvent("a text with a NUL character", value=value)
    # A pattern, because a loop over the characters doubled the time of a construction.
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


def _check_area(value: str) -> None:
    check_text(value)
    if not value or value != value.strip():
        raise InvalidEvent("not an area's name or code", value=value, accepted="'NK', 'Kalbajar'")


Slug: TypeAlias = Annotated[str, Form("an identifier", _check_slug)]
"""A short identifier chosen by the writer: ``"washington-2023-11"``."""
Area: TypeAlias = Annotated[str, Form("an area", _check_area)]
"""The name or code of an area; ``"Nagorno-Karabakh"`` and ``"NK"`` are the same area."""
Texts: TypeAlias = tuple[str, ...]
"""Several texts."""
