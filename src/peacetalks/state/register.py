"""``Register``: who is on record, under which names and ids, and what each belongs to.

A register is the fold of the statements about actors: ``ActorNamed`` says what an actor is
called, ``ActorAliased`` what a scheme calls it, ``ActorSplit`` and ``ActorMerged`` what it became.
Those are no facts: they count from when they were public and recorded, whatever day is asked
about. Whom nobody named on record, the registry of actors names, and what neither knows stays a
code.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, final

from attrs import define, field, frozen

from peacetalks.actors import SCHEMES, Actor, Registry, world
from peacetalks.events import (
    ActorAliased,
    ActorMerged,
    ActorNamed,
    ActorSort,
    ActorSplit,
    Event,
)
from peacetalks.frozenmap import FrozenMap
from peacetalks.when import When, WhenLike

__all__ = ["STATEMENTS", "OnRecord", "Register"]

STATEMENTS: Final = (ActorNamed, ActorAliased, ActorSplit, ActorMerged)
"""The kinds that say who is who."""
_ENGLISH: Final = "en"
_MOST_SUGGESTED: Final = 3
_UNSTATED: Final = "not stated"


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
    >>> found = Register([named])["UCDP:4456"]
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


@final
@frozen(eq=False, repr=False, slots=False)
class Register(Mapping[str, OnRecord]):
    """Who is on record: a mapping of codes to what is stated of each.

    Attributes:
        statements: the events that say who is who, the last word last.
        base: the ``registry`` that it was made with; None: ``peacetalks.world()``.
        worded: the register whose names are shown in place of its own; None: its own. What was
            said of two viewpoints is compared so in the words of one.

    >>> from peacetalks.events import ActorNamed
    >>> named = ActorNamed(occurred="2017-01-30", actor="UCDP:4456", names="Syrian insurgents")
    >>> register = Register([named])
    >>> register.name("UCDP:4456"), register.name("AZE"), register.name("NORTH")
    ('Syrian insurgents', 'Azerbaijan', 'NORTH')
    >>> register.resolve("Syrian Insurgents"), list(register)
    ('UCDP:4456', ['UCDP:4456'])
    """

    statements: tuple[Event, ...] = field(default=(), converter=tuple[Event, ...])
    base: Registry | None = field(default=None, alias="registry")
    worded: Register | None = field(default=None, kw_only=True)

    @property
    def registry(self) -> Registry:
        """Who is known without a statement."""
        return world() if self.base is None else self.base

    def with_statements(self, statements: Iterable[Event]) -> Register:
        """Return a register with further statements, which have the last word."""
        more = tuple(statements)
        return Register((*self.statements, *more), self.base) if more else self

    def __getitem__(self, code: str) -> OnRecord:
        return self._on_record[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._on_record)

    def __len__(self) -> int:
        return len(self._on_record)

    def __repr__(self) -> str:
        return f"<Register of {len(self):,} actors>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Register):
            return NotImplemented
        return self.statements == other.statements and self.registry == other.registry

    def __hash__(self) -> int:
        return hash(self.statements)

    def knows(self, code: str) -> bool:
        """Return whether an actor is stated on record or stands in the registry."""
        return code in self._on_record or code in self.registry

    def name(self, code: str) -> str:
        """Return the name to show for a code; the code itself, where nobody gives it a name."""
        stated = self._on_record.get(code)
        return (stated and stated.name) or self.registry.name(code)

    def label(self, code: str) -> str:
        """Return the name of an actor with its code, or the code alone, if it has no name.

        >>> Register().label("AZE"), Register().label("NORTH")
        ('Azerbaijan (AZE)', 'NORTH')
        """
        name = self.name(code)
        return name if name == code else f"{name} ({code})"

    def shown(self, code: str) -> str:
        """Return the name of an actor, with its code where another actor has the same name.

        Whatever a person reads names actors by it, or by ``listed``.

        >>> from peacetalks.events import ActorNamed
        >>> front = [ActorNamed(occurred="2031", actor=code, names="Front") for code in ("A", "B")]
        >>> Register(front).shown("A"), Register(front[:1]).shown("A")
        ('Front (A)', 'Front')
        """
        if self.worded is not None:
            return self.worded.shown(code)
        told = self._shown.get(code)
        if told is None:
            name = self.name(code)
            told = self.label(code) if self._is_shared(name, code) else name
            self._shown[code] = told
        return told

    def listed(self, codes: Iterable[str] | None) -> str:
        """Return the names of actors in a row; "not stated" for none, and for an empty code.

        >>> Register().listed(("ARM", "AZE")), Register().listed(None)
        ('Armenia and Azerbaijan', 'not stated')
        """
        told = (self.shown(code) if code else _UNSTATED for code in codes or ())
        return " and ".join(told) or _UNSTATED

    def principal(self, code: str) -> str:
        """Return the code of the actor for which an actor's acts count: mostly its own.

        An organ may be one of another organ; where that closes into a circle, each is its own.

        >>> from peacetalks.events import ActorNamed
        >>> army = ActorNamed(occurred="2031", actor="ARMY", names="The army", organ_of="NORTH")
        >>> Register([army]).principal("ARMY"), Register().principal("ARMY")
        ('NORTH', 'ARMY')
        """
        found = self._principals.get(code)
        if found is None:
            found = self._principals[code] = self._chain(code)[-1]
        return found

    def principals(self, codes: Iterable[str] | None) -> tuple[str, ...]:
        """Return the actors for which the acts of some count, once each.

        >>> from peacetalks.events import ActorNamed
        >>> army = ActorNamed(occurred="2031", actor="ARMY", names="The army", organ_of="NORTH")
        >>> Register([army]).principals(("ARMY", "NORTH", "SOUTH"))
        ('NORTH', 'SOUTH')
        """
        if not codes:
            return ()
        known, principal = self._principals, self.principal
        return tuple(dict.fromkeys([known.get(code) or principal(code) for code in codes]))

    def is_meant(self, whom: str | None, *codes: str | None) -> bool:
        """Return whether any of some actors is one that is asked for, or an organ of it.

        None asks for any.

        >>> Register().is_meant("AZE", "ARM", "AZE"), Register().is_meant("AZE"), Register().is_meant(None)
        (True, False, True)
        """
        if whom is None or whom in codes:
            return True
        return any(code and whom in (self._chains.get(code) or self._chain(code)) for code in codes)

    def _chain(self, code: str) -> tuple[str, ...]:
        """Return an actor and those above it, of which it is an organ, up to its principal."""
        chain = self._chains.get(code)
        if chain is None:
            way = [code]
            while (above := self.organ_of(way[-1])) is not None and above not in way:
                way.append(above)
            # In a circle each is its own.
            chain = self._chains[code] = (code,) if above is not None else tuple(way)
        return chain

    def organ_of(self, code: str) -> str | None:
        """Return the actor of which an actor is an organ, as stated, else as the registry has it."""
        stated = self._on_record.get(code)
        if stated is not None and (stated.organ_of or stated.within):
            return stated.organ_of
        known = self.registry.get(code)
        return None if known is None else known.organ_of

    def within(self, code: str) -> str | None:
        """Return the actor within which an actor stands, as stated, else as the registry has it."""
        stated = self._on_record.get(code)
        if stated is not None and (stated.organ_of or stated.within):
            return stated.within
        known = self.registry.get(code)
        return None if known is None else known.within

    def resolve(
        self, text: str, scheme: str | None = None, on: WhenLike | None = None
    ) -> str | None:
        """Return the code of the actor that a code, a name or a scheme's id means; never a guess.

        Args:
            text: a code, a name, or an id of ``scheme``.
            scheme: a scheme of ids, as in ``ActorNamed.ids`` or ``peacetalks.actors.SCHEMES``.
            on: the day it is about.

        Returns:
            None, where nobody or more than one is meant; ``meanings`` tells who.
        """
        found = self.meanings(text, scheme, on)
        return found[0] if len(found) == 1 else None

    def meanings(
        self, text: str, scheme: str | None = None, on: WhenLike | None = None
    ) -> tuple[str, ...]:
        """Return the codes of all actors that a code, a name or a scheme's id can mean."""
        told = text.strip()
        if scheme is not None:
            stated = self._by_id.get((scheme, told), ())
            known = self.registry.resolve(told, scheme, on) if scheme in SCHEMES else None
            return stated or (() if known is None else (known,))
        if self.knows(told):
            return (told,)
        found = (*self._stated.meanings(told, on), *self.registry.meanings(told, on))
        return tuple(dict.fromkeys(found))

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return at most three codes that were perhaps meant: first of those on record."""
        near = (*self._stated.suggest(text), *self.registry.suggest(text))
        return tuple(dict.fromkeys(near))[:_MOST_SUGGESTED]

    # Worked out from the statements, when it is first asked for

    @functools.cached_property
    def _shown(self) -> dict[str, str]:
        return {}

    @functools.cached_property
    def _principals(self) -> dict[str, str]:
        return {}

    @functools.cached_property
    def _chains(self) -> dict[str, tuple[str, ...]]:
        return {}

    @functools.cached_property
    def _on_record(self) -> Mapping[str, OnRecord]:
        stated: dict[str, _Stated] = {}
        for event in self.statements:
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

    @functools.cached_property
    def _stated(self) -> Registry:
        """Those with a name on record, to be found by it as those of the registry are."""
        return Registry(
            Actor(one.code, one.name, one.sort or "other", one.names, valid=one.valid)
            for one in self._on_record.values()
            if one.name is not None
        )

    @functools.cached_property
    def _by_id(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for one in self._on_record.values():
            for scheme, ids in one.ids.items():
                for name in ids:
                    found[scheme, name][one.code] = None
        return {key: tuple(codes) for key, codes in found.items()}

    @functools.cached_property
    def _codes_by_name(self) -> Mapping[str, tuple[str, ...]]:
        shown: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for one in self._on_record.values():
            if one.name is not None:
                shown[one.name][one.code] = None
        return {name: tuple(codes) for name, codes in shown.items()}

    def _is_shared(self, name: str, code: str) -> bool:
        alike = {*self._codes_by_name.get(name, ()), *self.registry.meanings(name)}
        return bool({one for one in alike if self.name(one) == name} - {code})


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
