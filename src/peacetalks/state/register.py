"""``Register``: the actors on record, with their names and ids, and the actors they belong to.

A register is the fold of the statements about actors: ``ActorNamed`` gives an actor names,
``ActorAliased`` gives it an id in a scheme, ``ActorSplit`` and ``ActorMerged`` name its successors.
These events are not facts: they count as soon as they are public and recorded, whatever the day of
the state. An actor without a name on record has the name of the registry, or else is shown by its
code.

The words *on record*, *register* and *registry* are defined in ``docs/reference/glossary.md``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, final

from attrs import field, frozen

from peacetalks._support.public_names import publish
from peacetalks.actors import SCHEMES, Actor, Registry, world
from peacetalks.actors.actor import is_code, share_a_day, to_when
from peacetalks.actors.parts import made_up
from peacetalks.actors.spelling import plain
from peacetalks.events import Event
from peacetalks.primitives.when import WhenLike
from peacetalks.state.on_record import Dated, OnRecord, by_id, fold_statements

__all__ = ["OnRecord", "Register"]


def __dir__() -> list[str]:
    return sorted(__all__)


_MOST_SUGGESTED: Final = 3
_UNSTATED: Final = "not stated"


@final
@frozen(eq=False, repr=False, slots=False)
class Register(Mapping[str, OnRecord]):
    """The actors on record: a mapping from codes to what is stated about each.

    Attributes:
        statements: the statements about actors; a later one prevails over an earlier one.
        base: the ``registry`` argument; None: ``peacetalks.world()``.
        worded: the register that gives the names to show; None: this one. It lets two viewpoints
            be compared with the names of one of them.

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
        """The registry of the actors that are known without a statement."""
        return world() if self.base is None else self.base

    def with_statements(self, statements: Iterable[Event]) -> Register:
        """Return a register with further statements, which prevail over the earlier ones."""
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
        """Return whether an actor, or one that it is part of, is on record or in the registry."""
        return code in self._on_record or self._known(code) is not None

    def is_named(self, code: str) -> bool:
        """Return whether an actor has a name: stated, in the registry, or as a part of another.

        >>> from peacetalks.events import ActorNamed
        >>> register = Register([ActorNamed(occurred="2031", actor="NORTH", names="Northland")])
        >>> register.is_named("NORTH-MOD"), register.name("NORTH-MOD"), register.is_named("SOUTH")
        (True, 'Northland (MOD)', False)
        """
        stated = self._on_record.get(code)
        return (stated is not None and stated.name is not None) or self._known(code) is not None

    def name(self, code: str) -> str:
        """Return the name to show for a code; the code itself if it has no name."""
        stated = self._on_record.get(code)
        if stated is not None and stated.name is not None:
            return stated.name
        known = self._known(code)
        return code if known is None else known.name

    def sort(self, code: str) -> str | None:
        """Return the sort of an actor, as stated or else from the registry; None: unknown.

        >>> Register().sort("AZE"), Register().sort("AZE-MOD"), Register().sort("NORTH")
        ('state', 'organ', None)
        """
        stated = self._on_record.get(code)
        if stated is not None and stated.sort is not None:
            return stated.sort
        known = self._known(code)
        return None if known is None else known.group

    def label(self, code: str) -> str:
        """Return the name of an actor with its code, or only the code if it has no name.

        >>> Register().label("AZE"), Register().label("NORTH")
        ('Azerbaijan (AZE)', 'NORTH')
        """
        name = self.name(code)
        return name if name == code else f"{name} ({code})"

    def shown(self, code: str) -> str:
        """Return the name of an actor, with its code if another actor has the same name.

        All texts for readers name actors by this method or by ``listed``.

        >>> from peacetalks.events import ActorNamed
        >>> front = [ActorNamed(occurred="2031", actor=code, names="Front") for code in ("A", "B")]
        >>> Register(front).shown("A"), Register(front[:1]).shown("A")
        ('Front (A)', 'Front')
        """
        if self.worded is not None:
            return self.worded.shown(code)
        shown = self._shown.get(code)
        if shown is None:
            name = self.name(code)
            shown = self.label(code) if self._is_shared(name, code) else name
            self._shown[code] = shown
        return shown

    def listed(self, codes: Iterable[str] | None) -> str:
        """Return the names of actors, joined by "and"; "not stated" for none or an empty code.

        >>> Register().listed(("ARM", "AZE")), Register().listed(None)
        ('Armenia and Azerbaijan', 'not stated')
        """
        names = (self.shown(code) if code else _UNSTATED for code in codes or ())
        return " and ".join(names) or _UNSTATED

    def principal(self, code: str) -> str:
        """Return the code of the actor for which an actor acts: its principal, or itself.

        An organ may belong to another organ. If organs form a circle, each is its own principal.

        >>> from peacetalks.events import ActorNamed
        >>> army = ActorNamed(occurred="2031", actor="ARMY", names="The army", organ_of="NORTH")
        >>> Register([army]).principal("ARMY"), Register().principal("ARMY")
        ('NORTH', 'ARMY')
        """
        principal = self._principals.get(code)
        if principal is None:
            principal = self._principals[code] = self._chain(code)[-1]
        return principal

    def principals(self, codes: Iterable[str] | None) -> tuple[str, ...]:
        """Return the principals of some actors, once each.

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
        """Return whether any of the codes is the actor that a question names, or an organ of it.

        None stands for any actor.

        >>> Register().is_meant("AZE", "ARM", "AZE"), Register().is_meant("AZE"), Register().is_meant(None)
        (True, False, True)
        """
        if whom is None or whom in codes:
            return True
        return any(code and whom in (self._chains.get(code) or self._chain(code)) for code in codes)

    def _chain(self, code: str) -> tuple[str, ...]:
        """Return an actor and the actors above it, up to its principal."""
        chain = self._chains.get(code)
        if chain is None:
            path = [code]
            while (above := self.organ_of(path[-1])) is not None and above not in path:
                path.append(above)
            # In a circle, each actor is its own principal.
            chain = self._chains[code] = (code,) if above is not None else tuple(path)
        return chain

    def organ_of(self, code: str) -> str | None:
        """Return the actor of which an actor is an organ, as stated or else from the registry."""
        stated = self._on_record.get(code)
        if stated is not None and (stated.organ_of or stated.within):
            return stated.organ_of
        known = self._known(code)
        return None if known is None else known.organ_of

    def within(self, code: str) -> str | None:
        """Return the actor within which an actor is, as stated or else from the registry."""
        stated = self._on_record.get(code)
        if stated is not None and (stated.organ_of or stated.within):
            return stated.within
        known = self._known(code)
        return None if known is None else known.within

    def resolve(
        self, text: str, scheme: str | None = None, on: WhenLike | None = None
    ) -> str | None:
        """Return the code of the actor that a code, a name or an id means, without guessing.

        Args:
            text: a code, a name, or an id of ``scheme``.
            scheme: a scheme of ids, as in ``ActorNamed.ids`` or ``peacetalks.actors.SCHEMES``.
            on: the day for which the name or id must be valid.

        Returns:
            None if it means no actor or several; ``meanings`` returns them.
        """
        codes = self.meanings(text, scheme, on)
        return codes[0] if len(codes) == 1 else None

    def meanings(
        self, text: str, scheme: str | None = None, on: WhenLike | None = None
    ) -> tuple[str, ...]:
        """Return the codes of all actors that a code, a name or an id can mean.

        A code on record means only its actor. A code that only the registry has may also be a name
        on record, and then means both.

        >>> from peacetalks.events import ActorNamed
        >>> named = ActorNamed(occurred="2031", actor="UCDP:1", names="PKK")
        >>> Register([named]).meanings("PKK"), Register([named]).meanings("AZE")
        (('PKK', 'UCDP:1'), ('AZE',))
        """
        name = text.strip()
        if scheme is not None:
            day = to_when(on)
            owners = self._by_id.get((scheme, name), ())
            stated = dict.fromkeys(code for code, valid in owners if share_a_day(valid, day))
            known = self.registry.resolve(name, scheme, on) if scheme in SCHEMES else None
            return tuple(stated) or (() if known is None else (known,))
        if name in self._on_record:
            return (name,)
        codes = self._stated.meanings(name, on)
        if self._known(name) is not None:
            return tuple(dict.fromkeys((name, *codes)))
        return tuple(dict.fromkeys((*codes, *self.registry.meanings(name, on))))

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return at most three codes that may be meant, those on record first."""
        near = (*self._stated.suggest(text), *self.registry.suggest(text))
        return tuple(code for code in dict.fromkeys(near) if code != text)[:_MOST_SUGGESTED]

    # Computed from the statements on first use

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
        return fold_statements(self.statements)

    @functools.cached_property
    def _stated(self) -> Registry:
        """A registry of the actors with a name on record, for look-ups by name."""
        return Registry(
            Actor(actor.code, actor.name, actor.sort or "other", actor.names, valid=actor.valid)
            for actor in self._on_record.values()
            if actor.name is not None
        )

    @functools.cached_property
    def _by_id(self) -> Mapping[tuple[str, str], tuple[Dated, ...]]:
        return by_id(self.statements)

    def _is_shared(self, name: str, code: str) -> bool:
        """Return whether another actor has a name that reads the same, or has the name as its code."""
        if name != code and (name in self._on_record or name in self.registry):
            return True
        spelt = plain(name)
        alike = {*self._stated.meanings(name), *self.registry.meanings(name)}
        return any(plain(self.name(other)) == spelt for other in alike if other != code)

    def _known(self, code: str) -> Actor | None:
        """Return an actor from the registry, or made up as a part of one on record; None: unknown."""
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


publish(__name__, OnRecord)
