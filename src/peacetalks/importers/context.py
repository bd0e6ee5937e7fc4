"""``Context``: what a converter is told beside the row, the same for a whole import.

Actors are found through the alias tables of a registry. Who is in none of them is given a code
of the data set's own (``"UCDP:6711"``), and is reported once, with the first row that names it.
"""

from __future__ import annotations

import functools
from typing import Final, final

from attrs import frozen

from peacetalks.actors import Registry, world
from peacetalks.errors import shown
from peacetalks.importers.codes import ACTOR
from peacetalks.importers.names import identifier
from peacetalks.importers.row import Row
from peacetalks.values import ExternalId
from peacetalks.when import When

__all__ = ["Context", "UnknownActor"]

_MOST: Final = 30_000
_LONGEST: Final = 200


@final
@frozen
class UnknownActor:
    """An actor of a data set that the registry does not know.

    Attributes:
        code: the code it was given.
        name: what the data set calls it.
        line: the first line that names it.
    """

    code: str
    name: str
    line: int | None


@final
class Context:
    """What a converter is told beside the row.

    Args:
        scheme: whose ids the rows have.
        release: the release of the data set.
        published: when the release was published.
        registry: the actors that are known.

    Attributes:
        scheme: whose ids the rows have, as ``"ucdp-ged"``.
        release: the release, as ``"18.1"``; None: not stated.
        published: when the release was published; None: not stated.
        unknown: the actors met that the registry does not know, by code; the first 30,000.
    """

    __slots__ = (
        "_is_full",
        "_resolve",
        "published",
        "registry",
        "release",
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
    ) -> None:
        self.scheme: str = scheme
        self.release: str | None = release
        self.published: When | None = published
        self.registry: Registry = world() if registry is None else registry
        self.unknown: dict[str, UnknownActor] = {}
        self._is_full = False
        self._resolve = functools.lru_cache(maxsize=1 << 14)(self.registry.resolve)

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

    def own(self, row: Row, code: str, name: str) -> str:
        """Return the data set's own code of an actor; one the registry has not is reported, once.

        Args:
            row: the row that names it.
            code: its code, made by ``peacetalks.importers.names.code``.
            name: what the data set calls it.
        """
        if code in self.unknown or code in self.registry:
            return code
        if len(self.unknown) < _MOST:
            self.unknown[code] = UnknownActor(code, name[:_LONGEST], row.line)
            row.find(ACTOR, f"not in the registry of actors: {shown(name)}; it stands as {code!r}")
        elif not self._is_full:
            self._is_full = True
            row.find(ACTOR, f"more than {_MOST:,} actors are not in the registry; no more are told")
        return code


@functools.lru_cache(maxsize=1 << 12)
def _external(scheme: str, id: str, release: str | None) -> ExternalId:  # noqa: A002 # as above
    """Return an id in another scheme, which many rows have."""
    return ExternalId(scheme, id, release)
