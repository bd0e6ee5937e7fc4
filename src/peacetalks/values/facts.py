"""Sources, reasons, conditions, participants and places: what a fact says beyond its kind."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, TypeVar, cast, final

from attrs import field, frozen

from peacetalks.actors.code import Code, Codes
from peacetalks.errors import InvalidEvent, InvalidValue
from peacetalks.fields.check import checked
from peacetalks.fields.convert import as_codes, as_texts, as_when, listed
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Slug
from peacetalks.primitives.when import When

__all__ = [
    "Condition",
    "ExternalId",
    "Level",
    "Participant",
    "Place",
    "Reason",
    "ReasonCategory",
    "Role",
    "Source",
]

T = TypeVar("T")

_MANY: Final = 1 << 63
_MAX_DEPTH: Final = 100
"""How deep a payload may nest; a payload that contains itself would never end."""

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
"""Why something was refused, postponed or suspended. ``mediator_composition``: who is at the
table or missing from it; ``format``: bilateral only; ``none_given``: the party gave no
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
"""What an actor does at the table."""

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
"""The rank of those who meet; ``leaders``: a president and a prime minister."""


@final
@checked
@frozen(weakref_slot=False)
class Source:
    """Where a fact was read, precisely enough for a reader to find it.

    Attributes:
        publisher: who published it, such as ``"azatutyun.am"``.
        title: the title of the article or document.
        url: its address.
        published: when it was published.
        locator: where in the source, such as ``"paragraph 9"`` or ``"p. 12"``.
        quote: a short quotation, if the wording is the fact.
        language: the language of the source, as a BCP 47 tag (``"en"``, ``"hy"``).
        retrieved: when it was read; not part of an event's computed id.
        licence: the licence under which the source may be reused.
        citing: whom the source cites, for example the ministry that an agency quotes.

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
        against: the actors it is directed against, such as a mediator said to be biased.
        trigger: ids of the events said to have caused it.
        according_to: who gives this reason, if not the acting party.
        quote: a short quotation of the party, if the wording is the fact.

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
    """Something that must be met before an acceptance or a commitment counts.

    Attributes:
        text: the condition in the coder's words.
        on_event_kind: the kind of event that would meet it, such as
            ``"relations-measure-taken"``.
        satisfied_by: the id of the event, or of the precondition, that met it; None: nothing is
            known to have met it, and the condition is open.

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
    """An actor at the table, its role, and the person who spoke for it.

    Attributes:
        actor: the code of the actor.
        role: its role there.
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
    """Return the same number for 40 and 40.0, and for 0.0 and -0.0: equal facts have one id."""
    if value is None or type(value) not in {int, float} or abs(value) >= _MANY:
        return value
    return value + 0.0


@final
@checked
@frozen(weakref_slot=False)
class Place:
    """Where something happened or is to happen.

    Attributes:
        name: its name in the source.
        country: the code of the state it is in.
        latitude: degrees north.
        longitude: degrees east.

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
        scheme: the data set, such as ``"ucdp-ged"``.
        id: the id in that data set.
        release: the release, such as ``"v10"``; None: not stated.

    >>> ExternalId("pa-x", "2324", release="v10").scheme
    'pa-x'
    """

    scheme: str
    id: str
    release: str | None = None


def as_place(value: str | Place | None) -> Place | None:
    """Convert a name to a place; a place and None stay as they are."""
    return Place(value) if isinstance(value, str) else value


def _several(
    value: Any, single: type[T], from_text: Callable[[str], T] | None = None
) -> tuple[T, ...]:
    """Return a tuple of values; a single one is accepted, and texts if ``from_text`` is given.

    Any: the field's check has not seen the value yet, and will refuse anything else.
    """
    items = list(listed(value, (single, str)))
    for index, item in enumerate(items):
        if from_text is not None and isinstance(item, str):
            try:
                items[index] = from_text(item)
            except InvalidValue as error:
                raise error.under(f"[{index}]") from None
    return tuple(items)


def _shared(values: tuple[T, ...], cls: type[T]) -> tuple[T, ...]:
    """Return equal values that other events hold: the same actors meet, for the same reasons."""
    for value in values:
        if type(value) is not cls:
            return values  # the check of the field refuses it
    return cast("tuple[T, ...]", _one_of_equals(values))


@functools.lru_cache(maxsize=1 << 11)
def _one_of_equals(values: tuple[object, ...]) -> tuple[object, ...]:
    return values


def as_reasons(
    value: Reason | ReasonCategory | Iterable[Reason | ReasonCategory] | None,
) -> tuple[Reason, ...] | None:
    """Return a tuple of reasons; a single reason, or just its category, is accepted."""
    return None if value is None else _shared(_several(value, Reason, _reason), Reason)


def _reason(category: str) -> Reason:
    return Reason(cast("ReasonCategory", category))  # checked on construction


def as_conditions(
    value: Condition | str | Iterable[Condition | str] | None,
) -> tuple[Condition, ...] | None:
    """Return a tuple of conditions; a single condition, or just its text, is accepted."""
    return None if value is None else _shared(_several(value, Condition, Condition), Condition)


def as_participants(
    value: Participant | str | Iterable[Participant | str] | None,
) -> tuple[Participant, ...] | None:
    """Return a tuple of participants; a code alone becomes a party."""
    participants = None if value is None else _several(value, Participant, Participant)
    return participants and _shared(participants, Participant)


def as_mediators(
    value: Participant | str | Iterable[Participant | str] | None,
) -> tuple[Participant, ...] | None:
    """Return a tuple of participants; a code alone becomes a mediator."""
    mediators = None if value is None else _several(value, Participant, _mediator)
    return mediators and _shared(mediators, Participant)


def _mediator(code: str) -> Participant:
    return Participant(code, "mediator")


def many_sources(value: Source | Iterable[Source]) -> tuple[Source, ...]:
    """Return a tuple of sources; a single one is accepted."""
    return _several(value, Source)


def many_external_ids(value: ExternalId | Iterable[ExternalId]) -> tuple[ExternalId, ...]:
    """Return a tuple of external ids; a single one is accepted."""
    return _several(value, ExternalId)


def as_labels(value: Mapping[str, str] | None) -> FrozenMap[Code, str] | None:
    """Return a frozen map of the name that each party gives to an act."""
    return None if value is None else FrozenMap(_mapping(value))


def as_names(value: str | Mapping[str, str]) -> FrozenMap[str, str]:
    """Return a frozen map of names by language; a name alone is English."""
    return FrozenMap({"en": value}) if isinstance(value, str) else as_texts_by_key(value)


def as_texts_by_key(value: Mapping[str, str]) -> FrozenMap[str, str]:
    """Return a frozen map of texts by text, such as ids by scheme."""
    return FrozenMap(_mapping(value))


def as_payload(value: Mapping[str, object]) -> FrozenMap[str, object]:
    """Return a deeply frozen map."""
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
            accepted=f"at most {_MAX_DEPTH} levels of maps and lists",
        )
    if isinstance(value, Mapping):
        return _frozen_map(cast("Mapping[str, object]", value), depth + 1)
    return tuple(_frozen(item, depth + 1) for item in cast("Sequence[object]", value))
