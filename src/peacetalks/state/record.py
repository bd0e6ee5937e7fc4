"""Parts of a state: facts that stay on record, and acts with several accounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final, cast, final

from attrs import define, field, frozen

from peacetalks.actors.code import Codes
from peacetalks.events import Event
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.state.part import Part, sealed

__all__ = ["Account", "Act", "ActDraft", "OnRecord", "OnRecordDraft"]


def __dir__() -> list[str]:
    return sorted(__all__)


@final
@frozen(weakref_slot=False)
class Account:
    """One account of an act.

    Attributes:
        claimed_by: the parties whose account it is; empty: stated as fact.
        label: their name for the act: from a ``labels`` field, or else the kind of the event.
        on: the date of the act.
        event: the event that gives the account.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> state.parts.acts["statement-2020-11-signing"].accounts[0].claimed_by
    ('ARM', 'RUS')
    """

    claimed_by: Codes
    label: str
    on: When
    event: Event = field(eq=False, repr=False)


@define(weakref_slot=False)
class ActDraft(Part):
    """An act with several accounts while the reducer writes it."""

    growing: ClassVar[tuple[str, ...]] = ("accounts",)

    act: str
    accounts: tuple[Account, ...] = ()


@final
@sealed
class Act(ActDraft):
    """An act that may have several accounts; of rival accounts, the first was folded.

    Attributes:
        act: its identifier.
        accounts: the accounts, in order.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> [account.label for account in state.parts.acts["moscow-2022-12-absence"].accounts]
    ['meeting-refused', 'meeting-postponed']
    """


_NO_WRITERS: Final = cast("dict[str, Event]", FrozenMap[str, Event]())
"""Shared by all facts on record: each is its own only writer."""
_BYTES_ON_RECORD: Final = 250
"""Measured with tracemalloc on 100,000 attacks."""


@define(weakref_slot=False)
class OnRecordDraft(Part):
    """A fact that stays on record while the reducer writes it."""

    kind: str
    key: tuple[object, ...]
    event: Event
    # There may be one for each fact of a data set, so it must be small.
    _because: dict[str, Event] = field(default=_NO_WRITERS, eq=False, repr=False, kw_only=True)

    def events_behind(self, other: Part | None = None) -> Iterator[Event]:  # noqa: ARG002 # one event
        """Yield its event."""
        yield self.event

    @property
    def weight(self) -> int:
        """Its approximate size in bytes."""
        return _BYTES_ON_RECORD


@final
@sealed
class OnRecord(OnRecordDraft):
    """A fact that stays on record: for good, or until a later fact about the same thing.

    An attack or a statement stays for good, under its id. An assessment or a mandate stays until a
    later one replaces it: its kind has a ``last_word``.

    Attributes:
        kind: the tag of its kind.
        key: the id of the fact, or the fields that a later fact must share to replace it.
        event: the fact itself.

    >>> import peacetalks as pt
    >>> state = pt.History(pt.datasets.south_caucasus()).state(on="2023-11-17")
    >>> kinds = {part.kind for part in state.parts.on_record.values()}
    >>> "statement-made" in kinds
    True
    """
