"""``Context``: what a converter gets in addition to the row, the same for a whole import.

A converter asks it who is meant: ``context.actor(row, name, ...)`` for a name,
``context.resolve(code, scheme, day)`` for a code of a known scheme. A name is resolved only if all
of it is understood (``peacetalks.importers.actors.resolution``). An unknown actor gets a code of the data set
(``"UCDP:6711"``), or one within the state that its name begins with, and is reported once. The row
keeps the actors it names, and the import states them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar, cast, final

from peacetalks.actors import Registry, world
from peacetalks.errors import shown
from peacetalks.events import ActorSort
from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.findings.imports import ACTOR
from peacetalks.importers.actors.resolution import Understood, part_of, understanding
from peacetalks.importers.actors.statements import LONGEST, Answer, only_in, said_of, statement
from peacetalks.importers.identifiers import identifier
from peacetalks.importers.tables.row import Named, Row, Said, UnknownActor
from peacetalks.primitives.when import When
from peacetalks.values.facts import ExternalId, Source

__all__ = ["Context", "Remembers"]

P = ParamSpec("P")
T = TypeVar("T")

_MOST: Final = 30_000


class Remembers(Protocol):
    """Calls a function of a context and of texts, and caches its answers.

    >>> Context("acled").remembered(lambda context, name: context.resolve(name), "Armenia")
    'ARM'
    """

    def __call__(
        self, function: Callable[Concatenate[Context, P], T], *args: P.args, **_: P.kwargs
    ) -> T:
        """Return what the function returns."""
        ...


@final
class Context:
    """What a converter gets in addition to the row.

    Args:
        scheme: the scheme of the ids of rows.
        release: the release of the data set.
        published: when the release was published.
        registry: the actors that are known.
        source: the data set, as the source of the names of its actors.

    Attributes:
        scheme: the scheme of the ids of rows, as ``"ucdp-ged"``.
        release: the release, as ``"18.1"``; None: not stated.
        published: when the release was published; None: not stated.
        registry: the actors that are known.
        unknown: the actors that are not in the registry, by code; the first 30,000.
        remembered: calls a function of the context and of texts that many rows share, once for
            the same texts.
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
            "Remembers", functools.lru_cache(maxsize=1 << 14)(self._call)
        )
        self._answer = functools.lru_cache(maxsize=1 << 14)(self._look_up)

    def id(self, key: str, *parts: str) -> str:
        """Return the id of an event made from a row.

        >>> Context("ucdp-ged").id("239008", "killed", "a")
        'ucdp-ged:239008:killed:a'
        """
        return ":".join((self.scheme, identifier(key), *parts))

    def external(self, id: str, scheme: str | None = None) -> ExternalId:  # noqa: A002 # the name of the field of ExternalId
        """Return an id in the data set or in another scheme, with the release."""
        if scheme is None or scheme == self.scheme:
            return ExternalId(self.scheme, id, self.release)
        return _external(scheme, id, self.release)

    def resolve(self, text: str, scheme: str | None = None, on: str | None = None) -> str | None:
        """Return the code of an actor in the registry; None if it has no such actor."""
        return self._resolve(text, scheme, on)

    def understood(self, name: str, on: str | None = None) -> Understood:
        """Return what can be understood of a name on a day, and what cannot.

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
        """Return the code of the actor that a row names, and keep its name with the row.

        Args:
            row: the row that names it.
            name: its name in the data set.
            own: its code if the name is not known, made by ``identifiers.code``.
            slot: its role in the row, as ``"side a"``; None if it does not act.
            on: the day of the row.
            ids: its ids in other schemes, as ``(("ucdp-actor", "303"),)``.
            sort: what sort of actor it is, if it is not known.

        >>> context, row = Context("acled"), Row([], [])
        >>> context.actor(row, "Military Forces of Russia (2000-) Navy", own="X", slot="actor1")
        'RUS'
        >>> context.actor(row, "Police Forces of Libya (2014-) Tripoli", own="X", slot="actor2")
        'LBY-TRIPOLI'
        >>> print(row.findings[0].message.partition(";")[2])
         its code is 'LBY-TRIPOLI', within 'LBY'
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
        """Return the code of an actor that was found by other means than its name, and keep it.

        Args:
            row: the row that names it.
            name: its name in the data set.
            code: its code in the registry.
            slot: its role in the row; None if it does not act.
            ids: its ids that are not in the registry.
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

        An actor that is only in the registry of a study is stated in full, since logs are read
        without that registry.

        Args:
            slot: its role in the row; None if it does not act.
            name: its name in the data set.
            code: its code in the registry.
            ids: its ids that are not in the registry.
        """
        of_study = self._of_study.get(code)
        if of_study is not None:
            return Named(slot, name, code, said_of(of_study, name, ids))
        return Named(slot, name, code, Said(code, "", ids=ids) if ids else None)

    def part(
        self, row: Row, name: str, code: str, of: str, *, slot: str | None, is_organ: bool
    ) -> str:
        """Return the code of a part of a known actor, and keep its name with the row.

        Args:
            row: the row that names it.
            name: its name in the data set.
            code: its code, which begins with the code of the whole.
            of: the code of the whole.
            slot: its role in the row; None if it does not act.
            is_organ: whether its acts count for the whole; ignored once the two have fought.
        """
        if is_organ and code not in self._fell_out:
            said = Said(code, name[:LONGEST], "organ", organ_of=of)
        else:
            said = Said(code, name[:LONGEST], within=of)
        row.named.append(Named(slot, name, code, said))
        if of in self._of_study:
            row.named.append(self.as_known(None, "", of))
        return code

    def local_code(
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
        """Return a code of the data set for an actor; if it is not in the registry, report it once.

        Args:
            row: the row that names it.
            code: its code, made by ``peacetalks.importers.identifiers.code``.
            name: its name in the data set.
            slot: its role in the row; None if it does not act.
            text: what distinguishes it in the row, if that is not its name.
            ids: its ids in other schemes.
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
        """Return the code of a body that counts or reports, such as the publisher of a data set.

        Args:
            row: the row.
            code: its code.
            name: its full name.
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
        """Return an organ that fought its own actor as a part of it, and no longer as an organ."""
        if named.said is None or named.said.organ_of is None:
            return named
        self._fell_out.add(named.code)
        of = named.said.organ_of
        return named._replace(said=named.said._replace(sort=None, organ_of=None, within=of))

    def kept_apart(self, row: Row, named: Named, on: str | None = None) -> Named:
        """Return an actor that faces itself under another name, with a code made from its whole name.

        If the registry has the name, it means the actor itself, and the code stays.
        """
        if self.resolve(named.text, None, on) == named.code:
            return named
        code = part_of(named.code, named.text)
        said = Said(code, named.text[:LONGEST], "faction", within=named.code)
        if code not in self.unknown:
            self._report(row, named.text, Answer(code, said, is_known=False))
        return Named(named.slot, named.text, code, said)

    def hears(self, said: Said, occurred: When) -> bool:
        """Note what a row says about an actor, and return whether it may be stated.

        Args:
            said: what it says.
            occurred: the time the row is about.

        Returns:
            False after 30,000 different values: no more are stated.

        Raises:
            InvalidValue: if no valid statement can be made of it, as with an invalid code.
        """
        if said in self._said:
            return True
        if len(self._said) >= _MOST:
            return False
        self.statement(said, occurred)
        self._said.add(said)
        return True

    def statement(self, said: Said, occurred: When, known: When | None = None) -> ActorNamed:
        """Return the statement about an actor, the same for the same row.

        Args:
            said: what a row says about it.
            occurred: the time the row is about.
            known: when the row became known; None: not stated.
        """
        return statement(said, occurred, known, self.scheme, self._sources)

    @property
    def statements(self) -> int:
        """How many different things rows said about actors."""
        return len(self._said)

    # Inside

    def _call(self, function: Callable[..., T], *args: object) -> T:
        return function(self, *args)

    def _look_up(
        self,
        name: str,
        local: str,
        on: str | None,
        ids: tuple[tuple[str, str], ...],
        sort: ActorSort | None,
    ) -> Answer:
        meaning = self._understood(name, on)
        code = local if meaning.code is None else meaning.code
        within = code if meaning.code is not None and meaning.rest else None
        if within is not None:
            code = part_of(within, meaning.rest)
        if meaning.whole is not None or code in self._codes:
            return Answer(code, self.as_known(None, name, code, ids).said, is_known=True)
        sort = "faction" if within else sort
        said = Said(code, name[:LONGEST], sort, within=within, ids=ids)
        return Answer(code, said, is_known=False, candidates=meaning.candidates)

    def _report(self, row: Row, name: str, answer: Answer) -> None:
        if len(self.unknown) >= _MOST:
            if not self._is_full:
                self._is_full = True
                what = f"more than {_MOST:,} actors are not in the registry; others are not listed"
                row.find(ACTOR, what)
            return
        self.unknown[answer.code] = UnknownActor(answer.code, name[:LONGEST], row.line)
        why = f"not in the registry of actors: {shown(name)}"
        if answer.candidates:
            why = f"{shown(name)} can mean {' or '.join(answer.candidates)}, so neither is used"
        within = f", within {answer.said.within!r}" if answer.said and answer.said.within else ""
        row.find(ACTOR, f"{why}; its code is {answer.code!r}{within}")


@functools.lru_cache(maxsize=1 << 12)
def _external(scheme: str, id: str, release: str | None) -> ExternalId:  # noqa: A002 # as above
    """Return an id in another scheme, cached because many rows share it."""
    return ExternalId(scheme, id, release)
