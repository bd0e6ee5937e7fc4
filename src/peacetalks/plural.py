"""Numbers of things, as the texts of the library tell them."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["first_of", "many"]


def many(number: int, noun: str, *, thousands: str = ",") -> str:
    """Return a number with its noun, in the plural where it is not one.

    >>> many(1, "event"), many(1200, "event"), many(1200, "event", thousands="")
    ('1 event', '1,200 events', '1200 events')
    """
    return f"{number:{thousands}} {noun}{'' if number == 1 else 's'}"


def first_of(names: Sequence[str], most: int, *, thousands: str = ",") -> str:
    """Return the first names in a row, and how many more there are.

    >>> first_of(["AZE", "ARM"], 2), first_of(["AZE", "ARM", "RUS"], 2)
    ('AZE, ARM', 'AZE, ARM and 1 more')
    """
    told = ", ".join(names[:most])
    more = len(names) - most
    return f"{told} and {more:{thousands}} more" if more > 0 else told
