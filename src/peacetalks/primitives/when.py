"""``When``: possibly imprecise dates, and the only place where dates are parsed.

Texts use a subset of EDTF (Extended Date/Time Format, ISO 8601-2):

======================================  ====================================================
``2023``, ``2023-10``, ``2023-11-16``   a year, a month, a day (the UTC day)
``2023-09-20T13:00+04:00``              a minute; seconds and fractions may follow; ``Z`` or an
                                        offset is required
``2024-01~``, ``2024-01?``, ``…%``      approximate, uncertain, both (on any date, also in a span)
``2022-12-12/2023-09-24``               a span that lasted; ``A/..`` has no end, ``A/`` an unknown
                                        one, ``../B`` and ``/B`` likewise for the start
``[2020-11-09,2020-11-10]``             one of these
``[2023-09-19..2023-09-20]``            one in this range; ``[A..]`` not before A, ``[..B]`` not
                                        after B
======================================  ====================================================

A qualifier does not widen the bounds: a coder who knows how much "about" means gives a range.
Nothing is guessed: ``now``, ``11/16/2023`` and two-digit years are errors.

Bounds are stored as integers, microseconds since 1970-01-01T00:00Z, so that comparing and
sorting need no calendar; ``earliest`` and ``latest`` return pendulum dates. Each text is parsed
once, and equal texts are the same object.

**The total order** of ``When`` values (``<``, ``sorted``) is by earliest instant, then by latest
instant, then by text. If dates overlap, it does not say which happened first; use ``before``,
``possibly_before`` and ``overlaps`` for that. Two texts for one instant (``13:00+04:00`` and
``09:00Z``) are adjacent in the order but not equal: they give the same time in different words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias, final

from peacetalks.primitives.when_grammar import (
    DAY,
    Precision,
    bounds_of,
    date_of,
    looks_like_slashed_date,
    text_of_instant,
    wrong,
    wrong_type,
)

if TYPE_CHECKING:
    import pendulum

__all__ = ["ALWAYS", "DAY", "Precision", "When", "WhenLike", "day_text", "instant_text", "when_of"]

WhenLike: TypeAlias = "When | str | dt.date"

ALWAYS: Final = 1 << 62
"""The latest instant of a date without an end; negated, the earliest of one without a start."""

_RANKS: Final[tuple[Precision, ...]] = ("year", "month", "day", "minute", "second", "microsecond")


@final
class When:
    """When something happened, was published or is due; possibly imprecise.

    Args:
        value: a text in the grammar above, a ``date``, an aware ``datetime`` (also pendulum's),
            or another ``When``.

    Raises:
        InvalidWhen: if ``value`` is anything else; the error says what is accepted.

    >>> when = When("2023-09-20T13:00+04:00")
    >>> when.earliest.isoformat(), when.precision
    ('2023-09-20T09:00:00+00:00', 'minute')
    >>> When("2023-09").before("2023-10-01"), When("2023-09").possibly_before("2023-09-19")
    (True, True)
    """

    __slots__ = ("_alternatives", "_ends", "_text", "hi", "lo", "opens_by", "precision")

    _text: str
    _alternatives: tuple[When, ...]
    _ends: tuple[When | None, When | None] | None
    lo: int
    """The earliest instant, in microseconds since 1970-01-01T00:00Z."""
    hi: int
    """The latest instant, inclusive, in microseconds since 1970-01-01T00:00Z."""
    opens_by: int
    """The latest instant by which it had begun: for a span, the latest instant of its start."""
    precision: Precision
    """The precision of the text; for a span or a choice, the coarsest of its dates."""

    def __new__(cls, value: WhenLike) -> When:
        """Return the ``When`` of a text or date; equal texts give the same object."""
        if isinstance(value, str):
            return _parse(str.__str__(value))
        if isinstance(value, When):
            return value
        if isinstance(value, dt.datetime):
            return _parse(text_of_instant(value))
        if isinstance(value, dt.date):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            return _parse(dt.date(value.year, value.month, value.day).isoformat())
        raise wrong_type(value)

    @property
    def text(self) -> str:
        """The text as written, the same as ``str(when)``.

        >>> When("2023-09-20T13:00+04:00").text
        '2023-09-20T13:00+04:00'
        """
        return self._text

    @property
    def earliest(self) -> pendulum.Date | pendulum.DateTime | None:
        """The first day or instant it can be; None if the start is open or unknown.

        >>> When("2023-10").earliest
        Date(2023, 10, 1)
        """
        return None if self.lo == -ALWAYS else self._to_pendulum(self.lo)

    @property
    def latest(self) -> pendulum.Date | pendulum.DateTime | None:
        """The last day or instant it can be; None if the end is open or unknown.

        >>> When("2023-10").latest
        Date(2023, 10, 31)
        """
        return None if self.hi == ALWAYS else self._to_pendulum(self.hi)

    def _to_pendulum(self, instant: int) -> pendulum.Date | pendulum.DateTime:
        import pendulum  # noqa: PLC0415 # costs 50 ms, and only those who ask for it pay

        if self.precision in {"year", "month", "day"}:
            day = date_of(instant // DAY)
            return pendulum.Date(day.year, day.month, day.day)
        seconds, micro = divmod(instant, 1_000_000)
        return pendulum.from_timestamp(seconds).set(microsecond=micro)

    @property
    def first_day(self) -> int:
        """The UTC day of the earliest instant, in days since 1970-01-01.

        >>> When("1970-01-02T01:00+04:00").first_day, When("1970-01").first_day
        (0, 0)
        """
        return self.lo // DAY

    @property
    def last_day(self) -> int:
        """The UTC day of the latest instant, in days since 1970-01-01.

        >>> When("1970-01-02").last_day, When("1970-01").last_day
        (1, 30)
        """
        return self.hi // DAY

    @property
    def is_span(self) -> bool:
        """Whether it is a period (``A/B``) rather than one point in time.

        >>> When("2022-12-12/2023-09-24").is_span, When("[2022-12-12..2023-09-24]").is_span
        (True, False)
        """
        return self._ends is not None

    @property
    def start(self) -> When | None:
        """The start of a span (None if open or unknown); for other dates, the date itself.

        >>> When("2022-12-12/2023-09-24").start, When("../2023-09-24").start, When("2023").start
        (When('2022-12-12'), None, When('2023'))
        """
        return self if self._ends is None else self._ends[0]

    @property
    def end(self) -> When | None:
        """The end of a span (None if open or unknown); for other dates, the date itself.

        >>> When("2022-12-12/2023-09-24").end, When("2022-12-12/").end
        (When('2023-09-24'), None)
        """
        return self if self._ends is None else self._ends[1]

    @property
    def alternatives(self) -> tuple[When, ...]:
        """The bounds or members of a choice (``[A,B]``, ``[A..B]``); empty for other dates.

        >>> When("[2020-11-09,2020-11-10]").alternatives
        (When('2020-11-09'), When('2020-11-10'))
        """
        return self._alternatives

    @property
    def approximate(self) -> bool:
        """Whether any part is marked as approximate (``~`` or ``%``).

        >>> When("2022-12~/2023-09").approximate, When("2024-01?").approximate
        (True, False)
        """
        return "~" in self._text or "%" in self._text

    @property
    def uncertain(self) -> bool:
        """Whether any part is marked as uncertain (``?`` or ``%``).

        >>> When("2024-01?").uncertain, When("2024-01%").uncertain, When("2024-01~").uncertain
        (True, True, False)
        """
        return "?" in self._text or "%" in self._text

    def before(self, other: WhenLike) -> bool:
        """Whether it is certainly over before ``other`` begins.

        Raises:
            InvalidWhen: if ``other`` is not a date.

        >>> When("2023-11-16").before("2023-11-17"), When("2023-11").before("2023-11-17")
        (True, False)
        """
        return self.hi < When(other).lo

    def possibly_before(self, other: WhenLike) -> bool:
        """Whether some instant of it is before some instant of ``other``.

        Raises:
            InvalidWhen: if ``other`` is not a date.

        >>> When("2023").possibly_before("2023-11-17"), When("2024").possibly_before("2023-11-17")
        (True, False)
        """
        return self.lo < When(other).hi

    def overlaps(self, other: WhenLike) -> bool:
        """Whether it can share an instant with ``other``.

        Raises:
            InvalidWhen: if ``other`` is not a date.

        >>> When("2022-12-12/2023-09-24").overlaps("2023-02-22")
        True
        """
        date = When(other)
        return self.lo <= date.hi and date.lo <= self.hi

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"When({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, When) and self._text == other._text)

    def __hash__(self) -> int:
        return hash(self._text)

    def _key(self) -> tuple[int, int, str]:
        return (self.lo, self.hi, self._text)

    def __lt__(self, other: object) -> bool:
        return self._key() < other._key() if isinstance(other, When) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._key() <= other._key() if isinstance(other, When) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._key() > other._key() if isinstance(other, When) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._key() >= other._key() if isinstance(other, When) else NotImplemented

    def __reduce__(self) -> tuple[object, ...]:
        return (When, (self._text,))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a When cannot change: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a When cannot change: {name}")


def day_text(day: int) -> str:
    """Return the text of a day, given in days since 1970-01-01.

    >>> day_text(19_677)
    '2023-11-16'
    """
    return date_of(day).isoformat()


def instant_text(instant: int) -> str:
    """Return the text of an instant, given in microseconds since 1970-01-01T00:00Z.

    >>> instant_text(1_700_000_000_250_000)
    '2023-11-14T22:13:20.250000Z'
    """
    day, rest = divmod(instant, DAY)
    seconds, micro = divmod(rest, 1_000_000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{date_of(day).isoformat()}T{hour:02}:{minute:02}:{second:02}.{micro:06}Z"


@lru_cache(maxsize=1 << 16)
def _parse(text: str) -> When:
    """Return the ``When`` of a text, without checking that it is a text.

    Raises:
        InvalidWhen: if it is not a date.

    >>> when_of("2023-11").latest
    Date(2023, 11, 30)
    """
    if text.startswith("["):
        return _choice(text)
    if "/" in text and not looks_like_slashed_date(text):
        return _span(text)
    return _point(text, whole=text)


when_of: Final = _parse
"""Return the ``When`` of a text; decoders call this for every date."""


def _new(
    text: str,
    lo: int,
    hi: int,
    precision: Precision,
    *,
    opens_by: int | None = None,
    ends: tuple[When | None, When | None] | None = None,
    alternatives: tuple[When, ...] = (),
) -> When:
    when = object.__new__(When)
    put = object.__setattr__
    put(when, "_text", text)
    put(when, "lo", lo)
    put(when, "hi", hi)
    put(when, "precision", precision)
    put(when, "opens_by", hi if opens_by is None else opens_by)
    put(when, "_ends", ends)
    put(when, "_alternatives", alternatives)
    return when


def _point(text: str, *, whole: str) -> When:
    return _new(text, *bounds_of(text, whole=whole))


def _coarsest(dates: Iterable[When]) -> Precision:
    return _RANKS[min((_RANKS.index(date.precision) for date in dates), default=2)]


def _span(text: str) -> When:
    parts = text.split("/")
    if len(parts) != 2:  # noqa: PLR2004 # a start and an end
        raise wrong("a span has one start and one end", text)
    start, end = (None if part in {"", ".."} else _point(part, whole=text) for part in parts)
    lo = -ALWAYS if start is None else start.lo
    hi = ALWAYS if end is None else end.hi
    if hi < lo:
        raise wrong("a span that ends before it starts", text)
    return _new(
        text,
        lo,
        hi,
        _coarsest(date for date in (start, end) if date),
        opens_by=hi if start is None else min(start.hi, hi),
        ends=(start, end),
    )


def _choice(text: str) -> When:
    if not text.endswith("]") or text in {"[]", "[..]"}:
        raise wrong("not a choice of dates", text)
    lows: list[int] = []
    highs: list[int] = []
    members: list[When] = []
    for member in text[1:-1].split(","):
        first, dots, last = member.partition("..")
        a = _point(first, whole=text) if first or not dots else None
        b = a if not dots else (_point(last, whole=text) if last else None)
        if a is None and b is None:
            raise wrong("not a choice of dates", text)
        if a and b and b.hi < a.lo:
            raise wrong("a range that ends before it starts", text)
        lows.append(a.lo if a else -ALWAYS)
        highs.append(b.hi if b else ALWAYS)
        members += [date for date in (a, b if b is not a else None) if date]
    return _new(text, min(lows), max(highs), _coarsest(members), alternatives=tuple(members))
