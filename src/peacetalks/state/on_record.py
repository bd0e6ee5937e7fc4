"""``OnRecord``: an actor as the statements about it have it, and the fold that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias, final

from attrs import define, field, frozen

from peacetalks.events import (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSort,
    ActorSplit,
    Event,
)
from peacetalks.frozenmap import FrozenMap
from peacetalks.when import When

__all__ = ["STATEMENTS", "Dated", "OnRecord", "by_id", "on_record"]

STATEMENTS: Final = (ActorNamed, ActorAliased, ActorSplit, ActorMerged)
"""The kinds that say who is who."""
_ENGLISH: Final = "en"

Dated: TypeAlias = tuple[str, When | None]
"""The code of an actor, and the days on which it has an id; None: always."""


@final
@frozen(kw_only=True)
class OnRecord:
    """An actor as the statements on record have it.

    Attributes:
        code: the code that events use.
        name: the name to show: the last one stated, in English where there is one; None: none
            is stated.
        names: all names that were ever stated, the last one first.
        languages: the last name by language.
        sort: what sort of actor it is; None: not stated.
        organ_of: the actor for which its acts count; None: not stated.
        within: the actor within which it stands; None: not stated.
        ids: its ids by scheme, the last one first.
        valid: when it existed; None: not stated.
        became: the actors that it became, with the day; empty: not stated.
        because: the statements.

    >>> from peacetalks.events import ActorNamed
    >>> named = ActorNamed(occurred="2017", actor="UCDP:4456", names="Syrian insurgents",
    ...                    within="SYR", ids={"ucdp-actor": "4456"})
    >>> found = on_record([named])["UCDP:4456"]
    >>> found.name, found.within, found.ids["ucdp-actor"]
    ('Syrian insurgents', 'SYR', ('4456',))
    """

    code: str
    name: str | None = None
    names: tuple[str, ...] = ()
    languages: FrozenMap[str, str] = FrozenMap()
    sort: ActorSort | None = None
    organ_of: str | None = None
    within: str | None = None
    ids: FrozenMap[str, tuple[str, ...]] = FrozenMap()
    valid: When | None = None
    became: tuple[tuple[When, str], ...] = ()
    because: tuple[Event, ...] = ()


def on_record(statements: Iterable[Event]) -> dict[str, OnRecord]:
    """Return what is stated of each actor; of what is stated again, the last word.

    >>> from peacetalks.events import ActorSplit
    >>> on_record([ActorSplit(occurred="2011-07-09", actor="SDN", into=("SDN", "SSD"))]).keys()
    dict_keys(['SDN'])
    """
    stated: dict[str, _Stated] = {}
    for event in statements:
        if isinstance(event, ActorNamed):
            stated.setdefault(event.actor, _Stated()).take(event)
        elif isinstance(event, ActorAliased):
            stated.setdefault(event.actor, _Stated()).take_id(event, event.scheme, event.code)
        elif isinstance(event, ActorSplit):
            stated.setdefault(event.actor, _Stated()).take_end(event, event.into)
        elif isinstance(event, ActorMerged):
            for code in event.actors:
                if code != event.into:
                    stated.setdefault(code, _Stated()).take_end(event, (event.into,))
    return {code: one.on_record(code) for code, one in stated.items()}


def by_id(statements: Iterable[Event]) -> dict[tuple[str, str], tuple[Dated, ...]]:
    """Return who has each id of a scheme, and when; None: always.

    >>> from peacetalks.events import ActorAliased
    >>> given = ActorAliased(occurred="2031", actor="NORTH", scheme="cow", code="9", valid="2030/..")
    >>> by_id([given])
    {('cow', '9'): (('NORTH', When('2030/..')),)}
    """
    found: dict[tuple[str, str], dict[Dated, None]] = {}
    for event in statements:
        if isinstance(event, ActorNamed):
            for scheme, name in event.ids.items():
                found.setdefault((scheme, name), {})[event.actor, event.valid] = None
        elif isinstance(event, ActorAliased):
            found.setdefault((event.scheme, event.code), {})[event.actor, event.valid] = None
    return {key: tuple(owners) for key, owners in found.items()}


@final
@define
class _Stated:
    """What was stated of an actor so far; what is stated again takes the place of what was."""

    names: dict[str, None] = field(factory=dict[str, None])
    languages: dict[str, str] = field(factory=dict[str, str])
    sort: ActorSort | None = None
    organ_of: str | None = None
    within: str | None = None
    ids: dict[str, dict[str, None]] = field(factory=dict[str, "dict[str, None]"])
    valid: When | None = None
    became: list[tuple[When, str]] = field(factory=list[tuple[When, str]])
    because: list[Event] = field(factory=list[Event])

    def take(self, event: ActorNamed) -> None:
        self.because.append(event)
        for language, name in event.names.items():
            if name.strip():
                self.names.pop(name, None)
                self.names[name] = None
                self.languages[language] = name
        self.sort = event.sort or self.sort
        if event.organ_of or event.within:
            self.organ_of, self.within = event.organ_of, event.within
        self.valid = event.valid or self.valid
        for scheme, name in event.ids.items():
            self._add_id(scheme, name)

    def take_id(self, event: ActorAliased, scheme: str, name: str) -> None:
        self.because.append(event)
        self._add_id(scheme, name)

    def take_end(self, event: ActorSplit | ActorMerged, into: Iterable[str]) -> None:
        self.because.append(event)
        self.became += [(event.occurred, code) for code in into]

    def _add_id(self, scheme: str, name: str) -> None:
        ids = self.ids.setdefault(scheme, {})
        ids.pop(name, None)
        ids[name] = None

    def on_record(self, code: str) -> OnRecord:
        names = tuple(reversed(self.names))
        return OnRecord(
            code=code,
            name=self.languages.get(_ENGLISH, names[0] if names else None),
            names=names,
            languages=FrozenMap(self.languages),
            sort=self.sort,
            organ_of=self.organ_of,
            within=self.within,
            ids=FrozenMap({scheme: tuple(reversed(ids)) for scheme, ids in self.ids.items()}),
            valid=self.valid,
            became=tuple(self.became),
            because=tuple(self.because),
        )
