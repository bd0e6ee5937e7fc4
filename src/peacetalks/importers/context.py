"""``Context``: what a converter is told beside the row, the same for a whole import.

It is where a converter asks who is meant: ``context.actor(row, name, ...)`` for a name,
``context.resolve(code, scheme, day)`` for a code of a known scheme. A name is resolved only when
all of it is understood (``peacetalks.importers.actors``). Who is not known is given a code of the
data set's own (``"UCDP:6711"``), or one within the state that the name begins with, and is
reported once. The row keeps whom it names, and the import states them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar, cast, final

from peacetalks.actors import Registry, world
from peacetalks.errors import shown
from peacetalks.events import ActorNamed, ActorSort
from peacetalks.importers.actors import Understood, part_of, understanding
from peacetalks.importers.codes import ACTOR
from peacetalks.importers.names import identifier
from peacetalks.importers.row import Named, Row, Said, UnknownActor
from peacetalks.importers.statements import LONGEST, Answer, only_in, said_of, statement
from peacetalks.values import ExternalId, Source
from peacetalks.when import When

__all__ = ["Context", "Remembers"]

P = ParamSpec("P")
T = TypeVar("T")

_MOST: Final = 30_000


class Remembers(Protocol):
    """Gives what a function of a context and of texts gives, as it was when it was first asked.

    >>> Context("acled").remembered(lambda context, name: context.resolve(name), "Armenia")
    'ARM'
    """

    def __call__(
        self, function: Callable[Concatenate[Context, P], T], *args: P.args, **_: P.kwargs
    ) -> T:
        """Return what the function gives."""
        ...


@final
class Context:
    """What a converter is told beside the row.

    Args:
        scheme: whose ids the rows have.
        release: the release of the data set.
        published: when the release was published.
        registry: the actors that are known.
        source: the data set, as the source of what it calls its actors.

    Attributes:
        scheme: whose ids the rows have, as ``"ucdp-ged"``.
        release: the release, as ``"18.1"``; None: not stated.
        published: when the release was published; None: not stated.
        registry: the actors that are known.
        unknown: the actors met that the registry does not know, by code; the first 30,000.
        remembered: gives what a function of the context and of texts gives, which many rows have;
            the function is asked once for the same texts.
    """

    __slots__ = (
        "_answer",
        "_bodies",
        "_codes",
        "_fell_out",
        "_is_full",
        "_of_study",
        "_resolve",
        "_said",
        "_sources",
        "_understood",
        "published",
        "registry",
        "release",
        "remembered",
        "scheme",
        "unknown",
    )

    def __init__(
        self,
        scheme: str,
        *,
        release: str | None = None,
        published: When | None = None,
        registry: Registry | None = None,
        source: Source | None = None,
    ) -> None:
        self.scheme: str = scheme
        self.release: str | None = release
        self.published: When | None = published
        self.registry: Registry = world() if registry is None else registry
        self.unknown: dict[str, UnknownActor] = {}
        self._sources = () if source is None else (source,)
        self._is_full = False
        self._codes = frozenset(actor.code for actor in self.registry)
        self._bodies: dict[str, Named] = {}
        self._fell_out: set[str] = set()
        self._said: set[Said] = set()
        self._of_study = only_in(self.registry)
        self._resolve = functools.lru_cache(maxsize=1 << 14)(self.registry.resolve)
        self._understood = understanding(self.registry)
        # The cache forgets types.
        self.remembered: Remembers = cast(
            "Remembers", functools.lru_cache(maxsize=1 << 14)(self._asked)
        )
        self._answer = functools.lru_cache(maxsize=1 << 14)(self._answered)

    def id(self, key: str, *parts: str) -> str:
        """Return the id of an event made of a row.

        >>> Context("ucdp-ged").id("239008", "killed", "a")
        'ucdp-ged:239008:killed:a'
        """
        return ":".join((self.scheme, identifier(key), *parts))

    def external(self, id: str, scheme: str | None = None) -> ExternalId:  # noqa: A002 # the value's own word
        """Return an id in the data set, or in another scheme, with the release."""
        if scheme is None or scheme == self.scheme:
            return ExternalId(self.scheme, id, self.release)
        return _external(scheme, id, self.release)

    def resolve(self, text: str, scheme: str | None = None, on: str | None = None) -> str | None:
        """Return the code of an actor that the registry knows; None: it knows none."""
        return self._resolve(text, scheme, on)

    def understood(self, name: str, on: str | None = None) -> Understood:
        """Return what is understood of a name on a day, and what is not.

        >>> Context("acled").understood("Military Forces of Yemen (2022-)").whole
        'YEM'
        """
        return self._understood(name, on)

    def actor(
        self,
        row: Row,
        name: str,
        *,
        own: str,
        slot: str | None,
        on: str | None = None,
        ids: tuple[tuple[str, str], ...] = (),
        sort: ActorSort | None = None,
    ) -> str:
        """Return the code of the actor that a row names, and keep with the row what it is called.

        Args:
            row: the row that names it.
            name: what the data set calls it.
            own: its code if nobody is known by the name, made by ``names.code``.
            slot: as what it is named, as ``"side a"``; None: not as somebody who acts.
            on: the day of the row.
            ids: what it is called in other schemes, as ``(("ucdp-actor", "303"),)``.
            sort: what sort of actor it is, if it is not known.

        >>> context, row = Context("acled"), Row([], [])
        >>> context.actor(row, "Military Forces of Russia (2000-) Navy", own="X", slot="actor1")
        'RUS'
        >>> context.actor(row, "Police Forces of Libya (2014-) Tripoli", own="X", slot="actor2")
        'LBY-TRIPOLI'
        >>> print(row.findings[0].message.partition(";")[2])
         it stands as 'LBY-TRIPOLI', within 'LBY'
        """
        answer = self._answer(name, own, on, ids, sort)
        if not answer.is_known and answer.code not in self.unknown:
            self._report(row, name, answer)
        row.named.append(Named(slot, name, answer.code, answer.said))
        if answer.said is not None and answer.said.within in self._of_study:
            row.named.append(self.as_known(None, "", answer.said.within))
        return answer.code

    def known(
        self,
        row: Row,
        name: str,
        code: str,
        *,
        slot: str | None,
        ids: tuple[tuple[str, str], ...] = (),
    ) -> str:
        """Return the code of an actor that was found otherwise than by its name, and keep it.

        Args:
            row: the row that names it.
            name: what the data set calls it.
            code: its code in the registry.
            slot: as what it is named; None: not as somebody who acts.
            ids: what it is called in schemes that the registry does not have.
        """
        row.named.append(self.as_known(slot, name, code, ids))
        return code

    def as_known(
        self,
        slot: str | None,
        name: str,
        code: str,
        ids: tuple[tuple[str, str], ...] = (),
    ) -> Named:
        """Return an actor of the registry, as a row names it.

        All is said of one that only the registry of a study has: a log is read without it.

        Args:
            slot: as what it is named; None: not as somebody who acts.
            name: what the data set calls it.
            code: its code in the registry.
            ids: what it is called in schemes that the registry does not have.
        """
        own = self._of_study.get(code)
        if own is not None:
            return Named(slot, name, code, said_of(own, name, ids))
        return Named(slot, name, code, Said(code, "", ids=ids) if ids else None)

    def part(
        self, row: Row, name: str, code: str, of: str, *, slot: str | None, is_organ: bool
    ) -> str:
        """Return the code of a part of a known actor, and keep with the row what it is called.

        Args:
            row: the row that names it.
            name: what the data set calls it.
            code: its code, which begins with that of the other.
            of: the other.
            slot: as what it is named; None: not as somebody who acts.
            is_organ: whether its acts count for the other: never once they fought each other.
        """
        if is_organ and code not in self._fell_out:
            said = Said(code, name[:LONGEST], "organ", organ_of=of)
        else:
            said = Said(code, name[:LONGEST], within=of)
        row.named.append(Named(slot, name, code, said))
        if of in self._of_study:
            row.named.append(self.as_known(None, "", of))
        return code

    def own(
        self,
        row: Row,
        code: str,
        name: str,
        slot: str | None = "",
        *,
        text: str | None = None,
        ids: tuple[tuple[str, str], ...] = (),
        sort: ActorSort | None = None,
    ) -> str:
        """Return the data set's own code of an actor; one the registry has not is reported, once.

        Args:
            row: the row that names it.
            code: its code, made by ``peacetalks.importers.names.code``.
            name: what the data set calls it.
            slot: as what it is named; None: not as somebody who acts.
            text: what tells it from others in the row, if that is not its name.
            ids: what it is called in other schemes.
            sort: what sort of actor it is, if it is not known.
        """
        if code in self.registry:
            return self.known(row, text or name, code, slot=slot, ids=ids)
        if code not in self.unknown:
            self._report(row, name, Answer(code, None, is_known=False))
        said = Said(code, name[:LONGEST], sort, ids=ids)
        row.named.append(Named(slot, text or name, code, said))
        return code

    def body(self, row: Row, code: str, name: str) -> str:
        """Return the code of a body that counted or told, as the publisher of a data set.

        Args:
            row: the row.
            code: its code.
            name: what it is called in full.
        """
        named = self._bodies.get(code)
        if named is None:
            named = Named(None, name, code, Said(code, name, sort="organisation"))
            if code in self.registry:
                named = self.as_known(None, name, code)
            self._bodies[code] = named
        row.named.append(named)
        return code

    def fell_out(self, named: Named) -> Named:
        """Return an organ that fought the actor it belongs to: it stands within it from now on."""
        if named.said is None or named.said.organ_of is None:
            return named
        self._fell_out.add(named.code)
        of = named.said.organ_of
        return named._replace(said=named.said._replace(sort=None, organ_of=None, within=of))

    def kept_apart(self, row: Row, named: Named, on: str | None = None) -> Named:
        """Return an actor that faces another name of it: with a code made of all that it is called.

        What the registry calls the actor is the actor itself, and stays.
        """
        if self.resolve(named.text, None, on) == named.code:
            return named
        code = part_of(named.code, named.text)
        said = Said(code, named.text[:LONGEST], "faction", within=named.code)
        if code not in self.unknown:
            self._report(row, named.text, Answer(code, said, is_known=False))
        return Named(named.slot, named.text, code, said)

    def hears(self, said: Said, occurred: When) -> bool:
        """Take in what a row says of an actor, and return whether it may be stated.

        Args:
            said: what it says.
            occurred: when the row was about.

        Returns:
            False after 30,000 different sayings: no more are stated.

        Raises:
            InvalidValue: if nothing can be stated of it, as of what is no code.
        """
        if said in self._said:
            return True
        if len(self._said) >= _MOST:
            return False
        self.statement(said, occurred)
        self._said.add(said)
        return True

    def statement(self, said: Said, occurred: When, known: When | None = None) -> ActorNamed:
        """Return what is stated of an actor, the same for the same row.

        Args:
            said: what a row says of it.
            occurred: when the row was about.
            known: when the row became known; None: not stated.
        """
        return statement(said, occurred, known, self.scheme, self._sources)

    @property
    def statements(self) -> int:
        """How many different things rows said of actors."""
        return len(self._said)

    # Inside

    def _asked(self, function: Callable[..., T], *args: object) -> T:
        return function(self, *args)

    def _answered(
        self,
        name: str,
        own: str,
        on: str | None,
        ids: tuple[tuple[str, str], ...],
        sort: ActorSort | None,
    ) -> Answer:
        found = self._understood(name, on)
        called = name[:LONGEST]
        code = own if found.code is None else found.code
        within = code if found.code is not None and found.rest else None
        if within is not None:
            code = part_of(within, found.rest)
        if found.whole is not None or code in self._codes:
            return Answer(code, self.as_known(None, name, code, ids).said, is_known=True)
        said = Said(code, called, "faction" if within else sort, within=within, ids=ids)
        return Answer(code, said, is_known=False, candidates=found.candidates)

    def _report(self, row: Row, name: str, answer: Answer) -> None:
        if len(self.unknown) >= _MOST:
            if not self._is_full:
                self._is_full = True
                row.find(
                    ACTOR, f"more than {_MOST:,} actors are not in the registry; no more are told"
                )
            return
        self.unknown[answer.code] = UnknownActor(answer.code, name[:LONGEST], row.line)
        why = f"not in the registry of actors: {shown(name)}"
        if answer.candidates:
            why = f"{shown(name)} can be {' or '.join(answer.candidates)}, and is taken for neither"
        within = f", within {answer.said.within!r}" if answer.said and answer.said.within else ""
        row.find(ACTOR, f"{why}; it stands as {answer.code!r}{within}")


@functools.lru_cache(maxsize=1 << 12)
def _external(scheme: str, id: str, release: str | None) -> ExternalId:  # noqa: A002 # as above
    """Return an id in another scheme, which many rows have."""
    return ExternalId(scheme, id, release)
