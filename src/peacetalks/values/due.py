"""``Due``: a future day, given as a date or counted from an event."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, TypeAlias, final

from attrs import field, frozen

from peacetalks.errors import InvalidEvent
from peacetalks.fields.check import checked
from peacetalks.primitives.identifiers import Slug
from peacetalks.primitives.when import When, WhenLike

if TYPE_CHECKING:
    import pendulum

__all__ = ["After", "Due", "as_due"]

_N = "[0-9]{1,6}"  # more digits are a mistake, and would exceed the calendar
_PERIOD = re.compile(
    rf"P(?=.)(?:(?P<years>{_N})Y)?(?:(?P<months>{_N})M)?(?:(?P<weeks>{_N})W)?(?:(?P<days>{_N})D)?"
    rf"(?:T(?=.)(?:(?P<hours>{_N})H)?(?:(?P<minutes>{_N})M)?(?:(?P<seconds>{_N})S)?)?"
)


def _period(value: str | dt.timedelta) -> str:
    """Return the ISO 8601 text of a duration, also of pendulum's; texts are checked."""
    text = _duration_text(value) if isinstance(value, dt.timedelta) else value
    if not isinstance(text, str) or not _PERIOD.fullmatch(text):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidEvent(
            "not a duration",
            value=value,
            accepted="ISO 8601 in whole seconds, such as P30D, P2M, P5Y, PT48H",
        )
    return text


def _duration_text(value: dt.timedelta) -> str | None:
    """Return the text of a duration, or None if it is negative or has fractions of a second."""
    if hasattr(value, "start"):
        # A pendulum Interval lies between two dates. Its months have the length they have
        # between those dates; counted from another day, they would have a different length.
        value = dt.timedelta(seconds=value.total_seconds())
    # pendulum keeps years and months separate from days, which timedelta cannot.
    years = int(getattr(value, "years", 0))
    months = int(getattr(value, "months", 0))
    days = int(getattr(value, "remaining_days", value.days)) + 7 * int(getattr(value, "weeks", 0))
    seconds = int(getattr(value, "remaining_seconds", value.seconds % 60))
    hours = int(getattr(value, "hours", value.seconds // 3600))
    minutes = int(getattr(value, "minutes", value.seconds // 60 % 60))
    parts = (years, months, days, hours, minutes, seconds)
    if value.microseconds or min(parts) < 0:
        return None
    date = "".join(f"{n}{unit}" for n, unit in zip(parts[:3], "YMD", strict=True) if n)
    time = "".join(f"{n}{unit}" for n, unit in zip(parts[3:], "HMS", strict=True) if n)
    return f"P{date}{'T' + time if time else ''}" if date or time else "PT0S"


@final
@checked
@frozen(weakref_slot=False)
class After:
    """A future day counted from an event: "within 30 days of the signature".

    Attributes:
        event: the id of the event to count from.
        period: the duration after it, in ISO 8601 (``"P30D"``); a pendulum ``Duration`` or a
            ``timedelta`` is accepted. A pendulum ``Interval``, the time between two dates, is
            stored in exact days, because months have no fixed length.

    >>> import pendulum
    >>> After("statement-2020-11", pendulum.duration(years=5)).period
    'P5Y'
    >>> After("signature", pendulum.date(2023, 3, 1) - pendulum.date(2023, 1, 1)).period
    'P59D'
    """

    event: Slug
    period: str = field(converter=_period)

    @property
    def duration(self) -> pendulum.Duration:
        """The period as a pendulum ``Duration``."""
        import pendulum  # noqa: PLC0415 # costs 50 ms, and only those who ask for it pay

        match = _PERIOD.fullmatch(self.period)
        parts = match.groupdict(default="0") if match else {}
        return pendulum.duration(**{unit: int(number) for unit, number in parts.items()})

    def __str__(self) -> str:
        return f"{self.period} after {self.event}"


Due: TypeAlias = When | After
"""When something is due: a date, or a duration after an event."""


def as_due(value: WhenLike | After | None) -> Due | None:
    """Convert a date or text to a due date; an ``After`` and None stay as they are.

    >>> as_due("2024-01")
    When('2024-01')
    """
    return value if value is None or isinstance(value, After) else When(value)
