"""Find and count events that a data set repeats, and propose to merge them.

Machine coders write the same act several times: for each sentence of an article, for each place in
it, and each time they read the article. ``duplicates`` reads events and returns a value that prints
as a table of counts and gives one ``EventsMerged`` for each fact. It merges nothing itself. A
proposal belongs in the stream of the events it names, so pass it one stream at a time::

    found = duplicates((record.event for record in log.read("ARM-AZE")), occurred="2024-05-01")
    print(found)
    log.append("ARM-AZE", found)

Two events count as one fact if they have the same kind and day, say the same about the same actors,
have the same code in their data set, and come from the same article (or happened at the same
place). The first is kept. To append the proposals is to decide that they are right.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Final, Literal, TypeAlias, cast, final

import attrs
from attrs import frozen

from peacetalks._support.wording import count_noun
from peacetalks.errors import InvalidValue
from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventsMerged
from peacetalks.importers.cameo.pairing import counterpart
from peacetalks.importers.identifiers import identifier
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When, WhenLike
from peacetalks.values.facts import ExternalId

__all__ = ["By", "Duplicates", "duplicates"]

By: TypeAlias = Literal["article", "place"]
"""What two events of one fact have in common, in addition to day, code and actors."""

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
    """The duplicates among some events; iterate over it for the proposals.

    Attributes:
        by: what the events of one fact have in common, ``"article"`` or ``"place"``.
        events: how many events were read.
        without: how many of them have no article (or no place), so they match no other event.
        kinds: how many events are repetitions, by kind.
        proposals: one proposal for each fact, in the order of the first events.
    """

    by: By
    events: int
    without: int
    kinds: Mapping[str, int]
    proposals: tuple[EventsMerged, ...]

    @property
    def facts(self) -> int:
        """How many facts are reported by several events."""
        return len(self.proposals)

    @property
    def repetitions(self) -> int:
        """How many events repeat an earlier one."""
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
                    f"{count_noun(self.facts, 'fact')} (same kind, day, code, actors and {self.by})"
                ),
                *(f"  {number:>9,}  {kind}" for kind, number in most),
                *([f"  {self.without:,} without {self.by}"] if self.without else []),
            ]
        )


def duplicates(
    events: Iterable[Event],
    *,
    occurred: WhenLike,
    by: By = "article",
    ignoring: Collection[str] = _STORIES,
) -> Duplicates:
    """Return the events that repeat the fact of an earlier event.

    It keeps about 300 bytes in memory for each distinct fact, and none of the events.

    Args:
        events: the events, in order; the first event of each fact is kept.
        occurred: the day on which it is decided that they are duplicates, the date of the proposals.
        by: whether they must have the article or the place in common. ``"place"`` also joins the
            reports of several papers, and a second act at the same place on the same day.
        ignoring: schemes of external ids that distinguish rows but not acts.

    Raises:
        InvalidValue: if ``by`` is neither ``"article"`` nor ``"place"``.

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
        raise InvalidValue("not a way to find duplicates", value=by, accepted=", ".join(_WAYS))
    first: dict[bytes, str] = {}
    repeats: dict[str, list[str]] = {}
    kinds: Counter[str] = Counter()
    total = without = 0
    for event in events:
        total += 1
        where = _article(event) if by == "article" else _place(event)
        if where is None:
            without += 1
            continue
        kept = first.setdefault(_digest(event, where, ignoring), event.id)
        if kept != event.id:
            repeats.setdefault(kept, []).append(event.id)
            kinds[event.kind] += 1
    day, note = When(occurred), f"same kind, day, code, actors and {by}"
    order = (id_ for id_ in first.values() if id_ in repeats)
    proposals = (
        EventsMerged(occurred=day, canonical=id_, duplicates=tuple(repeats[id_]), note=note)
        for id_ in order
    )
    return Duplicates(by, total, without, FrozenMap(kinds), tuple(proposals))


def _digest(event: Event, where: object, ignoring: Collection[str]) -> bytes:
    scheme = event.external_ids[0].scheme if event.external_ids else None
    rows = tuple(
        f"{one.scheme}:{identifier(one.id)}" for one in event.external_ids if one.scheme == scheme
    )
    codes = sorted(
        {
            (one.scheme, _same_for_both_sides(one))
            for one in event.external_ids
            if one.scheme != scheme and one.scheme not in ignoring
        }
    )
    content = [
        _without_row_ids(name, getattr(event, name), rows) for name in _content_fields(type(event))
    ]
    text = repr((event.kind, event.occurred.text, codes, content, where))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def _fields(kind: type[Event]) -> tuple[str, ...]:
    """Return the fields that say what happened."""
    return tuple(field.name for field in attrs.fields(kind) if field.name not in _OF_ALL)


def _same_for_both_sides(code: ExternalId) -> str:
    """Return a code; two CAMEO codes for the sides of one act, as of a visit, give the same code."""
    other = counterpart(code.id) if code.scheme.startswith(_CAMEO) else None
    return code.id if other is None else min(code.id, other)


_content_fields = cast("Callable[[type[Event]], tuple[str, ...]]", functools.cache(_fields))


def _without_row_ids(name: str, value: object, rows: tuple[str, ...]) -> object:
    """Return the value of a field, or None if it is an identifier made from the id of the row."""
    if isinstance(value, str) and value.startswith(rows):
        return None
    if name in _UNORDERED and isinstance(value, tuple):
        return sorted(map(repr, cast("tuple[object, ...]", value)))
    return value


def _article(event: Event) -> object:
    cited = [(source.publisher, source.url, source.locator) for source in event.sources]
    return cited if any(url or locator for _, url, locator in cited) else None


def _place(event: Event) -> object:
    place = event.place
    return None if place is None else (place.name, place.country, place.latitude, place.longitude)
