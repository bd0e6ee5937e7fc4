"""Addresses of parts as people type them: whole, or cut as far as only one is meant."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Final

from peacetalks.errors import NotFound

__all__ = ["meant"]

_MOST_LISTED: Final = 6
_NEAR: Final = 0.5
_RECORD: Final = "on_record/"


def _same(address: str, text: str) -> bool:
    return address == text


def _same_key(address: str, text: str) -> bool:
    return address.partition("/")[2] == text


def _starts(address: str, text: str) -> bool:
    return address.startswith(text) or address.partition("/")[2].startswith(text)


def _has(address: str, text: str) -> bool:
    return text.casefold() in address.casefold()


_WAYS: Final[tuple[Callable[[str, str], bool], ...]] = (_same, _same_key, _starts, _has)
"""How a text can mean an address, the closest way first."""


def meant(text: str, addresses: Iterable[str]) -> str:
    """Return the one address that a text means.

    Raises:
        NotFound: if it means none, with those spelt alike, or several, with the first of them.

    >>> meant("granada", ["meetings/granada-2023-10", "meetings/brussels-2022-12"])
    'meetings/granada-2023-10'
    """
    listed = list(addresses)
    for way in _WAYS:
        found = [address for address in listed if text and way(address, text)]
        # A fact on record is asked for by more of its id than what happens to stand in it.
        found = [address for address in found if not address.startswith(_RECORD)] or found
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(f"{text!r} can be any of these; hint: write more of one{_list(found)}")
    near = _near(text, listed)
    raise NotFound(
        f"no part {text!r} on record" + (f"; hint: did you mean{_list(near)}" if near else "")
    )


def _near(text: str, addresses: list[str]) -> list[str]:
    """Return the addresses that are spelt alike, with their tables or without."""
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
