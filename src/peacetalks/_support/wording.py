"""Word numbers of things in texts."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["count_noun", "first_few"]


def count_noun(number: int, noun: str, *, thousands: str = ",") -> str:
    """Return a number with its noun, in the plural unless the number is 1.

    >>> count_noun(1, "event"), count_noun(1200, "event"), count_noun(1200, "event", thousands="")
    ('1 event', '1,200 events', '1200 events')
    """
    return f"{number:{thousands}} {noun}{'' if number == 1 else 's'}"


def first_few(names: Sequence[str], most: int, *, thousands: str = ",") -> str:
    """Return the first names as a list in words, and how many more there are.

    >>> first_few(["AZE", "ARM"], 2), first_few(["AZE", "ARM", "RUS"], 2)
    ('AZE, ARM', 'AZE, ARM and 1 more')
    """
    listed = ", ".join(names[:most])
    more = len(names) - most
    return f"{listed} and {more:{thousands}} more" if more > 0 else listed
