"""``Count``: a figure as a range, as the source states it."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.errors import InvalidEvent
from peacetalks.fields.check import checked

__all__ = ["Count", "Qualifier", "as_count", "one_count"]

Qualifier: TypeAlias = Literal[
    "exactly", "about", "more_than", "at_least", "less_than", "at_most", "some"
]
"""How the source qualifies the figure: "more than 100,000", "several"."""


@final
@checked
@frozen(weakref_slot=False)
class Count:
    """A figure as a range, as the source states it; any bound may be unknown.

    Data that break low ≤ best ≤ high are kept as they are: ``check`` reports a finding.

    Attributes:
        low: the lowest value it can be.
        best: the figure given, or the best estimate.
        high: the highest value it can be.
        qualifier: how the source qualifies the figure.
        unit: what is counted, such as ``"persons"``, ``"soldiers"`` or ``"km2"``; None: what
            the field that holds the count implies.
        text: the source's words, if it gives no number ("several", "dozens").

    >>> print(Count.more_than(100_000), "·", Count.exactly(68), "·", Count.some("several"))
    more than 100,000 · 68 · several
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    qualifier: Qualifier | None = field(default=None, kw_only=True)
    unit: str | None = field(default=None, kw_only=True)
    text: str | None = field(default=None, kw_only=True)

    @classmethod
    def exactly(cls, number: int, *, unit: str | None = None) -> Count:
        """Return an exact figure: low, best and high are the same."""
        return cls(number, number, number, qualifier="exactly", unit=unit)

    @classmethod
    def about(cls, number: int, *, unit: str | None = None) -> Count:
        """Return a figure said to be approximate: only ``best`` is known."""
        return cls(best=number, qualifier="about", unit=unit)

    @classmethod
    def more_than(cls, number: int, *, unit: str | None = None) -> Count:
        """Return "more than ``number``": only ``low`` is known."""
        return cls(number, qualifier="more_than", unit=unit)

    @classmethod
    def at_least(cls, number: int, *, unit: str | None = None) -> Count:
        """Return "at least ``number``": only ``low`` is known."""
        return cls(number, qualifier="at_least", unit=unit)

    @classmethod
    def less_than(cls, number: int, *, unit: str | None = None) -> Count:
        """Return "less than ``number``": only ``high`` is known."""
        return cls(high=number, qualifier="less_than", unit=unit)

    @classmethod
    def at_most(cls, number: int, *, unit: str | None = None) -> Count:
        """Return "at most ``number``": only ``high`` is known."""
        return cls(high=number, qualifier="at_most", unit=unit)

    @classmethod
    def between(cls, low: int, high: int, *, unit: str | None = None) -> Count:
        """Return a range without a best figure."""
        return cls(low, None, high, unit=unit)

    @classmethod
    def some(cls, text: str, *, unit: str | None = None) -> Count:
        """Return a figure given only in words: ``Count.some("several")``."""
        return cls(qualifier="some", unit=unit, text=text)

    @property
    def figure(self) -> int | None:
        """The one number to show: ``best``, else a known bound; None if there is none."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), None)

    @property
    def is_ordered(self) -> bool:
        """Whether low ≤ best ≤ high holds for the numbers that are known."""
        known = [n for n in (self.low, self.best, self.high) if n is not None]
        return known == sorted(known)

    def __str__(self) -> str:
        if self.text is not None:
            return self.text
        words = _QUALIFIED.get(self.qualifier or "", "")
        if self.figure is None:
            return "not stated"
        if self.best is None and self.low is not None and self.high is not None:
            return f"{self.low:,} to {self.high:,}"
        if words:
            return f"{words} {self.figure:,}"
        if self.best is None:
            return f"at least {self.low:,}" if self.low is not None else f"at most {self.high:,}"
        bounds = {n for n in (self.low, self.high) if n is not None and n != self.best}
        return f"{self.best:,}" + (f" ({_bounds(self)})" if bounds else "")


_ACCEPTED: Final = "a whole number, or an object with low, best, high, qualifier, unit, text"
_QUALIFIED: Final = {
    "about": "about",
    "more_than": "more than",
    "at_least": "at least",
    "less_than": "less than",
    "at_most": "at most",
}


def _bounds(count: Count) -> str:
    if count.low is None:
        return f"at most {count.high:,}"
    return f"at least {count.low:,}" if count.high is None else f"{count.low:,} to {count.high:,}"


def one_count(value: int | Count) -> Count:
    """Convert a whole number to a ``Count``; a count stays as it is.

    Raises:
        InvalidEvent: if ``value`` is neither.

    >>> str(one_count(120_000))
    '120,000'
    """
    if type(value) is int:
        return Count.exactly(value)
    if not isinstance(value, Count):
        raise InvalidEvent("not a Count", value=value, accepted=_ACCEPTED)
    return value


def as_count(value: int | Count | None) -> Count | None:
    """Convert a whole number to a ``Count``; a count and None stay as they are.

    Raises:
        InvalidEvent: if ``value`` is not a whole number, a count or None.

    >>> as_count(3).qualifier, as_count(None)
    ('exactly', None)
    """
    return None if value is None else one_count(value)
