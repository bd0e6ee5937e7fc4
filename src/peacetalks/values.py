"""The small words in which facts are said: counts, sources, reasons, conditions, places.

All are frozen, compare by value, hash and pickle, and check themselves on construction.
**None means that the source is silent; an empty tuple, that it says there were none.**
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, TypeVar, cast, final

from attrs import field, frozen

from peacetalks.construction import Code, Codes, Slug, as_codes, as_texts, as_when, checked, listed
from peacetalks.counts import Count, Qualifier, as_count, one_count
from peacetalks.due import After, Due, as_due
from peacetalks.errors import InvalidEvent, InvalidValue
from peacetalks.frozenmap import FrozenMap
from peacetalks.when import When

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
    "as_count",
    "as_due",
    "one_count",
]

T = TypeVar("T")

_MANY: Final = 1 << 63
_MAX_DEPTH: Final = 100
"""How deep a payload may nest; what holds itself would have no end."""

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
"""Why something was refused, postponed or suspended. ``mediator_composition``: who sits at
the table or is missing there; ``format``: bilateral only; ``none_given``: the party gave no
reason."""

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

    >>> Condition("the visit takes place", on_event_kind="contact-held").satisfied_by is None
    True
    """

    text: str
    on_event_kind: Slug | None = field(default=None, kw_only=True)
    satisfied_by: Slug | None = field(default=None, kw_only=True)


@final
@checked
@frozen(weakref_slot=False)
class Participant:
    """An actor at a table, in its role, and the person who spoke for it.

    Attributes:
        actor: the code of the actor.
        role: what it is there as.
        person: who spoke for it, as the source names them; None: not stated.

    >>> Participant("FRA", "co_mediator", "E. Macron").role
    'co_mediator'
    """

    actor: Code
    role: Role = "party"
    person: str | None = None

    def __str__(self) -> str:
        return f"{self.actor} ({self.person})" if self.person else self.actor


def _degrees(value: float | None) -> float | None:
    """Return one and the same number for 40, 40.0 and for 0.0, -0.0: equal facts have one id."""
    if value is None or type(value) not in {int, float} or abs(value) >= _MANY:
        return value
    return value + 0.0


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

    >>> Place("Granada", country="ESP", latitude=37.18, longitude=-3.6).country
    'ESP'
    """

    name: str
    country: Code | None = field(default=None, kw_only=True)
    latitude: float | None = field(default=None, converter=_degrees, kw_only=True)
    longitude: float | None = field(default=None, converter=_degrees, kw_only=True)

    def __str__(self) -> str:
        return self.name


@final
@checked
@frozen(weakref_slot=False)
class ExternalId:
    """The id of a fact in another data set, and the release it was read from.

    Attributes:
        scheme: the data set, as ``"ucdp-ged"``.
        id: the id in it.
        release: the release, as ``"v10"``; None: not stated.

    >>> ExternalId("pa-x", "2324", release="v10").scheme
    'pa-x'
    """

    scheme: str
    id: str
    release: str | None = None


def as_place(value: str | Place | None) -> Place | None:
    """Return the place of a name; a place and None stay as they are."""
    return Place(value) if isinstance(value, str) else value


def _many(value: Any, single: type[T], made: Callable[[str], T] | None = None) -> tuple[T, ...]:
    """Return a tuple of values; one is accepted, and a text that stands for one if it is made.

    Any: what the field's checks have not seen yet; they refuse what is none of these.
    """
    many = list(listed(value, (single, str)))
    for index, item in enumerate(many):
        if made is not None and isinstance(item, str):
            try:
                many[index] = made(item)
            except InvalidValue as error:
                raise error.under(f"[{index}]") from None
    return tuple(many)


def as_reasons(
    value: Reason | ReasonCategory | Iterable[Reason | ReasonCategory] | None,
) -> tuple[Reason, ...] | None:
    """Return a tuple of reasons; one reason, or its bare category, is accepted."""
    return None if value is None else _many(value, Reason, _reason)


def _reason(category: str) -> Reason:
    return Reason(cast("ReasonCategory", category))  # its check says what is accepted


def as_conditions(
    value: Condition | str | Iterable[Condition | str] | None,
) -> tuple[Condition, ...] | None:
    """Return a tuple of conditions; one condition, or its bare text, is accepted."""
    return None if value is None else _many(value, Condition, Condition)


def as_participants(
    value: Participant | str | Iterable[Participant | str] | None,
) -> tuple[Participant, ...] | None:
    """Return a tuple of participants; a bare code takes part as a party."""
    return None if value is None else _many(value, Participant, Participant)


def as_mediators(
    value: Participant | str | Iterable[Participant | str] | None,
) -> tuple[Participant, ...] | None:
    """Return a tuple of participants; a bare code takes part as a mediator."""
    return None if value is None else _many(value, Participant, _mediator)


def _mediator(code: str) -> Participant:
    return Participant(code, "mediator")


def many_sources(value: Source | Iterable[Source]) -> tuple[Source, ...]:
    """Return a tuple of sources; one is accepted."""
    return _many(value, Source)


def many_external_ids(value: ExternalId | Iterable[ExternalId]) -> tuple[ExternalId, ...]:
    """Return a tuple of external ids; one is accepted."""
    return _many(value, ExternalId)


def as_labels(value: Mapping[str, str] | None) -> FrozenMap[Code, str] | None:
    """Return a frozen map of what each party calls an act."""
    return None if value is None else FrozenMap(_mapping(value))


def as_names(value: str | Mapping[str, str]) -> FrozenMap[str, str]:
    """Return a frozen map of names by language; a name alone is English."""
    return FrozenMap({"en": value}) if isinstance(value, str) else as_texts_by_key(value)


def as_texts_by_key(value: Mapping[str, str]) -> FrozenMap[str, str]:
    """Return a frozen map of texts by a text, as ids by scheme."""
    return FrozenMap(_mapping(value))


def as_payload(value: Mapping[str, object]) -> FrozenMap[str, object]:
    """Return a frozen map, frozen inside too."""
    return _frozen_map(_mapping(value), 1)


def _mapping(value: Mapping[str, T]) -> Mapping[str, T]:
    if not isinstance(value, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidEvent("not a mapping", value=value)
    return value


def _frozen_map(value: Mapping[str, object], depth: int) -> FrozenMap[str, object]:
    return FrozenMap({key: _frozen(item, depth) for key, item in value.items()})


def _frozen(value: object, depth: int) -> object:
    if not isinstance(value, (Mapping, list, tuple)):
        return value
    if depth >= _MAX_DEPTH:
        raise InvalidEvent(
            "nested too deeply",
            value=type(value).__name__,  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType] # of anything
            accepted=f"maps and lists in {_MAX_DEPTH} levels",
        )
    if isinstance(value, Mapping):
        return _frozen_map(cast("Mapping[str, object]", value), depth + 1)
    return tuple(_frozen(item, depth + 1) for item in cast("Sequence[object]", value))
