"""Match a part of a state by its address, or by any piece of it that only one address has."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Final

from peacetalks.errors import NotFound

__all__ = ["match_address"]

_MOST_LISTED: Final = 6
_NEAR: Final = 0.5
_RECORD: Final = "on_record/"


def _is_address(address: str, text: str) -> bool:
    return address == text


def _is_key(address: str, text: str) -> bool:
    return address.partition("/")[2] == text


def _starts_with(address: str, text: str) -> bool:
    return address.startswith(text) or address.partition("/")[2].startswith(text)


def _contains(address: str, text: str) -> bool:
    return text.casefold() in address.casefold()


_MATCHES: Final[tuple[Callable[[str, str], bool], ...]] = (
    _is_address,
    _is_key,
    _starts_with,
    _contains,
)
"""How a text can match an address, the closest match first."""


def match_address(text: str, addresses: Iterable[str]) -> str:
    """Return the one address that matches a text.

    Raises:
        NotFound: if no address matches (the error lists similar ones), or more than one.

    >>> match_address("granada", ["meetings/granada-2023-10", "meetings/brussels-2022-12"])
    'meetings/granada-2023-10'
    """
    listed = list(addresses)
    for matches in _MATCHES:
        matching = [address for address in listed if text and matches(address, text)]
        # Long ids of facts on record often contain a text by chance, so other parts come first.
        matching = [a for a in matching if not a.startswith(_RECORD)] or matching
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise NotFound(
                f"{text!r} matches several parts; hint: write more of one{_list(matching)}"
            )
    near = _similar(text, listed)
    raise NotFound(
        f"there is no part {text!r} on record"
        + (f"; hint: did you mean{_list(near)}" if near else "")
    )


def _similar(text: str, addresses: list[str]) -> list[str]:
    """Return addresses with a similar spelling, with or without their table."""
    spelt: dict[str, str] = {}
    for address in addresses:
        spelt.setdefault(address.partition("/")[2].casefold(), address)
        spelt[address.casefold()] = address
    close = difflib.get_close_matches(text.casefold(), spelt, n=_MOST_LISTED, cutoff=_NEAR)
    return list(dict.fromkeys(spelt[match] for match in close))


def _list(addresses: list[str]) -> str:
    shown = [f"\n  {address}" for address in addresses[:_MOST_LISTED]]
    more = len(addresses) - len(shown)
    return "".join(shown) + (f"\n  and {more} more" if more > 0 else "")
