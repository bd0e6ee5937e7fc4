"""Periods: weeks, months, quarters, years, or any length, one after another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast, final, get_args

from attrs import frozen

from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.values.due import After

if TYPE_CHECKING:
    import pendulum

__all__ = ["Every", "Period", "checked_every", "periods"]

_Unit: TypeAlias = Literal["week", "month", "quarter", "year"]
Every: TypeAlias = _Unit | str | dt.timedelta
"""The length of a period: a unit of the calendar (weeks begin on Monday), or a duration in whole
days: ``"P14D"``, ``pendulum.duration(months=2)``, ``timedelta(days=10)``."""

_UNITS: Final = get_args(_Unit)
_MONTHS: Final[dict[object, int]] = {"month": 1, "quarter": 3, "year": 12}
_A_DAY: Final = dt.timedelta(days=1)
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()


@final
@frozen
class Period:
    """Consecutive days.

    Attributes:
        first: the first day.
        last: the last day.
    """

    first: dt.date
    last: dt.date

    @property
    def start(self) -> int:
        """The first day, in days since 1970-01-01."""
        return self.first.toordinal() - _EPOCH

    @property
    def end(self) -> int:
        """The last day, in days since 1970-01-01."""
        return self.last.toordinal() - _EPOCH


def checked_every(every: Every) -> Every:
    """Return the length of a period unchanged.

    Raises:
        InvalidValue: if ``every`` is not a unit or a duration in whole days.
    """
    if isinstance(every, str) and every in _UNITS:
        return every
    accepted = f"{', '.join(_UNITS)}, or a duration in whole days such as P14D"
    refused = InvalidValue(
        "not the length of a period",
        value=every,
        accepted=accepted,
        hint=did_you_mean(every, _UNITS),
    )
    try:
        duration = After("a-period", cast("str", every)).duration
    except InvalidValue:
        raise refused from None
    seconds = duration.hours * 3600 + duration.minutes * 60 + duration.remaining_seconds
    if seconds or not (duration.years or duration.months or duration.days):
        raise refused
    return every


def periods(every: Every, first: int, last: int) -> Iterator[Period]:
    """Yield the periods from the one that contains ``first`` to the one that contains ``last``.

    Args:
        every: the length of a period. Periods of a duration begin on the first day.
        first: the first day, in days since 1970-01-01.
        last: the last day, likewise.
    """
    start, step = _first_of(every, _date(first))
    end, day, number = _date(last), start, 0
    while day <= end:
        number += 1
        # Counted from the start, so that the 31st comes back after a month without one.
        following = _later(start, step, number)
        if following is None:
            yield Period(day, dt.date.max)
            return
        yield Period(day, following - _A_DAY)
        day = following


def _date(day: int) -> dt.date:
    return dt.date.fromordinal(min(max(1, day + _EPOCH), dt.date.max.toordinal()))


def _first_of(every: Every, day: dt.date) -> tuple[dt.date, pendulum.Duration]:
    """Return the first day of the period that contains a day, and the length of periods."""
    import pendulum  # noqa: PLC0415 # costs 50 ms, and only those who ask for panels pay

    if every == "week":
        monday = max(1, day.toordinal() - day.weekday())
        return dt.date.fromordinal(monday), pendulum.duration(weeks=1)
    if every in _MONTHS:
        months = _MONTHS[every]
        begun = (day.month - 1) // months * months + 1
        return day.replace(month=begun, day=1), pendulum.duration(months=months)
    return day, After("a-period", cast("str", every)).duration


def _later(day: dt.date, step: pendulum.Duration, times: int) -> dt.date | None:
    """Return the day that is ``times`` steps later; None if it is beyond the calendar."""
    import pendulum  # noqa: PLC0415 # as above

    try:
        moved = pendulum.date(day.year, day.month, day.day) + step * times
    except (ValueError, OverflowError):
        return None
    return dt.date(moved.year, moved.month, moved.day)
