"""``OnRecord``: what the statements on record say about an actor, and the fold that collects it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias, final

from attrs import define, field, frozen

from peacetalks.events import ActorSort, Event
from peacetalks.events.bookkeeping import (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSplit,
    CoverageStated,
)
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When

__all__ = ["ABOUT_ACTORS", "STATEMENTS", "Dated", "OnRecord", "by_id", "fold_statements"]

ABOUT_ACTORS: Final = (ActorNamed, ActorAliased, ActorSplit, ActorMerged)
"""The kinds that make statements about actors."""
STATEMENTS: Final = (*ABOUT_ACTORS, CoverageStated)
"""The kinds that are not facts, and count on every day once they are public and recorded."""
_ENGLISH: Final = "en"

Dated: TypeAlias = tuple[str, When | None]
"""The code of an actor, and the days for which an id is valid; None: always."""


@final
@frozen(kw_only=True)
class OnRecord:
    """An actor according to the statements on record.

    Attributes:
        code: the code that events use.
        name: the name to show: the last one stated, in English if there is one; None: not stated.
        names: all names ever stated, the last one first.
        languages: the last name by language.
        sort: what sort of actor it is; None: not stated.
        organ_of: the actor for which it acts; None: not stated.
        within: the actor to which it belongs without acting for it; None: not stated.
        ids: its ids by scheme, the last one first.
        valid: when it existed; None: not stated.
        became: its successors, with the day; empty: not stated.
        because: the statements.

    >>> from peacetalks.events import ActorNamed
    >>> named = ActorNamed(occurred="2017", actor="UCDP:4456", names="Syrian insurgents",
    ...                    within="SYR", ids={"ucdp-actor": "4456"})
    >>> actor = fold_statements([named])["UCDP:4456"]
    >>> actor.name, actor.within, actor.ids["ucdp-actor"]
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


def fold_statements(statements: Iterable[Event]) -> dict[str, OnRecord]:
    """Return what is stated about each actor; a later statement replaces an earlier one.

    >>> from peacetalks.events import ActorSplit
    >>> fold_statements([ActorSplit(occurred="2011-07-09", actor="SDN", into=("SDN", "SSD"))]).keys()
    dict_keys(['SDN'])
    """
    stated: dict[str, _Stated] = {}
    for event in statements:
        if isinstance(event, ActorNamed):
            stated.setdefault(event.actor, _Stated()).add_names(event)
        elif isinstance(event, ActorAliased):
            stated.setdefault(event.actor, _Stated()).add_id(event)
        elif isinstance(event, ActorSplit):
            stated.setdefault(event.actor, _Stated()).add_successors(event, event.into)
        elif isinstance(event, ActorMerged):
            for code in event.actors:
                if code != event.into:
                    stated.setdefault(code, _Stated()).add_successors(event, (event.into,))
    return {code: actor.on_record(code) for code, actor in stated.items()}


def by_id(statements: Iterable[Event]) -> dict[tuple[str, str], tuple[Dated, ...]]:
    """Return the actors that have each id of a scheme, and when; None: always.

    >>> from peacetalks.events import ActorAliased
    >>> alias = ActorAliased(occurred="2031", actor="NORTH", scheme="cow", code="9", valid="2030/..")
    >>> by_id([alias])
    {('cow', '9'): (('NORTH', When('2030/..')),)}
    """
    owners: dict[tuple[str, str], dict[Dated, None]] = {}
    for event in statements:
        if isinstance(event, ActorNamed):
            for scheme, name in event.ids.items():
                owners.setdefault((scheme, name), {})[event.actor, event.valid] = None
        elif isinstance(event, ActorAliased):
            owners.setdefault((event.scheme, event.code), {})[event.actor, event.valid] = None
    return {key: tuple(dated) for key, dated in owners.items()}


@final
@define
class _Stated:
    """What has been stated about an actor so far; later statements replace earlier ones."""

    names: dict[str, None] = field(factory=dict[str, None])
    languages: dict[str, str] = field(factory=dict[str, str])
    sort: ActorSort | None = None
    organ_of: str | None = None
    within: str | None = None
    ids: dict[str, dict[str, None]] = field(factory=dict[str, "dict[str, None]"])
    valid: When | None = None
    became: list[tuple[When, str]] = field(factory=list[tuple[When, str]])
    because: list[Event] = field(factory=list[Event])

    def add_names(self, event: ActorNamed) -> None:
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

    def add_id(self, event: ActorAliased) -> None:
        self.because.append(event)
        self._add_id(event.scheme, event.code)

    def add_successors(self, event: ActorSplit | ActorMerged, into: Iterable[str]) -> None:
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
