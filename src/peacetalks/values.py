"""The small words in which facts are said: counts, sources, reasons, conditions, places.

All are frozen, compare by value, hash and pickle, and check themselves on construction.
**None means that the source is silent; an empty tuple, that it says there were none.**
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, final

from attrs import field, frozen

from peacetalks.construction import Code, Codes, Slug, as_codes, as_texts, as_when, checked
from peacetalks.errors import InvalidEvent
from peacetalks.frozenmap import FrozenMap
from peacetalks.when import When, WhenLike

if TYPE_CHECKING:
    import pendulum

__all__ = [
    "After",
    "Condition",
    "Count",
    "Due",
    "ExternalId",
    "Level",
    "Participant",
    "Place",
    "Qualifier",
    "Reason",
    "ReasonCategory",
    "Role",
    "Source",
]

ReasonCategory: TypeAlias = Literal[
    "mediator_bias",
    "mediator_composition",
    "venue",
    "agenda",
    "precondition_unmet",
    "security_or_humanitarian",
    "hostile_statement_or_act",
    "scheduling",
    "format",
    "domestic",
    "none_given",
    "other",
]
"""Why something was refused, postponed or suspended. ``mediator_composition``: who is or is
not at the table; ``format``: bilateral only; ``none_given``: the party gave no reason."""

Role: TypeAlias = Literal[
    "party",
    "mediator",
    "co_mediator",
    "facilitator",
    "host",
    "guarantor",
    "observer",
    "witness",
    "verifier",
]
"""What an actor does at a table."""

Level: TypeAlias = Literal[
    "leaders",
    "heads_of_state",
    "heads_of_government",
    "foreign_ministers",
    "other_ministers",
    "envoys",
    "delegations",
    "technical",
    "unspecified",
]
"""The rank of those who meet; ``leaders``: a president with a prime minister."""

Qualifier: TypeAlias = Literal[
    "exactly", "about", "more_than", "at_least", "less_than", "at_most", "some"
]
"""What the source says about the figure: "more than 100,000", "several"."""


@final
@checked
@frozen(weakref_slot=False)
class Count:
    """A figure as a range, in the words of who counted; any bound may be unknown.

    Data in which low ≤ best ≤ high fails are kept as they are: that is a finding, not an error.

    Attributes:
        low: the least it can be.
        best: the figure given, or the best estimate.
        high: the most it can be.
        qualifier: what the source says about the figure.
        unit: what is counted, as ``"persons"``, ``"soldiers"``, ``"km2"``; None: as the field
            that holds the count implies.
        text: the words, where they are the fact ("several", "dozens").

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
        """Return a figure given as such: low, best and high are the same."""
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
        """The one number to show: best, else the bound that is known; None if there is none."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), None)

    @property
    def is_ordered(self) -> bool:
        """Whether low ≤ best ≤ high, as far as they are known."""
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


_QUALIFIED = {
    "about": "about",
    "more_than": "more than",
    "at_least": "at least",
    "less_than": "less than",
    "at_most": "at most",
}


def _bounds(count: Count) -> str:
    low, high = (f"{n:,}" if n is not None else "not stated" for n in (count.low, count.high))
    return f"{low} to {high}"


def one_count(value: int | Count) -> Count:
    """Return the ``Count`` of a whole number; a count stays as it is."""
    return Count.exactly(value) if type(value) is int else cast("Count", value)


def as_count(value: int | Count | None) -> Count | None:
    """Return the ``Count`` of a whole number; None stays None."""
    return None if value is None else one_count(value)


@final
@checked
@frozen(weakref_slot=False)
class Source:
    """Where a fact was read, precisely enough that a reader finds it.

    Attributes:
        publisher: who published it, as ``"azatutyun.am"``.
        title: the title of the article or document.
        url: its address.
        published: when it was published.
        locator: where in it, as ``"paragraph 9"``, ``"p. 12"``.
        quote: the words themselves, short, where they are the fact.
        language: of the source, as a BCP 47 tag (``"en"``, ``"hy"``).
        retrieved: when it was read; takes no part in an event's computed id.
        licence: under which the source may be reused.
        citing: whom the source cites, as an agency citing a ministry.

    >>> Source("tass.com", published="2020-12-01").published
    When('2020-12-01')
    """

    publisher: str
    title: str | None = field(default=None, kw_only=True)
    url: str | None = field(default=None, kw_only=True)
    published: When | None = field(default=None, converter=as_when, kw_only=True)
    locator: str | None = field(default=None, kw_only=True)
    quote: str | None = field(default=None, kw_only=True)
    language: str | None = field(default=None, kw_only=True)
    retrieved: When | None = field(default=None, converter=as_when, kw_only=True)
    licence: str | None = field(default=None, kw_only=True)
    citing: str | None = field(default=None, kw_only=True)


@final
@checked
@frozen(weakref_slot=False)
class Reason:
    """Why a party says it refused, postponed, suspended or answered as it did.

    Attributes:
        category: the kind of reason.
        text: the reason in the coder's words.
        against: the actors it is held against, as the mediator said to be biased.
        trigger: ids of the events said to have set it off.
        according_to: who gives this reason, if not the acting party.
        quote: the party's own words, short, where they are the fact.

    >>> Reason("mediator_bias", against="FRA").against
    ('FRA',)
    """

    category: ReasonCategory
    text: str | None = None
    against: Codes | None = field(default=None, converter=as_codes, kw_only=True)
    trigger: tuple[Slug, ...] | None = field(default=None, converter=as_texts, kw_only=True)
    according_to: Codes | None = field(default=None, converter=as_codes, kw_only=True)
    quote: str | None = field(default=None, kw_only=True)


@final
@checked
@frozen(weakref_slot=False)
class Condition:
    """Something that must be so before an acceptance or a commitment counts.

    Attributes:
        text: the condition in the coder's words.
        on_event_kind: the kind of event that would meet it, as ``"relations-measure-taken"``.
        satisfied_by: the id of the event, or of the precondition, that meets it once it has
            happened; None: nothing is known to meet it, the condition is open.
    """

    text: str
    on_event_kind: Slug | None = field(default=None, kw_only=True)
    satisfied_by: Slug | None = field(default=None, kw_only=True)


@final
@checked
@frozen(weakref_slot=False)
class Participant:
    """An actor at a table, in its role, and the person who spoke for it.

    >>> Participant("FRA", "co_mediator", "E. Macron").role
    'co_mediator'
    """

    actor: Code
    role: Role = "party"
    person: str | None = None

    def __str__(self) -> str:
        return f"{self.actor} ({self.person})" if self.person else self.actor


@final
@checked
@frozen(weakref_slot=False)
class Place:
    """Where something happened or is to happen.

    Attributes:
        name: as the source names it.
        country: the code of the state it lies in.
        latitude: in degrees north.
        longitude: in degrees east.
    """

    name: str
    country: Code | None = field(default=None, kw_only=True)
    latitude: float | None = field(default=None, kw_only=True)
    longitude: float | None = field(default=None, kw_only=True)

    def __str__(self) -> str:
        return self.name


@final
@checked
@frozen(weakref_slot=False)
class ExternalId:
    """The id of a fact in another data set, and the release it was read from.

    >>> ExternalId("pa-x", "2324", release="v10").scheme
    'pa-x'
    """

    scheme: str
    id: str
    release: str | None = None


_PERIOD = re.compile(
    r"P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?"
)


def _period(value: str | dt.timedelta) -> str:
    """Return the ISO 8601 text of a duration (pendulum's too); texts are checked."""
    text = _duration_text(value) if isinstance(value, dt.timedelta) else value
    if not isinstance(text, str) or not _PERIOD.fullmatch(text):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidEvent(
            "not a duration", value=value, accepted="ISO 8601, as P30D, P2M, P5Y, PT48H"
        )
    return text


def _duration_text(value: dt.timedelta) -> str:
    # pendulum keeps years and months apart from the days, which timedelta cannot.
    years = int(getattr(value, "years", 0))
    months = int(getattr(value, "months", 0))
    days = int(getattr(value, "remaining_days", value.days)) + 7 * int(getattr(value, "weeks", 0))
    hours, rest = divmod(value.seconds if days >= 0 else 0, 3600)
    minutes, seconds = divmod(rest, 60)
    date = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (days, "D")) if n)
    time = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    return f"P{date}{'T' + time if time else ''}" if date or time else "PT0S"


@final
@checked
@frozen(weakref_slot=False)
class After:
    """A day still to come that is reckoned from an event: "within 30 days of the signature".

    Attributes:
        event: the id of the event from which it is reckoned.
        period: the duration after it, in ISO 8601 (``"P30D"``); a pendulum ``Duration`` or a
            ``timedelta`` is accepted.

    >>> import pendulum
    >>> After("statement-2020-11", pendulum.duration(years=5)).period
    'P5Y'
    """

    event: Slug
    period: str = field(converter=_period)

    @property
    def duration(self) -> pendulum.Duration:
        """The period as a pendulum ``Duration``."""
        import pendulum  # noqa: PLC0415 # costs 50 ms, and only those who ask for it pay

        parsed = pendulum.parse(self.period)
        if not isinstance(parsed, pendulum.Duration):
            raise InvalidEvent("not a duration", value=self.period)
        return parsed

    def __str__(self) -> str:
        return f"{self.period} after {self.event}"


Due: TypeAlias = When | After
"""When something is due: a date, or a duration after an event."""


def as_due(value: WhenLike | After | None) -> Due | None:
    """Return the due date of a date or text; an ``After`` and None stay as they are."""
    return value if value is None or isinstance(value, After) else When(value)


def as_place(value: str | Place | None) -> Place | None:
    """Return the place of a name; a place and None stay as they are."""
    return Place(value) if isinstance(value, str) else value


def _many(value: Any, single: type | tuple[type, ...]) -> tuple[Any, ...] | None:
    # Any: the caller's annotation says which; the check refuses everything else.
    if value is None:
        return None
    return (value,) if isinstance(value, single) else tuple(value)


def as_reasons(
    value: Reason | ReasonCategory | Iterable[Reason | ReasonCategory] | None,
) -> tuple[Reason, ...] | None:
    """Return a tuple of reasons; one reason, or its bare category, is accepted."""
    many = _many(value, (Reason, str))
    return many and tuple(
        Reason(item) if isinstance(item, str) else item  # type: ignore[arg-type] # the check of Reason says what is accepted
        for item in many
    )


def as_conditions(
    value: Condition | str | Iterable[Condition | str] | None,
) -> tuple[Condition, ...] | None:
    """Return a tuple of conditions; one condition, or its bare text, is accepted."""
    many = _many(value, (Condition, str))
    return many and tuple(Condition(item) if isinstance(item, str) else item for item in many)


def as_participants(
    value: Participant | str | Iterable[Participant | str] | None,
) -> tuple[Participant, ...] | None:
    """Return a tuple of participants; a bare code takes part as a party."""
    many = _many(value, (Participant, str))
    return many and tuple(Participant(item) if isinstance(item, str) else item for item in many)


def as_mediators(
    value: Participant | str | Iterable[Participant | str] | None,
) -> tuple[Participant, ...] | None:
    """Return a tuple of participants; a bare code takes part as a mediator."""
    many = _many(value, (Participant, str))
    return many and tuple(
        Participant(item, "mediator") if isinstance(item, str) else item for item in many
    )


def many_sources(value: Source | Iterable[Source]) -> tuple[Source, ...]:
    """Return a tuple of sources; one is accepted."""
    return (value,) if isinstance(value, Source) else tuple(value)


def many_external_ids(value: ExternalId | Iterable[ExternalId]) -> tuple[ExternalId, ...]:
    """Return a tuple of external ids; one is accepted."""
    return (value,) if isinstance(value, ExternalId) else tuple(value)


def as_labels(value: Mapping[str, str] | None) -> FrozenMap[Code, str] | None:
    """Return a frozen map of what each party calls an act."""
    return None if value is None else FrozenMap(value)


def as_payload(value: Mapping[str, object]) -> FrozenMap[str, object]:
    """Return a frozen map, frozen inside too."""
    return FrozenMap({key: _frozen(item) for key, item in value.items()})


def _frozen(value: object) -> object:
    if isinstance(value, Mapping):
        return as_payload(cast("Mapping[str, object]", value))
    if isinstance(value, (list, tuple)):
        return tuple(map(_frozen, cast("Sequence[object]", value)))
    return value
