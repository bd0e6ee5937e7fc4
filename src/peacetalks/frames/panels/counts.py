"""Columns that count: what each counts, over which days, and which number of it.

``deaths_best`` is the best estimate of the deaths of the period, ``deaths_30d_best`` that of the
last 30 days of the period, and ``deaths_best@UCDP`` the one by UCDP. A name without a bound means
the best estimate: ``deaths``, ``displaced_90d``. ``count:KIND`` counts the facts of any kind, and
``count:KIND_30d`` those of the last 30 days.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias, final, get_args

import attrs
from attrs import field, frozen

from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import not_a_kind, tag_of
from peacetalks.frames.panels.items import DEATHS, DIFFERENCES, DISPLACED, Item
from peacetalks.frames.panels.period import Period
from peacetalks.frames.panels.spans import Span
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.values.facts import ReasonCategory

__all__ = [
    "BOUNDS",
    "COUNTS",
    "PERSONS",
    "UNSTATED",
    "Bound",
    "Count",
    "Spread",
    "Tally",
    "Window",
    "count_of",
    "named_with_body",
    "tallies",
    "window_of",
]

Bound: TypeAlias = Literal["low", "best", "high"]
Spread: TypeAlias = Literal["even", "at_start", "bounds"]
"""Where a number of persons counts that was counted over several periods: ``even``, evenly over
its days; ``at_start``, on its first day; ``bounds``, from the least that a period must have had, if
the others had all they can, to the most that it can have had."""
Window: TypeAlias = tuple[int, int]
"""The first and the last of consecutive days, in days since 1970-01-01."""
Tally: TypeAlias = tuple[int | None, int | None, int | None]
"""The sum of the lower bounds that are known; the sums of the best estimates and of the upper bounds,
or None if one of them is unknown."""

BOUNDS: Final[tuple[Bound, ...]] = get_args(Bound)
PERSONS: Final = frozenset({DEATHS, DIFFERENCES, DISPLACED})
"""What bodies count, so that their numbers are never added."""
UNSTATED: Final = "unstated"
"""What a column is named after if it is not stated who counted."""
_ANY_KIND: Final = "count:"
_TAG_AND_DAYS: Final = re.compile(r"([a-z-]+)(?:_([1-9]\d{0,4})d)?")
_WINDOWS: Final = (None, 30, 90)
_REFUSALS: Final = "meeting-refused"
_MEASURES: Final = frozenset(
    {*PERSONS, *(f"{_REFUSALS}:{category}" for category in get_args(ReasonCategory))}
)


def _what(value: str | type[Event]) -> str:
    tag = tag_of(value) if not isinstance(value, str) or ":" not in value else value
    if isinstance(value, str) and tag not in _MEASURES and CORE.kind_of(tag) is None:
        raise not_a_kind(tag, (*CORE.tags, *_MEASURES))
    return tag


def _days(value: int | None) -> int | None:
    if value is not None and (type(value) is not int or value < 1):
        raise InvalidValue("not a number of days", value=value, accepted="a whole number from 1")
    return value


@final
@frozen(kw_only=True)
class Count:
    """A column that counts: the declaration of a column of your own, or of a built-in one.

    Attributes:
        what: what it counts: a kind, or ``"casualties-reported:killed"``,
            ``"casualties-reported:killed/difference"``, ``"displacement-reported:flow"`` or
            ``"meeting-refused:"`` with a category of reasons.
        days: the length of its window in days, which ends with the period; None: it counts in the
            period.
        bound: which number of it; for facts of a kind all three are the same.
        body: who counted, as a code; None: the only body that counted; empty: not stated.
        about: what it means, in words.

    Raises:
        InvalidValue: if ``what`` is not a kind, ``days`` or ``bound`` is not valid.

    >>> Count(what="attack-reported", days=7).days
    7
    """

    what: str = field(converter=_what)
    days: int | None = field(default=None, converter=_days)
    bound: Bound = "best"
    body: str | None = None
    about: str = ""

    def __attrs_post_init__(self) -> None:
        """Refuse a bound that there is not, and a body that counts acts."""
        if self.bound not in BOUNDS:
            raise InvalidValue("not a bound", value=self.bound, accepted=", ".join(BOUNDS))
        if self.body is not None and not self.is_of_persons:
            raise InvalidValue("acts have no counting body", value=self.what, accepted="body=None")

    @property
    def is_of_persons(self) -> bool:
        """Whether bodies count it, so that their numbers are never added."""
        return self.what in PERSONS


def window_of(days: int | None, period: Period) -> Window:
    """Return the days in which a column counts for a period.

    Args:
        days: the length of its window, which ends with the period; None: it counts in the period.
        period: the period.

    >>> import datetime as dt
    >>> january = Period(dt.date(1970, 1, 1), dt.date(1970, 1, 31))
    >>> window_of(None, january), window_of(7, january)
    ((0, 30), (24, 30))
    """
    return (period.start if days is None else period.end - days + 1), period.end


def _acts() -> Iterator[tuple[str, str, str, str, tuple[int, ...]]]:
    """Yield name, ending, what is counted, what that is in words, and the windows."""
    yield "attacks", "", "attack-reported", "attacks reported", (30, 90)
    yield "meetings_held", "", "meeting-held", "meetings held", (30, 90)
    yield "offensives", "", "offensive-launched", "offensives launched", (30, 90)
    yield "refusals", "", _REFUSALS, "refusals to meet", (30, 90, 365)
    for category in get_args(ReasonCategory):
        words = category.replace("_", " ")
        about = f"refusals to meet with a reason of the category '{words}'"
        yield "refusals", f"_{category}", f"{_REFUSALS}:{category}", about, (30, 90, 365)


def _all() -> Iterator[tuple[str, Count]]:
    for name, ending, what, about, windows in _acts():
        for days in (None, *windows):
            yield _name(name, days, ending), Count(what=what, days=days, about=_in(about, days))
    for name, what, about in (
        ("deaths", DEATHS, "deaths"),
        ("deaths_by_difference", DIFFERENCES, "deaths added to tolls of all since some day"),
        ("displaced_flow", DISPLACED, "people who fled or were displaced"),
    ):
        for days in _WINDOWS:
            for bound in BOUNDS:
                yield (
                    _name(name, days, f"_{bound}"),
                    Count(what=what, days=days, bound=bound, about=_in(about, days)),
                )


def _in(about: str, days: int | None) -> str:
    return f"{about}, {'in the period' if days is None else f'in its last {days} days'}"


def _name(name: str, days: int | None, ending: str) -> str:
    return f"{name}{'' if days is None else f'_{days}d'}{ending}"


COUNTS: Final[Mapping[str, Count]] = FrozenMap(dict(_all()))
"""The columns that count, by name; ``count:KIND`` and ``@BODY`` are not listed."""
_SHORT: Final[Mapping[str, str]] = FrozenMap(
    {
        _name(short, days, ""): _name(name, days, "_best")
        for short, name in (("deaths", "deaths"), ("displaced", "displaced_flow"))
        for days in _WINDOWS
    }
)
"""Names without a bound, which mean the best estimate."""


def count_of(name: str) -> Count | None:
    """Return the column that a name means; None: it is not one that counts.

    Raises:
        InvalidValue: if the name is of a column that counts, but its kind is unknown or it counts
            acts, which have no counting body.

    >>> count_of("deaths@UCDP").body, count_of("count:vote-held_30d").days
    ('UCDP', 30)
    """
    of, at, body = name.partition("@")
    of = _SHORT.get(of, of)
    count = _of_any_kind(of) if of.startswith(_ANY_KIND) else COUNTS.get(of)
    if count is None or not at:
        return count
    return attrs.evolve(count, body="" if body == UNSTATED else body)


def named_with_body(name: str, body: str) -> str:
    """Return the name of a column with who counted."""
    return f"{name}@{body or UNSTATED}"


def _of_any_kind(name: str) -> Count:
    found = _TAG_AND_DAYS.fullmatch(name, len(_ANY_KIND))
    tag = found[1] if found else name.removeprefix(_ANY_KIND)
    if found is None or CORE.kind_of(tag) is None:
        raise InvalidValue(
            "not a kind to count",
            value=name,
            accepted="count:KIND or count:KIND_30d; frames.Count(what=MyKind) for a kind of your own",
            hint=did_you_mean(tag, CORE.tags),
        )
    days = int(found[2]) if found[2] else None
    return Count(what=tag, days=days, about=_in(f"facts of the kind {tag}", days))


def tallies(
    spans: Iterable[Span],
    what: str,
    windows: Sequence[Window],
    *,
    then: bool,
    spread: Spread = "even",
) -> dict[tuple[str, int], Tally]:
    """Return what was counted in each window, by body and the number of the window.

    This is the meaning of a column that counts. Spread evenly over n days, the whole part of
    number * k / n has been counted by the end of day k.

    Args:
        spans: the spans.
        what: what is counted, as in ``Item.what``.
        windows: the windows, each later than the one before it.
        then: whether a span counts in a window if it was known on its last day; otherwise it
            counts if it is on record now.
        spread: where a number counts that was counted over several windows.

    >>> flow = Item(DEATHS, "UCDP", "", first=9, last=10, is_whole=False, low=4, best=5, high=None)
    >>> tallies([Span(flow, 0, 99, True)], DEATHS, [(0, 9), (10, 19)], then=True)
    {('UCDP', 0): (2, 2, None), ('UCDP', 1): (2, 3, None)}
    """
    firsts, lasts = ([window[end] for window in windows] for end in (0, 1))
    shares: defaultdict[tuple[str, int], list[Tally]] = defaultdict(list)
    for span in spans:
        item = span.item
        if item.what != what or not (then or span.is_on_record):
            continue
        begin, end = bisect_left(lasts, item.first), bisect_right(firsts, item.last)
        if then:
            begin = max(begin, bisect_left(lasts, span.since))
            end = min(end, bisect_left(lasts, span.until))
        for number in range(begin, end):
            share = _share(item, *windows[number], spread)
            if share is not None:
                shares[item.body, number].append(share)
    return {key: _sum(listed) for key, listed in shares.items()}


def _share(item: Item, first: int, last: int, spread: Spread) -> Tally | None:
    """Return the numbers of an item that belong to a window; None: it does not count there."""
    is_inside = first <= item.first and item.last <= last
    if is_inside:
        return item.low, item.best, item.high
    if item.is_whole:
        return (0, None, item.high) if spread == "bounds" else None
    if spread == "at_start":
        return (item.low, item.best, item.high) if first <= item.first else None
    days = item.last - item.first + 1
    before, after = max(0, first - item.first), min(days, last - item.first + 1)
    low, best, high = (
        None if n is None else n * after // days - n * before // days
        for n in (item.low, item.best, item.high)
    )
    return (0, best, item.high) if spread == "bounds" else (low, best, high)


def _sum(shares: list[Tally]) -> Tally:
    lows, bests, highs = (
        [share for share in bound if share is not None] for bound in zip(*shares, strict=True)
    )
    return (
        sum(lows) if lows else None,
        sum(bests) if len(bests) == len(shares) else None,
        sum(highs) if len(highs) == len(shares) else None,
    )
