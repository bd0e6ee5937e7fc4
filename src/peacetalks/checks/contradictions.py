"""Find statements about one actor that hold for the same time and differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.events.clocks import public
from peacetalks.primitives.when import When

__all__ = ["Contradiction", "find_contradictions"]

_Read: TypeAlias = Callable[[ActorNamed], Mapping[str, str]]
"""Reads from a statement what can have one value only, such as the name in each language."""


class Contradiction(NamedTuple):
    """Two statements for the same time that differ, and the key under which they differ."""

    first: ActorNamed
    last: ActorNamed
    key: str


class _Statement(NamedTuple):
    number: int
    event: ActorNamed
    value: str


class _Longest:
    """The statement so far that lasts longest, and the longest one with another value."""

    __slots__ = ("_two",)

    def __init__(self) -> None:
        self._two: list[tuple[float, _Statement]] = []

    def add(self, end: float, one: _Statement) -> None:
        others = [held for held in self._two if held[1].value != one.value]
        same = [held for held in self._two if held[1].value == one.value and held[0] >= end]
        kept = [*others, *(same or [(end, one)])]
        self._two = sorted(kept, key=lambda held: -held[0])[:_KEPT]

    def conflicting(self, start: float, one: _Statement) -> _Statement | None:
        """Return a statement with another value that still lasts at ``start``."""
        lasting = (held for end, held in self._two if end >= start and held.value != one.value)
        return next(lasting, None)


_KEPT: Final = 2


def find_contradictions(statements: Iterable[ActorNamed], read: _Read) -> list[Contradiction]:
    """Return pairs of statements for the same time that differ.

    A statement is the later one of at most one pair. The time needed grows with the number of
    statements, not with the number of pairs.

    Two statements are for the same time if the days on which both are valid overlap. Where one of
    them does not say when it is valid, they are for the same time if both became public at the
    same moment and their days overlap: then neither is the later word.

    Args:
        statements: the statements about one actor, the last word last.
        read: returns the values of a statement by key.

    >>> one, two = (ActorNamed(occurred="2023", actor="A", names=name) for name in ("One", "Two"))
    >>> [(c.first.names["en"], c.key) for c in find_contradictions([one, two], lambda e: e.names)]
    [('One', 'en')]
    """
    by_key: defaultdict[str, list[_Statement]] = defaultdict(list)
    for number, event in enumerate(statements):
        for key, value in read(event).items():
            by_key[key].append(_Statement(number, event, value))
    pairs: dict[tuple[int, str], tuple[_Statement, _Statement, str]] = {}
    for key, numbered in by_key.items():
        for pair in _differing(numbered):
            first, last = sorted(pair)
            pairs.setdefault((last.number, key), (first, last, key))
    return [
        Contradiction(first.event, last.event, key)
        for _, (first, last, key) in sorted(pairs.items(), key=lambda item: item[0])
    ]


def _differing(numbered: list[_Statement]) -> Iterator[tuple[_Statement, _Statement]]:
    """Yield pairs for the same time that differ: each statement with one that began before it."""
    yield from _overlapping([(one.event.valid, one, True) for one in numbered if one.event.valid])
    by_moment: defaultdict[object, list[tuple[When | None, _Statement, bool]]] = defaultdict(list)
    for one in numbered:
        by_moment[public(one.event)].append((one.event.occurred, one, one.event.valid is None))
    for together in by_moment.values():
        yield from _overlapping(together)


def _overlapping(
    spans: Iterable[tuple[When | None, _Statement, bool]],
) -> Iterator[tuple[_Statement, _Statement]]:
    """Yield statements that differ and whose days overlap.

    The flag of a span says whether it is compared with all others. Of each pair at least one is.
    """
    with_all, with_some = _Longest(), _Longest()
    dated = [(span.lo, span.hi, one, all_) for span, one, all_ in spans if span is not None]
    for start, end, one, against_all in sorted(dated, key=lambda each: (each[0], each[2].number)):
        other = with_all.conflicting(start, one)
        if other is None and against_all:
            other = with_some.conflicting(start, one)
        if other is not None:
            yield other, one
        (with_all if against_all else with_some).add(end, one)
