"""Strategies of dates: ``whens`` draws any date that ``When`` reads, within bounds.

A date is drawn as a whole number of days, months, years, minutes, seconds or microseconds since
2000-01-01. It shrinks to that day, or to the nearest bound.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final, TypeAlias, final, get_args

from hypothesis import strategies as st

from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.primitives.when import ALWAYS, DAY, When, WhenLike, day_text
from peacetalks.primitives.when_grammar import Precision

__all__ = ["Between", "between_of", "drawn_whens", "whens"]

Between: TypeAlias = tuple[int, int]
"""The first and the last instant that are allowed, as ``When.lo`` and ``When.hi``."""

_FIRST: Final = When("0001-01-01").lo
_LAST: Final = When("9999-12-31").hi
_START: Final = When("2000-01-01").lo
_EPOCH: Final = dt.datetime(1970, 1, 1)  # noqa: DTZ001 # an offset is added to the text
_UNITS: Final[dict[Precision, tuple[int, str]]] = {
    "minute": (60_000_000, "minutes"),
    "second": (1_000_000, "seconds"),
    "microsecond": (1, "microseconds"),
}
_OFFSETS: Final = {
    "Z": dt.timedelta(0),
    "+04:00": dt.timedelta(hours=4),
    "-03:30": -dt.timedelta(hours=3, minutes=30),
}
_YEAR: Final = 12

_ONE: Final = "{0}"
# Forms of a date and another that is not before it.
_CLOSED: Final = ("{0}/{1}", "[{0},{1}]", "[{0}..{1}]", "[{0},{0}..{1}]")
_NO_END: Final = ("{0}/..", "{0}/", "[{0}..]", "[{0},{1}..]")
_NO_START: Final = ("../{1}", "/{1}", "[..{1}]", "[..{0},{1}]")
_NEITHER: Final = ("../..", "/", "../", "/..")


def whens(
    min_value: WhenLike | None = None,
    max_value: WhenLike | None = None,
    *,
    precision: Precision | None = None,
) -> st.SearchStrategy[When]:
    """Draw dates of the whole grammar of ``When``: points, spans, choices, open ends.

    Args:
        min_value: the lower bound of all parts of a date; if given, no date has an open start.
        max_value: the upper bound of all parts of a date; if given, no date has an open end.
        precision: draw only single dates of this precision, without ``~`` and ``?``.

    Raises:
        InvalidValue: if there is no such date between the bounds.

    >>> from hypothesis import given
    >>> @given(whens("2023-09-01", "2023-12-31"))
    ... def it_is_autumn(when):
    ...     assert when.earliest.month >= 9
    >>> it_is_autumn()
    """
    between = between_of(min_value, max_value)
    if precision is None:
        return drawn_whens(between)
    if precision not in get_args(Precision):
        raise InvalidValue(
            "not a precision",
            value=precision,
            accepted=", ".join(get_args(Precision)),
            hint=did_you_mean(precision, get_args(Precision)),
        )
    drawn = _TEXTS[precision](*between)
    if drawn is None:
        raise InvalidValue(f"no {precision} between the bounds", value=(min_value, max_value))
    return drawn.map(When)


def between_of(min_value: WhenLike | None, max_value: WhenLike | None) -> Between:
    """Return the first and last instant between two dates.

    Raises:
        InvalidValue: if the first date is after the second.
    """
    lo = -ALWAYS if min_value is None else When(min_value).lo
    hi = ALWAYS if max_value is None else When(max_value).hi
    if lo > hi:
        raise InvalidValue(
            "no date between the bounds",
            value=(min_value, max_value),
            hint="put the earlier date first",
        )
    return lo, hi


def drawn_whens(between: Between) -> st.SearchStrategy[When]:
    """Return the strategy of dates of the whole grammar between two instants."""
    return _date(_Grammar(*between))


@final
class _Grammar:
    """The forms and texts of dates between two instants; its repr, shown by Hypothesis, is these."""

    __slots__ = ("forms", "name", "texts")

    def __init__(self, lo: int, hi: int) -> None:
        self.name = f"{_shown(lo)}/{_shown(hi)}"
        plain = [drawn for draw in _TEXTS.values() if (drawn := draw(lo, hi)) is not None]
        qualified = st.builds("{}{}".format, st.one_of(plain), st.sampled_from("~?%"))
        self.texts = st.one_of(*plain, qualified)
        wide = (
            *_CLOSED,
            *(_NO_END if hi == ALWAYS else ()),
            *(_NO_START if lo == -ALWAYS else ()),
            *(_NEITHER if (lo, hi) == (-ALWAYS, ALWAYS) else ()),
        )
        # One date is as likely as a form of two.
        self.forms = st.sampled_from([*[_ONE] * len(wide), *wide])

    def __repr__(self) -> str:
        return self.name


def _shown(instant: int) -> str:
    return ".." if abs(instant) == ALWAYS else day_text(instant // DAY)


@st.composite
def _date(draw: st.DrawFn, grammar: _Grammar) -> When:
    form = draw(grammar.forms)
    one = When(draw(grammar.texts))
    if form == _ONE:
        return one
    return When(form.format(*sorted((one, When(draw(grammar.texts))))))


def _days(lo: int, hi: int) -> st.SearchStrategy[str] | None:
    first, last = _whole(lo, hi, DAY)
    return _numbers(first, last, _START // DAY, day_text)


def _whole(lo: int, hi: int, unit: int) -> tuple[int, int]:
    """Return the first and the last number of whole units between two instants."""
    return -(-max(lo, _FIRST) // unit), (min(hi, _LAST) + 1) // unit - 1


def _numbers(
    first: int, last: int, start: int, text: Callable[[int], str]
) -> st.SearchStrategy[str] | None:
    """Return texts of numbers, drawn as the distance from a start; None if there are none."""
    if first > last:
        return None
    return st.integers(first - start, last - start).map(lambda number: text(number + start))


def _months(lo: int, hi: int) -> st.SearchStrategy[str] | None:
    first, last = _whole_months(lo, hi)
    return _numbers(first, last, 2000 * _YEAR, _month_text)


def _whole_months(lo: int, hi: int) -> tuple[int, int]:
    """Return the first and the last month between two instants, counted from the year 0."""
    first, last = max(lo, _FIRST), min(hi, _LAST)
    return _month_of(first, -1) + 1, _month_of(last, 1) - 1


def _month_of(instant: int, step: int) -> int:
    """Return the month of an instant, moved by ``step`` if the instant is at its edge."""
    day = dt.date.fromisoformat(day_text(instant // DAY))
    month = day.year * _YEAR + day.month - 1
    own = When(_month_text(month))
    return month + step if instant == (own.lo if step < 0 else own.hi) else month


def _month_text(month: int) -> str:
    return f"{month // _YEAR:04}-{month % _YEAR + 1:02}"


def _years(lo: int, hi: int) -> st.SearchStrategy[str] | None:
    first, last = _whole_months(lo, hi)
    return _numbers(-(-first // _YEAR), (last + 1) // _YEAR - 1, 2000, "{:04}".format)


def _instants(precision: Precision) -> Callable[[int, int], st.SearchStrategy[str] | None]:
    unit, timespec = _UNITS[precision]
    start = _START // unit

    def text(number: int, offset: str) -> str:
        passed = dt.timedelta(microseconds=(number + start) * unit)
        return (_EPOCH + passed + _OFFSETS[offset]).isoformat(timespec=timespec) + offset

    def drawn(lo: int, hi: int) -> st.SearchStrategy[str] | None:
        # Stay a day away from the ends of the calendar, where an offset could leave it.
        first, last = _whole(max(lo, _FIRST + DAY), min(hi, _LAST - DAY), unit)
        if first > last:
            return None
        numbers = st.integers(first - start, last - start)
        return st.builds(text, numbers, st.sampled_from(tuple(_OFFSETS)))

    return drawn


_TEXTS: Final[dict[Precision, Callable[[int, int], st.SearchStrategy[str] | None]]] = {
    "day": _days,
    "month": _months,
    "year": _years,
    "minute": _instants("minute"),
    "second": _instants("second"),
    "microsecond": _instants("microsecond"),
}
