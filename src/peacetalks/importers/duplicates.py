"""Rows that a data set wrote again: found, counted, and proposed to be merged; never merged here.

Machine coders write the same act again and again: for each sentence of an article, each place in
it, each time the article is read anew. ``duplicates`` reads events and returns what it found, a
value that prints as a table of counts and gives one ``EventsMerged`` for each fact. Proposals
belong into the stream of the events they name, so it is asked of one stream at a time::

    found = duplicates((record.event for record in log.read("ARM-AZE")), occurred="2024-05-01")
    print(found)
    log.append("ARM-AZE", found)

Two events are one fact if they are of one kind and one day, say the same of the same actors,
stand under the same code of their data set, and were read in one article (or are placed at one
place). The first stays; whoever appends the proposals decides that they are one.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Final, Literal, TypeAlias, cast, final

import attrs
from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.events import Event, EventsMerged
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers.cameo_pairs import counterpart
from peacetalks.importers.names import identifier
from peacetalks.plural import many
from peacetalks.values import ExternalId
from peacetalks.when import When, WhenLike

__all__ = ["By", "Duplicates", "duplicates"]

By: TypeAlias = Literal["article", "place"]
"""What two events of one fact share beside day, code and actors."""

_WAYS: Final = ("article", "place")
_STORIES: Final = frozenset({"icews-story"})
_OF_ALL: Final = frozenset(
    field.name for field in attrs.fields(Event) if field.name not in {"claimed_by", "act"}
)
_UNORDERED: Final = frozenset({"participants", "parties", "invitees"})
_CAMEO: Final = "cameo-"
_DIGEST: Final = 16


@final
@frozen
class Duplicates:
    """What was found; iterating gives the proposals.

    Attributes:
        by: what the events of one fact share.
        events: how many events were read.
        without: how many of them name no article, or no place, and so are like no other.
        kinds: how many events are repetitions, by kind.
        proposals: what is proposed, a fact each, in the order of the first events.
    """

    by: By
    events: int
    without: int
    kinds: Mapping[str, int]
    proposals: tuple[EventsMerged, ...]

    @property
    def facts(self) -> int:
        """How many facts there are that several events tell."""
        return len(self.proposals)

    @property
    def repetitions(self) -> int:
        """How many events only repeat another."""
        return sum(self.kinds.values())

    def __iter__(self) -> Iterator[EventsMerged]:
        return iter(self.proposals)

    def __len__(self) -> int:
        return len(self.proposals)

    def __str__(self) -> str:
        most = sorted(self.kinds.items(), key=lambda item: (-item[1], item[0]))
        return "\n".join(
            [
                (
                    f"{self.repetitions:,} of {self.events:,} events repeat one of "
                    f"{many(self.facts, 'fact')} (same kind, day, code, actors and {self.by})"
                ),
                *(f"  {number:>9,}  {kind}" for kind, number in most),
                *([f"  {self.without:,} name no {self.by}"] if self.without else []),
            ]
        )


def duplicates(
    events: Iterable[Event],
    *,
    occurred: WhenLike,
    by: By = "article",
    ignoring: Collection[str] = _STORIES,
) -> Duplicates:
    """Return which events tell a fact again that an earlier one tells.

    An entry of about 300 bytes is held for each distinct fact, and none of the events.

    Args:
        events: the events, in order: the first of a fact is the one that stays.
        occurred: the day of the decision that they are one, which is when the proposals occurred.
        by: whether they must share the article, or the place. By place also joins what several
            papers report, and a second act of the same day and place.
        ignoring: schemes of external ids that tell rows apart and say nothing of the act.

    Raises:
        InvalidValue: for another ``by``.

    >>> from peacetalks.events import AttackReported
    >>> from peacetalks.values import ExternalId, Source
    >>> def attack(number, against="GBR"):
    ...     return AttackReported(
    ...         occurred="2020-11-13", id=f"gdelt:{number}", by="AFG", against=against,
    ...         sources=Source("example.org", url="https://example.org/a"),
    ...         external_ids=(ExternalId("gdelt", str(number)), ExternalId("cameo-gdelt", "190")),
    ...     )
    >>> found = duplicates([attack(1), attack(2), attack(3, "FRA")], occurred="2024-05-01")
    >>> found.proposals[0].canonical, found.proposals[0].duplicates
    ('gdelt:1', ('gdelt:2',))
    >>> print(found)
    1 of 3 events repeat one of 1 fact (same kind, day, code, actors and article)
              1  attack-reported
    """
    if by not in _WAYS:
        raise InvalidValue("no way to tell duplicates", value=by, accepted=", ".join(_WAYS))
    first: dict[bytes, str] = {}
    again: dict[str, list[str]] = {}
    kinds: Counter[str] = Counter()
    read = without = 0
    for event in events:
        read += 1
        where = _article(event) if by == "article" else _place(event)
        if where is None:
            without += 1
            continue
        kept = first.setdefault(_digest(event, where, ignoring), event.id)
        if kept != event.id:
            again.setdefault(kept, []).append(event.id)
            kinds[event.kind] += 1
    day, note = When(occurred), f"same kind, day, code, actors and {by}"
    order = (id_ for id_ in first.values() if id_ in again)
    proposals = (
        EventsMerged(occurred=day, canonical=id_, duplicates=tuple(again[id_]), note=note)
        for id_ in order
    )
    return Duplicates(by, read, without, FrozenMap(kinds), tuple(proposals))


def _digest(event: Event, where: object, ignoring: Collection[str]) -> bytes:
    own = event.external_ids[0].scheme if event.external_ids else None
    rows = tuple(
        f"{one.scheme}:{identifier(one.id)}" for one in event.external_ids if one.scheme == own
    )
    codes = sorted(
        {
            (one.scheme, _sided(one))
            for one in event.external_ids
            if one.scheme != own and one.scheme not in ignoring
        }
    )
    told = [_plain(name, getattr(event, name), rows) for name in _told(type(event))]
    text = repr((event.kind, event.occurred.text, codes, told, where))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def _fields(kind: type[Event]) -> tuple[str, ...]:
    """Return the fields that say what happened."""
    return tuple(field.name for field in attrs.fields(kind) if field.name not in _OF_ALL)


def _sided(code: ExternalId) -> str:
    """Return a code, of CAMEO the same for both sides: a visit is one, whoever is named first."""
    other = counterpart(code.id) if code.scheme.startswith(_CAMEO) else None
    return code.id if other is None else min(code.id, other)


_told = cast("Callable[[type[Event]], tuple[str, ...]]", functools.cache(_fields))


def _plain(name: str, value: object, rows: tuple[str, ...]) -> object:
    """Return what a field says, without identifiers made of the row, which are its own."""
    if isinstance(value, str) and value.startswith(rows):
        return None
    if name in _UNORDERED and isinstance(value, tuple):
        return sorted(map(repr, cast("tuple[object, ...]", value)))
    return value


def _article(event: Event) -> object:
    told = [(source.publisher, source.url, source.locator) for source in event.sources]
    return told if any(url or locator for _, url, locator in told) else None


def _place(event: Event) -> object:
    place = event.place
    return None if place is None else (place.name, place.country, place.latitude, place.longitude)
