"""``Register``: who is on record, under which names and ids, and what each belongs to.

A register is the fold of the statements about actors: ``ActorNamed`` says what an actor is
called, ``ActorAliased`` what a scheme calls it, ``ActorSplit`` and ``ActorMerged`` what it became.
Those are no facts: they count from when they were public and recorded, whatever day is asked
about. Whom nobody named on record, the registry of actors names, and what neither knows stays a
code.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, final

from attrs import field, frozen

from peacetalks.actors import SCHEMES, Actor, Registry, world
from peacetalks.actors.actor import is_code, share_a_day, to_when
from peacetalks.actors.parts import made_up
from peacetalks.actors.spelling import plain
from peacetalks.events import Event
from peacetalks.state.on_record import Dated, OnRecord, by_id, on_record
from peacetalks.when import WhenLike

__all__ = ["Register"]

_MOST_SUGGESTED: Final = 3
_UNSTATED: Final = "not stated"


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
    >>> named = ActorNamed(occurred="2017-01-30", actor="UCDP:4456", names="Lakeside rebels")
    >>> register = Register([named])
    >>> register.name("UCDP:4456"), register.name("AZE"), register.name("NORTH")
    ('Lakeside rebels', 'Azerbaijan', 'NORTH')
    >>> register.resolve("Lakeside Rebels"), list(register)
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
        """Return whether an actor, or one of which it is a part, is on record or in the registry."""
        return code in self._on_record or self._known(code) is not None

    def is_named(self, code: str) -> bool:
        """Return whether an actor has a name: stated, of the registry, or as a part of another.

        >>> from peacetalks.events import ActorNamed
        >>> register = Register([ActorNamed(occurred="2031", actor="NORTH", names="Northland")])
        >>> register.is_named("NORTH-MOD"), register.name("NORTH-MOD"), register.is_named("SOUTH")
        (True, 'Northland (MOD)', False)
        """
        stated = self._on_record.get(code)
        return (stated is not None and stated.name is not None) or self._known(code) is not None

    def name(self, code: str) -> str:
        """Return the name to show for a code; the code itself, where nobody gives it a name."""
        stated = self._on_record.get(code)
        if stated is not None and stated.name is not None:
            return stated.name
        known = self._known(code)
        return code if known is None else known.name

    def sort(self, code: str) -> str | None:
        """Return what sort of actor one is, as stated, else as the registry has it; None: unknown.

        >>> Register().sort("AZE"), Register().sort("AZE-MOD"), Register().sort("NORTH")
        ('state', 'organ', None)
        """
        stated = self._on_record.get(code)
        if stated is not None and stated.sort is not None:
            return stated.sort
        known = self._known(code)
        return None if known is None else known.group

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
        known = self._known(code)
        return None if known is None else known.organ_of

    def within(self, code: str) -> str | None:
        """Return the actor within which an actor stands, as stated, else as the registry has it."""
        stated = self._on_record.get(code)
        if stated is not None and (stated.organ_of or stated.within):
            return stated.within
        known = self._known(code)
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
        """Return the codes of all actors that a code, a name or a scheme's id can mean.

        A code that is stated means its actor. One that the registry alone has may be a name on
        record as well: then it can mean both.

        >>> from peacetalks.events import ActorNamed
        >>> named = ActorNamed(occurred="2031", actor="UCDP:1", names="PKK")
        >>> Register([named]).meanings("PKK"), Register([named]).meanings("AZE")
        (('PKK', 'UCDP:1'), ('AZE',))
        """
        told = text.strip()
        if scheme is not None:
            day = to_when(on)
            owners = self._by_id.get((scheme, told), ())
            stated = dict.fromkeys(code for code, valid in owners if share_a_day(valid, day))
            known = self.registry.resolve(told, scheme, on) if scheme in SCHEMES else None
            return tuple(stated) or (() if known is None else (known,))
        if told in self._on_record:
            return (told,)
        found = self._stated.meanings(told, on)
        if self._known(told) is not None:
            return tuple(dict.fromkeys((told, *found)))
        return tuple(dict.fromkeys((*found, *self.registry.meanings(told, on))))

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return at most three codes that were perhaps meant: first of those on record."""
        near = (*self._stated.suggest(text), *self.registry.suggest(text))
        return tuple(code for code in dict.fromkeys(near) if code != text)[:_MOST_SUGGESTED]

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
        return on_record(self.statements)

    @functools.cached_property
    def _stated(self) -> Registry:
        """Those with a name on record, to be found by it as those of the registry are."""
        return Registry(
            Actor(one.code, one.name, one.sort or "other", one.names, valid=one.valid)
            for one in self._on_record.values()
            if one.name is not None
        )

    @functools.cached_property
    def _by_id(self) -> Mapping[tuple[str, str], tuple[Dated, ...]]:
        return by_id(self.statements)

    def _is_shared(self, name: str, code: str) -> bool:
        """Return whether another actor is shown by a name that reads the same, or has it for a code."""
        if name != code and (name in self._on_record or name in self.registry):
            return True
        spelt = plain(name)
        alike = {*self._stated.meanings(name), *self.registry.meanings(name)}
        return any(plain(self.name(one)) == spelt for one in alike if one != code)

    def _known(self, code: str) -> Actor | None:
        """Return the actor of a code as the registry has it, or as a part of one that is stated."""
        known = self.registry.get(code)
        if "-" not in code or (known is not None and not self.registry.is_part(code)):
            return known
        head = code.rpartition("-")[0] if is_code(code) else ""
        while head:
            stated = self._on_record.get(head)
            if stated is not None and stated.name is not None:
                return made_up(code, Actor(head, stated.name, stated.sort or "other"))
            if head in self.registry and not self.registry.is_part(head):
                return known
            head = head.rpartition("-")[0]
        return known
